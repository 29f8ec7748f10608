"""The line mode: the same rounds as plain text, for screen readers, pipes and simple terminals."""
