"""Whether an answer is right. Pure."""
