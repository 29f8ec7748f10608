"""Other programs' files: reads them into notes and events, and writes them.

May import every room except `storage`, `game`, `plain`, `tui` and `cli`.
"""
