"""The mode Exam: no feedback until the end, then a mark and what to learn."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import Play, play_cards, play_mode
from quiz.game.round_words import newness_text
from quiz.history.events import Input, MarkKind, Mode
from quiz.history.rating import Rating
from quiz.plain.lines import input_lines
from quiz.plain.plain_round import PlainRound
from quiz.plain.words import summary_lines
from quiz.round.round import Stage
from quiz.round.round_summary import mark_of
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.hud import HeadUpDisplay
from tests.round.rounds import right_response
from tests.tui.driving import right_keys, start

MakeGame = Callable[..., Game]


def asked(play: Play) -> list[tuple[str, str, tuple[str, ...]]]:
    """All questions of an exam, each answered wrong."""
    questions = []
    while play.question is not None:
        question = play.question
        questions.append((question.card.key, question.input.value, question.options))
        play.submit(None)
    return questions


def test_a_class_gets_the_same_exam(make_game: MakeGame) -> None:
    one = make_game()
    first = asked(play_mode(one, Mode.EXAM, ["mini"]))
    other = make_game(player="bob", own=Settings(answer_with="reveal", typing_after=99.0))
    # What the other player knows, or buries today, changes nothing.
    for card in other.cards_of()[:3]:
        known = play_cards(other, Mode.QUIZ, [card])
        assert known.question is not None
        known.submit(right_response(known.question))
    other.mark(other.cards_of()[0], MarkKind.BURY)
    again = make_game(player="bob")
    assert asked(play_mode(again, Mode.EXAM, ["mini"])) == first
    assert asked(play_mode(make_game(seed=8), Mode.EXAM, ["mini"])) != first
    assert Input.REVEAL.value not in [way for _, way, _ in first]
    assert len(play_mode(again, Mode.EXAM, ["mini"], 3).state.queue) == 3


def test_the_result_names_the_seed_that_asks_the_same_again(make_game: MakeGame) -> None:
    play = play_mode(make_game(seed=None), Mode.EXAM, ["mini"])
    first = asked(play)
    summary = play.summary()
    assert summary.seed_text == f"seed {summary.seed}"
    again = make_game(player="bob", seed=summary.seed)
    # Whatever was started before in the same sitting.
    assert not play_mode(again, Mode.QUIZ, ["mini"]).summary().seed_text
    assert asked(play_mode(again, Mode.EXAM, ["mini"])) == first
    assert f"--mode exam --seed {summary.seed}" in "\n".join(summary_lines(summary))


def test_exam_leaves_flashcards_out_and_fills_up(make_game: MakeGame, decks: Path) -> None:
    long = "long " * 20
    cards = "".join(
        f"- {{prompt: c{n}?, answer: {long if n % 2 else 'short'}{n}}}\n" for n in range(20)
    )
    (decks / "half.yaml").write_text(f"title: Half\ncards:\n{cards}")
    play = play_mode(make_game(), Mode.EXAM, ["half"], 8)
    assert len(play.state.queue) == 8
    assert not any("long" in card.answer for card in play.state.queue)


def test_exam_has_no_hints_ratings_or_cards_set_aside(make_game: MakeGame) -> None:
    game = make_game()
    play = play_cards(game, Mode.EXAM, game.cards_of()[:2])
    assert play.hint() == ""
    assert play.set_aside(MarkKind.BURY) is None
    play.submit("Astana")
    assert play.stage is Stage.ASKING
    assert not play.rate_last(Rating.EASY)
    assert play.undo()
    assert play.stage is Stage.ASKING
    play.submit("Astana")
    play.submit(None)
    assert play.stage is Stage.OVER
    assert not play.can_undo
    assert not play.can_resume
    assert not play.undo()
    fresh = make_game(player="bob")
    full = play_cards(fresh, Mode.EXAM, fresh.cards_of()[:1])
    full.submit("Astana")
    assert play.state.points == full.state.points > 0, "what was changed before the end is no loss"


def test_mark_and_what_to_learn(make_game: MakeGame) -> None:
    game = make_game()
    cards = [card for card in game.cards_of() if card.kind.value in ("basic", "list")]
    play = play_cards(game, Mode.EXAM, [*cards, game.cards_of()[-1]])
    assert len(cards) == 3
    play.submit("Astana")
    play.submit("the Nile")
    play.submit(("Estonia", "Latvia"))
    play.finish()
    summary = play.summary()
    assert [card.key for card in summary.missed] == [card.key for card in play.state.queue[1:]]
    assert (summary.asked, summary.counted, summary.right) == (3, 4, 1)
    assert summary.accuracy == pytest.approx((1 + 2 / 3) / 4)
    assert summary.mark == "F"
    assert [mark_of(share) for share in (1.0, 0.9, 0.85, 0.7, 0.6, 0.59, 0.0)] == list("AABCDFF")


def test_exam_in_plain_lines(make_game: MakeGame) -> None:
    game = make_game()
    play = play_cards(game, Mode.EXAM, game.cards_of()[:3])
    out = io.StringIO()
    lines = "/hint\n/bury\nAstana\n/rate 4\n/quit\nn\nwrong\n/quit\ny\n"
    PlainRound(play, input_lines(io.StringIO(lines)), out).run()
    shown = out.getvalue()
    assert "Exam: 3 questions, answers and a mark at the end." in shown
    assert "An exam keeps its questions." in shown
    few = "Hand in now? 2 open questions count as wrong, and so few answers give no mark."
    assert few in shown
    assert "Hand in now? 1 open question counts as wrong. Type y" in shown
    before, _, end = shown.partition("Mark F. Exam finished: 1 of 3 right (33%)")
    assert "Right!" not in before
    assert "The answer" not in before
    assert "[/hint]" not in before
    assert "To learn:\n  Which river flows through Astana? = Ishim\n" in end


async def test_exam_on_the_screen(make_game: MakeGame) -> None:
    game = make_game()
    play = play_cards(game, Mode.EXAM, game.cards_of()[:3])
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*right_keys(play))
        await pilot.pause()
        assert (play.stage, play.state.asked) == (Stage.ASKING, 1)
        hud = pilot.app.screen.query_one(HeadUpDisplay).render_line(0).text
        assert "2/3" in hud
        assert "×" not in hud
        await pilot.press("f3")
        await pilot.pause()
        assert play.state.asked == 0
        await pilot.press(*right_keys(play))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoundScreen)
        await pilot.press("escape")
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SummaryScreen)
        title = str(pilot.app.screen.query_one("#title").render())
        assert "Mark" not in title, "one answer of three is too few"


def test_what_was_learned_is_asked_first(make_game: MakeGame) -> None:
    game = make_game(seed=None)
    cards = [card for card in game.cards_of() if card.kind is Kind.BASIC]
    known = cards[-1]
    play = play_mode(game, Mode.EXAM)
    new = "All questions are about cards that are new to you; Learn shows them first."
    assert newness_text(game, play.state) == new
    play_cards(game, Mode.QUIZ, [known]).submit(known.answers[0])
    play = play_mode(game, Mode.EXAM, limit=2)
    assert play.state.queue[0] == known
    assert play.state.queue[1] != known
    assert newness_text(game, play.state) == "", "half of it is known"
    assert not play.summary().seed_text, "others would get other questions"


async def test_home_starts_an_exam(make_game: MakeGame) -> None:
    keys = [key for binding in HomeScreen.BINDINGS for key in binding.key.split(",")]  # type: ignore[union-attr]
    assert len(set(keys)) == len(keys), "no key does two things"
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "E")
        assert play.mode is Mode.EXAM
