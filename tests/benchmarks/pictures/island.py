"""Draws the map of an island that does not exist, for cards that ask for its parts.

`python -m tests.benchmarks.pictures.island OUT` writes OUT/island.png and OUT/island.yaml, a deck
to try them with.
"""

from __future__ import annotations

import sys
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

SIZE = (1200, 800)
SEA, SHORE, RIVER, PEAK = (58, 110, 165), (240, 228, 190), (40, 130, 210), (120, 96, 80)
PARTS = {
    "Norrvik": ((420, 170), 190, 110, (126, 170, 96)),
    "Eastmark": ((800, 330), 200, 150, (196, 176, 96)),
    "Midmoor": ((500, 400), 170, 130, (150, 190, 120)),
    "Sandholm": ((720, 580), 210, 100, (220, 196, 130)),
    "Westfell": ((240, 470), 130, 190, (104, 150, 110)),
}
"""The middle, half the width, half the height and the colour of each part."""

DECK = """\
title: An island that does not exist
cards:
  - occlusion: island.png
    alt: a map of an island
    prompt: Which part of the island is this?
    category: part of the island
    size: [1200, 800]
    regions:
"""


def evening() -> Image.Image:
    """What a photograph of its coast would show: soft colours, and no line anywhere."""
    wide, high = 900, 600
    sky = Image.linear_gradient("L").resize((wide, high))
    image = ImageOps.colorize(sky, (52, 66, 120), (250, 190, 120), (226, 130, 110))
    glow = ImageChops.invert(Image.radial_gradient("L")).resize((1000, 1000))
    glow = glow.point(lambda light: max(0, 2 * light - 290))
    image.paste((255, 236, 170), (-200, -120), glow)
    sea = ImageOps.colorize(sky, (196, 120, 104), (16, 34, 66)).resize((wide, 220))
    image.paste(sea, (0, 380))
    draw = ImageDraw.Draw(image)
    for number, green in enumerate((74, 52, 34)):
        hills = [
            (
                x,
                392
                + 42 * number
                - max(0, x - 420 + 90 * number) * 0.26
                + 14 * sin(x / 41 + number),
            )
            for x in range(420 - 90 * number, wide + 1, 6)
        ]
        draw.polygon([*hills, (wide, high), (420 - 90 * number, 420 + 60 * number)],
                     (30, green, 46 - 6 * number))  # fmt: skip
    grain = Image.effect_noise((wide, high), 24).convert("RGB")
    return Image.blend(image.filter(ImageFilter.GaussianBlur(2)), grain, 0.08)


def island() -> Image.Image:
    """The map."""
    image = Image.new("RGB", SIZE, SEA)
    draw = ImageDraw.Draw(image)
    for grow, one in ((26, SHORE), (0, None)):
        for number, (middle, wide, high, colour) in enumerate(PARTS.values()):
            draw.polygon(_coast(middle, wide + grow, high + grow, number), one or colour)
    draw.line([(430, 190), (470, 330), (430, 470), (520, 640), (500, 800)], RIVER, 9, "curve")
    for x, y in ((250, 380), (215, 440), (285, 460), (240, 540), (820, 300), (870, 350)):
        draw.polygon([(x - 34, y + 26), (x, y - 34), (x + 34, y + 26)], PEAK)
        draw.polygon([(x - 11, y - 14), (x, y - 34), (x + 11, y - 14)], "white")
    return image


def _coast(middle: tuple[int, int], wide: int, high: int, seed: int) -> list[tuple[float, float]]:
    """The line around a part: an ellipse with bays."""
    return [
        (
            middle[0] + cos(turn) * wide * (1 + 0.07 * sin(5 * turn + seed)),
            middle[1] + sin(turn) * high * (1 + 0.09 * sin(7 * turn + 2 * seed)),
        )
        for turn in (2 * pi * step / 90 for step in range(90))
    ]


def region(name: str) -> list[int]:
    """Left, top, width and height of a part, in pixels."""
    (x, y), wide, high, _ = PARTS[name]
    return [x - wide * 8 // 10, y - high * 8 // 10, wide * 16 // 10, high * 16 // 10]


def write(folder: Path) -> Path:
    """Write the map and its deck; returns the deck."""
    island().save(folder / "island.png")
    deck = folder / "island.yaml"
    lines = [f"      - {{name: {name}, at: {region(name)}}}\n" for name in PARTS]
    deck.write_text(DECK + "".join(lines), encoding="utf-8")
    return deck


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
