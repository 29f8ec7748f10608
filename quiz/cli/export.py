"""`quiz export`: writes a deck for another program, or everything as one archive."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import paths
from quiz.cli.open_game import decks_named, open_game
from quiz.cli.parser import flag
from quiz.cli.streams import warn
from quiz.cli.target import STANDARD_OUTPUT, may_write, put_in_place
from quiz.clock import system_clock
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.files import make_folder
from quiz.formats.file_io import format_for, text_in, write_file
from quiz.formats.registry import ANKI, WRITTEN, by_suffix
from quiz.game.exporting import exported_deck
from quiz.storage.archive.backup import write_backup
from quiz.storage.log.store import Store
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.formats.interchange import ExportedDeck
    from quiz.formats.registry import Format
    from quiz.game.game import Game

DESCRIPTION = """\
Write a deck to a file for another program, with your answers if the format supports them.
The file's name or --format decides the format. --all instead packs all your data into one archive.

formats:
""" + "".join(
    f"  {each.name:<10}{each.what} ({', '.join(each.suffixes)})\n" for each in WRITTEN.values()
)
EXAMPLES = """\
examples:
  quiz export spanish --to spanish.csv
  quiz export spanish --to words.txt --format tsv     for Quizlet
  quiz export spanish --to spanish.json --without-history
  quiz export spanish --to - --format csv | column -t -s ,
                                                      standard output, for text formats
  quiz export languages --to exported --format csv    a file for each deck in this folder
  quiz export languages --to languages.apkg           all of them, for Anki
  quiz export --all --to quiz-backup.zip              everything, for `quiz restore`
"""


BACK_IN_ANKI = (
    "  These cards came from Anki: a collection that still has them keeps its own, so import the "
    "package into a new profile, or delete the deck there first."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the deck and the file."""
    parser.add_argument(
        "name", metavar="DECK", nargs="?", help="a deck or folder, as in `quiz list`"
    )
    flag(parser, "--all", "your decks, all histories and settings, as an archive")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="file to write; - for stdout"
    )
    parser.add_argument("--format", metavar="FORMAT", default="", help="format of the file")
    flag(parser, "--without-history", "only the cards, without your answers")
    flag(parser, "--force", "overwrite an existing file")
    parser.add_argument("--player", metavar="NAME", help="whose history to include")


def execute(options: argparse.Namespace) -> int:
    """Write the file; returns 1 if the player says no, else 0."""
    if options.all == bool(options.name):
        raise QuizError("name a deck or a folder, or pass --all")
    return _everything(options) if options.all else _deck_or_folder(options)


def _deck_or_folder(options: argparse.Namespace) -> int:
    game = open_game(options)
    names = decks_named(game, options.name, options)
    if names != [options.name]:
        return _folder(game, names, options)
    chosen = format_for(options.to, options.format)
    if options.to == STANDARD_OUTPUT and chosen.binary:
        raise QuizError(f"{chosen.name} is not a text format; name a file with --to")
    deck = exported_deck(game, options.name, with_past=not options.without_history)
    faulty = _faulty(game, options.name)
    if options.to == STANDARD_OUTPUT:
        _print(deck, chosen, faulty)
        return 0
    return _write(deck, options.to, chosen, faulty, force=options.force)


def _folder(game: Game, names: list[str], options: argparse.Namespace) -> int:
    """Write each deck of a folder to its own file, in the same folders as here, or all of them to
    one file if its format can hold them."""
    to: Path = options.to
    if to != STANDARD_OUTPUT and not to.is_dir() and (kept := by_suffix(to.name)) and kept.several:
        decks = [exported_deck(game, n, with_past=not options.without_history) for n in names]
        faulty = [line for name in names for line in _faulty(game, name)]
        return _write(decks, to, kept, faulty, force=options.force)
    if not options.format or to == STANDARD_OUTPUT or (to.exists() and not to.is_dir()):
        raise QuizError(
            f"{one_line(options.name)} is a folder of {counted(len(names), 'deck')}; expected --to "
            "with a folder and --format, or with an Anki package"
        )
    chosen = format_for(to, options.format)
    status = 0
    for name in names:
        path = to / (name + chosen.suffixes[0])
        make_folder(path.parent)
        deck = exported_deck(game, name, with_past=not options.without_history)
        status |= _write(deck, path, chosen, _faulty(game, name), force=options.force)
    return status


def _faulty(game: Game, name: str) -> tuple[str, ...]:
    """A line about the deck's cards left out for their faults, if there are any."""
    loaded = game.decks[name]
    if not loaded.left_out:
        return ()
    return (f"{counted(loaded.left_out, 'note')} with faults; `quiz check {loaded.path}` says why",)


def _write(
    deck: ExportedDeck | Sequence[ExportedDeck],
    path: Path,
    chosen: Format,
    faulty: Sequence[str],
    *,
    force: bool,
) -> int:
    """Write one file and say so; returns 1 when the player says no, else 0."""
    if not may_write(path, force=force):
        return 1
    cards, left_out = put_in_place(path, lambda new: write_file(deck, new, chosen))
    print(f"Wrote {one_line(str(path))}: {counted(cards, 'card')} ({chosen.name})")
    for line in (*faulty, *left_out):
        print(f"  left out: {one_line(line)}")
    decks = deck if isinstance(deck, Sequence) else [deck]
    notes = (note for each in decks for note in each.deck.notes)
    if chosen.name == ANKI and any(note.extras.id.startswith("anki:") for note in notes):
        print(BACK_IN_ANKI)
    return 0


def _print(deck: ExportedDeck, chosen: Format, faulty: tuple[str, ...]) -> None:
    written = text_in(deck, chosen)
    sys.stdout.buffer.write(written.data)
    for line in (*faulty, *written.left_out):
        warn(f"left out: {line}")


def _everything(options: argparse.Namespace) -> int:
    if options.format or options.without_history or options.player:
        raise QuizError("--all packs all data; drop --format, --without-history and --player")
    if options.to == STANDARD_OUTPUT:
        raise QuizError("an archive is not a text format; name a file with --to")
    if not may_write(options.to, force=options.force):
        return 1
    home, decks = paths.home(), paths.own_decks()
    store = Store.open(home)
    made = system_clock().ms
    manifest = put_in_place(options.to, lambda path: write_backup(path, store, home, decks, made))
    packed = Counter(entry.what for entry in manifest.entries)
    settings = ", settings" if packed["settings"] else ""
    media = counted(packed["media"], "picture or sound", "pictures and sounds")
    print(
        f"Wrote {one_line(str(options.to))}: {counted(packed['deck'], 'deck')}, "
        f"{f'{media}, ' if packed['media'] else ''}the history of "
        f"{counted(len(manifest.players), 'player')}{settings}"
    )
    return 0
