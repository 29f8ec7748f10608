"""All settings, each defined once, and the file that keeps them.

May import `text`, `history`, `grading` and `decks`.
"""
