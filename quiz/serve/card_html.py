"""The texts of cards as HTML that cannot do any harm: all of it is written here or by markdown-it,
which reads no HTML; what a deck says is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from quiz.card import Card
from quiz.display import printable
from quiz.serve.formula_html import formula_html
from quiz.text.formulas import definitions
from quiz.text.markdown import GAP, parser, plain_text

Address = Callable[[str], str]
"""The address of a picture by its path; "" if it cannot be shown."""

_GAP = re.compile(GAP)
_ALONE = re.compile(r"<p>((?:(?!</?p>).)*)</p>\s*", re.DOTALL)
_ALIGN = re.compile(r"text-align:(left|center|right)")


class _Place(NamedTuple):
    """Where a text stands. in_button: it then has no links, and nothing else to press."""

    address: Address
    in_button: bool


def card_html(card: Card, text: str, address: Address, *, in_button: bool = False) -> Markup:
    """A text of a card. in_button: whether it stands in a button."""
    if not card.markdown:
        return Markup(_lines(text))
    place = _Place(address, in_button)
    try:
        tokens = parser().parse(printable(text))
        html = _Writer(parser()).render(tokens, parser().options, {"place": place, "known": ""})
    except RecursionError:
        return Markup(_lines(text))
    alone = _ALONE.fullmatch(html)
    return Markup(alone[1] if alone else html)


def picture_html(address: str, words: str) -> str:
    """A picture; without an address, what it would show."""
    if not address:
        return f'<span class="missing">[{escape(words)}]</span>'
    return f'<img src="{escape(address)}" alt="{escape(words)}">'


def _lines(text: str) -> str:
    return "<br>".join(map(_marked, printable(text).split("\n")))


def _marked(text: str) -> str:
    """The text, with its gap marked."""
    return _GAP.sub(r'<span class="gap">\g<0></span>', escape(text))


class _Writer(RendererHTML):
    """Writes what markdown-it has read; a method for each kind of token that is written in another
    way than markdown-it's own."""

    def text(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return _marked(tokens[index].content)

    def softbreak(self, *_: Any) -> str:
        return "<br>"

    def image(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        path = unquote(str(tokens[index].attrs.get("src", "")))
        words = plain_text(tokens[index].content) or path.rpartition("/")[2]
        return picture_html(env["place"].address(path), words)

    def link_open(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        if env["place"].in_button:
            return "<u>"
        to = escape(str(tokens[index].attrs.get("href", "")))
        return f'<a href="{to}" target="_blank" rel="noopener noreferrer nofollow">'

    def link_close(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        return "</u>" if env["place"].in_button else "</a>"

    def heading_open(self, *_: Any) -> str:
        return '<p class="heading">'

    def heading_close(self, *_: Any) -> str:
        return "</p>\n"

    def fence(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<pre><code>{_marked(tokens[index].content.rstrip())}</code></pre>\n"

    def code_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return self.fence(tokens, index)

    def code_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<code>{_marked(tokens[index].content)}</code>"

    def table_open(self, _: Any, __: int, ___: Any, env: Any) -> str:
        # A table may be wider than a phone; then it scrolls, also by key.
        focus = "" if env["place"].in_button else ' tabindex="0" role="group" aria-label="Table"'
        return f'<div class="table"{focus}><table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        # Styles of elements are not allowed on our pages.
        align = _ALIGN.search(str(tokens[index].attrs.get("style", "")))
        return f'<{tokens[index].tag} class="{align[1]}">' if align else f"<{tokens[index].tag}>"

    td_open = th_open

    def math_inline(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        return self._formula(tokens[index], env, display=False)

    def math_block(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        return self._formula(tokens[index], env, display=True)

    math_inline_double = math_block

    def _formula(self, token: Token, env: Any, *, display: bool) -> str:
        # Own commands hold from one formula to the next.
        tex = env["known"] + token.content
        env["known"] += definitions(token.content)
        return formula_html(tex, display=display)
