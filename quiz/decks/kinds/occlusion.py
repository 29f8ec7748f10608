"""Occlusion: a picture with named regions, of which one is asked at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from quiz.card import Box, Kind, Media, Occlusion
from quiz.decks.faults import excerpt
from quiz.decks.field_reader import name_of
from quiz.decks.fields import EXTRAS, amount, fold
from quiz.decks.limits import ITEMS
from quiz.decks.note import CardFace, DataNote, FormField, Shape, Told
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields
from quiz.decks.yaml_nodes import Node, Sequence
from quiz.wording import counted

TASK = "What is marked in the picture?"
UNCOVERED = "Uncovered in the picture"
"""The answer of a region without a name that is the only one."""
HIDES = ("all", "one")
"""What is covered: all regions, or the asked one only."""

REGION = ("name", "at", "accept")
"""The keys of a region."""

LEAST = 0.01
"""A region with a smaller share of the width or height can hardly be seen."""

SIDES, CORNERS = 4, 3
"""The numbers of a box, and the corners of a polygon at least."""

_PERCENT = (100.0, 100.0)
_NOWHERE = (0.0, 0.0, 1.0, 1.0)
_HALF_A_PIXEL = 0.5
_OWN_PICTURE = ("image", "answer_image", "answer_alt")


class Region(NamedTuple):
    """A part of a picture. name: "" if it has none. accept: other right names.

    boxes: left, top, width and height, or across and down of each corner of a polygon; in percent
    of the picture, or in pixels of its `size`.
    """

    name: str
    boxes: tuple[tuple[float, ...], ...]
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OcclusionNote(DataNote):
    """A picture with named regions, one card for each.

    picture: its path. covered: the boxes of parts that are covered like the regions which are not
    asked, but make no cards. size: its width and height in pixels, if the regions are in pixels;
    () if they are in percent. prompt: "" for the usual one. hide: one of `HIDES`.
    """

    kind: ClassVar[Kind] = Kind.OCCLUSION
    called: ClassVar[str] = "an occlusion card"
    keys: ClassVar[tuple[str, ...]] = (
        "occlusion", "regions", "covered", "size", "prompt", "hide", "strict", "typed",
        *(key for key in EXTRAS if key not in _OWN_PICTURE),
    )  # fmt: skip
    marks: ClassVar[tuple[str, ...]] = ("occlusion", "regions")
    advice: ClassVar[dict[str, str]] = {
        **dict.fromkeys(_OWN_PICTURE, "an occlusion card has one picture, that under 'occlusion'"),
        "accept": "'accept' does not fit an occlusion card; write it below the region's name",
        "distractors": "'distractors' do not fit an occlusion card; they are the other regions",
    }
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("occlusion", "Picture", "Picture, its path beside the deck"),
        FormField(
            "regions", "Regions", "Regions, each as  - name: …  at: [left, top, width, height]",
            True, shape=Shape.DATA,
        ),
        FormField(
            "covered", "Covered", "Further covered parts, which are not asked for", False, False,
            shape=Shape.DATA,
        ),
        FormField("size", "Size", "Size in pixels as [width, height]; empty for percent", False,
                  False, shape=Shape.DATA),
        FormField("prompt", "Prompt", f"Prompt, if not  {TASK}", False, False),
        FormField("hide", "Hide", "Hide: all regions, or one", False, False),
    )  # fmt: skip

    picture: str
    regions: tuple[Region, ...]
    size: tuple[float, ...] = ()
    prompt: str = ""
    hide: str = HIDES[0]
    extras: Extras = NO_EXTRAS
    covered: tuple[tuple[float, ...], ...] = ()

    @classmethod
    def read(cls, given: NoteFields) -> OcclusionNote:
        """No region may reach out of the picture, and no two may have one name."""
        picture = given.required("occlusion")
        hide = given.text("hide").strip().lower() or HIDES[0]
        if hide not in HIDES:
            given.complain(f"'hide' is '{excerpt(hide)}', expected all or one", "hide")
        size = _size(given)
        regions: list[Region] = []
        taken: set[str] = set()
        if "regions" not in given:
            given.required("regions")
        else:
            for inner in given.entries("regions", REGION, "a region", ITEMS):
                region = _region(inner, size)
                if region.name and fold(region.name) in taken:
                    given.complain(
                        f"the region '{excerpt(region.name)}' is named twice; one region may have "
                        "several boxes: at: [[…], […]]",
                        inner.node,
                    )
                taken.add(fold(region.name))
                regions.append(region)
        covered = given.fields.get("covered")
        return cls(
            picture,
            tuple(regions),
            size,
            given.text("prompt"),
            hide,
            given.extras(),
            () if covered is None else _boxes(given, covered, size, "covered"),
        )

    def told(self) -> Iterable[Told]:
        """The picture and its regions."""
        picture, regions, covered, size, prompt, hide = self.form
        yield Told(picture, self.picture)
        names = tuple(region.name for region in self.regions)
        yield Told(regions, [_plain(region) for region in self.regions], names)
        if self.covered:
            yield Told(covered, _plain(Region("", self.covered))["at"])
        if self.size:
            yield Told(size, list(map(_whole, self.size)))
        if self.prompt:
            yield Told(prompt, self.prompt)
        if self.hide != HIDES[0]:
            yield Told(hide, self.hide)

    def asked(self) -> Hashable:
        """The picture and its regions."""
        return (self.picture, self.regions, self.prompt)

    def faces(self) -> Iterable[CardFace]:
        """A card for each region."""
        shapes = [
            *(region.boxes for region in self.regions),
            *([self.covered] if self.covered else []),
        ]
        shares = tuple(tuple(_share(box, self.size) for box in boxes) for boxes in shapes)
        shown = self.extras.media
        called = shown.alt or self.picture.rpartition("/")[2]
        for number, region in enumerate(self.regions):
            unnamed = f"Region {number + 1}" if len(self.regions) > 1 else UNCOVERED
            answers = (region.name or unnamed, *region.accept)
            wrong = tuple(r.name for r in self.regions if r.name and r is not region)
            place = f"{called}: region {number + 1} of {len(self.regions)}, "
            alt = place + where(shares[number][0])
            media = Media(self.picture, alt, shown.audio, "", "", shown.answer_audio)
            offers = bool(region.name) and not self.extras.typed
            yield CardFace(
                self.prompt or TASK,
                answers,
                (),
                wrong if offers else (),
                options=answers[:1] if self.extras.typed else (),
                media=media,
                occlusion=Occlusion(shares, number, self.hide == HIDES[0], bool(region.name)),
            )


def where(box: Box) -> str:
    """In which ninth of the picture the middle of a box is, in words."""
    column = _third(box.left + box.width / 2, ("left", "", "right"))
    row = _third(box.top + box.height / 2, ("upper", "", "lower"))
    if row and not column:
        return f"{row} middle"
    return " ".join(part for part in (row, column) if part) or "middle"


def _third(share: float, words: tuple[str, str, str]) -> str:
    return words[min(2, max(0, int(share * 3)))]


def _share(box: tuple[float, ...], size: tuple[float, ...]) -> Box:
    width, height = size or _PERCENT
    left, top, *more = around(box)
    corners = _corners(box) if len(box) > SIDES else ()
    return Box(
        left / width, top / height, more[0] / width, more[1] / height,
        tuple((x / width, y / height) for x, y in corners),
    )  # fmt: skip


def around(box: tuple[float, ...]) -> tuple[float, ...]:
    """Left, top, width and height of a box or of the rectangle around a polygon."""
    if len(box) == SIDES:
        return box
    left, top = min(box[::2]), min(box[1::2])
    return left, top, max(box[::2]) - left, max(box[1::2]) - top


def _corners(box: tuple[float, ...]) -> list[tuple[float, float]]:
    return [*zip(box[::2], box[1::2], strict=True)]


def _plain(region: Region) -> dict[str, Any]:
    boxes = [
        [*map(_whole, box)]
        if len(box) == SIDES
        else [[*map(_whole, corner)] for corner in _corners(box)]
        for box in region.boxes
    ]
    plain: dict[str, Any] = {"name": region.name} if region.name else {}
    plain["at"] = boxes[0] if len(boxes) == 1 else boxes
    return plain | ({"accept": list(region.accept)} if region.accept else {})


def _whole(number: float) -> float:
    """The number, without a fraction of nothing."""
    return int(number) if number.is_integer() else number


def _size(given: NoteFields) -> tuple[float, ...]:
    node = given.fields.get("size")
    if node is None:
        return ()
    size = _numbers(node, 2)
    if not size or min(size) <= 0:
        is_what = _not_numbers(node, 2)
        given.complain(f"'size' {is_what}, expected [width, height] of the picture in pixels", node)
        return ()
    return size


def _region(given: NoteFields, size: tuple[float, ...]) -> Region:
    name = given.text("name")
    accept = given.accept(name)
    node = given.fields.get("at")
    if node is None:
        given.required("at")
        return Region(name, (), accept)
    return Region(name, _boxes(given, node, size, "at"), accept)


def _boxes(
    given: NoteFields, node: Node, size: tuple[float, ...], key: str
) -> tuple[tuple[float, ...], ...]:
    """The shapes below a key: one or several."""
    shapes = [node]
    if isinstance(node, Sequence) and _has_lists(node) and not _is_polygon(node):
        shapes = [*node.items]
    return tuple(_box(given, shape, size, key) for shape in shapes)


def _has_lists(node: Node) -> bool:
    items = node.items if isinstance(node, Sequence) else []
    return bool(items) and all(isinstance(item, Sequence) for item in items)


def _is_polygon(node: Node) -> bool:
    """Whether it is a list of corners: pairs of numbers, not boxes and not polygons."""
    items = node.items if isinstance(node, Sequence) else []
    return _has_lists(node) and all(
        isinstance(item, Sequence) and len(item.items) == 2 and not _has_lists(item)
        for item in items
    )


def _polygon(given: NoteFields, node: Sequence, key: str) -> tuple[float, ...]:
    corners = [_numbers(item, 2) for item in node.items]
    if len(corners) >= CORNERS and all(corners):
        return tuple(number for corner in corners for number in corner)
    wrong = next((item for item in node.items if not _numbers(item, 2)), node)
    what = f"has {counted(len(corners), 'corner')}" if all(corners) else _not_numbers(wrong, 2)
    given.complain(
        f"'{key}' {what}, expected at least {CORNERS} corners of a polygon as [across, down]", wrong
    )
    return ()


def _box(given: NoteFields, node: Node, size: tuple[float, ...], key: str) -> tuple[float, ...]:
    if isinstance(node, Sequence) and _is_polygon(node):
        box = _polygon(given, node, key)
        if not box:
            return _NOWHERE
    else:
        box = _numbers(node, SIDES)
    if not box:
        unit = "pixels" if size else "percent of the picture"
        given.complain(
            f"'{key}' {_not_numbers(node, 4)}, expected [left, top, width, height] in {unit}", node
        )
        return _NOWHERE
    left, top, width, height = around(box)
    for start, length, whole, side in (
        (left, width, (size or _PERCENT)[0], "width"),
        (top, height, (size or _PERCENT)[1], "height"),
    ):
        unit = " px" if size else " %"
        if not length:
            given.complain(f"the region has a {side} of 0, expected a number above it", node)
        elif start + length > whole + (_HALF_A_PIXEL if size else LEAST):
            given.complain(
                f"the region ends at {start + length:g}{unit} of the {side}, outside of the "
                f"picture, expected at most {whole:g}",
                node,
            )
        elif length < whole * LEAST:
            given.advise(
                f"the region has a {side} of {length:g}{unit} and can hardly be seen, expected at "
                f"least {whole * LEAST:g}",
                node,
            )
    return box


def _numbers(node: Node, count: int) -> tuple[float, ...]:
    """The numbers in a list of this many; () for anything else."""
    if not isinstance(node, Sequence) or len(node.items) != count:
        return ()
    found = [number for number in map(_number, node.items) if number is not None]
    return tuple(found) if len(found) == count else ()


def _number(node: Node) -> float | None:
    return amount(str(getattr(node, "value", "")))


def _not_numbers(node: Node, count: int) -> str:
    """What is wrong with a list that should hold this many numbers."""
    if not isinstance(node, Sequence):
        return f"is {name_of(node)}"
    if len(node.items) != count:
        return f"has {counted(len(node.items), 'item')}"
    wrong = [item for item in node.items if _number(item) is None]
    return f"holds {name_of(wrong[0])}, which is not a number from 0" if wrong else "holds a 0"
