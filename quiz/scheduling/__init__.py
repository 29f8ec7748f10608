"""When a card comes back: FSRS, card states, daily limits, exams. Pure."""
