"""How sure a candidate is: a model of named features."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from quiz.facts.extract.article import make_article
from quiz.facts.extract.candidates import ranked_facts
from quiz.facts.extract.pipeline import parse
from quiz.facts.extract.ranking import probability
from tests.facts.extract.conftest import Extract

WEIGHTS = json.loads(
    files("quiz.facts.extract").joinpath("ranking_weights.json").read_text("utf-8")
)
CLEAR = "Ada Lind, mayor of Porthaven, founded the Alder Museum in Lisbon in 1999."


def test_weights_are_numbers() -> None:
    assert len(WEIGHTS) > 50
    assert all(isinstance(weight, float) for weight in WEIGHTS.values())


def test_no_features_give_even_odds() -> None:
    assert probability({}) == 0.5


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.floats(-5, 5)))
def test_probabilities_lie_between_never_and_always(known: dict[str, float]) -> None:
    assert 0 <= probability(known) <= 1


def test_unknown_features_count_nothing() -> None:
    assert probability({"always": 1}) == probability({"always": 1, "no such feature": 5})


def test_a_clear_card_is_surer_than_a_vague_one(extract: Extract) -> None:
    clear = max(fact.confidence for fact in extract(CLEAR))
    vague = max(fact.confidence for fact in extract("The thing had another effect on people."))
    assert clear > 0.8 > 0.3 > vague


def test_confidence_is_the_probability_of_the_features(nlp: object) -> None:
    text = "Ada Lind opened the Alder Museum in 1999. Bo Dahl defeated her by 424 votes in 2007."
    article = make_article("a.txt", text, "t", date(2015, 5, 7))
    for each in ranked_facts(article, parse(nlp, article)):
        assert each.fact.confidence == round(min(0.99, probability(each.features)), 2)


def test_a_feature_says_when_a_detail_is_dull_or_stale(nlp: object) -> None:
    text = (
        "Alder Company shares rose 4% in Lisbon at 10:30. The Alder Company opened a crane in"
        " Lisbon in 1999. The Alder Company paid about 300 workers in Lisbon earlier."
    )
    article = make_article("a.txt", text, "Crane of the Alder Company opens in Lisbon")
    found: dict[int, set[str]] = {}
    for each in ranked_facts(article, parse(nlp, article)):
        assert each.fact.evidence is not None
        at = (each.fact.evidence.start > 0) + (each.fact.evidence.start > 60)
        found.setdefault(at, set()).update(each.features)
    dull = ("any: an hour", "any: a price of the day")
    assert all(name in found[0] and name not in found[1] for name in dull)
    assert "any: a time to be known" in found[2] - found[1]
    assert all("any: words of the opening" in names for names in found.values())
