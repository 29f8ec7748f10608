"""What the keys of a round do, and which are offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.game.undo import latest_step
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.key_guard import REPEAT_SECONDS
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import GLANCE_SECONDS, RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.feedback import FeedbackPanel
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.play_button import PlayButton
from tests.factories import Clock
from tests.tui.driving import answer_of, on_kind, right_keys, screen, start
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]


async def test_bury_and_suspend_are_undone_like_answers(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False))
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        play = await start(pilot, "z")
        first = play.question
        assert not play.can_undo
        for key, kind in (("f4", "Buried"), ("f5", "Suspended")):
            await pilot.press(key)
            await pilot.pause()
            assert play.question != first
            (said,) = [note.message for note in pilot.app._notifications]
            assert said.startswith(kind)
            assert "F3" in said
            await pilot.press("f3")
            await pilot.pause()
            assert [note.message for note in pilot.app._notifications] == ["Undone."]
            assert play.question == first
        assert game.collection.suspended == set()
        assert game.collection.buried(game.clock().day()) == set()
        # A card set aside after its answer stays answered, and the round goes on.
        await pilot.press("f2", "f5")
        await pilot.pause()
        assert len(game.collection.suspended) == 1
        await pilot.press("f3")
        await pilot.pause()
        assert game.collection.suspended == set()
        assert play.stage is Stage.ASKING
        assert play.state.asked == 1
        await pilot.press("f3")
        await pilot.pause()
        assert play.question == first
        assert not play.can_undo


async def test_summary_undoes_setting_aside_the_last_card(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    asked = play.question
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.click("#undo")
        await pilot.pause()
        screen(pilot, RoundScreen)
        assert play.question is not None
        assert play.question == asked
        assert game.collection.suspended == set()


def offered(pilot: Pilot[None]) -> list[str]:
    """The keys in the footer, as "f6 Hint"."""
    line = pilot.app.screen.query_one(Footer)
    return [f"{key.shown} {key.what}" for key in line.keys]


async def test_footer_offers_only_working_keys(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False))
    cards = {card.prompt: card for card in game.cards_of()}
    hinted, bare = (
        next(card for card in cards.values() if bool(card.hint) is has and card.kind is Kind.BASIC)
        for has in (True, False)
    )
    play = play_cards(game, Mode.QUIZ, [hinted, bare])
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        keys = offered(pilot)
        assert "f6 Hint" in keys
        assert keys[-1] == "f1 Help"
        assert not any("Undo" in key for key in keys)
        await pilot.press("f6")
        await pilot.pause()
        assert play.state.hinted
        assert "f6 Hint" not in offered(pilot)
        await pilot.press("f2", "enter")
        await pilot.pause()
        keys = offered(pilot)
        assert "f3 Undo" in keys
        assert "f6 Hint" not in keys
        await pilot.press("f1")
        await pilot.pause()
        screen(pilot, HelpScreen)


async def test_steps_are_done_only_when_all_are_placed(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.SEQUENCE)
    assert play.question is not None
    steps = len(play.question.options)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any(key.endswith("Place") for key in offered(pilot))
        for number in range(steps - 1):
            assert not any(key.endswith("Done") for key in offered(pilot))
            await pilot.press(str(number + 1))
            await pilot.pause()
        assert any(key.endswith("Done") for key in offered(pilot))
        await pilot.press("enter")
        await pilot.pause()
        assert play.state.asked == 1


async def test_flashcard_is_revealed_rated_and_followed_by_next(
    make_game: MakeGame,
) -> None:
    game = make_game(own=Settings(answer_with="reveal", animations=False))
    cards = [card for card in game.cards_of() if card.explanation or card.kind is Kind.BASIC]
    told = next(card for card in cards if card.explanation)
    other = next(card for card in cards if card.key != told.key)
    play = play_cards(game, Mode.QUIZ, [told, other, told])
    async with QuizApp(game, play).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert any(key.endswith("Show answer") for key in offered(pilot))
        assert not any(key.endswith("Good") for key in offered(pilot))
        await pilot.press("3")
        assert play.state.asked == 0
        # The second click of a double click does not rate.
        answer = answer_of(pilot.app.screen)
        await pilot.click("#show", offset=(2, 2), times=2)
        await pilot.pause()
        assert play.state.asked == 0
        assert not any(key.endswith("Show answer") for key in offered(pilot))
        assert any(key.endswith("Good") for key in offered(pilot))
        shown = "\n".join(str(line.content) for line in answer.query(Static))
        assert told.explanation in shown
        assert told.source in shown
        assert not any("Hint" in key or "know" in key for key in offered(pilot))
        await pilot.press("space")
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert play.state.asked == 1
        assert play.question is not None
        assert play.question.card == other
        # A player who gives up before revealing reads the answer first.
        await pilot.press("f2")
        await pilot.pause()
        assert play.stage is Stage.FEEDBACK
        await pilot.press("f3", "f3")
        await pilot.pause()
        assert play.question.card == told
        assert game.collection.answers == []


async def test_key_during_blitz_glance_changes_no_rating(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False, blitz_seconds=6000))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "b")
        await pilot.press(*right_keys(play))
        await pilot.pause()
        assert play.answered is not None
        before = play.answered.answer.rating
        await pilot.press("1", "2")
        await pilot.pause()
        assert all(answer.rating is before for answer in game.collection.answers)
        await passed(pilot, GLANCE_SECONDS)
        assert play.stage is Stage.ASKING
        assert play.state.asked == 1


async def test_undo_covers_card_set_aside_after_last_answer(
    make_game: MakeGame,
) -> None:
    game = make_game()
    play = on_kind(game, Kind.BASIC)
    assert play.question is not None
    key = play.question.card.key
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert game.collection.suspended == {key}
        await pilot.press("u")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert game.collection.suspended == set()
        await pilot.press("u")
        await pilot.pause()
        screen(pilot, RoundScreen)
        assert game.collection.answers == []


async def test_bury_can_be_undone_after_leaving(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False))
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await start(pilot, "z")
        await pilot.press("f2", "enter")
        await pilot.pause()
        await pilot.press("f4", "escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert not pilot.app._notifications
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, HomeScreen)
        # The latest step is the bury, not the answer before it.
        await pilot.press("u")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        asked = pilot.app.screen.query(Static)
        assert "You buried" in "".join(str(line.content) for line in asked)
        await pilot.press("y")
        await pilot.pause()
        assert game.collection.buried(game.clock().day()) == set()
        assert len(game.collection.answers) == 1
        step = latest_step(game)
        assert step is not None
        assert step.kind is None


async def test_home_remembers_the_deck_just_played(make_game: MakeGame, decks: Path) -> None:
    (decks / "welcome.yaml").write_text("title: Welcome\ncards:\n- prompt: a?\n  answer: b\n")
    game = make_game()
    play = play_mode(game, Mode.QUIZ, ["mini"])
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert "Mini" in str(pilot.app.screen.query_one(PlayButton).content)


async def test_giving_up_is_not_called_wrong(make_game: MakeGame) -> None:
    game = make_game()
    play = on_kind(game, Kind.LIST)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        panel = pilot.app.screen.query_one(FeedbackPanel)
        shown = "\n".join(str(line.content) for line in panel.query(Static))
        assert "Now you know" in shown
        assert "Missing" not in shown


async def test_a_question_mark_is_typed_into_an_answer(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed", animations=False))
    play = on_kind(game, Kind.BASIC)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", *"wha", "question_mark")
        await pilot.pause()
        screen(pilot, RoundScreen)
        assert pilot.app.screen.query_one(Input).value == "?wha?"


async def test_question_mark_keeps_its_place_in_key_burst(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        line = pilot.app.screen.query_one("#field-prompt", Input)
        line.focus()
        await pilot.pause()
        for character in "What? No":
            key = {"?": "question_mark", " ": "space"}.get(character, character)
            pilot.app.post_message(events.Key(key, character))
        await pilot.pause()
        await pilot.pause()
        assert line.value == "What? No"
        assert pilot.app.screen.query("#field-prompt")


async def test_help_lists_exactly_the_games_keys(make_game: MakeGame) -> None:
    game = make_game()
    card = next(card for card in game.cards_of() if card.distractors)
    play = play_cards(game, Mode.QUIZ, [card])
    async with QuizApp(game, play).run_test(size=(80, 40)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        screen(pilot, HelpScreen)
        keys = str(pilot.app.screen.query_one("#help-keys", Static).content)
        assert "1 2 3 4  Pick an option" in keys
        assert "Scroll" not in keys
        assert "Page" not in keys
        assert "f3" not in keys


async def test_no_file_to_edit_without_faults(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert not any("Edit" in key for key in offered(pilot))


@pytest.mark.parametrize(
    ("kind", "choice"), [(Kind.BASIC, True), (Kind.TRUE_FALSE, False), (Kind.SEQUENCE, False)]
)
async def test_a_word_typed_on_options_does_nothing(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch, kind: Kind, *, choice: bool
) -> None:
    game = make_game(own=Settings(answer_with="choice", animations=False))
    clock = game.clock
    assert isinstance(clock, Clock)
    cards = game.cards_of()
    card = next(card for card in cards if card.kind is kind and (card.distractors or not choice))
    other = next(other for other in cards if other.key != card.key)
    play = play_cards(game, Mode.QUIZ, [other, card])
    app = QuizApp(game, play)
    said: list[str] = []
    monkeypatch.setattr(app, "notify", lambda message, **_: said.append(message))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2", "enter")
        await pilot.pause()
        before = play.state
        assert before.stage is Stage.ASKING
        for word in ("Johannesburg", "hexuke"):
            clock.advance(2 * REPEAT_SECONDS)
            await pilot.press(*word)
            await pilot.pause()
        assert play.state == before
        # Each word tells how to answer, once.
        first, second = said
        assert first == second
        assert first.startswith("Press ")
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert not {"u", "e", "x", "h"} & {*shown.active_bindings}
        assert {"f2", "f3", "f8"} <= {*shown.active_bindings}
        if kind is not Kind.SEQUENCE:
            await pilot.press("enter")
            assert play.stage is Stage.ASKING


async def test_a_word_typed_on_after_its_answer_does_nothing(
    make_game: MakeGame,
) -> None:
    game = make_game(own=Settings(animations=False))
    clock = game.clock
    assert isinstance(clock, Clock)
    play = on_kind(game, Kind.TRUE_FALSE)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        for letter in "rue":
            clock.advance(REPEAT_SECONDS / 2)
            await pilot.press(letter)
            await pilot.pause()
        assert isinstance(pilot.app.screen, RoundScreen)
        assert play.stage is Stage.FEEDBACK
        clock.advance(2 * REPEAT_SECONDS)
        await pilot.press("u")
        await pilot.pause()
        assert play.stage is Stage.ASKING
