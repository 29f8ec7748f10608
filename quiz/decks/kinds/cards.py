"""Notes of several cards: siblings, which may share named fields and a template."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import ClassVar

from quiz.card import Kind, Media
from quiz.decks.deck import Deck
from quiz.decks.faults import excerpt
from quiz.decks.field_reader import FieldReader, name_of
from quiz.decks.fields import EXTRAS, TEMPLATE_KEYS, is_field_name, suggestion
from quiz.decks.kinds.basic import BasicNote
from quiz.decks.limits import CARDS
from quiz.decks.note import CardFace, DataNote, FormField, Note, Shape, Told
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields
from quiz.decks.template import Template, filled, unknown_place
from quiz.decks.yaml_nodes import Mapping, Node

CARD_OF_NOTE = tuple(key for key in BasicNote.keys if key not in ("id", "tags"))
"""The keys of one card of such a note; the others belong to the note."""


@dataclass(frozen=True, slots=True)
class CardsNote(DataNote):
    """Several cards that are never asked in one round.

    fields: texts by name, which the cards may use as `{NAME}`. template: its cards, which belong to
    the deck if it has a name. A card whose prompt or answer is empty is not made.
    """

    kind: ClassVar[Kind] = Kind.CARDS
    called: ClassVar[str] = "a note of several cards"
    keys: ClassVar[tuple[str, ...]] = ("template", "fields", "cards", "strict", "typed", *EXTRAS)
    marks: ClassVar[tuple[str, ...]] = ("cards", "fields", "template")
    advice: ClassVar[dict[str, str]] = dict.fromkeys(
        CARD_OF_NOTE, "this key belongs to one of the cards below 'cards'"
    )
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("template", "Template", "Template of the deck, or cards below", False, False),
        FormField(
            "fields", "Fields", "Fields, one a line, such as  Word: der Hund", True, False,
            Shape.DATA,
        ),
        FormField(
            "cards", "Cards", "Cards, as in a deck:  - prompt: …  answer: …", True, False,
            Shape.NOTES,
        ),
    )  # fmt: skip

    fields: tuple[tuple[str, str], ...]
    template: Template
    extras: Extras = NO_EXTRAS

    @classmethod
    def read(cls, given: NoteFields) -> CardsNote | None:
        """The cards come from a template, or are the note's own."""
        extras = given.extras()
        if "template" not in given:
            fields = given.named("fields")
            if "cards" not in given:
                given.complain(
                    "a note without cards, expected 'template' or a list 'cards'", given.node
                )
                return None
            cards = _read_cards(given, tuple(fields))
            return cls(tuple(fields.items()), Template("", tuple(fields), cards), extras)
        if "cards" in given:
            given.complain("'cards' next to 'template', expected only one of them", "cards")
        name = given.text("template")
        template = _template(given, name)
        if template is None:
            return None
        before = given.reader.findings.spoilt
        fields = given.named("fields", template.fields, f"the template '{excerpt(name)}'")
        kept = tuple((field, text) for field, text in fields.items() if text)
        note = cls(kept, template, extras)
        if given.reader.findings.spoilt == before and template.cards and not any(note.cards()):
            given.complain(
                f"the template '{excerpt(name)}' makes no card of this: each has an empty prompt "
                "or answer",
                "template",
            )
        return note

    def told(self) -> Iterable[Told]:
        """The fields, and the cards or the name of their template."""
        template, fields, cards = self.form
        if self.template.name:
            yield Told(template, self.template.name)
        if self.fields:
            yield Told(fields, dict(self.fields), tuple(text for _, text in self.fields))
        if not self.template.name:
            yield Told(cards, self.template.cards)

    def asked(self) -> Hashable:
        """The fields, and what the cards ask."""
        cards = () if self.template.name else self.template.cards
        return (self.fields, self.template.name, tuple(card.same() for card in cards))

    def cards(self) -> Iterable[BasicNote]:
        """Its cards with the fields filled in, without those that are not made."""
        return (card for _, card in self._numbered())

    def _numbered(self) -> Iterator[tuple[int, BasicNote]]:
        """The cards that are made, with their places in the template, from 0."""
        fields = self.texts
        for place, card in enumerate(self.template.cards):
            assert isinstance(card, BasicNote)
            made = _filled(card, fields) if fields else card
            if made.prompt.strip() and made.answer.strip():
                yield place, made

    def faces(self) -> Iterable[CardFace]:
        """A card for each that has a prompt and an answer."""
        for place, made in self._numbered():
            extras = _joined(self.extras, made.extras)
            (face,) = made.with_extras(extras).faces()
            direction = "" if made.extras.category else f"{self.template.name} {place + 1}".lstrip()
            yield face._replace(direction=direction, extras=extras)

    @property
    def texts(self) -> dict[str, str]:
        """All fields by name, in the order of the template; "" for empty ones."""
        return dict.fromkeys(self.template.fields, "") | dict(self.fields)

    def made(self) -> tuple[int, ...]:
        """The place in the template, from 0, of each card that the note makes."""
        return tuple(place for place, _ in self._numbered())

    def changed(
        self, text: Callable[[str], str], template: Callable[[Template], Template]
    ) -> CardsNote:
        """The note with changed fields and another template."""
        fields = ((name, text(value)) for name, value in self.fields)
        return replace(self, fields=tuple(fields), template=template(self.template))

    @property
    def apart(self) -> CardsNote:
        """The note with its cards to itself, for a deck without its template."""
        fields = tuple(self.texts.items())
        return replace(self, fields=fields, template=self.template._replace(name=""))


def _read_cards(given: NoteFields, names: tuple[str, ...]) -> tuple[BasicNote, ...]:
    """The list of cards under `cards`. names: of the fields they may use."""
    cards = []
    for inner in given.entries("cards", CARD_OF_NOTE, "a card", CARDS, filled=bool(names)):
        cards.append(BasicNote.read(inner))
        for node in inner.scalars() if names else ():
            if message := unknown_place(node.value, names):
                given.complain(message, node)
    if len({card.same() for card in cards}) < len(cards):
        given.complain("two of these cards have the same prompt and answer; delete one", "cards")
    return tuple(cards)


def read_templates(
    reader: FieldReader, node: Node, *, strict: bool, markdown: bool
) -> dict[str, Template | None]:
    """The deck's templates by name; None for those with faults. strict, markdown: whether the deck
    is."""
    findings = reader.findings
    if not isinstance(node, Mapping):
        found = name_of(node)
        reader.complain(f"'templates' is {found}, expected names with cards", node)
        return {}
    templates: dict[str, Template | None] = {}
    for key, value in node.pairs:
        before = findings.spoilt
        name = reader.scalar(key, "template")
        if name in templates:
            reader.complain(f"the template '{excerpt(name)}' is given twice", key)
            continue
        templates[name] = None
        if not isinstance(value, Mapping):
            found = name_of(value)
            reader.complain(f"found {found}, expected 'fields' and 'cards'", value)
            continue
        fields, misspelt = reader.fields(value, TEMPLATE_KEYS, TEMPLATE_KEYS, "a template")
        given = NoteFields(
            reader, value, fields, "expected 'fields' and 'cards'", strict, markdown, misspelt
        )
        template = _read_template(name, given)
        if findings.spoilt == before:
            templates[name] = template
    return templates


def _template(given: NoteFields, name: str) -> Template | None:
    """The template of this name; None if it has faults, or there is none, which is a fault here.
    Where the deck's templates are unknown, it has no cards."""
    if given.templates is None:
        return Template(name)
    if name in given.templates:
        found: Template | None = given.templates[name]
        return found
    advice = suggestion(name, given.templates, "it under 'templates' in the deck")
    given.complain(f"there is no template '{excerpt(name)}', {advice}", "template")
    return None


def _read_template(name: str, given: NoteFields) -> Template:
    fields = given.texts("fields")
    for field in fields:
        if not is_field_name(field):
            given.complain(f"'{excerpt(field)}' is no name for a field, expected a word", "fields")
    if len(set(fields)) < len(fields):
        given.complain("a field is named twice", "fields")
    if not fields:
        given.complain("a template without fields, expected their names", given.node)
    if "cards" not in given:
        given.complain("a template without cards, expected a list 'cards'", given.node)
    return Template(name, fields, _read_cards(given, fields) if "cards" in given else ())


def _filled(card: BasicNote, fields: AnyMapping[str, str]) -> BasicNote:
    def text(template: str) -> str:
        return filled(template, fields)

    def texts(templates: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(text, templates))))

    extras, media = card.extras, card.extras.media
    told = (extras.category, extras.hint, extras.explanation, extras.source)
    if any("{" in each for each in (*told, *media)):
        category, hint, explanation, source = map(text, told)
        extras = replace(
            extras, category=category, hint=hint, explanation=explanation, source=source,
            media=Media(*map(text, media)),
        )  # fmt: skip
    answer = text(card.answer)
    accept = tuple(other for other in texts(card.accept) if other != answer)
    return BasicNote(text(card.prompt), answer, accept, texts(card.distractors), extras)


def _joined(note: Extras, card: Extras) -> Extras:
    """The optional fields of a card: its own, or else those of its note."""
    if card == NO_EXTRAS:
        return note
    return replace(
        note,
        category=card.category or note.category,
        hint=card.hint or note.hint,
        explanation=card.explanation or note.explanation,
        source=card.source or note.source,
        strict=note.strict if card.strict is None and not card.tolerance else card.strict,
        tolerance=card.tolerance,
        shuffle=card.shuffle,
        typed=card.typed or note.typed,
        media=Media(*_shown(card.media, note.media), *_shown(card.media.turned, note.media.turned)),
    )


def _shown(card: Media, note: Media) -> tuple[str, str, str]:
    """The picture, its description and the sound of the prompt."""
    pictured = card if card.image else note
    return pictured.image, pictured.alt, card.audio or note.audio


def templates_of(deck: Deck) -> dict[str, Template]:
    """The templates of a deck by name, with those that only its notes know."""
    templates = {template.name: template for template in deck.templates}
    for note in deck.notes:
        if isinstance(note, CardsNote) and note.template.name and note.template.cards:
            templates.setdefault(note.template.name, note.template)
    return templates


def at_home(note: Note, templates: AnyMapping[str, Template]) -> Note:
    """The note for a deck with these templates: it keeps its cards to itself unless its template is
    one of them."""
    if isinstance(note, CardsNote) and note.template.cards:
        name = note.template.name
        return note.apart if name and templates.get(name) != note.template else note
    return note


def with_template(note: Note, templates: AnyMapping[str, Template]) -> Note:
    """The note with the cards of its template, if it is one of these."""
    if isinstance(note, CardsNote) and note.template.name in templates:
        return replace(note, template=templates[note.template.name])
    return note
