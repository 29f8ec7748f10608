"""A class in a terminal: its decks appear, and the answers to them go to the teacher."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from quiz.clock import now_ms
from quiz.game.game import Game
from quiz.history.events import Answer, Undo
from quiz.history.ids import IdMaker
from quiz.moment import Moment
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.class_answers import ClassAnswers
from quiz.serve.people.members import members_of
from quiz.serve.people.publishing import unpublish
from quiz.serve.people.tokens import TokenKind, add_token
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.storage.sync import joined_classes
from quiz.storage.sync.joined_classes import _is_class, servers, sync_classes
from quiz.storage.sync.lines import event_line
from quiz.storage.sync.place import SyncError
from tests.factories import EVENING, Run, answer, plays
from tests.serve.lists import add_lines
from tests.serve.sync.conftest import RIVERS, SchoolServer, number_id_v7, play


@pytest.fixture
def ada(home: Path) -> str:
    """Ada's id in her terminal."""
    with closing(Store.open(home)) as store:
        return plays(store, "Ada")


def decks(home: Path) -> list[str]:
    return sorted(path.stem for path in (home / "classes").rglob("*.yaml"))


def test_a_student_joins_and_learns_in_the_terminal(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    keys = school.keys()
    # Played before the class was joined, such as a copy of the deck.
    play(home, ada, keys["Rhine"], "00000000000000c1")
    status, out, error = quiz("join", school.target, "--name", "Ada L.")
    assert (status, error) == (0, "")
    assert "You are Ada L. in 7b." in out
    assert "is not encrypted" not in out  # It does not leave this machine.
    assert "7b/rivers.yaml: from 7b" in out
    assert "7b/rivers" in quiz("list")[1]
    assert [event.card for event in school.sent()] == [keys["Rhine"]]
    assert {event.player for event in school.sent()} == {school.student}
    play(home, ada, keys["Danube"], "00000000000000c2", number=10)
    with closing(Store.open(home)) as store:
        store.append(Undo(number_id_v7(20), ada, Moment(EVENING), number_id_v7(10)))
    assert quiz("sync", "--status")[1] == f"classes at: {school.address}\n"
    assert "2 sent" in quiz("sync")[1]
    assert "0 sent" in quiz("sync")[1]
    sent = school.sent()
    assert [e.card for e in sent if isinstance(e, Answer)] == [keys["Rhine"], keys["Danube"]]
    assert [e.target for e in sent if isinstance(e, Undo)] == [number_id_v7(10)]
    with school.database.read() as connection:
        folds = ClassAnswers().folds_of_class(connection, OPERATOR, school.class_id, now_ms())
    assert [student.name for student in folds] == ["Ada L."]


def test_the_keys_in_the_terminal_are_those_of_the_class(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    quiz("join", school.target, "--name", "Ada")
    (server,) = servers(home)
    with closing(Game(Store.open(home), [server.folder], Settings(), ada, seed=1)) as game:
        assert {card.prompt: card.key for card in game.cards_of()} == school.keys()


def test_a_new_edition_keeps_progress_and_replaces_what_was_changed_here(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    quiz("join", school.target, "--name", "Ada")
    before = school.keys()
    (deck,) = (home / "classes").rglob("rivers.yaml")
    assert not deck.stat().st_mode & stat.S_IWUSR
    assert list((home / "classes").rglob("*.png"))
    school.publish(RIVERS.replace("Danube", "The Danube"))
    play(home, ada, before["Danube"])
    sync_classes(home)
    assert "The Danube" in deck.read_text()
    assert school.keys()["The Danube"] == before["Danube"]
    deck.chmod(0o644)
    deck.write_text("title: Mine\ncards: [{prompt: a, answer: b}]\n")
    sync_classes(home)
    assert "The Danube" in deck.read_text()
    assert sync_classes(home).is_empty
    with school.database.begin() as connection:
        unpublish(connection, OPERATOR, school.class_id, "rivers")
    sync_classes(home)
    assert decks(home) == []
    assert not list((home / "classes").rglob("*.png"))


def test_a_new_player_goes_by_the_name_in_the_class(
    quiz: Run, school: SchoolServer, home: Path
) -> None:
    assert quiz("join", school.target, "--name", "Cem")[0] == 0
    with closing(Store.open(home)) as store:
        assert [player.name for player in store.players()] == ["Cem"]
        assert not store.is_unnamed()


def test_what_was_answered_in_the_browser_comes_to_the_terminal(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    quiz("join", school.target, "--name", "Ada")
    key = IdMaker(Random(1)).make(EVENING)
    there = answer(id=key, round=key, player=school.student, card=school.keys()["Rhine"])
    with school.database.begin() as connection:
        add_lines(connection, school.student, "web/events-0000.jsonl", event_line(there))
    assert sync_classes(home).received == 1
    with closing(Store.open(home)) as store:
        assert store.events(ada) == [there._replace(player=ada)]
    assert len(school.sent()) == 1


def test_who_leaves_keeps_progress_and_has_no_more_decks(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    quiz("join", school.target, "--name", "Ada")
    (event,) = play(home, ada, school.keys()["Rhine"])
    status, _, error = quiz("class", "leave", "8a", "--yes")
    assert status == 2
    assert "you are in 7b at http://127" in error
    assert "Nothing was changed" in quiz("class", "leave", "7b", answer="n\n")[1]
    assert quiz("class", "leave", "7B", "--yes")[0] == 0
    assert decks(home) == []
    assert servers(home) == []
    with closing(Store.open(home)) as store:
        assert store.events(ada) == [event]
    with school.database.read() as connection:
        assert not members_of(connection, OPERATOR, school.class_id)
    assert "joins one" in quiz("class", "leave", "7b", "--yes")[2]


def test_the_token_of_a_class_is_only_for_its_owner(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    quiz("join", school.target, "--name", "Ada")
    (file,) = (home / "classes").glob("*/tokens.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # Another class of the server is joined by the same person.
    assert "You are Ada in 7b." in quiz("join", school.target, "--name", "Eve")[1]
    assert school.student


def test_another_terminal_of_the_same_student(
    quiz: Run, school: SchoolServer, home: Path, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("join", school.target, "--name", "Ada")
    play(home, ada, school.keys()["Rhine"])
    quiz("sync")
    with school.database.begin() as connection:
        link = add_token(connection, school.student, TokenKind.LINK, now_ms())
    target = f"{school.address}/in/{link}"
    there = home.with_name("there")
    monkeypatch.setenv("QUIZ_HOME", str(there))
    status, out, error = quiz("join", target)
    assert (status, error) == (0, "")
    assert "This is one more device of Ada." in out
    with closing(Store.open(there)) as store:
        assert [event.card for event in store.events(store.last_player().id)] == [
            school.keys()["Rhine"]
        ]
        play(there, store.last_player().id, school.keys()["Danube"], number=30)
    assert "1 sent" in quiz("sync")[1]
    # Once, and only in the server's own words.
    status, _, error = quiz("join", target)
    assert status == 2
    assert "this link was used" in error
    monkeypatch.setenv("QUIZ_HOME", str(home))
    assert "1 answer or change received" in quiz("sync")[1]
    assert len(school.sent()) == 2
    assert school.student


def test_who_joined_twice_by_mistake_becomes_one_again(
    quiz: Run, school: SchoolServer, home: Path, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("join", school.target, "--name", "Ada")
    real = school.student
    there = home.with_name("there")
    monkeypatch.setenv("QUIZ_HOME", str(there))
    assert "You are Ada (2) in 7b." in quiz("join", school.target, "--name", "Ada")[1]
    with closing(Store.open(there)) as store:
        play(there, store.last_player().id, school.keys()["Danube"], number=40)
    quiz("sync")
    with school.database.begin() as connection:
        link = add_token(connection, real, TokenKind.LINK, now_ms())
    assert quiz("join", f"{school.address}/in/{link}")[0] == 0
    assert [event.card for event in school.events_of(real)] == [school.keys()["Danube"]]


def test_a_wrong_code_and_a_server_that_is_away_are_one_line(
    quiz: Run, school: SchoolServer, home: Path, ada: str
) -> None:
    status, _, error = quiz("join", f"aaaaa-aaaaa@{school.address}", "--name", "Ada")
    assert status == 2
    assert "there is no class with this code" in error
    assert not (home / "classes").exists() or decks(home) == []
    quiz("join", school.target, "--name", "Ada")
    school.close()
    report = sync_classes(home)
    assert "cannot be reached" in report.away[0]
    assert decks(home) == ["rivers"]
    assert "waits: 127.0.0.1" in quiz("sync")[1]


@pytest.mark.parametrize(
    "path",
    ["../rivers.yaml", "/rivers.yaml", "7b/.rivers.yaml", "7b/rivers.txt", "a\\b.yaml",
     "7b//a.yaml",
     "7b/" + "x" * 400 + ".yaml", "C:/a.yaml", "..", ""],
)  # fmt: skip
def test_no_server_writes_outside_its_folder(path: str) -> None:
    deck = {"name": "a", "path": path, "edition": 1, "files": {}}
    assert not _is_class({"id": "1", "name": "7b", "decks": [deck]})
    deck = {"name": "a", "path": "7b/a.yaml", "edition": 1, "files": {"../a.png": "0"}}
    assert not _is_class({"id": "1", "name": "7b", "decks": [deck]})
    deck = {"name": "a", "path": "7b/a.yaml", "edition": 1, "files": {"a.sh": "0"}}
    assert not _is_class({"id": "1", "name": "7b", "decks": [deck]})


def test_a_strange_answer_changes_nothing(
    quiz: Run, school: SchoolServer, home: Path, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("join", school.target, "--name", "Ada")
    (server,) = servers(home)
    monkeypatch.setattr(joined_classes.Client, "get_json", lambda *_, **__: {"classes": [1]})
    with pytest.raises(SyncError, match="does not answer as a quiz server does"):
        joined_classes._asked(server)
    assert sync_classes(home).away
    assert decks(home) == ["rivers"]
    assert os.listdir(home / "classes")


def test_no_class_is_joined_over_the_internet_without_encryption(quiz: Run, ada: str) -> None:
    status, _, error = quiz("join", "aaaaa-aaaaa@http://93.184.215.14", "--name", "Ada")
    assert status == 2
    assert "is on the internet" in error
