"""The categories of the facts under review, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from quiz.facts.fact import Fact, Status, categories_of
from quiz.tui.literal import MUTED, fitted
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.choice_list import ChoiceList

NAME_WIDTH, BAR_WIDTH = 14, 24


class CategoryList(ChoiceList):
    """A line for each category; a click or Enter chooses one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.border_title = "Categories"

    def show(self, facts: Sequence[Fact], chosen: str) -> None:
        """Show the categories of these facts. chosen: the one shown; "" for all."""
        at = self.highlighted
        self.set_options(
            Option(_line(name, [f for f in facts if f.category == name], name == chosen), id=name)
            for name in categories_of(facts)
        )
        self.highlighted = at


def _line(name: str, facts: Sequence[Fact], chosen: bool) -> Content:
    decided = sum(fact.status is not Status.CANDIDATE for fact in facts)
    return Content.assemble(
        (fitted(name, NAME_WIDTH), "bold $accent" if chosen else ""),
        progress_bar(decided / len(facts), BAR_WIDTH),
        (f"  {decided} of {len(facts)} decided", MUTED),
    )
