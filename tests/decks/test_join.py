from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.deck_text import edit_deck
from quiz.decks.join import Conflict, JoinResult, join, join_heads, settle, version
from quiz.decks.kinds import BasicNote, ListNote, TrueFalseNote
from quiz.decks.loader import load_deck_text, load_text
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.decks.writer import dump_deck, head_fields
from tests.strategies import notes as any_note


def card(prompt: str, answer: str, **extras: str) -> BasicNote:
    return BasicNote(prompt, answer, extras=Extras(**extras))  # type: ignore[arg-type]


PERU = card("Capital of Peru", "Lima")
OMAN = card("Capital of Oman", "Muscat")
IRAN = card("Capital of Iran", "Tehran")
BASE = [PERU, OMAN, IRAN]


def said(notes: Sequence[Note]) -> set[str]:
    return set(map(version, notes))


# ── examples ─────────────────────────────────────────────────────────────────────


def test_cards_added_on_both_sides_come_together() -> None:
    cuba, fiji = card("Capital of Cuba", "Havana"), card("Capital of Fiji", "Suva")
    joined = join(BASE, [*BASE, cuba], [fiji, *BASE])
    assert joined.notes == (*BASE, cuba, fiji)
    assert joined.added == (fiji,)
    assert not joined.conflicts


def test_a_card_deleted_on_one_side_goes() -> None:
    assert join(BASE, BASE, [PERU, IRAN]).removed == (OMAN,)
    assert join(BASE, [PERU, IRAN], BASE).notes == (PERU, IRAN)


def test_a_card_edited_there_takes_the_place_of_mine() -> None:
    new = card("What is the capital of Oman?", "Muscat")
    joined = join(BASE, BASE, [PERU, new, IRAN])
    assert joined.notes == (PERU, new, IRAN)
    assert joined.changed == ((OMAN, new),)
    assert join(BASE, [PERU, new, IRAN], BASE).notes == (PERU, new, IRAN)


def test_card_edited_on_both_sides_keeps_both_texts() -> None:
    mine = card("What is the capital of Oman?", "Muscat")
    theirs = card("Oman: the capital?", "Muscat")
    joined = join(BASE, [PERU, mine, IRAN], [PERU, theirs, IRAN])
    assert joined.notes == (PERU, mine, IRAN, theirs)
    (conflict,) = joined.conflicts
    assert (conflict.mine, conflict.theirs) == (mine, theirs)
    assert settle(joined, conflict, mine=True).notes == (PERU, mine, IRAN)
    chosen = settle(joined, conflict, mine=False)
    assert chosen.notes == (PERU, theirs, IRAN)
    assert chosen.changed == ((mine, theirs),)
    assert not chosen.added
    assert not chosen.conflicts


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (card("Capital of Oman", "Muscat", id="o"), card("Hauptstadt von Oman", "Maskat", id="o")),
        (TrueFalseNote("Oman is large", True), TrueFalseNote("Oman is large", False)),
        (ListNote("Gulf states", (("Oman",), ("Qatar",))),
         ListNote("Gulf states", (("Qatar",), ("Oman", "Sultanate")))),
    ],
)  # fmt: skip
def test_conflicting_texts_get_own_ids(mine: Note, theirs: Note) -> None:
    joined = join([], [PERU, mine], [PERU, theirs])
    assert len(joined.notes) == 3
    loaded = load_deck_text(dump_deck(Deck("T", joined.notes)), "")
    assert isinstance(loaded, Deck)
    assert said(joined.notes) == said(join([], [PERU, theirs], [PERU, mine]).notes)
    (conflict,) = joined.conflicts
    assert settle(joined, conflict, mine=True).notes == (PERU, mine)
    assert settle(joined, conflict, mine=False).notes == (PERU, theirs)


def test_explanatory_fields_are_merged_individually() -> None:
    old = card("Capital of Oman", "Muscat", hint="on the coast")
    mine = replace(old, accept=("Maskat",), extras=Extras(hint="a port", tags=("asia",)))
    theirs = replace(old, extras=Extras(hint="on the coast", explanation="It means anchorage."))
    joined = join([old], [mine], [theirs])
    assert not joined.conflicts
    assert joined.notes == (
        replace(
            old,
            accept=("Maskat",),
            extras=Extras(hint="a port", explanation="It means anchorage.", tags=("asia",)),
        ),
    )
    other = replace(old, extras=Extras(hint="a harbour"))
    (both,) = join([old], [mine], [other]).notes
    assert both.extras.hint == "a harbour / a port"


def test_removed_field_values_stay_removed_in_merge() -> None:
    def note(*texts: str) -> BasicNote:
        wrong = tuple(f"{text}ville" for text in texts)
        return replace(OMAN, accept=texts, distractors=wrong, extras=Extras(tags=texts))

    old, mine, theirs = note("a", "b"), note("a"), note("a", "b", "c")
    assert join([old], [mine], [theirs]).notes == (note("a", "c"),)
    assert join([old], [theirs], [mine]).notes == (note("a", "c"),)


def test_change_beats_deletion_and_is_reported() -> None:
    edited = card("What is the capital of Oman?", "Muscat")
    joined = join(BASE, [PERU, IRAN], [PERU, edited, IRAN])
    assert joined.notes == (PERU, IRAN, edited)
    assert joined.conflicts == (Conflict(None, edited),)
    joined = join(BASE, [PERU, edited, IRAN], [PERU, IRAN])
    assert joined.notes == (PERU, edited, IRAN)
    assert joined.conflicts == (Conflict(edited, None),)


def test_fields_of_the_deck_are_joined_one_by_one() -> None:
    base = {"title": "T", "language": "en"}
    mine = {"title": "Mine", "language": "en"}
    theirs = {"title": "T", "language": "en", "description": "Theirs"}
    joined = {"title": "Mine", "description": "Theirs", "language": "en"}
    assert join_heads(base, mine, theirs) == (joined, [])
    assert join_heads(base, theirs, mine) == (joined, [])
    assert join_heads(base, mine, {"title": "Theirs"}) == ({"title": "Mine"}, ["title"])


def test_own_deck_text_is_kept_verbatim() -> None:
    text = (
        "# My deck\ntitle:   Capitals # of all\n\ncards:\n"
        "- prompt: Capital of Peru\n  answer: 'Lima'\n\n# the desert\n"
        "- {prompt: Capital of Oman, answer: Muscat}\n"
        "- prompt: Capital of Iran  # Persia\n  answer: Tehran\n"
    )
    deck = load_deck_text(text, "")
    assert isinstance(deck, Deck)
    lines = [note.extras.line for note in deck.notes]
    cuba = card("Capital of Cuba", "Havana")
    new = card("Capital of Iran", "Teheran")
    head = head_fields(deck) | {"language": "en"}
    edited = edit_deck(text, {lines[1]: None, lines[2]: new}, [cuba], head)
    assert edited == (
        "# My deck\ntitle:   Capitals # of all\n\ncards:\n"
        "- prompt: Capital of Peru\n  answer: 'Lima'\n\n# the desert\n"
        "- prompt: Capital of Iran  # Persia\n  answer: Teheran\n"
        "- prompt: Capital of Cuba\n  answer: Havana\nlanguage: en\n"
    )


# ── laws ─────────────────────────────────────────────────────────────────────────


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[Note], list[Note], list[Note]]:
    """A deck, and two people's edits of it."""
    base: list[Note] = [draw(any_note(str(number))) for number in range(draw(st.integers(0, 6)))]

    def side(name: str) -> list[Note]:
        after: list[Note] = []
        for number, note in enumerate(base):
            match draw(st.sampled_from(["keep", "keep", "delete", "hint", "text"])):
                case "keep":
                    after.append(note)
                case "hint":
                    hint = draw(st.sampled_from(["x", name]))
                    after.append(replace(note, extras=replace(note.extras, hint=hint)))
                case "text":
                    other = draw(any_note(f"{name} {number}"))
                    after.append(replace(other, extras=replace(other.extras, id=note.extras.id)))
        return after + [draw(any_note(f"{name} new {n}")) for n in range(draw(st.integers(0, 2)))]

    return base, side("mine"), side("theirs")


@given(sides())
def test_a_deck_joined_with_itself_or_its_base_stays(
    three: tuple[list[Note], list[Note], list[Note]],
) -> None:
    base, mine, _ = three
    for joined in (join(base, mine, mine), join(base, mine, base), join([], mine, mine)):
        assert joined == JoinResult(tuple(mine))
    assert said(join(base, base, mine).notes) == said(mine)


@given(sides())
def test_both_merge_directions_give_the_same_valid_deck(
    three: tuple[list[Note], list[Note], list[Note]],
) -> None:
    base, mine, theirs = three
    for old in (base, []):
        joined = join(old, mine, theirs)
        assert said(joined.notes) == said(join(old, theirs, mine).notes)
        if joined.notes:
            loaded = load_text(dump_deck(Deck("T", joined.notes)), "")
            assert loaded.deck is not None
            assert loaded.left_out == 0
            assert said(loaded.deck.notes) == said(joined.notes)
        again = join(theirs, joined.notes, theirs)
        assert again.notes == joined.notes


@given(sides())
def test_merge_without_base_loses_nothing(
    three: tuple[list[Note], list[Note], list[Note]],
) -> None:
    _, mine, theirs = three

    def asked(notes: Sequence[Note]) -> set[str]:
        bare = [replace(note, extras=Extras()) for note in notes]
        return {v.split('"accept"')[0] if '"accept"' in v else v for v in said(bare)}

    joined = asked(join([], mine, theirs).notes)
    missing = (asked(mine) | asked(theirs)) - joined
    for text in missing:
        assert '"distractors"' in text, "only wrong answers may be joined with others"
