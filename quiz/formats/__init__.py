"""Decks of other programs: read into notes and events, and written from them. Pure."""
