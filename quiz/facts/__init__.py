"""Facts: extracted from articles, reviewed, and built into a deck. Pure.

May import every room except `formats`, `storage`, `game`, `plain`, `serve`, `tui` and `cli`.
"""
