"""Proofreads decks: their pictures and sounds, and texts that were probably meant as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from pathlib import Path

from quiz.card import Card, lines_of
from quiz.decks.faults import Fault, excerpt
from quiz.decks.fields import MEDIA, PATHS
from quiz.decks.kinds import OcclusionNote
from quiz.decks.note import Note
from quiz.decks.pieces import readable_lines
from quiz.decks.reader import ReadError, read
from quiz.decks.yaml_nodes import Mapping, Node, Scalar, Sequence
from quiz.grading.grade import grade_typed
from quiz.pictures import PictureError, extent_of
from quiz.sounds import SoundError, format_of_sound
from quiz.storage.library.media import find_media, media_file
from quiz.storage.library.scan import LoadedDeck
from quiz.text.markdown import formula_mistakes, looks_like_markdown, pictures
from quiz.text.shown import shown
from quiz.wording import counted

_LITERAL = frozenset({
    *MEDIA, "id", "category", "tags", "source", "strict", "tolerance", "size", "hide", "at",
    "covered", "template",
})  # fmt: skip
"""The keys of a card that are never Markdown."""

_PICTURES = (("image", "alt"), ("answer_image", "answer_alt"), ("occlusion", "alt"))
"""The keys of pictures, and of what they show."""

_SEVERAL = ("accept", "distractors")
"""The keys of several texts."""

_SAY = "say what it shows for those who cannot see it"


class Proof:
    """What was found in the decks read so far.

    faults: pictures and sounds that cannot be shown or played. advice: what an author may want to
    change. Equal advice for one deck is given once, at its first place.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.advice: list[Fault] = []

    def read(self, loaded: LoadedDeck) -> None:
        """Read the file of a deck."""
        try:
            text, root = _readable(loaded.path.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError, ReadError):
            # The loader has already said what is wrong with it.
            return
        fields = root.pairs if isinstance(root, Mapping) else []
        head = {getattr(key, "value", ""): value for key, value in fields}
        reader = _Reader(loaded.path, text, loaded.deck.format if "format" in head else "unknown")
        cards = head.get("cards")
        nodes = cards.items if isinstance(cards, Sequence) else []
        for node in nodes:
            reader.read("", node)
        if "templates" in head:
            reader.read("", head["templates"])
        by_line = {node.start_mark.line + 1: node for node in nodes}
        reader.complete(loaded.cards, by_line)
        reader.check_sizes(loaded.deck.notes, by_line)
        reader.compare(loaded.cards, by_line)
        self.faults += reader.faults
        self.advice += reader.grouped()


def _readable(text: str) -> tuple[str, Node | None]:
    """The text of a deck and its root. Lines that are not YAML are empty in it. Raises ReadError if
    what is left is not YAML."""
    try:
        return text, read(text)
    except ReadError:
        text = readable_lines(text)
        return text, read(text)


class _Reader:
    """Reads one file. format_: of the deck; "unknown" if it does not say."""

    def __init__(self, path: Path, text: str, format_: str) -> None:
        self._path = path
        self._text = text
        self._format = format_
        self._checked: dict[tuple[str, bool], str] = {}
        self._advice: dict[str, list[tuple[int, int]]] = {}
        self.faults: list[Fault] = []

    def read(self, key: str, node: Node) -> None:
        """Read what stands under a key."""
        if isinstance(node, Mapping):
            fields = {str(getattr(name, "value", "")): value for name, value in node.pairs}
            for image, alt in _PICTURES:
                if image in fields and alt not in fields:
                    self._advise(fields[image], 0, f"an image without '{alt}', {_SAY}")
            for name in _SEVERAL:
                self._read_several(name, fields.get(name))
            for name, value in fields.items():
                self.read(name, value)
        elif isinstance(node, Sequence):
            for item in node.items:
                self.read(key, item)
        elif key in (*PATHS, "occlusion"):
            for path in lines_of(node.value) if "{" not in node.value else ():
                self._check(node, 0, f"'{key}' is", path, is_picture=_is_picture(key))
        elif key not in _LITERAL:
            self._read_text(node)

    def _read_several(self, key: str, node: Node | None) -> None:
        """Find a plain text with commas where a list was probably meant."""
        if node is None or isinstance(node, Mapping | Sequence) or node.style:
            return
        if ", " in node.value:
            several = excerpt(f"[{node.value}]")
            self._advise(
                node, 0, f"'{key}' is one text; write {several} for several, or put it in quotes"
            )

    def _read_text(self, node: Scalar) -> None:
        if self._format == "markdown":
            raw = self._text[node.start_mark.index : node.end_mark.index]
            for path, alt in pictures(node.value):
                place = max(0, raw.rfind("![", 0, max(0, raw.find(path))))
                self._check(node, place, "the image", path, is_picture=True)
                if not alt:
                    self._advise(node, place, f"an image with nothing in its brackets, {_SAY}")
            for tex, wrong in formula_mistakes(node.value).items():
                self._advise(
                    node,
                    max(0, raw.find(tex)),
                    f"the formula {excerpt(tex)} has {' and '.join(wrong)}",
                )
        elif self._format == "unknown" and (found := looks_like_markdown(node.value)):
            self._advise(
                node,
                0,
                f"{found} is shown as typed; write 'format: markdown' below the title, or 'format: "
                "text' if that is right",
            )

    def complete(self, cards: Iterable[Card], nodes: AnyMapping[int, Node]) -> None:
        """Check the files that cards have from elsewhere, such as from a template."""
        for card in cards:
            for key in PATHS:
                is_picture = _is_picture(key)
                for path in lines_of(getattr(card.media, key)):
                    if (path, is_picture) not in self._checked and card.line in nodes:
                        self._check(nodes[card.line], 0, "the file", path, is_picture=is_picture)

    def check_sizes(self, notes: Iterable[Note], nodes: AnyMapping[int, Node]) -> None:
        """Check that regions in pixels are in those of the picture."""
        for note in notes:
            if not isinstance(note, OcclusionNote) or not note.size:
                continue
            node, file = nodes.get(note.extras.line), media_file(self._path, note.picture)
            if node is None or file is None:
                continue
            try:
                width, height = extent_of(file)
            except PictureError:
                continue
            if note.size != (width, height):
                message = f"'size' is not that of {note.picture}, expected [{width}, {height}]"
                self.faults.append(Fault(str(self._path), *self._place(node, 0), message))

    def compare(self, cards: Iterable[Card], nodes: AnyMapping[int, Node]) -> None:
        """Find distractors that are right when typed. nodes: of the notes, by their lines."""
        for card in cards:
            for text in card.distractors:
                plain = shown(text, markdown=card.markdown)
                if card.line in nodes and grade_typed(plain, card).correct:
                    node = next(_scalars(nodes[card.line], text), nodes[card.line])
                    self._advise(
                        node,
                        0,
                        f"the distractor '{excerpt(text)}' is also accepted as the answer "
                        f"'{excerpt(card.answer)}', and so is never offered",
                    )

    def _place(self, node: Node, offset: int) -> tuple[int, int]:
        """The line and column of a place in a text. offset: in the source, from its start."""
        start = node.start_mark
        before = self._text[start.index : start.index + offset]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else start.column + 1 + offset
        return start.line + 1 + lines, column

    def _check(self, node: Node, offset: int, what: str, path: str, *, is_picture: bool) -> None:
        """Report a file that cannot be shown or played."""
        if (path, is_picture) not in self._checked:
            self._checked[path, is_picture] = self._wrong_with(path, is_picture=is_picture)
        if wrong := self._checked[path, is_picture]:
            message = f"{what} {path}, {wrong}"
            self.faults.append(Fault(str(self._path), *self._place(node, offset), message))

    def _wrong_with(self, path: str, *, is_picture: bool) -> str:
        found = find_media(self._path, path)
        if isinstance(found, str):
            return f"which {found}"
        try:
            if is_picture:
                extent_of(found)
            else:
                format_of_sound(found)
        except (PictureError, SoundError) as error:
            return f"which{str(error).removeprefix('the file ').removeprefix(found.name)}"
        return ""

    def _advise(self, node: Node, offset: int, message: str) -> None:
        self._advice.setdefault(message, []).append(self._place(node, offset))

    def grouped(self) -> Iterator[Fault]:
        """Each piece of advice once, at its first place, with the number of the others."""
        for message, places in self._advice.items():
            more = f" ({counted(len(places) - 1, 'more place')})" if places[1:] else ""
            yield Fault(str(self._path), *places[0], message + more)


def _is_picture(key: str) -> bool:
    """Whether a key is that of a picture, and not of a sound."""
    return not key.endswith("audio")


def _scalars(node: Node, text: str) -> Iterator[Scalar]:
    """The places in a card where this text stands."""
    if isinstance(node, Mapping):
        for _, value in node.pairs:
            yield from _scalars(value, text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, text)
    elif node.value == text:
        yield node
