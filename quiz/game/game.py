"""One player's game: the library, the history, and the memories folded from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random, SystemRandom

from quiz.decks.faults import Fault
from quiz.decks.identity import match_cards
from quiz.decks.model import Card, Deck
from quiz.game.clock import system_clock
from quiz.game.play import Play
from quiz.grading.grade import OtherAnswers
from quiz.history.events import Event, Mark, MarkKind, Mode
from quiz.history.ids import IdMaker
from quiz.library.scan import Library, LoadedDeck
from quiz.memory.collection import Collection
from quiz.memory.queue import Counts, build_queue, counts
from quiz.memory.scheduler import Scheduler, SchedulerOptions
from quiz.moment import Moment
from quiz.round.distractors import DistractorPool
from quiz.round.options import RoundOptions
from quiz.round.round import Context, start_round
from quiz.scoring.goal import Goal, daily_goal
from quiz.scoring.level import Level, level_of
from quiz.scoring.points import score_answers, score_rounds
from quiz.scoring.streak import DayStreak, day_streak
from quiz.settings.model import Settings
from quiz.store.store import Store

LEARN_ROUND = 10


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh of the library found: cards that kept their progress although edited or
    moved, and cards that could be the continuation of more than one vanished card."""

    edited: int = 0
    moved: int = 0
    ambiguous: int = 0

    def text(self) -> str:
        """The changes in one sentence for the player, "" when there are none."""
        parts = []
        if self.edited:
            parts.append(f"{_cards(self.edited)} edited, progress kept")
        if self.moved:
            parts.append(f"{_cards(self.moved)} moved, progress kept")
        if self.ambiguous:
            parts.append(
                f"{_cards(self.ambiguous)} could continue more than one old card and begin as new"
            )
        return "; ".join(parts)


def _cards(number: int) -> str:
    return f"{number} card{'' if number == 1 else 's'}"


class Game:
    """Everything one player plays with.

    store: the open history. roots: folders and files of the library.
    clock: tells the time. seed: makes questions repeatable; None for chance.
    """

    def __init__(
        self,
        store: Store,
        roots: Sequence[Path],
        settings: Settings,
        player: str,
        *,
        clock: Callable[[], Moment] = system_clock,
        seed: int | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self.player = player
        self.clock = clock
        self._random = SystemRandom() if seed is None else Random(seed)
        self._ids = IdMaker(SystemRandom(), store.newest_id())
        self.scheduler = Scheduler(SchedulerOptions.from_settings(settings))
        self.collection = Collection.of(store.events(player), self.scheduler)
        self.library = Library.load(roots)
        self.changes = Changes()
        self.cards: dict[str, list[Card]] = {}
        self._by_key: dict[str, Card] = {}
        self._adopt_library()

    # ── library ────────────────────────────────────────────────────────────────

    @property
    def decks(self) -> dict[str, LoadedDeck]:
        """The decks that could be read, by name."""
        return self.library.decks

    @property
    def faults(self) -> list[Fault]:
        """What is wrong in the files that could not be read."""
        return list(self.library.faults)

    def deck(self, name: str) -> Deck:
        """The deck of that name; KeyError when there is none."""
        return self.library.decks[name].deck

    def card(self, key: str) -> Card | None:
        """The card with this key, None when it is no longer in the library."""
        return self._by_key.get(key)

    def cards_of(self, decks: Iterable[str] | None = None) -> list[Card]:
        """The cards of these decks, in deck order; of all decks when None."""
        names = self.cards if decks is None else decks
        return [card for name in names for card in self.cards.get(name, ())]

    def refresh(self) -> bool:
        """Take in decks saved and answers given elsewhere meanwhile; whether anything changed."""
        changed = False
        if self.library.changed():
            self.library.reload()
            self._adopt_library()
            changed = True
        if self.store.changed_elsewhere():
            for event in self.store.new_events(self.player):
                self._take_in(event)
            changed = True
        return changed

    def _adopt_library(self) -> None:
        found = [card for loaded in self.library.decks.values() for card in loaded.cards]
        matching = match_cards(self.store.known_cards(), found)
        self.store.save_known_cards(matching.known)
        self.changes = Changes(len(matching.edited), len(matching.moved), len(matching.ambiguous))
        self.cards = {name: [] for name in self.library.decks}
        for card in matching.cards:
            self.cards[card.deck].append(card)
        self._by_key = {card.key: card for card in matching.cards}
        self._others: dict[str, OtherAnswers] = {}
        self.__dict__.pop("_pool", None)

    @cached_property
    def _pool(self) -> DistractorPool:
        return DistractorPool(self._by_key.values())

    def _other_answers(self, card: Card) -> OtherAnswers:
        known = self._others.get(card.deck)
        if known is None:
            known = OtherAnswers.of(self.cards.get(card.deck, ()))
            self._others[card.deck] = known
        return known

    @property
    def context(self) -> Context:
        """What rounds read."""
        return Context(self.collection, self.scheduler, self._pool, self._other_answers)

    # ── history ────────────────────────────────────────────────────────────────

    def new_id(self, now: Moment) -> str:
        """A fresh id for an event or a round."""
        return self._ids.make(now.ms)

    def record(self, event: Event) -> None:
        """Write one event down, durably, then fold it in. Raises StoreError and changes nothing
        when it cannot be written."""
        self.store.append(event)
        self._take_in(event)

    def _take_in(self, event: Event) -> None:
        self.collection.apply(event)

    def mark(self, card: Card, kind: MarkKind) -> None:
        """Suspend, unsuspend, bury or unbury a card."""
        now = self.clock()
        self.record(Mark(self.new_id(now), self.player, now, card.key, kind))

    def use_settings(self, settings: Settings) -> None:
        """Play on with other settings; memories are folded again, for the day may begin anew."""
        self.settings = settings
        self.scheduler = Scheduler(SchedulerOptions.from_settings(settings))
        self.collection = Collection.of(self.store.events(self.player), self.scheduler)

    def use_player(self, player: str) -> None:
        """Go on as another player."""
        self.player = player
        self.collection = Collection.of(self.store.events(player), self.scheduler)

    # ── playing ────────────────────────────────────────────────────────────────

    def counts(self, decks: Iterable[str] | None = None) -> Counts:
        """How many cards of these decks are due, new, being learnt and mastered."""
        return counts(self.cards_of(decks), self.collection, self.clock(), self.settings)

    def next_mode(self, decks: Iterable[str] | None = None) -> Mode:
        """What to play next: what is due, else something new, else a quiz on what is known."""
        count = self.counts(None if decks is None else list(decks))
        if count.due:
            return Mode.REVIEW
        return Mode.LEARN if count.new else Mode.QUIZ

    def play(
        self,
        mode: Mode,
        decks: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Play:
        """Start a round in this mode on these decks (all when None), of at most `limit` cards.

        The round is over at once when there is nothing to ask.
        """
        if limit is None:
            if mode is Mode.QUIZ:
                limit = self.settings.quiz_questions
            elif mode is Mode.LEARN:
                limit = LEARN_ROUND
        queue = build_queue(
            self.cards_of(decks),
            self.collection,
            self.clock(),
            self.settings,
            mode,
            limit,
            Random(self._random.getrandbits(64)),
        )
        return self.play_cards(mode, queue, None if decks is None else list(decks))

    def play_cards(self, mode: Mode, queue: Sequence[Card], decks: list[str] | None = None) -> Play:
        """Start a round on exactly these cards, in this order; `decks` is where they are from."""
        now = self.clock()
        options = RoundOptions(mode, self.settings, self._random.getrandbits(64))
        state = start_round(self.new_id(now), self.player, options, queue, self.context, now)
        return Play(self, state, decks)

    # ── scores ─────────────────────────────────────────────────────────────────

    def points(self) -> int:
        """All points of the player."""
        return score_answers(self.collection.answers)

    def round_scores(self, mode: Mode) -> dict[str, int]:
        """Points of each of the player's rounds in this mode, by the round's id."""
        answers = [answer for answer in self.collection.answers if answer.mode is mode]
        return {key: score.points for key, score in score_rounds(answers).items()}

    def level(self) -> Level:
        """The player's level."""
        return level_of(self.points())

    def day_streak(self) -> DayStreak:
        """Days in a row on which the player answered."""
        today = self.clock().day(self.settings.day_start_hour)
        return day_streak(self.collection.answers, today, self.settings.day_start_hour)

    def goal(self) -> Goal:
        """Today's answers against the daily goal."""
        today = self.clock().day(self.settings.day_start_hour)
        return daily_goal(
            self.collection.answers, today, self.settings.daily_goal, self.settings.day_start_hour
        )
