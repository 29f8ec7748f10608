"""What all actions of `quiz class` work with."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from shlex import quote

from sqlalchemy import Connection

from quiz.cli.suggestions import meant
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.formats.deck_names import safe_name
from quiz.history.player import name_key
from quiz.moment import Moment
from quiz.serve.people import classes, members, publishing
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import Class
from quiz.serve.people.members import Member


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

    def of(self, chosen: Class) -> tuple[Connection, str, str]:
        """What most functions of `quiz.serve.people` take first."""
        return self.connection, OPERATOR, chosen.id

    def word(self, what: str) -> str:
        """The only word after the class. Raises QuizError."""
        if len(self.words) != 1:
            raise QuizError(f"`quiz class {self.options.action} CLASS` takes {what}")
        return self.words[0]

    def member(self, chosen: Class, name: str) -> Member:
        """A member of the class. Raises QuizError."""
        return members.member_named(*self.of(chosen), name)

    def deck(self, word: str) -> str:
        """The name of a published deck of the class. Raises QuizError."""
        chosen = self.chosen()
        found = publishing.decks_of_class(*self.of(chosen))
        names = [deck.name for deck in found]
        if safe_name(word) in names:
            return safe_name(word)
        advice = meant(word, names, f"`{command('show', chosen)}` lists its decks")
        raise QuizError(f"{one_line(chosen.name)} has no deck {one_line(word)}; {advice}")


def command(action: str, chosen: Class) -> str:
    """What to type for an action of this class."""
    return f"quiz class {action} {quote(one_line(chosen.name))}"
