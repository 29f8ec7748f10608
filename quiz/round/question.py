"""Turns a card into a question: how it is answered, and its options."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from quiz.card import HEARD, Card
from quiz.decks.kinds import KINDS
from quiz.history.events import Input
from quiz.round.distractor_pool import ENOUGH
from quiz.round.fixed_options import points_at_options, speaks_by_letters, with_last
from quiz.scheduling.memory import CardMemory
from quiz.settings.settings import Settings
from quiz.text.shown import rendered, shown

if TYPE_CHECKING:
    from quiz.round.distractor_pool import Draw

CHOICES = 4
LONGEST_TYPED = 40
LONGEST_FALL = 120
_SIMPLE = re.compile(r"[-−]?[0-9.,]*(?:[^\W\d_²³¹])?")


class Question(NamedTuple):
    """What the player is asked.

    options: CHOICE: the right answer among distractors, with options such as "all of the above"
        last; an input that only one kind of card has: what that kind offers; otherwise empty.
    fresh: whether the card is new to the player.
    leech: whether the player keeps forgetting the card.
    """

    card: Card
    input: Input
    options: tuple[str, ...] = ()
    fresh: bool = False
    leech: bool = False

    @property
    def task(self) -> str:
        """What to do with a prompt that is no question by itself; "" where the prompt says so."""
        return KINDS[self.card.kind].task(self.card)


def make_question(
    card: Card,
    draw: Draw,
    memory: CardMemory | None,
    settings: Settings,
    random: Random,
    *,
    typed: bool,
) -> Question:
    """The question to ask a player with this memory of the card.

    typed: whether to have the answer typed rather than chosen, if it is short enough and the
    settings leave that to the game. A long answer is a flashcard, unless the author wrote wrong
    answers beside it: those of other cards would give it away by their topic.
    """
    fresh = memory is None
    leech = memory is not None and memory.is_leech(settings.leech_lapses)
    kind = KINDS[card.kind]
    if kind.input is not None:
        return Question(card, kind.input, kind.offered(card, random), fresh, leech)
    typable = is_typable(card)
    offered = CHOICES - 1 if typable else min(CHOICES - 1, len(card.distractors))
    auto = settings.answer_with == "auto" and not (typed and typable)
    # Drawing goes through the whole deck, so skip it for questions without options.
    if auto or settings.answer_with == "choice":
        options = _options(card, draw, offered, random)
        if len(options) > (1 if card.options or card.distractors else ENOUGH):
            return Question(card, Input.CHOICE, options, fresh, leech)
    recall = Input.TYPED if typable and settings.answer_with != "reveal" else Input.REVEAL
    return Question(card, recall, (), fresh, leech)


def is_typable(card: Card) -> bool:
    """Whether the answer can be typed: a line of at most `LONGEST_TYPED` characters without a
    picture, and not only a sound. A region of a picture needs a name, too. A formula has too many
    notations, unless its author wants it typed or to the letter; and "which of these" needs the
    author's options."""
    if card.distractors and points_at_options(card.prompt):
        return False
    if card.occlusion is not None and not card.occlusion.is_named:
        return False
    if card.markdown and "![" in card.answers[0]:
        return False
    if card.answers[0] == HEARD and card.media.answer_audio:
        return False
    if _is_formula(card) and not (card.strict or len(card.options) == 1):
        return False
    answer = card.accepted[0]
    return len(answer) <= LONGEST_TYPED and "\n" not in answer


def _is_formula(card: Card) -> bool:
    """Whether the answer has a formula that is more than a number or a letter."""
    found = rendered(card.answers[0], markdown=card.markdown)
    return bool(found.typed) and _SIMPLE.fullmatch(found.plain) is None


def can_fall(card: Card) -> bool:
    """Whether a Gravity can ask it: the answer is typed, and the prompt is short."""
    typed = KINDS[card.kind].input is None and is_typable(card)
    return typed and len(shown(card.prompt, markdown=card.markdown)) <= LONGEST_FALL


def is_quick(card: Card) -> bool:
    """Whether a Blitz asks it: one pick, or one line to type."""
    return KINDS[card.kind].input in (None, Input.TRUE_FALSE) and not is_flashcard(card)


def is_flashcard(card: Card) -> bool:
    """Whether only the player can tell if the answer is right, as nothing is typed or chosen."""
    choosable = bool(card.distractors) or len(card.options) > 1
    return KINDS[card.kind].input is None and not is_typable(card) and not choosable


def _options(card: Card, draw: Draw, wrong: int, random: Random) -> tuple[str, ...]:
    """The options, in the order shown: those of the author, or the answer among up to `wrong`
    others."""
    if card.options:
        return with_last(card.options)
    if not wrong:
        return ()
    options = [card.answers[0], *draw(card, wrong, random)]
    if speaks_by_letters(options):
        # "Both A and B" needs the options in the author's order.
        written = [card.answers[0], *card.distractors]
        return with_last(sorted(options, key=written.index))
    random.shuffle(options)
    return with_last(options)
