"""Hypothesis strategies for decks, events and histories."""

from __future__ import annotations

import random as rnd
import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from quiz.card import NO_MEDIA, Card, Kind, Media
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import (
    BasicNote,
    CardsNote,
    ClozeNote,
    ListNote,
    OcclusionNote,
    SequenceNote,
    TermNote,
    TrueFalseNote,
)
from quiz.decks.kinds.occlusion import Region
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.template import Template, literal
from quiz.history.events import Answer, Input, Mark, MarkKind, Mode, Placement, Rerate, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.text.markdown import plain_text
from quiz.text.normalise import normalise
from tests.factories import number_id

# What an author can type: everything printable, line feeds and tabs.
_chars = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t")
_free = st.text(_chars, min_size=1, max_size=30).map(str.strip).filter(bool)
_typed = st.sampled_from(
    ["no", "~", "1e3", "0123", "2013-09-01", "1:30", "null", "- a", "# b", "{c}", "'", '"', "a: b"]
)
texts = st.one_of(_free, _typed)
words = st.text("abcdefghijklmnop", min_size=3, max_size=12)


_paths = st.sampled_from(["", "", "map.png", "sounds/a b.mp3", "ä/é.webp"])
_alts = texts.map(lambda text: " ".join(text.split()))
media = st.one_of(st.just(NO_MEDIA), st.builds(Media, _paths, _alts, _paths, _paths, _alts, _paths))


tags = st.lists(texts, max_size=2, unique_by=str.casefold).map(tuple)
"""Two tags that differ by more than their case."""


def _distinct(number: int, least: int) -> st.SearchStrategy[list[str]]:
    """Texts that differ even without case, accents and punctuation, literal or in Markdown."""
    return st.lists(
        st.one_of(words, texts),
        min_size=least,
        max_size=number,
        unique_by=(normalise, lambda text: normalise(plain_text(text))),
    )


@st.composite
def extras(draw: st.DrawFn) -> Extras:
    optional = st.one_of(st.just(""), texts)
    return Extras(
        "",
        draw(optional),
        draw(optional),
        draw(optional),
        draw(optional),
        draw(tags),
        media=draw(media),
    )


@st.composite
def notes(draw: st.DrawFn, name: str = "") -> Note:
    """Any note; `name` makes it different from others."""
    kind = draw(st.sampled_from(list(Kind)))
    prompt = f"{draw(texts)} {name}".strip()
    more = replace(draw(extras()), id=draw(st.sampled_from(["", f"id-{name}"])))
    right, *wrong = draw(_distinct(5, 2))
    if kind in (Kind.BASIC, Kind.CLOZE, Kind.TERM):
        if draw(st.sampled_from([False, False, True])):
            # ㎟ holds a number, too.
            letters = unicodedata.normalize("NFKC", right)
            unit = "".join(char for char in letters if not char.isnumeric())[:60]
            right = draw(st.sampled_from(["12", "3.5 km", "6e23"])) + f" {unit}".rstrip()
            more = replace(more, tolerance=draw(st.sampled_from(["5 %", "0.5", "2"])))
        else:
            more = replace(more, strict=draw(st.sampled_from([None, True, False])))
        if kind is not Kind.TERM and wrong[1:]:
            more = replace(more, shuffle=draw(st.booleans()))
        else:
            more = replace(more, typed=draw(st.booleans()))
    elif kind in (Kind.LIST, Kind.CARDS, Kind.OCCLUSION):
        more = replace(more, strict=draw(st.sampled_from([None, True, False])))
    match kind:
        case Kind.BASIC:
            return BasicNote(prompt, right, tuple(wrong[:1]), tuple(wrong[1:]), more)
        case Kind.CLOZE:
            gap_hint = "" if more.hint else draw(st.sampled_from(["", "h"]))
            parts = (f"{prompt} ", Gap(right, tuple(wrong[:1]), gap_hint))
            return ClozeNote(parts, tuple(wrong[1:]), more)
        case Kind.TERM:
            return TermNote(prompt, right, (), (), more)
        case Kind.LIST:
            items = tuple((word,) for word in (right, *wrong))
            return ListNote(prompt, items, more)
        case Kind.SEQUENCE:
            return SequenceNote(prompt, (right, *wrong), more)
        case Kind.TRUE_FALSE:
            return TrueFalseNote(prompt, draw(st.booleans()), more)
        case Kind.OCCLUSION:
            return draw(occlusion_notes(prompt, more))
        case Kind.CARDS:
            return draw(cards_notes(prompt, more))


_shares = st.floats(2, 30).map(lambda share: round(share, 3))
_triangles = st.builds(
    lambda left, top, wide, high: (left, top, left + wide, top, left, top + high),
    *(st.integers(2, 30).map(float) for _ in range(4)),
)
_boxes = st.lists(
    st.tuples(_shares, _shares, _shares, _shares) | _triangles, min_size=1, max_size=2
).map(tuple)


@st.composite
def occlusion_notes(draw: st.DrawFn, name: str, more: Extras) -> OcclusionNote:
    """Pictures with regions, in percent or in pixels."""
    names = draw(_distinct(3, 1))
    regions = [Region(each, draw(_boxes), (f"{each} too",) * draw(st.booleans())) for each in names]
    if draw(st.booleans()):
        regions.append(Region("", draw(_boxes)))
    size = draw(st.sampled_from([(), (64.0, 80.5)]))
    prompt, hide = draw(st.sampled_from([("", "all"), (name, "one")]))
    more = replace(more, media=Media(alt=more.media.alt, audio=more.media.audio))
    picture = f"{name.split()[-1]}.png"
    covered = draw(st.just(()) | _boxes)
    return OcclusionNote(picture, tuple(regions), size, prompt, hide, more, covered)


_LEMMA = Template(
    "lemma",
    ("Word", "Meaning", "Sound"),
    (
        BasicNote("{Word}", "{Meaning}", ("({Meaning})",), (), Extras(hint="{Sound}")),
        BasicNote("{Meaning}", "{Word}", (), ("x{Sound}",), Extras(category="word")),
        BasicNote("How does {Word} sound?\n{Sound}", "{Sound}", extras=Extras(strict=True)),
    ),
)


@st.composite
def cards_notes(draw: st.DrawFn, name: str, more: Extras) -> CardsNote:
    """Notes of several cards, with a template of the deck or cards of their own."""
    fields = (("Word", name), ("Meaning", draw(texts)))
    if draw(st.booleans()):
        sound = (("Sound", draw(texts)),) if draw(st.booleans()) else ()
        return CardsNote((*fields, *sound), _LEMMA, more)
    count = range(draw(st.integers(1, 3)))
    if draw(st.booleans()):
        names = ("Word", "Meaning")
        prompts = [f"{n} {literal(draw(texts), names)}" for n in count]
        own = tuple(BasicNote(prompt, "{Word}") for prompt in prompts)
        return CardsNote(fields, Template("", names, own), more)
    plain = tuple(BasicNote(f"{name} {n}", draw(texts)) for n in count)
    return CardsNote((), Template("", (), plain), more)


@st.composite
def decks(draw: st.DrawFn, most: int = 6) -> Deck:
    count = draw(st.integers(1, most))
    made = tuple(draw(notes(f"n{index}")) for index in range(count))
    named = any(isinstance(note, CardsNote) and note.template.name for note in made)
    return Deck(
        draw(texts),
        made,
        draw(st.one_of(st.just(""), texts)),
        draw(st.sampled_from(["", "en", "kk", "zh-Hans"])),
        draw(tags),
        draw(st.one_of(st.just(""), texts)),
        draw(st.booleans()),
        draw(st.sampled_from(["", "markdown"])),
        (_LEMMA,) if named else (),
    )


@st.composite
def libraries(draw: st.DrawFn) -> list[Card]:
    """The cards of one to three decks."""
    names = ["one", "two", "three"][: draw(st.integers(1, 3))]
    return [card for name in names for card in make_cards(draw(decks(5)), name)]


KEYS = [f"card{n}" for n in range(5)]
DAY = 86_400_000
moments = st.builds(Moment, st.integers(0, 400 * DAY), st.sampled_from([-480, 0, 60, 345, 720]))


@st.composite
def histories(draw: st.DrawFn, most: int = 25, time_ordered: bool = False) -> list[object]:
    """Events of one player: answers, and changes to some of them, with unique ids."""
    events: list[object] = []
    answers: list[str] = []
    placements: list[str] = []
    marks: list[str] = []
    ms = 0
    for number in range(1, draw(st.integers(0, most)) + 1):
        key = number_id(number)
        if time_ordered:
            ms += draw(st.sampled_from([1_000, 600_000, DAY, 9 * DAY]))
            moment = Moment(ms)
        else:
            moment = draw(moments)
        what = draw(st.sampled_from(["answer"] * 5 + ["undo", "rerate", "mark", "placement"]))
        if what == "answer" or (not answers and what in ("undo", "rerate")):
            answers.append(key)
            credit = draw(st.sampled_from([0.0, 0.5, 1.0]))
            events.append(
                Answer(
                    key,
                    "ada",
                    draw(st.sampled_from(["r1", "r2"])),
                    draw(st.sampled_from(KEYS)),
                    "deck",
                    draw(st.sampled_from(list(Kind))),
                    draw(st.sampled_from(list(Mode))),
                    draw(st.sampled_from(list(Input))),
                    moment,
                    draw(st.sampled_from(list(Rating))),
                    credit,
                    draw(st.booleans()),
                    draw(st.integers(0, 100_000)),
                    draw(st.floats(1, 10)),
                    draw(st.text(max_size=8)),
                )
            )
        elif what == "placement":
            events.append(
                Placement(
                    key,
                    "ada",
                    moment,
                    draw(st.sampled_from(KEYS)),
                    draw(st.floats(0.01, 36_500)),
                    draw(st.floats(1, 10)),
                    draw(st.integers(1, 36_500)),
                    draw(st.integers(0, 40_000)),
                    draw(st.integers(0, 99)),
                    draw(st.integers(0, 9)),
                )
            )
            placements.append(key)
        elif what == "undo":
            target = draw(st.sampled_from([*answers, *placements, *marks]))
            events.append(Undo(key, "ada", moment, target))
        elif what == "rerate":
            target = draw(st.sampled_from(answers))
            events.append(Rerate(key, "ada", moment, target, draw(st.sampled_from(list(Rating)))))
        else:
            card = draw(st.sampled_from(KEYS))
            events.append(Mark(key, "ada", moment, card, draw(st.sampled_from(list(MarkKind)))))
            marks.append(key)
    return events


def shuffled(items: list[object], seed: int) -> list[object]:
    result = list(items)
    rnd.Random(seed).shuffle(result)
    return result


def plain(text: str) -> str:
    return normalise(text)
