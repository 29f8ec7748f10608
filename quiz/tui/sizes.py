"""At which sizes of the window screens change; the stylesheets have classes for the same."""

from __future__ import annotations

NARROW = 60
"""Cells of width below which lines are shortened."""

WIDE = 100
"""Cells of width from which on there is room for more than is needed."""

LOW = 18
"""Cells of height below which there is no room for blank lines."""

TALL = 30
"""Cells of height from which on there is room around everything."""
