"""Actions of `quiz class` on classes themselves: they make, show, open, name and remove them."""

from __future__ import annotations

from shlex import quote

from quiz.cli import class_tables as tables
from quiz.cli.class_call import Call, command
from quiz.cli.class_decks import day_name
from quiz.cli.streams import warn
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.serve.outside import JOIN
from quiz.serve.people import classes, members, publishing
from quiz.serve.people.access import OPERATOR, Role
from quiz.serve.people.classes import Class
from quiz.serve.people.server_notes import noted_address
from quiz.serve.qr import invitation
from quiz.wording import counted, joined


def show_all(call: Call) -> int:
    """All classes, a line each."""
    found = classes.classes_of(call.connection, OPERATOR)
    if not found:
        print("There is no class yet; `quiz class create NAME` makes one.")
    for each in found:
        known = members.members_of(*call.of(each))
        students = [member for member in known if member.role is Role.STUDENT]
        decks = publishing.decks_of_class(*call.of(each))
        told = f"{counted(len(students), 'student')}, {counted(len(decks), 'deck')}"
        print(f"{one_line(each.name)}: {told}{', locked' if each.locked else ''}")
    return 0


def create(call: Call) -> int:
    """Make a class, and invite."""
    if not call.options.class_name or call.words:
        raise QuizError("`quiz class create` takes one name; put several words in quotes")
    made = classes.create_class(call.connection, OPERATOR, call.options.class_name, call.now.ms)
    print(f"Made the class {one_line(made.name)}.")
    _tell_invitation(call, made)
    print(f"Next, give it a deck: {command('publish', made)} capital-cities")
    return 0


def show(call: Call) -> int:
    """The members, decks and days of a class."""
    chosen = call.chosen()
    known = members.members_of(*call.of(chosen))
    print(f"{one_line(chosen.name)}{', locked' if chosen.locked else ''}")
    for role in (Role.TEACHER, Role.STUDENT):
        names = [one_line(member.name) for member in known if member.role is role]
        print(f"{role.value}s: {joined(names) if names else 'nobody yet'}")
    decks = publishing.decks_of_class(*call.of(chosen))
    print(f"decks: {'none yet' if not decks else ''}".rstrip())
    for deck in decks:
        day = tables.day_text(deck.published, call.now)
        print(f"  {deck.name}: {one_line(deck.title)}, edition {deck.edition} of {day}")
    today = call.now.day()
    for each in publishing.assignments_of(*call.of(chosen), today):
        print(f"set for {day_name(each.day)}: {each.deck}")
    removed = members.removed_members(*call.of(chosen))
    if removed:
        print(f"removed: {joined([one_line(each.name) for each in removed])}")
    until = classes.open_invitations(*call.of(chosen), call.now.ms)
    if until:
        last = tables.day_text(until[-1], call.now)
        print(f"{counted(len(until), 'open invitation')}, the last one until {last}")
    print(f"ranking: {'shown to students' if chosen.ranking else 'for teachers only'}")
    return 0


def invite(call: Call) -> int:
    """A new code and link."""
    _tell_invitation(call, call.chosen())
    return 0


def _tell_invitation(call: Call, chosen: Class) -> None:
    days = call.options.days
    code = classes.invite(*call.of(chosen), call.now.ms, days)
    address = noted_address(call.connection)
    print(f"Code, good for {counted(days, 'day')}: {code}")
    if chosen.locked:
        warn(f"{one_line(chosen.name)} is locked; `{command('unlock', chosen)}` lets people join")
    if not address:
        shows = command("invite", chosen)
        print(f"Start `quiz serve` in another window, then `{shows}` shows the link, too.")
        return
    print(invitation(f"{address}{JOIN}/{code}"))
    print(f"In a terminal: quiz join {code}@{address.partition('://')[2]}")


def uninvite(call: Call) -> int:
    """Take all codes back."""
    number = classes.withdraw_invitations(*call.of(call.chosen()))
    print(f"{counted(number, 'code')} taken back: nobody can join with a code from before.")
    return 0


def lock(call: Call) -> int:
    """Let nobody join, or let them."""
    chosen, locked = call.chosen(), call.options.action == "lock"
    classes.set_locked(*call.of(chosen), locked=locked)
    print(f"{one_line(chosen.name)}: {'nobody can join' if locked else 'open to who has a code'}.")
    return 0


def rename(call: Call) -> int:
    """Give the class or a member another name."""
    chosen = call.chosen()
    if len(call.words) == 2:
        member = call.member(chosen, call.words[0])
        new = members.rename_member(*call.of(chosen), member.person, call.words[1])
        print(f"{one_line(member.name)} is now {one_line(new)}.")
    else:
        new = classes.rename_class(
            *call.of(chosen), call.word("a new name, or a name and a new one")
        )
        print(f"{one_line(chosen.name)} is now {one_line(new)}.")
    return 0


def ask_remove(call: Call) -> tuple[str, str]:
    """What to ask before `remove`."""
    chosen = call.chosen()
    name = one_line(chosen.name)
    if call.words:
        called = one_line(call.member(chosen, call.word("at most one name")).name)
        return f"Remove {called} from {name}? Their answers stay theirs.", "removed"
    known = members.members_of(*call.of(chosen))
    decks = publishing.decks_of_class(*call.of(chosen))
    what = f"{counted(len(known), 'member')} and {counted(len(decks), 'deck')}"
    return f"Remove the class {name}, with {what}?", "removed"


def remove(call: Call) -> int:
    """Remove a member from the class, or the class."""
    chosen = call.chosen()
    name = one_line(chosen.name)
    if call.words:
        member = call.member(chosen, call.word("at most one name"))
        members.remove_member(*call.of(chosen), member.person)
        back = f"{command('return', chosen)} {quote(one_line(member.name))}"
        print(f"Removed {one_line(member.name)} from {name}; `{back}` takes them back.")
    else:
        classes.remove_class(*call.of(chosen))
        print(f"Removed the class {name}. Everybody keeps their own answers.")
    return 0


def ranking(call: Call) -> int:
    """Show the points of the week to students, or do not."""
    chosen, wanted = call.chosen(), call.word("on or off").casefold()
    if wanted not in ("on", "off"):
        raise QuizError("`quiz class ranking CLASS` takes on or off")
    classes.set_ranking(*call.of(chosen), shown=wanted == "on")
    seen = "see" if wanted == "on" else "do not see"
    print(f"Students of {one_line(chosen.name)} {seen} the points of the week.")
    return 0
