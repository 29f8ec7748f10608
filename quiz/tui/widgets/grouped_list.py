"""A list of choices below headings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.content import Content
from textual.widgets.option_list import Option

from quiz.tui.widgets.buttons import FirstClick
from quiz.tui.widgets.choice_list import ChoiceList

Chosen = TypeVar("Chosen")

Group = tuple[Content, Iterable[tuple[Content, Chosen]]]
"""A heading, and each choice below it with what it stands for."""


class GroupedList(FirstClick, ChoiceList, Generic[Chosen]):
    """Choices of which one is highlighted; the headings between them cannot be chosen."""

    def show_groups(self, groups: Iterable[Group[Chosen]]) -> None:
        """Show these groups, with the first choice highlighted; hide without any."""
        self._meant: dict[int, Chosen] = {}
        options: list[Option] = []
        for heading, choices in groups:
            options.append(Option(heading, disabled=True))
            for content, chosen in choices:
                self._meant[len(options)] = chosen
                options.append(Option(content))
        self.set_options(options)
        self.display = bool(options)
        if options:
            self.highlighted = 1
            self.focus()

    def meant_by(self, index: int) -> Chosen | None:
        """What the choice in this row stands for; None for a heading."""
        return self._meant.get(index)
