"""The stage of a round: everything stands in its final place from the first paint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region
from textual.widgets import Static

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.widgets.stage import places
from tests.tui.driving import answer_of, in_sight, on_kind, right_keys

MakeGame = Callable[..., Game]
SIZES = [(80, 24), (120, 40), (100, 30), (40, 12), (60, 18)]
lines = st.integers(1, 60)


@given(lines, lines, lines, st.none() | lines, lines)
def test_question_and_feedback_stay_in_the_room_and_apart(
    room: int, asked: int, question: int, feedback: int | None, reserved: int
) -> None:
    at = places(room, asked, question, feedback, reserved, 6)
    assert at.top >= 0
    assert at.top + at.question <= at.below
    assert at.below + at.feedback <= max(room, at.below)
    if feedback is not None and question + feedback <= room:
        assert (at.question, at.feedback) == (question, feedback)


@given(lines, st.integers(1, 30), st.integers(1, 20))
def test_what_was_asked_does_not_move_when_its_feedback_comes(
    room: int, question: int, feedback: int
) -> None:
    before = places(room, question, question, None, feedback, 6)
    after = places(room, question, question, feedback, feedback, 6)
    if question + feedback <= room:
        assert (before.top, before.question) == (after.top, after.question)


@pytest.mark.parametrize("size", SIZES)
async def test_a_round_opens_in_its_final_place(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    game = make_game()
    app = QuizApp(game, on_kind(game, Kind.BASIC))
    seen: list[Region] = []

    def display(screen: Any, what: Any) -> None:
        if what is not None and not app._batch_count:
            seen.extend(widget.region for widget in screen.query("#prompt"))

    async with app.run_test(size=(size[0], size[1])) as pilot:
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        app._display = display  # type: ignore[method-assign,assignment]
        app.open_round(on_kind(game, Kind.BASIC))
        await pilot.pause()
        await pilot.pause()
    assert seen
    assert len(set(filter(None, seen))) == 1


@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.TRUE_FALSE, Kind.SEQUENCE])
async def test_enter_alone_answers_nothing(make_game: MakeGame, kind: Kind) -> None:
    game = make_game()
    play = on_kind(game, kind)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert play.stage is Stage.ASKING


@pytest.mark.parametrize(
    "kind", [Kind.BASIC, Kind.TRUE_FALSE, Kind.LIST, Kind.SEQUENCE, Kind.CLOZE]
)
async def test_the_prompt_stays_where_it_is_on_an_answer(make_game: MakeGame, kind: Kind) -> None:
    game = make_game()
    play = on_kind(game, kind)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = pilot.app.screen.query_one("#prompt").region
        await pilot.press(*right_keys(play))
        await pilot.pause()
        assert pilot.app.screen.query_one("#prompt").region == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_right_answer_stays_in_sight(
    make_game: MakeGame, decks: Path, size: tuple[int, int]
) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    (decks / "long.yaml").write_text(
        "title: Long\ncards:\n"
        f"- {{prompt: p, answer: eight, distractors: [nine, ten], explanation: {words}}}\n"
    )
    game = make_game(own=Settings(animations=False, answer_with="choice"))
    play = play_mode(game, Mode.CRAM, ["long"])
    async with QuizApp(game, play).run_test(size=size) as pilot:
        await pilot.pause()
        assert play.question is not None
        await pilot.press(str(3 - play.question.options.index("eight")))
        await pilot.pause()

        assert "eight" in in_sight(pilot.app)
        for _ in range(3):
            await pilot.press("pagedown")
            await pilot.pause()
        assert "word0 " not in in_sight(pilot.app)
        assert "eight" in in_sight(pilot.app)


@pytest.mark.parametrize("size", [*SIZES, (60, 20), (100, 18), (80, 14)])
@pytest.mark.parametrize("place", range(4))
async def test_the_right_answer_stays_in_sight_below_a_long_prompt(
    make_game: MakeGame, decks: Path, size: tuple[int, int], place: int
) -> None:
    prompt = " ".join(f"ask{number}" for number in range(30))
    words = " ".join(f"word{number}" for number in range(200))
    (decks / "long.yaml").write_text(
        f"title: Long\ncards:\n- {{prompt: {prompt}, answer: eight,"
        f" distractors: [nine, ten, six], explanation: {words}}}\n"
    )
    game = make_game(own=Settings(animations=False, answer_with="choice"))
    for seed in range(100):
        game.random.seed(seed)
        play = play_mode(game, Mode.CRAM, ["long"])
        if play.question is not None and play.question.options.index("eight") == place:
            break
    async with QuizApp(game, play).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        assert "eight" in in_sight(pilot.app)
        for key, word in (("end", "word199"), ("home", "word0 ")):
            assert word not in in_sight(pilot.app) or key == "home"
            await pilot.press(key)
            await pilot.pause()
            assert word in in_sight(pilot.app)
            assert "eight" in in_sight(pilot.app)


async def test_a_low_window_leaves_only_the_tiles_that_count(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="choice"))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        question = play.question
        assert question is not None
        right = question.options.index(question.card.answers[0])
        wrong = (right + 1) % len(question.options)
        await pilot.press(str(wrong + 1))
        await pilot.pause()
        for number, option in enumerate(question.options):
            sign = {right: "✓", wrong: "✗"}.get(number)
            assert (f"{sign} {number + 1}  {option}" in in_sight(pilot.app)) is bool(sign)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert all(option in in_sight(pilot.app) for option in question.options)
        await pilot.press("f3")
        await pilot.pause()
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert all(option in in_sight(pilot.app) for option in question.options)


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_ratings_take_one_line_and_the_current_one_says_when(
    make_game: MakeGame, width: int
) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        assert pilot.app.screen.query_one("#feedback #ratings").size.height == 1
        for rating in (1, 4):
            # A wrong answer is rated Easy only by a key pressed twice.
            await pilot.press(*[str(rating)] * (1 + (rating > 2)))
            await pilot.pause()
            assert play.answered is not None
            when = play.answered.preview[Rating(rating)].text
            assert f"● {Rating(rating).label} {when}" in in_sight(pilot.app)


async def test_the_verdict_colours_the_ground_of_its_text(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC, 2)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        grounds = []
        for keys in (["f2"], None):
            await pilot.pause()
            await pilot.press(*(keys or right_keys(play)))
            await pilot.pause()
            panel = pilot.app.screen.query_one("#feedback")
            for name in ("#verdict", "#text"):
                assert panel.query_one(name).visual_style.background == panel.styles.background
            grounds.append(panel.styles.background)
            await pilot.press("enter")
        assert grounds[0] != grounds[1]


async def test_an_exam_leaves_no_room_for_feedback(make_game: MakeGame, decks: Path) -> None:
    said = "It is long. " * 60
    text = f"title: Long\ncards:\n- {{prompt: p, answer: a, explanation: {said}}}\n"
    (decks / "long.yaml").write_text(text)
    tops = {}
    for mode in (Mode.EXAM, Mode.QUIZ):
        game = make_game()
        play = play_cards(game, mode, game.cards_of(["long"]))
        async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            tops[mode] = pilot.app.screen.query_one("#prompt").region.y
    assert tops[Mode.QUIZ] < tops[Mode.EXAM]


@pytest.mark.parametrize("size", SIZES)
async def test_prompts_of_all_kinds_stand_at_one_height(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game()
    tops = set()
    for kind in (Kind.BASIC, Kind.TRUE_FALSE, Kind.LIST, Kind.SEQUENCE):
        async with QuizApp(game, on_kind(game, kind)).run_test(size=size) as pilot:
            await pilot.pause()
            tops.add(pilot.app.screen.query_one("#prompt").region.y)
    assert len(tops) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_a_mark_says_that_an_explanation_goes_on_until_its_end_is_in_sight(
    make_game: MakeGame, decks: Path, size: tuple[int, int]
) -> None:
    words = " ".join(f"word{number}" for number in range(400))
    (decks / "long.yaml").write_text(
        f"title: Long\ncards:\n- {{prompt: p, answer: 'yes', explanation: {words}}}\n"
        f"- {{prompt: q, answer: 'no', explanation: Short.}}\n"
    )
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = play_mode(game, Mode.CRAM, ["long"])

    async with QuizApp(game, play).run_test(size=size) as pilot:
        for _ in range(2):
            await pilot.pause()
            assert play.question is not None
            long = play.question.card.prompt == "p"
            await pilot.press(*right_keys(play))
            await pilot.pause()
            assert ("more ↓" in in_sight(pilot.app)) is long
            while long and "word399" not in in_sight(pilot.app):
                assert "more ↓" in in_sight(pilot.app)
                await pilot.press("pagedown")
                await pilot.pause()
            assert "more ↓" not in in_sight(pilot.app)
            await pilot.press("enter")


@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.TRUE_FALSE])
async def test_options_that_fit_stay_in_a_small_window(make_game: MakeGame, kind: Kind) -> None:
    game = make_game(own=Settings(animations=False, answer_with="choice"))
    play = on_kind(game, kind)
    async with QuizApp(game, play).run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        options = answer_of(pilot.app.screen)
        before = options.region
        await pilot.press("f2")
        await pilot.pause()
        assert options.region == before


async def test_only_the_first_answers_tell_what_ratings_are_for(make_game: MakeGame) -> None:
    play = play_mode(make_game(own=Settings(animations=False)), Mode.QUIZ)
    told = []
    async with QuizApp(play.game, play).run_test(size=(80, 24)) as pilot:
        for _ in range(5):
            await pilot.pause()
            await pilot.press("f2")
            await pilot.pause()
            told.append("1 to 4" in str(pilot.app.screen.query_one("#text", Static).content))
            await pilot.press("enter")
    assert told == [True, True, True, False, False]


async def test_what_ratings_are_for_gives_way_as_the_window_shrinks(make_game: MakeGame) -> None:
    play = play_mode(make_game(own=Settings(animations=False)), Mode.QUIZ)
    async with QuizApp(play.game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        told = pilot.app.screen.query_one("#text", Static)
        seen = []
        for size in ((80, 24), (40, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            seen.append("1 to 4" in str(told.content))
    assert seen == [True, False, True]


CODE = r"""title: Code
format: markdown
cards:
- prompt: |
    What does this print?

    ```python
    def f(x, acc=[]):
        acc.append(x)
        return acc

    f(1)
    print(f(2), "the last line")
    ```
  answer: "`[1, 2]`"
  explanation: >-
    The default value is made once, when the function is defined, so each call without a list
    changes the same one.
"""


async def test_all_can_be_scrolled_into_sight_in_a_low_window(
    make_game: MakeGame, decks: Path
) -> None:
    (decks / "mini.yaml").write_text(CODE)
    game = make_game()
    play = play_cards(game, Mode.QUIZ, game.cards_of())
    app = QuizApp(game, play)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("f2")
        await pilot.pause()

        assert "The default value" in in_sight(app)
        assert "[1, 2]" in in_sight(app)
        shown = ""
        for _ in range(12):
            await pilot.press("down")
            await pilot.pause()
            shown += in_sight(app)
        assert "same one." in shown
        assert "the last line" in shown


@pytest.mark.parametrize("lines", range(1, 7))
async def test_a_hint_does_not_make_the_answered_question_scroll(
    make_game: MakeGame, decks: Path, lines: int
) -> None:
    told = "".join(f"    line {number} {'long ' * 14}\n" for number in range(lines))
    (decks / "mini.yaml").write_text(
        "title: M\ncards:\n- prompt: Which?\n  answer: one\n  distractors: [two, three, four]\n"
        f"  hint: not two\n  source: a book\n  explanation: |\n{told}"
    )
    game = make_game()
    hidden = []
    for keys in (["f2"], ["f6", "f2"]):
        play = play_cards(game, Mode.CRAM, game.cards_of())
        app = QuizApp(game, play)
        async with app.run_test(size=(80, 24)) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            areas = [app.screen.query_one(name) for name in ("#table", "#told")]
            hidden.append([area.max_scroll_y for area in areas])
    assert hidden[0] == hidden[1]


@pytest.mark.parametrize("answer_with", ["auto", "reveal"])
@pytest.mark.parametrize("answered", [True, False])
async def test_an_answered_cloze_shows_its_text_without_gaps(
    make_game: MakeGame, decks: Path, answer_with: str, answered: bool
) -> None:
    (decks / "gaps.yaml").write_text(
        "title: G\ncards:\n- cloze: '{{c1::One, two}} […] and {{c1::three}} are {{numbers}}.'\n"
    )
    game = make_game(own=Settings(animations=False, answer_with=answer_with))
    play = play_cards(game, Mode.CRAM, game.cards_of(["gaps"])[:1])
    app = QuizApp(game, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "[…] […] and […] are numbers." in in_sight(app)
        keys = right_keys(play) if answer_with == "auto" else ["space"]
        await pilot.press(*keys if answered else ["f2"])
        await pilot.pause()
        assert "One, two […] and three are numbers." in in_sight(app)
        await pilot.press(*["3"] * (answer_with == "reveal" and answered), "f3")
        await pilot.pause()
        assert "[…] […] and […] are numbers." in in_sight(app)


@pytest.mark.parametrize("mode", [Mode.CRAM, Mode.LEARN])
async def test_an_explanation_that_says_what_a_cloze_says_is_not_told(
    make_game: MakeGame, decks: Path, mode: Mode
) -> None:
    (decks / "same.yaml").write_text(
        "title: S\ncards:\n- {cloze: '{{Lom}} lies low.', explanation: Lom lies low.}\n"
    )
    game = make_game(own=Settings(animations=False, answer_with="reveal"))
    app = QuizApp(game, play_cards(game, mode, game.cards_of(["same"])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*["space"] * (mode is Mode.CRAM))
        await pilot.pause()
        assert in_sight(app).count("Lom lies low.") == 1


async def test_lines_of_an_answer_stand_below_each_other(make_game: MakeGame, decks: Path) -> None:
    (decks / "two.yaml").write_text(
        'title: T\ncards:\n- prompt: What?\n  answer: "first line\\nsecond line"\n'
    )
    game = make_game()
    app = QuizApp(game, play_cards(game, Mode.CRAM, game.cards_of(["two"])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        first, second = (
            next(line for line in in_sight(app).split("\n") if each in line)
            for each in ("first line", "second line")
        )
        assert first.index("first") == second.index("second")
