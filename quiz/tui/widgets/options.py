"""A list of options below a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.visual import visualize

from quiz.tui.widgets.choice_list import ChoiceList

if TYPE_CHECKING:
    from textual.css.styles import RulesMap


SIDE = 1
"""Spaces on both sides of an option; the stylesheet has the same number."""


class Options(ChoiceList):
    """Options below a prompt that may leave them no room: the highlighted one is scrolled into
    view. Page up and down are left to the screen, which scrolls the prompt with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take all keys except Page up and down."""
        return action not in ("page_up", "page_down")

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Scroll the option into view once it has its position."""
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        index = self.highlighted
        around = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if index is None or around is None:
            return
        width = self.scrollable_content_region.width - 2 * SIDE
        rules = cast("RulesMap", self.styles)
        heights = [
            visualize(self, option.prompt).get_height(rules, width)
            for option in self.options[: index + 1]
        ]
        top = sum(heights[:-1]) - self.scroll_offset.y
        at = self.content_region.offset - around.content_region.offset + around.scroll_offset
        around.scroll_to_region(Region(at.x, at.y + top, 1, heights[-1]), animate=False)
