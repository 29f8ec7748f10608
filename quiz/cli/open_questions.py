"""Asks what a sync or restore could not decide alone."""

from __future__ import annotations

from quiz.cli.ask import ask_at_terminal, at_terminal
from quiz.cli.changed_cards import ask_which
from quiz.decks.join import Conflict
from quiz.display import one_line
from quiz.storage.log.store import Store
from quiz.storage.sync.questions import (
    CardQuestion,
    PlayerQuestion,
    settle_card,
    settle_players,
    waiting_questions,
)


def ask_all(store: Store) -> bool:
    """Ask all that is open; about players only at a terminal. Returns whether there was anything.
    Raises QuizError like `settle_card`."""
    home = store.path.parent
    questions = waiting_questions(store, home)
    for question in questions:
        match question:
            case CardQuestion(deck, mine, theirs):
                words = {"m": "mine", "t": "theirs", "b": "both"}
                said = "two devices changed a card."
                chosen = ask_which(deck, said, Conflict(mine, theirs), words)
                settle_card(question, home, mine=None if chosen == "b" else chosen == "m")
            case PlayerQuestion(here, there) if at_terminal():
                same = ask_at_terminal(
                    f"Another device has a player {one_line(there.name)}, who has other answers "
                    f"than your {one_line(here.name)}. Are they the same person?"
                )
                settle_players(question, store, home, same=same)
    return bool(questions)
