"""The prompt and answer of an Anki card, as marked text from its templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from quiz.card import HEARD, Media
from quiz.formats.anki.anki_collection import Template
from quiz.formats.anki.card_template import CardSide, cloze_names, is_question, render, split_back
from quiz.formats.anki.cloze_gaps import ClozeText, mark_gaps, numbers_in, parse_gaps
from quiz.formats.anki.marks import FIELD, FIELD_END, FIELD_IN_IMAGE, FIELD_START
from quiz.formats.css import NO_STYLES, Styles
from quiz.formats.field_names import answers, words_of
from quiz.formats.html import Converted, html_to_marked, template_to_text
from quiz.formats.interchange import MEDIA
from quiz.formats.marked import (
    GAP_END,
    GAP_START,
    IMAGE_START,
    SEAM,
    clean,
    emphasised,
    image,
    images_in,
    is_rich,
    joined,
    replaced_images,
    shown_text,
    struck_out,
    with_images,
)
from quiz.formats.media_names import is_drawing, safe_name

WORDLESS = "picture"
"""What stands for a picture without words."""

_SEAMS = re.compile(
    f"(?:(?<=\\w){SEAM}+(?={FIELD_START}))|(?:(?<={FIELD_END}){SEAM}+(?=[\\w{FIELD_START}]))"
)
_LABEL = re.compile(r"^(?:[^\n]{0,40}?[:：=–—|•*-]|\d{1,2}[.)])\s*$")
_PLACE_OF_IMAGE = re.compile(f"( |\n{{0,2}})\n*{SEAM}( |\n{{0,2}})\n*")
_PICTURE_IN_GAP = re.compile(f"{GAP_START}[^{GAP_END}]*{IMAGE_START}")
_MOST_KEPT = 4_096


class _Layout(NamedTuple):
    """A line of a side before its fields are filled in.

    pieces: the numbers of its fields, between texts. pictured: whether one is a picture's address.
    """

    pieces: tuple[str, ...]
    fields: tuple[int, ...]
    pictured: bool


class Line(NamedTuple):
    """A line of a rendered side: a marked text with the values of these fields in it."""

    text: str
    fields: tuple[str, ...]
    values: tuple[str, ...]
    label: str


class Face(NamedTuple):
    """A card as marked text. If the prompt or answer is empty, the card cannot be asked here.

    lost: pictures of the question that the package lacks, or that cannot be shown. asks_for: the
    field that answers. typed: whether the template has the answer typed.
    """

    prompt: str
    answer: str
    hint: str = ""
    explanation: str = ""
    media: Media = Media()
    lost: tuple[str, ...] = ()
    asks_for: str = ""
    typed: bool = False

    @property
    def is_alike(self) -> bool:
        """Whether the answer says just what the question says."""
        return shown_text(self.prompt) == shown_text(self.answer) != ""


class Value(NamedTuple):
    """A field's value as marked text, with its pictures' and sounds' paths in the deck.

    lost: the names of pictures that are not in the package, or cannot be shown. unheard: of sounds.
    """

    text: str
    sounds: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()


@dataclass(slots=True)
class Reader:
    """Converts the HTML of a note type's cards, and finds its media.

    file: the path of a file for the deck, by its name in the package; "" if it is not there. shows:
    whether the picture at a path can be shown.
    missing, sounds, embedded: names of what cannot be shown, each once, in order of appearance.
    is_rich: whether any text so far has Markdown, pictures or sounds.
    latex: the head of its formulas, with their own commands.
    """

    styles: Styles = NO_STYLES
    file: Callable[[str], str] = lambda _: ""
    shows: Callable[[str], bool] = lambda path: not is_drawing(path)
    missing: dict[str, None] = field(default_factory=dict)
    sounds: dict[str, None] = field(default_factory=dict)
    embedded: dict[str, None] = field(default_factory=dict)
    is_rich: bool = False
    latex: str = ""
    _values: dict[str, Value] = field(default_factory=dict)
    _sides: dict[tuple[str, bool], tuple[Value, list[_Layout]]] = field(default_factory=dict)

    def value(self, html: str) -> Value:
        """A field's value."""
        found = self._values.get(html)
        if found is None:
            if len(self._values) > _MOST_KEPT:
                self._values.clear()
            found = self._values[html] = self._found(html_to_marked(html, self.styles, self.latex))
        return found

    def path(self, name: str) -> str:
        """The path of a file in the deck; "" if it is not there."""
        return self._path(name, self.missing)

    def place(self, name: str) -> str:
        """The path that a file has in the deck, or would have if it were in the package."""
        self.is_rich = True
        return self._path(name, self.missing) or MEDIA + safe_name(name)

    def whole(self, html: str) -> str:
        """The marked text of a field's value, with its pictures."""
        return with_pictures(self.value(html).text)

    def media(self, front: str, back: str) -> Media:
        """The first picture and the sounds of two fields."""
        found: list[str] = []
        for value in map(self.value, (front, back)):
            found += (images_in(value.text) or [("", "")])[0]
            found.append("\n".join(value.sounds))
        return Media(*found)

    def lines(self, side: CardSide, *, front: bool) -> list[Line]:
        """The lines of a side, without those whose fields are all empty."""
        if not side.html:
            return []
        _, layouts = self._side(side.html, front)
        return [line for each in layouts if (line := self._line(each, side)) is not None]

    def lost(self, side: CardSide) -> tuple[str, ...]:
        """The names of the pictures of a question that are not there."""
        values = (*map(self.value, side.values), self._side(side.html, True)[0])
        return tuple(dict.fromkeys(name for value in values for name in value.lost))

    def unheard(self, side: CardSide) -> tuple[str, ...]:
        """The names of the sounds of a side that are not there."""
        return tuple(name for html in side.values for name in self.value(html).unheard)

    def heard(self, side: CardSide) -> list[str]:
        """The sounds of a side, as paths."""
        return [path for html in side.values for path in self.value(html).sounds]

    def _side(self, html: str, front: bool) -> tuple[Value, list[_Layout]]:
        """The text of a side without its fields, and its lines."""
        key = html, front
        if key not in self._sides:
            if len(self._sides) > _MOST_KEPT:
                self._sides.clear()
            found = self._found(template_to_text(html, self.styles, front=front))
            text = _SEAMS.sub(" ", found.text).replace(SEAM, "")
            self._sides[key] = found, list(map(_layout, text.split("\n")))
        return self._sides[key]

    def _line(self, layout: _Layout, side: CardSide) -> Line | None:
        pieces, numbers = list(layout.pieces), layout.fields
        texts = [self.value(side.values[n]).text.strip() for n in numbers]
        pieces[1::2] = texts
        text = "".join(pieces).strip()
        if not text or (numbers and not any(texts)):
            return None
        if layout.pictured:
            text = self._found(Converted(text)).text
        names = tuple(side.names[n] for n, each in zip(numbers, texts, strict=True) if each)
        return Line(text, names, tuple(filter(None, texts)), pieces[0] if numbers else "")

    def _found(self, converted: Converted) -> Value:
        lost: list[str] = []

        def mark(name: str, alt: str) -> str:
            path = name if FIELD_START in name else self._path(name, self.missing)
            if not path or not (FIELD_START in name or self.shows(path)):
                lost.append(_name_of(name))
            return image(path, alt) if path else alt

        text = replaced_images(converted.text, mark)
        paths = {name: self._path(name, self.sounds) for name in converted.sounds}
        heard = dict.fromkeys(paths.values())
        unheard = tuple(name for name, path in paths.items() if not path)
        self.embedded.update((clean(name), None) for name in converted.embedded)
        self.is_rich |= bool(heard) or is_rich(text) or bool(images_in(text))
        return Value(text, tuple(filter(None, heard)), tuple(lost), unheard)

    def _path(self, name: str, missing: dict[str, None]) -> str:
        path = self.file(name) or self.file(unquote(name))
        if not path:
            missing[_name_of(name)] = None
        return path


def _name_of(picture: str) -> str:
    return "an embedded image" if picture.startswith("data:") else clean(picture)


def _layout(line: str) -> _Layout:
    pieces = FIELD.split(line)
    pictured = FIELD_IN_IMAGE.search(line) is not None
    return _Layout(tuple(pieces), tuple(map(int, pieces[1::2])), pictured)


def one_picture(text: str) -> tuple[str, str, str]:
    """The text without its only picture, the picture's path, and what it shows in words; with
    several pictures, or without any text, the text with all of them in it."""
    found = images_in(text)
    if len(found) == 1:
        rest = _PLACE_OF_IMAGE.sub(_closed, replaced_images(text, lambda *_: SEAM)).strip()
        if shown_text(rest):
            return rest, *found[0]
    return with_pictures(text), "", ""


def _closed(place: re.Match[str]) -> str:
    """What stands where a picture stood: what was before or behind it, not both; nothing at an end
    of the text."""
    if not (clean(place.string[: place.start()]) and clean(place.string[place.end() :])):
        return ""
    return max(place[1], place[2], key=len)


def with_pictures(text: str) -> str:
    """The text with its pictures where they stand."""
    return with_images(text, lambda _: WORDLESS).strip()


def face(
    template: Template,
    fields: Mapping[str, str],
    reader: Reader,
    answer: str = "",
    told: frozenset[str] = frozenset(),
) -> Face:
    """The card that a template makes from a note's fields.

    answer: the field that answers. Without one it is the field to type, or else the one behind the
    answer line whose name fits best: the first of those that fit alike. A field of several lines
    counts as one line. All other lines of the back that are not on the front become the
    explanation. told: fields whose texts stand in the questions of most notes; others fit better.
    """
    front = render(template.front, fields, front=True)
    asked = reader.lines(front, front=True)
    known = frozenset(name for line in asked for name in line.fields)
    before_line, after_line = split_back(template.back)
    sides = [
        CardSide() if is_question(part) else render(part, fields, front=False)
        for part in (before_line, after_line)
    ]
    before, after = (reader.lines(side, front=False) for side in sides)
    if not any(line.fields for line in after):
        before, after = [], [*before, *after]
    rest = _from_first_field(after if before_line else [*_without(after, asked, known)] or after)
    typed = [] if answer else [name for name in front.typed if fields.get(name)]
    spoken = words_of(template.name) + words_of(
        clean("".join(line.text for line in asked if not line.fields))
    )
    if typed:
        chosen = typed[0]
        right = joined(filter(None, (reader.value(fields[name]).text for name in typed)))
        rest = [line for line in rest if not line.fields or set(line.fields) - {*typed}]
    else:
        chosen, right, rest = _answer(rest, known, told, spoken, answer, fields, reader)
    prompt = joined(line.text for line in asked)
    more = [line.text for line in (*rest, *before)]
    right, extra = _set_apart(prompt, right)
    shown = {*(line.text for line in asked), right}
    explanation = joined(text for text in dict.fromkeys((*extra, *more)) if text not in shown)
    return _with_media(
        Face(
            prompt,
            right,
            _hint(front, reader),
            explanation,
            lost=reader.lost(front) or (() if prompt else reader.unheard(front)),
            asks_for=chosen,
            typed=bool(typed),
        ),
        reader.heard(front),
        [path for side in sides for path in reader.heard(side)],
    )


def _answer(
    rest: list[Line],
    known: frozenset[str],
    told: frozenset[str],
    spoken: Sequence[str],
    wanted: str,
    fields: Mapping[str, str],
    reader: Reader,
) -> tuple[str, str, list[Line]]:
    """The field that answers, its text, and the other lines."""
    best: tuple[int, int, str] | None = None
    for index, line in enumerate(rest):
        for name in line.fields:
            if name == wanted:
                fit = 9
            elif name in known:
                fit = -1
            else:
                fit = 3 if set(words_of(name)) & {*spoken} else answers(name, known)
                fit = 0 if name in told and fit < 3 else fit
            if best is None or fit > best[0]:
                best = fit, index, name
    if wanted and fields.get(wanted) and (best is None or best[0] < 9):
        return wanted, reader.value(fields[wanted]).text.strip(), rest
    if best is None:
        return "", "", rest
    fit, index, chosen = best
    line = rest[index]
    others = [name for name in line.fields if name != chosen]
    if any(name in known or answers(name, known) < min(fit, 1) for name in others):
        # The line says more than the answer.
        value = line.values[line.fields.index(chosen)]
        return chosen, value, rest
    text = line.text
    if _LABEL.match(line.label):
        text = text.removeprefix(line.label.lstrip()).strip()
    return chosen, text, [*rest[:index], *rest[index + 1 :]]


def _set_apart(prompt: str, answer: str) -> tuple[str, list[str]]:
    """What an answer that repeats its question sets apart by its looks, and its further lines."""
    if not is_rich(answer):
        return answer, []
    asked, shown = (
        [line.strip() for line in shown_text(text).split("\n") if line.strip()]
        for text in (prompt, answer)
    )
    repeats = all(line in shown for line in asked)
    # The first option may stand on the line of the question.
    options = asked if len(shown) < 2 else "\n".join(asked)
    if not asked or not (repeats or all(line in options for line in shown)):
        return answer, []
    strong = emphasised(answer)
    if not strong and struck_out(answer):
        struck = {shown_text(each) for each in struck_out(answer)}
        strong = [line for line in shown[repeats:] if line not in struck]
    if not strong or "".join(map(shown_text, strong)) == "".join(shown):
        return answer, []
    return joined(strong), [line for line in shown if line not in asked]


def _with_media(one: Face, heard: list[str], behind: list[str]) -> Face:
    if not (heard or behind or IMAGE_START in one.prompt + one.answer + one.explanation + one.hint):
        return one
    prompt, image, alt = one_picture(one.prompt)
    answer, answer_image, answer_alt = one_picture(one.answer)
    explanation = one.explanation
    if not answer_image and not is_rich(answer):
        explanation, answer_image, answer_alt = one_picture(explanation)
        if explanation == answer:
            # The line beside the picture was the answer.
            explanation = ""
    others = (path for path in behind if path not in heard)
    first, second = ("\n".join(dict.fromkeys(paths)) for paths in (heard, others))
    media = Media(image, alt, first, answer_image, answer_alt, second)
    return one._replace(
        prompt=prompt or (HEARD if heard else ""),
        answer=answer or (HEARD if second else ""),
        explanation=with_pictures(explanation),
        hint=with_pictures(one.hint),
        media=media,
    )


class ClozeFace(NamedTuple):
    """A cloze note as marked text: one text for each nesting depth of its gaps. The rest is as in
    `Face`."""

    texts: list[ClozeText]
    hint: str
    explanation: str
    media: Media
    lost: tuple[str, ...]
    typed: bool


def cloze_face(template: Template, fields: Mapping[str, str], reader: Reader) -> ClozeFace:
    """The cloze text of the front, and what the back adds."""
    front = render(template.front, fields, front=True)
    back = render(template.back, fields, front=False)
    asked = [line.text for line in reader.lines(front, front=True)]
    if not any(GAP_START in line for line in asked):
        asked += [reader.value(mark_gaps(fields.get(name, ""))).text for name in front.typed]
    more = [
        line.text
        for line in reader.lines(back, front=False)
        if line.fields and GAP_START not in line.text and line.text not in asked
    ]
    text = joined(asked)
    if _PICTURE_IN_GAP.search(text):
        text = with_pictures(text)
    whole = _with_media(
        Face(text, "", _hint(front, reader), joined(dict.fromkeys(more)), lost=reader.lost(front)),
        reader.heard(front),
        reader.heard(back),
    )
    return ClozeFace(
        _texts(template, fields, reader, whole),
        whole.hint,
        whole.explanation,
        whole.media,
        whole.lost,
        bool(front.typed),
    )


def _texts(
    template: Template, fields: Mapping[str, str], reader: Reader, whole: Face
) -> list[ClozeText]:
    """The texts of the prompt. A card of Anki shows no field with gaps in which it has none: cards
    with different ones have a text each."""
    gaps = {name: numbers_in(fields.get(name, "")) for name in cloze_names(template.front)}
    gaps = {name: numbers for name, numbers in gaps.items() if numbers}
    cards: dict[frozenset[str], set[int]] = {}
    for number in sorted(frozenset().union(*gaps.values())):
        shown = frozenset(name for name, numbers in gaps.items() if number in numbers)
        cards.setdefault(shown, set()).add(number)
    if len(cards) < 2:
        return parse_gaps(whole.prompt)
    texts = []
    for shown, numbers in cards.items():
        hidden = dict.fromkeys(gaps.keys() - shown, "")
        side = render(template.front, {**fields, **hidden}, front=True)
        text = joined(line.text for line in reader.lines(side, front=True))
        text = replaced_images(text, lambda *_: "") if whole.media.image else with_pictures(text)
        texts += parse_gaps(text, numbers)
    return texts


def _without(back: list[Line], asked: list[Line], known: frozenset[str]) -> Iterator[Line]:
    """The back without the lines that repeat the front, for templates without an answer line."""
    prompt = joined(line.text for line in asked)
    for line in back:
        repeats = line.fields and known.issuperset(line.fields)
        if not repeats and line.text not in prompt:
            yield line


def _from_first_field(rest: list[Line]) -> list[Line]:
    """Drop the template's own text before the first field, such as "Answer:"."""
    first = next((index for index, line in enumerate(rest) if line.fields), len(rest))
    return rest[first:]


def _hint(front: CardSide, reader: Reader) -> str:
    return "; ".join(filter(None, (reader.value(html).text.strip() for html in front.hints)))
