"""Counts what a format cannot hold."""

from __future__ import annotations

from collections import Counter

from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote, TermNote
from quiz.decks.note import Note
from quiz.formats.deck_names import title_of
from quiz.formats.interchange import ExportedDeck
from quiz.history.kinds import MarkKind
from quiz.wording import counted

_NOUNS = {
    "accept": ("other right answer", "other right answers"),
    "distractors": ("distractor", "distractors"),
    "category": ("category", "categories"),
    "hint": ("hint", "hints"),
    "explanation": ("explanation", "explanations"),
    "source": ("source", "sources"),
    "tags": ("tag", "tags"),
    "id": ("id", "ids"),
    "strict": ("exact comparison", "exact comparisons"),
    "tolerance": ("tolerance", "tolerances"),
    "shuffle": ("order of options", "orders of options"),
    "typed": ("answer that is always typed", "answers that are always typed"),
    "media": ("picture or sound", "pictures and sounds"),
}
HEAD = {
    "title": "the deck's title",
    "description": "the deck's description",
    "language": "the deck's language",
    "tags": "the deck's tags",
    "source": "the deck's source",
    "folder": "the deck's folder",
    "strict": "that typed answers must match exactly",
    "format": "that its texts are Markdown",
}
"""The fields of the deck itself, and how a line names what is lost with them."""

_MARKED = {MarkKind.SUSPEND: "suspended", MarkKind.FLAG: "flagged"}


class Losses:
    """Counts what a file leaves out of a deck, as lines for the player.

    missing: number of cards that are not in the file at all.
    """

    def __init__(self, exported: ExportedDeck, *held: str) -> None:
        """The whole history is lost, and the fields of the deck itself, except those that the
        format holds (see `HEAD`). A title that can be derived from the deck's name is not lost."""
        self._counts: Counter[tuple[str, str]] = Counter()
        deck = exported.deck
        if deck.title == title_of(exported.name):
            held += ("title",)
        lost = (field for field in HEAD if field not in held and getattr(deck, field))
        self._lines = [HEAD[field] for field in lost]
        self.missing = 0
        answers = sum(len(answers) for answers in exported.answers.values())
        if answers:
            self._lines.append(f"the history ({counted(answers, 'answer')})")
        numbers = Counter(kind for _, kind in exported.marks)
        self._lines += [
            f"that {counted(numbers[kind], 'card is', 'cards are')} {marked}"
            for kind, marked in _MARKED.items()
            if numbers[kind]
        ]

    def add(self, one: str, many: str = "", number: int = 1) -> None:
        """Count things that are left out."""
        if number:
            self._counts[one, many or f"{one}s"] += number

    def note(self, note: Note, *held: str) -> None:
        """Count the optional fields of a note, except those that the format holds."""
        for field, number in _optional(note).items():
            if field not in held:
                self.add(*_NOUNS[field], number)

    def lines(self) -> tuple[str, ...]:
        """All losses, line by line."""
        counts = [counted(number, *nouns) for nouns, number in self._counts.items()]
        return (*counts, *self._lines)


def _optional(note: Note) -> dict[str, int]:
    extras = note.extras
    fields = {
        name: int(bool(getattr(extras, name)))
        for name in ("id", "category", "hint", "explanation", "source", "strict", "tolerance")
    }
    fields["shuffle"] = int(not extras.shuffle)
    fields["typed"] = int(extras.typed)
    fields["tags"] = len(extras.tags)
    fields["media"] = len(extras.media.files)
    if isinstance(note, BasicNote | TermNote):
        fields["accept"] = len(note.accept)
    if isinstance(note, BasicNote | TermNote | ClozeNote):
        fields["distractors"] = len(note.distractors)
    if isinstance(note, CardsNote):
        for card in note.template.cards:
            for name, number in _optional(card).items():
                fields[name] = fields.get(name, 0) + number
    if isinstance(note, ClozeNote):
        fields["accept"] = sum(len(gap.accept) for gap in note.gaps)
        fields["hint"] += sum(bool(gap.hint) for gap in note.gaps)
    return fields
