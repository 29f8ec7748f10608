from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.cli.progress_bar import ProgressBar
from quiz.formats.file_io import MODULES
from quiz.formats.registry import FORMATS, WRITTEN
from quiz.storage.log.store import Store
from tests.factories import Run, id_of, names_of

TEXTS = [name for name in WRITTEN if name in MODULES]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "My Words.csv"
    path.write_text("chien,dog\nchat,cat\nlonely,\n")
    return path


def test_a_dry_run_shows_and_changes_nothing(quiz: Run, words: Path, home: Path) -> None:
    status, out, err = quiz("import", words, "--dry-run")
    assert (status, err) == (0, "")
    assert out == (
        f"{words}: csv\n"
        "  new deck my-words: 2 new cards (2 basic)\n"
        "  left out: 1 row without a prompt or an answer: line 3\n"
        "  card 1: chien → dog\n"
        "  card 2: chat → cat\n"
        "Nothing was changed (--dry-run).\n"
    )
    assert not (home / "decks").exists()


def test_importing_twice(quiz: Run, words: Path, home: Path) -> None:
    path = home / "decks" / "my-words.yaml"
    status, out, _ = quiz("import", words, "--yes")
    assert status == 0
    assert f"Wrote {path}: 2 cards added\n" in out
    assert "my-words: My Words\n    2 cards" in quiz("list")[1]
    words.write_text("chien,dog\nchat,cat\noiseau,bird\n")
    status, out, _ = quiz("import", words, "--yes")
    assert "  deck my-words: 1 new card (1 basic)\n  2 notes already here\n" in out
    assert f"Wrote {path}: 1 card added\n" in out
    assert quiz("import", words, "--yes")[1].endswith("Nothing new to import.\n")
    assert quiz("check", path)[0] == 0


def test_several_answers_and_long_ones_are_shown_before_an_import(
    quiz: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"bank,noun\nbank,verb\nlong,{'word ' * 100}\n")
    out = quiz("import", path, "--dry-run")[1]
    assert "  card 1: bank → noun / verb\n" in out
    assert f"  card 2: long → {'word ' * 19}word…\n" in out


def test_it_is_said_how_to_play_what_was_imported(quiz: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("front,back,deck\na,b,Tongues::French\nc,d,Tongues::German\n")
    assert quiz("import", path, "--yes")[1].endswith("\nPlay: quiz --deck tongues\n")
    path.write_text("front,back,deck\na,b,Tongues::French\nx,y,Tongues::French\nc,d,Rivers\n")
    assert quiz("import", path, "--yes")[1].endswith("\nPlay: quiz\n")
    path.write_text("front,back,deck\na,b,Tongues::French\nm,n,Tongues::French\n")
    assert quiz("import", path, "--yes")[1].endswith("\nPlay: quiz --deck tongues/french\n")


def test_a_deck_from_anki_and_back_says_what_differs(
    quiz: Run, words: Path, tmp_path: Path, home: Path
) -> None:
    quiz("import", words, "--deck", "words", "--yes")
    package = tmp_path / "words.apkg"
    assert "came from Anki" not in quiz("export", "words", "--to", package)[1]
    path = home / "decks" / "words.yaml"
    path.write_text(path.read_text() + "    id: anki:abc\n")
    assert "came from Anki" in quiz("export", "words", "--to", package, "--force")[1]
    assert "came from Anki" not in quiz("export", "words", "--to", tmp_path / "a.csv")[1]
    out = quiz("import", package, "--deck", "again", "--yes")[1]
    assert f'the line answer_with = "reveal" into {home / "settings.toml"}\n' in out
    (home / "settings.toml").write_text('answer_with = "reveal"\n')
    assert "answer_with" not in quiz("import", package, "--deck", "other", "--yes")[1]


def test_the_player_is_asked_at_a_terminal(quiz: Run, words: Path, home: Path) -> None:
    status, out, _ = quiz("import", words, answer="n\n")
    assert status == 1
    assert out.endswith("Import this? [Y/n] Nothing was imported.\n")
    assert not (home / "decks").exists()
    assert quiz("import", words, answer="\n")[0] == 0
    assert (home / "decks" / "my-words.yaml").exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("n\n", "Import this? [Y/n] \nNothing was imported.\n"),
        (
            "perhaps\nNO\n",
            "[Y/n] \nPlease answer y or n.\nImport this? [Y/n] \nNothing was imported.\n",
        ),
        ("", "[Y/n] \nNo input; pass --yes to skip this question.\nNothing was imp"),
    ],
)
def test_question_is_asked_through_a_pipe(
    quiz: Run, words: Path, home: Path, tmp_path: Path, lines: str, said: str
) -> None:
    status, out, err = quiz("import", words, lines=lines)
    assert (status, err) == (1, "")
    assert said in out
    assert not (home / "decks").exists()
    assert quiz("import", words, lines="\n")[0] == 0
    archive = tmp_path / "all.zip"
    quiz("export", "--all", "--to", archive)
    (home / "decks" / "my-words.yaml").unlink()
    status, out, err = quiz("restore", archive, lines=lines)
    assert (status, err) == (1, "")
    assert "Restore this? [Y/n] \n" in out
    assert out.endswith("Nothing was restored.\n")
    assert not (home / "decks" / "my-words.yaml").exists()
    assert quiz("restore", archive, lines="yes\n")[0] == 0
    assert (home / "decks" / "my-words.yaml").exists()


def test_a_deck_and_a_format_can_be_named(quiz: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "list"
    path.write_text("a\tb\n")
    assert quiz("import", path, "--from", "tsv", "--deck", "School/../Unit 1: é", "--yes")[0] == 0
    assert (home / "decks" / "school" / "unit-1-é.yaml").exists()
    assert "school/unit-1-é: Unit 1: é\n" in quiz("list")[1]
    status, _, err = quiz("import", path, "--from", "tvs", "--yes")
    assert status == 2
    assert "did you mean tsv?" in err
    assert quiz("import", path, "--deck", "/", "--yes")[2] == "quiz: --deck needs a name\n"


def test_columns_and_encoding_can_be_chosen(quiz: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("слово;книга;book\nещё;дом;house\n".encode("cp1251"))
    status, out, _ = quiz("import", path, "--columns", "prompt=3,answer=2", "--dry-run")
    assert status == 0
    assert "the text is not UTF-8; read as cp1251 (--encoding changes that)" in out
    assert "  card 1: book → книга\n" in out
    status, out, _ = quiz("import", path, "--encoding", "cp1252", "--dry-run")
    assert "êíèãà" in out
    for wanted, said in (
        ("prompt=Deutsch", "there is no column Deutsch"),
        ("promt=1", "did you mean prompt?"),
        ("Prompt=1", "expected such as prompt=Hanzi"),
        ("prompt=", "which column is the prompt?"),
    ):
        status, _, err = quiz("import", path, "--columns", wanted)
        assert (status, said in err) == (2, True)
    assert "there is no encoding x" in quiz("import", path, "--encoding", "x")[2]
    path.with_suffix(".org").write_text("* a :drill:\n** b\nc\n")
    said = quiz("import", path.with_suffix(".org"), "--columns", "prompt=1")[2]
    assert "a file in the format org has no columns" in said


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.md", b"Q: a\n", "x.md:1:1: a question without an answer"),
        ("x.bin", b"\x01\x02", "unknown format; name it with --from"),
        ("x.zip", b"PK\x03\x04", "`quiz restore`"),
        ("x.db", b"SQLite format 3\0", "is a database"),
        ("x.json", b'{"quiz": 1}', "from `quiz export`"),
    ],
)
def test_unreadable_files_are_explained(
    quiz: Run, tmp_path: Path, home: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    status, out, err = quiz("import", path, "--yes")
    assert (status, out) == (2, "")
    assert err.startswith(f"quiz: {path}")
    assert said in err
    assert not (home / "decks").exists()


def test_one_bad_byte_spoils_no_other_card(quiz: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("schön,übel\nc,".encode() + b"\xff\ndog,cat\n")
    out = quiz("import", path, "--dry-run")[1]
    assert "1 line with bytes that are not UTF-8, read as \ufffd: line 2" in out
    assert "card 1: schön → übel" in out


def test_a_missing_file_is_named(quiz: Run, tmp_path: Path) -> None:
    assert "cannot read" in quiz("import", tmp_path / "gone\x1b.csv", "--yes")[2]


def test_file_names_and_texts_never_control_the_terminal(quiz: Run, tmp_path: Path) -> None:
    path = tmp_path / "x\x1b[31m.txt"
    path.write_text("#separator:tab\n#deck:a\x1b]0;b\nq\x1b[2J\ta <img src='\x1b[1m'>\n")
    out = "".join(quiz("import", path, "--yes")[1:])
    assert "\x1b" not in out
    assert "1 file not beside the text" in out


@pytest.mark.parametrize("name", TEXTS)
def test_exported_deck_can_be_imported(quiz: Run, tmp_path: Path, home: Path, name: str) -> None:
    path = tmp_path / f"out{FORMATS[name].suffixes[0]}"
    status, out, err = quiz("export", "central-asia", "--to", path)
    assert (status, err) == (0, "")
    assert out.startswith(f"Wrote {path}: 59 cards ({name})\n")
    status, out, _ = quiz("import", path, "--deck", "back", "--yes")
    assert status == 0
    assert out.startswith(f"{path}: {name}\n")
    assert "cards" in quiz("list", "--deck", "back")[1]
    assert quiz("check", home / "decks")[0] == 0


def test_losses_of_a_format_are_named(quiz: Run, tmp_path: Path) -> None:
    out = quiz("export", "central-asia", "--to", tmp_path / "x.tsv")[1]
    assert "  left out: " in out
    assert "hint" in out
    out = quiz("export", "central-asia", "--to", tmp_path / "x.txt", "--format", "json")[1]
    assert "left out" not in out


def test_two_part_suffix_is_not_part_of_name(quiz: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.obsidian.md"
    path.write_text("#flashcards\n\na::b\n")
    assert quiz("import", path, "--yes")[0] == 0
    assert (home / "decks" / "g.yaml").is_file()
    assert quiz("list", "--deck", "g")[1].startswith("g: G\n    1 card, 0 due, 1 new, 0 mastered")


def test_only_exported_cards_are_counted(quiz: Run, home: Path, tmp_path: Path) -> None:
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "geography.yaml").write_text(
        'title: Geo\ncards:\n- {prompt: a, answer: b}\n- {prompt: "p\\n\\nq", answer: r}\n'
    )
    path = tmp_path / "all.obsidian.md"
    assert quiz("export", "geography", "--to", path)[1] == (
        f"Wrote {path}: 1 card (obsidian)\n"
        "  left out: 1 card whose text looks like syntax of this format\n"
        "  left out: the deck's title\n"
    )


def test_cards_left_out_for_faults_are_reported(quiz: Run, home: Path, tmp_path: Path) -> None:
    (home / "decks").mkdir(parents=True)
    deck = home / "decks" / "words.yaml"
    deck.write_text("title: Words\ncards:\n- {prompt: a, answer: b}\n- {prompt: c}\n")
    said = f"left out: 1 note with faults; `quiz check {deck}` says why\n"
    path = tmp_path / "words.json"
    assert quiz("export", "words", "--to", path)[1] == f"Wrote {path}: 1 card (json)\n  {said}"
    assert f"quiz: {said}" in quiz("export", "words", "--to", "-", "--format", "json")[2]


def test_export_never_overwrites_unasked(quiz: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mine")
    status, out, _ = quiz("export", "welcome", "--to", path)
    assert status == 1
    assert out == (
        f"{path} already exists. Overwrite it? [y/N] \n"
        "No input; pass --force to skip this question.\n"
        "Nothing was written.\n"
    )
    assert quiz("export", "welcome", "--to", path, lines="n\n")[0] == 1
    assert quiz("export", "welcome", "--to", path, answer="\n")[0] == 1
    assert path.read_text() == "mine"
    assert quiz("export", "welcome", "--to", path, answer="y\n")[0] == 0
    assert path.read_text() != "mine"
    path.write_text("mine")
    assert quiz("export", "welcome", "--to", path, "--force")[0] == 0
    assert path.read_text() != "mine"
    assert "is a folder" in quiz("export", "welcome", "--format", "csv", "--to", tmp_path)[2]
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["x.csv"]


def test_standard_output_gets_only_the_text(
    quiz: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    for name in TEXTS:
        path = tmp_path / "there" / name
        said = quiz("export", "central-asia", "--to", path, "--format", name)[1]
        status, out, err = quiz("export", "central-asia", "--to", "-", "--format", name)
        assert (status, out) == (0, path.read_text(encoding="utf-8"))
        left_out = [line.strip() for line in said.splitlines()[1:]]
        assert err.splitlines() == [f"quiz: {line}" for line in left_out]
    for line in (("central-asia", "--format", "anki"), ("--all",)):
        status, out, err = quiz("export", *line, "--to", "-")
        assert (status, out) == (2, "")
        assert err.endswith("is not a text format; name a file with --to\n")
    assert "name the format with --format" in quiz("export", "central-asia", "--to", "-")[2]
    assert not (tmp_path / "-").exists()


def test_a_wrong_export_is_explained(quiz: Run, tmp_path: Path) -> None:
    assert "did you mean welcome?" in quiz("export", "welcom", "--to", tmp_path / "x.csv")[2]
    assert "name the format with --format" in quiz("export", "welcome", "--to", tmp_path / "x.y")[2]
    assert "name a deck or a folder, or pass --all" in quiz("export", "--to", tmp_path / "x.csv")[2]
    assert "there is no format" in quiz(
        "export", "welcome", "--to", tmp_path / "x", "--format", "doc"
    )[2]  # fmt: skip
    assert "cannot write" in quiz("export", "welcome", "--to", tmp_path / "no" / "x.csv")[2]
    assert "packs all data" in quiz("export", "--all", "--to", tmp_path / "x", "--format", "csv")[2]


def test_an_import_that_changes_nothing_adds_no_player(quiz: Run, words: Path, home: Path) -> None:
    quiz("import", words, "--player", "Zoe", "--dry-run")
    quiz("import", words, "--player", "Zoe", answer="n")
    assert "Zoe" not in names_of(Store.open(home))
    quiz("import", words, "--player", "Zoe", answer="y")
    assert names_of(Store.open(home)) == ["Zoe"]


def test_answers_go_to_the_player_who_imports(
    quiz: Run, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n/skip\n/skip\n"))
    assert main(["--deck", "welcome", "--mode", "learn", "--limit", "2", "--player", "Ada"]) == 0
    path = tmp_path / "w.json"
    assert quiz("export", "welcome", "--to", path, "--player", "Ada")[0] == 0
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "other"))
    assert quiz("due")[0] == 0
    out = quiz("import", path, "--player", "Bo", "--deck", "mine", "--yes")[1]
    assert "  with 2 answers\n" in out.replace("    ", "  ")
    assert "Added to the history: 2 answers\n" in out
    store = Store.open(tmp_path / "other")
    assert len(store.events(id_of(store, "Bo"))) == 2
    out = quiz("import", path, "--player", "Bo", "--deck", "mine", "--yes")[1]
    assert out.endswith("Nothing new to import: everything is already here.\n")
    out = quiz("import", path, "--deck", "bare", "--without-history", "--yes")[1]
    assert "with 2 answers" not in out


def test_export_all_and_restore(
    quiz: Run, words: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("import", words, "--player", "Ada", "--yes")
    archive = tmp_path / "all.zip"
    status, out, _ = quiz("export", "--all", "--to", archive)
    assert (status, out) == (0, f"Wrote {archive}: 1 deck, the history of 1 player, settings\n")
    assert "already exists" in quiz("export", "--all", "--to", archive)[1]
    other = tmp_path / "other"
    monkeypatch.setenv("QUIZ_HOME", str(other))
    out = quiz("restore", archive, "--dry-run")[1]
    assert "1 deck to write, 0 already here\n" in out
    assert "history of Ada: 0 new events\n" in out
    assert not (other / "decks").exists()
    assert quiz("restore", archive, answer="n\n")[0] == 1
    assert not (other / "decks").exists()
    status, out, _ = quiz("restore", archive, answer="y\n")
    assert status == 0
    assert out.endswith("Restored.\n")
    assert (other / "decks" / "my-words.yaml").exists()
    assert quiz("restore", archive, "--yes")[1].endswith("Everything is already here.\n")
    (other / "decks" / "my-words.yaml").write_text("title: x\n")
    out = quiz("restore", archive, "--yes")[1]
    assert "my-words.yaml differs here; it is written as my-words-restored.yaml" in out
    status, _, err = quiz("restore", words, "--yes")
    assert status == 2
    assert "not a complete zip archive" in err
    assert "`quiz restore`" in quiz("import", archive, "--yes")[2]


def test_own_settings_stay(
    quiz: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("daily_goal = 7\n")
    archive = tmp_path / "all.zip"
    quiz("export", "--all", "--to", archive)
    other = tmp_path / "other"
    other.mkdir()
    (other / "settings.toml").write_text("daily_goal = 8\n")
    monkeypatch.setenv("QUIZ_HOME", str(other))
    assert "yours stay; --settings takes those" in quiz("restore", archive, "--yes")[1]
    assert "daily_goal = 8" in (other / "settings.toml").read_text()
    assert "from the archive" in quiz("restore", archive, "--settings", "--yes")[1]
    assert "daily_goal = 7" in (other / "settings.toml").read_text()


def test_the_progress_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with ProgressBar() as bar:
        bar("Importing", 1, 4)
    assert terminal.getvalue() == ""
    monkeypatch.setattr("quiz.cli.progress_bar.PATIENCE", 0.0)
    with ProgressBar() as bar:
        bar("Importing", 1, 4)
        bar("Importing", 1, 4)
        bar("Importing", 0, 0)
    shown = terminal.getvalue()
    assert shown.count(" 25%") == 1
    assert shown.endswith("\r")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(quiz: Run, words: Path, home: Path) -> None:
    (home / "decks").mkdir(parents=True)
    (home / "decks").chmod(0o500)
    assert "cannot write" in quiz("import", words, "--yes")[2]
