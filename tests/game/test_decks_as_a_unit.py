"""Folders and decks with their own pause, limits and retention."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.game.deck_rows import rows_of, unfolded
from quiz.game.deck_titles import deck_title
from quiz.game.game import Game
from quiz.game.play import context_of, play_mode
from quiz.history.events import Mode
from quiz.settings.settings import DeckOptions, Settings
from quiz.storage.library.folders import Branch, below, folders, tree
from tests.factories import answer, see_new_cards

MakeGame = Callable[..., Game]
DAY = 86_400_000


@pytest.fixture
def folder(decks: Path) -> Path:
    """Beside "mini" the decks "lang/es" and "lang/fr", of three cards each."""
    (decks / "lang").mkdir()
    for name in ("es", "fr"):
        cards = "".join(f"  - {{prompt: {name} {n}, answer: answer {n}}}\n" for n in range(3))
        (decks / "lang" / f"{name}.yaml").write_text(f"title: {name}\ncards:\n{cards}")
    return decks


def own(**decks: DeckOptions) -> Settings:
    named = {name.replace("_", "/"): options for name, options in decks.items()}
    return Settings(animations=False, decks=named)


def test_decks_as_a_tree() -> None:
    names = ["welcome", "lang/es", "lang/asia/zh", "lang/fr"]
    assert list(tree(names)) == [
        Branch("welcome", 0),
        Branch("lang/", 0),
        Branch("lang/es", 1),
        Branch("lang/asia/", 1),
        Branch("lang/asia/zh", 2),
        Branch("lang/fr", 1),
    ]
    assert folders(names) == ["lang/", "lang/asia/"]
    assert below("lang", names) == below("lang/", names) == names[1:]
    assert below("lan", names) == []
    assert below("lang/es", names) == ["lang/es"]


def test_a_deck_with_the_name_of_a_folder_is_in_it(folder: Path, make_game: MakeGame) -> None:
    names = ["a", "a/b", "a/b/c", "d"]
    assert list(tree(names)) == [
        Branch("a/", 0), Branch("a", 1), Branch("a/b/", 1), Branch("a/b", 2), Branch("a/b/c", 2),
        Branch("d", 0),
    ]  # fmt: skip
    assert below("a/", names) == ["a", "a/b", "a/b/c"]
    (folder / "lang.yaml").write_text((folder / "lang" / "es.yaml").read_text())
    game = make_game()
    _, counted = game.counts_by_deck()
    assert game.counts_of_folders(counted)["lang/"].total == 9
    rows = {row.name: row for row in rows_of(game, *game.counts_by_deck())}
    assert (rows["lang/"].title, rows["lang/"].decks) == ("es", ["lang", "lang/es", "lang/fr"])
    assert rows["lang"].decks == ["lang"]
    shown = [row.name for row in unfolded(list(rows.values()), ["lang/"])]
    assert "lang/" in shown
    assert not {"lang", "lang/es"} & set(shown)


def test_a_folder_keeps_its_name_as_people_write_it(folder: Path, make_game: MakeGame) -> None:
    spanish = folder / "lang" / "es.yaml"
    spanish.write_text(spanish.read_text().replace("cards:", "folder: Lang\ncards:", 1))
    game = make_game()
    assert "Lang" in [row.title for row in rows_of(game, *game.counts_by_deck())]
    spanish.write_text(spanish.read_text().replace("folder: Lang", "folder: Elsewhere"))
    game.refresh()
    assert "lang" in [row.title for row in rows_of(game, *game.counts_by_deck())]


def test_a_folder_means_all_decks_below_it(folder: Path, make_game: MakeGame) -> None:
    game = make_game()
    assert game.decks_named("lang") == game.decks_named("lang/") == ["lang/es", "lang/fr"]
    assert game.decks_named("lang/es") == ["lang/es"]
    assert game.decks_named("langs") == []
    _, counted = game.counts_by_deck()
    assert game.counts_of_folders(counted)["lang/"].total == 6
    play = play_mode(game, Mode.QUIZ, game.decks_named("lang"))
    assert {card.deck for card in play.state.queue} <= {"lang/es", "lang/fr"}


def test_decks_with_one_title_show_their_names(folder: Path, make_game: MakeGame) -> None:
    mini = (folder / "mini.yaml").read_text()
    (folder / "mini-2.yaml").write_text(mini)
    (folder / "lang" / "mini.yaml").write_text(mini)
    game = make_game()
    title = game.decks["mini"].title
    shown = {row.name: row.title for row in rows_of(game, *game.counts_by_deck())}
    assert shown["mini"] == f"{title} (mini)"
    assert shown["mini-2"] == f"{title} (mini-2)"
    assert shown["lang/mini"] == title
    # Where no folder stands above it, the folder tells decks of one title apart.
    named = {name: deck_title(game, name) for name in game.decks}
    assert len(set(named.values())) == len(named)
    assert named["lang/mini"] == f"{title} (lang)"
    assert named["mini"] == f"{title} (mini)"
    assert named["lang/es"] == game.decks["lang/es"].title


def test_a_paused_deck_asks_and_counts_nothing(folder: Path, make_game: MakeGame) -> None:
    game = make_game(own=own(lang=DeckOptions(paused=True), lang_fr=DeckOptions(paused=False)))
    total, counted = game.counts_by_deck()
    assert (counted["lang/es"].new, counted["lang/fr"].new) == (0, 3)
    assert total.new == counted["mini"].new + 3
    for mode in Mode:
        if mode not in (Mode.REVIEW, Mode.MISTAKES):
            assert not play_mode(game, mode, ["lang/es"]).question
            assert play_mode(game, mode, ["lang/fr"]).question
    assert game.is_paused(["lang/es"])
    assert not game.is_paused(["lang/es", "lang/fr"])
    game.use_settings(own())
    assert game.counts(["lang/es"]).new == 3


def test_decks_of_a_folder_share_its_limit(folder: Path, make_game: MakeGame) -> None:
    game = make_game(own=own(lang=DeckOptions(new_per_day=2)))
    total, counted = game.counts_by_deck()
    assert counted["lang/es"].new == counted["lang/fr"].new == 2
    assert game.counts_of_folders(counted)["lang/"].new == 2
    assert total.new == 2 + counted["mini"].new
    play = play_mode(game, Mode.LEARN, ["lang/es", "lang/fr"])
    see_new_cards(play).submit(None, ms=1_000)
    play.finish()
    total, counted = game.counts_by_deck()
    assert counted["lang/es"].new == counted["lang/fr"].new == 1
    assert total.new == 1 + counted["mini"].new


def test_deck_has_own_retention(folder: Path, make_game: MakeGame) -> None:
    game = make_game()
    es, fr = (game.cards_of([name])[0] for name in ("lang/es", "lang/fr"))
    now = game.clock()
    for number, card in enumerate((es, fr)):
        for day in range(3):
            moment = now.later(day * 9 * DAY)
            event = answer(id=game.new_id(moment), card=card.key, deck=card.deck, moment=moment)
            game.record(event._replace(round=game.new_id(moment), ms=1000 + number))

    def interval(card: str) -> int:
        memory = game.collection.memory(card)
        assert memory is not None
        return memory.interval

    general = interval(es.key), interval(fr.key)
    game.use_settings(own(lang_es=DeckOptions(retention=0.75)))
    assert interval(es.key) > 2 * general[0]
    assert interval(fr.key) == general[1]
    later = now.later(60 * DAY)
    lax, strict = (
        context_of(game).preview(game.collection.memory(card.key), later, card.key)
        for card in (es, fr)
    )
    assert (
        max(lax.values(), key=lambda i: i.ms).ms > 2 * max(strict.values(), key=lambda i: i.ms).ms
    )
    # A card that moves to another deck gets its retention.
    text = (folder / "lang" / "fr.yaml").read_text()
    (folder / "lang" / "fr.yaml").write_text(
        text.replace("  - {prompt: fr 0, answer: answer 0}\n", "")
    )
    path = folder / "lang" / "es.yaml"
    path.write_text(path.read_text() + "  - {prompt: fr 0, answer: answer 0}\n")
    game.refresh()
    assert interval(fr.key) > 2 * general[1]
    game.use_settings(own())
    assert (interval(es.key), interval(fr.key)) == general
