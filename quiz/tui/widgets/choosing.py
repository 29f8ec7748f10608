"""Lists of options of which one is chosen."""

from __future__ import annotations

from textual.widgets import OptionList

from quiz.tui.in_order import deliver


class Choosing(OptionList):
    """A list that tells at once which option a key has chosen."""

    async def action_select(self) -> None:  # type: ignore[override]
        """Choose the highlighted option by key: what comes of it comes before the next key."""
        index = self.highlighted
        if index is not None and not self.options[index].disabled:
            await deliver(self, self.OptionSelected(self, self.options[index], index))
