"""The addresses of live quizzes, and what each does.

Whoever plays needs a code and makes up a key: a long random text that only their device knows. A
browser keeps it as a cookie; a terminal sends it with each request, as `Authorization: Bearer`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from hmac import compare_digest
from random import SystemRandom
from secrets import token_urlsafe

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from quiz.files import json_object
from quiz.game.live_opening import LivePlan, plan_live
from quiz.live.commands import Begin, Command, End, Give, GoOn, Join, Kick, LiveError, Lock
from quiz.live.events import Opened
from quiz.live.game import Phase
from quiz.live.view import View, Views, own_answers
from quiz.serve.desk import Desk, Seat
from quiz.serve.forms import client_of
from quiz.serve.live.ledger import Picture
from quiz.serve.live.listeners import HOST, server_sent
from quiz.serve.live.messages import in_html, in_words, view_of
from quiz.serve.live.requests import given_in, key_in, opening_of, text_in, whole_in
from quiz.serve.live.room import Room
from quiz.serve.live.rooms import Rooms
from quiz.serve.people.secrets import hash_of
from quiz.serve.qr import qr_rows
from quiz.serve.sync.asking import body_of
from quiz.serve.templates import render

_KEY = re.compile(r"[ -~]{20,200}")
"""A key: characters that a cookie can hold."""

MOST_OPENING = 32 * 1024 * 1024
"""Bytes of the longest request that opens a quiz, with its pictures."""

COOKIE_SECONDS = 8 * 24 * 3600
"""So long a browser keeps a key after the end of a challenge, or after it came in."""
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass
class LiveSite:
    """The pages and messages of live quizzes. may_open: whether a request may open a quiz.

    address: of this server in its network, for players whose host is on the same machine.
    """

    rooms: Rooms
    may_open: Callable[[Request], Awaitable[bool]]
    address: str = ""

    def routes(self) -> list[BaseRoute]:
        """All addresses."""
        code = "/live/{code:str}"
        return [
            Route("/live", self._door),
            Route("/live", self._open, methods=["POST"]),
            Route(code, self._page),
            Route(f"{code}/view", self._view),
            Route(f"{code}/stream", _Stream(self, host=False)),
            Route(f"{code}/join", self._join, methods=["POST"]),
            Route(f"{code}/answer", self._answer, methods=["POST"]),
            Route(f"{code}/begin", self._begin, methods=["POST"]),
            Route(f"{code}/ping", self._ping),
            Route(f"{code}/answers", self._answers),
            Route(f"{code}/picture/{{number:int}}", self._picture),
            Route(f"{code}/qr.svg", self._qr),
            Route(f"{code}/host", self._host_page),
            Route(f"{code}/host/view", self._host_view),
            Route(f"{code}/host/stream", _Stream(self, host=True)),
            Route(f"{code}/host/{{what}}", self._host_does, methods=["POST"]),
        ]

    # ── who asks ────────────────────────────────────────────────────────────────

    async def room(self, request: Request) -> Room:
        """The quiz that a request is about. HTTPException 404 if there is none, 429 after too many
        wrong codes."""
        address, code = client_of(request), request.path_params["code"]
        may_guess = self.rooms.may_try(address)
        # Who guesses keeps the database busy no longer than they may.
        if may_guess or request.cookies or "authorization" in request.headers:
            found = await self.rooms.find(code)
        else:
            found = self.rooms.in_memory(code)
        if not may_guess and not (found and self._is_known(request, found, address)):
            raise HTTPException(429)
        if found is None:
            self.rooms.was_wrong(address)
            raise HTTPException(404)
        found.note_address(address)
        return found

    def _is_known(self, request: Request, room: Room, address: str) -> bool:
        """Whether a request can be no guess: the code came from its address before, or it has the
        key of a player or the host."""
        return (
            address in room.addresses
            or self.player(request, room) is not None
            or _is_host(request, room)
        )

    def player(self, request: Request, room: Room) -> int | None:
        """The number of the player who asks; None if they have not joined."""
        found = room.game.by_key.get(hash_of(key_in(request, _cookie(room))))
        return None if found is None else found.number

    def joined(self, request: Request, room: Room) -> int:
        """The number of the player who asks. HTTPException 403 if they have not joined."""
        player = self.player(request, room)
        if player is None:
            raise HTTPException(403)
        return player

    def base(self, request: Request) -> str:
        """The address by which players reach this server: as the host does, unless the host is on
        the same machine."""
        if self.address and request.url.hostname in _HERE:
            return self.address
        return f"{request.url.scheme}://{request.url.netloc}"

    async def hosted(self, request: Request) -> Room:
        """The quiz whose host asks. HTTPException 403 for anybody else."""
        room = await self.room(request)
        if not _is_host(request, room):
            raise HTTPException(403)
        return room

    # ── opening ─────────────────────────────────────────────────────────────────

    async def _open(self, request: Request) -> Response:
        if not await self.may_open(request):
            raise HTTPException(403)
        given = json_object(await body_of(request, MOST_OPENING))
        key = token_urlsafe(32)
        try:
            opened, pictures = opening_of(given, hash_of(key))
        except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
            raise HTTPException(400) from error
        room = await self.rooms.open(opened, pictures)
        room.note_address(client_of(request))
        return JSONResponse({"code": room.code, "key": key})

    async def open_from(self, request: Request, seat: Seat, deck: str) -> Response:
        """Open a quiz of a deck or folder of whoever asks, and lead them to the host's page. seat:
        theirs. Raises QuizError if none of the cards can be asked."""
        if not await self.may_open(request):
            raise HTTPException(403)

        def plan(desk: Desk) -> LivePlan:
            game = desk.game
            most = game.settings.quiz_questions
            return plan_live(game, game.decks_named(deck), most, SystemRandom())

        found = await seat.run(plan)
        key = token_urlsafe(32)
        pictures = {number: Picture(*each) for number, each in found.pictures.items()}
        opened = Opened(found.title, found.questions, hash_of(key))
        room = await self.rooms.open(opened, pictures)
        return RedirectResponse(f"/live/{room.code}/host?key={key}", 303)

    # ── players ─────────────────────────────────────────────────────────────────

    async def _door(self, request: Request) -> Response:
        code = "".join(sign for sign in request.query_params.get("code", "")[:40] if sign.isdigit())
        if code:
            try:
                request.path_params["code"] = code
                return RedirectResponse(f"/live/{(await self.room(request)).code}", 303)
            except HTTPException as error:
                return _door_page(code, error.status_code)
        return _door_page()

    async def _page(self, request: Request) -> Response:
        try:
            room = await self.room(request)
        except HTTPException as error:
            return _door_page(request.path_params["code"][:20], error.status_code)
        page = render("live.html", title=room.game.opened.title, code=room.code)
        return HTMLResponse(page)

    async def _view(self, request: Request) -> Response:
        room = await self.room(request)
        return _json(_message(room, self.player(request, room), _wants_html(request)))

    async def _join(self, request: Request) -> Response:
        room = await self.room(request)
        given = await given_in(request)
        key = key_in(request, _cookie(room)) or text_in(given, "key")
        if not _KEY.fullmatch(key):
            raise HTTPException(400)
        # A terminal keeps the answers itself.
        person = "" if "authorization" in request.headers else request.scope["who"]
        command = Join(hash_of(key), text_in(given, "name"), text_in(given, "team"), person)
        response = await self._done(request, room, command, hash_of(key))
        _keep(response, request, room, _cookie(room), key)
        return response

    async def _answer(self, request: Request) -> Response:
        room = await self.room(request)
        # The way through the network ends here.
        at = self.rooms.now()
        player, given = self.joined(request, room), await given_in(request)
        number, trip = whole_in(given, "question"), whole_in(given, "trip")
        command = Give(player, number, given.get("given"), trip)
        return await self._done(request, room, command, at=at)

    async def _begin(self, request: Request) -> Response:
        room = await self.room(request)
        player, given = self.joined(request, room), await given_in(request)
        return await self._done(request, room, Begin(player, whole_in(given, "question")))

    async def _done(
        self, request: Request, room: Room, command: Command, key: str = "", at: int | None = None
    ) -> Response:
        """Do what a player wants, and answer with their view. key: the hash of a new player's."""
        try:
            await room.do(command, at)
        except LiveError as error:
            return JSONResponse({"error": str(error)}, 409)
        found = room.game.by_key.get(key)
        player = found.number if found else self.player(request, room)
        return _json(_message(room, player, _wants_html(request)))

    async def _ping(self, _: Request) -> Response:
        """To measure the way through the network."""
        return Response(status_code=204)

    async def _answers(self, request: Request) -> Response:
        room = await self.room(request)
        found = room.game.players[self.joined(request, room)]
        return JSONResponse({"game": room.key, "answers": own_answers(room.game, found)})

    async def _picture(self, request: Request) -> Response:
        room = await self.room(request)
        number, player = request.path_params["number"], self.player(request, room)
        begun = room.game.players[player].begun if player else {}
        if number > room.game.asked and number not in begun:
            raise HTTPException(404)
        found = await self.rooms.picture(room, number)
        if found is None:
            raise HTTPException(404)
        keep = {"Cache-Control": "private, max-age=3600"}
        return Response(found.data, media_type=found.type, headers=keep)

    async def _qr(self, request: Request) -> Response:
        room = await self.room(request)
        drawn = io.BytesIO()
        code = segno.make(f"{self.base(request)}/live/{room.code}", micro=False, error="l")
        code.save(drawn, kind="svg", border=2, scale=10, light="#fff", xmldecl=False)
        return Response(drawn.getvalue(), media_type="image/svg+xml")

    # ── the host ────────────────────────────────────────────────────────────────

    async def _host_page(self, request: Request) -> Response:
        key = request.query_params.get("key", "")
        if key:
            room = await self.room(request)
            if not _KEY.fullmatch(key):
                raise HTTPException(403)
            response = RedirectResponse(f"/live/{room.code}/host", 303)
            _keep(response, request, room, _host_cookie(room), key)
            return response
        room = await self.hosted(request)
        page = render("live_host.html", title=room.game.opened.title, code=room.code)
        return HTMLResponse(page)

    async def _host_view(self, request: Request) -> Response:
        room = await self.hosted(request)
        return _json(_host_message(room, self.base(request), _wants_html(request)))

    async def _host_does(self, request: Request) -> Response:
        room = await self.hosted(request)
        given = await given_in(request)
        commands: dict[str, Callable[[], Command]] = {
            "go-on": lambda: GoOn(whole_in(given, "step")),
            "kick": lambda: Kick(whole_in(given, "player")),
            "lock": lambda: Lock(given.get("locked") is True),
            "end": End,
        }
        command = commands.get(request.path_params["what"])
        if command is None:
            raise HTTPException(404)
        try:
            await room.do(command())
        except LiveError as error:
            return JSONResponse({"error": str(error)}, 409)
        return _json(_host_message(room, self.base(request), _wants_html(request)))


class _Stream:
    """The messages for one device, for as long as it listens."""

    def __init__(self, site: LiveSite, *, host: bool) -> None:
        self._site = site
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        room = await (self._site.hosted if self._host else self._site.room)(request)
        html = _wants_html(request)
        if self._host:
            told = partial(_host_message, room, self._site.base(request), html)
            await room.listeners.listen(HOST, lambda: server_sent(told()), receive, send)
            return
        player = self._site.joined(request, room)
        message = partial(_message, room, player, html)
        await room.listeners.listen(player, lambda: server_sent(message()), receive, send)


# ── requests and answers ────────────────────────────────────────────────────────


def _message(room: Room, player: int | None, html: bool) -> str:
    view = view_of(room, player)
    return in_html(room, view) if html else in_words(view)


def _host_message(room: Room, base: str, html: bool) -> str:
    views = Views(room.game, room.now())
    view: View = {**views.host(), "code": room.code, "address": base}
    if not html and room.game.phase in (Phase.LOBBY, Phase.OPEN):
        view["qr"] = _qr_of(f"{base}/live/{room.code}")
    return in_html(room, view) if html else in_words(view)


_qr_of = lru_cache(64)(qr_rows)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


def _wants_html(request: Request) -> bool:
    return request.query_params.get("as") == "html"


def _cookie(room: Room) -> str:
    return f"live-{room.code}"


def _is_host(request: Request, room: Room) -> bool:
    key = key_in(request, _host_cookie(room))
    return compare_digest(hash_of(key), room.game.opened.host)


def _keep(response: Response, request: Request, room: Room, cookie: str, key: str) -> None:
    """Have a browser keep a key until the quiz is over, however long that takes."""
    left = max(0, room.game.opened.closes - room.now()) // 1000
    response.set_cookie(
        cookie, key, max_age=left + COOKIE_SECONDS, httponly=True, samesite="strict",
        secure=request.url.scheme == "https", path=f"/live/{room.code}",
    )  # fmt: skip


def _host_cookie(room: Room) -> str:
    return f"host-{room.code}"


def _door_page(code: str = "", status: int = 200) -> Response:
    told = {404: "No quiz has this code.", 429: "Too many wrong codes. Please wait a minute."}
    page = render("live_door.html", title="Join a quiz", code=code, told=told.get(status, ""))
    return HTMLResponse(page, status)
