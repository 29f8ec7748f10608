"""A list from which one option is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from quiz.tui.ordered_keys import deliver


class ChoiceList(OptionList):
    """A list that reports at once which option a key chose.

    A disabled option is a heading of those below it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    async def action_choose(self) -> None:
        """Choose the highlighted option by key; the effect comes before the next key."""
        index = self.highlighted
        if index is not None and not self.options[index].disabled:
            await deliver(self, self.OptionSelected(self, self.options[index], index))

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Scroll to the highlighted option, and to a heading right above it."""
        super().scroll_to_highlight(top)
        above = (self.highlighted or 0) - 1
        if above < 0 or not self.options[above].disabled:
            return
        line = self._index_to_line.get(above)
        if line is not None and line < self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, immediate=True)
