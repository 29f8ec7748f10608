"""Each family of facts by example: a sentence, and a fact that it states."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from spacy.tokens import Doc as SpacyDoc

from quiz.facts.extract.article import make_article
from quiz.facts.extract.candidates import _shorter, candidates
from quiz.facts.extract.clarity import is_clear
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.parse_tree import doc_of
from quiz.facts.extract.parsed import ParsedArticle
from quiz.facts.extract.pipeline import parse
from quiz.facts.extract.references import References, punctuated
from quiz.facts.extract.rules.acronyms import named_by
from quiz.facts.extract.rules.posts import with_country
from quiz.facts.extract.weak_cards import REASONS, WEAK
from quiz.facts.fact import CATEGORIES, Fact
from quiz.facts.fact_wording import news_in, question_of, statement_of
from quiz.facts.templates import RELATIONS
from tests.facts.extract.conftest import Extract

EXAMPLES = [
    # posts
    ("Ada Lind, mayor of Porthaven, cut the ribbon.",
     "What post did Ada Lind hold in May 2015?", "mayor of Porthaven"),
    ("Ada Lind, mayor of Porthaven, cut the ribbon.",
     "Who was mayor of Porthaven in May 2015?", "Ada Lind"),
    ("Ada Lind, a former ambassador to Chad, cut the ribbon.",
     "What post did Ada Lind formerly hold?", "ambassador to Chad"),
    ("Kazakh President Karim Osei cut the ribbon.",
     "What post did Karim Osei hold in May 2015?", "President of Kazakhstan"),
    ("The Danish engineer Niels Holm designed the bridge.",
     "What was Niels Holm by profession?", "Danish engineer"),
    ("Suleiman al-Farsi, Harbour Authority director general, came.",
     "What post did Suleiman al-Farsi hold in May 2015?", "Harbour Authority director general"),
    ("Harbour Authority director General Bo Dahl came.",
     "What post did Bo Dahl hold in May 2015?", "Harbour Authority director"),
    ("The Blue Valley Museum opened. The museum's director, Ada Lind, was there.",
     "Who was director of the Blue Valley Museum in May 2015?", "Ada Lind"),
    ("Ada Lind was sworn in as mayor of Porthaven on Monday.",
     "What post did Ada Lind hold in May 2015?", "mayor of Porthaven"),
    ("The World Ferry Union met. Its president, Bo Dahl, spoke.",
     "Who was president of the World Ferry Union in May 2015?", "Bo Dahl"),
    ("Lars Haugen, who is chairman of the Wind Club, came.",
     "Who was chairman of the Wind Club in May 2015?", "Lars Haugen"),
    ("The paper came. \"We are late,\" said Bo Dahl, music and film editor at the Port Herald.",
     "What post did Bo Dahl hold in May 2015?", "music and film editor at the Port Herald"),
    ("The mayor of Porthaven, Ada Lind, cut the ribbon.",
     "Who was mayor of Porthaven in May 2015?", "Ada Lind"),
    ("Minister of Trade Ada Lind cut the ribbon.",
     "What post did Ada Lind hold in May 2015?", "Minister of Trade"),
    ("The show has portraits by photographers Ada Lind of the Port Herald and John Abbott.",
     "What post did Ada Lind hold in May 2015?", "photographer of the Port Herald"),
    ("Bo Dahl, assistant professor of art history, came.",
     "What post did Bo Dahl hold in May 2015?", "assistant professor of art history"),
    ("Sales rose by 12 percent in 2014, according to director Suleiman al-Farsi.",
     "According to Suleiman al-Farsi, what rose by 12 percent in 2014?", "sales"),
    ("In 1945, John Abbott served as president of the Iberian Football Union.",
     "Who was president of the Iberian Football Union in 1945?", "John Abbott"),
    ("Harbour Union president Bo Dahl cut the ribbon.",
     "Who was the Harbour Union president in May 2015?", "Bo Dahl"),
    ("\"We are late,\" Bo Dahl, editor at large at the Port Herald, said.",
     "What post did Bo Dahl hold in May 2015?", "editor at large at the Port Herald"),
    ("The others elected were Mary Poole from the Labour Party and John Abbott of the Green Party.",
     "To which party did Mary Poole belong in May 2015?", "the Labour Party"),
    # who and when, said in full
    ("Bo Dahl came. Ada Lind then liked boats and bought one from the Harbour Union in 1995.",
     "Ada Lind liked boats and bought one from the ____ in 1995.", "Harbour Union"),
    ("Ada Maria Lind came to Oslo. Lind opened a school in 1995. Her son Bo Lind lives in Rome.",
     "In which year did Ada Maria Lind open a school?", "1995"),
    ("The Harbour Union has launched a campaign against the new port in Kenya.",
     "The Harbour Union launched a campaign against the new port in ____ in May 2015.",
     "Kenya"),
    # affiliations
    ("The Harbour Party's Ada Lind won the seat.",
     "To which party did Ada Lind belong in May 2015?", "the Harbour Party"),
    ("John Abbott of the Harbour Party won the seat.",
     "To which party did John Abbott belong in May 2015?", "the Harbour Party"),
    ("Frederick Fung of ADPL won the seat.",
     "To which organisation did Frederick Fung belong in May 2015?", "ADPL"),
    ("The first ship was the Liberian-flagged freighter Marigold.",
     "What is the Marigold?", "Liberian-flagged freighter"),
    # places and works
    ("The Alder Museum at Lund University in Sweden opened a new wing.",
     "Where is the Alder Museum?", "Lund University"),
    ("John Abbott moved to Fresno, California, in 1951.",
     "In which state or region is Fresno?", "California"),
    ("Ada Lind starred in the comedy The Long Holiday (1926).",
     "What year is The Long Holiday from?", "1926"),
    # lives
    ("Ada Lind, 42, was arrested in Lom on Monday.",
     "How old was Ada Lind in May 2015?", "42"),
    ("The prize went to 36-year-old John Abbott of Lisbon.",
     "How old was John Abbott in May 2015?", "36"),
    ("Anna Berg (born 3 May 1950 in Oslo; died 7 June 2010) was a Norwegian engineer.",
     "On which day was Anna Berg born?", "3 May 1950"),
    ("Anna Berg (born 3 May 1950 in Oslo; died 7 June 2010) was a Norwegian engineer.",
     "On which day did Anna Berg die?", "7 June 2010"),
    ("Anna Berg (1950 – 2010) was a Norwegian engineer.",
     "In which year was Anna Berg born?", "1950"),
    ("Grace Osei is the wife of Karim Osei.", "Who is the wife of Karim Osei?", "Grace Osei"),
    ("John Abbott came with his wife Mary Abbott.", "Who is John Abbott's wife?", "Mary Abbott"),
    ("Anna Berg (Danish: [berk]; 3 May 1950 – 7 June 2010) was a Norwegian engineer.",
     "On which day did Anna Berg die?", "7 June 2010"),
    ("John Abbott followed the advice of his mentor Bo Dahl.",
     "Who was John Abbott's mentor?", "Bo Dahl"),
    ("John Abbott lived in a house near Lisbon for twenty years.",
     "John Abbott lived in a house near Lisbon for ____.", "twenty years"),
    # capitals
    ("Khartoum is the capital of Sudan.", "What is the capital of Sudan?", "Khartoum"),
    # acronyms
    ("The World Ferry Union (WFU) met.", "WFU stands for ____.", "World Ferry Union"),
    ("The WFU (World Ferry Union) met.", "WFU stands for ____.", "World Ferry Union"),
    ("The National Centre of Cinema (CNC) paid.",
     "CNC stands for ____.", "National Centre of Cinema"),
    ("The Silk Roads Council met. The SRC chose Ada Lind.",
     "SRC stands for ____.", "Silk Roads Council"),
    # other names, and entries without a verb
    ("Porthaven, known as Havn in the old tongue, and also called the Salt Town, is a port.",
     "What is Porthaven also known as in the old tongue?", "Havn"),
    ("Porthaven, known as Havn in the old tongue, and also called the Salt Town, is a port.",
     "What is Porthaven also known as?", "Salt Town"),
    ("From the north - I-44 East, aka the \"Alder Turnpike.\"",
     "What is I-44 East also known as?", "Alder Turnpike"),
    ("The Ulm Canal (German: Ulmer Kanal) is long.",
     "What is the Ulm Canal called in German?", "Ulmer Kanal"),
    ("The crew slept in an old mill known as the Alder Tower.",
     "What is the Alder Tower?", "old mill"),
    ("Alder Bay: flat and dry, with a lot of beaches.",
     "What is described as “flat and dry, with a lot of beaches”?", "Alder Bay"),
    ("Alder Bay, renowned for its salt works.",
     "What is described as “renowned for its salt works”?", "Alder Bay"),
    # what somebody finds, and when something began
    ("The council established that the lock was unsafe.",
     "What did the council establish?", "that the lock was unsafe"),
    ("The owners wanted the harbour to be a park.",
     "What did the owners want?", "the harbour to be a park"),
    ("The fire began when a lamp fell on the deck.",
     "When did the fire begin?", "when a lamp fell on the deck"),
    ("The farm sold milk, butter, cheese, honey.",
     "What did the farm sell?", "milk, butter, cheese, honey"),
    # gaps for words in quotation marks, about a time, in what is denied, behind a semicolon
    ("The girls were granted \"parole\" status by the port.",
     "The girls were granted \"____\" status by the port.", "parole"),
    ("Every team was sent a box of parts roughly four months before the race.",
     "Every team was sent a box of parts roughly ____ before the race.", "four months"),
    ("The new port is not one of the ports in the plan of Peru.",
     "The new port is not one of the ports in the plan of ____.", "Peru"),
    ("Settlers came across the border; by 1835 there were many farms in Peru.",
     "Settlers came across the border; by 1835 there were many farms in ____.", "Peru"),
    # members
    ("Kenya and Peru are both members of the International Coffee Organization.",
     "Of what was Peru a member in May 2015?", "the International Coffee Organization"),
    ("China and Kazakhstan are founding members of the Silk Council.",
     "Of what is Kazakhstan a founding member?", "the Silk Council"),
    # statements: who
    ("President Ada Lind met John Abbott in Lisbon on Monday.",
     "Whom did Ada Lind meet on 4 May 2015?", "John Abbott"),
    ("John Abbott founded the Alder Company in 1951.",
     "Which company did John Abbott found in 1951?", "the Alder Company"),
    ("The Alder Bridge was designed by the Danish engineer Niels Holm.",
     "By whom was the Alder Bridge designed?", "Niels Holm"),
    ("In 2001, the Gates Foundation bought the Alder Museum.",
     "Which foundation bought the Alder Museum in 2001?", "the Gates Foundation"),
    ("The Alder Bridge is old. In 1940 a storm destroyed the bridge.",
     "What destroyed the Alder Bridge in 1940?", "a storm"),
    ("The plane crashed in 1999, killing 12 people.", "How many people did the plane kill?", "12"),
    # statements: when
    ("The Alder Bridge was opened in 1902.", "In which year was the Alder Bridge opened?", "1902"),
    ("The Alder Bridge was closed this March.",
     "In which month and year was the Alder Bridge closed?", "March 2015"),
    ("Ada Lind opened a lock on Thursday that will let ships pass.",
     "On which day did Ada Lind open a lock?", "7 May 2015"),
    ("Which ships it will let pass is open: Ada Lind closed the Alder Lock on Thursday.",
     "On which day did Ada Lind close the Alder Lock?", "7 May 2015"),
    ("The Alder Museum, which Ada Lind founded in June, will open on Monday.",
     "On which day was the Alder Museum to open?", "11 May 2015"),
    ("Ada Lind closed the Alder Lock in June for a bridge that will replace the lock.",
     "What did Ada Lind close the Alder Lock for in June 2014?", "a bridge"),
    ("The Alder Bridge will open on May 9.",
     "On which day was the Alder Bridge to open?", "9 May 2015"),
    ("John Abbott was born in Leeds in 1951. He died in Rome on 3 March 2002.",
     "On which day did John Abbott die in Rome?", "3 March 2002"),
    ("John Abbott taught at Lund University from 1947 to 1960.",
     "During which years did John Abbott teach at Lund University?", "1947 to 1960"),
    # statements: where, what, why
    ("Nordkraft, which is based in Trondheim, sells power.",
     "Where is Nordkraft based?", "Trondheim"),
    ("John Abbott was born in Leeds in 1951.", "Where was John Abbott born in 1951?", "Leeds"),
    ("Alder Airlines Flight 17 was hit by a rocket on May 5.",
     "What was Alder Airlines Flight 17 hit by on 5 May 2015?", "a rocket"),
    ("Zaha Orr received the Nobel Prize in 1999.",
     "What did Zaha Orr receive in 1999?", "the Nobel Prize"),
    ("The Alder Bridge was closed because of a flood in 1999.",
     "Why was the Alder Bridge closed in 1999?", "a flood"),
    ("John Abbott starred in the romantic comedy The Long Holiday in 1999.",
     "In which romantic comedy did John Abbott star in 1999?", "The Long Holiday"),
    ("The Alder Bridge was closed in 1999 because a storm had damaged the pillars.",
     "Why was the Alder Bridge closed in 1999?", "a storm had damaged the pillars"),
    ("John Abbott built the Alder Canal to carry water into the fields.",
     "Why did John Abbott build the Alder Canal?", "to carry water into the fields"),
    ("The Alder Company grew in 1999 by buying small shops in Leeds.",
     "How did the Alder Company grow in 1999?", "by buying small shops in Leeds"),
    ("Ada Lind taught herself a language in 1999.",
     "What did Ada Lind teach herself in 1999?", "a language"),
    ("John Abbott visited both the Alder Bridge and the Blue Valley Museum in 1999.",
     "In which year did John Abbott visit the Alder Bridge and the Blue Valley Museum?", "1999"),
    ("This song of John Abbott was written in 1999.",
     "What was written in 1999?", "the song of John Abbott"),
    # what is said, and the two of whom it is said
    ("\"The old bridge in Porthaven was closed in 1999,\" said Ada Lind.",
     "According to Ada Lind, in which year was the old bridge in Porthaven closed?", "1999"),
    ("Ada Lind met John Abbott in Lisbon. The two leaders signed a treaty in 1999.",
     "In which year did Ada Lind and John Abbott sign a treaty?", "1999"),
    ("In 1999, Norway sold a ship to Peru. The ship was built by the two countries.",
     "The ship was built by ____.", "Norway and Peru"),
    ("With a high level of mutual trust, Norway and Peru have built a bridge in Lisbon.",
     "In May 2015, with a high level of mutual trust, Norway and Peru built a bridge in ____.",
     "Lisbon"),
    ("Ada Lind led the Alder Museum and the Lom Theatre. These two houses were closed in 1999.",
     "In which year were the Alder Museum and the Lom Theatre closed?", "1999"),
    ("Ada Lind will attend the ceremony marking the victory of John Abbott on May 9.",
     "On which day was Ada Lind to attend the ceremony marking the victory of John Abbott?",
     "9 May 2015"),
    # statements: what is wanted, planned or may be, told as such
    ("Ada Lind wants to visit Peru in 2016.",
     "In which year did Ada Lind want to visit Peru?", "2016"),
    ("The Alder Bridge is to be opened on 9 May 2015.",
     "On which day was the Alder Bridge to be opened?", "9 May 2015"),
    ("Ada Lind is to open the Alder Bridge on 9 May 2015.",
     "On which day was Ada Lind to open the Alder Bridge?", "9 May 2015"),
    ("Nordkraft may employ 5,200 people.", "How many people may Nordkraft employ?", "5,200"),
    # definitions and names
    ("Lake Alder, a lake in northern Peru, froze.", "What is Lake Alder?", "lake in northern Peru"),
    ("They spoke of the Great Plan (Northern Road and Southern Road) in Lisbon.",
     "What are the parts of the Great Plan?", "Northern Road"),
    # numbered events
    ("The 14th Port Forum was held in Lisbon in 2014.",
     "Which number in the series was the Port Forum in Lisbon in 2014?", "14th"),
    ("The 14th Port Forum was held in Lisbon in 2014.",
     "Where did the 14th Port Forum take place?", "Lisbon"),
    ("This year marks the 70th anniversary of the treaty of Lisbon.",
     "Which anniversary of the treaty of Lisbon was marked in 2015?", "70th anniversary"),
    # numbers
    ("Nordkraft employs about 5,200 people.",
     "Nordkraft employed about ____ people in May 2015.", "5,200"),
    ("The Alder Bridge is 614 metres long.", "The Alder Bridge is ____ long.", "614 metres"),
    ("Sales at Nordkraft rose by 12 percent in 2014.",
     "Sales at Nordkraft rose by ____ in 2014.", "12 percent"),
    ("Orion Motors sold 2.4m cars in 2014.", "What did Orion Motors sell in 2014?", "2.4m cars"),
    # results
    ("Atlético Lisbon beat Real Oviedo 3-1 on Saturday.",
     "By what score did Atlético Lisbon beat Real Oviedo on 2 May 2015?", "3-1"),
    ("Tunisia lost 1 – 2 to England on 3 May 2015.",
     "By what score did Tunisia lose to England on 3 May 2015?", "1–2"),
    ("On Sunday, Porthaven United defeated Real Oviedo in the final in Lisbon by a score of 2 – 1.",
     "By what score did Porthaven United defeat Real Oviedo in the final in Lisbon on 3 May 2015?",
     "2–1"),
    # sentences with a gap
    ("Ada Lind paid a two-day state visit to Peru in 2014.",
     "Ada Lind paid a ____ state visit to Peru in 2014.", "two-day"),
    ("President Ada Lind will attend the games in Lima on May 9 with Bo Dahl of Peru.",
     "President Ada Lind was to attend the games in ____ on 9 May 2015 with Bo Dahl of Peru.",
     "Lima"),
    ("Ada Lind has visited Peru twice in three years.",
     "By May 2015, Ada Lind had visited Peru ____ in three years.", "twice"),
    ("For example, in Porthaven all fishermen were allowed to vote in the Assembly.",
     "In Porthaven all fishermen were allowed to vote in the ____.", "Assembly"),
    ("The Blue Valley Museum in Porthaven, which Ada Lind founded, holds 300 paintings.",
     "The Blue Valley Museum in Porthaven, which ____ founded, holds 300 paintings.", "Ada Lind"),
    ("The Blue Valley Museum in Porthaven received 300 paintings from the family of John Abbott,"
     " who had lived in Lisbon for many years, after the death of his brother Karim.",
     "The Blue Valley Museum in Porthaven received ____ paintings from the family of John"
     " Abbott.", "300"),
    ("Ada Lind said she had met John Abbott in Lisbon in 1999.",
     "In which year did Ada Lind meet John Abbott?", "1999"),
    ("The probe Kestrel landed in Lisbon. In 1999 the probe reached Peru.",
     "Which probe reached Peru in 1999?", "Kestrel"),
    ("John Abbott was born in 1950. After his retirement in 1999, John Abbott lived in Lisbon.",
     "Where did John Abbott live after his retirement?", "Lisbon"),
    # who says it, and what is inside a part
    ("John Abbott said the Alder Company had sold 300 lamps to Peru in 1999.",
     "According to John Abbott, the Alder Company had sold 300 lamps to ____ in 1999.", "Peru"),
    ("The Alder Company sold a load of 300 lamps to Peru, officials said on Monday.",
     "According to officials, the Alder Company sold a load of ____ lamps to Peru.", "300"),
    ("The Harbour Bank opened. The World Ferry Union said it had lent 300 boats to Peru.",
     "How many boats had the World Ferry Union lent to Peru?", "300"),
    ("The museum, which received a loan of $50 million from Peru in 1999, is closed.",
     "The museum received a loan of ____ from Peru in 1999.", "$50 million"),
    ("John Abbott walked away from talks with Nordkraft in 1999.",
     "In which year did John Abbott walk away from talks with Nordkraft?", "1999"),
    ("The court fined Nordkraft 300 euros in 1999.",
     "How many euros did the court fine Nordkraft in 1999?", "300"),
    # posts before a name
    ("Ada Lind, a 52-year-old painter from Lisbon, won the prize.",
     "What was Ada Lind by profession?", "painter"),
    ("\"We are late,\" Mayor Ada Lind said.", "What post did Ada Lind hold in May 2015?", "Mayor"),
    ("\"We are late,\" union leader Ada Lind said.",
     "What post did Ada Lind hold in May 2015?", "union leader"),
    # a firm with the name of a person
    ("The truck maker Lind AG bought Nordkraft in 1999. Ada Lind founded it. Lind has 300 workers.",
     "How many workers did Lind AG have in May 2015?", "300"),
    # dates
    ("Parliament is expected to confirm Ada Lind on May 24.",
     "On which day was Parliament expected to confirm Ada Lind?", "24 May 2015"),
    ("Ada Lind said the council would decide in January.",
     "According to Ada Lind, in which month and year would the council decide?", "January 2016"),
    ("Ada Lind opened the bridge on Monday night.",
     "On which day did Ada Lind open the bridge?", "4 May 2015"),
]  # fmt: skip
LISTS = [
    ("Norway, Sweden and Finland joined.", []),
    ("The group includes Norway, Sweden and Finland.", ["Norway", "Sweden", "Finland"]),
    (
        "Among Ada Lind's many books are novels. Ada Lind's pupils, including John Abbott and Mary "
        "Poole, won.",
        [],
    ),
    ("The farmers grew potatoes, beans and tomatoes.", ["potatoes", "beans", "tomatoes"]),
    (
        "The first chapter of the book by John Abbott and Mary Poole is a summary.",
        ["John Abbott", "Mary Poole"],
    ),
]
NOTHING = [
    "Nordkraft does not employ 5,200 people.",
    "The Alder Bridge is neither a bridge of Nordkraft nor a gift to Peru.",
    "Neither Nordkraft nor Oslo Bank employed 5,200 people in 2012.",
    "The council said that the fight is neither a war against the Alder Company, nor is it a war"
    " against Peru.",
    "Nordkraft would have employed 5,200 people.",
    "If John Abbott founded the Alder Company in 1951, it is old.",
    "If the council agrees, Nordkraft will build the Alder Bridge in 2016.",
    '"We built the Alder Bridge in 1902 and I am proud of it," he said.',
    "Ada Lind does not eat enough iodine, which can lead to illness.",
    "Did John Abbott found the Alder Company in 1951?",
    "They met on Monday.",
    "It has 300 members.",
    "The two countries share six rivers.",
]


def cards(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """What the facts ask, as a question or with a gap, and the answers."""
    return {
        (question_of(fact) or statement_of(replace(fact, object="____")), fact.object)
        for fact in facts
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind, 39, met officers Antoine Quist and Nicolas Dahl, 40 and 49. Quist left early.",
        "The mayor thanked doctors Maja Stern and Olaf Krone for the clinic.",
    ],
)
def test_those_with_a_title_in_the_plural_are_people(extract: Extract, text: str) -> None:
    found = {
        fact.relation for fact in extract(text) if fact.object in ("Antoine Quist", "Maja Stern")
    }
    assert "who-did" in found
    assert "which-did" not in found


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("The President of Peru Alvaro Lind asked for help in Lisbon.", "Alvaro Lind",
         "President of Peru"),
        ("A copy of a letter written to the Prime Minister of Canada Robert Quist by a man in Peru"
         " has been obtained by The Harbour Press.", "Robert Quist", "Prime Minister of Canada"),
    ],
)  # fmt: skip
def test_a_place_before_a_name_belongs_to_the_post(
    extract: Extract, text: str, name: str, post: str
) -> None:
    found = {(fact.relation, fact.subject, fact.object) for fact in extract(text)}
    assert ("holds-post", name, post) in found


def test_nobody_asks_what_is_that(extract: Extract) -> None:
    asked = {fact.ask for fact in extract("One result of the law is that the lock is safe.")}
    assert "What is one result of the law?" in asked
    assert not [ask for ask in asked if ask.startswith("What is that")]


def test_who_calls_somebody_is_not_called_so(extract: Extract) -> None:
    assert not [f for f in extract("Ada Lind called Bo Dahl in Lom.") if f.relation == "called"]


@pytest.mark.parametrize(("text", "asked", "answer"), EXAMPLES)
def test_what_a_sentence_says(extract: Extract, text: str, asked: str, answer: str) -> None:
    assert (asked, answer) in cards(extract(text))


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("Ada Lind led her old club Port Rovers to the final in 2012 – 13, losing to Peru.",
         "During which years did Ada Lind lead her old club Port Rovers to the final?",
         "2012 – 13"),
        # lengths and hours
        ("After 23 years at the Institute of Marine Science in Porthaven in the county of Devon,"
         " Ada Lind retired in 1994 and joined the new Blue Valley Museum of Ulm as its director.",
         "After ____ at the Institute of Marine Science in Porthaven in the county of Devon, Ada"
         " Lind retired in 1994.", "23 years"),
        ("The fair came just ten days before the opening of the Alder Museum.",
         "The fair came just ____ before the opening of the Alder Museum.", "ten days"),
        ("The last buses from the centre of Porthaven leave at around 8 pm in the evenings.",
         "The last buses from the centre of Porthaven leave at around ____ in the evenings.",
         "8 pm"),
        ("About ten thousand years ago, farmers from the north came to the Gulf of Porthaven.",
         "About ____, farmers from the north came to the Gulf of Porthaven.",
         "ten thousand years ago"),
        ("In 1850, sailors from Ulm built a harbour in what is now Porthaven.",
         "In 1850, sailors from Ulm built a harbour in what is now ____.", "Porthaven"),
        ("The temple in Porthaven was built in about 300 BC by Ptolemy II.",
         "The temple in Porthaven was built in about ____ BC by Ptolemy II.", "300"),
        # what anybody can do, and what there is
        ("You have to go with your host within two days after arrival to an office and pay 40 CUC.",
         "People have to go with their host within two days after arrival to an office and pay ____"
         " CUC.", "40"),
        ("There are five lighthouses around the harbour of Porthaven.",
         "There are ____ lighthouses around the harbour of Porthaven.", "five"),
        # dates
        ("Ada Lind's diary was published in English translation as recently as 1995.",
         "In which year was Ada Lind's diary published in English translation?", "1995"),
        ("Eva Dahl moved to Porthaven in 1920, marrying the painter Bo Dahl there that year.",
         "In which year did Eva Dahl marry Bo Dahl?", "1920"),
        ("Lind's Harbour Lectures, given in 1971 and published in 1975, were read in Porthaven.",
         "In which year were Lind's Harbour Lectures published?", "1975"),
        ("He wrote two papers: Havets lange logik (1913) and De to hovedarter af broer (1921).",
         "What year is De to hovedarter af broer from?", "1921"),
        ("Ada Lind is an actor. In 2017, Lind played Bo Dahl in the series The Harbour, for which"
         " she received a Lom Award.", "What did Ada Lind receive for The Harbour?", "a Lom Award"),
        ("Denmark was small when it was chosen in the 1830s to hold the congress of engineers.",
         "In which decade was Denmark chosen to hold the congress of engineers?", "the 1830s"),
        ("The King of Denmark unified the ten tribes of early Denmark into one kingdom.",
         "The King of Denmark unified the ____ tribes of early Denmark into one kingdom.", "ten"),
        ("Ada Lind was re-elected with 60,760 votes.",
         "Ada Lind was re-elected with ____ votes.", "60,760"),
    ],
)  # fmt: skip
def test_what_an_undated_sentence_says(
    extract: Extract, text: str, asked: str, answer: str
) -> None:
    article = make_article("a.txt", text, "Ada Lind")
    assert (asked, answer) in cards(extract(article))


def test_news_tells_a_bare_count_and_what_is_so_by_now(extract: Extract) -> None:
    text = "A storm hit Porthaven. Over 200 people were injured."
    assert ("Over ____ people were injured.", "200") in cards(extract(text))
    text = "The Porthaven Lions currently lead the Harbour Cup by 12 points."
    asked = "The Porthaven Lions led the Harbour Cup by ____ points in May 2015."
    assert (asked, "12") in cards(extract(text))


HEADLINE, DAY = "Crane falls in Lom harbour", date(2015, 5, 7)


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("\"We will build it again next year,\" Ada Lind said.",
         "Who said: “We will build it again next year”?", "Ada Lind"),
        ("Ada Lind, the owner, said: “It could have sunk more boats.”",
         "Who said: “It could have sunk more boats”?", "Ada Lind"),
        ("“The old crane fell at night. The harbour must close for a month,” Ada Lind said.",
         "Who said: “The old crane fell at night”?", "Ada Lind"),
        ("“The old crane fell at night,” Ada Lind said. “The boats in the harbour are lost.”",
         "Who said: “The boats in the harbour are lost”?", "Ada Lind"),
        ("Another witness, Ada Lind, said: “The old crane fell at night.”",
         "Who said: “The old crane fell at night”?", "Ada Lind"),
        ("Ada Lind thanked the crew, saying: “Brave people have saved the boats.”",
         "Who said: “Brave people have saved the boats”?", "Ada Lind"),
        ("Ada Lind rejected the report. “The feet of the crane were strong,” she said.",
         "Who said: “The feet of the crane were strong”?", "Ada Lind"),
        ("The crane was built for the harbour by the Alder Company.",
         "The crane was built for the harbour by the ____.", "Alder Company"),
        ("It was a loud and long night. It was hot. Later the bank paid 40 million dollars.",
         "How many dollars did the bank pay?", "40 million"),
    ],
)  # fmt: skip
def test_the_headline_tells_what_a_card_is_about(
    extract: Extract, text: str, asked: str, answer: str
) -> None:
    dated = make_article("a.txt", text, HEADLINE, DAY)
    told = f"{asked} (“{HEADLINE}”, May 2015)"
    found = {card: fact for fact in extract(dated) for card in cards([fact])}
    assert (told, answer) in found
    assert "(“" not in found[told, answer].wording
    without = make_article("a.txt", text, "Lom")
    alone = [fact for fact in extract(without) if (asked, answer) in cards([fact])]
    assert all(fact.confidence <= WEAK for fact in alone)


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("The crane fell on Tuesday.", True),
        ("Ada Lind said the crane had been sold last year.", True),
        ("It happened yesterday.", True),
        ("The crane fell on Tuesday, 7 May 1999.", False),
        ("Ada Lind had sold the crane last year.", False),
        ("The crane falls in Lom harbour on Tuesday.", False),
    ],
)
def test_an_undated_text_is_told_with_its_title_and_no_month_and_news_is_past(
    extract: Extract, text: str, news: bool
) -> None:
    text += " The Alder Company is building three ferries for Bo Dahl."
    facts = extract(make_article("a.txt", text, "Crane falls in Lom harbour"))
    asked = {fact.object: fact.ask or fact.statement for fact in facts}["Bo Dahl"]
    assert asked.endswith("(“Crane falls in Lom harbour”)")
    assert (" was building " in asked) == news


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Ulm", "“Ulm”)"),
        ("Porthaven", ""),
        ("Ada Lind", ""),
        ("Oslo", ""),
        ("A short history of Ulm", ""),
    ],
)
def test_a_title_that_is_a_name_is_told_with_cards_that_do_not_name_it(
    extract: Extract, title: str, told: str
) -> None:
    text = "Ada Lind built a tower in Ulm. The museum in Porthaven was closed in 1999 by Peru."
    facts = extract(make_article("a.txt", text, title))
    asked = {fact.object: fact.ask or fact.statement for fact in facts}
    assert asked["1999"].partition(" (")[2] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Alder Company is in talks with Ada Lind about a sale of three ferries.",
         "The Alder Company was in talks with ____ about a sale of three ferries."),
        ("The Alder Company plans to sell three ferries to Ada Lind after the summer.",
         "The Alder Company planned to sell three ferries to ____ after the summer."),
        ("The Alder Company is likely to sell three ferries to Ada Lind.",
         "The Alder Company was likely to sell three ferries to ____."),
        ("The Alder Company is building three ferries for Ada Lind.",
         "The Alder Company was building three ferries for ____."),
        ("The Alder Company will sell three old ferries to Ada Lind.",
         "The Alder Company was to sell three old ferries to ____."),
        # All verbs of a sentence move together.
        ("The Alder Company is poised to hire Ada Lind, who will be the second captain.",
         "The Alder Company was poised to hire ____, who would be the second captain."),
        ("The Alder Company will sell a ferry to Ada Lind when the crane is repaired.",
         "The Alder Company was to sell a ferry to ____ when the crane was repaired."),
        ("The Alder Company hopes that a large new ferry will help Ada Lind.",
         "The Alder Company hoped that a large new ferry would help ____."),
        ("The Alder Company owns three old ferries of Ada Lind in Ulm.",
         "The Alder Company owns three old ferries of ____ in Ulm."),
        ("The Alder Company is a builder of ferries for Ada Lind.",
         "The Alder Company is a builder of ferries for ____."),
        ("The Alder Company is the first firm to sell a ferry to Ada Lind.",
         "The Alder Company was the first firm to sell a ferry to ____."),
        ("The Alder Company is in Peru with three ferries of Ada Lind.",
         "The Alder Company is in Peru with three ferries of ____."),
    ],
)  # fmt: skip
def test_what_may_soon_be_over_is_past_in_undated_news(
    extract: Extract, text: str, told: str
) -> None:
    news = make_article("a.txt", f"{text} The crane fell on Tuesday.", HEADLINE)
    assert (f"{told} (“{HEADLINE}”)", "Ada Lind") in cards(extract(news))
    other = make_article("a.txt", text, HEADLINE)
    same = f"{text} (“{HEADLINE}”)"
    assert any(same == asked.replace("____", answer) for asked, answer in cards(extract(other)))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The ferry sank in Lom.", "Lom"),
        ("Ada Lom designed the Lom Crane.", "the Lom Crane"),
        ("Ada Lom said: “It could have sunk more boats.”", "Ada Lom"),
        ("The boats of Crane Motors sank in Lisbon.", "Crane Motors"),
    ],
)
def test_the_headline_helps_to_tell_no_answer(extract: Extract, text: str, answer: str) -> None:
    text = f"{text} The museum was closed in 1999 by Peru."
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    asked = {fact.object: fact.ask or fact.statement for fact in facts}
    assert HEADLINE not in asked[answer]
    assert any(HEADLINE in told for told in asked.values())


@pytest.mark.parametrize(
    ("text", "headline", "answer", "told"),
    [
        ("The ferry sank in Lom.", HEADLINE, "Lom", "Crane falls in … harbour"),
        ("Ada Lind designed the Lom Crane.", HEADLINE, "the Lom Crane", "… falls in … harbour"),
        ("The ferry sank in Peru.", "Peruvian ferry sinks in Lom", "Peru", "… ferry sinks in Lom"),
        ("The ferry sank in Australia.", "Ferry sinks off Sydney today", "Australia",
         "Ferry sinks off … today"),
        ("At least 132 sailors were hurt in Lisbon.", "Crane in Lom harbour hurts 130",
         "at least 132", "Crane in Lom harbour hurts …"),
        # "10 in" is no length.
        ("The crane hurt 10 sailors in Lisbon.", "Crane hurts 10 in Lom harbour", "10",
         "Crane hurts … in Lom harbour"),
        ("The ferry sank in Lom.", "Lom ferry sinks", "Lom", ""),
    ],
)  # fmt: skip
def test_the_headline_has_a_gap_for_the_answer_that_it_tells(
    extract: Extract, text: str, headline: str, answer: str, told: str
) -> None:
    facts = extract(make_article("a.txt", text, headline, DAY))
    asked = [fact.ask or fact.statement for fact in facts if fact.object == answer]
    assert asked
    assert {news_in(each) for each in asked} == {f"“{told}”, May 2015" if told else ""}


@pytest.mark.parametrize(
    ("said", "weak"),
    [
        ("The harbour of Peru needs new cranes and boats", False),
        ("It needs new cranes and bigger boats in Peru", True),
        ("The town needs new cranes and bigger boats", True),
        ("I have seen new cranes and bigger boats", True),
    ],
)
def test_without_a_headline_a_quotation_names_what_it_is_about(
    extract: Extract, said: str, weak: bool
) -> None:
    facts = extract(make_article("a.txt", f'"{said}," said Ada Lind.', "Lom"))
    (quoted,) = [fact for fact in facts if "Who said: “" in fact.ask]
    assert (quoted.confidence <= WEAK) == weak


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The Alder Company moved the crane on Monday evening, after a storm in Lom.", False),
        ("On Monday, the Alder Company moved the crane after a storm in Lom.", False),
        ("The Alder Company moved the crane, later on Monday, after a storm in Lom.", False),
        ("The Alder Company moved the crane on Monday and Friday after a storm in Lom.", True),
    ],
)
def test_the_day_of_undated_news_is_left_to_its_headline(
    extract: Extract, text: str, asked: bool
) -> None:
    facts = extract(make_article("a.txt", text, HEADLINE))
    told = [question for question, answer in cards(facts) if answer == "Alder Company"]
    assert any(each.startswith("The ____ moved the crane") for each in told)
    assert all(("Monday" in each) == asked for each in told if HEADLINE in each)


def test_an_earlier_year_and_a_place_do_not_say_which_company(extract: Extract) -> None:
    text = "In 1999 John Abbott sold the company to Peru."
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    asked = {fact.object: fact.ask or fact.statement for fact in facts}
    assert HEADLINE in asked["1999"]


@pytest.mark.parametrize(
    ("headline", "told"),
    [("Alder Daily in brief: May 7, 2015", False), ("Crane falls in Lom harbour", True)],
)
def test_the_name_of_a_digest_is_no_headline(extract: Extract, headline: str, told: bool) -> None:
    text = "The crane in the harbour was built by the Alder Company. " + "It was a long day. " * 12
    asked = [fact.statement for fact in extract(make_article("a.txt", text, headline, DAY))]
    assert any(headline in each for each in asked) == told


def test_in_a_digest_each_item_has_its_own_headline(extract: Extract) -> None:
    text = "Crane falls in Lom harbour\n\nThe crane was built in 1999 by the Alder Company.\n\n"
    text += "Ferry sinks near Ulm\n\nThe ferry was built in 1985 by Peru. " + "It was long. " * 20
    facts = extract(make_article("a.txt", text, "Alder Daily in brief: May 7, 2015", DAY))
    told = {fact.object: (fact.ask or fact.statement).partition(" (")[2] for fact in facts}
    assert told["1999"] == "“Crane falls in Lom harbour”, May 2015)"
    assert told["1985"] == "“Ferry sinks near Ulm”, May 2015)"


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        (HEADLINE, f"VFU stands for ____. (“{HEADLINE}”, May 2015)"),
        ("Vindby ferry is fined", "VFU stands for ____."),
    ],
)
def test_an_acronym_is_told_with_a_headline_that_does_not_tell_it(
    extract: Extract, title: str, asked: str
) -> None:
    text = "The Vindby Ferry Union (VFU) met in Lom on Friday after a ferry was fined."
    facts = extract(make_article("a.txt", text, title, DAY))
    (told,) = [statement_of(fact, "____") for fact in facts if fact.relation == "stands-for"]
    assert told == asked


@pytest.mark.parametrize(("acronym", "name"), [("VF", "Vind Ferries"), ("ABU", "Alder Bus Unit")])
def test_two_letters_alone_stand_for_much(extract: Extract, acronym: str, name: str) -> None:
    (told,) = [f for f in extract(f"The {name} ({acronym}) met.") if f.relation == "stands-for"]
    assert (told.confidence <= WEAK) == (len(acronym) == 2)


def test_a_number_at_the_start_is_asked_for_and_has_no_capital_in_a_question(
    extract: Extract,
) -> None:
    facts = extract("At least 32 sailors were hurt in Lisbon on Monday.")
    assert "at least 32" in {fact.object for fact in facts}
    asked = "On which day were at least 32 sailors hurt in Lisbon?"
    assert asked in {question_of(fact) for fact in facts}


@pytest.mark.parametrize("post", ["Mayor", "Justice Minister", "National police chief"])
def test_a_post_that_does_not_say_of_what_is_told_with_the_headline(
    extract: Extract, post: str
) -> None:
    text = f"{post} Ada Lind saw the crane. Ada Lind spoke."
    told, alone = (
        next(fact for fact in extract(make_article("a.txt", text, title, DAY)) if fact.as_of)
        for title in (HEADLINE, "Lom")
    )
    assert told.ask == f"What post did Ada Lind hold? (“{HEADLINE}”, May 2015)"
    assert alone.confidence <= WEAK


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("UK crane falls in Lom harbour", True),
        ("Crane of the U.S. falls in Lom", True),
        ("Crane falls in South Africa", True),
        ("Malian crane falls in Lom", True),
        ("Norway builds a crane in Peru", False),
        (HEADLINE, False),
        ("USB crane falls in Lom", False),
    ],
)
def test_a_bare_post_is_clear_if_the_headline_names_a_country(
    extract: Extract, headline: str, told: bool
) -> None:
    text = "President Ada Lind saw the crane. Ada Lind spoke."
    facts = extract(make_article("a.txt", text, headline, DAY))
    (post,) = (fact for fact in facts if fact.type == "post")
    assert (post.confidence > WEAK) == told


def test_a_bare_post_is_unclear_if_its_sentence_names_another_country(extract: Extract) -> None:
    text = "President Ada Lind saw the crane before she left for Kenya. Ada Lind spoke."
    facts = extract(make_article("a.txt", text, "UK crane falls in Lom harbour", DAY))
    assert all(fact.confidence <= WEAK for fact in facts if fact.type == "post")


@pytest.mark.parametrize(
    ("post", "headline", "asked"),
    [
        ("Peru's coach", "Peru wins the chess cup in Lom", "coach of Peru"),
        ("Peruvian captain", "Peru wins the chess cup in Lom", "captain of Peru"),
        # She may be of Peru, and captain of a club.
        ("Peruvian captain", HEADLINE, "the Peruvian captain"),
    ],
)
def test_a_post_in_a_team_is_told_with_the_headline_which_names_the_sport(
    extract: Extract, post: str, headline: str, asked: str
) -> None:
    text = f"{post} Ada Lind saw the crane. Ada Lind spoke."
    told, alone = (
        {fact.ask: fact.confidence for fact in extract(make_article("a.txt", text, title, DAY))}
        for title in (headline, "Lom")
    )
    sure = told[f"Who was {asked}? (“{headline}”, May 2015)"]
    assert (sure > WEAK) == ("the" not in asked)
    assert all(confidence <= WEAK for ask, confidence in alone.items() if ask.startswith("Who was"))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The democratically elected head of the Lom Museum, Ada Lind, spoke.",
         "Who was head of the Lom Museum in May 2015?"),
        ("Palestinian President Ada Lind spoke.",
         "Who was the Palestinian President in May 2015?"),
        # A middle name behind a title.
        ("The council praised Carlos Mendez Rojas in Lima. President Mendez saw it.",
         "What post did Carlos Mendez Rojas hold in May 2015?"),
    ],
)  # fmt: skip
def test_a_post_is_asked_for_in_the_words_that_name_it(
    extract: Extract, text: str, asked: str
) -> None:
    assert asked in {fact.ask for fact in extract(text)}


def test_the_post_of_one_is_not_that_of_the_one_for_whom_he_speaks(extract: Extract) -> None:
    facts = extract("The crane fell, said spokesperson for the Commissioner for Boats, Bo Dahl.")
    assert "Commissioner for Boats" not in {fact.object for fact in facts}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Harbour Union's coach Ada Lind spoke.", ["coach of Harbour Union"]),
        ("Alder Union boss Ada Lind spoke.", ["boss of the Alder Union"]),
        ("Jordan's King Abdullah II spoke.", []),
        ("Ex-Alder boss Ada Lind spoke.", ["formerly boss of Alder"]),
        ("The then Alder mayor, Ada Lind, spoke.", ["formerly Alder mayor"]),
        ("The leader of the attack on the Lom Museum, Ada Lind, spoke.", []),
    ],
)
def test_posts_are_told_in_one_way_and_former_ones_as_such(
    extract: Extract, text: str, asked: list[str]
) -> None:
    facts = [f for f in extract(make_article("a.txt", text, day=DAY)) if f.type == "post"]
    former = {"former-post": "formerly ", "holds-post": ""}
    assert [former[fact.relation] + fact.object for fact in facts] == asked


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("A spokesman for Alder Committee Chairman Mary Poole said the port was safe.",
         {("Mary Poole", "Alder Committee Chairman")}),
        ("Mary Poole, Robert Smith and John Abbott, the president of Kenya, came to Lisbon.",
         {("John Abbott", "president of Kenya")}),
        ("President Mary Poole, Minister of Trade Robert Smith and John Abbott came to Lisbon.",
         {("Mary Poole", "President"), ("Robert Smith", "Minister of Trade")}),
        ("Robert Smith, mayor of Lisbon, Mary Poole and John Abbott came.",
         {("Robert Smith", "mayor of Lisbon")}),
        ("Those present were Robert Smith, outgoing chair of the Alder Foundation, Mary Poole the"
         " active lead of the port, and John Abbott.",
         {("Robert Smith", "chair of the Alder Foundation")}),
    ],
)  # fmt: skip
def test_a_post_is_not_that_of_a_neighbour(
    extract: Extract, text: str, held: set[tuple[str, str]]
) -> None:
    found = {(f.subject, f.object) for f in extract(text) if f.ask.startswith("What post ")}
    assert found == held


@pytest.mark.parametrize(
    "text",
    [
        "In 2005, Ada Lind, mayor of Porthaven, opened the bridge.",
        "In a July 2005 talk with the Port Herald, the mayor of Porthaven, Ada Lind, told of it.",
        "Ada Lind, mayor of Porthaven, had opened the bridge.",
        "Ada Lind, mayor of Porthaven, was ousted in April.",
        "Ada Lind, the Kenyan president ousted in April after a long war, has been tried.",
        "Mary Poole had worked with Ada Lind of the Harbour Union.",
    ],
)
def test_what_was_told_long_ago_is_not_of_the_month_of_the_article(
    extract: Extract, text: str
) -> None:
    assert not [fact for fact in extract(text) if "in May 2015" in fact.ask]


def test_another_in_the_sentence_of_the_past_keeps_the_month(extract: Extract) -> None:
    text = "Ada Lind, mayor of Porthaven, opened the bridge that had been built in 2005."
    held = {fact.as_of for fact in extract(text) if fact.type == "post"}
    assert held == {"May 2015"}


@pytest.mark.parametrize(
    "text",
    [
        "In 2005, Robert Smith told Harbour News in Lisbon that the old port was safe.",
        "According to Harbour News, the old port of Lisbon was closed in 2005.",
        "Harbour News reported in 2005 that Robert Smith had left Lisbon.",
        "Harbour News reporters saw the old port of Lisbon in 2005.",
    ],
)
def test_what_a_site_tells_of_itself_is_not_asked(extract: Extract, text: str) -> None:
    foot = "© 2015 Harbour News. All rights reserved."
    article = make_article("a.txt", f"{text}\n\n{foot}", "t", DAY)
    assert article.site == "Harbour News"
    told = [f"{statement_of(fact)} {fact.object}" for fact in extract(article)]
    assert not [each for each in told if "Harbour News" in each]
    other = extract(make_article("a.txt", "The port was sold to Harbour News in 2005.\n\n" + foot))
    assert other


def test_who_interviews_is_the_site(extract: Extract) -> None:
    text = "In 2005, Alder News interviewed Robert Smith. Alder News sat in Lisbon with Mary Poole."
    assert not [fact for fact in extract(text) if "Alder News" in statement_of(fact) + fact.object]
    text = "Robert Smith interviewed Mary Poole in 2005. Smith left Lisbon in 2006."
    assert "2006" in {fact.object for fact in extract(text)}


def test_of_a_king_only_his_name_is_asked(extract: Extract) -> None:
    facts = extract(make_article("a.txt", "Jordan's King Abdullah II spoke.", day=DAY))
    asked = {(fact.ask, fact.object) for fact in facts}
    assert ("Who was King of Jordan in May 2015?", "Abdullah II") in asked


@pytest.mark.parametrize("post", ["cabinet minister", "ambassador"])
def test_one_of_several_is_not_asked_for_by_the_post(extract: Extract, post: str) -> None:
    facts = extract(make_article("a.txt", f"Kenyan {post} Ada Lind spoke.", day=DAY))
    assert not [fact for fact in facts if fact.ask.startswith("Who was")]


def test_the_object_of_a_verb_defines_nothing(extract: Extract) -> None:
    text = "The Harbour Agency of Peru (HAP) published on YouTube an old map of the harbour."
    assert not [fact for fact in extract(text) if fact.relation == "is-a"]


def test_the_firm_of_an_analyst_is_told_in_passing(extract: Extract) -> None:
    text = "It is early, said analyst Ada Lind of the Alder Group."
    facts = extract(make_article("a.txt", text, day=DAY))
    assert [f.confidence <= WEAK for f in facts if f.relation == "member-of"] == [True]


def test_what_a_rule_of_its_own_finds_needs_no_headline(extract: Extract) -> None:
    text = "Ada Lind, mayor of Ulm, opened the museum."
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    posts = [fact for fact in facts if fact.type == "post"]
    assert [HEADLINE in fact.ask + fact.statement for fact in posts] == [False]


@pytest.mark.parametrize(
    "text",
    [
        '"No," Ada Lind said.',
        '"We will build it again next year," the owners said.',
        'Ada Lind said it was "the best crane in the whole harbour of Lom".',
        '"We will build it again next year," Ada Lind said and Bo Dahl added.',
        '"We are very proud to build it here," Ada Lind said.',
        '"We\'re delighted to build it here," Ada Lind said.',
        '"Congratulations to the builders of the harbour," Ada Lind said.',
        '"I hope that it will be built again," Ada Lind said.',
        '"It was a bad day for everybody," Ada Lind said.',
        '"He has built the best cranes in the country," Ada Lind said.',
        '"The cranes he built are the best in the country," Ada Lind said.',
    ],
)
def test_scraps_courtesies_and_unnamed_speakers_are_not_quoted(extract: Extract, text: str) -> None:
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    assert not [fact for fact in facts if "Who said: “" in fact.ask]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("According to Ada Lind, director of the Lom Clinic, the tower was built in 1950.", True),
        ("The tower was built in 1950, according to Ada Lind, director of the Lom Clinic.", True),
        ("According to Ada Lind, a professor of history at Lom University said it.", False),
        ("According to Ada Lind, a nurse and owner of the Lom Clinic ran away in 1950.", False),
        ("According to the Lom Report, a director of the Lom Clinic, Bo Dahl, sold it.", False),
    ],
)
def test_a_source_holds_no_post_of_the_subject_behind_it(
    extract: Extract, text: str, held: bool
) -> None:
    posts = [fact for fact in extract(text) if fact.type == "post"]
    assert bool(posts) == held
    assert not [fact for fact in extract(text) if fact.object == "Lom Report"]


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("Peru voted on 5 June 2014.", True),
        ("Japan launched a rocket on 5 June 2014.", True),
        ("Japan opened its first railway on 5 June 2014.", False),
        ("Japan joined the Ferry Union on 5 June 2014.", False),
    ],
)
def test_the_day_of_what_a_country_does_often_is_not_asked(
    extract: Extract, text: str, weak: bool
) -> None:
    dates = [fact for fact in extract(text) if fact.category == "date"]
    assert dates
    assert any(fact.confidence > WEAK for fact in dates) != weak


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("In a statement in Ulm, Ada Lind informed the Harbour Union.", "Ada Lind"),
        ("In 1999 Ada Lind told the Harbour Union about the storm in Ulm.", "the Harbour Union"),
        ("The ship sank and Ada Lind informed the Harbour Union in Lisbon.", "Lisbon"),
        ("The Harbour Union sent another ferry to Lisbon in 2014.", "Lisbon"),
        ("The Harbour Union sold the same ferry to Peru in 2014.", "2014"),
        ("The Harbour Union moved the date to 5 June 2014.", "5 June 2014"),
        ("The Harbour Union welcomed the decision in Lisbon in 2014.", "2014"),
        ("The Alder Company and the Harbour Union signed the deal in Lisbon.", "Lisbon"),
        ("Ada Lind paid the sailors and held the harbour of the city until 2014.", "2014"),
    ],
)
def test_what_was_said_or_meant_is_told(extract: Extract, text: str, answer: str) -> None:
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    assert facts
    assert all(fact.confidence <= WEAK for fact in facts if fact.object == answer)


@pytest.mark.parametrize(
    ("text", "answer", "weak"),
    [
        ("A further 200 ferries were sold to Ada Lind in 2014.", "Ada Lind", True),
        ("Previous winners include the town of Lom in 2014.", "2014", True),
        ("Previous owners of the Lom Mill sold the boats to Ada Lind in 2014.", "Ada Lind", False),
        ("The Harbour Union was third with 40 boats in 2014.", "40", True),
        ("The Harbour Union was third in the Blue Race with 40 boats in 2014.", "40", False),
        ("The Harbour Union sailed to towns such as Lisbon in 2014.", "Lisbon", True),
        ("The Harbour Union sailed to the town of Lisbon in 2014.", "Lisbon", False),
    ],
)
def test_a_rank_an_example_and_one_more_hang_on_the_article(
    extract: Extract, text: str, answer: str, weak: bool
) -> None:
    facts = [f for f in extract(make_article("a.txt", text, HEADLINE, DAY)) if f.object == answer]
    assert facts
    assert all(fact.confidence <= WEAK for fact in facts) == weak


def test_what_came_later_hangs_on_the_article_unless_a_year_is_told(extract: Extract) -> None:
    def sure(text: str) -> list[float]:
        facts = extract(make_article("a.txt", text, HEADLINE, DAY))
        return [fact.confidence for fact in facts if fact.statement.startswith("Later, ")]

    (late,) = sure("Later, Ada Lind sold three old ferries to Bo Dahl in Ulm.")
    assert late <= WEAK
    told = sure("Later, in 2014, Ada Lind sold three old ferries to Bo Dahl in Ulm.")
    assert max(told) > WEAK


def test_somebody_with_two_posts_is_asked_for_neither(extract: Extract) -> None:
    text = "Ada Lind is director of the Lom Museum. Ada Lind is chairwoman of the Harbour Union."
    posts = {fact.ask: fact.confidence for fact in extract(text) if fact.type == "post"}
    assert posts == {"What post did Ada Lind hold in May 2015?": WEAK}


@pytest.mark.parametrize(
    ("text", "headline", "answer"),
    [
        ("In 1999 Ada Lind told Bo Dahl about the storm in Ulm.", HEADLINE, "1999"),
        ("In 1999 Ada Lind told a story about Peru in Lisbon.", HEADLINE, "1999"),
        ("In 1999 the Alder Company announced the Blue Prize in Lisbon.", HEADLINE, "1999"),
        ("In 1990 the Harbour Union met Lom, Ulm and other towns in Peru.", HEADLINE, "1990"),
        ("The Harbour Union signed the deal in 2014.", "Peru and Kenya make a deal", "2014"),
        ("The Harbour Union welcomed the decision of Peru in 2014.", HEADLINE, "2014"),
    ],
)
def test_what_is_said_or_meant_may_be_in_the_card_or_its_headline(
    extract: Extract, text: str, headline: str, answer: str
) -> None:
    facts = extract(make_article("a.txt", text, headline, DAY))
    assert any(fact.confidence > WEAK for fact in facts if fact.object == answer)


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ("His wife Eva Rask died in 1945.",
         "In which year did Eva Rask, wife of John Abbott, die?"),
        ("His wife Eva Rask died in 1945. Eva Rask had a boat.", "In which year did Eva Rask die?"),
        ("Eva Rask died in 1945.", "In which year did Eva Rask die?"),
        ("Abbott's mother, Eva Rask, died on 3 May 1945.",
         "On which day did Eva Rask, mother of John Abbott, die?"),
    ],
)  # fmt: skip
def test_of_a_relative_named_once_the_card_says_whose_she_is(
    extract: Extract, more: str, asked: str
) -> None:
    start = "John Abbott was an engineer. John Abbott built the Alder Bridge in 1920. "
    found = [fact.ask for fact in extract(start + more) if fact.category == "date"]
    assert asked in found
    assert len([ask for ask in found if "Rask" in ask and " die?" in f" {ask}"]) == 1


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ("He lived in Lom with his second wife, Eva Rask, who had died in Ulm in 1990.",
         "In which year did Eva Rask, second wife of John Abbott, die in Ulm?"),
        ("He lived in Lom with his wife, the painter Eva Rask, who died in 1990.",
         "In which year did Eva Rask, wife of John Abbott, die?"),
        ("His son Bo Rask graduated from Lund University in 1950.",
         "In which year did Bo Rask, son of John Abbott, graduate from Lund University?"),
    ],
)  # fmt: skip
def test_whose_relative_is_told_however_the_sentence_names_them(
    extract: Extract, more: str, asked: str
) -> None:
    found = [fact.ask for fact in extract("John Abbott built the Alder Bridge. " + more)]
    assert asked in found


@pytest.mark.parametrize(
    ("text", "answer", "weak"),
    [
        ("Asking for help, John Abbott was driven away by the guards.", "John Abbott", True),
        ("Asking for help, John Abbott was driven to Ulm by Bo Dahl.", "John Abbott", False),
        ("Ada Lind is the only player in the Harbour Club from Peru.", "Harbour Club", True),
        ("The Alder Bridge is the largest bridge in Peru.", "Alder Bridge", True),
        ("The Alder Bridge was the largest bridge in Peru in 1990.", "Alder Bridge", False),
        ("Lake Alder is the largest lake in Peru and lies in the Alder Valley.", "Peru", False),
    ],
)
def test_what_may_be_true_of_others_or_no_longer_is_not_likely(
    extract: Extract, text: str, answer: str, weak: bool
) -> None:
    facts = extract(make_article("a.txt", text, "Lom", DAY))
    assert facts
    assert any(fact.confidence > WEAK for fact in facts if fact.object == answer) != weak


@pytest.mark.parametrize(
    ("text", "title", "as_of"),
    [
        ("Ada Lind is a member of the Harbour Party.", "Lom", ["May 2015"]),
        ("Ada Lind is a member of the left-wing Harbour Party.", "Lom", ["May 2015"]),
        ("Ada Lind was a member of the Harbour Party all her life.", "Lom", [""]),
        ("Ada Lind has been a member of the Harbour Party since 1990.", "Lom", [""]),
        ("Ada Lind, who is leaving, is a member of the Harbour Party.", "Lom", []),
        ("Ada Lind is a member of the Harbour Party.", "Lind quits Harbour Party", []),
    ],
)
def test_a_membership_is_of_the_month_only_if_it_neither_lasts_nor_ends(
    extract: Extract, text: str, title: str, as_of: list[str]
) -> None:
    facts = extract(make_article("a.txt", text, title, DAY))
    assert [fact.as_of for fact in facts if fact.relation == "member-of"] == as_of


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ada Lind was born on 3 May 1950 to an upper-class Danish family.",
         "On which day was Ada Lind born?"),
        ("Ada Lind was the first woman in the Harbour Choir in 1950.",
         "In which year did Ada Lind become the first woman in the Harbour Choir?"),
    ],
)  # fmt: skip
def test_when_somebody_was_born_or_became_the_first(
    extract: Extract, text: str, asked: str
) -> None:
    assert [fact.ask for fact in extract(text) if fact.ask and fact.category == "date"] == [asked]


@pytest.mark.parametrize("how", ["quoting", "citing"])
def test_what_a_source_has_from_another_is_left_out(extract: Extract, how: str) -> None:
    told = "According to the Ulm Times,{} the ship sank in 1990."
    assert extract(told.format(""))
    assert not extract(told.format(f" {how} Ada Lind,"))


@pytest.mark.parametrize("post", ["", "BPAC Director ", "BPAC Administrator ", "ESA Scientist "])
def test_who_spoke_is_named_without_a_post_and_also_by_surname(extract: Extract, post: str) -> None:
    text = f'"It could have sunk more boats," said {post}Maria Holst.'
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    quoted = [fact for fact in facts if "Who said: “" in fact.ask]
    assert [(fact.object, fact.accept) for fact in quoted] == [("Maria Holst", ("Holst",))]


@pytest.mark.parametrize(
    "text",
    [
        "Lom hosted the 1987 games in Ulm.",
        "The town approved the 2014 budget in Lom.",
        "Ada Lind missed 2019 season games at Lom United.",
        "Ada Lind won 2018 awards in Lom.",
    ],
)
def test_a_year_before_a_noun_is_no_amount(extract: Extract, text: str) -> None:
    facts = extract(text)
    assert facts
    assert not [fact for fact in facts if fact.category == "quantity"]


@pytest.mark.parametrize("number", ["1500", "1623", "2000"])
def test_a_round_or_smaller_number_of_things_is_an_amount(extract: Extract, number: str) -> None:
    facts = extract(
        f"The town gave {number} lamps to Lom. The Lom Museum owned 2019 lamps in 1990."
    )
    assert [fact.object for fact in facts if fact.category == "quantity"] == [number]


def test_of_a_season_the_year_is_asked(extract: Extract) -> None:
    facts = extract("Bo Dahl scored in the 2012 season for Lom United.")
    assert ("Bo Dahl scored in the ____ season for Lom United.", "2012") in cards(facts)


@pytest.mark.parametrize(("text", "items"), LISTS)
def test_what_a_sentence_lists(extract: Extract, text: str, items: list[str]) -> None:
    assert [fact.object for fact in extract(text) if fact.relation == "listed"] == items


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ada Lind is an analyst at Oslo Bank, who rates Nordkraft.", "Which organisation rates"),
        ("A third man was fined. The men sold 300 boats to Peru.", "third man sold"),
        ("Ada Lind won. The vote was called by John Abbott after his office lost a case in Peru.",
         "Ada Lind's office"),
        ("John Abbott was given a warning and fined 300 euros.", "Abbott fined"),
        ("A magnitude 6.9 earthquake struck Peru.", "magnitude struck"),
        ("Nordkraft sold 300 lamps, 20 fewer than in 2013.", "sold 300 lamps in 2013"),
        ("Members urged Ada Lind to cancel Ada Lind's plan in 1995.", "Whom did"),
    ],
)  # fmt: skip
def test_what_is_unclear_is_not_stated(extract: Extract, text: str, wrong: str) -> None:
    assert not any(wrong in f"{fact.ask} {statement_of(fact)}" for fact in extract(text))


@pytest.mark.parametrize("text", NOTHING)
def test_no_fact_from_denial_doubt_wish_or_ambiguity(extract: Extract, text: str) -> None:
    assert cards(extract(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "President Ada Lind will visit Peru in June.",
        "President Ada Lind will meet John Abbott in Lisbon on Monday.",
        "Ada Lind will become mayor of Porthaven in June.",
        "The 14th Port Forum will be held in Lisbon in June.",
        "President Ada Lind opens the 14th Port Forum on 31 May.",
        "The Alder Company sells its last ferry to Peru in June.",
        "The 14th Port Forum is held in Lisbon on 3 June 2015.",
    ],
)
def test_future_events_are_not_stated_as_past(extract: Extract, text: str) -> None:
    for fact in extract(text):
        told = statement_of(fact)
        assert "was to" in told or "number" in told or fact.type == "post", told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Alder Ferry makes its last trip to Peru on 31 May.", "31 May 2015"),
        ("The Alder Ferry makes its last trip to Peru on 3 February.", "3 February 2015"),
        ("The Alder Ferry goes to Peru on Friday.", "8 May 2015"),
        ("The Alder Ferry follows the loss of the Brent Ferry on Friday.", "1 May 2015"),
    ],
)
def test_a_day_in_the_present_tense_is_near(extract: Extract, text: str, day: str) -> None:
    dates = {
        date for fact in extract(text) for date in re.findall(r"\d+ \w+ 2\d{3}", statement_of(fact))
    }
    assert dates == {day}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Alder Company has sold its old ferry and gone to Peru.",
         "The Alder Company sold its old ferry and went to ____."),
        ("The old ferries have been moved to Peru and repaired.",
         "The old ferries were moved to ____ and repaired."),
        ("The ferry of the Alder Company has been waiting in Peru.",
         "Where had the ferry of the Alder Company been waiting by May 2015?"),
        ("The Alder Company has sailed to Peru since the war.",
         "By May 2015, the ____ had sailed to Peru since the war."),
        ("The Alder Company has sold 12 ferries to Peru.",
         "How many ferries had the Alder Company sold to Peru by May 2015?"),
    ],
)  # fmt: skip
def test_what_has_happened_is_told_in_the_simple_past(
    extract: Extract, text: str, told: str
) -> None:
    assert told in {asked for asked, _ in cards(extract(f"Ada Lind came. {text}"))}


def test_a_condition_does_not_stay_present_behind_a_past(extract: Extract) -> None:
    text = "Peru has warned the Alder Company of three new taxes if the ferry is not repaired."
    assert not [fact for fact in extract(text) if "if the ferry" in statement_of(fact)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Floods spoiled Sunday's long race in Peru.",
         "Floods spoiled the long race of 3 May 2015 in ____."),
        ("Last year's storm in Peru killed 12 people and wounded 95.",
         "The storm of 2014 in ____ killed 12 people and wounded 95."),
        ("After a great fire last year in Peru, the ferry was sold on Monday.",
         "On which day was the ferry sold after a great fire in 2014 in Peru?"),
        ("The old ferry of the Alder Company left Peru earlier today.",
         "The old ferry of the Alder Company left ____ on 7 May 2015."),
        ("She moved in 1956 to Lisbon, with her father's help, then in 1960 to Peru.",
         "She moved in 1956 to Lisbon, with her father's help, then in 1960 to ____."),
    ],
)  # fmt: skip
def test_when_it_was_is_told_as_people_would(extract: Extract, text: str, told: str) -> None:
    text = f"Ada Lind came. {text}"
    asked = {asked for asked, _ in cards(extract(text))}
    assert told.replace("She", "Ada Lind") in asked


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("About an hour later, the crane was taken to Peru.", "later"),
        ("Since then, the Harbour Club had lost three great finals to Peru.", "then"),
        ("Ada Lind led the Harbour Club every year from then through 1999.", "then"),
        ("Last season, the Harbour Club lost the great final to Peru.", "lost"),
    ],
)
def test_a_time_that_the_card_does_not_tell_is_never_likely(
    extract: Extract, text: str, part: str
) -> None:
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    told = [fact for fact in facts if part in statement_of(fact)]
    assert told
    assert all(fact.confidence <= WEAK for fact in told)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Once the Harbour Bank leaves Peru in November, a new plan will begin.", "did"),
        ("The Harbour Bank admitted that ships had sunk in Peru last month.", "which month"),
        ("Ex-Harbour Bank director Bo Dahl came.", "hold in May"),
    ],
)
def test_it_is_told_of_no_wrong_time(extract: Extract, text: str, wrong: str) -> None:
    assert not [asked for asked, _ in cards(extract(text)) if wrong in asked]


def test_who_has_a_number_of_things_is_told_in_the_past(extract: Extract) -> None:
    found = cards(extract("Peru has 12 ships. Peru lies on the sea."))
    assert ("Which country had 12 ships?", "Peru") in found


def test_current_number_is_dated_by_its_month(extract: Extract) -> None:
    now = cards(extract("Nordkraft employs 5,200 people."))
    assert ("How many people did Nordkraft employ in May 2015?", "5,200") in now
    past = cards(extract("Nordkraft employed 5,200 people in 1999."))
    assert ("How many people did Nordkraft employ in 1999?", "5,200") in past


@pytest.mark.parametrize(
    "text", ["A probe brought dust from Wild 2.", "Boeing showed the new 777 in Seattle in 2014."]
)
def test_a_number_in_a_name_is_not_counted(extract: Extract, text: str) -> None:
    assert [fact.object for fact in extract(text) if fact.relation == "quantity"] == []


@pytest.mark.parametrize("text", [
    "Ada Lind first sang for the Harbour Choir on July 6 in Porthaven.",
    "Mr. Lind opened the Harbour Museum in Porthaven.",
])  # fmt: skip
def test_what_only_the_article_explains_is_never_likely(extract: Extract, text: str) -> None:
    found = [fact for fact in extract(text, day=None) if re.search("July|Mr", statement_of(fact))]
    assert found
    assert all(fact.confidence <= WEAK for fact in found)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("In 1950, Lind's aunt and Dahl's sister Eva Holm moved to Lisbon.", "aunt and Eva"),
        ("The Port Herald gave a figure of 39 ships in 1950; Finland said the figure was 40.",
         "Finland, the Port"),
        ("The Portuguese has won two cups. They moved to Lisbon in 1950.", "Portuguese moved"),
    ],
)  # fmt: skip
def test_one_is_not_taken_for_two_and_a_source_not_for_another(
    extract: Extract, text: str, wrong: str
) -> None:
    told = [statement_of(fact) for fact in extract(text)]
    assert told
    assert not any(wrong in each for each in told)


@pytest.mark.parametrize("text", [
    "Most were Lisbon teachers, but for three Finns in 1950.",
    "The Port Herald said five were sent to the mayor of Lisbon in 1950.",
])  # fmt: skip
def test_some_of_those_told_of_before_are_never_likely(extract: Extract, text: str) -> None:
    found = extract(make_article("a.txt", text, HEADLINE, DAY))
    assert found
    assert all(fact.confidence <= WEAK for fact in found)


def test_score_is_not_a_count(extract: Extract) -> None:
    found = extract("Sweden defeated South Korea 1 – 0 in Sochi on 18 June 2014.")
    assert "quantity" not in {fact.relation for fact in found}
    assert not any("Korea 1" in fact.statement for fact in found if fact.relation == "score")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada Lind won the cup. She moved to Lisbon in 1999.", "Ada Lind"),
        ("Ada Lind came with her husband Bo Dahl. He moved to Lisbon in 1999.", "Bo Dahl"),
    ],
)
def test_pronouns_match_the_people_described(extract: Extract, text: str, who: str) -> None:
    told = [statement_of(fact) for fact in extract(text) if fact.object == "1999"]
    assert told == [f"{who} moved to Lisbon in 1999."]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind met Eva Holm in Oslo. She moved to Lisbon in 1999.",
        "John Abbott met Peter Poole in Oslo. He moved to Peru in 1999.",
    ],
)
def test_she_is_nobody_where_two_people_are_named(extract: Extract, text: str) -> None:
    assert not any(fact.object == "1999" for fact in extract(text))


def test_he_is_nobody_where_it_may_be_either(extract: Extract) -> None:
    found = extract(
        "Bo Dahl told the Port Herald that John Abbott had left. He moved to Peru in 1999."
    )
    assert not any(fact.object == "1999" for fact in found)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ada Lind was killed in 1969 at the Alder Circuit, where the 24 Hours of Lima is held.",
         "Lima"),
        ("On 7 February 2014, the Alder Lions defeated the Lom Bears in Super Bowl 50.",
         "Super Bowl"),
    ],
)  # fmt: skip
def test_a_gap_within_a_name_that_its_rest_tells_is_never_sure(
    extract: Extract, text: str, answer: str
) -> None:
    told = [fact.confidence for fact in extract(text) if fact.object == answer and not fact.ask]
    assert 0 < max(told, default=0) <= WEAK


def test_the_boss_of_any_airline_is_not_asked_for(extract: Extract) -> None:
    asked = [fact.ask for fact in extract("Airline boss Ada Lind came. Ada Lind left Lom.")]
    assert not any("Airline" in ask or ask.startswith("Who was") for ask in asked)


def test_a_post_that_somebody_leaves_is_told_of_no_month(extract: Extract) -> None:
    text = "Ada Lind, mayor of Porthaven, has resigned. Bo Berg, mayor of Lom, came."
    asked = {fact.object: fact.ask for fact in extract(text) if fact.type == "post"}
    assert "May 2015" in asked["mayor of Lom"]
    assert "May 2015" not in asked.get("mayor of Porthaven", "")


LIND_SPOKE = "Tom Lind said the port was old. Tom Lind sold it. Tom Lind left.\n\n"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (LIND_SPOKE + "Peter Holst said the boats were old. {}", {"Peter Holst"}),
        (LIND_SPOKE + "A warning came from Peter Holst. The boats were old.\n\n{}", set()),
        (LIND_SPOKE + "The boats were old. {}", set()),
        ("Tom Lind had seen the port. A Peter Holst painting showed it. {}", set()),
    ],
)  # fmt: skip
def test_who_speaks_in_the_sentence_before_goes_on_speaking(
    extract: Extract, text: str, who: set[str]
) -> None:
    said = '"Storms have sunk many boats in winter," he said.'
    facts = extract(make_article("a.txt", text.format(said), HEADLINE, DAY))
    assert {fact.object for fact in facts if "Who said: “" in fact.ask} == who


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("The Alder Company grew. In 1950 soldiers tried to take the fort in Lisbon from the rebels"
         " that had captured it in 1940.", "to take the fort in Lisbon", "captured the Alder"),
        ("The French sailors fled in 1950. Guards of this port came. They chose"
         " Ada Lind as mayor of Lisbon in 1951.", "French sailors", "sailors chose"),
        ("Ada Lind came to Lisbon in 1950. The mayor said she had met Maria Holst in 1949.",
         "to Lisbon in 1950", "Lind had met"),
        ("Peter Lind lives in Lisbon. In 1950, Tom Holst appeared in Harbour Lights as Peter.",
         "as Peter", "as Peter Lind"),
        ("The Alder World opened in 1940. The Holm Bridge was the longest bridge in the world in"
         " 1950.", "in the world", "in the Alder World"),
    ],
)  # fmt: skip
def test_what_may_be_another_is_not_taken_for_the_one_named(
    extract: Extract, text: str, right: str, wrong: str
) -> None:
    told = [f"{fact.ask} {statement_of(fact)}" for fact in extract(text)]
    assert any(right in each for each in told)
    assert not any(wrong in each for each in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Omar al-Noori came to Lisbon in 1950. In 1960, al-Noori moved to Oslo.",
         "Omar al-Noori moved to Oslo"),
        ("Tom Wright-Holst came to Lisbon in 1950. In 1960, Wright-Holst moved to Oslo.",
         "Tom Wright-Holst moved to Oslo in 1960."),
        ("Ada Lind met Peter Holst Jr. in Lisbon in 1950. In 1960, Holst moved to Oslo.",
         "Peter Holst Jr. moved to Oslo in 1960."),
        ("Ada Lind met Peter King Jr. in Lisbon in 1950. In 1960, King moved to Oslo.",
         "Peter King Jr. moved to Oslo in 1960."),
        ("Ada Lind came to Lisbon in 1950. In 1960, the Lind family moved to Oslo.",
         "The Lind family moved to Oslo in 1960."),
        ("In 1950, Ada Lind moved to Lisbon under the name Eva Holm.",
         "Ada Lind moved to Lisbon under the name Eva Holm in 1950."),
        ("One of her songs, Harbour Lights, won Ada Lind the Lom Award in 1950.",
         "Harbour Lights won Ada Lind"),
        ("Peru Airlines was founded in Lima in 1940. In 1950, Ada Lind moved to Cusco in Peru.",
         "Ada Lind moved to Cusco in Peru"),
        ("Eva Holm threw a red ball. In 1950, Ada Lind threw the ball into the harbour of Lisbon.",
         "In 1950, Ada Lind threw the ball into"),
        ("Ada Lind sang. Ada Lind died in her Detroit, Michigan home in 1950.",
         "Ada Lind died in her Detroit, Michigan home in 1950."),
        ("Ada Lind heard of a small fish farm. The fish farm moved to Lisbon in 1950.",
         "The small fish farm moved to Lisbon in 1950."),
    ],
)  # fmt: skip
def test_a_name_is_neither_cut_nor_told_twice(extract: Extract, text: str, told: str) -> None:
    assert any(told in statement_of(fact) for fact in extract(text))


def test_she_stays_where_the_name_of_the_subject_is_left_out(nlp: Any) -> None:
    text = "A young dentist of Finnish origin, Eva Holm, died after she was denied help."
    article = make_article("a.txt", text, HEADLINE, DAY)
    parsed = ParsedArticle(article, parse(nlp, article))
    kept = [t for t in parsed.sentences[0] if t.text not in (",", "Eva", "Holm")]
    phrase = References(parsed).phrase(kept)
    assert phrase is not None
    assert phrase.text == "a young dentist of Finnish origin died after she was denied help."


def test_it_stands_for_nothing_before_time(nlp: Any) -> None:
    text = "Holm Bank grew. Ada Lind said it was time for a change."
    article = make_article("a.txt", text, HEADLINE, DAY)
    parsed = ParsedArticle(article, parse(nlp, article))
    it = next(token for token in parsed.sentences[1] if token.lower_ == "it")
    assert References(parsed).of(it) is None


LIFE = (
    "Ada Lind was born in Oslo in 1920. {} Ada Lind painted ships in 1970. In 1980, Ada Lind drew."
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The Alder Bridge was designed by Eva Holm in 1950. She moved to Lisbon in 1960.",
         "Ada Lind moved to Lisbon in 1960."),
        ("In 1950 a book by Eva Holm on her bridge appeared.", "Ada Lind's bridge"),
        ("Eva Holm came in 1950. She moved to Lisbon in 1960.", ""),
        ("Eva Holm praised her paintings in 1955.", ""),
    ],
)  # fmt: skip
def test_she_is_the_person_of_the_article_or_nobody(
    extract: Extract, text: str, right: str
) -> None:
    told = [statement_of(fact) for fact in extract(LIFE.format(text))]
    assert any(right in each for each in told)
    assert not any("Holm moved" in each or "Holm's" in each for each in told)
    assert right or not any("to Lisbon" in each or "Lind's paintings" in each for each in told)


@pytest.mark.parametrize("text", [
    "In 1990, the Blue Valley Museum became a landmark in its own right.",
    "In 1990, the Blue Valley Museum built a wing all its own.",
])  # fmt: skip
def test_its_own_is_nobody_in_fixed_phrases(extract: Extract, text: str) -> None:
    told = [statement_of(fact) for fact in extract(text)]
    assert not any("Museum's own" in each for each in told)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Bo Dahl, an Oscar-winner, came.", "winner"),
        ("Doctor Lind opened in Oslo in 2014.", "Doctor"),
        ("The club owner Bo Dahl came.", "club owner"),
        ("The old play was shown in Oslo while 21 Lamps actor Bo Dahl sang.", "Lamps"),
        ("Nordkraft boss Bo Dahl came to Oslo.", "boss"),
    ],
)
def test_a_profession_is_an_occupation(extract: Extract, text: str, wrong: str) -> None:
    asked = [(each, thing) for each, thing in cards(extract(text)) if "profession" in each]
    assert not any(wrong in thing for _, thing in asked)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Marsh Institute Ada Lind", "Marsh Institute Ada Lind"),
        ("Italian Bruno Lind", "Italian Bruno Lind"),
    ],
)
def test_no_place_or_post_in_a_name(extract: Extract, text: str, person: str) -> None:
    found = extract(f"{text} said in 2014. North Marsh has 300 farms.")
    assert not any(person in (fact.object, fact.subject) for fact in found)
    assert not any("Lind have" in asked for asked, _ in cards(found))


@pytest.mark.parametrize(
    ("given", "clear"),
    [
        (("Where is the Alder Museum?", "", "Oslo", "place"), True),
        (("Where is park of Alder?", "", "Oslo", "place"), False),
        (("Which town fell?", "", "Ulm", "place"), True),
        (("What is marsh gas?", "", "gas from a marsh", "term"), False),
        (("What is the Alder Club?", "", "a club for ships", "term"), True),
        (("", "Ada earned a degree in {object}.", "1990", "date"), False),
        (("", "Ada moved to Oslo in {object}.", "1990", "date"), True),
        (("", "Ada saw {object}'s bridge.", "Ulm", "place"), True),
        (("", "Ada moved to Porthaven, {object}.", "Devon", "place"), False),
        (("", "{object} was founded in Porthaven in 1990.", "Alder Club", "term"), False),
        (("", "{object} was founded in Oslo by Bo Dahl.", "Alder Club", "term"), True),
        (("", "Ada moved to {object}, to write a book.", "Lom", "place"), False),
        (("", "In May 2015, Ada moved to {object}.", "Lom", "place"), True),
        (("", "The {object} Reserve is home.", "Lom", "place"), False),
        (("", "Ada Lind's third visit to Oslo, Lind met {object}.", "Bo Dahl", "person"), False),
        (("What do the members of the club say they are?", "", "Blue", "term"), False),
        (("Who gave the Lom Tower a house of stone?", "", "Ada", "person"), False),
    ],
)
def test_clear_cards(given: tuple[str, str, str, str], clear: bool) -> None:
    ask, statement, thing, category = given
    draft = Draft("located", "x", thing, category, 0.9, None, ask=ask, statement=statement)
    assert is_clear(draft) == clear


def test_its_is_the_subject_that_nothing_names(extract: Extract) -> None:
    found = extract(
        "The Harbour Board spoke. In 2014, the port handled 300 ships, fewer than its rival Ulm."
    )
    assert not [fact for fact in found if "Board's" in f"{statement_of(fact)} {question_of(fact)}"]


def test_them_is_not_the_subject_of_the_clause(extract: Extract) -> None:
    found = extract("Conservators in Lom froze the wet books and dried them within nine months.")
    assert not [fact for fact in found if "dried conservators" in statement_of(fact)]
    found = extract("The workers said that Nordkraft paid them 300 crowns in 2014.")
    assert any("paid the workers" in statement_of(fact) for fact in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mayor of Porthaven, Ada Lind, who was at the harbour in the morning with the families"
         " of the crew of the ferry, comforted the families in Lisbon in 2012.",
         "The mayor of Porthaven, Ada Lind, comforted the families in Lisbon in 2012."),
        ("Ada Lind, a teacher from Porthaven, who had been at the harbour with the families of the"
         " crew of the old ferry, was hurt in Lisbon by a crane in 2012.",
         "Ada Lind, a teacher from Porthaven, was hurt in Lisbon by a crane in 2012."),
        ("The Harbour Union was founded in Porthaven, Peru, by Bo Dahl.",
         "The Harbour Union was founded in Porthaven, Peru, by Bo Dahl."),
    ],
)  # fmt: skip
def test_an_aside_that_stays_keeps_both_commas(extract: Extract, text: str, told: str) -> None:
    statements = {statement_of(fact) for fact in extract(text)}
    assert told in statements


@pytest.mark.parametrize(
    "title",
    ["“Boys Don't Cry”", "'Boys Don't Cry'", "\"Rockin' for Blue Jean\"", "‘Rockin’ for Blue Jean’",
     "Rockin' for Blue Jean", "“The Sailors’ Home”"],
)  # fmt: skip
def test_a_title_with_an_apostrophe_is_whole(extract: Extract, title: str) -> None:
    facts = extract(f"Ada Lind won the Lom Award for her song {title} in 2006.")
    (asked,) = {fact.ask for fact in facts if fact.object == "2006" and fact.ask}
    whole = title if title.startswith("Rockin") else title[1:-1]
    assert asked == f"In which year did Ada Lind win the Lom Award for her song {whole}?"


def test_quotation_marks_end_no_title_that_has_none(extract: Extract) -> None:
    text = "The song 'The Man in Berlin' and the opera 'Lohengrin' by Bo Dahl came in 2006."
    assert not [fact for fact in extract(text) if "Berlin' and" in fact.object]


def test_comparison_after_a_comma_is_left_out(extract: Extract) -> None:
    found = cards(extract("In 2014, Nordkraft sold 300 lamps, fewer than Ulmkraft."))
    assert ("How many lamps did Nordkraft sell in 2014?", "300") in found
    assert not [asked for asked, _ in found if "lamps fewer" in asked]


def test_who_claims_it_stays_in_a_gap(extract: Extract) -> None:
    found = extract(
        "According to Bo Dahl, the Blue Valley Museum in Porthaven has shown 300 paintings from"
        " the family of John Abbott in the last years."
    )
    told = [statement_of(fact) for fact in found if fact.object == "300"]
    assert told
    assert all("Bo Dahl" in each for each in told)


def test_every_relation_and_category_is_a_known_one(extract: Extract) -> None:
    found = [fact for text, _, _ in EXAMPLES for fact in extract(text)]
    assert {fact.relation for fact in found} <= set(RELATIONS)
    assert {fact.category for fact in found} == set(CATEGORIES) - {"industry"}


def _is_poor(card: Draft) -> bool:
    """Whether the words of a card show that it is weak."""
    scene = cast("Scene", SimpleNamespace(now="May 2015"))
    shown = ("means its article", "other answers", "tells itself", "dull")
    return any(REASONS[reason](card, scene) for reason in shown)


@pytest.mark.parametrize(
    ("ask", "statement", "answer"),
    [
        ("Who studied at Lund University?", "", "Ada Lind"),
        ("", "{object} was educated in Lom.", "Ada Lind"),
        ("In which month was the anniversary of the port marked?", "", "May"),
        ("", "The club played in {object}, Lomia.", "New Lomia"),
        ("Which university is in Lund?", "", "Lund University"),
        ("In which year was the old festival founded?", "", "Lom"),
        ("", "The festival was founded in {object}.", "Lom"),
        ("", "One such club played in {object}.", "Lom"),
        ("", "Thousands of people went to {object} the Great.", "Peter"),
        ("", "The Blue Room in {object} Hall was sold.", "Alder"),
        ("", "Her sister {object} and Bo Dal's Bo Dal sang.", "Lom and Ulm"),
        ("", "Bo said a {object}'s bridge was new.", "Lom Union"),
        ("", "{object} and Bo Dal were named.", "Ada Lind"),
        ("", "{object} of boats lay in the port.", "Hundreds"),
        ("", "Ada Lind starred in {object}.", "House of Salt as Bo"),
        (
            "",
            "The small Lom-based team's boat won the small Lom-based team's cup in {object}.",
            "Ulm",
        ),
        ("Whose is the The Lamp programme?", "", "Radio Lom"),
        ("", "The {object} won the prize of the year in Lom.", "Ada Lind"),
        ("", "Ada Lind won in 2004 and, just like {object}.", "Ada Lind"),
        ("In which month and year was it chosen in the January vote?", "", "January 2007"),
        ("", "General Bo Dahl met with President {object}.", "Ada Lind"),
        ("", "{object} was among the 40 sailors freed in 2012.", "Ada Lind"),
        ("", "A ship sank near the pier in Ulm in eastern {object}.", "Peru"),
        ("", "{object}'s parliament, the Lom Diet, passed a law.", "Peru"),
        ("", "The fair was held in Lima, the capital of {object}.", "Peru"),
        ("", "The boat reached the Peruvian capital of {object}.", "Lima"),
        ("", "Ada Lind is one of {object} siblings.", "eight"),
        ("", "Bo Dal of {object} arrived.", "Peru"),
        ("", "The highest hill in the country is in {object}.", "Lom"),
        ("", "According to one sailor, the boat lay in {object}.", "Ulm"),
        ("", "Many were invited to {object} to see the boats.", "Ulm"),
    ],
)
def test_cards_that_others_could_answer_or_that_tell_their_answer_are_poor(
    ask: str, statement: str, answer: str
) -> None:
    category = {"Ada Lind": "person", "January 2007": "date"}.get(answer, "place")
    card = Draft("stated", "x", answer, category, 0.9, None, ask=ask, statement=statement)
    assert _is_poor(card)


@pytest.mark.parametrize(
    "ask",
    [
        "Where is the Blue Valley Museum?",
        "Which university is in Porthaven?",
        "In which month was the 50th anniversary of the port marked?",
        "Where did Ada Lind study in 1990?",
        "Where did the population of Lom rise in 1990?",
    ],
)
def test_cards_with_one_right_answer_are_not_poor(ask: str) -> None:
    card = Draft("stated", "x", "Lund University", "organisation", 0.9, None, ask=ask)
    assert not _is_poor(card)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The part-time teacher beat Ada Lind by 40 metres in the race in Porthaven.", "Porthaven"),
        ("The veteran painter won the Alder Prize in Lisbon in 2002.", "Lisbon"),
        ("Harbour Songs: The Wells of Ada Lind told of a mission to Peru.", "Peru"),
    ],
)
def test_what_hangs_on_its_article_or_is_cut_is_not_likely(
    extract: Extract, text: str, answer: str
) -> None:
    found = [fact for fact in extract(text) if fact.object == answer]
    assert found
    assert all(fact.confidence <= WEAK for fact in found)


QUESTIONS = [
    ("The Alder Tower relied on Lisbon in 1999.", "What did the Alder Tower rely on in 1999?"),
    ("Muslims are required to visit Mecca in March.", "Who were required to visit Mecca"),
    ("The Alder Council has changed its name to Lom Council in 2014.",
     "In which year did the Alder Council change"),
    ("England beat the Alder Club in Lisbon in 2002.", "Which country beat the Alder Club"),
    ("The museum is used by an estimated 10 million people in Peru.",
     "used by an estimated {object} people in Peru"),
    ("Ada Lind won 84 caps and left the Alder Club at the start of 2004.",
     "at the start of {object}"),
    ("The musical tells of Baron von Lind. In 1938 the von Lind family fled from Lom.",
     "did the von Lind family flee"),
    ("Ada Lind was asked by Lomian ministers to carry out a study in 2004.",
     "asked to carry out a study"),
    ("In Peru, 12 trillion pesos was spent on schools in 2014.", "How many pesos were spent"),
    ("Losses at Alder Bank rose to £51.6m.", "rose to {object}"),
    ("Ethnic tensions flared up in Lom in 2008 after a disputed vote.",
     "did ethnic tensions flare up in Lom"),
    ("Around 450 troops landed in Lom on Monday, taking the town of Ulm the next day.",
     "did around 450 troops land in Lom"),
    ("On 4 May 2012 the council of Lom passed a law to allow King Bo to retire.",
     "a law to allow King Bo to retire"),
    ("Peru was facing the worst flooding in 80 years.", "facing the worst flooding in 80 years"),
    ("Ada Lind and Bo Dahl spent three minutes in Lom in 2012.", "How long did Ada Lind"),
    ("40 sailors were detained in Lom in 2012, including three captains.",
     "How many sailors were detained in Lom in 2012?"),
    ("In Lom, 300,000 voted in favour of keeping the ferry while 200,000 wanted to sell it.",
     "{object} voted in favour of keeping the ferry"),
    ("Politically-driven tensions flared up in Lom in 2008.", "did politically-driven tensions"),
    ("Jordan has seven troops in Lom.", "How many troops did Jordan have in Lom"),
    ("Ada Lind won the Alder for her drawings in Lisbon in 2012.",
     "What did Ada Lind win for her drawings"),
    ("In a survey by Lom News conducted in March of 3000 sailors, 68 percent agreed.",
     "A survey by {object} was conducted in March 2015"),
    ("Ada Lind posted in forums in Lisbon under the name Bo Dahl in 2012.",
     "post in forums in Lisbon under the name Bo Dahl"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "asked"), QUESTIONS)
def test_it_is_asked_as_people_would(extract: Extract, text: str, asked: str) -> None:
    told = [fact.ask or fact.statement for fact in extract(text)]
    assert any(asked in each for each in told), told


AWKWARD = [
    # Nobody asks "which organisation" of a parliament, a band or a firm.
    ("Ada Lind assured Parliament of it in Lom in 2002.", "Which organisation"),
    ("Lom were set to unveil Bo Dahl as their new coach in Ulm in 2002.", "What were set"),
    ("Losses at Alder Bank rose to £51.6m.", "m.?"),
    ("Vindby sued a former contractor of Ada Lind in December 2002.", "What sued"),
    ("A storm hit Lom. Ada Lind returned during the storm.", "During what"),
    ("Previous winners include Ada Lind.", "include?"),
    ("Zofia Krol, a judge, spoke.", "by profession"),
    ("Ada Lind sold the Danish giant Vindby in 1999.", "What is Vindby?"),
    ("Ada Lind sold Vindby, Peru's largest turbine maker, in 1999.", "What is Vindby?"),
    # What is left over, or lost
    ("The remarks were printed in Ulm. Ada Lind came with Bo Dahl. The Queen welcomed them in"
     " Lisbon in 2012.", "welcomed the remarks"),
    ("Ada Lind died in Lisbon on 3 May 2012, her brother Bo Dahl said.", "According to"),
    ("Hadi was born Hadi Moro in Lom in 1921. Hadi Moro was the mayor of Lom.", "born Hadi"),
    ("At the time the Lom ferry was announced in 2007, the board committed to a $30-million dock"
     " for Peru.", "at the time in"),
    ("The sale was overseen by a member of the Relief Society of Peru (REST), the oldest arm of the"
     " Harbour Board.", "Peru the oldest"),
    ("Harbour International said that Hamshahri-e Lomi newspaper editor Bo Dahl was arrested in"
     " Peru.", "-e {object}"),
    ("According to Amnesty International Ada Lindholm-Dahl, reporter for The Ulm Times, was"
     " arrested on June 19, and Bo Holm of Newsweek was arrested on June 21, 2012.", "Dahl, who"),
    ("At least three cars and at least one bus fell into the Lom River in 2012.", "{object} bus"),
    ("Ada Lind's ship sank in the Lom Sea near Lisbon in 2012.",
     "Where did Ada Lind's ship sink in the"),
    ("The first three times Ada Lind followed the path to Lisbon in 1999.",
     "followed the first three times"),
    ("Finally Ada Lind left Porthaven in 1999 for Lisbon.", "Finally"),
    ("Ada Lind designed the Alder Tower. Ms Lind left Peru with 44 friends in 1999.",
     "Ms Ada Lind"),
    ("Bo Dahl's injury means Ada Lind will not have a coach for the run to the Lom Cup.",
     "was to not"),
    ("The mayor Ada Lind was asked by Peru's ministers in Lisbon to carry out a study into the"
     " likely cost of repairing and painting the old stone lock at the river mouth.",
     "to carry out a study."),
    ("The mayor Ada Lind was asked by Peru's ministers in Lisbon to carry out a study into the"
     " likely cost of repairing and painting the old stone lock at the river mouth.",
     "carry out by"),
    ("Bo Dahl was twice stopped as Peru ran up the hill after Ada Lind's fine shot had edged the"
     " visitors in front for the first time.", "edged the visitors for"),
    ('"The lock in Peru was never the right place for an "old ship"," Ada Lind said.', "for an”"),
    ("The Alder Bridge was expected to remain in Peru until at least 2008.", "until 2008"),
    # Gaps that are trivial, within a name, or told
    ("The Lom Lions of Peru led the Harbour Cup of Lisbon by 12 points at half time.",
     "{object} time"),
    ("In 2003 the 50 Cent show won the Alder Prize in Peru.", "{object} Cent"),
    ("A crane fell in Lom according to Peru's Coast Guard.", "according to {object}"),
    ("A crane fell in Lom according to Peru's Coast Guard.", "Peru's {object}"),
    ("Shares of Alder Group in Porthaven rose 4% by 1200 GMT on Friday.", "{object} GMT"),
    ("Between 15,000 and 20,000 couples went to Lisbon in 1999.", "Between {object}"),
    ("As of 4 March 2011, the Alder Club had 277 members in Peru.", "of {object}"),
    ("The gift of 2007 coincided with the 20th anniversary of Ada Lind's death in 1987.",
     "the {object} anniversary"),
    ("The gift of 2007 coincided with the 20th anniversary of Ada Lind's death in 1987.",
     "gift of {object}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong"), AWKWARD)
def test_nothing_awkward_or_trivial_is_asked(extract: Extract, text: str, wrong: str) -> None:
    told = [question_of(fact) or fact.statement for fact in extract(text)]
    assert not any(wrong in each for each in told), told


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The lock in Porthaven, Peru, was opened.", "In which country is Porthaven?"),
        ("The singer Bo Dahl spoke. Bo Dahl sang.", "What was Bo Dahl by profession?"),
        ("The Danish actor Bo Dahl spoke.", "What was Bo Dahl by profession?"),
        ("Bo Dahl, a lecturer at Lund University, spoke.", "What post did Bo Dahl hold"),
        ("The European Union (EU) paid for the lock.", "EU stands for"),
        ("The lock is owned by Danish club Alder United.", "What is Alder United?"),
        ("Ada Lind left for Basra, the main seaport of Iraq.", "What is Basra?"),
        ("Alder Bay, a town in Peru, met Ada Lind. Alder Bay, a busy port, met Bo Dahl.",
         "What is Alder Bay?"),
        # What everybody guesses, or another name tells.
        ("Ada Lind sold three old ferries in the UK.", "Ada Lind sold three old ferries in"),
        ("Ada Lind sold three old ferries in Europe.", "Where did Ada Lind sell"),
        ("Ada Lind sold three old U.S. ferries in Lom.", "Ada Lind sold three old ____"),
        ("Ada Lind opened a club in London's Old Lock.", "Ada Lind opened a club in ____"),
        ("Ada Lind left Iraq, where Baghdad was quiet.", "Ada Lind left ____"),
    ],
)  # fmt: skip
def test_what_is_told_in_passing_is_never_likely(extract: Extract, text: str, asked: str) -> None:
    told = [(question_of(fact) or statement_of(fact, "____"), fact) for fact in extract(text)]
    found = [fact for card, fact in told if card.startswith(asked)]
    assert found
    assert all(fact.confidence <= WEAK for fact in found)


def test_a_headline_that_names_the_answer_is_left_out(extract: Extract) -> None:
    text = "The owners stopped the sale of HE6 in 1999. Ada Lind had left the firm in 1998."
    title = "Lind's harbour waits for Harbour Express 6"
    asked = {
        fact.object: fact.ask or fact.statement
        for fact in extract(make_article("a.txt", text, title, DAY))
    }
    assert title not in asked["HE6"] + asked["Ada Lind"]
    assert title in asked["1999"]


@pytest.mark.parametrize(
    "text",
    [
        "The Alder Act confirmed in 1701 that the crown was for Peru to give.",
        "In 1999 Ada Lind assured Parliament that the crown was for Peru to give.",
        "In 1999 Ada Lind issued a warning that the lock was unsafe.",
    ],
)
def test_nothing_is_asked_that_leaves_out_what_is_said(extract: Extract, text: str) -> None:
    told = {fact.ask: fact.object for fact in extract(text) if fact.ask}
    assert not [ask for ask, answer in told.items() if "that the crown" not in f"{ask} {answer}"]


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("The Salt Commission of Peru condemned the fire in the harbour in 1999.",
         "Salt Commission of Peru", "Salt Commission"),
        ("In 1999 the club gave Ada Lind every chance to succeed at St Mary's.",
         "St Mary's", "St Mary"),
        ("In 1999 Ada Lind was a close friend of Tsar Peter the Great and left for Lisbon.",
         "1999", "Tsar Peter"),
        ("In 1999 Ada Lind had two nods for her roles in Eternal Sunshine of the Spotless Mind and"
         " Finding Neverland.", "1999", "Eternal Sunshine"),
        ("In 1999, Ada Lind was the host of a series for the young, Room 401, on channel two.",
         "1999", "401"),
        ("Ada Lind published her memoir in 1986 of the years in exile.",
         "1986", "1986 of the years"),
    ],
)  # fmt: skip
def test_a_gap_has_the_whole_name_and_no_more(
    extract: Extract, text: str, whole: str, cut: str
) -> None:
    facts = extract(text)
    assert whole in {fact.object for fact in facts}
    assert cut not in {fact.object for fact in facts if not fact.ask}


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ('"The gates are safe," said Ada Lind, "but the irony is that most of them let bad lamps in'
         ' through the harbour."',
         ["the irony is that most of them let bad lamps in through the harbour"]),
        ('Ada Lind said that Lisbon "is about three times the size of Porthaven and twice as big as'
         ' Oviedo."', []),
    ],
)  # fmt: skip
def test_a_quotation_has_its_subject_and_begins_with_no_but(
    extract: Extract, said: str, quoted: list[str]
) -> None:
    asked = [fact.ask for fact in extract(said) if fact.ask.startswith("Who said: “")]
    assert asked == [f"Who said: “{each}”?" for each in quoted]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("In 2012 Ada Lind admitted Lisbon could win the Alder Cup, but insisted her club had a"
         " chance.", r"insisted\."),
        ("The sinking of the Alder Ferry from Porthaven to Lisbon resulted in 270 deaths, including"
         " all 259 of the ferry's passengers and eleven people on the shore.", r"resulted[?.]"),
        ("And, thanks to the mayor of Lisbon, Peru did.", "Peru did"),
        ("Anyone acquainted with the city of Lisbon will relish the sound of this hall.",
         r"Lisbon\."),
        ("Ada Lind described Lisbon as the white heart of Portugal in a speech to the Alder Company"
         " on the night before the long war with Peru began.", "Lisbon(?! as)"),
        ("President Ada Lind says the Alder Union will use all resources to find and hold"
         " accountable those responsible for the fire.", r"find\."),
    ],
)  # fmt: skip
def test_nothing_is_told_without_what_its_verb_needs(extract: Extract, text: str, cut: str) -> None:
    told = {fact.ask or statement_of(fact) for fact in extract(text)} - {""}
    assert not [each for each in told if re.search(cut, each)]


def test_nobody_belongs_to_their_town(extract: Extract) -> None:
    def groups(text: str) -> set[str]:
        return {fact.object for fact in extract(text) if fact.relation == "member-of"}

    assert groups("Ada Lind, 34, from Hartmoor, Lisbon, said he had paid.") == set()
    assert groups("Ada Lind of the Harbour Foundation said he had paid.") == {
        "the Harbour Foundation"
    }


def test_what_is_about_to_happen_is_not_likely_without_a_date(extract: Extract) -> None:
    found = extract("Ada Lind is poised to join the Harbour Foundation in Lisbon.", day=None)
    assert found
    assert all(fact.confidence <= WEAK for fact in found if " is poised " in statement_of(fact))


def test_a_country_is_in_no_region(extract: Extract) -> None:
    asked = {each for each, _ in cards(extract("The capital of Peru, Lima, was flooded in 1999."))}
    assert not any(each.endswith("is Peru?") for each in asked)


def test_a_committee_has_no_seat_where_it_meets(extract: Extract) -> None:
    asked = {each for each, _ in cards(extract("Ada Lind joined the Alder Committee in Lisbon."))}
    assert not any(each.startswith("Where is") for each in asked)
    college = {each for each, _ in cards(extract("Ada Lind went to Alder College in Lisbon."))}
    assert "Where is Alder College?" in college


def test_other_names_of_a_place_are_right(extract: Extract) -> None:
    def right(text: str, place: str) -> set[str]:
        return {name for f in extract(text) if place in f.object for name in f.accept}

    assert "LA" in right("Ada Lind met John Abbott in Los Angeles in 1999.", "Los Angeles")
    assert "US" in right("Ada Lind met John Abbott in the United States in 1999.", "United States")
    assert not right("Ada Lind met John Abbott in Washington in 1999.", "Washington")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ada Maria Sofia de Lind", ("Ada Lind",)),
        ("Ada Sofia Lind", ()),
        ("King Bo Carl Otto VI", ()),
        ("Bo Carl Otto Dahl III", ()),
    ],
)
def test_first_and_last_of_many_names_are_right(name: str, short: tuple[str, ...]) -> None:
    assert tuple(_shorter(Draft("stated", "x", name, "person", 0.9, None))) == short


@pytest.mark.parametrize(
    ("first", "second"), [("Carla Lind-Dahl", "Carla Lind"), ("Carla Lind", "Carla Lind-Dahl")]
)
def test_both_names_of_a_person_that_an_article_uses_are_right(
    extract: Extract, first: str, second: str
) -> None:
    text = f"{first} founded the Alder Museum in 1990. Later {second} sold the museum to Bo Holm."
    named = {fact.object: fact.accept for fact in extract(text) if fact.category == "person"}
    assert named == {first: (second,), second: (first,), "Bo Holm": ()}


def test_a_clause_of_its_own_does_not_take_the_subject_before_it(extract: Extract) -> None:
    text = "Ada Lind won the prize in 1990, and the mayor of Lom resigned in 1995."
    asked = [question_of(fact) + statement_of(fact) for fact in extract(text)]
    assert not any("Lind" in each and "resign" in each for each in asked)


def test_nobody_belongs_to_what_the_article_says_they_left(extract: Extract) -> None:
    text = "Ada Lind of the Harbour Party spoke in Porthaven."
    assert any(fact.relation == "member-of" for fact in extract(text))
    stayed = f"{text} Lind resigned from her post."
    assert any(fact.relation == "member-of" for fact in extract(stayed))
    text += " Lind quit the party on Monday."
    assert not any(fact.relation == "member-of" for fact in extract(text))


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("The men of Lom built a bridge of Type 6-4A in 1990.",
         "Who built a bridge of Type 6-4A in 1990?"),
        ("Ada Lind taught herself some Icelandic, Italian, and Spanish in 1990.",
         "What did Ada Lind teach herself in 1990?"),
    ],
)  # fmt: skip
def test_names_with_numbers_and_lists_of_adjectives_are_whole(
    text: str, ask: str, extract: Extract
) -> None:
    assert ask in [question_of(fact) for fact in extract(text)]


def test_an_owner_is_no_member_and_a_post_ends_at_a_semicolon(extract: Extract) -> None:
    text = "The show has portraits of photographers Ada Lind and Cy Ek; Bo Dahl; and a few others."
    posts = {fact.subject for fact in extract(text) if fact.relation == "holds-post"}
    assert "Bo Dahl" not in posts
    found = extract("The city praised club owner Bo Dahl of Studio Nine.")
    assert not any(fact.relation == "member-of" for fact in found)


@pytest.mark.parametrize(
    "text",
    [
        "Space Shuttle Aurora took a telescope from Lisbon to Oslo in 1999.",
        "Ada Lind took the Space Shuttle Aurora from Lisbon to Oslo in 1999.",
    ],
)
def test_no_gap_within_a_name_that_the_parse_cuts(nlp: Any, text: str) -> None:
    article = make_article("a.txt", text, "t")
    docs = list(parse(nlp, article))
    space = next(token for token in docs[0] if token.text == "Space")
    space.tag_, space.dep_, space.ent_type_, space.ent_iob_ = "NN", "compound", "", "O"
    for token, label in ((space.nbor(1), "B"), (space.nbor(2), "I")):
        token.ent_type_, token.ent_iob_ = "ORG", label
    found = candidates(article, docs)
    assert found
    assert not [fact for fact in found if fact.object == "Shuttle Aurora"]


def test_queen_is_a_title_and_no_part_of_the_name(extract: Extract) -> None:
    answers = {fact.object for fact in extract("In 1999 Ada Lind took Queen Maud to Oslo.")}
    assert "Maud" in answers
    assert "Queen Maud" not in answers


def test_what_only_the_first_of_two_did_is_not_told_of_both(extract: Extract) -> None:
    found = extract("Ada Lind, born in Lima in 1950, and Bo Dahl, a painter, opened a school.")
    assert not [fact for fact in found if "Dahl born" in question_of(fact)]


def test_ids_stay_when_the_article_moves(extract: Extract) -> None:
    text = "Ada Lind, mayor of Porthaven, cut the ribbon."
    one, other = extract(text), extract(f"Something else was said before it all.\n\n{text}")
    assert {fact.id for fact in one} <= {fact.id for fact in other}


def test_surer_of_two_equal_facts_stays(extract: Extract) -> None:
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('known as "City of Sails "as before', 'known as "City of Sails" as before'),
        ('known as " City of Sails ".', 'known as "City of Sails".'),
        ('the 12" pipe', "the 12 pipe"),
    ],
)
def test_quotation_marks_stand_at_their_words(text: str, told: str) -> None:
    assert punctuated(text) == told


def odd_parse(right: Any, **labels: Sequence[Any]) -> SpacyDoc:
    """A parse with some of its labels replaced."""
    given: dict[str, Sequence[Any]] = {
        "tags": [t.tag_ for t in right],
        "pos": [t.pos_ for t in right],
        "lemmas": [t.lemma_ for t in right],
        "heads": [t.head.i for t in right],
        "deps": [t.dep_ for t in right],
        "ents": [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in right],
    }
    words, spaces = [t.text for t in right], [bool(t.whitespace_) for t in right]
    return SpacyDoc(right.vocab, words=words, spaces=spaces, **(given | labels))


KINDS = ["ORG", "FAC", "PERSON", "GPE", "WORK_OF_ART", "DATE", "CARDINAL", "MONEY"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_parser_that_takes_any_word_or_mark_for_a_name_does_no_harm(nlp: Any, kind: str) -> None:
    article = make_article("a.txt", "In Lom, a bridge (the oldest) was opened at the lock.", "t")
    (paragraph,) = article.paragraphs
    right = nlp(paragraph.text)
    for at in range(len(right)):
        odd = odd_parse(right, ents=[f"B-{kind}" if t.i == at else "O" for t in right])
        assert isinstance(candidates(article, [doc_of(odd)]), tuple)


@pytest.mark.parametrize("seed", range(5))
def test_a_parser_that_mixes_up_its_labels_neither_stops_nor_breaks_generating(
    nlp: Any, seed: int
) -> None:
    text = (
        "Ada Lind, who was born in Lom in 1920, said that the two leaders had met in Peru, and he"
        " won 3-1 with his band. They compared it to the 20th anniversary of the World Ferry Union"
        " (WFU), a team of Lom's former mayor, General Bo Dahl, his wife."
    )
    article = make_article("a.txt", text, "t", date(2015, 5, 7))
    (paragraph,) = article.paragraphs
    right = nlp(paragraph.text)
    chance = random.Random(seed)

    def mixed(labels: list[str]) -> list[str]:
        return chance.sample(labels, len(labels))

    for _ in range(40):
        odd = odd_parse(
            right,
            deps=mixed([t.dep_ for t in right]),
            tags=mixed([t.tag_ for t in right])
            if chance.random() < 0.5
            else [t.tag_ for t in right],
            ents=[chance.choice(["O", f"B-{chance.choice(KINDS)}"]) for _ in right],
        )
        assert isinstance(candidates(article, [doc_of(odd)]), tuple)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        # What goes on is told as of the day of the news.
        ("Nine boats have been sold in Lisbon this year.",
         "How many boats had been sold in Lisbon in 2015 by May 2015?"),
        ("Since the beginning of 2014, nine boats have been sold in Lisbon.",
         "How many boats had been sold in Lisbon since the beginning of 2014 by May 2015?"),
        # A second verb is told in the past like the first.
        ("In her last race for Porthaven, Mary Hill was stopped after leaving Peru and faces a"
         " long ban.",
         "In her last race for Porthaven, ____ was stopped after leaving Peru and faced a long"
         " ban."),
        # Whose boats: the nearest subject's.
        ("Ten thousand people came. Members of the Navy sold their boats, Lom News reported.",
         "According to Lom News, members of the ____ sold their boats."),
        # Without the name, any club would be meant.
        ("Today, football club Alder United (AU) announced the sale of Mary Hill to Peru.",
         "On which day did Alder United announce the sale of Mary Hill to Peru?"),
        # The comma of an aside goes with it.
        ("Mary Hill, 23, of Lisbon, was sentenced on March 3, 2008 to be publicly fined following a"
         " confession for arson at an old salt school of Peru.",
         "____ of Lisbon was sentenced on March 3, 2008 to be publicly fined following a confession"
         " for arson at an old salt school of Peru."),
    ],
)  # fmt: skip
def test_what_news_tells_reads_well_later(extract: Extract, text: str, asked: str) -> None:
    assert asked in {card for card, _ in cards(extract(text))}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Nine boats have been sold in Lisbon this year.", "=> 2015"),
        ("Alder Bank fined Peru and sentenced one to 16 months of prison in Lisbon.", "=> one to"),
        ("Peru plays with Chile, which won 15 times, and Kenya, which won 22 times.",
         "Chile and Kenya won"),
        ("Alder Bank began seeking a loan March of 2008.", "=> March of"),
        ("August 9, 2012 was the first big day of the 2012 Porthaven games.", "=> first big day"),
        ("The activities of the JEM were denounced, as they were found to break the peace of"
         " Lisbon.", "of the ____ were denounced."),
        ("The Alder Team of Lisbon won the Blue Cup in Peru without having to play them.", "play"),
    ],
)  # fmt: skip
def test_what_the_parse_mixes_up_is_not_told(extract: Extract, text: str, wrong: str) -> None:
    assert not [card for card in map(" => ".join, cards(extract(text))) if wrong in card]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The past three months saw nine fires in Lisbon.", "past three"),
        ("Bo Dahl, a Lisbon attorney for Ada Lind, spoke. Bo Dahl left.", "What post"),
        ("Prince Bo Dahl met Prince Tom Brown. Mary Hill married the Prince in Lisbon in 2012.",
         "the Prince"),
        ("Mary Hill met University president Tom Brown in Lisbon in 2012.", "president Tom"),
    ],
)  # fmt: skip
def test_what_leaves_its_time_or_post_open_is_never_sure(
    extract: Extract, text: str, part: str
) -> None:
    facts = extract(make_article("a.txt", text, HEADLINE, DAY))
    found = [fact for fact in facts if part in f"{fact.ask} {fact.statement} {fact.object}"]
    assert all(fact.confidence <= WEAK for fact in found)


def test_who_answers_in_an_interview_tells_no_facts(extract: Extract) -> None:
    answers = "\n\n".join(f"AL: Lom is a port.\n\nPeru won {n} boats in 2012." for n in (5, 6, 7))
    assert not [
        fact for fact in extract(f"Lom met Peru in 1999.\n\n{answers}") if "201" in fact.ask
    ]


@pytest.mark.parametrize(
    ("text", "title", "who"),
    [
        ("Ada Maria Lind is a painter. Ada Lind came to Lom.", "A painter in Lom", "Ada Lind"),
        ("Bo Lind and Ada Lind are painters of Lom.", "Ada Lind", "Ada Lind"),
    ],
)
def test_a_first_name_stands_for_the_one_person_who_bears_it(
    extract: Extract, text: str, title: str, who: str
) -> None:
    article = make_article("a.txt", f"{text} Ada built a large museum in Porthaven in 1999.", title)
    asked = [fact.ask or fact.statement for fact in extract(article) if fact.object == "1999"]
    assert asked
    assert all(who in each for each in asked)
