"""Makes the cards of a deck's notes, each with the key that identifies it in the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b

from quiz.card import Card, Kind
from quiz.decks.deck import Deck
from quiz.decks.note import CardFace, Gap, Note, Shape
from quiz.decks.strictness import is_strict
from quiz.text.accepted import accepted
from quiz.text.shown import rendered


def make_cards(deck: Deck, name: str) -> list[Card]:
    """All cards of a deck in the order of its notes. name: of the deck in the library.

    A card's key is derived from the deck's name and the note's id or, without an id, its content.
    """
    cards: list[Card] = []
    for note in deck.notes:
        own = note.extras.tags
        tags = deck.tags + tuple(tag for tag in own if tag not in deck.tags) if own else deck.tags
        address = note_address(note)
        is_typed = note.input is None
        for part, face in enumerate(note.faces()):
            extras = face.extras or note.extras
            is_gap = deck.markdown and note.kind is Kind.CLOZE
            gap_in = rendered(face.prompt, markdown=True).gap_in if is_gap else ""
            face = _as_formula(face) if gap_in == "math" else face
            strict = is_strict(extras, face, gap_in, strict=deck.strict, markdown=deck.markdown)
            accept = partial(_accepted, strict=strict, deck=deck)
            typed_as = accept(face.answers) if is_typed else face.answers
            cards.append(
                Card(
                    address_key(name, address, part),
                    address,
                    name,
                    note.kind,
                    face.prompt,
                    face.answers,
                    tuple(map(accept, face.items)),
                    face.distractors,
                    extras.category,
                    face.hint or extras.hint,
                    extras.explanation,
                    extras.source or deck.source,
                    tags,
                    deck.language,
                    face.direction,
                    strict,
                    extras.tolerance,
                    face.options,
                    extras.media if face.media is None else face.media,
                    deck.markdown,
                    () if typed_as == face.answers else typed_as,
                    face.occlusion,
                    face.whole,
                    extras.line,
                )
            )
    return cards


def _as_formula(face: CardFace) -> CardFace:
    """The card of a gap within a formula: its answers are formulas, too."""

    def formulas(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text if "$" in text else f"${text}$" for text in texts)

    return face._replace(
        answers=formulas(face.answers),
        distractors=formulas(face.distractors),
        options=formulas(face.options),
    )


def _accepted(texts: Iterable[str], strict: bool, deck: Deck) -> tuple[str, ...]:
    """Everything that counts as one of these answers, each once."""
    found = (
        accepted(text, markdown=deck.markdown, strict=strict, language=deck.language)
        for text in texts
    )
    return tuple(dict.fromkeys(text for every in found for text in every))


def note_address(note: Note) -> str:
    """Identifies a note within its deck: "id:" and its id, else "=" and a hash of its content."""
    if note.extras.id:
        return f"id:{note.extras.id}"
    return "=" + digest(note_content(note))


def note_content(note: Note) -> str:
    """The identifying content of a note: what it asks, with which pictures and sounds, and what is
    right."""
    return "\x1f".join((note.kind.value, *_identity(note), *note.extras.media.files))


def _identity(note: Note) -> Iterator[str]:
    """The texts that identify a note; other right answers and distractors do not."""
    for field, value, identity in note.told():
        match field.shape:
            case Shape.TEXT:
                yield value
            case Shape.SEVERAL:
                yield from value
            case Shape.ITEMS:
                yield from (names[0] for names in value)
            case Shape.GAPS:
                yield from (f"{{{p.answer}}}" if isinstance(p, Gap) else p for p in value)
            case Shape.TRUTH:
                yield str(value)
            case Shape.DATA:
                yield from identity
            case Shape.NOTES:
                for inner in value:
                    yield from _identity(inner)


def address_key(deck: str, note: str, part: int, salt: int = 0) -> str:
    """The key of a card, 16 hexadecimal digits; `salt` distinguishes cards at one address."""
    text = "\x1e".join((deck, note, str(part)))
    return digest(f"{text}\x1e{salt}" if salt else text)


def digest(text: str) -> str:
    """A hash of 16 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
