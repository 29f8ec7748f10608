"""The player's saved searches: the table `[searches]` of the settings file."""

from __future__ import annotations

from quiz.decks.faults import Fault
from quiz.settings.filters import fault_of
from quiz.settings.toml_places import place_of

TABLE_NAME = "searches"
EXAMPLE = '"Spanish verbs" = "deck:spanish tag:verbs"'


def parse_searches(table: object, text: str, file: str) -> tuple[dict[str, str], list[Fault]]:
    """The searches by name, and the faults; invalid ones are left out."""
    if not isinstance(table, dict):
        what = f"{TABLE_NAME} is {table!r}; expected a table [{TABLE_NAME}] with lines like: "
        return {}, [Fault(file, *place_of(text, (TABLE_NAME,)), what + EXAMPLE)]
    found = {}
    faults = []
    for name, query in table.items():
        what = ""
        if not name.strip():
            what = f"a search without a name; expected one such as {EXAMPLE}"
        elif not isinstance(query, str) or not query.strip():
            what = f"{name} is {query!r}; expected words to search for, such as {EXAMPLE}"
        elif fault := fault_of(query):
            what = f"{name}: {fault}"
        if what:
            faults.append(Fault(file, *place_of(text, (TABLE_NAME, name)), what))
        else:
            found[name] = query
    return found, faults
