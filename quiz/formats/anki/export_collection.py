"""Converts a deck to an Anki collection, with the history and memory of each card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from quiz.decks.deck import Deck
from quiz.decks.note import Note
from quiz.decks.strictness import pinned
from quiz.formats.anki.anki_collection import (
    RED_FLAG,
    AnkiCard,
    AnkiCollection,
    AnkiDeck,
    AnkiNote,
    AnkiReview,
    NoteType,
)
from quiz.formats.anki.own_note_types import card_count, guid_of, own_fields, own_tags, own_type
from quiz.formats.anki.schedule import (
    DAY_START_HOUR,
    Calendar,
    anki_card,
    anki_reviews,
)
from quiz.formats.html import text_to_html
from quiz.formats.interchange import ExportedDeck
from quiz.formats.left_out import some
from quiz.history.events import Answer, MarkKind, Placement
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Moment

_FIRST_DECK_ID = 1_000_000_000_000


@dataclass(frozen=True, slots=True)
class ExportedCollection:
    """The content of a package, and what is left out, line by line."""

    collection: AnkiCollection
    left_out: tuple[str, ...]


def export_collection(exported: ExportedDeck, now: Moment) -> ExportedCollection:
    """A collection with only this deck.

    now: the ids of notes and cards start with it, as Anki dates them by id. Two exports differ in
    nothing else.
    """
    deck = AnkiDeck(
        _FIRST_DECK_ID + _number(exported.name),
        _deck_name(exported.name, exported.deck.title),
        text_to_html(exported.deck.description),
    )
    created = _created(exported, now)
    calendar = Calendar(created, now.offset, now.offset)
    notes: list[AnkiNote] = []
    cards: list[AnkiCard] = []
    reviews: dict[int, list[AnkiReview]] = {}
    types: dict[int, NoteType] = {}
    taken: set[int] = set()
    spaced: Counter[str] = Counter()
    ours = iter(exported.cards)
    for note in exported.deck.notes:
        note = pinned(note, exported.deck.strict)
        kind = own_type(note)
        types[kind.id] = kind
        number = now.ms + len(notes)
        # The cards of a note are next to each other, and each has the note's address.
        siblings = [next(ours) for _ in range(card_count(note))]
        notes.append(
            AnkiNote(
                number,
                guid_of(exported.name, siblings[0].note),
                kind.id,
                tuple(_tags((*exported.deck.tags, *note.extras.tags, *own_tags(note)), spaced)),
                own_fields(_with_source(note, exported.deck), exported.deck.language),
            )
        )
        for part, card in enumerate(siblings):
            one = anki_card(
                now.ms + len(cards),
                number,
                deck.id,
                part,
                exported.memories.get(card.key),
                len(notes),
                calendar,
                suspended=(card.key, MarkKind.SUSPEND) in exported.marks,
            )
            if (card.key, MarkKind.FLAG) in exported.marks:
                one = replace(one, flags=RED_FLAG)
            cards.append(one)
            events: list[Answer | Placement] = [*exported.answers.get(card.key, ())]
            events += exported.placements.get(card.key, ())
            if events:
                reviews[one.id] = anki_reviews(one.id, events, taken)
    collection = AnkiCollection(created, now.offset, types, {deck.id: deck}, notes, cards, reviews)
    return ExportedCollection(collection, tuple(_lines(spaced)))


def _created(exported: ExportedDeck, now: Moment) -> int:
    """The start of the first day on which anything happened, in seconds since 1970."""
    moments = [now, *(answer.moment for each in exported.answers.values() for answer in each)]
    moments += [memory.last for memory in exported.memories.values()]
    days = [moment.day(DAY_START_HOUR) for moment in moments]
    days += [memory.due_day for memory in exported.memories.values()]
    start = max(min(days), 1) * MS_PER_DAY + DAY_START_HOUR * MS_PER_HOUR
    return (start - now.offset * MS_PER_MINUTE) // 1000


def _deck_name(name: str, title: str) -> str:
    *folders, _ = name.split("/")
    return "::".join([*folders, " ".join(title.replace("::", ":").split())])


def _number(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return int.from_bytes(digest, "big")


def _with_source(note: Note, deck: Deck) -> Note:
    return note.with_extras(replace(note.extras, source=note.extras.source or deck.source))


def _tags(tags: Iterable[str], spaced: Counter[str]) -> Iterator[str]:
    """Tags without spaces, because Anki separates tags by spaces."""
    for tag in dict.fromkeys(tags):
        word = "_".join(tag.split())
        spaced[tag] += word != tag
        if word:
            yield word


def _lines(spaced: Counter[str]) -> Iterator[str]:
    changed = [tag for tag, number in spaced.items() if number]
    if changed:
        yield f"spaces in tags, written as _: {some(changed)}"
