"""Pictures of cards on the screen: in blocks, by Kitty's protocol and as Sixel."""

from __future__ import annotations

import base64
import io
import re
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from textual import events
from textual._xterm_parser import XTermParser
from textual.geometry import Region, Size
from textual.strip import Strip

from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Mode
from quiz.pictures import Extent
from quiz.settings.settings import Settings
from quiz.tui import terminal_graphics
from quiz.tui.app import QuizApp
from quiz.tui.picture_strips import painted
from quiz.tui.screens import round_screen
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.terminal_graphics import Protocol, TerminalGraphics
from quiz.tui.widgets.picture import Picture
from quiz.tui.widgets.picture_places import LEAST_TEXT, places_of
from tests.tui.driving import MakeGame, in_sight, right_keys
from tests.tui.waiting import waited_for

RED, BLUE = (255, 0, 0), (0, 0, 255)
DECK = """\
title: Pictures
format: markdown
cards:
  - {prompt: Which?, answer: this, distractors: [that, those], image: two.png, alt: two colours}
  - {prompt: "Look: ![two colours](two.png)", answer: this, distractors: [that, those],
     answer_image: three.png}
  - {prompt: Gone?, answer: this, distractors: [that, those], image: gone.png, alt: nothing}
  - {prompt: Not a picture?, answer: this, distractors: [that, those], image: note.png}
  - {prompt: No picture?, answer: this, distractors: [that, those]}
"""


def two() -> Image.Image:
    """A picture that is red above and blue below."""
    image = Image.new("RGB", (80, 80), RED)
    image.paste(BLUE, (0, 40, 80, 80))
    return image


@pytest.fixture
def pictured(make_game: MakeGame, decks: Path) -> Game:
    (decks / "pictures.yaml").write_text(DECK)
    two().save(decks / "two.png")
    Image.new("RGB", (90, 30), (0, 255, 0)).save(decks / "three.png")
    (decks / "note.png").write_text("no picture")
    game: Game = make_game(own=Settings(animations=False, answer_with="choice"))
    return game


def asks(game: Game, *numbers: int) -> Play:
    cards = sorted(game.cards_of(["pictures"]), key=lambda card: card.line)
    return play_cards(game, Mode.CRAM, [cards[number] for number in numbers])


def colours(app: QuizApp, region: Region) -> list[list[tuple[Any, Any]]]:
    """The two colours of each cell of a region, of its upper and lower half."""
    rows = []
    for strip in app.screen._compositor.render_strips()[region.y : region.bottom]:
        row: list[tuple[Any, Any]] = []
        for text, style, _ in strip.crop(region.x, region.right):
            assert style is not None
            pair = tuple(c.triplet if c else None for c in (style.color, style.bgcolor))
            # A letter, such as the mark of what is asked, is all ground.
            upper = pair[1] if text == "?" else pair[0]
            row += [(text and upper, pair[1])] * len(text)
        rows.append(row)
    return rows


def is_seen(app: QuizApp) -> bool:
    region = picture(app).region
    return bool(region) and all(
        "▀" in line for line in in_sight(app).split("\n")[region.y : region.bottom]
    )


def picture(app: QuizApp) -> Picture:
    return app.screen.query_one(Picture)


# ── what is painted ───────────────────────────────────────────────────────────────


async def test_half_blocks_show_the_picture_unstretched(pictured: Game) -> None:
    app = QuizApp(pictured, asks(pictured, 0))
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        region = picture(app).region
        # A cell is twice as high as it is wide, and the picture is a square.
        assert region.width == 2 * region.height
        rows = colours(app, region)
        assert set(rows[0]) == {(RED, RED)}
        assert set(rows[-1]) == {(BLUE, BLUE)}
        assert "Which?" in in_sight(app)


async def test_the_picture_of_the_answer_replaces_that_of_the_question(pictured: Game) -> None:
    play = asks(pictured, 1, 4)
    app = QuizApp(pictured, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        assert picture(app).files[0].name == "two.png"
        assert "two colours" not in in_sight(app)
        await pilot.press(*right_keys(play))
        assert picture(app).files[0].name == "three.png"
        await waited_for(pilot, lambda: (0, 255, 0) in {c for row in colours(app, picture(app).region) for pair in row for c in pair})  # fmt: skip  # noqa: E501
        await pilot.press("enter")
        assert not picture(app).display


@pytest.mark.parametrize(
    ("number", "says"),
    [(2, "nothing (gone.png is missing)"), (3, "note.png (note.png is no picture; expected PNG")],
)
async def test_words_stand_where_a_picture_cannot(pictured: Game, number: int, says: str) -> None:
    play = asks(pictured, number)
    app = QuizApp(pictured, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert f"▣ {says}" in " ".join(in_sight(app).split())
        await pilot.press(*right_keys(play))
        assert "Right!" in in_sight(app)


async def test_without_pictures_their_words_are_shown(pictured: Game) -> None:
    pictured.settings = pictured.settings._replace(pictures="off")
    app = QuizApp(pictured, asks(pictured, 0))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "▣ two colours · Ctrl+O opens it" in in_sight(app)


@pytest.mark.parametrize("size", [(40, 12), (60, 18), (80, 24), (120, 40)])
async def test_picture_question_and_options_are_all_in_sight(
    pictured: Game, size: tuple[int, int]
) -> None:
    play = asks(pictured, 0)
    app = QuizApp(pictured, play)
    async with app.run_test(size=size) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        for text in ("Which?", "this", "that", "those"):
            assert text in in_sight(app)
        where = picture(app).region
        assert where.height >= 6
        assert not where.overlaps(app.screen.query_one("#table").region)
        await pilot.press(*right_keys(play))
        assert "Right!" in in_sight(app)
        assert not picture(app).region.overlaps(app.screen.query_one("#feedback").region)


# ── the place ─────────────────────────────────────────────────────────────────────


@given(
    st.integers(20, 200), st.integers(4, 60), st.integers(1, 200), st.integers(1, 200),
    st.integers(1, 40),
)  # fmt: skip
def test_picture_and_texts_have_places_apart(
    width: int, height: int, wide: int, high: int, lines: int
) -> None:
    def cells(columns: int, rows: int) -> tuple[int, int, bool]:
        scale = min(columns / wide, rows / high)
        size = max(1, int(wide * scale)), max(1, int(high * scale))
        return (*size, True) if min(size) >= 4 else (columns, 1, False)

    at = places_of(Size(width, height), cells, lambda columns: lines * 72 // columns)
    area = Region(0, 0, width, height)
    assert area.contains_region(at.picture)
    assert area.contains_region(at.texts)
    assert not at.texts.overlaps(at.picture)
    assert at.texts.width >= min(width, LEAST_TEXT)


# ── the codes ─────────────────────────────────────────────────────────────────────


def test_kitty_gets_the_picture_once_and_letters_that_stand_for_it() -> None:
    made = painted(two(), Extent(20, 10), Extent(10, 20), Protocol.KITTY, (0, 0, 0))
    codes = re.findall(r"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\", made.before)
    options = [dict(pair.split("=") for pair in code.split(",")) for code, _ in codes]
    assert "".join(f"\x1b_G{a}{';' + b if b else ''}\x1b\\" for a, b in codes) == made.before
    name = options[0]["i"]
    assert all(each["i"] == name and each["q"] == "2" for each in options)
    sent = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in codes))))
    assert sent.size == (200, 200)
    assert sent.convert("RGB").getpixel((100, 199)) == BLUE
    assert (options[-1]["a"], options[-1]["c"], options[-1]["r"]) == ("p", "20", "10")
    assert made.after == f"\x1b_Ga=d,d=I,i={name},q=2\x1b\\"
    red, green, blue = ((int(name) >> bits) & 255 for bits in (16, 8, 0))
    for strip in made.strips:
        assert strip.cell_length == 20
        assert strip.text.count("\U0010eeee") == 20
        assert {style and style.color and style.color.triplet for _, style, _ in strip} == {
            (red, green, blue)
        }


def drawn(code: str) -> dict[tuple[int, int], tuple[int, ...]]:
    """The pixels that a terminal draws for a Sixel code."""
    found = re.fullmatch(r"\x1b7\x1b\[20D\x1bP0;0;0q(.*)\x1b\\\x1b8", code, re.DOTALL)
    assert found
    colours: dict[str, tuple[int, ...]] = {}
    pixels, x, y, colour = {}, 0, 0, ""
    for sign in re.finditer(r"\"[\d;]+|#(\d+)(?:;2;([\d;]+))?|(?:!(\d+))?([?-~])|[$-]", found[1]):
        number, percents, times, bits = sign.groups()
        if percents:
            assert not pixels, "all colours come first"
            colours[number] = tuple(round(int(part) * 2.55) for part in percents.split(";"))
        elif number:
            colour = number
        elif bits:
            for _ in range(int(times or 1)):
                on = [row for row in range(6) if (ord(bits) - 63) >> row & 1]
                pixels |= {(x, y + row): colours[colour] for row in on}
                x += 1
        elif sign[0] in "$-":
            x, y = 0, y + 6 * (sign[0] == "-")
    return pixels


def test_each_line_of_a_sixel_picture_has_its_own_code() -> None:
    # Of its size on the screen, so that no colours are mixed.
    image = two().resize((200, 200), Image.Resampling.NEAREST)
    made = painted(image, Extent(21, 10), Extent(10, 20), Protocol.SIXEL, (0, 0, 0))
    assert (made.before, made.after, len(made.strips)) == ("", "", 10)
    for number, strip in enumerate(made.strips):
        code = next(text for text, _, control in strip if control)
        pixels = drawn(code)
        assert pixels.keys() == {(x, y) for x in range(200) for y in range(20)}
        assert set(pixels.values()) == {RED if number < 5 else BLUE}
        assert strip.cell_length == 21
        # A line that is cut keeps the whole code, or nothing of it.
        assert code in strip.divide([0, 21])[-1].text
        assert [code in part.text for part in strip.divide([5, 21])] == [False, True]
        assert "\x1b" not in strip.crop(0, 12).text


@pytest.mark.parametrize("protocol", ["kitty", "sixel"])
async def test_codes_reach_the_terminal_whole(
    pictured: Game, monkeypatch: pytest.MonkeyPatch, protocol: str
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    pictured.settings = pictured.settings._replace(pictures=protocol)
    play = asks(pictured, 0, 4)
    app = QuizApp(pictured, play)
    written: list[str] = []
    monkeypatch.setattr(terminal_graphics, "send", lambda _, codes: written.append(codes))
    monkeypatch.setattr("quiz.tui.widgets.picture.send", lambda _, codes: written.append(codes))

    def lines() -> list[Strip]:
        return app.screen._compositor.render_strips()

    sign = "\U0010eeee" if protocol == "kitty" else "\x1bP"
    async with app.run_test(size=(80, 24)) as pilot:
        app.console._color_system = 3  # type: ignore[assignment]
        picture(app).build()
        await waited_for(pilot, lambda: any(sign in line.text for line in lines()))
        height = picture(app).region.height
        assert sum(sign in line.text for line in lines()) == height
        assert all(line.cell_length == 80 for line in lines())
        if protocol == "sixel":
            assert sum(line.text.count("\x1b\\") for line in lines()) == height
        await pilot.press("f1")
        assert not any(sign in line.text for line in lines())
        await pilot.press("escape")
        await waited_for(pilot, lambda: any(sign in line.text for line in lines()))
        await pilot.press(*right_keys(play), "enter")
        assert not any(sign in line.text for line in lines())
    sent = "".join(written)
    if protocol == "kitty":
        assert sent.count("a=p") == sent.count("a=d") >= 1


def test_pictures_painted_at_once_keep_their_codes_and_the_terminal() -> None:
    terminal, colour = sys.__stdout__, (0, 0, 0)
    images = [Image.new("RGB", (200, 200), (number, 0, 0)) for number in range(16)]

    def paint(image: Image.Image) -> str:
        return painted(image, Extent(20, 10), Extent(10, 20), Protocol.KITTY, colour).before

    with ThreadPoolExecutor(8) as threads:
        sent = list(threads.map(paint, images))
    assert [codes.count("a=p") for codes in sent] == [1] * 16
    assert sys.__stdout__ is terminal


# ── what the terminal replies ─────────────────────────────────────────────────────

KITTY, CELL, SIXEL = "\x1b_Gi=31;OK\x1b\\", "\x1b[6;32;16t", "\x1b[?62;4;22c"


def typed(reads: Iterable[str], graphics: TerminalGraphics) -> list[str]:
    """The keys that Textual gets when it reads these pieces."""
    parser = XTermParser()
    keys = []
    for piece in reads:
        rest = graphics.without_replies(piece)
        for event in parser.feed(rest) if rest else ():
            # Also after a reply whose first letter came alone.
            if not isinstance(event, events.AppFocus):
                assert isinstance(event, events.Key)
                keys.append(event.key)
    return keys


def test_replies_say_what_the_terminal_can() -> None:
    told: list[int] = []
    graphics = TerminalGraphics(lambda: told.append(1))
    assert (graphics.best, graphics.cell) == (Protocol.BLOCKS, (10, 20))
    assert graphics.without_replies("\x1b_Gi=31;ENOTSUPPORTED:x\x1b\\\x1b[?62;22c") == ""
    assert graphics.best is Protocol.BLOCKS
    assert not told
    assert graphics.without_replies(KITTY + CELL) == ""
    assert (graphics.best, graphics.cell) == (Protocol.KITTY, (16, 32))
    assert graphics.without_replies(SIXEL) == ""
    assert graphics.best is Protocol.SIXEL
    assert len(told) == 3


@given(st.lists(st.sampled_from(["a", "é", "1", "\r", "\x1b[A", "\x1b[6~", "[", "?", "\x1b[15~"])),
       st.data())  # fmt: skip
def test_no_reply_swallows_a_key(keys: list[str], data: st.DataObject) -> None:
    """Wherever the replies come between the keys, and wherever the reading stops."""
    mixed = list(keys)
    for reply in (KITTY, CELL, SIXEL):
        mixed.insert(data.draw(st.integers(0, len(mixed))), reply)
    whole = "".join(mixed)
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(whole) - 1)), max_size=5)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    graphics = TerminalGraphics(lambda: None)
    assert typed([*pieces, "z"], graphics) == typed([*keys, "z"], TerminalGraphics(lambda: None))
    assert (graphics.best, graphics.cell) == (Protocol.SIXEL, (16, 32))


async def test_an_answer_of_the_terminal_paints_the_picture_anew(
    pictured: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(terminal_graphics, "send", lambda _, codes: asked.append(codes))
    app = QuizApp(pictured, asks(pictured, 0))
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        assert asked == [terminal_graphics.QUESTIONS]
        assert list(XTermParser().feed(SIXEL)) == []
        await waited_for(pilot, lambda: "\x1bP" in in_sight(app))


# ── the viewer ────────────────────────────────────────────────────────────────────


async def test_a_key_or_a_click_opens_the_picture(
    pictured: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(round_screen, "open_picture", lambda file: opened.append(file.name))
    play = asks(pictured, 0, 4)
    app = QuizApp(pictured, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        await pilot.press("o")
        await pilot.click(Picture)
        assert opened == ["two.png", "two.png"]
        await pilot.press(*right_keys(play), "enter", "o")
        assert isinstance(app.screen, RoundScreen)
        assert len(opened) == 2


async def test_a_plain_deck_loads_neither_pillow_nor_markdown(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from quiz.game.game import Game\n"
        "from quiz.game.play import play_mode\n"
        "from quiz.history.events import Mode\n"
        "from quiz.settings.settings import Settings\n"
        "from quiz.storage.log.store import Store\n"
        "from quiz.tui.app import QuizApp\n"
        "home = Path(sys.argv[1])\n"
        "cards = '[{prompt: p, answer: a, distractors: [b]}]'\n"
        "(home / 'd.yaml').write_text('title: D\\ncards: ' + cards)\n"
        "game = Game(Store.open(home), [home / 'd.yaml'], Settings(), 'ada')\n"
        "async def play():\n"
        "    async with QuizApp(game, play_mode(game, Mode.QUIZ)).run_test() as pilot:\n"
        "        await pilot.press('1')\n"
        "        await pilot.press('enter')\n"
        "asyncio.run(play())\n"
        "rich = {'PIL', 'textual_image', 'markdown_it', 'unicodeit', 'quiz.tui.rich_text'}\n"
        "sys.exit(', '.join(rich & sys.modules.keys()) or 0)"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env={"PYTHONPATH": root}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
