"""Anki's packages on disk: zip archives with an SQLite database, read with distrust and written."""
