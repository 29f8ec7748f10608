"""Describes how many cards and files the faults of a library leave out."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.decks.faults import Fault
from quiz.storage.index.shelf import ShelfDeck
from quiz.wording import counted


def cost_of_faults(faults: Iterable[Fault], decks: Iterable[ShelfDeck]) -> str:
    """What these faults leave out, such as "2 cards and 1 file left out". If all cards play, the
    number of faults; "" without faults. decks: all decks of the library."""
    listed = list(faults)
    files = {fault.file for fault in listed}
    playing = {deck.file: deck.left_out for deck in decks if deck.file in files}
    costs = [
        counted(number, what)
        for number, what in ((sum(playing.values()), "card"), (len(files - playing.keys()), "file"))
        if number
    ]
    if costs:
        return f"{' and '.join(costs)} left out"
    return counted(len(listed), "fault") if listed else ""
