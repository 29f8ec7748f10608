"""What makes a round a game: verdicts in place, streaks, counting points, levels, records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Digits, Input, Static

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.game.scores import player_level
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage, answered_so_far
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.celebration import Celebration
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.hud import HeadUpDisplay
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.slots import Slots
from quiz.tui.widgets.tiles import GAP
from tests.tui.driving import answer_of, on_kind, order_keys, right_keys, screen, start
from tests.tui.waiting import passed, waited_for

MakeGame = Callable[..., Game]


def text(pilot: Pilot[None], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


def told_above(pilot: Pilot[None]) -> str:
    """The first line of the head-up display."""
    return pilot.app.screen.query_one(HeadUpDisplay).render_line(0).text


def told(pilot: Pilot[None]) -> str:
    """The verdict and what is below it."""
    return f"{text(pilot, '#verdict')}\n{text(pilot, '#text')}"


def shown_options(pilot: Pilot[None]) -> list[str]:
    """Sign and text of each tile."""
    answer = pilot.app.screen.query_one(ChoiceAnswer)
    plan = answer.plan
    shown = []
    for index in range(len(answer.tiles)):
        top, height = plan.span(index)
        left = index % plan.columns * (plan.width + GAP)
        lines = [
            answer.render_line(y).crop(left, left + plan.width).text
            for y in range(top, top + height)
        ]
        sign, _, *words = " ".join(lines).replace("▄", "").replace("▀", "").split()
        shown.append(" ".join([sign, *words]))
    return shown


def lines_of(pilot: Pilot[None], kind: type[Widget]) -> list[str]:
    """The words on each line of a widget."""
    widget = pilot.app.screen.query_one(kind)
    return [" ".join(widget.render_line(y).text.split()) for y in range(widget.size.height)]


async def test_options_show_the_right_answer(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        question = play.question
        assert question is not None
        wrong = next(n for n, text in enumerate(question.options) if text != "Astana")
        await pilot.press(str(wrong + 1))
        await pilot.pause()
        lines = shown_options(pilot)
        assert "✓ Astana" in lines
        assert lines[wrong] == f"✗ {question.options[wrong]}"
        assert sum(line.startswith(("✓", "✗")) for line in lines) == 2
        # What the options already show is not repeated.
        assert "Answer" not in told(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert not any(line.startswith(("✓", "✗")) for line in shown_options(pilot))


async def test_giving_up_marks_only_the_right_option(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, on_kind(game, Kind.BASIC)).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        marked = [line for line in shown_options(pilot) if line.startswith(("✓", "✗"))]
        assert marked == ["✓ Astana"]


async def test_low_window_hides_the_other_options(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, on_kind(game, Kind.BASIC)).run_test(size=(40, 12)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        (line,) = lines_of(pilot, ChoiceAnswer)
        assert line.startswith("✓")
        assert line.endswith("Astana")
        assert "Answer" not in told(pilot)


async def test_feedback_fits_resized_window(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, on_kind(game, Kind.BASIC)).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        options = pilot.app.screen.query_one(ChoiceAnswer)
        before = options.size.height
        await pilot.resize_terminal(40, 12)
        await waited_for(pilot, lambda: options.size.height == 1)
        await pilot.pause()
        shown = pilot.app.screen
        assert "Astana" in lines_of(pilot, ChoiceAnswer)[0]
        assert shown.query_one("#stage").region.contains_region(shown.query_one("#verdict").region)
        await pilot.resize_terminal(80, 24)
        await waited_for(pilot, lambda: options.size.height == before)
        await pilot.pause()
        assert "✓ Astana" in shown_options(pilot)


async def test_the_right_option_stays_if_the_others_are_too_long(
    home: Path, tmp_path: Path
) -> None:
    from quiz.storage.log.store import Store

    folder = tmp_path / "own"
    folder.mkdir()
    long = "[" + ", ".join(f"{name} {'word ' * 90}" for name in ("Rhine", "Volga", "Loire")) + "]"
    (folder / "long.yaml").write_text(
        f"title: Long\ncards:\n- {{prompt: Which?, answer: Danube, distractors: {long}}}\n"
    )
    game = Game(Store.open(home), [folder], Settings(animations=False), "ada", seed=1)
    play = play_cards(game, Mode.QUIZ, game.cards_of())
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        (line,) = filter(None, lines_of(pilot, ChoiceAnswer)[1:2])
        assert line.startswith("✓")
        assert line.endswith("Danube")


async def test_streak_is_shown_with_its_multiplier(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "z")
        for _ in range(7):
            await pilot.press("f2", "enter")
            await pilot.pause()
        await pilot.press("escape")
        play = await start(pilot, "z")
        assert "×1.0" in told_above(pilot)
        for number in range(1, 4):
            await pilot.press(*right_keys(play))
            await pilot.pause()
            assert f"{'▰' * number}▱" in told_above(pilot)
            assert f"×1.{number}" in told_above(pilot)
            assert ("On a roll!" in told(pilot)) is (number == 3)
            await pilot.press("enter")
            await pilot.pause()
        assert f"{play.state.points:,}" in told_above(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "×1.0" in told_above(pilot)


async def test_verdict_explains_the_points(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, on_kind(game, Kind.BASIC)).run_test(size=(80, 24)) as pilot:
        play = pilot.app.screen.play  # type: ignore[attr-defined]
        await pilot.press("f6", *right_keys(play))
        await pilot.pause()
        points = play.answered.points
        assert f"+{points.total}" in told(pilot)
        assert f"{points.base} + {points.speed} speed − {points.hint} hint" in told(pilot)
        # The sum never takes a second line: the explanation needs it.
        await pilot.resize_terminal(30, 16)
        await pilot.pause()
        assert f"+{points.total}" in told(pilot)
        assert "speed" not in told(pilot)


async def test_the_sum_waits_until_the_points_have_counted_up(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=True))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f6", *right_keys(play))
        assert play.answered is not None
        total = f"+{play.answered.points.total}"
        seen = []
        while "hint" not in (seen[-1] if seen else ""):
            await pilot.pause()
            seen.append(told(pilot))
        assert all(total in shown for shown in seen if "hint" in shown)


async def test_the_sum_of_a_repeat_can_be_checked(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        for keys in (right_keys(play), ["f3"]):
            await pilot.press(*keys)
            await pilot.pause()
        await pilot.press(*right_keys(play))
        await pilot.pause()
        points = play.answered.points  # type: ignore[union-attr]
        assert f"({points.base} + {points.speed} speed) ÷ 2 repeat" in told(pilot)
        assert (points.base + points.speed) // 2 == points.total


async def test_a_right_answer_without_points_says_why(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    for _ in range(9):
        play.submit("wrong")
        assert play.undo()
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press(*right_keys(play))
        await pilot.pause()
        assert play.answered is not None
        assert play.answered.points.total == 0
        assert "no more points: answered 9 times before in this round" in told(pilot)


async def test_points_count_up_with_animations(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=True))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*right_keys(play))
        await waited_for(pilot, lambda: f"{play.state.points:,}" in told_above(pilot))
        await waited_for(pilot, lambda: f"+{play.state.points}" in told(pilot))
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        total = f"{play.state.points}"
        await waited_for(pilot, lambda: pilot.app.screen.query_one(Digits).value == total)


async def test_a_cram_shows_no_points(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "c")
        assert "no points" in told_above(pilot)
        await pilot.press("f2", "escape")
        await pilot.pause()
        assert "no points" in text(pilot, "#points")


async def test_a_new_level_is_announced_and_summed_up(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(QuizApp, "notify", lambda _, text, **__: said.append(text))
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        while play.stage is Stage.ASKING:
            await pilot.press(*right_keys(play), "enter")
            await pilot.pause()
        assert player_level(game).number > 1
        level = player_level(game)
        assert f"Level up! You are at level {level.number}, {level.rank}." in said
        assert "Level up" in text(pilot, "#level")
        await pilot.press("u")
        await pilot.pause()
        assert game.points() == play.state.points


async def test_a_streak_is_celebrated_in_colour_and_rings_the_bell(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = []
    monkeypatch.setattr(QuizApp, "bell", lambda _: rung.append(True))
    # Its second would pass while the test waits.
    monkeypatch.setattr(Celebration, "animate", lambda *_, **__: None)
    game = make_game(own=Settings(bell=True))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        for number in range(1, 6):
            await pilot.press(*right_keys(play))
            await waited_for(pilot, lambda number=number: play.state.streak == number)  # type: ignore[misc]
            if number < 5:
                await pilot.pause()
                await pilot.press("enter")
                await pilot.pause()
        await waited_for(pilot, lambda: bool(pilot.app.screen.query(Celebration)))
        banner = pilot.app.screen.query_one(Celebration)
        assert "5 in a row!" in banner.render_line(2).text
        assert rung
        # The next question does not wait for it.
        await pilot.press("enter")
        await pilot.pause()
        assert not pilot.app.screen.query(Celebration)


async def test_nothing_moves_without_animations(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, daily_goal=1))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press(*right_keys(play))
        await pilot.pause()
        assert not pilot.app.screen.query(Celebration)
        assert [note.message for note in pilot.app._notifications] == [
            "You have reached today's goal!"
        ]


async def test_summary_has_stars_and_a_sign_for_each_answer(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    cards = [card for card in game.cards_of() if card.kind is Kind.BASIC][:2]
    play = play_cards(game, Mode.QUIZ, cards)
    async with QuizApp(game, play).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press(*right_keys(play), "enter")
        await pilot.pause()
        await pilot.press("f2", "escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert text(pilot, "#strip").split() == ["✓", "✗"]
        assert "★" in text(pilot, "#title")
        assert pilot.app.screen.query_one(Digits).value == f"{play.state.points}"
        score, lists = (pilot.app.screen.query_one(name).region for name in ("#score", "#cards"))
        assert lists.x >= score.right


async def test_record_is_shown_with_the_previous_one(make_game: MakeGame) -> None:
    game = make_game()
    first = on_kind(game, Kind.BASIC)
    first.submit("Astana")
    worst = first.state.points
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        while play.stage is Stage.ASKING:
            await pilot.press(*right_keys(play), "enter")
            await pilot.pause()
        assert f"New record, {worst} before" in text(pilot, "#points")
        best = play.state.points
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("f2", "escape")
        await pilot.pause()
        assert f"your best Quiz is {best:,}" in text(pilot, "#points")


async def test_a_mastered_card_is_celebrated_once(make_game: MakeGame) -> None:
    game = make_game()
    day = 86_400_000
    cards = [card for card in game.cards_of() if card.kind is Kind.BASIC][:1]
    badges = []
    for _ in range(9):
        play = play_cards(game, Mode.QUIZ, cards)
        async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press(*right_keys(play))
            await pilot.pause()
            badges.append("★ Mastered" in told(pilot))
        game.clock.ms += 12 * day  # type: ignore[attr-defined]
    assert badges.count(True) == 1


@pytest.mark.parametrize("answer", [False, True])
async def test_left_round_can_be_resumed(make_game: MakeGame, answer: bool) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        await pilot.press("f2", "enter")
        await pilot.pause()
        if answer:
            await pilot.press("f2")
            await pilot.pause()
        open_question = play.question
        asked = play.state.asked
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.press("c")
        await pilot.pause()
        screen(pilot, RoundScreen)
        assert play.stage is Stage.ASKING
        assert play.state.asked == asked
        assert (play.question is open_question) is not answer
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#resume")
        await pilot.pause()
        screen(pilot, RoundScreen)


async def test_finished_round_does_not_resume(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert not play.can_resume
        play.resume()
        assert play.stage is Stage.OVER
        assert not pilot.app.screen.query("#resume")
        await pilot.press("c")
        await pilot.pause()
        screen(pilot, SummaryScreen)


async def go_back(pilot: Pilot[None], decks: Path, change: Callable[[str], str]) -> None:
    """Leave the round, change the deck's file meanwhile, and continue."""
    await pilot.press("escape")
    await pilot.pause()
    screen(pilot, SummaryScreen)
    file = decks / "mini.yaml"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    await passed(pilot, 1)
    await pilot.press("c")
    await pilot.pause()


async def test_resumed_round_uses_current_cards(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    play = play_cards(
        game, Mode.QUIZ, [card for card in game.cards_of() if card.kind in (Kind.BASIC, Kind.LIST)]
    )
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "enter")
        await pilot.pause()
        await go_back(pilot, decks, lambda old: old.replace("Which ", "What "))
        screen(pilot, RoundScreen)
        assert "What river" in text(pilot, "#prompt")
        # An undone question is also asked in its current wording.
        await pilot.press("f3")
        await pilot.pause()
        assert "What city" in text(pilot, "#prompt")
        await pilot.press("f2", "enter")
        await pilot.pause()
        assert "What river" in text(pilot, "#prompt")
        river = "  - prompt: What river flows through Astana?\n    answer: Ishim\n"
        river += "    accept: [Esil]\n    category: river\n"
        await go_back(pilot, decks, lambda old: old.replace(river, ""))
        assert "Baltic" in text(pilot, "#prompt")


async def test_round_without_cards_does_not_resume(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC, 2)
    whole = (decks / "mini.yaml").read_text(encoding="utf-8")
    async with QuizApp(game, play).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f2", "enter")
        await pilot.pause()
        await go_back(pilot, decks, lambda _: "title: x\ncards:\n- {prompt: a, answer: b}\n")
        screen(pilot, SummaryScreen)
        assert any("No cards of this round" in n.message for n in pilot.app._notifications)
        # The file may have been broken only for a moment.
        await pilot.press("m")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        file = decks / "mini.yaml"
        file.write_text(whole, encoding="utf-8")
        await passed(pilot, 1)
        await pilot.press("c")
        await pilot.pause()
        screen(pilot, RoundScreen)


async def test_round_without_lives_does_not_resume(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, lives=1))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "v")
        await pilot.press("f2", "escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert not play.can_resume
        assert not pilot.app.screen.query("#resume")


async def test_blitz_clock_runs_on_after_leaving(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, blitz_seconds=60))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "b")
        await pilot.press("f2", "escape")
        await pilot.pause()
        assert play.can_resume
        game.clock.ms += 100_000  # type: ignore[attr-defined]
        assert not play.can_resume
        await pilot.press("c")
        await pilot.pause()
        screen(pilot, SummaryScreen)


async def test_steps_may_be_laid_out_before_they_are_known(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.app.screen.mount(OrderAnswer())
        await pilot.pause()
        assert lines_of(pilot, OrderAnswer)[0] == "⏎ Done"


async def test_steps_show_the_right_order_in_place(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.SEQUENCE)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*order_keys(play, ["second", "first", "third"]), "enter")
        await pilot.pause()
        assert lines_of(pilot, OrderAnswer) == [
            "1 ✗ first yours: second",
            "2 ✗ second yours: first",
            "3 ✓ third",
        ]
        # They stay in their place in the smallest window, too.
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert [line[:9] for line in lines_of(pilot, OrderAnswer)] == [
            "1 ✗ first",
            "2 ✗ secon",
            "3 ✓ third",
        ]


async def test_slots_fill_and_show_what_was_right(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.LIST)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        slots = pilot.app.screen.query_one(Slots)
        assert [line.strip(" ·") for line in slots.texts] == ["1", "2", "3"]
        await pilot.press(*"Latv")
        await pilot.pause()
        assert slots.texts[0] == "1 Latv"
        await pilot.press(*"ia", "enter", *"Peru", "enter")
        await pilot.pause()
        assert [line.strip(" ·") for line in slots.texts] == ["1 Latvia", "2 Peru", "3"]
        await pilot.press("backspace")
        await pilot.pause()
        assert pilot.app.screen.query_one("#line", Input).value == "Peru"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert sorted(slots.texts) == ["○ Estonia", "○ Lithuania", "✓ Latvia", "✗ Peru"]


async def test_enter_after_item_asks_for_next(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.LIST)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        line = pilot.app.screen.query_one("#line", Input)
        await pilot.press(*"Latvia", "enter")
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert line.value == ""
        assert "1 of 3; Enter if that is all" in line.placeholder
        await pilot.press(*"Estonia", "enter", *"Lithuana", "enter")
        await pilot.pause()
        # The last item can still be put right.
        assert play.stage is Stage.ASKING
        assert "3 of 3; Enter answers" in line.placeholder
        await pilot.press("backspace", "backspace", *"ia", "enter", "enter")
        await pilot.pause()
        assert play.answered is not None
        assert play.answered.answer.correct


async def test_an_item_named_twice_counts_once(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.LIST)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Latvia", "enter", *"latvia", "enter", *"Estonia", "enter")
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert "2 of 3" in pilot.app.screen.query_one("#line", Input).placeholder
        await pilot.press(*"Lithuania", "enter", "enter")
        await pilot.pause()
        assert play.answered is not None
        assert play.answered.answer.correct


async def test_enter_places_steps_and_removes_none(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.SEQUENCE)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        steps = pilot.app.screen.query_one(OrderAnswer)
        question = play.question
        assert question is not None
        first, second, third = question.options
        await pilot.press("2")
        assert steps.steps == [second, first, third]
        await pilot.press("enter")
        # The last step has no choice, and pressing its number changes nothing.
        assert (steps.placed, play.stage) == (3, Stage.ASKING)
        await pilot.press("3")
        assert (steps.steps, steps.placed) == ([second, first, third], 3)
        assert [line[:4] for line in lines_of(pilot, OrderAnswer)[:3]] == ["● 2 ", "● 1 ", "● 3 "]
        # The first goes back, and the last with it.
        await pilot.press("2")
        assert [line[:4] for line in lines_of(pilot, OrderAnswer)[:3]] == ["● 1 ", "○ 3 ", "○ 2 "]
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert play.answered is not None
        assert play.answered.answer.response == "; ".join((first, third, second))


async def test_steps_move_by_arrow_keys_and_by_mouse(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.SEQUENCE)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        steps = pilot.app.screen.query_one(OrderAnswer)
        first, second, third = steps.steps
        await pilot.press("shift+down")
        assert steps.steps == [second, first, third]
        await pilot.mouse_down(answer_of(pilot.app.screen), offset=(5, 2))
        for y in (1, 0):
            await pilot.hover(answer_of(pilot.app.screen), offset=(5, y))
        await pilot.mouse_up(answer_of(pilot.app.screen), offset=(5, 0))
        await pilot.pause()
        assert steps.steps == [third, second, first]
        await pilot.click(answer_of(pilot.app.screen), offset=(5, 3))
        await pilot.pause()
        assert play.answered is not None
        assert play.answered.answer.response == "; ".join((third, second, first))


async def test_no_message_covers_the_summary(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, new_per_day=0))
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u", "r")
        await pilot.pause()
        assert len(pilot.app._notifications) == 1
        await start(pilot, "b")
        await pilot.press("f2", "enter")
        await pilot.pause()
        await passed(pilot, 700)
        screen(pilot, SummaryScreen)
        assert not pilot.app._notifications
        assert "Time is up!" in text(pilot, "#title")


async def test_answer_key_pressed_twice_does_not_rate(
    make_game: MakeGame,
) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        assert play.question is not None
        right = str(play.question.options.index("Astana") + 1)
        await pilot.press(right)
        for _ in range(3):
            # A held key repeats, and stays a repeat as long as it is held.
            await passed(pilot, 0.3)
            await pilot.press(right)
        assert play.answered is not None
        rated = play.answered.answer.rating
        assert rated is Rating.GOOD
        other = next(n for n in "1234" if n not in (right, str(rated.value)))
        await pilot.press(other)
        assert play.answered.answer.rating is Rating(int(other))
        await passed(pilot, 0.5)
        await pilot.press(right)
        assert play.answered.answer.rating is Rating(int(right))


async def test_misspelling_is_marked_in_both_texts(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    async with QuizApp(game, on_kind(game, Kind.BASIC)).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Asttna", "enter")
        await pilot.pause()
        lines = told(pilot).split("\n")
        sides = [line.split() for line in lines if line.startswith(("Answer", "Yours"))]
        assert sides == [["Answer", "Astana"], ["Yours", "Asttna"]]


async def test_home_welcomes_a_new_player(home: Path, tmp_path: Path) -> None:
    from quiz.storage.log.store import Store

    folder = tmp_path / "own"
    folder.mkdir()
    for name, title in (("aaa", "Another"), ("welcome", "Tour")):
        (folder / f"{name}.yaml").write_text(
            f"title: {title}\ncards:\n  - prompt: {title}?\n    answer: a\n"
            "  - prompt: More?\n    answer: b\n"
        )
    game = Game(Store.open(home), [folder], Settings(animations=False), "ada", seed=1)
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Welcome!" in text(pilot, "#welcome")
        assert "tour" in text(pilot, "#welcome")
        assert "the tour" in text(pilot, "#play")
        await pilot.press("up")
        assert "Enter plays the highlighted deck" in text(pilot, "#welcome")
        await pilot.press("down")
        assert "Enter starts a tour" in text(pilot, "#welcome")
        await pilot.press("enter")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert shown.play.question is not None
        assert shown.play.question.card.deck == "welcome"
        await pilot.press("f2", "ctrl+q")
    game = Game(Store.open(home), [folder], Settings(animations=False), "ada", seed=1)
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Enter goes on with the tour" in text(pilot, "#welcome")
        await pilot.press("enter", "f2", "enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert not pilot.app.screen.query_one("#welcome").display


async def test_a_revealed_card_shows_when_it_comes_back(make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="reveal"))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        preview = play.preview()
        keys = pilot.app.screen.query_one("RevealAnswer #ratings", KeyLine).keys
        assert [(key.key, key.what, key.note) for key in keys] == [
            (str(rating.value), rating.label, interval.text) for rating, interval in preview.items()
        ]
        await pilot.press("4")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        shown = answered_so_far(play.state)[-1]
        assert shown.answer.rating is Rating.EASY
        assert shown.preview == preview
    assert play_cards(game, Mode.CRAM, game.cards_of()[:1]).preview() == {}
