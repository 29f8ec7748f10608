"""Bindings whose keys the player can change."""

from __future__ import annotations

from textual.binding import Binding

from quiz.settings.keys import ACTIONS


def bind(
    name: str,
    screen: str,
    action: str,
    title: str,
    *,
    show: bool = True,
    group: Binding.Group | None = None,
) -> Binding:
    """Bind a Textual action to the keys of `name` on a screen (see `quiz.settings.keys`), or to
    the player's own keys for it."""
    return Binding(ACTIONS[name][screen], action, title, show=show, id=name, group=group)
