"""What pictures the terminal can show: it is asked, and its replies are not taken for keys.

`textual_image` would ask when it is imported, and read the reply from the keyboard itself, where it
competes with Textual for the keys. Here Textual's own thread reads, as ever; the replies are known
by their form and never reach its keys, which all stay.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from textual._parser import Parser
from textual.app import App

from quiz.pictures import Extent

if sys.platform != "win32":
    from fcntl import ioctl
    from termios import TIOCGWINSZ

USUAL_CELL = Extent(10, 20)
"""Pixels of a character where the terminal does not say."""

QUESTIONS = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c"
"""Is there Kitty's protocol; how many pixels has a character; what else is there? All terminals
answer the last one, and ignore what they do not know."""

CELL_QUESTION = "\x1b[16t"

_REPLY = re.compile(
    r"\x1b_Gi=31;(?P<kitty>[^\x1b]*)\x1b\\"
    r"|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
    r"|\x1b\[\?(?P<kinds>[\d;]*)c"
)
_BEGUN = re.compile(r"\x1b(_[^\x1b]{0,80}\x1b?|\[(\?[\d;]*|6[\d;]*)?)?\Z")
"""What may be the first part of a reply, down to a single Escape."""

_HARMLESS = "[I"
"""After an Escape it says that the window has the focus."""

_SIXEL = "4"


def _cell_by_system() -> Extent | None:
    """The pixels of a character as the system knows them; None if it does not."""
    try:
        size = ioctl(2, TIOCGWINSZ, bytes(8))
    except (NameError, OSError):
        return None
    rows, columns, width, height = struct.unpack("HHHH", size)
    if not (rows and columns and width // columns and height // rows):
        return None
    return Extent(width // columns, height // rows)


class Protocol(StrEnum):
    """How a picture gets to the screen."""

    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "blocks"


class TerminalGraphics:
    """What one terminal can show, as far as it has said.

    changed: called in the thread that reads the keyboard when more is known.
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._kinds: frozenset[Protocol] = frozenset()
        self._held = ""
        self._given = False
        self.cell = _cell_by_system() or USUAL_CELL
        """Pixels of a character."""

    @property
    def best(self) -> Protocol:
        """The best that the terminal can show. Some speak Kitty's protocol but do not know its
        letters that stand for a picture; those can show Sixel."""
        ranked = (Protocol.SIXEL, Protocol.KITTY)
        return next((each for each in ranked if each in self._kinds), Protocol.BLOCKS)

    def without_replies(self, typed: str) -> str:
        """What was typed, without the terminal's replies, which are noted.

        The first part of a reply is held back until the rest comes. A single Escape is not, as it
        may be the key: if the rest of a reply comes after it, it becomes the start of something
        harmless.
        """
        text, given = self._held + typed, self._given
        self._held, self._given = "", False
        kept, at = "", 0
        for reply in _REPLY.finditer(text):
            self._note(reply)
            kept += text[at : reply.start()]
            if given and not reply.start():
                kept, given = _HARMLESS, False
            at = reply.end()
        begun = _BEGUN.search(text, at)
        if begun is not None:
            self._held = begun.group()
            self._given = self._held == "\x1b" or (given and not begun.start())
            given = given and bool(begun.start())
            kept += text[at : begun.start()] + ("\x1b" if self._held == "\x1b" else "")
        else:
            kept += text[at:]
        # Textual has the first letter already.
        return kept[1:] if given else kept

    def _note(self, reply: re.Match[str]) -> None:
        before = self._kinds, self.cell
        if reply["kitty"] == "OK":
            self._kinds |= {Protocol.KITTY}
        elif reply["kinds"] is not None and _SIXEL in reply["kinds"].split(";"):
            self._kinds |= {Protocol.SIXEL}
        elif reply["width"] is not None and int(reply["width"]) and int(reply["height"]):
            self.cell = Extent(int(reply["width"]), int(reply["height"]))
        if (self._kinds, self.cell) != before:
            self._changed()

    def listen(self) -> None:
        """Take the replies out of what Textual reads from the keyboard from now on."""
        read = Parser.feed

        def read_keys(parser: Parser[Any], typed: str) -> Iterable[Any]:
            # Textual reads nothing only at the end.
            keys = self.without_replies(typed) if typed else typed
            return read(parser, keys) if keys or not typed else ()

        Parser.feed = read_keys  # type: ignore[method-assign,assignment]


_KNOWN: WeakKeyDictionary[App[Any], TerminalGraphics] = WeakKeyDictionary()


def graphics_of(app: App[Any], changed: Callable[[], None]) -> TerminalGraphics:
    """What the terminal of an app can show; it is asked once. changed: as for `TerminalGraphics`,
    but called in the thread of the app."""
    if app not in _KNOWN:
        _KNOWN[app] = TerminalGraphics(partial(app.call_later, changed))
        _KNOWN[app].listen()
        send(app, QUESTIONS)
    return _KNOWN[app]


def send(app: App[Any], codes: str) -> None:
    """Write codes to the terminal, in order with what is painted."""
    driver = app._driver
    if driver is not None and codes and app.is_running:
        driver.write(codes)
        driver.flush()
