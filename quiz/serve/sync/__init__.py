"""The server as the place through which the devices of a person sync."""
