"""Chooses the player named on the command line, or adds a new one after asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.ask import ask_at_terminal, at_terminal
from quiz.cli.suggestions import meant, no_player
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.history.player import Player
from quiz.storage.log.players_table import new_id
from quiz.wording import with_capital

if TYPE_CHECKING:
    import argparse

    from quiz.storage.log.store import Store


def chosen_player(store: Store, options: argparse.Namespace, *, newcomers: bool) -> Player:
    """The player named by --player, or else the last one to play. The name of a joined player means
    the player they were joined to.

    newcomers: whether the name may be unknown: accepted at once if nobody has a name yet or with
    --yes, otherwise after asking; never for a removed player. `take_in` adds the new player.
    Raises QuizError for an unknown player who is not accepted.
    """
    name = options.player
    if not name:
        return store.last_player()
    found = store.find_player(name)
    if found is not None:
        return found
    absent = store.absent_players(name)
    joined = {gone.joined for gone in absent}
    meant = [player for player in store.players() if player.id in joined]
    if len(meant) == len(absent) == 1:
        return meant[0]
    if absent or not newcomers:
        raise not_here(store, name)
    known = [player.name for player in store.players()]
    if store.is_unnamed():
        return Player(store.last_player().id, name)
    if known and not (options.yes or getattr(options, "dry_run", False)):
        _ask_for_new(name, known)
    return Player(new_id(), name)


def take_in(store: Store, player: str, name: str) -> None:
    """Add the player with this id under this name, or rename them; does nothing if the name is or
    was taken."""
    if store.find_player(name) is not None or store.absent_players(name):
        return
    if store.person_of(player) is None:
        store.add_player(name, player)
    else:
        store.rename_player(player, name)


def play_as(store: Store, player: str, name: str) -> None:
    """Take in the player; from now on, they are the default one."""
    take_in(store, player, name)
    store.choose_player(player)


def not_here(store: Store, name: str) -> QuizError:
    """The error for a name that is not a current player, with suggestions."""
    if store.absent_players(name):
        said = one_line(name)
        return QuizError(
            f"{said} was removed or joined to another player; `quiz players back {said}` undoes "
            f"it, `quiz players add {said}` adds another player with this name"
        )
    return QuizError(no_player(name, [player.name for player in store.players()]))


def _ask_for_new(name: str, known: list[str]) -> None:
    """Raise QuizError unless the player at the terminal agrees to add a new player."""
    if not at_terminal():
        unknown = no_player(name, known)
        raise QuizError(f"{unknown}{'' if unknown[-1] == '?' else ';'} --yes adds a new player")
    said = [f"There is no player '{one_line(name)}'.", with_capital(meant(name, known))]
    if not ask_at_terminal(" ".join(filter(None, (*said, "Add a new player?")))):
        raise QuizError("nobody was added")
