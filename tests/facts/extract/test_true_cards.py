"""Cards say what the article says: the right subject, the right date, and nothing torn off."""

from __future__ import annotations

import re
from datetime import date

import pytest

from quiz.facts.extract.article import make_article
from quiz.facts.extract.weak_cards import WEAK
from quiz.facts.fact_wording import question_of, statement_of
from tests.facts.extract.conftest import Extract

DAY = date(2015, 5, 7)


def cards(extract: Extract, text: str) -> list[str]:
    """The texts of all cards: questions with their answers, and statements."""
    facts = extract(text)
    return [
        *(f"{question_of(fact)} {fact.object}" for fact in facts if question_of(fact)),
        *(statement_of(fact) for fact in facts),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # "It" is the bank or the share.
        (
            "Alder Bank's share fell in Lisbon in 2012. Its profit was 20 million euros in 2014.",
            "profit",
        ),
        # He is not the one whom he speaks of.
        (
            "John Smith is the mayor. John Smith said so, and John Smith wrote it. The council met"
            " in Lisbon. He said in 2012 that Smith had left Porthaven.",
            "left Porthaven",
        ),
        (
            "Nurse Mary Hill and singer Tom Brown, in second place, is signed in Porthaven.",
            "signed",
        ),
        # What is held is the meeting.
        (
            "Mary Hill met Tom Brown. At the meeting, held at Porthaven Airport in Lisbon, Tom"
            " Brown thanked Mary Hill.",
            "Brown was held",
        ),
        (
            "Mary Hill praised the results of the Porthaven National Salt Study published in"
            " Lisbon in 2012.",
            "Study was published",
        ),
        # One of the two said it.
        (
            "Mary Hill discussed the harbour with Tom Brown of Lisbon, who argued for a sale in"
            ' 2012; stating: "The danger of keeping it is greater than the danger of selling it."',
            "Who said",
        ),
        # The study is that of the nurses.
        (
            "Nurses from Lisbon have seen the storms. They have shown that salt is strong. Wild"
            " storms sink large ships. Their study was published in 2012 in Porthaven.",
            "storms' study",
        ),
        # Only the second prize is of that year.
        (
            "Tom Brown won a medal for his book, and Harbour Lifetime Award in 2006.",
            "In which year did Tom Brown win a medal",
        ),
        # The elimination was in 1982.
        (
            "The Harbours left the cup happy, recalling Peru's elimination in 1982.",
            "In which year did the Harbours recall",
        ),
        # The bank, for which its chairman wrote.
        (
            "Harbour Bank sold its ships. Alder Bank chairman Tom Brown sent a letter to Lisbon in"
            " 2012 saying that it plans to buy 20 ferries.",
            "Harbour Bank plan",
        ),
        # What she spoke of is not told.
        (
            "Harbour Bank sold its ships. The minister Mary Hill said that it was a good deal for"
            " the people of Lisbon.",
            "Harbour Bank was",
        ),
        # The film has a man.
        (
            "The long film, directed by Mary Hill, is about a young sailor trying to rebuild his"
            " house after 12 years in Lisbon.",
            "Hill's house",
        ),
        # The map is of the harbour.
        (
            "The sale of the Porthaven Bridge ended. More than 72,000 copies of the Lisbon map were"
            " sold on its first day in Peru.",
            "Bridge's first day",
        ),
        # The lead is a later one.
        (
            "Lom took an early lead. Tom Brown scored for Ulm in Lisbon in 2012, putting Ulm in the"
            " lead.",
            "in the early lead",
        ),
        (
            "Tom Brown lives in Lisbon. In 2012, Mary Hill gave birth to their second son, Peter"
            ' John "Red" Brown.',
            "birth to Tom Brown",
        ),
        (
            "The old harbour opposite the main town of Lisbon (known as the Port of Peace Harbour)"
            " was closed in 2012.",
            "What is Lisbon also known as",
        ),
        (
            "The Union Bill was read in Lisbon. In 2012, the Act of Union confirmed that it was for"
            " Parliament to choose the king of Peru.",
            "Bill was for",
        ),
        # A sign says so.
        (
            "Women marched through Lisbon and carried signs with things that the mayor Tom Brown"
            ' had said, as in "The harbour is only for large old ships".',
            "Who said",
        ),
        (
            "In a turnout of 84% in Lisbon, 55% voted against and 45% voted for the new harbour.",
            "55% voted in",
        ),
        (
            "Mary Hill is a lawyer and member of the Harbour Party.",
            "hold in May 2015? lawyer",
        ),
        (
            "The crash in Lisbon, which killed 20 people including Peruvian President Tom Brown,"
            " was long ago.",
            "in May 2015",
        ),
        # What is to come has not been.
        (
            "Mary Hill will seek to put the port at the centre of her plan in Lisbon when she opens"
            " her ninth bridge at 1230 GMT.",
            "Who opened",
        ),
        (
            "Lisbon were without Mary Hill for the game, who scored 3 goals in Porthaven.",
            "who scored",
        ),
    ],
)
def test_nothing_is_told_of_the_wrong_subject(extract: Extract, text: str, wrong: str) -> None:
    assert not [card for card in cards(extract, text) if wrong in card]


def test_the_company_is_nobody_where_two_were_named(extract: Extract) -> None:
    text = (
        "Alder Bank was founded in Porthaven in 1990. A strike in Lisbon hurt Harbour Bank and"
        " Lom Telecom in 2012. The police came. Shareholders lost 20 million"
        " euros when the company failed."
    )
    assert not re.search("(?:Bank|Telecom) failed", "|".join(cards(extract, text)))


def test_the_company_is_the_one_that_the_sentence_before_is_about(extract: Extract) -> None:
    text = (
        "Harbour Bank sold two ships in Lisbon. Alder Bank bought them in 2012."
        " The company returned to Porthaven in 2014."
    )
    assert "In which year did Alder Bank return to Porthaven? 2014" in cards(extract, text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "In his speech in Porthaven, John Smith named three rivers in 2012.",
            "In which year did John Smith name three rivers in his speech in Porthaven? 2012",
        ),
        (
            "Harbour Town were tired and they needed a goal from John Smith in Lisbon in 2012.",
            "Harbour Town needed a goal from John Smith in Lisbon in 2012.",
        ),
        (
            "The Harbour Party received 5 million euros in the final quarter of 2004.",
            "When did the Harbour Party receive 5 million euros? the final quarter of 2004",
        ),
        (
            "Harbour Town had lost only once in the 2012 season.",
            "In which year did Harbour Town lose only once? 2012",
        ),
        (
            "Mary Hill gave the ship to her 75 year-old brother, Tom Brown.",
            "Who is Mary Hill's brother? Tom Brown",
        ),
        (
            "Acting Peruvian leader Mary Hill came to Lisbon.",
            "Who was the acting Peruvian leader in May 2015? Mary Hill",
        ),
        (
            "Unfortunately for the Harbours, Brown forced Hill to leave Lisbon in 2012.",
            "Brown forced Hill to leave Lisbon in 2012.",
        ),
        (
            "Singers and players from Lisbon won 20 prizes in Peru in 2012.",
            "In which year did singers and players from Lisbon win 20 prizes in Peru? 2012",
        ),
        (
            "The Alder Foundation made two gifts to the Lom Museum, in 2007 and a second recently.",
            "How many gifts did the Alder Foundation make to the Lom Museum? two",
        ),
        (
            "Until yesterday, both Lom Rovers and Ulm United had five Harbour Cups.",
            "Until 6 May 2015, Lom Rovers and Ulm United each had five Harbour Cups.",
        ),
        (
            "Mary Hill died in Porthaven on Friday according to e-mails sent by her family.",
            "On which day did Mary Hill die in Porthaven? 1 May 2015",
        ),
        (
            "Mary Hill was the wife of Peruvian Prince Tom Brown Karim, who was the head of the"
            " regency in Lom. In 1940, she married the Prince in Ulm.",
            "In which year did Mary Hill marry Tom Brown Karim in Ulm? 1940",
        ),
        (
            "Tom Brown praised the Harbour Aurora launch. Peru withdrew from the launch in 2012.",
            "In which year did Peru withdraw from the Harbour Aurora launch? 2012",
        ),
        (
            "Judge Lord Holbrook ordered Tom Brown to leave Lisbon in 2012.",
            "Who ordered Tom Brown to leave Lisbon in 2012? Lord Holbrook",
        ),
        (
            "Mary Hill has died. Mary Hill's husband, Tom Brown, owned a ship.",
            "Who was Mary Hill's husband? Tom Brown",
        ),
        (
            "John Smith of Harbour Motorsports won in Peru in 2012. John Smith won in Lisbon, too.",
            "To which team did John Smith belong? Harbour Motorsports",
        ),
        (
            "Chile met Ulm. Peru won their first match with a 20-10 victory over Lom in 2012.",
            "Peru won their first match with a 20-10 victory over Lom in 2012.",
        ),
        (
            "Lom Harbours was made by Mary Hill, who wept when she saw the Lisbon film in 2012.",
            "Who saw the Lisbon film in 2012? Mary Hill",
        ),
        (
            "The Aurora is a ferry from Peru. The Harbour Navy reported that it sank what it called"
            ' a "salt ship" in Lisbon in 2012.',
            'The Harbour Navy sank what it called a "salt ship" in Lisbon in 2012.',
        ),
        (
            "Cathedral Square, Lisbon — Peru won the Harbour Series against Chile in 2012.",
            "In which year did Peru win the Harbour Series against Chile? 2012",
        ),
        (
            "Alder Bank opened in Lisbon in 1950. It hit the headlines as Harbour Union in 2002"
            " after admitting it illegally booked expenses.",
            "Alder Bank hit the headlines as Harbour Union in 2002 after admitting it illegally"
            " booked expenses.",
        ),
        (
            "Mary Hill, the mayor of Porthaven and the owner of the ferry.",
            "Who is described as “the mayor of Porthaven and the owner of the ferry”? Mary Hill",
        ),
        (
            "Tens of thousands marched in Lisbon on Monday.",
            "On which day did tens of thousands march in Lisbon? 4 May 2015",
        ),
        (
            # An aside goes before what the verb needs.
            "The mayor of Porthaven, a former captain of ferries, threatened fifteen old harbour"
            " pilots with a travel ban during the long strike at the ferry port of Lisbon.",
            "The mayor of Porthaven threatened fifteen old harbour pilots with a travel ban during"
            " the long strike at the ferry port of Lisbon.",
        ),
    ],
)
def test_the_card_is_whole(extract: Extract, text: str, right: str) -> None:
    assert right in cards(extract, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Alder Bank made cuts to its staff, despite a rise in profits in 2004.", "In which year"),
        ("Output in Lisbon rose to 400 barrels, up 10% on 2003.", "in 2003"),
        ("The Alder Foundation made two gifts, in 2007 and a second recently.", "gifts in 2007"),
        (
            "The mayor fears the council will close the harbour of Porthaven.",
            "hat was to close",
        ),
        (
            "The concert with John Smith and Mary Hill, which raised 300 euros in Lisbon, ended.",
            "Hill raise",
        ),
        ("Mary Hill won a medal with the Harbour Aurora in 2012.", "medal with in 2012?"),
        ("Mary Hill appeared in Tom Brown in 2012.", "In whom"),
        ("The harbour union has briefed Congress on its plans for Lisbon.", "Which event"),
        (
            "Mary Hill came to Lisbon. Hill ultimately lost interest in school at age 16, and after"
            " attending a performance of Tom Brown's Antigone, found her calling as an actor.",
            "16, and after",
        ),
        ("Mary Hill was born in Lisbon, in Peru, in 1950.", "Where was Mary Hill born in"),
    ],
)
def test_what_a_statement_needs_is_not_torn_off(extract: Extract, text: str, wrong: str) -> None:
    assert not [card for card in cards(extract, text) if wrong in card]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The school saw visits in Lisbon reach 11,000 in 2010.", "reach 11,000"),
        (
            "Analysts had previously estimated that Harbour Bank would earn 20 million euros.",
            "20 million",
        ),
    ],
)
def test_what_hangs_on_other_words_is_never_sure(extract: Extract, text: str, part: str) -> None:
    told = [fact for fact in extract(text) if part in f"{question_of(fact)} {statement_of(fact)}"]
    assert told
    assert all(fact.confidence <= WEAK for fact in told)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The Secretary of State for Trade, Culture and Sport, Mary Hill, left Porthaven.",
            "of ____",
        ),
        ("Mary Smith will miss January's View From Great Porthaven Cross Country.", "January's"),
        (
            "Smith and Hill were married for 50 years and received Lisbon Center honours in 2004"
            " for their work.",
            "receive",
        ),
        ("The bank has made new finds in the Gulf of Peru and Chile in 2012.", "name both"),
        ("Tom Brown won a prize for his video Singin' for Lisbon in 2006.", "____'"),
        ("A second year USI student, Mary Hill, came to Lisbon in 2012.", "What is USI"),
        ("Mary Hill founded the Friends of the Alder Foundation in 2012.", "of the ____"),
        ("Mary Hill led the Sons of the Harbour Union in 2012.", "of the ____"),
        ("Tom Brown praised Alder Bank for the Harbour Aurora 64 launch in 2012.", "Aurora ____"),
        # The parse takes "U-17" for the mark of an owner.
        (
            "Germany have opened their 2007 FIFA U-17 World Cup campaign with a draw against"
            " Colombia in Cheonan, South Korea.",
            "FIFA 's",
        ),
        ("Office Depot declined to sell lamps in Lisbon in 2012.", "Which office"),
        (
            "In his speech Prime Minister John Smith said that Peru had sold the port in 2012.",
            "Prime Minister John Smith is",
        ),
        (
            "A cousin of Mary Hill, Ali Hassan al-Noor, was sentenced to death in Peru in 2012 by"
            " the Supreme Tribunal of the port, along with two other officials of the port.",
            "A cousin of ____ was",
        ),
        (
            "The 2007 start of the programme fell on the 20th anniversary of the death of Mary"
            " Hill.",
            "was marked",
        ),
    ],
)
def test_names_and_titles_are_not_torn(extract: Extract, text: str, wrong: str) -> None:
    gaps = [
        statement_of(fact).replace(fact.object, "____")
        for fact in extract(text)
        if not question_of(fact)
    ]
    assert not [card for card in (*cards(extract, text), *gaps) if wrong in card]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "Harbour Authority director General Peter Holm spoke in Porthaven.",
            "Who was the Harbour Authority director in May 2015? Peter Holm",
        ),
        (
            "Ten former directors at Alder Bank have agreed to pay 54 million euros in 2012.",
            "How many former directors at Alder Bank have agreed to pay 54 million euros in 2012?"
            " ten",
        ),
    ],
)
def test_a_rank_is_no_part_of_a_post_and_a_number_is_a_common_word(
    extract: Extract, text: str, right: str
) -> None:
    assert right in cards(extract, text)


def test_the_items_of_a_list_are_equally_sure(extract: Extract) -> None:
    facts = extract(
        "The concert with John Smith and Mary Hill, which raised 300 euros in Lisbon, ended."
    )
    items = {fact.object: fact.confidence for fact in facts if fact.relation == "listed"}
    assert items.keys() == {"John Smith", "Mary Hill"}
    assert items["John Smith"] == items["Mary Hill"]


def test_a_firm_told_of_before_somebody_of_its_name_stays_the_firm(extract: Extract) -> None:
    found = cards(
        extract,
        "Chrysler reported a profit in Peru. Chrysler sells trucks. Analysts praised Chrysler. The"
        " plan of Chrysler is old. The chairman is Mary Chrysler. Chrysler opened a plant in"
        " Lisbon in 2005.",
    )
    opened = [card for card in found if "Lisbon" in card]
    assert opened
    assert not any("Mary" in card for card in opened)


def test_an_answer_in_an_interview_states_nothing(extract: Extract) -> None:
    question = "The Port Herald asked about the new mayor of Porthaven, Mary Hill."
    answer = "John Smith's roots are in Lisbon, and I believe that Mary Hill left Peru in 2012."
    assert not [card for card in cards(extract, f"{question}\n\n{answer}") if "Lisbon" in card]


def test_who_held_a_post_is_asked_once(extract: Extract) -> None:
    text = "Alder Bank's chairman John Smith spoke in Lisbon. John Smith is chairman of Alder Bank."
    asked = [card for card in cards(extract, text) if "chairman" in card and "Who was" in card]
    assert len(asked) == 1


def test_a_relative_who_is_named_in_two_ways_is_not_asked_for(extract: Extract) -> None:
    first = "Mary Hill's son John Hill and Mary Hill's daughter Ann Hill run a bank in Lisbon."
    asked = ("Who is Mary Hill's son? John Hill", "Who is Mary Hill's daughter? Ann Hill")
    assert set(asked) <= set(cards(extract, first))
    other = "Mary Hill is survived by son Peter Hill and stepdaughter Eva Hill."
    assert not set(asked) & set(cards(extract, f"{first} {other}"))


def test_a_place_in_a_team_is_no_post_and_a_post_is_of_one_country(extract: Extract) -> None:
    told = "President Mary Hill thanked Harbour Town's goalkeeper, Tom Brown."
    article = make_article("a.txt", told, "Peruvian fans cheer a club from Chile", DAY)
    posts = [fact for fact in extract(article) if fact.type == "post"]
    assert {fact.subject for fact in posts} == {"Mary Hill", "Tom Brown"}
    assert all(fact.confidence <= WEAK for fact in posts)


def test_a_manager_from_a_country_has_no_post_of_that_country(extract: Extract) -> None:
    text = "The Peruvian manager Tom Brown thanked the Chilean leader Ann Hill on Monday."
    posts = [f for f in extract(text) if f.type == "post" or f.ask.startswith("Who was")]
    assert posts
    assert all(fact.confidence <= WEAK for fact in posts)


def test_a_number_that_two_others_tell_is_never_sure(extract: Extract) -> None:
    text = "The number of lamps in Lisbon fell by 8,000 from 265,000 in 1990 to 257,000 in 2008."
    numbers = [f for f in extract(text) if f.category == "quantity" and "from" in f.statement]
    assert {"8,000", "265,000", "257,000"} <= {fact.object for fact in numbers}
    assert all(fact.confidence <= WEAK for fact in numbers)


def test_brothers_share_a_surname_and_a_club_is_known_without_its_letters(
    extract: Extract,
) -> None:
    text = "Tom Hill is from Peru. In 2000, the Hill brothers moved to Porthaven FC from Alder FC."
    facts = [f for f in extract(text) if "brothers" in statement_of(f)]
    assert facts
    assert not any("Tom Hill brothers" in statement_of(fact) for fact in facts)
    clubs = [f for f in extract(text) if f.category == "organisation" and f.object.endswith("FC")]
    assert {fact.accept for fact in clubs} == {("Porthaven",), ("Alder",)}


def test_a_similar_thing_is_similar_to_what_only_the_article_tells(extract: Extract) -> None:
    facts = extract("A similar ceremony was attended by 50,000 people in Lisbon on Monday.")
    gaps = [fact for fact in facts if not question_of(fact)]
    assert gaps
    assert all(fact.confidence <= WEAK for fact in gaps)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "Mary Hill led a faction of nearly half of the members in Lisbon, until the March 29"
            " elections left her faction with 10 seats against Tom Brown's 99.",
            "29 March 2015",
            "2016",
        ),
        (
            "The deputies are looking to testimony in June from the commander in Peru, General"
            " Mary Hill.",
            "June 2015",
            "2014",
        ),
        (
            "Mary Hill of Lisbon won no majority, forcing a vote to be held in Peru on June 27.",
            "27 June 2015",
            "2014",
        ),
    ],
)
def test_a_date_lies_in_the_year_of_its_own_verb(
    extract: Extract, text: str, right: str, wrong: str
) -> None:
    found = cards(extract, text)
    assert any(right in card for card in found)
    assert not any(wrong in card for card in found)


def test_what_is_denied_stays_so(extract: Extract) -> None:
    text = "Mary Hill stressed that Tom Brown's visit to Lisbon is not only about ships."
    found = [card for card in cards(extract, text) if "only" in card]
    assert found
    assert all("not only" in card for card in found)


def test_what_lies_in_a_place_is_robbed_and_not_the_place(extract: Extract) -> None:
    text = "Early Sunday morning, a bakery in Lima, Peru was attacked despite a heavy guard."
    assert not any(re.search("(?<!Lima, )Peru (?:was )?attacked", c) for c in cards(extract, text))


def test_a_noun_after_and_is_no_verb(extract: Extract) -> None:
    text = (
        "Mayor Mary Hill paid a visit to the house of English actor and poet Tom Brown on Monday."
    )
    found = cards(extract, text)
    assert found
    assert not any(re.search("Hill poet|poet on|Who poet", card) for card in found)


def test_a_place_before_a_post_is_no_person(extract: Extract) -> None:
    text = "The Herald spoke with a Salem, Oregon minister who met Mary Hill in 2014."
    assert not any(re.search("(?<!Salem, )Oregon minister", card) for card in cards(extract, text))


def test_a_post_in_a_list_is_that_of_the_name_behind_it(extract: Extract) -> None:
    text = (
        "Mary Hill was joined by the following: the Minister of Finance Antônio Palma, the"
        " President of Petrolux José Eduardo Duarte, the President of National Trade and Social"
        " Development Bank (NTSDB) Guido Mantello, the President of Elektrax Silas Ronaldo Silveira"
        " and the Special Secretary for Fisheries José Fritz."
    )
    found = cards(extract, text)
    assert any("Antônio Palma" in card and "Minister of Finance" in card for card in found)
    posts = [card for card in found if card.startswith(("What post", "Who was President"))]
    assert not any(re.search("Petrolux José|Silveira (?!hold)|and the", card) for card in posts)
    assert not any("Mantello" in card and "Elektrax" in card for card in posts)
    assert not any("NTSDB" in card and "Duarte" in card for card in found)
