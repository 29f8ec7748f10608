"""Adding and editing cards inside the game."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from quiz import paths
from quiz.card import Card, Kind
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import KINDS
from quiz.decks.loader import load_deck
from quiz.decks.note import FormField, Note
from quiz.decks.note_extras import Extras
from quiz.decks.writer import dump_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.authoring import add_card, change_card, delete_card, new_deck, new_head
from quiz.game.deck_titles import deck_title
from quiz.storage.index.shelf import ShelfDeck
from quiz.storage.library.media import find_media
from quiz.storage.library.scan import deck_at
from quiz.text.markdown import formula_mistakes
from quiz.text.shown import readable
from quiz.tui.literal import MUTED, literal, literal_line
from quiz.tui.screens.form_screen import FormScreen
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line
from quiz.tui.widgets.note_form import EXTRAS, FILES, empty_field, note_of, texts_of

_NO_DECK = new_head("x")
NEW_DECK = "\0new"
NEW_DECK_NAME = "my-cards"
NEW_DECK_TITLE = "My cards"


class Lines(TextArea):
    """A text area in which Ctrl+Home and Ctrl+End, which Textual's own lacks, go to the start and
    the end of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "to_edge(False)", show=False),
        Binding("ctrl+end", "to_edge(True)", show=False),
    ]

    def action_to_edge(self, end: bool) -> None:
        """Go to the start or the end of the text."""
        self.move_cursor(self.document.end if end else (0, 0))


class CardEditor(FormScreen, GameScreen[bool]):
    """A form for one note, with a preview of its cards below.

    deck: the deck preselected for a new card. card: the card whose note is edited.
    """

    HELP: ClassVar[str] = (
        "Fill in the fields; the preview below shows the card, or what is still wrong. In a deck "
        "with 'format: markdown', texts may hold **bold**, `code` and $formulas$. Where each line "
        "is an entry, one that begins with two spaces goes on with the entry above. Ctrl+S "
        "saves it to the deck's file and leaves its comments and layout alone. After a new "
        "card the form is cleared for the next; Escape leaves. Edited cards keep their progress."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("ctrl+s", "save_next", "Save, next card"),
        Binding("escape", "leave", "Back"),
        Binding("ctrl+d", "delete", "Delete", priority=True),
    ]

    def __init__(self, deck: str | None = None, card: Card | None = None) -> None:
        super().__init__()
        self._deck = card.deck if card is not None else deck
        self._card = card
        self._before: Note | None = None
        self._kept: dict[str, str] = {}
        self._start: dict[str, str] = {}
        self._typed_in: set[str] = set()
        self._read: dict[str, Deck] = {}
        self._tried = False
        self._shown: Kind | None = None
        """The kind whose fields are shown."""

    def compose(self) -> ComposeResult:
        """Deck, kind, fields and preview."""
        own, shipped = self._writable()
        latest = [max(own, key=_changed_at).name] if own else []
        decks = self._decks()
        names = [name for _, name in decks]
        given = self._deck
        if self._card is None and given in [deck.name for deck in shipped]:
            # New cards go to a shipped deck only if the player chooses it here.
            given = None
        chosen = next(name for name in (given, *latest, NEW_DECK, *names) if name in names)
        yield Static("Change card" if self._card else "New card", classes="screen-heading")
        with VerticalScroll(id="form", can_focus=False):
            with Horizontal(id="where"):
                yield Select(
                    decks,
                    value=chosen,
                    allow_blank=False,
                    id="deck",
                    disabled=self._card is not None,
                    compact=True,
                )
                yield Select(
                    [(kind.value, kind.value) for kind in Kind],
                    value=Kind.BASIC.value,
                    allow_blank=False,
                    id="kind",
                    disabled=self._card is not None,
                    compact=True,
                )
            yield Vertical(id="fields")
        yield Static(id="preview")
        yield Footer()

    def _writable(self) -> tuple[list[ShelfDeck], list[ShelfDeck]]:
        """The decks that can take a card: the player's own, and the shipped ones."""
        writable = [deck for deck in self.game.decks.values() if deck.writable]
        shipped = [deck for deck in writable if _is_shipped(deck)]
        return [deck for deck in writable if deck not in shipped], shipped

    def _decks(self) -> list[tuple[Content, str]]:
        """Titles and names of the decks to choose from, the player's own first."""
        own, shipped = self._writable()
        decks = [(self._called(deck), deck.name) for deck in own]
        if self._card is None and NEW_DECK_NAME not in self.game.decks:
            decks.append((Content(f"New deck: {NEW_DECK_TITLE}"), NEW_DECK))
        decks += [(self._called(deck), deck.name) for deck in shipped]
        return decks or [(Content("This deck cannot be written"), NEW_DECK)]

    def _called(self, deck: ShelfDeck) -> Content:
        return literal_line(deck_title(self.game, deck.name))

    async def on_mount(self) -> None:
        """Fill in the note to edit."""
        kind = Kind.BASIC
        if self._card is not None:
            loaded = self.game.decks.get(self._card.deck)
            notes = self._chosen().notes
            self._before = next((n for n in notes if n.extras.line == self._card.line), None)
            if self._before is None or not loaded or not loaded.writable:
                self.app.complain(QuizError("this card's file cannot be written here"))
                self.call_after_refresh(self._left)
                return
            kind = self._before.kind
            self._kept = texts_of(self._before)
        with self.prevent(Select.Changed):
            self.query_one("#kind", Select).value = kind.value
        await self._show_fields(kind)
        self._start = self._texts()

    async def _show_fields(self, kind: Kind) -> None:
        self._shown = kind
        fields = self.query_one("#fields", Vertical)
        await fields.remove_children()
        more = (field for field in (*EXTRAS, *FILES) if field.key in KINDS[kind].keys)
        lines: list[Widget] = []
        for field in (*KINDS[kind].form, *more):
            lines += [Static(field.title, classes="label", markup=False), self._line(field)]
        # All at once: each call looks up the styles of the whole form.
        await fields.mount(*lines)
        # Already visible; scrolling before there is a layout would move the form off its top.
        self.set_focus(fields.query("Input, TextArea").first(), scroll_visible=False)
        self._preview()

    def _line(self, field: FormField) -> Input | TextArea:
        text = self._kept.get(field.key, "")
        if field.lines or "\n" in text:
            return Lines(text, id=f"field-{field.key}", tab_behavior="focus")
        return Line(text, id=f"field-{field.key}")

    def _texts(self) -> dict[str, str]:
        texts = {}
        for widget in self.query("#fields Input, #fields TextArea"):
            name = (widget.id or "").removeprefix("field-")
            if isinstance(widget, TextArea):
                texts[name] = widget.text
            elif isinstance(widget, Input):
                texts[name] = widget.value
        return texts

    @property
    def _kind(self) -> Kind:
        return Kind(str(self.query_one("#kind", Select).value))

    @on(Select.Changed, "#kind")
    async def _kind_chosen(self) -> None:
        if self._kind is self._shown:
            # Sent when the form opens; something may already be typed by then.
            return
        self._kept |= self._texts()
        await self._show_fields(self._kind)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        name = (event.control.id or "").removeprefix("field-")
        if self._texts().get(name) != self._kept.get(name, ""):
            self._typed_in.add(name)
        self._preview()

    def _note(self) -> Note | str:
        """The note in the form, or what the deck loader says is wrong with it."""
        before = self._before.extras if self._before is not None else Extras()
        note = note_of(self._kind, self._texts(), before)
        if isinstance(note, str):
            return note
        found = load_deck(dump_deck(replace(self._chosen(), notes=(note,))).encode(), "")
        if isinstance(found, list):
            return found[0].message
        return found.notes[0].with_extras(replace(note.extras, line=0))

    def _chosen(self) -> Deck:
        """The chosen deck; an empty one if it is new or cannot be read."""
        loaded = self._loaded()
        if loaded is None:
            return _NO_DECK
        if loaded.name not in self._read:
            try:
                self._read[loaded.name] = deck_at(loaded.path)
            except QuizError:
                return _NO_DECK
        return self._read[loaded.name]

    @on(Select.Changed, "#deck")
    def _preview(self) -> None:
        note = self._note()
        preview = self.query_one("#preview", Static)
        if isinstance(note, str):
            empty = empty_field(self._kind, self._texts())
            untouched = not self._typed_in if empty is None else empty.key not in self._typed_in
            if self._tried or not untouched:
                preview.update(literal_line(f"✗ {note}", "$warning"))
            else:
                # A field not reached yet is not an error.
                preview.update(Content.styled("The card will appear here.", MUTED))
            return
        cards = make_cards(replace(self._chosen(), notes=(note,)), "x")
        lines = [
            Content.assemble(
                ("✓ ", "$success"),
                literal_line(card.prompt, "bold"),
                ("  →  ", MUTED),
                literal(card.answer),
            )
            for card in map(readable, cards)
        ]
        advice = [*self._missing(note), *_formula_advice(cards)]
        loaded = self._loaded()
        if loaded is not None and _is_shipped(loaded):
            advice.append("This deck comes with the game; a new version may replace your change.")
        # The preview shows few lines, and a note may have many cards.
        lines[:0] = [literal_line(f"⚠ {what}", "$warning") for what in advice]
        preview.update(Content("\n").join(lines))

    def _missing(self, note: Note) -> list[str]:
        """The pictures and sounds that are not there yet, and why they cannot be used."""
        loaded = self._loaded()
        path = loaded.path if loaded is not None else self._new_path()
        found = ((file, find_media(path, file)) for file in note.extras.media.files)
        return [f"{file} {why}" for file, why in found if isinstance(why, str)]

    @staticmethod
    def _new_path() -> Path:
        return paths.own_decks() / f"{NEW_DECK_NAME}.yaml"

    def action_save(self) -> None:
        """Save the edited card and leave."""
        if self._saved():
            self.dismiss(True)

    def action_save_next(self) -> None:
        """Save the new card and start the next one."""
        if self._saved():
            self.app.refresh_game()
            self._start_next()

    def _start_next(self) -> None:
        """Clear the form but keep deck and kind."""
        decks = self.query_one("#deck", Select)
        if decks.value == NEW_DECK and NEW_DECK_NAME in self.game.decks:
            decks.set_options(self._decks())
            decks.value = NEW_DECK_NAME
        self._kept, self._typed_in, self._tried = {}, set(), False
        for widget in self.query("#fields Input, #fields TextArea"):
            if isinstance(widget, TextArea):
                widget.text = ""
            elif isinstance(widget, Input):
                widget.value = ""
        self.set_focus(self.query("#fields Input, #fields TextArea").first())
        self._preview()

    def _saved(self) -> bool:
        """Write the card to its file; if that fails, say why and return False."""
        note = self._note()
        if isinstance(note, str):
            self._tried = True
            self._preview()
            self.app.complain(QuizError(note))
            if empty := empty_field(self._kind, self._texts()):
                self.set_focus(self.query_one(f"#field-{empty.key}"))
            return False
        new = self._new_path()
        try:
            loaded = self._loaded()
            if self._before is not None and loaded is not None:
                change_card(loaded.path, self._before.extras.line, self._before, note)
            elif loaded is not None or new.exists():
                # The file may exist without being a deck of this game.
                add_card(loaded.path if loaded is not None else new, note)
            else:
                new_deck(new, NEW_DECK_TITLE, note)
        except QuizError as error:
            self.app.complain(error)
            return False
        title = deck_title(self.game, loaded.name) if loaded is not None else NEW_DECK_TITLE
        self.app.say(f"Saved in {one_line(title)}.")
        return True

    def _loaded(self) -> ShelfDeck | None:
        decks = self.game.decks
        chosen = str(self.query_one("#deck", Select).value)
        # The new deck may exist by now; then the card goes there.
        return decks.get(NEW_DECK_NAME if chosen == NEW_DECK else chosen)

    @property
    def leaving(self) -> str:
        """What to ask before leaving; "" if nothing typed would be lost."""
        # Text typed under another kind would be lost too.
        typed = self._kept | self._texts()
        start = self._start
        same = all(text.strip() == start.get(name, "").strip() for name, text in typed.items())
        return "" if same else "Leave without saving this card?"

    def action_delete(self) -> None:
        """Delete the card's note from its file after asking."""
        if self._before is not None:
            self.app.ask("Delete this card from its file?", "Delete", "Keep", self._delete)

    def _delete(self) -> None:
        loaded = self._loaded()
        if self._before is None or loaded is None:
            return
        with self.app.complaining():
            delete_card(loaded.path, self._before.extras.line, self._before)
            self.app.notify("Deleted; its history is kept.", markup=False)
            self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Deleting is for existing cards; "Save, next card" is for new ones."""
        match action:
            case "delete" | "save":
                return self._card is not None
            case "save_next":
                return self._card is None
            case _:
                return True


def _formula_advice(cards: Iterable[Card]) -> list[str]:
    """What is wrong with the formulas of these cards; each is named once."""
    texts = dict.fromkeys(
        text
        for card in cards
        if card.markdown
        for text in (card.prompt, card.answer, card.explanation)
    )
    found = {tex: wrong for text in texts for tex, wrong in formula_mistakes(text).items()}
    return [f"The formula {tex} has {' and '.join(wrong)}" for tex, wrong in found.items()]


def _is_shipped(deck: ShelfDeck) -> bool:
    return deck.path.is_relative_to(paths.shipped_decks())


def _changed_at(deck: ShelfDeck) -> float:
    """When the deck's file was last modified, in seconds since 1970."""
    try:
        return deck.path.stat().st_mtime
    except OSError:
        return 0.0
