"""The review of a facts file; every decision is on disk before the next fact is shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quiz import paths
from quiz.decks.cards import make_cards
from quiz.decks.deck_text import edited
from quiz.errors import QuizError
from quiz.facts.decisions import above, accept
from quiz.facts.deck_building import build_deck, build_text
from quiz.facts.fact import Fact, FactsFile, Status
from quiz.facts.fact_edits import update_facts
from quiz.facts.facts_loader import load_facts
from quiz.facts.file_names import deck_name
from quiz.files import ExistsError, create_file, make_folder, read_bytes, replace_file


class FactChangedError(QuizError):
    """A fact in the file differs from the one shown; the file has been read again."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision on one or more facts.

    changes: each fact before and after. file, data: all facts before, and the content with them.
    reading: number of the file reading that both refer to.
    """

    changes: tuple[tuple[Fact, Fact], ...]
    file: FactsFile
    data: bytes
    reading: int


class FactReview:
    """The facts of one file, and the decisions on them since it was opened.

    Changes that somebody else makes to the file are read and kept. Raises QuizError if the file
    cannot be read or has faults.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.likeliest_first = False
        """Whether the facts are shown by how likely they are good, not in the article's order."""
        self.is_built = False
        """Whether a deck was written, wherever."""
        self._steps: list[_Step] = []
        self._reading = 0
        self._seen = self._signature()
        self._take(read_bytes(self.path))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order of the file."""
        return self.file.facts

    @property
    def in_order(self) -> list[Fact]:
        """All facts, in the order in which they are shown."""
        if not self.likeliest_first:
            return list(self.facts)
        return sorted(self.facts, key=lambda fact: -fact.confidence)

    @property
    def undecided(self) -> int:
        """How many facts are still candidates."""
        return sum(fact.status is Status.CANDIDATE for fact in self.facts)

    @property
    def steps(self) -> int:
        """How many decisions can be undone."""
        return len(self._steps)

    def fact(self, name: str) -> Fact | None:
        """The current fact with this id; None if there is none."""
        return next((fact for fact in self.facts if fact.id == name), None)

    def among(self, category: str, only_undecided: bool) -> list[Fact]:
        """The facts of a category ("" for all), optionally only the candidates."""
        return [
            fact
            for fact in self.in_order
            if (not category or fact.category == category)
            and (not only_undecided or fact.status is Status.CANDIDATE)
        ]

    def next_undecided(self, name: str, category: str = "") -> Fact | None:
        """The first candidate after the fact with this id, wrapping around; None if none left."""
        facts = self.in_order
        place = next((i for i, fact in enumerate(facts) if fact.id == name), -1)
        for fact in (*facts[place + 1 :], *facts[: place + 1]):
            if fact.status is Status.CANDIDATE and category in ("", fact.category):
                return fact
        return None

    # ── decisions ──────────────────────────────────────────────────────────────────

    def decide(self, old: Fact, new: Fact) -> None:
        """Save a decision on a fact; does nothing if the fact stays equal.

        Raises FactChangedError if the fact is no longer `old`, QuizError if the file cannot be read
        or written; then the file is unchanged.
        """
        self._sync()
        now = self.fact(old.id)
        if now != old or now is None:
            raise FactChangedError(
                f"{self.path}: the fact has changed in the file and was read again"
            )
        if old != new:
            self._steps.append(self._change((now, new)))

    def accept_above(self, confidence: float, category: str = "") -> int:
        """Save, as one decision, that every candidate with at least this confidence is accepted;
        returns how many. category: only of this one; "" for all. Raises QuizError if the file
        cannot be read or written."""
        self._sync()
        changes = [(fact, accept(fact)) for fact in above(self.file, confidence, category)]
        if changes:
            self._steps.append(self._change(*changes))
        return len(changes)

    def undo(self) -> str:
        """Undo the last decision; returns the id of its first fact, or "" if there is none.

        If nobody else has changed the file, it is then exactly as before. A fact that somebody else
        has changed since stays as it is. Raises QuizError if the file cannot be written, and
        FactChangedError, forgetting the decision, if all its facts have been changed.
        """
        self._sync()
        if not self._steps:
            return ""
        step = self._steps[-1]
        now = {fact.id: fact for fact in self.facts}
        changes = [(after, before) for before, after in step.changes if now.get(after.id) == after]
        if not changes:
            self._steps.pop()
            raise FactChangedError(
                f"{self.path}: the last fact has been changed in the file since; it stays as it is"
            )
        if step.reading == self._reading:
            self._write(step.file, step.data)
        else:
            self._change(*changes)
        self._steps.pop()
        return changes[0][0].id

    def refresh(self) -> bool:
        """Read the file again if it has changed; returns whether it had.

        Raises QuizError, once for each change, if it cannot be read; the facts stay as they were.
        """
        signature = self._signature()
        if signature == self._seen:
            return False
        self._seen = signature
        return self._sync()

    # ── the deck ───────────────────────────────────────────────────────────────────

    def own_deck(self) -> Path:
        """The deck's file among the player's own decks, if the player names no other."""
        return paths.own_decks() / f"{deck_name(self.path.stem, self.file.title)}.yaml"

    def deck_text(self) -> str:
        """The deck of the accepted and edited facts. Raises QuizError if they make none."""
        self._sync()
        built = build_text(self._data, str(self.path))
        if isinstance(built, list):
            raise QuizError(built[0].message)
        return built

    def write_deck(self, path: Path, over: bool = False) -> bool:
        """Write the deck; False if a different file exists and `over` is not set. Raises
        QuizError."""
        text = self.deck_text()
        if path.resolve() == self.path.resolve():
            raise QuizError(f"{path}: this is the facts file; expected another file for the deck")
        make_folder(path.parent)
        try:
            create_file(path, text)
        except ExistsError:
            if not over and not _says(path, text):
                return False
            replace_file(path, text)
        self.is_built = True
        return True

    def deck_cards(self) -> int:
        """How many cards the deck would have now; 0 if it cannot be built."""
        deck = build_deck(self.file)
        return len(make_cards(deck, "x")) if deck.notes else 0

    # ── the file ───────────────────────────────────────────────────────────────────

    def _signature(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def _sync(self) -> bool:
        """Read the file if it has changed; returns whether it had. Raises QuizError."""
        data = read_bytes(self.path)
        if data == self._data:
            return False
        self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        read = load_facts(data, str(self.path))
        if isinstance(read, list):
            more = f" (and {len(read) - 1} more)" if len(read) > 1 else ""
            raise QuizError(f"{read[0]}{more}")
        self.file: FactsFile = read
        self._data = data
        self._reading += 1

    def _change(self, *changes: tuple[Fact, Fact]) -> _Step:
        """Write facts anew. changes: each fact before and after."""
        step = _Step(changes, self.file, self._data, self._reading)
        data = edited(self._data, self.path, lambda text: update_facts(text, changes))
        read = load_facts(data, str(self.path))
        after = {old.id: new for old, new in changes}
        wanted = tuple(after.get(fact.id, fact) for fact in self.facts)
        if isinstance(read, list) or read.facts != wanted:
            raise QuizError(f"{self.path}: this fact cannot be changed here; edit it by hand")
        self._write(read, data)
        return step

    def _write(self, file: FactsFile, data: bytes) -> None:
        replace_file(self.path, data)
        self._data = data
        self._seen = self._signature()
        self.file = file


def _says(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
