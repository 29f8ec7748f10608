"""One round as a value: question, answer, feedback, undo. Pure."""
