"""All settings, each defined once, and the file that keeps them."""
