from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from quiz.cli.main import run
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import MarkKind, Mode, Placement, Rerate, Undo
from quiz.history.rating import Rating
from quiz.settings.default_file import default_text
from quiz.storage.archive.backup import write_backup
from quiz.storage.archive.restore import RestorePlan, carry_out_restore, plan_restore
from quiz.storage.log.store import Store
from quiz.storage.sync.questions import PlayerQuestion, settle_players, waiting_questions
from tests.factories import answer, id_of, names_of, number_id, plays

NOW = 1_700_000_000_000
DECK = "title: x\ncards:\n  - {prompt: a, answer: b}\n"


@pytest.fixture
def filled(make_game: Callable[..., Game], home: Path) -> Store:
    """Two players with all kinds of events, decks in folders, own settings."""
    for player in ("bo", "ada"):
        game = make_game(player=player)
        play = play_mode(game, Mode.CRAM, ["mini"])
        for _ in range(4):
            play.submit(None, 900)
            play.next()
        cards = game.cards_of(["mini"])
        game.mark(cards[0], MarkKind.SUSPEND)
        game.mark(cards[1], MarkKind.BURY)
        now = game.clock()
        answer = game.collection.answers[0]
        game.record(Rerate(game.new_id(now), player, now, answer.id, Rating.HARD))
        game.record(Undo(game.new_id(now), player, now, game.collection.answers[1].id))
        game.record(Placement(game.new_id(now), player, now, cards[2].key, 5.5, 4.5, 6, 1, 3, 1))
    (home / "decks" / "school" / "facts").mkdir(parents=True)
    (home / "decks" / "own: deck.yaml").write_text(DECK)
    (home / "decks" / "school" / "Ünit 1.yml").write_bytes(b"\xef\xbb\xbf# mine\r\ntitle: [\n")
    (home / "decks" / "school" / "facts" / "f.yaml").write_text("title: x\n")
    (home / "decks" / ".hidden.yaml").write_text("no")
    for name in ("decks/school/x.media/a map.png", "decks/b.MP3", "imports/school/u.yaml"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(name.encode())
    (home / "settings.toml").write_text("# mine\ndaily_goal = 7\n")
    return game.store


def pack(store: Store, home: Path, path: Path) -> Path:
    write_backup(path, store, home, home / "decks", NOW)
    return path


def restore(path: Path, home: Path, **options: Any) -> RestorePlan:
    store = Store.open(home)
    plan = plan_restore(path, store, home, home / "decks", NOW, **options)
    carry_out_restore(plan, store, home)
    return plan


def content(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file()
        and not path.name.startswith((".", "history.db", "index.db"))
        and path.relative_to(home).parts[0] not in ("editions", "backups")
    }


def test_restore_brings_everything_back(filled: Store, home: Path, tmp_path: Path) -> None:
    path = pack(filled, home, tmp_path / "all.zip")
    new = tmp_path / "new"
    plan = restore(path, new)
    store = Store.open(new)
    assert content(new) == content(home)
    assert store.players() == filled.players()
    assert names_of(store) == ["ada", "bo"]
    for player in ("ada", "bo"):
        assert store.events(player) == filled.events(player)
    assert [len(person.events) for person in plan.people] == [9, 9]
    assert sorted(store.known_cards(), key=str) == sorted(filled.known_cards(), key=str)
    again = restore(path, new)
    assert again.is_empty
    assert content(new) == content(home)


def test_pictures_and_imports_that_are_here_stay(filled: Store, home: Path, tmp_path: Path) -> None:
    path = pack(filled, home, tmp_path / "all.zip")
    new = tmp_path / "new"
    for name in ("decks/b.MP3", "imports/school/u.yaml"):
        (new / name).parent.mkdir(parents=True)
        (new / name).write_text("mine")
    plan = restore(path, new)
    assert [file.entry.name for file in plan.files] == ["school/x.media/a map.png"]
    assert (
        (new / "decks/b.MP3").read_text() == (new / "imports/school/u.yaml").read_text() == "mine"
    )


def test_restore_keeps_existing_files(filled: Store, home: Path, tmp_path: Path) -> None:
    path = pack(filled, home, tmp_path / "all.zip")
    new = tmp_path / "new"
    (new / "decks").mkdir(parents=True)
    mine = new / "decks" / "own: deck.yaml"
    mine.write_text("title: other\n")
    (new / "settings.toml").write_text("daily_goal = 9\n")
    store = Store.open(new)
    plays(store, "cy")
    plan = restore(path, new)
    assert mine.read_text() == "title: other\n"
    beside = new / "decks" / "own: deck-restored.yaml"
    assert beside.read_text() == DECK
    assert [deck.path for deck in plan.decks if deck.beside] == [beside]
    assert (plan.settings, plan.settings_differ) == (None, True)
    assert (new / "settings.toml").read_text() == "daily_goal = 9\n"
    assert names_of(store) == ["cy", "ada", "bo"]
    before = content(new)
    assert restore(path, new).is_empty
    assert content(new) == before
    restore(path, new, settings=True)
    assert "daily_goal = 7" in (new / "settings.toml").read_text()
    assert (new / "settings-before-restore.toml").read_text() == "daily_goal = 9\n"


def test_restore_replaces_default_settings(filled: Store, home: Path, tmp_path: Path) -> None:
    path = pack(filled, home, tmp_path / "all.zip")
    new = tmp_path / "new"
    new.mkdir()
    (new / "settings.toml").write_text(default_text(), encoding="utf-8")
    restore(path, new)
    assert "daily_goal = 7" in (new / "settings.toml").read_text()
    assert not (new / "settings-before-restore.toml").exists()


def test_histories_are_joined(
    filled: Store, home: Path, tmp_path: Path, make_game: Callable[..., Game]
) -> None:
    path = pack(filled, home, tmp_path / "all.zip")
    game = make_game()
    later = game.clock()
    game.record(Undo(game.new_id(later), "ada", later, game.collection.answers[0].id))
    before = game.store.events("ada")
    assert restore(path, home).is_empty
    assert Store.open(home).events("ada") == before
    new = tmp_path / "new"
    restore(path, new)
    second = pack(game.store, home, tmp_path / "more.zip")
    assert [len(person.events) for person in restore(second, new).people] == [1, 0]
    assert Store.open(new).events("ada") == before


def test_an_empty_directory_can_be_packed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = pack(Store.open(home), home, tmp_path / "all.zip")
    assert restore(path, tmp_path / "new").is_empty
    with pytest.raises(QuizError, match="cannot write"):
        pack(Store.open(home), home, path)


def test_empty_deck_file_is_restored(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "later.yaml").touch()
    path = pack(Store.open(home), home, tmp_path / "all.zip")
    restore(path, tmp_path / "new")
    assert (tmp_path / "new" / "decks" / "later.yaml").read_bytes() == b""
    assert restore(path, tmp_path / "new").is_empty


def test_highly_compressible_deck_is_restored(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "zeros.yaml").write_bytes(b"#" * 3_000_000)
    path = pack(Store.open(home), home, tmp_path / "all.zip")
    assert restore(path, tmp_path / "new").decks[0].content == b"#" * 3_000_000


def rewrite(path: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """Another archive: `change` may alter its manifest and its files."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    files_named = manifest["files"] if isinstance(manifest["files"], list) else []
    for entry in files_named:
        if entry["member"] in files and entry.pop("resum", True):
            data = files[entry["member"]]
            entry |= {"size": len(data), "sha256": sha256(data).hexdigest()}
    other = path.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))
    return other


def entry_of(manifest: dict[str, Any], what: str) -> dict[str, Any]:
    found: dict[str, Any] = next(file for file in manifest["files"] if file["what"] == what)
    return found


def name_deck(name: str) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    return lambda manifest, files: entry_of(manifest, "deck").update(name=name)


def history(**fields: object) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    def change(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        member = entry_of(manifest, "history")["member"]
        first, *rest = files[member].split(b"\n")
        files[member] = b"\n".join([json.dumps(json.loads(first) | fields).encode(), *rest])

    return change


def tamper(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    entry = entry_of(manifest, "deck")
    entry["resum"] = False
    files[entry["member"]] = files[entry["member"]].upper()


def no_json(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files[entry_of(manifest, "history")["member"]] = b'{"a": NaN}\n'


def known(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files["history/cards.jsonl"] = b'{"key": "k", "deck": "d", "note": "n", "content": "x"}\n'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (name_deck("../up.yaml"), "an unsafe path"),
        (name_deck("/root.yaml"), "an unsafe path"),
        (name_deck("a//b.yaml"), "an unsafe path"),
        (name_deck(".ssh/x.yaml"), "an unsafe path"),
        (name_deck("run.sh"), "not safe"),
        (name_deck("a\x1b.yaml"), "not safe"),
        (name_deck("a/" * 300 + "x.yaml"), "not safe"),
        (history(id="ffffffff-ffff-7fff-bfff-ffffffffffff"), "more than a year in the future"),
        (history(id="x"), "is \"x\", expected an id"),
        (history(rating=5), "rating' is 5, expected a whole number from 1 to 4"),
        (history(credit=True), "'credit' is true, expected a number"),
        (history(mode="walk"), "expected one of review"),
        (history(player="mallory"), "of another player"),
        (history(what="win"), "expected answer"),
        (no_json, "not JSON"),
        (known, "not the content of a card"),
        (tamper, "its checksum is wrong"),
        (lambda m, f: f.pop("history/cards.jsonl"), "do not match those listed in manifest.json"),
        (lambda m, f: f.update(more=b""), "do not match those listed in manifest.json"),
        (lambda m, f: m.update(version=99), "newer version"),
        (lambda m, f: m.update(quiz="deck"), "expected {"),
        (lambda m, f: m.update(files=3), "'files' is 3, expected a list"),
        (lambda m, f: m["players"][0].update(name="a\x1bb"), "not contain control characters"),
        (lambda m, f: m["players"][0].update(ids=["../x"]), "expected ids of players"),
        (lambda m, f: m.update(players=["ada"]), "players[0] is \"ada\", expected an object"),
        (lambda m, f: m["players"].pop(), "the history of a player that the archive lacks"),
    ],
)  # fmt: skip
def test_an_archive_that_cannot_be_trusted_changes_nothing(
    filled: Store, home: Path, tmp_path: Path, change: Any, said: str
) -> None:
    path = rewrite(pack(filled, home, tmp_path / "all.zip"), change)
    new = tmp_path / "new"
    with pytest.raises(QuizError) as caught:
        restore(path, new)
    assert said in str(caught.value)
    assert content(new) == {}
    assert Store.open(new).players() == []


def test_a_failure_takes_written_decks_away(
    filled: Store, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(filled, home, tmp_path / "all.zip")
    new = tmp_path / "new"
    store = Store.open(new)
    plan = plan_restore(path, store, new, new / "decks", NOW)

    def full(*events: object) -> None:
        raise QuizError("the disk is full")

    monkeypatch.setattr(store, "append", full)
    with pytest.raises(QuizError, match="disk is full"):
        carry_out_restore(plan, store, new)
    assert not any("decks" in name for name in content(new))


def test_other_zips_are_not_archives(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(QuizError, match="not an archive of `quiz export --all`"):
        restore(path, tmp_path / "new")
    path.write_bytes(b"text")
    with pytest.raises(QuizError, match="not a complete zip archive"):
        restore(path, tmp_path / "new")


# ── who the players of an archive are ───────────────────────────────────────────


def students(tmp_path: Path, *names: str) -> list[Path]:
    """An archive from each student's machine; each student has given one answer."""
    packed = []
    tmp_path.mkdir(exist_ok=True)
    for number, name in enumerate(names, 1):
        home = tmp_path / f"student{number}"
        store = Store.open(home)
        player = store.last_player() if name == "player" else store.add_player(name)
        store.append(answer(id=number, player=player.id))
        packed.append(pack(store, home, tmp_path / f"{number}.zip"))
        store.close()
    return packed


def answers(store: Store) -> dict[str, list[str]]:
    return {p.name: [event.id for event in store.events(p.id)] for p in store.players()}


def by_name(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    """As an archive of format 1, which identified players by name only."""
    names = {player["ids"][0]: player["name"] for player in manifest["players"]}
    manifest |= {"version": 1, "players": list(names.values())}
    for entry in manifest["files"]:
        if entry["what"] == "history":
            key, entry["name"] = entry["name"], names[entry["name"]]
            member = entry["member"]
            files[member] = files[member].replace(key.encode(), names[key].encode())


def test_two_students_of_one_name_stay_two(tmp_path: Path) -> None:
    one, other = students(tmp_path, "player", "player")
    teacher = tmp_path / "teacher"
    restore(one, teacher)
    plan = restore(other, teacher)
    assert plan.people[0].other is not None
    store = Store.open(teacher)
    assert answers(store) == {"player": [number_id(1)], "player (2)": [number_id(2)]}
    assert restore(other, teacher).is_empty
    assert restore(one, teacher).is_empty


def test_players_are_joined_on_request(tmp_path: Path) -> None:
    one, other = students(tmp_path, "Ada", "ada")
    home = tmp_path / "home"
    restore(one, home)
    restore(other, home)
    store = Store.open(home)
    (question,) = waiting_questions(store, home)
    assert isinstance(question, PlayerQuestion)
    assert (question.here.name, question.there.name) == ("Ada", "ada (2)")
    settle_players(question, store, home, same=True)
    assert answers(store) == {"Ada": [number_id(1), number_id(2)]}
    assert restore(other, home).is_empty


@pytest.mark.parametrize(("at_terminal", "names"), [(True, ["Ada"]), (False, ["Ada", "Ada (2)"])])
def test_the_command_asks_at_a_terminal_whether_two_players_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_terminal: bool, names: list[str]
) -> None:
    one, other = students(tmp_path, "Ada", "Ada")
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZ_HOME", str(home))
    monkeypatch.setattr("quiz.cli.open_questions.at_terminal", lambda: at_terminal)
    monkeypatch.setattr("sys.stdin", StringIO("y\ny\n"))
    assert run(["restore", str(one), "--yes"]) == run(["restore", str(other)]) == 0
    store = Store.open(home)
    assert list(answers(store)) == names
    # What nobody was asked stays open.
    assert len(waiting_questions(store, home)) == len(names) - 1


def test_archive_goes_to_the_player_named_on_command_line(tmp_path: Path) -> None:
    one, other = students(tmp_path, "player", "player")
    home = tmp_path / "home"
    restore(one, home, wanted="Bo")
    restore(other, home, wanted="Cy")
    store = Store.open(home)
    assert answers(store) == {"Bo": [number_id(1)], "Cy": [number_id(2)]}
    with pytest.raises(QuizError, match="is already here, as Bo"):
        restore(one, home, wanted="Cy")
    store.append(answer(id=9, player=store.add_player("Dee").id))
    both = pack(store, home, tmp_path / "all.zip")
    with pytest.raises(QuizError, match="--as needs an archive of one player; this one has"):
        restore(both, tmp_path / "new", wanted="Eve")


def test_renamed_or_removed_player_is_recognised(tmp_path: Path) -> None:
    (one,) = students(tmp_path, "Ada")
    home = tmp_path / "home"
    restore(one, home)
    store = Store.open(home)
    ada = store.players()[0]
    store.rename_player(ada.id, "Ada L.")
    assert restore(one, home).is_empty
    store.remove_player(ada.id)
    assert restore(one, home).people[0].back
    assert answers(store) == {"Ada L.": [number_id(1)]}


@pytest.mark.parametrize("renamed", [False, True])
def test_players_of_old_archive_are_recognised_by_answers(tmp_path: Path, renamed: bool) -> None:
    one = rewrite(students(tmp_path, "Ada")[0], by_name)
    home = tmp_path / "home"
    restore(one, home)
    store = Store.open(home)
    ada = store.players()[0]
    assert ada.name == "Ada"
    assert [event.player for event in store.events(ada.id)] == [ada.id]
    if renamed:
        store.rename_player(ada.id, "Bo")
    assert restore(one, home).is_empty
    stranger = rewrite(students(tmp_path / "more", "Bo", "Ada")[1], by_name)
    restore(stranger, home)
    there = {"Bo": [number_id(1)], "Ada": [number_id(2)]}
    assert answers(store) == (
        there if renamed else {"Ada": [number_id(1)], "Ada (2)": [number_id(2)]}
    )


def test_joined_players_are_packed_as_one(tmp_path: Path) -> None:
    one, other = students(tmp_path, "Ada", "Adda")
    home, new = tmp_path / "home", tmp_path / "new"
    restore(one, home)
    restore(other, home)
    store = Store.open(home)
    store.join_players(id_of(store, "Adda"), id_of(store, "Ada"))
    restore(pack(store, home, tmp_path / "all.zip"), new)
    assert answers(Store.open(new)) == {"Ada": [number_id(1), number_id(2)]}
    assert [gone.name for gone in Store.open(new).absent_players()] == ["Adda"]
    assert restore(other, new).is_empty
