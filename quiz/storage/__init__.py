"""Everything on disk: the log of answers, its index, the deck library, archives, the doctor.

May import every room except `game`, `plain`, `serve`, `tui` and `cli`.
"""
