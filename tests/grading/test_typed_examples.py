"""Hand-written examples of typed answers in many languages."""

from __future__ import annotations

import pytest

from quiz.decks.kinds import TrueFalseNote
from quiz.grading.grade import DiffPart, Grade, OtherAnswers, grade_choice, grade_typed
from quiz.text.normalise import Forms, forms
from tests.grading.cards import basic, listing, statement

SAME = [
    # case, spaces, punctuation, articles
    ("Astana", "astana", "en"),
    ("Astana", "  ASTANA \t", "en"),
    ("Silk Road Economic Belt", "the silk  road economic belt.", "en"),
    ("the Netherlands", "Netherlands", "en"),
    ("An apple", "apple", "en"),
    ("Lord of the Rings", "Lord of Rings", "en"),
    ("half-life", "half life", "en"),
    ("half–life", "half-life", "en"),
    ("don't", "don’t", "en"),
    ("don't", "dont", "en"),
    ("don't", "don`t", "en"),
    ("word for an apple", "word for apple", "en"),
    ("red, green", "red,green", "en"),
    ("U.S.A.", "usa", "en"),
    ("AT&T", "at and t", "en"),
    ("R&B musik", "r&b  Musik", "pl"),
    ("Trinidad & Tobago", "Trinidad and Tobago", "en"),
    ('"Bright Road"', "bright road", "en"),
    ("the", "The", "en"),
    ("the", "the!", "en"),
    ("The The", "the", "en"),
    ("!", "！", "en"),
    ("A", "a", "en"),
    ("a", "a", ""),
    ("soft\u00adhyphen", "softhyphen", "en"),
    ("zero\u200bwidth", "zerowidth", "en"),
    ("Ａｓｔａｎａ", "astana", "en"),
    ("ﬁsh", "fish", "en"),
    # accents and letters of Latin
    ("Café", "cafe", "fr"),
    ("l'eau", "eau", "fr"),
    ("l’eau", "L'EAU", "fr"),
    ("la pomme", "pomme", "fr"),
    ("œuf", "oeuf", "fr"),
    ("Straße", "STRASSE", "de"),
    ("die Straße", "Strasse", "de"),
    ("München", "Muenchen", "de"),
    ("München", "Munchen", "de"),
    ("über", "ueber", "de"),
    ("die Äpfel", "Aepfel", "de-CH"),
    ("weiß", "WEISS", "de"),
    ("l’État", "etat", "fr"),
    ("ﬂüßig", "FLÜSSIG", "de"),
    ("¿Qué?", "que", "es"),
    ("el niño", "nino", "es"),
    ("gli amici", "amici", "it"),
    ("un'amica", "amica", "it"),
    ("o gato", "gato", "pt"),
    ("het huis", "huis", "nl"),
    ("Ålesund", "alesund", "nb"),
    ("smørbrød", "smorbrod", "no"),
    ("Łódź", "lodz", "pl"),
    ("İstanbul", "istanbul", "tr"),
    ("ISPARTA", "ısparta", "tr"),
    ("ılık", "ILIK", "tr"),
    ("Việt Nam", "viet nam", "vi"),
    ("ΟΔΟΣ", "οδος", "el"),
    ("η Αθήνα", "αθηνα", "el"),
    # Cyrillic
    ("Москва", "москва", "ru"),
    ("ёлка", "елка", "ru"),
    ("за́мок", "замок", "ru"),
    ("Қазақстан", "қазақстан", "kk"),
    ("Нұрлы жол", "нұрлы  жол", "kk"),
    # East Asia
    ("北京", "北京", "zh"),
    ("一带一路", "「一带一路」", "zh"),
    ("カタカナ", "ｶﾀｶﾅ", "ja"),
    ("がっこう", "か\u3099っこう", "ja"),
    ("ABC", "ＡＢＣ", "ja"),
    ("서울", "서울", "ko"),
    # Arabic and Hebrew
    ("مُحَمَّد", "محمد", "ar"),
    ("كتـــاب", "كتاب", "ar"),
    ("الكتاب", "كتاب", "ar"),
    ("البيت", "بيت", "ar"),
    ("ﷺ", "صلى الله عليه وسلم", "ar"),
    ("١٬٠٠٠ كم", "1000 كم", "ar"),
    ("٣٫٥", "3.5", "ar"),
    ("۱٬۰۰۰٫۵", "1.000,5", "fa"),
    ("أحمد", "احمد", "ar"),
    ("שָׁלוֹם", "שלום", "he"),
    # emoji
    ("☕", "☕\ufe0f", "en"),
    ("❤\ufe0f", "❤", "en"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", "en"),
    # numbers
    ("1,000", "1000", "en"),
    ("1 000 000", "1,000,000", "en"),
    ("1'000", "1000", "de"),
    ("1.000", "1000", "de"),
    ("1,5", "1.5", "de"),
    ("1.5", "1,5", "en"),
    ("0.5", ".5", "en"),
    ("−5", "-5", "en"),
    ("1914–1918", "1914 - 1918", "en"),
    ("twenty", "20", "en"),
    ("１２", "12", "ja"),
    ("٣", "3", "ar"),
    ("5 km", "5km", "en"),
    ("5 km", "five km", "en"),
    ("50 %", "50%", "en"),
    ("7", "seven", "en"),
    ("1st", "first", "en"),
    ("twenty-first century", "21st century", "en"),
    ("the 30th", "the thirtieth", "en"),
    ("one second", "1 second", "en"),
    ("Seven days", "7 days", "en"),
    ("H₂O", "h2o", "en"),
    ("x²", "x^2", "en"),
    ("10²", "10^2", "en"),
    ("1½", "1 1/2", "en"),
    ("C++", "c ++", "en"),
    ("1:30", "1:30", "en"),
]

MISSPELT = [
    ("Kazakhstan", "Kazakstan", "en"),
    ("Kazakhstan", "Kazahkstan", "en"),
    ("Nursultan Nazarbayev", "Nursultan Nazarbaev", "en"),
    ("Nur-Sultan", "nursultan", "en"),
    ("Kazakhstan", "Kazakh stan", "en"),
    ("विश्वविद्यालय", "विश्वविद्यालया", "hi"),
    ("ज़रा", "जरा", "hi"),
    ("Iran", "Iram", "en"),
    ("Almaty", "Lamaty", "en"),
    ("September 2013", "Septembr 2013", "en"),
    ("Shanghai Cooperation Organization", "Shanghai Cooperation Organisation", "en"),
    ("Государство", "Госудрство", "ru"),
    ("مدرسة كبيرة", "مدرسه كبيرة", "ar"),
]

SAME_DATE = [
    ("7 May 2015", "May 7, 2015", "en"),
    ("7 May 2015", "2015-05-07", "en"),
    ("7 May 2015", "07/05/2015", "en"),
    ("7 May 2015", "Thursday, 7th of May 2015", "en"),
    ("2015-05-07", "7.5.2015", "en"),
    ("May 2015", "2015-05", "en"),
    ("May 2015", "7 May 2015", "en"),
    ("2015", "May 2015", "en"),
    ("9 May", "May 9th", "en"),
    ("September 2013", "Sept. 2013", "en"),
    ("7. Mai 2015", "7.5.2015", "de"),
    ("1er janvier 2000", "1 janvier 2000", "fr"),
    ("7 мая 2015 г.", "07.05.2015", "ru"),
    ("2015年5月7日", "2015-05-07", "zh"),
    ("7 мая 2015", "7 May 2015", "ru"),
]

WRONG = [
    ("21st", "twenty-second", "en"),
    ("first", "2nd", "en"),
    ("second", "2", "en"),
    ("11th", "1st", "en"),
    ("Astana", "", "en"),
    ("Astana", " \u200b", "en"),
    ("Astana", "Almaty", "en"),
    ("!", "?", "en"),
    ("the", "a", "en"),
    ("vitamin A", "vitamin", "en"),
    ("vitamin A deficiency", "vitamin deficiency", "en"),
    ("A/B testing", "B testing", "en"),
    ("A-ha", "ha", "en"),
    ("cat", "bat", "en"),
    ("cat", "cats", "en"),
    ("Plan B", "Plan C", "en"),
    ("World War I", "World War II", "en"),
    ("World War I", "World War", "en"),
    ("Louis XVIII", "Louis XVII", "en"),
    ("North Korea", "South Korea", "en"),
    ("Northern", "Southern", "en"),
    ("Thursday", "Tuesday", "en"),
    ("eighty", "eight", "en"),
    ("sixteen", "sixten 6", "en"),
    ("hypotension", "hypertension", "en"),
    ("intracellular", "intercellular", "en"),
    ("nitrite", "nitrate", "en"),
    ("employer", "employee", "en"),
    ("increase", "decrease", "en"),
    ("possible", "impossible", "en"),
    # numbers, signs, symbols
    ("1.5", "15", "en"),
    ("1.5", "1 5", "en"),
    ("1,000", "1.000", "en"),
    ("-5", "5", "en"),
    ("10²", "102", "en"),
    ("1½", "11/2", "en"),
    ("1:30", "130", "en"),
    ("9/5", "5/9", "en"),
    ("007", "7", "en"),
    ("1914 to 1918", "1914 to 1919", "en"),
    ("123456789012", "123456789013", "en"),
    ("ab 12 3 cdefgh", "ab 1 23 cdefgh", "en"),
    ("Apollo 11 mission", "Apollo 12 mission", "en"),
    ("C++", "C", "en"),
    ("C#", "C++", "en"),
    ("C", "C#", "en"),
    ("Objective-C++", "Objective-C+", "en"),
    ("A-", "A", "en"),
    ("A-", "A+", "en"),
    ("Na+", "Na-", "en"),
    ("$5", "€5", "en"),
    ("room x12abcdefgh", "room x12abcdefgj", "en"),
    ("covid19 vaccine", "covld19 vaccine", "en"),
    ("C#sharp language", "C#sharq language", "en"),
    ("Kazakhstan", "Kazakh#tan", "en"),
    ("Kazakh#tan", "Kazakhstan", "en"),
    ("Louis XVIII", "Louis XVIIU", "en"),
    ("Louis XVIIU", "Louis XVIII", "en"),
    ("5%", "5", "en"),
    ("!=", "=", "en"),
    ("≠", "=", "en"),
    ("a != b", "a = b", "en"),
    (":=", "=", "en"),
    ("=>", ">", "en"),
    ("a -> b", "a > b", "en"),
    (".*", "*", "en"),
    ("[[", "[", "en"),
    ("&&", "&", "en"),
    ("</a>", "<a>", "en"),
    # scripts
    ("мой", "мои", "ru"),
    ("北京", "北平", "zh"),
    ("中华人民共和国", "中华人民共合国", "zh"),
    ("はは", "ばば", "ja"),
    ("ひらがな", "ヒラガナ", "ja"),
    ("대한민국", "대한민귝", "ko"),
    ("göl", "goel", "tr"),
    ("ӗ", "е", "cv"),
    ("ӥ", "и", "udm"),
    ("الله", "له", "ar"),
    ("👍", "👍🏽", "en"),
    ("👍🏿", "👍🏽", "en"),
    ("🇰🇿", "🇨🇳", "en"),
    ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴", "en"),
    # dates
    ("7 May 2015", "8 May 2015", "en"),
    ("7 May 2015", "May 2015", "en"),
    ("7 May 2015", "7 May", "en"),
    ("May 2015", "June 2015", "en"),
    ("May 2015", "2015", "en"),
    ("September 2013", "September 2014", "en"),
    ("2015", "2014", "en"),
    ("2015", "15", "en"),
    ("30 June 2015", "31 June 2015", "en"),
]


@pytest.mark.parametrize(("answer", "response", "language"), SAME)
def test_the_same_answer_either_way_round(answer: str, response: str, language: str) -> None:
    grade = grade_typed(response, basic(answer, language=language))
    assert grade == Grade(1.0, True, False, answer, grade.diff)
    back = grade_typed(answer, basic(response, language=language))
    assert back == Grade(1.0, True, False, response, back.diff)


NOISE = [
    ("Astana", "  ASTANA \t", "en"),
    ("New York", "new york", "en"),
    ("Silk Road Economic Belt", "the silk  road economic belt.", "en"),
    ("NATO", "nato", "en"),
    ("U.S.A.", "USA", "en"),
    ("AT&T", "AT and T", "en"),
    ("the Volga", "Volga!", "en"),
    ("red, green", "Red,green", "en"),
    ("don't", "don’t", "en"),
    ("l'eau", "Eau", "fr"),
    ("München", "Muenchen", "de"),
    ("שָׁלוֹם", "שלום", "he"),
    ("за́мок", "замок", "ru"),
    ("1,000", "1000", "en"),
    ("seven", "7", "en"),
    ("x²", "x^2", "en"),
    ("İstanbul", "istanbul", "tr"),
    ("(a slow loris)", "a slow loris!", "en"),
    ("¿Qué?", "qué", "es"),
    ("a ≤ b", "a <= b", "en"),
    ("A → B", "A -> B", "en"),
]
SHOWN = [
    ("-m", "-M", "en"),
    ("useradd -m", "useradd -M", "en"),
    (r"\d+", "d+", "en"),
    ("mǎ", "mā", "zh"),
    ("mǎ", "ma", "zh"),
    ("Café", "cafe", "fr"),
    ("el niño", "nino", "es"),
    ("München", "Munchen", "de"),
    ("pH", "PH", "en"),
    ("NaCl", "nacl", "en"),
    ("us", "US", "en"),
    ("vitamin C", "vitamin c", "en"),
    ("half-life", "half life", "en"),
    ("don't", "dont", "en"),
    ("a.b", "ab", "en"),
    ("l’État", "etat", "fr"),
    (".gitignore", "gitignore", "en"),
    ("foo;", "foo", "en"),
    ("main()", "main", "en"),
    ("if x:", "if x", "en"),
]


@pytest.mark.parametrize(("answer", "response", "language"), NOISE)
def test_noise_is_not_shown(answer: str, response: str, language: str) -> None:
    assert grade_typed(response, basic(answer, language=language)).to_the_letter


@pytest.mark.parametrize(("answer", "response", "language"), SHOWN)
def test_forgiven_differences_are_shown(answer: str, response: str, language: str) -> None:
    grade = grade_typed(response, basic(answer, language=language))
    assert grade.correct
    assert not grade.to_the_letter
    shown = "".join(part.text for part in grade.diff if part.op != "extra")
    assert shown.casefold() == answer.casefold()
    exact = grade_typed(response, basic(answer, language=language)._replace(strict=True))
    assert (exact.correct, exact.nearly, exact.credit) == (False, True, 0.0)


def test_strict_ignores_only_surrounding_spaces() -> None:
    card = basic("useradd -m", "useradd  --create-home")._replace(strict=True)
    assert grade_typed("  useradd -m ", card).to_the_letter
    assert grade_typed("useradd  --create-home", card).correct
    assert not grade_typed("useradd --create-home", card).correct
    assert not grade_typed("useradd -m.", card).correct
    assert not grade_typed("usradd -m", card).correct
    assert grade_typed("cafe\u0301", basic("café")._replace(strict=True)).correct
    assert grade_typed("rm -rf", card) == Grade(0.0, False, False, "useradd -m")
    grade = grade_typed("useradd -M", card)
    assert grade.diff[-2:] == (DiffPart("missing", "m"), DiffPart("extra", "M"))


@pytest.mark.parametrize(("answer", "response", "language"), MISSPELT)
def test_misspelt_and_right(answer: str, response: str, language: str) -> None:
    grade = grade_typed(response, basic(answer, language=language))
    assert grade == Grade(1.0, True, False, answer, grade.diff)
    assert grade.diff


@pytest.mark.parametrize(("answer", "response", "language"), SAME_DATE)
def test_the_same_date(answer: str, response: str, language: str) -> None:
    grade = grade_typed(response, basic(answer, language=language))
    assert grade == Grade(1.0, True, False, answer)


@pytest.mark.parametrize(("answer", "response", "language"), WRONG)
def test_wrong(answer: str, response: str, language: str) -> None:
    grade = grade_typed(response, basic(answer, language=language))
    assert not grade.correct
    assert grade.credit == 0.0


OTHERS = [
    # answer, response, other cards' answers, whether it is right
    ("Iran", "Iraq", ["Iraq"], False),
    ("Iran", "Irak", ["Iraq"], False),
    ("Iran", "Iran", ["Iraq", "Iran"], True),
    ("Kazakhstan", "Kazakstan", ["Kazakstan"], False),
    ("Kazakhstan", "Kazakstan", ["Uzbekistan"], True),
    ("résumé", "resume", ["resume"], False),
    ("résumé", "RESUME", ["resume"], False),
    ("résumé", "résumé", ["resume"], True),
    ("resume", "resume", ["résumé"], True),
    ("résumé", "resume", [], True),
    ("Turkey", "turkey", ["turkey"], False),
    ("Turkey", "Turkey", ["turkey"], True),
    ("Turkey", "TURKEY", ["turkey"], True),
    ("May 2015", "7 May 2015", ["7 May 2015"], False),
    ("May 2015", "May 7, 2015", ["2015-05-07"], False),
    ("May 2015", "May 7, 2015", ["8 May 2015"], True),
    ("7 May 2015", "05/07/2015", ["5 July 2015"], True),
    ("seven", "7", ["7"], False),
    ("meiosis", "meiosiss", ["mitosis"], True),
    ("meiosis", "metosis", ["mitosis"], False),
]


@pytest.mark.parametrize(("answer", "response", "others", "right"), OTHERS)
def test_other_cards_answers(answer: str, response: str, others: list[str], right: bool) -> None:
    assert grade_typed(response, basic(answer), others).correct is right
    prepared = OtherAnswers.of([basic(answer), *(basic(other) for other in others)])
    assert grade_typed(response, basic(answer), prepared).correct is right
    by_distractors = basic(answer, distractors=tuple(others))
    assert grade_typed(response, by_distractors).correct is right


def test_the_nearest_of_several_right_answers_is_expected() -> None:
    card = basic("Astana", "Nur-Sultan", "Akmola")
    assert grade_typed("nur sultan", card).expected == "Nur-Sultan"
    assert grade_typed("Akmolla", card).expected == "Akmola"
    assert grade_typed("nothing like it", card).expected == "Astana"
    nearly = grade_typed("South Korea", basic("Alabama", "North Korea", "Zambia"))
    assert (nearly.nearly, nearly.expected) == (True, "North Korea")


def test_first_of_equally_near_answers_is_expected() -> None:
    assert grade_typed("half/life", basic("Half-life", "Half life")).expected == "Half-life"
    assert grade_typed("Tirascol", basic("Tiraspol", "Tirasbol")).expected == "Tiraspol"
    assert grade_typed("Kazakhstn", basic("Kazakhstaan", "Kazakhstan")).expected == "Kazakhstan"


def test_forgiven_typo_is_shown() -> None:
    grade = grade_typed("kazakstan", basic("Kazakhstan"))
    assert grade.correct
    assert grade.diff == (
        DiffPart("same", "Kazak"),
        DiffPart("missing", "h"),
        DiffPart("same", "stan"),
    )


def test_nearly_right_is_shown() -> None:
    grade = grade_typed("South Korea", basic("North Korea"))
    assert grade == Grade(
        0.0,
        False,
        True,
        "North Korea",
        (
            DiffPart("missing", "N"),
            DiffPart("extra", "S"),
            DiffPart("same", "o"),
            DiffPart("missing", "r"),
            DiffPart("extra", "u"),
            DiffPart("same", "th Korea"),
        ),
    )


@pytest.mark.parametrize(
    ("answer", "response", "nearly"),
    [
        ("7 May 2015", "May 2015", True),
        ("7 May 2015", "2015", True),
        ("7 May 2015", "June 2015", False),
        ("1914", "1915", False),
        ("Astana", "Berlin", False),
        ("abcdef", "abcdxy", True),
        ("abcdef", "abcxyz", False),
        ("x", "y", False),
        ("12-34-56-78", "12-34-56-79", False),
        ("Ada Lind-Dahlberg", "ada lind", True),
        ("Ada Lind-Dahlberg", "Ada Dahlberg", True),
        ("Ada Lind–Dahlberg", "Bo Lind", False),
        ("Ada Lind-Dahlberg", "Lind", False),
        ("Ada Lind", "ada lind-dahlberg", True),
        ("Lind-Dahlberg", "Dahlberg", True),
        ("Zoë Lind-Åkesson", "zoe akesson", True),
        ("Lind", "Lind-Dahlberg", False),
        ("Metal", "Non-metal", False),
        ("Half-life", "half", False),
        ("Blood Type O-Negative", "Blood Type O", False),
    ],
)
def test_nearly(answer: str, response: str, nearly: bool) -> None:
    grade = grade_typed(response, basic(answer))
    assert (grade.correct, grade.nearly) == (False, nearly)
    assert bool(grade.diff) is nearly


@pytest.mark.parametrize("response", ["Iraq", "IRAQ", "the Iraq!"])
def test_another_cards_answer_is_not_nearly_right(response: str) -> None:
    assert grade_typed(response, basic("Iran"), ["Iraq"]) == Grade(0.0, False, False, "Iran")


def test_half_of_a_double_name_may_be_another_answer() -> None:
    assert grade_typed("Guinea", basic("Guinea-Bissau"), ["Gabon"]).nearly
    assert not grade_typed("Guinea", basic("Guinea-Bissau"), ["Guinea"]).nearly


def test_too_near_to_another_answer_is_nearly_right() -> None:
    grade = grade_typed("Irak", basic("Iran"), ["Iraq"])
    assert grade == Grade(0.0, False, True, "Iran", grade.diff)
    assert grade.diff


def test_dates_are_read_in_the_language_of_their_card() -> None:
    month, day = basic("май 2015", language="ru"), basic("7 мая 2015", language="ru")
    assert grade_typed("2015-05-07", month).correct
    assert not grade_typed("2015-05-07", month, OtherAnswers.of([month, day])).correct
    assert grade_typed("8 мая 2015", day) == Grade(0.0, False, False, "7 мая 2015")


def test_a_date_among_other_right_answers() -> None:
    card = basic("Victory Day", "9 May")
    assert grade_typed("May 9th", card).expected == "9 May"
    assert grade_typed("May", card).expected == "9 May"
    assert grade_typed("8 May", card) == Grade(0.0, False, False, "Victory Day")
    assert grade_typed("May 2015", basic("Victory Day")) == Grade(0.0, False, False, "Victory Day")


def test_index_refuses_long_distances() -> None:
    with pytest.raises(ValueError, match="most is 4, expected 0 to 3"):
        OtherAnswers.of_texts(["Astana"], "en").is_near("astana", 4, ())


def test_names_of_list_items_are_other_answers() -> None:
    others = OtherAnswers.of([listing(("Iran", "Persia"), ("Irak",)), statement(True)])
    assert not grade_typed("irak", basic("Iraq"), others).correct
    assert not grade_typed("Persia", basic("Persie"), others).correct
    assert grade_typed("truer", basic("true"), others).correct


def test_choice_is_literal() -> None:
    card = basic("Astana", "Nur-Sultan")
    assert grade_choice("Astana", card) == Grade(1.0, True, False, "Astana")
    assert grade_choice("astana", card) == Grade(0.0, False, False, "Astana")


@pytest.mark.parametrize("truth", [True, False])
def test_true_false(truth: bool) -> None:
    card = statement(truth)
    assert TrueFalseNote.grade((str(truth).lower(),), card) == Grade(1.0, True, False, card.answer)
    assert TrueFalseNote.grade((str(not truth).lower(),), card) == Grade(
        0.0, False, False, card.answer
    )


@pytest.mark.parametrize(
    "unit", ["a", "-", "é", "a b ", "1,", "\u0301", " ", "😀", "ﷺ", "l'", "the ", "\n"]
)
def test_huge_responses_are_wrong_unread(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.grading.grade.forms", _forms_of_short_texts)
    response = unit * (100_000 // len(unit))
    card = basic("Astana")
    assert grade_typed(response, card) == Grade(0.0, False, False, "Astana")


def _forms_of_short_texts(text: str, language: str) -> Forms:
    assert len(text) < 1000
    return forms(text, language)


def test_response_may_exceed_answer_by_500_characters() -> None:
    assert grade_typed("the " * 125 + "Astana", basic("Astana", "Akmo")).correct
    assert not grade_typed("the " * 125 + "Astana!", basic("Astana", "Akmo")).correct


def test_few_of_many_other_answers_are_compared() -> None:
    others = OtherAnswers.of_texts(
        [
            f"{a}{b}{c}{d}"
            for a in _SYLLABLES
            for b in _SYLLABLES
            for c in _SYLLABLES
            for d in _SYLLABLES
        ],
        "en",
    )
    assert len(others) == 10_000
    assert grade_typed("stanalmabor", basic("stanalmaber"), others).correct
    for most, share in ((0, 0.01), (1, 0.01), (2, 0.15), (3, 0.3)):
        assert len(others._candidates("stanalmabor", most)) < share * len(others), most


_SYLLABLES = ["ka", "za", "lin", "mon", "tre", "ty", "ur", "gen", "chi", "ro"]
