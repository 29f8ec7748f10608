"""Plays a round: each step of the pure round, after its event is saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from random import Random

from quiz.card import Card
from quiz.game.daily_challenge import left_to_score
from quiz.game.game import TOUR_DECK, Game
from quiz.game.logged import logged
from quiz.game.newcomer import is_unfinished_tour
from quiz.game.play_memo import PlayMemo
from quiz.game.reasons import Unlocks
from quiz.game.round_queue import LEARN_ROUND, round_queue
from quiz.game.round_words import counter
from quiz.game.stopwatch import Stopwatch
from quiz.history.events import Input, MarkKind, Mode, Rerate, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round import asking, going_back, setting_aside
from quiz.round.answering import give_answer, with_answer
from quiz.round.question import Question
from quiz.round.renewal import ask_again, renew
from quiz.round.response import Response, grade_response
from quiz.round.round import (
    Context,
    GradedAnswer,
    Round,
    Stage,
    answered_so_far,
    delayed,
    last_feedback,
)
from quiz.round.round_options import RoundOptions
from quiz.round.round_summary import Summary, summarise
from quiz.scheduling.interval import Interval, Wait
from quiz.scheduling.memory import CardMemory
from quiz.scheduling.picking import LONGEST_ROUND, best_mode
from quiz.wording import counted

NEAR_RECORD = 300
"""Points before a record from which on the player is told."""

CARRIED_OVER_EACH = 10
"""Checkpoint after this many answers, before SQLite would do it by itself during an answer, see
`quiz.storage.log.opening.CHECKPOINT_PAGES`."""


class Play:
    """Drives a round; the screen and the plain mode use the same steps.

    Every method that records an event raises StoreError if it cannot be written; then the round
    stays where it was, so that the player can try again.
    """

    def __init__(
        self, game: Game, state: Round, decks: list[str] | None = None, search: str = ""
    ) -> None:
        self.game = game
        self.decks = decks
        self.search = search
        self.state = state
        self._watch = Stopwatch(game.clock)
        self.left: Round | None = None
        """The round as it goes on, if it was left early."""
        self._aside: set[str] = set()
        self._gone: set[str] = set()
        self._edition = game.edition
        self._is_edited = False
        self.unlocks = Unlocks(game)

    @classmethod
    def of(cls, game: Game, memo: PlayMemo) -> Play:
        """A play that was begun elsewhere, from its memo."""
        play = cls(game, memo.state, memo.decks, memo.search)
        play.left = memo.left
        play._aside, play._gone = set(memo.aside), set(memo.gone)
        play._watch.lap(memo.ms)
        play.unlocks = Unlocks(game, memo.reached)
        play._is_edited = memo.changed
        return play

    def catch_up(self) -> bool:
        """Take in the answer to the open question that the log has already: the process before
        this one ended between writing it there and writing the memo. Or, if its card was edited,
        ask it anew. Returns whether anything has changed."""
        question = self.question
        if question is None or not self.state.is_open:
            return False
        known = [each.answer for each in answered_so_far(self.state)]
        for answer in logged(self.game, self.state.id, known):
            if answer.card == question.card.key and self.stage is Stage.ASKING:
                grade = grade_response(None, question, self._context.others(question.card))
                grade = grade._replace(credit=answer.credit, correct=answer.correct, missing=())
                self.state = with_answer(self.state, question, answer, grade, self.preview())
                if self.mode is Mode.EXAM or question.input is Input.REVEAL:
                    self.next()
                return True
        return self._ask_edited_again()

    def _ask_edited_again(self) -> bool:
        """Ask the open card in its current wording, if it was edited; returns whether it was."""
        if not self._is_edited or self.question is None:
            return False
        card, now = self.question.card, self.game.clock()
        self.state, self._is_edited = ask_again(self.state, card, self._context, now), False
        return True

    @property
    def memo(self) -> PlayMemo:
        """What it takes to go on elsewhere."""
        aside, gone = tuple(sorted(self._aside)), tuple(sorted(self._gone))
        return PlayMemo(
            self.state, self.decks, self.search, self.left, aside, gone, self._watch.ms,
            self.unlocks.before,
        )  # fmt: skip

    @property
    def mode(self) -> Mode:
        """How the round is played."""
        return self.state.mode

    @property
    def stage(self) -> Stage:
        """Whether a question is open, its feedback is shown, or the round is over."""
        return self.state.stage

    @property
    def question(self) -> Question | None:
        """The open or just answered question."""
        return self.state.question

    @property
    def answered(self) -> GradedAnswer | None:
        """The answer just given, while its feedback is shown."""
        return self.state.answered

    @property
    def seconds_left(self) -> float | None:
        """Seconds left in a Blitz, or until the open prompt of a Gravity lands; None in other
        modes."""
        falls = self.state.fall_ms
        if falls is not None:
            taken = self._watch.ms if self.stage is Stage.ASKING else 0
            return max(0, falls - taken) / 1000
        return self.state.seconds_left(self._now)

    @property
    def has_landed(self) -> bool:
        """Whether the open prompt of a Gravity has landed: `submit` None."""
        return self.state.fall_ms is not None and self.seconds_left == 0

    @property
    def _context(self) -> Context:
        """What the round reads."""
        return context_of(self.game)

    @property
    def _now(self) -> Moment:
        """The round's current time, which stops during a pause."""
        return self.game.clock().later(-self._watch.pause_ms)

    def preview(self) -> dict[Rating, Interval]:
        """The open card's next interval for each rating; empty in Cram."""
        if self.question is None or self.mode is Mode.CRAM:
            return {}
        key = self.question.card.key
        memory = self.game.collection.memory(key)
        scheduler = self.game.collection.scheduler_of(key)
        return scheduler.preview(memory, self.game.clock(), key)

    def shown(self) -> None:
        """Start the player's time: the question is now on the screen."""
        self._watch.lap()

    def pause(self) -> None:
        """Stop all time, for the answer and for a Blitz, until `unpause`: the player opens another
        screen."""
        self._watch.pause()

    def unpause(self) -> None:
        """Let time run again: the question is on top again."""
        self._run_on()
        self._stop_for_correction()

    def _run_on(self) -> None:
        if away := self._watch.pause_ms:
            self.state = delayed(self.state, away)
        self._watch.resume()

    def _stop_for_correction(self) -> None:
        """Stop the clock of a Blitz while the player reads what would have been right."""
        answered = self.state.answered
        if self.stage is Stage.FEEDBACK and answered is not None and not answered.answer.correct:
            self._watch.pause()

    def _restart(self) -> None:
        """Let the clock run on, and start the player's time: another card is open."""
        self._run_on()
        self.shown()

    def go_on(self) -> None:
        """Return from `pause`, with the library's current cards."""
        self.unpause()
        self.state = self._renewed(self.state)

    def toggle_flag(self) -> bool:
        """Flag or unflag the current card; returns whether it is flagged now."""
        if self.question is None:
            return False
        card = self.question.card
        flagged = not self.game.collection.state(card.key).flagged
        self.game.mark(card, MarkKind.FLAG if flagged else MarkKind.UNFLAG)
        return flagged

    def look_ahead(self) -> None:
        """Grade and ask once in vain, so that all is read that the answer and the next question
        need, and checkpoint; call it while the player reads."""
        context = self._context
        if self.question is not None:
            grade_response("?", self.question, context.others(self.question.card))
            self.preview()
        if self.upcoming is not None:
            asking.ask(self.state, self.upcoming, context, self._now)
        if self.state.asked and self.state.asked % CARRIED_OVER_EACH == 0:
            self.game.carry_over()

    @property
    def upcoming(self) -> Card | None:
        """The card that will probably be asked next."""
        return asking.upcoming(self.state)

    def hint(self) -> str:
        """Show the hint of the open question; "" if it has none."""
        self.state = asking.take_hint(self.state)
        question = self.state.question
        return question.card.hint if question and self.state.hinted else ""

    def submit(
        self, response: Response, ms: int | None = None, away: int = 0
    ) -> GradedAnswer | None:
        """Grade and record the response; None if time had run out. An Exam goes on at once.

        ms: the time taken, by default since `shown`, without `away`, the milliseconds in which the
        player could not see the question. When this returns, the answer is on disk.
        """
        now = self.game.clock()
        taken = max(0, self._watch.ms - away) if ms is None else ms
        state = give_answer(self.state, response, self._context, now, self.game.new_id(now), taken)
        if state.answered is not None and state is not self.state:
            self.game.record(state.answered.answer)
        self.state = state
        self._stop_for_correction()
        if self.mode is Mode.EXAM:
            self.next()
        return state.answered

    def rate(self, rating: Rating) -> None:
        """Replace the inferred rating of the answer just given."""
        if self.answered is not None:
            self.rate_last(rating)

    def rate_last(self, rating: Rating) -> bool:
        """Like `rate`, but also if the next question is already open; False without an answer, and
        in an Exam."""
        back = last_feedback(self.state)
        if back is None or back.answered is None or self.mode is Mode.EXAM:
            return False
        answer = back.answered.answer
        if answer.rating is not rating:
            now = self.game.clock()
            rerate = Rerate(self.game.new_id(now), self.game.player, now, answer.id, rating)
            self.game.record(rerate)
            self.state = self._renewed(
                going_back.rerate_last(self.state, rating, self._context, now)
            )
        return True

    def next(self) -> Question | None:
        """Go on from the feedback or a shown card to the next one; None if the round is over."""
        go = asking.see if self.stage is Stage.SHOWING else asking.proceed
        self.state = go(self.state, self._context, self._now)
        self._restart()
        return self.state.question

    def undo(self) -> bool:
        """Undo the last answer of this round, or setting a card aside after it, and ask again, or
        go back to a card that was shown; False if there is nothing to undo.

        If a card was set aside after its answer, the answer stays, and the round goes on.
        """
        step = going_back.undo(self.state)
        if step is None:
            return False
        now = self.game.clock()
        state, target = step
        if target:
            self.game.record(Undo(self.game.new_id(now), self.game.player, now, target))
        self.state = self._renewed(asking.proceed(state, self._context, self._now))
        self.left = None
        self._restart()
        return True

    @property
    def last_is_aside(self) -> bool:
        """Whether `undo` would bring back a card that was set aside."""
        return bool(self.state.aside) and self.stage is not Stage.FEEDBACK

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return going_back.undo(self.state) is not None

    def set_aside(self, kind: MarkKind) -> Card | None:
        """Suspend or bury the current card and go on without it; returns the card. None if there is
        none, and in an Exam, which keeps its questions."""
        if self.question is None or self.stage is Stage.OVER or self.mode is Mode.EXAM:
            return None
        card = self.question.card
        mark = self.game.mark(card, kind)
        self.state = setting_aside.skip(self.state, mark, self._context, self._now)
        self._restart()
        return card

    def expire(self) -> bool:
        """End a Blitz that is out of time; returns whether it was."""
        if self.stage is Stage.ASKING and self.state.seconds_left(self._now) == 0.0:
            self.state = asking.finish(self.state)
            return True
        return False

    def finish(self) -> None:
        """End the round now; an open question is not graded."""
        self._run_on()
        following = asking.proceed(self.state, self._context, self._now)
        if following.is_open:
            self.left = following
            self._aside = self._set_aside_now() - self._gone
        self.state = asking.finish(self.state)

    def _set_aside_now(self) -> set[str]:
        """Keys of the player's cards that are suspended, or buried today."""
        collection = self.game.collection
        return collection.suspended | collection.buried(self.game.day)

    @property
    def place(self) -> str:
        """Which mode it is, and how far the player is, or was when the round was left."""
        return f"{self.mode.value.capitalize()}, {counter(self.left or self.state)}"

    @property
    def can_resume(self) -> bool:
        """Whether the round was left early and, in a Blitz, time is left; an Exam is handed in."""
        if self.left is None or self.mode is Mode.EXAM:
            return False
        return self.state.seconds_left(self._now) != 0.0

    def resume(self) -> bool:
        """Continue a round that was left, if `can_resume`, with the library's current cards and
        without those suspended or buried since.

        False if no cards are left; then the round stays over.
        """
        if self.left is None or not self.can_resume:
            return False
        self.game.refresh()
        self._gone = self._set_aside_now() - self._aside
        state = self._renewed(self.left)
        if state.stage is Stage.OVER:
            return False
        self.state, self.left = state, None
        self._ask_edited_again()
        self._restart()
        return True

    def _renewed(self, state: Round) -> Round:
        """The round with the library's current cards, without those that are gone."""
        # Lookups read from disk, and nearly always the library is unchanged.
        if self.game.edition == self._edition and not self._gone:
            return state

        def card_of(key: str) -> Card | None:
            return None if key in self._gone else self.game.card(key)

        return renew(state, card_of, self._context, self.game.clock())

    def next_review(self) -> Wait | None:
        """How long until Review has a card in these decks again, if it has none now. None for
        never, in other modes, and for a search."""
        if self.mode is not Mode.REVIEW or self.search:
            return None
        return self.game.next_review(self.decks)

    def more(self) -> Play | None:
        """If only the daily limit leaves this Review or Learn nothing to ask, a round beyond it:
        all waiting reviews, or the usual number of new cards. If nothing is due, a Learn of what is
        new today. Else None."""
        if self.mode not in (Mode.REVIEW, Mode.LEARN):
            return None
        most = LONGEST_ROUND if self.mode is Mode.REVIEW else LEARN_ROUND
        beyond = play_mode(self.game, self.mode, self.decks, most, self.search)
        if beyond.stage is Stage.OVER and self.mode is Mode.REVIEW:
            beyond = play_mode(self.game, Mode.LEARN, self.decks, search=self.search)
        return None if beyond.stage is Stage.OVER else beyond

    def all_suspended(self) -> bool:
        """Whether every card of the decks is suspended; False for a search."""
        if self.search or not self.game.counts(self.decks).total:
            return False
        return not self.game.selection(self.decks).queue(Mode.CRAM, 1, Random(0))

    def limit_text(self) -> str:
        """What `more` is about: how many cards are done today in this mode, and how many the limit
        holds back, or that only new ones are left."""
        today = self.game.today(self.decks)
        if self.mode is Mode.REVIEW and not today.counts.due:
            wait = self.next_review()
            back = "" if wait is None else f"; the next card comes back {wait.text}"
            return f"Nothing is due{back}. {counted(today.counts.new, 'new card')} to learn"
        if self.mode is Mode.REVIEW:
            return today.reviews_text
        return f"{today.learnt} new done today, {today.counts.unseen} more wait"

    def summary(self) -> Summary:
        """The summary of the round so far."""
        return summarise(self.state, self.game.collection, self._now)

    def best_before(self) -> int | None:
        """The most points in the player's other rounds of this mode; None if there are none."""
        return self.game.collection.best_round(self.mode.value, but=self.state.id)

    @cached_property
    def _record(self) -> int:
        return self.best_before() or 0

    @property
    def to_record(self) -> int | None:
        """In a Blitz, Survival or Gravity, how many more points make a record; None while more than
        `NEAR_RECORD` are missing, and once none is."""
        if self.mode not in (Mode.BLITZ, Mode.SURVIVAL, Mode.GRAVITY) or not self._record:
            return None
        missing = self._record + 1 - self.state.points
        return missing if 1 <= missing <= NEAR_RECORD else None

    def another(self) -> Play:
        """A new round like this one or, if its mode has nothing left to ask, in the best mode."""
        play = play_best(self.game, self.mode, self.decks, search=self.search)
        if play.stage is Stage.OVER:
            play = play_best(self.game, None, self.decks, search=self.search)
        return play

    def replay_missed(self) -> Play:
        """A new round with the cards missed in this one."""
        cards = (self.game.card(missed.key) for missed in self.summary().missed)
        return play_cards(self.game, Mode.MISTAKES, [card for card in cards if card is not None])


def context_of(game: Game) -> Context:
    """What rounds of this game read of it."""

    def preview(memory: CardMemory | None, now: Moment, card: str) -> dict[Rating, Interval]:
        return game.collection.scheduler_of(card).preview(memory, now, card)

    return Context(game.collection, preview, game.answers.distractors, game.answers.others)


def play_mode(
    game: Game,
    mode: Mode,
    decks: Sequence[str] | None = None,
    limit: int | None = None,
    search: str = "",
) -> Play:
    """Start a round in this mode on these decks (None for all), with at most `limit` cards.

    limit: if given, it replaces the daily limit, so Review and Learn can go past that.
    search: only cards that it finds, see `quiz.game.search`.
    The round is over at once if there is nothing to ask. A challenge that is done is a Cram of its
    cards.
    """
    seed = game.exam_seed() if mode is Mode.EXAM else None
    queue = round_queue(game, mode, decks, limit, search, seed)
    if mode is Mode.CHALLENGE:
        left = left_to_score(game, queue)
        mode, queue = (mode, left) if left else (Mode.CRAM, queue)
    return play_cards(game, mode, queue, None if decks is None else list(decks), search, seed)


def play_best(
    game: Game,
    mode: Mode | None,
    decks: Sequence[str] | None = None,
    limit: int | None = None,
    search: str = "",
) -> Play:
    """Like `play_mode`, but without a mode in the best one. For a search, that means its due cards,
    else its new ones, else any. The tour is asked card by card, like a quiz in its own order."""
    if mode is None and not search and is_unfinished_tour(game, decks):
        return play_cards(
            game, Mode.QUIZ, round_queue(game, Mode.LEARN, decks, limit, ""), [TOUR_DECK]
        )
    if mode is not None or not search:
        return play_mode(game, mode or best_mode(game.counts(decks)), decks, limit, search)
    play = play_mode(game, Mode.REVIEW, decks, limit, search)
    for other in (Mode.LEARN, Mode.QUIZ):
        if play.stage is Stage.OVER:
            play = play_mode(game, other, decks, limit, search)
    return play


def play_cards(
    game: Game,
    mode: Mode,
    queue: Sequence[Card],
    decks: list[str] | None = None,
    search: str = "",
    seed: int | None = None,
) -> Play:
    """Start a round with exactly these cards, in order. decks, search: where they come from. seed:
    decides their options; None for any."""
    now = game.clock()
    settings = game.settings
    seed = game.random.getrandbits(64) if seed is None else seed
    if mode in (Mode.CHALLENGE, Mode.EXAM):
        # Everyone gets the same questions, whatever they prefer.
        settings = settings._replace(answer_with="auto")
    if mode is Mode.CHALLENGE:
        seed = game.day
    options = RoundOptions(mode, settings, seed)
    context = context_of(game)
    state = asking.start_round(game.new_id(now), game.player, options, queue, context, now)
    return Play(game, state, decks, search)
