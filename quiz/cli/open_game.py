"""Shared by several commands: the arguments for decks and player, and opening the game."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from quiz import paths
from quiz.cli.chosen_player import chosen_player
from quiz.cli.main import COMMANDS
from quiz.cli.progress_bar import ProgressBar
from quiz.cli.streams import warn
from quiz.cli.suggestions import MOST, known_decks, near, no_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.lost_cards import news_of_lost
from quiz.settings.deck_tables import faults_of_names
from quiz.settings.load import FILE_NAME, load_settings
from quiz.storage import parameters
from quiz.storage.index.cost_of_faults import cost_of_faults
from quiz.storage.library.folders import folders
from quiz.storage.log.missing_events import missing_at_a_glance
from quiz.storage.log.store import CHECKED, Store
from quiz.wording import joined

if TYPE_CHECKING:
    import argparse

    from quiz.decks.faults import Fault


def add_library_arguments(parser: argparse.ArgumentParser, *, decks: bool = True) -> None:
    """Add PATH…, --deck and --player. decks: whether there is a choice of decks: --deck, and only
    those in the paths."""
    which = "only decks in these files and folders" if decks else "decks in these files, too"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=which)
    if decks:
        parser.add_argument(
            "--deck",
            action="append",
            metavar="NAME",
            help="only this deck or folder, as in `quiz list` (may be repeated)",
        )
    parser.add_argument("--player", metavar="NAME", help="play as NAME, with separate progress")


def library_roots(extra: list[Path]) -> list[Path]:
    """The player's own decks, the shipped decks, and the paths from the command line."""
    for path in extra:
        if not path.exists():
            raise QuizError(
                f"{path}: no such file or folder; expected a deck or a folder of decks"
                + _meant(str(path))
            )
    return [*paths.library(), *extra]


def _meant(word: str) -> str:
    """Suggests the commands and decks that a missing path may stand for."""
    if word in COMMANDS:
        return f"; a command must come before all paths: `quiz {word} …`"
    meant = [f"`quiz {name}`" for name in near(word, COMMANDS)]
    meant += [f"`--deck {name}`" for name in near(word, known_decks())]
    return f"; did you mean {joined(meant[:MOST], 'or')}?" if meant else ""


def open_game(
    options: argparse.Namespace, seed: int | None = None, *, newcomers: bool = False
) -> Game:
    """Open the game for the player and library in the options, and report faults.

    newcomers: whether an unknown player may be added, after asking.
    Raises QuizError for an unknown player who is not added.
    """
    home = paths.home()
    bar = ProgressBar()
    store = Store.open(home, bar)
    if store.unclean:
        warn(CHECKED)
    try:
        if lack := missing_at_a_glance(home, store.newest_id()):
            warn(f"{lack.text()}; `quiz doctor --repair` joins them")
        loaded = load_settings(home / FILE_NAME)
        player = chosen_player(store, options, newcomers=newcomers).id
        weights = home / parameters.FILE_NAME
        parameters.move_to_ids(weights, store.players())
        for fault in (*loaded.faults, *parameters.load_parameters(weights, player).faults):
            warn(fault)
        game = Game(
            store,
            library_roots(options.paths),
            loaded.settings,
            player,
            seed=seed,
            parameters=lambda key: parameters.load_parameters(weights, key).parameters,
            progress=bar,
        )
        if loaded.settings.decks:
            names = game.shelf.every_name()
            for fault in faults_of_names(home / FILE_NAME, loaded.settings, names):
                warn(fault)
        if told := store.set_aside():
            warn(told)
        return game
    except BaseException:
        store.close()
        raise


def chosen_decks(game: Game, options: argparse.Namespace) -> list[str] | None:
    """The decks given by --deck, or else by paths; None for all."""
    if options.deck:
        chosen = [deck for name in options.deck for deck in decks_named(game, name, options)]
        return list(dict.fromkeys(chosen))
    if options.paths:
        given = [path.resolve() for path in options.paths]
        files = [path for path in given if path.is_file()]
        # Resolve each folder once, not each of a thousand files.
        inside = cache(lambda folder: _is_below(Path(folder).resolve(), given))
        return [
            name
            for name, loaded in game.decks.items()
            if inside(loaded.file.rpartition(os.sep)[0])
            or (files and loaded.path.resolve() in files)
        ]
    return None


def decks_named(game: Game, name: str, options: argparse.Namespace) -> list[str]:
    """The decks with this name or in the folder of this name; QuizError if there are none."""
    found = game.decks_named(f"{name.rstrip('/')}/")
    if found:
        return found
    at_fault = [f.file for f in game.faults if Path(f.file).stem == name]
    if at_fault:
        check = _check(_path_with(at_fault[0], options.paths))
        raise QuizError(f"the deck {one_line(name)} cannot be read; `{check}` says why")
    raise QuizError(no_deck(name, [*game.decks, *folders(game.decks)]))


def _is_below(folder: Path, roots: Sequence[Path]) -> bool:
    return any(folder.is_relative_to(root) for root in roots)


def nothing_but_faults(
    game: Game, options: argparse.Namespace, names: Sequence[str] | None
) -> bool:
    """Whether the given paths hold faults and no deck. names: from `chosen_decks`."""
    return not names and any(_path_with(fault.file, options.paths) for fault in game.faults)


def has_decks(game: Game, options: argparse.Namespace, names: Sequence[str] | None) -> bool:
    """Report what is wrong in the given paths; returns whether there is anything to count.

    names: from `chosen_decks`. Without paths, nothing is reported: a shell prompt has no room for
    the faults of a library.
    """
    if options.paths:
        report_faults(game, options)
        report_lost(game)
    return not nothing_but_faults(game, options, names)


def report_faults(game: Game, options: argparse.Namespace) -> None:
    """Print all faults of files given on the command line; for other files, a count and the command
    that lists their faults."""
    counted: dict[str, list[Fault]] = {}
    for fault in game.faults:
        named = _path_with(fault.file, options.paths)
        if named is not None and named.is_file():
            print(one_line(str(fault)), file=sys.stderr)
        else:
            counted.setdefault(_check(named), []).append(fault)
    for check, faults in counted.items():
        cost = cost_of_faults(faults, game.decks.values())
        warn(f"{cost}; `{check}` says why")


def report_lost(game: Game) -> None:
    """Say which progress an edit lost, in the first command that reads the deck after it."""
    if lost := news_of_lost(game):
        warn(lost)


def _path_with(file: str, paths: Sequence[Path]) -> Path | None:
    """The command-line path that contains this file; None if none does."""
    resolved = Path(file).resolve()
    return next((path for path in paths if resolved.is_relative_to(path.resolve())), None)


def _check(path: Path | None) -> str:
    """The command that lists the faults below this path; None for the whole library."""
    if path is None:
        return "quiz check"
    return f"quiz check {quote(str(path))}"
