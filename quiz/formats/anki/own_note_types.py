"""Our note types in Anki: how notes fill their fields, and how they are read back.

Notes survive the round trip unchanged. Lists have one `<div>` per item, like in Anki's editor, so
that they can be edited there.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache, partial
from html import escape
from typing import Any, TypeGuard
from urllib.parse import quote, unquote

from quiz.card import Kind, lines_of
from quiz.decks.deck import Deck
from quiz.decks.faults import Findings, UnfitError
from quiz.decks.field_reader import FieldReader
from quiz.decks.kinds import KINDS, BasicNote, CardsNote, ClozeNote, OcclusionNote
from quiz.decks.kinds.cards import read_templates
from quiz.decks.note import ACCEPT, DISTRACTORS, FormField, Gap, Note, Shape
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.reformat import with_texts
from quiz.decks.template import Template, filled, places
from quiz.decks.writer import note_fields, template_fields
from quiz.decks.yaml_nodes import Node, node_of
from quiz.formats.anki.anki_collection import NoteType
from quiz.formats.anki.anki_collection import Template as AnkiTemplate
from quiz.formats.anki.cloze_gaps import format_gaps, mark_gaps, parse_gaps
from quiz.formats.anki.faces import Reader, one_picture
from quiz.formats.anki.occlusion import (
    OWN,
    own_occlusion_fields,
    own_occlusion_type,
    read_own_occlusion,
)
from quiz.formats.event_json import Fields as JsonFields
from quiz.formats.html import html_to_text, text_to_html
from quiz.formats.interchange import InterchangeError
from quiz.formats.json_card import JsonCard
from quiz.formats.markdown_html import image_tag, markdown_to_html
from quiz.formats.marked import as_markdown, to_markdown
from quiz.formats.rich_notes import moved
from quiz.text.shown import shown

_FIRST_ID = 1_748_000_000_000
_COMMON = ("Hint", "Explanation", "Category", "Source", "Language")
_WHOLE = "All cards"
"""The field in which a note has its cards as in a deck."""
_NEWER = ("Format", "Prompt media", "Answer media")
"""Fields that notes of older exports do not have."""
_MORE = (
    '{{#Explanation}}<div class="more">{{Explanation}}</div>{{/Explanation}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)
_HINT = "{{#Hint}}<br>{{hint:Hint}}{{/Hint}}"
_MEDIA, _OTHER_MEDIA = "<div>{{Prompt media}}</div>", "<div>{{Answer media}}</div>"
_ALSO = '{{#Also right}}<div class="more">{{Also right}}</div>{{/Also right}}'
_CSS = """\
.card { font-family: arial; font-size: 20px; text-align: center; color: black; background: white; }
.cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
.more, .source { margin-top: 1em; font-size: 80%; }
.items { display: inline-block; text-align: left; }
"""


_FRONT = "{{FrontSide}}<hr id=answer>"
_FACES: dict[Kind, tuple[tuple[str, str, str], ...]] = {
    Kind.TERM: (
        ("Definition", "{{Term}}", f"{_FRONT}{{{{Definition}}}}"),
        ("Term", "{{Definition}}", f"{_FRONT}{{{{Term}}}}{_ALSO}"),
    ),
    Kind.CLOZE: (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),),
    Kind.TRUE_FALSE: (("Card 1", "True or false?<br><br>{{Statement}}", f"{_FRONT}{{{{Truth}}}}"),),
}
"""Name, front and back of cards that show more than their first field, then the second."""


def _faces(kind: type[Note]) -> tuple[tuple[str, str, str], ...]:
    if kind.kind in _FACES:
        return _FACES[kind.kind]
    first, second, *others = kind.form
    back = f"{{{{{second.name}}}}}"
    back = f'<div class="items">{back}</div>' if second.lines else back
    return (("Card 1", f"{{{{{first.name}}}}}", _FRONT + back + _ALSO * (ACCEPT in others)),)


def _type(number: int, kind: type[Note]) -> NoteType:
    templates = []
    for place, (card, front, back) in enumerate(_faces(kind)):
        # The second card shows what the first one asks for.
        media = (_MEDIA, _OTHER_MEDIA)[:: -1 if place else 1]
        seen = _MEDIA * (kind is ClozeNote)
        templates.append(
            AnkiTemplate(card, front + media[0] + _HINT, f"{back}{seen}{media[1]}{_MORE}")
        )
    names = [field.name for field in kind.form]
    if kind is ClozeNote:
        names.insert(1, ACCEPT.name)
    return NoteType(
        _FIRST_ID + number,
        f"quiz {kind.kind.value.replace('-', ' or ')}",
        (*names, *_COMMON, *_NEWER),
        tuple(templates),
        cloze=kind is ClozeNote,
        css=_CSS,
    )


_TYPES = {
    kind: _type(number, kind)
    for number, kind in enumerate(KINDS.values(), 1)
    if kind not in (CardsNote, OcclusionNote)
}
_OCCLUSION = own_occlusion_type(_FIRST_ID + 90, (*_COMMON, *_NEWER), _MORE)
_OPTIONS = "Options"


def _choice_type(basic: NoteType) -> NoteType:
    """A note type for cards whose question shows their options."""
    names = (_OPTIONS if name == DISTRACTORS.name else name for name in basic.fields)
    [card] = basic.templates
    front = card.front.replace(
        "{{Prompt}}", f'{{{{Prompt}}}}<br><div class="items">{{{{{_OPTIONS}}}}}</div>'
    )
    return replace(
        basic,
        id=_FIRST_ID + 91,
        name="quiz choice",
        fields=tuple(names),
        templates=(replace(card, front=front),),
    )


_CHOICE = _choice_type(_TYPES[BasicNote])
_KIND_OF = {known.name: kind for kind, known in _TYPES.items()} | {_CHOICE.name: BasicNote}

_LINE_BREAK = re.compile(r"<br ?/?>")
_SEVERAL = re.compile(r"quiz \d+ cards")
_TOLD = re.compile(r"/\* quiz: (.*?) \*/", re.DOTALL)
_BAR = re.compile(r"\\(.)| \| ", re.DOTALL)
_GAP_NUMBER = re.compile(r"(\d{1,5}): ?(.*)", re.DOTALL)


_STRICT, _LOOSE, _IN_ORDER = "quiz-strict", "quiz-loose", "quiz-in-order"
_TYPED = "quiz-typed"
_TOLERANCE = "quiz-tolerance-"
_THEIRS = "anki:"
"""Before the ids of notes that came from Anki."""


# ── names ───────────────────────────────────────────────────────────────────────


def anki_id(guid: str) -> str:
    """The id of an Anki note here."""
    return f"{_THEIRS}{guid}"


def guid_of(deck: str, address: str) -> str:
    """The guid of our note in Anki: its original one if it came from there, else one derived from
    the deck's name and the note's address, see `quiz.decks.cards.note_address`."""
    if address.startswith(f"id:{_THEIRS}"):
        return address.removeprefix(f"id:{_THEIRS}")
    return f"quiz:{quote(deck, safe='/ ')}:{address}"


def place_of(guid: str) -> tuple[str, str] | None:
    """The deck name and note id in a guid from `guid_of`; None for any other guid.

    The id of a note without one is the hash of its content.
    """
    word, _, rest = guid.partition(":")
    deck, colon, address = rest.partition(":")
    if word != "quiz" or not colon or not deck:
        return None
    identity = address.removeprefix("id:") if address.startswith("id:") else address[1:]
    return (unquote(deck), identity) if identity else None


def card_count(note: Note) -> int:
    """How many cards the note makes, in Anki and here."""
    return len(list(note.faces()))


# ── to Anki ─────────────────────────────────────────────────────────────────────


def own_type(note: Note) -> NoteType:
    """The note type for this note."""
    if isinstance(note, OcclusionNote):
        return _OCCLUSION
    if _offers(note):
        return _CHOICE
    if not isinstance(note, CardsNote):
        return _TYPES[type(note)]
    if note.template.name:
        return _template_type(note.template)
    return _several_type(len(note.made()))


def _offers(note: Note) -> TypeGuard[BasicNote]:
    """Whether a note showed its options with its question in Anki, as others there do not."""
    is_theirs = note.extras.id.startswith(_THEIRS)
    return isinstance(note, BasicNote) and is_theirs and bool(note.distractors)


def _with_options(note: BasicNote) -> BasicNote:
    """The note with all its options for distractors, the right ones at places that tell nothing."""
    options = [*note.distractors]
    if not note.extras.shuffle and note.answer in options:
        return note
    for text in (note.answer, *note.accept):
        place = (
            zlib.crc32(f"{note.extras.id} {text}".encode("utf-8", "surrogatepass"))
            if note.extras.shuffle
            else 0
        )
        options.insert(place % (len(options) + 1), text)
    return replace(note, distractors=tuple(options))


def _without_answers(note: BasicNote) -> BasicNote:
    """The note with only the wrong ones of its options for distractors."""
    if not note.extras.shuffle:
        return note
    right = (note.answer, *note.accept)
    return replace(note, distractors=tuple(each for each in note.distractors if each not in right))


@lru_cache
def _template_type(template: Template) -> NoteType:
    """A note type with the fields and cards of a template, which its style sheet tells in full."""
    told = json.dumps(template_fields({template.name: template})).replace("*/", "*\\/")
    # A number of its own for each: Anki keeps two note types with one id from each other.
    number = zlib.crc32(told.encode("utf-8", "surrogatepass"))
    shown = {field: f"{{{{{field}}}}}" for field in template.fields}
    cards = []
    for n, card in enumerate(template.cards, 1):
        assert isinstance(card, BasicNote)
        extras = card.extras
        front, back, hint, more = (
            filled(text_to_html(text), shown)
            for text in (card.prompt, card.answer, extras.hint, extras.explanation)
        )
        for field in places(card.answer, template.fields):
            front = f"{{{{#{field}}}}}{front}{{{{/{field}}}}}"
        back += f'<div class="more">{more}</div>' * bool(more) + _MORE
        hint = f"<br><details><summary>Hint</summary>{hint}</details>" if hint else _HINT
        if len(named := [*places(extras.hint, template.fields)]) == 1:
            hint = f"{{{{#{named[0]}}}}}{hint}{{{{/{named[0]}}}}}"
        cards.append(AnkiTemplate(extras.category or f"Card {n}", front + hint, _FRONT + back))
    return NoteType(
        _FIRST_ID + 1_000 + number,
        f"quiz {template.name}",
        (*template.fields, *_COMMON, *_NEWER),
        tuple(cards),
        css=f"{_CSS}/* quiz: {told} */",
    )


@lru_cache
def _several_type(count: int) -> NoteType:
    """A note type for notes that each have this many cards to themselves."""
    cards = tuple(
        AnkiTemplate(
            f"Card {n}",
            f"{{{{Prompt {n}}}}}{_HINT}",
            f"{_FRONT}{{{{Answer {n}}}}}{_more(n)}{_MORE}",
        )
        for n in range(1, count + 1)
    )
    names = ("Prompt", "Answer", "More")
    sides = (f"{name} {n}" for n in range(1, count + 1) for name in names)
    fields = (*sides, _WHOLE, *_COMMON, *_NEWER)
    return NoteType(_FIRST_ID + 100 + count, f"quiz {count} cards", fields, cards, css=_CSS)


def _more(number: int) -> str:
    name = f"More {number}"
    return f'{{{{#{name}}}}}<div class="more">{{{{{name}}}}}</div>{{{{/{name}}}}}'


def _fields_of(
    note: CardsNote, html: Callable[[str], str], file: Callable[[str], str]
) -> list[str]:
    if note.template.name:
        return [html(text) for text in note.texts.values()]
    fields = []
    for card in note.cards():
        media = card.extras.media
        for text, each in ((card.prompt, media), (card.answer, media.turned)):
            shown = _media(each.image, each.alt, each.audio, file)
            fields.append(html(text) + (f"<br>{shown}" if shown else ""))
        fields.append(html(card.extras.explanation))
    here = moved(note, file)
    assert isinstance(here, CardsNote)
    told = {"fields": dict(here.fields), "cards": [*map(note_fields, here.template.cards)]}
    return [*fields, text_to_html(json.dumps(told, ensure_ascii=False))]


def own_fields(note: Note, deck: Deck, file: Callable[[str], str]) -> tuple[str, ...]:
    """The note's fields as HTML, in the order of its note type.

    file: the name in the package of a picture or sound, by its path.
    """

    html = partial(markdown_to_html, file=file) if deck.markdown else text_to_html
    if isinstance(note, OcclusionNote):
        image = image_tag(file(note.picture), note.extras.media.alt)
        own = own_occlusion_fields(note, image, file)
    elif isinstance(note, CardsNote):
        own = _fields_of(note, html, file)
    else:
        own = [*_html_fields(_with_options(note) if _offers(note) else note, html)]
    extras, media = note.extras, note.extras.media
    return (
        *own,
        *map(html, (extras.hint, extras.explanation)),
        *map(text_to_html, (extras.category, extras.source, deck.language, deck.format)),
        _media(media.image, media.alt, media.audio, file),
        _media(media.answer_image, media.answer_alt, media.answer_audio, file),
    )


def _media(image: str, alt: str, audio: str, file: Callable[[str], str]) -> str:
    shown = image_tag(file(image), alt) if image else ""
    sounds = (escape(file(path), quote=False) for path in lines_of(audio))
    return shown + "".join(f"[sound:{sound}]" for sound in sounds)


def _html_fields(note: Note, html: Callable[[str], str]) -> Iterator[str]:
    """A note's fields as HTML. Notes with other data have note types of their own kind."""
    for field, value, _ in note.told():
        match field.shape:
            case Shape.TEXT:
                yield html(value)
            case Shape.OTHERS | Shape.SEVERAL:
                yield _items(value, html)
            case Shape.ITEMS:
                yield _items((" | ".join(map(_bar, names)) for names in value), html)
            case Shape.GAPS:
                gaps = [part for part in value if isinstance(part, Gap)]
                also = [f"{n}: {other}" for n, gap in enumerate(gaps, 1) for other in gap.accept]
                yield format_gaps(value, html)
                yield _items(also, html)
            case Shape.TRUTH:
                yield "True" if value else "False"


def _items(texts: Iterable[str], html: Callable[[str], str]) -> str:
    return "".join(f"<div>{html(text)}</div>" for text in texts)


def own_tags(note: Note) -> tuple[str, ...]:
    """The options of a note that have no field in Anki, as tags; they can be edited there."""
    extras = note.extras
    tags = [] if extras.strict is None else [_STRICT if extras.strict else _LOOSE]
    if extras.tolerance:
        tags.append(_TOLERANCE + "_".join(extras.tolerance.split()))
    in_order = [] if extras.shuffle else [_IN_ORDER]
    return (*tags, *in_order, *([_TYPED] if extras.typed else []))


def _bar(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


# ── from Anki ───────────────────────────────────────────────────────────────────


def read_own(
    kind: NoteType, fields: Mapping[str, str], extras: Extras, reader: Reader
) -> Note | None:
    """The note in one of our note types, with marked texts; None for other types, or after
    incompatible edits.

    extras: has the id and tags; the rest is read from the fields.
    """
    ours = _KIND_OF.get(kind.name)
    several = _SEVERAL.fullmatch(kind.name)
    template = _told_template(kind.css) if ours is None else None
    if template is not None:
        needed: AbstractSet[str] = {*template.fields, *_COMMON}
    elif several:
        needed = {_WHOLE, *_COMMON}
    elif kind.name == _OCCLUSION.name:
        needed = {OWN, *_COMMON}
    elif ours is not None:
        expected = _CHOICE if kind.name == _CHOICE.name else _TYPES[ours]
        needed = set(expected.fields) - {*_NEWER}
    else:
        return None
    if not needed <= fields.keys():
        return None
    text = {name: reader.whole(html) for name, html in fields.items() if name not in _NEWER}
    tolerances = [
        tag.removeprefix(_TOLERANCE).replace("_", " ")
        for tag in extras.tags
        if tag.startswith(_TOLERANCE)
    ]
    extras = Extras(
        extras.id,
        text["Category"],
        text["Hint"],
        text["Explanation"],
        text["Source"],
        tuple(tag for tag in extras.tags if not _is_own(tag)),
        strict=True if _STRICT in extras.tags else False if _LOOSE in extras.tags else None,
        tolerance=next(iter(tolerances), ""),
        shuffle=_IN_ORDER not in extras.tags,
        typed=_TYPED in extras.tags,
        media=reader.media(fields.get("Prompt media", ""), fields.get("Answer media", "")),
    )
    try:
        if template is not None:
            told = ((name, text[name]) for name in template.fields)
            return CardsNote(tuple((n, value) for n, value in told if value), template, extras)
        if kind.name == _OCCLUSION.name:
            note = read_own_occlusion(fields[OWN], reader)
            media = extras.media._replace(alt=note.extras.media.alt)
            return _marked(note, fields).with_extras(replace(extras, media=media))
        if ours is None:
            return _read_several(fields, extras, reader)
        own = ours.of(_FromHtml(fields, text, reader), extras)
        return _without_answers(own) if isinstance(own, BasicNote) else own
    except (_ChangedField, UnfitError, InterchangeError, ValueError, RecursionError):
        return None


@lru_cache
def _told_template(css: str) -> Template | None:
    """The template in the style sheet of its note type."""
    found = _TOLD.search(css)
    if found is None:
        return None
    findings = Findings("")
    try:
        value = node_of(json.loads(found[1]))
    except (ValueError, RecursionError):
        return None
    templates = read_templates(FieldReader(findings), value, strict=False, markdown=False)
    return next(iter(templates.values()), None) if not findings.has_faults else None


def _letters(text: str, markdown: bool) -> str:
    return "".join(filter(str.isalnum, shown(text, markdown=markdown)))


def _read_several(fields: Mapping[str, str], extras: Extras, reader: Reader) -> Note:
    """The note with its cards to itself, unless one of them was changed in Anki."""
    try:
        told = JsonCard(JsonFields(json.loads(html_to_text(fields[_WHOLE])), ""))
        note = moved(CardsNote.of(told, NO_EXTRAS), reader.path)
    except (ValueError, RecursionError, InterchangeError) as error:
        raise _ChangedField from error
    assert isinstance(note, CardsNote)
    markdown = fields.get("Format") == "markdown"
    for number, card in enumerate(note.cards(), 1):
        for side, text in (("Prompt", card.prompt), ("Answer", card.answer)):
            there = one_picture(reader.value(fields.get(f"{side} {number}", "")).text)[0]
            there = to_markdown(there) if markdown else there
            if _letters(there, markdown) != _letters(text, markdown):
                raise _ChangedField
    return _marked(note, fields).with_extras(extras)


def _marked(note: Note, fields: Mapping[str, str]) -> Note:
    """The note as marked texts. fields: of its note in Anki, which say whether it is Markdown."""
    return with_texts(note, as_markdown) if fields.get("Format") == "markdown" else note


class _ChangedField(Exception):  # noqa: N818
    """A field was changed beyond what our notes can hold."""


class _FromHtml:
    """Supplies a note's fields from those of its Anki note type."""

    def __init__(self, fields: Mapping[str, str], texts: Mapping[str, str], reader: Reader) -> None:
        self._fields = fields
        self._texts = texts
        self._reader = reader

    def value(self, field: FormField) -> Any:
        match field.shape:
            case Shape.OTHERS:
                return self._listed(field)
            case Shape.SEVERAL:
                return self._several(field)
            case Shape.ITEMS:
                return tuple(map(_read_bars, self._several(field)))
            case Shape.GAPS:
                marked = self._reader.whole(mark_gaps(self._fields[field.name]))
                return _read_gaps(marked, self._items(self._fields[ACCEPT.name]))
            case Shape.TRUTH:
                return self._texts[field.name].lower() == "true"
        if not self._texts[field.name]:
            raise _ChangedField
        return self._texts[field.name]

    def _listed(self, field: FormField) -> tuple[str, ...]:
        return self._items(self._fields[field.name if field.name in self._fields else _OPTIONS])

    def _several(self, field: FormField) -> tuple[str, ...]:
        texts = self._listed(field)
        if len(texts) < 2:
            raise _ChangedField
        return texts

    def node(self, field: FormField) -> Node | None:
        raise AssertionError(field)

    def _items(self, html: str) -> tuple[str, ...]:
        if "<div>" in html:
            pieces = [text for item in html.split("</div>") for text in item.split("<div>")]
        else:
            pieces = _LINE_BREAK.split(html)
        return tuple(text for text in map(self._reader.whole, pieces) if text)


def _is_own(tag: str) -> bool:
    return tag in (_STRICT, _LOOSE, _IN_ORDER, _TYPED) or tag.startswith(_TOLERANCE)


def _read_gaps(marked: str, others: Iterable[str]) -> tuple[str | Gap, ...]:
    texts = parse_gaps(marked)
    if len(texts) != 1:
        raise _ChangedField
    numbers = list(dict.fromkeys(texts[0].numbers))
    if numbers != [*range(1, len(numbers) + 1)]:
        raise _ChangedField
    also: dict[int, list[str]] = {}
    for item in others:
        found = _GAP_NUMBER.fullmatch(item)
        if found is not None:
            also.setdefault(int(found[1]), []).append(found[2])
    parts: list[str | Gap] = []
    number = 0
    for part in texts[0].parts:
        if isinstance(part, Gap):
            number += 1
            part = replace(part, accept=tuple(also.get(number, ())))
        parts.append(part)
    return tuple(parts)


def _read_bars(item: str) -> tuple[str, ...]:
    names = _BAR.sub(lambda bar: bar[1] or "\0", item).split("\0")
    return tuple(name for name in map(str.strip, names) if name)
