"""A list from which one option is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from quiz.tui.ordered_keys import deliver


class ChoiceList(OptionList):
    """A list that reports at once which option a key chose."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    async def action_choose(self) -> None:
        """Choose the highlighted option by key; the effect comes before the next key."""
        index = self.highlighted
        if index is not None and not self.options[index].disabled:
            await deliver(self, self.OptionSelected(self, self.options[index], index))
