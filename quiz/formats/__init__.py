"""Other programs' files: reads them into notes and events, and writes them.

May import every room except `storage`, `game`, `plain`, `serve`, `tui` and `cli`.
"""
