"""Anki's notes in plain text, with header lines."""

from quiz.interchange.table_reader import read
from quiz.interchange.table_writer import write_anki_text as write

__all__ = ["read", "write"]
