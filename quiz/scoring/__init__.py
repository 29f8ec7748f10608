"""Points, levels, streaks: folds over the answers. Pure.

May import `text`, `history`, `grading`, `decks`, `settings` and `scheduling`.
"""
