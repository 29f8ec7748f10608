"""Hostile text is shown everywhere, but without control characters."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from quiz.cli.json_text import json_text
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap
from quiz.decks.note_extras import Extras
from quiz.decks.writer import dump_deck
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from tests.factories import Clock, Run, plays
from tests.robust.hostile import ESCAPES, HOSTILE, MARKUP, longest_grapheme, steering

NAME = "mean [b]\u202e\x1b[31m\u200b deck"


def hostile_deck() -> Deck:
    def text(word: str) -> str:
        return f"{word} {HOSTILE}"

    more = Extras("", text("category"), text("hint"), text("explanation"), text("source"),
                  (text("tag"),))  # fmt: skip
    return Deck(
        text("title"),
        (
            BasicNote(text("prompt"), "an [b]answer[/b]\u202e", (), (text("wrong"), "[i]no"), more),
            BasicNote(text("long"), text("answer"), (), (), more),
            ClozeNote((text("in "), Gap("g[b]ap", (), text("h")), text(" end")), (), more),
            TermNote("te[b]rm\u202e", text("definition"), (), (), more),
            ListNote(text("list"), ((text("one"),), ("t[b]wo",)), more),
            SequenceNote(text("sequence"), (text("first"), "sec[b]ond"), more),
            TrueFalseNote(text("statement"), True, more),
        ),
        text("description"),
        "",
        (text("tag"),),
        text("source"),
    )


@pytest.fixture
def mean(tmp_path: Path) -> Path:
    folder = tmp_path / "mean [i]\u202e folder"
    folder.mkdir()
    (folder / f"{NAME}.yaml").write_text(dump_deck(hostile_deck()), encoding="utf-8")
    (folder / "bro[b]ken\x1b[31m\u202e.yaml").write_text(
        f"title: t\ncards:\n- prompt: p\n  '{MARKUP.replace(chr(39), '')}': a\n"
        f'- "\u202e{ESCAPES.encode("unicode_escape").decode()}": x\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def mean_game(home: Path, mean: Path) -> Game:
    store = Store.open(home)
    player = plays(store, "pl[b]ay[/b]er")
    # The game refuses such a name, but a merged log may have it.
    store._db.execute(
        "INSERT INTO players VALUES (?, ?, 0, NULL, NULL)", ("x", "\x1b[31mbad\u202e" + MARKUP)
    )
    own = Settings(animations=False, new_per_day=99)
    return Game(store, [mean], own, player, clock=Clock(), seed=3)


def painted(pilot: Pilot[None]) -> str:
    """The lines on the screen, as sent to the terminal."""
    screen = pilot.app.screen
    width, height = pilot.app.size
    lines = screen._compositor.render_strips()
    assert len(lines) <= height
    text = "\n".join("".join(segment.text for segment in strip) for strip in lines)
    assert all(strip.cell_length <= width for strip in lines)
    return text


def is_harmless(text: str) -> None:
    assert steering(text) == []
    assert longest_grapheme(text) <= 8


async def check(pilot: Pilot[None]) -> str:
    await pilot.pause()
    text = painted(pilot)
    is_harmless(text)
    return text


@pytest.mark.parametrize(
    ("way", "size"),
    [("auto", (40, 12)), ("auto", (20, 5)), ("typed", (80, 24)), ("reveal", (160, 50))],
)
async def test_rounds_show_it_literally(mean_game: Game, way: str, size: tuple[int, int]) -> None:
    mean_game.settings = mean_game.settings._replace(answer_with=way)  # type: ignore[arg-type]
    app = QuizApp(mean_game, play_mode(mean_game, Mode.CRAM))
    async with app.run_test(size=size) as pilot:
        await check(pilot)
        seen = ""
        for _ in range(8):
            seen += await check(pilot)
            await pilot.press("f1")
            seen += await check(pilot)
            await pilot.press("f2")
            seen += await check(pilot)
            await pilot.press("enter")
        if size[0] >= 80:
            assert "[bold red]markup[/]" in re.sub(r"\s+", " ", seen)
        await pilot.press("escape")
        seen = await check(pilot)
        assert app.is_running


async def test_every_screen_shows_it_literally(mean_game: Game) -> None:
    play = play_mode(mean_game, Mode.QUIZ)
    while play.stage is not Stage.OVER:
        play.submit(None if play.state.asked % 2 else ESCAPES)
        play.next()
    app = QuizApp(mean_game)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "title [bold red]" in await check(pilot)
        for key in ("s", "w", "h", "y", "f", "o", "question_mark", "a"):
            await pilot.press(key)
            await check(pilot)
            for move in ("down", "pagedown", "tab"):
                await pilot.press(move)
                await check(pilot)
            await pilot.press("escape")
            await pilot.pause()
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
                await pilot.pause()
        await pilot.press("ctrl+p")
        await check(pilot)


async def test_the_editor_shows_a_card_literally(mean_game: Game) -> None:
    app = QuizApp(mean_game)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        for _ in range(4):
            await pilot.press("e")
            await check(pilot)
            await pilot.press("escape")
            await check(pilot)
            await pilot.press("down")


async def test_errors_are_shown_literally(mean_game: Game) -> None:
    from quiz.errors import QuizError

    app = QuizApp(mean_game)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.complain(QuizError(f"{MARKUP} {ESCAPES} \u202e"))
        text = await check(pilot)
        assert "[bold red]" in text


def test_lines_show_it_literally(quiz: Run, mean_game: Game, mean: Path) -> None:
    mean_game.store.close()
    bad = f"{ESCAPES}\u202e{MARKUP}"
    calls: list[tuple[tuple[str | Path, ...], str]] = [
        ((mean, "--plain", "--mode", "cram", "--deck", NAME), "/hint\n/skip\n" * 9),
        ((mean, "--plain", "--mode", "cram", "--deck", NAME), f"{bad}\n/{bad}\n/hint\n" * 40),
        (("stats", mean), ""),
        (("list", mean), ""),
        (("due", mean), ""),
        (("check", mean), ""),
        (("doctor",), ""),
        (("due", "--deck", bad), ""),
        (("due", "--player", bad), ""),
        (("edit", bad), ""),
        (("new", mean / f"{ESCAPES}.yaml"), ""),
        (("check", bad), ""),
        (("play", bad), ""),
        (("facts", "build", bad), ""),
    ]
    for arguments, lines in calls:
        status, out, err = quiz(*arguments, lines=lines)
        assert status in (0, 1, 2), arguments
        assert steering(out + err) == [], (arguments, out, err)
        is_harmless(out + err)
        assert "Traceback" not in err
        if status == 2:
            assert err.count("\n") == 1
    out = quiz("list", mean)[1]
    assert "title [bold red]markup[/]" in out


def test_json_stays_json(quiz: Run, mean_game: Game, mean: Path) -> None:
    mean_game.store.close()
    for arguments in (("due", "--json", mean), ("stats", "--json", mean)):
        status, out, _ = quiz(*arguments)
        assert status == 0
        assert out.replace("\n", "").isprintable()
        assert NAME not in out
        data = json.loads(out)
        assert NAME in data or NAME in data["decks"]


@given(st.text(st.characters()), st.sampled_from([None, 2]))
def test_json_returns_every_text_without_control_characters(text: str, indent: int | None) -> None:
    value = {text: [text, 1.5, None]}
    shown = json_text(value, indent=indent)
    assert json.loads(shown) == value
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []
    assert steering(shown) == []
    if indent is None:
        assert "\n" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("añ日本語🙂", '"añ日本語🙂"'),
        ("\x1b[2J\x9b\x7f\r\n", '"\\u001b[2J\\u009b\\u007f\\r\\n"'),
        ("\u202eevil\u2066\u200b\ufeff", '"\\u202eevil\\u2066\\u200b\\ufeff"'),
        ("\U000e0041\ud800", '"\\udb40\\udc41\\ud800"'),
        ("\u2028 \xa0", '"\\u2028 \\u00a0"'),
    ],
)
def test_json_escapes_unprintable_characters(text: str, shown: str) -> None:
    assert json_text(text) == shown


def test_typed_text_is_shown_literally(quiz: Run, mean: Path, home: Path) -> None:
    status, out, err = quiz(mean, "--plain", "--mode", "cram", lines=f"{ESCAPES}\n" * 30)
    assert status == 0
    is_harmless(out)
    is_harmless(err)
