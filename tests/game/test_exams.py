"""A deck to learn by a date: new cards in time, and no interval past the exam."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.writer import dump_deck
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.kinds import Mode
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment, day_to_date_text
from quiz.scheduling.exams import exams
from quiz.scheduling.memory import CardMemory, Phase
from quiz.scheduling.scheduler import Scheduler, SchedulerOptions
from quiz.settings.parse import parse_settings
from quiz.settings.settings import DeckOptions, DeckSchedule, Settings
from tests.factories import EVENING, answer, number_id, see_new_cards

TODAY = Moment(EVENING).day()
MakeGame = Callable[..., Game]


def exam_in(days: int, **more: object) -> Settings:
    options = DeckOptions(exam=day_to_date_text(TODAY + days), **more)  # type: ignore[arg-type]
    return Settings(animations=False, decks={"exam": options})


@pytest.fixture
def two_decks(decks: Path) -> Path:
    for name in ("exam", "other"):
        notes = tuple(BasicNote(f"{name} {n}", f"answer {n}") for n in range(60))
        (decks / f"{name}.yaml").write_text(dump_deck(Deck(name, notes)))
    return decks


def well_known(game: Game, name: str) -> None:
    """Answer each card of a deck so well, long ago and now, that its interval is long."""
    now = game.clock()
    for n, card in enumerate(game.cards_of([name]), 100 * len(name)):
        for days, number in ((-100, n), (0, 1_000 + n)):
            event = answer(
                id=number_id(number + 1),
                player=game.player,
                card=card.key,
                deck=name,
                moment=Moment(now.ms + days * MS_PER_DAY),
                rating=Rating.EASY,
            )
            game.store.append(event)
    game.collection.sync()


def due_days(game: Game, name: str) -> set[int]:
    memories = (game.collection.memory(card.key) for card in game.cards_of([name]))
    return {memory.due_day for memory in memories if memory is not None}


def test_no_card_is_due_after_the_exam(two_decks: Path, make_game: MakeGame) -> None:
    game = make_game(own=exam_in(20))
    for name in ("exam", "other"):
        well_known(game, name)
    days = due_days(game, "exam")
    assert max(days) == TODAY + 19, "the day before the exam"
    assert len(days) > 2, "the last repetitions are spread"
    assert min(due_days(game, "other")) > TODAY + 20
    key = game.cards_of(["exam"])[0].key
    told = game.collection.scheduler_of(key).preview(game.collection.memory(key), game.clock(), key)
    assert max(told.values()).ms <= 19 * MS_PER_DAY
    game.use_settings(Settings())
    assert min(due_days(game, "exam")) > TODAY + 20, "taken back, all is as it would have been"


def test_past_exam_has_no_effect(two_decks: Path, make_game: MakeGame) -> None:
    game = make_game(own=exam_in(20))
    well_known(game, "exam")
    assert max(due_days(game, "exam")) < TODAY + 20
    game.clock.ms += 20 * MS_PER_DAY  # type: ignore[attr-defined]
    assert game.refresh()
    assert min(due_days(game, "exam")) > TODAY + 20
    assert game.today().exams == ()


def test_new_cards_come_in_time_for_the_exam(two_decks: Path, make_game: MakeGame) -> None:
    game = make_game(own=exam_in(17))
    # Sixty cards in ten days; the last seven are for repetition.
    assert [exam.text for exam in game.today().exams] == ["exam: exam in 17 days, 6 new a day"]
    assert game.counts(["exam"]).new == 6
    assert game.counts(["other"]).new == 20
    see_new_cards(play_mode(game, Mode.LEARN, ["exam"])).submit(None)
    assert game.counts(["exam"]).new == 5
    assert game.today().exams[0].new == 6
    game.clock.ms += 9 * MS_PER_DAY  # type: ignore[attr-defined]
    assert game.counts(["exam"]).new == 15, "days missed are made up for in what is left"


@pytest.mark.parametrize(
    ("days", "new", "text"),
    [
        (1, 60, "exam: exam tomorrow, 60 new a day"),
        (2, 60, "exam: exam in 2 days, 60 new a day"),
        (14, 9, "exam: exam in 14 days, 9 new a day"),
        (67, 1, "exam: exam in 67 days, 1 new a day"),
    ],
)
def test_the_pace_of_an_exam(days: int, new: int, text: str) -> None:
    (found,) = exams(exam_in(days), {"exam": 60, "other": 900}, {}, TODAY)
    assert (found.new, found.text) == (new, text)


def test_own_limit_applies_beside_exam() -> None:
    (own,) = exams(exam_in(30, new_per_day=1), {"exam": 60}, {}, TODAY)
    assert own.new == 1
    (done,) = exams(exam_in(30), {"exam": 0}, {}, TODAY)
    assert done.text == "exam: exam in 30 days"
    assert exams(exam_in(0), {"exam": 60}, {}, TODAY) == []
    assert exams(exam_in(30, paused=True), {"exam": 60}, {}, TODAY)[0].unseen == 0


@given(
    st.floats(1, 3_000),
    st.integers(0, 60),
    st.integers(-5, 90),
    st.sampled_from(list(Rating)),
    st.booleans(),
)
def test_no_interval_reaches_past_the_exam(
    stability: float, waited: int, left: int, rating: Rating, fuzz: bool
) -> None:
    scheduler = Scheduler(SchedulerOptions(fuzz=fuzz).of_deck(DeckSchedule(None, waited + left)))
    before = CardMemory(Phase.REVIEW, 0, stability, 5.0, 0, 0, Moment(0), 5, 0, 1)
    now = Moment((waited + 1) * MS_PER_DAY - 1)
    after = scheduler.review(before, rating, now, "card")
    if left > 0:
        assert after.due_day <= waited + max(left - 1, 1)
    else:
        free = Scheduler(SchedulerOptions(fuzz=fuzz))
        assert after == free.review(before, rating, now, "card")


def test_an_exam_is_a_date_in_the_settings() -> None:
    text = '[decks."exam"]\nexam = 2026-12-31\n[decks."other"]\nexam = "soon"\n'
    loaded = parse_settings(text.encode(), "s")
    assert loaded.settings.options_of("exam").exam == "2026-12-31"
    assert [str(fault) for fault in loaded.faults] == [
        "s:4:1: exam is 'soon'; expected a date such as 2026-12-31"
    ]
