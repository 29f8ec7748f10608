"""The screen: a Textual app around the game. `app.py` only wires."""
