"""One round as a value. Pure."""
