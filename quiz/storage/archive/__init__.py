"""The archive of `quiz export --all`, which holds a whole data directory, and its restore."""
