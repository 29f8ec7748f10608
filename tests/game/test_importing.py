from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quiz import paths
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.errors import QuizError
from quiz.formats.file_io import format_for, read_file, write_file
from quiz.formats.interchange import ForeignDeck, ImportedFile, PastMemory, PastReview
from quiz.game.exporting import exported_deck
from quiz.game.game import Game
from quiz.game.importing import ImportResult, carry_out, plan_import
from quiz.game.play import play_mode
from quiz.history.effective_events import union
from quiz.history.events import Answer, Input, MarkKind, Mode, Placement
from quiz.history.rating import Rating
from quiz.scheduling.memory import Phase
from quiz.settings.settings import Settings
from quiz.storage.library.scan import deck_at
from quiz.storage.log.store import Store
from tests.factories import Clock, plays, see_new_cards

DAY = 86_400_000
NOW = 1_700_000_000_000
LAST = NOW - 3 * DAY

NOTES = (
    TermNote("chat", "cat", extras=Extras(id="guid-1")),
    ClozeNote((Gap("Paris"), " is in ", Gap("France")), extras=Extras(id="#guid 2")),
    BasicNote("without a past", "none"),
)
FOREIGN = ForeignDeck(
    "French/Basics",
    Deck("Basics", NOTES),
    (
        PastReview("guid-1", 0, LAST - 9 * DAY, 4_000, 3, "r1"),
        PastReview("guid-1", 0, LAST, 5_000, 1, "r2"),
        PastReview("guid-1", 1, LAST, 6_000, 4, "r3", cram=True),
        PastReview("#guid 2", 1, LAST, 7_000, 2, "r4"),
    ),
    (PastMemory("guid-1", 0, LAST, 12.5, 6.25, 10, NOW // DAY + 4, 8, 2),),
    (("#guid 2", 0),),
)


@pytest.fixture
def game(home: Path) -> Game:
    return open_game()


def open_game(*, player: str = "ada", home: Path | None = None) -> Game:
    store = Store.open(home or paths.home())
    plays(store, player)
    folders = [paths.own_decks()]
    return Game(store, folders, Settings(), player, clock=Clock(NOW), seed=1)


def bring(game: Game, *decks: ForeignDeck, deck: str = "") -> ImportResult:
    return carry_out(game, plan_import(game, ImportedFile(decks), deck), offset_at=lambda ms: 60)


def keys(game: Game, name: str) -> list[str]:
    return [card.key for card in game.cards_of([name])]


def test_imported_history_continues_in_the_game(game: Game) -> None:
    done = bring(game, FOREIGN)
    path = paths.own_decks() / "french" / "basics.yaml"
    assert done == ImportResult(((path, 5),), 4, 1, 1, 0, 0, 0)
    again = open_game()
    cards = again.cards_of(["french/basics"])
    assert [card.prompt for card in cards][:2] == ["chat", "cat"]
    assert [card.key for card in cards] == keys(game, "french/basics")
    first = again.collection.history(cards[0].key)
    assert [(a.rating, a.credit, a.ms, a.mode, a.input) for a in first] == [
        (Rating.GOOD, 1.0, 4_000, Mode.REVIEW, Input.ELSEWHERE),
        (Rating.AGAIN, 0.0, 5_000, Mode.REVIEW, Input.ELSEWHERE),
    ]
    assert {(a.player, a.deck, a.moment.offset, a.difficulty) for a in first} == {
        ("ada", "french/basics", 60, 5.0)
    }
    memory = again.collection.memory(cards[0].key)
    assert memory is not None
    assert (memory.phase, memory.stability, memory.difficulty) == (Phase.REVIEW, 12.5, 6.25)
    assert (memory.interval, memory.due_day, memory.reps, memory.lapses) == (
        10, NOW // DAY + 4, 8, 2,
    )  # fmt: skip
    assert again.collection.memory(cards[1].key) is None
    assert again.collection.history(cards[1].key)[0].mode is Mode.CRAM
    assert again.collection.suspended == {cards[2].key}
    assert again.collection.history(cards[3].key)[0].rating is Rating.HARD
    assert again.points() == 0


def test_reimport_after_joining_players_adds_nothing(game: Game) -> None:
    assert bring(game, FOREIGN) != (nothing := ImportResult((), 0, 0, 0, 0, 0, 0))
    game.store.join_players("ada", game.store.add_player("Ada L.", "another").id)
    game.use_player("another")
    assert bring(game, FOREIGN) == nothing
    assert len(game.store.events("another")) == 6


def test_importing_again_adds_nothing(game: Game) -> None:
    bring(game, FOREIGN)
    before = {path: path.read_bytes() for path in paths.own_decks().rglob("*.yaml")}
    events = game.store.events("ada")
    for each in (game, open_game()):
        plan = plan_import(each, ImportedFile((FOREIGN,)))
        assert [deck.after for deck in plan.decks] == [None]
        assert plan.decks[0].merging.known == 3
        assert plan.decks[0].merging.differ == 0
        assert carry_out(each, plan, offset_at=lambda ms: 0) == ImportResult((), 0, 0, 0, 0, 0, 0)
    assert {path: path.read_bytes() for path in paths.own_decks().rglob("*.yaml")} == before
    assert game.store.events("ada") == events


def test_another_machine_makes_the_same_events(
    game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(game, FOREIGN)
    here = game.store.events("ada")
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "other"))
    other = open_game()
    bring(other, FOREIGN)
    assert union(here, other.store.events("ada")) == here


def test_two_players_each_have_their_past(game: Game) -> None:
    bring(game, FOREIGN)
    other = open_game(player="bo")
    assert bring(other, FOREIGN).answers == 4
    assert len(game.store.events("ada")) == len(game.store.events("bo")) == 6


def test_new_cards_are_appended_and_comments_stay(game: Game) -> None:
    bring(game, FOREIGN)
    path = paths.own_decks() / "french" / "basics.yaml"
    text = path.read_text().replace("definition: cat", "definition: a cat  # mine")
    path.write_text("# my own words\n" + text)
    kept = keys(open_game(), "french/basics")
    more = replace(FOREIGN.deck, notes=(*NOTES, BasicNote("new", "neuf", extras=Extras(id="x"))))
    later = replace(FOREIGN, deck=more, reviews=(*FOREIGN.reviews, PastReview(
        "guid-1", 0, LAST + DAY, 1, 3, "r9")))  # fmt: skip
    game = open_game()
    plan = plan_import(game, ImportedFile((later,)))
    assert (plan.decks[0].merging.known, plan.decks[0].merging.differ) == (3, 1)
    assert carry_out(game, plan) == ImportResult(((path, 1),), 1, 0, 0, 0, 0, 0)
    changed = path.read_text()
    assert changed.startswith("# my own words\n")
    assert "a cat  # mine" in changed
    assert keys(open_game(), "french/basics")[:-1] == kept


def test_a_deck_of_the_players_own_is_left_alone(game: Game) -> None:
    folder = paths.own_decks()
    folder.mkdir(parents=True)
    own = folder / "french" / "basics.yaml"
    own.parent.mkdir()
    own.write_text("title: mine\ncards:\n  - {prompt: a, answer: b}\n")
    game = open_game()
    assert bring(game, FOREIGN).files == ((own.with_name("basics-2.yaml"), 5),)
    assert own.read_text().startswith("title: mine")
    assert bring(open_game(), FOREIGN).files == ()
    flow = "list of cards written with dashes"
    own.write_text("title: mine\ncards: [{prompt: a, answer: b}]\n")
    with pytest.raises(QuizError, match=flow):
        plan_import(open_game(), ImportedFile((FOREIGN,)), "french/basics")
    own.write_text("title: mine\ncards:\n  - {prompt: a, answer: b}\n")
    assert bring(open_game(), FOREIGN, deck="french/basics").files == ((own, 5),)
    own.write_text("title: [\n")
    with pytest.raises(QuizError, match=r"basics\.yaml:.*fix that first"):
        plan_import(open_game(), ImportedFile((FOREIGN,)))


def test_decks_with_colliding_names_stay_apart(game: Game) -> None:
    one = ForeignDeck("A b", Deck("A b", (BasicNote("1", "2"),)))
    two = ForeignDeck("a-B", Deck("a-B", (BasicNote("3", "4"),)))
    files = bring(game, one, two).files
    assert [path.name for path, _ in files] == ["a-b.yaml", "a-b-2.yaml"]
    assert bring(open_game(), one, two).files == ()
    files = bring(open_game(), one, two, deck="Both").files
    assert [path.relative_to(paths.own_decks()).as_posix() for path, _ in files] == [
        "both/a-b.yaml", "both/a-b-2.yaml",
    ]  # fmt: skip


def test_moved_card_is_recognised(game: Game) -> None:
    bring(game, FOREIGN)
    before = keys(game, "french/basics")
    path = paths.own_decks() / "french" / "basics.yaml"
    path.rename(path.with_name("moved.yaml"))
    game = open_game()
    assert keys(game, "french/moved") == before
    done = bring(game, FOREIGN)
    assert (done.answers, done.memories, done.suspended, done.without_card) == (0, 0, 0, 0)
    assert [count for _, count in done.files] == [1]


def test_invalid_history_is_counted_and_left_out(game: Game) -> None:
    strange = replace(
        FOREIGN,
        reviews=(
            PastReview("guid-1", 0, NOW + 9 * DAY, 1, 3, "future"),
            PastReview("guid-1", 0, -5, 1, 3, "past"),
            PastReview("guid-1", 7, LAST, 1, 3, "part"),
            PastReview("nobody", 0, LAST, 1, 3, "note"),
            PastReview("guid-1", 0, LAST, -1, 99, "odd"),
        ),
        memories=(PastMemory("guid-1", 0, LAST, float("nan"), 5.0, 1, 1, 1, 1),),
        suspended=(("guid-1", -1),),
    )
    done = bring(game, strange)
    assert (done.answers, done.memories, done.suspended) == (1, 0, 0)
    assert (done.without_card, done.impossible) == (3, 3)
    (answer,) = game.store.events("ada")
    assert isinstance(answer, Answer)
    assert (answer.rating, answer.ms) == (Rating.EASY, 0)
    huge = replace(FOREIGN, reviews=(), suspended=(), memories=(
        PastMemory("guid-1", 0, LAST, 1e300, -7.0, 10**30, 10**30, -1, -1),))  # fmt: skip
    bring(game, huge)
    assert open_game().collection.memory(keys(game, "french/basics")[0]) is not None


def test_failed_history_write_undoes_the_import(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = replace(FOREIGN, reviews=(), memories=(), suspended=())
    bring(game, replace(first, deck=replace(first.deck, notes=NOTES[:1])))
    path = paths.own_decks() / "french" / "basics.yaml"
    before = path.read_bytes()

    def full(*events: object) -> None:
        raise QuizError("the disk is full")

    monkeypatch.setattr(game.store, "append", full)
    with pytest.raises(QuizError, match="disk is full"):
        bring(game, FOREIGN, ForeignDeck("other", Deck("o", (BasicNote("q", "a"),))))
    assert path.read_bytes() == before
    assert [p.name for p in paths.own_decks().rglob("*.yaml")] == ["basics.yaml"]


def test_file_changed_elsewhere_is_not_overwritten(game: Game) -> None:
    plan = plan_import(game, ImportedFile((FOREIGN,)))
    path = paths.own_decks() / "french" / "basics.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("title: mine\ncards:\n  - {prompt: a, answer: b}\n")
    with pytest.raises(QuizError, match="has changed"):
        carry_out(game, plan)
    assert path.read_text().startswith("title: mine")


def test_without_history_only_cards_come(game: Game) -> None:
    plan = plan_import(game, ImportedFile((FOREIGN,)), with_past=False)
    assert carry_out(game, plan).answers == 0
    assert game.store.events("ada") == []


# ── this game's own file ──────────────────────────────────────────────────────────


def played(make_game: Callable[..., Game]) -> Game:
    game = make_game()
    play = play_mode(game, Mode.LEARN, ["mini"])
    for _ in range(6):
        see_new_cards(play).submit(None, 900)
        play.next()
    cards = game.cards_of(["mini"])
    game.mark(cards[1], MarkKind.SUSPEND)
    game.mark(cards[1], MarkKind.FLAG)
    game.record(
        Placement(game.new_id(game.clock()), "ada", game.clock(), cards[2].key, 5.5, 4.5, 6,
                  20_000, 3, 1)
    )  # fmt: skip
    return game


def test_json_transfers_deck_with_full_history(
    make_game: Callable[..., Game], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = played(make_game)
    path = tmp_path / "mini.json"
    assert write_file(exported_deck(game, "mini"), path, format_for(path))[1] == ()
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "other"))
    other = open_game()
    other.clock = game.clock
    chosen, taken = read_file(path)
    assert chosen.name == "json"
    done = carry_out(other, plan_import(other, taken))
    assert (done.answers, done.memories, done.suspended, done.flagged) == (6, 1, 1, 1)
    other = open_game()
    assert deck_at(other.decks["mini"].path) == deck_at(game.decks["mini"].path)
    assert other.store.events("ada") == game.store.events("ada")
    for card in game.cards_of(["mini"]):
        assert other.collection.memory(card.key) == game.collection.memory(card.key)
    assert other.points() == game.points()


def test_only_flags_and_suspensions_that_hold_are_written(make_game: Callable[..., Game]) -> None:
    game = played(make_game)
    one, two, *_ = game.cards_of(["mini"])
    game.mark(two, MarkKind.UNFLAG)
    assert {(mark.card, mark.kind) for mark in exported_deck(game, "mini").marks.values()} == {
        (two.key, MarkKind.SUSPEND)
    }
    game.mark(one, MarkKind.FLAG)
    game.mark(one, MarkKind.BURY)
    assert {
        mark.kind for mark in exported_deck(game, "mini").marks.values() if mark.card == one.key
    } == {MarkKind.FLAG}


def test_json_reimport_changes_nothing(make_game: Callable[..., Game], tmp_path: Path) -> None:
    game = played(make_game)
    path = tmp_path / "mini.json"
    write_file(exported_deck(game, "mini"), path, format_for(path))
    before = game.store.events("ada")
    points = game.points()
    own = open_game()
    own.clock = game.clock
    done = carry_out(own, plan_import(own, read_file(path)[1]))
    assert (done.answers, done.memories, done.suspended) == (0, 0, 0)
    assert own.store.events("ada") == before
    bo = open_game(player="bo")
    bo.clock = game.clock
    assert carry_out(bo, plan_import(bo, read_file(path)[1])).answers == 6
    bo = open_game(player="bo")
    assert len(bo.collection.answers) == 6
    assert bo.points() == 0
    assert own.points() == points


def test_without_history_a_file_holds_only_cards(
    make_game: Callable[..., Game], tmp_path: Path
) -> None:
    game = played(make_game)
    path = tmp_path / "mini.json"
    write_file(exported_deck(game, "mini", with_past=False), path, format_for(path))
    assert not read_file(path)[1].decks[0].has_past


def test_impossible_notes_are_named(game: Game) -> None:
    notes: tuple[Note, ...] = (
        BasicNote("good", "one", distractors=("ONE", "two", "two")),
        BasicNote(" ", "empty"),
        BasicNote("bell\x07", "x\r\ny"),
    )
    plan = plan_import(game, ImportedFile((ForeignDeck("d", Deck("", notes)),)))
    (deck,) = plan.decks
    assert [note.distractors for note in deck.merging.new[:1] if isinstance(note, BasicNote)] == [
        ("two",)
    ]
    assert deck.merging.new[1] == BasicNote("bell", "x\ny")
    assert len(deck.merging.left_out) == 1
    assert "1 card: 'prompt' is empty" in deck.merging.left_out[0]
    carry_out(game, plan)
    assert deck_at(game.decks["d"].path).title == "d"
