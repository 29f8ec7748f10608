"""Facts of one article that say nearly the same, or answer one question differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from quiz.facts.extract.lexicon import SMALL
from quiz.facts.extract.weak_cards import WEAK
from quiz.facts.fact import Fact
from quiz.facts.fact_wording import question_of
from quiz.facts.templates import OBJECT
from quiz.text.normalise import normalise

LISTED = "listed"
_ASKED_ONCE = ("who-did", "which-did", "located", "stated", "holds-post", "is-a")
_WITH_RIVALS = ("date", "quantity", "place")
"""The categories of answers of which one question has one."""


def with_one_answer(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Without questions for a date or number that have several: "In which year did X return?".
    Other questions with several answers, such as "Who scored?", are hardly likely to be good."""
    answers: dict[str, set[str]] = {}
    for fact in facts:
        if fact.category in ("date", "quantity") or fact.relation in _ASKED_ONCE:
            answers.setdefault(_asked(fact), set()).add(fact.object)
    told: dict[str, list[tuple[set[str], Fact]]] = {}
    rivals = [fact for fact in facts if fact.category in _WITH_RIVALS]
    stated = {fact.id: _stated_words(fact) for fact in rivals}
    for fact in rivals:
        for word in stated[fact.id]:
            told.setdefault(word, []).append((stated[fact.id], fact))
    for fact in facts:
        others = answers.get(_asked(fact), set())
        # "9" and "9 to 10" are one answer.
        if not all(other in fact.object or fact.object in other for other in others):
            if fact.category not in ("date", "quantity"):
                yield replace(fact, confidence=min(fact.confidence, WEAK))
            continue
        words = stated.get(fact.id, set()) - _words(fact.object)
        rarest = min((told[word] for word in words), key=len, default=[])
        if not any(words <= more and _is_rival(fact, other) for more, other in rarest):
            yield fact


def _asked(fact: Fact) -> str:
    return question_of(fact) or fact.statement


def _stated_words(fact: Fact) -> set[str]:
    """The words of a fact's statement that say what it is about."""
    whole = (fact.statement or fact.subject).replace(OBJECT, fact.object)
    return _words(whole) - SMALL


def _is_rival(fact: Fact, other: Fact) -> bool:
    """Whether another fact, of another sentence, answers the same question differently: "X returned
    in 1920" if X also returned in 1925 to teach."""
    assert fact.evidence is not None
    assert other.evidence is not None
    return (
        fact.evidence.start != other.evidence.start
        and (fact.category, fact.type) == (other.category, other.type)
        and fact.object not in other.object
        and other.object not in fact.object
        and fact.object not in other.statement
    )


def unlike(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Of facts that say nearly the same, only the surest. A bare "President" is dropped if the
    article also says of what."""
    ordered = list(facts)
    posts: dict[str, list[Fact]] = {}
    asked: dict[str, Fact] = {}
    same: dict[tuple[str, str], list[Fact]] = {}
    for fact in ordered:
        same.setdefault((fact.relation, fact.object), []).append(fact)
        card = _card(fact)
        if card not in asked or _worth(fact) > _worth(asked[card]):
            asked[card] = fact
        if fact.type == "post":
            posts.setdefault(fact.subject, []).append(fact)
    alike = (fact for group in same.values() if len(group) > 1 for fact in group)
    about = {fact.id: _words_about(fact.subject) for fact in alike}
    for fact in ordered:
        card = _card(fact)
        if card and asked[card] is not fact:
            continue
        held = posts.get(fact.subject, ()) if fact.type == "post" else ()
        if any(_words(fact.object) < _words(other.object) for other in held):
            continue
        rivals = (other for other in same[fact.relation, fact.object] if other is not fact)
        if not any(_is_better(rival, fact, about) for rival in rivals):
            yield fact


def _card(fact: Fact) -> str:
    """The texts of a fact's card; "" if they follow from its relation."""
    told = fact.ask or fact.statement
    return told + fact.object if told else ""


def _worth(fact: Fact) -> float:
    """Ranks a question above an equally sure gap."""
    return fact.confidence + (0.3 if fact.ask else 0)


def _is_better(one: Fact, other: Fact, about: Mapping[str, Set[str]]) -> bool:
    """Whether one fact says what another says, and is the better card for it. about: the words of
    their subjects by their ids."""
    mine, theirs = about[one.id], about[other.id]
    if len(mine & theirs) >= 0.8 * max(len(mine), len(theirs)):
        first, second = ((_worth(each), len(each.subject), each.id) for each in (one, other))
        return first > second
    if not _is_shorter(one, other):
        return False
    first, second = (
        (round(each.confidence, 1), len(each.subject), each.id) for each in (one, other)
    )
    return first > second


def _is_shorter(one: Fact, other: Fact) -> bool:
    """Whether one of two gaps at the same place in the article says nothing that the other does
    not."""
    if one.ask or other.ask or place_of(one) != place_of(other):
        return False
    mine, theirs = _words(one.subject), _words(other.subject)
    return len(mine & theirs) >= 0.8 * min(len(mine), len(theirs))


def _words_about(subject: str) -> set[str]:
    # "coach of Lom", "Lom's coach"
    return _words(subject.replace("'s ", " ").replace("’s ", " ")) - {"of"}


def _words(text: str) -> set[str]:
    return set(normalise(text).split())


def whole_lists(found: Iterable[Fact], kept: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that are kept, without lists that have lost an item. A list is as sure as the item
    that is least so: half of it makes no card."""
    lists: dict[str, list[Fact]] = {}
    for fact in found:
        if fact.relation == LISTED:
            lists.setdefault(fact.ask, []).append(fact)
    facts = list(kept)
    ids = {fact.id for fact in facts}
    for fact in facts:
        if fact.relation != LISTED:
            yield fact
        elif all(item.id in ids for item in lists[fact.ask]):
            yield replace(fact, confidence=min(item.confidence for item in lists[fact.ask]))


def place_of(fact: Fact) -> tuple[int, int]:
    """Where in the article a fact stands: its sentence, and its answer, in characters."""
    assert fact.evidence is not None
    return (fact.evidence.start, fact.evidence.object[0])
