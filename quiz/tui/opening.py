"""Opens the screen of a round, or of a board of Match; most starts do without what that needs."""

from __future__ import annotations

from functools import partial

from quiz.errors import QuizError
from quiz.game.leaving import go_on, leave
from quiz.game.match_play import NOTHING_TO_PAIR, MatchPlay
from quiz.game.nothing_to_ask import Advice, nothing_to_ask
from quiz.game.play import Play
from quiz.game.starting import Playing, note_before, start
from quiz.history.kinds import Mode
from quiz.round.round import Stage
from quiz.tui.game_app import GameApp
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.screens.match_screen import MatchScreen
from quiz.tui.screens.round_screen import RoundScreen

_ADVICE = Advice(
    "press a on the home screen to write your first card",
    "press d on the home screen to resume it",
    "press t on the home screen to see them",
)


def play(app: GameApp, mode: Mode | None, decks: list[str] | None, search: str) -> None:
    """Start playing; arguments as for `quiz.game.starting.start`."""
    playing = start(app.game, mode, decks, search=search)
    show(app, playing, instead=False)
    if note := note_before(playing, mode):
        app.say(note)


def go_on_with_left(app: GameApp) -> None:
    """Go on with the round that the player left, or say why that is not possible."""
    try:
        playing = go_on(app.game)
    except QuizError as error:
        app.complain(error)
        app.show_game()
    else:
        show(app, playing, instead=False)


def leave_open(play: Play) -> None:
    """Keep a round that is not over, to go on with it in another session. Raises QuizError."""
    if play.stage is not Stage.OVER:
        leave(play)


def show(app: GameApp, playing: Playing, *, instead: bool) -> None:
    """Show a round or a board, or say why there is nothing to play; if only the daily limit is in
    the way, offer to go on. instead: replace the open screen."""
    screen: GameScreen[None]
    if isinstance(playing, MatchPlay):
        if not playing.board.prompts:
            app.say(NOTHING_TO_PAIR)
            return
        screen = MatchScreen(playing)
    elif nothing := nothing_to_ask(playing, _ADVICE):
        more = playing.more()
        if more is None:
            app.say(nothing)
            return
        question = f"{playing.limit_text()}; Enter for more."
        go_on_anyway = partial(app.open_round, more, instead=instead)
        app.ask(question, "More", "Enough", go_on_anyway, lossless=True)
        return
    else:
        app.round = playing
        screen = RoundScreen(playing)
        if playing.decks is not None and len(playing.decks) == 1:
            app.played = playing.decks[0]
    if instead:
        app.switch_screen(screen)
    else:
        app.push_screen(screen)
