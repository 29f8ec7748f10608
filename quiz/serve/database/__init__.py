"""The server's own database: what it knows of people, classes, rounds and live games.

SQLAlchemy Core, on SQLite for one process or on PostgreSQL for any number of them.
"""
