"""When a card comes back: FSRS, the state of a card, limits, exams. Pure."""
