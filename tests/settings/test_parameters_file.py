from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS
from quiz.scheduling.parameter_bounds import PARAMETER_BOUNDS
from quiz.storage.parameters import (
    FILE_NAME,
    PlayerParameters,
    load_parameters,
    parse_parameters,
    save_parameters,
)

OTHER = (*DEFAULT_PARAMETERS[:20], 0.5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def test_without_a_file_the_default_is_in_use(path: Path) -> None:
    player = load_parameters(path, "ada")
    assert player == PlayerParameters()
    assert not path.exists()


def test_saved_weights_load_and_others_stay(path: Path) -> None:
    save_parameters(path, "ada", OTHER, "first")
    save_parameters(path, "bob", DEFAULT_PARAMETERS, "his")
    assert load_parameters(path, "ada") == PlayerParameters(OTHER, ())
    assert load_parameters(path, "bob").parameters == DEFAULT_PARAMETERS
    assert path.read_text(encoding="utf-8").startswith("# Each player's weights")


def test_the_weights_before_are_kept(path: Path) -> None:
    save_parameters(path, "ada", OTHER, "first")
    save_parameters(path, "ada", (), "reset")
    player = load_parameters(path, "ada")
    assert (player.parameters, player.previous) == ((), OTHER)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30),
    st.tuples(*(st.floats(*bounds) for bounds in PARAMETER_BOUNDS)),
)
def test_any_player_and_any_weights_come_back(
    path: Path, name: str, weights: tuple[float, ...]
) -> None:
    path.unlink(missing_ok=True)
    save_parameters(path, "somebody else", OTHER, "")
    save_parameters(path, name, weights, "")
    loaded = load_parameters(path, name)
    assert loaded.faults == ()
    assert loaded.parameters == weights


def test_comments_and_foreign_text_stay(path: Path) -> None:
    path.write_text('# mine\n["bob"]\nparameters = [] # none\n', encoding="utf-8")
    save_parameters(path, "ada", OTHER, "")
    assert path.read_text(encoding="utf-8").startswith('# mine\n["bob"]\nparameters = [] # none\n')


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("parameters = [", "p.toml:1:1: not TOML"),
        ("ada = 3", "p.toml:1:1: not a table; expected a line like"),
        ("[bob]\n\n[ada]\n  parameters = 3", "p.toml:4:3: parameters are not weights"),
        ("[ada]\nparameters = [1.0]", "p.toml:2:1: parameters are not weights of FSRS-6: expected"),
        ('["ada"]\nprevious = ["x"]', "p.toml:2:1: previous are not weights of FSRS-6: expected"),
        ("ada = {parameters = 1}", "p.toml:1:1: parameters are not weights"),
    ],
)
def test_a_faulty_file_is_reported_and_the_default_used(text: str, fault: str) -> None:
    loaded = parse_parameters(text.encode(), "p.toml", "ada")
    assert str(loaded.faults[0]).startswith(fault)
    assert loaded.parameters == ()


def test_text_that_is_not_utf_8_is_reported() -> None:
    assert "not UTF-8" in str(parse_parameters(b"\xff", "p.toml", "ada").faults[0])


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_reading_never_raises(data: bytes) -> None:
    parse_parameters(b"[ada]\n" + data, "p.toml", "ada")
    parse_parameters(data, "p.toml", "ada")


def test_invalid_toml_file_is_not_overwritten(path: Path) -> None:
    path.write_text("ada = [", encoding="utf-8")
    with pytest.raises(QuizError, match="is not valid TOML, fix it first"):
        save_parameters(path, "ada", OTHER, "")
    assert path.read_text(encoding="utf-8") == "ada = ["


def test_a_file_that_cannot_be_read_is_named(path: Path) -> None:
    path.mkdir()
    with pytest.raises(QuizError, match="cannot read"):
        load_parameters(path, "ada")
