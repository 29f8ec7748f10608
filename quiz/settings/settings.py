"""The settings with their defaults and bounds. Pure: `quiz.settings.parse` reads the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from quiz.decks.faults import Fault


class DeckOptions(NamedTuple):
    """Options of one deck, or of all decks below a folder, that override the general settings.

    None inherits the value of the folder above, and finally the general setting.
    paused: no card is asked or counted. new_per_day, reviews_per_day: limits for these decks
    together, separate from all others. retention: as in `Settings`.
    exam: ISO date of an exam on these decks.
    """

    paused: bool | None = None
    new_per_day: int | None = None
    reviews_per_day: int | None = None
    retention: float | None = None
    exam: str | None = None


class DeckSchedule(NamedTuple):
    """A deck's own options that affect when its cards come back; None where it has none.

    exam_day: day number of its upcoming exam, see `Moment.day`.
    """

    retention: float | None = None
    exam_day: int | None = None

    @property
    def key(self) -> str:
        """A text that is equal exactly for equal schedules."""
        return f"{self.retention} {self.exam_day}"


_NO_TABLES: Mapping[str, DeckOptions] = MappingProxyType({})
_NONE: Mapping[str, str] = MappingProxyType({})


class Settings(NamedTuple):
    """All settings of one data directory.

    retention: desired probability of recall when a card is due, 0.70 to 0.99.
    learning_steps, relearning_steps: minutes, each 0.1 to 1440; may be empty.
    maximum_interval: days, 1 to 36500.
    fuzz: spread due dates a little so that cards learnt together come back apart.
    easy_days, free_days: weekdays, "mon" to "sun", with half as many due cards as usual, and with
        as few as possible; no card moves further than its fuzz.
    day_start_hour: hour at which the player's day starts, 0 to 23.
    new_per_day, reviews_per_day: limits for Learn and Review, 0 or more.
    spread_until: ISO date; until then all due cards are spread evenly, in place of
        `reviews_per_day`. "" for none.
    new_order: "in order" learns deck after deck, "interleaved" a card of each deck in turn.
    bury_siblings: hold back the other cards of an answered note until tomorrow.
    leech_lapses: lapses after which a card counts as a leech, 1 or more; 0 for never.
    daily_goal: answers a day, 1 or more. weekly_goal: days a week to play on, 1 to 7.
    quiz_questions, exam_questions: questions in a round of Quiz and in an Exam, 1 or more.
    blitz_seconds: length of a Blitz, 10 to 600.
    lives: lives in Survival, 1 to 9.
    answer_with: how cards with one answer are asked: "auto" starts with a choice and asks to type
        from the second day on; "choice", "typed" and "reveal" always ask that way if the card
        allows it.
    typing_after: days of stability that "auto" waits for as well before it asks to type, 0 or more.
    slow_seconds, fast_seconds: a right answer slower than the first is Hard; a typed one faster
        than the second is Easy.
    longest_answer_seconds: the most study time that one answer counts, 5 to 7200. A longer answer
        is not rated by its time: the player was away.
    theme: name of a theme. animations: whether the screen uses animations.
    pictures: how pictures are shown: "auto" as the terminal can best; always by Kitty's
        protocol, as Sixel, or in "blocks"; "off" for their descriptions.
    autoplay: whether the sound of a card plays by itself.
    bell: whether the terminal's bell rings when there is something to celebrate.
    backups: days for which a daily backup is kept, 0 to 365; 0 makes no backups.
    decks: options of single decks and folders, by name; see `options_of`.
    searches: saved searches by name, see `quiz.game.search`.
    folded: folders that are folded on the home screen, each with a final slash.
    keys: the player's own keys by action, see `quiz.settings.keys`.
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
    weekly_goal: int = 5
    quiz_questions: int = 10
    exam_questions: int = 20
    blitz_seconds: int = 60
    lives: int = 3
    answer_with: Literal["auto", "choice", "typed", "reveal"] = "auto"
    typing_after: float = 0.0
    slow_seconds: float = 20.0
    fast_seconds: float = 4.0
    longest_answer_seconds: int = 60
    theme: str = "quiz-dark"
    animations: bool = True
    pictures: Literal["auto", "kitty", "sixel", "blocks", "off"] = "auto"
    autoplay: bool = True
    bell: bool = False
    backups: int = 7
    decks: Mapping[str, DeckOptions] = _NO_TABLES
    searches: Mapping[str, str] = _NONE
    folded: frozenset[str] = frozenset()
    keys: Mapping[str, str] = _NONE

    @property
    def longest_answer_ms(self) -> int:
        """The most study time that one answer counts, in milliseconds."""
        return self.longest_answer_seconds * 1000

    def options_of(self, deck: str) -> DeckOptions:
        """The options that apply to this deck: each from the nearest table that sets it, starting
        with the deck's own."""
        found = DeckOptions()
        for name in self._tables_of(deck):
            farther = self.decks[name]._asdict()
            unset = [option for option in farther if getattr(found, option) is None]
            found = found._replace(**{option: farther[option] for option in unset})
        return found

    def owner_of(self, deck: str, option: str) -> str:
        """The name of the nearest table that sets this option for a deck; "" if none does."""
        tables = self._tables_of(deck)
        return next((name for name in tables if getattr(self.decks[name], option) is not None), "")

    def _tables_of(self, deck: str) -> Iterator[str]:
        """The tables that apply to a deck, nearest first."""
        if self.decks:
            yield from (name for name in (deck, *folders_of(deck)) if name in self.decks)


TABLE_FIELDS = ("decks", "searches", "folded", "keys")
"""The fields of `Settings` that are tables in the file, not single settings."""


def folders_of(deck: str) -> Iterator[str]:
    """The folders that a deck is in, innermost first: "a/b" and "a" for "a/b/c"."""
    folder = deck.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


class LoadedSettings(NamedTuple):
    """The settings, and the faults in their file; an invalid value leaves the default."""

    settings: Settings
    faults: tuple[Fault, ...] = ()
