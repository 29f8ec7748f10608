"""The pages by which a class is joined in the browser: with its code and a name alone."""

from __future__ import annotations

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from quiz.errors import QuizError
from quiz.serve.forms import client_of, form_of, to, value_of
from quiz.serve.members.members import Members
from quiz.serve.outside import JOIN, join_page
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.members import join, look_up
from quiz.serve.people.secrets import token_in

LONGEST_CODE = 40


class JoinSite:
    """The addresses below `JOIN`; they are open to all."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route(JOIN, self._ask),
            Route(JOIN + "/{code}", self._look),
            Route(JOIN + "/{code}", self._join, methods=["POST"]),
        ]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("code", "").strip()[:LONGEST_CODE]
        return await self._shown(request, code) if code else join_page(request.scope["nonce"])

    async def _look(self, request: Request) -> Response:
        return await self._shown(request, request.path_params["code"][:LONGEST_CODE])

    async def _shown(
        self, request: Request, code: str, name: str = "", fault: str = ""
    ) -> Response:
        """The page that asks for a name or, if the code is no good, for another one."""
        show = partial(join_page, request.scope["nonce"], code=code, name=name)
        members = self._members
        try:
            found = await run_in_threadpool(
                look_up, members.database, code, client_of(request), members.now
            )
        except QuizError as error:
            return show(fault=str(error))
        if request.scope["who"] == OPERATOR:
            # Who runs the server sees all classes.
            return to(f"/class/{found.id}")
        person = request.scope["person"]
        return show(class_name=found.name, known=person.name if person else "", fault=fault)

    async def _join(self, request: Request) -> Response:
        code = request.path_params["code"][:LONGEST_CODE]
        form = await form_of(request)
        name, new = value_of(form, "name").strip(), token_in(value_of(form, "key"))
        response = to("/")
        person, members = request.scope["person"], self._members
        if request.scope["who"] == OPERATOR:
            return to("/")
        if not person and await members.browsers.again(request, response, new):
            return response
        try:
            joined = await run_in_threadpool(
                join,
                members.database,
                code,
                person.name if person else name,
                client_of(request),
                members.now,
                person.id if person else "",
                secret=new,
            )
        except QuizError as error:
            return await self._shown(request, code, name, str(error))
        if joined.secret:
            members.browsers.let_in(request, response, joined.secret)
        return response
