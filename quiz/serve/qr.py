"""QR codes for terminals."""

from __future__ import annotations

import segno


def qr_rows(link: str) -> list[str]:
    """The lines of a QR code, black on white: two rows of dots in each line of half blocks."""
    code = segno.make(link, micro=False, error="l")
    matrix = [list(row) for row in code.matrix_iter(border=2)]
    if len(matrix) % 2:
        matrix = [*matrix, [0] * len(matrix[0])]
    signs = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    return [
        "".join(signs[bool(top), bool(bottom)] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(matrix[::2], matrix[1::2], strict=True)
    ]
