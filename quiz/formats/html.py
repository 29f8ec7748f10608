"""Converts the HTML in other programs' fields to plain text, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
])  # fmt: skip
_NOT_SHOWN = frozenset(["head", "noscript", "rp", "script", "style", "template", "title"])
_EMBEDDED = frozenset(["canvas", "embed", "iframe", "object", "svg"])
_DEEPEST_LIST = 8
_SPACES = re.compile("[ \t\r\n\f]+")
_SOUND = re.compile(r" ?\[sound:([^\[\]<>\n]*)\]")
_SPOKEN = re.compile(r"\[(?:/?anki:tts[^\[\]<>]*|anki:play:[^\[\]<>]*)\]")
_SPECIAL = re.compile(r"[<&\[]")
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INDENT = re.compile("^ +| {2,}| $", re.MULTILINE)

_SUPERSCRIPTS = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


@dataclass(frozen=True, slots=True)
class PlainText:
    """The text of some HTML, and the names of what text cannot show, in order.

    embedded: anything other than images and sounds, e.g. "svg" or the address of a frame.
    """

    text: str
    images: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()


def html_to_text(html: str) -> PlainText:
    """What a reader would see, as text: lines, lists, tables, superscripts and subscripts.

    Formatting such as bold is dropped. Formulas (`\\(…\\)`, `[latex]…`) stay as written, a link
    keeps its address, an image its alternative text. Never raises, whatever the text.
    """
    if not _SPECIAL.search(html):
        return PlainText(_NEVER.sub("", _SPACES.sub(" ", html)).replace("\xa0", " ").strip())
    sounds: list[str] = []

    def heard(match: re.Match[str]) -> str:
        sounds.append(unescape(match[1]).strip())
        return ""

    html = _SPOKEN.sub("", _SOUND.sub(heard, html))
    reader = _Reader()
    try:
        reader.feed(html)
    except AssertionError:
        # The parser asserts that it knows each kind of marked section, `<![kind[`.
        reader = _Reader()
        reader.feed(html.replace("<![", "&lt;!["))
    reader.finish()
    return PlainText(
        reader.text(), tuple(reader.images), tuple(sounds + reader.sounds), tuple(reader.embedded)
    )


def text_to_html(text: str) -> str:
    """HTML that shows the text; `html_to_text` converts it back to the same text.

    Tabs become four spaces.
    """
    html = escape(text.replace("\t", "    "), quote=False).replace("[", "&#91;")
    html = _INDENT.sub(lambda match: "&nbsp;" * len(match[0]), html)
    return html.replace("\n", "<br>")


class _Reader(HTMLParser):
    """Collects lines. Only the outermost of nested superscripts, links and hidden parts counts, so
    the work is proportional to the text, however it is nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.images: list[str] = []
        self.sounds: list[str] = []
        self.embedded: list[str] = []
        self._lines: list[str] = []
        self._line: list[str] = []
        self._prefix = ""
        self._lists: list[int] = []
        self._hidden: list[str] = []
        self._pre = 0
        self._raised: tuple[str, int, int] | None = None
        self._link: tuple[str, int, int] | None = None
        self._formula_end = ""

    def finish(self) -> None:
        """Treat the rest that the parser has not finished as text.

        Its own `close` would search for the end again and again, in quadratic time.
        """
        rest, self.rawdata = self.rawdata, ""
        if not self._hidden:
            self.handle_data(unescape(rest))
        self._end_line()

    def text(self) -> str:
        """All lines, without blank ones at both ends, and without trailing spaces, which a browser
        would not show either."""
        lines = _NEVER.sub("", "\n".join(self._lines))
        lines = "\n".join(line.rstrip(" ") for line in lines.split("\n"))
        return lines.replace("\xa0", " ").strip()

    # ── what the parser finds ───────────────────────────────────────────────────

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element starts."""
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.append(tag)
            return
        values = {key: value or "" for key, value in attrs}
        if tag in _EMBEDDED:
            self.embedded.append(values.get("src") or values.get("data") or tag)
        if tag in _NOT_SHOWN or tag in ("svg", "object", "iframe"):
            self._hidden = [tag]
            return
        if tag == "br":
            self._end_line(even_empty=True)
        elif tag in _BLOCKS:
            self._block(tag)
        elif tag in ("td", "th"):
            if self._line:
                self._line.append(" | ")
        elif tag == "img":
            self._image(values)
        elif tag in ("audio", "video", "source"):
            if values.get("src"):
                self.sounds.append(values["src"])
        else:
            self._inline(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, `<tag/>`."""
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "img", "hr"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.pop()
            return
        if tag in _BLOCKS:
            self._end_line()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            elif tag == "pre":
                self._pre = max(0, self._pre - 1)
        elif self._raised and tag == self._raised[0]:
            self._end_raised(*self._raised)
        elif tag == "a" and self._link:
            self._end_link(*self._link)
        elif tag == "rt":
            self._put(")")
        elif tag == "anki-mathjax":
            self._put(self._formula_end)
            self._formula_end = ""

    def handle_data(self, data: str) -> None:
        """Text, with entities already replaced."""
        if self._hidden:
            return
        if self._pre:
            first, *others = data.replace("\r\n", "\n").split("\n")
            self._put(first)
            for line in others:
                self._end_line(even_empty=True)
                self._put(line)
            return
        text = _SPACES.sub(" ", data)
        if text.startswith(" ") and (not self._line or self._line[-1].endswith(" ")):
            text = text[1:]
        self._put(text)

    def unknown_decl(self, data: str) -> None:
        """A section such as `<![CDATA[…]]>`."""
        self.handle_data(data.removeprefix("CDATA["))

    # ── what becomes of it ──────────────────────────────────────────────────────

    def _put(self, text: str) -> None:
        if text:
            if self._prefix:
                self._line.append(self._prefix)
                self._prefix = ""
            self._line.append(text)

    def _end_line(self, even_empty: bool = False) -> None:
        if self._line or even_empty:
            self._lines.append("".join(self._line))
            self._line = []

    def _block(self, tag: str) -> None:
        self._end_line()
        if tag == "ol":
            self._lists.append(1)
        elif tag == "ul":
            self._lists.append(0)
        elif tag == "pre":
            self._pre += 1
        elif tag == "li":
            number = self._lists[-1] if self._lists else 0
            if number:
                self._lists[-1] += 1
            indent = "  " * (min(len(self._lists), _DEEPEST_LIST) - 1)
            self._prefix = indent + (f"{number}. " if number else "- ")

    def _image(self, values: dict[str, str]) -> None:
        source = values.get("src", "")
        self.images.append("an embedded image" if source.startswith("data:") else source or "?")
        alternative = values.get("alt", "")
        if alternative and alternative != source:
            self.handle_data(alternative)

    def _inline(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("sup", "sub") and self._raised is None:
            self._raised = tag, len(self._lines), len(self._line)
        elif tag == "a" and self._link is None:
            self._link = values.get("href", ""), len(self._lines), len(self._line)
        elif tag == "rt":
            self._put("(")
        elif tag == "anki-mathjax":
            is_block = values.get("block") == "true"
            self._put(r"\[" if is_block else r"\(")
            self._formula_end = r"\]" if is_block else r"\)"

    def _end_raised(self, tag: str, lines: int, start: int) -> None:
        self._raised = None
        if lines != len(self._lines):
            return
        text = "".join(self._line[start:])
        if not text.strip():
            return
        letters = _SUPERSCRIPTS if tag == "sup" else _SUBSCRIPTS
        if all(char in letters for char in text):
            shown = "".join(letters[char] for char in text)
        else:
            sign = "^" if tag == "sup" else "_"
            shown = sign + (text if len(text) == 1 else f"({text})")
        self._line[start:] = [shown]

    def _end_link(self, address: str, lines: int, start: int) -> None:
        self._link = None
        text = "".join(self._line[start:]) if lines == len(self._lines) else ""
        if address.startswith(("http://", "https://")) and text.strip(" /") != address.strip("/"):
            self._put(f" ({address})" if text.strip() else address)
