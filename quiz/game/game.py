"""One player's game: the library, the history, and what follows from them."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.clock import Clock, system_clock
from quiz.progress import Progress, silent
from quiz.settings.model import DeckSchedule, Settings
from quiz.storage.index.database import FILE_NAME, Index, IndexUnavailableError
from quiz.storage.index.ledger import Ledger
from quiz.storage.index.shelf import Shelf, ShelfDeck
from quiz.wording import counted

if TYPE_CHECKING:
    from random import Random

    from quiz.card import Card
    from quiz.decks.faults import Fault
    from quiz.decks.identity import Matching
    from quiz.game.play import Play
    from quiz.game.search import Found
    from quiz.grading.grade import OtherAnswers
    from quiz.history.events import Event, MarkKind, Mode
    from quiz.history.ids import IdMaker
    from quiz.history.rating import Rating
    from quiz.moment import Moment
    from quiz.round.distractors import DistractorPool
    from quiz.round.round import Context
    from quiz.scheduling.interval import Interval, Wait
    from quiz.scheduling.memory import CardMemory
    from quiz.scheduling.picking import Counts
    from quiz.scheduling.scheduler import Scheduler
    from quiz.scoring.goal import Goal
    from quiz.scoring.highscores import HighScore
    from quiz.scoring.level import Level
    from quiz.scoring.streak import DayStreak
    from quiz.statistics.summary import Statistics
    from quiz.statistics.today import Today
    from quiz.storage.index.selection import Selection
    from quiz.storage.log.store import Store

LEARN_ROUND = 10

DECKS_KEPT = 8
"""Decks whose answers are kept prepared, for distractors and for grading."""

"""Told what long work is being done, how much of it is, and how much there is to do."""


class Changes(NamedTuple):
    """What a refresh of the library found: cards that kept their progress although edited or
    moved, and cards that could be the continuation of more than one vanished card."""

    edited: int = 0
    moved: int = 0
    ambiguous: int = 0

    def text(self) -> str:
        """The changes in one sentence for the player, "" when there are none."""
        parts = []
        if self.edited:
            parts.append(f"{counted(self.edited, 'card')} edited, progress kept")
        if self.moved:
            parts.append(f"{counted(self.moved, 'card')} moved, progress kept")
        if self.ambiguous:
            parts.append(
                f"{counted(self.ambiguous, 'card')} could continue more than one old card and "
                "begin as new"
            )
        return "; ".join(parts)


class Step(NamedTuple):
    """Something that a player did to a card, or to several at once, which can be taken back.

    ids: of its events. card: the key of the card, or of one. kind: of a mark, None for an answer.
    """

    ids: tuple[str, ...]
    card: str
    kind: MarkKind | None = None


class Game:
    """Everything one player plays with.

    store: the open history. roots: folders and files of the library.
    clock: tells the time. seed: makes questions repeatable; None for chance.
    progress: told of long work, such as the first reading of a large library.
    parameters: tells a player's weights of the memory model, () for the default ones.
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
    ) -> None:
        self.store = store
        self.settings = settings
        self.player = player
        self.clock = clock
        self._progress = progress
        self._seed = seed
        self._parameters = parameters
        self._schedulers: dict[tuple[tuple[float, ...], DeckSchedule | None], Scheduler] = {}
        self._index = Index(store.path.parent / FILE_NAME)
        self._version = store.version()
        self._pools: OrderedDict[str, tuple[DistractorPool, OtherAnswers]] = OrderedDict()
        self._looked = clock()
        self.changes = Changes()
        self.edition = 0
        """How often the library was read; rounds tell by it whether their cards may be others."""
        self.shelf = Shelf(self._index, store, roots)
        self._adopt(self.shelf.reload(progress))
        self._own = self._own_schedules()
        self.collection = self._ledger(self.player)

    @cached_property
    def _random(self) -> Random:
        from random import Random, SystemRandom

        return SystemRandom() if self._seed is None else Random(self._seed)

    @cached_property
    def _ids(self) -> IdMaker:
        from random import SystemRandom

        from quiz.history.ids import IdMaker

        return IdMaker(SystemRandom(), self.store.newest_id())

    def close(self) -> None:
        """Close all files; everything acknowledged is in them already."""
        self._index.close()
        self.store.close()

    @property
    def scheduler(self) -> Scheduler:
        """What decides when cards come back."""
        return self.collection.scheduler

    def _scheduler_with(
        self, weights: tuple[float, ...], own: DeckSchedule | None = None
    ) -> Scheduler:
        """The scheduler with these weights, and what a deck has of its own."""
        if (weights, own) not in self._schedulers:
            from quiz.scheduling.scheduler import Scheduler, SchedulerOptions

            options = SchedulerOptions.from_settings(self.settings, weights)
            if own is not None:
                options = options.of_deck(own)
            self._schedulers[weights, own] = Scheduler(options)
        return self._schedulers[weights, own]

    def _own_schedules(self) -> dict[int, DeckSchedule]:
        """The decks with a schedule of their own, by number; nearly always none."""
        if not self.settings.decks:
            return {}
        from quiz.scheduling.exams import schedule_of

        today = self.clock().day(self.settings.day_start_hour)
        found = {
            deck.number: schedule_of(self.settings.options_of(name), today)
            for name, deck in self.decks.items()
        }
        return {number: own for number, own in found.items() if own is not None}

    def _ledger(self, player: str) -> Ledger:
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
            self._index,
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
        """The decks that could be read, by name."""
        return self.shelf.decks

    @property
    def faults(self) -> list[Fault]:
        """What is wrong in the files of decks."""
        return list(self.shelf.faults)

    def decks_named(self, name: str) -> list[str]:
        """The names of the decks that a name means: one deck, or all below a folder, which may
        have a slash behind its name; none when there is neither."""
        if name in self.decks:
            return [name]
        from quiz.storage.library.folders import below

        return below(name, self.decks)

    def is_paused(self, decks: Iterable[str] | None) -> bool:
        """Whether each of these decks (of all when None) is paused; False of none."""
        names = list(self.decks if decks is None else decks)
        return bool(names) and all(self.settings.options_of(name).paused for name in names)

    def card(self, key: str) -> Card | None:
        """The card with this key, None when it is no longer in the library."""
        return self.shelf.card(key)

    def cards_of(self, decks: Iterable[str] | None = None) -> list[Card]:
        """The cards of these decks, in deck order; of all decks when None (that may be many)."""
        names = self.decks if decks is None else decks
        return [card for name in names if name in self.decks for card in self.shelf.cards(name)]

    def search(self, condition: str, values: Sequence[object], most: int | None) -> Found:
        """The cards that an SQL condition holds for, on a card `c` and its state `s`."""
        from quiz.game.search import Found

        ranks = {deck.number: rank for rank, deck in enumerate(self.decks.values())}
        # Without a condition on the state its table is not looked at.
        rows = self._index.rows(
            "SELECT c.deck, c.position, c.key FROM cards c LEFT JOIN states s "
            f"ON s.player = ? AND s.card = c.key WHERE c.deck NOT IN left_out AND {condition}",
            (self.collection.player, *values),
        )
        found = sorted((ranks[deck], place, key) for deck, place, key in rows if deck in ranks)
        keys = [key for _, _, key in found]
        cards = (self.card(key) for key in keys[:most])
        return Found(keys, [card for card in cards if card is not None])

    def refresh(self) -> bool:
        """Take in decks saved and answers given elsewhere meanwhile; whether anything changed, be
        it only that time has gone by: another day has begun, or a card has come due."""
        changed = self._time_brought_something()
        if self.shelf.changed():
            self._adopt(self.shelf.reload())
            self._follow_decks()
            changed = True
        version = self.store.version()
        if version != self._version:
            self._version = version
            self.collection.sync()
            changed = True
        return changed

    def _time_brought_something(self) -> bool:
        """Whether what depends on the time is another than at the last look."""
        before, self._looked = self._looked, self.clock()
        hour = self.settings.day_start_hour
        if before.day(hour) != self._looked.day(hour):
            # An exam of yesterday binds nothing any more.
            self._follow_decks()
            return True
        return before != self._looked and self._selection([]).has_come_due_since(before)

    def _follow_decks(self) -> None:
        self._own = self._own_schedules()
        self.collection.follow_decks()

    def _adopt(self, matching: Matching | None) -> None:
        self._pools.clear()
        self.edition += 1
        self.changes = Changes()
        self.lost_is_news = self.shelf.is_untold(self.player) or bool(matching and matching.begun)
        """Whether cards began as new while others vanished, and it was not told before."""
        if matching is not None:
            self.changes = Changes(
                len(matching.edited),
                len(matching.moved),
                len(matching.ambiguous),
            )

    def vanished(self, most: int) -> list[tuple[str, int]]:
        """The keys of cards that have progress and are in no deck, and how often each was
        answered; at most so many, those answered most first."""
        rows = self._index.rows(
            "SELECT card, asked FROM states WHERE player = ? AND phase IS NOT NULL "
            "AND card NOT IN (SELECT key FROM cards) ORDER BY asked DESC, card LIMIT ?",
            (self.collection.player, most),
        )
        return [(key, asked) for key, asked in rows]

    def news(self) -> str:
        """What the last reading of the library found, to tell the player; "" when nothing."""
        return "; ".join(filter(None, (self.changes.text(), self.news_of_lost())))

    def news_of_lost(self) -> str:
        """What is to be told of cards that vanished with their progress, "" if nothing; to the
        next start it is no news any more."""
        if not self.lost_is_news:
            return ""
        from quiz.game.lost import lost_text

        self.shelf.told(self.player)
        return lost_text(self)

    # ── rounds ─────────────────────────────────────────────────────────────────

    @property
    def context(self) -> Context:
        """What rounds read."""
        from quiz.round.round import Context

        return Context(self.collection, self._preview, self._wrong_answers, self._other_answers)

    def _preview(self, memory: CardMemory | None, now: Moment, card: str) -> dict[Rating, Interval]:
        return self.collection.scheduler_of(card).preview(memory, now, card)

    def prepare(self, deck: str) -> None:
        """Read the answers of a deck, which the next question on it will need."""
        self._prepared(deck)

    def _wrong_answers(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        return self._prepared(card.deck)[0].draw(card, count, random)

    def _other_answers(self, card: Card) -> OtherAnswers:
        return self._prepared(card.deck)[1]

    def _prepared(self, deck: str) -> tuple[DistractorPool, OtherAnswers]:
        """The answers of a deck; it is empty when its file has gone in the middle of a round."""
        known = self._pools.get(deck)
        if known is None:
            from quiz.grading.grade import OtherAnswers
            from quiz.round.distractors import DistractorPool

            cards = self.cards_of([deck])
            known = self._pools[deck] = DistractorPool(cards), OtherAnswers.of(cards)
            while len(self._pools) > DECKS_KEPT:
                self._pools.popitem(last=False)
        self._pools.move_to_end(deck)
        return known

    # ── history ────────────────────────────────────────────────────────────────

    def new_id(self, now: Moment) -> str:
        """A fresh id for an event or a round."""
        return self._ids.make(now.ms)

    def record(self, *events: Event) -> None:
        """Write events down together, durably, then fold them in. Raises StoreError and changes
        nothing when they cannot be written."""
        self.store.append(*events)
        # What follows from the event may be late, when the index cannot be written: the next
        # event, or the next start, folds it in.
        with contextlib.suppress(IndexUnavailableError):
            self.collection.sync()

    def carry_over(self) -> None:
        """Carry what was written over to the files themselves, while nobody waits."""
        self.store.carry_over()
        self._index.carry_over()

    def mark(self, card: Card, kind: MarkKind) -> str:
        """Do this to a card; the id of the event that says so."""
        return self.mark_all([card.key], kind)[0]

    def mark_all(self, cards: Iterable[str], kind: MarkKind) -> list[str]:
        """Do this to all cards with these keys, as one step; the ids of the events."""
        from quiz.history.events import Mark

        now = self.clock()
        marks = [Mark(self.new_id(now), self.player, now, card, kind) for card in cards]
        self.record(*marks)
        return [mark.id for mark in marks]

    def latest_step(self) -> Step | None:
        """The latest thing that the player did to a card, or to several at once; None when there
        is nothing."""
        answer = self.collection.latest_answer()
        with self.store.reading() as reader:
            mark = reader.latest_mark(self.player)
            if mark is not None and (answer is None or mark.id > answer[0]):
                together = reader.marks_with(self.player, mark)
                return Step(tuple(m.id for m in together), mark.card, mark.kind)
        return None if answer is None else Step((answer[0],), answer[1])

    def undo_last(self) -> bool:
        """Take back `latest_step`; False when there is none."""
        latest = self.latest_step()
        if latest is None:
            return False
        from quiz.history.events import Undo

        now = self.clock()
        self.record(*(Undo(self.new_id(now), self.player, now, target) for target in latest.ids))
        return True

    def use_settings(self, settings: Settings) -> None:
        """Play on with other settings; memories are folded again where they depend on them. The
        player's weights are asked for again too."""
        self.settings = settings
        self._schedulers.clear()
        self._own = self._own_schedules()
        self.collection = self._ledger(self.player)

    @property
    def player_name(self) -> str:
        """What the player is called now."""
        return self.store.name_of(self.player)

    def spread(self, days: int) -> None:
        """Spread what is due over so many days, with today; no longer with 0. Raises QuizError when
        the settings cannot be written."""
        from quiz import paths
        from quiz.moment import day_to_date_text
        from quiz.settings.load import FILE_NAME
        from quiz.settings.save import save_setting

        today = self.clock().day(self.settings.day_start_hour)
        until = day_to_date_text(today + days - 1) if days else ""
        self.settings = save_setting(paths.home() / FILE_NAME, "spread_until", until)

    def use_player(self, player: str) -> None:
        """Go on as the player with this id."""
        self.player = player
        self.collection = self._ledger(self.player)

    # ── playing ────────────────────────────────────────────────────────────────

    def _selection(self, decks: Iterable[str] | None = None, search: str = "") -> Selection:
        from quiz.storage.index.selection import Selection

        names = self.decks if decks is None else decks
        chosen = [self.decks[name] for name in names if name in self.decks]
        return Selection(
            self._index,
            self.collection,
            chosen,
            self.settings,
            self.clock(),
            name_of=self.shelf.name,
            whole=decks is None,
            only=self._keys_found(search) if search else None,
        )

    def _keys_found(self, search: str) -> set[str]:
        from quiz.game.search import Finder

        return set(Finder(self).find(search, 0).keys)

    def counts(self, decks: Iterable[str] | None = None) -> Counts:
        """How many cards of these decks are due, new, being learnt and mastered."""
        selection = self._selection(decks)
        return selection.total(selection.counts())

    def counts_by_deck(self) -> tuple[Counts, dict[str, Counts]]:
        """The counts of all decks together, and of each by its name."""
        selection = self._selection()
        found = selection.counts()
        return selection.total(found), found

    def today(self, decks: Iterable[str] | None = None) -> Today:
        """What the day holds for these decks, and tomorrow; of all decks when None."""
        return self.today_by_deck(decks)[0]

    def today_by_deck(self, decks: Iterable[str] | None = None) -> tuple[Today, dict[str, Counts]]:
        """What the day holds for these decks together, all when None, and the counts of each by
        its name."""
        selection = self._selection(decks)
        found = selection.counts()
        return selection.today(found), found

    def counts_of_folders(self, counted: Mapping[str, Counts]) -> dict[str, Counts]:
        """The counts of each folder by its name, from those of the decks."""
        from quiz.storage.library.folders import below, folders

        selection = self._selection()
        return {
            folder: selection.total({name: counted[name] for name in below(folder, counted)})
            for folder in folders(counted)
        }

    def counts_of_search(self, search: str) -> Counts:
        """The counts of the cards that a search finds."""
        from random import Random

        from quiz.game.search import Finder
        from quiz.history.kinds import Mode
        from quiz.scheduling.picking import Counts
        from quiz.storage.index.selection import LONGEST_ROUND

        selection, finder = self._selection(None, search), Finder(self)

        def asked(mode: Mode, *, lifted: bool = False) -> int:
            return len(selection.queue(mode, LONGEST_ROUND, Random(0), lifted=lifted))

        def found(state: str) -> int:
            return finder.find(f"{search} {state}", 0).count

        due = asked(Mode.REVIEW, lifted=True)
        return Counts(
            due=due,
            stepping=found("is:learning is:due"),
            waiting=due - asked(Mode.REVIEW),
            new=asked(Mode.LEARN),
            learning=found("is:learning"),
            mastered=found("is:mastered"),
            unseen=found("is:new"),
            suspended=found("is:suspended"),
            total=found(""),
        )

    def next_mode(self, decks: Iterable[str] | None = None) -> Mode:
        """What to play next, see `quiz.scheduling.picking.best_mode`."""
        from quiz.scheduling.picking import best_mode

        return best_mode(self.counts(decks))

    def play(
        self,
        mode: Mode,
        decks: Sequence[str] | None = None,
        limit: int | None = None,
        search: str = "",
    ) -> Play:
        """Start a round in this mode on these decks (all when None), of at most `limit` cards, and
        only of what a search finds (see `quiz.game.search`), where there is one.

        A limit that is given holds in place of the day's, so that Review and Learn go on past it.
        The round is over at once when there is nothing to ask.
        """
        from quiz.history.kinds import Mode

        lifted = limit is not None
        if limit is None:
            if mode is Mode.QUIZ:
                limit = self.settings.quiz_questions
            elif mode is Mode.LEARN:
                limit = LEARN_ROUND
        from random import Random

        chance = Random(self._random.getrandbits(64))
        keys = self._selection(decks, search).queue(mode, limit, chance, lifted=lifted)
        found = (self.card(key) for key in keys)
        queue = [card for card in found if card is not None]
        return self.play_cards(mode, queue, None if decks is None else list(decks), search)

    def play_beyond(self, mode: Mode, decks: Sequence[str] | None, search: str = "") -> Play:
        """Start a Review or Learn that the day's limit does not bind."""
        from quiz.history.kinds import Mode
        from quiz.storage.index.selection import LONGEST_ROUND

        most = LONGEST_ROUND if mode is Mode.REVIEW else LEARN_ROUND
        return self.play(mode, decks, most, search)

    def start(
        self,
        mode: Mode | None,
        decks: Sequence[str] | None = None,
        limit: int | None = None,
        search: str = "",
    ) -> Play:
        """As `play`, in what is best now where no mode is given: of what a search finds the cards
        that are due, else new ones, else any."""
        from quiz.history.kinds import Mode
        from quiz.round.round import Stage

        if mode is not None or not search:
            return self.play(mode or self.next_mode(decks), decks, limit, search)
        play = self.play(Mode.REVIEW, decks, limit, search)
        for other in (Mode.LEARN, Mode.QUIZ):
            if play.stage is Stage.OVER:
                play = self.play(other, decks, limit, search)
        return play

    def play_cards(
        self,
        mode: Mode,
        queue: Sequence[Card],
        decks: list[str] | None = None,
        search: str = "",
    ) -> Play:
        """Start a round on exactly these cards, in this order; `decks` is where they are from, and
        `search` what has found them."""
        from quiz.game.play import Play
        from quiz.round.options import RoundOptions
        from quiz.round.round import start_round

        now = self.clock()
        options = RoundOptions(mode, self.settings, self._random.getrandbits(64))
        state = start_round(self.new_id(now), self.player, options, queue, self.context, now)
        return Play(self, state, decks, search)

    def next_review(self, decks: Sequence[str] | None = None) -> Wait | None:
        """How long until these decks (all when None) have something to review again, where they
        have nothing now; None when they never will, as they are."""
        return self._selection(decks).next_review()

    # ── scores ─────────────────────────────────────────────────────────────────

    def points(self) -> int:
        """All points of the player."""
        return self.collection.points()

    def level(self) -> Level:
        """The player's level."""
        from quiz.scoring.level import level_of

        return level_of(self.points())

    def day_streak(self) -> DayStreak:
        """Days in a row on which the player answered."""
        from quiz.scoring.streak import day_streak_of_days

        today = self.clock().day(self.settings.day_start_hour)
        return day_streak_of_days(self.collection.days_played(), today)

    def goal(self) -> Goal:
        """Today's answers against the daily goal."""
        from quiz.scoring.goal import Goal

        done = self.collection.day_count("answers", self.clock())
        return Goal(done, self.settings.daily_goal)

    def high_scores(self) -> dict[Mode, list[HighScore]]:
        """The best rounds of all players, by mode, the best first."""
        from quiz.storage.index.scores import high_scores

        players = [player.id for player in self.store.players()]
        return high_scores(self._index, {self._ledger(player).player: player for player in players})

    def statistics(self, decks: Sequence[str] | None = None) -> Statistics:
        """The player's statistics on these decks, on everything when None."""
        from quiz.storage.index.statistics import statistics_of_all, statistics_of_decks

        if decks is None:
            return statistics_of_all(
                self._index, self.collection, self._selection(), self.settings, self.clock()
            )
        cards = self.cards_of(decks)
        return statistics_of_decks(self.collection, cards, self.settings, self.clock())
