"""The pages for a browser that is not in: how to come in, and the door itself."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse

from quiz.serve.people.secrets import new_token
from quiz.serve.templates import STATIC, render

ENTRY = "/in/"
"""Where links lead to; the token follows."""

JOIN = "/join"
"""Where a class is joined; a slash and its code may follow."""


def outside_page(nonce: str, *, used: bool = False) -> HTMLResponse:
    """How to come in. used: whether the browser came by a link that is no good any more."""
    return _page("outside.html", nonce, 403, title="quiz", door=False, used=used)


def door_page(nonce: str, name: str = "") -> HTMLResponse:
    """The button that uses up a link: programs that only look at a link must not. name: of the
    person whom it lets in, "" for the owner of this machine's data."""
    return _page("outside.html", nonce, title="quiz", door=True, who=name)


def join_page(
    nonce: str,
    *,
    code: str = "",
    class_name: str = "",
    known: str = "",
    fault: str = "",
    name: str = "",
) -> HTMLResponse:
    """How to join a class: by a code or, if the class of this code is known, by a name.

    known: who the browser belongs to, "" for nobody. fault: what is wrong with what was sent; name:
    what it was.
    """
    return _page(
        "join.html",
        nonce,
        400 if fault else 200,
        title=class_name or "Join a class",
        code=code,
        class_name=class_name,
        known=known,
        fault=fault,
        given=name,
    )


def _page(template: str, nonce: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page that needs no other request: its style is a part of it."""
    style = (STATIC / "quiz.css").read_text(encoding="utf-8")
    text = render(template, nonce=nonce, style=style, key=new_token(), **values)
    return HTMLResponse(text, status)
