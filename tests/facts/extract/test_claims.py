"""Cards tell who claims what, and never tell a claim as a fact."""

from __future__ import annotations

import pytest

from tests.facts.extract.conftest import Extract
from tests.facts.extract.test_true_cards import cards

COMPLAINT = (
    "Nordkraft filed a complaint against Alder Bank in Lisbon.\n\nAccording to the complaint, Alder"
    " Bank has kept its place by, among other things:\n\nThreats to its customers in Peru.\n\nAlder"
    " Bank paid Harbour Telecom 3 million euros in 2004.\n"
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "The lawyer alleges that Alder Bank paid Harbour Telecom 3 million euros in 2004.",
            "According to the lawyer, Alder Bank paid Harbour Telecom 3 million euros in 2004.",
        ),
        (
            "Tom Brown claimed that he was the first man to climb Mount Alder in 1990.",
            "According to Tom Brown, he was the first man to climb Mount Alder in 1990.",
        ),
        # What somebody plainly says of himself is so.
        (
            "Mary Hill said she was born in Lisbon in 1950.",
            "Mary Hill was born in Lisbon in 1950.",
        ),
        (
            COMPLAINT,
            "According to the complaint, Alder Bank paid Harbour Telecom 3 million euros in 2004.",
        ),
    ],
)
def test_who_claims_it_is_told(extract: Extract, text: str, right: str) -> None:
    assert right in cards(extract, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The court was told that Tom Brown had stolen 14 lamps in May 2011.", "According to"),
        ("Tom Brown was fishing in Porthaven in May 2011, the court was told.", "According to"),
        ("The court heard that Mary Hill had sold the ship to Alder Bank in 2012.", "did Mary"),
        ("The court heard that Mary Hill had sold the ship to Alder Bank in 2012.", "had Mary"),
        ("Alder Bank denied that Nordkraft had bought the port in 2003.", "had Nordkraft"),
        ("The idea is that the age, in Peru, should be raised to 21 in 2012.", "idea was raised"),
    ],
)
def test_what_is_only_claimed_is_no_fact(extract: Extract, text: str, wrong: str) -> None:
    assert not [card for card in cards(extract, text) if wrong in card]


@pytest.mark.parametrize(
    ("before", "after", "spoken"),
    [
        ('"The crane fell.', 'It sank," said Ada Lind.', True),
        ("“The crane fell.", "It sank,” said Ada Lind.", True),
        # The next quotation begins: the mark at the end of the first was forgotten.
        ('"The crane fell.', '"It sank," said Ada Lind.', False),
        ('The 6" crane fell.', 'The 9" crane fell.', False),
    ],
)
def test_a_quotation_goes_on_through_paragraphs_until_it_is_closed(
    extract: Extract, before: str, after: str, spoken: bool
) -> None:
    text = f"{before}\n\nAlder Bank bought the Lom Museum in 2004.\n\n{after}"
    assert any("Lom Museum" in card for card in cards(extract, text)) != spoken
