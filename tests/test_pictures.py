"""Pictures of strangers: each is shown or named as a fault, and none costs much memory."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quiz import pictures
from quiz.pictures import Extent
from quiz.tui.picture_strips import cells_of

MOST_MB = 40
"""Megabytes that a hostile picture may cost, Pillow's own code included."""


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, more: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more
    return start + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def squeezed(size: int) -> bytes:
    """So many null bytes, compressed."""
    packer = zlib.compressobj(9)
    return packer.compress(bytes(size)) + packer.flush()


def huge(path: Path) -> None:
    path.write_bytes(png(30_000, 30_000, squeezed(90_000_000)))


def bomb(path: Path) -> None:
    path.write_bytes(png(100, 100, squeezed(300_000_000)))


def text_bomb(path: Path) -> None:
    text = chunk(b"zTXt", b"a\0\0" + squeezed(300_000_000))
    path.write_bytes(png(2, 2, zlib.compress(bytes(14)), text))


def progressive(path: Path) -> None:
    Image.new("L", (5_000, 5_000)).save(path, "JPEG", progressive=True)


def truncated(path: Path) -> None:
    Image.effect_noise((200, 200), 50).save(path, "PNG")
    path.write_bytes(path.read_bytes()[:5_000])


def svg(path: Path) -> None:
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')


def postscript(path: Path) -> None:
    path.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(x) run\n")


def pipe(path: Path) -> None:
    os.mkfifo(path)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "huge.png": (huge, "huge.png is too large; expected at most 16 million pixels"),
    "long.png": (text_bomb, "long.png cannot be opened"),
    "slow.jpg": (progressive, "slow.jpg has 5000 × 5000 pixels; expected at most 16 million"),
    "half.png": (truncated, "half.png is damaged: image file is truncated"),
    "drawing.svg": (
        svg,
        "drawing.svg is an SVG drawing; expected PNG, JPEG, GIF, WebP, AVIF or BMP: export it "
        "as PNG, for example with Inkscape",
    ),
    "drawing.png": (svg, "drawing.png is no picture; expected PNG, JPEG, GIF, WebP, AVIF or BMP"),
    "print.png": (postscript, "print.png is no picture"),
    "empty.png": (Path.touch, "empty.png is no picture"),
    "gone.png": (lambda path: None, "gone.png cannot be opened"),
    "bomb.png": (bomb, ""),
}
if hasattr(os, "mkfifo"):
    HOSTILE["pipe.png"] = (pipe, "pipe.png is not a file")


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory with the module resource")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_costs_a_message_and_no_memory(tmp_path: Path, name: str) -> None:
    make, message = HOSTILE[name]
    make(tmp_path / name)
    code = (
        "import resource, sys; from pathlib import Path; from quiz import pictures\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = used()\n"
        "try: pictures.extent_of(Path(sys.argv[1])); pictures.decoded(Path(sys.argv[1]))\n"
        "except pictures.PictureError as error: print(error)\n"
        "print((used() - before) // (1024 if sys.platform == 'linux' else 1024 ** 2))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path / name)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert done.stderr == ""
    *said, megabytes = done.stdout.splitlines()
    assert message in "".join(said)
    assert bool(said) is bool(message)
    assert int(megabytes) < MOST_MB


def test_a_large_photograph_is_read_small(tmp_path: Path) -> None:
    Image.new("RGB", (8_000, 6_000)).save(tmp_path / "photo.jpg")
    image = pictures.decoded(tmp_path / "photo.jpg")
    assert image.size == (1_600, 1_200)


def test_a_photograph_taken_on_its_side_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = 6
    Image.new("RGB", (40, 20)).save(tmp_path / "side.jpg", exif=exif)
    assert pictures.extent_of(tmp_path / "side.jpg") == (20, 40)
    assert pictures.decoded(tmp_path / "side.jpg").size == (20, 40)


def test_a_black_drawing_without_ground_is_put_on_paper() -> None:
    drawing = Image.new("RGBA", (10, 10))
    drawing.paste((0, 0, 0, 255), (0, 0, 5, 10))
    assert pictures.on_ground(drawing, (10, 10, 20)).getpixel((9, 0)) == pictures.PAPER
    assert pictures.on_ground(drawing, (250, 250, 250)).getpixel((9, 0)) == (250, 250, 250)
    white = Image.new("RGBA", (10, 10))
    white.paste((255, 255, 255, 255), (0, 0, 5, 10))
    assert pictures.on_ground(white, (250, 250, 250)).getpixel((9, 0)) == pictures.INK
    assert pictures.on_ground(Image.new("RGBA", (9, 9)), (1, 2, 3)).getpixel((0, 0)) == (1, 2, 3)


def test_pictures_beside_each_other_are_equally_high() -> None:
    two = [Image.new("RGBA", (100, 50), "red"), Image.new("RGBA", (100, 100), "blue")]
    whole = pictures.beside(two)
    assert whole.size == (305, 100) == pictures.extent_beside([Extent(100, 50), Extent(100, 100)])
    assert whole.getpixel((202, 50))[3] == 0


sizes = st.builds(Extent, st.integers(1, 5_000), st.integers(1, 5_000))
places = st.builds(Extent, st.integers(1, 120), st.integers(1, 50))


@given(sizes, places)
def test_a_picture_keeps_to_its_place(picture: Extent, within: Extent) -> None:
    cells = cells_of(picture, within, Extent(10, 20))
    assert 1 <= cells.width <= within.width
    assert 1 <= cells.height <= within.height


@given(
    st.integers(20, 400), st.integers(20, 400), st.integers(20, 80), st.integers(20, 80),
    st.sampled_from([(1.0, 1.0), (10.0, 10.0), (8.0, 9.0)]),
)  # fmt: skip
def test_a_picture_is_never_stretched(
    width: int, height: int, columns: int, rows: int, pixel: tuple[float, float]
) -> None:
    white = Image.new("RGB", (width, height), "white")
    whole = pictures.fitted(white, Extent(columns, rows), pixel, (0, 0, 0))
    box = whole.getbbox()
    assert box is not None
    wide, high = (box[2] - box[0]) * pixel[0], (box[3] - box[1]) * pixel[1]
    # As near as whole pixels come.
    assert abs(wide / width - high / height) <= max(pixel[0] / width, pixel[1] / height)
    assert box[2] - box[0] == columns or box[3] - box[1] == rows
