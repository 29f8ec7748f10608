"""Statistics: retention, activity, forecasts. Pure folds over the effective answers.

May import `text`, `history`, `grading`, `decks`, `settings`, `scheduling` and `scoring`.
"""
