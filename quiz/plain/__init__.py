"""The line mode: the same rounds in plain lines, for screen readers, pipes and dumb terminals."""
