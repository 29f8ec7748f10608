"""Shows cards that changed on one side or both, as text."""

from __future__ import annotations

from quiz.cli.ask import choose
from quiz.decks.join import Conflict
from quiz.decks.note import Note
from quiz.decks.shown_fields import first_field, shown_fields, shown_value, told_fields
from quiz.display import one_line, shortened

_LONGEST_NAME = 60


def ask_which(where: str, said: str, conflict: Conflict, words: dict[str, str]) -> str:
    """Show both texts of a card, and ask which to keep. where: the deck. words: by key, the
    choices; an empty line means the last one."""
    print(one_line(f"{where}: {said}"))
    for whose, note in (("mine", conflict.mine), ("theirs", conflict.theirs)):
        assert note is not None
        print(f"  {whose}: {one_line(shown_fields(note))}")
    return choose(f"Keep {', '.join(list(words.values())[:-1])} or {[*words.values()][-1]}?", words)


def difference(old: Note, new: Note) -> str:
    """What changed in a card, such as "Hund: answer: dgo → dog"."""
    before, after = told_fields(old), told_fields(new)
    name = shortened(one_line(first_field(old)), _LONGEST_NAME)
    changes = [
        f"{key}: {shown_value(before.get(key)) or 'nothing'} → "
        f"{shown_value(after.get(key)) or 'nothing'}"
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]
    return f"{name}: {'; '.join(changes)}"
