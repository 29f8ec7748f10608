"""Decks exchanged between devices."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cli.main import run
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.writer import dump_deck
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.lost_cards import find_lost
from quiz.game.play import play_cards
from quiz.history.kinds import Mode
from quiz.settings.settings import Settings
from quiz.storage.archive import restore
from quiz.storage.archive.backup import write_backup
from quiz.storage.archive.joining import plan_join
from quiz.storage.archive.remembered_decks import RememberedDeck, take_down, whole_deck
from quiz.storage.archive.restore import RestorePlan, carry_out_restore, plan_restore
from quiz.storage.log.store import Store
from quiz.storage.sync.questions import CardQuestion, settle_card, waiting_questions
from tests.factories import Clock

NOW = 1_700_000_000_000
DECK = "# mine\ntitle: Words\ncards:\n" + "".join(
    f"  - prompt: '{word}'  # {word}\n    answer: {answer}\n"
    for word, answer in {"gato": "cat", "perro": "dog", "pez": "fish"}.items()
)


class Side:
    """One data directory, and its archives."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.deck = home / "decks" / "words.yaml"
        self._archives = 0
        self.deck.parent.mkdir(parents=True)

    def pack(self) -> Path:
        self._archives += 1
        path = self.home / f"{self._archives}.zip"
        write_backup(path, Store.open(self.home), self.home, self.home / "decks", NOW)
        return path

    def restore(self, path: Path, **options: bool) -> RestorePlan:
        store = Store.open(self.home)
        plan = plan_restore(path, store, self.home, self.home / "decks", NOW, **options)
        carry_out_restore(plan, store, self.home)
        return plan

    def restore_mine(self, path: Path) -> None:
        """Restore, and keep the own text of each card that both sides changed."""
        self.restore(path)
        for question in waiting_questions(Store.open(self.home), self.home):
            assert isinstance(question, CardQuestion)
            settle_card(question, self.home, mine=True)

    def add(self, text: str) -> None:
        self.deck.write_text(self.deck.read_text() + text)

    def edit(self, old: str, new: str) -> None:
        assert old in self.deck.read_text()
        self.deck.write_text(self.deck.read_text().replace(old, new))

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in (self.home / "decks").rglob("*.yaml"))

    @property
    def cards(self) -> list[str]:
        deck = whole_deck(self.deck.read_bytes())
        assert deck is not None
        return sorted(f"{note.prompt} {note.answer}" for note in deck.notes)  # type: ignore[union-attr]


@pytest.fixture
def both(tmp_path: Path) -> tuple[Side, Side]:
    one, other = Side(tmp_path / "one"), Side(tmp_path / "other")
    one.deck.write_text(DECK)
    other.restore(one.pack())
    return one, other


def exchange(one: Side, other: Side, times: int = 3) -> None:
    for _ in range(times):
        one.restore(other.pack())
        other.restore(one.pack())


def test_restoring_each_other_again_and_again_leaves_one_file(both: tuple[Side, Side]) -> None:
    one, other = both
    other.add("  - {prompt: pan, answer: bread}\n")
    exchange(one, other)
    assert one.files == other.files == ["words.yaml"]
    assert one.cards == other.cards == ["gato cat", "pan bread", "perro dog", "pez fish"]
    assert one.deck.read_text().startswith(DECK)
    assert one.restore(other.pack()).is_empty


def test_edits_on_both_sides_are_merged(
    both: tuple[Side, Side],
) -> None:
    one, other = both
    one.edit("answer: cat", "answer: tomcat")
    other.edit("  - prompt: 'perro'  # perro\n    answer: dog\n", "")
    other.add("  - {prompt: pan, answer: bread}\n")
    exchange(one, other, 1)
    assert one.cards == other.cards == ["gato tomcat", "pan bread", "pez fish"]
    # A card that was received and then corrected here is not reverted.
    one.edit("answer: bread", "answer: a bread")
    other.restore(one.pack())
    assert one.cards == other.cards == ["gato tomcat", "pan a bread", "pez fish"]
    exchange(one, other, 2)
    assert one.cards == other.cards == ["gato tomcat", "pan a bread", "pez fish"]


def test_unrelated_decks_merge_without_loss_or_duplicates(tmp_path: Path) -> None:
    one, other = Side(tmp_path / "one"), Side(tmp_path / "other")
    one.deck.write_text(DECK + "  - {prompt: pan, answer: bread}\n")
    other.deck.write_text(DECK.replace("# mine\n", "") + "  - {prompt: sal, answer: salt}\n")
    exchange(one, other)
    assert one.files == other.files == ["words.yaml"]
    assert one.cards == other.cards
    assert one.cards == ["gato cat", "pan bread", "perro dog", "pez fish", "sal salt"]


def test_a_card_changed_on_both_sides_keeps_both_texts(both: tuple[Side, Side]) -> None:
    one, other = both
    one.edit("answer: dog", "answer: hound")
    other.edit("answer: dog", "answer: dogs")
    exchange(one, other)
    assert one.cards == other.cards == ["gato cat", "perro dogs", "perro hound", "pez fish"]


def test_one_answer_to_the_question_counts_on_both_sides(both: tuple[Side, Side]) -> None:
    one, other = both
    one.edit("answer: dog", "answer: hound")
    other.edit("answer: dog", "answer: dogs")
    one.restore_mine(other.pack())
    assert one.cards == ["gato cat", "perro hound", "pez fish"]
    exchange(other, one)
    assert one.cards == other.cards == ["gato cat", "perro hound", "pez fish"]


def test_choosing_one_text_each_on_both_sides_loses_neither(both: tuple[Side, Side]) -> None:
    one, other = both
    one.edit("answer: dog", "answer: hound")
    other.edit("answer: dog", "answer: dogs")
    first, second = one.pack(), other.pack()
    one.restore_mine(second)
    other.restore_mine(first)
    exchange(one, other)
    assert one.cards == other.cards == ["gato cat", "perro dogs", "perro hound", "pez fish"]


def keys_of(side: Side) -> dict[str, str]:
    """The keys of a side's cards by prompt, as a game there knows them."""
    decks = [side.home / "decks"]
    game = Game(Store.open(side.home), decks, Settings(), "ada", clock=Clock(), seed=1)
    keys = {card.prompt: card.key for card in game.cards_of()}
    game.close()
    return keys


def test_progress_follows_a_card_that_the_other_side_edited(both: tuple[Side, Side]) -> None:
    one, other = both
    key = keys_of(one)["perro"]
    other.restore(one.pack())
    assert keys_of(other)["perro"] == key
    # Two versions, each known only to the other side.
    other.edit("prompt: 'perro'", "prompt: What barks?")
    assert keys_of(other)["What barks?"] == key
    other.edit("answer: dog", "answer: un perro grande")
    assert keys_of(other)["What barks?"] == key
    one.restore(other.pack())
    assert keys_of(one)["What barks?"] == key


def test_card_with_two_keys_keeps_its_own(tmp_path: Path) -> None:
    one, other = Side(tmp_path / "one"), Side(tmp_path / "other")
    one.deck.write_text(DECK.replace("'pez'", "'el pez'"))
    old = keys_of(one)["el pez"]
    one.deck.write_text(DECK)
    assert keys_of(one)["pez"] == old
    other.deck.write_text(DECK)
    assert keys_of(other)["pez"] != old
    store = Store.open(other.home)
    who = store.last_player().id
    game = Game(store, [other.deck], Settings(), who, clock=Clock(), seed=1)
    play = play_cards(game, Mode.QUIZ, [game.cards_of()[2]])
    play.submit(None)
    game.close()
    one.restore(other.pack())
    game = Game(Store.open(one.home), [one.deck.parent], Settings(), who, clock=Clock(), seed=1)
    card = game.cards_of()[2]
    assert (card.prompt, card.key) == ("pez", old)
    (lost,) = find_lost(game)
    assert (lost.prompt, lost.candidates) == ("pez", (card,))
    game.close()


def test_a_deck_with_faults_is_put_beside_once(both: tuple[Side, Side]) -> None:
    one, other = both
    other.deck.write_text("title: [\n")
    exchange(one, other)
    assert len(one.files) <= 3
    before = one.files
    exchange(one, other)
    assert one.files == other.files == before
    assert one.deck.read_text() == DECK


def test_no_deck_is_written_through_a_link_out_of_the_decks(tmp_path: Path) -> None:
    one, other = Side(tmp_path / "one"), Side(tmp_path / "other")
    (one.deck.parent / "school").mkdir()
    (one.deck.parent / "school" / "words.yaml").write_text(DECK)
    (tmp_path / "private").mkdir()
    (other.deck.parent / "school").symlink_to(tmp_path / "private")
    with pytest.raises(QuizError, match="is a link out of"):
        other.restore(one.pack())
    assert list((tmp_path / "private").iterdir()) == []


def test_the_own_deck_as_it_was_is_kept(both: tuple[Side, Side]) -> None:
    one, other = both
    other.edit("  - prompt: 'perro'  # perro\n    answer: dog\n", "")
    one.restore(other.pack())
    kept = one.home / "backups" / "decks-before-restore" / "words.yaml"
    assert kept.read_text() == DECK


def test_older_own_archive_undoes_nothing(
    both: tuple[Side, Side],
) -> None:
    one, _ = both
    old = one.pack()
    one.edit("  - prompt: 'perro'  # perro\n    answer: dog\n", "")
    assert one.restore(old).is_empty
    assert one.cards == ["gato cat", "pez fish"]
    one.restore(old, beside=True)
    assert (one.home / "decks" / "words-restored.yaml").read_text() == DECK


def test_a_failure_leaves_the_deck_as_it_was(
    both: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = both
    other.add("  - {prompt: pan, answer: bread}\n")
    store = Store.open(one.home)
    plan = plan_restore(other.pack(), store, one.home, one.home / "decks", NOW)
    assert [join.name for join in plan.joins] == ["words.yaml"]

    def full(*events: object) -> None:
        raise QuizError("the disk is full")

    monkeypatch.setattr(restore, "add_people", full)
    with pytest.raises(QuizError, match="disk is full"):
        carry_out_restore(plan, store, one.home)
    assert one.deck.read_text() == DECK


def test_the_command_shows_asks_and_joins(
    both: tuple[Side, Side],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one, other = both
    one.edit("answer: dog", "answer: hound")
    other.edit("answer: dog", "answer: dogs")
    other.add("  - {prompt: pan, answer: bread}\n")
    archive = str(other.pack())
    monkeypatch.setenv("QUIZ_HOME", str(one.home))
    assert run(["restore", archive, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "words.yaml: 2 added; 1 changed on both sides, both texts stay\n" in said
    assert "pan bread" not in one.cards
    monkeypatch.setattr("sys.stdin", StringIO("y\nt\n"))
    assert run(["restore", archive]) == 0
    said = capsys.readouterr().out
    assert "  mine: prompt: perro; answer: hound\n" in said
    assert "  theirs: prompt: perro; answer: dogs\n" in said
    assert one.cards == ["gato cat", "pan bread", "perro dogs", "pez fish"]
    assert run(["restore", archive, "--yes"]) == 0
    assert "Everything is already here." in capsys.readouterr().out


# ── any number of devices, in any order ──────────────────────────────────────────


class Device:
    """A deck that is exchanged and joined without an archive."""

    def __init__(self, folder: Path, number: int) -> None:
        self.home = folder / str(number)
        self.home.mkdir()
        self.path = self.home / "a.yaml"
        self.number = number
        self.made = 0
        self.write(["base"])

    def edition(self) -> str:
        self.made += 1
        return f"{self.number:08x}{self.made:08x}"

    def write(self, prompts: list[str]) -> None:
        notes = tuple(BasicNote(prompt, f"answer {prompt}") for prompt in prompts)
        self.path.write_text(dump_deck(Deck("T", notes)))

    @property
    def prompts(self) -> list[str]:
        deck = whole_deck(self.path.read_bytes())
        assert deck is not None
        return [note.prompt for note in deck.notes]  # type: ignore[union-attr]

    def take(self, other: Device) -> None:
        data = other.path.read_bytes()
        given = take_down(other.home, "a.yaml", data, other.edition())
        join = plan_join(self.home, "a.yaml", self.path, data, given, self.edition())
        assert join is not None
        self.path.write_bytes(join.content)
        RememberedDeck(self.home, "a.yaml").save(join.content, join.editions)


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("delete"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("take"), st.integers(0, 2), st.integers(0, 2)),
    ),
    max_size=14,
)


@given(DEEDS)
def test_any_number_of_devices_come_to_the_same_deck(deeds: list[tuple[str, int, object]]) -> None:
    with TemporaryDirectory() as folder:
        devices = [Device(Path(folder), number) for number in range(3)]
        ever_deleted: set[object] = set()
        added: set[object] = set()
        for what, number, object_ in deeds:
            device = devices[number]
            prompts = device.prompts
            if what == "add" and object_ not in prompts:
                device.write([*prompts, str(object_)])
                added.add(object_)
            elif what == "delete" and object_ in prompts:
                device.write([prompt for prompt in prompts if prompt != object_])
                ever_deleted.add(object_)
            elif what == "take" and object_ != number:
                assert isinstance(object_, int)
                device.take(devices[object_])
        for _ in range(2):
            for one in devices:
                for other in devices:
                    if one is not other:
                        one.take(other)
        first, *others = (sorted(device.prompts) for device in devices)
        assert all(prompts == first for prompts in others)
        assert added - ever_deleted <= set(first)
