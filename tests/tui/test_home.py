"""The home screen: what it offers, shows and opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.game.game import Game
from quiz.game.leaving import go_on
from quiz.game.mode_keys import MODE_KEYS
from quiz.game.play import Play, play_cards, play_mode
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp, run_app
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.play_button import PlayButton
from tests.factories import Clock
from tests.tui.driving import in_sight, said, screen, start
from tests.tui.waiting import passed

MakeGame = Callable[..., Game]


async def test_next_due_time_is_shown_when_nothing_is_due(
    make_game: MakeGame,
) -> None:
    game = make_game(own=Settings(animations=False, new_per_day=0))
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


async def test_every_screen_opens_and_closes(make_game: MakeGame) -> None:
    game = make_game()
    play_mode(game, Mode.QUIZ).submit(None)
    async with QuizApp(game).run_test(size=(20, 5)) as pilot:
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
            await pilot.resize_terminal(20, 5)
            await pilot.pause()
            screen(pilot, HomeScreen)


async def test_home_highlights_deck_from_command_line(
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


async def test_empty_library_offers_only_working_actions(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    game = Game(Store.open(home), [folder], Settings(animations=False), "ada", clock=Clock())
    async with QuizApp(game).run_test(size=(80, 24), notifications=True) as pilot:
        shown = pilot.app.screen
        assert shown.query_one("#empty").display
        assert not shown.query_one("#modes").display
        assert not shown.query_one("#deck-panel").display
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
        assert "Options" in [key.what for key in shown.query_one(Footer).keys]
        assert isinstance(pilot.app.focused, DeckList)
        deck.unlink()
        await passed(pilot, 1)
        assert shown.query_one("#empty").display
        assert isinstance(pilot.app.focused, PlayButton)


async def test_round_without_decks_says_how_to_begin(home: Path, tmp_path: Path) -> None:
    game = Game(Store.open(home), [tmp_path / "none"], Settings(), "ada")
    app = QuizApp(game, play_mode(game, Mode.QUIZ))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen(pilot, HomeScreen)
        assert "write your first card" in said(pilot)[0]


@pytest.mark.parametrize("mode", list(Mode))
async def test_the_palette_offers_every_mode(make_game: MakeGame, mode: Mode) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)):
        commands = {c.title: c for c in app.get_system_commands(app.screen)}
        assert f"Play {mode.value.capitalize()}" in commands
        assert {"Statistics", "Settings", "Browse cards", "Add card"} <= set(commands)


def offered(pilot: Pilot[None]) -> str:
    """What home says about a round that was left; "" if nothing."""
    notes = [note for note in pilot.app.screen.query("#left").results(Static) if note.display]
    return "".join(str(note.content) for note in notes)


async def left_for_home(pilot: Pilot[None]) -> Play:
    """A Quiz left after its first answer; home is open again."""
    play = await start(pilot, "z")
    await pilot.press("f2", "escape")
    await pilot.pause()
    screen(pilot, SummaryScreen)
    await pilot.press("escape")
    await pilot.pause()
    screen(pilot, HomeScreen)
    return play


async def test_home_offers_a_round_that_was_left(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        assert not offered(pilot)
        play = await left_for_home(pilot)
        answers = play.state.told
        assert offered(pilot) == " ▶ C goes on: Quiz, Question 2 of 7"
        again = await start(pilot, "C")
        assert again.state.id == play.state.id
        assert again.state.told == answers
        await pilot.press("escape", "escape")
        await pilot.pause()
        await pilot.click("#left")
        await pilot.pause()
        screen(pilot, RoundScreen)


async def test_home_offers_it_after_a_new_start(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        play = await left_for_home(pilot)
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        assert offered(pilot) == " ▶ C goes on: Quiz, Question 2 of 7"
        again = await start(pilot, "C")
        assert again.state.told == play.state.told
        assert "2/7" in in_sight(pilot.app)
        # To the end: it is offered no more.
        while again.stage is not Stage.OVER:
            await pilot.press("f2", "enter")
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert not offered(pilot)


async def test_a_round_that_is_open_while_one_quits_is_offered_later(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:
        await start(pilot, "z")
        await pilot.press("f2", "enter")
        await pilot.pause()
    app.leave()
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        assert offered(pilot) == " ▶ C goes on: Quiz, Question 2 of 7"


async def test_the_palette_goes_on_with_it_or_throws_it_away(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(80, 24)) as pilot:

        def commands() -> dict[str, Callable[[], object]]:
            return {c.title: c.callback for c in app.get_system_commands(app.screen)}

        assert not {"Go on with the round", "Throw away the round left"} & commands().keys()
        await left_for_home(pilot)
        commands()["Go on with the round"]()
        await pilot.pause()
        screen(pilot, RoundScreen)
        await pilot.press("escape", "escape")
        await pilot.pause()
        commands()["Throw away the round left"]()
        await pilot.pause()
        assert not offered(pilot)
        await pilot.press("C")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_a_round_that_another_window_goes_on_with_is_not_played_twice(
    make_game: MakeGame,
) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24), notifications=True) as pilot:
        await left_for_home(pilot)
        go_on(make_game())
        await pilot.press("C")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert said(pilot) == ["no round that was left today can go on"]
        assert not offered(pilot)


async def test_home_offers_no_round_of_another_player(make_game: MakeGame) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await left_for_home(pilot)
        game.use_player("grace")
        pilot.app.show_game()  # type: ignore[attr-defined]
        await pilot.pause()
        assert not offered(pilot)
        await pilot.press("C")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_home_offers_no_round_that_was_played_to_its_end(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(80, 24)) as pilot:
        play = await start(pilot, "z")
        while play.stage is not Stage.OVER:
            await pilot.press("f2", "enter")
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, HomeScreen)
        assert not offered(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_after_the_tour_the_list_of_decks_starts_with_its_first_row(
    make_game: MakeGame, decks: Path, size: tuple[int, int]
) -> None:
    for name in ("welcome", *(f"deck{number}" for number in range(12))):
        (decks / f"{name}.yaml").write_text(
            f"title: Deck {name}\ncards:\n- {{prompt: p, answer: a}}\n"
        )
    async with QuizApp(make_game()).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter", "f2", "enter")
        await pilot.pause()
        screen(pilot, SummaryScreen)
        await pilot.press("escape")
        await pilot.pause()
        shown = screen(pilot, HomeScreen)
        assert isinstance(shown, HomeScreen)
        # The tour has gone to the end of the list, and another deck is offered.
        chosen = shown.query_one(DeckList).chosen
        assert chosen is not None
        assert chosen.name == "deck0"
        assert "All decks" in in_sight(pilot.app)
