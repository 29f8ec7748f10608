"""The screen of Match: pair prompts with their answers against the clock."""

from __future__ import annotations

from string import ascii_lowercase
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Container, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.grid import GridLayout
from textual.widget import Widget
from textual.widgets import Digits, Static

from quiz.clock import Alarm
from quiz.game.match_play import MatchPlay
from quiz.round.match import MISS_MS, PAIRS
from quiz.tui.literal import MUTED
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.match_tile import MatchTile
from quiz.tui.widgets.stack import OwnLayout
from quiz.tui.widgets.summary_lines import won_lines

MISSED_SECONDS = 0.5


class _EvenRows(GridLayout):
    """A grid whose rows are all equally high; lines that this leaves stay empty below."""

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the children in as many lines as their rows can share."""
        rows = -(-len(children) // (parent.styles.grid_size_columns or 1))
        gaps = parent.styles.grid_gutter_horizontal * (rows - 1)
        left = (size.height - gaps) % rows if size.height - gaps > rows else 0
        return super().arrange(parent, children, Size(size.width, size.height - left), greedy)


class _Tiles(OwnLayout, Widget):
    """One side of the board."""

    OWN: ClassVar[Layout] = _EvenRows()


class MatchScreen(GameScreen[None]):
    """Prompts on the left, answers on the right."""

    HELP: ClassVar[str] = (
        "Pick a prompt by its number and an answer by its letter, in either order, or click both. "
        "In a small window, the whole text of the picked tile stands below. "
        "A right pair leaves the board; a wrong one costs points and three seconds. Match leaves "
        "the schedule alone: finding an answer among six is easier than recalling it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "again", "Again"),
        # One entry stands for all of them, in the footer and in the help.
        Binding("1", "pick('1')", "Pick", key_display=f"1-{PAIRS} a-{ascii_lowercase[PAIRS - 1]}"),
        *(
            Binding(key, f"pick('{key}')", "Pick", show=False, system=True)
            for place in range(PAIRS)
            for key in (str(place + 1), ascii_lowercase[place])
            if key != "1"
        ),
        Binding("escape", "dismiss", "Back"),
    ]
    HOLDS_CARDS: ClassVar[bool] = True

    def __init__(self, play: MatchPlay) -> None:
        super().__init__()
        self.play = play
        self._missed = Alarm(play.game.clock)

    def compose(self) -> ComposeResult:
        """Head line and board, or the result."""
        board = self.play.board
        yield Static(id="match-head")
        with Container(id="board"):
            with _Tiles(id="prompts"):
                for number, card in enumerate(board.prompts, 1):
                    yield MatchTile(str(number), card, is_answer=False)
            with _Tiles(id="answers"):
                for letter, card in zip(ascii_lowercase, board.answers, strict=False):
                    yield MatchTile(letter, card, is_answer=True)
        with Vertical(id="result"):
            with Center():
                yield Digits(id="seconds")
            yield Static(id="told")
        yield Footer()
        yield Static(id="whole")

    def on_mount(self) -> None:
        """Start the clock."""
        self.query_one("#result").display = False
        self._show_head()
        self._show_whole()
        self.play.watch.lap()

    def on_screen_suspend(self) -> None:
        """Stop the clock while another screen is on top."""
        self.play.watch.pause()

    def on_screen_resume(self) -> None:
        """Let the clock run again."""
        self.play.watch.resume()

    def tick(self) -> None:
        """Show the time, and forget a wrong try."""
        if not self.play.board.is_done:
            self._show_head()
        if self._missed.rings():
            self.query(MatchTile).remove_class("missed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tiles are picked until the board is done; then a new one is dealt."""
        if action in ("again", "pick"):
            return self.play.board.is_done is (action == "again")
        return True

    def action_pick(self, key: str) -> None:
        """Pick the tile with this key."""
        for tile in self.query(MatchTile):
            if tile.key == key:
                self._pick(tile)

    @on(MatchTile.Picked)
    def _clicked(self, message: MatchTile.Picked) -> None:
        self._pick(message.tile)

    @on(MatchTile.Hovered)
    def _show_whole(self) -> None:
        """Show all of a text that its tile cuts: under the mouse, or picked."""
        tiles = [tile for tile in self.query(MatchTile) if tile.mouse_hover]
        tiles += [tile for tile in self.query(MatchTile) if tile.has_class("picked")]
        text = next((text for tile in tiles if (text := tile.cut_text) is not None), None)
        whole = self.query_one("#whole", Static)
        whole.display = text is not None
        if text is not None:
            whole.update(text)

    def _pick(self, tile: MatchTile) -> None:
        if tile.has_class("paired"):
            return
        picked = [other for other in self.query(MatchTile) if other.has_class("picked")]
        first = next((other for other in picked if other.is_answer is not tile.is_answer), None)
        for other in picked:
            other.remove_class("picked")
        if first is None:
            tile.set_class(tile not in picked, "picked")
        else:
            self._try(first, tile)
        self._show_whole()

    def _try(self, first: MatchTile, second: MatchTile) -> None:
        prompt, answer = (second, first) if first.is_answer else (first, second)
        with self.app.complaining():
            right = self.play.pair(prompt.card, answer.card)
            for tile in (first, second):
                if right:
                    tile.set_classes("paired")
                else:
                    tile.add_class("missed")
            if not right:
                self._missed.set(MISSED_SECONDS)
            self._show_head()
            if self.play.board.is_done:
                self._show_result()

    def _show_head(self) -> None:
        play = self.play
        record = "" if play.before is None else f"   record {play.before / 1000:.1f} s"
        self.query_one("#match-head", Static).update(
            Content.assemble(
                (" MATCH ", "bold $background on $accent"),
                f"  {len(play.board.matched)}/{len(play.board.prompts)}  ",
                (f"{play.seconds:5.1f} s", "bold $warning"),
                # What the last try cost, while its tiles are marked.
                (f" +{MISS_MS // 1000} s" if self.query(".missed") else "", "bold $error"),
                (record, MUTED),
            )
        )

    def _show_result(self) -> None:
        self.query_one("#board").display = False
        self.query_one("#result").display = True
        self.query_one("#seconds", Digits).update(f"{self.play.seconds:.1f}")
        lines = Content("\n".join(self.play.summary_lines()))
        won = won_lines(self.play.unlocks)
        self.query_one("#told", Static).update(Content("\n").join(filter(None, (lines, won))))
        self.refresh_bindings()

    def action_again(self) -> None:
        """Play on with a new board."""
        self.app.open_round(self.play.again(), instead=True)
