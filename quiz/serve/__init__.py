"""The game in a browser: the same rounds as pages, served by this machine.

May import every room except `tui` and `cli`.
"""
