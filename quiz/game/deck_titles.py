"""What decks and folders are called, so that no two are called alike."""

from __future__ import annotations

from quiz.formats.deck_names import safe_name
from quiz.game.game import Game
from quiz.storage.library.folders import below


def deck_title(game: Game, name: str) -> str:
    """The title of a deck, or of a folder, whose name ends with a slash. If another deck has the
    same title, the folder follows, or in the same folder the name of the file. A deck that is gone
    is called by its name."""
    if name.endswith("/"):
        return folder_title(game, name.rstrip("/"))
    deck = game.decks.get(name)
    if deck is None:
        return name
    folder = folder_of(name)
    alike = [folder_of(other.name) for other in game.decks.values() if other.title == deck.title]
    if len(alike) == 1:
        return deck.title
    apart = folder and alike.count(folder) == 1
    return f"{deck.title} ({folder_title(game, folder) if apart else name.rpartition('/')[2]})"


def folder_title(game: Game, folder: str) -> str:
    """The name of a folder, without a final slash, as people write it: the title of the deck of the
    same name, or what one of its decks tells."""
    if folder in game.decks:
        return game.decks[folder].title
    *above, last = folder.split("/")
    for name in below(folder, game.decks):
        named = game.decks[name].folder.split("::")[len(above) : len(above) + 1]
        if named and safe_name(named[0]) == last:
            return named[0]
    return last


def folder_of(name: str) -> str:
    """The folder that a deck is in, without a final slash; "" for none."""
    return name.rpartition("/")[0]
