"""The widgets of the game, one per file."""
