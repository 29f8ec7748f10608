"""Pictures with covered regions on the screen, and in the plain mode."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from quiz import covered_picture
from quiz.card import Occlusion
from quiz.covered_picture import ASKED, COVER
from quiz.game.game import Game
from quiz.game.play import Play, play_cards
from quiz.history.events import Mode
from quiz.plain.lines import input_lines
from quiz.plain.plain_round import PlainRound
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens import round_screen
from tests.tui.driving import MakeGame, in_sight, right_keys
from tests.tui.test_picture import colours, is_seen, picture
from tests.tui.waiting import waited_for

SEA, NORTH, SOUTH = (0, 0, 200), (200, 0, 0), (0, 150, 0)
DECK = """\
title: Map
cards:
  - occlusion: map.png
    alt: an island
    regions:
      - {name: North, at: [10, 10, 80, 30]}
      - {name: South, at: [10, 60, 80, 30]}
      - {at: [45, 45, 10, 10]}
"""


@pytest.fixture
def mapped(make_game: MakeGame, decks: Path) -> Game:
    (decks / "map.yaml").write_text(DECK)
    image = Image.new("RGB", (160, 160), SEA)
    image.paste(NORTH, (8, 8, 152, 72))
    image.paste(SOUTH, (8, 88, 152, 152))
    image.save(decks / "map.png")
    game: Game = make_game(own=Settings(animations=False, answer_with="choice"))
    return game


def asks(game: Game, *numbers: int, mode: Mode = Mode.CRAM) -> Play:
    cards = game.cards_of(["map"])
    return play_cards(game, mode, [cards[number] for number in numbers])


def seen(app: QuizApp, down: float) -> tuple[int, ...]:
    """The colour in the middle of the picture. down: a share of its height."""
    region = picture(app).region
    rows = colours(app, region)
    upper, lower = rows[int(down * region.height)][region.width // 2]
    return tuple((upper if down * region.height % 1 < 0.5 else lower) or ())


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return len(one) >= 3 and all(abs(a - b) < 12 for a, b in zip(one, other[:3], strict=False))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_asked_region_is_uncovered_after_the_answer(
    mapped: Game, size: tuple[int, int]
) -> None:
    play = asks(mapped, 0)
    app = QuizApp(mapped, play)
    async with app.run_test(size=size) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        assert near(seen(app, 0.15), ASKED)
        assert near(seen(app, 0.75), COVER)
        await pilot.press(*right_keys(play))
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.25), NORTH))
        assert near(seen(app, 0.75), COVER)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_coarse_blocks_say_which_region_is_asked(mapped: Game, size: tuple[int, int]) -> None:
    play = asks(mapped, 0)
    app = QuizApp(mapped, play)
    async with app.run_test(size=size) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        assert marks(app) == 1
        await pilot.press(*right_keys(play))
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.25), NORTH))
        assert marks(app) == 0


def marks(app: QuizApp) -> int:
    """The question marks in the picture."""
    region = picture(app).region
    lines = app.screen._compositor.render_strips()[region.y : region.bottom]
    return sum(line.text[region.x : region.right].count("?") for line in lines)


async def test_a_region_without_a_name_is_a_flashcard(mapped: Game) -> None:
    play = asks(mapped, 2)
    app = QuizApp(mapped, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.5), ASKED))
        await pilot.press("space")
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.5), SEA))
        await pilot.press("3")
        assert play.stage is Stage.OVER


async def test_the_picture_alone_answers_for_a_region_without_a_name(mapped: Game) -> None:
    app = QuizApp(mapped, asks(mapped, 2))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.5), SEA))
        assert "Region" not in in_sight(app)


async def test_learn_shows_a_new_region_uncovered(mapped: Game) -> None:
    play = asks(mapped, 1, mode=Mode.LEARN)
    app = QuizApp(mapped, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.75), SOUTH))
        assert play.stage is Stage.SHOWING


async def test_the_viewer_does_not_give_the_answer_away(
    mapped: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Image.Image] = []
    monkeypatch.setattr(
        round_screen, "open_picture", lambda file: opened.append(Image.open(file).convert("RGB"))
    )
    play = asks(mapped, 0)
    app = QuizApp(mapped, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        await pilot.press("o", *right_keys(play), "o")
        await waited_for(pilot, lambda: len(opened) == 2)
    place = (30, 30)
    assert [image.getpixel(place) for image in opened] == [ASKED[:3], NORTH]


async def test_no_copy_is_made_before_the_viewer_is_opened(
    mapped: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[bool] = []

    def copied(file: Path, _: Occlusion, *, told: bool) -> Path:
        copies.append(told)
        return file

    monkeypatch.setattr(covered_picture, "covered_copy", copied)
    monkeypatch.setattr(round_screen, "open_picture", lambda _: None)
    play = asks(mapped, 0)
    app = QuizApp(mapped, play)
    async with app.run_test(size=(80, 24)) as pilot:
        await waited_for(pilot, lambda: is_seen(app))
        await pilot.press(*right_keys(play))
        await waited_for(pilot, lambda: is_seen(app) and near(seen(app, 0.25), NORTH))
        assert "o" in app.screen.active_bindings
        assert copies == []
        await pilot.press("o")
        await waited_for(pilot, lambda: copies == [True])


def test_the_plain_mode_says_which_region_is_asked(mapped: Game) -> None:
    out = io.StringIO()
    PlainRound(asks(mapped, 1), input_lines(io.StringIO("south\n")), out).run()
    assert "Picture: an island: region 2 of 3, lower middle" in out.getvalue()
    assert out.getvalue().count("region 2 of 3") == 1
    assert "Right!" in out.getvalue()
