"""Writes facts as YAML, the way a reviewer would."""

from __future__ import annotations

from typing import Any

from quiz.decks.writer import OneLine, dump_fields, present
from quiz.facts.fact import Evidence, Fact, FactsFile, Status


def dump_facts(file: FactsFile) -> str:
    """The text of a facts file; `load_facts` reads the same facts from it."""
    head = present(
        title=file.title,
        description=file.description,
        language=file.language,
        tags=OneLine(file.tags),
        source=file.source,
        schema=file.schema,
    )
    return dump_fields(head) + "facts:\n" + "".join(dump_fact(fact) for fact in file.facts)


def dump_fact(fact: Fact, indent: int = 2) -> str:
    """One fact as an item of the list of facts. indent: in spaces."""
    pad = " " * indent
    lines = dump_fields(fact_fields(fact)).rstrip("\n").split("\n")
    dashed = [("- " if number == 0 else "  ") + line for number, line in enumerate(lines)]
    return "".join((pad + line).rstrip(" ") + "\n" for line in dashed)


def fact_fields(fact: Fact) -> dict[str, Any]:
    """The keys of a fact in the order written, without absent ones."""
    fields: dict[str, Any] = {"id": fact.id}
    if fact.status is not Status.ACCEPTED or fact.evidence is not None:
        fields["status"] = str(fact.status)
    if fact.confidence != 1:
        fields["confidence"] = fact.confidence
    fields |= {
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object,
        "category": fact.category,
    }
    fields |= present(
        type=fact.type,
        accept=OneLine(fact.accept),
        distractors=OneLine(fact.distractors),
        paragraph=fact.paragraph,
        wording=fact.wording,
        event=fact.event,
        negation=fact.negation,
        ask=fact.ask,
        statement=fact.statement,
    )
    if fact.as_of:
        fields["as-of"] = fact.as_of
    if fact.evidence is not None:
        fields["evidence"] = _evidence(fact.evidence)
    return fields


def _evidence(evidence: Evidence) -> dict[str, Any]:
    fields: dict[str, Any] = present(article=evidence.article)
    fields |= {"text": evidence.text, "start": evidence.start, "end": evidence.end}
    for name, span in (("subject", evidence.subject), ("object", evidence.object)):
        if span != (0, 0):
            fields[name] = OneLine(span)
    return fields | present(more=list(evidence.more))
