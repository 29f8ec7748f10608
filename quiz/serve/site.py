"""The addresses of the game, and what each does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from quiz.crash import account_of
from quiz.errors import QuizError
from quiz.game.live_answers import keep_answers
from quiz.game.match_play import NOTHING_TO_PAIR, play_match
from quiz.game.mode_keys import MODE_KEYS
from quiz.game.nothing_to_ask import IN_COMMANDS, nothing_to_ask
from quiz.game.play import Play, play_best
from quiz.game.starting import note_before
from quiz.history.kinds import Mode
from quiz.serve import pages
from quiz.serve.database.faults import ConflictError, DatabaseError
from quiz.serve.desk import Desk, OwnerSeat, Seat
from quiz.serve.forms import Form, form_of, to, value_of
from quiz.serve.game_thread import GameThread
from quiz.serve.guard import Guard, Known, Visitor
from quiz.serve.live.site import LiveSite
from quiz.serve.media import media_of
from quiz.serve.members.class_pages import class_rows
from quiz.serve.members.class_site import ClassSite
from quiz.serve.members.join_site import JoinSite
from quiz.serve.members.members import Members
from quiz.serve.members.own_site import OwnSite
from quiz.serve.outside import ENTRY, door_page, outside_page
from quiz.serve.people.access import OPERATOR, DeniedError
from quiz.serve.people.secrets import token_in
from quiz.serve.people.tokens import Person
from quiz.serve.sessions import Sessions
from quiz.serve.templates import STATIC
from quiz.serve.web_match import WebMatch
from quiz.serve.web_play import WebPlay
from quiz.serve.web_round import WebRound

MEDIA_SECONDS = 600
STATIC_SECONDS = 365 * 24 * 3600

_CRASHED = (
    "Something in the game went wrong. Every answer is saved; the terminal says where the details "
    "are."
)
_GONE = (
    "This round is over",
    "It was left for too long, or its cards are gone. All your answers are saved.",
)


class Kept(StaticFiles):
    """Files that browsers keep: another version has another address."""

    def file_response(self, *arguments: Any, **named: Any) -> Response:
        """A file."""
        response = super().file_response(*arguments, **named)
        response.headers["Cache-Control"] = f"private, max-age={STATIC_SECONDS}, immutable"
        return response


def application(
    routes: Sequence[BaseRoute],
    names: Collection[str],
    complain: Callable[[str], None],
    known: Known | None = None,
) -> ASGIApp:
    """What answers at these addresses, and the files beside them, behind the guard. names,
    known: see `Guard`. complain: called with one line about an internal error."""

    async def crashed(_: Request, error: Exception) -> Response:
        complain(account_of(error))
        return HTMLResponse(pages.message_page("That did not work", _CRASHED), 500)

    site = Starlette(
        routes=[*routes, Mount("/static", Kept(directory=STATIC))],
        exception_handlers={
            HTTPException: _failed,
            DeniedError: _failed,
            QuizError: _faulty,
            Exception: crashed,
        },
    )
    packed = GZipMiddleware(site, minimum_size=1000)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # Pictures and sounds are packed already and sent in parts; messages must not wait.
        whole = scope["path"].startswith(("/media/", "/sync/files/")) or scope["path"].endswith(
            "/stream"
        )
        await (site if whole else packed)(scope, receive, send)

    return Guard(app, names, known)


class Site:
    """All pages for one game. sessions: of its owner. came_in: called when a browser came in by a
    link. complain: called with one line about an internal error. more: further addresses.
    members: all other people, None without a database. live: None without live quizzes."""

    def __init__(
        self,
        thread: GameThread,
        sessions: Sessions,
        came_in: Callable[[], None] = lambda: None,
        complain: Callable[[str], None] = lambda text: None,
        more: Sequence[BaseRoute] = (),
        members: Members | None = None,
        live: LiveSite | None = None,
    ) -> None:
        self._more = [*more, *(live.routes() if live else ())]
        self._live = live
        self._owner = OwnerSeat(thread, sessions.database)
        self._sessions = sessions
        self._came_in = came_in
        self._complain = complain
        self._members = members

    def app(self, names: Collection[str] = ("localhost",)) -> ASGIApp:
        """The application, behind its guard. names: see `Guard`."""
        routes = [
            Route("/", self._home),
            Route("/deck", self._deck),
            Route("/statistics", self._statistics),
            Route("/play", self._start, methods=["POST"]),
            Route("/host", self._host, methods=["POST"]),
            Route("/round/{key}", self._round),
            Route("/round/{key}", self._act, methods=["POST"]),
            Route("/media/{key}/{number}/{seal}", self._media),
            Route(ENTRY + "{token}", self._door),
            Route(ENTRY + "{token}", self._enter, methods=["POST"]),
            *self._more,
        ]
        if self._members:
            for each in (
                JoinSite(self._members),
                OwnSite(self._members),
                ClassSite(self._members, self._owner),
            ):
                routes += each.routes()
        return application(routes, names, self._complain, self._known)

    async def _known(self, cookies: Mapping[str, str]) -> Visitor:
        if await self._sessions.knows(cookies):
            return Visitor(OPERATOR)
        person = await self._members.browsers.holder(cookies) if self._members else None
        return Visitor(person.id, person) if person else Visitor()

    # ── coming in ───────────────────────────────────────────────────────────────

    async def _door(self, request: Request) -> Response:
        token, nonce = request.path_params["token"], request.scope["nonce"]
        if self._sessions.is_link(token) and not request.scope["who"]:
            return door_page(nonce)
        name = await self._members.name_of_link(token) if self._members else ""
        if name:
            return door_page(nonce, name)
        return to("/") if request.scope["who"] else outside_page(nonce, used=True)

    async def _enter(self, request: Request) -> Response:
        token, response = request.path_params["token"], to("/")
        new = token_in(value_of(await form_of(request), "key"))
        own = self._sessions.browsers
        for browsers in (own, self._members.browsers) if self._members else (own,):
            if await browsers.again(request, response, new):
                return response
        if self._members and (secret := await self._members.enter(token, new)):
            self._members.browsers.let_in(request, response, secret)
            return response
        if request.scope["who"]:
            return to("/")
        secret = await self._sessions.enter(token, new)
        if secret is None:
            return outside_page(request.scope["nonce"], used=True)
        self._came_in()
        own.let_in(request, response, secret)
        return response

    # ── pages ───────────────────────────────────────────────────────────────────

    def _seat(self, request: Request) -> Seat:
        """The seat of the player who asks."""
        person = request.scope["person"]
        return self._owner if person is None or not self._members else self._members.seat(person)

    async def learn(self, who: str, name: str, told: Mapping[str, Any]) -> None:
        """Put the answers of a live quiz into the log of somebody who has one here. who: as in
        `Guard`. name: theirs, if they are new here. told: see `keep_answers`."""
        seat: Seat | None = self._owner if who == OPERATOR else None
        if self._members and seat is None:
            seat = self._members.seat(Person(who, name))
        if seat is not None:
            await seat.run(lambda desk: keep_answers(desk.game, told))

    async def _home(self, request: Request) -> Response:
        classes: pages.Classes | None = None
        who = request.scope["who"]
        if self._members:
            found, now = self._members, self._members.clock()
            classes = await found.read(
                lambda db: class_rows(db, who, now, found.answers.day_start_hour)
            )
        is_member = request.scope["person"] is not None
        page = await self._seat(request).run(
            lambda desk: pages.home_page(
                desk.game, waiting=desk.rounds.waiting(), classes=classes, is_member=is_member
            )
        )
        return HTMLResponse(page)

    async def _deck(self, request: Request) -> Response:
        name = request.query_params.get("name", "")
        can_host = self._live is not None and await self._live.may_open(request)
        page = await self._seat(request).run(
            lambda desk: pages.home_page(desk.game, name, can_host=can_host)
        )
        if page is None:
            raise HTTPException(404)
        return HTMLResponse(page)

    async def _host(self, request: Request) -> Response:
        if self._live is None:
            raise HTTPException(404)
        deck = value_of(await form_of(request), "deck")
        return await self._live.open_from(request, self._seat(request), deck)

    async def _statistics(self, request: Request) -> Response:
        page = await self._seat(request).run(lambda desk: pages.statistics_page(desk.game))
        return HTMLResponse(page)

    async def _media(self, request: Request) -> Response:
        found = await self._seat(request).run(
            lambda desk: media_of(desk.game, **request.path_params)
        )
        if found is None:
            raise HTTPException(404)
        file, kind = found
        keep = {"Cache-Control": f"private, max-age={MEDIA_SECONDS}"}
        return FileResponse(file, media_type=kind, headers=keep)

    # ── rounds ──────────────────────────────────────────────────────────────────

    async def _start(self, request: Request) -> Response:
        form = await form_of(request)
        return await self._seat(request).run(partial(_started, form=form))

    async def _round(self, request: Request) -> Response:
        seat, key = self._seat(request), request.path_params["key"]
        page = await seat.run(lambda desk: pages.play_page(desk.game, _find(desk, key)))
        return HTMLResponse(page, background=_while_reading(seat, key))

    async def _act(self, request: Request) -> Response:
        form = await form_of(request)
        seat, key = self._seat(request), request.path_params["key"]
        by_script = "quiz-script" in request.headers

        def act(desk: Desk) -> Response:
            found = _find(desk, key)
            found.take(form)
            if found.following is not None:
                desk.rounds.keep(found.following)
            if found.followed_by:
                return to(f"/round/{found.followed_by}")
            if not by_script and not found.fault:
                # Then reloading the page asks for it anew, instead of sending the form again.
                return to(f"/round/{key}")
            return HTMLResponse(pages.play_page(desk.game, found), 503 if found.fault else 200)

        response = await seat.run(act)
        response.background = _while_reading(seat, key)
        return response


def _while_reading(seat: Seat, key: str) -> BackgroundTask:
    """Prepare the next answer once the page is on its way."""

    def look_ahead(desk: Desk) -> None:
        found = desk.rounds.find(key)
        if found is not None:
            found.look_ahead()

    return BackgroundTask(seat.idle, look_ahead)


def _find(desk: Desk, key: str) -> WebPlay:
    found = desk.rounds.find(key)
    if found is None:
        raise HTTPException(410)
    return found


def _started(desk: Desk, form: Form) -> Response:
    name, mode = value_of(form, "deck"), value_of(form, "mode")
    _, rows = pages.rows_now(desk.game)
    row = pages.row_named(rows, name) if name else None
    if (name and row is None) or (mode and mode not in MODE_KEYS):
        raise HTTPException(404)
    wanted = Mode(mode) if mode else None
    decks, search = (row.decks, row.search) if row else (None, "")
    if wanted is Mode.MATCH:
        board = play_match(desk.game, decks, search)
        if board.board.prompts:
            return to(f"/round/{desk.rounds.keep(WebMatch(board)).key}")
        return HTMLResponse(pages.nothing_page(NOTHING_TO_PAIR))
    play = play_best(desk.game, wanted, decks, search=search)
    return _opened(desk, play, note_before(play, wanted))


def _opened(desk: Desk, play: Play, note: str = "") -> Response:
    """A new round, or why there is none."""
    if play.question is None:
        more = play.more()
        if more is None:
            return HTMLResponse(pages.nothing_page(nothing_to_ask(play, IN_COMMANDS)))
        key = desk.rounds.keep(WebRound(more)).key
        return HTMLResponse(pages.nothing_page(f"{play.limit_text()}.", key))
    found = WebRound(play)
    found.said = note
    return to(f"/round/{desk.rounds.keep(found).key}")


async def _faulty(_: Request, error: Exception) -> Response:
    """The page for what cannot be read or written."""
    page = pages.message_page("That did not work", str(error))
    # The page's script tries again what a database did not take.
    again = {"Retry-After": "1"} if isinstance(error, DatabaseError | ConflictError) else None
    return HTMLResponse(page, 503, again)


async def _failed(_: Request, error: Exception) -> Response:
    """The page for an address that leads nowhere, and for what is not there for who asks."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    told = {
        404: ("Nothing is here", "The page, the deck or the file is gone, or never was here."),
        405: ("Nothing is here", "This address is not for looking at."),
        410: _GONE,
        413: ("That is too much", "The answer is longer than the game reads."),
        429: ("Please wait a minute", "There were too many wrong codes from this address."),
    }
    title, text = told.get(status, ("That did not work", "The request was not understood."))
    return HTMLResponse(pages.message_page(title, text), status)
