"""Tables with commas, as spreadsheets write them."""

from quiz.interchange.table_reader import read
from quiz.interchange.table_writer import write_csv as write

__all__ = ["read", "write"]
