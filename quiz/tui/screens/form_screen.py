"""The base of forms that ask before unsaved text is lost."""

from __future__ import annotations

from quiz.tui.screens.base_screen import BaseScreen


class FormScreen(BaseScreen[bool]):
    """A form; dismisses with False if left without saving."""

    @property
    def leaving(self) -> str:
        """What to ask before leaving; "" if nothing typed would be lost."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave, after asking if something typed would be lost."""
        if self.leaving:
            self.app.ask(self.leaving, "Leave", "Stay", self._left)
        else:
            self._left()

    def _left(self) -> None:
        self.dismiss(False)
