"""A member's own page: settings, classes, browsers and devices, and their data."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Connection
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from quiz.errors import QuizError
from quiz.moment import Moment, day_to_date_text
from quiz.serve.desk import Desk
from quiz.serve.forms import Form, form_of, to, value_of
from quiz.serve.members.class_pages import Invitation
from quiz.serve.members.members import Members
from quiz.serve.members.settings import IN_THE_BROWSER
from quiz.serve.outside import ENTRY
from quiz.serve.people.classes import classes_of
from quiz.serve.people.members import remove_member
from quiz.serve.people.person_data import delete_person, export_person
from quiz.serve.people.tokens import LINKS, Person, link_like, tokens_of, withdraw
from quiz.serve.templates import render
from quiz.settings.table import BY_NAME

DELETE = "delete"
"""What is typed to delete everything."""


class OwnSite:
    """The addresses below `/me`."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/me", self._show),
            Route("/me", self._act, methods=["POST"]),
            Route("/me/data.zip", self._export),
        ]

    async def _show(self, request: Request) -> Response:
        return HTMLResponse(await self._page(_person(request)))

    async def _page(
        self, person: Person, said: str = "", fault: str = "", link: Invitation | None = None
    ) -> str:
        members = self._members
        settings = await members.seat(person).run(lambda desk: desk.game.settings)
        offset = members.clock().offset

        def date(ms: int) -> str:
            return day_to_date_text(Moment(ms, offset).day(0))

        def page(connection: Connection) -> str:
            tokens = tokens_of(connection, person.id, person.id)
            return render(
                "me.html",
                title="Settings and your data",
                person=person,
                classes=classes_of(connection, person.id),
                settings=[(BY_NAME[name], getattr(settings, name)) for name in IN_THE_BROWSER],
                tokens=[token for token in tokens if token.kind not in LINKS],
                date=date,
                delete=DELETE,
                said=said,
                fault=fault,
                invitation=link,
            )

        return await members.read(page)

    async def _act(self, request: Request) -> Response:
        person, members = _person(request), self._members
        form = await form_of(request)
        verb, _, what = value_of(form, "do").partition(":")
        try:
            match verb:
                case "settings":
                    said = await self._change_settings(person, form)
                case "leave":
                    await members.change(lambda db: remove_member(db, person.id, what, person.id))
                    said = "You have left the class. Your answers stay yours."
                case "withdraw":
                    await members.change(
                        lambda db: withdraw(db, person.id, person.id, members.now, what)
                    )
                    members.browsers.forget()
                    said = "It can no longer come in."
                case "link":
                    return HTMLResponse(await self._page(person, link=await self._link(request)))
                case "delete":
                    return await self._delete(person, value_of(form, "sure"))
                case _:
                    raise HTTPException(404)
        except QuizError as error:
            return HTMLResponse(await self._page(person, fault=str(error)), 400)
        return HTMLResponse(await self._page(person, said))

    async def _link(self, request: Request) -> Invitation:
        members, browser = self._members, request.cookies.get(self._members.browsers.cookie, "")
        secret = await members.change(lambda db: link_like(db, browser, members.now))
        base = members.base or str(request.base_url).rstrip("/")
        return Invitation("Another device of yours", f"{base}{ENTRY}{secret}")

    async def _change_settings(self, person: Person, form: Form) -> str:
        values: dict[str, Any] = {}
        for name in IN_THE_BROWSER:
            setting, text = BY_NAME[name], value_of(form, name).strip()
            try:
                number = not setting.choices
                values[name] = setting.accept(int(text) if number else text)
            except ValueError as error:
                raise QuizError(f"{setting.title}: expected {setting.allowed}") from error

        def change(desk: Desk) -> None:
            before = desk.game.settings
            changed = {name: each for name, each in values.items() if getattr(before, name) != each}
            if desk.sayings is not None:
                desk.sayings.change_settings(changed)

        await self._members.seat(person).run(change)
        return "Saved."

    async def _delete(self, person: Person, sure: str) -> Response:
        if sure.strip().casefold() != DELETE:
            raise QuizError(f"nothing was deleted; type “{DELETE}” to delete everything")
        members = self._members
        await members.change(lambda db: delete_person(db, person.id, person.id))
        members.browsers.forget()
        await members.seats.forget(person)
        response = to("/")
        response.delete_cookie(members.browsers.cookie)
        return response

    async def _export(self, request: Request) -> Response:
        person = _person(request)
        folder = Path(mkdtemp(prefix="quiz-data-"))
        file = folder / "quiz-data.zip"
        away = BackgroundTask(rmtree, folder, ignore_errors=True)
        try:
            await self._members.read(lambda db: export_person(db, person.id, person.id, file))
        except BaseException:
            await away()
            raise
        return FileResponse(
            file, media_type="application/zip", filename="quiz-data.zip", background=away
        )


def _person(request: Request) -> Person:
    """Who asks; the owner of this machine's data has settings in the terminal."""
    person: Person | None = request.scope["person"]
    if person is None:
        raise HTTPException(404)
    return person
