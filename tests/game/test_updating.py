"""An author's corrections arrive; the player's changes and progress stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz import paths
from quiz.cli.changed_cards import difference
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, CardsNote, TermNote
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.decks.shown_fields import shown_fields
from quiz.decks.template import Template
from quiz.formats.deck_update import updated
from quiz.formats.interchange import ForeignDeck, ImportedFile
from quiz.game.game import Game
from quiz.game.importing import ImportResult, carry_out, plan_import
from quiz.settings.settings import Settings
from quiz.storage.library.scan import deck_at
from quiz.storage.log.store import Store
from tests.factories import Clock, Run, plays

NOW = 1_700_000_000_000


@pytest.fixture
def game(home: Path) -> Game:
    store = Store.open(paths.home())
    plays(store, "ada")
    return Game(store, [paths.own_decks()], Settings(), "ada", clock=Clock(NOW), seed=1)


def bring(game: Game, *notes: Note, update: bool = False, name: str = "birds") -> ImportResult:
    given = ImportedFile((ForeignDeck(name, Deck("Birds", notes)),))
    return carry_out(game, plan_import(game, given, update=update), offset_at=lambda ms: 0)


def there(name: str = "birds") -> tuple[Note, ...]:
    return deck_at(paths.own_decks() / f"{name}.yaml").notes


def edit(old: str, new: str) -> None:
    path = paths.own_decks() / "birds.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def with_id(note: BasicNote, id_: str) -> BasicNote:
    return note.with_extras(Extras(id_))


AMSEL, ENTE = BasicNote("Amsel", "blackbrid"), BasicNote("Ente", "duck")


@pytest.mark.parametrize("ids", [("a", "e"), ("", "")])
def test_corrections_arrive_and_changes_stay(game: Game, ids: tuple[str, str]) -> None:
    amsel, ente = with_id(AMSEL, ids[0]), with_id(ENTE, ids[1])
    bring(game, amsel, ente)
    keys = [card.key for card in game.cards_of(["birds"])]
    edit("answer: duck", "answer: duck\n    hint: swims # mine")
    edit("cards:", "cards: # my comment")
    game.refresh()
    fixed = with_id(BasicNote("Amsel", "blackbird"), ids[0])
    better = with_id(BasicNote("die Ente", "duck"), ids[1])
    done = bring(game, fixed, better, BasicNote("Gans", "goose"), update=True)
    assert (done.corrected, done.files[0][1]) == (2, 1)
    assert there() == (
        fixed,
        BasicNote("die Ente", "duck", extras=Extras(ids[1], hint="swims")),
        BasicNote("Gans", "goose"),
    )
    text = (paths.own_decks() / "birds.yaml").read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# my comment" in text
    # Their cards keep their keys, and so their progress.
    assert [card.key for card in game.cards_of(["birds"])][:2] == keys
    copy = paths.home() / "backups" / "decks-before-import" / "birds.yaml"
    assert "blackbrid" in copy.read_text(encoding="utf-8")
    again = ImportedFile((ForeignDeck("birds", Deck("Birds", (fixed, better, there()[2]))),))
    assert plan_import(game, again, update=True).is_empty


def test_both_changed_the_same(game: Game) -> None:
    bring(game, AMSEL, ENTE)
    edit("answer: duck", "answer: my duck")
    game.refresh()
    newer = ImportedFile((ForeignDeck("birds", Deck("", (AMSEL, BasicNote("Ente", "a duck")))),))
    plan = plan_import(game, newer, update=True)
    (deck,) = plan.decks
    assert plan.is_empty
    assert deck.update is not None
    (conflict,) = deck.update.joined.questions
    taken = deck.settled(conflict, mine=False)
    assert taken.after is not None
    assert b"answer: a duck" in taken.after
    assert taken.settled(conflict, mine=True).after is None


def test_what_either_side_deleted_stays_so(game: Game) -> None:
    gans = BasicNote("Gans", "goose")
    bring(game, AMSEL, ENTE, gans)
    edit("  - prompt: Gans\n    answer: goose\n", "")
    game.refresh()
    done = bring(game, AMSEL, BasicNote("Gans", "a goose"), update=True)
    # The author no longer has a duck, and the player no goose.
    assert done.files == ()
    assert there() == (AMSEL, ENTE)


def test_without_update_corrections_stay_possible(game: Game) -> None:
    bring(game, AMSEL, ENTE)
    fixed, gans = BasicNote("Amsel", "blackbird"), BasicNote("Gans", "goose")
    newer = ImportedFile((ForeignDeck("birds", Deck("", (fixed, ENTE, gans))),))
    plan = plan_import(game, newer)
    assert plan.decks[0].merging.new == (gans,)
    assert plan.decks[0].merging.differ == 1
    carry_out(game, plan, offset_at=lambda ms: 0)
    assert there() == (AMSEL, ENTE, gans)
    assert bring(game, fixed, ENTE, gans, update=True).corrected == 1
    assert there() == (fixed, ENTE, gans)


def test_an_import_of_an_unknown_time_is_corrected(game: Game) -> None:
    bring(game, with_id(AMSEL, "a"), ENTE)
    (paths.home() / "imports" / "birds.yaml").unlink()
    edit("answer: duck", "answer: my duck")
    game.refresh()
    newer = with_id(BasicNote("Amsel", "blackbird"), "a")
    given = ImportedFile((ForeignDeck("birds", Deck("", (newer,))),))
    plan = plan_import(game, given, update=True)
    assert plan.decks[0].update is not None
    assert plan.decks[0].update.is_first
    carry_out(game, plan, offset_at=lambda ms: 0)
    assert there() == (newer, BasicNote("Ente", "my duck"))


def test_a_newer_version_of_a_reworded_deck_is_the_same_deck(game: Game) -> None:
    bring(game, AMSEL)
    assert bring(game, BasicNote("Amsel", "blackbird"), update=True).corrected == 1
    assert not (paths.own_decks() / "birds-2.yaml").exists()
    # Without the wish for an update, it is another deck with the same name.
    bring(game, BasicNote("Reh", "deer"))
    assert there("birds-2") == (BasicNote("Reh", "deer"),)


def test_fields_of_one_card_from_both_sides() -> None:
    base = BasicNote("a", "b", ("c",), extras=Extras("1", hint="h"))
    mine = BasicNote("a!", "b", ("c", "d"), extras=Extras("1", hint="mine"))
    theirs = BasicNote("a", "d", ("c",), ("wrong",), extras=Extras("1", hint="h", source="s"))
    result = updated([base], [mine], [theirs]).result
    assert result.changed == (
        (
            mine,
            BasicNote("a!", "d", ("c",), ("wrong",), Extras("1", hint="mine", source="s")),
        ),
    )
    term, new_term, new_definition = (
        TermNote(*sides, extras=Extras("2")) for sides in (("x", "y"), ("X", "y"), ("x", "Y"))
    )
    assert updated([term], [new_term], [new_definition]).result.changed == (
        (new_term, TermNote("X", "Y", extras=Extras("2"))),
    )


def test_the_command_shows_what_changed(quiz: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "birds.csv"
    path.write_text("Amsel,blackbrid\nEnte,duck\nGans,goose\n")
    quiz("import", path, "--yes")
    deck = home / "decks" / "birds.yaml"
    deck.write_text(deck.read_text().replace("goose", "my goose"))
    path.write_text("Amsel,blackbird\nEnte,duck\nGans,a goose\n")
    out = quiz("import", path, "--dry-run")[1]
    assert "2 notes already here" in out or "3 notes already here" in out
    assert "--update shows and takes corrections" in out
    out = quiz("import", path, "--update", "--dry-run")[1]
    assert "  1 note corrected:\n  Amsel: answer: blackbrid → blackbird\n" in out
    assert "changed by you and by the author, yours stays: Gans: answer: my goose → a goose" in out
    status, out, _ = quiz("import", path, "--update", lines="y\nt\n")
    assert status == 0
    assert "birds: you and the author changed a card.\n  mine: prompt: Gans; answer: my " in out
    assert "Corrected 2 notes; the decks as they were are in" in out
    assert "blackbird" in deck.read_text()
    assert "answer: a goose" in deck.read_text()
    assert quiz("import", path, "--update", "--yes")[1].endswith("Nothing new to import.\n")
    # With nothing but a question, it is asked once.
    deck.write_text(deck.read_text().replace("a goose", "my goose"))
    path.write_text("Amsel,blackbird\nEnte,duck\nGans,the goose\n")
    assert quiz("import", path, "--update", "--yes")[1].endswith("Nothing new to import.\n")
    out = quiz("import", path, "--update", lines="y\nm\n")[1]
    assert out.endswith("Nothing new to import: everything is already here.\n")
    assert "my goose" in deck.read_text()
    assert quiz("import", path, "--update")[1].endswith("Nothing new to import.\n")
    assert quiz("check", deck)[0] == 0


@pytest.mark.parametrize("update", [True, False])
def test_a_deck_that_the_author_renamed_is_known_by_its_notes(game: Game, update: bool) -> None:
    amsel, ente = with_id(AMSEL, "a"), with_id(ENTE, "e")
    bring(game, amsel, ente)
    fixed, gans = with_id(BasicNote("Amsel", "blackbird"), "a"), with_id(BasicNote("G", "g"), "g")
    bring(game, fixed, ente, gans, update=update, name="animals/birds")
    assert there() == (fixed if update else amsel, ente, gans)
    # A deck with only a few of these notes is another one.
    spider = (with_id(BasicNote(n, n), n) for n in "uvwxyz")
    bring(game, gans, *spider, update=update, name="others")
    assert len(there("others")) == 6


def test_what_changed_in_a_note_of_several_cards_reads_like_text() -> None:
    cards = (BasicNote("{Word}", "{Meaning}"), BasicNote("{Meaning}", "{Word}"))
    old, new = (
        CardsNote((("Word", "hund"), ("Meaning", each)), Template("V", ("Word", "Meaning"), cards))
        for each in ("dgo", "dog")
    )
    assert difference(old, new) == "hund: Meaning: dgo → dog"
    old, new = (
        CardsNote((), Template("", (), (BasicNote("a", "b"), BasicNote("c", each))))
        for each in ("dgo", "dog")
    )
    assert difference(old, new) == "a: 2. answer: dgo → dog"
    assert shown_fields(new) == "1. prompt: a; 1. answer: b; 2. prompt: c; 2. answer: dog"


def test_a_note_that_its_author_moved_is_corrected_where_it_is(game: Game) -> None:
    amsel, ente = with_id(AMSEL, "a"), with_id(ENTE, "e")
    bring(game, amsel, ente)
    right = with_id(BasicNote("Amsel", "blackbird"), "a")
    decks = (
        ForeignDeck("birds", Deck("Birds", (ente,))),
        ForeignDeck("songbirds", Deck("Songbirds", (right,)), suspended=(("a", 0),)),
    )
    plan = plan_import(game, ImportedFile(decks), update=True)
    assert plan.remarks == ("1 note in another deck there than here; it stays where it is",)
    assert [deck.update and deck.update.gone for deck in plan.decks] == [()]
    assert carry_out(game, plan, offset_at=lambda ms: 0).suspended == 1
    assert there() == (right, ente)
    assert not (paths.own_decks() / "songbirds.yaml").exists()
