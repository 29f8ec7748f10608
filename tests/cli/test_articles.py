"""Every input of `quiz generate` ends in an article or a message."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.cli.articles import MOST_BYTES, read_articles
from quiz.errors import QuizError

TEXT = "The president of the country was at the house, and he said that it was on the list."


def told(path: Path, content: bytes) -> str:
    """What `quiz generate` says about a file with this content."""
    path.write_bytes(content)
    with pytest.raises(QuizError) as caught:
        read_articles([str(path)], None)
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("stars.md", b"*" * 100_000, "100,000 marks such as * and <"),
        ("emphasis.md", b"*a **b " * 50_000, "marks such as"),
        ("links.md", b"![a](" * 50_000, "marks such as"),
        ("references.md", b"[x]: /u\n" * 50_000, "marks such as"),
        ("deep.html", b"<div>" * 100_000, "100,000 tags, expected an article with at most 50,000"),
        ("line.txt", TEXT.encode() * 60_000, "an article of at most 1,000,000"),
        ("long.txt", (TEXT + "\n\n").encode() * 30_000, "an article of at most 1,000,000"),
        ("large.txt", b"x" * (MOST_BYTES + 1), "more than 8 MB"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b"\n" * 1_000_000, "empty"),
        ("nul.txt", TEXT.encode() + b"\0", "binary"),
        ("bytes.bin", bytes(range(256)), "binary"),
        ("comments.txt", b" <!-- -->" * 20_000, "expected"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_non_article_is_reported(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert said in told(tmp_path / name, content)


def test_deep_html_and_huge_attributes_end(tmp_path: Path) -> None:
    for content in (b"<html><body>" + b"<p>" * 2_000, b'<p a="' + b"x" * 1_000_000 + b'">'):
        assert "no article found" in told(tmp_path / "a.html", content)


def test_scripts_of_a_page_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    script = f"<script>{'<p>' * 60_000}</script>"
    path.write_text(f"<html><body>{script}<SVG>{'<g>' * 9}</svg ><p>{TEXT}</p><style><a></body>")
    (article,) = read_articles([str(path)], None)
    assert [part.text for part in article.paragraphs] == [TEXT]


def test_folder_and_missing_file_are_reported(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "is a folder, expected the file of an article"),
        (tmp_path / "x", "No such file"),
        (tmp_path / "a.txt", "No such file"),
        ("www.news.example/opening", "for a page, write https://www.news.example/opening"),
        ("news.example/opening.html", "for a page, write https://news.example/opening.html"),
    ):
        with pytest.raises(QuizError, match=said):
            read_articles([str(path)], None)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_idle_pipe_times_out(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(QuizError, match="not read within 0 seconds"):
        read_articles([str(path)], None, seconds=0.05)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (article,) = read_articles(["-"], date(2015, 5, 7))
    assert (article.day, len(article.paragraphs)) == (date(2015, 5, 7), 1)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0999-12-31"])
def test_unusable_date_is_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    with pytest.raises(SystemExit):
        main(["generate", str(path), "--date", day])
    assert f"'{day}', expected a day from 1000-02-01 to 2099-11-30" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_unusable_date_in_file_is_ignored(tmp_path: Path, day: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: T\ndate: {day}\n---\n{TEXT}\n")
    (article,) = read_articles([str(path)], None)
    assert article.day is None
