"""The history on disk: an append-only log in SQLite, with backups, checks and recovery."""
