"""`quiz players`: lists, renames, removes, joins and brings back players."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing

from quiz import paths
from quiz.cli.ask import ask
from quiz.cli.chosen_player import not_here
from quiz.cli.parser import flag
from quiz.cli.suggestions import meant
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.history.player import Player
from quiz.storage.log.players_table import FormerPlayer
from quiz.storage.log.store import Store
from quiz.storage.parameters import FILE_NAME, move_to_ids
from quiz.wording import counted

DESCRIPTION = """\
List the players on this machine, the last one to play first; or change them.
Renaming a player changes nothing else. Nobody is ever deleted: removed and joined players stay in
the history with all their answers, and `back` undoes it.

actions:
  add NAME          add a player
  rename NAME NEW   rename a player
  remove NAME       remove a player from lists, scores and archives; asks first
  join NAME INTO    give all answers of NAME to INTO, the same person; asks first
  back NAME         undo a remove or a join
"""
EXAMPLES = """\
examples:
  quiz players                       all players, with their number of answers
  quiz players rename player Ada
  quiz players join Adda Ada         a typo made two players of one
  quiz players remove Bo --yes       without asking, for scripts
  quiz players back Bo
  quiz players --ids                 with the ids used in settings and archives
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for action and players."""
    parser.add_argument("action", nargs="?", choices=["list", *_ACTIONS], metavar="ACTION")
    parser.add_argument("names", nargs="*", metavar="NAME")
    flag(parser, "--ids", "show each player's id")
    flag(parser, "--yes", "do not ask before a remove or join")


def execute(options: argparse.Namespace) -> int:
    """List or change players; returns 1 if the player says no, else 0. Raises QuizError."""
    with closing(Store.open(paths.home())) as store:
        move_to_ids(paths.home() / FILE_NAME, store.players())
        if options.action in (None, "list"):
            _list(store, ids=options.ids)
            return 0
        wanted, act = _ACTIONS[options.action]
        if len(options.names) != wanted:
            raise QuizError(f"`quiz players {options.action}` takes {counted(wanted, 'name')}")
        return act(store, options.names, options.yes)


def _list(store: Store, *, ids: bool) -> None:
    players = store.players()
    if not players:
        print("Nobody has played yet.")
    for number, player in enumerate(players):
        mark = "* " if number == 0 else "  "
        key = f"  {player.id}" if ids else ""
        print(f"{mark}{_name_and_answers(store, player)}{key}")
    if len(players) > 1:
        print("* plays if no --player is given.")
    for gone in store.absent_players():
        key = f"  {gone.id}" if ids else ""
        how = f"joined to {store.name_of(gone.joined)}" if gone.joined else "removed"
        print(f"  {one_line(gone.name)}, {one_line(how)}{key}")


def _name_and_answers(store: Store, player: Player) -> str:
    return f"{one_line(player.name)}, {counted(store.count(player.id), 'answer')}"


def _player(store: Store, name: str) -> Player:
    found = store.find_player(name)
    if found is None:
        raise not_here(store, name)
    return found


def _add(store: Store, names: list[str], yes: bool) -> int:
    print(f"Added {one_line(store.add_player(names[0]).name)}.")
    return 0


def _rename(store: Store, names: list[str], yes: bool) -> int:
    player = _player(store, names[0])
    renamed = store.rename_player(player.id, names[1])
    print(f"{one_line(player.name)} is now {one_line(renamed.name)}.")
    return 0


def _remove(store: Store, names: list[str], yes: bool) -> int:
    player = _player(store, names[0])
    question = f"Remove {_name_and_answers(store, player)}, with memories, points and scores?"
    if not ask(question, undone="removed", yes=yes):
        return 1
    store.remove_player(player.id)
    print(f"Removed {one_line(player.name)}; `quiz players back` undoes it.")
    return 0


def _join(store: Store, names: list[str], yes: bool) -> int:
    player, into = (_player(store, name) for name in names)
    if player == into:
        raise QuizError(f"both names are the same player, {one_line(player.name)}")
    question = f"Join {_name_and_answers(store, player)}, to {_name_and_answers(store, into)}?"
    if not ask(question, undone="joined", yes=yes):
        return 1
    store.join_players(player.id, into.id)
    both = counted(store.count(into.id), "answer")
    print(f"{one_line(into.name)} now has {both}; `quiz players back` undoes it.")
    return 0


def _bring_back(store: Store, names: list[str], yes: bool) -> int:
    gone = _gone(store, names[0])
    print(f"{one_line(store.bring_back_player(gone.id).name)} is back.")
    return 0


def _gone(store: Store, name: str) -> FormerPlayer:
    absent = store.absent_players()
    found = store.absent_players(name) or [gone for gone in absent if gone.id == name]
    if len(found) > 1:
        raise QuizError(
            f"{len(found)} players named {one_line(name)} were removed or joined; use the id from "
            "`quiz players --ids`"
        )
    if not found:
        advice = meant(name, [gone.name for gone in absent])
        nobody = f"nobody named {one_line(name)} was removed or joined"
        raise QuizError(f"{nobody}; {advice}" if advice else nobody)
    return found[0]


_ACTIONS: dict[str, tuple[int, Callable[[Store, list[str], bool], int]]] = {
    "add": (1, _add),
    "rename": (2, _rename),
    "remove": (1, _remove),
    "join": (2, _join),
    "back": (1, _bring_back),
}
