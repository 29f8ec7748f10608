"""Each family of facts by example: a sentence, and a fact that it gives."""

from __future__ import annotations

import pytest

from quiz.facts.extract.rules.acronyms import named_by
from quiz.facts.extract.rules.posts import with_country
from quiz.facts.fact import CATEGORIES
from quiz.facts.templates import GENERAL
from tests.facts.extract.conftest import Extract

EXAMPLES = [
    # posts
    ("Ada Lind, mayor of Porthaven, cut the ribbon.",
     ("holds-post", "Ada Lind", "mayor of Porthaven")),
    ("Ada Lind, a former ambassador to Chad, cut the ribbon.",
     ("former-post", "Ada Lind", "ambassador to Chad")),
    ("Kazakh President Karim Osei cut the ribbon.",
     ("holds-post", "Karim Osei", "President of Kazakhstan")),
    ("The Danish engineer Niels Holm designed the bridge.",
     ("holds-post", "Niels Holm", "Danish engineer")),
    ("The Blue Valley Museum opened. The museum's director, Ada Lind, was there.",
     ("holds-post", "Ada Lind", "director of the Blue Valley Museum")),
    ("Ada Lind was sworn in as mayor of Porthaven on Monday.",
     ("holds-post", "Ada Lind", "mayor of Porthaven")),
    ("John Abbott is the president of the Iberian Football Union.",
     ("holds-post", "John Abbott", "president of the Iberian Football Union")),
    ("The World Ferry Union met. Its president, Bo Dahl, spoke.",
     ("holds-post", "Bo Dahl", "president of the World Ferry Union")),
    # acronyms
    ("The World Ferry Union (WFU) met.", ("stands-for", "WFU", "World Ferry Union")),
    ("The WFU (World Ferry Union) met.", ("stands-for", "WFU", "World Ferry Union")),
    ("The National Centre of Cinema (CNC) paid.",
     ("stands-for", "CNC", "National Centre of Cinema")),
    ("The Ferry, Train and Bus Union (FTBU) met.",
     ("stands-for", "FTBU", "Ferry, Train and Bus Union")),
    ("Lars Haugen, who is chairman of the Wind Club, came.",
     ("holds-post", "Lars Haugen", "chairman of the Wind Club")),
    # members
    ("Kenya and Peru are both members of the International Coffee Organization.",
     ("member-of", "Peru", "the International Coffee Organization")),
    ("China and Kazakhstan are founding members of the Silk Council.",
     ("founding-member-of", "Kazakhstan", "the Silk Council")),
    # meetings
    ("President Ada Lind met John Abbott in Lisbon on Monday.",
     ("met", "Ada Lind", "John Abbott")),
    ("When meeting with Premier Karim Osei this March in Beijing, President Ada Lind praised him.",
     ("met", "Ada Lind", "Karim Osei")),
    ("In May 2014, John Abbott visited China.", ("visited", "John Abbott", "China")),
    ("President Ada Lind paid a two-day visit to Peru in 2013.", ("visited", "Ada Lind", "Peru")),
    # dates
    ("The Alder Bridge was opened in 1902.", ("dated", "the Alder Bridge was opened", "1902")),
    ("The Alder Bridge was closed this March.",
     ("dated", "the Alder Bridge was closed", "March 2015")),
    ("The Alder Bridge will open on May 9.",
     ("dated", "the Alder Bridge was to open", "9 May 2015")),
    ("John Abbott was born in Leeds in 1951. He died in Rome on 3 March 2002.",
     ("dated", "John Abbott died in Rome", "3 March 2002")),
    ("The Alder Bridge is old. In 1940 a storm destroyed the bridge.",
     ("dated", "a storm destroyed the Alder Bridge", "1940")),
    # deeds
    ("John Abbott founded the Alder Company in 1951.",
     ("who-did", "founded the Alder Company", "John Abbott")),
    ("The Alder Bridge was designed by the Danish engineer Niels Holm.",
     ("who-did", "designed the Alder Bridge", "Niels Holm")),
    ("The song was written by John Abbott for the Iberian Cup of Lisbon.",
     ("who-did", "wrote the song", "John Abbott")),
    ("Ada Lind is the founder of the Harbour Aid Fund.",
     ("who-did", "founded the Harbour Aid Fund", "Ada Lind")),
    ("In 2001, the Gates Foundation bought the Alder Museum.",
     ("which-did", "bought the Alder Museum", "the Gates Foundation")),
    # places
    ("Nordkraft, which is based in Trondheim, sells power.",
     ("based-in", "Nordkraft", "Trondheim")),
    ("The treaty of peace was signed in Lisbon in 1951.",
     ("located", "the treaty of peace was signed in 1951", "Lisbon")),
    # definitions
    ("Lake Alder, a lake in northern Peru, froze.",
     ("is-a", "Lake Alder", "lake in northern Peru")),
    ("The Swiss company Helvimed closed.", ("is-a", "Helvimed", "Swiss company")),
    # names
    ("The chip, called Kivi Nova, has a new design.", ("called", "the chip", "Kivi Nova")),
    ("Kazakhstan's \"Bright Road\" policy began in 2014.",
     ("initiative-of", "Bright Road policy", "Kazakhstan")),
    ("They spoke of the Great Plan (Northern Road and Southern Road) in Lisbon.",
     ("part-of-initiative", "Great Plan", "Northern Road")),
    ("The restored comedy, \"The Long Holiday\", was shown.",
     ("called", "the restored comedy", "The Long Holiday")),
    # numbered events
    ("The 14th Port Forum was held in Lisbon in 2014.",
     ("edition", "the Port Forum in Lisbon in 2014", "14th")),
    ("The 14th Port Forum was held in Lisbon in 2014.",
     ("located", "the 14th Port Forum took place", "Lisbon")),
    ("This year marks the 70th anniversary of the treaty of Lisbon.",
     ("anniversary-of", "the treaty of Lisbon", "70th anniversary")),
    # quantities
    ("Nordkraft employs about 5,200 people.", ("quantity", "Nordkraft employs", "5,200 people")),
    ("The Alder Bridge is 614 metres long.",
     ("quantity", "the Alder Bridge is", "614 metres long")),
    ("Sales at Nordkraft rose by 12 percent in 2014.",
     ("quantity", "sales at Nordkraft rose by", "12 percent")),
    # results
    ("Atlético Lisbon beat Real Oviedo 3-1 on Saturday.",
     ("score", "Atlético Lisbon beat Real Oviedo", "3-1")),
]  # fmt: skip
NOTHING = [
    "Nordkraft may employ 5,200 people.",
    "Nordkraft does not employ 5,200 people.",
    "Ada Lind wants to visit Peru in 2016.",
    "If John Abbott founded the Alder Company in 1951, it is old.",
    '"We built the Alder Bridge in 1902 and I am proud of it," he said.',
    "Did John Abbott found the Alder Company in 1951?",
    "They met on Monday.",
    "It has 300 members.",
    "The two countries share six rivers.",
    "A probe brought dust from Wild 2.",
]


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES)
def test_what_a_sentence_says(extract: Extract, text: str, wanted: tuple[str, str, str]) -> None:
    found = {(f.relation, f.subject[:1].lower() + f.subject[1:], f.object) for f in extract(text)}
    relation, subject, thing = wanted
    assert (relation, subject[:1].lower() + subject[1:], thing) in found, found


@pytest.mark.parametrize("text", NOTHING)
def test_no_fact_from_denial_doubt_wish_or_ambiguity(extract: Extract, text: str) -> None:
    assert [(f.relation, f.subject, f.object) for f in extract(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "President Ada Lind will visit Peru in June.",
        "President Ada Lind will meet John Abbott in Lisbon on Monday.",
        "Ada Lind will become mayor of Porthaven in June.",
        "The 14th Port Forum will be held in Lisbon in June.",
    ],
)
def test_what_is_to_come_is_not_told_as_done(extract: Extract, text: str) -> None:
    done = {"visited", "met", "former-post", "who-did"}
    for fact in extract(text):
        assert fact.relation not in done
        assert "took place" not in fact.subject
        assert fact.relation not in ("dated", "located") or "was to" in fact.subject
        assert (fact.relation, fact.object) != ("holds-post", "mayor of Porthaven")


def test_what_holds_now_is_told_with_its_month(extract: Extract) -> None:
    (fact,) = [f for f in extract("Nordkraft employs 5,200 people.") if f.relation == "quantity"]
    assert fact.as_of == "May 2015"
    past = extract("Nordkraft employed 5,200 people in 1999.")
    assert [f.as_of for f in past if f.relation == "quantity"] == ["1999"]


def test_every_relation_and_category_has_an_example(extract: Extract) -> None:
    assert {relation for _, (relation, _, _) in EXAMPLES} >= set(GENERAL)
    found = {fact.category for text, _ in EXAMPLES for fact in extract(text)}
    assert found == set(CATEGORIES) - {"industry"}


def test_ids_stay_when_the_article_moves(extract: Extract) -> None:
    text = "Ada Lind, mayor of Porthaven, cut the ribbon."
    one, other = extract(text), extract(f"Something else was said before it all.\n\n{text}")
    assert {fact.id for fact in one} <= {fact.id for fact in other}


def test_the_surer_of_two_that_say_the_same_stays(extract: Extract) -> None:
    text = "President Ada Lind came. Kazakh President Ada Lind spoke. President Ada Lind left."
    posts = [f.object for f in extract(text) if f.relation == "holds-post"]
    assert posts == ["President of Kazakhstan"]


@pytest.mark.parametrize(
    ("acronym", "words", "name"),
    [
        ("WHO", "the World Health Organization", "World Health Organization"),
        ("CICA", "Conference on Interaction and Confidence-Building Measures in Asia", ""),
        ("WWF", "World Wide Fund for Nature", "World Wide Fund for Nature"),
        ("DoD", "Department of Defense", "Department of Defense"),
        ("EU", "European Union", "European Union"),
        ("ABC", "World Health Organization", ""),
    ],
)
def test_initials(acronym: str, words: str, name: str) -> None:
    assert named_by(acronym, words) == name


@pytest.mark.parametrize(
    ("post", "whole"),
    [
        ("Kazakh President", "President of Kazakhstan"),
        ("Slovenian Prime Minister", "Prime Minister of Slovenia"),
        ("Danish engineer", "Danish engineer"),
        ("Kenyan ambassador to Brazil", "Kenyan ambassador to Brazil"),
        ("Deputy Foreign Minister", "Deputy Foreign Minister"),
    ],
)
def test_countries_of_offices(post: str, whole: str) -> None:
    assert with_country(post) == whole
