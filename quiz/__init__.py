"""quiz: an educational quiz and flashcard game for the terminal."""

__version__ = "0.1.0"
