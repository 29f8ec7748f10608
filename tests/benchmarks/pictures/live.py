"""A live quiz for the pictures, at each of its stages."""

from __future__ import annotations

from quiz.live.commands import Give, GoOn, Join
from quiz.settings.settings import Settings
from quiz.tui.live_app import LiveApp
from quiz.tui.screens.live_host_screen import LiveHostScreen
from quiz.tui.screens.live_player_screen import LivePlayerScreen
from tests.live.cards import Log, given_for, questions
from tests.tui.test_live_screens import Table

NAMES = ("Ada", "Bo", "Chiara", "Dilnoza", "Emre")
STAGES = ("lobby", "asked", "answered", "told", "standings", "over")


def live_app(stage: str, theme: str, *, host: bool) -> LiveApp:
    """The window of the host or of the first player, at a stage of `STAGES`."""
    log = Log()
    for name in NAMES:
        log.do(Join(f"key of {name}", name))
    number = STAGES.index(stage)
    if number:
        log.do(GoOn(log.game.step))
    if number > 1:
        log.do(Give(1, 0, given_for(questions()[0], right=True)))
        log.now += 2_000
    if number > 2:
        _answers(log, 0)
    if number > 3:
        log.do(GoOn(log.game.step))
    if stage == "over":
        for question in range(1, len(questions())):
            log.do(GoOn(log.game.step))
            log.do(Give(1, question, given_for(questions()[question], right=True)))
            _answers(log, question)
            log.do(GoOn(log.game.step))
    table = Table(log, None if host else 1)
    settings = Settings(animations=False, theme=theme)
    return LiveApp(lambda: (LiveHostScreen if host else LivePlayerScreen)(table), settings)


def _answers(log: Log, question: int) -> None:
    """Everyone but the first answers, three of them rightly."""
    for player in range(2, len(NAMES) + 1):
        log.now += 1_000
        log.do(Give(player, question, given_for(questions()[question], right=player < 5)))
