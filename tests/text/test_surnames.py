"""Which part of a name is the surname."""

from __future__ import annotations

import pytest

from quiz.text.surnames import surname_of


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ada Lind", "Lind"),
        ("Ada", "Ada"),
        ("Ali bin Noor", "bin Noor"),
        ("Ada de la Cruz", "de la Cruz"),
        ("de Gaulle", "de Gaulle"),
        ("Jean Le Gall", "Le Gall"),
        ("Al Gore", "Gore"),
        ("Tom King, Jr.", "King"),
        ("Tom King III", "King"),
        ("", ""),
    ],
)
def test_the_surname_has_its_particles_and_no_suffix(name: str, surname: str) -> None:
    assert surname_of(name) == surname
