"""The pages for a browser that is not in: how to come in, and the door itself."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from quiz.serve.people.secrets import new_token
from quiz.serve.templates import STATIC, render

ENTRY = "/in/"
"""Where links lead to; the token follows."""

JOIN = "/join"
"""Where a class is joined; a slash and its code may follow."""


def outside_page(nonce: str, *, used: bool = False) -> HTMLResponse:
    """How to come in. used: whether the browser came by a link that is no good any more."""
    return HTMLResponse(_page(nonce, door=False, used=used), 403)


def door_page(nonce: str, name: str = "") -> HTMLResponse:
    """The button that uses up a link: programs that only look at a link must not. name: of the
    person whom it lets in, "" for the owner of this machine's data."""
    return HTMLResponse(_page(nonce, door=True, used=False, name=name))


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
    text = render(
        "join.html",
        title=class_name or "Join a class",
        nonce=nonce,
        style=_style(),
        code=code,
        class_name=class_name,
        known=known,
        fault=fault,
        given=name,
        key=new_token(),
    )
    return HTMLResponse(text, 400 if fault else 200)


def _page(nonce: str, *, door: bool, used: bool, name: str = "") -> str:
    return render(
        "outside.html",
        title="quiz",
        nonce=nonce,
        style=_style(),
        door=door,
        used=used,
        who=name,
        key=new_token(),
    )


def _style() -> str:
    """Part of the page, which then needs no other request."""
    return (STATIC / "quiz.css").read_text(encoding="utf-8")
