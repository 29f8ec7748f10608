"""Our decks to Anki's packages and back, with the player's whole history."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from quiz import paths
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, CardsNote, OcclusionNote
from quiz.decks.note_extras import Extras
from quiz.errors import QuizError
from quiz.formats.anki.export_collection import export_collection
from quiz.formats.anki.import_collection import import_collection
from quiz.formats.anki.package import read, write
from quiz.formats.interchange import ExportedDeck
from quiz.game.exporting import exported_deck as given_of
from quiz.game.game import Game
from quiz.game.importing import carry_out, plan_import
from quiz.history.events import Input, Mark, MarkKind, Mode
from quiz.moment import Moment
from quiz.scheduling.memory import Phase
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from tests.factories import Clock, number_id, plays
from tests.formats.past_deck import DECK, given_deck
from tests.strategies import decks

NOW = Moment(1_796_000_000_000, 60)
SUSPENDED = {"delta", "never asked"}
FLAGGED = "delta"


def test_notes_cards_and_rows(tmp_path: Path) -> None:
    given = given_deck(NOW)
    path = tmp_path / "rivers.apkg"
    assert write([given], path, NOW) == ()
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["collection.anki2", "media"]
        (tmp_path / "db").write_bytes(archive.read("collection.anki2"))
    connection = sqlite3.connect(tmp_path / "db")

    def one(query: str) -> object:
        return connection.execute(query).fetchone()[0]

    assert one("SELECT count(*) FROM notes") == len(DECK.notes)
    assert one("SELECT count(*) FROM cards") == len(given.cards)
    assert one("SELECT count(*) FROM revlog") == sum(map(len, given.answers.values())) > 50
    assert one("SELECT count(*) FROM cards WHERE queue = -1") == 2
    assert one("SELECT count(*) FROM cards WHERE type = 0") == 1
    assert one("PRAGMA integrity_check") == "ok"
    assert "geo::Rivers & Lakes" in str(one("SELECT decks FROM col"))
    assert json.loads(str(one("SELECT conf FROM col")))["creationOffset"] == -60
    connection.close()


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "there.apkg"
    path.write_text("precious")
    with pytest.raises(QuizError, match="cannot write"):
        write([given_deck(NOW)], path, NOW)
    assert path.read_text() == "precious"


def test_a_deck_comes_back_as_it_was(tmp_path: Path) -> None:
    given = given_deck(NOW)
    path = tmp_path / "rivers.apkg"
    write([given], path, NOW)
    taken = read(path, NOW)
    [foreign] = taken.decks
    assert foreign.name == "geo/rivers"
    deck = foreign.deck
    assert (deck.title, deck.description, deck.language) == (
        DECK.title, DECK.description, DECK.language
    )  # fmt: skip
    again = make_cards(deck, foreign.name)
    for one, other in zip(again, given.cards, strict=True):
        same_key = one.key == other.key
        assert same_key == other.note.startswith("id:")
        assert one._replace(key="", note="", line=0) == other._replace(key="", note="", line=0)
    assert len(foreign.suspended) == 2
    assert not any("left" in line for line in taken.left_out)


def test_colours_of_flags_are_reported() -> None:
    collection = export_collection([given_deck(NOW)], NOW).collection
    flags = (0, 1, 7, *[0] * len(collection.cards))
    cards = [card._replace(flags=flag) for card, flag in zip(collection.cards, flags, strict=False)]
    taken = import_collection(replace(collection, cards=cards), NOW.offset)
    assert len(taken.decks[0].flagged) == 2
    assert "1 colour of a flag" in taken.left_out


def test_exporting_again_gives_the_same_guids() -> None:
    first, second = (
        export_collection([given_deck(NOW)], now).collection for now in (NOW, NOW.later(999_999))
    )
    assert [note.guid for note in first.notes] == [note.guid for note in second.notes]
    assert first.decks == second.decks
    assert len({note.guid for note in first.notes}) == len(first.notes)


def test_a_note_of_anki_keeps_its_guid() -> None:
    deck = Deck("A", (BasicNote("q", "a", extras=Extras(id='anki:b,tYk"<')),))
    collection = export_collection([ExportedDeck("a", deck, make_cards(deck, "a"))], NOW).collection
    assert [note.guid for note in collection.notes] == ['b,tYk"<']


def test_losses_in_anki_are_reported() -> None:
    deck = Deck(
        "A::B", (BasicNote("q", "a", extras=Extras(tags=("two words", "one"))),), tags=(" ",)
    )
    content = export_collection([ExportedDeck("x/a", deck, make_cards(deck, "x/a"))], NOW)
    assert content.left_out == ("spaces in tags, written as _:  , two words",)
    assert content.collection.notes[0].tags == ("two_words", "one")
    [made] = content.collection.decks.values()
    assert made.name == "x::A:B"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decks(4))
def test_any_deck_comes_back(tmp_path: Path, deck: Deck) -> None:
    path = tmp_path / "any.apkg"
    path.unlink(missing_ok=True)
    notes = tuple(note for note in deck.notes if not isinstance(note, CardsNote | OcclusionNote))
    assume(notes)
    deck = replace(deck, notes=notes)
    cards = make_cards(deck, "any")
    write([ExportedDeck("any", deck, cards)], path, NOW)
    [foreign] = read(path, NOW).decks
    assert len(make_cards(foreign.deck, "any")) == len(cards)
    assert [type(note) for note in foreign.deck.notes] == [type(note) for note in deck.notes]


# ── through the game ────────────────────────────────────────────────────────────


def open_game(home: Path, ms: int) -> Game:
    store = Store.open(home)
    plays(store, "ada")
    return Game(store, [paths.own_decks()], Settings(), "ada", clock=Clock(ms), seed=1)


def played(home: Path) -> Game:
    """A home with the deck, and a hundred days of answers to it."""
    from quiz.decks.writer import dump_deck

    paths.own_decks().joinpath("geo").mkdir(parents=True)
    (paths.own_decks() / "geo" / "rivers.yaml").write_text(dump_deck(DECK), encoding="utf-8")
    game = open_game(home, NOW.ms)
    ours = given_deck(NOW)
    keys = {card.prompt: card.key for card in game.cards_of(["geo/rivers"])}
    prompts = {card.key: card.prompt for card in ours.cards}
    events = [
        event._replace(card=keys[prompts[event.card]])
        for table in (ours.answers, ours.placements)
        for each in table.values()
        for event in each
    ]
    marks = [
        Mark(number_id(number), "ada", NOW, keys[prompt], MarkKind.SUSPEND)
        for number, prompt in enumerate(SUSPENDED, 1)
    ]
    marks.append(Mark(number_id(3), "ada", NOW, keys[FLAGGED], MarkKind.FLAG))
    game.store.append(*events, *marks)
    return open_game(home, NOW.ms)


def test_history_survives_round_trip_through_anki(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = played(home)
    given = given_of(before, "geo/rivers")
    path = tmp_path / "rivers.apkg"
    write([given], path, NOW)

    other = tmp_path / "other"
    monkeypatch.setenv("QUIZ_HOME", str(other))
    other.mkdir()
    game = open_game(other, NOW.ms)
    taken = read(path, NOW)
    done = carry_out(game, plan_import(game, taken), offset_at=lambda ms: NOW.offset)
    assert (done.without_card, done.impossible) == (0, 0)
    again = open_game(other, NOW.ms)
    cards = again.cards_of(["geo/rivers"])
    assert len(cards) == len(given.cards)
    for old, new in zip(given.cards, cards, strict=True):
        assert (old.prompt, old.answers) == (new.prompt, new.answers)
        theirs = given.answers.get(old.key, ())
        ours = again.collection.history(new.key)
        assert [(a.moment.ms, a.rating, a.ms, a.mode is Mode.CRAM) for a in ours] == [
            (a.moment.ms, a.rating, a.ms, a.mode is Mode.CRAM) for a in theirs
        ]
        assert all(a.input is Input.ELSEWHERE for a in ours)
        memory, kept = given.memories.get(old.key), again.collection.memory(new.key)
        if memory is None:
            assert kept is None
            continue
        assert kept is not None
        assert kept.stability == pytest.approx(memory.stability, abs=1e-3)
        assert kept.difficulty == pytest.approx(memory.difficulty, abs=1e-3)
        assert (kept.due_day, kept.reps, kept.lapses) == (
            memory.due_day, memory.reps, memory.lapses
        )  # fmt: skip
        if memory.phase is Phase.REVIEW:
            assert kept.interval == memory.interval
    assert {card.prompt for card in cards if card.key in again.collection.suspended} == SUSPENDED
    marked = given_of(again, "geo/rivers").marks
    flagged = {key for key, kind in marked if kind is MarkKind.FLAG}
    assert {card.prompt for card in cards if card.key in flagged} == {FLAGGED}
    assert done.flagged == 1

    second = carry_out(again, plan_import(again, read(path, NOW)), offset_at=lambda ms: 60)
    assert (second.files, second.answers, second.memories) == ((), 0, 0)
    assert (second.suspended, second.flagged) == (0, 0)


def test_answers_back_from_anki_do_not_count_twice(home: Path, tmp_path: Path) -> None:
    game = played(home)
    keys = [card.key for card in game.cards_of(["geo/rivers"])]
    before = [(game.collection.history(key), game.collection.memory(key)) for key in keys]
    path = tmp_path / "rivers.apkg"
    write([given_of(game, "geo/rivers")], path, NOW)
    plan = plan_import(game, read(path, NOW))
    done = carry_out(game, plan, offset_at=lambda ms: NOW.offset)
    assert (done.files, done.answers, done.memories) == ((), 0, 0)
    again = open_game(home, NOW.ms)
    after = [(again.collection.history(key), again.collection.memory(key)) for key in keys]
    assert after == before
    assert any(memory for _, memory in before)


def test_the_commands(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from quiz.cli.main import run

    played(home)
    path = tmp_path / "rivers.apkg"
    assert run(["export", "geo/rivers", "--to", str(path), "--player", "ada"]) == 0
    assert path.exists()
    capsys.readouterr()
    assert run(["import", str(path), "--dry-run", "--player", "ada"]) == 0
    shown = capsys.readouterr().out
    assert "anki" in shown
    (tmp_path / "broken.apkg").write_bytes(path.read_bytes()[:5_000])
    assert run(["import", str(tmp_path / "broken.apkg"), "--yes"]) != 0
    assert "not a complete zip archive" in capsys.readouterr().err
