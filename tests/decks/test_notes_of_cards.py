"""Notes of several cards, with fields and templates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from quiz.card import Card, Media
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.deck_text import add_notes, edit_deck, replace_note
from quiz.decks.identity import match_cards
from quiz.decks.join import join, join_heads
from quiz.decks.kinds import CardsNote
from quiz.decks.loader import load, load_deck_text
from quiz.decks.template import around, filled, literal, unknown_place
from quiz.decks.unreadable_cards import spoilt_cards
from quiz.decks.writer import dump_deck, head_fields
from quiz.formats import csv_format, json_format
from quiz.formats.deck_merge import merge, tidy_head
from quiz.formats.interchange import ExportedDeck, ForeignDeck
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.round.distractor_pool import DistractorPool
from tests.strategies import texts

HEAD = """\
title: Words
templates:
  word:
    fields: [Word, Meaning, Sound]
    cards:
      - prompt: "{Word}"
        answer: "{Meaning}"
      - prompt: "{Meaning}"
        answer: "{Word}"
        hint: "{Sound}"
      - prompt: |
          How does {Word} sound?
          In short: {Sound}
        answer: "{Sound}"
"""
NOTES = """\
cards:
  - template: word  # a dog
    fields: {Word: der Hund, Meaning: dog, Sound: hʊnt}
  - template: word
    fields:
      Word: die Katze
      Meaning: cat
  - template: word
    fields: {Word: die Maus, Meaning: mouse}
"""


def deck_of(text: str) -> Deck:
    deck = load_deck_text(text, "d.yaml")
    assert isinstance(deck, Deck), deck
    return deck


def faults(text: str) -> list[str]:
    return [str(fault) for fault in load(text.encode(), "d").faults]


def asked(deck: Deck) -> list[tuple[str, str]]:
    return [(card.prompt, card.answer) for card in make_cards(deck, "d")]


WORDS = deck_of(HEAD + NOTES)


def test_a_template_makes_the_cards_of_each_note() -> None:
    assert asked(WORDS) == [
        ("der Hund", "dog"),
        ("dog", "der Hund"),
        ("How does der Hund sound?\nIn short: hʊnt", "hʊnt"),
        ("die Katze", "cat"),
        ("cat", "die Katze"),
        ("die Maus", "mouse"),
        ("mouse", "die Maus"),
    ]
    cards = make_cards(WORDS, "d")
    assert [len({card.note for card in cards}), len({card.key for card in cards})] == [3, 7]
    assert [card.hint for card in cards] == ["", "hʊnt", "", "", "", "", ""]


def test_templates_may_stand_below_the_cards() -> None:
    title, _, templates = HEAD.partition("\n")
    assert deck_of(f"{title}\n{NOTES}{templates}") == WORDS


def test_an_own_text_of_a_card_goes_before_that_of_its_note() -> None:
    deck = deck_of(
        "title: T\ncards:\n"
        "  - cards:\n"
        "      - {prompt: a, answer: b, hint: own, image: own.png, alt: O, answer_audio: b.mp3}\n"
        "      - {prompt: c, answer: '5 m', category: height, tolerance: '1', typed: true}\n"
        "    hint: all\n    category: letter\n    source: S\n    image: all.png\n    tags: [t]\n"
        "    strict: true\n"
    )
    one, two = make_cards(deck, "d")
    assert (one.hint, one.category, one.source, one.tags) == ("own", "letter", "S", ("t",))
    assert one.media == Media("own.png", "O", "", "", "", "b.mp3")
    assert (two.hint, two.category, two.media.image) == ("all", "height", "all.png")
    assert (one.strict, one.tolerance, two.strict, two.tolerance) == (True, "", False, "1")
    assert (one.options, two.options) == ((), ("5 m",))


NOTE = "title: T\ncards:\n  - prompt: p\n    answer: a\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            HEAD + "cards:\n  - template: wrod\n    fields: {Word: x, Meaning: y}\n",
            "d:16:15: there is no template 'wrod', did you mean 'word'?",
        ),
        (
            NOTE + "  - template: word\n    fields: {Word: x}\n",
            "d:5:15: there is no template 'word', expected it under 'templates' in the deck",
        ),
        (
            HEAD + "cards:\n  - template: word\n    fields: {Word: x, Meening: y}\n",
            "d:17:23: the template 'word' has no field 'Meening', did you mean 'Meaning'?",
        ),
        (
            HEAD + "cards:\n  - template: word\n    fields: {Word: x}\n",
            "d:16:15: the template 'word' makes no card of this: each has an empty prompt or "
            "answer",
        ),
        (
            HEAD + "cards:\n  - template: word\n    fields: x\n",
            "d:17:13: 'fields' is the text 'x', expected lines such as 'Word: der Hund'",
        ),
        (
            HEAD + "cards:\n  - template: word\n    fields: {Word: x, Meaning: y}\n    cards: []\n",
            "d:18:12: 'cards' next to 'template', expected only one of them",
        ),
        (
            HEAD.replace('answer: "{Meaning}"', 'answer: "{Meening}"') + NOTES,
            "d:7:17: '{Meening}' names no field, did you mean 'Meaning'?",
        ),
        (
            HEAD.replace("fields: [Word, Meaning, Sound]", "x: y") + NOTES,
            "d:4:5: a template without fields, expected their names",
        ),
        (
            NOTE + "  - fields: {A: x}\n",
            "d:5:5: a note without cards, expected 'template' or a list 'cards'",
        ),
        (
            NOTE + "  - cards: text\n",
            "d:5:12: 'cards' is the text 'text', expected a list: lines with '- '",
        ),
        (NOTE + "  - cards: []\n", "d:5:12: 'cards' is empty, expected a list: lines with '- '"),
        (
            NOTE + "  - cards:\n      - just text\n",
            "d:6:9: found the text 'just text', expected a card with 'prompt'",
        ),
        (
            NOTE + "  - cards:\n      - prompt: only this\n",
            "d:6:9: 'answer' is missing next to 'prompt'; expected a card with 'prompt' and "
            "'answer'",
        ),
        (
            NOTE + "  - cards:\n      - {prompt: q, answer: b, id: x}\n",
            "d:6:32: unknown key 'id' in a card, expected one of prompt, answer, accept, "
            "distractors, shuffle, typed, strict, tolerance, category, hint, explanation, source, "
            "image, alt, audio, answer_image, answer_alt, answer_audio",
        ),
        (
            NOTE + "  - cards:\n      - {prompt: q, answer: b}\n      - {prompt: q, answer: b}\n",
            "d:6:7: two of these cards have the same prompt and answer; delete one",
        ),
        (
            NOTE + "  - cards:\n      - {prompt: q, answer: b, distractors: [B]}\n",
            "d:6:46: the distractor 'B' is a right answer, expected a wrong one",
        ),
        (
            NOTE + "  - hint: h\n    cards:\n      - {prompt: q, answer: b}\n    accept: x\n",
            "d:8:5: this key belongs to one of the cards below 'cards'",
        ),
        (
            NOTE + "  - fields: {'{A}': x, A: y, A: z}\n    cards: [{prompt: q, answer: b}]\n",
            "d:5:14: the text '{A}' is no name for a field, expected a word",
        ),
    ],
)
def test_a_fault_names_its_place_and_what_was_expected(text: str, fault: str) -> None:
    assert fault in faults(text)


def test_a_fault_in_a_template_is_told_once() -> None:
    found = load((HEAD.replace('answer: "{Word}"', "anser: x") + NOTES).encode(), "d")
    assert [str(fault) for fault in found.faults] == [
        "d:9:9: unknown key 'anser', did you mean 'answer'?"
    ]
    assert (found.deck, found.left_out) == (None, 3)


def test_a_broken_note_costs_only_itself() -> None:
    broken = NOTES.replace("Meaning: cat", "Meaning: cat: x")
    found = load((HEAD + broken).encode(), "d")
    assert found.deck is not None
    assert [prompt for prompt, _ in asked(found.deck)][-2:] == ["die Maus", "mouse"]
    assert (len(found.deck.notes), found.left_out) == (2, 1)
    inner = "title: T\ncards:\n  - cards:\n    - prompt: a\n      answer: b: c\n  - cards:\n" + (
        "    - prompt: q\n      answer: r\n    - prompt: s\n      answer: t\n"
    )
    found = load(inner.encode(), "d")
    assert found.deck is not None
    assert asked(found.deck) == [("q", "r"), ("s", "t")]
    assert (found.left_out, len(found.faults)) == (1, 1)


# ── fields in texts ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{A} and {B}", "x and "),
        ("{A}{A}", "xx"),
        ("one\n{B}\n{A}", "one\nx"),
        (r"\{A} {A}", "{A} x"),
        (r"$\frac{1}{2}$ {A}", r"$\frac{1}{2}$ x"),
        ("{C} {a}", "{C} {a}"),
        ("{B}", ""),
    ],
)
def test_fields_stand_in_for_their_names(text: str, said: str) -> None:
    assert filled(text, {"A": "x", "B": ""}) == said


@given(texts)
def test_a_literal_text_stays(text: str) -> None:
    assert filled(literal(text, ("a", "A")), {"a": "1", "A": "2"}) == text
    assert filled(f"{{A}}{literal(text, ('A',))}", {"A": text}) == text + text


@pytest.mark.parametrize("text", [r"\frac{ab}{cd}", "x_{ab}", "x^{ab}", "{1}", r"\{Wrod}", "{ }"])
def test_braces_of_formulas_are_no_fields(text: str) -> None:
    assert unknown_place(text, ("Word",)) == ""


@pytest.mark.parametrize("text", ["a {Word} b", "\ue0009\ue001 {Word}", r"\{Word} c"])
def test_a_text_is_changed_around_its_fields(text: str) -> None:
    assert around(text, str.upper, ("Word",)) == text.upper().replace(" {WORD}", " {Word}")


# ── written and changed ─────────────────────────────────────────────────────────


def test_the_deck_is_written_as_an_author_would() -> None:
    text = dump_deck(WORDS)
    assert deck_of(text) == WORDS
    assert text.endswith(
        "  - template: word\n    fields:\n      Word: die Maus\n      Meaning: mouse\n"
    )


def test_a_note_without_its_template_in_the_deck_keeps_its_cards() -> None:
    [note, *_] = WORDS.notes
    assert isinstance(note, CardsNote)
    other = deck_of(HEAD.replace('answer: "{Word}"', 'answer: "{Word}!"') + NOTES)
    mixed = Deck("T", (*other.notes[1:], note), templates=other.templates)
    again = deck_of(dump_deck(mixed))
    assert asked(again) == [*asked(other)[3:], *asked(WORDS)[:3]]
    assert again.notes[2] == note.apart
    assert asked(Deck("T", (note.apart,))) == asked(Deck("T", (note,)))


def test_one_field_is_changed_and_the_rest_stays_as_typed() -> None:
    text = HEAD + NOTES
    [note, *_] = WORDS.notes
    assert isinstance(note, CardsNote)
    changed = deck_of(text.replace("Meaning: dog", "Meaning: hound")).notes[0]
    after = replace_note(text, 16, changed)
    assert "template: word  # a dog" in after
    assert after.partition("die Katze")[2] == text.partition("die Katze")[2]
    assert deck_of(after).notes[0] == changed
    # A head that is written again keeps templates that are equal, with their comments.
    commented = text.replace("fields: [Word", "# all of them\n    fields: [Word")
    head = head_fields(deck_of(commented)) | {"title": "New"}
    assert "# all of them" in edit_deck(commented, {}, [], head)
    assert deck_of(add_notes(text, [changed])).notes[3] == changed


def test_changing_a_template_keeps_the_progress_of_its_cards() -> None:
    before = make_cards(WORDS, "d")
    known = match_cards([], before).known
    text = HEAD.replace('prompt: "{Word}"', 'prompt: "What is {Word}?"') + NOTES
    matched = match_cards(known, make_cards(deck_of(text), "d"))
    assert [card.key for card in matched.cards] == [card.key for card in before]
    assert matched.cards[0].prompt == "What is der Hund?"
    # A card in the middle of the template is new, and the others keep theirs.
    more = HEAD.replace(
        '      - prompt: "{Meaning}"', '      - prompt: "x {Word}"\n        answer: "y {Word}"\n'
        '      - prompt: "{Meaning}"'
    )  # fmt: skip
    matched = match_cards(known, make_cards(deck_of(more + NOTES), "d"))
    assert {card.key for card in before} < {card.key for card in matched.cards}
    assert len(matched.begun) == 0
    assert len(matched.cards) == 10


def test_decks_with_templates_are_joined() -> None:
    mine = deck_of(HEAD + NOTES.replace("Meaning: dog", "Meaning: hound"))
    theirs = deck_of(HEAD.replace('hint: "{Sound}"', "hint: sound") + NOTES)
    joined = join(WORDS.notes, mine.notes, theirs.notes)
    assert not joined.conflicts
    head, differ = join_heads(head_fields(WORDS), head_fields(mine), head_fields(theirs))
    assert not differ
    assert head["templates"] == head_fields(theirs)["templates"]
    two = {**head_fields(mine)["templates"], "other": {"fields": ["X"], "cards": []}}
    head, differ = join_heads(head, head, head | {"templates": two})
    assert set(head["templates"]) == {"word", "other"}


# ── elsewhere ───────────────────────────────────────────────────────────────────


def test_json_and_tables_hold_them() -> None:
    exported = ExportedDeck("d", WORDS, [])
    data = json_format.write(exported).data
    assert json_format.read(data, "d").decks[0].deck == WORDS
    broken = json.loads(data)
    broken["templates"]["word"]["cards"] = []
    with pytest.raises(Exception, match="templates: 'cards' is empty"):
        json_format.read(json.dumps(broken).encode(), "d")
    table = csv_format.write(exported)
    assert table.left_out == ("the deck's title",)
    [read] = csv_format.read(table.data, "d").decks
    assert asked(read.deck) == asked(WORDS)


def test_an_import_brings_its_templates() -> None:
    foreign = ForeignDeck("d", WORDS)
    new = merge(foreign, ())
    assert deck_of(dump_deck(replace(tidy_head(WORDS, "d"), notes=new.new))) == WORDS
    same = merge(foreign, WORDS.notes[:1])
    assert [note.template.name for note in same.new if isinstance(note, CardsNote)] == ["word"] * 2
    other = merge(foreign, deck_of(NOTE).notes)
    assert asked(Deck("x", other.new)) == asked(WORDS)
    assert [note.template.name for note in other.new if isinstance(note, CardsNote)] == [""] * 3


def test_options_come_from_the_same_card_of_other_notes() -> None:
    animals = ["Hund", "Katze", "Maus", "Kuh", "Pferd", "Vogel", "Fisch", "Wolf"]
    notes = "".join(
        f"  - template: word\n    fields: {{Word: der {name}, Meaning: {name[::-1]}, Sound: {n}}}\n"
        for n, name in enumerate(animals)
    )
    cards = make_cards(deck_of(f"{HEAD}cards:\n{notes}"), "d")
    pool = DistractorPool(cards)
    same: dict[str, set[str]] = {}
    for card in cards:
        same.setdefault(card.direction, set()).add(card.answer)

    def drawn(card: Card) -> set[str]:
        return {text for seed in range(9) for text in pool.draw(card, 3, Random(seed))}

    for card in cards:
        assert len(drawn(card)) >= 3
        assert drawn(card) <= same[card.direction] - {card.answer}


def test_cards_of_a_faulty_note_are_not_lost() -> None:
    known = match_cards([], make_cards(WORDS, "d")).known
    broken = load((HEAD + NOTES.replace("Sound: hʊnt", "Sond: x")).encode(), "d")
    assert broken.deck is not None
    found = make_cards(broken.deck, "d")
    held = spoilt_cards(known, found, {"d": broken.unread})
    assert {card.key for card in held} == {card.key for card in known[:3]}


@pytest.mark.parametrize("mode", [Mode.QUIZ, Mode.LEARN, Mode.CRAM, Mode.SURVIVAL])
def test_cards_of_one_note_are_never_in_one_round(
    make_game: Callable[..., Game], decks: Path, mode: Mode
) -> None:
    (decks / "words.yaml").write_text(HEAD + NOTES)
    game = make_game()
    play = play_mode(game, mode, ["words"])
    notes = [card.note for card in play.state.queue]
    assert len(notes) == len(set(notes)) == 3
