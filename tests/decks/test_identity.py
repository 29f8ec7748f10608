from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.identity import match_cards
from quiz.decks.kinds import BasicNote, ClozeNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap
from quiz.decks.note_extras import Extras
from tests.strategies import libraries

Edit = Callable[[str, str], tuple[str, str]]

CAPITALS = {
    "Kazakhstan": "Astana",
    "Kyrgyzstan": "Bishkek",
    "Tajikistan": "Dushanbe",
    "Uzbekistan": "Tashkent",
}


def capitals(name: str = "a", **changes: str) -> list[Card]:
    notes = tuple(
        BasicNote(f"What is the capital of {land}?", changes.get(land, city))
        for land, city in CAPITALS.items()
    )
    return make_cards(Deck("T", notes), name)


def keys(cards: list[Card]) -> list[str]:
    return [card.key for card in cards]


@given(libraries(), libraries(), st.integers(0, 99))
def test_present_cards_keep_their_keys(before: list[Card], after: list[Card], seed: int) -> None:
    first = match_cards([], before)
    assert len(set(keys(first.cards))) == len(before)
    again = match_cards(first.known, before)
    assert keys(again.cards) == keys(first.cards)
    assert not again.edited
    assert not again.moved
    shuffled = list(first.known)
    random.Random(seed).shuffle(shuffled)
    changed = match_cards(shuffled, after)
    assert keys(changed.cards) == keys(match_cards(first.known, after).cards)
    assert len(set(keys(changed.cards))) == len(after)
    back = match_cards(changed.known, before)
    assert len(set(keys(back.cards))) == len(before)


@given(libraries(), libraries())
def test_a_key_is_never_taken_from_a_present_card(before: list[Card], more: list[Card]) -> None:
    others = [card._replace(deck=f"other-{card.deck}") for card in more]
    first = match_cards([], before)
    both = match_cards(first.known, [*before, *others])
    assert keys(both.cards)[: len(before)] == keys(first.cards)


def test_a_corrected_answer_keeps_progress() -> None:
    first = match_cards([], capitals())
    second = match_cards(first.known, capitals(Kazakhstan="Nur-Sultan"))
    assert keys(second.cards) == keys(first.cards)
    assert len(second.edited) == 1


def test_a_reworded_prompt_keeps_progress() -> None:
    first = match_cards([], capitals())
    cards = capitals()
    note = BasicNote("Which city is the capital of Kazakhstan?", "Astana")
    changed = [*make_cards(Deck("T", (note,)), "a"), *cards[1:]]
    assert keys(match_cards(first.known, changed).cards) == keys(first.cards)


def test_card_of_same_pattern_is_new() -> None:
    first = match_cards([], capitals())
    note = BasicNote("What is the capital of Turkmenistan?", "Ashgabat")
    changed = [*capitals()[1:], *make_cards(Deck("T", (note,)), "a")]
    second = match_cards(first.known, changed)
    assert second.cards[-1].key not in keys(first.cards)


def test_a_renamed_file_keeps_progress() -> None:
    first = match_cards([], capitals("a"))
    second = match_cards(first.known, capitals("b"))
    assert keys(second.cards) == keys(first.cards)
    assert len(second.moved) == len(CAPITALS)


def test_two_equally_similar_candidates_start_new() -> None:
    old = make_cards(Deck("T", (BasicNote("Who built the tower of A?", "Eiffel"),)), "a")
    first = match_cards([], old)
    new = make_cards(
        Deck(
            "T",
            (
                BasicNote("Who built the tower of B?", "Eiffel"),
                BasicNote("Who built the tower of C?", "Eiffel"),
            ),
        ),
        "a",
    )
    second = match_cards(first.known, new)
    assert len(second.ambiguous) == 2
    assert not set(keys(second.cards)) & set(keys(first.cards))


def test_new_card_at_freed_position_gets_own_key() -> None:
    one = BasicNote("What is one?", "1", extras=Extras(id="x"))
    first = match_cards([], make_cards(Deck("T", (one,)), "a"))
    moved = match_cards(first.known, make_cards(Deck("T", (one,)), "b"))
    both = match_cards(
        moved.known,
        [
            *make_cards(Deck("T", (one,)), "b"),
            *make_cards(Deck("T", (BasicNote("Quite else?", "2", extras=Extras(id="x")),)), "a"),
        ],
    )
    assert both.cards[0].key == first.cards[0].key
    assert both.cards[1].key != first.cards[0].key


def test_an_id_keeps_progress_through_any_edit() -> None:
    first = match_cards(
        [], make_cards(Deck("T", (BasicNote("old", "x", extras=Extras(id="i")),)), "a")
    )
    second = match_cards(
        first.known, make_cards(Deck("T", (BasicNote("new", "y", extras=Extras(id="i")),)), "a")
    )
    assert keys(first.cards) == keys(second.cards)


# ── a whole deck edited at once ──────────────────────────────────────────────────


LANDS = {
    "Peru": "Lima", "Chile": "Santiago", "Cuba": "Havana", "Oman": "Muscat", "Iran": "Tehran",
    "Mali": "Bamako", "Fiji": "Suva", "Laos": "Vientiane", "Chad": "N'Djamena", "Togo": "Lomé",
}  # fmt: skip


def basics(pairs: Iterable[tuple[str, str]], name: str = "a") -> list[Card]:
    notes = tuple(BasicNote(prompt, answer) for prompt, answer in pairs)
    return make_cards(Deck("T", notes), name)


def continued(before: list[Card], after: list[Card]) -> list[int | None]:
    """For each new card, the number of the old card that it continues, or None."""
    first = match_cards([], before)
    numbers = {card.key: number for number, card in enumerate(first.cards)}
    return [numbers.get(key) for key in keys(match_cards(first.known, after).cards)]


def words(number: int) -> str:
    return f"{'abcdefghij'[number // 100 % 10]}o{'klmnpqrstv'[number // 10 % 10]}e{number % 10}x"


@pytest.mark.parametrize(
    "edit",
    [
        lambda prompt, answer: (prompt.removeprefix("Capital of "), answer),
        lambda prompt, answer: (prompt, f"{answer} (city)"),
        lambda prompt, answer: (prompt.upper(), answer.upper()),
        lambda prompt, answer: (f"{prompt.split()[-1]}: what is its capital?", answer),
        lambda prompt, answer: (prompt.removeprefix("Capital of "), f"the city of {answer}"),
        lambda prompt, answer: (f"Wie heißt die Stadt mit {len(answer)} Buchstaben?", answer),
        lambda prompt, answer: (prompt.replace(" ", "\u00a0") + "?", f"{answer}."),
    ],
)
def test_deck_reworded_by_pattern_keeps_progress(edit: Edit) -> None:
    before = [(f"Capital of {land}", city) for land, city in LANDS.items()]
    after = [edit(*pair) for pair in before]
    assert continued(basics(before), basics(after)) == list(range(len(LANDS)))


def test_reworded_and_sorted_deck_keeps_progress() -> None:
    before = [(f"Capital of {land}", city) for land, city in LANDS.items()]
    after = sorted((land, city) for land, city in LANDS.items())
    numbers = [list(LANDS).index(land) for land, _ in after]
    assert continued(basics(before), basics(after)) == numbers


def test_adding_and_deleting_cards_transfers_no_progress() -> None:
    before = [(f"Capital of {land}", city) for land, city in LANDS.items()]
    after = [(land, city) for land, city in LANDS.items() if land != "Oman"]
    after.insert(2, ("Ghana", "Accra"))
    assert continued(basics(before), basics(after)) == [0, 1, None, 2, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("number", [40, 2_000])
def test_reworded_number_words_keep_progress(number: int) -> None:
    before = [(f"What is number word {n}", words(n)) for n in range(number)]
    after = [(f"Which is the number word {n}", words(n)) for n in range(number)]
    assert continued(basics(before), basics(after)) == list(range(number))
    assert continued(basics(before), basics(after[::-1])) == list(range(number))[::-1]


def test_reworded_statements_are_known_by_distinctive_words() -> None:
    before = [TrueFalseNote(f"{n} is a prime number", n in (2, 3, 5, 7)) for n in range(2, 12)]
    after = [TrueFalseNote(f"The number {n} is prime", note.truth)
             for n, note in zip(range(2, 12), before, strict=True)]  # fmt: skip
    numbers = continued(
        make_cards(Deck("T", tuple(before)), "a"), make_cards(Deck("T", tuple(after)), "a")
    )
    assert numbers == list(range(10))


def test_terms_with_reworded_definitions_keep_both_directions() -> None:
    before = [TermNote(land, f"a country with the capital {city}") for land, city in LANDS.items()]
    after = [TermNote(land, f"{city} is its capital") for land, city in LANDS.items()]
    numbers = continued(
        make_cards(Deck("T", tuple(before)), "a"), make_cards(Deck("T", tuple(after)), "a")
    )
    assert numbers == list(range(20))


def test_rewritten_prompt_keeps_progress_by_answer() -> None:
    before = list(LANDS.items())
    after = [*before[:4], ("Where does the Shah's former palace stand?", "Tehran"), *before[5:]]
    assert continued(basics(before), basics(after)) == list(range(10))


def test_file_renamed_and_edited_keeps_progress() -> None:
    before = list(LANDS.items())
    after = [*before[:4], ("What is the capital of Iran?", "Tehran"), *before[5:]]
    assert continued(basics(before, "a"), basics(after, "b")) == list(range(10))


def test_temporarily_faulty_deck_keeps_card_order() -> None:
    before = list(LANDS.items())
    after = [(f"Hauptstadt mit {len(city)} Buchstaben", city) for land, city in before]
    first = match_cards([], basics(before))
    faulty = match_cards(first.known, [])
    assert keys(match_cards(faulty.known, basics(after)).cards) == keys(first.cards)


def test_latest_vanished_card_comes_first() -> None:
    first = match_cards([], basics([("Capital of Peru", "Lima"), *list(LANDS.items())[1:]]))
    gone = match_cards(first.known, basics(list(LANDS.items())[1:]))
    new = match_cards(gone.known, basics([("Who was Lima?", "a saint"), *list(LANDS.items())[1:]]))
    assert new.cards[0].key not in keys(first.cards)
    last = match_cards(
        new.known, basics([("Who is Lima named for?", "a saint"), *list(LANDS.items())[1:]])
    )
    assert last.cards[0].key == new.cards[0].key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Another card of the same pattern, although the texts are similar.
        (("What is number word 117", "one hundred seventeen"),
         ("What is number word 118", "one hundred eighteen")),
        # Only the place is the same.
        (("How many legs has a spider?", "8"), ("Who wrote Emma?", "Jane Austen")),
    ],
)  # fmt: skip
def test_different_card_in_same_position_is_new(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    others = list(LANDS.items())
    assert continued(basics([before, *others]), basics([after, *others]))[0] is None


def test_swapped_answers_are_ambiguous() -> None:
    before = [("Capital of Peru", "Lima"), ("Capital of Chile", "Santiago")]
    after = [("Capital of Peru", "Santiago"), ("Capital of Chile", "Lima")]
    first = match_cards([], basics(before))
    second = match_cards(first.known, basics(after))
    assert not set(keys(second.cards)) & set(keys(first.cards))
    assert len(second.ambiguous) == 2


def test_one_equal_answer_transfers_no_progress_to_replaced_deck() -> None:
    before = [(f"Capital of {land}", city) for land, city in LANDS.items()]
    after = [(f"Who wrote book {words(n)}?", f"Author {words(n)}") for n in range(9)]
    after.insert(3, ("Which bean is named after a city?", "Lima"))
    assert continued(basics(before), basics(after)) == [None] * 10


def test_replaced_true_false_deck_starts_new() -> None:
    before = [TrueFalseNote(f"{land} is in the north", n % 3 == 0) for n, land in enumerate(LANDS)]
    after = [TrueFalseNote(f"A {words(n)} eats grass every day", n % 3 == 0) for n in range(10)]
    numbers = continued(
        make_cards(Deck("T", tuple(before)), "a"), make_cards(Deck("T", tuple(after)), "a")
    )
    assert numbers == [None] * 10


@given(st.permutations(range(10)), st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_no_edit_transfers_progress_to_another_card(
    order: list[int], reworded: set[int], replaced: set[int]
) -> None:
    """Each pair of prompt and answer is a separate fact; none may continue another."""
    facts = list(LANDS.items())
    after = []
    for number in order:
        land, city = facts[number]
        if number in replaced:
            after.append((f"River {words(number)}", f"Sea {words(number)}"))
        else:
            after.append(
                (f"The capital of {land} is", city) if number in reworded else (land, city)
            )
    told = continued(basics(facts), basics(after))
    for place, number in enumerate(order):
        assert told[place] == (None if number in replaced else number)


def test_inserted_gap_takes_no_progress() -> None:
    def gaps(*parts: str | Gap) -> list[Card]:
        return make_cards(Deck("T", (ClozeNote(parts, extras=Extras(id="i")),)), "a")

    before = gaps("In Peru ", Gap("Lima"), " is the ", Gap("capital"))
    after = gaps("In ", Gap("Peru"), " ", Gap("Lima"), " is the ", Gap("capital"))
    assert continued(before, after) == [None, 0, 1]
    assert continued(after, before) == [1, 2]
