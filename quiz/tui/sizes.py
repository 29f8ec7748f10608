"""The window sizes at which screens change; the stylesheets have matching classes."""

from __future__ import annotations

NARROW = 60
"""Width in cells below which lines are shortened."""

WIDE = 100
"""Width in cells from which there is room for extras."""

LOW = 18
"""Height in cells below which there is no room for blank lines."""

TALL = 30
"""Height in cells from which there is room around everything."""

ROOMY = 24
"""Height in cells from which options are tiles of three rows."""

DASHBOARD = 40
"""Width in cells of the home screen's dashboard with its margin."""
