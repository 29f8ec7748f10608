"""`quiz check`: files of cards, advice, and what may be typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.factories import Run

DECK = """\
title: Rich
format: markdown
cards:
  - prompt: |
      Look at ![](no.png) and
      at ![here](notes.txt) it
    answer: (to) run
  - prompt: "`ls` is ![x](https://a.b/c.png)"
    answer: "`useradd -m`"
    audio: notes.txt
  - prompt: What is good?
    answer: yes
    image: map.png
    alt: a map
    audio: "word.mp3\\nnotes.txt"
  - {prompt: What is bad?, answer: b, image: ../map.png}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "notes.txt").write_text("no picture")
    (folder / "word.mp3").write_bytes(b"ID3\x04" + bytes(20))
    Image.new("RGB", (4, 4)).save(folder / "map.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "map.png")
    return folder


def test_files_of_cards_are_checked_at_their_places(quiz: Run, folder: Path) -> None:
    file = folder / "rich.yaml"
    file.write_text(DECK)
    status, out, _ = quiz("check", file)
    missing, expected = (
        "expected a file in the deck's folder",
        "expected PNG, JPEG, GIF, WebP, AVIF or BMP",
    )
    assert status == 1
    assert out.splitlines() == [
        f"{file}:5:15: the image no.png, which does not exist, {missing}",
        f"{file}:6:10: the image notes.txt, which is no picture; {expected}",
        f"{file}:8:22: the image https://a.b/c.png, which is a link, expected a file beside the "
        "deck: download it",
        f"{file}:10:12: 'audio' is notes.txt, which is no sound; expected MP3, Ogg, FLAC, WAV or "
        "M4A",
        f"{file}:15:12: 'audio' is notes.txt, which is no sound; expected MP3, Ogg, FLAC, WAV or "
        "M4A",
        f"{file}:16:46: 'image' is ../map.png, which leads out of the deck's folder, expected a "
        "file in it",
        f"{file}:5:15: advice: an image with nothing in its brackets, say what it shows for those "
        "who cannot see it",
        f"{file}:16:46: advice: an image without 'alt', say what it shows for those who cannot "
        "see it",
        "1 deck with 4 valid cards; 6 faults in 1 file; 2 pieces of advice.",
    ]  # fmt: skip


def test_literal_texts_that_look_like_markdown_are_advice_once(quiz: Run, folder: Path) -> None:
    file = folder / "literal.yaml"
    text = (
        "title: t\ncards:\n  - {prompt: 'a **b** c', answer: d}\n  - {prompt: '**e**', answer: f}\n"
    )
    file.write_text(text)
    status, out, _ = quiz("check", file)
    assert status == 0
    assert out.startswith(f"{file}:3:14: advice: **bold** text is shown as typed; write 'format: ")
    assert out.endswith("(1 more place)\n1 deck with 2 valid cards; 1 piece of advice.\n")
    for format_ in ("text", "markdown"):
        file.write_text(f"format: {format_}\n{text}")
        assert quiz("check", file)[1] == "1 deck with 2 valid cards.\n"


def test_a_formula_with_mistakes_is_advice(quiz: Run, folder: Path) -> None:
    file = folder / "tex.yaml"
    file.write_text(
        "title: t\nformat: markdown\ncards:\n"
        "  - {prompt: 'a $\\frac{1}{2$ b', answer: $x^2$}\n"
        "  - {prompt: '$\\newcommand{\\R}{x} \\R$', answer: '$\\R \\foo$'}\n"
        "  - cloze: $\\frac{ {{a}} }{b}$ is a {{fraction}}\n"
    )
    status, out, _ = quiz("check", file)
    assert status == 0
    assert out.splitlines() == [
        f"{file}:4:18: advice: the formula \\frac{{1}}{{2 has 2 '{{' but 1 '}}'",
        f"{file}:5:51: advice: the formula \\R \\foo has the unknown command '\\R' and the unknown "
        "command '\\foo'",
        "1 deck with 4 valid cards; 2 pieces of advice.",
    ]


def test_several_answers_in_one_text_are_advice(quiz: Run, folder: Path) -> None:
    file = folder / "commas.yaml"
    file.write_text(
        "title: Commas\ncards:\n- prompt: How many legs has a spider?\n  answer: 8\n"
        "  distractors: 6, 10\n- prompt: Where?\n  answer: Texas\n"
        "  accept: 'Paris, Texas'\n  distractors: ['Paris, Maine', Rome]\n"
    )
    _, out, _ = quiz("check", str(file))
    assert out.splitlines() == [
        f"{file}:5:16: advice: 'distractors' is one text; write [6, 10] for several, or put it in "
        "quotes",
        "1 deck with 2 valid cards; 1 piece of advice.",
    ]


def test_a_distractor_that_would_be_right_is_advice(quiz: Run, folder: Path) -> None:
    file = folder / "d.yaml"
    file.write_text(
        "title: t\ncards:\n  - prompt: p\n    answer: colour / color\n"
        "    distractors: [hue, color]\n"
    )
    out = quiz("check", file)[1]
    assert out.splitlines()[0] == (
        f"{file}:5:24: advice: the distractor 'color' is also accepted as the answer "
        "'colour / color', and so is never offered"
    )


def test_explain_shows_what_may_be_typed(quiz: Run, folder: Path) -> None:
    file = folder / "e.yaml"
    file.write_text(
        "title: t\nformat: markdown\ncards:\n"
        "  - {prompt: p, answer: (to) run, accept: [jog]}\n"
        "  - {prompt: q, answer: '`-m`'}\n"
        "  - {prompt: r, answer: 5 km, tolerance: 5 %}\n"
        "  - {prompt: s, list: [cat(s), '**b**']}\n"
        "  - {statement: x, answer: true}\n"
        "  - {term: t, definition: $x^2$}\n"
    )
    out = quiz("check", "--explain", file)[1]
    assert out.splitlines() == [
        f"{file}:4: (to) run → run | to run | jog",
        f"{file}:5: -m → -m, exactly",
        f"{file}:6: 5 km → 5 km, within 5 %",
        f"{file}:7: cat(s) → cat | cats",
        f"{file}:7: b → b",
        f"{file}:9: x² → x²",
        f"{file}:9: t → t",
        "1 deck with 7 valid cards.",
    ]


@pytest.mark.parametrize("title", ["t", '"t'])
def test_the_cards_beside_one_that_is_no_yaml_are_checked(
    quiz: Run, folder: Path, title: str
) -> None:
    file = folder / "broken.yaml"
    file.write_text(
        f"title: {title}\nformat: markdown\ncards:\n  - {{prompt: p, answer: '**a}}\n"
        "  - prompt: ![x](gone.png)\n    answer: b\n"
        "  - prompt: |\n      q ![y](far.png)\n    answer: $\\foo$\n"
    )
    status, out, _ = quiz("check", file)
    assert status == 1
    assert [
        line.removeprefix(f"{file}:").partition(",")[0] for line in out.splitlines()[-4:-1]
    ] == [
        "5:14: a text that starts with '!' must be put in quotes",
        "8:9: the image far.png",
        "9:14: advice: the formula \\foo has the unknown command '\\foo'",
    ]


def test_files_named_by_a_template_are_checked(quiz: Run, folder: Path) -> None:
    file = folder / "t.yaml"
    file.write_text(
        "title: t\ntemplates:\n  word:\n    fields: [Word, Sound]\n    cards:\n"
        '      - {prompt: a word, answer: "{Word}", audio: "{Sound}"}\n'
        "cards:\n  - {template: word, fields: {Word: x, Sound: word.mp3}}\n"
        "  - {template: word, fields: {Word: y, Sound: gone.mp3}}\n"
    )
    assert quiz("check", file)[1].splitlines() == [
        f"{file}:9:5: the file gone.mp3, which does not exist, expected a file in the deck's "
        "folder",
        "1 deck with 2 valid cards; 1 fault in 1 file.",
    ]
