"""The game's own queue, SM-2 and Leitner, each with the same new cards and reviews per day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from random import Random

from quiz.card import Card, Kind
from quiz.history.events import Answer, Input, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scheduling.fitting.dataset import Dataset
from quiz.scheduling.fitting.fit import optimize
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.settings.settings import Settings
from tests.benchmarks.simulator.rivals import Leitner, Sm2
from tests.benchmarks.simulator.students import DAY_START, Student
from tests.scheduling.collection import Collection
from tests.scheduling.rules import build_queue


class QuizDesk:
    """The game's rules and scheduler, with their limits, steps, fuzz and day.

    refit_every: days between two runs of `quiz optimize`, 0 for never. steps: whether new and
    forgotten cards are asked again within minutes, as by default in the game.
    """

    def __init__(
        self,
        retention: float,
        new_per_day: int,
        reviews_per_day: int,
        refit_every: int = 0,
        *,
        steps: bool = True,
    ) -> None:
        self._settings = Settings(
            retention=retention,
            learning_steps=Settings().learning_steps if steps else (),
            relearning_steps=Settings().relearning_steps if steps else (),
            new_per_day=new_per_day,
            reviews_per_day=reviews_per_day,
            day_start_hour=DAY_START,
            bury_siblings=False,  # No card here has any, and looking for them takes time.
        )
        self._refit_every = refit_every
        self._collection = Collection(self._scheduler(DEFAULT_PARAMETERS))
        self._cards: list[Card] = []
        self._due: dict[str, tuple[int, int]] = {}
        self._numbers = count(1)

    def study(self, student: Student, now: Moment) -> Moment:
        """Review due cards, learn new ones, and wait for steps that end today."""
        known = student.seen
        if self._refit_every and now.day(DAY_START) % self._refit_every == self._refit_every - 1:
            self._optimize()
        while len(self._cards) < known + self._settings.new_per_day:
            self._cards.append(_card(len(self._cards)))
        day = now.day(DAY_START)
        while True:
            queue = self._queue(Mode.REVIEW, now) or self._queue(Mode.LEARN, now)
            if not queue:
                waiting = self._next_step(now)
                if waiting is None or waiting.day(DAY_START) != day:
                    return now
                now = waiting
                continue
            for card in queue:
                rating, then = student.answer(card.key, now)
                self._collection.apply(self._answer(card, rating, now))
                memory = self._collection.memory(card.key)
                assert memory is not None
                step = memory.due_ms if memory.interval == 0 else 0
                self._due[card.key] = memory.due_day, step
                now = then

    def _queue(self, mode: Mode, now: Moment) -> list[Card]:
        # Leaving out cards of later days only saves time: they would not be asked.
        today = now.day(DAY_START)
        due = self._due
        cards = [card for card in self._cards if due.get(card.key, (today, 0))[0] <= today]
        return build_queue(cards, self._collection, now, self._settings, mode, None, Random(0))

    def _scheduler(self, parameters: Sequence[float]) -> Scheduler:
        return Scheduler(SchedulerOptions.from_settings(self._settings, parameters))

    def _optimize(self) -> None:
        answers = self._collection.answers
        dataset = Dataset.of((a.card, a.rating, a.moment.day(DAY_START)) for a in answers)
        try:
            outcome = optimize(dataset, self._collection.scheduler.options.parameters)
        except ValueError:
            return
        if outcome.better:
            self._collection = Collection.of(answers, self._scheduler(outcome.parameters))
            for key, memory in self._collection.memories.items():
                self._due[key] = memory.due_day, memory.due_ms if memory.interval == 0 else 0

    def _next_step(self, now: Moment) -> Moment | None:
        later = [due for _, due in self._due.values() if due > now.ms]
        return Moment(min(later)) if later else None

    def _answer(self, card: Card, rating: Rating, now: Moment) -> Answer:
        number = next(self._numbers)
        return Answer(
            id=f"{number:012d}",
            player="student",
            round="round",
            card=card.key,
            deck=card.deck,
            kind=card.kind,
            mode=Mode.REVIEW,
            input=Input.TYPED,
            moment=now,
            rating=rating,
            credit=float(rating is not Rating.AGAIN),
            hinted=False,
            ms=0,
            difficulty=5.0,
        )


class BoxDesk:
    """Whole days only: due cards, longest overdue first, then new cards.

    begin: a new card. repeat: whether cards rated below Good are repeated on the same day until
    they are not, as SM-2 demands; such a repetition does not change the schedule.
    """

    def __init__(
        self,
        begin: Callable[[], Sm2 | Leitner],
        new_per_day: int,
        reviews_per_day: int,
        *,
        repeat: bool,
    ) -> None:
        self._begin = begin
        self._new, self._reviews, self._repeat = new_per_day, reviews_per_day, repeat
        self._due: dict[str, int] = {}
        self._cards: dict[str, Sm2 | Leitner] = {}

    def study(self, student: Student, now: Moment) -> Moment:
        """Review due cards, learn new ones, and repeat forgotten ones."""
        day = now.day(DAY_START)
        due = sorted((when, key) for key, when in self._due.items() if when <= day)
        keys = [key for _, key in due][: self._reviews]
        keys += [_card(len(self._cards) + index).key for index in range(self._new)]
        again: list[str] = []
        for key in keys:
            rating, now = student.answer(key, now)
            card = self._cards.get(key, self._begin()).after(rating)
            self._cards[key], self._due[key] = card, day + card.interval
            if rating < Rating.GOOD:
                again.append(key)
        while self._repeat and again:
            key = again.pop(0)
            rating, now = student.answer(key, now)
            if rating < Rating.GOOD:
                again.append(key)
        return now


def sm2(new_per_day: int, reviews_per_day: int) -> BoxDesk:
    """SM-2 as it was published, with its repetitions on the same day."""
    return BoxDesk(Sm2, new_per_day, reviews_per_day, repeat=True)


def leitner(new_per_day: int, reviews_per_day: int) -> BoxDesk:
    """Leitner's boxes; forgotten cards come back tomorrow."""
    return BoxDesk(Leitner, new_per_day, reviews_per_day, repeat=False)


def _card(number: int) -> Card:
    key = f"{number:016x}"
    return Card(key, key, "deck", Kind.BASIC, "prompt", ("answer",))
