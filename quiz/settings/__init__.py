"""Every setting once, and the file that keeps them."""
