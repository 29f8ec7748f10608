"""A live quiz in the terminal of a player."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.live.game import Phase
from quiz.live.shown import (
    answer_lines,
    given_of,
    heading,
    is_open,
    ordinal,
    place_line,
    verdict_of,
    waiting_text,
)
from quiz.live.view import View
from quiz.tui.literal import MUTED, literal, literal_line
from quiz.tui.screens.live_screen import LiveScreen
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.answer_given import AnswerGiven


class LivePlayerScreen(LiveScreen):
    """The questions as they come; the first answer counts."""

    HELP: ClassVar[str] = (
        "Answer as in any round: a number, an arrow key or a click picks an option; steps move "
        "into their order; anything else is typed. The first answer counts, and a fast one earns "
        "more. The quiz goes on if you leave; the same command brings you back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open the next question"),
        Binding("escape", "leave", "Leave"),
    ]

    def stage_of(self, view: View) -> Any:
        """Another question, its answer, or another phase."""
        number = view.get("question", {}).get("number")
        given = view.get("given") is None
        return view["phase"], number, "told" in view, given, view.get("kicked"), view.get("next")

    def head(self) -> Content:
        """Name, points and place."""
        view = self.view
        you = view.get("you")
        if you is None:
            return literal_line(view["title"], "bold")
        place = literal_line(place_line(view), MUTED)
        who = [literal_line(you["name"], "bold"), literal_line(you["team"] or "", MUTED)]
        if "question" not in view:
            return Content("  ").join([*filter(None, who), place])
        number = literal_line(heading(view), "bold $accent")
        # Players know who they are.
        wide = self.size.width >= NARROW
        return Content("  ").join([number, *filter(None, who if wide else []), place])

    async def show_stage(self) -> None:
        """The question, how it went, or what comes."""
        view = self.view
        if is_open(view):
            self.tell()
            await self.show_question(asks=True)
            return
        if "told" in view:
            verdict = verdict_of(view)
            await self.show_question(asks=False)
            lines = [literal(verdict.words, f"bold ${verdict.tone}")]
            lines += [literal(line) for line in answer_lines(view)]
            lines += [literal(""), literal(waiting_text(view), MUTED)]
            self.tell(*lines)
            return
        if view["phase"] in (Phase.STANDINGS, Phase.OVER) and not view.get("kicked"):
            self.hide_question()
            over = view["phase"] == Phase.OVER
            title = "The quiz is over." if over else "Standings"
            self.tell(
                literal(title, "bold $accent"), literal(place_line(view), "bold"), literal(""),
                *self.standings(),
            )  # fmt: skip
            if over and view["you"]["place"] <= 3 and view["you"]["points"]:
                place = view["you"]["place"]
                self.celebrate(str(place), f"You are {ordinal(place)}!")
            return
        if "question" in view:
            # The answer is in; the question stays to be read.
            await self.show_question(asks=False)
        else:
            self.hide_question()
        own = " → ".join(view.get("given") or ())
        self.tell(literal(waiting_text(view), "bold $accent"), literal_line(own))

    async def on_answer_given(self, event: AnswerGiven) -> None:
        """Send the answer; the widget takes no other one."""
        event.stop()
        if not is_open(self.view) or self.answer is None or self.answer.disabled:
            return
        self.answer.disabled = True
        self.tell(literal("Sending your answer…", MUTED))
        number = self.view["question"]["number"]
        given = given_of(event.question, event.response)
        self.send("answer", {"question": number, "given": given, "trip": self.link.trip})

    def tick(self) -> None:
        """Show the clock; when the time is up, take no answer any more."""
        super().tick()
        if self.seconds_left == 0.0 and self.answer is not None and not self.answer.disabled:
            self.answer.disabled = True
            self.tell(literal("Time is up.", "bold $warning"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Questions are opened in a challenge alone."""
        return action != "open" or self.view.get("next") is not None

    def action_open(self) -> None:
        """Open the next question of a challenge."""
        self.send("begin", {"question": self.view["next"]})

    def action_leave(self) -> None:
        """Leave, after asking while the quiz goes on."""
        if not self.view or self.view.get("kicked") or self.view["phase"] == Phase.OVER:
            self.dismiss()
            return
        question = "Leave the quiz? It goes on; you can come back."
        self.app.ask(question, "Leave", "Stay", self.dismiss)
