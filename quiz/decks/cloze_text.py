r"""Cloze texts: `{{answer|other right answer::hint}}` marks a gap.

Outside a gap, a backslash matters only right before `{{`: `\{{` is a literal `{{`, and `\\` there
is one backslash. Inside a gap, `\` before `|`, `:`, `{`, `}` or `\` makes that character literal.
The same goes for `c1::`, which is how Anki numbers gaps and otherwise a fault here.
"""

from __future__ import annotations

import re

from quiz.card import GAP_MARK
from quiz.decks.faults import excerpt
from quiz.decks.note import Gap

_OPENING = re.compile(r"(\\*)\{\{")
_BRACES = re.compile(r"\{+")
_IN_GAP = re.compile(r"\\([|:{}\\]|c(?=[0-9]+::))|(\|)|(::)|(\}\})|(\{\{)")
_TO_ESCAPE = re.compile(r"[|:{}\\]")
_ANKI_NUMBER = re.compile(r"\s*c[0-9]+::")
_LITERAL_BRACES = re.compile(r"(\\*)(\{*)")


class ClozeError(ValueError):
    """The text is not a valid cloze; the message says why and what was expected."""


def parse_cloze(text: str) -> tuple[str | Gap, ...]:
    """Literal texts and gaps in order; no literal is empty, and no two are adjacent.

    Raises ClozeError if there is no gap, or a gap is unclosed, empty, nested or numbered as in
    Anki.
    """
    parts: list[str | Gap] = []
    literal = ""
    position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        slashes = len(opening[1])
        literal += text[position : opening.start()] + "\\" * (slashes // 2)
        if slashes % 2:
            literal += "{{"
            position = opening.end()
            continue
        braces = _BRACES.match(text, opening.end(1))
        assert braces is not None
        literal += "{" * (len(braces[0]) - 2)
        gap, position = _parse_gap(text, braces.end())
        if literal:
            parts.append(literal)
        parts.append(gap)
        literal = ""
    literal += text[position:]
    if not parts:
        raise ClozeError("a cloze without a gap, expected at least one {{answer}}")
    if literal:
        parts.append(literal)
    return tuple(parts)


def _parse_gap(text: str, start: int) -> tuple[Gap, int]:
    answers: list[str] = []
    hint: str | None = None
    piece = ""
    position = start
    number = _ANKI_NUMBER.match(text, start)
    while (found := _IN_GAP.search(text, position)) is not None:
        piece += text[position : found.start()]
        position = found.end()
        escaped, bar, colons, closing, _ = found.groups()
        if escaped is not None:
            piece += escaped
        elif closing is not None:
            if hint is None:
                answers.append(piece.strip())
            else:
                hint = piece.strip()
            if not all(answers):
                found_text = excerpt(text[start:position])
                raise ClozeError(f"an empty answer in {{{{{found_text}, expected a text")
            if number:
                meant = excerpt(text[number.end() : position])
                raise ClozeError(
                    f"{number[0].strip()!r} is how Anki numbers gaps, expected {{{{{meant}; if it "
                    f"belongs to the answer, write \\{number[0].strip()}"
                )
            return Gap(answers[0], tuple(answers[1:]), hint or ""), position
        elif hint is not None and (bar or colons):
            piece += found[0]
        elif bar is not None:
            answers.append(piece.strip())
            piece = ""
        elif colons is not None:
            answers.append(piece.strip())
            piece, hint = "", ""
        else:
            raise ClozeError("'{{' inside a gap, expected '}}' first; write \\{{ for a literal one")
    beginning = excerpt(text[start : start + 20])
    raise ClozeError(f"the gap that starts '{{{{{beginning}' is never closed, expected '}}}}'")


def format_cloze(parts: tuple[str | Gap, ...]) -> str:
    """The text that `parse_cloze` parses into these parts."""
    texts = []
    for index, part in enumerate(parts):
        if isinstance(part, Gap):
            answers = "|".join(_escape(answer) for answer in (part.answer, *part.accept))
            hint = f"::{_escape(part.hint)}" if part.hint else ""
            numbered = "\\" if _ANKI_NUMBER.match(answers + hint) else ""
            texts.append(f"{{{{{numbered}{answers}{hint}}}}}")
        else:
            texts.append(_format_literal(part, before_gap=index + 1 < len(parts)))
    return "".join(texts)


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(r"\\\g<0>", text)


def _format_literal(text: str, before_gap: bool) -> str:
    def replaced(match: re.Match[str]) -> str:
        slashes, braces = match[1], match[2]
        opens_gap = before_gap and match.end() == len(text)
        if len(braces) + 2 * opens_gap < 2:
            return match[0]
        pairs, rest = divmod(len(braces), 2)
        return slashes * 2 + "\\{{" * pairs + "{" * rest

    # The pattern also matches the empty string, for example at the very end.
    return _LITERAL_BRACES.sub(
        lambda match: replaced(match) if match[0] else "",
        text,
    )


def shown_text(parts: tuple[str | Gap, ...], asked: int | None = None) -> str:
    """The text with its gaps filled in, except that gap `asked` (from 0) shows `GAP_MARK`."""
    texts = []
    number = 0
    for part in parts:
        if isinstance(part, Gap):
            texts.append(GAP_MARK if number == asked else part.answer)
            number += 1
        else:
            texts.append(part)
    return "".join(texts)
