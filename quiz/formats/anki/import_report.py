"""What an import of an Anki collection leaves out, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quiz.decks.faults import excerpt
from quiz.formats.anki.faces import Face
from quiz.formats.left_out import named, some
from quiz.formats.marked import shown_text
from quiz.formats.media_names import MediaNames
from quiz.wording import counted

_REASONS = {
    "occlusion": ("card that hides a part of no image", "cards that hide parts of no image"),
    "drawn": ("text drawn on a picture", "texts drawn on pictures"),
    "no template": (
        "card that its note type no longer makes",
        "cards that their note types no longer make",
    ),
    "no gap": (
        "cloze card whose gap is no longer in the text",
        "cloze cards whose gap is no longer in the text",
    ),
    "unknown type": ("note of an unknown type", "notes of unknown types"),
    "no cards": ("note without cards", "notes without cards"),
    "lost answers": ("answer to such a card", "answers to such cards"),
    "impossible": (
        "answer with an impossible time or rating",
        "answers with impossible times or ratings",
    ),
    "same": (
        "card asks just what its sibling asks; they are one card here",
        "cards ask just what their siblings ask; they are one card here",
    ),
    "new gap": (
        "gap starts as new: in Anki, it had no card",
        "gaps start as new: in Anki, they had no cards",
    ),
    "other deck": (
        "card in another deck than its sibling; it was put into the sibling's deck",
        "cards in other decks than their siblings; they were put into the siblings' decks",
    ),
    "relearning": (
        "card in relearning: it is in review here, due when its step was",
        "cards in relearning: they are in review here, due when their steps were",
    ),
    "buried": ("buried card is no longer buried", "buried cards are no longer buried"),
    "colours": ("colour of a flag", "colours of flags"),
    "damaged": ("damaged row of the collection", "damaged rows of the collection"),
}  # fmt: skip


@dataclass(slots=True)
class Report:
    """Collects what is left out.

    files: of the package. missing, sounds, embedded: names, each once, in order.
    unasked, alike: cards without a question or an answer, and those whose answer is the question.
    unshown: numbers of notes by their type and a field that no card shows. left_out: numbers of
    whatever else, by their keys in `_REASONS`.
    """

    files: MediaNames
    missing: dict[str, None] = field(default_factory=dict)
    sounds: dict[str, None] = field(default_factory=dict)
    embedded: dict[str, None] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    unshown: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterable[str]:
        """The lines."""
        for names, one, many in (
            (self.missing, "image", "images"),
            (self.sounds, "sound or video", "sounds or videos"),
            (self.embedded, "other embedded object", "other embedded objects"),
            (self.files.unfit, "file of another type", "files of other types"),
            (self.files.damaged, "picture that cannot be shown", "pictures that cannot be shown"),
            (self.files.too_large, "file that is too large", "files that are too large"),
        ):
            if names:
                yield named(names, one, many)
        if self.unasked:
            yield cards_line(self.unasked, "without a question or an answer")
        if self.alike:
            yield cards_line(self.alike, "whose answer only repeats the question")
        for (kind, name), number in self.unshown.items():
            notes = counted(number, "note")
            yield f"the field {name} of {notes} of the type {kind}: no card shows it"
        for reason, (one, many) in _REASONS.items():
            if number := self.left_out[reason]:
                yield counted(number, one, many)


def card_named(one: Face) -> str:
    """A card in a line about it."""
    return f"{shown_text(one.prompt) or '(nothing)'} → {shown_text(one.answer) or '(nothing)'}"


def cards_line(names: Sequence[str], which: str) -> str:
    """A line about some cards."""
    shown = [excerpt(" ".join(name.split())) for name in names]
    return f"{counted(len(names), 'card')} {which}: {some(shown)}"
