"""Converts a deck to an Anki collection, with the history and memory of each card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b

from quiz.card import Card
from quiz.decks.kinds import CardsNote
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
from quiz.formats.anki.schedule import DAY_START_HOUR, Calendar, anki_card, anki_reviews
from quiz.formats.deck_names import anki_name
from quiz.formats.html import text_to_html
from quiz.formats.interchange import ExportedDeck, MediaFile
from quiz.formats.left_out import named, some
from quiz.formats.media_names import free_name
from quiz.history.events import Answer, MarkKind, Placement
from quiz.moment import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Moment

_FIRST_DECK_ID = 1_000_000_000_000


@dataclass(frozen=True, slots=True)
class ExportedCollection:
    """The content of a package, and what is left out, line by line.

    media: pictures and sounds by their names in the package.
    """

    collection: AnkiCollection
    left_out: tuple[str, ...]
    media: Mapping[str, MediaFile]


def export_collection(decks: Sequence[ExportedDeck], now: Moment) -> ExportedCollection:
    """A collection with only these decks.

    now: the ids of notes and cards start with it, as Anki dates them by id. Two exports differ in
    nothing else.
    """
    exporter = _Exporter(decks, now)
    for deck in decks:
        exporter.add(deck)
    return exporter.result()


class _Exporter:
    def __init__(self, decks: Sequence[ExportedDeck], now: Moment) -> None:
        self._now = now
        self._created = min(_created(deck, now) for deck in decks)
        self._calendar = Calendar(self._created, now.offset, now.offset)
        self._decks: dict[int, AnkiDeck] = {}
        self._notes: list[AnkiNote] = []
        self._cards: list[AnkiCard] = []
        self._reviews: dict[int, list[AnkiReview]] = {}
        self._types: dict[int, NoteType] = {}
        self._packed: dict[MediaFile, str] = {}
        self._names: set[str] = set()
        self._taken: set[int] = set()
        self._spaced: Counter[str] = Counter()
        self._missing: dict[str, None] = {}

    def result(self) -> ExportedCollection:
        collection = AnkiCollection(
            self._created,
            self._now.offset,
            self._types,
            self._decks,
            self._notes,
            self._cards,
            self._reviews,
        )
        media = {name: file for file, name in self._packed.items()}
        return ExportedCollection(collection, tuple(self._lines()), media)

    def add(self, exported: ExportedDeck) -> None:
        name = anki_name(exported.name, exported.deck.title, exported.deck.folder)
        if name in {each.name for each in self._decks.values()}:
            name = f"{name} ({exported.name.rpartition('/')[2]})"
        deck = AnkiDeck(
            _FIRST_DECK_ID + _number(exported.name), name, text_to_html(exported.deck.description)
        )
        self._decks[deck.id] = deck
        file = partial(self._file, exported.media)
        ours = iter(exported.cards)
        for note in exported.deck.notes:
            note = pinned(note, exported.deck.strict)
            kind = own_type(note)
            self._types[kind.id] = kind
            number = self._now.ms + len(self._notes)
            # The cards of a note are next to each other, and each has the note's address.
            siblings = [next(ours) for _ in range(card_count(note))]
            source = note.extras.source or exported.deck.source
            whole = note.with_extras(replace(note.extras, source=source))
            tags = (*exported.deck.tags, *note.extras.tags, *own_tags(note))
            self._notes.append(
                AnkiNote(
                    number,
                    guid_of(exported.name, siblings[0].note),
                    kind.id,
                    tuple(_tags(tags, self._spaced)),
                    own_fields(whole, exported.deck, file),
                )
            )
            places: Sequence[int] = range(len(siblings))
            if isinstance(note, CardsNote) and note.template.name:
                places = note.made()
            for part, card in zip(places, siblings, strict=True):
                self._card(exported, deck, number, part, card)

    def _card(
        self, exported: ExportedDeck, deck: AnkiDeck, note: int, part: int, card: Card
    ) -> None:
        one = anki_card(
            self._now.ms + len(self._cards),
            note,
            deck.id,
            part,
            exported.memories.get(card.key),
            len(self._notes),
            self._calendar,
            suspended=(card.key, MarkKind.SUSPEND) in exported.marks,
        )
        if (card.key, MarkKind.FLAG) in exported.marks:
            one = one._replace(flags=RED_FLAG)
        self._cards.append(one)
        events: list[Answer | Placement] = [*exported.answers.get(card.key, ())]
        events += exported.placements.get(card.key, ())
        if events:
            self._reviews[one.id] = anki_reviews(one.id, events, self._taken)

    def _file(self, media: Mapping[str, MediaFile], path: str) -> str:
        """The name of a file in the package, by its path in the deck."""
        name = path.rpartition("/")[2]
        if path not in media:
            self._missing[path] = None
            return name
        file = media[path]
        if file not in self._packed:
            self._packed[file] = free_name(name, self._names)
        return self._packed[file]

    def _lines(self) -> Iterator[str]:
        changed = [tag for tag, number in self._spaced.items() if number]
        if changed:
            yield f"spaces in tags, written as _: {some(changed)}"
        if self._missing:
            yield named(self._missing, "picture or sound that is not there",
                        "pictures and sounds that are not there")  # fmt: skip


def _created(exported: ExportedDeck, now: Moment) -> int:
    """The start of the first day on which anything happened, in seconds since 1970."""
    moments = [now, *(answer.moment for each in exported.answers.values() for answer in each)]
    moments += [memory.last for memory in exported.memories.values()]
    days = [moment.day(DAY_START_HOUR) for moment in moments]
    days += [memory.due_day for memory in exported.memories.values()]
    start = max(min(days), 1) * MS_PER_DAY + DAY_START_HOUR * MS_PER_HOUR
    return (start - now.offset * MS_PER_MINUTE) // 1000


def _number(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return int.from_bytes(digest, "big")


def _tags(tags: Iterable[str], spaced: Counter[str]) -> Iterator[str]:
    """Tags without spaces, because Anki separates tags by spaces."""
    for tag in dict.fromkeys(tags):
        word = "_".join(tag.split())
        spaced[tag] += word != tag
        if word:
            yield word
