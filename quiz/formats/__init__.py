"""Other programs' files: read into notes and events, and written from them."""
