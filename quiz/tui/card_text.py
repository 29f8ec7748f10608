"""The texts of a card on the screen: literal or, if its deck says so, Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from types import ModuleType

from rich.cells import cell_len
from textual.content import Content
from textual.visual import Visual

from quiz.card import Card
from quiz.display import printable
from quiz.loading import kept
from quiz.text.direction import is_right_to_left
from quiz.text.rendered import is_plain
from quiz.text.shown import shown
from quiz.tui.literal import TAB, literal
from quiz.tui.parted_text import Paragraphs, Part, PartedText
from quiz.tui.widgets.strips import Part as StripPart

READ_AHEAD = 60
"""Cells for which a text is read ahead; its blocks and colours are the same for any width."""

ATTRIBUTES = frozenset({"bold", "italic", "underline", "strike", "dim", "reverse"})

LONG = 200
"""Letters from which a text is one to read rather than a line in the middle."""


class CardText:
    """A text of a card among the lines that are told. style: the Textual style of its words.

    lead: what stands before it; in Markdown its further lines are indented below.
    """

    def __init__(self, card: Card, text: str, style: str = "", lead: Content | None = None) -> None:
        self.lead = lead or Content()
        self.markdown = card.markdown and not is_plain(text)
        self.text = text
        self.style = style

    @property
    def part(self) -> Content | Part:
        """What it is among other lines: only Markdown, and what runs from right to left, needs a
        look at the width."""
        if self.markdown:
            part: Part = _rich_text().Markdown(self.text, self.style, self.lead)
            return part
        if not self.lead and any(map(is_right_to_left, self.text.splitlines())):
            return Paragraphs(literal(self.text, self.style))
        below = "\n" + " " * self.lead.cell_length
        return self.lead + literal(self.text.replace("\n", below), self.style)

    @property
    def plain(self) -> str:
        """What it says, without marks."""
        return self.lead.plain + shown(self.text, markdown=self.markdown)


def told(lines: Sequence[Content | CardText]) -> Visual:
    """Lines below each other, for any widget."""
    parts = [line.part if isinstance(line, CardText) else line for line in lines]
    plain = [part for part in parts if isinstance(part, Content)]
    if len(plain) == len(parts):
        return Content("\n").join(plain)
    return PartedText(parts)


def is_long(text: str) -> bool:
    """Whether a text stands on the left, as it has lines of its own or many."""
    return "\n" in text or len(text) > LONG


def wrapped(text: str, width: int, *, markdown: bool) -> list[list[StripPart]]:
    """The lines of a text, each of at most `width` cells, as parts for `strips.strip`. The lines
    of the author stay: they may be code, or steps."""
    if markdown and not is_plain(text):
        return [_parts(line) for line in _rich_text().markdown_lines(text, width)] or [[]]
    text = printable(text).expandtabs(TAB).rstrip()
    if "\n" not in text and cell_len(text) <= width:
        return [[(text, "")]]
    return [[(line.plain, "")] for line in Content(text).wrap(width)]


def read_ahead(card: Card) -> None:
    """Read the Markdown of a card that comes next, so that its paint need not wait for that."""
    for text in (card.prompt, card.whole, card.explanation, *card.answers, *card.distractors):
        wrapped(text, READ_AHEAD, markdown=card.markdown)


def attributes(style: str) -> str:
    """A style without its colours, for a ground on which they may be unreadable."""
    return " ".join(word for word in style.split() if word in ATTRIBUTES)


def _parts(line: Content) -> list[StripPart]:
    """A line cut where its style changes; the ground is that of the widget."""
    spans = [span for span in line.spans if not str(span.style).startswith("on ")]
    cuts = sorted({0, len(line), *(at for span in spans for at in (span.start, span.end))})
    return [
        (
            line.plain[start:end],
            " ".join(str(span.style) for span in spans if span.start <= start < span.end),
        )
        for start, end in pairwise(cuts)
    ]


@cache
def _rich_text() -> ModuleType:
    # Decks of plain text do without Markdown, and without the colours of code.
    with kept():
        from quiz.tui import rich_text

    return rich_text
