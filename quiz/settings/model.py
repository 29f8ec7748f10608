"""What a player can set, with defaults and bounds. Pure: files are read in `quiz.settings.file`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from quiz.decks.faults import Fault


class DeckOptions(NamedTuple):
    """What holds for one deck, or for all decks below a folder, in place of what holds elsewhere.

    Each is None where the folder above says it, and at last the general settings.
    paused: nothing of it is asked or counted. new_per_day, reviews_per_day: of these decks
    together, apart from what others are allowed. retention: as in `Settings`.
    exam: ISO date by which these decks must be known.
    """

    paused: bool | None = None
    new_per_day: int | None = None
    reviews_per_day: int | None = None
    retention: float | None = None
    exam: str | None = None


class DeckSchedule(NamedTuple):
    """What a deck has of its own that decides when its cards come back, each None for nothing.

    exam_day: day number of its exam, see `Moment.day`, as long as that is to come.
    """

    retention: float | None = None
    exam_day: int | None = None

    @property
    def key(self) -> str:
        """Equal for equal ones, and for no others."""
        return f"{self.retention} {self.exam_day}"


_NO_TABLES: Mapping[str, DeckOptions] = MappingProxyType({})
_NONE: Mapping[str, str] = MappingProxyType({})


class Settings(NamedTuple):
    """All settings of one player's data directory.

    retention: desired probability of recall when a card falls due, 0.70 to 0.99.
    learning_steps, relearning_steps: minutes, each 1 to 1440; may be empty.
    maximum_interval: days, 1 to 36500.
    fuzz: spread due dates a little so that cards learnt together come back apart.
    easy_days, free_days: weekdays, "mon" to "sun", on which half as many cards as usual fall due,
        and as few as the fuzz can do; it cannot move a card by more than its fuzz.
    day_start_hour: hour at which the player's day begins, 0 to 23.
    new_per_day, reviews_per_day: limits for Learn and Review, 0 or more.
    spread_until: ISO date of the last day over which what is due is spread evenly, in place of
        `reviews_per_day`; "" for none.
    new_order: "in order" learns deck after deck, "interleaved" a card of each deck in turn.
    bury_siblings: keep other cards of an answered note until tomorrow.
    leech_lapses: lapses after which a card counts as a leech, 1 or more; 0 never.
    daily_goal: answers a day that fulfil the goal, 1 or more.
    quiz_questions: questions in a Quiz round, 1 or more.
    blitz_seconds: length of a Blitz, 10 to 600.
    lives: lives in Survival, 1 to 9.
    answer_with: how basic cards are answered: "auto" begins with a choice and asks to type once
        the card's stability has reached `typing_after` days; "choice", "typed" and "reveal"
        always ask so where the card allows it.
    typing_after: days of stability, 0 or more.
    slow_seconds, fast_seconds: a right answer slower than the first is Hard; typed and faster
        than the second is Easy.
    longest_answer_seconds: no answer counts for more study time than this, 5 to 7200, and one that
        took longer says nothing about how well the card was known: the player was away.
    theme: name of a Textual theme.
    animations: whether the screen moves.
    backups: days of which a backup of their own is kept, 0 to 365; with 0 none is made.
    decks: options of single decks and folders, by name; see `options_of`.
    searches: saved searches by name, see `quiz.game.search`.
    keys: keys of the player's own, by action, see `quiz.settings.keys`.
    """

    retention: float = 0.9
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    maximum_interval: int = 36500
    fuzz: bool = True
    easy_days: tuple[str, ...] = ()
    free_days: tuple[str, ...] = ()
    day_start_hour: int = 4
    new_per_day: int = 20
    reviews_per_day: int = 200
    spread_until: str = ""
    new_order: Literal["in order", "interleaved"] = "in order"
    bury_siblings: bool = True
    leech_lapses: int = 8
    daily_goal: int = 30
    quiz_questions: int = 10
    blitz_seconds: int = 60
    lives: int = 3
    answer_with: Literal["auto", "choice", "typed", "reveal"] = "auto"
    typing_after: float = 7.0
    slow_seconds: float = 20.0
    fast_seconds: float = 4.0
    longest_answer_seconds: int = 60
    theme: str = "quiz-dark"
    animations: bool = True
    backups: int = 7
    decks: Mapping[str, DeckOptions] = _NO_TABLES
    searches: Mapping[str, str] = _NONE
    keys: Mapping[str, str] = _NONE

    @property
    def longest_answer_ms(self) -> int:
        """The most that one answer counts for, in milliseconds."""
        return self.longest_answer_seconds * 1000

    def options_of(self, deck: str) -> DeckOptions:
        """What is set for the deck of this name: each option by the nearest table that sets it,
        its own before that of the folder it is in."""
        found = DeckOptions()
        for name in self._tables_of(deck):
            farther = self.decks[name]._asdict()
            unset = [option for option in farther if getattr(found, option) is None]
            found = found._replace(**{option: farther[option] for option in unset})
        return found

    def owner_of(self, deck: str, option: str) -> str:
        """The name of the nearest table that sets this option for a deck, "" without one."""
        tables = self._tables_of(deck)
        return next((name for name in tables if getattr(self.decks[name], option) is not None), "")

    def _tables_of(self, deck: str) -> Iterator[str]:
        """The tables that hold for a deck, the nearest first."""
        if self.decks:
            yield from (name for name in (deck, *folders_of(deck)) if name in self.decks)


TABLE_FIELDS = ("decks", "searches", "keys")
"""The fields of `Settings` that are tables of the file, and no single settings."""


def folders_of(deck: str) -> Iterator[str]:
    """The folders that a deck is in, the innermost first: "a/b" and "a" of "a/b/c"."""
    folder = deck.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


class LoadedSettings(NamedTuple):
    """The settings, and what is wrong in their file; a wrong value leaves the default."""

    settings: Settings
    faults: tuple[Fault, ...] = ()
