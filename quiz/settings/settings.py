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
    together, separate from all others. retention: as for all decks.
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

    `quiz.settings.table` says what each of them means, in which unit and within which bounds. The
    last four are tables in the file:
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
    sync_folder: str = ""
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


TABLE_FIELDS = tuple(
    name for name, value in Settings()._asdict().items() if isinstance(value, Mapping | frozenset)
)
"""The fields of `Settings` that are tables in the file, not single settings."""


def folders_of(deck: str) -> Iterator[str]:
    """The folders that a deck is in, innermost first: "a/b" and "a" for "a/b/c"."""
    folder = deck.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


Wrong = dict[tuple[str, ...], str]
"""What is wrong in a table of the file, by its place there."""


class LoadedSettings(NamedTuple):
    """The settings, and the faults in their file; an invalid value leaves the default."""

    settings: Settings
    faults: tuple[Fault, ...] = ()
