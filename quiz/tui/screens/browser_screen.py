"""The card browser: search, filter, suspend, bury, edit and play cards."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from quiz.card import Card
from quiz.game.play import play_cards
from quiz.game.search import Finder
from quiz.history.events import MarkKind, Mode
from quiz.moment import day_to_date_text
from quiz.scheduling.interval import Interval
from quiz.scheduling.memory import CardMemory, Phase
from quiz.scheduling.picking import LONGEST_ROUND
from quiz.settings.filters import Order, fault_of, in_order, order_of, unknown_filter
from quiz.settings.keys import CARDS
from quiz.settings.load import settings_path
from quiz.settings.save import save_search
from quiz.text.shown import readable
from quiz.tui.literal import MUTED, cut, literal
from quiz.tui.own_keys import bind
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.card_table import CardTable
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.line import Line
from quiz.wording import counted

COLUMNS = ("Prompt", "Answer", "State", "Due", "Stability", "Lapses", "Deck")
FEW_COLUMNS = ("Prompt", "State")
"""Columns in a window narrower than `NARROW`; the lines below the table show the rest."""

SIGNS = (" ▲", " ▼")
"""Behind the head of the column that sorts: up, down."""

FEWEST = 4
"""How many of the columns a window from `NARROW` on always shows."""

CELLS = {"State": 16, "Due": 10, "Stability": 9, "Lapses": 6, "Deck": 16}
BESIDES, PADDING = 3, 2
"""Cells beside the table, and around the text of each column."""

LEAST_TEXT = 64
"""Cells that prompt and answer have together before a further column is shown."""

ANSWER_SHARE = 0.38

FEW_STATES = 13
"""Width of the state column in a narrow window; fits "mastered, due"."""

MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
"""Keys that move through the table even while typing, with their table actions."""

MARKS = {
    "suspend": (MarkKind.SUSPEND, MarkKind.UNSUSPEND, "suspended"),
    "bury": (MarkKind.BURY, MarkKind.UNBURY, "buried"),
    "flag": (MarkKind.FLAG, MarkKind.UNFLAG, "flagged"),
}
"""What sets a card aside, what takes that back, and the state between, by action."""

ASIDE = "is:aside"
SETS_ASIDE = {"suspend": "suspends a card", "bury": "buries", "flag": "flags"}
"""The search for what is set aside, and what sets cards aside, by action."""

SHOWN = 500
"""Most rows in the table; a narrower search shows the others."""

AT_ONCE = 100
"""Rows that are made at a time: those in sight must not wait for all."""


def cells_for_text(width: int, columns: Sequence[str]) -> int:
    """The cells that prompt and answer share in a window of this width."""
    taken = sum(CELLS.get(column, 0) + PADDING for column in columns)
    return width - BESIDES - taken


def columns_for(width: int) -> tuple[str, ...]:
    """As many columns as leave enough cells for prompt and answer."""
    if width < NARROW:
        return FEW_COLUMNS
    count = len(COLUMNS)
    while count > FEWEST and cells_for_text(width, COLUMNS[:count]) < LEAST_TEXT:
        count -= 1
    return COLUMNS[:count]


class BrowserScreen(GameScreen[None]):
    """A table of cards, with a search line above and the highlighted card below."""

    HELP: ClassVar[str] = (
        "Type words to search prompts and answers; all must match. Also: is:new is:learning "
        "is:due is:mastered is:suspended is:buried is:flagged is:leech, deck:NAME, tag:NAME, "
        "kind:NAME, due:DAYS from today (due:1 is tomorrow), and a minus before a word to "
        "exclude its matches. sort:due, sort:stability, sort:lapses and sort:prompt sort, "
        "-sort: the other way round, as do clicks on the heads of these columns. Typing always "
        "searches, wherever the cursor is; the arrow keys move through the table. Enter or "
        "{edit} edits the card, {suspend} suspends it, {bury} buries it until tomorrow, {flag} "
        "flags it; pressed again, each undoes that. is:aside finds all such cards, and "
        "{bring_back} restores those found. {play_found} plays the cards found, due ones first;"
        " {cram_found} plays them all as a Cram. {reset} resets a card, {reset_found} all cards"
        " found: they are new again. {save_search} saves the search as a row on the home "
        "screen, or removes it; settings.toml has its name. Escape goes from the search to the "
        "table, then back to the last screen."
    )
    PLACE: ClassVar[str] = CARDS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("slash", "search", "Search", key_display="/"),
        # Letters are for the search. Bury and suspend have the same keys as in a round.
        bind("edit", CARDS, "edit", "Edit"),
        bind("suspend", CARDS, "mark('suspend')", "Suspend"),
        bind("bury", CARDS, "mark('bury')", "Bury"),
        bind("play_found", CARDS, "play", "Play these"),
        bind("cram_found", CARDS, "cram", "Cram these"),
        bind("flag", CARDS, "mark('flag')", "Flag", show=False),
        bind("reset", CARDS, "reset", "Reset", show=False),
        bind("reset_found", CARDS, "reset_all", "Reset all found", show=False),
        bind("save_search", CARDS, "save", "Save the search", show=False),
        bind("bring_back", CARDS, "bring_back", "Restore all found", show=False),
        # For when the search has the focus.
        *(Binding(key, f"move('{action}')", "Move", show=False) for key, action in MOVES.items()),
    ]

    _line = getters.query_one(Line)
    _table = getters.query_one(CardTable)

    def __init__(self, search: str = "") -> None:
        """search: the initial text of the search line."""
        super().__init__()
        self._first = search
        self._found: list[Card] = []
        self._longest = 0
        """Cells of their longest answer; prompts take what answers leave."""
        self._searched = ""
        """The search that found these cards."""
        self._columns: tuple[str, ...] = ()
        self._order = Order()
        self._width = 0
        """The width that they fit."""

    def compose(self) -> ComposeResult:
        """Search line, table, details."""
        yield Line(self._first, placeholder="Search, e.g. capital is:due", id="search")
        yield Static(id="found")
        yield CardTable(id="cards", cursor_type="row", zebra_stripes=True)
        yield Static(id="details")
        yield Footer()

    def on_mount(self) -> None:
        """Show the cards that the initial search finds."""
        self.show_game()
        self.set_focus(self._table)

    def show_game(self) -> None:
        """Search the current library again."""
        self._finder = Finder(self.game)
        self._search()

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        self._search_soon()

    @work(exclusive=True)
    async def _search_soon(self) -> None:
        await asyncio.sleep(0.08)
        # Queued, since the table is gone if the screen was left in the meantime.
        self.call_later(self._search)

    def _search(self) -> None:
        table = self._table
        row, chosen = table.cursor_row, self._highlighted()
        self._searched = self._line.value
        found = self._finder.find(self._searched, SHOWN)
        self._found = found.cards
        self._longest = max((cell_len(card.answer) for card in self._found), default=0)
        width = self._width = self.size.width
        columns, order = columns_for(width), order_of(self._searched)
        if (columns, order) != (self._columns, self._order):
            if order != self._order:
                row, chosen = 0, None
            self._columns, self._order = columns, order
            table.clear(columns=True)
            for column in columns:
                sign = SIGNS[order.down] if column.lower() == order.by else ""
                table.add_column(f"{column}{sign}", key=column)
        table.clear()
        if self._found:
            keys = [card.key for card in self._found]
            if chosen is not None and chosen.key in keys:
                row = keys.index(chosen.key)
            row = min(row, len(keys) - 1)
            self._fill(row + AT_ONCE)
            table.move_cursor(row=row)
        total = self._finder.total
        more = f"; first {SHOWN:,} shown" if found.count > SHOWN else ""
        text = f"{found.count:,} of {total:,} cards{more}"
        if fault := fault_of(self._searched):
            text = fault
        elif not self._found:
            text = self._nothing_found(total)
        self.query_one("#found", Static).update(Content.styled(text, MUTED))
        self._show_details()

    def _fill(self, rows: int) -> None:
        """Have at least so many rows in the table, if so many cards were found."""
        for card in self._found[self._table.row_count : rows]:
            self._table.add_row(*self._cells(card))

    @on(CardTable.NearEnd)
    def _fill_more(self) -> None:
        self._fill(self._table.row_count + AT_ONCE)

    def _nothing_found(self, total: int) -> str:
        if not total:
            return "No cards yet."
        if self._searched.strip() == ASIDE:
            keys = self.app.shown_keys(CARDS)
            aside = (f"{keys[name]} {does}" for name, does in SETS_ASIDE.items())
            return f"Nothing is set aside. {', '.join(aside)}."
        advice = (
            unknown_filter(self._searched)
            or "Filters: is:due is:new is:leech deck: tag: kind: sort:due"
        )
        return f"No card matches. {advice}"

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        if self._columns and self.size.width != self._width:
            self._search()

    def _cells(self, card: Card) -> tuple[Text, ...]:
        memory = self.game.collection.memory(card.key)
        due = stability = lapses = ""
        if memory is not None:
            due = self._due(memory)
            stability = f"{memory.stability:.1f} d"
            lapses = str(memory.lapses)
        width = self.size.width
        few = self._columns == FEW_COLUMNS
        free = width - FEW_STATES - 7 if few else cells_for_text(width, self._columns)
        answer = 0 if few else min(round(free * ANSWER_SHARE), max(self._longest, len("Answer")))
        states = self._finder.states(card)
        while few and len(states) > 1 and len(", ".join(states)) > FEW_STATES:
            # Later states say more: due or suspended.
            del states[0]
        read = readable(card)
        cells = {
            "Prompt": Text(cut(read.prompt, max(18, free - answer))),
            "Answer": Text(cut(read.answer, answer)) if answer else Text(),
            "State": Text(", ".join(states)),
            "Due": Text(due),
            "Stability": Text(stability, justify="right"),
            "Lapses": Text(lapses, justify="right"),
            "Deck": Text(cut(card.deck, CELLS["Deck"])),
        }
        return tuple(cells[column] for column in self._columns)

    def _due(self, memory: CardMemory) -> str:
        """When a card is due: by the rule of `is:due`, in so many minutes, or on a date."""
        now = self.game.clock()
        if memory.is_due(now, self.game.settings.day_start_hour):
            return "now"
        if memory.phase is Phase.REVIEW:
            return day_to_date_text(memory.due_day)
        return f"in {Interval(memory.due_ms - now.ms).text}"

    def _highlighted(self) -> Card | None:
        row = self._table.cursor_row
        return self._found[row] if 0 <= row < len(self._found) else None

    def _current(self) -> Card | None:
        """The highlighted card after applying what was typed since the last search."""
        self._catch_up()
        return self._highlighted()

    def _catch_up(self) -> None:
        if self._searched != self._line.value:
            self._search()

    @on(DataTable.RowHighlighted)
    def _show_details(self) -> None:
        card = self._highlighted()
        details = self.query_one("#details", Static)
        details.set_class(card is None, "nothing")
        if card is None:
            return
        game = self.game
        memory = game.collection.memory(card.key)
        read = readable(card)
        lines = [literal(read.prompt, "bold"), literal(read.answer, "$success")]
        if read.explanation:
            lines.append(literal(read.explanation))
        if memory is not None:
            chance = game.scheduler.retrievability(memory, game.clock())
            history = "".join(str(int(a.rating)) for a in game.collection.history(card.key)[-30:])
            lines.append(
                Content.styled(
                    f"recall now {chance:.0%}, stability {memory.stability:.1f} d, difficulty "
                    f"{memory.difficulty:.1f}, {counted(memory.reps, 'answer')}: {history}",
                    MUTED,
                )
            )
        details.update(Content("\n").join(lines))

    @on(Input.Submitted, "#search")
    def _to_table(self) -> None:
        self.set_focus(self._table)

    @on(DataTable.HeaderSelected)
    def _head_clicked(self, event: DataTable.HeaderSelected) -> None:
        order = self._order.turned(str(event.column_key.value).lower())
        self._line.value = in_order(self._line.value, order)

    @on(CardTable.Typed)
    def _typed_at_table(self, event: CardTable.Typed) -> None:
        line = self._line
        line.action_end()
        self.set_focus(line)
        line.insert_text_at_cursor(event.text)

    def action_search(self) -> None:
        """Go to the search line."""
        self.set_focus(self._line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search line a slash is just text, so its key is not shown there."""
        return action != "search" or self.focused is not self._line

    def action_move(self, action: str) -> None:
        """Move through the table, wherever the focus is."""
        self._catch_up()
        getattr(self._table, f"action_{action}")()

    def action_leave(self) -> None:
        """Go from the search to the table, or leave from the table."""
        if self.focused is self._line and self._found:
            self.set_focus(self._table)
        else:
            self.dismiss()

    @on(DataTable.RowSelected)
    def action_edit(self) -> None:
        """Edit the highlighted card."""
        card = self._current()
        if card is not None:
            self.app.edit_card(card, self._after_edit)

    def _after_edit(self, _: object) -> None:
        self.app.refresh_game()
        self.show_game()

    def action_mark(self, what: str) -> None:
        """Suspend, bury (until tomorrow) or flag the highlighted card, or undo that."""
        put, back, state = MARKS[what]
        card = self._current()
        if card is None:
            return
        with self.app.complaining():
            self.game.mark(card, back if state in self._finder.states(card) else put)
            self.show_game()

    def action_save(self) -> None:
        """Save this search as a row on the home screen, or remove that row."""
        query = " ".join(self._line.value.split())
        saved = self.game.settings.searches
        names = [name for name, search in saved.items() if search == query]
        if not query:
            self.app.say("Type a search first.")
            return
        if fault := fault_of(query):
            self.app.say(fault)
            return
        with self.app.complaining():
            for name in names or [query]:
                settings = save_search(settings_path(), name, "" if names else query)
                self.app.use_settings(settings)
            now = "Saved; the home screen now has a row that plays it."
            self.app.say("Removed this search from the home screen." if names else now)

    def action_bring_back(self) -> None:
        """Unsuspend, unbury and unflag all cards found."""
        aside = {back: self._found_too(f"is:{state}") for _, back, state in MARKS.values()}
        if not any(aside.values()):
            self.app.say("None of these cards are set aside.")
            return
        for kind, keys in aside.items():
            if keys and not self._mark(keys, kind):
                return
        number = len({key for keys in aside.values() for key in keys})
        self.app.say(f"{counted(number, 'card')} restored.")

    def action_reset(self) -> None:
        """Reset the highlighted card to new."""
        card = self._current()
        if card is not None:
            self._reset([card.key], f"\u201c{cut(readable(card).prompt, 60)}\u201d")

    def action_reset_all(self) -> None:
        """Reset all cards found to new."""
        keys = self._found_too("-is:new")
        self._reset(keys, f"all {counted(len(keys), 'card')} found")

    def _reset(self, keys: list[str], what: str) -> None:
        states = [self.game.collection.state(key) for key in keys]
        if not any(state.memory for state in states):
            self.app.say("Nothing to reset: no answers yet.")
            return
        answers = sum(state.asked for state in states)
        question = (
            f"Reset {what}? The memory from {counted(answers, 'answer')} is lost; the answers "
            "stay in the statistics, and u on the home screen undoes the reset."
        )
        self.app.ask(question, "Reset", "Keep", partial(self._mark, keys, MarkKind.RESET))

    def _found_too(self, more: str) -> list[str]:
        """The keys of the cards found that also match `more`."""
        return self._finder.find(f"{self._line.value} {more}", 0).keys

    def _mark(self, keys: list[str], kind: MarkKind) -> bool:
        """Apply this mark to all these cards; False if it could not be saved."""
        marked = self.app.tried(lambda: self.game.mark_all(keys, kind))
        if marked:
            self.show_game()
        return marked

    def action_play(self) -> None:
        """Play the cards found: due ones as a Review, else new ones, else a Quiz."""
        self.app.play(None, None, self._line.value)

    def action_cram(self) -> None:
        """Cram the cards found."""
        found = self._finder.find(self._line.value, LONGEST_ROUND).cards
        if found:
            self.app.open_round(play_cards(self.game, Mode.CRAM, found))
