"""What happened: events, their ids, ratings, players. Values only.

May import `text`.
"""
