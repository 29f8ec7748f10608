"""The reviewer's decisions on facts: accept, reject, edit, and preview the cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.decks.note import Note
from quiz.decks.writer import dump_deck
from quiz.facts.answerable import asking_of
from quiz.facts.deck_building import build_deck, dull_ones, merit, notes_of
from quiz.facts.fact import CATEGORIES, Evidence, Fact, FactsFile, Status
from quiz.facts.fact_distractors import Distractors
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_writer import dump_facts
from quiz.facts.templates import RELATIONS
from quiz.wording import counted

SURE = 0.8
"""The least confidence at which a fact is accepted without review."""

FAIR = 0.7
"""The least confidence at which a fact may fill up a short deck. Of the cards that filled decks of
fresh news, a third was good below it, and up to a half from there to `SURE`."""

LIKELY = 0.5
"""The least confidence at which a fact is more likely good than bad."""

TRIED = 50
"""How many fair facts are tried for a short deck; each try builds it."""

FEWEST, FEW = 4, 2
"""How many cards make a deck worth playing: of fair facts, and of dull ones."""

SUBJECT = "subject"
OBJECT = "object"
_EDGES = " \n,;"
"""What is not marked at either end of a subject or an object."""

_CHANGEABLE = frozenset(
    (
        *("subject", "relation", "object", "category", "type", "accept", "distractors"),
        *("paragraph", "wording", "event", "negation", "as_of", "ask", "statement"),
    )
)


def accept(fact: Fact) -> Fact:
    """Accept the fact. An edited one stays edited; both make cards."""
    return fact if fact.status is Status.EDITED else replace(fact, status=Status.ACCEPTED)


def reject(fact: Fact) -> Fact:
    """Reject the fact. It stays in the file, so that extraction does not offer it again."""
    return replace(fact, status=Status.REJECTED)


def reopen(fact: Fact) -> Fact:
    """Make the fact a candidate again. Edits stay."""
    return replace(fact, status=Status.CANDIDATE)


def edit(fact: Fact, **changes: Any) -> Fact:
    """Change some fields of the fact. It then counts as accepted, and extraction leaves it alone.

    Its id and evidence stay. Raises ValueError, with a one-line message, if a field cannot be
    changed or would be invalid.
    """
    for name in changes:
        if name not in _CHANGEABLE:
            raise ValueError(f"'{name}' of a fact cannot be edited")
    new = replace(fact, status=Status.EDITED, **changes)
    for name in ("subject", "object"):
        if not getattr(new, name).strip():
            raise ValueError(f"the {name} is empty, expected a text")
    if new.relation not in RELATIONS:
        raise ValueError(f"unknown relation '{new.relation}', expected one of the known ones")
    if new.category not in CATEGORIES:
        raise ValueError(f"unknown category '{new.category}', expected {', '.join(CATEGORIES)}")
    return new


def above(file: FactsFile, confidence: float, category: str = "") -> list[Fact]:
    """The candidates with at least this confidence. category: only of this one; "" for all."""
    return [
        fact
        for fact in file.facts
        if fact.status is Status.CANDIDATE
        and fact.confidence >= confidence
        and category in ("", fact.category)
    ]


def accept_above(file: FactsFile, confidence: float) -> FactsFile:
    """Accept every candidate with at least this confidence."""
    return _accepting(file, above(file, confidence))


def _accepting(file: FactsFile, facts: Iterable[Fact]) -> FactsFile:
    chosen = {fact.id for fact in facts}
    return replace(
        file, facts=tuple(accept(fact) if fact.id in chosen else fact for fact in file.facts)
    )


def words_above(count: int, undecided: int, confidence: float) -> str:
    """How many undecided facts are above a confidence: "5 of 9 undecided facts that are at least
    80% sure"."""
    facts, are = counted(undecided, "undecided fact"), "is" if undecided == 1 else "are"
    return f"{count:,} of {facts} that {are} at least {confidence:.0%} sure"


def accept_best(file: FactsFile, fewest: int = FEWEST) -> FactsFile:
    """Accept the sure candidates that are worth asking; if they make too few cards, also others.

    fewest: how many cards are enough. Of these others, the ones with options come first, then those
    whose answer is typed; dull facts only come if there are hardly any cards. Facts that are less
    than fair, and those that nobody can be expected to answer, never do: no deck is better than a
    deck of bad cards.
    """
    dull, answers = dull_ones(file), Distractors(file.facts)
    asking = {fact.id: asking_of(fact, answers) for fact in above(file, FAIR)}
    fair = [fact for fact in above(file, FAIR) if asking[fact.id]]
    best = _accepting(file, (f for f in fair if f.confidence >= SURE and f.id not in dull))
    cards = len(build_deck(best).notes)
    ranked = sorted(fair, key=lambda fact: (fact.id in dull, -asking[fact.id], -merit(fact)))
    for fact in ranked[:TRIED]:
        if cards >= (min(FEW, fewest) if fact.id in dull else fewest):
            break
        more = _accepting(best, [fact])
        if (count := len(build_deck(more).notes)) > cards:
            best, cards = more, count
    return best if cards else file


def cards_of(fact: Fact, file: FactsFile) -> tuple[Note, ...]:
    """The notes that a fact makes, or would make once accepted, given the file's other facts.

    They include the lists that it belongs to, but not the order of events, which needs many facts.
    """
    return notes_of(fact, file.facts)


def progress(file: FactsFile) -> Counter[Status]:
    """How many facts have each status."""
    return Counter(fact.status for fact in file.facts)


def preview(fact: Fact, file: FactsFile) -> tuple[Card, ...]:
    """The cards from `cards_of`, as a player would see them."""
    notes = cards_of(fact, file)
    return tuple(make_cards(Deck("x", notes), "x"))


def fault_of(fact: Fact) -> str:
    """The first fault that the loaders of facts or decks find in the fact; "" for none."""
    alone = FactsFile("x", (fact,))
    read = load_facts(dump_facts(alone).encode(), "")
    if isinstance(read, list):
        return read[0].message
    if read != alone:
        return "the fact would change when read back"
    notes = cards_of(fact, alone)
    if notes:
        deck = load_deck(dump_deck(Deck("x", notes)).encode(), "")
        if isinstance(deck, list):
            return deck[0].message
    return ""


def sentence_parts(
    evidence: Evidence,
    subject: str = "",
    object: str = "",  # noqa: A002
) -> tuple[tuple[str, str], ...]:
    """The sentence in pieces, each marked as `SUBJECT`, `OBJECT` or "".

    The pieces joined are the sentence. Spans outside of it are not marked; if the two overlap, the
    object wins. subject, object: of the fact; a span within these very words, such as the surname
    of a full name, marks all of them.
    """
    text = evidence.text
    roles = [""] * len(text)
    spans = ((SUBJECT, evidence.subject, subject), (OBJECT, evidence.object, object))
    for role, span, words in spans:
        start, end = span[0] - evidence.start, span[1] - evidence.start
        if 0 <= start < end <= len(text):
            found = text.find(words, max(0, end - len(words)), start + len(words)) if words else -1
            if found >= 0:
                start, end = found, found + len(words)
            roles[start:end] = [role] * (end - start)
    for order in (range(len(text)), reversed(range(len(text)))):
        before = ""
        for i in order:
            if roles[i] != before and text[i] in _EDGES:
                roles[i] = ""
            before = roles[i]
    cuts = [i for i in range(1, len(text)) if roles[i] != roles[i - 1]]
    return tuple(
        (text[start:end], roles[start])
        for start, end in pairwise([0, *cuts, len(text)])
        if start < end
    )
