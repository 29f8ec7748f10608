from __future__ import annotations

from pathlib import Path

import pytest

from quiz.settings.deck_tables import faults_of_names
from quiz.settings.load import load_settings
from quiz.settings.parse import parse_settings
from quiz.settings.save import save_deck_options, save_setting
from quiz.settings.settings import DeckOptions, Settings

SPANISH = """\
daily_goal = 5

[decks."spanish"]
new_per_day = 10  # of all Spanish decks together
retention = 0.85

[decks."spanish/food"]
new_per_day = 3
paused = true
"""


def test_the_nearest_table_wins() -> None:
    own = parse_settings(SPANISH.encode(), "s").settings
    assert own.daily_goal == 5
    assert own.options_of("spanish/food") == DeckOptions(True, 3, None, 0.85)
    assert own.options_of("spanish/food/fruit") == DeckOptions(True, 3, None, 0.85)
    assert own.options_of("spanish/verbs") == DeckOptions(None, 10, None, 0.85)
    assert own.options_of("spanish") == DeckOptions(None, 10, None, 0.85)
    assert own.options_of("spanish-verbs") == DeckOptions()
    assert Settings().options_of("spanish") == DeckOptions()


def test_a_deck_in_a_paused_folder_can_go_on() -> None:
    text = '[decks.spanish]\npaused = true\n[decks."spanish/food"]\npaused = false\n'
    own = parse_settings(text.encode(), "s").settings
    assert own.options_of("spanish/verbs").paused is True
    assert own.options_of("spanish/food").paused is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[decks."a/b"]\n\n  new_per_day = -1',
            "s:3:3: new_per_day is -1; expected a whole number from 0 to 9999",
        ),
        ("[decks.a]\npaused = 1", "s:2:1: paused is 1; expected true or false"),
        (
            "[decks.a]\nretention = 2",
            "s:2:1: retention is 2; expected a number from 0.7 to 0.99",
        ),
        (
            "[decks.a]\nnew_a_day = 3",
            "s:2:1: unknown option new_a_day; did you mean new_per_day?",
        ),
        ("[decks.a]\nxyzzy = 3", "expected one of paused, new_per_day, reviews_per_day"),
        (
            "[decks]\npaused = true",
            's:2:1: paused needs a deck; expected [decks."spanish/food"] above it',
        ),
        (
            "lives = 2\n[decks.spanish.food]\npaused = true",
            's:2:1: food is a table within spanish; expected [decks."spanish/food"]',
        ),
        ("decks = 3", 's:1:1: decks is 3; expected tables such as [decks."spanish/food"]'),
        ("deck = 3", "s:1:1: unknown setting deck; did you mean decks?"),
    ],
)
def test_a_wrong_option_is_located_and_left_out(text: str, expected: str) -> None:
    loaded = parse_settings(text.encode(), "s")
    assert expected in str(loaded.faults[0])
    assert loaded.settings.options_of("a/b") == DeckOptions()


def test_table_for_unknown_deck_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        '[decks."spanish/fod"]\npaused = true\n[decks.spanish]\npaused = true\n[decks.xyz]\n'
        "paused = true\n"
    )
    own = load_settings(path).settings
    assert [str(f) for f in faults_of_names(path, own, ["spanish/food", "welcome"])] == [
        f"{path}:1:1: no deck or folder is named spanish/fod; did you mean spanish/food?",
        f"{path}:5:1: no deck or folder is named xyz; `quiz list` shows all decks",
    ]


def test_saving_keeps_comments_and_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(SPANISH)
    save_deck_options(path, "spanish", DeckOptions(new_per_day=12, reviews_per_day=50))
    assert path.read_text() == SPANISH.replace(
        "new_per_day = 10  # of all Spanish decks together\nretention = 0.85\n",
        "new_per_day = 12  # of all Spanish decks together\nreviews_per_day = 50\n",
    )


def test_a_deck_without_options_has_no_table(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    load_settings(path)
    before = path.read_text()
    paused = DeckOptions(paused=True)
    assert save_deck_options(path, 'odd "name"', paused).options_of('odd "name"') == paused
    assert save_setting(path, "lives", 2).options_of('odd "name"') == paused
    save_setting(path, "lives", 3)
    assert save_deck_options(path, 'odd "name"', DeckOptions()).decks == {}
    assert path.read_text().rstrip() == before.rstrip()


def test_a_wrong_option_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(ValueError, match="a number from"):
        save_deck_options(path, "a", DeckOptions(retention=0.5))
    assert not path.exists()
