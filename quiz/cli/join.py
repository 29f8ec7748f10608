"""`quiz join`: take part in a live quiz, or join a class."""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import suppress
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from quiz import paths
from quiz.cli.chosen_player import play_as
from quiz.cli.late import live_app_module
from quiz.cli.open_game import open_game
from quiz.cli.parser import flag
from quiz.cli.play import full_screen
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.live_answers import keep_answers
from quiz.game.live_keys import LiveKeys
from quiz.game.live_link import LiveLink
from quiz.http_client import HttpError
from quiz.live.names import clean_name
from quiz.live.view import View
from quiz.plain.lines import input_lines
from quiz.plain.plain_live import PlainPlayer
from quiz.storage.sync.joined_classes import enter_classes, join_class, sync_classes
from quiz.storage.sync.pairing import warning_about
from quiz.wording import counted, joined

DESCRIPTION = """\
Take part in a live quiz, or join a class: the host or the teacher shows the code.

Answers to cards of a live quiz that you have, too, go into your own log: a live round is learning.
The decks of a class appear beside your own, and your answers to them, but to no others, go to the
teacher; `quiz class leave CLASS` ends that. For another device of yours, a link from "Settings and
your data" in your browser, or from your teacher, stands instead of a code.
"""
EXAMPLES = """\
examples:
  quiz join 123456@192.168.1.20:8765
  quiz join 123456@https://quiz.example.org --name Ada
  quiz join 123456@localhost --team Red --plain
  quiz join kmq7d-x2fhr@quiz.example.org --name Ada      a class
  quiz join https://quiz.example.org/in/dGhpcy1pcy1h     one more device
"""

PORT = 8765
_TARGET = re.compile(r"(?P<code>[0-9A-Za-z -]+)@(?P<host>\S+)")
_LINK = re.compile(r"(?P<address>https?://[^/\s]+)/in/(?P<secret>[\w-]+)")
_LIVE = re.compile(r"\d{6}")
_CLASS = re.compile(r"[0-9A-Za-z]{10}")


class Target(NamedTuple):
    """What to join. code: without spaces. address: of the server. link: the secret of a link that
    lets in one more device, instead of a code."""

    code: str
    address: str
    link: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the quiz and the name."""
    parser.add_argument("target", metavar="CODE@HOST", help="as the host shows it")
    parser.add_argument("--name", metavar="NAME", help="as the others see it; else the player's")
    parser.add_argument("--team", metavar="TEAM", default="", help="play for this team")
    parser.add_argument("--player", metavar="NAME", help="keep the answers for NAME")
    flag(parser, "--yes", "add a new player without asking")
    flag(parser, "--plain", "plain lines (the default without a terminal)")


def target_of(text: str) -> Target:
    """What a text like CODE@HOST means, or a link. Raises QuizError."""
    if found := _LINK.fullmatch(text.strip()):
        return Target("", found["address"], found["secret"])
    found = _TARGET.fullmatch(text.strip())
    if found is None:
        raise QuizError(f"{one_line(text)}: expected CODE@HOST, such as 123456@192.168.1.20:8765")
    return Target(re.sub("[ -]", "", found["code"]), _address(found["host"]))


def _address(host: str) -> str:
    if "://" in host:
        parts = urlsplit(host)
        return f"{parts.scheme}://{parts.netloc}"
    try:
        name, port = urlsplit(f"//{host}").hostname or "", urlsplit(f"//{host}").port
    except ValueError as error:
        raise QuizError(f"{one_line(host)} is no host") from error
    if not _is_near(name):
        return f"https://{host}"
    return f"http://{host}" if port else f"http://{host}:{PORT}"


def _is_near(name: str) -> bool:
    """Whether a host is an address or a name of the local network, where nothing is encrypted."""
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return "." not in name or name.endswith((".local", ".lan", ".home", ".internal"))
    return True


def execute(options: argparse.Namespace) -> int:
    """Take part until the quiz is over or the player leaves; returns 0."""
    target = target_of(options.target)
    is_class = target.link or _CLASS.fullmatch(target.code)
    if not _LIVE.fullmatch(target.code) and not is_class:
        raise QuizError(
            f"{target.code} is no code: expected six digits for a live quiz, ten letters and "
            "digits for a class"
        )
    game = open_game(options, newcomers=True)
    try:
        if options.player:
            play_as(game.store, game.player, options.player)
        if is_class:
            return _join_class(options, target, game)
        return _join_live(options, target, game)
    finally:
        game.close()


def _join_class(options: argparse.Namespace, target: Target, game: Game) -> int:
    home = paths.home()
    if warning := warning_about(target.address):
        print(one_line(warning))
    if target.link:
        name = enter_classes(target.address, target.link, game.player, home)
        print(f"This is one more device of {name}.")
    else:
        name = _name(options, game)
        title, called = join_class(target.address, target.code, name, game.player, home)
        print(f"You are {called} in {title}.")
    if game.store.is_unnamed():
        # Whoever has just told their name is not asked for it again by the game.
        with suppress(QuizError):
            game.store.rename_player(game.player, name)
    report = sync_classes(home)
    for line in (*report.changes, *report.away):
        print(one_line(line))
    print(
        "The decks are in your library now, and your answers to them go to the teacher, whenever "
        "the game starts and ends. `quiz class leave CLASS` ends that."
    )
    return 0


def _join_live(options: argparse.Namespace, target: Target, game: Game) -> int:
    keys = LiveKeys(paths.home())
    host = urlsplit(target.address).netloc
    # Two names are two players, also on one machine.
    key = keys.of_player(target.code, host, options.name or game.player)
    link = LiveLink(target.address, target.code, key)
    view = link.look()
    if view.get("you") is None:
        name = _name(options, game)
        _check_team(options.team, view)
        view = link.send("join", {"name": name, "team": options.team})
    link.measure()
    if options.plain or not full_screen():
        print(f"You are {one_line(view['you']['name'])} in {one_line(view['title'])}.")
        keep = _Keeper(link, game)
        PlainPlayer(link, input_lines(sys.stdin), sys.stdout, sys.stderr, keep).run()
        return 0
    live_app_module().player_app(link, game).run()
    print(_Keeper(link, game)())
    return 0


def _name(options: argparse.Namespace, game: Game) -> str:
    name = options.name or ("" if game.store.is_unnamed() else game.player_name)
    while not clean_name(name):
        print("Your name, as the others see it: ", end="", flush=True)
        line = next(input_lines(sys.stdin), None)
        if line is None:
            raise QuizError("a name is needed; --name NAME gives it")
        name = line
    return str(name)


def _check_team(team: str, view: View) -> None:
    teams = [str(each) for each in view["teams"]]
    if team and team not in teams:
        said = f"its teams are {one_line(joined(teams))}" if teams else "it has no teams"
        raise QuizError(f"there is no team {one_line(team)}: {said}")


class _Keeper:
    """Puts the answers so far into the player's own log."""

    def __init__(self, link: LiveLink, game: Game) -> None:
        self._link = link
        self._game = game
        self._kept = 0

    def __call__(self) -> str:
        """Returns what to tell about it."""
        try:
            self._kept += keep_answers(self._game, self._link.own_answers())
        except HttpError:
            return ""
        except QuizError as error:
            return str(error)
        answers = counted(self._kept, "answer")
        return f"{answers} went into your own log." if self._kept else ""
