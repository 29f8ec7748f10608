"""One player's game: the library, the history, and everything derived from them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from quiz.card import Card
from quiz.clock import Clock, system_clock
from quiz.decks.faults import Fault
from quiz.errors import QuizError
from quiz.game.library import Library
from quiz.history.events import Event, Mark, MarkKind
from quiz.history.ids import IdMaker
from quiz.moment import Moment
from quiz.progress import Progress, silent
from quiz.scheduling.exams import schedule_of
from quiz.scheduling.interval import Wait
from quiz.scheduling.picking import Counts
from quiz.settings.settings import DeckSchedule, Settings
from quiz.statistics.today import Today
from quiz.storage.index.database import IndexUnavailableError
from quiz.storage.index.ledger import Ledger
from quiz.storage.index.selection import Selection
from quiz.storage.index.shelf import ShelfDeck
from quiz.storage.library.folders import below, folders
from quiz.storage.library.media import media_file

if TYPE_CHECKING:
    from quiz.decks.deck import Deck
    from quiz.game.answers import Answers
    from quiz.scheduling.scheduler import Scheduler
    from quiz.storage.log.store import Store


TOUR_DECK = "welcome"
"""The shipped deck that teaches the game."""

EXAM_SEEDS = 10_000
"""Seeds of Exams that got none; few enough to be told to a class."""


class Game:
    """Everything one player plays with.

    store: the open history. roots: folders and files of the library.
    clock: tells the time. seed: makes questions repeatable; None for random ones.
    progress: reports long work, such as the first reading of a large library.
    parameters: finds a player's weights for the memory model; () for the default.
    library: the library at these roots, if this game shares it with others.
    """

    def __init__(
        self,
        store: Store,
        roots: Sequence[Path],
        settings: Settings,
        player: str,
        *,
        clock: Clock = system_clock,
        seed: int | None = None,
        progress: Progress = silent,
        parameters: Callable[[str], Sequence[float]] = lambda player: (),
        library: Library | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self.player = player
        self.clock = clock
        self._progress = progress
        self._seed = seed
        self._parameters = parameters
        self._schedulers: dict[tuple[tuple[float, ...], DeckSchedule | None], Scheduler] = {}
        self._version = store.version()
        self._looked = clock()
        self.library = library or Library(store, roots, progress)
        self.index, self.shelf = self.library.index, self.library.shelf
        self._adopt()
        self._own = self._own_schedules()
        self.collection = self.ledger_of(self.player)

    @cached_property
    def random(self) -> Random:
        """The random generator; seeded if there is a seed."""
        return SystemRandom() if self._seed is None else Random(self._seed)

    @property
    def is_seeded(self) -> bool:
        """Whether the player asked for the questions of a seed."""
        return self._seed is not None

    def exam_seed(self) -> int:
        """The seed of an Exam: the one of this game, or a short one, which its result names. It is
        below 0, and named nowhere, if the questions depend on what the player has learned."""
        if self._seed is not None:
            return self._seed
        seed = self.random.randrange(EXAM_SEEDS)
        return -1 - seed if self.collection.met else seed

    @property
    def day(self) -> int:
        """The player's current day, see `Moment.day`."""
        return self.clock().day(self.settings.day_start_hour)

    @cached_property
    def _ids(self) -> IdMaker:
        return IdMaker(SystemRandom(), self.store.newest_id())

    def close(self) -> None:
        """Close all files; everything recorded is already in them."""
        self.library.close()
        self.store.close()

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler for decks without their own schedule."""
        return self.collection.scheduler

    def _scheduler_with(
        self, weights: tuple[float, ...], own: DeckSchedule | None = None
    ) -> Scheduler:
        """The scheduler with these weights and a deck's own schedule."""
        if (weights, own) not in self._schedulers:
            # A start without new answers needs no scheduler.
            from quiz.scheduling.scheduler import Scheduler, SchedulerOptions

            options = SchedulerOptions.from_settings(self.settings, weights)
            if own is not None:
                options = options.of_deck(own)
            self._schedulers[weights, own] = Scheduler(options)
        return self._schedulers[weights, own]

    def _own_schedules(self) -> dict[int, DeckSchedule]:
        """The decks with their own schedule, by number; nearly always none."""
        if not self.settings.decks:
            return {}
        today = self.day
        found = {
            deck.number: schedule_of(self.settings.options_of(name), today)
            for name, deck in self.decks.items()
        }
        return {number: own for number, own in found.items() if own is not None}

    def ledger_of(self, player: str) -> Ledger:
        """The folded history of the player with this id, up to date."""
        own = self.settings
        weights = tuple(self._parameters(player))
        options = repr(
            (
                own.retention,
                own.learning_steps,
                own.relearning_steps,
                own.maximum_interval,
                own.fuzz,
                own.easy_days,
                own.free_days,
                own.day_start_hour,
                own.longest_answer_ms,
                weights,
                self.store.ids_of(player),
            )
        )
        ledger = Ledger(
            self.index,
            self.store,
            player,
            lambda deck: self._scheduler_with(weights, deck),
            options,
            own.day_start_hour,
            lambda: self._own,
        )
        ledger.sync(self._progress)
        ledger.follow_decks(self._progress)
        return ledger

    # ── library ────────────────────────────────────────────────────────────────

    @property
    def decks(self) -> dict[str, ShelfDeck]:
        """All readable decks, by name."""
        return self.shelf.decks

    @property
    def faults(self) -> list[Fault]:
        """The faults in deck files."""
        return list(self.shelf.faults)

    def decks_named(self, name: str) -> list[str]:
        """The decks that a name means: one deck, or all in a folder, whose name may end with a
        slash; empty if there is neither."""
        if name in self.decks:
            return [name]
        return below(name, self.decks)

    def is_done_tour(self, name: str) -> bool:
        """Whether this is the tour and the player has seen all of it: it then leaves all rounds
        but its own, as if it were paused."""
        deck = self.decks.get(name) if name == TOUR_DECK else None
        return deck is not None and (
            self.collection.seen_by_deck().get(deck.number, 0) >= deck.total
        )

    def is_paused(self, decks: Iterable[str] | None) -> bool:
        """Whether all of these decks (None for all decks) are paused; False if there are none."""
        names = list(self.decks if decks is None else decks)
        return bool(names) and all(self.settings.options_of(name).paused for name in names)

    def card(self, key: str) -> Card | None:
        """The card with this key; None if it is no longer in the library."""
        return self.library.card(key)

    def media_file(self, card: Card, path: str) -> Path | None:
        """The file of a picture or sound that a card names; None if there is none, or if it may
        not be used, see `quiz.storage.library.media`."""
        deck = self.decks.get(card.deck)
        return None if deck is None or not path else media_file(deck.path, path)

    def sound_files(self, card: Card, paths: Iterable[str]) -> list[Path]:
        """The files of sounds that a card names; QuizError if one is missing."""
        files = []
        for path in paths:
            file = self.media_file(card, path)
            if file is None:
                raise QuizError(f"the file {path} is missing")
            files.append(file)
        return files

    def cards_of(self, decks: Iterable[str] | None = None) -> list[Card]:
        """The cards of these decks, in order; of all decks if None, which may be many."""
        names = self.decks if decks is None else decks
        return [card for name in names for card in self.library.cards(name)]

    def refresh(self, known: Mapping[str, Deck] = {}) -> bool:
        """Read changed decks and new answers from other games. Returns whether anything changed,
        including by time alone: a new day has started, or a card has come due.

        known: decks that were just written, see `quiz.storage.index.deck_reader.read_decks`.
        """
        changed = self._time_brought_something()
        self.library.refresh(known)
        if self.library.edition != self.edition:
            self._adopt()
            self._follow_decks()
            changed = True
        version = self.store.version()
        if version != self._version:
            self._version = version
            # Another device may have made later ids, which new ones must follow.
            self.__dict__.pop("_ids", None)
            self.collection.sync()
            changed = True
        return changed

    def _time_brought_something(self) -> bool:
        """Whether a new day has started or a card has come due since the last look."""
        before, self._looked = self._looked, self.clock()
        hour = self.settings.day_start_hour
        if before.day(hour) != self._looked.day(hour):
            # Yesterday's exam no longer matters.
            self._follow_decks()
            return True
        return before != self._looked and self.selection([]).has_come_due_since(before)

    def _follow_decks(self) -> None:
        self._own = self._own_schedules()
        self.collection.follow_decks()

    def _adopt(self) -> None:
        self.edition = self.library.edition
        """Shows rounds whether their cards may have changed."""
        self.changes = self.library.changes
        self.lost_is_news = self.shelf.is_untold(self.player) or self.library.has_begun
        """Whether cards started as new while others vanished, and the player was not told yet."""

    @property
    def answers(self) -> Answers:
        """The answers of decks, prepared for rounds."""
        return self.library.answers

    # ── history ────────────────────────────────────────────────────────────────

    def new_id(self, now: Moment) -> str:
        """A new id for an event or a round."""
        return self._ids.make(now.ms)

    def record(self, *events: Event) -> None:
        """Write events to disk in one transaction, then fold them in. Raises StoreError if they
        cannot be written; then nothing changes."""
        self.store.append(*events)
        # If the index cannot be written, the next event or the next start folds these in.
        with contextlib.suppress(IndexUnavailableError):
            self.collection.sync()

    def carry_over(self) -> None:
        """Checkpoint the write-ahead logs; call it when the player is not waiting."""
        self.store.carry_over()
        self.index.carry_over()

    def mark(self, card: Card, kind: MarkKind) -> str:
        """Mark a card; returns the id of the event."""
        return self.mark_all([card.key], kind)[0]

    def mark_all(self, cards: Iterable[str], kind: MarkKind) -> list[str]:
        """Mark all cards with these keys, in one step; returns the ids of the events."""
        now = self.clock()
        marks = [Mark(self.new_id(now), self.player, now, card, kind) for card in cards]
        self.record(*marks)
        return [mark.id for mark in marks]

    def use_settings(self, settings: Settings) -> None:
        """Continue with other settings and reload the player's weights; memories are folded again
        if they depend on what changed."""
        self.settings = settings
        self._schedulers.clear()
        self._own = self._own_schedules()
        self.collection = self.ledger_of(self.player)

    @property
    def player_name(self) -> str:
        """The player's current name."""
        return self.store.name_of(self.player)

    def use_player(self, player: str) -> None:
        """Switch to the player with this id."""
        self.player = player
        self.collection = self.ledger_of(self.player)

    # ── playing ────────────────────────────────────────────────────────────────

    def selection(
        self, decks: Iterable[str] | None = None, only: AbstractSet[str] | None = None
    ) -> Selection:
        """A selection from these decks (None for all) as of now. only: keys of the cards to select
        from; None for all."""
        names = self.decks if decks is None else decks
        chosen = [self.decks[name] for name in names if name in self.decks]
        alone = [deck.name for deck in chosen] == [TOUR_DECK]
        return Selection(
            self.index,
            self.collection,
            chosen,
            self.settings,
            self.clock(),
            name_of=self.shelf.name,
            whole=decks is None,
            only=only,
            aside={TOUR_DECK} if not alone and self.is_done_tour(TOUR_DECK) else (),
            uncounted={TOUR_DECK},
        )

    def counts(self, decks: Iterable[str] | None = None) -> Counts:
        """The counts of these decks together; None for all."""
        selection = self.selection(decks)
        return selection.total(selection.counts())

    def counts_by_deck(self) -> tuple[Counts, dict[str, Counts]]:
        """The counts of all decks together, and of each deck by name."""
        selection = self.selection()
        found = selection.counts()
        return selection.total(found), found

    def today(self, decks: Iterable[str] | None = None) -> Today:
        """Today's work, and tomorrow's, for these decks; None for all."""
        return self.today_by_deck(decks)[0]

    def today_by_deck(self, decks: Iterable[str] | None = None) -> tuple[Today, dict[str, Counts]]:
        """Today's work for these decks together (None for all), and the counts of each deck by
        name."""
        selection = self.selection(decks)
        found = selection.counts()
        return selection.today(found), found

    def counts_of_folders(self, counted: Mapping[str, Counts]) -> dict[str, Counts]:
        """The counts of each folder by name, from those of the decks."""
        selection = self.selection()
        return {
            folder: selection.total({name: counted[name] for name in below(folder, counted)})
            for folder in folders(counted)
        }

    def next_review(self, decks: Sequence[str] | None = None) -> Wait | None:
        """How long until these decks (None for all) have a card to review again, if they have none
        now; None for never."""
        return self.selection(decks).next_review()

    # ── scores ─────────────────────────────────────────────────────────────────

    def points(self) -> int:
        """All points of the player."""
        return self.collection.points()
