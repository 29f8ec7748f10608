"""`quiz live`: host a live quiz."""

from __future__ import annotations

import argparse
import re
import sys
import webbrowser
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quiz import paths
from quiz.cli.chosen_player import play_as
from quiz.cli.late import live_app_module, server_module
from quiz.cli.open_game import decks_named, open_game, report_faults
from quiz.cli.parser import flag, whole
from quiz.cli.play import full_screen
from quiz.cli.server_database import add_server_arguments, database_address
from quiz.cli.streams import warn
from quiz.clock import now_ms
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.live_keys import HostedQuiz, LiveKeys
from quiz.game.live_link import GoneError, LiveLink
from quiz.game.live_opening import open_live, plan_live
from quiz.game.local_server import announced
from quiz.http_client import Client, HttpError
from quiz.live.names import MOST_TEAMS, team_names
from quiz.live.question import MOST_QUESTIONS, MOST_SECONDS
from quiz.moment import MS_PER_DAY
from quiz.plain.lines import input_lines
from quiz.plain.plain_live import PlainHost
from quiz.settings.load import load_settings, settings_path
from quiz.storage.sync.tokens import token_for
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.game.live_opening import LivePlan
    from quiz.serve.server import OwnServer

DESCRIPTION = """\
Host a live quiz. Everybody gets the questions at once, on a phone or in a terminal; right and fast
answers earn points.

It shows a code, an address and a picture to scan. Players need nothing but a browser, or
`quiz join CODE@HOST` in a terminal. If no `quiz serve` runs here, this starts a server of its own
in the local network. If this window closes, `quiz live --resume` goes on.
"""
EXAMPLES = """\
examples:
  quiz live capital-cities               ten questions, drawn by chance
  quiz live spanish --limit 20 --teams Red,Blue
  quiz live spanish --seconds 15 --typed
  quiz live spanish --page               with a page for a projector, in the browser
  quiz live spanish --challenge          everybody at their own pace, open for a week
  quiz live spanish --server https://quiz.example.org
  quiz live --resume                     go on after the window or the machine went away
  quiz live --resume PAGE                from another machine: the address that `page` shows
"""

_LAST = "last"
_PAGE = re.compile(r"(https?://[^/\s]+)/live/(\d{6})/host\?key=([\w-]+)")
DAYS = 7
MOST_DAYS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the questions and the server."""
    parser.add_argument("decks", nargs="*", metavar="DECK", help="decks or folders")
    parser.add_argument("--player", metavar="NAME", help="the decks and the progress of NAME")
    flag(parser, "--yes", "add a new player without asking")
    parser.add_argument(
        "--limit", type=whole(1, MOST_QUESTIONS), metavar="N", help="questions; 10 by default"
    )
    parser.add_argument(
        "--seconds", type=whole(1, MOST_SECONDS), metavar="N",
        help="for each question; by default 20, typed 30, an order 45",
    )  # fmt: skip
    flag(parser, "--typed", "have answers typed where possible")
    parser.add_argument("--seed", type=int, metavar="N", help="ask the same questions again")
    parser.add_argument(
        "--teams", metavar="N|NAMES", default="",
        help=f"how many teams, or their names with commas; at most {MOST_TEAMS}",
    )  # fmt: skip
    parser.add_argument(
        "--challenge", nargs="?", type=whole(1, MOST_DAYS), const=DAYS, metavar="DAYS",
        help=f"everybody answers at their own pace; open for so many days, {DAYS} by default",
    )  # fmt: skip
    parser.add_argument("--server", metavar="ADDRESS", help="use this server")
    add_server_arguments(parser)
    parser.add_argument(
        "--resume", nargs="?", const=_LAST, metavar="PAGE",
        help="go on with the quiz hosted last, or from another machine with that of a host's PAGE",
    )  # fmt: skip
    flag(parser, "--page", "open a page for a projector in the browser, too")
    flag(parser, "--plain", "plain lines (the default without a terminal)")


def execute(options: argparse.Namespace) -> int:
    """Host a quiz until it is over or the host leaves; returns 0."""
    if bool(options.resume) == bool(options.decks):
        raise QuizError("expected a deck, as in `quiz list`, or --resume")
    home = paths.home()
    keys = LiveKeys(home)
    with ExitStack() as at_end:
        hosted = (
            _resumed(options, home, keys, at_end)
            if options.resume
            else _opened(options, home, at_end)
        )
        keys.host(hosted)
        link = LiveLink(hosted.address, hosted.code, hosted.key, host=True)
        # It tells at once if the quiz is not there.
        link.look()
        if options.page:
            webbrowser.open(link.page)
        _host(options, link)
    return 0


def _host(options: argparse.Namespace, link: LiveLink) -> None:
    if options.plain or not full_screen():
        PlainHost(link, input_lines(sys.stdin), sys.stdout, sys.stderr).run()
        return
    live_app_module().host_app(link, load_settings(settings_path()).settings).run()


# ── opening ─────────────────────────────────────────────────────────────────────


def _opened(options: argparse.Namespace, home: Path, at_end: ExitStack) -> HostedQuiz:
    teams = team_names(options.teams)
    if options.teams and not teams:
        raise QuizError("expected two teams or more: a number, or names with commas between")
    plan = _plan(options)
    if plan.left_out:
        cards = counted(plan.left_out, "card")
        warn(f"{cards} cannot be asked live (lists, flashcards) and stay out")
    address, token, own = _server(options, home, at_end)
    client = Client(address, token)
    closes = 0
    if options.challenge:
        closes = now_ms() + options.challenge * MS_PER_DAY
    try:
        code, key = open_live(client, plan, teams, closes)
    except HttpError as error:
        if error.status == 403:
            raise QuizError(
                f"{client.host} lets only its owner and its teachers open quizzes: `quiz sync "
                f"--set {address}` makes this a device of the owner; teachers open a deck in "
                "the browser and host it there"
            ) from error
        raise
    return HostedQuiz(address, code, key, own, options.host)


def _plan(options: argparse.Namespace) -> LivePlan:
    with closing(open_game(options, newcomers=True)) as game:
        if options.player:
            play_as(game.store, game.player, options.player)
        report_faults(game, options)
        names = [name for each in options.decks for name in decks_named(game, each, options)]
        random = SystemRandom() if options.seed is None else Random(options.seed)
        return plan_live(
            game, list(dict.fromkeys(names)), options.limit or game.settings.quiz_questions,
            random, seconds=options.seconds, typed=options.typed,
        )  # fmt: skip


def _server(options: argparse.Namespace, home: Path, at_end: ExitStack) -> tuple[str, str, bool]:
    """The server to use: its address, the token for it, and whether this command started it."""
    if options.server:
        address = options.server.rstrip("/")
        return address, token_for(home, address), False
    running = announced(home)
    if running is not None and _answers(running.address):
        return running.address, running.key, False
    own = _started(options, home, at_end, options.port)
    return own.here.address, own.here.key, True


def _answers(address: str) -> bool:
    try:
        Client(address, seconds=2.0).get("live")
    except HttpError:
        return False
    return True


def _started(
    options: argparse.Namespace, home: Path, at_end: ExitStack, at: int | None
) -> OwnServer:
    server = server_module("A server for live quizzes")
    own: OwnServer = server.OwnServer(
        home, database_address(options), server.Wanted(options.host, at), warn
    )
    at_end.callback(own.close)
    return own


# ── going on ────────────────────────────────────────────────────────────────────


def _resumed(
    options: argparse.Namespace, home: Path, keys: LiveKeys, at_end: ExitStack
) -> HostedQuiz:
    if options.resume != _LAST:
        return _hosted_at(options.resume)
    hosted = keys.hosted()
    if hosted is None:
        raise QuizError("no quiz was hosted from here; `quiz live DECK` opens one")
    try:
        LiveLink(hosted.address, hosted.code, hosted.key, host=True).look()
    except GoneError:
        raise
    except HttpError:
        if not hosted.own:
            raise
        # The server went with the window. Players look for it where it was.
        options.host = options.host or hosted.listens
        _started(options, home, at_end, urlsplit(hosted.address).port)
    return hosted


def _hosted_at(page: str) -> HostedQuiz:
    """The quiz whose host's page has this address, on whichever machine it was opened."""
    found = _PAGE.fullmatch(page)
    if found is None:
        raise QuizError(
            f"{one_line(page)} is no host's page; `page` in `quiz live --plain` shows its address"
        )
    address, code, key = found.groups()
    return HostedQuiz(address, code, key, own=False)
