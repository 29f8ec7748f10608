from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.game.figures import statistics_of
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.game.search import Finder
from quiz.history.events import Mode
from quiz.settings.settings import Settings
from quiz.storage.index import deck_reader
from quiz.storage.library.scan import deck_at
from quiz.storage.log.store import Store
from tests.factories import Clock

DECK = "title: {}\ncards:\n  - {{prompt: {}, answer: b}}\n  - {{term: t, definition: d}}\n"


def write(path: Path, title: str = "x", prompt: str = "a", age: int = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DECK.format(title, prompt), encoding="utf-8")
    now = path.stat().st_mtime
    os.utime(path, (now - age, now - age))
    return path


def open_game(tmp_path: Path, *roots: Path) -> Game:
    store = Store.open(tmp_path / "home")
    return Game(store, roots or [tmp_path / "decks"], Settings(), "ada", clock=Clock(), seed=1)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    load = deck_reader.load
    monkeypatch.setattr(
        deck_reader, "load", lambda data, file: read.append(Path(file).name) or load(data, file)
    )
    return read


def test_only_changed_files_are_read_again(tmp_path: Path, reads: list[str]) -> None:
    write(tmp_path / "decks" / "a.yaml")
    path = write(tmp_path / "decks" / "b.yaml", "y")
    game = open_game(tmp_path)
    assert sorted(reads) == ["a.yaml", "b.yaml"]
    before = game.cards_of()
    game.close()
    reads.clear()
    game = open_game(tmp_path)
    assert reads == []
    assert game.cards_of() == before
    assert [deck.title for deck in game.decks.values()] == ["x", "y"]
    assert not game.refresh()
    write(path, "changed", age=30)
    assert game.refresh()
    assert reads == ["b.yaml"]
    assert game.decks["b"].title == "changed"
    assert [card.key for card in game.cards_of()] == [card.key for card in before]
    path.unlink()
    assert game.refresh()
    assert list(game.decks) == ["a"]
    assert game.card(before[-1].key) is None
    assert game.cards_of(["b"]) == []


def test_touched_but_unchanged_file_is_recognised(tmp_path: Path, reads: list[str]) -> None:
    path = write(tmp_path / "decks" / "a.yaml")
    open_game(tmp_path).close()
    reads.clear()
    write(path, age=20)
    open_game(tmp_path).close()
    assert reads == []


def test_change_within_same_clock_tick_is_detected(tmp_path: Path, reads: list[str]) -> None:
    path = write(tmp_path / "decks" / "a.yaml", "x", age=0)
    open_game(tmp_path).close()
    status = path.stat()
    path.write_text(DECK.format("z", "a"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    game = open_game(tmp_path)
    assert game.decks["a"].title == "z"


def test_progress_follows_from_one_folder_with_the_same_decks_to_another_and_back(
    tmp_path: Path,
) -> None:
    roots = [tmp_path / name / "decks" for name in ("one", "two")]
    for root in roots:
        write(root / "a.yaml")
    game = open_game(tmp_path, roots[0])
    play_mode(game, Mode.QUIZ, limit=1).submit("b")
    game.close()
    for number in (1, 0, 0, 1, 0):
        game = open_game(tmp_path, roots[number])
        assert (game.counts().unseen, game.counts().total) == (2, 3), number
        assert Finder(game).find("-is:new").count == 1
        game.close()


def test_progress_stays_when_one_of_two_folders_with_the_same_decks_is_removed(
    tmp_path: Path,
) -> None:
    roots = [tmp_path / name / "decks" for name in ("one", "two")]
    paths = [write(root / "a.yaml") for root in roots]
    open_game(tmp_path, roots[1]).close()
    game = open_game(tmp_path, roots[0])
    play_mode(game, Mode.QUIZ, limit=1).submit("b")
    game.close()
    paths[0].unlink()
    game = open_game(tmp_path, roots[1])
    assert (game.counts().unseen, game.counts().total) == (2, 3)


def test_edited_card_keeps_key_and_new_deck_takes_none(tmp_path: Path) -> None:
    path = write(tmp_path / "decks" / "a.yaml", prompt="Where is the source of the Ishim?")
    game = open_game(tmp_path)
    key = game.cards_of()[0].key
    play_mode(game, Mode.QUIZ, limit=3)
    write(path, prompt="Where is the source of the Ishim river?", age=30)
    assert game.refresh()
    assert game.cards_of()[0].key == key
    assert game.changes == "1 card edited, progress kept"
    write(tmp_path / "decks" / "b.yaml", prompt="Something else?", age=10)
    assert game.refresh()
    keys = [card.key for card in game.cards_of()]
    assert len(set(keys)) == len(keys) == 6
    assert game.changes == ""


def test_faults_are_kept_and_hide_no_cards(tmp_path: Path, reads: list[str]) -> None:
    write(tmp_path / "decks" / "a.yaml")
    bad = tmp_path / "decks" / "bad.yaml"
    bad.write_text("title: x\ncards: 3\n", encoding="utf-8")
    os.utime(bad, (1, 1))
    game = open_game(tmp_path)
    said = [str(fault) for fault in game.faults]
    assert said == [f"{bad}:2:8: 'cards' is the text '3', expected a list: lines with '- '"]
    game.close()
    reads.clear()
    game = open_game(tmp_path)
    assert reads == []
    assert [str(fault) for fault in game.faults] == said
    assert list(game.decks) == ["a"]


def test_decks_outside_the_roots_are_left_out(tmp_path: Path, reads: list[str]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    write(one / "a.yaml")
    write(other / "b.yaml", prompt="Not the same?")
    game = open_game(tmp_path, one, other)
    every = game.cards_of()
    play = play_mode(game, Mode.QUIZ, limit=9)
    while play.question is not None:
        play.submit(None)
        play.next()
    assert game.counts().unseen < len(every)
    game.close()
    reads.clear()
    for roots, names in (((other,), ["b"]), ((one, other), ["a", "b"]), ((one,), ["a"])):
        game = open_game(tmp_path, *roots)
        assert list(game.decks) == names
        assert [card.deck for card in game.cards_of()] == [n for n in names for _ in range(3)]
        assert game.counts().total == 3 * len(names)
        assert {card.deck for card in play_mode(game, Mode.QUIZ, limit=9).state.queue} == set(names)
        assert Finder(game).find("").count == 3 * len(names)
        assert sum(statistics_of(game).forecast) <= 3 * len(names)
        for card in every:
            assert (game.card(card.key) is None) == (card.deck not in names)
        game.close()
    assert reads == []


def test_deck_that_became_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path / "decks" / "a.yaml")
    game = open_game(tmp_path)
    assert deck_at(game.decks["a"].path).title == "x"
    path.write_text("title: [")
    with pytest.raises(QuizError, match=r"a\.yaml:"):
        deck_at(game.decks["a"].path)
    path.unlink()
    with pytest.raises(QuizError, match="does not exist"):
        deck_at(game.decks["a"].path)


def test_a_deck_that_vanished_has_no_statistics(tmp_path: Path) -> None:
    path = write(tmp_path / "decks" / "a.yaml")
    game = open_game(tmp_path)
    play = play_mode(game, Mode.QUIZ, ["a"], limit=1)
    play.submit(None)
    assert statistics_of(game, ["a"]).answers == 1
    path.unlink()
    assert game.refresh()
    found = statistics_of(game, ["a"])
    assert (found.answers, found.hardest, found.mastery) == (0, [], {})


def test_the_first_reading_says_how_far_it_is(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path / "decks" / f"{name}.yaml")
    told: list[tuple[str, int, int]] = []
    store = Store.open(tmp_path / "home")
    Game(
        store,
        [tmp_path / "decks"],
        Settings(),
        "ada",
        clock=Clock(),
        progress=lambda *step: told.append(step),
    ).close()
    assert ("Reading decks", 2, 2) in told


CAPITALS = """title: Capitals
cards:
  - prompt: What is the capital of France?
    answer: Paris
  - prompt: What is the capital of Italy?
    answer: Rome
"""


def test_faulty_card_keeps_progress_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "decks" / "capitals.yaml"
    path.parent.mkdir()
    path.write_text(CAPITALS, encoding="utf-8")
    game = open_game(tmp_path)
    france, italy = game.cards_of()
    # The first card is broken, and a new one is similar.
    broken = CAPITALS.replace("answer: Paris", "anser: Paris") + (
        "  - prompt: What is the capital of Francia?\n    answer: Paris\n"
    )
    path.write_text(broken, encoding="utf-8")
    assert game.refresh()
    assert game.cards_of()[0].key == italy.key
    assert france.key not in [card.key for card in game.cards_of()]
    assert game.decks["capitals"].left_out == 1
    assert len(game.faults) == 1
    path.write_text(broken.replace("anser", "answer"), encoding="utf-8")
    assert game.refresh()
    assert [card.key for card in game.cards_of()][:2] == [france.key, italy.key]
    assert not game.faults


def test_both_sides_of_a_conflict_keep_their_progress(tmp_path: Path) -> None:
    path = tmp_path / "decks" / "capitals.yaml"
    path.parent.mkdir()
    path.write_text(CAPITALS, encoding="utf-8")
    game = open_game(tmp_path)
    keys = [card.key for card in game.cards_of()]
    conflict = CAPITALS.replace(
        "  - prompt: What is the capital of Italy?\n    answer: Rome\n",
        "<<<<<<< HEAD\n  - prompt: What is the capital of Italy?\n    answer: Rome\n=======\n"
        "  - prompt: What is the capital of Italia?\n    answer: Roma\n>>>>>>> theirs\n",
    )
    path.write_text(conflict, encoding="utf-8")
    assert game.refresh()
    assert [card.key for card in game.cards_of()] == keys[:1]
    path.write_text(CAPITALS, encoding="utf-8")
    assert game.refresh()
    assert [card.key for card in game.cards_of()] == keys
