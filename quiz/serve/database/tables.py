"""All tables of the server. Types are portable: ids are text, times are milliseconds since 1970 in
UTC, structured values are JSON as text."""

from __future__ import annotations

from quiz.serve.database.metadata import METADATA
from quiz.serve.live import tables as live
from quiz.serve.members import tables as members
from quiz.serve.people import tables as people
from quiz.serve.sync import tables as sync

__all__ = ["METADATA", "live", "members", "people", "sync"]
