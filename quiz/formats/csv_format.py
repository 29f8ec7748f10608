"""CSV tables, as written by spreadsheets."""

from quiz.formats.table_reader import read
from quiz.formats.table_writer import write_csv as write

__all__ = ["read", "write"]
