"""What one player does: play, search, import, export, write decks. Adds clock, chance and disk.

May import every room except `plain`, `serve`, `tui` and `cli`.
"""
