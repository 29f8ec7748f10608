"""`quiz sync`: shares progress, decks and settings with the player's other devices."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import paths
from quiz.cli.ask import ask_at_terminal, ask_text, at_terminal
from quiz.cli.open_game import open_game
from quiz.cli.open_questions import ask_all
from quiz.cli.parser import flag
from quiz.cli.progress_bar import ProgressBar
from quiz.clock import system_clock
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import faults_of
from quiz.moment import Moment
from quiz.settings.load import load_settings, settings_path
from quiz.settings.save import save_setting
from quiz.storage.log.conflict_copies import join_copies
from quiz.storage.log.heads import Heads
from quiz.storage.log.store import Store
from quiz.storage.sync.everything import sync_everything
from quiz.storage.sync.joined_classes import servers
from quiz.storage.sync.pairing import (
    address_of,
    devices_at,
    is_known_at,
    leave,
    pair_with,
    warning_about,
)
from quiz.storage.sync.status import status_of
from quiz.storage.sync.target import is_server
from quiz.wording import counted, joined

if TYPE_CHECKING:
    import argparse

    from quiz.storage.sync.report import Report
    from quiz.storage.sync.status import Status

DESCRIPTION = """\
Sync with your other devices, through a folder that something else carries to them: Syncthing,
Nextcloud, Dropbox, a git work tree, or a USB stick; or through a server that runs `quiz serve`:
`quiz serve --pair` there gives a code, for which `quiz sync --set https://HOST` asks here.
Answers, own decks with their pictures and sounds, players, weights and the settings for learning
travel; theme, animations and sounds stay.

Once it is set, the game syncs when it starts and when it ends. Each device writes only files
of its own, so nothing can be in conflict. Cards changed on one side change on the other; if both
sides changed a card, both texts stay until you choose one here.
"""
EXAMPLES = """\
examples:
  quiz sync --set ~/Dropbox/quiz     use this folder, on each of your devices
  quiz sync --set https://quiz.example.org    use this server
  quiz sync                          sync now
  quiz sync --status                 which devices there are, and what waits
  quiz sync --dry-run                only show what is new
  quiz sync --yes                    without asking, for scripts; keeps both texts
  quiz sync --unset                  stop syncing; everything stays where it is
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the place and the action."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--set", dest="target", metavar="WHERE", help="use this folder or server, then sync"
    )
    flag(what, "--unset", "stop syncing")
    flag(what, "--status", "show devices, and what waits")
    flag(what, "--dry-run", "only show what is new")
    parser.add_argument("--code", help="with --set and a server: its code, instead of asking")
    flag(parser, "--yes", "do not ask anything")


def execute(options: argparse.Namespace) -> int:
    """Sync, or change or show with what; returns 1 if nothing is set, else 0."""
    if options.unset:
        return _unset()
    if options.target is not None:
        if is_server(options.target):
            _set_server(address_of(options.target), options)
        else:
            _set_folder(options.target, options)
    target = load_settings(settings_path()).settings.sync_folder
    if not target and not servers(paths.home()):
        for line in join_copies(paths.home(), datetime.now()):
            print(one_line(line))
        print("Nothing is set to sync with; `quiz sync --set FOLDER` or `--set https://HOST` does.")
        return 1
    if options.status or options.dry_run:
        lines = _status_lines(status_of(paths.home(), target), target) if target else []
        lines += [f"classes at: {server.address}" for server in servers(paths.home())]
        for line in lines:
            print(one_line(line))
        if options.dry_run:
            print("Nothing was changed (--dry-run).")
        return 0
    with closing(open_game(options)) as game:
        _sync(target, anew=options.target is not None)
        if at_terminal() and not options.yes and ask_all(game.store):
            _sync(target)
        game.refresh()
    return 0


def _sync(target: str, *, anew: bool = False) -> None:
    home = paths.home()
    with ProgressBar() as bar:
        report = sync_everything(target, home, bar, anew=anew)
    for line in report_lines(report):
        print(one_line(line))


def _unset() -> int:
    target = load_settings(settings_path()).settings.sync_folder
    save_setting(settings_path(), "sync_folder", "")
    if not is_server(target):
        print("Not syncing any more. The folder and everything here stay as they are.")
    elif leave(target, paths.home()):
        print(f"Not syncing any more. {target} has forgotten this device; all data stay.")
    else:
        print(
            f"Not syncing any more. {target} cannot be reached; `quiz serve --devices` there "
            "withdraws this device. All data stay."
        )
    return 0


def _set_server(address: str, options: argparse.Namespace) -> None:
    if warning := warning_about(address):
        _allow_open(warning, options)
    home = paths.home()
    if not is_known_at(address, home):
        code = options.code
        if code is None and at_terminal():
            print("On the server, `quiz serve --pair` shows a code. ", end="")
            code = ask_text("Code:")
        if not code:
            raise QuizError(f"{address} needs a code of `quiz serve --pair`: pass it with --code")
        name = pair_with(address, code, home)
        _confirm(address, name, options)
        print(one_line(f"Paired: this is now a device of {name}."))
    save_setting(settings_path(), "sync_folder", address)
    print(one_line(f"Syncing with {address}, also when the game starts and ends."))


def _confirm(address: str, name: str, options: argparse.Namespace) -> None:
    """Show whose data are about to be joined, and ask. Raises QuizError for a no: then the server
    has forgotten this device, and nothing was joined."""
    home = paths.home()
    there = devices_at(address, home)
    told = f"devices: {joined(there)}" if there else "from no device yet"
    print(one_line(f"There: data of {name}, {told}."))
    with closing(Store.open(home)) as store, store.reading() as reader:
        number = reader.count_after(Heads())
        names = joined([player.name for player in store.players()] or ["nobody"])
    told = counted(number, "answer or change", "answers and changes")
    print(one_line(f"Here: {told}, of {names}."))
    if options.yes or not at_terminal():
        return
    if not ask_at_terminal("Are both yours? From then on both places have all of it."):
        leave(address, home)
        raise QuizError(
            "nothing was joined; the code is used up, `quiz serve --pair` shows another"
        )


def _allow_open(warning: str, options: argparse.Namespace) -> None:
    """Ask whether that is all right. Raises QuizError for a no."""
    print(one_line(warning))
    if not options.yes and not (at_terminal() and ask_at_terminal("Sync without encryption?")):
        raise QuizError("nothing was set; --yes allows it, https:// is safer")


def _set_folder(target: str, options: argparse.Namespace) -> None:
    folder = Path(target).expanduser().absolute()
    if folder.resolve().is_relative_to(paths.home().resolve()):
        raise QuizError(f"{folder} is in the data directory, expected a folder outside of it")
    if not folder.is_dir():
        if at_terminal() and not options.yes:
            print(one_line(f"{folder} is not there: a new folder, or not mounted, or mistyped?"))
            if not ask_at_terminal("Make it?"):
                raise QuizError("nothing was set")
        with faults_of("make the folder", folder):
            folder.mkdir()
        print(one_line(f"Made the folder {folder}."))
    save_setting(settings_path(), "sync_folder", str(folder))
    print(one_line(f"Syncing with {folder}, also when the game starts and ends."))


def report_lines(report: Report) -> list[str]:
    """What a sync did, a line each."""
    lines = [
        f"{counted(report.received, 'answer or change', 'answers and changes')} received, "
        f"{report.sent:,} sent."
    ]
    lines += [*report.told, *report.changes]
    lines += [f"waits: {what}" for what in (*report.waiting, *report.away)]
    if report.held:
        lines.append(
            f"{counted(report.held, 'line')} cannot be read yet: half copied, damaged, from the "
            "future or from a newer version of quiz; the next sync tries again"
        )
    lines += [f"not a file of quiz, left alone: {path}" for path in report.foreign]
    if report.questions:
        lines.append(_open(report.questions))
    return lines


def _open(questions: int) -> str:
    return (
        f"{counted(questions, 'question')}: cards with two texts, or players with one name; "
        "`quiz sync` at a terminal asks, or D in the game"
    )


def _status_lines(status: Status, target: str) -> list[str]:
    offset = system_clock().offset
    last = f"{Moment(status.last, offset).local():%Y-%m-%d %H:%M}" if status.last else "never"
    lines = [
        f"syncing with: {target}",
        f"this device: {status.device}, last synced: {last}",
        f"other devices: {', '.join(status.devices) or 'none yet'}",
        f"{counted(status.incoming, 'answer or change', 'answers and changes')} to receive, "
        f"{status.outgoing:,} to send",
    ]
    lines += [f"to take over: {name}" for name in status.decks]
    if status.questions:
        lines.append(_open(status.questions))
    return lines + ([status.trouble] if status.trouble else [])
