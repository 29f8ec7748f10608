"""Converts Anki's cloze texts, `{{c1::answer::hint}}`, to ours and back.

In Anki, gaps may be nested, and one gap may belong to several cards. Here neither is so: such a
text becomes one text for each card, and all of them one note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote
from quiz.decks.limits import CARDS
from quiz.decks.note import Gap
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.template import Template
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
_GAP = re.compile(f"{GAP_START}(.*?){GAP_NUMBERED}(.*?){GAP_HINT}(.*?){GAP_END}", re.DOTALL)
_OPENS, _CLOSES = r"\(", r"\)"
_FORMULA = r"\\\((?:(?!\\[()]).)+\\\)"
_GAP_OF_FORMULA = re.compile(rf"\{{\{{c\d+::{_FORMULA}(?:::[^{{}}]*)?\}}\}}", re.DOTALL)
_PART = rf"(?:{_FORMULA}|{_GAP_OF_FORMULA.pattern})"
_BESIDE_OPERATOR = r"(?:(?<=[-=+]\\\)) | (?=\\\([-=+]))?"
"""Between two parts: a space beside an operator, which TeX sets in any case."""

_FORMULAS = re.compile(rf"{_PART}(?:{_BESIDE_OPERATOR}{_PART})+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ClozeText:
    """Parts as in a ClozeNote, and for each gap the number of its card in Anki."""

    parts: tuple[str | Gap, ...]
    numbers: tuple[int, ...]


@dataclass(slots=True)
class _Draft:
    parts: list[str | Gap] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def literal(self, text: str) -> None:
        if not self.parts:
            text = text.lstrip()
        if text and self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += text
        elif text:
            self.parts.append(text)

    def gap(self, number: int, text: str, hint: str) -> None:
        """Add a gap, unless it is empty."""
        answer = text.strip()
        start = len(text) - len(text.lstrip())
        self.literal(text[:start])
        if answer:
            self.parts.append(Gap(answer, (), hint.strip()))
            self.numbers.append(number)
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


def numbers_in(html: str) -> frozenset[int]:
    """The numbers of the gaps in a field."""
    return _numbers_of(_pieces(mark_gaps(html)))


def parse_gaps(text: str, asked: Set[int] = frozenset()) -> list[ClozeText]:
    """The cloze texts in a marked text: one, or if gaps are nested or have several numbers, one for
    each number, in which all other gaps are filled in as plain text.

    asked: the numbers of the gaps to leave open; none for all. Gaps that share a number in Anki
    have it here as well. Markdown in the text is split at gaps.
    """
    pieces = list(_pieces(_split_markdown(text)))
    whole, is_flat = _asking(pieces, asked)
    if is_flat:
        return [_grouped(whole)] if whole.numbers else []
    numbers = asked or _numbers_of(pieces)
    drafts = (_asking(pieces, {number})[0] for number in sorted(numbers)[: CARDS.most])
    return [_grouped(draft) for draft in drafts if draft.numbers]


def cloze_note(
    texts: Sequence[ClozeText], extras: Extras
) -> tuple[ClozeNote | CardsNote, list[int]]:
    """The one note of these texts, and the number in Anki of each of its cards."""
    notes = [ClozeNote(text.parts) for text in texts]
    numbers = [
        text.numbers[group[0]]
        for text, note in zip(texts, notes, strict=True)
        for group in note.groups
    ]
    if len(texts) == 1:
        return replace(notes[0], extras=extras), numbers
    media = Extras(media=extras.media)
    cards = tuple(
        BasicNote(face.prompt, face.answers[0], extras=media)
        for note in notes
        for face in note.faces()
    )
    alone = replace(extras, media=NO_EXTRAS.media)
    return CardsNote((), Template("", (), cards), alone), numbers


def format_gaps(parts: Sequence[str | Gap], to_html: Callable[[str], str] = text_to_html) -> str:
    """The HTML of Anki's cloze text for our parts. Gaps are numbered from 1 in the order of their
    cards; other right answers are left out. to_html: converts Markdown; by default it is no
    Markdown."""
    marked = ""
    numbers: dict[tuple[bool, int], int] = {}
    for index, part in enumerate(parts):
        if isinstance(part, Gap):
            group = bool(part.number), part.number or index
            number = numbers.setdefault(group, len(numbers) + 1)
            answer, hint = clean(part.answer), clean(part.hint)
            if to_html is not text_to_html and answer.startswith("```"):
                # A block begins on a line of its own.
                answer = f"\n{answer}\n"
            marked += f"{GAP_START}{number}{GAP_NUMBERED}{answer}{GAP_HINT}{hint}{GAP_END}"
        else:
            marked += clean(part)
    # Convert the whole text at once: a space next to a gap is not at the end of a line.
    html = _GAP.sub(_as_anki, to_html(marked).replace("{", "&#123;"))
    return _FORMULAS.sub(_one_formula, html)


def _one_formula(run: re.Match[str]) -> str:
    """Formulas and gaps of formulas without anything between them: one formula with gaps."""
    beside = _GAP_OF_FORMULA.sub("", run[0])
    if beside in ("", run[0]):
        return run[0]
    return rf"\({run[0].replace(_OPENS, '').replace(_CLOSES, '')}\)"


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


def _numbers_of(pieces: Iterable[tuple[str | None, str]]) -> frozenset[int]:
    return frozenset(n for mark, piece in pieces if mark == GAP_START for n in _numbers(piece))


def _asking(pieces: Sequence[tuple[str | None, str]], asked: Set[int]) -> tuple[_Draft, bool]:
    """The text with gaps for the cards of these numbers, or all, and whether each gap stands for
    itself, in one card."""
    draft = _Draft()
    # Of each open gap, whether it is the one that is asked, and whether its hint has begun.
    opened: list[list[bool]] = []
    hidden = 0
    asked_number = 0
    answer = hint = ""
    is_flat, within = True, False
    for mark, piece in pieces:
        if mark is None:
            if hidden:
                if hidden == 1 and opened[-1] == [True, True]:
                    hint += piece
            elif within:
                answer += piece
            else:
                draft.literal(piece)
        elif mark == GAP_START:
            found = _numbers(piece)
            is_flat = is_flat and not opened and len(found) < 2
            right = [number for number in found if not asked or number in asked]
            starts = bool(right) and not within
            opened.append([starts, False])
            if starts:
                within, asked_number, answer, hint = True, right[0], "", ""
        elif not opened:
            continue
        elif mark == GAP_HINT:
            hidden += not opened[-1][1]
            opened[-1][1] = True
        else:
            is_asked, has_hint = opened.pop()
            hidden -= has_hint
            if is_asked:
                draft.gap(asked_number, answer, hint)
                within = False
    if within:
        draft.gap(asked_number, answer, hint)
    return draft, is_flat


def _grouped(draft: _Draft) -> ClozeText:
    """The text; its gaps have a number if they share it with another gap."""
    uses = Counter(draft.numbers)
    numbers = iter(draft.numbers)
    parts: list[str | Gap] = []
    for part in draft.parts:
        if isinstance(part, Gap) and uses[number := next(numbers)] > 1:
            part = replace(part, number=number)
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
    found = (int(number) for number in text.split(",") if number.isdigit() and len(number) < 6)
    # In Anki, c0 makes no card.
    return tuple(number for number in found if number)
