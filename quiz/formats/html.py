"""Converts the HTML in other programs' fields to text or Markdown, and back."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from quiz.extras import needs_extra
from quiz.formats.css import NO_STYLES, Styles
from quiz.formats.formulas import find_formulas, put_formulas
from quiz.formats.marked import SEAM, as_markdown, image, unescape_markdown, without_images
from quiz.text.escaping import escape_markdown

_SPACES = re.compile("[ \t\r\n\f]+")
_SOUND = re.compile(r" ?\[sound:([^\[\]<>\n]*)\]")
_SPOKEN = re.compile(r"\[(?:/?anki:tts[^\[\]<>]*|anki:play:[^\[\]<>]*)\]")
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INDENT = re.compile("^ +| {2,}| $", re.MULTILINE)
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
_ENDS_LINE = frozenset(["div", "p", ""])
_ONLY_AROUND = frozenset(["span", "font", "wbr"])
_LOOKS = re.compile(
    r"\bclass\b|\bid\b|color|background|weight|font-style|decoration|display|visibility|hidden",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_FORMULA_START = re.compile(r"\\(?=[(\[])")
_RUBY = re.compile("([\u3400-\u9fff\uf900-\ufaff々〆ヶ]+)" r"\(([\u3041-\u30ffー]+)\)")


class Converted(NamedTuple):
    """The text of some HTML, and what it embeds: names of sounds and of other things, such as
    "svg" or the address of a frame."""

    text: str
    sounds: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()


def html_to_text(html: str) -> str:
    """What a reader would see, as text: lines, lists, tables, superscripts and subscripts.

    Formatting such as bold is dropped. Formulas (`\\(…\\)`, `[latex]…`) stay as written, a link
    keeps its address, an image its alternative text.

    Raises QuizError if this takes an extra that is not installed.
    """
    found, _ = _read(html, NO_STYLES, plain=True)
    return without_images(found.text).strip()


def html_to_marked(html: str, styles: Styles = NO_STYLES, latex: str = "") -> Converted:
    """What a reader would see, as marked text (see `quiz.formats.marked`): Markdown where
    formatting matters.

    styles: those of the page. latex: the head of its formulas, see `find_formulas`. Raises like
    `html_to_text`.
    """
    html, formulas = find_formulas(html, latex)
    found, is_markdown = _read(html, styles)
    text = found.text
    literal = unescape_markdown(text) if is_markdown else text
    if formulas:
        markdown = text if is_markdown else escape_markdown(text)
        return found._replace(text=as_markdown(put_formulas(markdown, formulas)))
    return found._replace(text=as_markdown(text) if literal is None else literal)


def template_to_text(html: str, styles: Styles = NO_STYLES, *, front: bool) -> Converted:
    """The lines of a template as text.

    front: leave out what is hidden at first. Words of the template and of its fields are kept
    apart. Raises like `html_to_text`.
    """
    return _read(html, styles, plain=True, front=front, seams=True)[0]


def text_to_html(text: str) -> str:
    """HTML that shows the text; `html_to_text` converts it back to the same text.

    Tabs become four spaces, and readings in brackets stand above their characters.
    """
    html = escape(text.replace("\t", "    "), quote=False).replace("[", "&#91;")
    html = _INDENT.sub(lambda match: "&nbsp;" * len(match[0]), html)
    html = _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", html)
    # What looks like the start of a formula is none.
    html = _FORMULA_START.sub(r"\\<!-- -->", html)
    return html.replace("\n", "<br>")


def _read(
    html: str, styles: Styles, *, plain: bool = False, front: bool = False, seams: bool = False
) -> tuple[Converted, bool]:
    """The text of some HTML, and whether it is Markdown."""
    sounds: list[str] = []

    def heard(match: re.Match[str]) -> str:
        sounds.append(unescape(match[1]).strip())
        return ""

    if "[" in html:
        html = _SPOKEN.sub("", _SOUND.sub(heard, html))
    simple = _simple(html, styles, seams)
    if simple is not None:
        return Converted(_tidy(simple), tuple(sounds)), False
    found: Converted = _html_markdown().convert(html, styles, plain=plain, front=front, seams=seams)
    text = _tidy(found.text)
    return Converted(text, (*sounds, *found.sounds), found.embedded), not plain


@cache
def _html_markdown() -> ModuleType:
    with needs_extra("anki", "formatted text in HTML"):
        return import_module("quiz.formats.html_markdown")


def _simple(html: str, styles: Styles, seams: bool) -> str | None:
    """The text of HTML with nothing but lines and images in it; None for any other."""
    if "<" not in html:
        return _SPACES.sub(" ", unescape(html) if "&" in html else html).strip(" ")
    lines: list[str] = []
    line = ""
    pieces = _TAG.split(html)
    # The end of the text ends its last line.
    names, attributes = [*pieces[1::3], ""], [*pieces[2::3], ""]
    for text, name, given in zip(pieces[::3], map(str.lower, names), attributes, strict=True):
        looks = given and name != "img" and _LOOKS.search(given)
        if "<" in text or looks or name in styles:
            return None
        text = _SPACES.sub(" ", unescape(text))
        line += text.lstrip(" ") if not line or line.endswith(" ") else text
        if name == "br":
            lines.append(line)
            line = ""
        elif name in _ENDS_LINE:
            if line:
                lines.append(line)
            line = ""
        elif name == "img":
            found = {
                key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(given)
            }
            source, alt = found.get("src", ""), found.get("alt", "")
            alt = " ".join(alt.split())
            line += image(source, "" if alt == source else alt) if source else alt
        elif name in _ONLY_AROUND:
            line += SEAM if seams else ""
        else:
            return None
    return "\n".join(lines)


def _tidy(text: str) -> str:
    """The text without characters that no deck may have, and without spaces at its lines' ends."""
    if text.isprintable():
        return text.strip()
    text = _NEVER.sub("", text)
    if "\n" in text:
        text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    return text.replace("\xa0", " ").strip()
