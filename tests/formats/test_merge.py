from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.loader import load_deck_text
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.writer import dump_deck
from quiz.formats.deck_merge import merge, sound_notes, tidy_head, tidy_note
from quiz.formats.interchange import ForeignDeck

wild = st.text(max_size=6)
extras = st.builds(Extras, wild, wild, wild, wild, wild, st.lists(wild, max_size=2).map(tuple))
several = st.lists(wild, max_size=3).map(tuple)
wild_notes = st.one_of(
    st.builds(BasicNote, wild, wild, several, several, extras),
    st.builds(TermNote, wild, wild, several, several, extras),
    st.builds(
        ClozeNote,
        st.lists(st.one_of(wild, st.builds(Gap, wild, several, wild)), max_size=4).map(tuple),
        several,
        extras,
    ),
    st.builds(ListNote, wild, st.lists(several, max_size=3).map(tuple), extras),
    st.builds(SequenceNote, wild, several, extras),
    st.builds(TrueFalseNote, st.sampled_from("ab"), st.booleans(), extras),
)


@given(st.lists(wild_notes, max_size=6), wild, wild)
def test_whatever_is_merged_makes_a_deck(notes: list[Note], title: str, language: str) -> None:
    foreign = ForeignDeck("deck", Deck(title, tuple(notes), language=language))
    merging = merge(foreign, ())
    if not merging.new:
        assert merging.left_out or not notes
        return
    text = dump_deck(replace(tidy_head(foreign.deck, foreign.name), notes=merging.new))
    deck = load_deck_text(text, "x")
    assert isinstance(deck, Deck)
    assert deck.notes == merging.new
    again = merge(foreign, deck.notes)
    assert again.new == ()
    assert again.known >= len(merging.new)


@given(st.lists(wild_notes, max_size=4), st.lists(wild_notes, max_size=4))
def test_added_notes_fit_the_existing_deck(first: list[Note], second: list[Note]) -> None:
    there = merge(ForeignDeck("deck", Deck("x", tuple(first))), ()).new
    added = merge(ForeignDeck("deck", Deck("x", (*first, *second))), there).new
    if there or added:
        assert isinstance(load_deck_text(dump_deck(Deck("x", (*there, *added))), "x"), Deck)


@given(wild_notes)
def test_tidying_again_changes_nothing(note: Note) -> None:
    assert tidy_note(tidy_note(note)) == tidy_note(note)


def test_faults_are_counted_by_message() -> None:
    notes: list[Note] = [SequenceNote(f"p{n}", ("a", "a")) for n in range(3)]
    notes += [BasicNote("q", ""), TrueFalseNote("s", True), TrueFalseNote("s", False)]
    kept, left_out = sound_notes([*notes, BasicNote("good", "one")])
    assert kept == [TrueFalseNote("s", True), BasicNote("good", "one")]
    assert left_out[0].startswith("3 cards: the step 'a' is repeated")
    assert any("the same card is already on line" in line for line in left_out)
    many: list[Note] = [SequenceNote("p", (f"step {n}",) * 2) for n in range(9)]
    assert sound_notes(many)[1][-1] == "cards with 4 other faults"
    assert sound_notes([]) == ([], [])


def test_duplicate_notes_are_imported_once() -> None:
    deck = Deck("x", (BasicNote("a", "b"), BasicNote("a", "b"), BasicNote("c", "d")))
    merging = merge(ForeignDeck("x", deck), ())
    assert len(merging.new) == 2
    assert merging.left_out == ("1 duplicate card",)


def test_the_same_text_under_two_ids_is_two_notes() -> None:
    one, two = (BasicNote("a", "b", extras=Extras(id=key)) for key in ("1", "2"))
    foreign = ForeignDeck("x", Deck("x", (one, two)))
    assert merge(foreign, ()).new == (one, two)
    assert merge(foreign, (one,)).new == (two,)
    assert merge(foreign, (BasicNote("a", "b"),)).addresses["id:1"].startswith("=")
