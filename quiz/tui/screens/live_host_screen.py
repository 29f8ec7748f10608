"""A live quiz in the terminal of its host."""

from __future__ import annotations

import webbrowser
from functools import partial
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from quiz.display import one_line
from quiz.live.game import Phase
from quiz.live.shown import answer_lines, closing_text, heading
from quiz.live.view import View
from quiz.text.shown import shown
from quiz.tui.literal import MUTED, cut, literal, literal_line
from quiz.tui.screens.live_screen import LiveScreen
from quiz.tui.screens.pick_screen import PickScreen
from quiz.tui.sizes import LOW, NARROW
from quiz.tui.widgets.live_podium import podium
from quiz.tui.widgets.tiles import SHAPES
from quiz.wording import counted

BAR = 30
NEXT = {
    Phase.LOBBY: "Start", Phase.ASKING: "Show the answer", Phase.REVEALED: "Go on",
    Phase.STANDINGS: "Next question",
}  # fmt: skip


class LiveHostScreen(LiveScreen):
    """The big screen: the code, the questions, how often what was answered, and the podium."""

    HELP: ClassVar[str] = (
        "Players join with the code, or by the picture. Enter starts the quiz and goes on from "
        "each question to its answer, the standings and the next one; a question also ends when "
        "its time is over or all have answered. If this window closes, the quiz waits: "
        "`quiz live --resume` goes on."
    )
    TILE_AIR: ClassVar[int] = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right,pagedown", "go_on", "Go on", key_display="⏎"),
        Binding("l", "lock", "Lock"),
        Binding("k", "kick", "Send out"),
        Binding("b", "browser", "Projector page"),
        Binding("e", "end", "End"),
        Binding("escape", "leave", "Leave"),
    ]

    def above(self) -> ComposeResult:
        """The lobby."""
        with Horizontal(id="lobby"):
            with Vertical(id="invitation"):
                yield Static(id="where")
                yield Digits(id="code")
                yield Static(id="terminal")
            yield Static(id="qr")

    def on_mount(self) -> None:
        """Show no lobby before it is known."""
        super().on_mount()
        self.query_one("#lobby").display = False

    def stage_of(self, view: View) -> Any:
        """Another step, or another phase."""
        return view["phase"], view["step"]

    def head(self) -> Content:
        """The title, and how many there are."""
        view = self.view
        parts = [literal_line(view["title"], "bold $accent")]
        count = counted(view["count"], "player")
        if "question" in view:
            parts = [literal_line(heading(view), "bold $accent")]
        if view["phase"] == Phase.ASKING:
            count = f"{view['answers']} of {view['count']} answered"
        parts.append(literal_line(count, "bold"))
        wide = self.size.width >= NARROW
        if wide and view["phase"] not in (Phase.LOBBY, Phase.OPEN, Phase.OVER):
            parts.append(literal_line(f"code {view['code']}", MUTED))
        if view["locked"]:
            parts.append(literal_line("locked", "$warning"))
        return Content("  ").join(parts)

    async def show_stage(self) -> None:
        """The lobby, a question, its answer, the standings or the podium."""
        view = self.view
        inviting = view["phase"] in (Phase.LOBBY, Phase.OPEN)
        self.query_one("#lobby").display = inviting
        if inviting:
            self.hide_question()
            self._show_invitation()
        elif "question" in view:
            await self.show_question(asks=False)
            told = self._counts() if "told" in view else []
            self.tell(*told)
            if told and self.size.height < LOW:
                # The bars name the same answers, and which was right.
                self.query_one("#answer").display = False
        else:
            self.hide_question()
            self._show_places()

    def _show_places(self) -> None:
        view = self.view
        lines = [literal("Standings", "bold $accent"), literal("")]
        if view["phase"] == Phase.OVER:
            lines = [*podium(view["top"], self.size.width - 4), literal("")]
            first = [each for each in view["top"] if each["place"] == 1 and each["points"]]
            if first:
                names = " & ".join(one_line(each["name"]) for each in first[:3])
                self.celebrate("1", f"{names} — congratulations!")
        self.tell(*lines, *self.standings())

    def _show_invitation(self) -> None:
        view = self.view
        host = str(view["address"]).partition("://")[2]
        self.query_one("#where", Static).update(
            literal("Join at ", MUTED) + literal_line(f"{host}/live", "bold")
        )
        self.query_one("#code", Digits).update(f"{view['code'][:3]} {view['code'][3:]}")
        command = f"quiz join {view['code']}@{host}"
        self.query_one("#terminal", Static).update(
            literal("in a terminal: ", MUTED) + literal(command)
        )
        rows = [str(row) for row in view.get("qr", ())]
        picture = self.query_one("#qr", Static)
        # Black on white, whatever the theme is.
        picture.update(literal("\n".join(rows), "#000000 on #ffffff"))
        wide = cell_len(rows[0]) if rows else 0
        picture.display = bool(rows) and self.size.width >= wide + 34 and self.size.height >= 22

    def show_news(self) -> None:
        """Who has come in, and how many have finished a challenge."""
        view = self.view
        if view["phase"] not in (Phase.LOBBY, Phase.OPEN):
            return
        lines = []
        if view["phase"] == Phase.OPEN:
            done = f"{counted(view['count'], 'player')}, {view['done']} have finished."
            lines += [literal(f"Open until {closing_text(view)}. {done}", MUTED), literal("")]
            lines += self.standings()
        else:
            names = [
                literal(f" {one_line(each['name'])} ", "bold on $panel") for each in view["players"]
            ]
            waiting = literal("Waiting for players…", MUTED)
            lines.append(Content("  ").join(names) if names else waiting)
        self.tell(*lines)

    def _counts(self) -> list[Content]:
        """How often each answer was given, as bars."""
        view = self.view
        markdown = bool(view["question"]["markdown"])
        tiles = view["question"]["way"] in ("choice", "true-false")
        texts = [one_line(shown(each["text"], markdown=markdown)) for each in view["counts"]]
        width = min(30, max(map(len, texts), default=0))
        most = max(1, *(each["count"] for each in view["counts"]))
        lines = []
        for place, (each, text) in enumerate(zip(view["counts"], texts, strict=True)):
            tone = "$success" if each["right"] else f"$tile-{place % 4 + 1}"
            sign = "✓" if each["right"] else SHAPES[place % 4] if tiles else " "
            room = max(5, min(BAR, self.size.width - width - 14))
            lines.append(
                literal(f"{sign} ", f"bold {tone}")
                + literal(f"{cut(text, width or 1):<{width}}  ")
                + literal("█" * round(room * each["count"] / most), tone)
                + literal(f" {each['count']}", "bold")
            )
        told = answer_lines({**view, "given": None, "credit": 0.0})
        if tiles:
            told = told[1:]
        return [*lines, literal(""), *(literal(line, MUTED) for line in told)]

    # ── what the host does ──────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done now."""
        phase = self.view.get("phase")
        if action == "go_on":
            return phase in NEXT
        if action in ("lock", "kick", "end"):
            return phase not in (None, Phase.OVER)
        return True

    def action_go_on(self) -> None:
        """Go on from the step that is shown."""
        self.send("go-on", {"step": self.view["step"]})

    def action_lock(self) -> None:
        """Shut the door, or open it."""
        self.send("lock", {"locked": not self.view["locked"]})

    def action_kick(self) -> None:
        """Choose who is sent out."""
        names = {each["player"]: literal_line(each["name"]) for each in self.view["players"]}
        if not names:
            self.app.say("Nobody has joined yet.")
            return

        def chosen(player: int | None) -> None:
            if player is not None:
                self.send("kick", {"player": player})

        self.app.push_screen(PickScreen("Send out", names), chosen)

    def action_browser(self) -> None:
        """Open the page for a projector in the system's browser."""
        if not webbrowser.open(self.link.page):
            self.app.say(
                "No browser opens here. For the address of the page, leave with Escape, start "
                "`quiz live --resume --plain` and type page."
            )

    def action_end(self) -> None:
        """End the quiz for everybody, after asking."""
        end = partial(self.send, "end", {})
        self.app.ask("End the quiz now, for everybody?", "End", "Go on", end)

    def action_leave(self) -> None:
        """Leave, after asking while the quiz goes on."""
        if not self.view or self.view["phase"] == Phase.OVER:
            self.dismiss()
            return
        question = "Leave? The quiz waits; `quiz live --resume` goes on."
        self.app.ask(question, "Leave", "Stay", self.dismiss)
