"""Whether an answer is right, and what rating it gets. Pure."""
