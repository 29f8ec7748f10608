"""Anki's cloze texts, `{{c1::answer::hint}}`, to ours and back.

With Anki all gaps of one number are one card, and gaps may stand within gaps. Here each gap is a
card of its own and gaps do not nest: a text with gaps in gaps becomes one text for each depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quiz.decks.model import Gap
from quiz.formats.anki.marks import GAP_END, GAP_HINT, GAP_NUMBERED, GAP_START
from quiz.formats.html import text_to_html

_TOKEN = re.compile(r"\{\{c(\d+(?:,\d+)*)::|::|\}\}")
_MARK = re.compile(f"{GAP_START}([^{GAP_NUMBERED}]*){GAP_NUMBERED}|{GAP_HINT}|{GAP_END}")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class ClozeText:
    """Parts as in a ClozeNote, and for each gap the numbers that Anki gave it, 1 or more."""

    parts: tuple[str | Gap, ...]
    numbers: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class _Draft:
    parts: list[str | Gap] = field(default_factory=list)
    numbers: list[tuple[int, ...]] = field(default_factory=list)

    def literal(self, text: str) -> None:
        if text and self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += text
        elif text:
            self.parts.append(text)

    def gap(self, numbers: tuple[int, ...], text: str, hint: str) -> None:
        """A gap without a text, such as an image, is none."""
        answer = " ".join(text.split())
        start = len(text) - len(text.lstrip())
        self.literal(text[:start])
        if answer:
            self.parts.append(Gap(answer, (), " ".join(hint.split())))
            self.numbers.append(numbers)
            self.literal(text[len(text.rstrip()) :])


def mark_gaps(html: str) -> str:
    """The HTML of a field with marks in place of the braces of its gaps.

    Braces that are never closed, or close nothing, stay as they are, as with Anki.
    """
    pieces: list[str] = []
    opened: list[tuple[int, int]] = []
    position = 0
    for token in _TOKEN.finditer(html):
        pieces += [html[position : token.start()], token[0]]
        position = token.end()
        here = len(pieces) - 1
        if token[1]:
            opened.append((here, 0))
        elif opened and token[0] == "::":
            start, hint = opened[-1]
            if not hint:
                opened[-1] = start, here
        elif opened:
            start, hint = opened.pop()
            numbers = pieces[start][3:-2]
            pieces[start] = f"{GAP_START}{numbers}{GAP_NUMBERED}"
            pieces[here] = GAP_END
            if hint:
                pieces[hint] = GAP_HINT
    return "".join([*pieces, html[position:]])


def without_gaps(text: str) -> str:
    """Marked text with its gaps filled in, hints left out."""
    shown: list[str] = []
    hints: list[bool] = []
    for mark, piece in _pieces(text):
        if mark is None:
            if not any(hints):
                shown.append(piece)
        elif mark == GAP_HINT:
            if hints:
                hints[-1] = True
        elif mark == GAP_END:
            if hints:
                hints.pop()
        else:
            hints.append(False)
    return "".join(shown)


def parse_gaps(text: str) -> list[ClozeText]:
    """The cloze texts in a marked text, one for each depth at which it has gaps.

    Gaps below a depth are filled in, those above it are plain text there.
    """
    pieces = list(_pieces(text))
    texts = []
    for depth in range(_DEEPEST):
        draft, deeper = _at_depth(pieces, depth)
        if draft.numbers:
            texts.append(ClozeText(tuple(draft.parts), tuple(draft.numbers)))
        if not deeper:
            break
    return texts


def format_gaps(parts: Sequence[str | Gap]) -> str:
    """The HTML of Anki's cloze text for our parts; the gaps are numbered from 1."""
    texts = []
    number = 0
    for part in parts:
        if isinstance(part, str):
            texts.append(_escaped(part))
            continue
        number += 1
        hint = f"::{_escaped(part.hint)}" if part.hint else ""
        texts.append(f"{{{{c{number}::{_escaped(part.answer)}{hint}}}}}")
    return "".join(texts)


def _escaped(text: str) -> str:
    """HTML in which no brace or colon can be taken for one of a gap's own."""
    html = text_to_html(text)
    for sign in "{}:":
        html = html.replace(sign, f"&#{ord(sign)};")
    return html


def _pieces(text: str) -> Iterator[tuple[str | None, str]]:
    """(None, text), (GAP_START, numbers), (GAP_HINT, ""), (GAP_END, "")."""
    position = 0
    for mark in _MARK.finditer(text):
        if mark.start() > position:
            yield None, text[position : mark.start()]
        position = mark.end()
        yield (mark[0], "") if mark[1] is None else (GAP_START, mark[1])
    if position < len(text):
        yield None, text[position:]


def _at_depth(pieces: Sequence[tuple[str | None, str]], depth: int) -> tuple[_Draft, bool]:
    draft = _Draft()
    hints: list[bool] = []
    hidden = 0
    numbers: tuple[int, ...] = ()
    answer = hint = ""
    deeper = False
    for mark, piece in pieces:
        if mark is None:
            if hidden:
                if hidden == 1 and len(hints) == depth + 1 and hints[-1]:
                    hint += piece
            elif len(hints) > depth:
                answer += piece
            else:
                draft.literal(piece)
        elif mark == GAP_START:
            hints.append(False)
            if len(hints) == depth + 1:
                numbers, answer, hint = _numbers(piece), "", ""
            deeper = deeper or len(hints) > depth + 1
        elif not hints:
            continue
        elif mark == GAP_HINT:
            hidden += not hints[-1]
            hints[-1] = True
        else:
            if len(hints) == depth + 1:
                draft.gap(numbers, answer, hint)
            hidden -= hints.pop()
    if len(hints) > depth:
        draft.gap(numbers, answer, hint)
    return draft, deeper


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number.isdigit() and len(number) < 6)
