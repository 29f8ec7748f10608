"""The encodings of short tables are guessed."""

from __future__ import annotations

import pytest

from quiz.formats.encodings import decode_as, guess
from quiz.formats.interchange import InterchangeError


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Bäume,trees\nGröße,size\n", "cp1252"),
        ("garçon,boy\nnaïf,naive\n", "cp1252"),
        ("mañana,tomorrow\n¿qué?,what?\n", "cp1252"),
        ("it’s,es ist\n", "cp1252"),
        ("příliš,too\nkůň,horse\n", "cp1250"),
        ("książka,book\nłódź,boat\n", "cp1250"),
        ("ağaç,tree\nışık,light\n", "cp1254"),
        ("Größe,size\nBäume,trees\n", "mac_roman"),
        ("книга,book\nдом,house\n", "cp1251"),
        ("Книга,book\nдом,house\n", "koi8_r"),
        ("книга,book\nдом,house\n", "cp866"),
        ("βιβλίο,book\nσπίτι,house\n", "cp1253"),
        ("ספר,book\nבית,house\n", "cp1255"),
        ("كتاب,book\nبيت,house\n", "cp1256"),
        ("หมา,dog\nแมว,cat\nบ้าน,house\n", "cp874"),
        ("书,book\n房子,house\n", "gb18030"),
        ("書,book\n房子,house\n學校,school\n", "big5"),
        ("本,book\n家,house\n食べる,eat\n", "cp932"),
        ("책을 보다,read\n집에 가다,go\n", "cp949"),
        ("Haus,house\n", "utf-16-le"),
        ("дом,house\n", "utf-16-be"),
    ],
)
def test_guess(text: str, encoding: str) -> None:
    assert guess(text.encode(encoding)) == (text, encoding)
    assert guess(text.replace("\n", "\r\n").encode(encoding))[1] == encoding


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n",
        "ä,б,漢\n".encode(),
        "äöü\n".encode("utf-16"),
        # No text at all.
        bytes(range(256)),
    ],
)
def test_nothing_to_guess(data: bytes) -> None:
    assert guess(data) == ("", "")


def test_damaged_utf8_stays_utf8() -> None:
    assert guess("naïve über ".encode() + b"\xff") == ("naïve über \ufffd", "utf-8")
    assert guess(b"caf\xe9\n")[1] == "cp1252"


def test_a_character_may_be_cut_at_the_end_of_the_sample() -> None:
    text = "書," * 7_000
    for start in ("", "a", "ab"):
        assert guess((start + text).encode("big5")) == (start + text, "big5")


def test_a_named_encoding() -> None:
    assert decode_as(b"\xe4", "latin-1") == "ä"
    for encoding, said in (("x", "no encoding x"), ("rot13", "no encoding"), ("ascii", "not in")):
        with pytest.raises(InterchangeError, match=said):
            decode_as(b"\xe4", encoding)
