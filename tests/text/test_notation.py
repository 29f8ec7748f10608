"""Several right answers that an author writes as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.text.accepted import accepted
from quiz.text.notation import readings


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("colour / color", {"colour", "color"}),
        ("colour/ color", {"colour", "color"}),
        ("large / big / huge", {"large", "big", "huge"}),
        ("a professor / a teacher", {"a professor", "a teacher"}),
        ("der Lehrer / die Lehrerin", {"der Lehrer", "die Lehrerin"}),
        ("4 / four", {"4", "four"}),
        ("100 °C / 212 °F", {"100 °C", "212 °F"}),
        ("100 °C (212 °F)", {"100 °C", "212 °F"}),
        ("10 km (6 miles)", {"10 km", "6 miles"}),
        ("大 / 大きい", {"大", "大きい"}),
        ("(to) run", {"run", "to run"}),
        ("(to) run / (to) jog", {"run", "to run", "jog", "to jog"}),
        ("cat(s)", {"cat", "cats"}),
        ("box(es)", {"box", "boxes"}),
        ("child(ren)", {"child", "children"}),
        ("fifty (50)", {"fifty", "50"}),
        ("Lehrer(in)", {"Lehrer", "Lehrerin"}),
        ("colo(u)r", {"color", "colour"}),
        ("(s)he", {"he", "she"}),
        ("bank (river)", {"bank", "bank river"}),
        ("run (v.)", {"run", "run v."}),
        ("the (big) house", {"the house", "the big house"}),
        ("go (went / gone)", {"go", "go went / gone"}),
        ("to be (am, is, are)", {"to be", "to be am, is, are"}),
        ("C# (language)", {"C#", "C# language"}),
        ("C (programming language)", {"C", "C programming language"}),
        ("Paris (France), Rome", {"Paris, Rome", "Paris France, Rome"}),
        ("Washington (D.C.)", {"Washington", "Washington D.C."}),
        ("漢字(かんじ)", {"漢字", "かんじ"}),
        ("食(た)べる", {"食べる", "たべる"}),
        ("銀行（河岸）", {"銀行", "銀行河岸"}),
        ("漢字 (かんじ)", {"漢字", "かんじ"}),
        ("走る(はしる)", {"走る", "はしる"}),
        ("食べ物（たべもの）", {"食べ物", "たべもの"}),
        ("der/die/das", {"der", "die", "das"}),
        ("a/an", {"a", "an"}),
        ("el/la estudiante", {"el estudiante", "la estudiante"}),
        ("el / la estudiante", {"el estudiante", "la estudiante"}),
        ("colour/color", {"colour", "color"}),
        (
            "a grey/gray theatre/theater",
            {"a grey theatre", "a grey theater", "a gray theatre", "a gray theater"},
        ),
        ("bueno/a", {"bueno", "buena"}),
        ("Lehrer/in", {"Lehrer", "Lehrerin"}),
        ("Freund/-in", {"Freund", "Freundin"}),
        ("jede/r", {"jede", "jeder"}),
        ("étudiant/e", {"étudiant", "étudiante"}),
        ("der Tisch (-e)", {"der Tisch", "der Tisch -e"}),
        ("e(-)mail", {"email", "e-mail"}),
        ("cat(s) / dog(s)", {"cat", "cats", "dog", "dogs"}),
        ("World War I (WWI)", {"World War I", "WWI"}),
        ("DNA (deoxyribonucleic acid)", {"DNA", "deoxyribonucleic acid"}),
        ("Georgia (US)", {"Georgia", "Georgia US"}),
        ("to look [sth] up", {"to look up", "to look sth up"}),
        ("7 May 2015 / 2015-05-07", {"7 May 2015", "2015-05-07"}),
    ],
)
def test_a_notation_has_several_readings(answer: str, expected: set[str]) -> None:
    assert set(readings(answer)) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "1/2", "1 / 2", "km/h", "km / h", "60 km / h", "miles / hour", "m / s", "J / kg",
        "9 l / 100 km",
        "and/or", "and / or", "AC/DC", "TCP / IP", "input/output", "left/right", "I/O", "mol/l",
        "he/she", "1/2/2020", "/usr/bin", "(a) one (b) two", "bytes/s", "mg/dl", "n/a", "3/4 time",
        "x / y", "a[0]", "[kæt]",
        "7 / 8 May", "7/8 May", "2015 / 2016", "24/7", "a / b", "α / β", "(1, 2) / (3, 4)",
        "f(x)", "f (x)", "sin(x)", "sin (x)", "sin²(x)", "print()",
        "len(s)", "main(argc, argv)", "log(n)",
        "os.path.join(a, b)", "O(n log n)", "O (log n)", "P(A|B)", "n(n+1)/2", "(x + 1)(x - 1)",
        "E = mc2 (energy)", "useradd (-m)", "x[0] (first)", "http://a.b / x y", "std::max (C)",
        "Fe(OH)3", "Ca(OH)2", "NaCl(aq)", "Mg(s)", "iron(III) oxide", "iron (III) oxide",
        "(S)-alanine", "vitamin (C)", "Olympics (2012)",
        "12 (2)", "(a)", "()", "(only this)", "20 (°C)",
        "9 l (100 km)",
        "one\ntwo (three)", "plain", "",
    ],
)  # fmt: skip
def test_in_doubt_an_answer_means_what_it_says(answer: str) -> None:
    assert readings(answer) == ()


@given(st.text(r"ab1 /().,(s)（）漢か", max_size=40))
def test_readings_are_few_and_never_the_notation(answer: str) -> None:
    found = readings(answer)
    assert len(found) == len(set(found)) <= 32
    assert answer not in found
    assert all(text.strip() for text in found)
    kept = sorted(char for char in answer if char.isalnum())
    assert all(set(text) <= {*answer, " "} for text in found)
    assert all(len([c for c in text if c.isalnum()]) <= len(kept) for text in found)


def test_what_is_accepted_for_an_answer() -> None:
    assert accepted("cat(s)", markdown=False, strict=False) == ("cat(s)", "cat", "cats")
    assert accepted("cat(s)", markdown=False, strict=True) == ("cat(s)",)
    assert accepted("**cat(s)**", markdown=True, strict=False) == ("cat(s)", "cat", "cats")
    assert accepted("`cat(s)` is", markdown=True, strict=False) == ("cat(s) is",)
    assert accepted(r"$\alpha$", markdown=True, strict=False) == ("α", r"\alpha")
