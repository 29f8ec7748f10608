"""Formulas as MathML, with latex2mathml.

It copies what a formula says into the markup as it is (`\\text{<script>}`, `\\href{…}`), so only
its tree is used: known elements and attributes with harmless values are written anew.
"""

from __future__ import annotations

import re
from html import escape, unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

from quiz.text.formulas import formula

LONGEST = 2_000
"""Characters of a formula that is laid out; a longer one is shown as text."""

_ELEMENTS = frozenset(
    (
        "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub",
        "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle",
        "mpadded", "mphantom", "menclose", "mmultiscripts", "mprescripts", "none",
    )
)  # fmt: skip
_ATTRIBUTES = frozenset(
    (
        "display", "mathvariant", "stretchy", "fence", "form", "separator", "lspace", "rspace",
        "linethickness", "rowspacing", "columnspacing", "columnalign", "columnlines", "rowlines",
        "displaystyle", "scriptlevel", "accent", "accentunder", "movablelimits", "minsize",
        "maxsize", "symmetric", "notation", "width", "height", "depth", "voffset",
    )
)  # fmt: skip
_VALUE = re.compile(r"[\w .,%+-]{1,40}")


def formula_html(tex: str, *, display: bool) -> str:
    """A formula as MathML; as Unicode text if it cannot be laid out. display: whether it stands on
    lines of its own."""
    plain = formula(tex)
    if len(tex) <= LONGEST:
        try:
            found = convert_to_element(tex, display="block" if display else "inline")
            return _written(found, plain)
        except Exception:
            # Formulas with mistakes make the library raise nearly anything.
            pass
    kind = "formula display" if display else "formula"
    return f'<span class="{kind}">{escape(plain)}</span>'


def _written(element: Element, plain: str = "") -> str:
    if element.tag not in _ELEMENTS:
        raise ValueError(f"the element {element.tag}")
    given = {
        name: value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    }
    if element.tag == "math":
        given["alttext"] = plain
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    text = unescape(element.text or "")
    if text.startswith("\\") and len(text) > 1:
        raise ValueError(f"the unknown command {text}")
    inner = escape(text) + "".join(_written(child) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"
