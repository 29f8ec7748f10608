"""Help on the screen below: its purpose and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widgets import Static

from quiz.tui.literal import MUTED

OTHERS = "Also"
CLOSING = "Click a row to do what its key does. Escape closes this help."


class HelpScreen(ModalScreen[str]):
    """The help of a screen, with the keys that currently work there; dismisses with the key of the
    row that was clicked, or ""."""

    CSS_PATH = "screens.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "close", "Close")
    ]

    def __init__(self, about: Screen[Any], keys: Mapping[str, str]) -> None:
        """keys: the displayed keys, by action, that the help text can refer to."""
        super().__init__()
        self._text = getattr(about, "help_text", about.HELP or "").format_map(keys)
        self._keys = _keys(about)

    def compose(self) -> ComposeResult:
        """The text, then one line per key."""
        with VerticalScroll(id="help"):
            yield Static(Content(self._text), id="help-text")
            yield Static(Content("\n").join(self._keys), id="help-keys")
            yield Static(Content.styled(CLOSING, MUTED))

    def on_click(self, event: events.Click) -> None:
        """Close on a click anywhere; anywhere on a row, do what its key does."""
        rows = self.query_one("#help-keys")
        # The text of a row may end before the click.
        row = self.get_style_at(rows.content_region.x, event.screen_y)
        self.dismiss(
            row.meta.get("key", "") if rows.region.contains_point(event.screen_offset) else ""
        )

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss("")


def _actions_of(node: type) -> set[str]:
    """The actions that the game's own classes bind to keys. Inherited ones, such as scrolling,
    need no help."""
    return {
        getattr(binding, "action", "")
        for kind in node.__mro__
        if kind.__module__.startswith("quiz.")
        for binding in vars(kind).get("BINDINGS", ())
        if getattr(binding, "description", "")
    }


def _keys(about: Screen[Any]) -> list[Content]:
    """A line for each key, below the heading of its group; those without one come last."""
    # The screen's own keys first.
    own = {getattr(binding, "action", "") for binding in type(about).BINDINGS}
    ordered = sorted(
        about.active_bindings.items(), key=lambda item: item[1].binding.action not in own
    )
    groups: dict[str, dict[tuple[str, str], dict[str, str]]] = {}
    for key, active in ordered:
        binding = active.binding
        named = _actions_of(type(active.node))
        if binding.action in named and active.enabled and not binding.system:
            heading = binding.group.description if binding.group else ""
            group = groups.setdefault(heading, {})
            keys = group.setdefault((binding.description, binding.tooltip), {})
            keys.setdefault(about.app.get_key_display(binding), key)
    lines: list[Content] = []
    for heading, rows in sorted(groups.items(), key=lambda group: not group[0]):
        lines += [Content(), Content.styled(heading or OTHERS, f"bold {MUTED}")]
        lines += [
            Content.assemble(
                (f"{' '.join(keys):>14}  ", "bold $accent"),
                description,
                (f"  {tip}" if tip else "", MUTED),
            ).stylize(Style.from_meta({"key": next(iter(keys.values()))}))
            for (description, tip), keys in rows.items()
        ]
    return lines[1:] if len(groups) > 1 else lines[2:]
