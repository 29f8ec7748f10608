from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quiz import __version__, paths
from quiz.cli.edit import find_deck
from quiz.cli.main import _WITH_WORD, COMMANDS, OLD_NAMES, _module_of
from quiz.game.game import Game
from quiz.game.nothing_to_ask import NO_DECKS
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.settings.settings import Settings
from quiz.storage.library.scan import Library
from quiz.storage.log.store import Store
from tests.factories import Run, answer, id_of, names_of, number_id


@pytest.mark.parametrize("name", COMMANDS)
def test_help_describes_and_gives_examples(quiz: Run, name: str) -> None:
    status, out, _ = quiz(*name.split(), "--help")
    assert status == 0
    assert _module_of(name).DESCRIPTION.splitlines()[0] in out
    assert "\nexamples:\n  quiz" in out
    assert f"quiz {name}" in out


def test_the_general_help_names_every_command(quiz: Run) -> None:
    status, out, _ = quiz("--help")
    assert status == 0
    for name, text in COMMANDS.items():
        assert f"  {name:<14}{text}" in out
    assert quiz("--version")[1] == f"quiz {__version__}\n"


@pytest.mark.parametrize(("old", "name"), OLD_NAMES.items())
def test_an_old_name_of_a_command_still_works(quiz: Run, old: str, name: str) -> None:
    shown = quiz(*name.split(), "--help")
    assert quiz(old, "--help") == shown
    assert f"`quiz {old}`, its former name, does the same." in shown[1]


def test_a_round_on_standard_input(quiz: Run, decks: Path) -> None:
    status, out, err = quiz(decks, "--mode", "learn", "--limit", "2", lines="\n\n/skip\n/skip\n")
    assert (status, err) == (0, "")
    assert "0 of 2 right" in out


def test_the_same_seed_asks_the_same(quiz: Run, decks: Path) -> None:
    line = (decks, "--mode", "cram", "--seed", "5", "--plain")
    assert quiz(*line)[1] == quiz(*line)[1]


def test_without_a_mode_the_best_one_is_played(quiz: Run, decks: Path) -> None:
    assert "Learn" in quiz("--deck", "mini", decks)[1]


def test_missing_deck_gets_a_suggestion(quiz: Run, decks: Path) -> None:
    status, _, err = quiz("play", "--deck", "mimi", decks)
    assert status == 2
    assert err == "quiz: there is no deck named mimi; did you mean mini?\n"
    assert "see `quiz list`" in quiz("play", "--deck", "xyzzy", decks)[2]


def test_a_missing_path_is_named(quiz: Run, tmp_path: Path) -> None:
    for command in ("play", "list", "check"):
        status, _, err = quiz(command, tmp_path / "gone\x1b[31m.yaml")
        assert status == 2
        assert "no such file or folder" in err
        assert "\x1b" not in err


@pytest.mark.parametrize("arguments", [["--limit", "0"], ["--limit", "x"], ["--mode", "walk"]])
def test_a_wrong_call_is_explained(quiz: Run, arguments: list[str]) -> None:
    status, _, err = quiz(*arguments)
    assert status == 2
    assert err.startswith("usage: quiz")


@pytest.mark.parametrize(
    "line",
    [
        (),
        ("check",),
        ("edit",),
        ("new",),
        ("import",),
        ("export", "welcome", "--format", "csv", "--to"),
    ],
)
def test_overlong_file_name_is_not_an_internal_error(
    quiz: Run, home: Path, line: tuple[str, ...]
) -> None:
    status, _, err = quiz(*line, "x" * 300)
    assert status == 2
    assert "too long" in err
    assert not (home / "crash.txt").exists()


def test_own_deck_keeps_name_despite_shipped_deck(quiz: Run, home: Path) -> None:
    shipped = min(paths.shipped_decks().glob("*.yaml"))
    name = shipped.stem
    quiz("new", name, "--title", "Mine")
    assert find_deck(name) == home / "decks" / f"{name}.yaml"
    assert quiz("list", "--deck", name)[1].startswith(f"{name}: Mine\n")
    listed = quiz("list")[1].splitlines()
    assert listed[0] == f"{name}: Mine"
    (other,) = [line.partition(":")[0] for line in listed if f"/{name}:" in line]
    assert find_deck(other) == shipped


def test_player_who_cannot_play_is_not_remembered(quiz: Run, decks: Path, home: Path) -> None:
    quiz(decks, "--player", "Ada", "--mode", "learn", "--limit", "1", lines="\n/skip\n")
    (decks / "empty").mkdir()
    (decks / "broken.yaml").write_text("title: T\n")
    assert quiz("--player", "Typo", "--deck", "nosuch", decks)[0] == 2
    assert quiz("--player", "Typo", decks / "nosuch.yaml")[0] == 2
    assert quiz("--player", "Typo", "--yes", "--plain", decks / "broken.yaml")[0] == 1
    assert names_of(Store.open(home)) == ["Ada"]


def test_the_decks_as_json(quiz: Run, decks: Path) -> None:
    (decks / "other.yaml").write_text("title: '[b]Other[/b]'\ncards:\n- {prompt: p, answer: a}\n")
    (decks / "broken.yaml").write_text("title: T\n")
    status, out, err = quiz("list", "--json", decks)
    assert status == 0
    assert "1 file left out" in err
    listed = json.loads(out)
    assert [deck["deck"] for deck in listed] == ["mini", "other"]
    assert listed[1] == {
        "deck": "other",
        "title": "[b]Other[/b]",
        "cards": 1,
        "due": 0,
        "waiting": 0,
        "new": 1,
        "unseen": 1,
        "mastered": 0,
        "left_out": 0,
        "paused": False,
        "file": str(decks / "other.yaml"),
    }
    assert quiz("list", "--json", decks / "broken.yaml")[:2] == (1, "[]\n")


def test_folder_without_decks_is_reported(quiz: Run, decks: Path) -> None:
    (decks / "empty").mkdir()
    assert quiz("list", decks / "empty")[:2] == (0, f"There is no deck in {decks / 'empty'}.\n")


def test_players_have_their_own_progress(quiz: Run, decks: Path) -> None:
    quiz(decks, "--player", "Ada", "--mode", "learn", "--limit", "1", lines="\n/skip\n")
    assert "Ada: level" in quiz("stats", "--player", "Ada", decks)[1]
    quiz(decks, "--player", "Bo", "--yes", "--mode", "learn", "--limit", "1", lines="")
    assert "Bo has not answered yet" in quiz("stats", "--player", "Bo", decks)[1]
    assert quiz("stats", "--player", "", decks)[0] == 0
    assert quiz("stats", "--player", "x" * 99, decks)[0] == 2


@pytest.mark.parametrize("command", ["stats", "due", "list"])
def test_read_only_commands_do_not_change_players(
    quiz: Run, decks: Path, home: Path, command: str
) -> None:
    for name in ("Ada", "Bo"):
        quiz(decks, "--player", name, "--yes", "--mode", "cram", "--limit", "1", lines="/skip\n")
    assert quiz(command, "--player", "Ada", decks)[0] == 0
    status, _, err = quiz(command, "--player", "Adda", decks)
    assert status == 2
    assert "there is no player named Adda; did you mean Ada?" in err
    assert "`quiz players` lists them" in quiz(command, "--player", "Zoe", decks)[2]
    assert names_of(Store.open(home)) == ["Bo", "Ada"]


def test_unknown_player_is_asked_about_and_refused_in_pipe(
    quiz: Run, decks: Path, home: Path
) -> None:
    play = (decks, "--mode", "cram", "--limit", "1")
    quiz(*play, "--player", "Zoé", lines="/skip\n")
    for name in ("zoé", "  ZOÉ ", "Zoe\u0301"):
        assert quiz(*play, "--player", name, lines="/skip\n")[0] == 0
    status, out, err = quiz(*play, "--player", "Zoo", lines="/skip\n")
    assert (status, out) == (2, "")
    assert "there is no player named Zoo; did you mean Zoé? --yes adds a new player" in err
    store = Store.open(home)
    assert names_of(store) == ["Zoé"]
    assert len(store.events(id_of(store, "Zoé"))) == 4
    assert quiz(*play, "--player", "Zoo", "--yes", lines="/skip\n")[0] == 0
    assert names_of(store) == ["Zoo", "Zoé"]


def test_name_of_former_player_is_not_reused(quiz: Run, decks: Path, home: Path) -> None:
    play = (decks, "--mode", "cram", "--limit", "1", "--yes")
    for name in ("Ada", "Bo", "Adda"):
        quiz(*play, "--player", name, lines="/skip\n")
    store = Store.open(home)
    quiz("players", "join", "Adda", "Ada", "--yes")
    assert quiz(*play, "--player", "adda", lines="/skip\n")[0] == 0
    assert names_of(store) == ["Ada", "Bo"]
    assert "3 answers" in quiz("players")[1]
    quiz("players", "remove", "Ada", "--yes")
    for name in ("Ada", "Adda"):
        for line in ((*play, "--player", name), ("stats", "--player", name)):
            status, _, err = quiz(*line, lines="/skip\n")
            assert (status, f"`quiz players back {name}` undoes it" in err) == (2, True), err
    assert names_of(store) == ["Bo"]
    assert quiz("players", "add", "Ada")[1] == "Added Ada.\n"
    assert quiz(*play, "--player", "Ada", lines="/skip\n")[0] == 0
    assert quiz("players", "back", "Ada")[1] == "Ada (2) is back.\n"


@pytest.mark.parametrize(("said", "status", "names"), [("y", 0, ["Adda", "Ada"]), ("", 2, ["Ada"])])
def test_at_a_terminal_an_unknown_player_is_asked_about(
    quiz: Run,
    decks: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    status: int,
    names: list[str],
) -> None:
    play = (decks, "--plain", "--mode", "cram", "--limit", "1")
    quiz(*play, "--player", "Ada", lines="/skip\n")
    monkeypatch.setattr("quiz.cli.chosen_player.at_terminal", lambda: True)
    found, out, _ = quiz(*play, "--player", "Adda", lines=f"{said}\n/skip\n")
    question = "There is no player 'Adda'. Did you mean Ada? Add a new player? [y/N] "
    assert out.startswith(question)
    assert found == status
    assert names_of(Store.open(home)) == names


def test_first_player_name_is_accepted_unasked(quiz: Run, decks: Path, home: Path) -> None:
    quiz("due", decks)
    assert names_of(Store.open(home)) == ["player"]
    quiz(decks, "--mode", "cram", "--limit", "1", "--player", "Ada", lines="/skip\n")
    assert names_of(Store.open(home)) == ["Ada"]


def test_plain_mode_asks_name_on_a_terminal(
    quiz: Run, decks: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = (decks, "--plain", "--mode", "cram", "--limit", "1")
    monkeypatch.setattr("quiz.cli.play_plain.at_terminal", lambda: True)
    assert "What is your name?" in quiz(*play, lines="\n")[1]
    assert names_of(Store.open(home)) == ["player"]
    assert "What is your name?" in quiz(*play, lines="Ada\n/skip\n")[1]
    assert names_of(Store.open(home)) == ["Ada"]
    assert "What is your name?" not in quiz(*play, lines="/skip\n")[1]


def test_plain_mode_starts_with_the_tour_like_home(quiz: Run, home: Path) -> None:
    tour = "First a tour of the game; --deck NAME plays another deck."
    out = quiz("--plain", lines="")[1]
    assert tour in out
    assert "(welcome, new)" in out
    assert tour not in quiz("--plain", "--deck", "central-asia", lines="\n/skip\n" * 9)[1]
    # A player with answers is not a newcomer.
    assert tour not in quiz("--plain", lines="")[1]


def test_plain_mode_says_after_the_tour_what_comes_next(quiz: Run, home: Path) -> None:
    coming = "Next: quiz --plain plays new cards"
    out = quiz("--plain", lines="/skip\n" * 5)[1]
    assert "Quiz finished" in out
    assert coming in out
    out = quiz("--plain", "--limit", "1", lines="\n" + "/skip\n" * 9)[1]
    assert coming not in out


def test_plain_mode_does_not_send_away_from_a_tour_left_early(quiz: Run, home: Path) -> None:
    assert "Next: quiz --plain" not in quiz("--plain", lines="/skip\n/quit\n")[1]


def test_plain_mode_starts_elsewhere_if_the_tour_is_paused(quiz: Run, home: Path) -> None:
    quiz("deck", "welcome", "--pause")
    assert "(capital-cities, new)" in quiz("--plain", lines="")[1]


@pytest.mark.parametrize("command", ["due", "list", "stats"])
def test_first_reading_command_reports_lost_progress(
    quiz: Run, home: Path, tmp_path: Path, command: str
) -> None:
    deck = tmp_path / "capitals.yaml"
    cards = "title: Capitals\ncards:\n  - {prompt: Capital of Latvia, answer: Riga}\n"
    deck.write_text(cards + "  - {prompt: Capital of Estonia, answer: Tallinn}\n")
    quiz("--plain", deck, "--mode", "learn", lines="/skip\n" * 9)
    deck.write_text(cards + "  - {prompt: The chief town of the Estonians, answer: Talinn}\n")
    assert "1 card vanished with progress" in quiz(command, deck)[2]


@pytest.mark.parametrize("first", ["due", "stats"])
def test_lost_progress_is_reported_once_despite_silent_command(
    quiz: Run, home: Path, first: str
) -> None:
    deck = home / "decks" / "capitals.yaml"
    deck.parent.mkdir(parents=True)
    cards = "title: Capitals\ncards:\n  - {prompt: Capital of Latvia, answer: Riga}\n"
    deck.write_text(cards + "  - {prompt: Capital of Estonia, answer: Tallinn}\n")
    play = ("--plain", "--deck", "capitals", "--mode", "learn")
    quiz(*play, lines="/skip\n" * 9)
    deck.write_text(cards + "  - {prompt: The chief town of the Estonians, answer: Talinn}\n")
    assert "vanished" not in "".join(map(str, quiz(first)))
    said = "1 card vanished with progress"
    assert said in quiz(*play, lines="")[1]
    assert said not in quiz(*play, lines="")[1]


def test_players_are_listed_and_changed(quiz: Run, decks: Path, home: Path) -> None:
    assert quiz("players")[:2] == (0, "Nobody has played yet.\n")
    for name in ("Ada", "Adda"):
        play = (decks, "--mode", "cram", "--limit", "1", "--player", name, "--yes")
        quiz(*play, lines="/skip\n")
    assert quiz("players")[1] == (
        "* Adda, 1 answer\n  Ada, 1 answer\n* plays if no --player is given.\n"
    )
    assert "nothing was" in quiz("players", "join", "adda", "ada", lines="n\n")[1].casefold()
    assert quiz("players", "join", "adda", "ada", lines="y\n")[0] == 0
    assert quiz("players")[1] == "* Ada, 2 answers\n  Adda, joined to Ada\n"
    assert "2 answers" in quiz("stats", decks)[1]
    assert quiz("players", "back", "Adda")[1] == "Adda is back.\n"
    assert "1 answer," in quiz("stats", "--player", "ada", decks)[1]
    assert quiz("players", "rename", "Adda", "Bo")[1] == "Adda is now Bo.\n"
    assert quiz("players", "remove", "Bo", lines="")[0] == 1
    assert quiz("players", "remove", "Bo", "--yes")[0] == 0
    assert quiz("players")[1] == "* Ada, 1 answer\n  Bo, removed\n"
    key = Store.open(home).absent_players()[0].id
    assert key in quiz("players", "--ids")[1]
    assert quiz("players", "back", key)[1] == "Bo is back.\n"
    assert quiz("players", "add", " Cy ")[1] == "Added Cy.\n"
    for words, said in (
        (("rename", "Ada", "bo"), "there is already a player named Bo"),
        (("remove", "Adaa"), "there is no player named Adaa; did you mean Ada?"),
        (("join", "Ada", "ada"), "both names are the same player, Ada"),
        (("join", "Ada"), "takes 2 names"),
        (("back", "Zoe"), "nobody named Zoe was removed or joined"),
    ):
        status, _, err = quiz("players", *words)
        assert (status, said in err) == (2, True), err


def test_a_broken_deck_hides_no_other(quiz: Run, decks: Path) -> None:
    (decks / "broken.yaml").write_text("title: [\n")
    status, out, err = quiz("list", decks)
    assert status == 0
    assert "mini: Mini [b]deck[/b]\n" in out
    assert err == f"quiz: 1 file left out; `quiz check {decks}` says why\n"
    (decks / "also.yaml").write_text("titel: x\n")
    assert "2 files left out" in quiz("play", decks, "--mode", "quiz")[2]


@pytest.mark.parametrize(
    "line",
    [("--plain", "--mode", "quiz"), ("list",), ("due",), ("due", "--total"), ("stats",)],
)
def test_faults_of_named_file_are_reported(
    quiz: Run, home: Path, decks: Path, tmp_path: Path, line: tuple[str, ...]
) -> None:
    bad = tmp_path / "bad decks"
    bad.mkdir()
    typo = bad / "typo.yaml"
    typo.write_text("title: x\ncards:\n  - prompt: a\n    anwser: b\n")
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "own.yaml").write_text("title: [\n")
    why = "".join(f"{fault}\n" for fault in quiz("check", typo)[1].splitlines()[:-1])
    assert f"{typo}:4:5: " in why
    own = "quiz: 1 file left out; `quiz check` says why\n"
    assert quiz(*line, typo) == (1, "", why + own)
    # Another deck is still played.
    status, out, err = quiz(*line, typo, decks / "mini.yaml")
    assert (status, err) == (0, why + own)
    assert out
    whole = f"quiz: 1 file left out; `quiz check '{bad}'` says why\n"
    assert quiz(*line, bad) == (1, "", whole + own)
    (bad / "good.yaml").write_bytes((decks / "mini.yaml").read_bytes())
    status, _, err = quiz(*line, bad)
    assert (status, err) == (0, whole + own)
    # Without a path a prompt stays short.
    assert quiz(*line)[2] == ("" if line[0] in ("due", "stats") else own)


def test_screen_does_not_open_with_only_faults(
    quiz: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.cli.play.full_screen", lambda: True)
    typo = tmp_path / "typo.yaml"
    typo.write_text("titel: x\n")
    status, out, err = quiz(typo)
    assert (status, out) == (1, "")
    assert err.startswith(f"{typo}:1:1: ")


def test_list_shows_progress(quiz: Run, decks: Path) -> None:
    out = quiz("list", decks)[1]
    assert "9 cards, 0 due, 9 new, 0 mastered" in out
    assert str(decks / "mini.yaml") in out


def test_an_empty_library_says_how_to_start(
    quiz: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("quiz.paths.shipped_decks", lambda: tmp_path / "nothing")
    assert "`quiz new NAME` starts one" in quiz("list")[1]
    for mode in ("review", "quiz", "cram"):
        assert quiz("--plain", "--mode", mode)[1] == f"{NO_DECKS}\n"


def test_due_counts_per_deck(quiz: Run, decks: Path) -> None:
    assert quiz("due", decks)[1] == "    0 due     9 new  mini\n7 new today\n"
    assert quiz("due", "--total", decks)[1] == "0\n"
    mini = {"due": 0, "waiting": 0, "new": 7, "unseen": 9}
    assert json.loads(quiz("due", "--json", decks)[1]) == {"mini": mini}
    assert set(json.loads(quiz("due", "--json")[1])) >= {"welcome", "central-asia"}
    total = json.loads(quiz("due", "--json", "--total", decks)[1])
    assert total == {
        **mini,
        "done": 0,
        "learnt": 0,
        "spread_until": None,
        "exams": [],
        "tomorrow": {"due": 0, "within_limit": 0, "minutes": None},
    }


def test_waiting_cards_are_worded_alike_everywhere(quiz: Run, decks: Path, home: Path) -> None:
    quiz(decks, "--deck", "mini", "--mode", "cram", "--plain")
    with closing(Store.open(home)) as store:
        keys = [card.key for card in Game(store, [decks], Settings(), "player").cards_of()]
        long_ago = Moment(1_700_000_000_000)
        easy = answer(player=store.last_player().id, rating=Rating.EASY)
        store.append(
            *(easy._replace(id=number_id(n), card=k, moment=long_ago) for n, k in enumerate(keys))
        )
    (home / "settings.toml").write_text("reviews_per_day = 0\n")
    told = "0 done today, 7 more wait"
    assert f"    7 due     0 new  mini\n{told}\nTomorrow: 7 cards" in quiz("due", decks)[1]
    assert quiz("due", "--total", decks)[1] == "7\n"
    assert json.loads(quiz("due", "--json", decks)[1])["mini"]["waiting"] == 7
    assert f"7 of today's 9 due now\n{told}\n" in quiz("stats", decks)[1]
    assert json.loads(quiz("stats", "--json", decks)[1])["today"]["waiting"] == 7
    assert "7 due, 0 new" in quiz("list", decks)[1]
    assert f"{told}; Enter for more." in quiz(decks, "--mode", "review", "--plain")[1]
    limited = quiz(decks, "--mode", "review", "--limit", "40", "--plain")[1]
    assert "Review: 7 cards" in limited


def test_check_reports_every_fault_with_its_place(quiz: Run, decks: Path) -> None:
    status, out, _ = quiz("check", decks)
    assert (status, out) == (0, "1 deck with 9 valid cards.\n")
    bad = decks / "bad.yaml"
    bad.write_text("title: x\ncards:\n  - prompt: a\n    anwser: b\n  - colour: red\n")
    status, out, _ = quiz("check", decks)
    assert status == 1
    assert f"{bad}:4:5: " in out
    assert "answer" in out
    assert f"{bad}:5:" in out
    assert out.endswith(" in 1 file.\n")
    status, out, _ = quiz("check")
    assert status == 0
    assert "9 decks" in out


def test_new_writes_a_deck_without_faults_once(quiz: Run, home: Path, tmp_path: Path) -> None:
    status, out, _ = quiz("new", "my-spanish")
    path = home / "decks" / "my-spanish.yaml"
    assert status == 0
    assert f"Wrote {path}\n" in out
    assert quiz("check", path)[0] == 0
    assert "my-spanish: My spanish" in quiz("list")[1]
    before = path.read_bytes()
    status, _, err = quiz("new", "my-spanish")
    assert status == 2
    assert "already exists" in err
    assert path.read_bytes() == before
    assert quiz("new", "my-USA deck")[0] == 0
    assert "my-USA deck: My USA deck" in quiz("list")[1]
    elsewhere = tmp_path / "school" / "history.yml"
    assert quiz("new", elsewhere, "--title", "History: grade 9 #1")[0] == 0
    assert "History: grade 9 #1" in quiz("list", elsewhere)[1]
    assert quiz("new", " ")[2] == "quiz: a deck needs a name\n"
    (tmp_path / "file").write_text("")
    status, _, err = quiz("new", tmp_path / "file" / "x.yaml")
    assert status == 2
    assert "cannot make the folder" in err
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder").mkdir()
    for folder in (tmp_path / "folder.yaml", tmp_path / "folder"):
        status, _, err = quiz("new", folder)
        assert status == 2
        assert (
            err == f"quiz: {folder} is a folder, expected a deck in it, such as {folder}/my-deck\n"
        )
    assert quiz("new", tmp_path / ("x" * 300 + ".yaml"))[0] == 2


def test_new_makes_folders_among_the_own_decks(
    quiz: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = home / "decks" / "languages" / "spanish.yaml"
    status, out, _ = quiz("new", "languages/spanish")
    assert (status, out) == (
        0,
        f"Wrote {path}\nEdit it with `quiz edit languages/spanish`, then play.\n",
    )
    assert "languages/spanish: Spanish" in quiz("list")[1]
    # The folder and a deck may have the same name.
    assert quiz("new", "languages")[0] == 0
    assert find_deck("languages/spanish") == path
    assert not (tmp_path / "languages").exists()
    assert "my deck" in quiz("new", "my deck")[1]
    assert find_deck("my deck") == home / "decks" / "my deck.yaml"


def test_new_warns_if_deck_is_outside_own_folder(
    quiz: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, file in (
        ("school/history.yaml", "school/history.yaml"),
        ("./here", "here.yaml"),
        (str(tmp_path / "full"), str(tmp_path / "full.yaml")),
    ):
        assert quiz("new", name)[1] == (
            f"Wrote {file}\n"
            f"It is outside your decks: edit with `quiz edit {name}`, play with `quiz {file}`.\n"
        )
        assert (tmp_path / file).is_file()
    inside = home / "decks" / "inside.yaml"
    assert f"Edit it with `quiz edit {inside}`" in quiz("new", inside)[1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".hidden", ".hidden.yaml: names that start with a dot are not searched"),
        ("a/../b", "a/../b.yaml: names that start with a dot are not searched"),
        ("facts/b", "facts/b.yaml: folders named facts are not searched"),
        (".", ".: expected the name of a deck or the path of a file"),
        ("/", "/: expected the name of a deck or the path of a file"),
        ("~nobody-of-this-name", "~nobody-of-this-name: expected the name of a deck"),
        ("a/", "a/ is a folder, expected a deck in it, such as a/my-deck"),
        ("./a.yaml/", "./a.yaml/ is a folder, expected a deck in it"),
    ],
)
def test_new_refuses_deck_that_would_not_be_found(
    quiz: Run, home: Path, name: str, said: str
) -> None:
    status, out, err = quiz("new", name)
    assert (status, out) == (2, "")
    assert said in err
    assert not list(home.rglob("*.yaml"))


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make the editor a Python program, given as text; the path is its last argument."""

    def become(program: str) -> None:
        script = tmp_path / "editor program.py"
        script.write_text(program)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")

    return become


WRITE = "import sys; open(sys.argv[-1], 'a').write({!r})"


def test_edit_opens_the_editor_and_checks(
    quiz: Run, decks: Path, editor: Callable[[str], None]
) -> None:
    editor(WRITE.format("  - prompt: a\n    answer: b\n"))
    status, out, _ = quiz("edit", decks / "mini.yaml")
    assert (status, out) == (0, "1 deck with 10 valid cards.\n")
    editor(WRITE.format("  - nonsense\n"))
    status, out, _ = quiz("edit", decks / "mini.yaml")
    assert status == 1
    assert "mini.yaml:" in out


def test_edit_finds_own_decks_by_name(quiz: Run, editor: Callable[[str], None]) -> None:
    editor("")
    quiz("new", "spanish")
    assert quiz("edit", "spanish")[0] == 0
    status, _, err = quiz("edit", "german")
    assert status == 2
    assert "there is no deck named german; see `quiz list`, or start it with `quiz new`" in err
    for word in ("Spanish", "spa", "spanihs"):
        assert (
            quiz("edit", word)[2] == f"quiz: there is no deck named {word}; did you mean spanish?\n"
        )
    assert "is a folder" in quiz("edit", "spanish/")[2]


def test_advice_for_name_with_leading_dash_works(
    quiz: Run, home: Path, editor: Callable[[str], None]
) -> None:
    editor("")
    assert quiz("new", "--", "-x")[1] == (
        f"Wrote {home / 'decks' / '-x.yaml'}\nEdit it with `quiz edit -- -x`, then play.\n"
    )
    assert quiz("edit", "--", "-x")[0] == 0


def test_edit_reports_a_failing_editor(
    quiz: Run, decks: Path, editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = decks / "mini.yaml"
    editor("raise SystemExit(3)")
    assert "ended with status 3" in quiz("edit", deck)[2]
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    assert "cannot start no-such-editor-anywhere" in quiz("edit", deck)[2]
    monkeypatch.setenv("EDITOR", "'unclosed")
    assert "cannot read EDITOR" in quiz("edit", deck)[2]
    monkeypatch.setenv("EDITOR", " ")
    monkeypatch.setenv("PATH", str(decks))
    assert "set EDITOR" in quiz("edit", deck)[2]
    if os.name != "nt":
        nano = decks / "nano"
        nano.write_text("#!/bin/sh\nexit 4\n")
        nano.chmod(0o755)
        assert "nano ended with status 4" in quiz("edit", deck)[2]


FACTS = Path(__file__).parents[2] / "decks" / "facts" / "china-kazakhstan-2015.yaml"


def test_build_writes_or_prints_the_deck(quiz: Run, tmp_path: Path) -> None:
    target = tmp_path / "deck.yaml"
    status, out, err = quiz("facts", "build", FACTS, "-o", target)
    assert (status, err) == (0, "")
    assert out.startswith(f"Wrote {target}: ")
    assert "cards from" in out
    assert quiz("facts", "build", FACTS)[1] == target.read_text(encoding="utf-8")
    assert quiz("facts", "build", FACTS, "-o", "-") == quiz("facts", "build", FACTS)
    status, _, err = quiz("facts", "build", FACTS, "-o", tmp_path / "no" / "deck.yaml")
    assert status == 2
    assert "cannot write" in err
    assert "cannot read" in quiz("facts", "build", tmp_path / "gone.yaml")[2]
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: x\nfacts: 3\n")
    status, out, err = quiz("facts", "build", bad)
    assert (status, out) == (1, "")
    assert f"{bad}:2:" in err


def test_build_overwrites_only_its_own_output(quiz: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(FACTS.read_bytes())
    for force in ((), ("--force",)):
        status, out, err = quiz(
            "facts", "build", facts, "-o", tmp_path / "." / "facts.yaml", *force
        )
        assert (status, out) == (2, "")
        assert err == f"quiz: {facts} is the facts file; choose another file for the deck\n"
    assert facts.read_bytes() == FACTS.read_bytes()
    deck = tmp_path / "deck.yaml"
    deck.write_text("title: Mine\ncards:\n  - {prompt: a, answer: b}\n")
    mine = deck.read_bytes()
    for lines in ("", "n\n", "\n"):
        status, out, _ = quiz("facts", "build", facts, "-o", deck, lines=lines)
        assert status == 1
        assert f"{deck} already exists. Overwrite it? [y/N]" in out
        assert out.endswith("\nNothing was written.\n")
        assert deck.read_bytes() == mine
    assert quiz("facts", "build", facts, "-o", deck, "--force")[0] == 0
    built = deck.read_bytes()
    # A deck that was built may be built again, with or without a line for editors above its mark,
    # or a byte order mark.
    for schema in (b"", b"# yaml-language-server: $schema=x.json\n", b"\xef\xbb\xbf"):
        deck.write_bytes(schema + built[built.index(b"# Generated by") :])
        status, out, err = quiz("facts", "build", facts, "-o", deck)
        assert (status, out[: out.index(":")], err) == (0, f"Wrote {deck}", "")
        assert deck.read_bytes() == built
    deck.write_bytes(mine + built)
    assert quiz("facts", "build", facts, "-o", deck, lines="y\n")[0] == 0
    assert deck.read_bytes() == built
    assert "is a folder" in quiz("facts", "build", facts, "-o", tmp_path)[2]


def test_build_adds_the_suffix_by_which_decks_are_found(quiz: Run, tmp_path: Path) -> None:
    for name, file in (("news", "news.yaml"), ("may.2015", "may.2015.yaml"), ("a.yml", "a.yml")):
        status, out, _ = quiz("facts", "build", FACTS, "-o", tmp_path / name)
        assert (status, out[: out.index(": ")]) == (0, f"Wrote {tmp_path / file}")
        assert (tmp_path / file).is_file()
    assert sorted(path.name for path in tmp_path.glob("*.y*ml")) == [
        "a.yml",
        "may.2015.yaml",
        "news.yaml",
    ]
    # The name of the facts without its suffix means the facts.
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(FACTS.read_bytes())
    assert "is the facts file" in quiz("facts", "build", facts, "-o", tmp_path / "facts")[2]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_build_writes_to_a_pipe_under_its_own_name(quiz: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with os.fdopen(os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK), "rb") as pipe:
        assert quiz("facts", "build", FACTS, "-o", tmp_path / "pipe")[0] == 0
        assert pipe.read(7) == b"# yaml-"
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_statistics_in_words_and_as_json(
    quiz: Run, decks: Path, make_game: Callable[..., Game]
) -> None:
    game = make_game(player="ada")
    play = play_mode(game, Mode.CRAM)
    for _ in range(9):
        play.submit(None, 9_000)
        play.next()
    status, out, _ = quiz("stats", decks)
    assert status == 0
    for part in ("ada: level 1", "9 answers, 0% right", "Retention", "Hardest cards", "mini"):
        assert part in out
    assert "Decks: new, learning, young, mastered\n" in out
    # Charts are also described in words; --plain has only the words.
    assert (
        "\nAnswers today 0, in 7 days 0, in 30 days 0, in 365 days 0\nMost on 2023-11-14: 9" in out
    )
    assert "\nDue today " in out
    words = quiz("stats", "--plain", decks)[1]
    assert not set("░▒▓█▁▂▃▄▅▆▇·") & set(words)
    assert "  mini: " in words
    assert " learning, 0 young, 0 mastered\n" in words
    data = json.loads(quiz("stats", "--json", decks)[1])
    assert data["answers"] == 9
    assert set(data["decks"]["mini"]) == {"new", "learning", "young", "mature"}
    mini = Library.load([decks]).decks["mini"].cards
    cards = {card.prompt: card.answer for card in mini}
    assert data["hardest"]
    for row in data["hardest"]:
        assert (row["deck"], row["answer"]) == ("mini", cards[row["prompt"]])
    (decks / "mini.yaml").write_text("title: other\ncards:\n  - {prompt: a, answer: b}\n")
    assert "Hardest cards" not in quiz("stats")[1]
    assert not json.loads(quiz("stats", "--json")[1])["hardest"]


def test_wrong_settings_are_named_and_the_rest_holds(quiz: Run, home: Path, decks: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("desired_retention = 7\n")
    status, _, err = quiz("due", decks)
    assert status == 0
    assert "settings.toml:1" in err


def test_interrupted_and_broken_pipes_end_quietly(
    quiz: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("quiz.cli.due.execute", interrupted)
    assert quiz("due")[0] == 130


def test_deck_option_starts_a_round(
    quiz: Run, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def run_app(
        game: Game, mode: object, names: object, limit: object, at_once: bool, **_: object
    ) -> int:
        game.store.close()
        opened.append((names, at_once))
        return 0

    monkeypatch.setattr("quiz.cli.play.full_screen", lambda: True)
    monkeypatch.setattr("quiz.tui.app.run_app", run_app)
    assert quiz(decks, "--deck", "mini")[0] == 0
    assert quiz(decks)[0] == 0
    assert opened == [(["mini"], True), (["mini"], False)]


def test_faulty_deck_is_named_as_faulty(quiz: Run, decks: Path) -> None:
    (decks / "broken.yaml").write_text("title: Broken\n")
    status, _, err = quiz(decks, "--deck", "broken")
    assert status == 2
    assert f"the deck broken cannot be read; `quiz check {decks}` says why" in err


def test_help_is_a_command_too(quiz: Run) -> None:
    assert quiz("help") == quiz("--help")
    assert quiz("help", "facts", "review") == quiz("facts", "review", "--help")
    status, out, _ = quiz("facts", "--help")
    assert status == 0
    assert "usage: quiz facts review" in out
    assert "usage: quiz facts build" in out


def test_misspelt_command_is_suggested(quiz: Run) -> None:
    status, _, err = quiz("chek")
    assert status == 2
    assert "did you mean `quiz check`?" in err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("dew", "`quiz due` or `quiz new`"),
        ("deu", "`quiz due`"),
        ("paly", "`quiz play`"),
        ("ilst", "`quiz list` or `quiz lost`"),
        ("gen", "`quiz generate`"),
        ("ecport", "`quiz export` or `quiz import`"),
        ("Due", "`quiz due`"),
    ],
)
def test_all_similar_commands_are_suggested(quiz: Run, word: str, meant: str) -> None:
    assert f"; did you mean {meant}?\n" in quiz(word)[2]
    assert "did you mean" not in quiz("xyzzy")[2]


def test_all_similar_decks_are_suggested(quiz: Run, decks: Path) -> None:
    for name in ("maxi", "mint", "minim"):
        (decks / f"{name}.yaml").write_bytes((decks / "mini.yaml").read_bytes())
    assert "; did you mean mini, mint or minim?\n" in quiz("list", "--deck", "min", decks)[2]


def test_deck_named_like_missing_path_is_suggested(quiz: Run) -> None:
    assert "did you mean `--deck welcome`?" in quiz("welcom")[2]


@pytest.mark.parametrize(
    "line",
    [
        ("--player", "Ada", "stats"),
        ("--player=Ada", "stats"),
        ("--player", "stats", "--player", "Ada", "stats"),
        ("--json", "--deck", "mini", "stats", "--player", "Ada"),
    ],
)
def test_options_may_precede_the_command(quiz: Run, decks: Path, line: tuple[str, ...]) -> None:
    quiz(decks, "--player", "Ada", "--mode", "learn", "--limit", "1", lines="/skip\n")
    quiz(decks, "--player", "Bo", "--mode", "quiz", "--limit", "1")
    place = line.index("stats", len(line) - 3)
    after = ("stats", *line[:place], *line[place + 1 :], decks)
    assert quiz(*line, decks) == quiz(*after)
    assert quiz(*line, decks)[0] == 0


def test_options_before_command_are_round_options() -> None:
    parser = argparse.ArgumentParser()
    _module_of(None).add_arguments(parser)
    with_word = {
        name for each in parser._actions if each.nargs is None for name in each.option_strings
    }
    assert with_word == set(_WITH_WORD)


def test_non_option_before_command_is_a_path(quiz: Run, decks: Path) -> None:
    assert "due: no such file" in quiz("--player", "Ada", "--", "due")[2]
    assert quiz("--version", "due")[1] == f"quiz {__version__}\n"
    assert "usage: quiz due" in quiz("--help", "due")[1]
    assert "quiz due: error: unrecognized arguments: --mode" in quiz("--mode", "quiz", "due")[2]
    status, _, err = quiz(decks, "due")
    assert status == 2
    assert "; a command must come before all paths: `quiz due …`\n" in err


def test_one_answer_is_singular(quiz: Run, decks: Path) -> None:
    quiz(decks, "--mode", "quiz", "--limit", "1", lines="/skip\n")
    assert "\n1 answer, 1 free guess at new cards left out, 0 min answering" in quiz("stats")[1]


def test_due_cards_are_spread_over_days(quiz: Run, decks: Path) -> None:
    assert quiz("spread")[1] == "0 cards due, not spread.\n"
    assert "spread until 2" in quiz("spread", "7")[1]
    assert "not spread" in quiz("spread", "--off")[1]
    for wrong in (("0",), ("366",)):
        status, _, err = quiz("spread", *wrong)
        assert status != 0
        assert "a whole number from 1 to 365" in err
    assert quiz("spread", "7", "--off")[0] == 2
