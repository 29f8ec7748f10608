"""The plain mode: the same rounds as lines of text, for screen readers and pipes.

May import every room except `serve`, `tui` and `cli`.
"""
