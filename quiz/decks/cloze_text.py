r"""Cloze texts: `{{answer|other right answer::hint}}` marks a gap. As in Anki, gaps with the same
number, `{{c1::answer}}`, are asked together.

Outside a gap, a backslash matters only right before `{{`: `\{{` is a literal `{{`, and `\\` there
is one backslash. Inside a gap, everything in `code` and in a $formula$ is literal. Elsewhere in it,
`\` before `|`, `:`, `{`, `}`, a backtick, `$` or `\` makes that character literal. So does `\`
before a `c1::` that is part of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from quiz.card import GAP_MARK, GAP_WITH_HINT
from quiz.decks.faults import excerpt
from quiz.decks.note import Gap

_OPENING = re.compile(r"(\\*)\{\{")
_BRACES = re.compile(r"\{+")
_IN_GAP = re.compile(r"\\([|:{}\\`$]|c(?=[0-9]+::))|(`+|\$+)|(\|)|(::)|(\}\})|(\{\{)")
_TO_ESCAPE = re.compile(r"[|:{}\\]")
_ALL_TO_ESCAPE = re.compile(r"[|:{}\\`$]")
_LONGEST_SPAN = 1_000
"""The characters of code or a formula in a gap."""

_NUMBER = re.compile(r"\s*c([0-9]+)::")
_LARGEST_NUMBER = 500
_LITERAL_BRACES = re.compile(r"(\\*)(\{*)")


class ClozeError(ValueError):
    """The text is not a valid cloze; the message says why and what was expected."""


def parse_cloze(text: str) -> tuple[str | Gap, ...]:
    """Literal texts and gaps in order; no literal is empty, and no two are adjacent.

    Raises ClozeError if there is no gap, or a gap is unclosed, empty or nested, or its number is
    impossible.
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
    numbered = _NUMBER.match(text, start)
    number = int(numbered[1][:9]) if numbered else 0
    if numbered and not 1 <= number <= _LARGEST_NUMBER:
        raise ClozeError(
            f"{numbered[0].strip()!r} numbers a gap, expected c1:: to c{_LARGEST_NUMBER}::; if it "
            f"belongs to the answer, write \\{numbered[0].strip()}"
        )
    position = numbered.end() if numbered else start
    while (found := _IN_GAP.search(text, position)) is not None:
        piece += text[position : found.start()]
        position = found.end()
        escaped, sign, bar, colons, closing, _ = found.groups()
        if escaped is not None:
            piece += escaped
        elif sign is not None:
            position = _span_end(text, found.start(), sign) or position
            piece += text[found.start() : position]
        elif closing is not None:
            if hint is None:
                answers.append(piece.strip())
            else:
                hint = piece.strip()
            if not all(answers):
                found_text = excerpt(text[start:position])
                raise ClozeError(f"an empty answer in {{{{{found_text}, expected a text")
            return Gap(answers[0], tuple(answers[1:]), hint or "", number), position
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


def _span_end(text: str, start: int, sign: str) -> int | None:
    """Where the code or formula ends that this sign in a gap begins; None if it begins none."""
    begin = start + len(sign)
    after = text[begin : begin + _LONGEST_SPAN]
    if sign[0] == "`":
        closing = re.search(f"(?<!`){sign}(?!`)", after)
    else:
        # By pandoc's rules for formulas; and US$|A$ is two answers.
        is_open = len(sign) <= 2 and not text[start - 1].isalnum() and not after[:1].isspace()
        closing = re.search(rf"(?<![\s\\]){re.escape(sign)}(?![\w$])", after) if is_open else None
    if closing is None or not closing.start():
        return None
    inner = after[: closing.start()]
    for braces in re.finditer(r"\}\}", inner):
        # The end of the gap.
        if inner.count("}", 0, braces.end()) > inner.count("{", 0, braces.end()):
            return None
    return begin + closing.end()


def format_cloze(parts: tuple[str | Gap, ...]) -> str:
    """The text that `parse_cloze` parses into these parts."""
    return "".join(
        _format_gap(part)
        if isinstance(part, Gap)
        else _format_literal(part, before_gap=index + 1 < len(parts))
        for index, part in enumerate(parts)
    )


def _format_gap(gap: Gap) -> str:
    text = _gap_text(gap, _escape)
    # Signs in several answers, or behind the gap, may look like the ends of code or a formula.
    if not _means(text, gap):
        text = _gap_text(gap, lambda answer: _ALL_TO_ESCAPE.sub(r"\\\g<0>", answer))
    return text


def _means(text: str, gap: Gap) -> bool:
    """Whether the text of a gap is read as this gap, whatever follows it."""
    signs = dict.fromkeys(re.findall(r"`+|\$+", text))
    try:
        return not signs or _parse_gap(text + "".join(f"x{sign} " for sign in signs), 2) == (
            gap,
            len(text),
        )
    except ClozeError:
        return False


def _gap_text(gap: Gap, escape: Callable[[str], str]) -> str:
    answers = "|".join(map(escape, (gap.answer, *gap.accept)))
    hint = f"::{escape(gap.hint)}" if gap.hint else ""
    number = f"c{gap.number}::" if gap.number else ""
    mark = "\\" if not number and _NUMBER.match(answers + hint) else ""
    return f"{{{{{number}{mark}{answers}{hint}}}}}"


def _escape(text: str) -> str:
    """The text with backslashes where they are needed, outside code and formulas."""
    escaped = ""
    position = 0
    for sign in re.finditer(r"`+|\$+", text):
        if sign.start() >= position and (end := _span_end(f" {text}", sign.start() + 1, sign[0])):
            before = text[position : sign.start()]
            escaped += _TO_ESCAPE.sub(r"\\\g<0>", before) + text[sign.start() : end - 1]
            position = end - 1
    return escaped + _TO_ESCAPE.sub(r"\\\g<0>", text[position:])


def _format_literal(text: str, before_gap: bool) -> str:
    def replaced(match: re.Match[str]) -> str:
        slashes, braces = match[1], match[2]
        opens_gap = before_gap and match.end() == len(text)
        if len(braces) + 2 * opens_gap < 2:
            return match[0]
        pairs, rest = divmod(len(braces), 2)
        return slashes * 2 + "\\{{" * pairs + "{" * rest

    # The pattern also matches the empty string, for example at the very end.
    return _LITERAL_BRACES.sub(lambda match: replaced(match) if match[0] else "", text)


def shown_text(parts: tuple[str | Gap, ...], asked: Container[int] = ()) -> str:
    """The text with its gaps filled in, except that those in `asked` (from 0) show `GAP_MARK`, or
    their hints."""
    texts = []
    number = 0
    for part in parts:
        if isinstance(part, Gap):
            mark = GAP_WITH_HINT.format(part.hint) if part.hint else GAP_MARK
            texts.append(mark if number in asked else part.answer)
            number += 1
        else:
            texts.append(part)
    return "".join(texts)
