"""What one player does: play, search, import, export, write decks. Adds clock, chance and disk."""
