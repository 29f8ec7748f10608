"""Cuts a deck file that is not valid YAML into its head and its cards, so that a mistake loses only
one card. Also handles git conflict markers."""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.decks.fields import DECK_KEYS
from quiz.decks.kinds import CARD_KEYS
from quiz.decks.reader import ReadError, read

_CARDS = re.compile(r"cards\s*:\s*(#.*)?")
_NEEDED = re.compile(r"(cards|format)\s*:")
_DASH = re.compile(r"( *)-(?=\s|$)")
_CARD = re.compile(r"([ \t]*)-\s*(prompt|cloze|term|statement|fields|template|cards|occlusion)\s*:")
"""The start of a card, even if its dash is not aligned."""
_INNER_LIST = re.compile(r"[ \t]+(- *)?(cards|regions)\s*:\s*(#.*)?")
"""The line above the cards or regions of one note, whose dashes begin no notes."""
_NO_HEAD = "|".join(sorted(set(CARD_KEYS) - set(DECK_KEYS)))
_HEAD_KEY = re.compile(rf"(?!({_NO_HEAD})\b)[A-Za-z_]\w*\s*:(\s|$)")
"""A key of the deck below the cards; not a key that only cards have."""
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})( .*)?")
CONFLICT = "git conflict marker; keep one side and delete the three marker lines"
ASKEW = "expected the '- ' of a card aligned with that of the first card; check the indentation"


class Piece(NamedTuple):
    """The lines of one card. line: its first line in the file, from 1. askew: whether its dash is
    not aligned with that of the first card."""

    line: int
    text: str
    askew: bool = False


class Pieces(NamedTuple):
    """A file in pieces.

    head: the text with all lines of cards emptied. cards: those that can be read on their own.
    markers: lines with a git conflict marker that starts a conflict or is left over.
    left_out, unread: the number of cards in conflicts, and their text.
    """

    head: str
    cards: list[Piece]
    markers: list[int]
    left_out: int
    unread: str


def cut(text: str) -> Pieces | None:
    """The pieces of a deck whose cards start with dashes; None if there are no such cards.

    A conflict between cards loses the cards in it; one that starts or ends inside a card loses that
    card too.
    """
    cutter = _Cutter(re.split("\r\n|\r|\n", text))
    cutter.cut()
    return cutter.result() if cutter.cards or cutter.markers else None


def readable_lines(text: str) -> str:
    """The text of a deck with the lines emptied that are not YAML: of cards, or of the head except
    for its format."""
    pieces = cut(text)
    if pieces is None:
        return text
    lines = pieces.head.split("\n")
    if not _is_yaml(pieces.head):
        lines = [line if _NEEDED.match(line) else "" for line in lines]
    for piece in pieces.cards:
        if not piece.askew and _is_yaml(piece.text):
            own = piece.text.removesuffix("\n").split("\n")
            lines[piece.line - 1 : piece.line - 1 + len(own)] = own
    return "\n".join(lines)


def _is_yaml(text: str) -> bool:
    try:
        read(text)
    except ReadError:
        return False
    return True


class _Cutter:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._head: list[str] = []
        self._unread: list[str] = []
        self._left_out = 0
        self._indent: str | None = None
        self._in_cards = False
        self._open: list[str] | None = None
        self._opened = 0
        self._askew = False
        self._ends = _conflicts(lines)
        self.cards: list[Piece] = []
        self.markers: list[int] = []

    def cut(self) -> None:
        """Go through all lines."""
        number = 0
        while number < len(self._lines):
            end = self._ends.get(number)
            if end is not None:
                self._conflict(number, end)
                number = end + 1
                continue
            line = self._lines[number]
            if _MARKER.fullmatch(line) and self._ends.get(-1) is not None:
                # A marker left over when the others were deleted.
                self.markers.append(number + 1)
                line = ""
            self._line(number, line)
            number += 1
        self._close()

    def _line(self, number: int, line: str) -> None:
        if self._in_cards and self._begins_card(line):
            self._close()
            self._open, self._opened = [line], number + 1
            found = _DASH.match(line)
            self._askew = found is None or found[1] != self._indent
            self._head.append("")
        elif self._in_cards and not _HEAD_KEY.match(line):
            if self._open is not None:
                self._open.append(line)
            elif line.strip() and not line.lstrip().startswith("#"):
                # Between 'cards:' and the first dash, or after a conflict that took the start of a
                # card.
                self._unread.append(line)
            self._head.append("")
        else:
            self._close()
            self._in_cards = bool(_CARDS.fullmatch(line.rstrip()))
            self._head.append(line)

    def _begins_card(self, line: str) -> bool:
        found = _DASH.match(line)
        if found is not None:
            if self._indent is None:
                self._indent = found[1]
            if found[1] == self._indent:
                return True
        if any(map(_INNER_LIST.fullmatch, self._open or ())):
            return False
        # Any deeper than the keys of a card, it could be a line of text.
        card = _CARD.match(line)
        return card is not None and len(card[1]) <= len(self._indent or "") + 2

    def _conflict(self, start: int, end: int) -> None:
        self.markers.append(start + 1)
        self._head += [""] * (end + 1 - start)
        inside = [line for line in self._lines[start : end + 1] if not _MARKER.fullmatch(line)]
        if not self._in_cards:
            return
        sides = _sides(self._lines[start + 1 : end])
        following = next((line for line in self._lines[end + 1 :] if line.strip()), "")
        goes_on = bool(following) and not self._begins_card(following)
        goes_on = goes_on and not _HEAD_KEY.match(following)
        cuts = goes_on or any(side and not self._begins_card(side[0]) for side in sides)
        self._left_out += max(sum(map(self._begins_card, side)) for side in sides)
        if cuts and self._open is not None:
            self._left_out += 1
            self._unread += self._open
            self._open = None
        self._unread += inside

    def _close(self) -> None:
        if self._open is not None:
            text = "\n".join(self._open) + "\n"
            self.cards.append(Piece(self._opened, text, self._askew))
            self._open = None

    def result(self) -> Pieces:
        """The pieces."""
        head = "\n".join(self._head)
        return Pieces(head, self.cards, self.markers, self._left_out, "\n".join(self._unread))


def _conflicts(lines: list[str]) -> dict[int, int]:
    """The first and last line of each complete conflict; also the key -1 if there is any marker."""
    ends: dict[int, int] = {}
    start = None
    for number, line in enumerate(lines):
        if line[:7] == "<<<<<<<" and _MARKER.fullmatch(line):
            start = number
            ends[-1] = -1
        elif line[:7] == ">>>>>>>" and _MARKER.fullmatch(line):
            ends[-1] = -1
            if start is not None:
                ends[start] = number
                start = None
    return ends


def _sides(lines: list[str]) -> list[list[str]]:
    """The lines of each side of a conflict, without empty lines and comments."""
    sides: list[list[str]] = [[]]
    for line in lines:
        if _MARKER.fullmatch(line):
            sides.append([])
        elif line.strip() and not line.lstrip().startswith("#"):
            sides[-1].append(line)
    return sides
