"""Two columns separated by a tab, as in Quizlet."""

from quiz.formats.table_reader import read
from quiz.formats.table_writer import write_tsv as write

__all__ = ["read", "write"]
