"""Texts with gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from quiz.card import Kind
from quiz.decks.cloze_text import ClozeError, parse_cloze, shown_text
from quiz.decks.fields import EXTRAS, TYPED
from quiz.decks.kinds.choices import choices
from quiz.decks.limits import ITEMS, OTHERS
from quiz.decks.note import DISTRACTORS, CardFace, FormField, Gap, Note, Shape
from quiz.decks.note_extras import NO_EXTRAS, Extras
from quiz.decks.note_fields import NoteFields


@dataclass(frozen=True, slots=True)
class ClozeNote(Note):
    """A text with gaps. parts: literal texts and gaps in order, with at least one gap.

    Each gap becomes a card, or the gaps with one number together; the distractors apply to each.
    """

    kind: ClassVar[Kind] = Kind.CLOZE
    called: ClassVar[str] = "a cloze card"
    keys: ClassVar[tuple[str, ...]] = (
        "cloze", "distractors", "shuffle", "typed", *TYPED, *EXTRAS,
    )  # fmt: skip
    marks: ClassVar[tuple[str, ...]] = ("cloze",)
    advice: ClassVar[dict[str, str]] = {
        "accept": "'accept' does not fit a cloze card; write {{answer|other right answer}}"
    }
    form: ClassVar[tuple[FormField, ...]] = (
        FormField("cloze", "Text", "Text with {{gaps}}, {{answer::hint}}", shape=Shape.GAPS),
        DISTRACTORS,
    )

    parts: tuple[str | Gap, ...]
    distractors: tuple[str, ...] = ()
    extras: Extras = NO_EXTRAS

    @property
    def gaps(self) -> list[Gap]:
        """The gaps, in order."""
        return [part for part in self.parts if isinstance(part, Gap)]

    @property
    def groups(self) -> list[list[int]]:
        """The gaps that each card asks, by their indices."""
        groups: dict[tuple[bool, int], list[int]] = {}
        for index, gap in enumerate(self.gaps):
            groups.setdefault((bool(gap.number), gap.number or index), []).append(index)
        return list(groups.values())

    @classmethod
    def read(cls, given: NoteFields) -> ClozeNote | None:
        """None where the text is no cloze."""
        text = given.required("cloze")
        if not text:
            return None
        try:
            note = cls(parse_cloze(text))
        except ClozeError as error:
            given.complain(str(error), "cloze")
            return None
        gaps = note.gaps
        given.count("cloze", len(gaps), ITEMS, "gaps")
        names = max((len(gap.accept) for gap in gaps), default=0)
        given.count("cloze", names, OTHERS, "other answers in a gap")
        right = [answer for gap in gaps for answer in (gap.answer, *gap.accept)]
        only = gaps[0].answer if len(gaps) == 1 else ""
        return cls(note.parts, given.distractors(right, only), given.extras(right))

    def faces(self) -> Iterable[CardFace]:
        """A card for each gap or group of gaps. Hints stand in the gaps."""
        gaps = self.gaps
        whole = shown_text(self.parts)
        for group in self.groups:
            texts = dict.fromkeys(gaps[index].answer for index in group)
            answers: tuple[str, ...] = (", ".join(texts),)
            if len(texts) == 1:
                answers += tuple(dict.fromkeys(a for index in group for a in gaps[index].accept))
            wrong, options = choices(self, answers)
            prompt = shown_text(self.parts, group)
            yield CardFace(prompt, answers, (), wrong, options=options, whole=whole)
