"""The line of keys at the bottom."""

from __future__ import annotations

from textual.widgets import Footer as TextualFooter


class Footer(TextualFooter):
    """Textual's footer, which lets go of the keys that it no longer shows.

    Textual 8.2 binds every key of every composition to `compact` and forgets none of them until
    `compact` changes, which it never does. A question shows two lines of keys: a round of a
    thousand questions would keep ten thousand widgets, and search through them for each new one.
    """

    async def recompose(self) -> None:
        """Compose anew, then have the watchers of closed widgets dropped."""
        await super().recompose()
        self.mutate_reactive(TextualFooter.compact)
