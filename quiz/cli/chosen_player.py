"""Who plays: the player that a command line names, and a new one after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli.ask import ask_at_terminal, at_terminal
from quiz.cli.suggestions import near, no_player, one_of
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.history.player import Player
from quiz.storage.log.players_table import new_id

if TYPE_CHECKING:
    import argparse

    from quiz.storage.log.store import Store


def chosen_player(store: Store, options: argparse.Namespace, *, newcomers: bool) -> Player:
    """The player that --player names, else who played last; a name that was joined to another
    player's stands for that player.

    newcomers: whether somebody may be named who is not known: at once when nobody has a name yet,
    or with --yes, else after a question; never who was removed. They are added by `take_in`.
    Raises QuizError for who is not known and is not wanted.
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
    """Give the player with this id a name that nobody has or had, and add them where they are
    new."""
    if store.find_player(name) is not None or store.absent_players(name):
        return
    if store.person_of(player) is None:
        store.add_player(name, player)
    else:
        store.rename_player(player, name)


def not_here(store: Store, name: str) -> QuizError:
    """That nobody of this name plays here, and what may be meant."""
    if store.absent_players(name):
        said = one_line(name)
        return QuizError(
            f"{said} was removed or joined to another player; `quiz players back {said}` undoes "
            f"it, `quiz players add {said}` makes somebody else of this name"
        )
    return QuizError(no_player(name, [player.name for player in store.players()]))


def _ask_for_new(name: str, known: list[str]) -> None:
    """Raises QuizError unless somebody at a terminal wants a new player."""
    if not at_terminal():
        unknown = no_player(name, known)
        raise QuizError(f"{unknown}{'' if unknown[-1] == '?' else ';'} --yes makes a new player")
    names = [one_line(other) for other in near(name, known)]
    meant = f" Did you mean {one_of(names)}?" if names else ""
    if not ask_at_terminal(f"There is no player '{one_line(name)}'.{meant} Make a new player?"):
        raise QuizError("nobody was added")
