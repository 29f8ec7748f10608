"""Other programs' files: reads them into notes and events, and writes them."""
