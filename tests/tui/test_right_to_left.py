"""Arabic and Hebrew stand on the right, where they begin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.tui.app import QuizApp
from tests.factories import card
from tests.tui.driving import in_sight

MakeGame = Callable[..., Game]

NILE = "تقع القاهرة على نهر النيل، وهي عاصمة مصر، وفيها متاحف ومساجد كثيرة وأسواق قديمة."


def columns(shown: str, word: str) -> tuple[int, int]:
    """Where the line with this word begins and ends in the window."""
    line = next(line for line in shown.splitlines() if word in line).replace("█", " ").rstrip()
    return len(line) - len(line.strip()), len(line)


@pytest.mark.parametrize("markdown", [False, True])
async def test_an_explanation_stands_on_the_right(make_game: MakeGame, *, markdown: bool) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    mark = "**" if markdown else ""
    told = f"{NILE}\n\n{mark}Cairo{mark} is القاهرة."
    asked = card(prompt="Cairo?", answers=("القاهرة",), explanation=told, markdown=markdown)
    play = play_cards(game, Mode.QUIZ, [asked])
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        shown = in_sight(pilot.app)
        place = pilot.app.screen.query_one("#text").content_region
        left, right = place.x, place.right
        for word in ("تقع", "قديمة"):
            start, end = columns(shown, word)
            assert end == right
        # The rest of the paragraph is shorter: it would end sooner on the left.
        assert start > columns(shown, "تقع")[0]
        # A paragraph in Latin letters stands on the left.
        assert columns(shown, "Cairo is")[0] == left


async def test_a_long_prompt_stands_on_the_right_and_a_short_one_in_the_middle(
    make_game: MakeGame,
) -> None:
    game = make_game(own=Settings(animations=False, answer_with="typed"))
    long, short = " ".join([NILE] * 3), "ما عاصمة مصر؟"
    cards = [
        card(key=f"{n:016x}", prompt=prompt, answers=("القاهرة",))
        for n, prompt in enumerate((long, short))
    ]
    play = play_cards(game, Mode.QUIZ, cards)
    async with QuizApp(game, play).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        place = pilot.app.screen.query_one("#prompt").content_region
        assert columns(in_sight(pilot.app), NILE.split()[-1])[1] == place.right
        await pilot.press("f2", "enter")
        await pilot.pause()
        start, end = columns(in_sight(pilot.app), short)
        assert abs(start - (80 - end)) <= 1
