"""The shell around the pure round: files, clock, chance and the history on disk."""
