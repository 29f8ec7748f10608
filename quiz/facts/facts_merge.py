"""Merges newly extracted facts into a reviewed file without losing the reviewer's work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from quiz.facts.fact import Fact, FactsFile, Status
from quiz.facts.fact_edits import add_facts, delete_facts, update_facts


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The text of a merged file, and how many facts were added, kept and dropped."""

    text: str
    added: int
    kept: int
    dropped: int


def merge(
    text: str, old: FactsFile, found: Sequence[Fact], articles: Collection[str]
) -> MergeResult:
    """Merge the facts found in these articles into the file's text.

    Accepted, edited and rejected facts stay; only their evidence is updated. Candidates are
    updated, or dropped if they were not found again in these articles. New facts go to the end.
    Comments and everything else stay.
    old: the facts in the text. Raises EditError if the text cannot be edited in place.
    """
    known = {fact.id: fact for fact in old.facts}
    fresh = {fact.id: fact for fact in found}
    changes = [(fact, _updated(fact, fresh[name])) for name, fact in known.items() if name in fresh]
    added = [fact for name, fact in fresh.items() if name not in known]
    gone = [
        fact.id
        for fact in old.facts
        if fact.id not in fresh
        and fact.status is Status.CANDIDATE
        and fact.evidence is not None
        and fact.evidence.article in articles
    ]
    text = add_facts(update_facts(text, changes), added)
    if len(gone) == len(known) and not added:
        # The list needs at least one item; one stale candidate does no harm.
        gone = gone[1:]
    text = delete_facts(text, gone) if gone else text
    return MergeResult(text, len(added), len(known) - len(gone), len(gone))


def _updated(fact: Fact, found: Fact) -> Fact:
    """A known fact that was found again; what a person decided or wrote stays."""
    if fact.status is Status.CANDIDATE:
        return found
    return fact if fact.evidence is None else replace(fact, evidence=found.evidence)
