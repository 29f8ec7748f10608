"""Makes pictures of every screen, in three sizes, dark and light.

    python -m tests.benchmarks.pictures.screens OUT                    all of them
    python -m tests.benchmarks.pictures.screens OUT --only home,match  those with such a name
    python -m tests.benchmarks.pictures.screens OUT --size 40x12 --theme quiz-light
    python -m tests.benchmarks.pictures.screens OUT --beside BEFORE  beside those of another time

Each picture is OUT/THEME-SIZE/NAME.svg and NAME.png; OUT also gets sheets with all of them, for
each theme and size. To see another commit, copy this folder into a work tree of it and run it
there; what that commit cannot show yet is left out. Needs Chromium and Pillow.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import textual.app
import textual.pilot
from PIL import Image, ImageDraw
from textual.pilot import Pilot
from textual.widgets import Input as Line
from textual.widgets import TextArea

from quiz.game.fact_review import FactReview
from quiz.game.game import Game
from quiz.game.play import play_cards, play_mode
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.base_app import BaseApp
from quiz.tui.review_app import ReviewApp
from tests.benchmarks.pictures.chromium import painted
from tests.benchmarks.pictures.island import evening, island
from tests.benchmarks.pictures.live import STAGES, live_app
from tests.factories import Clock, plays
from tests.settling import drained, press, settle
from tests.tui.driving import right_keys, typed

SIZES = ("80x24", "120x40", "40x12")
THEMES = ("quiz-dark", "quiz-light")
SHIPPED = Path("decks")
SHOWCASE, RICH, HARBOUR = (
    Path(__file__).with_name(f"{name}.yaml") for name in ("showcase", "rich", "harbour")
)
BROKEN = "title: Broken\ncards:\n  - promt: Which word is wrong?\n    answer: prompt\n"
DAYS = 24
DAY = 86_400_000
MORNING = 9 * 3_600_000
LONGEST = 60
"""Questions after which a round is given up."""

SHEET = 1_800
"""Pixels of a sheet from side to side."""

RIGHT, WRONG, ROUND, PERFECT = "<right>", "<wrong>", "<round>", "<perfect>"
"""In place of keys: answer the open question; play to the end, with or without mistakes."""


class View(NamedTuple):
    """One picture: how to get there.

    screen: the class that must then be open. keys: what is pressed on the home screen, or in the
    round of `card`; "+3" lets three seconds pass. home: whose history. decks: which library. card:
    the note of the showcase that is asked. live: the stage of a live quiz. facts: the keys are
    pressed in a review of facts.
    """

    name: str
    screen: str
    keys: Sequence[str] = ()
    home: str = "used"
    decks: str = "shipped"
    card: str = ""
    settings: dict[str, Any] = {}  # noqa: RUF012
    live: str = ""
    facts: bool = False


def _views() -> list[View]:
    """All of them."""
    made = [
        View("home-name", "NameScreen", home="unnamed"),
        View("home-new", "HomeScreen", home="new"),
        View("home-empty", "HomeScreen", home="new", decks="none"),
        View("home-used", "HomeScreen"),
        View("home-folders", "HomeScreen", decks="folders"),
        View("home-faults", "HomeScreen", decks="broken"),
        View("home-left", "HomeScreen", ["z", "f2", "escape", "+1", "enter"]),
        View("home-help", "HelpScreen", ["question_mark"]),
        View("home-palette", "CommandPalette", ["ctrl+p"]),
        View("deck-options", "DeckOptionsScreen", ["down", "d"]),
    ]
    for name, card, answers in (
        ("choice", "choice", "choice"),
        ("typed", "typed", "typed"),
        ("cloze", "gap", "typed"),
        ("term", "term", "typed"),
        ("list", "list", "auto"),
        ("sequence", "sequence", "auto"),
        ("truth", "statement", "auto"),
        ("flashcard", "flashcard", "auto"),
        ("long", "long", "choice"),
        ("map", "map", "choice"),
        ("map-typed", "map", "typed"),
        ("map-open", "map-open", "choice"),
        ("template", "template", "choice"),
        ("code", "code", "choice"),
        ("table", "table", "choice"),
        ("formula", "formula", "choice"),
        ("photo", "photo", "choice"),
        ("furigana", "furigana", "choice"),
        ("arabic", "arabic", "choice"),
    ):
        of_card = {"card": card, "settings": {"answer_with": answers}}
        made.append(View(f"{name}-asked", "RoundScreen", **of_card))
        after = ["space"] if name == "flashcard" else [RIGHT]
        made.append(View(f"{name}-right", "RoundScreen", after, **of_card))
        if name != "flashcard":
            made.append(View(f"{name}-wrong", "RoundScreen", [WRONG], **of_card))
    for name, screen, keys in (
        ("fact", "ReviewScreen", []),
        ("long", "ReviewScreen", ["a"]),
        ("back", "ReviewScreen", ["a", "a", "r", "a", "escape"]),
        ("nothing", "ReviewScreen", ["f", "a", "a", "r", "a", "escape"]),
        ("edit", "FactEditor", ["n", "e"]),
        ("fault", "FactEditor", ["e", "ctrl+u"]),
        ("leave", "ConfirmScreen", ["e", "x", "escape"]),
        ("above", "AcceptAboveScreen", ["A", "left"]),
        ("end", "BuildScreen", ["a", "a", "r", "a"]),
        ("path", "BuildScreen", ["a", "b", "shift+tab"]),
        ("none", "BuildScreen", ["b"]),
        ("built", "BuildScreen", ["a", "a", "r", "a", "enter"]),
        ("replace", "ConfirmScreen", ["a", "b", "enter", "escape", "a", "b", "enter"]),
        ("help", "HelpScreen", ["question_mark"]),
    ):
        made.append(View(f"review-{name}", screen, keys, facts=True))
    for stage in STAGES:
        made.append(View(f"live-{stage}", "LiveHostScreen", live=stage))
        made.append(View(f"join-{stage}", "LivePlayerScreen", live=stage))
    return [
        *made,
        View("hint", "RoundScreen", ["f6"], card="choice"),
        View("dont-know", "RoundScreen", ["f2"], card="choice"),
        View("round-help", "HelpScreen", ["f1"], card="choice"),
        View("learn-shown", "RoundScreen", ["l"], home="new"),
        View("learn-asked", "RoundScreen", ["l", *[RIGHT] * 4], home="new"),
        View("blitz-count", "RoundScreen", ["b"], settings={"animations": True}),
        View("blitz", "RoundScreen", ["b", "+12", RIGHT, "+1"]),
        View("blitz-late", "RoundScreen", ["b", "+55"]),
        View("survival", "RoundScreen", ["v", WRONG]),
        View("gravity", "RoundScreen", ["g", "+0", "+4", "+2"], settings={"animations": True}),
        View("match", "MatchScreen", ["i", "+3"]),
        View("match-picked", "MatchScreen", ["i", "1"]),
        View("match-done", "MatchScreen", ["i", "+31", ROUND]),
        View("exam", "RoundScreen", ["E", RIGHT]),
        View("exam-summary", "SummaryScreen", ["E", ROUND]),
        View("streak", "RoundScreen", ["z", *[RIGHT, "enter"] * 4, RIGHT],
             settings={"animations": True}),
        View("summary", "SummaryScreen", ["z", ROUND, "+2"]),
        View("summary-perfect", "SummaryScreen", ["z", PERFECT, "+2"]),
        View("summary-first", "SummaryScreen", ["enter", ROUND, "+2"], home="new"),
        View("summary-missed", "SummaryScreen", [WRONG, "enter", "+2"], card="choice"),
        View("statistics", "StatisticsScreen", ["s"]),
        View("statistics-below", "StatisticsScreen", ["s", "pagedown", "pagedown"]),
        View("statistics-new", "StatisticsScreen", ["s"], home="new"),
        View("achievements", "AchievementsScreen", ["asterisk"]),
        View("high-scores", "HighScoresScreen", ["h"]),
        View("browser", "BrowserScreen", ["w"]),
        View("browser-search", "BrowserScreen", ["w", "slash", *typed("river")]),
        View("browser-sorted", "BrowserScreen", ["w", *typed("-sort"), "colon", *typed("due")]),
        View("browser-nothing", "BrowserScreen", ["w", "slash", *typed("zzz")]),
        View("set-aside", "BrowserScreen", ["t"]),
        View("editor-new", "CardEditor", ["a"]),
        View("editor-old", "CardEditor", ["w", "down", "f2"]),
        View("editor-leave", "ConfirmScreen", ["a", *typed("New"), "escape"]),
        View("settings", "SettingsScreen", ["o"]),
        View("settings-below", "SettingsScreen", ["o", "end"]),
        View("players", "PlayersScreen", ["y"]),
        View("undo", "ConfirmScreen", ["u"]),
        View("faults", "FaultsScreen", ["f"], decks="broken"),
        View("lost", "LostScreen", ["x"]),
    ]  # fmt: skip


def _showcase(folder: Path) -> list[Path]:
    """A copy of the showcase, with its map and its photograph."""
    island().save(folder / "island.png")
    evening().save(folder / "evening.jpg")
    return [Path(shutil.copy(deck, folder)) for deck in (SHOWCASE, RICH)]


# ── homes ─────────────────────────────────────────────────────────────────────────


def _decks(folder: Path, kind: str) -> list[Path]:
    """The decks of a view: the shipped ones, in folders, with a broken one, or none."""
    if kind == "shipped":
        return [SHIPPED]
    root = folder / "library"
    root.mkdir(exist_ok=True)
    if kind == "broken":
        (root / "broken.yaml").write_text(BROKEN, encoding="utf-8")
        return [SHIPPED, root]
    if kind == "folders":
        for number, path in enumerate(sorted(SHIPPED.glob("*.yaml"))):
            place = root / ("geography", "science", "")[number % 3]
            place.mkdir(exist_ok=True)
            shutil.copy(path, place)
    return [root]


def _practise(home: Path) -> None:
    """Write some weeks of answers into a home."""
    store = Store.open(home)
    clock = Clock()
    clock.ms += MORNING
    game = Game(store, [SHIPPED], Settings(), plays(store, "Ada"), clock=clock, seed=5)
    for day in range(DAYS):
        if day % 7 != 5:
            for mode, most in ((Mode.LEARN, 8), (Mode.REVIEW, 20)):
                _play(play_mode(game, mode, limit=most), clock, day)
        clock.ms += DAY
    game.close()


def _play(play: Any, clock: Clock, day: int) -> None:
    number = 0
    while (question := play.question) is not None and play.stage.name != "OVER":
        clock.advance(5)
        if play.stage.name != "SHOWING":
            number += 1
            play.submit(None if (number + day) % 6 == 0 else _right(question))
        play.next()


def _right(question: Any) -> Any:
    answers = question.card.answers
    if question.input is Input.REVEAL:
        return Rating.GOOD
    return answers if question.input in (Input.LIST, Input.SEQUENCE) else answers[0]


# ── taking pictures ───────────────────────────────────────────────────────────────


def _review(folder: Path, theme: str) -> ReviewApp:
    """The review of the facts about a harbour."""
    folder.mkdir()
    review = FactReview(Path(shutil.copy(HARBOUR, folder)))
    return ReviewApp(review, Settings(animations=False, theme=theme), review.own_deck())


def _app(view: View, folder: Path, theme: str) -> QuizApp:
    store = Store.open(folder)
    clock = Clock()
    clock.ms += MORNING + DAYS * DAY
    player = store.last_player().id if view.home == "unnamed" else plays(store, "Ada")
    settings = Settings(**{"animations": False, "theme": theme, **view.settings})
    roots = _showcase(folder) if view.card else _decks(folder, view.decks)
    game = Game(store, roots, settings, player, clock=clock, seed=11)
    start = None
    if view.card:
        cards = [card for card in game.cards_of() if card.note == f"id:{view.card}"]
        start = play_cards(game, Mode.QUIZ, cards[:1])
    return QuizApp(game, start)


async def _picture(view: View, folder: Path, theme: str, size: tuple[int, int]) -> str:
    """The screen as SVG. Raises LookupError if another screen is open at the end."""
    app: BaseApp[Any]
    if view.live:
        app = live_app(view.live, theme, host=view.screen == "LiveHostScreen")
    else:
        app = _review(folder, theme) if view.facts else _app(view, folder, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in view.keys:
            await _do(pilot, key)
        for line in app.screen.query("Input, TextArea"):
            assert isinstance(line, (Line, TextArea))
            line.cursor_blink = False
        await pilot.pause()
        shown = type(app.screen).__name__
        svg = app.export_screenshot()
    if isinstance(app, QuizApp):
        app.keeper.finish()
        app.game.close()
    if shown != view.screen:
        raise LookupError(f"{shown} instead of {view.screen}")
    return svg


async def _do(pilot: Pilot[Any], key: str) -> None:
    app = pilot.app
    if key.startswith("+"):
        assert isinstance(app, QuizApp)
        assert isinstance(app.clock, Clock)
        app.clock.advance(float(key))
        app.tick()
    elif key in (ROUND, PERFECT):
        await _to_the_end(pilot, perfect=key == PERFECT)
    elif key in (RIGHT, WRONG):
        play: Any = app.screen.play  # type: ignore[attr-defined]
        if play.stage.name == "SHOWING":
            # Enter is ignored on a card that has just come.
            await _do(pilot, "+2")
        for one in right_keys(play) if key == RIGHT else _wrong_keys(play):
            await pilot.press(one)
    else:
        await pilot.press(key)
    await pilot.pause()


async def _to_the_end(pilot: Pilot[Any], *, perfect: bool) -> None:
    """Answer everything; every third answer is wrong unless the round is to be `perfect`."""
    if hasattr(pilot.app.screen.play, "board"):  # type: ignore[attr-defined]
        board = pilot.app.screen.play.board  # type: ignore[attr-defined]
        for number, card in enumerate(board.prompts, 1):
            await pilot.press(str(number), "abcdefgh"[board.answers.index(card)])
        return
    number = 0
    while type(pilot.app.screen).__name__ == "RoundScreen" and number < LONGEST:
        play: Any = pilot.app.screen.play  # type: ignore[attr-defined]
        showing = play.stage.name == "SHOWING"
        if not showing:
            number += 1
        await _do(pilot, "+4")
        await _do(pilot, RIGHT if perfect or showing or number % 3 else WRONG)
        if play.stage.name == "FEEDBACK":
            await _do(pilot, "enter")


def _wrong_keys(play: Any) -> list[str]:
    question = play.question
    answers = question.card.answers
    match question.input:
        case Input.CHOICE:
            wrong = [option not in answers for option in question.options]
            return [str(wrong.index(True) + 1)]
        case Input.TRUE_FALSE:
            return ["f" if answers[0] == "true" else "t"]
        case Input.REVEAL:
            return ["space", "1"]
        case Input.LIST:
            return [*typed(f"{answers[0]}, Sweden"), "enter", "enter"]
        case Input.SEQUENCE:
            return [*map(str, range(1, len(answers) + 1)), "enter"]
        case _:
            return [*typed("Almaty"), "enter"]


# ── sheets ────────────────────────────────────────────────────────────────────────


def sheet(pictures: Sequence[tuple[str, Sequence[Path]]], columns: int) -> Image.Image:
    """A picture of pictures: each name above one picture, or above several side by side."""
    room = SHEET // columns
    wide = (room - 10) // max((len(paths) for _, paths in pictures), default=1) - 4
    cells = []
    for name, paths in pictures:
        images = [Image.open(path) for path in paths]
        images = [
            image.resize((wide, image.height * wide // image.width), Image.Resampling.LANCZOS)
            for image in images
        ]
        cells.append((name, images))
    high = max((image.height for _, images in cells for image in images), default=0) + 30
    whole = Image.new("RGB", (SHEET, high * -(-len(cells) // columns)), "white")
    draw = ImageDraw.Draw(whole)
    for number, (name, images) in enumerate(cells):
        x, y = number % columns * room, number // columns * high
        draw.text((x + 6, y + 6), name, fill="black", font_size=16)
        for image in images:
            whole.paste(image, (x + 6, y + 26))
            x += image.width + 4
    return whole


def _sheets(out: Path, place: str, names: Sequence[str], before: Path | None) -> None:
    """Write the sheets of one theme and size, a dozen pictures each."""
    found = [name for name in names if (out / place / f"{name}.png").exists()]
    each = 8 if before else 12
    for number in range(0, len(found), each):
        pictures = []
        for name in found[number : number + each]:
            paths = [root / place / f"{name}.png" for root in (before, out) if root is not None]
            pictures.append((name, [path for path in paths if path.exists()]))
        columns = 2 if before else 3
        sheet(pictures, columns).save(out / f"{place}-{number // each + 1}.png")


# ── the command ───────────────────────────────────────────────────────────────────


def _take(views: Sequence[View], folder: Path, theme: str, size: str, homes: Path) -> None:
    """Write the pictures of one theme and size."""
    width, height = map(int, size.split("x"))
    for view in views:
        with tempfile.TemporaryDirectory() as temporary:
            home = Path(temporary) / "home"
            os.environ["QUIZ_HOME"] = str(home)
            if view.home == "used" and not (view.card or view.facts):
                shutil.copytree(homes / "used", home)
            try:
                svg = asyncio.run(_picture(view, home, theme, (width, height)))
            except Exception as error:
                print(f"{folder.name}/{view.name}: left out: {error!r}", file=sys.stderr)
                continue
            (folder / f"{view.name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Take the pictures, paint them, and join them in sheets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="the folder to write into")
    parser.add_argument("--only", default="", help="parts of names, with commas between them")
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--beside", type=Path, help="the folder with the pictures of before")
    options = parser.parse_args()
    parts: list[str] = options.only.split(",")
    views = [view for view in _views() if any(part in view.name for part in parts)]
    textual.pilot.wait_for_idle = settle  # type: ignore[attr-defined]
    textual.app.wait_for_idle = drained  # type: ignore[attr-defined]
    textual.pilot.Pilot.press = press  # type: ignore[method-assign]
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as temporary:
        homes = Path(temporary)
        os.environ["QUIZ_HOME"] = str(homes / "used")
        _practise(homes / "used")
        for size in options.size or SIZES:
            for theme in options.theme or THEMES:
                folder = options.out / f"{theme}-{size}"
                folder.mkdir(parents=True, exist_ok=True)
                _take(views, folder, theme, size, homes)
                paths = [folder / f"{view.name}.svg" for view in views]
                paths = [path for path in paths if path.exists()]
                svgs = [path.read_text(encoding="utf-8") for path in paths]
                for path, image in zip(paths, painted(svgs, homes), strict=True):
                    image.save(path.with_suffix(".png"))
                _sheets(options.out, folder.name, [view.name for view in views], options.beside)
                print(folder)


if __name__ == "__main__":
    main()
