"""Reads a deck file: everything valid in it, and all faults.

A mistake in a card leaves out that card. A mistake in the head of the deck, or in a value that can
be ignored, leaves out only that value. A whole file is left out only if it has no valid card.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.decks.deck import Deck
from quiz.decks.faults import Fault, Findings, Mark, excerpt
from quiz.decks.field_reader import FieldReader, name_of
from quiz.decks.fields import DECK_KEYS, FORMATS, format_of
from quiz.decks.kinds.cards import read_templates
from quiz.decks.language_tags import read_language
from quiz.decks.note import Note
from quiz.decks.note_reader import NoteReader
from quiz.decks.pieces import ASKEW, CONFLICT, Pieces, cut
from quiz.decks.reader import ReadError, decode_all, line_count, read
from quiz.decks.template import Templates
from quiz.decks.yaml_nodes import Mapping, Node, Sequence


class LoadResult(NamedTuple):
    """The content of a file.

    deck: with its valid cards; None if there are none. faults: in order of position.
    left_out: number of notes left out; how many cards they make is not known. unread: their text
    in the file.
    """

    deck: Deck | None
    faults: tuple[Fault, ...] = ()
    left_out: int = 0
    unread: str = ""


def load(data: bytes, file: str) -> LoadResult:
    """Load a deck file. Never raises, whatever the bytes.

    file: only used in faults, and as the title of a deck without one. At most `MAX_FAULTS` faults
    are listed.
    """
    text = decode_all(data, file)
    return LoadResult(None, (text,)) if isinstance(text, Fault) else load_text(text, file)


def load_text(text: str, file: str) -> LoadResult:
    """Like `load`, for decoded text."""
    # What decides which answers count as equal may come after the cards, so it is guessed first.
    guess = _Rules(*(re.search(pattern, text, re.MULTILINE) is not None for pattern in _GUESSES))
    loader = _Loader(file, text, guess)
    loaded = loader.load()
    if loader.says == guess and not loader.late:
        return loaded
    return _Loader(file, text, loader.says, loader.templates).load()


def load_deck(data: bytes, file: str) -> Deck | list[Fault]:
    """The deck in a file, or all its faults if it has any."""
    return _whole(load(data, file))


def load_deck_text(text: str, file: str) -> Deck | list[Fault]:
    """Like `load_deck`, for decoded text."""
    return _whole(load_text(text, file))


def _whole(loaded: LoadResult) -> Deck | list[Fault]:
    if loaded.deck is None or loaded.faults:
        return list(loaded.faults)
    return loaded.deck


class _Rules(NamedTuple):
    """What a deck says of all its cards: whether they are strict, and whether Markdown."""

    strict: bool
    markdown: bool


_GUESSES = (r"(?i)^strict:\s*(true|yes)\b", r"(?i)^format:\s*[\"']?markdown\b")


class _Loader:
    """late: whether the templates came after the cards."""

    def __init__(
        self, file: str, text: str, rules: _Rules, templates: Templates | None = None
    ) -> None:
        self._file = file
        self._text = text
        self._rules = rules
        self.says = _Rules(strict=False, markdown=False)
        self.templates: Templates = templates or {}
        self._start()

    def _start(self) -> None:
        self._findings = Findings(self._file)
        self._head = FieldReader(self._findings)
        self.late = False
        self._cards = NoteReader(self._findings, self.templates, **self._rules._asdict())
        self._notes: list[Note] = []
        self._left_out = 0
        self._unread: list[str] = []
        self._odd_lines: list[int] = []

    def load(self) -> LoadResult:
        """Read the whole text at once or, if that fails, piece by piece."""
        try:
            root = read(self._text, self._item, self._odd, self._value)
        except ReadError as error:
            return self._in_pieces(error)
        return self._result(self._deck(root, bool(self._notes)))

    def _in_pieces(self, error: ReadError) -> LoadResult:
        self._start()
        pieces = cut(self._text)
        if pieces is None:
            self._findings.add(error.line, error.column, error.message)
            return self._result(None)
        # The head first: the cards may name its templates.
        root, readable = self._head_of(pieces)
        unread = 0
        for line in pieces.markers:
            self._findings.add(line, 1, CONFLICT)
        for piece in pieces.cards:
            self._findings.shift = piece.line - 1
            unread += piece.askew or not self._piece(piece.text)
            if piece.askew:
                self._findings.add(1, 1 + piece.text.index("-"), ASKEW)
                self._leave_out(piece.text)
        self._findings.shift = 0
        self._left_out += pieces.left_out
        self._unread.append(pieces.unread)
        deck = None
        if self._notes:
            # Without a head, what the text seems to say of its cards holds.
            strict, format_ = self._rules.strict, "markdown" if self._rules.markdown else ""
            deck = Deck(self._name(), tuple(self._notes), strict=strict, format=format_)
        self.says = self._rules
        if isinstance(root, Mapping):
            deck = self._deck(root, True, excused=bool(pieces.markers))
        if not unread and readable and not pieces.markers:
            # Each piece is valid, but together they are not.
            self._findings.add(error.line, error.column, error.message)
        return self._result(deck)

    def _piece(self, text: str) -> bool:
        """Read the lines of one card; False if they are not YAML."""
        self._odd_lines.clear()
        try:
            root = read(text, None, self._odd)
        except ReadError as error:
            # An error reported after the card is still a mistake in the card.
            self._findings.add(min(error.line, line_count(text)), error.column, error.message)
            self._leave_out(text)
            return False
        for node in root.items if isinstance(root, Sequence) else ():
            self._take(node, text)
        return True

    def _head_of(self, pieces: Pieces) -> tuple[Node | None, bool]:
        """The head of a file in pieces, and whether it was readable."""
        try:
            return read(pieces.head, None, self._odd, self._value), True
        except ReadError as error:
            self._findings.add(error.line, error.column, error.message)
            return None, False

    def _odd(self, mark: Mark, message: str) -> None:
        """Note a YAML anchor or tag; it makes its card unusable."""
        self._findings.complain(mark, message)
        self._odd_lines.append(mark.line)

    def _item(self, key: str, node: Node) -> bool:
        if key != "cards":
            return False
        self._take(node, self._text)
        return True

    def _value(self, key: str, node: Node) -> None:
        """Take in the templates, as soon as they are there."""
        if key == "templates":
            rules = self._rules._asdict()
            self.templates = self._cards.templates = read_templates(self._head, node, **rules)
            self.late |= bool(self._notes or self._left_out)

    def _take(self, node: Node, text: str) -> None:
        note = self._cards.read(node)
        if note is None or any(line >= node.start_mark.line for line in self._odd_lines):
            self._leave_out(text[node.start_mark.index : node.end_mark.index])
        else:
            self._notes.append(note)
        self._odd_lines.clear()

    def _leave_out(self, text: str) -> None:
        self._left_out += 1
        self._unread.append(text)

    def _deck(self, root: Node | None, has_cards: bool, *, excused: bool = False) -> Deck | None:
        """The deck with the cards that were read. excused: whether missing keys may be inside a
        git conflict, and so are no faults."""
        if not isinstance(root, Mapping):
            found = "the file is empty" if root is None else f"found {name_of(root)}"
            line = 0 if root is None else root.start_mark.line
            self._findings.add(line + 1, 1, f"{found}, expected 'title:' and 'cards:'")
            return None
        fields, misspelt = self._head.fields(root, DECK_KEYS, DECK_KEYS, "a deck")
        title = self._head.text(fields, "title")
        if not ("title" in fields or excused or "title" in misspelt):
            self._head.complain("'title' is missing, expected the deck's name", root)
        cards = fields.get("cards")
        if cards is None:
            if not (excused or "cards" in misspelt):
                self._head.complain("'cards' is missing, expected a list of cards", root)
        elif not has_cards and not isinstance(cards, Sequence):
            self._head.complain(
                f"'cards' is {name_of(cards)}, expected a list: lines with '- '", cards
            )
        elif not has_cards and not self._left_out:
            self._head.complain("'cards' is an empty list, expected at least one card", cards)
        strict = self._head.truth(fields, "strict") or False
        format_ = self._format(fields)
        self.says = _Rules(strict, markdown=format_ == "markdown")
        deck = Deck(
            title=title or self._name(),
            notes=tuple(self._notes),
            description=self._head.text(fields, "description"),
            language=self._language(fields),
            tags=self._head.tags(fields),
            source=self._head.text(fields, "source"),
            folder=self._head.text(fields, "folder"),
            strict=strict,
            format=format_,
            templates=tuple(filter(None, self.templates.values())),
        )
        return deck if self._notes else None

    def _language(self, fields: dict[str, Node]) -> str:
        text = self._head.text(fields, "language")
        if not text:
            return ""
        language = read_language(text)
        if language.fault:
            self._head.complain(language.fault, fields["language"])
        return language.tag

    def _format(self, fields: dict[str, Node]) -> str:
        text = self._head.text(fields, "format")
        named = format_of(text)
        if named is None:
            self._head.complain(
                f"'format' is '{excerpt(text)}', expected {' or '.join(FORMATS)}", fields["format"]
            )
        return named or ""

    def _name(self) -> str:
        """The title of a deck without one: its file name."""
        last = re.split(r"[/\\]", self._file)[-1]
        return last.rpartition(".")[0] or last or "?"

    def _result(self, deck: Deck | None) -> LoadResult:
        found = self._findings
        faults = found.faults(line_count(self._text)) if found.has_faults else ()
        return LoadResult(deck, faults, self._left_out, "\n".join(self._unread))
