from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc as SpacyDoc

from quiz.facts.extract.parse_tree import Span, doc_of

TEXT = (
    "Ada Lind, who had built bridges and ferries, said on Friday that the lock, the oldest of the "
    "town's three, will open in May.  She left. Boats, barges and rafts (some 40) may pass; Lind's "
    '"Northgate Metals" paid $2.4 million for it, and nobody else did.'
)


@pytest.fixture(scope="module")
def parsed(nlp: Any) -> Any:
    return nlp(TEXT)


def numbers(tokens: Any) -> list[int]:
    return [token.i for token in tokens]


@pytest.mark.parametrize(
    "name",
    [
        *("i", "idx", "text", "whitespace_", "text_with_ws", "lower_", "lemma_", "tag_", "pos_"),
        *("dep_", "ent_type_", "ent_iob_", "is_punct", "is_sent_start"),
    ],
)
def test_tokens_have_the_values_of_the_parse(parsed: Any, name: str) -> None:
    assert [getattr(t, name) for t in doc_of(parsed)] == [getattr(t, name) for t in parsed]


@pytest.mark.parametrize("name", ["children", "subtree", "ancestors", "conjuncts", "sent"])
def test_tokens_stand_in_the_tree_of_the_parse(parsed: Any, name: str) -> None:
    ours = [numbers(getattr(token, name)) for token in doc_of(parsed)]
    assert ours == [numbers(getattr(token, name)) for token in parsed]


@pytest.mark.parametrize("name", ["head", "left_edge", "right_edge"])
def test_tokens_are_bound_as_in_the_parse(parsed: Any, name: str) -> None:
    ours = [getattr(token, name).i for token in doc_of(parsed)]
    assert ours == [getattr(token, name).i for token in parsed]


def test_spans_have_the_text_and_root_of_the_parse(parsed: Any) -> None:
    doc = doc_of(parsed)
    for start in range(len(parsed)):
        for end in range(start + 1, len(parsed) + 1):
            ours, theirs = doc[start:end], parsed[start:end]
            assert (ours.text, ours.root.i) == (theirs.text, theirs.root.i)
            assert (ours.start, ours.end) == (theirs.start, theirs.end)
            assert ours.start_char == theirs.start_char
    assert doc[2:2].text == ""
    assert [span.text for span in doc.sents] == [span.text for span in parsed.sents]


def test_spans_by_characters_are_those_of_the_parse(parsed: Any) -> None:
    doc = doc_of(parsed)
    for start in range(0, len(TEXT), 3):
        for end in range(start + 2, len(TEXT) + 1, 5):
            theirs = parsed.char_span(start, end, alignment_mode="expand")
            assert numbers(doc.char_span(start, end) or ()) == numbers(theirs or ())
    assert doc.char_span(-1, 3) is None
    assert doc.char_span(0, len(TEXT) + 1) is None
    assert isinstance(doc.char_span(0, 3), Span)
    second = doc.sents[1]
    assert second.part(4, 8) == doc.char_span(second.start_char + 4, second.start_char + 8)
    assert numbers(second.part(4, 8) or ()) == [second.start + 1]


def test_neighbours_end_with_the_document(parsed: Any) -> None:
    doc = doc_of(parsed)
    assert doc[0].nbor(1) is doc[1]
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[len(doc) - 1].nbor(1)


def test_the_root_is_called_so_whatever_the_parser_calls_it(parsed: Any) -> None:
    odd = SpacyDoc(parsed.vocab, words=["Lind", "left"], heads=[1, 1], deps=["nsubj", "appos"])
    assert [token.dep_ for token in doc_of(odd)] == ["nsubj", "ROOT"]
