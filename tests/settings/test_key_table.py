"""The player's own keys in the settings file."""

from __future__ import annotations

import pytest

from quiz.settings.keys import CARDS, ROUND, keys_of, parse_keys, shown_keys
from quiz.settings.parse import parse_settings


def test_own_keys_replace_the_defaults() -> None:
    loaded = parse_settings(b'[keys]\nundo = "F9"\nhint = "Ctrl+Y, g"', "s")
    assert loaded.faults == ()
    own = loaded.settings.keys
    assert own == {"undo": "f9", "hint": "ctrl+y,g"}
    assert keys_of("undo", ROUND, own) == ["f9"]
    assert keys_of("bury", ROUND, own) == ["f4"]
    assert keys_of("hint", CARDS, own) == []
    assert shown_keys(ROUND, own)["hint"] == "Ctrl+Y"


def test_two_actions_can_change_places() -> None:
    assert parse_keys({"bury": "f5", "suspend": "f4"}) == (
        {"bury": "f5", "suspend": "f4"},
        {},
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('hnit = "f9"', "s:2:1: unknown action hnit; did you mean hint?"),
        ('fly = "f9"', "s:2:1: unknown action fly; expected one of undo, hint, "),
        ("undo = 9", 's:2:1: undo is 9; expected one or more keys, such as "f9, ctrl+y"'),
        ('undo = ""', "s:2:1: undo is '', which is not a key; expected one such as f9"),
        ('undo = "crtl+y"', "s:2:1: undo is 'crtl+y', which is not a key; did you mean ctrl+y?"),
        ('undo = "f9, f99"', "s:2:1: undo is 'f99', which is not a key; did you mean f9?"),
        ('undo = "Escape"', "s:2:1: undo is 'Escape', which is reserved"),
        ('undo = "?, f9"', "s:2:1: undo is '?', which is reserved"),
        ('undo = "f4"', "s:2:1: undo and bury are both 'f4' in a round; give one of them another"),
        ('edit = "f8"', "s:2:1: edit and play_found are both 'f8' in the list of cards"),
        ('next_round = "m"', "s:2:1: next_round and replay_missed are both 'm' at the end of"),
        ('undo = "f9"\nhint = "f9"', "s:3:1: hint and undo are both 'f9' in a round"),
        ('hint = "1, f9"', "s:2:1: hint is '1', which does something else in a round"),
        ('undo = "q, f9"', "s:2:1: undo is 'q', which does something else on the home screen"),
        ('hint = "g"', "s:2:1: hint is 'g', which does nothing in a text field"),
        ('hint = "g, ctrl+w"', "s:2:1: hint is 'g, ctrl+w', which does nothing in a text f"),
    ],
)
def test_a_wrong_key_is_located_and_changes_nothing(lines: str, expected: str) -> None:
    loaded = parse_settings(f"[keys]\n{lines}".encode(), "s")
    (fault,) = loaded.faults
    assert str(fault).startswith(expected)
    assert fault.line == lines.count("\n") + 2
    assert len(loaded.settings.keys) == lines.count("\n")


def test_default_key_stays_free_for_action_falling_back() -> None:
    own, wrong = parse_keys({"undo": "f4", "bury": "escape"})
    assert own == {}
    assert [what.partition(";")[0] for what in wrong.values()] == [
        "bury is 'escape', which is reserved",
        "undo and bury are both 'f4' in a round",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("keys = 1", "s:1:1: keys is 1; expected a table [keys]"),
        ("[kyes]\nundo = 1", "s:1:1: unknown setting kyes; did you mean keys?"),
    ],
)
def test_invalid_key_table_is_located(text: str, expected: str) -> None:
    loaded = parse_settings(text.encode(), "s")
    assert str(loaded.faults[0]).startswith(expected)
    assert loaded.settings.keys == {}
