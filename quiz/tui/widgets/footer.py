"""The line of keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual.screen import Screen

from quiz.tui.widgets.key_line import Key, KeyLine


class Footer(KeyLine):
    """The screen's most useful keys; if space is short, the keys for leaving and help stay.

    Textual's own footer makes a widget per key and rebuilds them all whenever the keys
    change, twice per question. palette: whether to include the command palette's key.
    """

    GAP = 2

    def __init__(self, *, palette: bool = False) -> None:
        super().__init__(id="footer")
        self._palette = palette

    def on_mount(self) -> None:
        """Show the keys, now and whenever they change."""
        self._read(self.screen)
        self.screen.bindings_updated_signal.subscribe(self, self._read)

    def _read(self, screen: Screen[object]) -> None:
        # A background terminal has no focus; the focused widget's keys would disappear.
        if not self.is_attached or not screen.app.app_focus:
            return
        found: dict[str, Key] = {}
        for _, binding, enabled, tip in screen.active_bindings.values():
            wanted = binding.show or (
                self._palette and binding.key == self.app.COMMAND_PALETTE_BINDING
            )
            if wanted and binding.action not in found:
                shown = self.app.get_key_display(binding)
                found[binding.action] = Key(binding.key, shown, binding.description, tip, enabled)
        helping = found.pop("help", None)
        self.show([*found.values(), *([helping] if helping else [])])

    def lines(self, width: int) -> list[list[int]]:
        """One line of the keys that fit; the last ones go first."""
        every = list(range(len(self.keys)))
        others = [index for index in every[:-1] if self.keys[index].key != "escape"]
        while len(others) > 1 and _width(self.keys, every) > width:
            every.remove(others.pop())
        return [every]


def _width(keys: Sequence[Key], line: list[int]) -> int:
    return sum(keys[index].width for index in line) + Footer.GAP * (len(line) - 1)
