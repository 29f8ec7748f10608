"""Options of single decks and folders: `[decks."spanish/food"]` in the settings file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from quiz.decks.faults import Fault
from quiz.files import read_bytes
from quiz.nearest import hint
from quiz.settings.settings import DeckOptions, Settings, Wrong, folders_of
from quiz.settings.table import A_DATE, BY_NAME, ON_OR_OFF, accepted_date
from quiz.settings.toml_places import place_of

TABLE_NAME = "decks"
SOME_DECK = "spanish/food"


class DeckOption(NamedTuple):
    """One option of a deck or folder.

    name: of the field in `DeckOptions` and in the file. expected: describes the valid values.
    accept: converts a value to its type, or raises ValueError saying what was expected.
    """

    name: str
    title: str
    help: str
    expected: str
    accept: Callable[[object], Any]

    @property
    def is_flag(self) -> bool:
        """Whether its values are true and false."""
        return self.accept is _flag

    @property
    def allowed(self) -> str:
        """Describes the valid values to somebody who picks or types them."""
        return ON_OR_OFF if self.is_flag else self.expected


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("expected true or false")


def _as_setting(name: str, help_text: str) -> DeckOption:
    """An option with the same bounds as the general setting of the same name."""
    setting = BY_NAME[name]
    return DeckOption(name, setting.title, help_text, setting.expected, setting.accept)


DECK_OPTIONS = (
    DeckOption("paused", "Paused", "Leave it out of all rounds.", "true or false", _flag),
    _as_setting(
        "new_per_day", "At most this many new cards a day from here, not counting other decks."
    ),
    _as_setting(
        "reviews_per_day", "At most this many reviews a day from here, not counting other decks."
    ),
    _as_setting("retention", "How likely you want to be to recall a card here when it is due."),
    DeckOption(
        "exam",
        "Exam",
        "The day of the exam: you learn all new cards in time, and review every card before it.",
        A_DATE,
        accepted_date,
    ),
)

OPTION_BY_NAME = {option.name: option for option in DECK_OPTIONS}

assert set(OPTION_BY_NAME) == set(DeckOptions._fields)


def parse_deck_tables(tables: dict[str, Any]) -> tuple[dict[str, DeckOptions], Wrong]:
    """The options in the table `decks`, by name of deck or folder, and what is wrong with other
    values, which are left out."""
    found: dict[str, DeckOptions] = {}
    wrong: Wrong = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            wrong[name,] = f"{name} needs a deck; expected {table_of(SOME_DECK)} above it"
            continue
        options: dict[str, Any] = {}
        for key, value in table.items():
            option = OPTION_BY_NAME.get(key)
            if isinstance(value, dict):
                inner = table_of(f"{name}/{key}")
                wrong[name, key] = f"{key} is a table within {name}; expected {inner}"
            elif option is None:
                wrong[name, key] = f"unknown option {key}; {hint(key, OPTION_BY_NAME)}"
            else:
                try:
                    options[key] = option.accept(value)
                except ValueError as error:
                    wrong[name, key] = f"{key} is {value!r}; {error}"
        if options:
            found[name] = DeckOptions(**options)
    return found, wrong


def table_of(name: str) -> str:
    """The TOML table header for this deck or folder."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'[{TABLE_NAME}."{escaped}"]'


def faults_of_names(path: Path, settings: Settings, decks: Iterable[str]) -> list[Fault]:
    """A fault for each table whose name is neither one of these decks nor one of their folders.

    Reads nothing if there are no tables. Raises QuizError if the file cannot be read.
    """
    if not settings.decks:
        return []
    known = {name for deck in decks for name in (deck, *folders_of(deck))}
    unknown = [name for name in settings.decks if name not in known]
    if not unknown:
        return []
    text = read_bytes(path).decode("utf-8-sig")
    faults = []
    for name in unknown:
        advice = hint(name, known, "`quiz list` shows all decks")
        place = place_of(text, (TABLE_NAME, name))
        faults.append(Fault(str(path), *place, f"no deck or folder is named {name}; {advice}"))
    return faults


def read_option(option: DeckOption, text: str) -> Any:
    """The typed value of an option, None for an empty line; ValueError, saying what was expected,
    if it is invalid."""
    word = text.strip()
    if not word:
        return None
    for kind in (int, float):
        with suppress(ValueError):
            return option.accept(kind(word))
    return option.accept(word)


def what_holds(settings: Settings, name: str, option: str) -> Any:
    """The value that this deck or folder inherits if the option is not set: that of its folder,
    else the general setting, if there is one."""
    found = getattr(settings.options_of(name.rpartition("/")[0]), option)
    return getattr(settings, option, None) if found is None else found


def with_option(settings: Settings, name: str, option: str, value: Any) -> DeckOptions:
    """The options of a deck or folder with one of them changed. None unsets it; so does a flag
    equal to the inherited value."""
    own = settings.decks.get(name, DeckOptions())
    if isinstance(value, bool) and value == bool(what_holds(settings, name, option)):
        value = None
    return own._replace(**{option: value})
