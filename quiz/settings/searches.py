"""The player's saved searches: the table `[searches]` of the settings file."""

from __future__ import annotations

from typing import Any

from quiz.settings.filters import fault_of
from quiz.settings.settings import Wrong

TABLE_NAME = "searches"
EXAMPLE = '"Spanish verbs" = "deck:spanish tag:verbs"'


def parse_searches(table: dict[str, Any]) -> tuple[dict[str, str], Wrong]:
    """The searches by name, and what is wrong with the others, which are left out."""
    found = {}
    wrong: Wrong = {}
    for name, query in table.items():
        if not name.strip():
            wrong[name,] = f"a search without a name; expected one such as {EXAMPLE}"
        elif not isinstance(query, str) or not query.strip():
            wrong[name,] = f"{name} is {query!r}; expected words to search for, such as {EXAMPLE}"
        elif fault := fault_of(query):
            wrong[name,] = f"{name}: {fault}"
        else:
            found[name] = query
    return found, wrong
