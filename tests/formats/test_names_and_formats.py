from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.deck_names import (
    DEEPEST,
    LONGEST,
    anki_name,
    folder_of,
    numbered,
    safe_name,
)
from quiz.formats.interchange import InterchangeError
from quiz.formats.registry import FORMATS, by_suffix, deck_name, detect, format_named


@given(st.one_of(st.text(max_size=300), st.text("./\\aA\u0130 \0", max_size=40)))
def test_any_text_gives_a_safe_name(text: str) -> None:
    name = safe_name(text)
    parts = name.split("/")
    assert 1 <= len(parts) <= DEEPEST
    for part in parts:
        assert 1 <= len(part) <= LONGEST + len("-deck")
        assert len(part.encode()) <= 200
        assert part.isprintable()
        assert not set(part) & set('\\:*?"<>|. ')
        assert part.partition("-deck")[0] != "" or part == "deck"
        assert part not in ("con", "nul", "com1", "facts")
    assert safe_name(name) == name
    assert name == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "names",
    [
        ("a", "b"), ("A", "b"), ("x/y", "z"), ("Français", "être/avoir"), ("日本語", "N5"),
        tuple("Abcdefgh"), tuple("abcdefgh"), ("con", "x"), ("only",), ("a b", "c", "D"),
    ],
)  # fmt: skip
def test_decks_keep_their_names_in_anki(names: tuple[str, ...]) -> None:
    *folders, title = names
    name = safe_name("/".join(each.replace("/", "-") for each in names))
    assert anki_name(name, title, folder_of(folders)) == "::".join(names)
    assert anki_name(f"moved/{name}", title, folder_of(folders)).startswith("moved::")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Spanish::Verbs", "spanish-verbs"),
        ("Spanish/Verbs 1", "spanish/verbs-1"),
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Windows\\con", "c-windows-con"),
        ("CON", "con-deck"),
        ("facts", "facts-deck"),
        ("com1/aux.yaml", "com1-deck/aux-yaml"),
        ("  .hidden ", "hidden"),
        ("中文 字", "中文-字"),
        ("", "deck"),
        ("///", "deck"),
        ("a/b/c/d/e/f/g/h", "a/b/c/d/e/f-g-h"),
        ("x" * 99, "x" * 60),
    ],
)
def test_names(text: str, name: str) -> None:
    assert safe_name(text) == name
    assert [numbered("a", 1), numbered("a", 3)] == ["a", "a-3"]


@pytest.mark.parametrize(
    ("head", "file", "name"),
    [
        (b"a,b\n", "x.csv", "csv"),
        (b"a,b\n", "x.CSV", "csv"),
        (b"a\tb\n", "x", "csv"),
        (b"a\tb\n", "x.tsv", "tsv"),
        (b"a\tb\n", "x.txt", "tsv"),
        (b"a;b\n", "x.txt", "csv"),
        (b"#separator:tab\na\tb\n", "x.csv", "anki-text"),
        (b"\xef\xbb\xbf#html:true\n", "x", "anki-text"),
        (b"\xff\xfe#\0d\0e\0c\0k\0:\0a\0", "x.csv", "anki-text"),
        (b' {\n "quiz": "deck"', "x.txt", "json"),
        (b"{}", "x.json", "json"),
        (b"Q: a\nA: b\n", "x.md", "hashcards"),
        (b"Q: a\nA: b\n", "x.txt", "hashcards"),
        (b"Q: a\nA: b\n", "x", "hashcards"),
        (b"text\nC: [a]\n", "x", "hashcards"),
        (b"a::b\n", "x.md", "obsidian"),
        (b"The ==gap==\n", "x.md", "obsidian"),
        (b"a\n?\nb\n", "x.markdown", "obsidian"),
        (b"# Why?\n\nBecause.\n", "x.md", "headings"),
        (b"# Why?\n\nUse `a::b` for it.\n", "x.md", "headings"),
        (b"```\na::b\n```\n\nQ: a\nA: b\n", "x.md", "hashcards"),
        (b"- a #card\n\t- b\n", "x.md", "logseq"),
        (b"a {{cloze b}}\n- a {{cloze b}}\n", "x.md", "logseq"),
        (b"# Note\n```\nguid: x\n", "x.md", "ki"),
        (b"state:: open\n\nUse `a::b`.\n", "x.md", "obsidian"),
        (b'[{"a": 1}]', "x", "json"),
        (b'<?xml version="1.0"?><a/>', "x.txt", "xml"),
        (b"<a/>", "x.xml", "xml"),
        (b"prose", "x.md", "hashcards"),
        (b"prose", "x.obsidian.md", "obsidian"),
        (b"* a :x:drill:\n", "x.txt", "org"),
        (b"* a\n", "x.org", "org"),
        (b"title: x\ncards:\n", "x", "yaml"),
        (b"title: x\ncards:\n", "x.yml", "yaml"),
    ],
)
def test_format_is_detected_by_content_and_name(head: bytes, file: str, name: str) -> None:
    assert detect(head, file).name == name


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"prose", "unknown format"),
        (b"PK\x03\x04", "quiz restore"),
        (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\0", "database"),
    ],
)
def test_non_deck_is_reported(head: bytes, said: str) -> None:
    with pytest.raises(InterchangeError, match=said):
        detect(head, "x")


@pytest.mark.parametrize(
    ("head", "file", "said"),
    [
        (b"PK\x03\x04", "words.xlsx", "CSV"), (b"PK\x03\x04", "WORDS.ODS", "CSV"),
        (b"\xd0\xcf\x11\xe0", "words.xls", "CSV"), (b"PK\x03\x04", "words.docx", "as text"),
    ],
)  # fmt: skip
def test_a_spreadsheet_or_document_is_told_what_to_become(
    head: bytes, file: str, said: str
) -> None:
    with pytest.raises(InterchangeError, match=said):
        detect(head, file)


def test_formats_by_name() -> None:
    assert format_named("CSV").name == "csv"
    with pytest.raises(InterchangeError, match="did you mean hashcards"):
        format_named("hashcard")
    with pytest.raises(InterchangeError, match="expected one of"):
        format_named("zzz")
    assert by_suffix("x.pdf") is None
    firsts = [each.suffixes[0] for each in FORMATS.values()]
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("g.obsidian.md", "g"),
        ("G.Obsidian.MD", "G"),
        ("g.md", "g"),
        ("Unit 1.2.csv", "Unit 1.2"),
        ("words.v2.unknown", "words.v2"),
        ("words", "words"),
        (".csv", ".csv"),
        (".hidden", ".hidden"),
    ],
)
def test_a_deck_is_named_after_its_file(file: str, name: str) -> None:
    assert deck_name(file) == name
