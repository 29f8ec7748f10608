"""What is covered in a picture, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from quiz.card import Box, Occlusion
from quiz.covered_picture import ASKED, COVER, covered, covered_copy
from quiz.pictures import decoded

GREEN = (0, 160, 0, 255)
LEFT, RIGHT, LOW = Box(0.1, 0.1, 0.2, 0.4), Box(0.6, 0.1, 0.3, 0.4), Box(0.4, 0.7, 0.3, 0.2)
THREE = ((LEFT,), (RIGHT,), (LOW,))


def middle(image: Image.Image, box: Box, corner: float = 0.2) -> object:
    """The colour of a place in a box, beside its question mark."""
    x, y = box.left + box.width * corner, box.top + box.height * 0.5
    return image.getpixel((int(x * image.width), int(y * image.height)))


def plain() -> Image.Image:
    return Image.new("RGBA", (200, 100), GREEN)


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("hides_all", [False, True])
def test_the_asked_region_is_marked_and_the_others_are_covered(told: bool, hides_all: bool) -> None:
    image = covered(plain(), Occlusion(THREE, 1, hides_all), told=told)
    assert middle(image, RIGHT) == (GREEN if told else ASKED)
    for box in (LEFT, LOW):
        assert middle(image, box) == (COVER if hides_all else GREEN)
    assert image.getpixel((5, 90)) == GREEN
    # Around the uncovered region stands its edge.
    assert (image.getpixel((119, 30)) == ASKED) is told


def test_the_question_mark_is_as_large_as_its_region() -> None:
    image = covered(plain(), Occlusion(THREE, 1), told=False)
    marked = image.crop((120, 10, 180, 50)).getcolors()
    assert marked is not None
    dark = sum(count for count, colour in marked if colour != ASKED)
    assert dark > 150


def test_what_would_be_too_fine_is_left_out() -> None:
    occlusion = Occlusion(THREE, 1)
    small = covered(plain(), occlusion, told=False, scale=0.1)
    assert small.crop((120, 10, 180, 50)).getcolors() == [(60 * 40, ASKED)]
    # The edge of an uncovered region is as wide as one pixel of what is painted.
    told = covered(plain(), occlusion, told=True, scale=0.1)
    assert told.crop((110, 10, 120, 50)).getcolors() == [(10 * 40, ASKED)]


def test_an_uncovered_region_is_seen_through_others_that_lie_above_it() -> None:
    whole = Box(0.0, 0.0, 1.0, 1.0)
    image = covered(plain(), Occlusion(((LEFT,), (whole,)), 0), told=True)
    assert middle(image, LEFT) == GREEN
    assert image.getpixel((190, 90)) == COVER


def test_a_polygon_covers_its_shape_alone() -> None:
    triangle = Box(0.1, 0.1, 0.8, 0.8, ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9)))
    inside, beside = (40, 30), (160, 80)
    for told in (False, True):
        image = covered(plain(), Occlusion(((triangle,),), 0), told=told)
        assert image.getpixel(inside) == (GREEN if told else ASKED)
        assert image.getpixel(beside) == GREEN
        assert image.getpixel((100, 9)) == (ASKED if told else GREEN)
    image = covered(plain(), Occlusion(((LEFT,), (triangle,)), 0), told=False)
    assert (image.getpixel((100, 20)), image.getpixel(beside)) == (COVER, GREEN)


shares = st.floats(0.0, 1.0)
corners = st.lists(st.tuples(shares, shares), min_size=3, max_size=6).map(tuple)


@given(
    st.lists(
        st.lists(st.builds(Box, shares, shares, shares, shares, corners | st.just(())), min_size=1),
        min_size=1,
    ),
    st.integers(1, 60),
    st.integers(1, 60),
    st.booleans(),
    st.booleans(),
    st.data(),
)
def test_any_regions_can_be_covered(
    boxes: list[list[Box]], wide: int, high: int, hides: bool, told: bool, data: st.DataObject
) -> None:
    image = Image.effect_noise((wide, high), 90).convert("RGBA")
    asked = data.draw(st.integers(0, len(boxes) - 1))
    made = covered(image, Occlusion(tuple(map(tuple, boxes)), asked, hides), told=told)
    assert made.size == image.size
    if not told:
        return
    for box in boxes[asked][-1:]:
        if box.points:
            continue
        left, top = round(box.left * wide), round(box.top * high)
        right, bottom = round((box.left + box.width) * wide), round((box.top + box.height) * high)
        place = (left, top, min(right, wide), min(bottom, high))
        if place[0] < place[2] and place[1] < place[3]:
            difference = ImageChops.difference(made.crop(place), image.crop(place))
            assert difference.convert("RGB").getbbox() is None


def test_the_viewer_gets_a_copy_with_its_regions_covered(tmp_path: Path) -> None:
    file = tmp_path / "map.png"
    plain().save(file)
    asked = covered_copy(file, Occlusion(THREE, 1), told=False)
    told = covered_copy(file, Occlusion(THREE, 1), told=True)
    assert middle(decoded(asked), RIGHT) == ASKED
    assert middle(decoded(told), RIGHT) == GREEN
    assert middle(decoded(file), LEFT) == GREEN
    assert asked.suffix == told.suffix == ".png"
