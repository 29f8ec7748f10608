"""What a sync could not decide, with the answers to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from quiz.decks.shown_fields import first_field, shown_fields
from quiz.display import one_line, shortened
from quiz.errors import QuizError
from quiz.storage.sync.questions import (
    CardQuestion,
    Question,
    settle_card,
    settle_players,
    waiting_questions,
)
from quiz.tui.literal import MUTED
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.grouped_list import GroupedList
from quiz.wording import counted

LONGEST = 300
"""Letters of a text of a card."""


class QuestionsScreen(GameScreen[None]):
    """Each question with its answers; Enter or a click gives the highlighted one."""

    HELP: ClassVar[str] = (
        "Two devices changed the same card: both texts are in the deck until you choose one here. "
        "Or another device has a player with the name of one here. Enter or a click gives the "
        "highlighted answer; the next sync tells your other devices. You need not answer: until "
        "then, everything stays as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """The heading and the questions."""
        yield Static(id="heading", classes="screen-heading")
        yield GroupedList[Callable[[], None]](id="question-list")
        yield Footer()

    def on_mount(self) -> None:
        """Show what is open."""
        self._show()

    def _show(self) -> None:
        game = self.game
        try:
            questions = waiting_questions(game.store, game.store.path.parent)
        except QuizError as error:
            self.app.complain(error)
            self.dismiss()
            return
        self.app.questions = len(questions)
        self.query_one("#heading", Static).update(
            f"{counted(len(questions), 'question')} from your devices"
            if questions
            else "No device has a question. ✓"
        )
        self.query_one(GroupedList).show_groups(
            (_asked(question), map(_choice, self._choices(question))) for question in questions
        )

    def _choices(self, question: Question) -> Iterator[tuple[str, Callable[[], None]]]:
        """The answers to a question, and what gives each."""
        store, home = self.game.store, self.game.store.path.parent
        match question:
            case CardQuestion(_, mine, theirs):
                texts = {True: (mine, theirs), False: (theirs, mine)}
                for keeps, whose in ((True, "this device"), (False, "the other device")):
                    text = shortened(one_line(shown_fields(*texts[keeps])), LONGEST)
                    yield f"{whose}: {text}", partial(settle_card, question, home, mine=keeps)
                yield "keep both", partial(settle_card, question, home, mine=None)
            case _:
                settle = partial(settle_players, question, store, home)
                yield "the same person", partial(settle, same=True)
                yield "two people", partial(settle, same=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen answer."""
        rows: GroupedList[Callable[[], None]] = self.query_one(GroupedList)
        if (settle := rows.meant_by(event.option_index)) is None:
            return
        with self.app.complaining():
            settle()
        self.app.follow_player()
        self.app.refresh_game()
        self._show()


def _choice(choice: tuple[str, Callable[[], None]]) -> tuple[Content, Callable[[], None]]:
    text, settle = choice
    return Content.assemble(("  ▸ ", "$accent"), text), settle


def _asked(question: Question) -> Content:
    match question:
        case CardQuestion(deck, mine, _):
            card = shortened(one_line(first_field(mine)), LONGEST)
            return Content.assemble((f"{one_line(deck)}  ", MUTED), f"{card}: which text stays?")
        case _:
            here, there = (one_line(player.name) for player in question)
            text = f"{there} from another device, with other answers than {here}: who is it?"
            return Content(text)
