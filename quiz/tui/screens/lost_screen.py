"""Cards that lost their progress, with the new cards that may continue them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.card import Card
from quiz.display import one_line
from quiz.game.lost_cards import LostCard, find_lost, hand_on, take_back
from quiz.settings.keys import LOST
from quiz.text.shown import readable
from quiz.tui.literal import MUTED, cut
from quiz.tui.own_keys import bind
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.grouped_list import Group, GroupedList
from quiz.wording import counted

LONGEST = 60
NONE = (
    "An edited card keeps its progress. If it is in doubt which card continues which, both are "
    "listed here, and you choose."
)


class LostScreen(GameScreen[None]):
    """Each lost card with its candidates; Enter hands its progress to the highlighted one."""

    HELP: ClassVar[str] = (
        "An edited card keeps its progress if the game is sure which card it was. In case of "
        "doubt it starts as new: the vanished card is listed here, and below it the new cards "
        "that may continue it. Enter or a click hands the progress to the highlighted card, "
        "and {undo} undoes the last join. You need not do anything: cards that you deleted on "
        "purpose can stay here."
    )
    PLACE: ClassVar[str] = LOST
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        bind("undo", LOST, "undo", "Undo"),
    ]

    def compose(self) -> ComposeResult:
        """The heading and the cards."""
        yield Static(id="heading", classes="screen-heading")
        yield Static(NONE, id="none-lost", classes="empty")
        yield GroupedList[tuple[LostCard, Card]](id="lost-list")
        yield Footer()

    def on_mount(self) -> None:
        """List what is lost."""
        self._show()

    def _show(self) -> None:
        lost = find_lost(self.game)
        self.query_one("#heading", Static).update(
            f"Lost: {counted(len(lost), 'card')}. Which one continues it?"
            if lost
            else "No progress is lost. ✓"
        )
        self.query_one("#none-lost").display = not lost
        self.query_one(GroupedList).show_groups(map(_group, lost))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand the progress to the chosen card."""
        rows: GroupedList[tuple[LostCard, Card]] = self.query_one(GroupedList)
        if (pair := rows.meant_by(event.option_index)) is None:
            return
        each, card = pair
        with self.app.complaining():
            hand_on(self.game, [(each.card, card)])
            self.app.say(f"Joined. {self.app.shown_keys(self.PLACE)['undo']} takes it back.")
            self._show()

    def action_undo(self) -> None:
        """Undo the last join."""
        with self.app.complaining():
            number = take_back(self.game)
            self.app.say("Undone." if number else "There is nothing to take back.")
            self._show()


def _group(lost: LostCard) -> Group[tuple[LostCard, Card]]:
    """A lost card, and below it those that may continue it."""
    heading = _said((f"{one_line(lost.card.deck)}  ", MUTED), lost)
    lead = ("  ↳ ", "$accent")
    return heading, [(_said(lead, readable(card)), (lost, card)) for card in lost.candidates]


def _said(lead: tuple[str, str], card: Card | LostCard) -> Content:
    """A card behind a lead with its style."""
    return Content.assemble(lead, f"{cut(card.prompt, LONGEST)} → {cut(card.answer, LONGEST)}")
