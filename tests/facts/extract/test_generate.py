"""The command, from article to deck."""

from __future__ import annotations

import io
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from quiz.cli.main import run
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.facts.decisions import FAIR, accept, edit, reject
from quiz.facts.fact import FactsFile, Status
from quiz.facts.fact_edits import update_facts
from quiz.facts.facts_loader import load_facts
from tests.factories import Run

TEXT = (
    "Bridge of Porthaven\n\n7 May 2015\n\nAda Lind, mayor of Porthaven, opened the Alder Bridge on "
    "Monday. The World Ferry Union (WFU) paid for it.\n\nNordkraft employs 5,200 people and is "
    "based in Trondheim.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def load(path: Path) -> FactsFile:
    found = load_facts(path.read_bytes(), str(path))
    assert isinstance(found, FactsFile), found
    return found


def test_from_an_article_to_a_deck(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, deck = tmp_path / "facts.yaml", tmp_path / "deck.yaml"
    assert run(["generate", str(article), "-o", str(facts)]) == 0
    found = load(facts)
    assert found.title == "Bridge of Porthaven"
    assert found.source == "bridge.txt, 7 May 2015"
    assert {fact.status for fact in found.facts} == {Status.CANDIDATE}
    assert f"Wrote {facts}: {len(found.facts)} facts to review." in capsys.readouterr().out
    assert run(["facts", "build", str(facts), "-o", str(deck)]) == 1
    assert "no fact is accepted yet" in capsys.readouterr().err
    assert run(["generate", str(article), "-o", str(facts), "--accept-above", "50%"]) == 0
    assert run(["facts", "build", str(facts), "-o", str(deck)]) == 0
    built = load_deck(deck.read_bytes(), "deck.yaml")
    assert isinstance(built, Deck)
    # The others say again who was mayor or what was opened.
    assert len(built.notes) == 5
    assert "WFU" in deck.read_text(encoding="utf-8")
    assert "paid for it" not in deck.read_text(encoding="utf-8")


def test_facts_accepted_without_review_are_counted(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, new = tmp_path / "facts.yaml", tmp_path / "new.yaml"
    run(["generate", str(article), "-o", str(path)])
    found = load(path).facts
    most = max(fact.confidence for fact in found)
    sure = sum(fact.confidence == most for fact in found)
    left = len(found) - sure
    assert min(sure, left) > 0
    capsys.readouterr()
    line = ["generate", str(article), "--accept-above", str(most), "-o"]
    for said in (
        f"0 new, {len(found)} kept, {sure} accepted, {left} to review",
        # Facts accepted before are not counted again.
        f"0 new, {len(found)} kept, 0 accepted, {left} to review",
    ):
        assert run([*line, str(path)]) == 0
        assert capsys.readouterr().out == f"Updated {path}: {said}.\n"
    assert run([*line, str(new)]) == 0
    assert capsys.readouterr().out == (
        f"Wrote {new}: {len(found)} facts, {sure} accepted, {left} to review.\n"
    )


def test_running_again_keeps_the_review(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.yaml"
    run(["generate", str(article), "-o", str(path)])
    first = load(path).facts
    assert len(first) > 4
    reviewed = (accept(first[0]), reject(first[1]), edit(first[2], object="something else"))
    text = update_facts(path.read_text(encoding="utf-8"), zip(first, reviewed, strict=False))
    path.write_text("# my notes\n" + text, encoding="utf-8")
    # The article changes meanwhile: it gains a first paragraph and loses another one.
    paragraphs = TEXT.split("\n\n")
    article.write_text(
        "\n\n".join([*paragraphs[:2], "Zofia Krol, a novelist, spoke too.", *paragraphs[2:3]])
    )
    assert run(["generate", str(article), "-o", str(path)]) == 0
    said = capsys.readouterr().out
    assert "1 new" in said
    assert "no longer found" in said
    after = {fact.id: fact for fact in load(path).facts}
    assert path.read_text(encoding="utf-8").startswith("# my notes\n")
    for fact in reviewed:
        assert after[fact.id].status is fact.status
        assert after[fact.id].object == fact.object
        evidence = after[fact.id].evidence
        assert evidence is not None
        assert article.read_text()[evidence.start : evidence.end] == evidence.text
    assert not any(fact.subject == "Nordkraft" for fact in after.values())
    before = path.read_bytes()
    assert run(["generate", str(article), "-o", str(path)]) == 0
    assert path.read_bytes() == before


def test_standard_input_and_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    undated = TEXT.replace("7 May 2015\n\n", "")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(undated.encode())))
    assert run(["generate", "-", "--date", "2015-05-07", "--title", "Bridges"]) == 0
    out = capsys.readouterr().out
    found = load_facts(out.encode(), "-")
    assert isinstance(found, FactsFile)
    assert found.title == "Bridges"
    assert any(fact.object == "4 May 2015" for fact in found.facts)


def test_dash_means_standard_output(
    article: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["generate", str(article)]) == 0
    printed = capsys.readouterr().out
    assert run(["generate", str(article), "-o", "-"]) == 0
    assert capsys.readouterr().out == printed
    assert not (tmp_path / "-").exists()


def test_missing_date_line_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.replace("7 May 2015\n\n", ""))
    assert run(["generate", str(path), str(path)]) == 0
    captured = capsys.readouterr()
    assert "a.txt: no date line found" in captured.err
    assert "4 May" not in captured.out


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\x00\x01", "a binary file"),
        ("Die Brücke wurde im Jahr 1902 von den Ingenieuren der Stadt gebaut und ist seitdem das "
         "Wahrzeichen, das viele sehen wollen und niemand vergisst.".encode(), "English"),
        (b"They came. They saw it. They went.", "no fact found"),
        (b"It rained.", "no fact found"),
    ],
)  # fmt: skip
def test_unusable_file_gives_one_line(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    out = tmp_path / "facts.yaml"
    assert run(["generate", str(path), "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not out.exists()


def test_files_that_cannot_be_read_written_or_renewed(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", str(tmp_path / "none.txt")]) == 2
    assert "none.txt: cannot read" in capsys.readouterr().err
    path = tmp_path / "facts.yaml"
    for text, code, said in (
        ("title: [", 1, "facts.yaml:"),
        ("title: t\nfacts: [{id: a, subject: b, relation: dated, object: '1902', category: date, "
         "paragraph: 1, wording: w}]\n", 2, "written with dashes"),
    ):  # fmt: skip
        path.write_text(text)
        assert run(["generate", str(article), "-o", str(path)]) == code
        assert said in capsys.readouterr().err
        assert path.read_text() == text


def test_a_place_that_cannot_be_written_is_named_before_the_work(
    article: Path, tmp_path: Path, quiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("quiz.cli.generate.read_articles", never)
    notes = tmp_path / "notes.txt"
    notes.write_text("My notes.")
    for place, code, said in (
        (tmp_path / "no" / "facts.yaml", 2, "make it first"),
        (tmp_path, 2, "is a folder, expected the name of a file"),
        (notes, 1, "notes.txt is no file of facts or has faults, and stays as it is"),
        (article, 1, "stays as it is"),
    ):
        status, _, err = quiz("generate", article, "-o", place)
        assert (status, said in err) == (code, True), err
    assert notes.read_text() == "My notes."
    assert article.read_text(encoding="utf-8") == TEXT
    monkeypatch.setenv("QUIZ_HOME", str(notes))
    for goal in ("--play", "--review"):
        status, _, err = quiz("generate", article, goal)
        assert (status, "cannot make the folder" in err) == (2, True), err


def test_ctrl_c_in_the_middle_says_that_nothing_was_written(
    article: Path, tmp_path: Path, quiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quiz.cli.generate.parse", interrupted)
    facts = tmp_path / "facts.yaml"
    status, _, err = quiz("generate", article, "-o", facts)
    assert (status, err) == (130, "quiz: stopped; nothing was written\n")
    assert not facts.exists()


def test_without_an_article_it_says_where_the_examples_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        run(["generate"])
    assert "required: ARTICLE; `quiz generate --help` has examples" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--accept-above", "1.5"],
        ["--accept-above", "101"],
        ["--accept-above", "x"],
        ["--date", "yesterday"],
    ],
)
def test_wrong_options_are_refused(
    wrong: list[str], article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(["generate", str(article), *wrong])
    assert "expected" in capsys.readouterr().err


def test_a_terminal_gets_a_bar_on_standard_error(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert run(["generate", str(article)]) == 0
    captured = capsys.readouterr()
    assert "Reading" in captured.err
    assert isinstance(load_facts(captured.out.encode(), "-"), FactsFile)


def test_from_an_article_to_the_first_question(article: Path, home: Path, quiz: Run) -> None:
    status, out, _ = quiz("generate", article, "--play", lines="\n/quit\n")
    assert status == 0
    assert "Question 1 of" in out
    assert (home / "decks" / "bridge-of-porthaven.yaml").is_file()
    kept = load(home / "facts" / "bridge-of-porthaven.yaml").facts
    assert {fact.status for fact in kept} == {Status.ACCEPTED, Status.CANDIDATE}
    assert all(fact.confidence >= FAIR for fact in kept if fact.is_kept)


def test_the_review_hints_at_the_deck_that_was_played(
    article: Path, home: Path, tmp_path: Path, quiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.write_text(TEXT.replace("Bridge of", "Élan of"), encoding="utf-8")
    quiz("generate", article, "--play", lines="\n/quit\n")
    played = home / "decks" / "elan-of-porthaven.yaml"
    copied = tmp_path / "my facts" / "facts.yaml"
    copied.parent.mkdir()
    shutil.copy(home / "facts" / "elan-of-porthaven.yaml", copied)
    before = played.read_bytes()
    played.unlink()
    monkeypatch.setattr("quiz.cli.facts_review.full_screen", lambda: True)
    monkeypatch.setattr("quiz.tui.review_app.run_review_app", lambda *_: 0)
    _, out, _ = quiz("facts", "review", copied)
    command = out.rpartition(": quiz ")[2]
    assert quiz(*shlex.split(command))[0] == 0
    assert played.is_file()
    assert played.read_bytes().partition(b"\ntitle:")[2] == before.partition(b"\ntitle:")[2]


def test_facts_without_a_name_of_their_own_are_played_by_their_title(
    article: Path, home: Path, tmp_path: Path, quiz: Run
) -> None:
    status, out, _ = quiz(
        "generate", article, "-o", tmp_path / "facts", "--play", lines="\n/quit\n"
    )
    assert status == 0
    assert "Question 1 of" in out
    assert [path.name for path in (home / "decks").iterdir()] == ["bridge-of-porthaven.yaml"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("accepting", [(), ("--accept-above", "50%")])
def test_an_update_keeps_line_ends_and_byte_order_mark(
    article: Path, tmp_path: Path, quiz: Run, mark: str, line_break: str, accepting: tuple[str, ...]
) -> None:
    facts = tmp_path / "facts.yaml"
    first, second, third = TEXT.rstrip().rsplit("\n\n", 2)
    article.write_text(f"{first}\n\n{second}\n", encoding="utf-8")
    quiz("generate", article, "-o", facts)
    edited = facts.read_text(encoding="utf-8").replace("candidate", "rejected", 1) + "# Mine.\n"
    facts.write_bytes((mark + edited.replace("\n", line_break)).encode())
    article.write_text(f"{first}\n\n{third}\n", encoding="utf-8")
    assert quiz("generate", article, "-o", facts, *accepting)[0] == 0
    text = facts.read_bytes().decode()
    assert text.startswith(f"{mark}title: ")
    assert text.replace("\r\n", "").count("\n") == (0 if line_break == "\r\n" else text.count("\n"))
    assert "\r\r" not in text
    assert "# Mine." in text
    assert "Trondheim" in text


def test_an_article_without_a_fair_fact_leads_to_the_review(
    home: Path, tmp_path: Path, quiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ferry.txt"
    text = "The old ferry left Lom for the islands, and no one knew why the harbour had sold it."
    path.write_text(f"The ferry\n\n{text}\n", encoding="utf-8")
    status, out, _ = quiz("generate", path, "--play", "--date", "2015-05-07", lines="\n/quit\n")
    assert status == 0
    assert "Question 1" not in out
    assert "Nothing to play yet: no fact is accepted." in out
    facts = home / "facts" / "the-ferry.yaml"
    assert f"To review them: quiz facts review {facts}" in out
    sure = [fact.confidence for fact in load(facts).facts]
    assert max(sure) < FAIR
    assert not (home / "decks" / "the-ferry.yaml").exists()
    monkeypatch.setattr("quiz.cli.generate_play.at_terminal", lambda: True)
    _, out, _ = quiz("generate", path, "--play", "--plain", "--date", "2015-05-07", lines="y\nq\n")
    assert "Review them now?" in out
    assert f"Fact {sure.index(max(sure)) + 1} of" in out
    assert "Question 1" not in out
    lines = "y\nn\na\nq\n\n/quit\n"
    _, out, _ = quiz("generate", path, "--play", "--plain", "--date", "2015-05-07", lines=lines)
    assert "Question 1" in out


def test_an_article_is_played_in_plain_lines_on_a_terminal(
    article: Path, quiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.cli.play.full_screen", lambda: True)
    status, out, _ = quiz("generate", article, "--play", "--plain", lines="\n/quit\n")
    assert status == 0
    assert "Question 1 of" in out
    status, _, error = quiz("generate", article, "--plain", lines="")
    assert status == 2
    assert "add --play" in error


def test_cards_are_counted(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, deck = tmp_path / "facts.yaml", tmp_path / "deck.yaml"
    run(["generate", str(article), "-o", str(facts), "--accept-above", "50%"])
    capsys.readouterr()
    assert run(["facts", "build", str(facts), "-o", str(deck)]) == 0
    kept = sum(fact.is_kept for fact in load(facts).facts)
    built = load_deck(deck.read_bytes(), "deck.yaml")
    assert isinstance(built, Deck)
    # An acronym is asked both ways.
    cards = make_cards(built, "deck")
    assert len(cards) > len(built.notes)
    assert f"Wrote {deck}: {len(cards)} cards from {kept} facts; " in capsys.readouterr().out


def test_a_terminal_gets_a_file_and_what_comes_next(
    article: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert run(["generate", str(article)]) == 0
    path = home / "facts" / "bridge-of-porthaven.yaml"
    said = capsys.readouterr().out
    assert said.startswith(f"Wrote {path}: ")
    assert said.endswith(f"To review them: quiz facts review {path}\n")
    assert load(path).facts
    assert run(["generate", str(article), "-o", "-"]) == 0
    assert isinstance(load_facts(capsys.readouterr().out.encode(), "-"), FactsFile)


def test_an_article_from_standard_input_is_not_played(quiz: Run) -> None:
    status, _, error = quiz("generate", "-", "--play", lines=TEXT)
    assert (status, error.count("\n")) == (2, 1)
    assert "--play cannot read" in error
