"""The screen: a Textual app around the game. `app.py` only wires.

May import every room except `cli`.
"""
