"""Turns HTML into Markdown, or into plain text, with `markdownify`.

Only `quiz.formats.html` loads this module, for HTML with more than lines in it.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter

from quiz.formats.css import Styles, Tint, is_bold, tint
from quiz.formats.formulas import PLACE
from quiz.formats.html import Converted
from quiz.formats.marked import (
    GAP_END,
    GAP_ENDS,
    GAP_HINT,
    GAP_MARK,
    GAP_NUMBERED,
    GAP_START,
    GAP_STARTS,
    IMAGE_END,
    IMAGE_START,
    SEAM,
    UNSEEN,
    image,
    without_images,
)
from quiz.text.escaping import escape_markdown
from quiz.text.scripts import script

warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)

_BREAK, _ON, _OFF = "\ufdee", "\ufdec", "\ufded"
_RUN = re.compile(f"{_ON}(.)|{_OFF}")
_BOLD, _ITALIC, _STRUCK = "bis"
_SIGNS = {_BOLD: "**", _ITALIC: "*", _STRUCK: "~~"}
_MOST_TAGS = 5_000
_DEEPEST = 60
_WIDEST = 20
_CLOSED_BY = {("li",): ("ul", "ol"), ("tr",): ("table",), ("td", "th"): ("table", "tr")}
"""Elements that end where the next one begins, unless these stand between them."""
_OF_TABLES = ("caption", "thead", "tbody", "tfoot", "tr", "td", "th")
_SMALL = {"^": frozenset("0123456789+-−=()n"), "_": frozenset("0123456789+-−=()")}
"""The signs that read well as small ones of Unicode."""
_LANGUAGE = re.compile(r"(?:language|lang|brush)[-:]\s*([\w+#-]+)")
_TAG = re.compile(r"<[^<>]*>")
_TIGHT = re.compile(rf"[^\W_]|{GAP_START}|{GAP_HINT}|{GAP_END}|{GAP_NUMBERED}")
"""A letter or digit, or where a gap has one now and a bracket then."""
_EDGE = re.compile(f"[{GAP_START}{GAP_END}{IMAGE_START}{IMAGE_END}]")
_FEW = 4
"""Pieces before a run of text, among them the edges of a gap, that may touch it."""

_SWALLOWS = re.compile(r"^(?:[-+*] |\d{1,9}[.)] |>|\|)", re.MULTILINE)
_LOOKS = {
    "b": _BOLD, "strong": _BOLD, "mark": _BOLD, "i": _ITALIC, "em": _ITALIC, "u": _ITALIC,
    "ins": _ITALIC, "cite": _ITALIC, "dfn": _ITALIC, "var": _ITALIC, "s": _STRUCK,
    "strike": _STRUCK, "del": _STRUCK,
}  # fmt: skip
_INLINE = frozenset([*_LOOKS, "span", "font", "a", "big", "small", "tt", "abbr", "label", "q"])
_LINES = frozenset([
    "address", "article", "aside", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "html", "main", "nav", "section", "summary",
    "caption",
])  # fmt: skip
_NOT_SHOWN = frozenset([
    "head", "noscript", "rp", "script", "style", "template", "title", "svg", "object", "iframe",
    "button", "select", "textarea",
])  # fmt: skip
_BLOCKS = frozenset(["p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"])
_LETTERS = dict.fromkeys(("a", "lower-alpha", "lower-latin"), ascii_lowercase) | dict.fromkeys(
    ("A", "upper-alpha", "upper-latin"), ascii_uppercase
)
_CODE = frozenset(["code", "kbd", "samp"])
_EMBEDDED = frozenset(["canvas", "embed", "iframe", "object", "svg"])


def convert(
    html: str, styles: Styles, *, plain: bool, front: bool = False, seams: bool = False
) -> Converted:
    """Markdown, or plain text, with marks around images (see `quiz.formats.marked`).

    front: leave out what the styles hide. seams: mark where elements begin and end in a line.
    """
    if html.count("<") > _MOST_TAGS:
        return Converted(_TAG.sub("", html))
    soup = _soup(html)
    if _depth(soup) > _DEEPEST:
        return Converted(soup.get_text())
    converter = _converter(styles, plain=plain, front=front, seams=seams)
    converter.sounds, converter.embedded = [], []
    text: str = converter.process_tag(soup, parent_tags=set())
    soup.decompose()
    text = text.replace(f"{_BREAK}\n", "\n").replace(_BREAK, "\n")
    text = "\n".join(line.rstrip(" ") for line in text.split("\n")).strip()
    if not plain:
        text = _with_signs(text)
    return Converted(text, tuple(converter.sounds), tuple(converter.embedded))


def _soup(html: str) -> BeautifulSoup:
    try:
        soup = BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:
        # The parser knows only some kinds of marked sections, `<![kind[`.
        soup = BeautifulSoup(html.replace("<![", "&lt;!["), "html.parser")
    found: dict[str, list[Tag]] = {name: [] for name in ("li", "code", "table", "tr", "td", "th")}
    for tag in soup.descendants:
        if isinstance(tag, Tag) and tag.name in found:
            found[tag.name].append(tag)
    for names, cut in _CLOSED_BY.items():
        for item in (tag for name in names for tag in found[name]):
            # The one before it was never closed.
            before = item.find_parent([*names, *cut])
            if before is not None and before.name in names:
                before.insert_after(item)
    for code in found["code"] if GAP_START in html else ():
        _take_gap(code)
    for code in found["code"]:
        # Two pieces of code without anything between them are one in Markdown.
        while isinstance(following := code.next_sibling, Tag) and following.name == "code":
            code.extend(list(following.contents))
            following.decompose()
    for table in found["table"]:
        _square(soup, table)
    return soup


def _take_gap(code: Tag) -> None:
    """Take the edges of a gap that is all code into it, if other code stands right beside it."""
    before, after = code.previous_sibling, code.next_sibling
    if not isinstance(before, NavigableString) or not isinstance(after, NavigableString):
        return
    starts, ends = re.search(f"{GAP_STARTS.pattern}$", before), GAP_ENDS.match(after)
    if not starts or not ends:
        return
    sides = (
        (before[: starts.start()], before.previous_sibling),
        (after[ends.end() :], after.next_sibling),
    )
    if any(_is_code(side) and not UNSEEN.sub("", rest) for rest, side in sides):
        code.insert(0, starts[0])
        code.append(ends[0])
        for old, (rest, _) in zip((before, after), sides, strict=True):
            old.replace_with(rest) if rest else old.extract()


def _is_code(element: PageElement | None) -> bool:
    return isinstance(element, Tag) and element.name == "code"


def _square(soup: BeautifulSoup, table: Tag) -> None:
    """Make all rows of a table equally long, without blocks in a cell, as Markdown needs it; one
    that holds tables or lines of code is only layout, and its cells become lines."""
    own = (tag for tag in table.find_all(_OF_TABLES) if tag.find_parent("table") is table)
    if table.find(["table", "pre"]) is not None:
        for tag in (table, *own):
            tag.name = "div"
        return
    for tag in [*own]:
        if tag.name == "caption":
            tag.name = "div"
            table.insert_before(tag)
        elif tag.name == "tr" and tag.find(["td", "th"]) is None:
            tag.decompose()
    for block in table.find_all([*_BLOCKS, "ul", "ol", "li"]):
        if block.name == "li":
            block.insert(0, "• ")
        block.name = "div"
    below: Counter[int] = Counter()
    widest, rows = 0, table.find_all("tr")
    for row in rows:
        column = 0
        for cell in row.find_all(["td", "th"]):
            while below[column]:
                below[column] -= 1
                column += 1
                cell.insert_before(soup.new_tag("td"))
            for number in range(span := _span(cell, "colspan")):
                below[column + number] = _span(cell, "rowspan") - 1
                if number:
                    cell.insert_after(soup.new_tag("td"))
            column += span
        widest = max(widest, column)
    for row in rows[:1]:
        row.extend(soup.new_tag("td") for _ in range(len(row(["td", "th"])), widest))


def _span(cell: Tag, key: str) -> int:
    """Over how many columns or rows a cell reaches."""
    text = str(cell.get(key) or "")
    number = int(text) if text.isdecimal() and len(text) < 3 else 1
    del cell[key]
    return min(max(number, 1), _WIDEST)


def _depth(soup: Tag) -> int:
    deepest, level = 0, [soup]
    while level and deepest <= _DEEPEST:
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        deepest += 1
    return deepest


class _Converter(MarkdownConverter):
    """Markdown as the game shows it: colours as bold text, sub- and superscripts in Unicode."""

    def __init__(self, styles: Styles, *, plain: bool, front: bool, seams: bool) -> None:
        super().__init__(
            bullets="-",
            heading_style="atx",
            table_infer_header=True,
            code_language_callback=_language,
            wrap=True,
            wrap_width=None,
        )
        self.sounds: list[str] = []
        self.embedded: list[str] = []
        self._styles = styles
        self._plain = plain
        self._front = front
        self._seams = seams

    def get_conv_fn(self, tag_name: str) -> Callable[..., str] | None:
        """The function for an element; the library finds those it has itself."""
        if tag_name in _INLINE:
            return self._inline
        if tag_name in _NOT_SHOWN or tag_name in _EMBEDDED:
            return self._left_out
        if tag_name in _LINES:
            return self._line
        if tag_name in ("audio", "video", "source"):
            return self._sound
        if self._plain and tag_name in _BLOCKS:
            return self._line
        if self._plain and tag_name in _CODE:
            return None
        found: Callable[..., str] | None = super().get_conv_fn(tag_name)
        return found

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Text as Markdown shows it."""
        return text if self._plain else escape_markdown(text)

    def process_text(self, el: NavigableString, parent_tags: set[str]) -> str:
        """Text as the library tidies it, lines of code as they are."""
        if self._plain and "pre" in parent_tags:
            return str(el).replace("\n", _BREAK)
        return str(super().process_text(el, parent_tags=parent_tags))

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The end of a line."""
        return " " if "_inline" in parent_tags else _BREAK + text

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line across; only the end of a line in plain text."""
        return "\n" if self._plain else "\n\n---\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The mark of an image."""
        source = str(el.get("src") or "")
        alt = " ".join(str(el.get("alt") or "").split())
        return image(source, "" if alt == source else alt) if source else alt

    def convert_rt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """How the characters before it are read."""
        return f"({text.strip()})" if text.strip() else ""

    def convert_anki_mathjax(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A formula, as it is written outside Anki."""
        return rf"\[{text}\]" if el.get("block") == "true" else rf"\({text}\)"

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A subscript in Unicode, or else behind a low line."""
        return self._raised(el, text, "_")

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A superscript in Unicode, or else behind a caret."""
        return self._raised(el, text, "^")

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item of a list; items outside any list are lines."""
        if el.parent is None or el.parent.name not in ("ul", "ol"):
            return self._line(el, text, parent_tags)
        if (letter := self._letter(el, el.parent)) and "_inline" not in parent_tags:
            return f"\n{letter}. {text.strip()}\n"
        return str(super().convert_li(el, text.strip(_BREAK + "\n "), parent_tags))

    def _letter(self, el: Tag, of: Tag) -> str:
        """The letter of an item in a list that counts with letters, which answers may name."""
        style = self._style(of)
        counts = of.get("type") or style.get("list-style-type") or style.get("list-style", "")
        letters = _LETTERS.get(str(counts).split(" ")[0], "")
        number = len(el.find_previous_siblings("li", limit=26)) if letters else 26
        return letters[number] if number < len(letters) else ""

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A list, without blank lines in plain text."""
        if self._plain:
            return "\n" + text.strip("\n") + "\n"
        return str(super().convert_list(el, text, parent_tags))

    convert_ul = convert_list
    convert_ol = convert_list

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table, a row to a line."""
        if self._plain:
            return "\n" + text.strip("\n") + "\n"
        return str(super().convert_table(el, text, parent_tags))

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A row of a table; bars between the cells in plain text."""
        if not self._plain:
            return str(super().convert_tr(el, text, parent_tags))
        return "\n" + text.strip().removesuffix("|").strip() + "\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell."""
        if self._plain:
            return f" {text.strip()} |" if text.strip() else ""
        return f" {' '.join(text.replace(_BREAK, ' ').split())} |"

    convert_th = convert_td

    def _line(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        style = self._style(el)
        if _is_hidden(style) and self._front:
            return ""
        if style.get("display", "").startswith("inline"):
            return self._seamed(text)
        text = text.strip("\n ")
        # What follows a list or a table would else belong to it.
        after = "\n\n" if _SWALLOWS.search(text) and not self._plain else "\n"
        return f"\n{self._looking(el, style, text, parent_tags)}{after}" if text else ""

    def _inline(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        style = self._style(el)
        shown = style.get("display", "")
        if _is_hidden(style) and self._front:
            return ""
        if el.name == "a":
            text = self._link(el, text)
        text = self._looking(el, style, text, parent_tags)
        if shown in ("block", "flex", "grid", "table", "list-item"):
            return f"\n{text.strip()}\n" if text.strip() else ""
        return self._seamed(text)

    def _looking(self, el: Tag, style: dict[str, str], text: str, parent_tags: set[str]) -> str:
        if self._plain or "_noformat" in parent_tags or not text.strip():
            return text
        look = _LOOKS.get(el.name, "")
        line = style.get("text-decoration", "") + style.get("text-decoration-line", "")
        colour = tint(style | ({"color": str(el["color"]).lower()} if el.get("color") else {}))
        for sign, applies in (
            (_BOLD, is_bold(style)),
            (_ITALIC, style.get("font-style") in ("italic", "oblique") or "underline" in line),
            (_STRUCK, "line-through" in line),
            (look, bool(look)),
            (str(colour), colour is not None),
        ):
            if applies:
                text = f"{_ON}{sign}{text}{_OFF}"
        return text

    def _link(self, el: Tag, text: str) -> str:
        address = str(el.get("href") or "")
        if not address.startswith(("http://", "https://")):
            return text
        if not without_images(text).strip():
            return text + address
        if text.strip(" /") == address.strip("/"):
            return text
        if self._plain:
            return f"{text} ({address})"
        return f"[{text}]({address.replace(' ', '%20').replace('(', '%28').replace(')', '%29')})"

    def _raised(self, el: Tag, text: str, sign: str) -> str:
        if el.find_parent(["sub", "sup"]) is not None or not text.strip() or _BREAK in text:
            return text
        # A gap within stays one; its hint is not raised.
        pieces = UNSEEN.split(text)
        if _SMALL[sign].issuperset("".join(pieces)):
            marks = [*UNSEEN.findall(text), ""]
            small = (script(sign, piece) or piece for piece in pieces)
            return "".join(map("".join, zip(small, marks, strict=True)))
        sign = sign if self._plain else escape_markdown(sign)
        return sign + (text if len(text) == 1 else f"({text})")

    def _left_out(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.name in _EMBEDDED:
            self.embedded.append(str(el.get("src") or el.get("data") or el.name))
        return "" if el.name in _NOT_SHOWN else text

    def _sound(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.get("src"):
            self.sounds.append(str(el["src"]))
        return text

    def _style(self, el: Tag) -> dict[str, str]:
        names = (
            str(name) for key in ("class", "id") for name in el.get_attribute_list(key) if name
        )
        return self._styles.of(el.name, map(str, filter(None, names)), str(el.get("style") or ""))

    def _seamed(self, text: str) -> str:
        return f"{SEAM}{text}{SEAM}" if self._seams else text


_converter = lru_cache(_Converter)


def _is_hidden(style: dict[str, str]) -> bool:
    return style.get("display") == "none" or style.get("visibility") == "hidden"


def _language(el: Tag) -> str:
    tags = (el, *el.find_all("code"))
    names = [str(name) for tag in tags for name in tag.get_attribute_list("class")]
    found = _LANGUAGE.search(" ".join(names))
    return found[1] if found else ""


# ── how text looks ──────────────────────────────────────────────────────────────


class _Part(NamedTuple):
    """A piece of text within one line, how it looks, and its colour."""

    text: str
    looks: frozenset[str]
    colour: str


def _parts(text: str) -> Iterator[_Part]:
    opened: list[str] = []
    position = 0
    for mark in _RUN.finditer(text):
        yield from _lines(text[position : mark.start()], opened)
        position = mark.end()
        if mark[1]:
            opened.append(mark[1])
        elif opened:
            opened.pop()
    yield from _lines(text[position:], opened)


def _lines(text: str, opened: list[str]) -> Iterator[_Part]:
    colour = next((sign for sign in reversed(opened) if sign not in _SIGNS), "")
    for line in re.split("(\n)", text):
        if line:
            yield _Part(line, frozenset(_SIGNS).intersection(opened), colour)


def _with_signs(text: str) -> str:
    """The text with Markdown's signs for what is bold, slanted or struck out, unless all of it is.

    Colours that set some of the text apart from the rest become bold.
    """
    if _ON not in text:
        return text
    parts = list(_parts(text))
    written = [part for part in parts if part.text.strip()]
    if not written:
        return "".join(part.text for part in parts)
    everywhere = frozenset.intersection(*(part.looks for part in written))
    strong = _strong_colours({part.colour for part in written})
    merged: list[tuple[str, frozenset[str]]] = []
    for part in parts:
        looks = part.looks - everywhere
        if part.colour in strong:
            looks |= {_BOLD}
        elif part.colour == Tint.MUTED and Tint.NORMAL not in strong:
            looks |= {_STRUCK} if _only_muted(written) else frozenset()
        if merged and merged[-1][1] == looks and "\n" not in (part.text, merged[-1][0]):
            merged[-1] = merged[-1][0] + part.text, looks
        else:
            merged.append((part.text, looks))
    merged = [part for text, looks in merged for part in _whole_gaps(text, looks) if part[0]]
    pieces: list[str] = []
    for index, (piece, looks) in enumerate(merged):
        after = merged[index + 1][0] if index + 1 < len(merged) else ""
        pieces.append(_signed(piece, looks, "".join(pieces[-_FEW:]), after))
    return "".join(pieces)


def _whole_gaps(text: str, looks: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The text, cut at the marks of gaps if a gap begins or ends elsewhere: signs of Markdown work
    on one side of its edge."""
    if _is_whole(text):
        yield text, looks
        return
    pieces = GAP_MARK.split(text)
    for mark, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        yield mark, frozenset()
        yield piece, frozenset() if mark == GAP_HINT else looks


def _is_whole(text: str) -> bool:
    """Whether each gap, picture or formula that begins or ends in the text does both there."""
    left = 0
    for mark in _EDGE.findall(text):
        left += 1 if mark in (GAP_START, IMAGE_START) else -1
        if left < 0:
            return False
    return not left and text.count(PLACE) % 2 == 0


def _strong_colours(colours: set[str]) -> set[str]:
    """Which colours of a text set a part of it apart."""
    if len(colours) < 2:
        return set()
    if {Tint.GREEN, Tint.RED} <= colours:
        # The right ones beside the wrong ones.
        return colours - {Tint.RED, Tint.MUTED, Tint.NORMAL, ""}
    loud = colours - {Tint.MUTED, Tint.NORMAL, ""}
    if loud:
        return loud
    return {str(Tint.NORMAL)} if {Tint.MUTED, Tint.NORMAL} <= colours else set()


def _only_muted(written: list[_Part]) -> bool:
    """Whether the only colour is a pale one, for a part of the text."""
    return {part.colour for part in written} == {"", Tint.MUTED}


def _signed(text: str, looks: frozenset[str], before: str, after: str) -> str:
    """A piece of one line with signs around it, in places where Markdown understands them."""
    inner = text.strip()
    if not looks or not inner:
        return text
    start = text.index(inner)
    lead, tail = text[:start], text[start + len(inner) :]
    # By CommonMark's rules, punctuation at an end of the run needs a space or a sign outside.
    if not tail and _TIGHT.match(after):
        while inner and not (inner[-1].isalnum() and _is_whole(inner)):
            inner, tail = inner[:-1], inner[-1] + tail
        if inner.endswith("\\"):
            inner, tail = inner[:-1], "\\" + tail
        if tail.startswith(")") and inner.rfind("(") > 0:
            # Such as a reading, which does not fall apart.
            start = len(inner.rpartition("(")[0].rstrip())
            inner, tail = inner[:start], inner[start:] + tail
    if not lead and _TIGHT.match(before[-1:]):
        while inner and not (inner[0].isalnum() and _is_whole(inner)):
            lead, inner = lead + inner[0], inner[1:]
    before = UNSEEN.sub("", before)
    if (
        not inner
        or "`" in lead + tail
        or (not lead and before.endswith(("*", "~")) and not before.endswith(("\\*", "\\~")))
    ):
        return text
    signs = "".join(_SIGNS[look] for look in _SIGNS if look in looks)
    return lead + signs + inner + signs[::-1] + tail
