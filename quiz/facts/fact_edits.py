"""Edits facts in the text of a file and keeps every other character as the reviewer typed it."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.decks.deck_text import EditError, block_list, delete_item, insert_after, replace_fields
from quiz.decks.yaml_nodes import Mapping, Node, Sequence
from quiz.facts.fact import Fact
from quiz.facts.facts_writer import dump_fact, fact_fields


def update_facts(text: str, changes: Iterable[tuple[Fact, Fact]]) -> str:
    """The file's text with some facts changed; only fields that differ are rewritten.

    changes: pairs of old and new fact with one id. Raises EditError if the text lacks one.
    """
    wanted = {old.id: (old, new) for old, new in changes if old != new}
    # From last to first, so that earlier positions stay valid.
    for item in reversed(_facts(text).items):
        pair = wanted.pop(_id(item), None)
        if pair is None:
            continue
        old, new = pair
        if not isinstance(item, Mapping) or item.is_flow:
            raise EditError(
                f"fact '{old.id}' is written in braces; write one key per line to change it"
            )
        before, after = fact_fields(old), fact_fields(new)
        same = {name for name in after if name in before and before[name] == after[name]}
        text = replace_fields(text, item, after, same)
    if wanted:
        raise EditError(f"fact '{min(wanted)}' is no longer in the file")
    return text


def add_facts(text: str, facts: Iterable[Fact]) -> str:
    """The file's text with more facts after its last one."""
    known = _facts(text)
    dumped = "".join(dump_fact(fact, known.start_mark.column) for fact in facts)
    return insert_after(text, known.items[-1], dumped) if dumped else text


def delete_facts(text: str, ids: Iterable[str]) -> str:
    """The file's text without the facts with these ids. Raises EditError if none would be left."""
    known = _facts(text)
    gone = set(ids)
    if all(_id(item) in gone for item in known.items):
        raise EditError("a facts file needs at least one fact; delete the file instead")
    for item in reversed(known.items):
        if _id(item) in gone:
            text = delete_item(text, item)
    return text


def _facts(text: str) -> Sequence:
    missing = "the file has no list of facts written with dashes; edit it by hand"
    return block_list(text, "facts", missing)


def _id(item: Node) -> str:
    if isinstance(item, Mapping):
        for key, value in item.pairs:
            if getattr(key, "value", None) == "id":
                return str(getattr(value, "value", ""))
    return ""
