"""Reviews facts in the plain mode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from quiz.display import one_line
from quiz.errors import QuizError
from quiz.facts.decisions import (
    LIKELY,
    OBJECT,
    SUBJECT,
    SURE,
    above,
    accept,
    preview,
    progress,
    reject,
    reopen,
    sentence_parts,
    words_above,
)
from quiz.facts.fact import Fact, Status
from quiz.facts.fact_fields import FIELDS, edited, texts_of
from quiz.facts.fact_wording import statement_of
from quiz.game.fact_review import FactReview
from quiz.plain.lines import say, yes_or_no
from quiz.storage.library.deck_path import written
from quiz.wording import counted

HELP = """\
Commands:
  a           accept the fact            r    reject it
  e           edit it, field by field    o    make it undecided again
  u           undo the last decision     f    show the next undecided fact
  n           next fact                  p    previous fact
  b           build the deck             q    quit; everything is saved
  A 80        accept all undecided facts that are at least 80% sure; A alone counts them
  e FIELD TEXT  edit one field: subject, relation, object, accept, category, as_of or wording
In the sentence, <...> marks the subject and [...] the object."""
_MARKS = {SUBJECT: ("<", ">"), OBJECT: ("[", "]"), "": ("", "")}
_KEEP = "Enter keeps the text, - clears it."


class _End(Exception):  # noqa: N818
    """The reviewer quits, or the input ends."""


class _UndoneDecision(Exception):  # noqa: N818
    """The reviewer undid the last decision instead of answering."""


class PlainReview:
    """Shows facts on `out` and reads decisions from `lines`.

    deck: where to write the deck. Every decision is on disk before the next fact is shown.
    """

    def __init__(self, review: FactReview, deck: Path, lines: Iterator[str], out: TextIO) -> None:
        self._review = review
        self._deck = deck
        self._lines = lines
        self._say = partial(say, out)
        self._at = (review.next_undecided("") or review.facts[0]).id

    def run(self) -> None:
        """Review until the reviewer quits or the input ends; then sum up."""
        left = self._review.undecided
        total = len(self._review.facts)
        self._say(f"{one_line(self._review.file.title)}: {left} of {total} undecided. ? for help.")
        try:
            if not left:
                self._command("b")
            while True:
                self._show()
                while not self._command(self._read("Decide (a/e/r/u/n/p/b/q):")):
                    pass
        except _End:
            pass
        self._say("", self._figures())

    def _read(self, prompt: str) -> str:
        self._say(prompt)
        line = next(self._lines, None)
        if line is None:
            raise _End
        return line.strip()

    @property
    def _fact(self) -> Fact:
        return self._review.fact(self._at) or self._review.facts[0]

    def _show(self) -> None:
        try:
            if self._review.refresh():
                self._say("The file has changed and was read again.")
        except QuizError as error:
            self._say(f"Error: {one_line(str(error))}")
        fact = self._fact
        facts = self._review.facts
        self._at = fact.id
        self._say(
            "",
            f"Fact {facts.index(fact) + 1} of {len(facts)} "
            f"({fact.status}, {one_line(fact.category)}, {fact.confidence:.0%} sure)",
        )
        if fact.evidence is not None:
            marked = (
                f"{_MARKS[role][0]}{text}{_MARKS[role][1]}"
                for text, role in sentence_parts(fact.evidence, fact.subject, fact.object)
            )
            self._say("  Sentence: " + one_line("".join(marked)))
            for more in fact.evidence.more:
                self._say("    also: " + one_line(more))
        self._say(f"  Fact: {one_line(statement_of(fact))}")
        self._say(f"  Parts: {one_line(f'{fact.subject} | {fact.relation} | {fact.object}')}")
        texts = texts_of(fact)
        for name in ("accept", "as_of", "wording"):
            if texts[name]:
                self._say(f"  {name}: {one_line(texts[name])}")
        self._say_cards(fact)

    def _say_cards(self, fact: Fact) -> None:
        cards = preview(fact, self._review.file)
        for card in cards:
            wrong = f" (not {'; '.join(card.distractors)})" if card.distractors else ""
            self._say(f"  Card: {one_line(f'{card.prompt} = {card.answer}{wrong}')}")
        if not cards:
            self._say("  No card from this fact alone.")

    def _command(self, line: str) -> bool:
        """Run the command in a line; returns whether to show a fact again."""
        name, _, rest = line.partition(" ")
        known: dict[str, Callable[[], bool]] = {
            "a": lambda: self._decide(accept(self._fact)),
            "r": lambda: self._decide(reject(self._fact)),
            "o": lambda: self._decide(reopen(self._fact)),
            "A": lambda: self._accept_above(rest.strip()),
            "e": lambda: self._edit(rest.strip()),
            "u": self._undo,
            "n": lambda: self._move(1),
            "p": lambda: self._move(-1),
            "f": self._next_undecided,
            "b": self._build,
            "?": self._help,
        }
        if name in ("q", "quit"):
            raise _End
        if name not in known or (rest.strip() and name not in ("A", "e")):
            self._say("Please answer a, e, r, u, n, p, b or q; ? explains them.")
            return False
        try:
            return known[name]()
        except QuizError as error:
            self._say(f"Error: {one_line(str(error))}")
            return True

    def _help(self) -> bool:
        self._say(HELP)
        return False

    def _decide(self, new: Fact) -> bool:
        before = self._review.undecided
        self._review.decide(self._fact, new)
        self._say(f"{new.status.capitalize()}.")
        if new.status is Status.CANDIDATE:
            return True
        self._go_on(before)
        return True

    def _go_on(self, decided: int) -> None:
        """Go to the next undecided fact; after the last one, if any was decided, to the deck."""
        following = self._review.next_undecided(self._at)
        if following is not None:
            self._at = following.id
        elif decided:
            self._build()

    def _accept_above(self, text: str) -> bool:
        """Accept the facts from a percentage on; without one, count those that are sure."""
        given = re.fullmatch(r"(\d{1,3}) ?%?", text or f"{SURE:.0%}")
        confidence = int(given[1]) / 100 if given else 0
        if not LIKELY <= confidence <= 1:
            self._say(f"Please give a percentage from {LIKELY:.0%} to 100%, for example A 80.")
            return False
        if not text:
            count = len(above(self._review.file, confidence))
            words = words_above(count, self._review.undecided, confidence)
            self._say(f"A {confidence:.0%} accepts {words}.")
            return False
        count = self._review.accept_above(confidence)
        words = words_above(count, count + self._review.undecided, confidence)
        self._say(f"Accepted {words}.")
        if count and self._fact.status is not Status.CANDIDATE:
            self._go_on(count)
        return bool(count)

    def _undo(self) -> bool:
        name = self._review.undo()
        if not name:
            self._say("There is nothing to undo.")
            return False
        self._at = name
        self._say("Undone.")
        return True

    def _move(self, by: int) -> bool:
        facts = self._review.facts
        self._at = facts[(facts.index(self._fact) + by) % len(facts)].id
        return True

    def _next_undecided(self) -> bool:
        following = self._review.next_undecided(self._at)
        if following is None:
            self._say("All facts are decided.")
            return False
        self._at = following.id
        return True

    def _edit(self, rest: str) -> bool:
        fact = self._fact
        texts = texts_of(fact)
        if rest:
            name, _, text = rest.partition(" ")
            if name not in texts:
                self._say(f"There is no field {one_line(name)}; ? lists them.")
                return False
            texts[name] = text.strip()
        else:
            self._say(_KEEP)
            for field in FIELDS:
                line = self._read(f"{field.title} [{one_line(texts[field.name])}]:")
                if line:
                    texts[field.name] = "" if line == "-" else line
        new = edited(fact, texts)
        if isinstance(new, str):
            self._say(f"Error: {one_line(new)}")
            return False
        self._say_cards(new)
        return self._decide(accept(fact) if texts == texts_of(fact) else new)

    def _build(self) -> bool:
        """Sum up, then ask whether to write the deck."""
        self._say("", self._figures())
        cards = self._review.deck_cards()
        if not cards:
            self._say("No accepted fact makes a card yet.")
            return True
        with suppress(_UndoneDecision):
            self._say(*(written(self._deck) if self._write(cards) else ["Not built."]))
        return True

    def _write(self, cards: int) -> bool:
        shown = one_line(str(self._deck))
        if not self._agrees(f"Write the deck with {counted(cards, 'card')} to {shown}?"):
            return False
        if self._review.write_deck(self._deck):
            return True
        if not self._agrees(f"{shown} already exists. Replace it?"):
            return False
        return self._review.write_deck(self._deck, over=True)

    def _agrees(self, question: str) -> bool:
        """Ask until the reviewer says yes or no. Undo and quit also work here."""
        while True:
            line = self._read(f"{question} (y/n)")
            said = yes_or_no(line)
            if said is not None:
                return said
            if line in ("q", "quit"):
                raise _End
            if line != "u":
                self._say("Please answer y or n; u undoes the last decision, q quits.")
            elif self._undo():
                raise _UndoneDecision

    def _figures(self) -> str:
        counts = progress(self._review.file)
        return ", ".join(f"{counts[status]} {status}" for status in Status) + "."
