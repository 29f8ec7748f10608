"""Examines a data directory and repairs what it can."""
