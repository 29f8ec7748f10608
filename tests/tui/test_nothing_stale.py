"""Many partial paints show the same as one full paint."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rich.cells import cell_len

from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from tests.tui.driving import at_once

MakeGame = Callable[..., Game]

WORDS = ["the", "harbour", "master", "keeps", "a", "book", "of", "every", "ship", "by", "evening"]
KEYS = ["1", "2", "3", "enter", "enter", "space", "f2", "f3", "f6", "f6", "f4", "down", "x"]
SIZES = [(80, 24), (40, 12), (80, 17), (100, 31), (20, 5)]
TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[\d;]*m|\n|([^\x1b\n])")


class Terminal:
    """A terminal that only knows the position of each letter."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self._at = (0, 0)

    def write(self, sequence: str) -> None:
        """Show the sequence; unknown ones stay visible as text."""
        end = 0
        for token in TOKEN.finditer(sequence):
            assert token.start() == end, sequence[end : end + 20]
            end = token.end()
            row, column, letter = token.groups()
            if row:
                self._at = (int(row) - 1, int(column) - 1)
            elif letter and (width := cell_len(letter)):
                row_at, column_at = self._at
                self.cells[self._at] = letter
                for behind in range(1, width):
                    self.cells[row_at, column_at + behind] = ""
                self._at = (row_at, column_at + width)

    def lines(self, width: int, height: int) -> list[str]:
        return [
            "".join(self.cells.get((y, x), "?") for x in range(width)).rstrip()
            for y in range(height)
        ]


def some_words(random: Random, most: int) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(1, most)))


def deck(random: Random) -> str:
    """Prompts, options and explanations of very different lengths, so that everything moves."""
    cards = []
    for number in range(30):
        answer = f"{some_words(random, 25)} {number}"
        cards.append(
            f"  - prompt: {some_words(random, 60)} {number}?\n"
            f"    answer: {answer}\n"
            f"    hint: {some_words(random, 20)}\n"
            f"    explanation: {some_words(random, 90)}\n"
            f"    distractors: [{some_words(random, 25)} x, {some_words(random, 25)} y]\n"
        )
    return "title: Ships\ncards:\n" + "".join(cards)


@pytest.mark.parametrize(
    ("way", "animations"),
    [("choice", False), ("type", False), ("reveal", False), ("choice", True)],
)
async def test_repainting_leaves_no_old_letters(
    make_game: MakeGame, decks: Path, way: str, animations: bool
) -> None:
    random = Random(1)
    (decks / "ships.yaml").write_text(deck(random))
    game = make_game(own=Settings(animations=animations, answer_with=way))
    app = QuizApp(game, play_mode(game, Mode.CRAM, ["ships"]))
    terminal = Terminal()

    def display(_: Any, what: Any) -> None:
        if what is not None and not app._batch_count:
            terminal.write(what.render_segments(app.console))

    async with app.run_test(size=(80, 24)) as pilot:
        app._display = display  # type: ignore[method-assign]
        app.refresh()
        await pilot.pause()
        for step in range(10 if animations else 18):
            if step % 6 == 5:
                terminal.cells.clear()
                await pilot.resize_terminal(*random.choice(SIZES))
            if isinstance(app.screen, HomeScreen | SummaryScreen):
                break
            keys = random.choices(KEYS, k=random.randint(1, 2))
            await (pilot.press(*keys) if random.random() < 0.5 else at_once(pilot, *keys))
            await app.animator.wait_until_complete()
            await pilot.pause()
            whole = Terminal()
            for widget in app.screen.walk_children(with_self=True):
                widget.refresh()
            whole.write(app.screen._compositor.render_full_update().render_segments(app.console))
            width, height = app.size
            assert terminal.lines(width, height) == whole.lines(width, height), (step, keys)
        assert step > 8
