"""A deck: its notes, and what holds for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.decks.note import Note
from quiz.decks.template import Template


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck, as its author wrote it.

    title: never empty. language: BCP 47 tag, e.g. "en", or "" when not given.
    notes: at least one. format: "markdown" if its texts are Markdown, "" if they are literal.
    templates: those that its notes may name.
    folder: the names of its folders as people write them, with "::" between, where the folders on
    disk have simpler ones; "" if they are the same.
    strict: whether what is typed counts exactly, where a note does not say.
    """

    title: str
    notes: tuple[Note, ...]
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    strict: bool = False
    format: str = ""
    templates: tuple[Template, ...] = ()
    folder: str = ""

    @property
    def markdown(self) -> bool:
        """Whether its texts are Markdown."""
        return self.format == "markdown"
