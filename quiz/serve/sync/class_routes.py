"""What terminals ask of the server as members of classes: to join, for the decks, and to leave."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from quiz.clock import now_ms
from quiz.serve.database.database import Database
from quiz.serve.forms import client_of
from quiz.serve.people.classes import class_of, classes_of
from quiz.serve.people.members import join, remove_member
from quiz.serve.people.publishing import content_of, decks_of_class, files_of_deck, text_of
from quiz.serve.people.tokens import TokenKind, person_of, use_link
from quiz.serve.sync.asking import asker, json_of, reading, token_of, told, writing
from quiz.serve.sync.pairing import name_device
from quiz.serve.sync.shared_rows import RefusedError
from quiz.storage.sync.shared_server import CLASSES, ENTER, JOIN, LEAVE, SYNC

_LONGEST_JOINING = 2_000


class ClassRoutes:
    """The addresses below `/sync/classes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def routes(self) -> list[Route]:
        """All of them."""
        base = f"/{SYNC}/{CLASSES}"
        return [
            Route(base, told(self._classes)),
            Route(f"{base}/{JOIN}", told(self._join), methods=["POST"]),
            Route(f"{base}/{ENTER}", told(self._enter), methods=["POST"]),
            Route(f"{base}/{{class_id}}/deck", told(self._deck)),
            Route(f"{base}/{{class_id}}/file", told(self._file)),
            Route(f"{base}/{{class_id}}/{LEAVE}", told(self._leave), methods=["POST"]),
        ]

    async def _join(self, request: Request) -> Response:
        person = await self._known(request)
        match await json_of(request, _LONGEST_JOINING):
            case {"code": str(code), "name": str(name), "device": str(device)}:
                where = client_of(request)
                joined = await run_in_threadpool(
                    join, self._database, code, name, where, now_ms(), person, TokenKind.DEVICE
                )
            case _:
                raise RefusedError("expected a code and a name")

        def finish(connection: Connection) -> str:
            if joined.secret:
                name_device(connection, joined.person, joined.secret, device)
            return class_of(connection, joined.person, joined.class_id).name

        title = await writing(self._database, finish)
        return JSONResponse(
            {"person": joined.person, "token": joined.secret, "name": joined.name, "class": title}
        )

    async def _enter(self, request: Request) -> Response:
        """Let in one more device of a person, by a link of theirs."""
        match await json_of(request, _LONGEST_JOINING):
            case {"link": str(link), "device": str(device)}:
                pass
            case _:
                raise RefusedError("expected a link")

        def enter(connection: Connection) -> dict[str, str]:
            now = now_ms()
            secret = use_link(connection, link, now, TokenKind.DEVICE)
            person = secret and person_of(connection, secret, TokenKind.DEVICE, now)
            if not secret or not person:
                raise RefusedError("this link was used, or is too old; ask for another one")
            name_device(connection, person.id, secret, device)
            return {"person": person.id, "token": secret, "name": person.name}

        return JSONResponse(await writing(self._database, enter))

    async def _known(self, request: Request) -> str:
        """The person whose device asks; "" for nobody, and for a token that is no good any more:
        with a code they come in like everybody else."""
        try:
            return await asker(request, self._database) if token_of(request) else ""
        except HTTPException:
            return ""

    async def _classes(self, request: Request) -> Response:
        person = await asker(request, self._database)
        return JSONResponse(
            {
                "person": person,
                "classes": await reading(self._database, lambda db: _told(db, person)),
            }
        )

    async def _deck(self, request: Request) -> Response:
        person = await asker(request, self._database)
        class_id, name = request.path_params["class_id"], request.query_params.get("name", "")
        text = await reading(self._database, lambda db: text_of(db, person, class_id, name))
        return Response(text.encode(), media_type="application/octet-stream")

    async def _file(self, request: Request) -> Response:
        person = await asker(request, self._database)
        class_id, digest = request.path_params["class_id"], request.query_params.get("digest", "")
        data = await reading(self._database, lambda db: content_of(db, person, class_id, digest))
        return Response(data, media_type="application/octet-stream")

    async def _leave(self, request: Request) -> Response:
        person = await asker(request, self._database)
        class_id = request.path_params["class_id"]
        await writing(self._database, lambda db: remove_member(db, person, class_id, person))
        return JSONResponse({})


def _told(connection: Connection, person: str) -> list[dict[str, object]]:
    """The classes of a person, with what is published in each."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "decks": [
                {
                    "name": deck.name,
                    "path": deck.path,
                    "edition": deck.edition,
                    "files": files_of_deck(connection, person, each.id, deck.name),
                }
                for deck in decks_of_class(connection, person, each.id)
            ],
        }
        for each in classes_of(connection, person)
    ]
