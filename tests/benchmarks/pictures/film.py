"""Makes the film of a round for the README:
`python -m tests.benchmarks.pictures.film .github/round.gif`.

It plays a round on a fresh home and takes a picture of the screen after each key. Chromium turns
the pictures into PNG files, and Pillow joins them.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PIL import Image
from textual.pilot import Pilot

from quiz.game.game import Game
from quiz.game.play import Play
from quiz.history.events import Input
from quiz.round.round import Stage
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.round_screen import RoundScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from tests.benchmarks.pictures.chromium import painted
from tests.factories import Clock, plays
from tests.tui.driving import right_keys

SIZE = (80, 24)
QUESTIONS = 4
WRONG = 2
"""The question that is answered wrongly."""

WIDTH = 760
DECK = Path("decks/capital-cities.yaml")

Frame = tuple[str, int]
"""A picture as SVG, and how long it stays, in milliseconds."""

Take = Callable[[int], Awaitable[None]]
"""Takes a frame that stays so many milliseconds."""


async def play() -> list[Frame]:
    """The frames of one round."""
    frames: list[Frame] = []
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home))
        player, clock = plays(store, "Ada"), Clock()
        own = Settings(quiz_questions=QUESTIONS, theme="quiz-dark")
        game = Game(store, [DECK], own, player, clock=clock, seed=3)
        app = QuizApp(game)
        async with app.run_test(size=SIZE) as pilot:

            async def take(ms: int) -> None:
                await pilot.pause()
                frames.append((app.export_screenshot(), ms))
                clock.advance(ms / 1_000)

            await take(1_500)
            await pilot.press("z")
            await _answer_all(pilot, take)
            await take(4_000)
        game.close()
    return frames


async def _answer_all(pilot: Pilot[None], take: Take) -> None:
    number = 0
    await pilot.pause()
    while isinstance(pilot.app.screen, RoundScreen):
        number += 1
        played = pilot.app.screen.play
        await take(1_400)
        for key in _wrong_keys(played) if number == WRONG else right_keys(played):
            await pilot.press(key)
            await take(110)
        await take(1_700)
        if played.stage is Stage.FEEDBACK:
            await pilot.press("enter")
        await pilot.pause()
    assert isinstance(pilot.app.screen, SummaryScreen)


def _wrong_keys(played: Play) -> list[str]:
    question = played.question
    assert question is not None
    if question.input is not Input.CHOICE:
        return ["f2"]
    wrong = [option != question.card.answers[0] for option in question.options]
    return [str(wrong.index(True) + 1)]


def _fitted(image: Image.Image) -> Image.Image:
    """The picture as wide as the film."""
    return image.resize((WIDTH, image.height * WIDTH // image.width), Image.Resampling.LANCZOS)


def _palette(images: list[Image.Image]) -> Image.Image:
    """The colours of all frames."""
    width, height = images[0].size
    strip = Image.new("RGB", (width, height * len(images)))
    for number, image in enumerate(images):
        strip.paste(image, (0, number * height))
    return strip.quantize(255)


def main() -> None:
    """Play, paint and write the film."""
    frames = asyncio.run(play())
    with tempfile.TemporaryDirectory() as folder:
        images = [_fitted(image) for image in painted([svg for svg, _ in frames], Path(folder))]
    palette = _palette(images)
    first, *others = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images]
    first.save(
        sys.argv[1],
        save_all=True,
        append_images=others,
        duration=[ms for _, ms in frames],
        loop=0,
        optimize=True,
    )


if __name__ == "__main__":
    main()
