"""A card: the unit that is asked and scheduled, and how. `quiz.decks` makes them from notes."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

GAP_MARK = "[…]"
GAP_WITH_HINT = "[{} …]"
"""What a prompt shows for the asked gap of a cloze, without and with a hint."""

HEARD = "♪"
"""What stands for a question, or an answer, that is only heard."""

PICTURED = "[picture]"
"""What stands for a picture in a line about a card."""


class Kind(StrEnum):
    """How a card is asked. The history stores the value."""

    BASIC = "basic"
    CLOZE = "cloze"
    TERM = "term"
    LIST = "list"
    SEQUENCE = "sequence"
    TRUE_FALSE = "true-false"
    CARDS = "cards"
    OCCLUSION = "occlusion"


JOINTS = {Kind.LIST: ", ", Kind.SEQUENCE: " → "}
"""Between the answers of a kind of card that asks for all of them."""


class Input(StrEnum):
    """How the player gave the answer."""

    TYPED = "typed"
    CHOICE = "choice"
    REVEAL = "reveal"
    TRUE_FALSE = "true-false"
    LIST = "list"
    SEQUENCE = "sequence"
    ELSEWHERE = "elsewhere"
    """Answered in another program, whose history was imported."""


class Media(NamedTuple):
    """The pictures and sounds of a card: paths relative to its deck's file, "" for none.

    image, audio: with the prompt. answer_image, answer_audio: with the answer. Of several sounds,
    each path has a line, and they are played in this order.
    alt, answer_alt: what the pictures show, in words.
    """

    image: str = ""
    alt: str = ""
    audio: str = ""
    answer_image: str = ""
    answer_alt: str = ""
    answer_audio: str = ""

    @property
    def turned(self) -> Media:
        """With the prompt's media at the answer, and the answer's at the prompt."""
        return Media(*self[3:], *self[:3])

    @property
    def files(self) -> tuple[str, ...]:
        """All paths, each once."""
        if not any(self):
            return ()
        paths = (self.image, *lines_of(self.audio), self.answer_image, *lines_of(self.answer_audio))
        return tuple(dict.fromkeys(path for path in paths if path))

    def moved(self, path: Callable[[str], str]) -> Media:
        """With each path changed."""

        def each(paths: str) -> str:
            return "\n".join(map(path, lines_of(paths)))

        return Media(
            each(self.image), self.alt, each(self.audio),
            each(self.answer_image), self.answer_alt, each(self.answer_audio),
        )  # fmt: skip


def lines_of(paths: str) -> list[str]:
    """The paths of sounds, one a line."""
    return [path for path in map(str.strip, paths.split("\n")) if path]


NO_MEDIA = Media()


class Box(NamedTuple):
    """A rectangle in a picture, as shares of its width and height, 0.0 to 1.0.

    points: the corners of a polygon that fills only a part of it; () for all of it.
    """

    left: float
    top: float
    width: float
    height: float
    points: tuple[tuple[float, float], ...] = ()


class Occlusion(NamedTuple):
    """What is covered in the picture of a card.

    regions: the boxes of each region. asked: the number of the asked one, from 0. hides_all:
    whether the others are covered, too. is_named: whether the asked one has a name; if not, the
    answer is to see it uncovered.
    """

    regions: tuple[tuple[Box, ...], ...]
    asked: int
    hides_all: bool = True
    is_named: bool = True


class _Fields(NamedTuple):
    key: str
    note: str
    deck: str
    kind: Kind
    prompt: str
    answers: tuple[str, ...]
    items: tuple[tuple[str, ...], ...] = ()
    distractors: tuple[str, ...] = ()
    category: str = ""
    hint: str = ""
    explanation: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    direction: str = ""
    strict: bool = False
    tolerance: str = ""
    options: tuple[str, ...] = ()
    media: Media = NO_MEDIA
    markdown: bool = False
    typed_as: tuple[str, ...] = ()
    occlusion: Occlusion | None = None
    whole: str = ""
    line: int = 0


class Card(_Fields):
    """One question, asked and scheduled on its own.

    key: identifies the card in the history; stable across edits, see `quiz.decks.identity`.
    note: identifies the note within its deck; cards with the same deck and note are siblings.
    deck: the deck's name in the library, e.g. "central-asia".
    prompt: the text shown. In a cloze, the asked gap is `GAP_MARK` or `GAP_WITH_HINT`, and the
        others are filled in.
    answers: BASIC, CLOZE, TERM, CARDS, OCCLUSION: the right answer, then other right answers.
        SEQUENCE: the steps in the right order. TRUE_FALSE: ("true",) or ("false",).
        LIST: the first name of each item (all names are in `items`).
    items: LIST only: for each item, its answer, then other right ones, as `accepted`.
    distractors: the author's wrong answers; `quiz.round` may draw more.
    direction: cards of a deck with equal ones ask for answers of one sort: in a TERM, "term" if the
        definition is shown and the term asked; in CARDS, which card of which template it is.
    strict: whether a typed answer must match exactly: case, accents, punctuation, spaces.
    tolerance: how far a number may be off, see `quiz.text.tolerance`; "" for none.
    options: all options, in the author's order; () if they are drawn.
    media: the pictures and sounds shown with it.
    markdown: whether its texts are Markdown, see `quiz.text.markdown`; if not, they are literal.
    typed_as: see `accepted`; () if they are the answers.
    occlusion: OCCLUSION only: what is covered in `media.image`.
    whole: CLOZE only: the prompt with all gaps filled in, see `filled`.
    line: of the note in its file; ignored when comparing cards.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Whether all fields except the line are equal."""
        return isinstance(other, Card) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        """Whether any field except the line differs."""
        return not self == other

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash(self[:-1])

    @property
    def accepted(self) -> tuple[str, ...]:
        """What may be typed, see `quiz.text.accepted`: the answer as it is shown, then others."""
        return self.typed_as or self.answers

    @property
    def beside(self) -> tuple[str, str, Occlusion | None]:
        """What is shown and played with the prompt, and so is part of what is asked."""
        return self.media.image, self.media.audio, self.occlusion

    @property
    def filled(self) -> str:
        """The prompt once its answer is told: a cloze has no gaps then."""
        return self.whole or self.prompt

    @property
    def answer(self) -> str:
        """The answer to show: the right answer, or all items or steps, joined."""
        joint = JOINTS.get(self.kind)
        return self.answers[0] if joint is None else joint.join(self.answers)
