"""Whether an answer is right. Pure.

May import `text` and `history`.
"""
