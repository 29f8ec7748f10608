"""The starter deck that `quiz new` writes."""

from __future__ import annotations

from quiz.decks.model import Deck
from quiz.decks.writer import dump_deck

_CARDS = """
cards:
  # A prompt and its answer. Everything but these two lines may be left out.
  - prompt: Which planet is the largest of our solar system?
    answer: Jupiter
    accept: [planet Jupiter]            # other right answers
    distractors: [Saturn, Neptune]      # wrong ones to choose from; more come from the category
    category: planet
    hint: It is named after a Roman god.
    explanation: Jupiter weighs more than all other planets together.

  # A text with gaps; each gap is a card of its own. Other right answers follow |, a hint ::.
  - cloze: "{{Mercury::also a metal}} is nearest to the Sun, {{Venus}} comes next."
    category: planet

  # A term and its definition, asked both ways.
  - term: orbit
    definition: the path of one body around another

  # A list, in any order. An inner list holds a name and other right ones.
  - prompt: Name the two planets that are nearer to the Sun than the Earth.
    list: [Mercury, [Venus, Morning Star]]

  # Steps to be put in order.
  - prompt: Put these planets in order, the one nearest to the Sun first.
    sequence: [Mercury, Venus, Earth, Mars]

  # A statement that is true or false.
  - statement: Venus has no moon.
    answer: true
"""


def starter_deck(title: str, schema: str = "") -> str:
    """A commented deck that shows every kind of card; `title` may be any text.

    schema: where editors find the JSON Schema to complete from, as a URI; "" for none.
    """
    head = dump_deck(Deck(title or "My deck", (), language="en"))
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return first + head.removesuffix("cards:\n") + _CARDS
