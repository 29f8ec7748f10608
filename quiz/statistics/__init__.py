"""Statistics as values, in words and as charts; `storage.index` computes them. Pure.

May import `text`, `history`, `grading`, `decks`, `settings`, `scheduling` and `scoring`.
"""
