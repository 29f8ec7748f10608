"""Examining a data directory, and mending what can be mended."""
