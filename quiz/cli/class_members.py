"""Actions of `quiz class` on one person: a teacher, or a member."""

from __future__ import annotations

from shlex import quote

from quiz.cli.class_call import Call, command
from quiz.cli.class_figures import students
from quiz.cli.target import may_write, put_in_place
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.history.player import name_key
from quiz.serve.outside import ENTRY
from quiz.serve.people import members, person_data
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.server_notes import noted_address
from quiz.serve.qr import invitation
from quiz.wording import counted


def teacher(call: Call) -> int:
    """Add a teacher, and show the link for them."""
    chosen, name = call.chosen(), call.word("the name of the teacher")
    link = members.add_teacher(*call.of(chosen), name, call.now.ms)
    print(f"{one_line(name)} is a teacher of {one_line(chosen.name)}.")
    _tell_link(call, link)
    return 0


def link(call: Call) -> int:
    """A link that lets a member in anew."""
    chosen = call.chosen()
    member = call.member(chosen, call.word("the name of a member"))
    link = members.link_for(*call.of(chosen), member.person, call.now.ms)
    print(f"For a terminal instead: quiz join {_tell_link(call, link)}")
    return 0


def _tell_link(call: Call, secret: str) -> str:
    """Show a link; returns it."""
    link = f"{noted_address(call.connection) or 'http://THIS-SERVER'}{ENTRY}{secret}"
    print("This link lets one browser in, once, within a week:")
    print(invitation(link))
    return link


def withdraw(call: Call) -> int:
    """Shut out all browsers and devices of a member."""
    chosen = call.chosen()
    member = call.member(chosen, call.word("the name of a member"))
    number = members.withdraw_for(*call.of(chosen), member.person, call.now.ms)
    told = counted(number, "browser, device or link", "browsers, devices and links")
    anew = f"{command('link', chosen)} {quote(one_line(member.name))}"
    print(f"{told} of {one_line(member.name)} shut out; `{anew}` lets them in again.")
    return 0


def take_back(call: Call) -> int:
    """Let a student in again who was removed."""
    chosen, name = call.chosen(), call.word("the name of a student who was removed")
    for each in members.removed_members(*call.of(chosen)):
        if name_key(each.name) == name_key(name):
            called = members.take_back(*call.of(chosen), each.person, call.now.ms)
            print(f"{one_line(called)} is in {one_line(chosen.name)} again, with all answers.")
            return 0
    raise QuizError(f"nobody called {one_line(name)} was removed from {one_line(chosen.name)}")


def ask_delete(call: Call) -> tuple[str, str]:
    """What to ask before `delete`."""
    member = call.member(call.chosen(), call.word("the name of a person"))
    return f"Delete {one_line(member.name)} with all answers, for good?", "deleted"


def delete(call: Call) -> int:
    """Delete a person with everything of theirs."""
    member = call.member(call.chosen(), call.word("the name of a person"))
    person_data.delete_person(call.connection, OPERATOR, member.person)
    print(f"Deleted {one_line(member.name)}.")
    return 0


def export(call: Call) -> int:
    """Write the table of the class, or everything of a person."""
    chosen, to = call.chosen(), call.options.to
    if to is None:
        raise QuizError("`quiz class export` takes --to with the name of a file")
    if not call.words:
        return students(call)
    member = call.member(chosen, call.word("at most one name"))
    if not may_write(to, force=call.options.force):
        return 1
    put_in_place(
        to, lambda path: person_data.export_person(call.connection, OPERATOR, member.person, path)
    )
    print(f"Wrote everything of {one_line(member.name)} to {one_line(str(to))}.")
    return 0
