"""The deck format: notes and their cards, read from YAML and written. Pure."""
