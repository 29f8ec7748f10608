"""A live quiz in plain lines: for a player, and for the host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from queue import Queue
from typing import Any, TextIO

from quiz.decks.kinds import BY_INPUT
from quiz.decks.note import UnclearResponse
from quiz.display import one_line, printable
from quiz.errors import QuizError
from quiz.game.live_link import GoneError, LiveLink, RefusedError
from quiz.game.round_words import number_of
from quiz.history.events import Input
from quiz.live.game import Phase
from quiz.live.shown import (
    answer_lines,
    count_lines,
    given_of,
    heading,
    is_open,
    picture_lines,
    place_line,
    question_of,
    standing_lines,
    verdict_of,
    waiting_text,
)
from quiz.live.view import View
from quiz.plain.lines import complain, say
from quiz.plain.words import filled_lines
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.text.shown import readable
from quiz.wording import counted

QUIT = ("/q", "/quit")
PLAYER_HELP = """\
A number picks an option; t or f, true or false; the numbers of the steps put them in order;
anything else is typed.
The first answer counts. /quit leaves; the same command comes back in."""
HOST_HELP = """\
Enter goes on.
names: who is in. kick NAME: sends somebody out. lock, unlock: whether others can join.
page: the address of a page for a projector. end: ends the quiz for everybody.
/quit leaves it open; quiz live --resume goes on."""


class _PlainLive:
    """Hears views and lines, one after the other."""

    HELP = ""

    def __init__(
        self, link: LiveLink, lines: Iterator[str], out: TextIO, errors: TextIO | None = None
    ) -> None:
        self._link = link
        self._lines = lines
        self._say = partial(say, out)
        self._complain = partial(complain, errors or out)
        self._news: Queue[tuple[str, Any]] = Queue()
        self._view: View = {}
        self._told: Any = None
        self._lost = ""

    def run(self) -> None:
        """Go on until the quiz is over, the input ends, or somebody leaves."""
        self._link.listen(
            lambda view: self._news.put(("view", view)), lambda why: self._news.put(("lost", why))
        )
        threading.Thread(target=self._read, daemon=True, name="quiz-lines").start()
        try:
            while self._goes_on(*self._news.get()):
                pass
        finally:
            self._link.close()

    def _read(self) -> None:
        try:
            for line in self._lines:
                self._news.put(("line", line.strip()))
        except QuizError as error:
            self._news.put(("lost", str(error)))
        self._news.put(("end", None))

    def _goes_on(self, kind: str, news: Any) -> bool:
        if kind == "view":
            before, self._view = self._view, news
            return self._heard(before, news)
        if kind == "lost":
            if news and not self._lost:
                self._say(f"No connection ({one_line(news)}). It is tried again.")
            elif self._lost and not news:
                self._say("The connection is back.")
            self._lost = news
            return True
        if kind == "end" or news.casefold() in QUIT:
            return False
        if news == "?":
            self._say(*self.HELP.split("\n"))
            return True
        try:
            self._typed(news)
        except RefusedError as error:
            self._say(str(error))
        except GoneError as error:
            self._complain(error)
            return False
        return True

    def _heard(self, before: View, view: View) -> bool:
        """Tell what is new; returns whether it goes on."""
        raise NotImplementedError

    def _typed(self, line: str) -> None:
        """Do what a line says."""
        raise NotImplementedError


class PlainPlayer(_PlainLive):
    """A player. keep: puts the answers into the player's own log, and returns what to tell."""

    HELP = PLAYER_HELP

    def __init__(
        self,
        link: LiveLink,
        lines: Iterator[str],
        out: TextIO,
        errors: TextIO | None = None,
        keep: Callable[[], str] = str,
    ) -> None:
        super().__init__(link, lines, out, errors)
        self._keep = keep

    def _heard(self, before: View, view: View) -> bool:
        news = _stage_of(view)
        if news == self._told:
            return True
        self._told = news
        if view.get("kicked"):
            self._say(waiting_text(view))
            return False
        if is_open(view):
            self._say(*_asked_lines(view))
            return True
        if "told" in view:
            self._say("", verdict_of(view).words, *_told_lines(view), place_line(view))
            self._keep()
        elif view["phase"] in (Phase.STANDINGS, Phase.OVER):
            over = view["phase"] == Phase.OVER
            self._say("", "The quiz is over." if over else "Standings:", *standing_lines(view))
            self._say(place_line(view))
            if over:
                self._say(*filter(None, [self._keep()]))
                return False
        self._say(*filter(None, [waiting_text(view)]))
        return True

    def _typed(self, line: str) -> None:
        view = self._view
        if view.get("next") is not None and not line:
            self._link.send("begin", {"question": view["next"]})
        elif not view or not is_open(view):
            if line:
                self._say("Nothing is asked now.")
        elif line:
            self._answer(question_of(view), line)

    def _answer(self, question: Question, line: str) -> None:
        try:
            response = _response(line, question)
        except UnclearResponse as unclear:
            self._say(str(unclear))
            return
        number = self._view["question"]["number"]
        sent = {"question": number, "given": given_of(question, response), "trip": self._link.trip}
        self._view = view = self._link.send("answer", sent)
        if view.get("question", {}).get("number") == number and is_open(view):
            self._say("That came too late.")


def _stage_of(view: View) -> Any:
    """What makes a view worth telling."""
    question = view.get("question", {}).get("number")
    return view["phase"], question, "told" in view, view.get("given") is None, view.get("kicked")


def _asked_lines(view: View) -> list[str]:
    question = question_of(view)
    asked, card = view["question"], readable(question.card)
    lines = ["", f"{heading(view)} ({asked['seconds']} seconds)"]
    lines += filter(None, [asked["task"]])
    lines += printable(card.prompt).split("\n")
    lines += picture_lines(view)
    if question.input in (Input.CHOICE, Input.SEQUENCE):
        texts = readable(question.card._replace(options=question.options)).options
        lines += [f"  {number}) {one_line(text)}" for number, text in enumerate(texts, 1)]
    prompts = {
        Input.CHOICE: "Number", Input.TYPED: "Your answer", Input.TRUE_FALSE: "True or false",
        Input.SEQUENCE: "Numbers in the right order",
    }  # fmt: skip
    return [*lines, f"{prompts[question.input]}:"]


def _told_lines(view: View) -> list[str]:
    return [*filled_lines(question_of(view).card), *answer_lines(view)]


def _response(line: str, question: Question) -> Response:
    """Raises UnclearResponse."""
    if question.input is Input.CHOICE:
        return question.options[number_of(line, len(question.options)) - 1]
    kind = BY_INPUT.get(question.input)
    return line if kind is None else kind.response(line, question.card, question.options)


class PlainHost(_PlainLive):
    """The host. invitation: how to join."""

    HELP = HOST_HELP

    def _heard(self, before: View, view: View) -> bool:
        if not before:
            host = view["address"].partition("://")[2]
            self._say(
                f"{view['title']}: {counted(view['questions'], 'question')}.",
                f"Join at {view['address']}/live with the code {view['code']}",
                f"or in a terminal: quiz join {view['code']}@{host}",
                "Enter starts it; ? for help.",
            )
        known = [player["player"] for player in before.get("players", ())]
        for player in view["players"]:
            if player["player"] not in known:
                team = f" ({one_line(player['team'])})" if player["team"] else ""
                self._say(f"In: {one_line(player['name'])}{team}")
        news = (view["phase"], view["step"])
        if news == self._told:
            return True
        self._told = news
        return self._tell(view)

    def _tell(self, view: View) -> bool:
        match view["phase"]:
            case Phase.ASKING:
                self._say(*_asked_lines(view)[:-1])
            case Phase.REVEALED:
                answered = f"{view['answers']} of {view['count']} answered."
                told = _told_lines({**view, "given": None, "credit": 0.0})
                self._say("", *told, answered, *count_lines(view))
            case Phase.STANDINGS:
                self._say("", "Standings:", *standing_lines(view))
            case Phase.OVER:
                self._say("", "The quiz is over.", *standing_lines(view))
                return False
        return True

    def _typed(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        match word.casefold():
            case "":
                self._view = self._link.send("go-on", {"step": self._view["step"]})
            case "names":
                names = [one_line(each["name"]) for each in self._view["players"]]
                self._say(", ".join(names) or "Nobody has joined yet.")
            case "kick":
                self._kick(rest.strip())
            case "lock" | "unlock":
                self._link.send("lock", {"locked": word.casefold() == "lock"})
                self._say("Locked." if word.casefold() == "lock" else "Unlocked.")
            case "page":
                self._say("Only the host may see this address:", self._link.page)
            case "end":
                self._link.send("end", {})
            case _:
                self._say("? tells what you can type.")

    def _kick(self, name: str) -> None:
        for each in self._view["players"]:
            if each["name"].casefold() == name.casefold():
                self._link.send("kick", {"player": each["player"]})
                self._say(f"{one_line(each['name'])} is out.")
                return
        self._say(f"Nobody is called {one_line(name)}." if name else "Whom? kick NAME")
