"""The deck format: reads notes from YAML, writes them, and makes their cards. Pure.

May import `text`, `history` and `grading`.
"""
