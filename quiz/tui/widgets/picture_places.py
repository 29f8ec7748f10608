"""Where the pictures of a card stand: above its text or beside it, by what shows more of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.geometry import Region, Size

WIDEST_TEXT = 72
"""Cells of the widest question."""

LEAST_TEXT = 20
"""Cells of the narrowest question beside a picture."""

MOST_SHARE = 0.45
"""Of the width, for a picture beside a text."""

MOST_BESIDE = 48
"""Cells of the widest picture beside a text."""

GAP = 2


class PicturePlaces(NamedTuple):
    """Where the pictures are, and the area for the texts. shows: whether the pictures are seen, or
    only words in their place. is_beside: whether they are beside the texts, and not above."""

    picture: Region
    texts: Region
    shows: bool
    is_beside: bool


def places_of(
    size: Size,
    cells: Callable[[int, int], tuple[int, int, bool]],
    needed: Callable[[int], int],
    beside_before: bool | None = None,
) -> PicturePlaces:
    """The best places in an area.

    cells: the columns and rows of the pictures in so many of both, and whether that is enough to
    see them. needed: the lines of the texts in so many columns; if they get fewer, they scroll.
    beside_before: where they were, if they are to stay there as long as they are seen.
    """
    above = _above(size, cells, needed)
    beside = _beside(size, cells, needed)
    if beside is None or not beside.shows:
        return above
    if beside_before is not None and above.shows:
        return beside if beside_before else above
    if not above.shows or beside.picture.area > above.picture.area:
        return beside
    return above


def _above(
    size: Size, cells: Callable[[int, int], tuple[int, int, bool]], needed: Callable[[int], int]
) -> PicturePlaces:
    width = min(WIDEST_TEXT, size.width)
    lines = needed(width)
    columns, rows, shows = cells(width, max(1, size.height - lines))
    gap = 1 if size.height > rows + lines else 0
    height = min(lines, size.height - rows - gap)
    top = (size.height - rows - gap - height) // 2
    picture = Region((size.width - columns) // 2, top, columns, rows)
    left = (size.width - width) // 2
    return PicturePlaces(picture, Region(left, top + rows + gap, width, height), shows, False)


def _beside(
    size: Size, cells: Callable[[int, int], tuple[int, int, bool]], needed: Callable[[int], int]
) -> PicturePlaces | None:
    whole = min(size.width, WIDEST_TEXT + MOST_BESIDE)
    columns, rows, shows = cells(int(whole * MOST_SHARE), size.height)
    width = min(WIDEST_TEXT, whole - columns - GAP)
    if width < LEAST_TEXT or (needed(width) > size.height and size.height >= 2 * rows):
        return None
    left = (size.width - columns - GAP - width) // 2
    picture = Region(left, (size.height - rows) // 2, columns, rows)
    texts = Region(left + columns + GAP, 0, width, size.height)
    return PicturePlaces(picture, texts, shows, True)
