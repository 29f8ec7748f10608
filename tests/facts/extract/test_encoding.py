"""Text in every likely encoding is read correctly."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.facts.extract.encoding import decode_article, repair

WESTERN = "“We’re late,” said Chloë Ångström – the mayor of Besançon and Malmö — for £3 at 5 °C."
WIDE = f"{WESTERN} Łukasz met Žižek."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_unicode(encoding: str) -> None:
    for text in (WIDE, "Plain ships came here."):
        assert decode_article(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_old_encodings(encoding: str) -> None:
    for text in (
        WESTERN,
        "Chloë Müller came.",
        "JOSÉ MUÑOZ came to Málaga.",
        "Ships came – and went — there.",
        f"{'Ships came. ' * 999}Málaga.",
    ):
        assert decode_article(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", '<html><head><meta charset="windows-1252">'),
        ("cp1252", "<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>"),
        ("iso8859-2", '<?xml version="1.0" encoding="ISO-8859-2"?><html>'),
        ("cp1250", "<META CHARSET=windows-1250>"),
        ("utf-8", '<meta charset="utf-16">'),
        ("utf-8", '<meta charset="nonsense">'),
        ("utf-8", '<meta charset="base64">'),
        ("cp1252", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="iso-8859-1">'),
    ],
)
def test_declared_encodings(encoding: str, head: str) -> None:
    text = f"{head}Chloë of Malmö met Łukasz" if encoding in ("iso8859-2", "cp1250") else head
    text = text.replace("ë", "ä") + " in Málaga."
    assert decode_article(text.encode(encoding), "a.html") == text


def test_a_few_pasted_bytes_do_not_spoil_the_rest() -> None:
    assert decode_article(WIDE.encode() + b" It\x92s late.", "a.txt") == f"{WIDE} It’s late."


def misread(text: str, times: int = 1) -> str:
    for _ in range(times):
        data = text.encode()
        text = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)
    return text


@pytest.mark.parametrize("times", [1, 2])
def test_misread_text_is_repaired(times: int) -> None:
    for text in (WIDE, f"{WIDE} Άννα in Αθήνα", f"{WIDE} Анна [ˈana]"):
        assert decode_article(misread(text, times).encode(), "a.txt") == text


def test_a_quotation_mark_that_lost_a_byte_is_repaired() -> None:
    for lost in ("", "\ufffd"):
        assert repair(f"â€œWe are lateâ€{lost}, he said.") == "“We are late”, he said."


@pytest.mark.parametrize(
    "text", [WIDE, "CAFÉ’s of São Paulo", "(Bogotá”—so)", "SMÅ’s «CAFÉ»", "Âge, À, Ça, Île — Öland"]
)
def test_a_sound_text_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4 x", b"PK\x03\x04", b"{\\rtf1 x}", b"\x89PNG\r\n\x1a\n", b"a\0b", b"\x1b[31mred"],
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(QuizError, match=r"a\.txt: a binary file, expected a text.*; save its text"):
        decode_article(data, "a.txt")


def test_end_of_file_character_is_removed() -> None:
    assert decode_article(b"Ships came.\r\n\x1a", "a.txt") == "Ships came.\r\n"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(QuizError):
        decode_article(data, "a.txt").encode()
