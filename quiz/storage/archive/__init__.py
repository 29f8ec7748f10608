"""Zip archives: read with distrust, and the one that holds everything of a player's directory."""
