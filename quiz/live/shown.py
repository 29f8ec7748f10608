"""What a terminal makes of a view: the question as a round has it, and the rest in words.

Views come from a server: their texts are data, and `printable` before they are shown.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from quiz.card import Card, Kind
from quiz.display import one_line
from quiz.grading.result import Grade
from quiz.history.events import NEW_CARD, Answer, Input, Mode
from quiz.history.rating import Rating
from quiz.live.game import Phase
from quiz.live.view import View
from quiz.moment import Moment
from quiz.round.question import Question
from quiz.round.response import ITEM_END, Response
from quiz.round.round import GradedAnswer
from quiz.scoring.points import Points
from quiz.text.boxes import cells, padded
from quiz.text.shown import shown
from quiz.wording import counted

_KINDS = {Input.SEQUENCE: Kind.SEQUENCE, Input.TRUE_FALSE: Kind.TRUE_FALSE}


def question_of(view: View) -> Question:
    """The question of a view, with a card that knows no answer; once it is told, no gaps either."""
    asked = view["question"]
    way, options = Input(asked["way"]), tuple(map(str, asked["options"]))
    card = Card(
        key="", note="", deck="", kind=_KINDS.get(way, Kind.BASIC), prompt=str(asked["prompt"]),
        answers=options or ("",), markdown=bool(asked["markdown"]),
        whole=str(view.get("told", {}).get("whole", "")),
    )  # fmt: skip
    return Question(card, way, options)


def given_of(question: Question, response: Response) -> object:
    """A response as it is sent, see `quiz.live.question.LiveQuestion.response`."""
    if question.input is Input.TYPED:
        return str(response)
    if isinstance(response, tuple):
        return [question.options.index(step) for step in response]
    return question.options.index(str(response))


def graded_of(view: View) -> GradedAnswer:
    """A closed question with its right answer and, if there is one, the player's."""
    question, told = question_of(view), view["told"]
    right = tuple(question.options[int(place)] for place in told["right"]) or (str(told["answer"]),)
    question = question._replace(card=question.card._replace(answers=right))
    given = ITEM_END.join(map(str, view.get("given") or ()))
    credit = float(view.get("credit", 0.0))
    answer = Answer(
        id="", player="", round="", card="", deck="", kind=question.card.kind, mode=Mode.QUIZ,
        input=question.input, moment=Moment(0), rating=Rating.GOOD, credit=credit, hinted=False,
        ms=0, difficulty=NEW_CARD, response=given,
    )  # fmt: skip
    grade = Grade(credit, credit >= 1.0, False, question.card.answer)
    return GradedAnswer(question, answer, grade, Points(), 0, {})


def is_open(view: View) -> bool:
    """Whether the player can answer a question now."""
    return "question" in view and "told" not in view and view.get("given") is None


def picture_lines(view: View) -> list[str]:
    """What the picture of a question shows; a terminal tells it in words."""
    words = view["question"].get("picture", "")
    return [f"Picture: {one_line(str(words))}"] if words else []


def heading(view: View) -> str:
    """Which question it is."""
    return f"Question {view['question']['number'] + 1} of {view['question']['of']}"


def ordinal(number: int) -> str:
    """Such as "1st"."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


class Verdict(NamedTuple):
    """How an answer was. tone: "success", "warning" or "error"."""

    words: str
    tone: str


def verdict_of(view: View) -> Verdict:
    """How the answer to a closed question was."""
    earned = f"  +{view['earned']}" if view["earned"] else ""
    if view["given"] is None:
        return Verdict("No answer", "error")
    if view["credit"] >= 1.0:
        streak = view["you"]["streak"]
        row = f"  {streak} in a row" if streak > 1 else ""
        return Verdict(f"Right!{earned}{row}", "success")
    if view["credit"] > 0.0:
        return Verdict(f"Partly right{earned}", "warning")
    return Verdict("Not this time", "error")


def answer_lines(view: View) -> list[str]:
    """The right answer, the player's own if it was another, and the explanation."""
    markdown = bool(view["question"]["markdown"])
    told = view["told"]
    lines = [f"The answer: {one_line(shown(told['answer'], markdown=markdown))}"]
    if view.get("given") and view["credit"] < 1.0:
        lines.append(f"Yours: {one_line(' → '.join(view['given']))}")
    if told["explanation"]:
        parts = told["explanation"].split("\n\n" if markdown else "\n")
        lines += [one_line(shown(part, markdown=markdown)) for part in parts]
    return lines


def place_line(view: View) -> str:
    """The player's place and points."""
    you = view["you"]
    moved = you["before"] - you["place"] if you["before"] else 0
    up = f" (up {moved})" if moved > 0 else ""
    points = counted(you["points"], "point")
    return f"{points}, {ordinal(you['place'])} of {view['count']}{up}"


def standing_lines(view: View) -> list[str]:
    """The first places, and the teams."""
    rows = [
        (each["place"], one_line(each["name"]), each["points"], each["team"])
        for each in view["top"]
    ]
    width = max((cells(name) for _, name, *_ in rows), default=0)
    lines = [
        f"{place:>3}. {padded(name, width)}  {points:>6,}" + (f"  {one_line(team)}" if team else "")
        for place, name, points, team in rows
    ]
    if view["ranked_teams"]:
        lines.append("Teams:")
        lines += [
            f"{each['place']:>3}. {one_line(each['name'])}  {each['points']:,} "
            f"({counted(each['players'], 'player')})"
            for each in view["ranked_teams"]
        ]
    return lines


def count_lines(view: View) -> list[str]:
    """How often each answer was given."""
    markdown = bool(view["question"]["markdown"])
    return [
        f"{'✓' if each['right'] else ' '} {one_line(shown(each['text'], markdown=markdown))}: "
        f"{each['count']}"
        for each in view["counts"]
    ]


def closing_text(view: View) -> str:
    """Until when a challenge is open, by the clock of this machine."""
    return f"{datetime.fromtimestamp(view['closes'] / 1000):%A %d %B, %H:%M}"


def waiting_text(view: View) -> str:
    """What a player waits for, or may do, while no question is open."""
    if view.get("kicked"):
        return "The host has sent you out of this quiz."
    if view["phase"] == Phase.LOBBY:
        return "You are in! It begins when the host starts it."
    if "question" in view and "told" not in view:
        return "Your answer is in."
    following = view.get("next")
    if view["phase"] == Phase.OPEN and following is not None:
        start = "the first question" if following == 0 else "the next question"
        return f"Enter opens {start}, which has its own clock. Open until {closing_text(view)}."
    if view.get("done"):
        return f"That was the last question. The places are final on {closing_text(view)}."
    return ""
