"""Image occlusion: Anki's own notes, and those of the add-on Image Occlusion Enhanced, whose masks
are SVG pictures."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import unescape
from math import cos, pi, radians, sin

from quiz.card import Box, Media
from quiz.decks.kinds import OcclusionNote
from quiz.decks.kinds.occlusion import CORNERS, HIDES, Region, around
from quiz.decks.note_extras import Extras
from quiz.decks.writer import note_fields
from quiz.formats.anki.anki_collection import NoteType, Template
from quiz.formats.anki.faces import Reader
from quiz.formats.event_json import Fields
from quiz.formats.html import html_to_text, text_to_html
from quiz.formats.json_card import JsonCard
from quiz.formats.marked import joined, shown_text
from quiz.formats.rich_notes import moved

OWN = "Regions"
"""The field of our own note type with the regions as in a deck."""

_SHAPE = re.compile(r"\{\{c(\d+)::image-occlusion:(\w+):([^{}]*)\}\}")
_ELEMENT = re.compile(r"<(rect|ellipse|circle|polygon)\b([^<>]*)>", re.IGNORECASE)
_SVG = re.compile(r"<svg\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_IMAGE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d*\.?\d+")
_ROTATE = re.compile(r"rotate\(\s*(-?\d*\.?\d+)(?:[\s,]+(-?\d*\.?\d+)[\s,]+(-?\d*\.?\d+))?\s*\)")
_ROUND = 24
"""Corners of a polygon that looks round."""
_WHOLE = (0.0, 0.0, 100.0, 100.0)
_LEAST = 0.01
_ADD_ON = ("image", "question mask", "answer mask")

_FACE = """\
{{#Header}}<div>{{Header}}</div>{{/Header}}
<div style="display: none">{{cloze:Occlusion}}</div>
<div id="err"></div>
<div id="image-occlusion-container">{{Image}}<canvas id="image-occlusion-canvas"></canvas></div>
<script>
try { anki.imageOcclusion.setup(); } catch (error) {
    document.getElementById("err").textContent = error;
}
</script>
"""
_CSS = """\
#image-occlusion-canvas {
    --inactive-shape-color: #ffeba2; --active-shape-color: #ff8e8e;
    --inactive-shape-border: 1px #212121; --active-shape-border: 1px #212121;
    --highlight-shape-color: #ff8e8e00; --highlight-shape-border: 1px #ff8e8e;
}
.names .cloze-inactive { display: none; }
"""

Shape = tuple[float, ...]
"""See `Region.boxes`."""


def is_add_on(kind: NoteType) -> bool:
    """Whether the notes of a type are those of the add-on."""
    return {*_ADD_ON} <= {name.lower() for name in kind.fields}


def native_note(
    values: Sequence[str], extras: Extras, reader: Reader
) -> tuple[OcclusionNote, list[int]] | None:
    """A note of Anki, from its fields in order, and the numbers of its cards; None without any
    region."""
    shapes: dict[int, list[Shape]] = defaultdict(list)
    hides_all = False
    occlusion, image, header, *more = (*values, "", "", "")
    for number, kind, text in _SHAPE.findall(occlusion):
        found = dict(part.partition("=")[::2] for part in unescape(text).split(":"))
        hides_all |= found.get("oi") == "1"
        box = _fraction(kind, found)
        if box is not None:
            shapes[int(number[:6])].append(box)
    picture = picture_of(image)
    if not shapes or not picture:
        return None
    numbers = sorted(shapes)
    regions = tuple(Region("", tuple(shapes[number])) for number in numbers)
    texts = [reader.whole(html) for html in more]
    note = OcclusionNote(
        reader.place(picture),
        regions,
        prompt=reader.value(header).text.strip(),
        hide=HIDES[0] if hides_all else HIDES[1],
        extras=replace(
            extras,
            explanation=joined(filter(None, texts)),
            media=Media(alt=" ".join(shown_text(reader.value(header).text).split())),
        ),
    )
    return note, numbers


def drawn_texts(html: str) -> int:
    """How many texts Anki draws on a picture: they make no cards."""
    return sum(kind == "text" for _, kind, _ in _SHAPE.findall(html))


def add_on_note(
    fields: Mapping[str, str], extras: Extras, reader: Reader, mask: Callable[[str], str]
) -> OcclusionNote | None:
    """A note of the add-on, which has one card; None without a picture. mask: the text of a file;
    "" if it is not there."""
    named = {name.lower(): html for name, html in fields.items()}
    picture = picture_of(named["image"])
    if not picture:
        return None
    box, others, size = _asked(mask(picture_of(named["question mask"])))
    shown = [reader.whole(named.get(name, "")) for name in ("header", "footer")]
    more = [
        reader.whole(html)
        for name, html in named.items()
        if name not in (*_ADD_ON, "id", "id (hidden)", "header", "footer", "original mask")
    ]
    return OcclusionNote(
        reader.place(picture),
        (Region("", (box,)),),
        size,
        prompt=joined(filter(None, shown)),
        hide=HIDES[not others],
        extras=replace(
            extras,
            explanation=joined(filter(None, more)),
            media=Media(alt=" ".join(shown_text(shown[0]).split())),
        ),
        covered=others,
    )


def picture_of(html: str) -> str:
    """The name of the first picture in a field; "" without one."""
    found = _IMAGE.search(html)
    return unescape(found[1] or found[2] or found[3]) if found else ""


# ── our own ─────────────────────────────────────────────────────────────────────


def own_occlusion_type(number: int, more: tuple[str, ...], back: str) -> NoteType:
    """The note type of our notes. number: its id. more: further fields. back: what shows them."""
    names = '<div class="names">{{cloze:Names}}</div>'
    fields = ("Occlusion", "Image", "Header", "Back Extra", "Comments", "Names", OWN, *more)
    card = Template("Image Occlusion", _FACE, f"{_FACE}{names}{back}")
    return NoteType(number, "quiz occlusion", fields, (card,), cloze=True, occlusion=True, css=_CSS)


def own_occlusion_fields(note: OcclusionNote, image: str, file: Callable[[str], str]) -> list[str]:
    """The fields of our note, without the further ones. image: the element of the picture."""
    faces = [face.occlusion for face in note.faces() if face.occlusion]
    shapes = []
    # Behind the regions stands what else is covered, which Anki's notes cannot hold.
    for number, boxes in enumerate(faces[0].regions[: len(faces)] if faces else (), 1):
        for box in boxes:
            every = ":oi=1" if faces[0].hides_all else ""
            shapes.append(f"{{{{c{number}::image-occlusion:{_shape(box)}{every}}}}}<br>")
    names = "".join(
        f"{{{{c{number}::{text_to_html(region.name).replace('}', '&#125;')}}}}}"
        for number, region in enumerate(note.regions, 1)
        if region.name
    )
    alone = Extras(media=Media(alt=note.extras.media.alt))
    told = note_fields(moved(note.with_extras(alone), file))
    return [
        "".join(shapes), image, text_to_html(note.prompt), "", "", names,
        text_to_html(json.dumps(told, ensure_ascii=False)),
    ]  # fmt: skip


def read_own_occlusion(html: str, reader: Reader) -> OcclusionNote:
    """Our note from the field with its regions, as in a deck. Raises ValueError and
    InterchangeError."""
    told = Fields(json.loads(html_to_text(html)), "")
    media = Media(alt=told.text("alt", optional=True))
    note = OcclusionNote.of(JsonCard(told), Extras(media=media))
    return replace(note, picture=reader.place(note.picture))


# ── shapes ──────────────────────────────────────────────────────────────────────


def _shape(box: Box) -> str:
    """A shape in Anki's terms."""
    left, top, width, height = (f"{round(share, 4):g}" for share in box[:4])
    if not box.points:
        return f"rect:left={left}:top={top}:width={width}:height={height}"
    points = " ".join(f"{round(x, 4):g},{round(y, 4):g}" for x, y in box.points)
    return f"polygon:left={left}:top={top}:points={points}"


def _fraction(kind: str, found: Mapping[str, str]) -> Shape | None:
    """A shape in percent, see `Region`; its values are shares of the picture."""
    left, top, width, height = (
        _number(found.get(name)) for name in ("left", "top", "width", "height")
    )
    if kind in ("ellipse", "polygon"):
        across, down = _number(found.get("rx")), _number(found.get("ry"))
        points = (
            _ellipse(left + across, top + down, across, down)
            if kind == "ellipse"
            else _numbers(found.get("points", ""))
        )
        return _polygon([100 * number for number in points], (100.0, 100.0))
    if kind != "rect":
        return None
    return _inside(100 * left, 100 * top, 100 * width, 100 * height)


def _polygon(numbers: Sequence[float], size: Sequence[float]) -> Shape | None:
    """The corners of a polygon, put into the picture; None if nothing of it is there."""
    numbers = numbers[: len(numbers) // 2 * 2]
    inside = tuple(round(min(max(number, 0.0), size[n % 2]), 2) for n, number in enumerate(numbers))
    if len(inside) < 2 * CORNERS or min(around(inside)[2:]) < _LEAST:
        return None
    return inside


def _inside(left: float, top: float, width: float, height: float) -> Shape | None:
    """The part of a box in the picture, in percent; None if it is outside."""
    right, bottom = min(left + width, 100.0), min(top + height, 100.0)
    left, top = max(left, 0.0), max(top, 0.0)
    if right - left < _LEAST or bottom - top < _LEAST:
        return None
    return round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2)


def _asked(svg: str) -> tuple[Shape, tuple[Shape, ...], tuple[float, ...]]:
    """The asked region of a mask, the others that it covers, and the size of the picture in pixels;
    all of it in percent if the mask does not tell."""
    found = _SVG.search(svg)
    if found is None:
        return _WHOLE, (), ()
    attributes = _attributes(found[1])
    size = _numbers(attributes.get("viewbox", ""))[2:] or [
        _number(attributes.get(side)) for side in ("width", "height")
    ]
    asked: list[Shape] = []
    others: list[Shape] = []
    for kind, text in _ELEMENT.findall(svg) if len(size) == 2 and min(size) > 0 else ():
        shape = _attributes(text)
        corners = _outline(kind.lower(), shape)
        turned = _ROTATE.search(shape.get("transform", ""))
        if turned is not None:
            corners = _rotated(corners, *map(float, turned.groups("0")))
        polygon = _polygon(corners, size)
        if polygon is not None:
            is_box = kind.lower() == "rect" and turned is None
            is_asked = "qshape" in shape.get("class", "").split()
            (asked if is_asked else others).append(around(polygon) if is_box else polygon)
    return (asked[0], tuple(others), tuple(size)) if asked else (_WHOLE, (), ())


def _outline(kind: str, shape: Mapping[str, str]) -> list[float]:
    """The corners of an SVG shape in pixels, across and down in turn."""

    def of(name: str) -> float:
        return _number(shape.get(name))

    if kind == "polygon":
        return _numbers(shape.get("points", ""))
    if kind in ("ellipse", "circle"):
        return _ellipse(of("cx"), of("cy"), of("rx") or of("r"), of("ry") or of("r"))
    left, top = of("x"), of("y")
    right, bottom = left + of("width"), top + of("height")
    return [left, top, right, top, right, bottom, left, bottom]


def _ellipse(x: float, y: float, across: float, down: float) -> list[float]:
    """The corners of a polygon that looks like an ellipse around this middle."""
    angles = [2 * pi * number / _ROUND for number in range(_ROUND)]
    return [place for a in angles for place in (x + across * cos(a), y + down * sin(a))]


def _rotated(
    corners: Sequence[float], degrees: float, x: float = 0.0, y: float = 0.0
) -> list[float]:
    """The corners turned clockwise around a point."""
    across, down = cos(radians(degrees)), sin(radians(degrees))
    pairs = zip(corners[::2], corners[1::2], strict=False)
    return [
        place
        for left, top in pairs
        for place in (
            x + (left - x) * across - (top - y) * down,
            y + (left - x) * down + (top - y) * across,
        )
    ]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b) for name, a, b in _ATTRIBUTE.findall(text)}


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text[:10_000])]


def _number(text: str | None) -> float:
    found = _NUMBER.match((text or "").strip()[:30])
    return float(found[0]) if found else 0.0
