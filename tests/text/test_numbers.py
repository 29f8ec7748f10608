"""Numbers as answers: notations, units, tolerance."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.grading.grade import OtherAnswers, grade_typed
from quiz.text.numbers import read_quantity
from quiz.text.tolerance import Tolerance, parse_tolerance
from tests.grading.cards import basic

SAME = [
    ("0.5", "1/2", ""),
    ("1/2", "0.5", ""),
    ("½", ".5", ""),
    ("1.5", "1 1/2", ""),
    ("1½", "1,5", "de"),
    ("6.022e23", "6.022 × 10^23", ""),
    ("6.022e23", "6.022·10²³", ""),
    ("6.022e23", "6,022E+23", "de"),
    ("1000", "1e3", ""),
    ("1000", "10^3", ""),
    ("1,000", "1 000", "en"),
    ("1.000", "1000", "de"),
    ("1,000.5", "1000.5", "en"),
    ("1.000,5", "1000,5", "de"),
    ("100 °C", "100 degrees Celsius", "en"),
    ("100 °C", "100℃", ""),
    ("100 °C", "100 C", ""),
    ("100 °C", "100 Grad Celsius", "de"),
    ("5 km", "5000 m", ""),
    ("5000 m", "5 km", ""),
    ("5000 m", "5 kilometres", ""),
    ("5 km", "5.0 km", ""),
    ("2 h", "120 minutes", ""),
    ("36 km/h", "10 m/s", ""),
    ("36 km/h", "36 kilometers per hour", ""),
    ("2,725,000 km²", "2725000 square kilometres", "en"),
    ("1 l", "1000 ml", ""),
    ("50 %", "50 percent", ""),
    ("$5", "5 USD", ""),
    ("5 MW", "5000 kW", ""),
    ("−5 °C", "-5°C", ""),
    ("-5 °C", "minus 5 °C", ""),
    ("100 °C", "100 degrees C", ""),
    ("1/2", "1 / 2", ""),
    ("1/2", "50 %", ""),
    ("3:1", "3 : 1", ""),
    ("1e-9", "10⁻⁹", ""),
    ("6.022e23", "6.022*10**23", ""),
    ("1,000,000", "1 million", "en"),
    ("5 million", "5000000", "en"),
    ("1,5 Mio. €", "1 500 000 €", "de"),
    ("twenty-one", "21", "en"),
    ("1 h", "one hour", "en"),
    ("$5", "USD 5", ""),
    ("25 km/h", "25 kph", ""),
    ("25 km/h", "25 kilometres an hour", ""),
    ("9.81 m/s²", "9.81 m s^-2", ""),
    ("9.81 m/s²", "9.81 m·s⁻²", ""),
    ("9.81 m/s²", "9.81 metres per second squared", ""),
    ("4.18 kJ/(kg K)", "4180 J kg⁻¹ K⁻¹", ""),
    ("1 l", "1000 cm³", ""),
    ("1 kWh", "3.6 MJ", ""),
    ("3600 kJ", "1 kilowatt-hour", ""),
    ("1 kW h", "1 kWh", ""),
    ("1 W", "1 J/s", ""),
    ("5 million", "5M", "en"),
    ("$5 million", "$5M", "en"),
    ("5M km", "5,000,000 km", "en"),
    ("10,000", "10k", "en"),
    ("1 m³", "1000 litres", ""),
    ("50–60", "50 to 60", "en"),
    ("50–60", "50 bis 60", "de"),
    ("≈ 3", "3", ""),
    ("about 300 km", "300 km", "en"),
    ("300", "ca. 300", ""),
    ("π", "pi", "en"),
    ("Δ = 5 Ω", "delta = 5 Ω", "en"),
    ("-5", "minus 5", ""),
    ("−5", "negative 5", ""),
    ("5", "+5", ""),
    ("1/2", "one half", ""),
    ("1/2", "half", ""),
    ("3/4", "three quarters", ""),
    ("100", "a hundred", ""),
    ("1000", "thousand", ""),
    ("1,000.5", "1.000,5", "en"),
    ("1.000,5", "1,000.5", "de"),
    ("90 min", "1 h 30 min", ""),
    ("1 h 30 min", "90 minutes", ""),
    ("6.022 × 10²³ mol⁻¹", "6.022e23 1/mol", ""),
    ("44 BC", "44 BCE", ""),
    ("SO₄²⁻", "SO4^2-", ""),
    ("SO₄²⁻", "SO42-", ""),
    ("a × b", "a x b", ""),
    ("2^10", "2**10", ""),
    ("∞", "infinity", ""),
    ("(1, 2)", "(1,2)", ""),
    ("{-1, 2, 3}", "{-1,2,3}", ""),
]
OTHER = [
    ("5 MW", "5 mW", ""),
    ("5 km", "5 m", ""),
    ("5 km", "5", ""),
    ("5", "5 km", ""),
    ("$5", "€5", ""),
    ("100 °C", "100 °F", ""),
    ("100 °C", "212 °F", ""),
    ("1,000", "1.000", "en"),
    ("3.10", "3.1", ""),
    ("1/2", "2/4", ""),
    ("1/2", "1/3", ""),
    ("1/3", "0.333", ""),
    ("007", "7", ""),
    ("9/11", "0.81", ""),
    ("-5", "5", ""),
    ("6.022e23", "6.022e22", ""),
    ("1000", "1e4", ""),
    ("1e-9", "1e9", ""),
    ("50 %", "0.5", ""),
    ("5 million", "5", "en"),
    ("5 million", "5 billion", "en"),
    ("9.81 m/s²", "9.81 m/s", ""),
    ("25 km/h", "25 mph", ""),
    ("1 kWh", "1 kW", ""),
    ("5 million", "5m", "en"),
    ("πα", "pi", "el"),
    ("1/3", "third", ""),
    ("(1, 2)", "(1.2)", ""),
    ("(1, 2)", "(12)", ""),
    ("-5", "+5", ""),
    ("90 min", "1 h 30 m", ""),
    ("1.5", "1,500.0", "en"),
    ("SO₄²⁻", "SO4-", ""),
]
NEAR = [
    ("7010 m", "7000 m", "1 %", True),
    ("7010 m", "7 km", "1 %", True),
    ("7010 m", "6900 m", "1 %", False),
    ("7010 m", "7010", "1 %", False),
    ("100", "95", "5 %", True),
    ("100", "94.9", "5 %", False),
    ("100", "105", "5", True),
    ("100", "106", "5", False),
    ("-100", "-104", "5 %", True),
    ("0", "0.4", "0.5", True),
    ("3.14159", "3.14", "0.01", True),
    ("1/3", "0.333", "0.001", True),
    ("1914", "1916", "2", True),
    ("1,000 km", "1 050 km", "5 %", True),
    ("about 100", "101", "5 %", False),
    ("44 BC", "45 BC", "5", True),
    ("44 BC", "45 AD", "5", False),
    ("10 tenge", "11 Tenge", "1", True),
    ("10 tenge", "12 tenge", "1", False),
    ("5 million", "5.1 million", "5 %", True),
    ("5 km", "5.4 km", "500 m", True),
    ("5 km", "4500 m", "0.5 km", True),
    ("5 km", "6 km", "500 m", False),
    ("100 °C", "102 °C", "2 °C", True),
]


@pytest.mark.parametrize(("answer", "typed", "language"), SAME)
def test_the_same_number(answer: str, typed: str, language: str) -> None:
    assert grade_typed(typed, basic(answer, language=language)).correct


@pytest.mark.parametrize(("answer", "typed", "language"), OTHER)
def test_another_number(answer: str, typed: str, language: str) -> None:
    assert not grade_typed(typed, basic(answer, language=language)).correct


@pytest.mark.parametrize(("answer", "typed", "tolerance", "right"), NEAR)
def test_tolerance(answer: str, typed: str, tolerance: str, right: bool) -> None:
    card = basic(answer)._replace(tolerance=tolerance)
    assert grade_typed(typed, card).correct is right


def test_deviation_is_shown() -> None:
    card = basic("7010 m")._replace(tolerance="1 %")
    assert grade_typed("7010 metres", card).to_the_letter
    assert not grade_typed("7000 m", card).to_the_letter


def test_a_missing_unit_is_nearly_right() -> None:
    assert grade_typed("100", basic("100 °C")).nearly


def test_tolerance_beats_other_cards_but_not_own_distractors() -> None:
    card = basic("100", distractors=("98",))._replace(tolerance="5 %")
    assert not grade_typed("98", card).correct
    assert grade_typed("97", card, OtherAnswers.of_texts(["97"], "")).correct


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 %", Tolerance(Fraction(1, 20), True)),
        ("5%", Tolerance(Fraction(1, 20), True)),
        ("± 0.5", Tolerance(Fraction(1, 2), False)),
        ("0,5", Tolerance(Fraction(1, 2), False)),
        ("2 percent", Tolerance(Fraction(1, 50), True)),
        ("", None),
        ("-5", None),
        ("a little", None),
        ("5 km", Tolerance(Fraction(5), False, "km")),
        ("5 monkeys", None),
    ],
)
def test_tolerance_in_words(text: str, expected: Tolerance | None) -> None:
    assert parse_tolerance(text) == expected


@given(st.text(max_size=90), st.sampled_from(["", "de", "en", "ar"]))
@example("1/0", "")
@example("1e999999", "")
@example("9" * 79, "")
@example("٣", "ar")
def test_any_text_is_a_number_or_none(text: str, language: str) -> None:
    found = read_quantity(text, language)
    assert found is None or isinstance(found.value, Fraction)


@given(
    st.integers(0, 10**15), st.sampled_from([("en", ","), ("de", "."), ("en", " "), ("de", "'")])
)
def test_thousands_may_be_marked(value: int, way: tuple[str, str]) -> None:
    language, mark = way
    written = f"{value:,}".replace(",", mark)
    found = read_quantity(written, language)
    assert found is not None
    assert found.value == value


@given(st.decimals(-1000, 1000, places=3, allow_nan=False), st.integers(-30, 30))
def test_power_of_ten_moves_the_decimal_point(value: object, exponent: int) -> None:
    found = read_quantity(f"{value}e{exponent}")
    assert found is not None
    assert found.value == Fraction(str(value)) * Fraction(10) ** exponent


@given(
    st.integers(1, 10**9),
    st.integers(0, 100),
    st.sampled_from(["km", "kg", "MW", "ms", "hPa", "°C", "%"]),
)
def test_within_a_tolerance_and_beyond(value: int, percent: int, unit: str) -> None:
    card = basic(f"{value} {unit}")._replace(tolerance=f"{percent} %")
    inside = Fraction(value * (100 + percent), 100)
    assert grade_typed(f"{inside.numerator}/{inside.denominator} {unit}", card).correct
    outside = inside + 1
    assert not grade_typed(f"{outside.numerator}/{outside.denominator} {unit}", card).correct
