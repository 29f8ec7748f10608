"""Paints pictures that Textual exports as SVG, with Chromium and the fonts of this machine."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from PIL import Image
from rich.cells import cell_len

CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
    "--disable-background-networking",
)  # fmt: skip
HIGHEST = 12_000
"""Pixels of the highest page that Chromium paints well."""


def painted(svgs: Sequence[str], folder: Path) -> list[Image.Image]:
    """The pictures, in the same order. folder: for temporary files."""
    images: list[Image.Image] = []
    pages: list[list[str]] = [[]]
    height = 0
    for svg in svgs:
        height += size_of(svg)[1]
        if height > HIGHEST and pages[-1]:
            pages.append([])
            height = size_of(svg)[1]
        pages[-1].append(svg)
    for page in pages:
        if page:
            images += _page(page, folder)
    return images


def size_of(svg: str) -> tuple[int, int]:
    """Width and height of a picture, in pixels."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found is not None
    width, height = (int(float(side)) + 1 for side in found.groups())
    return width, height


def _page(svgs: Sequence[str], folder: Path) -> list[Image.Image]:
    """The pictures, painted below each other on one page, since each start takes long."""
    sizes = [size_of(svg) for svg in svgs]
    width, height = max(size[0] for size in sizes), sum(size[1] for size in sizes)
    blocks = [
        f'<div style="width:{wide}px;height:{high}px">{_local(svg)}</div>'
        for svg, (wide, high) in zip(svgs, sizes, strict=True)
    ]
    page, picture = folder / "page.html", folder / "picture.png"
    page.write_text(f'<meta charset="utf-8"><body style="margin:0">{"".join(blocks)}')
    subprocess.run(
        [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--window-size={width},{height}",
         f"--screenshot={picture}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    whole = Image.open(io.BytesIO(picture.read_bytes())).convert("RGB")
    images, top = [], 0
    for wide, high in sizes:
        images.append(whole.crop((0, top, wide, top + high)))
        top += high
    return images


def _local(svg: str) -> str:
    """The picture without fonts from the network, and with wide letters as wide as they are."""
    svg = re.sub(r'textLength="([\d.]+)"([^>]*)>([^<]+)', _of_cells, svg)
    return re.sub(r'url\("https[^)]*\)[^,;]*', 'local("Fira Code")', svg)


def _of_cells(text: re.Match[str]) -> str:
    """A text with the length of its cells; Rich writes that of its letters."""
    shown = unescape(text[3])
    length = float(text[1]) * cell_len(shown) / len(shown)
    return f'textLength="{length:g}"{text[2]}>{text[3]}'
