from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.settings import deck_tables, folded, keys, searches
from quiz.settings.default_file import default_text
from quiz.settings.load import load_settings
from quiz.settings.parse import parse_settings
from quiz.settings.save import save_setting
from quiz.settings.settings import TABLE_FIELDS, LoadedSettings, Settings
from quiz.settings.table import _UNITS, BY_NAME, TABLE, Value, shown


def test_the_default_file_says_the_defaults_and_explains_each(tmp_path: Path) -> None:
    loaded = parse_settings(default_text().encode(), "s")
    assert loaded.settings == Settings()
    assert loaded.faults == ()
    for setting in TABLE:
        assert setting.help in default_text()
        assert setting.accept(setting.default) == setting.default


def test_the_first_start_writes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    assert load_settings(path).settings == Settings()
    assert path.read_text(encoding="utf-8") == default_text()
    assert "# A whole number from 1 to 9999.\ndaily_goal = 30\n" in default_text()


def test_default_file_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.toml"
    load_settings(path)
    monkeypatch.setattr("quiz.settings.parse.parse_settings", lambda *_: pytest.fail("was parsed"))
    assert load_settings(path) == LoadedSettings(Settings())


@given(st.binary(max_size=80))
def test_any_bytes_give_settings_and_located_faults(data: bytes) -> None:
    loaded = parse_settings(data, "s.toml")
    for fault in loaded.faults:
        assert fault.line >= 1
        assert fault.column >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily_goal = 0", "s:1:1: daily_goal is 0; expected a whole number from 1 to 9999"),
        ("\n  daily_gaol = 3", "s:2:3: unknown setting daily_gaol; did you mean daily_goal?"),
        ("xyzzy = 3", "expected a name from the comments"),
        ("fuzz = 1", "expected true or false"),
        ('answer_with = "sing"', "expected one of auto, choice, typed, reveal"),
        ("learning_steps = [0]", "minutes from 0.1 to 1440"),
        ("learning_steps = 3", "a list of"),
        ('easy_days = ["Sunday"]', "a list of any of mon, tue, wed"),
        ('free_days = "sat"', "a list of any of mon, tue, wed"),
        ('spread_until = "soon"', "a date such as 2026-12-31"),
        ("spread_until = 3", "a date such as 2026-12-31"),
        ("free_days = [6]", "a list of any of mon, tue, wed"),
        ("retention = true", "expected a number"),
        ("slow_seconds = 60", "s:1:1: slow_seconds is 60 and longest_answer_seconds is 60, so"),
        ("longest_answer_seconds = 10", "expected slow_seconds below longest_answer_seconds"),
        ("slow_seconds = 25\nlongest_answer_seconds = 10", "s:1:1: slow_seconds is 25 and"),
        ("daily_goal = ", "s:1:"),
        (f"daily_goal = 1{'0' * 400}", "expected a whole number from 1 to 9999"),
        (f"daily_goal = 1{'0' * 5000}", "s:1:1: not TOML"),
        ("\xff", "s:1:"),
    ],
)
def test_a_wrong_value_is_located_and_leaves_the_default(text: str, expected: str) -> None:
    loaded = parse_settings(text.encode("latin-1"), "s")
    assert expected in str(loaded.faults[0])
    assert loaded.settings == Settings()


def test_saving_keeps_comments_and_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# mine\ndaily_goal = 5 # low\n\n# else\nlives = 2\n")
    path.chmod(0o640)
    saved = save_setting(path, "daily_goal", 7)
    assert (saved.daily_goal, saved.lives) == (7, 2)
    assert path.read_text() == "# mine\ndaily_goal = 7 # low\n\n# else\nlives = 2\n"
    assert path.stat().st_mode & 0o777 == 0o640
    save_setting(path, "spread_until", "2026-12-31")
    assert load_settings(path).settings.spread_until == "2026-12-31"
    path.write_text("spread_until = 2027-01-01\n")
    assert load_settings(path).settings.spread_until == "2027-01-01"
    save_setting(path, "easy_days", ("Sun", "fri"))
    assert load_settings(path).settings.easy_days == ("fri", "sun")
    save_setting(path, "learning_steps", (2.0, 20.0))
    assert load_settings(path).settings.learning_steps == (2.0, 20.0)


@pytest.mark.parametrize("name", list(BY_NAME))
def test_every_setting_can_be_saved(tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings.toml"
    default = BY_NAME[name].default
    value = {bool: lambda v: not v, int: lambda v: v - 1 or 1, float: lambda v: v + 0.05}.get(
        type(default), lambda v: v
    )(default)
    assert getattr(save_setting(path, name, value), name) == value
    assert getattr(load_settings(path).settings, name) == value


def test_a_wrong_value_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(ValueError, match="whole number"):
        save_setting(path, "lives", 99)
    assert not path.exists()
    with pytest.raises(ValueError, match="expected slow_seconds below"):
        save_setting(path, "slow_seconds", 100)
    assert load_settings(path).settings == Settings()


def test_a_broken_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("lives = = 3")
    with pytest.raises(QuizError, match="fix it first"):
        save_setting(path, "lives", 3)
    assert path.read_text() == "lives = = 3"


def test_unreadable_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="cannot read"):
        load_settings(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(QuizError, match="cannot make the folder"):
        load_settings(tmp_path / "file" / "settings.toml")


def test_unwritable_place_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "settings.toml"
    load_settings(path)
    before = path.read_text()
    monkeypatch.setattr("quiz.files.os.fsync", full)
    with pytest.raises(QuizError, match="cannot write: No space"):
        save_setting(path, "lives", 2)
    assert path.read_text() == before
    assert [p.name for p in tmp_path.iterdir()] == ["settings.toml"]


def test_a_theme_that_does_not_exist_is_a_fault() -> None:
    loaded = parse_settings(b'theme = "tokyo-nite"\n', "settings.toml")
    assert loaded.settings.theme == "quiz-dark"
    assert "use 'tokyo-night'" in str(loaded.faults[0])
    assert not parse_settings(b'theme = "nord"\n', "settings.toml").faults


def test_every_theme_is_known_to_the_settings() -> None:
    from textual.theme import BUILTIN_THEMES

    from quiz.settings.table import THEMES
    from quiz.tui import themes

    assert set(THEMES) == {*BUILTIN_THEMES, *themes.THEMES}


def test_numbers_are_shown_with_their_units() -> None:
    def told(name: str, value: Value) -> str:
        return shown(value, BY_NAME[name].unit)

    assert told("new_per_day", 20) == "20 cards"
    assert told("weekly_goal", 1) == "1 day"
    assert told("learning_steps", (1.0, 10.0)) == "1, 10 minutes"
    assert told("relearning_steps", ()) == "none"
    assert told("retention", 0.9) == "0.9"
    assert told("bell", False) == "off"
    assert {name for names in _UNITS.values() for name in names} <= set(BY_NAME)


@pytest.mark.parametrize("name", TABLE_FIELDS)
def test_a_value_in_place_of_a_table_is_told_which_table(name: str) -> None:
    (fault,) = parse_settings(f"{name} = 1".encode(), "s").faults
    assert f"{name} is 1; expected" in str(fault)
    assert f"[{name}" in str(fault)


def test_whatever_is_no_single_setting_is_a_table() -> None:
    assert (
        set(TABLE_FIELDS)
        == set(Settings._fields) - set(BY_NAME)
        == {module.TABLE_NAME for module in (deck_tables, folded, keys, searches)}
    )
