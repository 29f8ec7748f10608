"""`quiz import`: imports decks of other programs, with their history."""

from __future__ import annotations

import argparse
import gc
import posixpath
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import paths
from quiz.card import JOINTS, PICTURED
from quiz.cli.ask import ask
from quiz.cli.changed_cards import ask_which, difference
from quiz.cli.chosen_player import take_in
from quiz.cli.open_game import open_game
from quiz.cli.parser import flag
from quiz.cli.progress_bar import ProgressBar
from quiz.decks.cards import make_cards
from quiz.display import one_line, shortened
from quiz.errors import QuizError
from quiz.formats.field_names import OWN
from quiz.formats.file_io import read_file, read_folder
from quiz.formats.interchange import ForeignDeck, Preview
from quiz.formats.registry import ANKI, FORMATS
from quiz.game.importing import BEFORE, carry_out, kinds_of, plan_import
from quiz.history.events import Answer, MarkKind, Placement
from quiz.nearest import hint
from quiz.settings.load import settings_path
from quiz.storage.log.backups import FOLDER as BACKUPS
from quiz.text.shown import shown
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.card import Card
    from quiz.formats.deck_update import DeckUpdate
    from quiz.game.game import Game
    from quiz.game.importing import DeckPlan, ImportPlan, ImportResult

DESCRIPTION = """\
Import decks from other programs, with your history there.
The format is detected from the file. Existing cards stay unchanged, so importing again adds only
what is new. With --update, cards that the author corrected since your last import change, too,
unless you changed the same thing.

formats:
""" + "".join(
    f"  {each.name:<10}{each.what} ({', '.join(each.suffixes)})\n" for each in FORMATS.values()
)
EXAMPLES = """\
examples:
  quiz import Spanish.apkg
  quiz import words.csv --deck spanish/words
  quiz import cards.md --dry-run       show what would be imported, change nothing
  quiz import hsk1.csv --columns prompt=Hanzi,answer=German
                                       choose the columns by their names or numbers
  quiz import ~/vault --deck notes     all files with cards in a folder, as a folder of decks
  quiz import Mining.apkg --dry-run    show which field answers, with two cards of each template
  quiz import Mining.apkg --answer Meaning
                                       choose that field
  quiz import Spanish.apkg --update    take a newer version: corrections arrive, your own
                                       changes and your progress stay
  quiz import list.txt --from tsv --yes
                                       without asking, for scripts
"""

MOST_CHANGES = 50
"""The number of corrections to show."""

SHOWN = 3
"""The number of cards to show before an import."""

AS_IN_ANKI = (
    "For Space and 1 to 4 as in Anki, choose reveal at 'Answer with' in the settings (o), or write "
    'the line answer_with = "reveal" into'
)
"""Said after the import of Anki's cards; the path of the settings follows."""

LONGEST = 100
"""The most characters to show of each side of a card."""

_ROWS = 200_000
LARGE = 2**20
"""Files with more bytes than this take a moment to read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for files and target."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files or folders to import"
    )
    parser.add_argument(
        "--deck",
        metavar="NAME",
        default="",
        help="put everything into this deck, a new one with this title",
    )
    parser.add_argument(
        "--from", dest="format", metavar="FORMAT", default="", help="the files' format"
    )
    parser.add_argument(
        "--columns",
        metavar="MEANING=COLUMN,…",
        type=_columns,
        default={},
        help="what the columns of a table mean",
    )
    parser.add_argument(
        "--encoding", metavar="NAME", default="", help="encoding of a text, such as cp1251"
    )
    parser.add_argument(
        "--answer", metavar="FIELD", default="", help="the field of Anki's notes that answers"
    )
    flag(parser, "--update", "also take the author's corrections, and keep your own changes")
    flag(parser, "--without-history", "only the cards, without your answers")
    flag(parser, "--dry-run", "only show what would be imported")
    flag(parser, "--yes", "do not ask before importing")
    parser.add_argument("--player", metavar="NAME", help="whose history to add to")


def execute(options: argparse.Namespace) -> int:
    """Import; returns 1 if the player says no, else 0."""
    if options.deck and not options.deck.strip("/ "):
        raise QuizError("--deck needs a name")
    game = open_game(options, newcomers=True)
    with _rarely_collected():
        return int(any(_import(game, path, options) for path in options.files))


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Look for cycles in memory less often: among all the rows of a large file, that would take a
    sixth of the time, and few are in any."""
    usual = gc.get_threshold()
    gc.set_threshold(_ROWS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _columns(text: str) -> dict[str, str]:
    """Reads `prompt=Hanzi,answer=3`."""
    columns = {}
    for part in text.split(","):
        meaning, _, column = (piece.strip() for piece in part.partition("="))
        if meaning not in OWN:
            raise argparse.ArgumentTypeError(
                f"{one_line(part)!r} is no choice of a column, expected such as prompt=Hanzi; "
                f"{hint(meaning, OWN)}"
            )
        if not column:
            raise argparse.ArgumentTypeError(f"which column is the {meaning}? Expected {meaning}=…")
        columns[meaning] = column
    return columns


def _import(game: Game, path: Path, options: argparse.Namespace) -> int:
    with ProgressBar(at_once=is_large(path)) as bar:
        bar("Reading", 0, 2)
        chosen = {
            "columns": options.columns,
            "encoding": options.encoding,
            "answer": options.answer,
        }
        if path.is_dir():
            files, imported = read_folder(path, options.format, **chosen)
            what = counted(len(files), "file")
        else:
            format_, imported = read_file(path, options.format, **chosen)
            what = format_.name
        bar("Reading", 1, 2)
        plan = plan_import(
            game,
            imported,
            options.deck,
            with_past=not options.without_history,
            update=options.update,
        )
    print(f"{one_line(str(path))}: {what}")
    for line in plan_lines(plan):
        print(f"  {one_line(line)}")
    asks = any(deck.update and deck.update.joined.questions for deck in plan.decks)
    if plan.is_empty and (options.yes or not asks):
        print("Nothing new to import.")
        return 0
    if options.dry_run:
        print("Nothing was changed (--dry-run).")
        return 0
    if not ask("Import this?", undone="imported", yes=options.yes, default=True):
        return 1
    if not options.yes:
        plan = replace(plan, decks=tuple(map(_settled, plan.decks)))
    if options.player:
        take_in(game.store, game.player, options.player)
    with ProgressBar() as bar:
        done = carry_out(game, plan, bar)
    for line in done_lines(done):
        print(one_line(line))
    if done.files:
        if not path.is_dir() and format_.name == ANKI and game.settings.answer_with == "auto":
            print(f"{AS_IN_ANKI} {one_line(str(settings_path()))}")
        print(f"Play: {_play(plan)}")
    return 0


def _play(plan: ImportPlan) -> str:
    """The command that plays what was imported: its deck, or the folder of all its decks."""
    names = [deck.name for deck in plan.decks if deck.merging.new]
    shared = posixpath.commonpath(names) if names else ""
    return f"quiz --deck {shlex.quote(shared)}" if shared else "quiz"


def _settled(deck: DeckPlan) -> DeckPlan:
    """Ask which text to keep of each card that the player and the author changed."""
    for conflict in deck.update.joined.questions if deck.update else ():
        said = "you and the author changed a card."
        words = {"t": "theirs", "m": "mine"}
        if ask_which(deck.name, said, conflict, words) == "t":
            deck = deck.settled(conflict, mine=False)
    return deck


def is_large(path: Path) -> bool:
    """Whether reading the file takes a moment; False for a missing file."""
    try:
        return path.stat().st_size > LARGE
    except OSError:
        return False


def plan_lines(plan: ImportPlan) -> list[str]:
    """What an import would add, line by line."""
    lines = []
    for deck in plan.decks:
        kinds = deck.new_cards
        named = ", ".join(f"{number:,} {kind.value}" for kind, number in kinds.most_common())
        lines.append(
            f"{'new deck' if deck.before is None else 'deck'} {deck.name}: "
            f"{counted(kinds.total(), 'new card')}" + (f" ({named})" if named else "")
        )
        if deck.merging.known:
            lines.append(f"  {counted(deck.merging.known, 'note')} already here")
        if deck.merging.differ:
            differ = counted(deck.merging.differ, "note")
            lines.append(
                f"  of these, {differ} read differently here and stay unchanged (--update shows "
                "and takes corrections)"
            )
        if deck.update:
            lines += _update_lines(deck.update)
        lines += [f"  {line}" for line in _past_lines(deck.foreign)]
        lines += [f"  left out: {line}" for line in deck.merging.left_out]
    lines += [f"left out: {line}" for line in plan.left_out]
    return [*plan.remarks, *lines, *_sample(plan)]


def _update_lines(update: DeckUpdate) -> list[str]:
    changed = update.result.changed
    lines = []
    if update.is_first and changed:
        lines.append(
            "what was imported before is not known, so every difference counts as a correction"
        )
    if changed:
        lines.append(f"{counted(len(changed), 'note')} corrected:")
        lines += [f"  {difference(old, new)}" for old, new in changed[:MOST_CHANGES]]
        if len(changed) > MOST_CHANGES:
            lines.append(f"  and {len(changed) - MOST_CHANGES:,} more")
    for conflict in update.joined.questions:
        assert conflict.mine is not None
        assert conflict.theirs is not None
        what = difference(conflict.mine, conflict.theirs)
        lines.append(f"changed by you and by the author, yours stays: {what}")
    if update.gone:
        stays = "it stays" if len(update.gone) == 1 else "they stay"
        lines.append(f"{counted(len(update.gone), 'note')} no longer in the file; {stays}")
    return lines


def _sample(plan: ImportPlan) -> list[str]:
    """The first cards that would be added, or some of each sort."""
    if plan.previews:
        return [line for preview in plan.previews for line in _preview(preview)]
    decks = ((deck.foreign.deck, deck.merging) for deck in plan.decks)
    cards = (
        card
        for deck, new in decks
        for card in make_cards(replace(deck, notes=new.new[:SHOWN], format=new.format), "")
    )
    return [
        f"card {number}: {_said(card.prompt, card, card.media.image)}"
        f" → {_said(_answers(card), card, card.media.answer_image)}"
        for number, card in enumerate(islice(cards, SHOWN), 1)
    ]


def _preview(preview: Preview) -> list[str]:
    samples = [f"  {_side(prompt)} → {_side(answer)}" for prompt, answer in preview.samples]
    return [preview.what, *samples]


def _answers(card: Card) -> str:
    others = () if card.kind in JOINTS else card.answers[1:]
    return " / ".join([card.answer, *others])


def _said(text: str, card: Card, image: str) -> str:
    side = _side(shown(text, markdown=card.markdown))
    return f"{side} {PICTURED}" if image else side


def _side(text: str) -> str:
    return shortened(one_line(text), LONGEST)


def _past_lines(foreign: ForeignDeck) -> list[str]:
    kept = kinds_of(kept.event for kept in foreign.kept)
    said = _history_counts(
        len(foreign.reviews) + kept[Answer],
        len(foreign.memories) + kept[Placement],
        len(foreign.suspended) + kept[MarkKind.SUSPEND],
        len(foreign.flagged) + kept[MarkKind.FLAG],
    )
    return [f"with {', '.join(said)}"] if said else []


def _history_counts(answers: int, memories: int, suspended: int, flagged: int) -> list[str]:
    parts = [
        (answers, "answer", "answers"),
        (memories, "scheduled card", "scheduled cards"),
        (suspended, "suspended card", "suspended cards"),
        (flagged, "flagged card", "flagged cards"),
    ]
    return [counted(number, one, many) for number, one, many in parts if number]


def done_lines(done: ImportResult) -> list[str]:
    """What an import did, a line each."""
    lines = [f"Wrote {path}: {counted(added, 'card')} added" for path, added in done.files]
    if done.corrected:
        copies = paths.home() / BACKUPS / BEFORE
        lines.append(
            f"Corrected {counted(done.corrected, 'note')}; the decks as they were are in {copies}"
        )
    said = _history_counts(done.answers, done.memories, done.suspended, done.flagged)
    if said:
        lines.append(f"Added to the history: {', '.join(said)}")
    if done.without_card:
        lines.append(
            f"Left out of the history: {counted(done.without_card, 'entry', 'entries')} for "
            "missing cards"
        )
    if done.impossible:
        lines.append(
            f"Left out of the history: {counted(done.impossible, 'entry', 'entries')} in the "
            "future, before 1970 or invalid"
        )
    return lines or ["Nothing new to import: everything is already here."]
