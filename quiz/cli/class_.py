"""`quiz class`: teachers' classes on the server of this machine or of a database."""

from __future__ import annotations

import argparse
from pathlib import Path

from quiz import paths
from quiz.cli.ask import ask
from quiz.cli.late import server_module
from quiz.cli.parser import flag, whole
from quiz.cli.server_database import add_database_argument
from quiz.cli.suggestions import meant
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.history.player import name_key
from quiz.storage.sync.joined_classes import classes_there, leave_class, sync_classes

DESCRIPTION = """\
Classes on your server: invite students, publish decks, and see who learned what.

These commands work on the server's database, whether or not `quiz serve` runs; run it, so that
students can come in. Teachers can do the same in the browser. Students join with a name alone: in
the browser by the link, or in a terminal with `quiz join CODE@HOST`.

A student who joined with `quiz join` needs no server here: `quiz class leave CLASS`.

actions:
  list                        all classes (the default)
  create CLASS                make a class, and invite
  show CLASS                  its members, decks, and the decks of the coming days
  invite CLASS                a new code and link; earlier ones stay good
  uninvite CLASS              take all codes back: nobody can join with them any more
  lock, unlock CLASS          let nobody join, or let them
  publish CLASS DECK          give it a deck, or a new edition, which keeps everybody's progress
  unpublish CLASS DECK        take a deck back; progress stays
  assign CLASS DECK [DAY]     set a deck for a day: today, tomorrow, friday, 2026-12-01
  unassign CLASS DECK [DAY]   take that back
  students CLASS [DECK]       how well each student knows each card, and who has not begun
  hardest CLASS [DECK]        the hardest cards, and what was answered instead
  weeks CLASS                 week by week
  ranking CLASS [on|off]      points of this week; on shows them to students, too
  rename CLASS NEW            give the class another name
  rename CLASS NAME NEW       give a member another name
  teacher CLASS NAME          add a teacher: shows the link to come in
  link CLASS NAME             a link that lets a member in anew: another phone, or `quiz join LINK`
  withdraw CLASS NAME         shut out all browsers and devices of a member, such as a lost phone
  remove CLASS [NAME]         remove a member from the class, or the class; asks first
  return CLASS NAME           take a student back who was removed, with all answers
  export CLASS --to FILE      students and cards as CSV
  export CLASS NAME --to FILE everything of a person, as a ZIP archive
  delete CLASS NAME           delete a person with everything of theirs; asks first
  leave CLASS                 leave a class that you joined in this terminal; progress stays
"""
EXAMPLES = """\
examples:
  quiz class create 7b
  quiz class publish 7b capital-cities
  quiz class publish 7b ~/decks/rivers.yaml
  quiz class assign 7b rivers tomorrow
  quiz class assign 7b rivers friday
  quiz class students 7b
  quiz class students 7b rivers --to rivers.csv     for a spreadsheet
  quiz class hardest 7b --limit 5
  quiz class invite 7b --days 2
  quiz class teacher 7b "Ms Gray"
  quiz class list --database postgresql://quiz@db.example.org/quiz
"""
ACTIONS = (
    "list", "create", "show", "invite", "uninvite", "lock", "unlock", "publish", "unpublish",
    "assign", "unassign", "students", "hardest", "weeks", "ranking", "rename", "teacher", "link",
    "withdraw", "remove", "return", "export", "delete", "leave",
)  # fmt: skip
_MANY = whole(1, 366)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the action, the class and what else it takes."""
    parser.add_argument("action", nargs="?", type=_action, default="list", metavar="ACTION")
    parser.add_argument("class_name", nargs="?", default="", metavar="CLASS")
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument(
        "--days", type=_MANY, default=30, metavar="N", help="an invitation's days; 30 by default"
    )
    parser.add_argument(
        "--limit", type=_MANY, default=20, metavar="N", help="cards or weeks; 20 by default"
    )
    parser.add_argument("--to", type=Path, metavar="FILE", help="write a CSV file or an archive")
    flag(parser, "--force", "overwrite an existing file")
    flag(parser, "--yes", "do not ask before removing or deleting")
    flag(parser, "--plain", "figures alone, no signs, for screen readers")
    add_database_argument(parser)


def _action(text: str) -> str:
    if text not in ACTIONS:
        advice = meant(text, ACTIONS, "`quiz class --help` lists all")
        raise argparse.ArgumentTypeError(f"there is no action {one_line(text)}; {advice}")
    return text


def execute(options: argparse.Namespace) -> int:
    """Do what the action says; returns 1 if the answer to a question is no, else 0."""
    if options.action == "leave":
        return _leave(options)
    status: int = server_module("quiz class", "quiz.cli.class_actions").execute(options)
    return status


def _leave(options: argparse.Namespace) -> int:
    home, name = paths.home(), options.class_name
    joined = classes_there(home)
    found = [each for each in joined if name_key(each.name) == name_key(name)]
    if len(found) != 1:
        known = ", ".join(f"{each.name} at {each.server.address}" for each in joined)
        raise QuizError(
            f"you have joined no class {one_line(name)}"
            + (f"; you are in {known}" if joined else "; `quiz join CODE@HOST` joins one")
        )
    question = f"Leave {found[0].name}? Its decks go; your progress stays."
    if not ask(question, undone="changed", yes=options.yes):
        return 1
    sync_classes(home)
    leave_class(found[0])
    print(f"You are not in {found[0].name} any more.")
    return 0
