"""A live quiz as a fold over its events: who joined, what was asked, who answered when. Pure.

May import every room except `facts`, `formats`, `storage`, `game`, `plain`, `serve`, `tui` and
`cli`.
"""
