"""Shows a link in a terminal, with a picture for the camera of a phone."""

from __future__ import annotations

import os
import sys

import segno


def invitation(link: str) -> str:
    """A link, with its QR code where there is a terminal to show it."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return f"  {link}"
    rows = qr_rows(link)
    if not os.environ.get("NO_COLOR"):
        # Black on white, whatever the terminal's colours are.
        rows = [f"\x1b[38;2;0;0;0m\x1b[48;2;255;255;255m{row}\x1b[0m" for row in rows]
    return "\n".join([*rows, f"  {link}"])


def qr_rows(link: str) -> list[str]:
    """The lines of a QR code, black on white: two rows of dots in each line of half blocks."""
    matrix = [list(row) for row in segno.make(link, micro=False, error="l").matrix_iter(border=2)]
    if len(matrix) % 2:
        matrix = [*matrix, [0] * len(matrix[0])]
    signs = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    return [
        "".join(signs[bool(top), bool(bottom)] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(matrix[::2], matrix[1::2], strict=True)
    ]
