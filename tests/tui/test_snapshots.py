"""What each screen looks like. After a wanted change: `pytest tests/tui --snapshot-update`."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from tests.conftest import DECK
from tests.factories import Clock, plays
from tests.round.rounds import MORE

Compare = Callable[..., bool]
MakeGame = Callable[..., Game]
Before = Callable[[Pilot[None]], Awaitable[None]]

SIZE = (80, 24)
NARROW = (40, 12)
DAY = 86_400_000
DAYS = 30


def pressing(*keys: str) -> Before:
    async def press(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        for widget in pilot.app.screen.query("Input, TextArea"):
            assert isinstance(widget, (Input, TextArea))
            widget.cursor_blink = False
        for line in pilot.app.screen.query("SettingsScreen #file").results(Static):
            # The height of the page depends on the file's path, which differs from test to test.
            line.update("settings.toml")
        await pilot.pause()

    return press


def on_card(game: Game, kind: Kind) -> QuizApp:
    """The app with a round on the first card of this kind."""
    cards = [card for card in game.cards_of() if card.kind is kind]
    return QuizApp(game, play_cards(game, Mode.QUIZ, cards[:1]))


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a month of answers."""
    home = tmp_path_factory.mktemp("month")
    (home / "mini.yaml").write_text(DECK, encoding="utf-8")
    store = Store.open(home)
    plays(store, "ada")
    clock = Clock()
    game = Game(store, [home / "mini.yaml"], Settings(animations=False), "ada", clock=clock, seed=7)
    for day in range(DAYS):
        play = play_mode(game, Mode.QUIZ, limit=3 + day % 4)
        for number in range(3 + day % 4):
            if play.question is None:
                break
            wrong = (day * 7 + number * 3) % 5 == 0
            play.submit(None if wrong else _right(play.question))
            play.next()
        clock.ms += DAY
    game.close()
    (home / "mini.yaml").unlink()
    return home


@pytest.fixture
def practised(home: Path, month: Path, make_game: MakeGame) -> MakeGame:
    """Makes a game with a month of answers."""
    shutil.copytree(month, home)

    def make(**settings: Any) -> Game:
        game = make_game(own=Settings(animations=False, **settings))
        assert isinstance(game.clock, Clock)
        game.clock.ms += DAYS * DAY
        return game

    return make


def _right(question: Any) -> Any:
    from quiz.history.events import Input as Way
    from quiz.history.rating import Rating

    answers = question.card.answers
    if question.input is Way.REVEAL:
        return Rating.GOOD
    return answers if question.input in (Way.LIST, Way.SEQUENCE) else answers[0]


@pytest.mark.parametrize("size", [SIZE, NARROW, (120, 40)])
@pytest.mark.parametrize("theme", ["quiz-dark", "quiz-light"])
def test_home(
    snap_compare: Compare, practised: MakeGame, size: tuple[int, int], theme: str
) -> None:
    app = QuizApp(practised(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=pressing())


# Pictures are painted in a thread of their own: see test_occlusion_screen.py.
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OCCLUSION])
def test_question(snap_compare: Compare, make_game: MakeGame, decks: Path, kind: Kind) -> None:
    (decks / "more.yaml").write_text(MORE)
    app = on_card(make_game(), kind)
    assert snap_compare(app, terminal_size=SIZE, run_before=pressing())


def test_question_in_a_small_window(snap_compare: Compare, make_game: MakeGame) -> None:
    app = on_card(make_game(), Kind.BASIC)
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing())


@pytest.mark.parametrize("size", [SIZE, NARROW])
def test_right_answer(snap_compare: Compare, make_game: MakeGame, size: tuple[int, int]) -> None:
    app = on_card(make_game(own=Settings(animations=False, answer_with="typed")), Kind.BASIC)
    keys = pressing(*"Astana", "enter")
    assert snap_compare(app, terminal_size=size, run_before=keys)


@pytest.mark.parametrize("size", [SIZE, NARROW])
@pytest.mark.parametrize("theme", ["quiz-dark", "quiz-light"])
def test_wrong_choice(
    snap_compare: Compare, make_game: MakeGame, size: tuple[int, int], theme: str
) -> None:
    app = on_card(make_game(own=Settings(animations=False, theme=theme)), Kind.BASIC)
    assert snap_compare(app, terminal_size=size, run_before=pressing("1"))


def test_wrong_answer(snap_compare: Compare, make_game: MakeGame) -> None:
    app = on_card(make_game(own=Settings(animations=False, answer_with="typed")), Kind.BASIC)
    keys = pressing("f6", *"Almaty", "enter")
    assert snap_compare(app, terminal_size=SIZE, run_before=keys)


def test_partly_right_answer(snap_compare: Compare, make_game: MakeGame) -> None:
    app = on_card(make_game(), Kind.LIST)
    keys = pressing(*"Latvia", "comma", *"Estland", "enter")
    assert snap_compare(app, terminal_size=SIZE, run_before=keys)


def test_a_revealed_card(snap_compare: Compare, make_game: MakeGame) -> None:
    app = on_card(make_game(own=Settings(animations=False, answer_with="reveal")), Kind.BASIC)
    assert snap_compare(app, terminal_size=SIZE, run_before=pressing("space"))


def test_a_streak(snap_compare: Compare, make_game: MakeGame) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    play = play_mode(game, Mode.QUIZ)
    for _ in range(5):
        play.submit(_right(play.question))
        play.next()
    assert snap_compare(QuizApp(game, play), terminal_size=SIZE, run_before=pressing())


@pytest.mark.parametrize("size", [SIZE, NARROW])
def test_summary(snap_compare: Compare, make_game: MakeGame, size: tuple[int, int]) -> None:
    app = on_card(make_game(), Kind.BASIC)
    app.clock.advance(10)
    keys = pressing("f2", "enter")
    assert snap_compare(app, terminal_size=size, run_before=keys)


@pytest.mark.parametrize("size", [SIZE, NARROW])
def test_summary_of_a_record(
    snap_compare: Compare, make_game: MakeGame, size: tuple[int, int]
) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    first = play_mode(game, Mode.QUIZ)
    first.submit(_right(first.question))
    play = play_mode(game, Mode.QUIZ)
    for _ in range(6):
        play.submit(_right(play.question))
        play.next()
    game.clock.advance(22)
    keys = pressing("f2", "enter")
    assert snap_compare(QuizApp(game, play), terminal_size=size, run_before=keys)


def test_undo_from_home(snap_compare: Compare, make_game: MakeGame) -> None:
    game = make_game()
    play_cards(game, Mode.QUIZ, game.cards_of()[:1]).submit(None)
    assert snap_compare(QuizApp(game), terminal_size=SIZE, run_before=pressing("u"))


SCREENS = {
    "statistics": ("s",),
    "statistics-below": ("s", "pagedown", "pagedown"),
    "browser": ("w",),
    "search": ("w", "slash", *"lake", "space", "i", "s", "colon", "r"),
    "new-card": ("a",),
    "settings": ("o",),
    "high-scores": ("h",),
    "players": ("y",),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
}


@pytest.mark.parametrize("name", ["statistics", "browser", "new-card", "help"])
def test_screen_in_a_small_window(snap_compare: Compare, practised: MakeGame, name: str) -> None:
    app = QuizApp(practised())
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*SCREENS[name]))


@pytest.mark.parametrize("name", SCREENS)
def test_screen(snap_compare: Compare, practised: MakeGame, name: str) -> None:
    app = QuizApp(practised())
    assert snap_compare(app, terminal_size=SIZE, run_before=pressing(*SCREENS[name]))


def test_leaving_an_unsaved_card(snap_compare: Compare, make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    keys = pressing("a", *"New", "escape")
    assert snap_compare(app, terminal_size=SIZE, run_before=keys)


def test_survival(snap_compare: Compare, make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    assert snap_compare(app, terminal_size=SIZE, run_before=pressing("v", "f2"))


def test_faults(
    snap_compare: Compare,
    home: Path,
    decks: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (decks / "broken.yaml").write_text("title: Broken [red]\ncards:\n  - promt: x\n    answer: y\n")
    monkeypatch.chdir(decks.parent)
    game = Game(Store.open(home), [Path("decks")], Settings(), "ada", clock=Clock(), seed=7)
    assert snap_compare(QuizApp(game), terminal_size=SIZE, run_before=pressing("f"))


def test_an_empty_library(snap_compare: Compare, home: Path, tmp_path: Path) -> None:
    game = Game(Store.open(home), [tmp_path / "none"], Settings(), "ada", clock=Clock(), seed=7)
    assert snap_compare(QuizApp(game), terminal_size=SIZE, run_before=pressing())
