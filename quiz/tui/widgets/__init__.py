"""Widgets of the game, one file each."""
