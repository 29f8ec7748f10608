"""Reviewing candidate facts one by one: accept, edit or reject each, and see its cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from quiz.clock import Alarm
from quiz.errors import QuizError
from quiz.facts.decisions import accept, preview, progress, reject, reopen
from quiz.facts.fact import Fact, Status, categories_of
from quiz.game.fact_review import FactReview
from quiz.tui.literal import literal_line
from quiz.tui.screens.accept_above_screen import AcceptAboveScreen
from quiz.tui.screens.base_screen import BaseScreen
from quiz.tui.screens.build_screen import BuildScreen
from quiz.tui.screens.fact_editor import FactEditor
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.buttons import PushButton
from quiz.tui.widgets.category_list import CategoryList
from quiz.tui.widgets.fact_list import FactList
from quiz.tui.widgets.fact_text import (
    card_lines,
    evidence_lines,
    fact_lines,
    sentence_line,
    status_line,
    tally,
)
from quiz.tui.widgets.footer import Footer
from quiz.wording import counted

REFRESH_SECONDS = 1.0

PARTS = {"sentence": "Sentence", "fact": "Fact", "cards": "Cards", "more": "Further evidence"}
"""The parts that show a fact, with their titles in a window with room for frames."""


class ReviewScreen(BaseScreen[None]):
    """One fact with its sentence and cards; every decision is saved at once.

    deck: where to write the deck at the end.
    """

    CSS_PATH = ["screens.tcss", "review.tcss"]  # noqa: RUF012
    AUTO_FOCUS = ""
    HELP: ClassVar[str] = (
        "Does the sentence say this fact, and are its cards worth knowing? Accept it, edit it or "
        "reject it; decisions are saved at once, and you can undo any number of them. In "
        "the sentence the subject is underlined and the object is highlighted. "
        "Rejected facts stay in the file so that `quiz generate` does not offer them again. You "
        "can leave at any time and continue later. If the file changes in an editor, it is "
        "reloaded. s shows the likeliest facts first, or all in the article's order again. A wide "
        "window lists the facts: arrow keys or a click choose one, Enter or a double click edits "
        "it, J and K scroll what stands beside the list. A click on a category shows its facts, "
        "another one all."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("r", "reject", "Reject", show=False),
        Binding("A", "accept_above", "Accept above", key_display="A"),
        Binding("u", "undo", "Undo", show=False),
        Binding("n,right", "move(1)", "Next", key_display="→", show=False),
        Binding("p,left", "move(-1)", "Previous", key_display="←", show=False),
        Binding("space", "undecided", "Next undecided", key_display="space"),
        Binding("o", "reopen", "Undecided again", show=False),
        Binding("f", "filter", "Filter", show=False),
        Binding("c", "category", "Category", show=False),
        Binding("s", "sort", "Likeliest first", show=False),
        Binding("b", "build", "Build"),
        Binding("escape", "leave", "Leave"),
        Binding("down,j", "line(1)", "Line down", show=False),
        Binding("up,k", "line(-1)", "Line up", show=False),
        Binding("J", "scroll(1)", "Scroll down", show=False),
        Binding("K", "scroll(-1)", "Scroll up", show=False),
    ]

    def __init__(self, review: FactReview, deck: Path) -> None:
        super().__init__()
        self._review = review
        self._deck = deck
        self._category = ""
        self._only_undecided = False
        first = review.next_undecided("")
        self._at = (first or review.facts[0]).id
        self._place = 0

    def compose(self) -> ComposeResult:
        """Progress, filters, the fact and the buttons."""
        with Horizontal(id="review-top"):
            yield Static(id="review-title")
            yield Static(id="review-tally")
        yield Static(id="review-bar")
        with Horizontal(id="review-filters"):
            yield Static(id="review-position")
            yield PushButton(id="filter", compact=True, action="screen.filter")
            yield PushButton(id="category", compact=True, action="screen.category")
        with Horizontal(id="review-main"):
            yield FactList(id="review-list")
            with VerticalScroll(id="review-body", can_focus=False):
                for name, title in PARTS.items():
                    part = Static(id=f"review-{name}", classes="part")
                    part.border_title = title
                    yield part
                yield CategoryList(id="review-categories")
        with Horizontal(id="review-buttons"):
            for name in ("accept", "edit", "reject", "undo", "build"):
                label = Content.assemble((name[0].upper(), "bold underline"), name[1:])
                button = PushButton(label, id=name, compact=True, action=f"screen.{name}")
                # A small window has no room for it, and Textual 8.2 takes no 0 from a style sheet.
                button.styles.line_pad = 0
                yield button
            yield PushButton("‹", id="previous", compact=True, action="screen.move(-1)")
            yield PushButton("›", id="next", compact=True, action="screen.move(1)")
        yield Footer()

    @property
    def fact(self) -> Fact | None:
        """The fact shown; None if the filter leaves none."""
        return next((fact for fact in self._facts() if fact.id == self._at), None)

    def _facts(self) -> list[Fact]:
        return self._review.among(self._category, self._only_undecided)

    def on_mount(self) -> None:
        """Show the first undecided fact, and watch the list and the file."""
        self._show()
        facts = self.query_one(FactList)
        self.watch(facts, "highlighted", self._picked)
        if facts.display:
            self.set_focus(facts)
        self._look = Alarm(self.app.clock, REFRESH_SECONDS)
        if not self._review.undecided:
            self.call_after_refresh(self.action_build)

    def on_resize(self) -> None:
        """Fit the bar and labels to the new width."""
        self._show(stay=True)

    def tick(self) -> None:
        """Check whether the file has changed."""
        if self._look.rings():
            self._look.set(REFRESH_SECONDS)
            self._refresh_file()

    def _refresh_file(self) -> None:
        with self.app.complaining():
            if self._review.refresh():
                self.app.notify("The file has changed and was reloaded.", markup=False)
                self._show(stay=True)

    # ── what is shown ──────────────────────────────────────────────────────────────

    def _show(self, stay: bool = False) -> None:
        """Show the current fact, or the one at its position if filter or file dropped it."""
        shown = self._facts()
        places = {fact.id: place for place, fact in enumerate(shown)}
        place = places.get(self._at, min(self._place, len(shown) - 1))
        if shown:
            self._at, self._place = shown[place].id, place
        fact = shown[place] if shown else None
        self.query_one(FactList).show(shown, self._at)
        self._show_progress()
        narrow = self.size.width < NARROW
        of = "/" if narrow else " of "
        position = f"Fact {place + 1}{of}{len(shown)}" if fact else "No fact"
        self.query_one("#review-position", Static).update(position)
        undecided = "open" if narrow else "undecided"
        self._label("filter", undecided if self._only_undecided else "all")
        self._label("category", self._category or ("every" if narrow else "every category"))
        self.query("#accept, #edit, #reject").set(disabled=fact is None)
        self.query_one("#undo", Button).disabled = not self._review.steps
        self.query("#previous, #next").set(disabled=len(shown) < 2)
        sentence, body, cards = (
            self.query_one(f"#review-{name}", Static) for name in ("sentence", "fact", "cards")
        )
        further = evidence_lines(fact) if fact else []
        more = self.query_one("#review-more", Static)
        more.update(Content("\n").join(further))
        more.display = bool(further)
        if fact is None:
            sentence.update("")
            what = "undecided fact" if self._only_undecided else "fact"
            body.update(
                f"No {what} {'in this category' if self._category else 'left'}.\n"
                "f and c change the filter; b builds the deck."
            )
        else:
            sentence.update(sentence_line(fact))
            body.update(Content("\n").join((status_line(fact), *fact_lines(fact))))
            cards.update(card_lines(preview(fact, self._review.file)))
        sentence.display = fact is not None and fact.evidence is not None
        cards.display = fact is not None
        if not stay:
            self.query_one("#review-body").scroll_home(animate=False)

    def _show_progress(self) -> None:
        total = len(self._review.facts)
        decided = total - self._review.undecided
        counts = progress(self._review.file)
        self.query_one("#review-title", Static).update(
            literal_line(self._review.file.title, "bold $accent")
        )
        narrow = self.size.width < NARROW
        self.query_one(CategoryList).show(self._review.facts, self._category)
        text = Content(f"{decided}/{total}") if narrow else tally(counts, decided, total)
        self.query_one("#review-tally", Static).update(text)
        width = max(0, self.size.width - 2)
        self.query_one("#review-bar", Static).update(progress_bar(decided / total, width))

    def _label(self, name: str, text: str) -> None:
        button = self.query_one(f"#{name}", Button)
        button.label = Content.assemble((name[0], "bold underline"), f" {text}")
        # Setting the label does not make a button wider.
        button.refresh(layout=True)

    # ── decisions ──────────────────────────────────────────────────────────────────

    def action_accept(self) -> None:
        """Accept the fact."""
        self._decide(accept)

    def action_reject(self) -> None:
        """Reject the fact."""
        self._decide(reject)

    def action_reopen(self) -> None:
        """Make the fact a candidate again."""
        self._decide(reopen)

    def _decide(self, how: Callable[[Fact], Fact]) -> None:
        if (fact := self.fact) is not None:
            self._keep(lambda: self._review.decide(fact, how(fact)))

    def _keep(self, save: Callable[[], None]) -> None:
        """Save decisions and go on; after an error, show what the file holds."""
        before = self._review.undecided
        try:
            save()
        except QuizError as error:
            self.app.complain(error)
            self._show()
        else:
            self._go_on(before)

    def _go_on(self, before: int) -> None:
        """Go to the next fact if this one is decided; after the last one, to building the deck."""
        if self.fact is not None and self.fact.status is Status.CANDIDATE:
            self._show(stay=True)
            return
        following = self._review.next_undecided(self._at, self._category)
        if following is not None:
            self._at = following.id
        self._show()
        if before and not self._review.undecided:
            self.action_build()
        elif following is None and self._review.undecided:
            self.app.notify(
                f"Every {self._category} is decided; c shows the other categories.", markup=False
            )

    @on(FactList.OptionSelected, "#review-list")
    def action_edit(self) -> None:
        """Open the form."""
        if self.fact is None:
            return
        before = self._review.undecided

        def closed(saved: bool | None) -> None:
            if saved:
                self._go_on(before)
            else:
                self._show(stay=True)

        self.app.push_screen(FactEditor(self._review, self.fact), closed)

    def action_accept_above(self) -> None:
        """Ask how sure a fact must be, and accept all undecided ones that are."""
        if self._review.among(self._category, True):
            screen = AcceptAboveScreen(self._review, self._category)
            self.app.push_screen(screen, self._accept_above)
        else:
            what = f"Every {self._category}" if self._category else "Everything"
            self.app.notify(f"{what} is decided; b builds the deck.", markup=False)

    def _accept_above(self, confidence: float | None) -> None:
        if confidence is None:
            return

        def save() -> None:
            count = self._review.accept_above(confidence, self._category)
            self.app.say(f"Accepted {counted(count, 'fact')}; u undoes it.")

        self._keep(save)

    def action_undo(self) -> None:
        """Undo the last decision and show its fact."""
        with self.app.complaining():
            name = self._review.undo()
            if not name:
                self.app.notify("There is nothing to undo.", markup=False)
                return
            self.app.clear_notifications()
            self._at = name
            if self.fact is None:
                # The filter must not hide the fact just restored.
                self._category, self._only_undecided = "", False
        self._show()

    # ── moving about ───────────────────────────────────────────────────────────────

    def action_move(self, by: int) -> None:
        """Go to the next or previous fact, wrapping around."""
        shown = self._facts()
        if shown:
            self._at = shown[(self._place + by) % len(shown)].id
            self._show()

    def _picked(self) -> None:
        """Go to the fact highlighted in the list."""
        chosen = self.query_one(FactList).chosen
        if chosen and chosen != self._at:
            self._at = chosen
            self._show()

    def action_undecided(self) -> None:
        """Go to the next undecided fact."""
        following = self._review.next_undecided(self._at, self._category)
        if following is None:
            self.app.notify("Everything here is decided; b builds the deck.", markup=False)
            return
        self._at = following.id
        self._show()

    def action_filter(self) -> None:
        """Switch between undecided and all facts."""
        self._only_undecided = not self._only_undecided
        self._show()

    def action_category(self) -> None:
        """Show the next category in the file; after the last one, all."""
        names = ["", *categories_of(self._review.facts)]
        place = names.index(self._category) if self._category in names else 0
        self._category = names[(place + 1) % len(names)]
        self._show()

    @on(CategoryList.OptionSelected, "#review-categories")
    def _category_chosen(self, event: CategoryList.OptionSelected) -> None:
        """Show this category; all, if it is the one shown."""
        chosen = event.option_id or ""
        self._category = "" if chosen == self._category else chosen
        self._show()

    def action_sort(self) -> None:
        """Show the likeliest facts first, from the first undecided one, or the article's order."""
        review = self._review
        review.likeliest_first = not review.likeliest_first
        if review.likeliest_first and (first := review.next_undecided("", self._category)):
            self._at = first.id
        order = "The likeliest facts first" if review.likeliest_first else "In the article's order"
        self.app.say(f"{order}; s changes that.")
        self._show()

    def action_line(self, by: int) -> None:
        """Go down or up in the list, even without the focus; scroll in a window without a list."""
        if self.query_one(FactList).display:
            self.action_move(by)
        else:
            self.action_scroll(by)

    def action_scroll(self, by: int) -> None:
        """Scroll the fact by a few lines."""
        self.query_one("#review-body").scroll_relative(y=3 * by, animate=False)

    def action_build(self) -> None:
        """Show the totals and offer to build the deck."""
        self.app.push_screen(BuildScreen(self._review, self._deck), self._after_build)

    def _after_build(self, leave: bool | None) -> None:
        if leave:
            self.dismiss()
        else:
            self._show(stay=True)

    def action_leave(self) -> None:
        """Leave; all decisions are saved."""
        self.dismiss()
