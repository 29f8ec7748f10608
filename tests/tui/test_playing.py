from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, OptionList, Select, Static, Switch

from quiz.card import Kind
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, TermNote
from quiz.decks.loader import load_deck
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.play import Play, play_cards, play_mode
from quiz.game.scores import daily_goal_of
from quiz.history.events import Input as Way
from quiz.history.events import MarkKind, Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage
from quiz.settings.load import load_settings
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store, StoreError
from quiz.tui.app import QuizApp, run_app
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.faults_screen import FaultsScreen
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.home_screen import MODE_KEYS, HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.settings_screen import SettingsScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.hud import HeadUpDisplay
from quiz.tui.widgets.play_button import PlayButton
from tests.factories import Clock, names_of
from tests.tui.clicking import click_key
from tests.tui.waiting import offered, passed, waited_for

MakeGame = Callable[..., Game]


def right_keys(play: Play) -> list[str]:
    """Keys that answer the open question rightly."""
    question = play.question
    assert question is not None
    card = question.card
    match question.input:
        case Way.CHOICE:
            return [str(question.options.index(card.answers[0]) + 1)]
        case Way.TRUE_FALSE:
            return ["t" if card.answers[0] == "true" else "f"]
        case Way.SEQUENCE:
            return [str(question.options.index(step) + 1) for step in card.answers] + ["enter"]
        case Way.REVEAL:
            return ["space", "3"]
        case Way.LIST:
            return [*_typed(", ".join(card.answers)), "enter"]
        case Way.TYPED:
            return [*_typed(card.answers[0]), "enter"]


def _typed(text: str) -> list[str]:
    names = {" ": "space", ",": "comma", "-": "minus"}
    return [names.get(char, char) for char in text]


def screen(pilot: Pilot[None], kind: type) -> object:
    shown = pilot.app.screen
    assert isinstance(shown, kind), shown
    return shown


async def start(pilot: Pilot[None], key: str) -> Play:
    await pilot.press(key)
    await pilot.pause()
    shown = pilot.app.screen
    assert isinstance(shown, RoundScreen), shown
    return shown.play


@pytest.mark.parametrize(
    ("size", "way"),
    [
        ((80, 24), "auto"),
        ((120, 40), "typed"),
        ((40, 12), "reveal"),
        ((20, 5), "auto"),
    ],
)
async def test_a_whole_round_by_keyboard(
    make_game: MakeGame, size: tuple[int, int], way: str
) -> None:
    game = make_game(own=Settings(answer_with=way, animations=False))  # type: ignore[arg-type]
    async with QuizApp(game).run_test(size=size) as pilot:
        play = await start(pilot, "z")
        questions = 0
        while play.stage is Stage.ASKING:
            questions += 1
            # A revealed card is followed by the next one at once.
            revealed = play.question is not None and play.question.input is Way.REVEAL
            await pilot.press(*right_keys(play))
            await pilot.pause()
            assert game.collection.answers[-1].correct
            assert len(game.store.events("ada")) == questions
            if not revealed:
                assert play.stage is Stage.FEEDBACK
                await pilot.press("enter")
                await pilot.pause()
        screen(pilot, SummaryScreen)
        assert questions == 7
        # An Enter too much is not to hide what the round has come to.
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await passed(pilot, 0.5)
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert daily_goal_of(game).done == 7
        assert "7/30" in str(pilot.app.screen.query_one("#goal", Static).render())
        assert f"{game.points():,} points" in str(
            pilot.app.screen.query_one("#top", Static).render()
        )


async def test_a_whole_round_by_mouse(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        await click_key(pilot, "#modes", "Quiz")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        play = shown.play
        while play.stage is Stage.ASKING:
            question = play.question
            assert question is not None
            match question.input:
                case Way.CHOICE | Way.SEQUENCE:
                    for _ in range(3 if question.input is Way.SEQUENCE else 1):
                        await pilot.click("#answer", offset=(5, _))
                    if question.input is Way.SEQUENCE:
                        await pilot.click("#answer", offset=(5, len(question.options)))
                case Way.TRUE_FALSE:
                    await pilot.click("#false")
                case Way.REVEAL:
                    await pilot.click("#show")
                    await pilot.pause()
                    await click_key(pilot, "#answer #ratings", "Again")
                    await pilot.pause()
                    continue
                case _:
                    await pilot.press(*right_keys(play))
            await pilot.pause()
            assert play.stage is Stage.FEEDBACK, question
            await click_key(pilot, "#feedback #ratings", "Again")
            await pilot.pause()
            assert play.answered is not None
            assert play.answered.answer.rating is Rating.AGAIN
            await click_key(pilot, "#feedback #ratings", "Next")
            await pilot.pause()
        assert all(a.rating is Rating.AGAIN for a in game.collection.answers)
        screen(pilot, SummaryScreen)
        await pilot.click("#home")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_rating_undo_hint_and_giving_up(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        await pilot.press("f3")
        await pilot.press("f6")
        question = play.question
        assert question is not None
        assert play.state.hinted == bool(question.card.hint)
        await pilot.press("f2")
        await pilot.pause()
        assert play.answered is not None
        assert not play.answered.answer.correct
        await pilot.press("4")
        assert play.answered.answer.rating is Rating.EASY
        await pilot.press("f3")
        await pilot.pause()
        assert play.stage is Stage.ASKING
        assert game.collection.answers == []
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        assert len(game.collection.suspended) == 1
        # Nothing was answered, but something was done that can be taken back.
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert "Nothing answered" in str(pilot.app.screen.query_one("#title", Static).content)
        await pilot.press("f3")
        await pilot.pause()
        assert game.collection.suspended == set()
        screen(pilot, RoundScreen)


async def test_the_summary_leads_on(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "z")
        await pilot.press("f2", "escape")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.press("u")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert game.collection.answers == []
        await pilot.press("f2", "escape")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, RoundScreen)
        assert shown.play.mode is Mode.MISTAKES
        await pilot.press(*right_keys(shown.play), "enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.press("n")
        await pilot.pause()
        screen(pilot, RoundScreen)


async def test_a_blitz_runs_out_and_goes_on_by_itself(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(blitz_seconds=600))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "b")
        await pilot.press(*right_keys(play))
        await passed(pilot, 0.6)
        assert play.stage is Stage.FEEDBACK
        await passed(pilot, 0.1)
        assert play.stage is Stage.ASKING
        assert play.state.asked == 1
        await passed(pilot, 599)
        screen(pilot, RoundScreen)
        await passed(pilot, 1)
        screen(pilot, SummaryScreen)


async def test_survival_shows_lives_and_ends(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(lives=1, animations=False))
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await start(pilot, "v")
        score = pilot.app.screen.query_one(HeadUpDisplay).render_line(0).text
        assert "♥" in score
        await pilot.press("f2", "enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)


def said(pilot: Pilot[None]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def test_nothing_to_ask_is_reported_without_a_screen(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[RoundScreen] = []
    monkeypatch.setattr(RoundScreen, "on_mount", opened.append)
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("m")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert said(pilot) == ["No recent mistakes. Well done! Other modes play on all the same."]
        assert not opened
    app = QuizApp(game, play_mode(game, Mode.REVIEW))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen(pilot, HomeScreen)
        assert said(pilot) == ["Nothing is due. Well done! Other modes play on all the same."]
        assert not opened


async def test_next_due_time_is_shown_when_nothing_is_due(
    make_game: MakeGame,
) -> None:
    game = make_game()
    clock = game.clock
    play = play_cards(game, Mode.QUIZ, game.cards_of()[:1])
    play.submit(None)
    clock.ms += 1_000  # type: ignore[attr-defined]
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert said(pilot) == [
            "Nothing is due. Well done! The next one comes back in less than a minute."
        ]
        pilot.app.clear_notifications()
        play = play_cards(game, Mode.QUIZ, game.cards_of()[:1])
        play.submit("Astana")
        play.rate(Rating.EASY)
        clock.ms += 86_400_000  # type: ignore[attr-defined]
        memory = game.collection.memory(play.state.queue[0].key)
        assert memory is not None
        days = memory.due_day - clock().day()
        clock.ms += 86_400_000 * (days - 1)  # type: ignore[attr-defined]
        await pilot.press("r")
        await pilot.pause()
        assert said(pilot) == ["Nothing is due. Well done! The next one comes back tomorrow."]


async def test_summary_says_if_there_is_no_other_round(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        await start(pilot, "z")
        await pilot.press("f2", "escape")
        await pilot.pause()
        for card in game.cards_of():
            game.mark(card, MarkKind.SUSPEND)
        await pilot.press("n")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        assert any("There is no card to ask here." in text for text in said(pilot))


async def test_full_disk_is_reported_and_question_stays(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        play = await start(pilot, "z")

        def fail(*_: object) -> None:
            raise StoreError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(game.store, "append", fail)
            await pilot.press("f2")
            await pilot.press("f4")
            await pilot.pause()
            assert play.stage is Stage.ASKING
        await pilot.press("f2")
        await pilot.pause()
        assert play.stage is Stage.FEEDBACK
        with monkeypatch.context() as patch:
            patch.setattr(game.store, "append", fail)
            await pilot.press("4")
            await pilot.press("f3")
            await pilot.pause()
        assert play.answered is not None
        assert play.answered.answer.rating is Rating.AGAIN
        assert any("disk is full" in n.message for n in pilot.app._notifications)


async def test_text_of_decks_is_shown_literally(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        shot = pilot.app.export_screenshot()
        assert "Mini&#160;[b]deck[/b]" in shot


async def test_home_keys_and_mouse(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        decks = pilot.app.screen.query_one(DeckList)
        assert decks.chosen is not None
        assert decks.chosen.name is None
        await pilot.press("j")
        assert decks.chosen.name == "mini"
        await pilot.press("k", "down", "enter")
        await pilot.pause()
        screen(pilot, RoundScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#play")
        await pilot.pause()
        screen(pilot, RoundScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        screen(pilot, RoundScreen)


async def test_help_shows_the_keys_of_the_screen(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        for key, close in (("question_mark", "escape"), ("question_mark", "question_mark")):
            await pilot.press(key)
            await pilot.pause()
            screen(pilot, HelpScreen)
            text = str(pilot.app.screen.query_one("#help-keys", Static).content)
            assert "Settings" in text
            assert "Review" in text
            await pilot.press(close)
            await pilot.pause()
            screen(pilot, HomeScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.click("#help-text")
        await pilot.pause()
        screen(pilot, HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_every_screen_opens_and_closes(make_game: MakeGame, size: tuple[int, int]) -> None:
    game = make_game()
    play_mode(game, Mode.QUIZ).submit(None)
    async with QuizApp(game).run_test(size=size) as pilot:
        for key in "swaohyf":
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(pilot.app.screen, HomeScreen)
            await pilot.resize_terminal(100, 30)
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            if not isinstance(pilot.app.screen, HomeScreen):
                await pilot.press("escape")
            await pilot.resize_terminal(*size)
            await pilot.pause()
            screen(pilot, HomeScreen)


async def test_the_browser_searches_and_marks(make_game: MakeGame) -> None:
    game = make_game()
    play_cards(game, Mode.QUIZ, game.cards_of()[:1]).submit("Astana")
    async with QuizApp(game).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, BrowserScreen)
        table = shown.query_one(DataTable)
        assert table.row_count == 9
        await pilot.press("slash", *_typed("CAPITAL is"), "colon", *_typed("learning"))
        await waited_for(pilot, lambda: table.row_count == 1)
        await pilot.press("enter", "f5")
        await pilot.pause()
        assert len(game.collection.suspended) == 1
        await pilot.press("f5", "f4")
        await pilot.pause()
        assert game.collection.suspended == set()
        assert game.collection.buried(game.clock().day())
        await pilot.press("slash", *_typed("nonsense"))
        await waited_for(pilot, lambda: table.row_count == 0)
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_the_browser_plays_and_edits(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f6")
        await pilot.pause()
        screen(pilot, RoundScreen)
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        await pilot.press("f2")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        editor.query_one("#field-answer", Input).value = "Nur-Sultan"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        screen(pilot, BrowserScreen)
    text = (decks / "mini.yaml").read_text()
    assert "answer: Nur-Sultan" in text
    assert 'title: "Mini [b]deck[/b]"' in text


async def test_a_card_is_written_into_the_deck(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        await pilot.press("ctrl+s")
        await pilot.pause()
        screen(pilot, CardEditor)
        for kind, fields in (("true-false", {"statement": "Snow is warm.", "answer": "false"}),):
            editor.query_one("#kind", Select).value = kind
            await pilot.pause()
            for name, value in fields.items():
                editor.query_one(f"#field-{name}", Input).value = value
            await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert any(card.prompt == "Snow is warm." for card in game.cards_of())
    assert "- statement: Snow is warm." in (decks / "mini.yaml").read_text()


async def test_one_new_card_follows_the_other(home: Path, decks: Path) -> None:
    mine = home / "decks"
    roots = [decks, mine]
    game = Game(Store.open(home), roots, Settings(animations=False), "ada")
    async with QuizApp(game).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        editor.query_one("#deck", Select).value = "\0new"
        editor.query_one("#kind", Select).value = Kind.TERM.value
        await pilot.pause()
        for number in ("one", "two", "three"):
            # The first line has the focus each time. What is wrong at first is told no more later.
            await pilot.press(*number, "ctrl+s")
            await pilot.pause()
            assert "empty" in said(pilot)[-1]
            await pilot.press("tab", *number, "x", "tab", *"also", "ctrl+s")
            await pilot.pause()
            assert pilot.app.screen is editor
            assert said(pilot) == ["Saved in My cards."]
            fields = editor.query("#fields Input, #fields TextArea")
            texts = [
                getattr(field, "value", None) or getattr(field, "text", "") for field in fields
            ]
            assert not any(texts), texts
            assert editor.query_one("#deck", Select).value == "my-cards"
            assert editor.query_one("#kind", Select).value == Kind.TERM.value
            assert "The card will appear here." in str(editor.query_one("#preview", Static).content)
            pilot.app.clear_notifications()
        # Nothing is left that could be lost.
        await pilot.press("escape")
        await pilot.pause()
        home_screen = pilot.app.screen
        assert isinstance(home_screen, HomeScreen)
        names = [row.name for row in home_screen.query_one(DeckList)._rows]
        assert "my-cards" in names
    written = load_deck((mine / "my-cards.yaml").read_bytes(), "")
    assert isinstance(written, Deck)
    assert [note.term for note in written.notes if isinstance(note, TermNote)] == [
        "one",
        "two",
        "three",
    ]


async def test_saving_changed_card_closes_editor_and_names_deck(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("end", "x", "ctrl+s")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        assert "Saved in Mini [b]deck[/b]." in said(pilot)


async def test_leaving_the_editor_asks_first(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("x", "escape")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("n")
        await pilot.pause()
        screen(pilot, CardEditor)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#yes")
        await pilot.pause()
        screen(pilot, HomeScreen)


@pytest.mark.parametrize("keys", [("ctrl+q",), ("ctrl+p", *"quit", "enter"), ("f1", "ctrl+q")])
async def test_quitting_asks_before_a_card_is_lost(
    make_game: MakeGame, keys: tuple[str, ...]
) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        await pilot.press("x")
        for key in keys:
            if key == "enter":
                await offered(pilot, "Quit")
            await pilot.press(key)
            await pilot.pause()
        await waited_for(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        # Pressed once more it is still a question.
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert app.is_running
        assert editor in app.screen_stack
        assert editor.query_one("#field-prompt", Input).value == "x"
        await pilot.press("ctrl+q", "y")
        await waited_for(pilot, lambda: app._exit)


async def test_quitting_with_nothing_to_lose_asks_nothing(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("x", "backspace", "ctrl+q")
        await waited_for(pilot, lambda: app._exit)


async def test_a_kind_alone_is_nothing_to_lose(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        for kind in Kind:
            editor.query_one("#kind", Select).value = kind.value
            await pilot.pause()
        await pilot.press("space", "escape")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_leaving_asks_about_text_typed_under_other_kind(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        await pilot.press("x")
        editor.query_one("#kind", Select).value = Kind.CLOZE.value
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("n")
        await pilot.pause()
        editor.query_one("#kind", Select).value = Kind.BASIC.value
        await pilot.pause()
        assert editor.query_one("#field-prompt", Input).value == "x"
        await pilot.press("end", "backspace", "escape")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_leaving_asks_about_a_changed_card(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        await pilot.press("f2")
        await pilot.pause()
        pilot.app.screen.query_one("#field-prompt", Input).value = ""
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, ConfirmScreen)


async def test_deleting_a_card_asks_first(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("ctrl+d")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, CardEditor)
        assert "id: capital" in (decks / "mini.yaml").read_text()
        await pilot.press("ctrl+d")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "id: capital" not in (decks / "mini.yaml").read_text()


async def test_settings_are_saved_when_right(make_game: MakeGame, home: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 60)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        shown = pilot.app.screen
        assert isinstance(shown, SettingsScreen)
        goal = shown.query_one("#set-daily_goal", Input)
        goal.value = "0"
        await pilot.pause()
        fault = shown.query_one("#fault-daily_goal", Static)
        assert fault.display
        assert game.settings.daily_goal == 30
        goal.value = "12"
        await pilot.pause()
        assert not fault.display
        shown.query_one("#set-fuzz", Switch).value = False
        shown.query_one("#set-theme", Select).value = "quiz-light"
        shown.query_one("#set-learning_steps", Input).value = "2, 20"
        shown.query_one("#set-easy_days", Input).value = "fri, sun"
        shown.query_one("#set-free_days", Input).value = "never"
        shown.query_one("#set-retention", Input).value = "x"
        await pilot.pause()
        assert pilot.app.theme == "quiz-light"
        saved = load_settings(home / "settings.toml").settings
        assert (saved.easy_days, saved.free_days) == (("fri", "sun"), ())
        assert (saved.daily_goal, saved.fuzz, saved.learning_steps) == (12, False, (2.0, 20.0))
        assert saved.retention == 0.9
        goal.focus()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert game.settings.daily_goal == 30


async def test_players_change(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        await pilot.press("n", *"bob", "enter")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert game.player_name == "bob"
        await pilot.press("y")
        await pilot.pause()
        place = names_of(game.store).index("ada")
        await pilot.press("home", *["down"] * place, "enter")
        await pilot.pause()
        assert game.player == "ada"


async def test_broken_deck_is_shown_and_fixed(
    make_game: MakeGame, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = decks / "bad.yaml"
    bad.write_text("title: Bad\ncards:\n- promt: p\n")
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        assert "1 file left out" in str(pilot.app.screen.query_one("#faults", Static).content)
        await pilot.click("#faults")
        await pilot.pause()
        screen(pilot, FaultsScreen)
        assert pilot.app.screen.query_one("#faults-list", OptionList).option_count >= 1

        def mend(path: Path) -> None:
            path.write_text("title: Bad\ncards:\n- prompt: p\n  answer: a\n")

        monkeypatch.setattr("quiz.game.editor.open_editor", mend)
        from contextlib import nullcontext

        monkeypatch.setattr(QuizApp, "suspend", lambda _: nullcontext())
        await pilot.press("down", "enter")
        await pilot.pause()
        assert game.faults == []
        assert "bad" in game.decks

        def fail(_: Path) -> None:
            raise QuizError("no editor found")

        monkeypatch.setattr("quiz.game.editor.open_editor", fail)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("e", "down", "e")
        await pilot.pause()
        assert any("no editor" in n.message for n in pilot.app._notifications)


async def test_home_begins_at_the_deck_of_the_command_line(
    make_game: MakeGame, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (decks / "other.yaml").write_text("title: Other\ncards:\n- {prompt: p, answer: a}\n")
    opened: list[QuizApp] = []
    monkeypatch.setattr(QuizApp, "run", lambda app: opened.append(app))
    run_app(make_game(), None, ["other"], None, False)
    (app,) = opened
    app.game = make_game()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        chosen = screen(pilot, HomeScreen).query_one(DeckList).chosen
        assert chosen is not None
        assert chosen.name == "other"
        welcome = str(pilot.app.screen.query_one("#welcome", Static).content)
        assert "Enter plays the highlighted deck" in welcome


async def test_an_editor_that_fails_gives_the_terminal_back(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        driver = pilot.app._driver
        assert driver is not None
        steps: list[str] = []
        monkeypatch.setattr(type(driver), "can_suspend", True)
        for name in ("suspend_application_mode", "resume_application_mode"):
            monkeypatch.setattr(driver, name, partial(steps.append, name), raising=False)
        await pilot.press("down", "e")
        await pilot.pause()
        assert steps == ["suspend_application_mode", "resume_application_mode"]
        assert any("cannot start /no/such/editor" in n.message for n in pilot.app._notifications)


async def test_a_terminal_without_suspend_says_so(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("down", "e")
        await pilot.pause()
        assert any("quiz edit" in n.message for n in pilot.app._notifications)


async def test_a_saved_deck_shows_without_a_restart(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        text = (decks / "mini.yaml").read_text().replace("river flows", "stream flows")
        (decks / "mini.yaml").write_text(text)
        await passed(pilot, 1)
        assert any("progress kept" in message for message in said(pilot))
        assert any("stream" in card.prompt for card in game.cards_of())


async def test_decks_are_refreshed_after_rounds_only(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        await pilot.pause()
        screen(pilot, RoundScreen)
        text = (decks / "mini.yaml").read_text().replace("river flows", "stream flows")
        (decks / "mini.yaml").write_text(text)
        await passed(pilot, 5)
        assert not any("stream" in card.prompt for card in game.cards_of())
        await pilot.press("escape")
        await pilot.pause()
        await passed(pilot, 1)
        assert any("stream" in card.prompt for card in game.cards_of())


async def test_an_empty_library_offers_only_what_works(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    game = Game(Store.open(home), [folder], Settings(animations=False), "ada", clock=Clock())
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        shown = pilot.app.screen
        assert shown.query_one("#empty").display
        assert not shown.query_one("#modes").display
        assert not shown.query_one(DeckList).display
        assert "Write your first card" in str(shown.query_one(PlayButton).content)
        keys = [key.what for key in shown.query_one(Footer).keys]
        assert keys == ["Stats", "Add", "Settings", "Quit", "palette", "Help"]
        await pilot.press("p", "e", "w", *(key for key, _ in MODE_KEYS.values()))
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert not said(pilot)
        commands = [command.title for command in pilot.app.get_system_commands(shown)]
        assert "Add card" in commands
        assert not [title for title in commands if title.startswith("Play ")]
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, CardEditor)
        await pilot.press("escape")
        await pilot.pause()
        folder.mkdir()
        deck = folder / "first.yaml"
        deck.write_text("title: First\ncards:\n- prompt: p\n  answer: a\n")
        await passed(pilot, 1)
        assert shown.query_one("#modes").display
        assert not shown.query_one("#empty").display
        assert "Play" in [key.what for key in shown.query_one(Footer).keys]
        assert isinstance(pilot.app.focused, DeckList)
        deck.unlink()
        await passed(pilot, 1)
        assert shown.query_one("#empty").display
        assert isinstance(pilot.app.focused, PlayButton)


async def test_the_first_card_makes_a_deck(home: Path, tmp_path: Path) -> None:
    game = Game(Store.open(home), [tmp_path / "none"], Settings(), "ada")
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        editor.query_one("#field-prompt", Input).value = "p"
        editor.query_one("#field-answer", Input).value = "a"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        # Also where one's own decks are not among those that are played.
        await pilot.press("q", "tab", "b", "ctrl+s")
        await pilot.pause()
    written = load_deck((home / "decks" / "my-cards.yaml").read_bytes(), "")
    assert isinstance(written, Deck)
    assert [note.prompt for note in written.notes if isinstance(note, BasicNote)] == ["p", "q"]


@pytest.mark.parametrize("own", [(), ("old",), ("old", "new"), ("new", "old")])
async def test_new_card_goes_to_latest_own_deck(
    home: Path, decks: Path, monkeypatch: pytest.MonkeyPatch, own: tuple[str, ...]
) -> None:
    monkeypatch.setattr("quiz.paths.shipped_decks", lambda: decks)
    (decks / "welcome.yaml").write_bytes((decks / "mini.yaml").read_bytes())
    mine = home / "decks"
    mine.mkdir(parents=True)
    for age, name in enumerate(own):
        (mine / f"{name}.yaml").write_text("title: t\ncards:\n- {prompt: p, answer: a}\n")
        os.utime(mine / f"{name}.yaml", (1e9 - age, 1e9 - age))
    game = Game(Store.open(home), [decks, mine], Settings(animations=False), "ada")
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        row = pilot.app.screen.query_one(DeckList).chosen
        assert row is not None
        assert row.name == "welcome"
        for chosen in (own[0] if own else "\0new", "mini"):
            await pilot.press("a")
            await pilot.pause()
            offered = pilot.app.screen.query_one("#deck", Select)
            assert offered.value == chosen
            values = [value for _, value in offered._options]
            assert values == [*sorted(own), "\0new", "mini", "welcome"]
            await pilot.press("escape")
            await pilot.pause()
            # A deck that the player has highlighted is meant, even a shipped one.
            await pilot.press("up")


async def test_nothing_is_wrong_before_anything_was_typed(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        shown = editor.query_one("#preview", Static)
        assert "✗" not in str(shown.content)
        await pilot.press("x")
        await pilot.pause()
        # The answer is still to come.
        assert "✗" not in str(shown.content)
        await pilot.press("backspace")
        await pilot.pause()
        assert "✗ Prompt is still empty" in str(shown.content)
        await pilot.press("x", "ctrl+s")
        await pilot.pause()
        assert "✗ Answer is still empty" in str(shown.content)
        assert any("Answer is still empty" in n.message for n in pilot.app._notifications)
        await pilot.press("tab", "y")
        await pilot.pause()
        assert "✓ x  →  y" in str(shown.content)


async def test_a_deck_that_cannot_be_written_is_not_edited(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("w")
        await pilot.pause()
        monkeypatch.setattr("os.access", lambda *_: False)
        await pilot.press("f2")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        assert any("cannot be written" in n.message for n in pilot.app._notifications)


async def test_a_round_on_nothing_says_how_to_begin(home: Path, tmp_path: Path) -> None:
    game = Game(Store.open(home), [tmp_path / "none"], Settings(), "ada")
    app = QuizApp(game, play_mode(game, Mode.QUIZ))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen(pilot, HomeScreen)
        assert "writes your first card" in said(pilot)[0]


@pytest.mark.parametrize("mode", list(Mode))
async def test_the_palette_offers_every_mode(make_game: MakeGame, mode: Mode) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)):
        commands = {c.title: c for c in app.get_system_commands(app.screen)}
        assert f"Play {mode.value}" in commands
        assert {"Statistics", "Settings", "Browse cards", "Add card"} <= set(commands)


async def test_a_round_can_be_opened_at_once(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game, play_mode(game, Mode.QUIZ)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen(pilot, RoundScreen)


@pytest.mark.parametrize("kind", [Kind.BASIC, Kind.LIST, Kind.TRUE_FALSE])
async def test_help_during_feedback_keeps_focus(make_game: MakeGame, kind: Kind) -> None:
    game = make_game()
    cards = [card for card in game.cards_of() if card.kind is kind][:1]
    play = play_cards(game, Mode.CRAM, cards)
    async with QuizApp(game, play).run_test(size=(80, 16)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.focused is None
        await pilot.press("enter")
        await pilot.pause()
        assert play.stage is not Stage.FEEDBACK


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_prompt_is_in_sight_when_a_question_comes(
    make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game()
    async with QuizApp(game, play_cards(game, Mode.QUIZ, game.cards_of())).run_test(
        size=size
    ) as pilot:
        await pilot.pause()
        shown = pilot.app.screen
        for _ in range(4):
            assert shown.query_one("#table").scroll_y == 0
            assert shown.query_one("#prompt").region.x >= shown.query_one("#hud").region.x
            await pilot.press("f2", "enter")
            await pilot.pause()


async def test_a_slash_in_the_search_line_is_a_slash(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 30)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        browser = pilot.app.screen
        footer = browser.query_one(Footer)
        assert "Search" in [key.what for key in footer.keys]
        await pilot.press("slash")
        await pilot.pause()
        line = browser.query_one("#search", Input)
        assert line.has_focus
        # A click on the key would type it.
        assert "Search" not in [key.what for key in footer.keys]
        await pilot.press("end", *"km", "slash", "h")
        assert line.value.endswith("km/h")
        line.value = ""
        await pilot.press("slash")
        assert line.value == "/"
        line.value = ""
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "Search" in [key.what for key in footer.keys]
