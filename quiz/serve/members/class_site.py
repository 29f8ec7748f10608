"""The addresses of classes, for teachers and students, and what each does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import BOM
from quiz.game.game import Game
from quiz.moment import date_text_to_day
from quiz.serve.desk import Seat
from quiz.serve.forms import Form, form_of, to, value_of
from quiz.serve.members.class_pages import Invitation, student_page, teacher_page
from quiz.serve.members.members import Members
from quiz.serve.outside import ENTRY, JOIN
from quiz.serve.pages import message_page
from quiz.serve.people.access import OPERATOR, DeniedError, Role, need_teacher
from quiz.serve.people.class_answers import class_cards
from quiz.serve.people.class_csv import class_csv
from quiz.serve.people.class_views import student_rows
from quiz.serve.people.classes import (
    class_of,
    create_class,
    invite,
    set_locked,
    set_ranking,
    withdraw_invitations,
)
from quiz.serve.people.deck_content import DeckContent, content_at, content_sent
from quiz.serve.people.members import link_for, members_of, remove_member, take_back
from quiz.serve.people.publishing import assign, publish, unassign, unpublish
from quiz.serve.uploads import has_files, upload_of
from quiz.wording import counted, with_capital

MOST_BYTES_OF_TEXT, MOST_BYTES_OF_FILES = 2 * 2**20, 64 * 2**20
"""Of a form with the text of a deck, and of one with its files."""


class Told(NamedTuple):
    """What came of a request. said: in words. invitation: a new code or link."""

    said: str = ""
    invitation: Invitation | None = None


class _Asked(NamedTuple):
    """A request of a teacher. base: the address of this server as the browser sees it."""

    who: str
    class_id: str
    form: Form
    base: str
    now: int

    def value(self, name: str) -> str:
        """The value of a field."""
        return value_of(self.form, name)


class ClassSite:
    """The addresses below `/class`. owner: the seat of the owner of this machine's decks."""

    def __init__(self, members: Members, owner: Seat) -> None:
        self._members = members
        self._owner = owner

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/class", self._create, methods=["POST"]),
            Route("/class/{class_id}", self._show),
            Route("/class/{class_id}", self._act, methods=["POST"]),
            Route("/class/{class_id}/table.csv", self._table),
        ]

    async def _create(self, request: Request) -> Response:
        name = value_of(await form_of(request), "name")
        members = self._members
        who: str = request.scope["who"]
        try:
            made = await members.change(lambda db: create_class(db, who, name, members.now))
        except DeniedError:
            raise
        except QuizError as error:
            page = message_page("No class was made", f"{with_capital(str(error))}.")
            return HTMLResponse(page, 400)
        return to(f"/class/{made.id}")

    async def _show(self, request: Request) -> Response:
        return HTMLResponse(await self._page(request, Told()))

    async def _page(self, request: Request, told: Told, fault: str = "", typed: str = "") -> str:
        who, class_id = request.scope["who"], request.path_params["class_id"]
        deck = request.query_params.get("deck", "")
        members = self._members
        answers, now = members.answers, members.clock()
        own: list[tuple[str, str]] = []
        if who == OPERATOR:
            own = await self._owner.run(lambda desk: _titles(desk.game))

        def page(connection: Connection) -> str:
            if class_of(connection, who, class_id).role is not Role.TEACHER:
                return student_page(connection, who, class_id, answers, now)
            return teacher_page(
                connection, who, class_id, answers, now, deck,
                own_decks=own, invitation=told.invitation, said=told.said, fault=fault, typed=typed,
            )  # fmt: skip

        return await members.read(page)

    async def _act(self, request: Request) -> Response:
        members = self._members
        class_id = request.path_params["class_id"]
        sent: Mapping[str, bytes] = {}
        if has_files(request):
            who = request.scope["who"]
            await members.read(lambda connection: need_teacher(connection, who, class_id))
            form, sent = await upload_of(request, MOST_BYTES_OF_FILES)
        else:
            form = await form_of(request, MOST_BYTES_OF_TEXT)
        asked = _Asked(
            request.scope["who"],
            class_id,
            form,
            members.base or str(request.base_url).rstrip("/"),
            members.now,
        )
        do = value_of(form, "do")
        try:
            if do == "publish":
                told = await self._publish(asked)
            elif do == "publishfiles":
                content = await run_in_threadpool(content_sent, sent)
                told = await members.change(lambda db: _published(db, asked, content))
            else:
                action = _ACTIONS.get(do)
                if action is None:
                    raise HTTPException(404)
                told = await members.change(lambda connection: action(connection, asked))
        except DeniedError:
            raise
        except QuizError as error:
            typed = asked.value("text")
            return HTMLResponse(await self._page(request, Told(), str(error), typed), 400)
        if do in ("remove", "return", "link"):
            members.browsers.forget()
        if not sent and "quiz-script" not in request.headers and told.invitation is None:
            # Then reloading the page asks for it anew, instead of sending the form again.
            return to(f"/class/{class_id}")
        return HTMLResponse(await self._page(request, told))

    async def _publish(self, asked: _Asked) -> Told:
        if asked.who != OPERATOR:
            # The decks of this machine are its owner's.
            raise DeniedError
        name = asked.value("deck")
        content = await self._owner.run(lambda desk: _content(desk.game, name))
        return await self._members.change(lambda connection: _published(connection, asked, content))

    async def _table(self, request: Request) -> Response:
        who, class_id = request.scope["who"], request.path_params["class_id"]
        deck = request.query_params.get("deck", "")
        members = self._members
        answers, now = members.answers, members.clock()

        def table(connection: Connection) -> tuple[str, str]:
            folds = answers.folds_of_class(connection, who, class_id, now.ms)
            cards = class_cards(connection, who, class_id, deck)
            rows = student_rows(cards, folds, now, answers.day_start_hour)
            return class_of(connection, who, class_id).folder, class_csv(cards, rows, now)

        folder, text = await members.read(table)
        plain = folder.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
        named = {"Content-Disposition": f'attachment; filename="{plain}.csv"'}
        # Spreadsheets know UTF-8 by this mark.
        return Response(BOM + text, media_type="text/csv; charset=utf-8", headers=named)


# ── what teachers do ────────────────────────────────────────────────────────────────


def _code(connection: Connection, asked: _Asked) -> Told:
    code = invite(connection, asked.who, asked.class_id, asked.now)
    return Told(invitation=Invitation("A new code", f"{asked.base}{JOIN}/{code}", code))


def _no_code(connection: Connection, asked: _Asked) -> Told:
    number = withdraw_invitations(connection, asked.who, asked.class_id)
    return Told(f"{counted(number, 'code')} withdrawn.")


def _set_locked(connection: Connection, asked: _Asked, *, locked: bool) -> Told:
    set_locked(connection, asked.who, asked.class_id, locked=locked)
    return Told("Nobody else can join now." if locked else "People with a code can join again.")


def _set_ranking(connection: Connection, asked: _Asked, *, shown: bool) -> Told:
    set_ranking(connection, asked.who, asked.class_id, shown=shown)
    whose = "the points of the week of all" if shown else "their own points only"
    return Told(f"Students see {whose}.")


def _remove(connection: Connection, asked: _Asked) -> Told:
    person = asked.value("person")
    name = _name_of(connection, asked, person)
    remove_member(connection, asked.who, asked.class_id, person)
    return Told(f"{name} is no longer in the class.")


def _take_back(connection: Connection, asked: _Asked) -> Told:
    name = take_back(connection, asked.who, asked.class_id, asked.value("person"), asked.now)
    return Told(f"{name} is in the class again, with all answers.")


def _link(connection: Connection, asked: _Asked) -> Told:
    person = asked.value("person")
    name = _name_of(connection, asked, person)
    secret = link_for(connection, asked.who, asked.class_id, person, asked.now)
    link = f"{asked.base}{ENTRY}{secret}"
    return Told(invitation=Invitation(f"A link for {name}, which works once", link))


def _name_of(connection: Connection, asked: _Asked, person: str) -> str:
    members = members_of(connection, asked.who, asked.class_id)
    found = next((member.name for member in members if member.person == person), None)
    if found is None:
        raise DeniedError
    return found


def _assign(connection: Connection, asked: _Asked) -> Told:
    day, text = _day(asked)
    assign(connection, asked.who, asked.class_id, asked.value("deck"), day)
    return Told(f"Set for {text}.")


def _unassign(connection: Connection, asked: _Asked) -> Told:
    day, text = _day(asked)
    unassign(connection, asked.who, asked.class_id, asked.value("deck"), day)
    return Told(f"Not set for {text} any more.")


def _day(asked: _Asked) -> tuple[int, str]:
    text = asked.value("day")
    try:
        return date_text_to_day(text), text
    except ValueError as error:
        raise QuizError("expected a day such as 2027-03-31") from error


def _published(connection: Connection, asked: _Asked, content: DeckContent) -> Told:
    done = publish(connection, asked.who, asked.class_id, *content, asked.now)
    title = one_line(done.deck.title)
    if not done.changed:
        return Told(f"“{title}” has not changed since it was published.")
    missing = len(done.missing)
    lack = f" {counted(missing, 'file is', 'files are')} missing." if missing else ""
    cards = counted(done.cards, "card")
    return Told(f"“{title}” is published, edition {done.deck.edition}, with {cards}.{lack}")


def _unpublish(connection: Connection, asked: _Asked) -> Told:
    unpublish(connection, asked.who, asked.class_id, asked.value("deck"))
    return Told("Withdrawn. The students' progress is kept.")


_ACTIONS: Mapping[str, Callable[[Connection, _Asked], Told]] = {
    "code": _code,
    "nocode": _no_code,
    "lock": partial(_set_locked, locked=True),
    "unlock": partial(_set_locked, locked=False),
    "ranking": partial(_set_ranking, shown=True),
    "noranking": partial(_set_ranking, shown=False),
    "remove": _remove,
    "link": _link,
    "return": _take_back,
    "assign": _assign,
    "unassign": _unassign,
    "publishtext": lambda db, asked: _published(
        db, asked, DeckContent("", asked.value("text"), {})
    ),
    "unpublish": _unpublish,
}


# ── the decks of this machine ───────────────────────────────────────────────────────


def _titles(game: Game) -> list[tuple[str, str]]:
    game.refresh()
    return [(name, deck.title) for name, deck in game.decks.items()]


def _content(game: Game, name: str) -> DeckContent:
    deck = game.decks.get(name)
    if deck is None:
        raise DeniedError
    return content_at(deck.path, name)
