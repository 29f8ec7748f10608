"""A fact, its sentence and its cards as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.visual import Visual

from quiz.card import Card
from quiz.display import printable
from quiz.facts.decisions import OBJECT, SUBJECT, SURE, sentence_parts
from quiz.facts.fact import Fact, Status
from quiz.facts.fact_wording import around_gap, statement_of
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.parted_text import HangingText, Part, PartedText
from quiz.wording import counted

# Distinct without colours too: one is underlined, the other has a background.
STYLES = {SUBJECT: "bold underline $secondary", OBJECT: "bold $background on $accent", "": ""}
_STATUS = {
    Status.CANDIDATE: ("? undecided", "bold $warning"),
    Status.ACCEPTED: ("✓ accepted", "bold $success"),
    Status.EDITED: ("✓ edited", "bold $success"),
    Status.REJECTED: ("✗ rejected", "bold $error"),
}


def sentence_line(fact: Fact) -> Content:
    """The sentence with subject and object marked."""
    if fact.evidence is None:
        return Content("")
    return Content("").join(
        Content.styled(_spaced(text), STYLES[role]) if role else Content(_spaced(text))
        for text, role in sentence_parts(fact.evidence, fact.subject, fact.object)
    )


def evidence_lines(fact: Fact) -> list[Content]:
    """The other sentences that the fact rests on."""
    return [literal_line(text, MUTED) for text in (fact.evidence.more if fact.evidence else ())]


def status_line(fact: Fact) -> Content:
    """The decision on a fact, and its category and type."""
    word, style = _STATUS[fact.status]
    kind = fact.category if fact.type in ("", fact.category) else f"{fact.category}, {fact.type}"
    parts = [kind, f"{fact.confidence:.0%} sure"]
    if fact.paragraph:
        parts.append(f"paragraph {fact.paragraph}")
    if fact.evidence is not None and fact.evidence.article:
        parts.append(fact.evidence.article)
    return Content.assemble((word, style), (" · ", MUTED), literal_line(" · ".join(parts), MUTED))


def fact_row(fact: Fact) -> Content:
    """The decision on a fact, how sure it is, and its statement, in one line."""
    word, style = _STATUS[fact.status]
    sure = (f" {fact.confidence:4.0%} ", "" if fact.confidence >= SURE else MUTED)
    return Content.assemble((word[0], style), sure, literal_line(statement_of(fact)))


def fact_lines(fact: Fact) -> list[Content]:
    """The fact in one sentence with its object marked, then what else it says."""
    statement = statement_of(fact)
    start = len(around_gap(fact)[0])
    end = start + len(fact.object)
    lines = [
        Content.assemble(
            _spaced(statement[:start]),
            (_spaced(statement[start:end]), STYLES[OBJECT]),
            _spaced(statement[end:]),
        )
    ]
    further = {
        "as of": fact.as_of,
        "also right": "; ".join(fact.accept),
        "wrong": "; ".join(fact.distractors),
        "wording": fact.wording,
    }
    lines.extend(
        Content.assemble((f"{name}  ", MUTED), literal_line(text))
        for name, text in further.items()
        if text
    )
    return lines


def card_lines(cards: Sequence[Card]) -> Visual:
    """Each card with its prompt, answer and distractors."""
    if not cards:
        nothing = "No card from it alone; a list, for example, needs two facts."
        return Content.styled(nothing, MUTED)
    lines: list[Content | Part] = [Content.styled(counted(len(cards), "card"), f"bold {MUTED}")]
    for number, card in enumerate(cards, 1):
        lines.append(HangingText(Content.styled(f"{number} ", MUTED), literal_line(card.prompt)))
        lines.append(HangingText(Content("  → "), Content("").join(_answer(card))))
    return PartedText(lines)


def tally(counts: Counter[Status], decided: int, total: int) -> Content:
    """The progress of the review in words and numbers."""
    kept = counts[Status.ACCEPTED] + counts[Status.EDITED]
    return Content.assemble(
        (f"✓ {kept}", "$success"),
        "  ",
        (f"✗ {counts[Status.REJECTED]}", "$error"),
        (f"   {decided} of {total} decided", MUTED),
    )


def _answer(card: Card) -> Iterable[Content]:
    yield literal_line(card.answer, "bold $success")
    if card.distractors:
        yield Content("   ")
        yield literal_line("not " + "; ".join(card.distractors), MUTED)


def _spaced(text: str) -> str:
    """Like `one_line`, but keeps the spaces at both ends, since pieces are joined."""
    return re.sub(r"\s+", " ", printable(text))
