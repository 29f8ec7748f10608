"""A form for one fact, with a preview of its cards."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select, Static

from quiz.errors import QuizError
from quiz.facts.decisions import accept, preview
from quiz.facts.fact import CATEGORIES, Fact
from quiz.facts.fact_fields import FIELDS, FactField, edited, texts_of
from quiz.facts.templates import RELATIONS
from quiz.game.fact_review import FactChangedError, FactReview
from quiz.tui.literal import literal_line
from quiz.tui.screens.form_screen import FormScreen
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.fact_text import card_lines, evidence_lines, sentence_line
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line


class FactEditor(FormScreen):
    """Edits one fact of a review. Dismisses with True once it is saved."""

    CSS_PATH = ["screens.tcss", "review.tcss"]  # noqa: RUF012
    HELP: ClassVar[str] = (
        "Correct the fact; the preview below shows its cards, or what is still wrong. Ctrl+S "
        "saves it as edited, or as accepted if you changed nothing. `quiz generate` leaves an "
        "edited fact alone."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, review: FactReview, fact: Fact) -> None:
        super().__init__()
        self._review = review
        self._fact = fact

    def compose(self) -> ComposeResult:
        """The sentence, the fields and the preview."""
        yield Static("Edit fact", classes="screen-heading", id="editor-heading")
        if self._fact.evidence is not None:
            with VerticalScroll(id="editor-sentence", can_focus=False):
                lines = (sentence_line(self._fact), *evidence_lines(self._fact))
                yield Static(Content("\n").join(lines), id="review-sentence")
        texts = texts_of(self._fact)
        with VerticalScroll(id="editor-form", can_focus=False):
            for field in FIELDS:
                with Horizontal(classes="editor-row"):
                    yield Static(field.title, classes="label", markup=False)
                    yield self._line(field, texts[field.name])
        yield VerticalScroll(Static(id="editor-cards"), id="editor-preview", can_focus=False)
        with Horizontal(id="editor-buttons"):
            yield Once("Save", id="save", action="screen.save")
            yield Once("Back", id="back", action="screen.leave")
        yield Footer()

    def _line(self, field: FactField, text: str) -> Input | Select[str]:
        name = f"field-{field.name}"
        if field.name == "relation":
            options = [(Content(f"{name}: {_with_blanks(name)}"), name) for name in RELATIONS]
            return Select(options, value=text, allow_blank=False, id=name, compact=True)
        if field.name == "category":
            names = [(name, name) for name in CATEGORIES]
            return Select(names, value=text, allow_blank=False, id=name, compact=True)
        return Line(text, placeholder=field.hint, id=name, compact=True)

    def on_mount(self) -> None:
        """Focus the subject."""
        self.set_focus(self.query_one("#field-subject"))
        self._preview()

    def _texts(self) -> dict[str, str]:
        texts = {}
        for field in FIELDS:
            widget = self.query_one(f"#field-{field.name}")
            assert isinstance(widget, (Input, Select))
            texts[field.name] = str(widget.value)
        return texts

    @on(Input.Changed)
    @on(Select.Changed)
    def _preview(self) -> None:
        new = edited(self._fact, self._texts())
        shown = self.query_one("#editor-cards", Static)
        if isinstance(new, str):
            shown.update(literal_line(f"✗ {new}", "$warning"))
        else:
            shown.update(card_lines(preview(new, self._review.file)))

    def action_save(self) -> None:
        """Write the fact to its file."""
        new = edited(self._fact, self._texts())
        if isinstance(new, str):
            self.app.complain(QuizError(new))
            return
        if self._texts() == texts_of(self._fact):
            new = accept(self._fact)
        with self.app.complaining():
            try:
                self._review.decide(self._fact, new)
            except FactChangedError:
                self._changed_meanwhile()
                return
            self.dismiss(True)

    def _changed_meanwhile(self) -> None:
        now = self._review.fact(self._fact.id)
        if now is None:
            self.app.complain(QuizError("this fact is no longer in the file"))
            return

        def replace() -> None:
            self._fact = now
            self.action_save()

        self.app.ask(
            "This fact has changed in the file. Replace it with your version?",
            "Replace",
            "Stay",
            replace,
        )

    @property
    def leaving(self) -> str:
        """What to ask before leaving; "" if nothing typed would be lost."""
        # A key right after the one that opened the form finds no fields yet.
        same = not self.is_mounted or self._texts() == texts_of(self._fact)
        return "" if same else "Leave without saving this fact?"


def _with_blanks(relation: str) -> str:
    """The statement of a relation, or its question, with blanks for subject and object."""
    found = RELATIONS[relation]
    text = found.statement or found.several
    for place, shown in (("{then} ", ""), (" {then}", ""), ("{a} ", ""), ("{at}", "on {object}")):
        text = text.replace(place, shown)
    return text.replace("{subject}", "S").replace("{object}", "O")
