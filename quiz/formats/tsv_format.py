"""Two columns with a tab between them, as Quizlet exports and imports."""

from quiz.formats.table_reader import read
from quiz.formats.table_writer import write_tsv as write

__all__ = ["read", "write"]
