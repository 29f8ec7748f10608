"""All tables of the server. Types are portable: ids are text, times are milliseconds since 1970 in
UTC, structured values are JSON as text."""

from __future__ import annotations

from quiz.serve.database.metadata import METADATA

__all__ = ["METADATA"]
