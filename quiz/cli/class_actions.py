"""What `quiz class` does; loaded only with the extra `serve`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from typing import NamedTuple

from quiz import paths
from quiz.cli import class_decks as decks
from quiz.cli import class_figures as figures
from quiz.cli import class_members as people
from quiz.cli import class_setup as setup
from quiz.cli.ask import ask
from quiz.cli.class_call import Call
from quiz.cli.server_database import database_address
from quiz.clock import system_clock
from quiz.serve.database.database import Database
from quiz.storage.log.backups import FOLDER as BACKUPS


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
        action = Action(figures.show_ranking, reads=True)
    with closing(Database(database_address(options), paths.home() / BACKUPS)) as database:
        if action.asks and not options.yes:
            # Nobody else should wait for the answer.
            with database.read() as connection:
                question, undone = action.asks(Call(options, connection, system_clock()))
            if not ask(question, undone=undone):
                return 1
        with database.read() if action.reads else database.begin() as connection:
            return action.act(Call(options, connection, system_clock()))


ACTIONS = {
    "list": Action(setup.show_all, reads=True),
    "create": Action(setup.create),
    "show": Action(setup.show, reads=True),
    "invite": Action(setup.invite),
    "uninvite": Action(setup.uninvite),
    "lock": Action(setup.lock),
    "unlock": Action(setup.lock),
    "publish": Action(decks.publish),
    "unpublish": Action(decks.unpublish),
    "assign": Action(decks.assign),
    "unassign": Action(decks.assign),
    "students": Action(figures.students, reads=True),
    "hardest": Action(figures.hardest, reads=True),
    "weeks": Action(figures.weeks, reads=True),
    "ranking": Action(setup.ranking),
    "rename": Action(setup.rename),
    "teacher": Action(people.teacher),
    "link": Action(people.link),
    "withdraw": Action(people.withdraw),
    "remove": Action(setup.remove, asks=setup.ask_remove),
    "return": Action(people.take_back),
    "export": Action(people.export, reads=True),
    "delete": Action(people.delete, asks=people.ask_delete),
}
