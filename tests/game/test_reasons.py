"""The daily challenge, achievements, the week and the streak, as the game tells them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.writer import dump_deck
from quiz.game.daily_challenge import challenge_of, challenge_text
from quiz.game.feats import is_record
from quiz.game.game import TOUR_DECK, Game
from quiz.game.play import Play, play_mode
from quiz.game.reasons import reasons_of, standings_of
from quiz.game.undo import undo_last
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.plain.plain_round import PlainRound
from quiz.round.question import Question
from quiz.round.round import Stage
from quiz.scoring.achievements import ACHIEVEMENTS, Deeds, nearly, newly, standings
from quiz.scoring.challenge import QUESTIONS, Challenge, ranked
from quiz.scoring.points import points
from quiz.scoring.week import Cell
from quiz.settings.settings import DeckOptions, Settings
from quiz.storage.log.store import Store
from tests.factories import EVENING, Clock, Run, answer, number_id

Make = Callable[..., Game]
NUMBERS = count(1)
ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, name: str, cards: int) -> None:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    notes = tuple(BasicNote(f"{path.stem} {n}?", f"answer {n}") for n in range(cards))
    path.write_text(dump_deck(Deck(path.stem, notes)))


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes games with a history and decks of their own; library: cards by name of deck."""
    games: list[Game] = []

    def made(library: dict[str, int], clock: Clock | None = None, **own: Any) -> Game:
        home = tmp_path / str(len(games))
        for name, cards in library.items():
            write(home / "decks", name, cards)
        settings = Settings(animations=False, **own)
        store = Store.open(home / "home")
        game = Game(store, [home / "decks"], settings, "ada", clock=clock or Clock())
        games.append(game)
        return game

    yield made
    for game in games:
        game.close()


def played(play: Play, most: int = 99, response: str | None = "right") -> list[Question]:
    """Play a round, with right answers by default; returns its questions."""
    asked: list[Question] = []
    while play.stage is Stage.ASKING and len(asked) < most:
        question = play.question
        assert question is not None
        asked.append(question)
        play.submit(question.card.answers[0] if response == "right" else response, 1_000)
        play.next()
    return asked


# ── the challenge ──────────────────────────────────────────────────────────────


def test_same_decks_give_the_same_challenge_whatever_the_players_know_and_prefer(
    make: Make,
) -> None:
    decks = {"rivers": 30, "lakes": 20}
    one = make(decks)
    other = make({f"of my own/{name}": n for name, n in decks.items()}, answer_with="typed")
    played(play_mode(other, Mode.LEARN))

    def seen(game: Game) -> list[object]:
        return [(q.card.prompt, q.input) for q in played(play_mode(game, Mode.CHALLENGE))]

    first = seen(one)
    assert len(first) == QUESTIONS
    assert {way for _, way in first} == {Input.CHOICE}
    assert first == seen(other)
    # The options too, where the cards have the same keys.
    again = make(decks)
    third = make(decks, quiz_questions=3)
    assert played(play_mode(again, Mode.CHALLENGE)) == played(play_mode(third, Mode.CHALLENGE))
    later = make(decks, Clock(EVENING + MS_PER_DAY))
    assert seen(later) != first


def test_players_share_the_questions_of_shared_decks(make: Make) -> None:
    one, other = make({"rivers": 40}), make({"rivers": 40, "lakes": 10})
    mine = {q.card.prompt for q in played(play_mode(one, Mode.CHALLENGE))}
    theirs = {q.card.prompt for q in played(play_mode(other, Mode.CHALLENGE))}
    shared = {prompt for prompt in theirs if prompt.startswith("rivers")}
    assert shared <= mine
    deck = {q.card.prompt for q in played(play_mode(other, Mode.CRAM, limit=3))}
    assert len(deck) == 3
    third = make({"rivers": 40, "lakes": 10})
    assert {q.card.prompt for q in played(play_mode(third, Mode.CHALLENGE, ["rivers"]))} == mine


def test_ranks_of_a_deck_do_not_change_with_other_decks_or_with_cards_added_to_it() -> None:
    alone = ranked(20_000, [("a/rivers", 30)])
    assert sorted(alone) == list(range(30))
    between = [p - 5 for p in ranked(20_000, [("b", 5), ("rivers", 31), ("c", 9)]) if 5 <= p < 35]
    assert between == alone
    assert ranked(20_001, [("rivers", 30)]) != alone


def test_a_challenge_scores_each_question_once_a_day(make: Make) -> None:
    clock = Clock()
    game = make({"rivers": 30, "lakes": 20}, clock)
    assert challenge_of(game).text == "10 questions"
    first = played(play_mode(game, Mode.CHALLENGE), 4)
    assert challenge_of(game).text == "4 of 10 answered"
    rest = played(play_mode(game, Mode.CHALLENGE), response=None)
    assert len({q.card.key for q in (*first, *rest)}) == QUESTIONS
    done = challenge_of(game)
    assert (done.answered, done.right, done.done) == (10, 4, True)
    assert done.text == f"4 of 10 right, {done.points:,} points"
    assert done.points == game.points() > 0
    # Again, it is for fun.
    fun = play_mode(game, Mode.CHALLENGE)
    assert fun.mode is Mode.CRAM
    assert {q.card.key for q in played(fun)} == {q.card.key for q in (*first, *rest)}
    assert challenge_of(game) == done
    assert game.points() == done.points
    assert play_mode(game, Mode.CHALLENGE, ["rivers"]).mode is Mode.CRAM
    clock.advance(24 * 3_600)
    assert challenge_of(game)._replace(best=None).answered == 0
    assert challenge_of(game).best == done.points
    assert play_mode(game, Mode.CHALLENGE).mode is Mode.CHALLENGE


def test_a_challenge_belongs_to_the_day_on_which_it_began(make: Make) -> None:
    clock = Clock(Moment(EVENING).ms + 5 * 3_600_000 + 40 * 60_000)  # 03:53, before the day ends
    game = make({"rivers": 30}, clock)
    play = play_mode(game, Mode.CHALLENGE)
    played(play, 3)
    clock.advance(3_600)
    played(play)
    assert challenge_of(game).answered == 0
    assert play_mode(game, Mode.CHALLENGE).state.remaining == QUESTIONS


def test_a_challenge_leaves_out_paused_decks_and_suspended_cards(make: Make) -> None:
    game = make({"rivers": 6, "lakes": 6}, decks={"lakes": DeckOptions(paused=True)})
    play = play_mode(game, Mode.CHALLENGE)
    assert {q.card.deck for q in played(play)} == {"rivers"}


def test_points_of_a_challenge_do_not_depend_on_the_memory() -> None:
    easy = answer(mode=Mode.CHALLENGE, difficulty=1.0)
    assert points(easy, 0) == points(easy._replace(difficulty=10.0), 0)
    assert points(easy._replace(mode=Mode.QUIZ), 0) < points(easy, 0)


# ── achievements ───────────────────────────────────────────────────────────────


def reached(game: Game) -> set[str]:
    return {each.achievement.title for each in standings_of(game) if each.reached}


def test_every_achievement_has_a_figure_and_a_name_of_its_own() -> None:
    assert {each.figure for each in ACHIEVEMENTS} == set(Deeds._fields)
    titles = [each.title for each in ACHIEVEMENTS]
    assert len(set(titles)) == len(titles)
    assert all(each.goal >= 1 for each in ACHIEVEMENTS)
    assert not any(each.reached for each in standings(Deeds()))
    assert all(
        each.reached
        for each in standings(Deeds(*[max(a.goal for a in ACHIEVEMENTS)] * len(Deeds._fields)))
    )


def test_nearly_and_newly() -> None:
    before = standings(Deeds(answers=90, typed=5, combo=9))
    after = standings(Deeds(answers=100, typed=5, combo=9))
    assert [(n.achievement.title, n.text) for n in nearly(before)] == [
        ("Warmed Up", "90 of 100"), ("Combo", "9 of 10"), ("Seven Keys", "5 of 7"),
    ]  # fmt: skip
    titles, later = ([n.achievement.title for n in found if n.reached] for found in (before, after))
    assert [each.title for each in newly(titles, after)] == ["Warmed Up"]
    assert newly(later, before) == ()


def test_a_round_unlocks_what_it_shows(make: Make) -> None:
    game = make({"rivers": 30}, answer_with="typed")
    assert reached(game) == set()
    played(play_mode(game, Mode.QUIZ))
    assert reached(game) == {"First Coin", "Seven Keys", "Combo", "Flawless"}
    undo_last(game)
    assert reached(game) == {"First Coin", "Seven Keys"}
    played(play_mode(game, Mode.CRAM))
    assert reached(game) == {"First Coin", "Seven Keys"}, "Cram counts for no round"


def test_other_answers_between_typed_ones_do_not_end_their_row(make: Make) -> None:
    game = make({"rivers": 5})
    ways = [Input.TYPED] * 3 + [Input.CHOICE, Input.TYPED, Input.TYPED]
    shares = [1.0, 1.0, 1.0, 0.0, 1.0, 0.0]
    game.record(
        *(
            answer(id=n, round=77, input=way, credit=credit)
            for n, (way, credit) in enumerate(zip(ways, shares, strict=True), 1)
        )
    )
    assert standing(game, "Seven Keys") == 4


def standing(game: Game, title: str) -> int:
    return next(each.done for each in standings_of(game) if each.achievement.title == title)


def days_with_answers(game: Game, days: list[int], **own: Any) -> None:
    """Answer the card `own["card"]` on these days, counted from the clock's."""
    game.record(
        *(
            answer(
                id=number_id((EVENING + day * MS_PER_DAY << 80) + (n := next(NUMBERS))),
                round=n,
                moment=Moment(EVENING + day * MS_PER_DAY),
                **own,
            )
            for day in days
        )
    )


def test_mastering_the_cards_of_a_deck_counts_once_and_for_ever(make: Make) -> None:
    game = make({"rivers": 10}, Clock(EVENING + 300 * MS_PER_DAY))
    cards = game.cards_of()
    for card in cards[:9]:
        days_with_answers(game, [0, 20, 90], card=card.key, deck="rivers")
    assert standing(game, "Collector") == 9
    assert standing(game, "Deck Master") == 90
    card = cards[9].key
    days_with_answers(game, [0, 1], card=card, deck="rivers")
    assert "Deck Master" not in reached(game)
    days_with_answers(game, [90], card=card, deck="rivers")
    assert "Deck Master" in reached(game)
    assert {"Mastery", "Long Memory"} <= reached(game)
    assert "Elephant" not in reached(game)
    # Forgetting takes nothing away.
    days_with_answers(game, [290], card=card, deck="rivers", rating=Rating.AGAIN, credit=0.0)
    assert standing(game, "Collector") == 10
    assert "Deck Master" in reached(game)
    again = make({"rivers": 10})
    assert standing(again, "Collector") == 0


def test_a_leech_is_tamed_when_it_is_mastered_at_last(make: Make) -> None:
    game = make({"rivers": 3}, Clock(EVENING + 900 * MS_PER_DAY))
    key = game.cards_of()[0].key
    bad = {"card": key, "rating": Rating.AGAIN, "credit": 0.0}
    days_with_answers(game, [0, 10], card=key)
    for lapse in range(8):
        days_with_answers(game, [20 + 10 * lapse], **bad)
        days_with_answers(game, [21 + 10 * lapse, 24 + 10 * lapse], card=key)
    assert game.collection.memory(key).lapses == 8  # type: ignore[union-attr]
    assert not {"Leech Tamer"} & reached(game)
    days_with_answers(game, [130, 200, 300], card=key, rating=Rating.EASY)
    assert {"Comeback", "Leech Tamer", "Mastery"} <= reached(game)


def test_days_and_weeks(make: Make) -> None:
    # The clock shows a Tuesday.
    clock = Clock()
    game = make({"rivers": 3}, clock)
    days_with_answers(game, [-29, *range(-8, -1)])
    assert {"Seven Days", "Five of Seven", "Welcome Back"} <= reached(game)
    found = reasons_of(game)
    assert [day.cell for day in found.week.days] == [Cell.FROZEN, Cell.TODAY, *[Cell.AHEAD] * 5]
    assert found.week.text == "This week 0 of 5 days"
    assert (found.streak.current, found.streak.freezes) == (7, 0)
    days_with_answers(game, [0])
    week = reasons_of(game).week
    assert (week.done, week.days[1].cell, week.days[1].answers) == (1, Cell.PLAYED, 1)
    clock.advance(2 * 24 * 3_600)
    rest = [day.cell for day in reasons_of(game).week.days]
    assert rest[2:4] == [Cell.REST, Cell.TODAY]


def test_the_hardest_card_is_one_of_the_library(make: Make) -> None:
    game = make({"rivers": 3})
    assert reasons_of(game).hardest is None
    key = game.cards_of()[1].key
    game.record(answer(id=1, card="gone", credit=0.0), answer(id=2, card="gone", credit=0.0))
    game.record(answer(id=3, card=key, credit=0.0))
    hardest = reasons_of(game).hardest
    assert hardest is not None
    card, row = hardest
    assert (card.key, row.missed.part, row.missed.whole) == (key, 1, 1)


def test_the_hardest_card_is_none_of_the_tour(make: Make) -> None:
    game = make({TOUR_DECK: 3})
    game.record(answer(id=1, card=game.cards_of()[0].key, credit=0.0))
    assert reasons_of(game).hardest is None


# ── nothing is praised that was not done ───────────────────────────────────────


def test_answers_of_another_program_are_not_todays_goal(make: Make) -> None:
    game = make({"rivers": 3})
    key, now = game.cards_of()[0].key, game.clock()
    game.record(answer(id=1, card=key, moment=now, input=Input.ELSEWHERE))
    assert (reasons_of(game).goal.done, reasons_of(game).streak.current) == (0, 1)
    game.record(answer(id=2, card=key, moment=now))
    assert reasons_of(game).goal.done == 1


def test_a_challenge_left_early_is_not_achieved(make: Make) -> None:
    game = make({"rivers": 30})
    play = play_mode(game, Mode.CHALLENGE)
    played(play, QUESTIONS - 2)
    play.finish()
    assert "Challenger" not in reached(game)
    played(play_mode(game, Mode.CHALLENGE))
    assert "Challenger" in reached(game)


def test_a_record_needs_an_earlier_round_and_half_of_the_answers_right(make: Make) -> None:
    game = make({"rivers": 9})
    play = play_mode(game, Mode.QUIZ, limit=4)
    played(play, 2)
    played(play, response="wrong")
    summary = play.summary()
    assert is_record(summary, summary.points - 1)
    assert not is_record(summary, 0)
    assert not is_record(summary, None)
    assert not is_record(summary._replace(accuracy=0.25), summary.points - 1)


# ── where they are told ────────────────────────────────────────────────────────


def test_plain_rounds_tell_what_they_unlock(make: Make) -> None:
    game = make({"rivers": 30}, answer_with="typed")
    out = io.StringIO()
    play = play_mode(game, Mode.CHALLENGE)
    PlainRound(play, iter(["1\n"] * QUESTIONS), out).run()
    told = out.getvalue()
    for line in (
        "Achievement: First Coin. Answer a question: done.",
        "Achievement: Challenger. Finish the daily challenge: done.",
        "1 day in a row; no freeze, the next after 4 more days. This week 1 of 5 days.",
    ):
        assert told.count(line) == 1
    assert "Today's challenge" not in told, "the summary says it all"
    out = io.StringIO()
    PlainRound(play_mode(game, Mode.QUIZ), iter(["wrong\n"]), out).run()
    assert "Achievement" not in out.getvalue()


def test_a_prompt_gets_one_short_line_and_nothing_when_nothing_is_due(
    quiz: Run, home: Path, decks: Path, make: Make
) -> None:
    assert quiz("due", "--shell", decks) == (0, "", "")
    assert not home.exists(), "a prompt starts no history"
    quiz("--plain", "--mode", "quiz", "--limit", "1", decks, lines="1\n")
    assert quiz("due", "--shell", decks) == (0, "", "")
    game = make({"rivers": 3}, Clock(EVENING + 90 * MS_PER_DAY))
    for card in game.cards_of():
        days_with_answers(game, [0, 60], card=card.key, ms=90_000)
    assert game.today().shell_text == ""
    game.clock.ms += 300 * MS_PER_DAY  # type: ignore[attr-defined]
    assert game.today().shell_text == "3 cards due"
    days_with_answers(game, [380], ms=90_000)
    assert game.today().shell_text == "3 cards due, about 3 minutes"


def test_every_achievement_is_in_the_documents() -> None:
    page = (ROOT / ".github/docs/scheduling.md").read_text()
    for each in ACHIEVEMENTS:
        assert f"| {each.title} | {each.how} |" in page


def test_a_challenge_in_parts_is_told_as_one_and_compared_with_earlier_days(make: Make) -> None:
    clock = Clock()
    game = make({"rivers": 30}, clock)
    played(play_mode(game, Mode.CHALLENGE))
    best = challenge_of(game).points
    clock.advance(24 * 3_600)
    first = play_mode(game, Mode.CHALLENGE)
    played(first, 4)
    assert challenge_text(game, first.mode, 4) == "Today's challenge: 4 of 10 answered."
    played(play_mode(game, Mode.CHALLENGE), response=None)
    assert challenge_text(game, first.mode, 6) == (
        f"Today's challenge: {challenge_of(game).text}. Your best challenge is {best:,} points."
    )
    assert challenge_text(game, Mode.QUIZ, 6) == ""
    assert Challenge(10, 10, 900, 10, 800).best_text == "Your best challenge; 800 points before."
