"""Facts: extracted from articles, reviewed, and built into a deck. Pure."""
