from __future__ import annotations

from pathlib import Path

import pytest

from quiz.settings.load import load_settings
from quiz.settings.parse import parse_settings
from quiz.settings.save import save_folded, save_search


def test_searches_are_saved_and_deleted(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    load_settings(path)
    before = path.read_text()
    assert save_search(path, "Verbs", "tag:verbs").searches == {"Verbs": "tag:verbs"}
    assert save_search(path, "a b", "is:leech").searches == {
        "Verbs": "tag:verbs",
        "a b": "is:leech",
    }
    save_search(path, "Verbs", "")
    assert save_search(path, "a b", "").searches == {}
    assert path.read_text().rstrip() == before.rstrip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[searches]\nx = 3", "s:2:1: x is 3; expected words to search for"),
        ('[searches]\n"" = "x"', "s:2:1: a search without a name; expected one such"),
        ('[searches]\nx = " "', "s:2:1: x is ' '; expected words to search for"),
        (
            '[searches]\nx = "is:du"',
            "s:2:1: x: is:du: expected is: and one of new, learning, review, mastered, due, ",
        ),
        ("searches = 1", "s:1:1: searches is 1; expected a table [searches]"),
        ("[serches]\nx = 1", "s:1:1: unknown setting serches; did you mean searches?"),
    ],
)
def test_a_wrong_search_is_located(text: str, expected: str) -> None:
    loaded = parse_settings(text.encode(), "s")
    assert str(loaded.faults[0]).startswith(expected)
    assert loaded.settings.searches == {}


def test_folded_folders_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    load_settings(path)
    before = path.read_text()
    save_folded(path, "spanish/verbs/", True)
    assert save_folded(path, "music/", True).folded == {"spanish/verbs/", "music/"}
    save_folded(path, "music/", False)
    assert save_folded(path, "spanish/verbs/", False).folded == frozenset()
    assert path.read_text().rstrip() == before.rstrip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[folded]\nmusic = 3", "s:2:1: music is 3; expected true"),
        ("folded = 1", "s:1:1: folded is 1; expected a table [folded] with lines like: "),
    ],
)
def test_a_wrong_fold_is_located(text: str, expected: str) -> None:
    loaded = parse_settings(text.encode(), "s")
    assert str(loaded.faults[0]).startswith(expected)
    assert loaded.settings.folded == frozenset()
