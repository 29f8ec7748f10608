"""When a card comes back: FSRS, card states, daily limits, exams. Pure.

May import `text`, `history`, `grading`, `decks` and `settings`.
"""
