"""What `quiz class` does; loaded only with the extra `serve`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from shlex import quote
from typing import NamedTuple

from sqlalchemy import Connection

from quiz import paths
from quiz.card import Card
from quiz.cli import class_tables as tables
from quiz.cli.ask import ask
from quiz.cli.class_decks import deck_named
from quiz.cli.progress_bar import ProgressBar
from quiz.cli.server_database import database_address
from quiz.cli.streams import warn
from quiz.cli.suggestions import meant
from quiz.cli.target import may_write, put_in_place, save_text
from quiz.clock import system_clock
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import BOM
from quiz.formats.deck_names import safe_name
from quiz.history.player import name_key
from quiz.moment import Moment, date_text_to_day, day_to_date_text, weekday_name
from quiz.serve.database.database import Database
from quiz.serve.outside import ENTRY, JOIN
from quiz.serve.people import classes, members, person_data, publishing
from quiz.serve.people.access import OPERATOR, Role
from quiz.serve.people.class_answers import ClassAnswers, class_cards
from quiz.serve.people.class_csv import class_csv, hard_csv, week_csv
from quiz.serve.people.class_views import (
    Student,
    StudentRow,
    hardest,
    not_begun,
    student_rows,
    weeks,
)
from quiz.serve.people.classes import Class
from quiz.serve.people.members import Member
from quiz.serve.people.server_notes import noted_address
from quiz.serve.people.student_fold import StudentFold
from quiz.serve.qr import invitation
from quiz.storage.log.backups import FOLDER as BACKUPS
from quiz.wording import counted, joined


@dataclass
class Call:
    """One call of the command: its words, and the database that it works on."""

    options: argparse.Namespace
    connection: Connection
    now: Moment

    @property
    def words(self) -> list[str]:
        """What stands after the class."""
        words: list[str] = self.options.words
        return words

    def chosen(self) -> Class:
        """The class that is named. Raises QuizError."""
        name = self.options.class_name
        found = classes.classes_of(self.connection, OPERATOR)
        for each in found:
            if name_key(each.name) == name_key(name):
                return each
        if not name:
            known = ", ".join(one_line(each.name) for each in found) or "there is none yet"
            raise QuizError(
                f"`quiz class {self.options.action}` takes the name of a class: {known}"
            )
        advice = meant(name, [each.name for each in found], "`quiz class list` lists all")
        raise QuizError(f"there is no class {one_line(name)}; {advice}")

    def word(self, what: str) -> str:
        """The only word after the class. Raises QuizError."""
        if len(self.words) != 1:
            raise QuizError(f"`quiz class {self.options.action} CLASS` takes {what}")
        return self.words[0]

    def member(self, chosen: Class, name: str) -> Member:
        """A member of the class. Raises QuizError."""
        return members.member_named(self.connection, OPERATOR, chosen.id, name)


class Action(NamedTuple):
    """act: what to do. reads: whether it changes nothing. asks: what to ask before, and the word
    for what was not done after a no; None if nothing is lost."""

    act: Callable[[Call], int]
    reads: bool = False
    asks: Callable[[Call], tuple[str, str]] | None = None


def execute(options: argparse.Namespace) -> int:
    """Do what the action says; returns 1 if the answer to a question is no, else 0. Raises
    QuizError."""
    action = ACTIONS[options.action]
    if options.action == "ranking" and not options.words:
        action = Action(_show_ranking, reads=True)
    with closing(Database(database_address(options), paths.home() / BACKUPS)) as database:
        if action.asks and not options.yes:
            # Nobody else should wait for the answer.
            with database.read() as connection:
                question, undone = action.asks(Call(options, connection, system_clock()))
            if not ask(question, instead="--yes", undone=undone):
                return 1
        with database.read() if action.reads else database.begin() as connection:
            return action.act(Call(options, connection, system_clock()))


# ── classes ─────────────────────────────────────────────────────────────────────────


def _list(call: Call) -> int:
    found = classes.classes_of(call.connection, OPERATOR)
    if not found:
        print("There is no class yet; `quiz class create NAME` makes one.")
    for each in found:
        known = members.members_of(call.connection, OPERATOR, each.id)
        students = [member for member in known if member.role is Role.STUDENT]
        decks = publishing.decks_of_class(call.connection, OPERATOR, each.id)
        told = f"{counted(len(students), 'student')}, {counted(len(decks), 'deck')}"
        print(f"{one_line(each.name)}: {told}{', locked' if each.locked else ''}")
    return 0


def _create(call: Call) -> int:
    if not call.options.class_name or call.words:
        raise QuizError("`quiz class create` takes one name; put several words in quotes")
    made = classes.create_class(call.connection, OPERATOR, call.options.class_name, call.now.ms)
    print(f"Made the class {one_line(made.name)}.")
    _tell_invitation(call, made)
    print(f"Next, give it a deck: {_command('publish', made)} capital-cities")
    return 0


def _show(call: Call) -> int:
    chosen = call.chosen()
    known = members.members_of(call.connection, OPERATOR, chosen.id)
    print(f"{one_line(chosen.name)}{', locked' if chosen.locked else ''}")
    for role in (Role.TEACHER, Role.STUDENT):
        names = [one_line(member.name) for member in known if member.role is role]
        print(f"{role.value}s: {joined(names) if names else 'nobody yet'}")
    decks = publishing.decks_of_class(call.connection, OPERATOR, chosen.id)
    print(f"decks: {'none yet' if not decks else ''}".rstrip())
    for deck in decks:
        day = tables.day_text(deck.published, call.now)
        print(f"  {deck.name}: {one_line(deck.title)}, edition {deck.edition} of {day}")
    today = call.now.day()
    for each in publishing.assignments_of(call.connection, OPERATOR, chosen.id, today):
        print(f"set for {_day_name(each.day)}: {each.deck}")
    until = classes.open_invitations(call.connection, OPERATOR, chosen.id, call.now.ms)
    if until:
        last = tables.day_text(until[-1], call.now)
        print(f"{counted(len(until), 'open invitation')}, the last one until {last}")
    print(f"ranking: {'shown to students' if chosen.ranking else 'for teachers only'}")
    return 0


def _command(action: str, chosen: Class) -> str:
    """What to type for an action of this class."""
    return f"quiz class {action} {quote(one_line(chosen.name))}"


def _invite(call: Call) -> int:
    _tell_invitation(call, call.chosen())
    return 0


def _tell_invitation(call: Call, chosen: Class) -> None:
    days = call.options.days
    code = classes.invite(call.connection, OPERATOR, chosen.id, call.now.ms, days)
    address = noted_address(call.connection)
    print(f"Code, good for {counted(days, 'day')}: {code}")
    if chosen.locked:
        warn(f"{one_line(chosen.name)} is locked; `{_command('unlock', chosen)}` lets people join")
    if not address:
        shows = _command("invite", chosen)
        print(f"Start `quiz serve` in another window, then `{shows}` shows the link, too.")
        return
    print(invitation(f"{address}{JOIN}/{code}"))
    print(f"In a terminal: quiz join {code}@{address.partition('://')[2]}")


def _uninvite(call: Call) -> int:
    number = classes.withdraw_invitations(call.connection, OPERATOR, call.chosen().id)
    print(f"{counted(number, 'code')} taken back: nobody can join with a code from before.")
    return 0


def _lock(call: Call) -> int:
    chosen, locked = call.chosen(), call.options.action == "lock"
    classes.set_locked(call.connection, OPERATOR, chosen.id, locked=locked)
    print(f"{one_line(chosen.name)}: {'nobody can join' if locked else 'open to who has a code'}.")
    return 0


def _rename(call: Call) -> int:
    chosen = call.chosen()
    if len(call.words) == 2:
        member = call.member(chosen, call.words[0])
        new = members.rename_member(
            call.connection, OPERATOR, chosen.id, member.person, call.words[1]
        )
        print(f"{one_line(member.name)} is now {one_line(new)}.")
    else:
        new = classes.rename_class(
            call.connection, OPERATOR, chosen.id, call.word("a new name, or a name and a new one")
        )
        print(f"{one_line(chosen.name)} is now {one_line(new)}.")
    return 0


def _ask_remove(call: Call) -> tuple[str, str]:
    chosen = call.chosen()
    name = one_line(chosen.name)
    if call.words:
        called = one_line(call.member(chosen, call.word("at most one name")).name)
        return f"Remove {called} from {name}? Their answers stay theirs.", "removed"
    known = members.members_of(call.connection, OPERATOR, chosen.id)
    decks = publishing.decks_of_class(call.connection, OPERATOR, chosen.id)
    what = f"{counted(len(known), 'member')} and {counted(len(decks), 'deck')}"
    return f"Remove the class {name}, with {what}?", "removed"


def _remove(call: Call) -> int:
    chosen = call.chosen()
    name = one_line(chosen.name)
    if call.words:
        member = call.member(chosen, call.word("at most one name"))
        members.remove_member(call.connection, OPERATOR, chosen.id, member.person)
        print(f"Removed {one_line(member.name)} from {name}.")
    else:
        classes.remove_class(call.connection, OPERATOR, chosen.id)
        print(f"Removed the class {name}. Everybody keeps their own answers.")
    return 0


# ── people ──────────────────────────────────────────────────────────────────────────


def _teacher(call: Call) -> int:
    chosen, name = call.chosen(), call.word("the name of the teacher")
    link = members.add_teacher(call.connection, OPERATOR, chosen.id, name, call.now.ms)
    print(f"{one_line(name)} is a teacher of {one_line(chosen.name)}.")
    _tell_link(call, link)
    return 0


def _link(call: Call) -> int:
    chosen = call.chosen()
    member = call.member(chosen, call.word("the name of a member"))
    link = members.link_for(call.connection, OPERATOR, chosen.id, member.person, call.now.ms)
    _tell_link(call, link)
    return 0


def _tell_link(call: Call, secret: str) -> None:
    address = noted_address(call.connection) or "http://THIS-SERVER"
    print("This link lets one browser in, once, within a week:")
    print(invitation(f"{address}{ENTRY}{secret}"))


def _withdraw(call: Call) -> int:
    chosen = call.chosen()
    member = call.member(chosen, call.word("the name of a member"))
    number = members.withdraw_for(call.connection, OPERATOR, chosen.id, member.person, call.now.ms)
    told = counted(number, "browser, device or link", "browsers, devices and links")
    anew = f"{_command('link', chosen)} {quote(one_line(member.name))}"
    print(f"{told} of {one_line(member.name)} shut out; `{anew}` lets them in again.")
    return 0


def _ask_delete(call: Call) -> tuple[str, str]:
    member = call.member(call.chosen(), call.word("the name of a person"))
    return f"Delete {one_line(member.name)} with all answers, for good?", "deleted"


def _delete(call: Call) -> int:
    member = call.member(call.chosen(), call.word("the name of a person"))
    person_data.delete_person(call.connection, OPERATOR, member.person)
    print(f"Deleted {one_line(member.name)}.")
    return 0


def _export(call: Call) -> int:
    chosen, to = call.chosen(), call.options.to
    if to is None:
        raise QuizError("`quiz class export` takes --to with the name of a file")
    if not call.words:
        return _students(call)
    member = call.member(chosen, call.word("at most one name"))
    if not may_write(to, force=call.options.force):
        return 1
    put_in_place(
        to,
        lambda path: person_data.export_person(call.connection, OPERATOR, member.person, path),
    )
    print(f"Wrote everything of {one_line(member.name)} to {one_line(str(to))}.")
    return 0


# ── decks ───────────────────────────────────────────────────────────────────────────


def _publish(call: Call) -> int:
    chosen = call.chosen()
    found = deck_named(call.word("a deck, as in `quiz list`, or a file"))
    done = publishing.publish(
        call.connection, OPERATOR, chosen.id, found.name, found.text, found.files, call.now.ms
    )
    for path in done.missing:
        warn(f"{one_line(path)} is missing or too large, and stays out")
    what = f"{done.deck.name} with {counted(done.cards, 'card')}, edition {done.deck.edition}"
    told = "Published" if done.changed else "There already:"
    print(f"{told} {what}, for {one_line(chosen.name)}.")
    return 0


def _unpublish(call: Call) -> int:
    chosen, name = call.chosen(), _deck(call, call.word("a deck of the class"))
    publishing.unpublish(call.connection, OPERATOR, chosen.id, name)
    print(f"Took {name} back from {one_line(chosen.name)}; everybody's progress stays.")
    return 0


def _assign(call: Call) -> int:
    chosen = call.chosen()
    if not 1 <= len(call.words) <= 2:
        raise QuizError(f"`quiz class {call.options.action} CLASS` takes a deck and a day")
    name = _deck(call, call.words[0])
    day = _day(call.words[1] if call.words[1:] else "today", call.now)
    if call.options.action == "assign":
        if day < call.now.day():
            raise QuizError(f"{day_to_date_text(day)} is over; expected today or a day to come")
        publishing.assign(call.connection, OPERATOR, chosen.id, name, day)
        print(f"{name} is set for {_day_name(day)}.")
    elif publishing.unassign(call.connection, OPERATOR, chosen.id, name, day):
        print(f"{name} is no longer set for {_day_name(day)}.")
    else:
        raise QuizError(f"{name} was not set for {_day_name(day)}")
    return 0


def _deck(call: Call, word: str) -> str:
    """The name of a published deck of the class. Raises QuizError."""
    chosen = call.chosen()
    found = publishing.decks_of_class(call.connection, OPERATOR, chosen.id)
    names = [deck.name for deck in found]
    if safe_name(word) in names:
        return safe_name(word)
    advice = meant(word, names, f"`{_command('show', chosen)}` lists its decks")
    raise QuizError(f"{one_line(chosen.name)} has no deck {one_line(word)}; {advice}")


def _day(text: str, now: Moment) -> int:
    today = now.day()
    days = {weekday_name(day): day for day in range(today, today + 7)}
    days |= {"today": today, "tomorrow": today + 1}
    if text.casefold() in days:
        return days[text.casefold()]
    try:
        return date_text_to_day(text)
    except ValueError as error:
        raise QuizError(
            f"{one_line(text)} is no day; expected today, tomorrow, a day such as friday, or a "
            "date such as 2026-12-01"
        ) from error


def _day_name(day: int) -> str:
    """Such as "Friday, 2026-12-04"."""
    return f"{weekday_name(day).title()}, {day_to_date_text(day)}"


# ── who learned what ────────────────────────────────────────────────────────────────


def _folds(call: Call, chosen: Class) -> tuple[ClassAnswers, dict[Student, StudentFold]]:
    answers = ClassAnswers()
    with ProgressBar() as bar:
        return answers, answers.folds_of_class(
            call.connection, OPERATOR, chosen.id, call.now.ms, bar
        )


def _cards(call: Call, chosen: Class) -> list[Card]:
    """The cards of the deck that is named, or of all decks of the class."""
    if call.options.action == "export" or not call.words:
        return class_cards(call.connection, OPERATOR, chosen.id)
    return class_cards(call.connection, OPERATOR, chosen.id, _deck(call, call.word("one deck")))


def _students(call: Call) -> int:
    chosen = call.chosen()
    cards = _cards(call, chosen)
    answers, folds = _folds(call, chosen)
    rows = student_rows(cards, folds, call.now, answers.day_start_hour)
    if call.options.to:
        told = "in the column of each card, the days until the memory of it falls to 90 %"
        return _write(call, class_csv(cards, rows, call.now), told)
    if not rows or not cards:
        print(_nothing(chosen, rows, cards))
        return 0
    width = shutil.get_terminal_size().columns
    for line in tables.student_lines(rows, call.now, width, signs=not call.options.plain):
        print(line)
    if idle := [one_line(student.name) for student in not_begun(rows)]:
        print(f"\nNot begun: {joined(idle)}.")
    return 0


def _nothing(chosen: Class, rows: list[StudentRow], cards: list[Card]) -> str:
    name = one_line(chosen.name)
    if not cards:
        return f"{name} has no deck yet; `{_command('publish', chosen)} DECK` gives it one."
    assert not rows
    return f"Nobody has joined {name} yet; `{_command('invite', chosen)}` shows a code."


def _hardest(call: Call) -> int:
    chosen = call.chosen()
    cards = _cards(call, chosen)
    _, folds = _folds(call, chosen)
    found = hardest(cards, folds.values())[: call.options.limit]
    if call.options.to:
        return _write(call, hard_csv(found))
    for line in tables.hard_lines(found) or ["No answer was wrong yet."]:
        print(line)
    return 0


def _weeks(call: Call) -> int:
    _, folds = _folds(call, call.chosen())
    found = weeks(folds.values())[: call.options.limit]
    if call.options.to:
        return _write(call, week_csv(found))
    for line in tables.week_lines(found) if found else ["Nobody has answered yet."]:
        print(line)
    return 0


def _ranking(call: Call) -> int:
    chosen, wanted = call.chosen(), call.word("on or off").casefold()
    if wanted not in ("on", "off"):
        raise QuizError("`quiz class ranking CLASS` takes on or off")
    classes.set_ranking(call.connection, OPERATOR, chosen.id, shown=wanted == "on")
    seen = "see" if wanted == "on" else "do not see"
    print(f"Students of {one_line(chosen.name)} {seen} the points of the week.")
    return 0


def _show_ranking(call: Call) -> int:
    ranks = ClassAnswers().ranking(call.connection, OPERATOR, call.chosen().id, call.now)
    for line in tables.rank_lines(ranks) if ranks else ["Nobody has joined yet."]:
        print(line)
    return 0


def _write(call: Call, text: str, told: str = "") -> int:
    to = call.options.to
    if not may_write(to, force=call.options.force):
        return 1
    # Spreadsheets know UTF-8 by this mark.
    save_text(to, BOM + text)
    print(f"Wrote {one_line(str(to))}{told and ': '}{told}.")
    return 0


ACTIONS = {
    "list": Action(_list, reads=True),
    "create": Action(_create),
    "show": Action(_show, reads=True),
    "invite": Action(_invite),
    "uninvite": Action(_uninvite),
    "lock": Action(_lock),
    "unlock": Action(_lock),
    "publish": Action(_publish),
    "unpublish": Action(_unpublish),
    "assign": Action(_assign),
    "unassign": Action(_assign),
    "students": Action(_students, reads=True),
    "hardest": Action(_hardest, reads=True),
    "weeks": Action(_weeks, reads=True),
    "ranking": Action(_ranking),
    "rename": Action(_rename),
    "teacher": Action(_teacher),
    "link": Action(_link),
    "withdraw": Action(_withdraw),
    "remove": Action(_remove, asks=_ask_remove),
    "export": Action(_export, reads=True),
    "delete": Action(_delete, asks=_ask_delete),
}
