"""The decks that teachers publish for a class, with pictures and sounds, and for which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, select

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck_text
from quiz.decks.stable_ids import with_stable_ids
from quiz.decks.writer import dump_deck
from quiz.errors import QuizError
from quiz.formats.deck_names import safe_name
from quiz.formats.media_names import PICTURES, SOUNDS
from quiz.formats.rich_notes import files_of, moved
from quiz.serve.database.conditions import has
from quiz.serve.database.upsert import upsert
from quiz.serve.people.access import DeniedError, need_teacher, role_of
from quiz.serve.people.classes import forget_unused
from quiz.serve.people.tables import ASSIGNMENT, CLASS, CONTENT, DECK_FILE, MEMBER, PUBLISHED_DECK
from quiz.wording import counted

LONGEST_TEXT = 8 * 2**20
"""Bytes of a deck."""
LARGEST_FILE, LARGEST_TOTAL = 32 * 2**20, 2**30
"""Bytes of a picture or sound, and of all of a class."""
MOST_DECKS = 500

MEDIA_FOLDER = "media"
_SUFFIXES = frozenset((*PICTURES, *SOUNDS))

_SHOWN = PUBLISHED_DECK.c
_DECKS = (
    select(
        _SHOWN.class_id, CLASS.c.folder, _SHOWN.name, _SHOWN.title, _SHOWN.edition, _SHOWN.published
    )
    .select_from(PUBLISHED_DECK)
    .join(CLASS)
    .where(_SHOWN.shown == 1)
)
# Made once: SQLAlchemy takes longer to put a statement together than to run it.
_OF_PERSON = _DECKS.join(MEMBER, MEMBER.c.class_id == _SHOWN.class_id).where(
    MEMBER.c.person == bindparam("by")
)


class PublishedDeck(NamedTuple):
    """A deck of a class. name: in the class. path: of its file below the folder of published decks;
    it must stand there, since cards are known by it. edition: grows with each change."""

    class_id: str
    name: str
    path: str
    title: str
    edition: int
    published: int


class Publication(NamedTuple):
    """What publishing did. missing: pictures and sounds that the deck names, but that did not come
    along. changed: False if this edition was there already."""

    deck: PublishedDeck
    cards: int
    missing: tuple[str, ...]
    changed: bool


class Assignment(NamedTuple):
    """A deck for a day."""

    day: int
    deck: str


def files_needed(text: str, file: str = "deck") -> set[str]:
    """The paths of the pictures and sounds that a deck names. file: for faults. Raises QuizError,
    see `publish`."""
    return {path for note in _deck_of(text, file).notes for path in files_of(note)}


def publish(
    connection: Connection,
    who: str,
    class_id: str,
    name: str,
    text: str,
    files: Mapping[str, bytes],
    now: int,
) -> Publication:
    """Publish a deck, or a new edition of it, for teachers. name: in the class; "" for that of the
    deck with its title, or for one like the title. files: pictures and sounds by the path that the
    deck names; others are left out.

    Raises QuizError for a faulty deck, and for one that is too large.
    """
    need_teacher(connection, who, class_id)
    deck = _deck_of(text, f"{safe_name(name)}.yaml")
    name = safe_name(name) if name else _name_like(connection, class_id, deck.title)
    row = _row(connection, class_id, name)
    every = select(func.count()).where(PUBLISHED_DECK.c.class_id == class_id)
    if row is None and connection.execute(every).scalar_one() >= MOST_DECKS:
        raise QuizError(f"the class has {MOST_DECKS} decks already")
    deck = with_stable_ids(deck, _deck_of(row.text, name) if row else None)
    needed = {path for note in deck.notes for path in files_of(note)}
    kept = {path: data for path, data in files.items() if path in needed and _fits(path, data)}
    paths = {path: _place(path, data) for path, data in kept.items()}
    deck = replace(
        deck, notes=tuple(moved(note, lambda path: paths.get(path, path)) for note in deck.notes)
    )
    written = dump_deck(deck)
    changed = row is None or not row.shown or row.text != written
    if changed:
        values = {
            "class_id": class_id,
            "name": name,
            "title": deck.title,
            "edition": row.edition + 1 if row else 1,
            "text": written,
            "published": now,
            "shown": 1,
        }
        upsert(connection, PUBLISHED_DECK, values)
        _keep_files(connection, class_id, name, {paths[path]: kept[path] for path in kept})
    published = _published(connection, class_id, name)
    cards = sum(1 for note in deck.notes for _ in note.faces())
    return Publication(published, cards, tuple(sorted(needed - kept.keys())), changed)


def unpublish(connection: Connection, who: str, class_id: str, name: str) -> None:
    """Take a deck back, for teachers; the members' progress stays theirs."""
    need_teacher(connection, who, class_id)
    _published(connection, class_id, name)
    own = has(PUBLISHED_DECK, class_id=class_id, name=name)
    connection.execute(PUBLISHED_DECK.update().where(own).values(shown=0))
    for_days = has(ASSIGNMENT, class_id=class_id, deck=name)
    connection.execute(ASSIGNMENT.delete().where(for_days))


def decks_of_class(connection: Connection, who: str, class_id: str) -> list[PublishedDeck]:
    """The decks of a class, for its members, by name."""
    role_of(connection, who, class_id)
    return sorted(_shown(connection, class_id))


def decks_of_person(connection: Connection, person: str) -> list[PublishedDeck]:
    """The decks of all classes of a person."""
    return _decks(connection.execute(_OF_PERSON, {"by": person}))


def text_of(connection: Connection, who: str, class_id: str, name: str) -> str:
    """The text of a published deck, for the members of its class."""
    role_of(connection, who, class_id)
    row = _row(connection, class_id, name)
    if row is None or not row.shown:
        raise DeniedError
    return str(row.text)


def cards_of(connection: Connection, who: str, class_id: str, name: str) -> list[Card]:
    """The cards of a published deck, with the keys by which every member's answers know them."""
    text = text_of(connection, who, class_id, name)
    deck = _published(connection, class_id, name)
    return list(_cards_of(text, deck.path.removesuffix(".yaml")))


def files_of_deck(connection: Connection, who: str, class_id: str, name: str) -> dict[str, str]:
    """The pictures and sounds of a published deck: their paths as seen from its file, and the hash
    of their content."""
    role_of(connection, who, class_id)
    _published(connection, class_id, name)
    rows = connection.execute(
        select(DECK_FILE.c.path, DECK_FILE.c.digest).where(
            DECK_FILE.c.class_id == class_id, DECK_FILE.c.deck == name
        )
    )
    return {row.path: row.digest for row in rows}


def content_of(connection: Connection, who: str, class_id: str, digest: str) -> bytes:
    """A picture or sound of a deck that is shown to a class, for its members."""
    role_of(connection, who, class_id)
    found = connection.scalar(
        select(CONTENT.c.data)
        .join(DECK_FILE)
        .join(
            PUBLISHED_DECK,
            (PUBLISHED_DECK.c.class_id == DECK_FILE.c.class_id)
            & (PUBLISHED_DECK.c.name == DECK_FILE.c.deck),
        )
        .where(
            DECK_FILE.c.class_id == class_id,
            CONTENT.c.digest == digest,
            PUBLISHED_DECK.c.shown == 1,
        )
        .limit(1)
    )
    if found is None:
        raise DeniedError
    return bytes(found)


# ── the deck of a day ───────────────────────────────────────────────────────────────


def assign(connection: Connection, who: str, class_id: str, name: str, day: int) -> None:
    """Set a deck for a day, for teachers."""
    need_teacher(connection, who, class_id)
    _published(connection, class_id, name)
    upsert(connection, ASSIGNMENT, {"class_id": class_id, "day": day, "deck": name})


def unassign(connection: Connection, who: str, class_id: str, name: str, day: int) -> bool:
    """Take that back; returns whether it was set."""
    need_teacher(connection, who, class_id)
    own = has(ASSIGNMENT, class_id=class_id, deck=name)
    gone = connection.execute(ASSIGNMENT.delete().where(own, ASSIGNMENT.c.day == day))
    return gone.rowcount > 0


def assignments_of(
    connection: Connection, who: str, class_id: str, since: int, until: int | None = None
) -> list[Assignment]:
    """The decks for the days from `since` to `until`, for members, in order."""
    role_of(connection, who, class_id)
    found = select(ASSIGNMENT.c.day, ASSIGNMENT.c.deck).where(
        ASSIGNMENT.c.class_id == class_id, ASSIGNMENT.c.day >= since
    )
    if until is not None:
        found = found.where(ASSIGNMENT.c.day <= until)
    return sorted(Assignment(*row) for row in connection.execute(found))


# ── within ──────────────────────────────────────────────────────────────────────────


def _deck_of(text: str, file: str) -> Deck:
    if len(text.encode("utf-8", "replace")) > LONGEST_TEXT:
        raise QuizError(f"{file} is too large, expected up to {LONGEST_TEXT:,} bytes")
    deck = load_deck_text(text, file)
    if isinstance(deck, Deck):
        return deck
    told = f"{deck[0]}" if deck else f"{file} has no card"
    more = f" ({counted(len(deck), 'fault')}; `quiz check` lists them)" if len(deck) > 1 else ""
    raise QuizError(f"{told}{more}")


@lru_cache(maxsize=64)
def _cards_of(text: str, name: str) -> tuple[Card, ...]:
    """The cards of a deck; the same texts are asked for again and again."""
    return tuple(make_cards(_deck_of(text, name), name))


def _row(connection: Connection, class_id: str, name: str) -> Row[Any] | None:
    own = has(PUBLISHED_DECK, class_id=class_id, name=name)
    return connection.execute(select(PUBLISHED_DECK).where(own)).first()


def _published(connection: Connection, class_id: str, name: str) -> PublishedDeck:
    """A deck that is shown. Raises DeniedError."""
    for deck in _shown(connection, class_id, name=name):
        return deck
    raise DeniedError


def _shown(connection: Connection, class_id: str, **values: str) -> list[PublishedDeck]:
    """The decks of a class that are shown and have these values."""
    return _decks(
        connection.execute(_DECKS.where(has(PUBLISHED_DECK, class_id=class_id, **values)))
    )


def _decks(rows: Iterable[Row[Any]]) -> list[PublishedDeck]:
    return [
        PublishedDeck(
            row.class_id,
            row.name,
            f"{row.folder}/{row.name}.yaml",
            row.title,
            row.edition,
            row.published,
        )
        for row in rows
    ]


def _name_like(connection: Connection, class_id: str, title: str) -> str:
    """The name of the deck with a title or, without one, a name like it."""
    own = has(PUBLISHED_DECK, class_id=class_id, title=title)
    found = connection.scalar(select(PUBLISHED_DECK.c.name).where(own).limit(1))
    return found or safe_name(title.replace("/", " "))


def _keep_files(
    connection: Connection, class_id: str, deck: str, files: Mapping[str, bytes]
) -> None:
    """Replace the pictures and sounds of a deck."""
    own = has(DECK_FILE, class_id=class_id, deck=deck)
    connection.execute(DECK_FILE.delete().where(own))
    others = select(func.sum(CONTENT.c.size)).join(DECK_FILE)
    used = connection.scalar(others.where(DECK_FILE.c.class_id == class_id)) or 0
    if used + sum(map(len, files.values())) > LARGEST_TOTAL:
        raise QuizError(f"the pictures and sounds of the class exceed {LARGEST_TOTAL:,} bytes")
    for path, data in sorted(files.items()):
        digest = sha256(data).hexdigest()
        upsert(connection, CONTENT, {"digest": digest, "size": len(data), "data": data})
        values = {"class_id": class_id, "deck": deck, "path": path, "digest": digest}
        upsert(connection, DECK_FILE, values)
    forget_unused(connection)


def _fits(path: str, data: bytes) -> bool:
    return path.rpartition(".")[2].lower() in _SUFFIXES and len(data) <= LARGEST_FILE


def _place(path: str, data: bytes) -> str:
    """Where a file stands beside the published deck: two decks may have a "map.png" each."""
    return f"{MEDIA_FOLDER}/{sha256(data).hexdigest()[:16]}.{path.rpartition('.')[2].lower()}"
