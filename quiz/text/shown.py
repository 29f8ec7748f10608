"""What a text of a deck says when it is shown, be it Markdown or literal."""

from __future__ import annotations

from quiz.text.rendered import Rendered, is_plain


def rendered(text: str, *, markdown: bool) -> Rendered:
    """What a text says. markdown: whether it is Markdown; if not, it says what is typed."""
    if not markdown or is_plain(text):
        return Rendered(text)
    from quiz.text.markdown import render

    return render(text)


def shown(text: str, *, markdown: bool) -> str:
    """The text without its marks, for a list or a voice. markdown: whether it is Markdown."""
    return rendered(text, markdown=markdown).plain
