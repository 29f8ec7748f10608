"""The pages of a class, for its teachers and for its students."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import segno
from markupsafe import Markup
from sqlalchemy import Connection

from quiz.moment import Moment, day_to_date_text
from quiz.serve.people.class_answers import ClassAnswers, class_cards
from quiz.serve.people.class_views import Student, hardest, not_begun, student_rows, weeks
from quiz.serve.people.classes import Class, class_of, classes_of, open_invitations
from quiz.serve.people.members import members_of, removed_members, teachers_of
from quiz.serve.people.publishing import Assignment, PublishedDeck, assignments_of, decks_of_class
from quiz.serve.templates import render
from quiz.statistics.charts import time_text
from quiz.text.shown import readable

MOST_HARD = 20
MOST_WEEKS = 12

LEVELS = (
    (0.0, "new", "·"),
    (2.0, "fragile", "▁"),
    (7.0, "days", "▃"),
    (21.0, "weeks", "▅"),
    (float("inf"), "months", "▇"),
)
"""How well a card is known: below which stability in days, in a word, and as a sign."""


class Level(NamedTuple):
    """How well a student knows a card. number: of its colour, 0 for a card not begun."""

    number: int
    word: str
    sign: str


class Invitation(NamedTuple):
    """What a teacher shows those who are to come in. code: "" for a link that is for one person,
    whose name `what` then tells."""

    what: str
    link: str
    code: str = ""

    @property
    def picture(self) -> Markup:
        """The QR code of the link."""
        made = segno.make(self.link, micro=False, error="m")
        return Markup(made.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True))


class TodaysDeck(NamedTuple):
    """The deck of a class for today. name: in the library of the members."""

    name: str
    title: str
    class_name: str


def level_of(stability: float | None) -> Level:
    """How well a card with this stability is known; None for a card that was not begun."""
    if stability is None:
        return Level(0, *LEVELS[0][1:])
    number = next(n for n, (below, *_) in enumerate(LEVELS) if n and stability < below)
    return Level(number, *LEVELS[number][1:])


def library_name(deck: PublishedDeck) -> str:
    """What a published deck is called in the library of the members."""
    return deck.path.removesuffix(".yaml")


def todays_decks(connection: Connection, who: str, each: Class, day: int) -> list[TodaysDeck]:
    """The decks of a class for a day, for its members."""
    by_name = {deck.name: deck for deck in decks_of_class(connection, who, each.id)}
    return [
        TodaysDeck(library_name(by_name[found.deck]), by_name[found.deck].title, each.name)
        for found in assignments_of(connection, who, each.id, day, day)
        if found.deck in by_name
    ]


def teacher_page(
    connection: Connection,
    who: str,
    class_id: str,
    answers: ClassAnswers,
    now: Moment,
    deck: str = "",
    *,
    own_decks: Sequence[tuple[str, str]] = (),
    invitation: Invitation | None = None,
    said: str = "",
    fault: str = "",
    typed: str = "",
) -> str:
    """What a teacher sees: the students with the cards of one deck, and all that can be done.

    deck: its name; "" for today's, or else the first. own_decks: names and titles of decks on this
    machine that can be published. invitation: what to show of a new code or link. said, fault: what
    came of the last request. typed: the text of a deck that could not be published.
    """
    each = class_of(connection, who, class_id)
    folds = answers.folds_of_class(connection, who, class_id, now.ms)
    decks = decks_of_class(connection, who, class_id)
    day = now.day(answers.day_start_hour)
    coming = assignments_of(connection, who, class_id, day)
    titles = {one.name: one.title for one in decks}
    chosen = _chosen(decks, coming, deck)
    cards = class_cards(connection, who, class_id, chosen.name) if chosen else []
    rows = student_rows(cards, folds, now, answers.day_start_hour)
    hard = hardest(cards, folds.values())[:MOST_HARD]
    each_week = weeks(folds.values(), day, MOST_WEEKS)
    return render(
        "class.html",
        title=each.name,
        this=each,
        teachers=teachers_of(connection, who, class_id),
        members=members_of(connection, who, class_id),
        removed=removed_members(connection, who, class_id),
        codes=len(open_invitations(connection, who, class_id, now.ms)),
        decks=decks,
        chosen=chosen,
        coming=[
            (day_to_date_text(one.day), one.day == day, one.deck, titles.get(one.deck, one.deck))
            for one in coming
        ],
        today=day_to_date_text(day),
        cards=[readable(card) for card in cards],
        rows=[(row, [level_of(each) for each in row.stabilities]) for row in rows],
        levels=[Level(n, *words) for n, (_, *words) in enumerate(LEVELS)],
        not_begun=not_begun(rows) if cards else [],
        hardest=[(one, readable(one.card)) for one in hard],
        weeks=[(day_to_date_text(week.monday), week) for week in each_week],
        own_decks=own_decks,
        invitation=invitation,
        said=said,
        fault=fault,
        typed=typed,
        when=lambda ms: day_to_date_text(Moment(ms, now.offset).day(answers.day_start_hour)),
        time_text=time_text,
    )


def student_page(
    connection: Connection, who: str, class_id: str, answers: ClassAnswers, now: Moment
) -> str:
    """What a student sees of a class: today's deck, their own progress and, where the teacher wants
    it, the ranking of the week."""
    each = class_of(connection, who, class_id)
    fold = answers.fold_of_student(connection, who, class_id, who, now.ms)
    me = Student(who, "")
    progress = []
    for deck in decks_of_class(connection, who, class_id):
        cards = class_cards(connection, who, class_id, deck.name)
        (row,) = student_rows(cards, {me: fold}, now, answers.day_start_hour)
        progress.append((library_name(deck), deck.title, len(cards), row))
    day = now.day(answers.day_start_hour)
    return render(
        "my_class.html",
        title=each.name,
        this=each,
        teachers=teachers_of(connection, who, class_id),
        today=todays_decks(connection, who, each, day),
        progress=progress,
        weeks=[(day_to_date_text(week.monday), week) for week in weeks([fold], day, MOST_WEEKS)],
        ranks=answers.ranking(connection, who, class_id, now) if each.ranking else [],
        who=who,
        time_text=time_text,
    )


def _chosen(
    decks: Sequence[PublishedDeck], coming: Sequence[Assignment], name: str
) -> PublishedDeck | None:
    wanted = [name, *(one.deck for one in coming)]
    return next(
        (deck for each in wanted for deck in decks if deck.name == each), next(iter(decks), None)
    )


def class_rows(connection: Connection, who: str, now: Moment, hour: int) -> list[dict[str, Any]]:
    """The classes of a person as the home page shows them."""
    day = now.day(hour)
    return [
        {"this": each, "today": todays_decks(connection, who, each, day)}
        for each in classes_of(connection, who)
    ]
