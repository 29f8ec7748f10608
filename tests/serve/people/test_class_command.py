"""`quiz class` from the command line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from quiz.clock import system_clock
from quiz.history.ids import uuid7
from quiz.history.rating import Rating
from quiz.moment import WEEKDAY_NAMES, Moment, day_to_date_text, weekday_name
from quiz.serve.database.database import Database
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.class_answers import class_cards
from quiz.serve.people.classes import classes_of
from quiz.serve.people.members import join
from quiz.serve.people.server_notes import note_address
from quiz.serve.people.tokens import TokenKind, person_of
from quiz.storage.sync.lines import event_line
from tests.factories import Run, answer
from tests.serve.lists import add_lines

DECK = """\
title: Rivers
cards:
  - {prompt: Which river flows through Astana?, answer: Ishim, image: map.png}
  - {prompt: Which river flows through Basel?, answer: Rhine}
  - {prompt: "=1+1", answer: "2"}
"""

Class = Callable[..., str]


@pytest.fixture
def deck(home: Path) -> Path:
    path = home / "decks" / "geo" / "rivers.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(DECK, encoding="utf-8")
    path.with_name("map.png").write_bytes(b"a map")
    return path


@pytest.fixture
def run(quiz: Run, deck: Path) -> Class:
    """Runs `quiz class`; gives what it says, and expects its status."""

    def do(*words: str | Path, status: int = 0, lines: str = "") -> str:
        found, out, err = quiz("class", *words, lines=lines)
        assert found == status, err
        assert "Traceback" not in err
        return out + err

    return do


@pytest.fixture
def database(home: Path, run: Class) -> Iterator[Database]:
    with closing(Database(home / "server.db")) as found:
        yield found


def code_in(said: str) -> str:
    found = re.search(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", said)
    assert found, said
    return found[0]


def answers(database: Database, person: str, place: int, response: str = "") -> None:
    """A member answers a card now; wrongly, if there is a response."""
    now = system_clock().ms
    with database.begin() as connection:
        (seven,) = classes_of(connection, OPERATOR)
        card = class_cards(connection, OPERATOR, seven.id)[place]
        event = answer(
            id=uuid7(now, 0, place), round=uuid7(now, 0, 1), player=person, card=card.key,
            moment=Moment(now), credit=float(not response), response=response,
            rating=Rating.AGAIN if response else Rating.GOOD,
        )  # fmt: skip
        add_lines(connection, person, "web/events-1.jsonl", event_line(event))


def test_a_class_from_the_first_word_to_the_last(
    run: Class, database: Database, deck: Path, tmp_path: Path
) -> None:
    assert "no class yet" in run()
    code = code_in(run("create", "7b"))
    assert "no deck yet" in run("students", "7b")
    assert "rivers with 3 cards, edition 1" in run("publish", "7b", "geo/rivers")
    assert "There already" in run("publish", "7b", deck)
    assert "Nobody has joined" in run("students", "7b")
    assert "is set for Thursday, 2999-01-31" in run("assign", "7b", "Rivers", "2999-01-31")
    ada, bo = (join(database, code, name, "", system_clock().ms) for name in ("Ada", "李 [b]"))
    answers(database, ada.person, 0)
    answers(database, ada.person, 1, "Danube")
    shown = run("show", "7b")
    for part in (
        "7b",
        "students: Ada",
        "edition 1",
        "set for Thursday, 2999-01-31: rivers",
        "1 open invitation",
    ):
        assert part in shown
    assert "2 students, 1 deck" in run("list")
    told = run("students", "7b")
    assert re.search(r"Ada +2 +0 +\d +50 % .*[▁▂▃▅▇█]▁·", told), told
    assert "Not begun: 李 [b]." in told
    assert "▁" not in run("students", "7b", "rivers", "--plain")
    hard = run("hardest", "7b")
    assert "Basel?  (1 of 1 answer wrong, 1 student)" in hard
    assert "instead: Danube (1)" in hard
    assert re.search(r"\d{4}-\d\d-\d\d +1 +2 +50 %", run("weeks", "7b"))
    assert run("ranking", "7b").startswith("1.  Ada")
    assert "see the points" in run("ranking", "7b", "on")
    # Tables for spreadsheets hold no formulas.
    for action in ("students", "hardest", "weeks"):
        file = tmp_path / f"{action}.csv"
        assert f"{action}.csv" in run(action, "7b", "--to", file)
        rows = list(csv.reader(file.open(encoding="utf-8-sig")))
        assert len(rows) > 1
        assert not any(cell.startswith("=") for row in rows for cell in row)
    assert "Nothing was written" in run("weeks", "7b", "--to", file, status=1, lines="n\n")
    run("weeks", "7b", "--to", file, "--force")
    assert "no longer" in run("unassign", "7b", "rivers", "2999-01-31")
    assert "Ada is now Ada L." in run("rename", "7b", "Ada", "Ada L.")
    assert "7b is now 7c" in run("rename", "7b", "7c")
    assert "shut out" in run("withdraw", "7c", "Ada L.")
    with database.read() as connection:
        now = system_clock().ms
        assert person_of(connection, ada.secret, TokenKind.BROWSER, now) is None
        assert person_of(connection, bo.secret, TokenKind.BROWSER, now)
    assert "Wrote everything" in run("export", "7c", "Ada L.", "--to", tmp_path / "ada.zip")
    with ZipFile(tmp_path / "ada.zip") as archive:
        assert "person.json" in archive.namelist()
    assert "Nothing was deleted" in run("delete", "7c", "Ada L.", status=1, lines="n\n")
    assert "Deleted" in run("delete", "7c", "Ada L.", "--yes")
    assert "Removed 李 [b]" in run("remove", "7c", bo.name, lines="y\n")
    assert "Took rivers back" in run("unpublish", "7c", "rivers")
    assert "with 0 members and 0 decks?" in run("remove", "7c", lines="y\n")
    assert "no class yet" in run()


def test_invitations_name_the_server(run: Class, database: Database) -> None:
    assert "Start `quiz serve`" in run("create", "7b")
    with database.begin() as connection:
        note_address(connection, "https://quiz.example.org")
    said = run("invite", "7b", "--days", "2")
    code = code_in(said)
    assert f"https://quiz.example.org/join/{code}" in said
    assert f"quiz join {code}@quiz.example.org" in said
    assert "good for 2 days" in said
    assert "https://quiz.example.org/in/" in run("teacher", "7b", "Ms Gray")
    assert "https://quiz.example.org/in/" in run("link", "7b", "ms gray")
    assert "2 codes taken back" in run("uninvite", "7b")
    assert "nobody can join" in run("lock", "7b")
    assert "is locked" in run("invite", "7b")
    assert "open" in run("unlock", "7b")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show"], "takes the name of a class"),
        (["show", "7c"], "there is no class 7c; did you mean 7b?"),
        (["create", "7B"], "already"),
        (["create", "x" * 41], "the name of a class must have"),
        (["create", "a", "b"], "put several words in quotes"),
        (["publish", "7b"], "takes a deck"),
        (["publish", "7b", "rivrs"], "there is no deck named rivrs"),
        (["publish", "7b", "geo"], "is a folder"),
        (["publish", "7b", "none.yaml"], "none.yaml: cannot read"),
        (["assign", "7b", "rivers"], "7b has no deck rivers"),
        (["unpublish", "7b", "rivers"], "7b has no deck rivers"),
        (["link", "7b", "Zed"], "there is no Zed in the class"),
        (["ranking", "7b", "perhaps"], "takes on or off"),
        (["export", "7b"], "takes --to"),
        (["invite", "7b", "--days", "0"], "expected a whole number from 1 to 366"),
        (["dance"], "there is no action dance"),
        (["list", "--database", "mysql://x/y"], "expected postgresql"),
    ],
)
def test_what_makes_no_sense_is_one_clear_message(run: Class, words: list[str], said: str) -> None:
    run("create", "7b")
    assert said in run(*words, status=2)


def test_a_bad_day_is_told(run: Class) -> None:
    run("create", "7b")
    run("publish", "7b", "geo/rivers")
    assert "is no day" in run("assign", "7b", "rivers", "someday", status=2)
    assert "was not set for" in run("unassign", "7b", "rivers", "today", status=2)
    assert "2020-01-01 is over" in run("assign", "7b", "rivers", "2020-01-01", status=2)


@pytest.mark.parametrize("name", WEEKDAY_NAMES)
def test_the_name_of_a_weekday_is_the_next_such_day(run: Class, name: str) -> None:
    run("create", "7b")
    run("publish", "7b", "geo/rivers")
    before = system_clock().day()
    said = run("assign", "7b", "rivers", name)
    days = range(before, before + 8)  # Midnight may come in between.
    meant = [day_to_date_text(day) for day in days if weekday_name(day) == name]
    assert any(f"set for {name.title()}, {day}" in said for day in meant)
    assert "no longer set" in run("unassign", "7b", "rivers", name)


def test_messages_name_the_next_command_with_the_class(run: Class) -> None:
    assert "quiz class publish '7 b' capital-cities" in run("create", "7 b")
    assert "`quiz class publish '7 b' DECK`" in run("students", "7 b")
    run("publish", "7 b", "geo/rivers")
    assert "`quiz class invite '7 b'` shows a code" in run("students", "7 b")
    assert "takes the name of a class: 7 b" in run("students", status=2)


def test_a_deck_with_faults_and_a_missing_picture_are_told(run: Class, deck: Path) -> None:
    run("create", "7b")
    deck.with_name("map.png").unlink()
    assert "map.png is missing" in run("publish", "7b", "geo/rivers")
    deck.write_text("title: Rivers\ncards:\n  - {prompt: x}\n", encoding="utf-8")
    assert "rivers.yaml:3" in run("publish", "7b", deck, status=2)
    deck.write_bytes(b"\xff\xfe\x00")
    run("publish", "7b", deck, status=2)


def test_the_same_on_postgresql(
    run: Class, new_address: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_DATABASE", new_address("postgresql"))
    code_in(run("create", "7b"))
    run("publish", "7b", "geo/rivers")
    run("assign", "7b", "rivers", "tomorrow")
    assert "0 students, 1 deck" in run("list")
    assert "Removed the class" in run("remove", "7b", "--yes")


def test_many_cards_fit_into_a_narrow_terminal(
    run: Class, database: Database, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = "".join(f"  - {{prompt: '{n} + {n}?', answer: '{2 * n}'}}\n" for n in range(200))
    deck.write_text(f"title: Sums\ncards:\n{cards}", encoding="utf-8")
    code = code_in(run("create", "7b"))
    run("publish", "7b", deck)
    join(database, code, "Ada", "", system_clock().ms)
    monkeypatch.setenv("COLUMNS", "60")
    said = run("students", "7b")
    assert "Each stands for" in said
    assert all(len(line) <= 60 for line in said.splitlines() if line.startswith("Ada"))
    monkeypatch.setenv("COLUMNS", "40")
    assert "Ada" in run("students", "7b")
