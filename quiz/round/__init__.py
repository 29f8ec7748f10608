"""One round as a value: question, answer, feedback, undo. Pure.

May import every room except `live`, `facts`, `formats`, `storage`, `game`, `plain`, `serve`, `tui`
and `cli`.
"""
