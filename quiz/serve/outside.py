"""The pages for a browser that is not in: how to come in, and the door itself."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from quiz.serve.templates import STATIC, render

ENTRY = "/in/"
"""Where links lead to; the token follows."""


def outside_page(nonce: str, *, used: bool = False) -> HTMLResponse:
    """How to come in. used: whether the browser came by a link that is no good any more."""
    return HTMLResponse(_page(nonce, door=False, used=used), 403)


def door_page(nonce: str) -> HTMLResponse:
    """The button that uses up a link: programs that only look at a link must not."""
    return HTMLResponse(_page(nonce, door=True, used=False))


def _page(nonce: str, *, door: bool, used: bool) -> str:
    # Nothing else is open to a browser that is not in, so the style is part of the page.
    style = (STATIC / "quiz.css").read_text(encoding="utf-8")
    return render("outside.html", title="quiz", nonce=nonce, style=style, door=door, used=used)
