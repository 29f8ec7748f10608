"""From reviewed facts to a deck. Pure."""
