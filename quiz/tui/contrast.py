"""Makes the colours of any theme readable: text at least 4.5:1 on its ground, meters 3:1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.color import BLACK, WHITE, Color

TEXT = 4.5
"""Least contrast of text."""

METER = 3.0
"""Least contrast of the empty part of a meter."""

GROUNDS = ("background", "surface", "panel", "cursor")
"""The variables of the grounds below text."""

NAMED = ("primary", "secondary", "accent", "success", "warning", "error")
"""The variables of a theme that colour text."""

TILES = ("#f4511e", "#1e88e5", "#e0a100", "#a55eea")
"""The hues of the options of a choice, the same in all themes."""

PLAIN, CURSOR, TILE, CHOSEN = 1.28, 1.32, 1.2, 1.5
"""Contrasts of grounds with the background: of surface and panel at most, of the cursor's row and
of an option, also when chosen. Text in colour needs grounds that are near each other."""

GREY_CURSOR = 2.0
"""Contrast of the cursor's row with the background where no hue sets it off."""

_MUTED = 0.65
_STEPS = 40


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def legible(color: Color, grounds: Iterable[Color], least: float) -> Color:
    """The colour, moved towards white or black until its contrast on every ground is `least`;
    white or black if nothing else will do."""
    grounds = list(grounds)
    end = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(_STEPS):
        moved = color.blend(end, step / _STEPS) if step else color
        if all(contrast(moved, ground) >= least for ground in grounds):
            return moved
    return end


def tinted(background: Color, hue: Color, ratio: float) -> Color:
    """The background, moved towards the hue until it contrasts with itself by `ratio`; the hue
    if it contrasts less."""
    steps = (background.blend(hue, step / _STEPS) for step in range(_STEPS))
    return next((moved for moved in steps if contrast(moved, background) >= ratio), hue)


def readable(theme: Mapping[str, str], *, grey: bool = False) -> dict[str, str]:
    """The variables of a theme that change so that all text can be read, and those that we add.

    theme: a theme's variables. Themes in the terminal's own colours stay as they are.
    grey: whether the screen shows all colours as greys (`NO_COLOR`).
    Added are `cursor`, the ground of the row under the cursor; `muted`, less important text;
    `meter`, the empty part of a meter; `success-ground` and so on, grounds for such news; and for
    each option of a choice `tile-1`, its colour, `tile-1-ground`, and `tile-1-chosen`, its ground
    when chosen.
    """
    background = Color.parse(theme["background"])
    if background.ansi is not None:
        return _in_the_terminals_colours()
    colours = {
        name: tinted(background, Color.parse(theme[name]), PLAIN) for name in ("surface", "panel")
    }
    plain = [background, *colours.values()]
    # The cursor's row is made of the primary colour, so that comes first.
    primary = legible(Color.parse(theme["primary"]), plain, TEXT)
    colours["cursor"] = tinted(background, primary, GREY_CURSOR if grey else CURSOR)
    grounds = [*plain, colours["cursor"]]
    tiles = []
    for number, hue in enumerate(map(Color.parse, TILES), 1):
        ground, chosen = (tinted(background, hue, ratio) for ratio in (TILE, CHOSEN))
        colours[f"tile-{number}"] = legible(hue, [ground, *grounds], TEXT)
        colours |= {f"tile-{number}-ground": ground, f"tile-{number}-chosen": chosen}
        tiles += [ground, chosen]
    foreground = legible(Color.parse(theme["foreground"]), [*grounds, *tiles], TEXT)
    colours["foreground"] = foreground
    colours["muted"] = legible(background.blend(foreground, _MUTED), grounds, TEXT)
    colours["meter"] = legible(Color.parse(theme["border-blurred"]), grounds, METER)
    for name in NAMED:
        colours[name] = legible(Color.parse(theme[name]), grounds, TEXT)
        # Text that can be read on the cursor's row can be read on what is less far from the
        # background.
        colours[f"{name}-ground"] = tinted(background, colours[name], TILE)
    colours["footer-key-foreground"] = colours["accent"]
    # Every named colour can be read on the background, and so can the background on it.
    colours["button-color-foreground"] = background
    return {name: color.hex for name, color in colours.items()}


def _in_the_terminals_colours() -> dict[str, str]:
    added = {f"{name}-ground": "ansi_default" for name in NAMED}
    added |= {"cursor": "ansi_bright_black", "muted": "ansi_default", "meter": "ansi_bright_black"}
    hues = ("ansi_red", "ansi_blue", "ansi_yellow", "ansi_magenta")
    for number, hue in enumerate(hues, 1):
        added |= {
            f"tile-{number}": hue,
            f"tile-{number}-ground": "ansi_black",
            f"tile-{number}-chosen": "ansi_bright_black",
        }
    return added
