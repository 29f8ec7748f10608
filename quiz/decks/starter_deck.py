"""The starter deck that `quiz new` writes."""

from __future__ import annotations

from quiz.decks.deck import Deck
from quiz.decks.writer import dump_deck, schema_line

_CARDS = """
cards:
  # A prompt and its answer. All other lines are optional. Texts are Markdown: **bold**, `code`,
  # $x^2$, ![what the picture shows](picture.png).
  - prompt: Which planet is the largest in our solar system?
    answer: Jupiter
    accept: [planet Jupiter]            # other right answers
    distractors: [Saturn, Neptune]      # wrong options; more come from the category
    category: planet
    hint: It is named after a Roman god.
    explanation: Jupiter weighs more than **all** other planets together.

  # A text with gaps; each gap is a card. Other right answers follow a |, a hint follows ::.
  - cloze: "{{Mercury::also a metal}} is nearest to the Sun, {{Venus}} comes next."
    category: planet

  # A term and its definition, asked both ways.
  - term: orbit
    definition: the path of one body around another

  # A list, in any order. An inner list is one item with several right names.
  - prompt: Name the two planets that are nearer to the Sun than the Earth.
    list: [Mercury, [Venus, Morning Star]]

  # Steps to put in order.
  - prompt: Put these planets in order, the one nearest to the Sun first.
    sequence: [Mercury, Venus, Earth, Mars]

  # Several cards of one note, never asked in the same round.
  - cards:
      - prompt: Which planet has the moon Titan?
        answer: Saturn
      - prompt: What is the largest moon of Saturn?
        answer: Titan

  # A picture with regions, one card for each; `at` is left, top, width, height in percent.
  # - occlusion: map.png
  #   regions:
  #     - {name: Norway, at: [10, 5, 30, 60]}
  #     - {name: Sweden, at: [40, 10, 25, 65]}

  # A statement that is true or false.
  - statement: Venus has no moon.
    answer: true
"""


def starter_deck(title: str, schema: str = "") -> str:
    """A deck with comments that shows every kind of card; `title` may be any text.

    schema: URI of the JSON Schema, for completion in editors; "" for none.
    """
    head = dump_deck(Deck(title or "My deck", (), language="en", format="markdown"))
    return schema_line(schema) + head.removesuffix("cards:\n") + _CARDS
