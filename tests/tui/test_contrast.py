"""Text and meters can be read in every theme that the settings offer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

import quiz.tui
from quiz.settings.settings import Settings
from quiz.tui.base_app import BaseApp
from quiz.tui.contrast import GREY_CURSOR, METER, NAMED, TEXT, contrast, legible
from quiz.tui.contrast import GROUNDS as PLAIN
from quiz.tui.themes import THEMES

GROUNDS = (*PLAIN, *(f"{name}-ground" for name in NAMED))
# These two use the terminal's own colours.
ALL = sorted({*BUILTIN_THEMES, *THEMES} - {"ansi-dark", "ansi-light"})


def colours(theme: str) -> dict[str, Color]:
    variables = BaseApp[None](Settings(theme=theme)).get_css_variables()
    names = {*GROUNDS, *NAMED, "foreground", "muted", "meter", "button-color-foreground"}
    tiles = {name for name in variables if name.startswith("tile-")}
    return {name: Color.parse(variables[name]) for name in names | tiles}


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("theme", ALL)
def test_everything_can_be_read(theme: str, grey: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if grey:
        monkeypatch.setenv("NO_COLOR", "1")
    shown = colours(theme)
    for ground in GROUNDS:
        for text in (*NAMED, "foreground", "muted"):
            assert contrast(shown[text], shown[ground]) >= TEXT, (text, ground)
        assert contrast(shown["meter"], shown[ground]) >= METER, ground
    for fill in NAMED:
        assert contrast(shown["button-color-foreground"], shown[fill]) >= TEXT, fill
        assert contrast(shown["background"], shown[fill]) >= TEXT, fill


@pytest.mark.parametrize("theme", ALL)
def test_without_colours_the_row_of_the_cursor_stands_out(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = colours(theme)
    assert contrast(shown["cursor"], shown["background"]) >= GREY_CURSOR


@pytest.mark.parametrize("theme", ALL)
def test_tiles_can_be_read_and_told_apart(theme: str) -> None:
    shown = colours(theme)
    grounds = [name for name in shown if name.startswith("tile-") and not name[-1].isdigit()]
    assert len({shown[name] for name in grounds}) == 8
    for ground in grounds:
        assert contrast(shown["foreground"], shown[ground]) >= TEXT, ground
        if ground.endswith("-ground"):
            assert contrast(shown[ground.removesuffix("-ground")], shown[ground]) >= TEXT, ground


@pytest.mark.parametrize("theme", THEMES)
def test_our_own_themes_are_readable_as_they_are_written(theme: str) -> None:
    shown = colours(theme)
    written = THEMES[theme].to_color_system().generate()
    for name in (*NAMED, "foreground", "surface", "panel"):
        assert shown[name] == Color.parse(written[name]), name


def test_contrast_of_known_colours() -> None:
    black, white, grey = Color.parse("#000"), Color.parse("#fff"), Color.parse("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
    assert legible(grey, [white], TEXT) == grey
    assert contrast(legible(Color.parse("#999"), [white], TEXT), white) >= TEXT


def test_no_text_is_paler_than_muted() -> None:
    """A share of the foreground, or Textual's $text-muted, may be too pale in some theme."""
    pale = re.compile(r"color: \$foreground \d|\$text-(muted|disabled)|\"\$foreground \d")
    folder = Path(quiz.tui.__file__).parent
    files = [*folder.rglob("*.py"), *folder.rglob("*.tcss")]
    assert len(files) > 50
    assert not [path.name for path in files if pale.search(path.read_text(encoding="utf-8"))]
