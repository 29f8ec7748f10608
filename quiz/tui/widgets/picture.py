"""The pictures of a card."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path

from PIL import Image
from textual import events, getters
from textual.app import App
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from quiz import pictures
from quiz.covered_picture import ASKED_INK, covered
from quiz.game.card_pictures import NONE, Cover, Pictures, files_to_open
from quiz.pictures import Colour, Extent, PictureError
from quiz.settings.keys import ROUND
from quiz.tui.game_app import GameApp
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.picture_strips import Painted, cells_of, painted, with_question_mark
from quiz.tui.terminal_graphics import CELL_QUESTION, Protocol, TerminalGraphics, graphics_of, send

LEAST = Extent(6, 4)
"""Cells below which a picture shows nothing."""

MARK = "▣"
MOST_WORDS = 3
"""Lines of the words that stand for a picture."""


class Picture(Widget):
    """Pictures beside each other, as large as their place allows; or words, if it is too small.

    A picture is decoded in a thread of its own: the question is painted at once.
    """

    ALLOW_SELECT = False
    app = getters.app(GameApp)

    def __init__(self) -> None:
        super().__init__(id="picture")
        self._shown = NONE
        self._extent: Extent | None = None
        self._faults: list[str] = []
        self.files: tuple[Path, ...] = ()
        """The pictures that can be opened."""
        self._images: tuple[Pictures, list[Image.Image]] | None = None
        self._painted = Painted([])

    @cached_property
    def _graphics(self) -> TerminalGraphics:
        return graphics_of(self.app, _build_all(self.app))

    @property
    def _is_seen(self) -> bool:
        """Whether pictures are shown at all: in no colours, blocks would be all alike."""
        is_off = self.app.game.settings.pictures == "off"
        return not is_off and not (self.app.no_color and self.app.native_ansi_color)

    @property
    def _protocol(self) -> Protocol:
        wanted = self.app.game.settings.pictures
        best = self._graphics.best if wanted in ("auto", "off") else Protocol(wanted)
        # Kitty knows by the colours of letters for which picture they stand.
        lacking = best is Protocol.KITTY and self.app.console.color_system != "truecolor"
        return Protocol.BLOCKS if lacking else best

    # ── what is shown ───────────────────────────────────────────────────────────

    def show(self, shown: Pictures) -> None:
        """Show other pictures, or none."""
        if shown == self._shown:
            return
        self._forget()
        self._shown, self._faults = shown, list(shown.faults)
        extents = {}
        for file in shown.files:
            try:
                extents[file] = pictures.extent_of(file)
            except PictureError as fault:
                self._faults.append(str(fault))
        self.files = tuple(extents)
        self._extent = pictures.extent_beside(list(extents.values())) if extents else None
        self.display = bool(self._extent or self._words)
        self.tooltip = "A click opens it in the viewer." if self._extent else None
        self.build()

    @property
    def _words(self) -> str:
        words = self._shown.words
        reasons = "; ".join(self._faults)
        return f"{words} ({reasons})" if words and reasons else words or reasons

    def cells(self, width: int, height: int) -> tuple[int, int, bool]:
        """The columns and rows that it takes in a place of this size, and whether the picture is
        seen; if not, they are those of its words."""
        if (
            self._extent is not None
            and self._is_seen
            and width >= LEAST.width
            and height >= LEAST.height
        ):
            cells = cells_of(self._extent, Extent(width, height), self._graphics.cell)
            if cells.width >= LEAST.width and cells.height >= LEAST.height:
                return *cells, True
        return width, min(height, MOST_WORDS, len(self._in_words(width))), False

    def _in_words(self, width: int) -> list[Strip]:
        if not self._words:
            return []
        key = self.app.shown_keys(ROUND)["open_picture"]
        how = f" · {key} opens it" if self._extent else ""
        style = "$warning" if self._faults else MUTED
        content = literal_line(f"{MARK} {self._words}{how}", style)
        return [
            Strip(line.render_segments(self.visual_style), line.cell_length)
            for line in content.wrap(max(1, width))
        ]

    # ── painting ────────────────────────────────────────────────────────────────

    @property
    def _is_picture(self) -> bool:
        return self._extent is not None and self.size.height >= LEAST.height

    def on_resize(self, event: events.Resize) -> None:
        """Paint it for the new size."""
        if self._protocol is Protocol.SIXEL:
            # The letters may have another size now.
            send(self.app, CELL_QUESTION)
        self.build()

    def build(self) -> None:
        """Paint the picture anew, in its thread."""
        if self.is_attached and self._is_picture:
            self.run_worker(self._paint(), exclusive=True)
        self.refresh()

    async def _paint(self) -> None:
        shown, files, size = self._shown, self.files, Extent(*self.size)
        known = self._images[1] if self._images and self._images[0] == shown else None
        made = partial(_made, files, shown.cover, known, size, self._graphics.cell, self._protocol)
        try:
            images, new = await asyncio.to_thread(made, self.background_colors[1].rgb)
        except PictureError as fault:
            self._faults.append(str(fault))
            self._extent = None
            self.refresh(layout=True)
            return
        self._forget()
        self._images, self._painted = (shown, images), new
        send(self.app, new.before)
        self.refresh()

    def _forget(self) -> None:
        """Take the picture out of the terminal's memory."""
        if self._painted.after:
            send(self.app, self._painted.after)
        self._painted = Painted([])

    def on_unmount(self) -> None:
        """Leave nothing in the terminal."""
        self._forget()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the picture. Codes for the terminal pass no filter, which would take their
        colours or themselves for text."""
        lines = self._painted.strips
        if self._protocol is Protocol.BLOCKS or not self._is_picture or len(lines) < crop.bottom:
            return super().render_lines(crop)
        if not self.screen.is_active or crop.width != lines[0].cell_length:
            # Another screen above this one would tint them.
            return [Strip.blank(crop.width, self.visual_style.rich_style)] * crop.height
        return lines[crop.y : crop.bottom]

    def render_line(self, y: int) -> Strip:
        """One line of the picture in blocks, or of its words."""
        lines = self._painted.strips if self._is_picture else self._in_words(self.size.width)
        if y >= len(lines) or lines[y].cell_length > self.size.width:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return lines[y]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that it takes, if there is all the room."""
        return self.cells(width, container.height)[1]

    def files_to_open(self) -> tuple[Path, ...]:
        """The pictures as they are shown, see `quiz.game.card_pictures.files_to_open`."""
        return files_to_open(self._shown._replace(files=self.files))

    async def on_click(self) -> None:
        """Open the picture in the viewer of the system."""
        await self.screen.run_action("open_picture")


def _made(
    files: Sequence[Path],
    cover: Cover | None,
    known: list[Image.Image] | None,
    cells: Extent,
    cell: Extent,
    protocol: Protocol,
    ground: Colour,
) -> tuple[list[Image.Image], Painted]:
    """The decoded pictures, and what is painted of them."""
    images = known or [pictures.decoded(file) for file in files]
    seen = list(images)
    if cover is not None:
        fine = Extent(cells.width, 2 * cells.height)
        if protocol is not Protocol.BLOCKS:
            fine = Extent(cells.width * cell.width, cells.height * cell.height)
        scale = min(fine.width / seen[0].width, fine.height / seen[0].height)
        seen[0] = covered(seen[0], cover.occlusion, told=cover.told, scale=scale)
    whole = pictures.on_ground(pictures.beside(seen), ground)
    made = painted(whole, cells, cell, protocol, ground)
    if cover is not None and not cover.told and protocol is Protocol.BLOCKS:
        # One drawn in blocks could not be read.
        box = cover.occlusion.regions[cover.occlusion.asked][0]
        across = (box.left + box.width / 2) * seen[0].width / whole.width
        made = with_question_mark(made, across, box.top + box.height / 2, ASKED_INK)
    return images, made


def _build_all(app: App[object]) -> Callable[[], None]:
    """Paints the pictures of the open screen anew."""

    def build() -> None:
        for picture in app.screen.query(Picture):
            picture.build()

    return build
