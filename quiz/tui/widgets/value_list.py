"""The list of values on the settings screen and the deck options screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.tui.literal import MUTED
from quiz.tui.widgets.picking_list import PickingList

TITLE_WIDTH = 20


class ValueRow(NamedTuple):
    """A value as shown. section: the heading it is under, "" for none. changed: whether it differs
    from what holds without the player's choice."""

    name: str
    section: str
    title: str
    text: str
    changed: bool


class ValueList(PickingList):
    """Titles and values under headings. One widget paints all: a widget for each value would make
    opening the screen slow."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Change"),
        Binding("left", "turn(-1)", "Previous choice", show=False),
        Binding("right", "turn(1)", "Next choice", show=False),
    ]

    @dataclass
    class Turned(Message):
        """The player wants the next choice (step 1) or the previous one (step -1)."""

        step: int

    @property
    def chosen(self) -> str:
        """The name of the highlighted value."""
        option = self.highlighted_option
        return "" if option is None else option.id or ""

    def show(self, rows: Iterable[ValueRow]) -> None:
        """Show these rows, the same ones each time; the highlight stays."""
        rows = list(rows)
        if self.option_count:
            for row in rows:
                self.replace_option_prompt(row.name, _line(row))
            return
        options = []
        for section, below in groupby(rows, lambda row: row.section):
            if section:
                heading = Content.styled(section.capitalize(), "bold $accent")
                options += [Option(heading, disabled=True)]
            options += [Option(_line(row), id=row.name) for row in below]
        self.add_options(options)
        self.action_first()

    def choose(self, name: str) -> None:
        """Highlight the value of this name."""
        self.highlighted = self.get_option_index(name)

    async def action_turn(self, step: int) -> None:
        """Ask for the next or the previous choice."""
        self.post_message(self.Turned(step))


def _line(row: ValueRow) -> Content:
    return Content.assemble(
        f"  {row.title:<{TITLE_WIDTH}} ",
        (one_line(row.text), "bold $success" if row.changed else MUTED),
    )
