"""How long tests wait at most, on any machine."""

PATIENCE = 600.0
"""Seconds, after which a test fails rather than hang for ever; nothing that works takes so long."""
