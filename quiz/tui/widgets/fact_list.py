"""The list of facts beside the one under review."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widgets.option_list import Option

from quiz.facts.fact import Fact
from quiz.tui.widgets.fact_text import fact_row
from quiz.tui.widgets.picking_list import PickingList


class FactList(PickingList):
    """All facts in a line each: state, confidence and statement."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.border_title = "Facts"
        self._facts: dict[str, Fact] = {}

    @property
    def chosen(self) -> str:
        """The id of the highlighted fact; "" in an empty list."""
        option = self.highlighted_option
        return "" if option is None else option.id or ""

    def show(self, facts: Iterable[Fact], highlight: str) -> None:
        """Show these facts, and highlight the one with this id."""
        new = {fact.id: fact for fact in facts}
        if list(new) == list(self._facts):
            # New options would scroll the list away from where it is.
            for name in (name for name, fact in new.items() if fact != self._facts[name]):
                self.replace_option_prompt(name, fact_row(new[name]))
        else:
            self.set_options(Option(fact_row(fact), id=name) for name, fact in new.items())
        self._facts = new
        self.highlighted = self.get_option_index(highlight) if highlight in new else None
