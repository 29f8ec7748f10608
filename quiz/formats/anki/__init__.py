"""Reads untrusted Anki packages (zip archives with an SQLite database), and writes them."""
