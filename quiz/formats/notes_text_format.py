"""Anki's "Notes in Plain Text", with header lines."""

from quiz.formats.table_reader import read
from quiz.formats.table_writer import write_anki_text as write

__all__ = ["read", "write"]
