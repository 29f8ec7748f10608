"""Putting newly extracted facts into a reviewed file, so that no work of the reviewer's is lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from quiz.facts.fact import Fact, FactsFile, Status
from quiz.facts.fact_edits import add_facts, delete_facts, update_facts


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A merged file's text, and how many facts it has anew, kept and no longer."""

    text: str
    added: int
    kept: int
    dropped: int


def merge(
    text: str, old: FactsFile, found: Sequence[Fact], articles: Collection[str]
) -> MergeResult:
    """The file's text with what was found in these articles now.

    A fact that was accepted, edited or rejected stays as it is; only its evidence follows the
    article. A candidate takes what was found now, and goes when it was not found again in one of
    these articles. What is new comes behind the last fact. Comments and everything else stay.
    old: what the text holds. Raises EditError when the text cannot be changed in place.
    """
    known = {fact.id: fact for fact in old.facts}
    fresh = {fact.id: fact for fact in found}
    changes = []
    for name, fact in known.items():
        if name not in fresh:
            continue
        now = fresh[name]
        if fact.status is Status.CANDIDATE or fact.evidence is None:
            changes.append((fact, now if fact.status is Status.CANDIDATE else fact))
        else:
            changes.append((fact, replace(fact, evidence=now.evidence)))
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
        # A list needs an item; what is stale harms nobody.
        gone = gone[1:]
    text = delete_facts(text, gone) if gone else text
    return MergeResult(text, len(added), len(known) - len(gone), len(gone))
