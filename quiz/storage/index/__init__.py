"""A cache file with everything derived from decks and history, so that a start need not redo it."""
