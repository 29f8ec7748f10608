"""What a text of a deck says when it is shown, be it Markdown or literal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import ModuleType

from quiz.card import JOINTS, Card, Kind
from quiz.text.normalise import distinct
from quiz.text.rendered import Rendered, is_plain

MOST_OTHERS = 6
"""How many other right answers are shown with the answer."""

_ITEM = re.compile(r"(?:-|\d+\.) (.+)")


def _markdown() -> ModuleType:
    from quiz.text import markdown

    return markdown


def rendered(text: str, *, markdown: bool) -> Rendered:
    """What a text says. markdown: whether it is Markdown; if not, it says what is typed."""
    if not markdown or is_plain(text):
        return Rendered(text)
    found: Rendered = _markdown().render(text)
    return found


def pictures(text: str) -> tuple[tuple[str, str], ...]:
    """The images in a text in Markdown, see `quiz.text.markdown.pictures`."""
    found: tuple[tuple[str, str], ...] = _markdown().pictures(text) if "![" in text else ()
    return found


def worded(card: Card) -> Card:
    """The card with its answer as it is told: True or False, in the words of its options."""
    if card.kind is not Kind.TRUE_FALSE:
        return card
    return card._replace(answers=tuple(map(str.capitalize, card.answers)))


def readable(card: Card) -> Card:
    """The card with its texts as they are shown, for lists and voices. A picture without a
    description is its file's name in brackets; the items of a list follow each other."""
    card = worded(card)
    if not card.markdown:
        return card

    def read(text: str) -> str:
        lines = shown(text, markdown=True).split("\n")
        items = [found[1] for line in lines if (found := _ITEM.fullmatch(line))]
        return ", ".join(items) if len(items) == len(lines) > 1 else "\n".join(lines)

    return card._replace(
        prompt=read(card.prompt),
        answers=tuple(map(read, card.answers)),
        distractors=tuple(map(read, card.distractors)),
        options=tuple(map(read, card.options)),
        hint=read(card.hint),
        explanation=read(card.explanation),
        whole=read(card.whole),
        markdown=False,
    )


def lesson(card: Card) -> str:
    """What there is to know once the answer is shown: other right answers, and the explanation. An
    answer that differs from an earlier one only by what is forgiven is no other one; an explanation
    that differs no more from the prompt, which has no gaps by then, says nothing."""
    others = _different(card.answers[:1] if card.kind in JOINTS else card.answers, card)[1:]
    also = " / ".join(others[:MOST_OTHERS]) + " …" * (len(others) > MOST_OTHERS)
    said = [shown(text, markdown=card.markdown) for text in (card.filled, card.explanation)]
    more = card.explanation if _different(said, card)[1:] else ""
    apart = "\n\n" if card.markdown else "\n"
    return apart.join(filter(None, (also and f"Also right: {also}", more)))


def _different(texts: Iterable[str], card: Card) -> tuple[str, ...]:
    """The texts without those that count as an earlier one on this card."""
    return tuple(dict.fromkeys(texts)) if card.strict else distinct(texts, card.language)


def shown(text: str, *, markdown: bool) -> str:
    """The text without its marks, for a list or a voice. markdown: whether it is Markdown."""
    return rendered(text, markdown=True).plain if markdown else text
