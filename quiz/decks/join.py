"""Joins two versions of a deck card by card (a three-way merge)."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Any

from quiz.card import Media
from quiz.decks.cards import make_cards, note_address, note_content
from quiz.decks.deck import Deck
from quiz.decks.fields import fold
from quiz.decks.identity import match_cards
from quiz.decks.kinds import BasicNote, TermNote
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.decks.writer import note_fields

Head = Mapping[str, Any]
"""The fields of a deck except its cards, see `quiz.decks.writer.head_fields`."""

_NAMES = ("id", "category", "tolerance")
"""Text fields whose values cannot be combined."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A card that both sides changed; None for a side that deleted it, and the change is kept.

    kept: the two notes in the joined deck, mine first; one may have a new id.
    """

    mine: Note | None
    theirs: Note | None
    kept: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinResult:
    """The result of joining. Nothing of either side is lost, until a conflict is settled.

    notes: all notes, mine in their order, then added ones. changed: pairs of my note and the one
    that replaces it. removed: my unchanged notes that the other side deleted. added: notes from the
    other side. conflicts: their notes from both sides are all in `notes`.
    """

    notes: tuple[Note, ...]
    changed: tuple[tuple[Note, Note], ...] = ()
    removed: tuple[Note, ...] = ()
    added: tuple[Note, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def questions(self) -> list[Conflict]:
        """The conflicts in which both texts are kept until one of them is chosen."""
        return [conflict for conflict in self.conflicts if conflict.kept]


def version(note: Note) -> str:
    """A note's fields as text; equal only for equal notes, wherever they are."""
    return json.dumps(note_fields(note), ensure_ascii=True, sort_keys=True)


def join(base: Iterable[Note], mine: Sequence[Note], theirs: Sequence[Note]) -> JoinResult:
    """Join the notes of both sides.

    base: the last common notes, if any. A note in the base and on only one side was deleted or
    edited by the other side; a note that is not in the base is new. Notes are recognised by their
    ids and texts and, if edited, by `quiz.decks.identity.match_cards`. Joining in either direction
    gives the same notes.
    """
    return _Join(base, mine, theirs).result()


def settle(joined: JoinResult, conflict: Conflict, *, mine: bool) -> JoinResult:
    """The result with a conflict of two texts settled in favour of one side."""
    ours, other = conflict.mine, conflict.theirs
    assert ours is not None
    assert other is not None
    chosen = ours if mine else other
    first, second = conflict.kept
    changed = tuple(pair for pair in joined.changed if pair[0] != ours)
    return replace(
        joined,
        notes=tuple(chosen if note == first else note for note in joined.notes if note != second),
        changed=changed if mine else (*changed, (ours, other)),
        added=tuple(note for note in joined.added if note != second),
        conflicts=tuple(each for each in joined.conflicts if each != conflict),
    )


def join_heads(base: Head, mine: Head, theirs: Head) -> tuple[dict[str, Any], list[str]]:
    """Join the head fields of both sides; also returns the names of those that both changed, where
    mine are kept."""
    joined: dict[str, Any] = {}
    differ = []
    for name in {**mine, **theirs}:
        ours, other, old = mine.get(name), theirs.get(name), base.get(name)
        if isinstance(ours, dict) and isinstance(other, dict):
            ours, inner = join_heads(old or {}, ours, other)
            differ += [name] * bool(inner)
        elif ours != other and old == ours:
            ours = other
        elif ours != other and old != other:
            differ.append(name)
            ours = ours or other
        if ours:
            joined[name] = ours
    return joined, differ


class _Join:
    def __init__(self, base: Iterable[Note], mine: Sequence[Note], theirs: Sequence[Note]) -> None:
        self._base = {version(note): note for note in base}
        self._mine = {version(note): note for note in mine}
        self._theirs = {version(note): note for note in theirs}
        self._new = self._only(self._mine, self._theirs)
        self._came = self._only(self._theirs, self._mine)
        self._changed: dict[str, Note] = {}
        self._added: list[Note] = []
        self._conflicts: list[Conflict] = []

    def _only(self, one: dict[str, Note], other: dict[str, Note]) -> dict[str, Note]:
        """Notes of one side that are neither on the other side nor in the base."""
        return {key: n for key, n in one.items() if key not in other and key not in self._base}

    def result(self) -> JoinResult:
        dropped = {
            key: note
            for key, note in self._mine.items()
            if key in self._base and key not in self._theirs
        }
        lost = [
            n for key, n in self._base.items() if key not in self._mine and key not in self._theirs
        ]
        by_mine = _continued(lost, self._new.values())
        by_theirs = _continued(lost, self._came.values())
        before = {version(note): old for old, note in by_theirs}
        for mine, theirs in _colliding(self._new.values(), self._came.values()):
            self._both_changed(before.get(version(theirs)), mine, theirs)
        for old, note in _continued(dropped.values(), self._came.values()):
            self._changed[version(old)] = self._came.pop(version(note))
        for mine, theirs in _continued(self._new.values(), self._came.values()):
            self._both_changed(before.get(version(theirs)), mine, theirs)
        self._changed_and_deleted(dict(_versions(by_mine)), dict(_versions(by_theirs)), lost)
        self._added += self._came.values()
        return JoinResult(
            (
                *(
                    self._changed.get(key, note)
                    for key, note in self._mine.items()
                    if key not in dropped or key in self._changed
                ),
                *self._added,
            ),
            tuple((self._mine[key], note) for key, note in self._changed.items()),
            tuple(note for key, note in dropped.items() if key not in self._changed),
            tuple(self._added),
            tuple(self._conflicts),
        )

    def _both_changed(self, base: Note | None, mine: Note, theirs: Note) -> None:
        """Handle a card that both sides added or changed differently."""
        del self._new[version(mine)], self._came[version(theirs)]
        one = _combined(base, mine, theirs)
        first, *others = (one,) if one is not None else _told_apart(mine, theirs)
        if version(first) != version(mine):
            self._changed[version(mine)] = first
        if one is None:
            self._added += others
            self._conflicts.append(Conflict(mine, theirs, (first, *others)))

    def _changed_and_deleted(
        self, by_mine: dict[str, Note], by_theirs: dict[str, Note], lost: list[Note]
    ) -> None:
        """Handle cards of the base that neither side has unchanged."""
        for old in map(version, lost):
            mine, theirs = by_mine.get(old), by_theirs.get(old)
            mine = mine and self._new.get(version(mine))
            theirs = theirs and self._came.get(version(theirs))
            if mine and theirs:
                self._both_changed(self._base[old], mine, theirs)
            elif mine and old not in by_theirs:
                self._conflicts.append(Conflict(mine, None))
            elif theirs and old not in by_mine:
                self._conflicts.append(Conflict(None, theirs))


def _versions(pairs: Iterable[tuple[Note, Note]]) -> list[tuple[str, Note]]:
    return [(version(old), new) for old, new in pairs]


def _colliding(mine: Iterable[Note], theirs: Iterable[Note]) -> list[tuple[Note, Note]]:
    """Pairs that cannot both be in one deck unchanged."""
    there = {_address(note): note for note in theirs}
    return [(note, there[_address(note)]) for note in mine if _address(note) in there]


def _address(note: Note) -> Hashable:
    return note.extras.id or note.same()


def _continued(old: Iterable[Note], new: Iterable[Note]) -> list[tuple[Note, Note]]:
    """Pairs of an old note and the new note that is an edit of it."""
    olds, news = list(old), list(new)
    if not olds or not news:
        return []
    known = match_cards([], make_cards(Deck("", tuple(olds)), "")).known
    addresses = {card.key: card.note for card in known}
    found = match_cards(known, make_cards(Deck("", tuple(news)), "")).cards
    olds_of = {card.note: addresses[card.key] for card in found[::-1] if card.key in addresses}
    news_of = {address: new for new, address in olds_of.items()}
    by_address, to = ({note_address(note): note for note in notes} for notes in (olds, news))
    return [(by_address[old], to[new]) for old, new in news_of.items()]


def _combined(base: Note | None, mine: Note, theirs: Note) -> Note | None:
    """One note that combines both, if no field of what they ask was changed on both sides; else
    None."""
    if note_content(mine) != note_content(theirs):
        return _asked_by_both(base, mine, theirs)
    extras = _extras(base.extras if base else Extras(), mine.extras, theirs.extras)
    first, second = sorted((mine, theirs), key=version)
    if isinstance(first, BasicNote | TermNote):
        accept, wrong = _choices(base, first, second, _answer(first))
        return replace(first, accept=accept, distractors=wrong, extras=extras)
    one, other = first.with_extras(extras), second.with_extras(extras)
    return one if one == other else None


def _asked_by_both(base: Note | None, mine: Note, theirs: Note) -> Note | None:
    """A note with the changes of both sides to what it asks, if they changed different fields."""
    if base is None or not type(base) is type(mine) is type(theirs):
        return None
    values: dict[str, Any] = {}
    for name in (field.name for field in fields(type(mine)) if field.name != "extras"):
        old, ours, other = (getattr(note, name) for note in (base, mine, theirs))
        if name not in ("accept", "distractors") and len({old, ours, other}) == 3:
            return None
        values[name] = other if old == ours else ours
    extras = _extras(base.extras, mine.extras, theirs.extras)
    note = replace(mine.with_extras(extras), **values)
    if isinstance(note, BasicNote | TermNote):
        answer = _answer(note)
        first, second = sorted((mine, theirs), key=version)
        accept, wrong = _choices(base, first, second, answer)
        accept = tuple(text for text in accept if fold(text) != fold(answer))
        return replace(note, accept=accept, distractors=wrong)
    return note


def _answer(note: BasicNote | TermNote) -> str:
    return note.answer if isinstance(note, BasicNote) else note.term


def _choices(
    base: Note | None, one: Note, other: Note, answer: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The combined other right answers and distractors."""
    old = base if isinstance(base, BasicNote | TermNote) else None
    accept = _united(old.accept if old else (), one.accept, other.accept)
    before = old.distractors if old else ()
    return accept, _united(before, one.distractors, other.distractors, (answer, *accept))


def _united(
    base: Iterable[str], one: Iterable[str], other: Iterable[str], without: Iterable[str] = ()
) -> tuple[str, ...]:
    """Everything that both sides have or one has added, without what one has deleted."""
    one, other = tuple(one), tuple(other)
    shared = set(map(fold, one)) & set(map(fold, other))
    seen = {*map(fold, without), *(set(map(fold, base)) - shared)}
    united: list[str] = []
    for text in (*one, *other):
        if fold(text) not in seen:
            seen.add(fold(text))
            united.append(text)
    return tuple(united)


def _extras(base: Extras, mine: Extras, theirs: Extras) -> Extras:
    """Join field by field: take a change of one side; combine changes of both."""
    values: dict[str, Any] = {"line": mine.line}
    for name in (field.name for field in fields(Extras) if field.compare):
        values[name] = _value(name, *(getattr(extras, name) for extras in (base, mine, theirs)))
    return Extras(**values)


def _value(name: str, old: Any, ours: Any, other: Any) -> Any:
    """Join the values of one field."""
    if old == ours or ours == other:
        return other
    if old == other:
        return ours
    if isinstance(ours, Media):
        return Media(*map(_value, Media._fields, old, ours, other))
    if isinstance(ours, tuple):
        return tuple(sorted(_united(old, sorted(ours), sorted(other))))
    if isinstance(ours, str) and name not in _NAMES:
        return " / ".join(sorted({ours, other}))
    return min(ours, other, key=str)


def _told_apart(mine: Note, theirs: Note) -> tuple[Note, Note]:
    """Make both notes fit in one deck: if they share an id or ask the same, the second gets a new
    id. Both sides agree on which one is second."""
    if _address(mine) != _address(theirs):
        return mine, theirs
    second = max(mine, theirs, key=version)
    digest = blake2b(version(second).encode(), digest_size=3).hexdigest()
    extras = replace(second.extras, id=f"{second.extras.id or 'card'}-{digest}")
    other = second.with_extras(extras)
    return (other, theirs) if second is mine else (mine, other)
