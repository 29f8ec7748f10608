"""What a YAML file consists of, with places. Its reader is `reader`, which needs PyYAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from quiz.decks.faults import START, Mark


class Scalar(Protocol):
    """A text."""

    @property
    def value(self) -> str:
        """The text itself."""

    @property
    def style(self) -> str | None:
        """The character that introduces it; None for a plain text."""

    @property
    def start_mark(self) -> Mark:
        """Where it begins."""

    @property
    def end_mark(self) -> Mark:
        """Where it ends."""


class Mapping:
    """Keys with their values, in file order; a key may occur more than once."""

    __slots__ = ("end_mark", "is_flow", "pairs", "start_mark")

    def __init__(self, start_mark: Mark, is_flow: bool) -> None:
        self.start_mark = start_mark
        self.end_mark = start_mark
        self.is_flow = is_flow
        self.pairs: list[tuple[Node, Node]] = []


class Sequence:
    """The items of a list."""

    __slots__ = ("end_mark", "is_flow", "items", "start_mark")

    def __init__(self, start_mark: Mark, is_flow: bool) -> None:
        self.start_mark = start_mark
        self.end_mark = start_mark
        self.is_flow = is_flow
        self.items: list[Node] = []


Node = Mapping | Sequence | Scalar


class Text(NamedTuple):
    """A text from elsewhere than a file."""

    value: str
    style: str | None = '"'
    start_mark: Mark = START
    end_mark: Mark = START


def node_of(value: Any, change: Callable[[str], str] = str) -> Node:
    """The node for a value from JSON. change: makes another text of each."""
    node: Mapping | Sequence
    if isinstance(value, dict):
        node = Mapping(START, True)
        node.pairs = [(Text(str(key)), node_of(inner, change)) for key, inner in value.items()]
        return node
    if isinstance(value, list):
        node = Sequence(START, True)
        node.items = [node_of(inner, change) for inner in value]
        return node
    if isinstance(value, str):
        return Text(change(value))
    return Text(str(value).lower() if isinstance(value, bool) else str(value))
