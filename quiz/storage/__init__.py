"""Everything on disk: the log of answers, the index, decks in files, archives, checks."""
