"""Runs the chosen command, and turns every failure into one clear line."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from quiz import __version__
from quiz.cli.parser import Parser
from quiz.cli.streams import output_fault, silence_output, use_streams, warn
from quiz.errors import QuizError

COMMANDS = {
    "play": "play a round, or open the game (the default)",
    "serve": "play in a browser, such as that of your phone",
    "live": "host a live quiz for phones and terminals",
    "join": "join a live quiz",
    "class": "invite a class, give it decks, see who learned what",
    "list": "list the decks",
    "deck": "pause a deck or folder, or set its own limits",
    "cards": "find cards, and suspend, bury or flag them",
    "reset": "make cards new again",
    "due": "count due cards, one line per deck",
    "spread": "spread due cards over several days",
    "stats": "statistics of a player",
    "achievements": "what a player has reached, and what comes next",
    "players": "list, rename, remove or join players",
    "optimize": "fit the memory model to your own history",
    "new": "start a deck of your own",
    "check": "report every fault in decks",
    "edit": "open a deck in your editor, then check it",
    "generate": "find candidate facts in news articles",
    "facts review": "accept, edit or reject candidate facts",
    "facts build": "build a deck from reviewed facts",
    "import": "take in decks of other programs",
    "export": "give a deck to another program, or pack everything",
    "restore": "bring back what was packed",
    "sync": "share progress and decks with your other devices",
    "lost": "hand the progress of vanished cards to those that continue them",
    "doctor": "is everything in order? mend what is not",
}

OLD_NAMES = {"review": "facts review", "build": "facts build"}
"""Former names of commands, which still work."""

_MODULES = {"import": "import_", "class": "class_"}
"""Commands whose module has another name."""

_WITH_WORD = ("--player", "--deck", "--mode", "--limit", "--seed", "--search")
"""Options with a value that may come before the command."""

_DESCRIPTION = """\
Quizzes and flashcards for the terminal.

Without a command, the game opens with all decks, and the cursor is on those of the given paths.
"""

_EPILOG = """\
examples:
  quiz                                 open the game
  quiz ~/decks/spanish.yaml            open it with the cursor on this deck
  quiz --deck central-asia --mode quiz --limit 5
  quiz --plain --mode review           plain lines, for screen readers and pipes
  quiz due                             count due cards
  quiz --player Ada stats              options may come before the command
  quiz doctor                          check everything
  quiz COMMAND --help                  help for one command

Your decks, history, backups and settings are in the data directory; QUIZ_HOME sets its location.
"""


def parser_of(name: str | None) -> Parser:
    """The parser of a command, or of the whole program."""
    command = _module_of(name)
    if name is not None:
        parser = Parser(f"quiz {name}", command.DESCRIPTION, command.EXAMPLES)
    else:
        named = "".join(f"  {name:<14}{text}\n" for name, text in COMMANDS.items())
        parser = Parser("quiz", _DESCRIPTION, f"commands:\n{named}\n{_EPILOG}")
        parser.add_argument("--version", action="version", version=f"quiz {__version__}")
    command.add_arguments(parser)
    return parser


def _module_of(name: str | None) -> Any:
    module = (name or "play").replace(" ", "_")
    return import_module(f"quiz.cli.{_MODULES.get(module, module)}")


def command_of(arguments: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The command in these arguments, or None, and the arguments without it."""
    place = 0
    while place < len(arguments):
        word = arguments[place]
        for words in (2, 1):
            name = " ".join(arguments[place : place + words])
            if name in COMMANDS or name in OLD_NAMES:
                rest = [*arguments[:place], *arguments[place + words :]]
                return OLD_NAMES.get(name, name), rest
        if not word.startswith("-") or word in ("--", "--version"):
            break
        place += 2 if word in _WITH_WORD else 1
    return None, arguments


def run(arguments: Sequence[str]) -> int:
    """Run one command line. Returns 0; 1 if there are faults or the player said no; 2 for wrong
    arguments or an error; 70 for an internal error."""
    try:
        use_streams()
        try:
            return _executed(arguments)
        finally:
            # At the end of the program, it would be too late to report an error.
            sys.stdout.flush()
    except QuizError as error:
        warn(error)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone.
        silence_output()
        return 0
    except Exception as error:
        foreseen = _foreseen(error)
        if foreseen:
            warn(foreseen)
            return 2
        from quiz.crash import EXIT_STATUS, account_of

        warn(account_of(error))
        return EXIT_STATUS


def _executed(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    if arguments[1:2] in (["-h"], ["--help"]):
        group = [name for name in COMMANDS if name.startswith(f"{arguments[0]} ")]
        if group:
            print("\n\n".join(parser_of(name).format_help().rstrip() for name in group))
            return 0
    name, words = command_of(arguments)
    execute: Callable[[Any], int] = _module_of(name).execute
    return execute(parser_of(name).parse_args(words))


def _foreseen(error: Exception) -> str:
    """The message for an expected kind of OSError; "" for an internal error."""
    if not isinstance(error, OSError):
        return ""
    if error.errno == errno.ENAMETOOLONG:
        # Any first use of such a path raises this, so it is handled in one place.
        return f"{error.filename}: {error.strerror}"
    # Errors of files have a name, errors of streams do not.
    reason = "" if error.filename is not None else output_fault()
    if reason:
        silence_output()
        return f"cannot write to standard output: {reason}"
    return ""
