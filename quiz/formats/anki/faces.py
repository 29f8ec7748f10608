"""The prompt and answer of an Anki card, as plain text from its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.formats.anki.anki_collection import Template
from quiz.formats.anki.card_template import CardSide, render, split_back
from quiz.formats.anki.cloze_gaps import ClozeText, mark_gaps, parse_gaps
from quiz.formats.anki.marks import (
    FIELD_START,
    GAP_START,
    clean,
    segments,
    without_fields,
)
from quiz.formats.html import html_to_text


@dataclass(slots=True)
class Media:
    """Names of media that text cannot show, each once, in order of appearance."""

    images: dict[str, None] = field(default_factory=dict)
    sounds: dict[str, None] = field(default_factory=dict)
    embedded: dict[str, None] = field(default_factory=dict)

    def text(self, html: str) -> str:
        """The text of some HTML; media are recorded."""
        plain = html_to_text(html)
        for names, known in (
            (plain.images, self.images),
            (plain.sounds, self.sounds),
            (plain.embedded, self.embedded),
        ):
            known.update((clean(name), None) for name in names)
        return plain.text


@dataclass(frozen=True, slots=True)
class Face:
    """A card as text. If the prompt or answer is empty, the card cannot be asked here."""

    prompt: str
    answer: str
    hint: str
    explanation: str


def face(template: Template, fields: Mapping[str, str], media: Media) -> Face:
    """The card that a template makes from a note's fields.

    The answer is the field to type, if there is one; else the first line after the answer line on
    the back. A field with several lines counts as one line. All other lines of the back that are
    not on the front become the explanation.
    """
    front = render(template.front, fields, front=True)
    asked = [_plain(segment) for segment in segments(media.text(front.html))]
    prompt = "\n".join(asked)
    before_line, after_line = split_back(template.back)
    after = segments(media.text(render(after_line, fields, front=False).html))
    before = segments(media.text(render(before_line, fields, front=False).html))
    if not any(FIELD_START in segment for segment in after):
        before, after = [], [*before, *after]
    rest = _from_first_field(after if before_line else _without_front(after, prompt) or after)
    typed = [media.text(fields.get(name, "")) for name in front.typed]
    answer = "\n".join(text for text in typed if text)
    if not answer and rest:
        answer = _plain(rest.pop(0))
    more = [_plain(s) for s in (*rest, *before)]
    known = {*asked, answer}
    return Face(
        prompt=prompt,
        answer=answer,
        hint=_hint(front, media),
        explanation="\n".join(text for text in dict.fromkeys(more) if text not in known),
    )


@dataclass(frozen=True, slots=True)
class ClozeFace:
    """A cloze note as text: one text for each nesting depth of its gaps."""

    texts: list[ClozeText]
    hint: str
    explanation: str


def cloze_face(template: Template, fields: Mapping[str, str], media: Media) -> ClozeFace:
    """The cloze text of the front, and what the back adds."""
    front = render(template.front, fields, front=True)
    text = media.text(front.html)
    if GAP_START not in text:
        typed = (media.text(mark_gaps(fields.get(name, ""))) for name in front.typed)
        text = "\n".join([text, *typed]).strip()
    shown = {_plain(segment) for segment in segments(text)}
    back = segments(media.text(render(template.back, fields, front=False).html))
    more = [_plain(s) for s in back if GAP_START not in s and FIELD_START in s]
    return ClozeFace(
        texts=parse_gaps(without_fields(text)),
        hint=_hint(front, media),
        explanation="\n".join(line for line in dict.fromkeys(more) if line not in shown),
    )


def _plain(segment: str) -> str:
    lines = without_fields(segment).split("\n")
    return clean("\n".join(line.rstrip() for line in lines)).strip()


def _without_front(back: list[str], prompt: str) -> list[str]:
    """The back without the lines that repeat the front, for templates without an answer line."""
    return [segment for segment in back if _plain(segment) not in prompt]


def _from_first_field(rest: list[str]) -> list[str]:
    """Drop the template's own text before the first field, such as "Answer:"."""
    for index, segment in enumerate(rest):
        if FIELD_START in segment:
            return rest[index:]
    return []


def _hint(front: CardSide, media: Media) -> str:
    return "; ".join(text for text in map(media.text, front.hints) if text)
