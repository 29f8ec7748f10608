"""The note types that our notes have within Anki: how a note fills their fields, and is read again.

A note survives the way there and back whole. Lists are kept as one `<div>` an item, as Anki's
editor makes them, so that they can be edited there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from quiz.decks.model import (
    BasicNote,
    ClozeNote,
    Extras,
    Gap,
    ListNote,
    Note,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)
from quiz.formats.anki.anki_collection import NoteType, Template
from quiz.formats.anki.gaps import format_gaps, mark_gaps, parse_gaps
from quiz.formats.anki.marks import clean
from quiz.formats.html import html_to_text, text_to_html

_FIRST_ID = 1_748_000_000_000
_COMMON = ("Hint", "Explanation", "Category", "Source", "Language")
_MORE = (
    '{{#Explanation}}<div class="more">{{Explanation}}</div>{{/Explanation}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)
_HINT = "{{#Hint}}<br>{{hint:Hint}}{{/Hint}}"
_ALSO = '{{#Also right}}<div class="more">{{Also right}}</div>{{/Also right}}'
_CSS = """\
.card { font-family: arial; font-size: 20px; text-align: center; color: black; background: white; }
.cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
.more, .source { margin-top: 1em; font-size: 80%; }
.items { display: inline-block; text-align: left; }
"""


def _type(
    number: int,
    name: str,
    fields: tuple[str, ...],
    *cards: tuple[str, str, str],
    cloze: bool = False,
) -> NoteType:
    templates = tuple(
        Template(card, front + _HINT, f"{back}{_MORE}") for card, front, back in cards
    )
    return NoteType(_FIRST_ID + number, name, (*fields, *_COMMON), templates, cloze=cloze, css=_CSS)


_FRONT = "{{FrontSide}}<hr id=answer>"
_ITEMS = '<div class="items">{{Items}}</div>'
_STEPS = '<div class="items">{{Steps}}</div>'

BASIC = _type(
    1,
    "quiz basic",
    ("Prompt", "Answer", "Also right", "Wrong answers"),
    ("Card 1", "{{Prompt}}", f"{_FRONT}{{{{Answer}}}}{_ALSO}"),
)
TERM = _type(
    2,
    "quiz term",
    ("Term", "Definition", "Also right", "Wrong answers"),
    ("Definition", "{{Term}}", f"{_FRONT}{{{{Definition}}}}"),
    ("Term", "{{Definition}}", f"{_FRONT}{{{{Term}}}}{_ALSO}"),
)
CLOZE = _type(
    3,
    "quiz cloze",
    ("Text", "Also right", "Wrong answers"),
    ("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),
    cloze=True,
)
LIST = _type(4, "quiz list", ("Prompt", "Items"), ("Card 1", "{{Prompt}}", f"{_FRONT}{_ITEMS}"))
SEQUENCE = _type(
    5, "quiz sequence", ("Prompt", "Steps"), ("Card 1", "{{Prompt}}", f"{_FRONT}{_STEPS}")
)
TRUE_FALSE = _type(
    6,
    "quiz true or false",
    ("Statement", "Truth"),
    ("Card 1", "True or false?<br><br>{{Statement}}", f"{_FRONT}{{{{Truth}}}}"),
)
OWN_TYPES = (BASIC, TERM, CLOZE, LIST, SEQUENCE, TRUE_FALSE)
_BY_NAME = {each.name: each for each in OWN_TYPES}

_LINE_BREAK = re.compile(r"<br ?/?>")
_BAR = re.compile(r"\\(.)| \| ", re.DOTALL)
_GAP_NUMBER = re.compile(r"(\d{1,5}): ?(.*)", re.DOTALL)


_STRICT, _LOOSE, _IN_ORDER = "quiz-strict", "quiz-loose", "quiz-in-order"
_TOLERANCE = "quiz-tolerance-"


# ── names ───────────────────────────────────────────────────────────────────────


def anki_id(guid: str, number: int = 1) -> str:
    """The id that a note of Anki has here; `number` tells apart several notes made of one."""
    return f"anki:{guid}" if number == 1 else f"anki:{guid} {number}"


def guid_of(deck: str, address: str) -> str:
    """The guid of our note in Anki: its own when it came from there, else one that says where it
    is; `deck` is the deck's name, `address` as from `quiz.decks.cards.note_address`."""
    if address.startswith("id:anki:"):
        return address.removeprefix("id:anki:")
    return f"quiz:{quote(deck, safe='/ ')}:{address}"


def place_of(guid: str) -> tuple[str, str] | None:
    """The name of the deck and the id that `guid_of` made this guid of; None when it did not.

    A note that had no id has the digest of its content for one.
    """
    word, _, rest = guid.partition(":")
    deck, colon, address = rest.partition(":")
    if word != "quiz" or not colon or not deck:
        return None
    identity = address.removeprefix("id:") if address.startswith("id:") else address[1:]
    return (unquote(deck), identity) if identity else None


def card_count(note: Note) -> int:
    """How many cards the note makes, with Anki and here."""
    if isinstance(note, ClozeNote):
        return sum(isinstance(part, Gap) for part in note.parts)
    return 2 if isinstance(note, TermNote) else 1


# ── to Anki ─────────────────────────────────────────────────────────────────────


def own_type(note: Note) -> NoteType:
    """The note type for such a note."""
    return {
        BasicNote: BASIC,
        ClozeNote: CLOZE,
        TermNote: TERM,
        ListNote: LIST,
        SequenceNote: SEQUENCE,
        TrueFalseNote: TRUE_FALSE,
    }[type(note)]


def own_fields(note: Note, language: str) -> tuple[str, ...]:
    """The fields of the note type, as HTML, in its order."""
    own: tuple[str, ...]
    match note:
        case BasicNote():
            own = (
                text_to_html(note.prompt),
                text_to_html(note.answer),
                _items(note.accept),
                _items(note.distractors),
            )
        case TermNote():
            own = (
                text_to_html(note.term),
                text_to_html(note.definition),
                _items(note.accept),
                _items(note.distractors),
            )
        case ClozeNote():
            gaps = [part for part in note.parts if isinstance(part, Gap)]
            also = [f"{n}: {other}" for n, gap in enumerate(gaps, 1) for other in gap.accept]
            own = (format_gaps(note.parts), _items(also), _items(note.distractors))
        case ListNote():
            own = (text_to_html(note.prompt), _items(" | ".join(map(_bar, i)) for i in note.items))
        case SequenceNote():
            own = (text_to_html(note.prompt), _items(note.steps))
        case TrueFalseNote():
            own = (text_to_html(note.statement), "True" if note.truth else "False")
    extras = note.extras
    common = (extras.hint, extras.explanation, extras.category, extras.source, language)
    return (*own, *map(text_to_html, common))


def own_tags(note: Note) -> tuple[str, ...]:
    """What of a note has no field in Anki, as tags: they can be changed there, too."""
    extras = note.extras
    tags = [] if extras.strict is None else [_STRICT if extras.strict else _LOOSE]
    if extras.tolerance:
        tags.append(_TOLERANCE + "_".join(extras.tolerance.split()))
    return (*tags, *([] if extras.shuffle else [_IN_ORDER]))


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<div>{text_to_html(text)}</div>" for text in texts)


def _bar(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


# ── from Anki ───────────────────────────────────────────────────────────────────


def read_own(kind: NoteType, fields: Mapping[str, str], extras: Extras) -> Note | None:
    """The note that fills a note type of ours; None when it is none, or was changed beyond it.

    extras: with the id and tags; the rest is read from the fields.
    """
    known = _BY_NAME.get(kind.name)
    if known is None or not set(known.fields) <= fields.keys():
        return None
    text = {name: html_to_text(clean(html)).text for name, html in fields.items()}
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
    )
    if known is CLOZE:
        return _read_cloze(fields, extras)
    note: Note
    if known is BASIC or known is TERM:
        more = _read_items(fields["Also right"]), _read_items(fields["Wrong answers"])
        if known is BASIC:
            note = BasicNote(text["Prompt"], text["Answer"], *more, extras)
        else:
            note = TermNote(text["Term"], text["Definition"], *more, extras)
    elif known is LIST:
        items = tuple(_read_bars(item) for item in _read_items(fields["Items"]))
        note = ListNote(text["Prompt"], items, extras)
    elif known is SEQUENCE:
        note = SequenceNote(text["Prompt"], _read_items(fields["Steps"]), extras)
    else:
        note = TrueFalseNote(text["Statement"], text["Truth"].lower() == "true", extras)
    return note if _is_whole(note) else None


def _is_own(tag: str) -> bool:
    return tag in (_STRICT, _LOOSE, _IN_ORDER) or tag.startswith(_TOLERANCE)


def _is_whole(note: Note) -> bool:
    match note:
        case BasicNote():
            return bool(note.prompt and note.answer)
        case TermNote():
            return bool(note.term and note.definition)
        case ListNote():
            return bool(note.prompt and len(note.items) > 1)
        case SequenceNote():
            return bool(note.prompt and len(note.steps) > 1)
        case TrueFalseNote():
            return bool(note.statement)
        case ClozeNote():
            return True


def _read_cloze(fields: Mapping[str, str], extras: Extras) -> Note | None:
    texts = parse_gaps(html_to_text(mark_gaps(clean(fields["Text"]))).text)
    if len(texts) != 1:
        return None
    numbers = [numbers[0] for numbers in texts[0].numbers if len(numbers) == 1]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) != len(texts[0].numbers):
        return None
    also: dict[int, list[str]] = {}
    for item in _read_items(fields["Also right"]):
        found = _GAP_NUMBER.fullmatch(item)
        if found is not None:
            also.setdefault(int(found[1]), []).append(found[2])
    parts: list[str | Gap] = []
    number = 0
    for part in texts[0].parts:
        if isinstance(part, Gap):
            number += 1
            part = Gap(part.answer, tuple(also.get(number, ())), part.hint)
        parts.append(part)
    return ClozeNote(tuple(parts), _read_items(fields["Wrong answers"]), extras)


def _read_items(html: str) -> tuple[str, ...]:
    if "<div>" in html:
        pieces = [text for item in html.split("</div>") for text in item.split("<div>")]
    else:
        pieces = _LINE_BREAK.split(html)
    texts = (html_to_text(clean(piece)).text for piece in pieces)
    return tuple(text for text in texts if text)


def _read_bars(item: str) -> tuple[str, ...]:
    names = [""]
    position = 0
    for bar in _BAR.finditer(item):
        names[-1] += item[position : bar.start()]
        position = bar.end()
        if bar[1] is None:
            names.append("")
        else:
            names[-1] += bar[1]
    names[-1] += item[position:]
    return tuple(name for name in map(str.strip, names) if name)
