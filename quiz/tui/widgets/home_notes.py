"""What the home screen says below the decks: a welcome, and warnings that can be clicked."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quiz.game.game import Game
from quiz.game.left_rounds import LeftRound
from quiz.game.lost_cards import find_lost
from quiz.storage.index.cost_of_faults import cost_of_faults
from quiz.tui.literal import MUTED
from quiz.wording import counted

NO_DECKS = Content("""\
Press a to write your first card. Other ways to start, in a shell:

quiz new NAME     for your editor
quiz import FILE  from Anki and other programs

New decks appear here.""")


class HomeNote(Static):
    """A note; a click on it runs `action`, if there is one."""

    def __init__(self, text: Content, *, id: str, action: str = "") -> None:  # noqa: A002
        super().__init__(text, id=id)
        self._action = action

    async def on_click(self) -> None:
        """Run the action."""
        if self._action:
            await self.app.run_action(self._action)


def show_note(screen: Screen[Any], name: str, text: Content, action: str = "") -> None:
    """Show a note above the line of keys, or nothing. The widget is created only when needed."""
    for note in screen.query(f"#{name}").results(HomeNote):
        note.display = bool(text)
        note.update(text)
        return
    if text:
        screen.mount(HomeNote(text, id=name, action=action), before="#footer")


def welcome(on_tour: bool, begun: bool) -> Content:
    """Where a new player starts. on_tour: whether the deck that explains the game is highlighted.
    begun: whether it was left before its end."""
    text = "Enter plays the highlighted deck; ? shows help on any screen."
    if on_tour:
        does = "goes on with the" if begun else "starts a"
        text = f"Enter {does} tour of the game; ? shows help on any screen."
    return Content.assemble(("Welcome!  ", "bold $accent"), text)


def left_note(left: LeftRound | None) -> Content:
    """Which round was left early and can go on; nothing if there is none."""
    if left is None:
        return Content()
    # The key first: a small window cuts the end.
    return Content.assemble((" ▶ C", "$accent"), f" goes on: {left.place}")


def faults_note(game: Game) -> Content:
    """What faults in decks cost; nothing if there are none."""
    cost = cost_of_faults(game.faults, game.decks.values())
    return _warning(cost, "f shows why") if cost else Content()


def lost_note(game: Game) -> Content:
    """Progress lost since the player was last told; nothing if there is none."""
    lost = len(find_lost(game)) if game.lost_is_news else 0
    return _warning(f"{counted(lost, 'card')} lost progress", "x joins") if lost else Content()


def sync_note(questions: int) -> Content:
    """What the last sync could not decide; nothing if there is nothing."""
    what = counted(questions, "question from your devices", "questions from your devices")
    return _warning(what, "D answers") if questions else Content()


def _warning(what: str, key: str) -> Content:
    return Content.assemble((f" ! {what}: ", "$warning"), (key, MUTED))
