"""The year of a work: "the comedy The Long Holiday (1926)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import ORGANISATIONS
from quiz.facts.extract.parse_tree import Token
from quiz.wording import with_capital

_WORD = r"[A-Z][\w'’.-]*:?"
_SMALL = r"(?:of|the|and|in|on|for|a|an|to|with|from|at|by|de|la)"
_DATED = re.compile(rf"((?:{_WORD} (?:{_SMALL} )*)*{_WORD}),? \((\d{{4}})(?: film)?\)")
_LISTED = re.compile(
    r"(?:(?<=[a-z]: )|(?<=\d\) and )|(?<=\d\), )|(?<=\d\), and ))"
    r"([A-Z]\w+(?: [\w'’-]+)+) \((\d{4})\)"
)
"""A title in another language, of which only the first word has a capital, in a list of works."""

_FIRST = re.compile(r"^(?:In|On|At|With|For|After|By|And|But|His|Her|Its|Their) (?=[A-Z])")
_PART = re.compile(r"(?:\bby|[A-Z]\w+,) $")
_FEW = 10


def works(scene: Scene) -> Iterator[Draft]:
    """The names followed by a year in parentheses."""
    span = scene.sentence.span
    others = (found for found in _LISTED.finditer(span.text) if not _DATED.search(found[0]))
    for found in (*_DATED.finditer(span.text), *others):
        title = _FIRST.sub("", found[1])
        start = found.end(1) - len(title)
        tokens = span.part(start, found.end(1))
        if tokens is None or len(title.split()) > _FEW:
            continue
        name = next((n for t in tokens if (n := scene.parsed.name_of(t))), None)
        known = found.re is _LISTED or (name is not None and name.kind not in ("person", "place"))
        if not (known or (name is None and " " in title)):
            continue
        before = span.text[:start]
        if _PART.search(before) or _is_body(tokens) or tokens[0].pos_ == "VERB":
            # "See Lind (1999)" names a source.
            continue
        year = span.part(*found.span(2))
        title = f"the {title}" if before.lower().endswith(" the ") else title
        yield Draft(
            "dated", f"{title} is from", found[2], "date", 0.9, scene.sentence,
            tokens, year or (), ask=f"What year is {title} from?",
            statement=f"{with_capital(title)} is from {{object}}.",
        )  # fmt: skip


def _is_body(tokens: Sequence[Token]) -> bool:
    """Whether a name is an organisation or ends in a place, so that a year after it means
    something else."""
    return any(t.lower_ in ORGANISATIONS for t in tokens) or tokens[-1].ent_type_ == "GPE"
