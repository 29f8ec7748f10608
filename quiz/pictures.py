"""Opens the pictures of decks, which may come from strangers: none costs more than a bounded
amount of memory, and what cannot be shown says why.

Loads Pillow, so only what shows pictures imports it.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    ImageStat,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from quiz.errors import QuizError

READERS = (
    PngImagePlugin.PngImageFile,
    JpegImagePlugin.JpegImageFile,
    GifImagePlugin.GifImageFile,
    WebPImagePlugin.WebPImageFile,
    AvifImagePlugin.AvifImageFile,
    BmpImagePlugin.BmpImageFile,
)
FORMATS = tuple(str(reader.format) for reader in READERS)
"""The formats read, by their names in Pillow. It would load some fifty others if it did not know
all of these when it opens the first picture."""

MOST_BYTES = 64 * 2**20
MOST_PIXELS = 16_000_000
"""Pixels that are decoded at most: 64 MB while a picture is made smaller."""

LARGEST = 1600
"""Width and height kept at most: more than any terminal shows."""

LEAST_DIFFERENCE = 80
"""Of the brightness of a transparent drawing from its ground, 0 to 255."""

GAP = 20
"""Two pictures stand this part of their height apart."""

ORIENTATION, ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)
"""The Exif tag of how the camera was held, and its values for pictures on their side."""

PAPER, INK = (255, 255, 255), (16, 16, 16)

Colour = tuple[int, int, int]

# The bounds above are stricter, and a warning would be painted over the screen.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


class PictureError(QuizError):
    """Why a picture cannot be shown."""


class Extent(NamedTuple):
    """A width and a height, in pixels or in cells."""

    width: int
    height: int


def extent_of(path: Path) -> Extent:
    """The size of a picture in pixels, as its file says; PictureError if it cannot be shown."""
    with _opened(path) as image:
        # For the same of a PNG, Pillow decodes all of it.
        turned = image.format == "JPEG" and image.getexif().get(ORIENTATION, 1) in ON_ITS_SIDE
        return Extent(*(image.size[::-1] if turned else image.size))


def fault_of(path: Path) -> str:
    """Why a picture cannot be shown, as far as that is seen without decoding it; "" if it can."""
    try:
        with _opened(path) as image:
            image.verify()
    except PictureError as error:
        return str(error)
    except Exception as error:
        return f"{path.name} is damaged: {error}"
    return ""


def type_of(path: Path) -> str:
    """The media type of a picture, such as image/png; PictureError if it cannot be shown."""
    with _opened(path) as image:
        return Image.MIME[image.format or ""]


def decoded(path: Path) -> Image.Image:
    """The picture, upright, at most `LARGEST` pixels wide and high; PictureError if it cannot be
    shown. Of a moving picture it is the first frame."""
    with _opened(path) as image:
        try:
            image.thumbnail((LARGEST, LARGEST), reducing_gap=2.0)
            return ImageOps.exif_transpose(image).convert("RGBA")
        except Exception as error:
            # Damaged files make Pillow raise nearly anything.
            raise PictureError(f"{path.name} is damaged: {error}") from error


def _opened(path: Path) -> Image.Image:
    """The picture with only its head read."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise PictureError(f"{path.name} is not a file")
        if about.st_size > MOST_BYTES:
            raise PictureError(
                f"{path.name} has {about.st_size >> 20} MB, expected at most {MOST_BYTES >> 20}"
            )
        image = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError:
        if path.suffix.lower() == ".svg":
            what = f"an SVG drawing; {_EXPECTED}: export it as PNG, for example with Inkscape"
        else:
            what = f"no picture; {_EXPECTED}"
        raise PictureError(f"{path.name} is {what}") from None
    except Image.DecompressionBombError:
        raise PictureError(f"{path.name} is too large; {_FEWER}") from None
    except PictureError:
        raise
    except Exception as error:
        raise PictureError(f"{path.name} cannot be opened: {error}") from error
    size = image.size
    if not image.info.get("progressive"):
        # Of a large photograph only as many pixels are decoded as needed.
        image.draft(None, (LARGEST, LARGEST))
    if image.width * image.height > MOST_PIXELS:
        image.close()
        raise PictureError(f"{path.name} has {size[0]} × {size[1]} pixels; {_FEWER}")
    return image


_EXPECTED = "expected PNG, JPEG, GIF, WebP, AVIF or BMP"
_FEWER = f"expected at most {MOST_PIXELS // 10**6} million pixels"


def beside(images: Sequence[Image.Image]) -> Image.Image:
    """Pictures beside each other, as one; all as high as the highest."""
    if len(images) == 1:
        return images[0]
    whole = Image.new("RGBA", extent_beside([Extent(*image.size) for image in images]))
    x = 0
    for image in images:
        part = image.resize((round(image.width * whole.height / image.height), whole.height))
        whole.paste(part, (x, 0))
        x += part.width + whole.height // GAP
    return whole


def extent_beside(extents: Sequence[Extent]) -> Extent:
    """The size of pictures of these sizes beside each other."""
    height = max(extent.height for extent in extents)
    widths = [round(extent.width * height / extent.height) for extent in extents]
    return Extent(sum(widths) + height // GAP * (len(extents) - 1), height)


def on_ground(image: Image.Image, ground: Colour) -> Image.Image:
    """The picture on this ground where it is transparent; a drawing that could not be seen there
    is put on paper, or on ink."""
    alpha = image.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return image.convert("RGB")
    bright = ImageStat.Stat(image.convert("L"), mask=alpha.point(_is_opaque))
    drawn = bright.mean[0] if bright.count[0] else 255
    seen = abs(drawn - _brightness(ground)) >= LEAST_DIFFERENCE
    other = PAPER if drawn < 128 else INK
    canvas = Image.new("RGBA", image.size, ground if seen else other)
    return Image.alpha_composite(canvas, image).convert("RGB")


def _is_opaque(alpha: int) -> int:
    return 255 if alpha > 127 else 0


def _brightness(colour: Colour) -> float:
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def fitted(
    image: Image.Image, within: Extent, pixel: tuple[float, float], ground: Colour
) -> Image.Image:
    """The picture scaled to fit `within` pixels, in their middle on the ground, and never
    stretched. pixel: width and height of one, which need not be a square."""
    wide, high = pixel
    scale = min(within.width * wide / image.width, within.height * high / image.height)
    size = (
        max(1, min(within.width, round(image.width * scale / wide))),
        max(1, min(within.height, round(image.height * scale / high))),
    )
    whole = Image.new("RGB", within, ground)
    scaled = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    whole.paste(scaled, ((within.width - size[0]) // 2, (within.height - size[1]) // 2))
    return whole
