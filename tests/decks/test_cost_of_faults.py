"""What a fault loses: its card or its value; the whole file only if no card is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.limits import ITEMS, MARKS, NAME, OTHERS, TEXT
from quiz.decks.loader import LoadResult, load
from quiz.decks.note import Note
from quiz.decks.pieces import ASKEW, CONFLICT
from quiz.decks.writer import dump_deck
from tests.strategies import decks

GOOD = "  - prompt: good\n    answer: one\n"


def loaded(cards: str, head: str = "title: T\n") -> LoadResult:
    return load(f"{head}cards:\n{cards}".encode(), "folder/my-deck.yaml")


def prompts(found: LoadResult) -> list[str]:
    notes: tuple[Note, ...] = found.deck.notes if found.deck else ()
    return [note.prompt for note in notes if isinstance(note, BasicNote)]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("  - prompt: p\n    anser: a\n", "did you mean 'answer'"),
        ("  - prompt: p\n", "'answer' is missing"),
        ("  - just a text\n", "expected a card"),
        ("  - {prompt: good, answer: one}\n", "the same card"),
        ('  - prompt: "p\n    answer: a\n', "a quote is opened but never closed"),
        ("  - prompt p\n    answer: a\n", "expected ':' after a key"),
        ("  - prompt: p\n    answer: [a\n", "',' or ']'"),
        ("  - prompt: p\n\tanswer: a\n", "tab"),
        ("  - prompt: p\n answer: a\n", "is indented less"),
        ("  - prompt: p\nanswer: a\n", "is indented less"),
        ("  - prompt: p\n\u00a0\u00a0\u00a0\u00a0answer: a\n", "is indented less"),
        ("  - prompt: *a\n    answer: a\n", "YAML alias"),
        ("  - prompt: &a p\n    answer: a\n", "YAML anchor"),
        ("  - prompt: p: q\n    answer: a\n", "': ' is not expected here"),
        ("  - prompt: p\n    answer: a\n    accept: {b: c}\n", "is a mapping"),
        ("  - prompt: p\n    answer: a\n    strict: perhaps\n", "'strict' is 'perhaps'"),
        ("  - prompt: p\n    answer: a\n    tolerance: 5 %\n", "answer that is a number"),
        ("  - prompt: p\n    answer: 7 May 2015\n    tolerance: 1\n", "answer that is a number"),
        ("  - prompt: p\n    answer: Apollo 11\n    tolerance: 1\n", "answer that is a number"),
        ("  - prompt: p\n    answer: '5'\n    tolerance: some\n", "is not a tolerance"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_fault_in_a_card_costs_that_card(bad: str, said: str, first: bool) -> None:
    if "same card" in said:
        first = False
    other = "  - prompt: also good\n    answer: two\n"
    found = loaded(bad + GOOD + other if first else GOOD + bad + other)
    assert prompts(found) == ["good", "also good"]
    assert found.left_out == 1
    assert len(found.faults) == 1
    assert said in found.faults[0].message
    begin = 3 if first else 5
    assert begin <= found.faults[0].line < begin + bad.count("\n")
    assert bad.split()[-1] in found.unread


@pytest.mark.parametrize(
    ("head", "said", "title", "language"),
    [
        ("", "'title' is missing", "my-deck", ""),
        ("titel: T\n", "did you mean 'title'", "my-deck", ""),
        ("name: T\n", "unknown key 'name', did you mean 'title'?", "my-deck", ""),
        ("title: T\nlanguage: English\n", "use 'en'", "T", "en"),
        ("title: T\nlanguage: Deutsch\n", "use 'de'", "T", "de"),
        ("title: T\nlanguage: eng\n", "use 'en'", "T", "en"),
        ("title: T\nlanguage: en_US\n", "use 'en-US'", "T", "en-US"),
        ("title: T\nlanguage: jp\n", "use 'ja'", "T", "ja"),
        ("title: T\nlanguage: Chinese (simplified)\n", "use 'zh'", "T", "zh"),
        ("title: T\nlanguage: Germann\n", "use 'de'", "T", "de"),
        ("title: T\nlanguage: Klingonese\n", "expected one such as", "T", ""),
        ("title: T\nlanguage: xx\n", "expected one such as", "T", ""),
        ("title: T\nlanguage: [en]\n", "is a list", "T", ""),
        ("title: T\ncolour: red\n", "unknown key 'colour'", "T", ""),
        ("title: T\ntags: [a, A]\n", "the tag 'A' is given twice", "T", ""),
        ("title: T\ntags: a, b\n", "this is one tag; write tags: [a, b]", "T", ""),
        ("title: T\nstrict: perhaps\n", "expected true or false", "T", ""),
        ("title: T\ntitle: U\n", "given twice", "T", ""),
        ("title T\n", "expected ':' after a key", "my-deck", ""),
    ],
)
def test_header_fault_loses_only_that_value(
    head: str, said: str, title: str, language: str
) -> None:
    found = loaded(GOOD, head)
    assert prompts(found) == ["good"]
    assert [said in fault.message for fault in found.faults] == [True], found.faults
    assert found.left_out == 0
    assert found.deck is not None
    assert (found.deck.title, found.deck.language) == (title, language)


@pytest.mark.parametrize("tag", ["en", "EN", "de-CH", "zh-Hans", "haw", "kk", "sr-Latn-RS", "no"])
def test_language_tag_needs_no_known_rules(tag: str) -> None:
    found = loaded(GOOD, f"title: T\nlanguage: {tag}\n")
    assert not found.faults
    assert found.deck is not None
    assert found.deck.language == tag


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("prompt: p, answer: a, accept: [b, B]", "'B' in 'accept' is given twice"),
        ("prompt: p, answer: a, accept: [A]", "'A' in 'accept' is already the answer"),
        ("prompt: p, answer: a, tags: [x, X]", "the tag 'X' is given twice"),
        ("prompt: p, answer: a, shuffle: false", "no effect without 'distractors'"),
        ("prompt: p, answer: a, typed: true, distractors: [b]", "never offered with 'typed: true'"),
    ],
)
def test_value_without_effect_is_reported_and_card_plays(card: str, said: str) -> None:
    found = loaded(f"  - {{{card}}}\n")
    assert found.deck is not None
    assert len(found.deck.notes) == 1
    assert found.left_out == 0
    assert [said in fault.message for fault in found.faults] == [True], found.faults


def test_strict_keeps_answers_that_differ_in_case() -> None:
    card = "  - {prompt: p, answer: -m, accept: [-c], distractors: [-M, -C]}\n"
    items = "  - {prompt: q, list: [-a, -A]}\n"
    assert loaded(card + items).left_out == 2
    assert not loaded(card + items, "title: T\nstrict: true\n").faults
    assert not loaded(card.replace("]}", "], strict: true}")).faults
    behind = loaded(card + items + "strict: true\n")
    assert not behind.faults
    assert behind.deck is not None
    assert behind.deck.strict


OURS, THEIRS = "  - prompt: ours\n    answer: a\n", "  - prompt: theirs\n    answer: a\n"
CONFLICTED = f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> theirs\n"
WITHIN = "  - prompt: p\n<<<<<<< HEAD\n    answer: a\n=======\n    answer: b\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("cards", "kept", "left_out", "line"),
    [
        (GOOD + CONFLICTED + "  - prompt: last\n    answer: a\n", ["good", "last"], 1, 5),
        (GOOD + CONFLICTED, ["good"], 1, 5),
        (CONFLICTED + GOOD, ["good"], 1, 3),
        (GOOD + WITHIN + "  - prompt: last\n    answer: a\n", ["good", "last"], 1, 6),
        (GOOD + WITHIN + "    hint: h\n  - prompt: last\n    answer: a\n", ["good", "last"], 1, 6),
        (
            GOOD + CONFLICTED.replace("=======\n", "||||||| base\n" + OURS + "=======\n" + OURS),
            ["good"],
            2,
            5,
        ),
        (GOOD + ">>>>>>> left over\n" + OURS, ["good", "ours"], 0, 5),
        (GOOD.replace("\n", "\r\n") + CONFLICTED.replace("\n", "\r\n"), ["good"], 1, 5),
    ],
)
def test_a_conflict_costs_the_cards_in_it(
    cards: str, kept: list[str], left_out: int, line: int
) -> None:
    found = loaded(cards)
    assert [(fault.line, fault.message) for fault in found.faults] == [(line, CONFLICT)]
    assert prompts(found) == kept
    assert found.left_out == left_out


def test_a_conflict_in_the_head_costs_the_head() -> None:
    head = "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> theirs\nlanguage: de\n"
    found = loaded(GOOD, head)
    assert [fault.message for fault in found.faults] == [CONFLICT]
    assert found.deck == Deck("my-deck", (BasicNote("good", "one"),), language="de")


@given(decks(), decks(), st.data())
def test_cards_outside_a_conflict_play(ours: Deck, theirs: Deck, data: st.DataObject) -> None:
    text = dump_deck(ours)
    notes = load(text.encode(), "x.yaml").deck
    assert notes is not None
    at = data.draw(st.sampled_from([note.extras.line for note in notes.notes]))
    lines = text.split("\n")
    side = dump_deck(theirs).partition("\ncards:\n")[2].rstrip("\n").split("\n")
    conflict = ["<<<<<<< a", "=======", *side, ">>>>>>> b"]
    found = load("\n".join([*lines[: at - 1], *conflict, *lines[at - 1 :]]).encode(), "x.yaml")
    assert found.deck == ours
    assert [fault.message for fault in found.faults] == [CONFLICT]
    assert found.left_out == len(theirs.notes)


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (f"prompt: {'x' * 1_000_000}, answer: a", "1,000,000 characters, expected at most 20,000"),
        (f"prompt: p, answer: a, category: {'x' * (NAME.most + 1)}", "has 501 characters"),
        (f"prompt: p, list: [{', '.join(map(str, range(10_000)))}]", "10,000 items"),
        (f"prompt: p, sequence: [{', '.join(map(str, range(2_000)))}]", "2,000 steps"),
        (f"prompt: p, answer: a, distractors: [{', '.join(map(str, range(500)))}]", "500 entries"),
        (f"prompt: p, answer: a, accept: [{', '.join(map(str, range(500)))}]", "500 entries"),
        (f"prompt: p, answer: a, tags: [{', '.join(map(str, range(500)))}]", "that many"),
        (f"cloze: '{'{{a}} ' * (ITEMS.most + 1)}'", "201 gaps"),
        (f"cloze: '{{{{a{'|b' * 101}}}}}'", "101 other answers in a gap"),
        (f"prompt: p, answer: 'a{chr(0x301) * 10_000}'", f"more than {MARKS.most} marks"),
        (f"prompt: p, answer: '{chr(0x1F468)}{(chr(0x200D) + chr(0x1F468)) * 40}'", "marks"),
        ("prompt: p, answer: a, shuffle: false, distractors: [b, c, d, e, f, g, h, i, j]", "9:"),
    ],
)  # fmt: skip
def test_unshowable_text_is_a_fault(card: str, said: str) -> None:
    found = loaded(f"{GOOD}  - {{{card}}}\n")
    assert prompts(found) == ["good"]
    assert [said in fault.message for fault in found.faults] == [True], found.faults
    assert found.faults[0].line == 5
    assert found.left_out == 1


@pytest.mark.parametrize(
    "card",
    [
        f"prompt: {'x' * TEXT.most}, answer: a",
        f"prompt: p, list: [{', '.join(map(str, range(ITEMS.most)))}]",
        f"prompt: p, answer: a, distractors: [{', '.join(map(str, range(OTHERS.most)))}]",
        f"prompt: p, answer: 'a{chr(0x301) * MARKS.most}'",
    ],
)
def test_deck_at_the_limits_is_valid(card: str) -> None:
    assert not loaded(f"  - {{{card}}}\n").faults


@pytest.mark.parametrize("dash", ["- ", " - ", "   - ", "    - ", "\t- ", "  -"])
def test_a_dash_out_of_line_costs_its_card_alone(dash: str) -> None:
    bad = f"{dash}prompt: p\n    answer: long enough\n"
    found = loaded(GOOD + bad + "  - prompt: also good\n    answer: two\n")
    assert prompts(found) == ["good", "also good"]
    assert found.left_out == 1
    assert [(f.line, f.column, f.message) for f in found.faults] == [
        (5, 1 + dash.index("-"), ASKEW)
    ]
    assert found.unread == bad + "\n"


def test_dash_in_a_text_starts_no_card() -> None:
    text = "  - prompt: |\n      Mend this:\n      - prompt: p\n    answer: a\n"
    assert prompts(loaded(text + '  - prompt: "p\n' + GOOD)) == ["Mend this:\n- prompt: p", "good"]


def test_invalid_utf8_costs_only_its_card() -> None:
    old = "  - prompt: caf\xe9\n    answer: a\n".encode("latin-1")
    found = load(b"title: T\ncards:\n" + old + GOOD.encode() + old, "x.yaml")
    assert prompts(found) == ["good"]
    assert found.left_out == 2
    said = "byte 0xe9 is not UTF-8: save the file as UTF-8"
    assert [(f.line, f.column, f.message) for f in found.faults] == [(3, 16, said), (7, 16, said)]


def test_file_without_valid_cards_is_left_out() -> None:
    for text in ("", "title: T\n", "title: T\ncards: 3\n", "title: T\ncards:\n  - p\n", "\0"):
        assert load(text.encode(), "x.yaml").deck is None
