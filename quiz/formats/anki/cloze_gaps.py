"""Converts Anki's cloze texts, `{{c1::answer::hint}}`, to ours and back.

In Anki, gaps may be nested. Here they are not: a text with nested gaps becomes one text for each
depth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quiz.decks.note import Gap
from quiz.formats.html import text_to_html
from quiz.formats.marked import (
    GAP_END,
    GAP_HINT,
    GAP_NUMBERED,
    GAP_START,
    MARKDOWN,
    MARKDOWN_START,
    as_markdown,
    clean,
)

_TOKEN = re.compile(r"\{\{c(\d+(?:,\d+)*)::|::|\}\}")
_MARK = re.compile(f"{GAP_START}([^{GAP_NUMBERED}]*){GAP_NUMBERED}|{GAP_HINT}|{GAP_END}")
_GAP = re.compile(
    f"{GAP_START}(.*?){GAP_NUMBERED}(.*?){GAP_HINT}(.*?){GAP_END}",
    re.DOTALL,
)
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class ClozeText:
    """Parts as in a ClozeNote, and for each gap its numbers in Anki, one or more."""

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
        """Add a gap, unless it has no text, such as an image."""
        answer = text.strip()
        start = len(text) - len(text.lstrip())
        self.literal(text[:start])
        if answer:
            self.parts.append(Gap(answer, (), hint.strip()))
            self.numbers.append(numbers)
            self.literal(text[len(text.rstrip()) :])


def mark_gaps(html: str) -> str:
    """The HTML of a field with marks in place of the braces of its gaps.

    Unmatched braces stay as they are, as in Anki.
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


def holds_gaps(html: str) -> bool:
    """Whether a field has gaps."""
    return mark_gaps(html) != html


def parse_gaps(text: str) -> list[ClozeText]:
    """The cloze texts in a marked text, one for each nesting depth of its gaps.

    In each, all other gaps are filled in as plain text. Gaps that share a number in Anki have it
    here as well. Markdown in the text is split at the gaps.
    """
    pieces = list(_pieces(_split_markdown(text)))
    texts = []
    for depth in range(_DEEPEST):
        draft, deeper = _at_depth(pieces, depth)
        if draft.numbers:
            texts.append(_grouped(draft))
        if not deeper:
            break
    return texts


def format_gaps(parts: Sequence[str | Gap], to_html: Callable[[str], str] = text_to_html) -> str:
    """The HTML of Anki's cloze text for our parts. Gaps are numbered from 1 in the order of their
    cards; other right answers are left out. to_html: converts the text."""
    marked = ""
    numbers: dict[tuple[bool, int], int] = {}
    for index, part in enumerate(parts):
        if isinstance(part, Gap):
            group = bool(part.number), part.number or index
            number = numbers.setdefault(group, len(numbers) + 1)
            answer, hint = clean(part.answer), clean(part.hint)
            marked += f"{GAP_START}{number}{GAP_NUMBERED}{answer}{GAP_HINT}{hint}{GAP_END}"
        else:
            marked += clean(part)
    # Convert the whole text at once: a space next to a gap is not at the end of a line.
    return _GAP.sub(_as_anki, to_html(marked).replace("{", "&#123;"))


def _as_anki(gap: re.Match[str]) -> str:
    """A marked gap in Anki's syntax, with its own braces and colons escaped."""
    answer, hint = (gap[n].replace("}", "&#125;").replace(":", "&#58;") for n in (2, 3))
    return f"{{{{c{gap[1]}::{answer}{'::' * bool(hint)}{hint}}}}}"


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


def _grouped(draft: _Draft) -> ClozeText:
    """The text; its gaps have a number if they share it with another gap."""
    uses = Counter(number for numbers in draft.numbers for number in numbers)
    numbers = iter(draft.numbers)
    parts: list[str | Gap] = []
    for part in draft.parts:
        if isinstance(part, Gap):
            shared = [number for number in next(numbers) if uses[number] > 1]
            part = replace(part, number=shared[0] if shared else 0)
        parts.append(part)
    return ClozeText(tuple(parts), tuple(draft.numbers))


def _split_markdown(text: str) -> str:
    """The marked text with no mark of a gap inside of Markdown."""
    if MARKDOWN_START not in text:
        return text

    def split(found: re.Match[str]) -> str:
        pieces = re.split(f"({_MARK.pattern})", found[1])
        # The pattern has one group of its own.
        return "".join(
            as_markdown(piece) if n % 3 == 0 else piece
            for n, piece in enumerate(pieces)
            if n % 3 < 2 and piece
        )

    return MARKDOWN.sub(split, text)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number.isdigit() and len(number) < 6)
