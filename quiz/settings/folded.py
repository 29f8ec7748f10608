"""The folders that are folded on the home screen: the table `[folded]` of the settings file."""

from __future__ import annotations

from quiz.decks.faults import Fault
from quiz.settings.toml_places import place_of

TABLE_NAME = "folded"
EXAMPLE = "spanish = true"


def parse_folded(table: object, text: str, file: str) -> tuple[frozenset[str], list[Fault]]:
    """The folded folders, each with a final slash, and the faults; invalid lines are left out."""
    if not isinstance(table, dict):
        what = f"{TABLE_NAME} is {table!r}; expected a table [{TABLE_NAME}] with lines like: "
        return frozenset(), [Fault(file, *place_of(text, (TABLE_NAME,)), what + EXAMPLE)]
    faults = [
        Fault(file, *place_of(text, (TABLE_NAME, name)), f"{name} is {value!r}; expected true")
        for name, value in table.items()
        if not isinstance(value, bool)
    ]
    return frozenset(f"{name}/" for name, value in table.items() if value is True), faults
