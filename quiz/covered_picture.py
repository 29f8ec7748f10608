"""Covers the regions of a picture. Loads Pillow, so only what shows pictures imports it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

from quiz.card import Box, Occlusion
from quiz.pictures import PictureError, decoded

COVER, COVER_EDGE = (70, 78, 94, 255), (150, 158, 174, 255)
ASKED, ASKED_EDGE = (255, 214, 10, 255), (20, 20, 20, 255)
"""Dark for what is covered, bright for what is asked: they differ without colours, too."""

ASKED_INK = "bold #141414 on #ffd60a"
"""The same, as the style of a letter on what is asked."""

EDGE = 0.012
"""The thickness of an edge, as a share of the picture's shorter side."""

LEAST_MARK = 8
"""Pixels below which a question mark cannot be read."""

_Pixels = tuple[int, int, int, int]
_Colour = tuple[int, int, int, int]


def covered(
    image: Image.Image, occlusion: Occlusion, *, told: bool, scale: float = 1.0
) -> Image.Image:
    """The picture with the asked region marked and the others covered, if they are to be hidden.

    told: whether the answer is shown; then the asked region is uncovered, with an edge.
    scale: how much smaller it will be painted: there, what is too fine is left out, and the edge of
    the uncovered region stays visible.
    """
    whole = image.convert("RGBA")
    draw = ImageDraw.Draw(whole)
    edge = max(1, round(EDGE * min(image.size)))
    is_fine = edge * scale >= 1
    for number, boxes in enumerate(occlusion.regions):
        if occlusion.hides_all and number != occlusion.asked:
            for box in boxes:
                _draw(draw, box, image, COVER, COVER_EDGE, max(1, edge // 2) * is_fine)
    for box in occlusion.regions[occlusion.asked]:
        place = _pixels(box, image)
        if told:
            _uncover(whole, image, box, edge if is_fine else round(1 / scale))
        else:
            _draw(draw, box, image, ASKED, ASKED_EDGE, edge * is_fine)
            _question_mark(draw, place, scale)
    return whole


_copies = TemporaryDirectory(prefix="quiz-")
"""Copies for the viewer of the system; gone when the game ends."""


def covered_copy(file: Path, occlusion: Occlusion, *, told: bool) -> Path:
    """A copy of a picture with its regions covered. Raises PictureError."""
    copy = Path(_copies.name) / f"{file.stem}{hash((file, occlusion, told)) & 0xFFFFFF:x}.png"
    image = covered(decoded(file), occlusion, told=told)
    try:
        image.save(copy)
    except OSError as error:
        raise PictureError(f"{copy} cannot be written: {error.strerror}") from error
    return copy


def _pixels(box: Box, image: Image.Image) -> _Pixels:
    """The first and last column and row of a box."""
    left, top = round(box.left * image.width), round(box.top * image.height)
    right = max(left, round((box.left + box.width) * image.width) - 1)
    bottom = max(top, round((box.top + box.height) * image.height) - 1)
    return left, top, right, bottom


def _corners(box: Box, image: Image.Image) -> list[tuple[float, float]]:
    return [(x * image.width, y * image.height) for x, y in box.points]


def _draw(
    draw: ImageDraw.ImageDraw,
    box: Box,
    image: Image.Image,
    fill: _Colour,
    edge: _Colour,
    width: int,
) -> None:
    if box.points:
        draw.polygon(_corners(box, image), fill, edge, width)
    else:
        draw.rectangle(_pixels(box, image), fill, edge, width)


def _uncover(whole: Image.Image, image: Image.Image, box: Box, edge: int) -> None:
    """Show a place as it is in the picture, with an edge around it."""
    left, top, right, bottom = _pixels(box, image)
    inner = (left, top, right + 1, bottom + 1)
    draw, mask = ImageDraw.Draw(whole), None
    if box.points:
        corners = _corners(box, image)
        draw.line([*corners, *corners[:2]], ASKED, 2 * edge + 1, "curve")
        mask = Image.new("1", (right + 1 - left, bottom + 1 - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in corners], 1)
    else:
        draw.rectangle((left - edge, top - edge, right + edge, bottom + edge), None, ASKED, edge)
    whole.paste(image.crop(inner).convert("RGBA"), inner, mask)


def _question_mark(draw: ImageDraw.ImageDraw, place: _Pixels, scale: float) -> None:
    left, top, right, bottom = place
    size = round(0.7 * min(right - left, bottom - top))
    if size >= LEAST_MARK and size * scale >= LEAST_MARK:
        middle = ((left + right) / 2, (top + bottom) / 2)
        draw.text(middle, "?", ASKED_EDGE, ImageFont.load_default(size), anchor="mm")
