"""What each format means, by example."""

from __future__ import annotations

import pytest

from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.formats import (
    hashcards_format,
    json_format,
    obsidian_format,
    org_format,
    table_reader,
    yaml_format,
)
from quiz.formats.interchange import ImportedFile, InterchangeError
from quiz.text.markdown import plain_text

DAY = 86_400_000


def notes(taken: ImportedFile) -> list[Note]:
    (deck,) = taken.decks
    return list(deck.deck.notes)


def table(text: str, name: str = "words") -> ImportedFile:
    return table_reader.read(text.encode(), name)


def place(error: pytest.ExceptionInfo[InterchangeError]) -> tuple[int, int]:
    return error.value.line, error.value.column


# ── tables ────────────────────────────────────────────────────────────────────────


def test_quizlet_two_columns() -> None:
    taken = table('chien\tdog\nchat\tcat, or "pussy"\n\n')
    assert notes(taken) == [BasicNote("chien", "dog"), BasicNote("chat", 'cat, or "pussy"')]
    assert taken.decks[0].deck.title == "Words"
    assert taken.decks[0].name == "words"
    assert taken.left_out == ()


@pytest.mark.parametrize("separator", ["\t", ",", ";", "|"])
def test_the_separator_is_found(separator: str) -> None:
    text = "\n".join(f"word {n}{separator}meaning, {n}" for n in range(3)).replace(
        "meaning,", "meaning" if separator == "," else "meaning,"
    )
    assert [type(note) for note in notes(table(text))] == [BasicNote] * 3
    assert notes(table(text))[0].prompt == "word 0"  # type: ignore[union-attr]


def test_a_quoted_cell_has_lines_and_quotes() -> None:
    text = 'Q,"line one\nline ""two"""\n"a, b",c\n'
    assert notes(table(text)) == [
        BasicNote("Q", 'line one\nline "two"'),
        BasicNote("a, b", "c"),
    ]


def test_a_header_row_names_the_columns() -> None:
    text = "Definition;Tags;Term;Hint;Level;ID\ndog;animal, pet;chien;barks;A1;w1\ncat;;chat;;;\n"
    assert notes(table(text)) == [
        BasicNote("chien", "dog", extras=Extras(
            id="w1", hint="barks", tags=("animal", "pet"), explanation="Level: A1")),
        BasicNote("chat", "cat"),
    ]  # fmt: skip


def test_beside_a_translation_a_language_asks() -> None:
    assert notes(table("No.,英語,日本語訳\n1,dog,犬\n2,cat,猫\n"))[0] == BasicNote(
        "dog", "犬", extras=Extras(explanation="No.: 1")
    )
    assert notes(table("汉字,拼音,英文\n水,shuǐ,water\n火,huǒ,fire\n"))[0] == BasicNote(
        "水", "water", extras=Extras(explanation="拼音: shuǐ")
    )


def test_names_of_two_languages_are_a_header() -> None:
    assert notes(table("German;English;Notes\nHund;dog;barks\n")) == [
        BasicNote("Hund", "dog", extras=Extras(explanation="barks"))
    ]
    assert notes(table("English,日本語\ndog,犬\n")) == [BasicNote("dog", "犬")]
    for card in ("German,Deutsch", "it,is", "Japan,Japanese"):
        assert len(notes(table(f"{card}\na,b\n"))) == 2


def test_answer_is_first_column_with_unknown_name() -> None:
    assert notes(table("front,hint,Rückseite,Bild\na,,b,c\n")) == [
        BasicNote("a", "b", extras=Extras(explanation="Bild: c"))
    ]


def test_a_column_called_a_is_not_the_answer_beside_b() -> None:
    assert notes(table("a,b\none,1\ntwo,2\nfour,4\n"))[0] == BasicNote("one", "1")
    assert notes(table("a,q\none,which?\n")) == [BasicNote("which?", "one")]


def test_gaps_stay_gaps_beside_cells_in_html() -> None:
    text = "Text,Extra\n{{c1::A &amp; B}} and {{c2::C::hint}},<b>bold</b>\n"
    assert notes(table(text)) == [
        ClozeNote((Gap("A & B"), " and ", Gap("C", (), "hint")), extras=Extras(explanation="bold"))
    ]


def test_further_columns_without_names_explain() -> None:
    assert notes(table("a,b,c,d\ne,f,,\n")) == [
        BasicNote("a", "b", extras=Extras(explanation="c\n\nd")), BasicNote("e", "f"),
    ]  # fmt: skip


def test_rows_that_make_no_card_are_named() -> None:
    taken = table("a,b\nonly one,\n,\nc,d\n,nothing\n")
    assert len(notes(taken)) == 2
    assert taken.left_out == ("2 rows without a prompt or an answer: lines 2, 5",)


@pytest.mark.parametrize(
    ("data", "notes_found"),
    [
        (b"\xef\xbb\xbfa,\xc3\xa9\r\nc,d\r\n", [("a", "é"), ("c", "d")]),
        (b"\xff\xfe" + "a\té\r\n".encode("utf-16-le"), [("a", "é")]),
        (b"\xfe\xff" + "a\té\r\n".encode("utf-16-be"), [("a", "é")]),
        (b"a,b\rc,d\r", [("a", "b"), ("c", "d")]),
    ],
)
def test_encodings_and_line_ends(data: bytes, notes_found: list[tuple[str, str]]) -> None:
    assert notes(table_reader.read(data, "x")) == [BasicNote(*pair) for pair in notes_found]


@pytest.mark.parametrize(
    ("data", "where", "said"),
    [
        (b"a,b\nc,\xe9t\xe9\n", (2, 3), "0xe9 is not UTF-8"),
        (b"\xff\xfea", (1, 1), "is not UTF-16"),
        (b"a,b\nc\0,d\n", (2, 2), "null character"),
        (b'"a,b\n', (1, 1), "never closed"),
        (b'"c"x,d\n', (1, 1), "after its quote"),
        (b"", (1, 1), "no row makes a card"),
        (b"one\ntwo\n", (1, 1), "no row makes a card"),
    ],
)
def test_faults_of_tables_have_their_place(data: bytes, where: tuple[int, int], said: str) -> None:
    with pytest.raises(InterchangeError, match=said) as caught:
        table_reader.read(data, "x")
    assert place(caught) == where


def test_a_bad_row_costs_only_itself() -> None:
    text = 'front,back\nrouge,red\nvert,"green, "e" mute"\nbleu,blue\ngris,"grey\nnoir,black\n'
    taken = table(text)
    assert [note.prompt for note in notes(taken)] == ["rouge", "bleu", "noir"]  # type: ignore[union-attr]
    assert [line.partition(";")[0] for line in taken.left_out] == [
        "line 3: a quoted cell in this row continues after its quote, expected ','",
        "line 5: a quote opened in this row is never closed",
    ]


def test_many_open_quotes_are_one_fault() -> None:
    with pytest.raises(InterchangeError, match=r"never closed; .* in 20 rows above"):
        table("a,b\n" + ('c,"d\n' + "e,f\n" * 1_001) * 22)


def test_a_row_wider_than_the_header_is_listed() -> None:
    taken = table("front,back\nchat,cat\nchien,dog, hound\noie,goose,,\n")
    assert notes(taken) == [BasicNote("chat", "cat"), BasicNote("oie", "goose")]
    assert taken.left_out == ("1 row wider than the header, which has 2 columns: line 3",)


@pytest.mark.parametrize(
    ("text", "prompt", "answer", "explanation"),
    [
        ("Lesson,Kanji,Kana,English\n1,雨,あめ,rain\n", "雨", "rain", "Lesson: 1\n\nKana: あめ"),
        ("word,sentences\nHaus,Das Haus ist alt.\n", "Haus", "Das Haus ist alt.", ""),
        ("Sentence,Übersetzung\nJe dors.,Ich schlafe.\n", "Je dors.", "Ich schlafe.", ""),
        ("词,拼音,意思\n雨,yǔ,rain\n", "雨", "rain", "拼音: yǔ"),
        ("Nr;Frage;Antwort\n1;Wer?;Ich\n", "Wer?", "Ich", "Nr: 1"),
        ("ранг;слово;перевод\n1;дождь;rain\n", "дождь", "rain", "ранг: 1"),
        # Without known names: a column of numbers, or of one script, below something else.
        ("Nº,Ord,Betyd\n1,sol,sun\n2,regn,rain\n3,sno,snow\n", "sol", "sun", "Nº: 1"),
        ("sana,mitä\nдождь,sade\nсолнце,aurinko\nснег,lumi\n", "дождь", "sade", ""),
        ("Wort,Artikel,Englisch\nHund,der,dog\n", "Hund", "dog", "Artikel: der"),
        ("Verb,Past,Meaning\ngo,went,gehen\n", "go", "gehen", "Past: went"),
        ("Country,Capital\nPeru,Lima\n", "Peru", "Lima", ""),
        (
            "Event,Date,Place\nMagna Carta,15 June 1215,Runnymede\n",
            "Magna Carta",
            "15 June 1215",
            "Place: Runnymede",
        ),
        ("Artikel,Nomen,Englisch\nder,Hund,dog\n", "Hund", "dog", "Artikel: der"),
        ("Quantity,Value\nWater boils,100 °C\nhalf,1/2\n", "Water boils", "100 °C", ""),
        ("Metal,Sign,Mass\nGold,Au,197\nTin,Sn,118.7\n", "Gold", "Au", "Mass: 197"),
        # Without names: neither what counts, nor what is always the same, nor a reading.
        ("1,sol,sun\n2,regn,rain\n", "sol", "sun", "1"),
        ("sol,A1,sun\nregn,A1,rain\n", "sol", "sun", "A1"),
        ("雨,あめ,rain\n雪,ゆき,snow\n", "雨", "rain", "あめ"),
        ("雨,yǔ,rain\n雪,xuě,snow\n", "雨", "rain", "yǔ"),
        ("sol,[sound:a.mp3],sun\nregn,[sound:b.mp3],rain\n", "sol", "sun", ""),
    ],
)
def test_columns_are_found(text: str, prompt: str, answer: str, explanation: str) -> None:
    first = notes(table(text))[0]
    assert first == BasicNote(prompt, answer, extras=Extras(explanation=explanation))


@pytest.mark.parametrize(
    "text", ["word,Wort\nhouse,Haus\n", "Frage,question\nAntwort,answer\n", "sol,1\nlua,2\nmar,3\n"]
)
def test_a_card_is_no_header(text: str) -> None:
    assert len(notes(table(text))) == text.count("\n")


def test_columns_are_chosen() -> None:
    text = b"Chapter,Hanzi,Pinyin,German,English\n1,\xe9\x9b\xa8,y,Regen,rain\n"
    wanted = {"prompt": "german", "answer": "5", "tags": "Chapter"}
    (deck,) = table_reader.read(text, "x", wanted).decks
    assert deck.deck.notes == (
        BasicNote(
            "Regen", "rain", extras=Extras(tags=("1",), explanation="Hanzi: 雨\n\nPinyin: y")
        ),
    )
    assert deck.deck.language == "en"
    with pytest.raises(InterchangeError, match="no column Germn; did you mean German"):
        table_reader.read(text, "x", {"answer": "Germn"})
    with pytest.raises(InterchangeError, match="no column 3; expected 1 to 2"):
        table_reader.read(b"a,b\nc,d\n", "x", {"answer": "3"})


def test_what_was_chosen_is_said() -> None:
    assert table("a,b\n").remarks == table("front,back\na,b\n", "x").remarks[1:] == ()
    assert table("1,sol,sun\n2,regn,rain\n").remarks == (
        "columns: prompt from 2; answer from 3; explanation from 1 (--columns changes that)",
    )
    assert table("Kanji,Kana,English\n雨,あめ,rain\n").remarks == (
        "columns: prompt from Kanji; answer from English; explanation from Kana "
        "(--columns changes that)",
    )
    assert table("No,Type,Word,Meaning,Link\n1,noun,雨,rain,x\n2,noun,雪,snow,y\n").remarks == (
        "columns: prompt from Word; answer from Meaning; explanation from No, Link; "
        "category from Type (--columns changes that)",
    )


def test_rows_of_one_prompt_are_one_card_or_several_senses() -> None:
    taken = table("light,hell,colours\nlight,leicht,weight\nlight,hell,rooms\nrain,Regen,\n")
    assert notes(taken) == [
        BasicNote("light", "hell", ("leicht",), extras=Extras(
            explanation="colours\n\nweight\n\nrooms")),
        BasicNote("rain", "Regen"),
    ]  # fmt: skip
    assert taken.remarks[1:] == (
        "1 prompt stands in several rows; all their answers are right: light",
    )
    assert notes(table("word,pos,meaning\nlight,noun,Licht\nlight,adjective,hell\n")) == [
        BasicNote("light (noun)", "Licht", extras=Extras(category="noun")),
        BasicNote("light (adjective)", "hell", extras=Extras(category="adjective")),
    ]
    assert notes(table("front,back,id\na,b,1\na,c,2\n")) == [
        BasicNote("a", "b", extras=Extras(id="1")), BasicNote("a", "c", extras=Extras(id="2")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer", "accept"),
    [
        ("Question,Option A,Option B,Option C,Correct Answer\nq,x,y,z,B\n", "y", ()),
        ("Frage;Antwort 1;Antwort 2;Antwort 3;richtig\nq;x;y;z;2\n", "y", ()),
        ("Question,Answer 1,Answer 2,Answer 3,Correct answer(s)\nq,y,x,z,1\n", "y", ()),
        ("Question,A1,Option 1,Option 2,Option 3,Answer\nq,,x,z,y,y\n", "y", ()),
        ("question;1;2;3;answer\nq;x;y;z;2\n", "y", ()),
        ("question,1,2,3,4,answer\nq,x,y,w,z,BC\n", "y", ("w",)),
        ("Question,Choice 1,Choice 2,Choice 3\nq,y,x,z\n", "y", ()),
        ("Question,Answer A,Answer B,Answer C,Answer D,Correct\nq,y,x,w,z,A;3\n", "y", ("w",)),
    ],
)
def test_tables_of_quizzes(text: str, answer: str, accept: tuple[str, ...]) -> None:
    assert notes(table(text)) == [BasicNote("q", answer, accept, ("x", "z"))]


def test_a_quiz_from_kahoots_table() -> None:
    names = (
        "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters"
    )
    taken = table(f"{names},Answer 3,Answer 4,Time limit (sec),Correct answer(s)\nq,a,b,,,20,2\n")
    assert notes(taken) == [
        BasicNote("q", "b", (), ("a",), extras=Extras(explanation="Time limit (sec): 20"))
    ]


def test_a_number_of_the_question_is_not_the_question() -> None:
    rows = "1,Which one?,a,b,1\n2,Which other one?,a,b,2\n"
    first, second = notes(table(f"Question #,Question Text,Answer 1,Answer 2,Correct\n{rows}"))
    assert first == BasicNote("Which one?", "a", (), ("b",), Extras(explanation="Question #: 1"))
    assert second == BasicNote(
        "Which other one?", "b", (), ("a",), Extras(explanation="Question #: 2")
    )


@pytest.mark.parametrize(
    "rows",
    [
        "Statement,True/False\nIce floats,TRUE\nIron floats,False\n",
        "Aussage;Antwort\nIce floats;wahr\nIron floats;falsch\n",
        "Question,Correct answer,Wrong answer\nIce floats,True,False\nIron floats,False,True\n",
    ],
)
def test_answers_that_say_true_or_false_judge_statements(rows: str) -> None:
    assert notes(table(rows)) == [
        TrueFalseNote("Ice floats", True), TrueFalseNote("Iron floats", False),
    ]  # fmt: skip


def test_true_is_a_word_where_others_answer_or_a_question_asks() -> None:
    assert notes(table("vrai,true\npeut-être,perhaps\n"))[0] == BasicNote("vrai", "true")
    assert notes(table("front,back\nWhat is 1 == 1?,True\n")) == [
        BasicNote("What is 1 == 1?", "True")
    ]


def test_what_a_cell_loses_leaves_no_label_or_column() -> None:
    taken = table("word,meaning,note,clip\nsol,sun,,[sound:sol.mp3]\nregn,rain,wet,,more\n")
    assert notes(taken) == [BasicNote("sol", "sun")]
    assert taken.left_out[0] == "1 row wider than the header, which has 4 columns: line 3"
    assert "explanation from note, clip (" in taken.remarks[0]


def test_a_category_is_read_like_the_other_cells() -> None:
    taken = table("question,answer,category\n&quot;Faust&quot; is by?,Goethe,Art &amp; Books\n")
    assert notes(taken) == [
        BasicNote('"Faust" is by?', "Goethe", extras=Extras(category="Art & Books"))
    ]


def test_excel_is_told_the_separator() -> None:
    taken = table("sep=;\na;b\nc;\n")
    assert notes(taken) == [BasicNote("a", "b")]
    assert taken.left_out == ("1 row without a prompt or an answer: line 3",)


def test_html_in_a_table() -> None:
    taken = table("""Front,Back
"<i>Ursa</i> &amp; co","bear<br>it roars"
sound,[sound:roar.mp3]
""")
    assert notes(taken) == [BasicNote("*Ursa* & co", "bear\nit roars")]
    assert "3 cells are HTML" in taken.remarks
    assert taken.left_out == (
        "1 row whose prompt or answer is only an image or sound: line 3", "1 sound: roar.mp3",
    )  # fmt: skip
    assert notes(table("Bold?,<b>\nAnd?,&amp;\nx<y,y>x\n"))[0] == BasicNote("Bold?", "<b>")


def test_a_table_about_html_is_text() -> None:
    for asked in ("What does <br> do?", "What is `<br>` for?", 'Is "<br/>" right?', "And <br>?"):
        assert notes(table(f"front;back\n{asked};a line break\n")) == [
            BasicNote(asked, "a line break")
        ]


def test_a_cell_of_html_leaves_the_others_as_they_are() -> None:
    taken = table(
        'front,back\na < b,List<int>\nWhat is <div>?,a block\n"<b>Flag</b> of Peru",red\n'
        'What is &lt; in HTML?,"two\nlines"\n'
    )
    assert taken.decks[0].deck.format == "markdown"
    texts = [(plain_text(note.prompt), plain_text(note.answer)) for note in notes(taken)]  # type: ignore[attr-defined]
    assert texts == [
        ("a < b", "List<int>"), ("What is <div>?", "a block"), ("Flag of Peru", "red"),
        ("What is &lt; in HTML?", "two\nlines"),
    ]  # fmt: skip
    assert taken.remarks == ("1 cell is HTML",)
    about = "front,back\nHow is text bold?,<b>text</b>\nWhat is <br>?,a line\nAnd &?,&amp;\n"
    assert [note.answer for note in notes(table(about))] == ["<b>text</b>", "a line", "&amp;"]  # type: ignore[attr-defined]
    french = table("front,back\nQu&#39;est-ce que c&rsquo;est,what is it\nAT&amp;T,a company\n")
    assert [note.prompt for note in notes(french)] == ["Qu'est-ce que c’est", "AT&T"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "names",
    ["English word,Spanish word", "Front side,Back side", "Card Front,Card Back", "word_text,back",
     "Word (DE),Word (EN)", "Deutsch (Nomen),Englisch", "Stichwort,Definition",
     "front_text,back_text", "Frage,Richtige Antwort"],
)  # fmt: skip
def test_names_of_columns_of_several_words(names: str) -> None:
    assert notes(table(f"{names}\nHund,dog\nKatze,cat\n"))[0] == BasicNote("Hund", "dog")
    assert len(notes(table("front door,Haustür\nback door,Hintertür\n"))) == 2
    assert len(notes(table("term 1\tdefinition\nwith a line break\tx\nterm 2\tdef 2\n"))) == 3


def test_wrong_answers_in_several_columns() -> None:
    taken = table("No.,Question,Correct answer,Wrong 1,Wrong 2\n1,q,a,b; c,d\n2,r,e,f,\n")
    assert notes(taken)[0] == BasicNote("q", "a", (), ("b; c", "d"), Extras(explanation="No.: 1"))
    numbered = table("No.,English,Chinese\n1,dog,狗\n2,cat,猫\n")
    assert (notes(numbered)[0].prompt, notes(numbered)[0].answer) == ("dog", "狗")  # type: ignore[attr-defined]


def test_words_with_several_senses() -> None:
    taken = table("word,pos,meaning\nlight,noun,Licht\nlight,adj,leicht\nlight,adj,hell\n")
    assert [(note.prompt, note.answer, note.accept) for note in notes(taken)] == [  # type: ignore[attr-defined]
        ("light (noun)", "Licht", ()), ("light (adj)", "leicht", ("hell",)),
    ]  # fmt: skip
    assert "light (adj)" in taken.remarks[-1]


def test_without_a_header_the_answer_is_not_one_of_few() -> None:
    taken = table(
        "bank,A1,noun,Bank\nbank,A1,verb,einzahlen\nlead,B1,noun,Blei\nlead,B1,verb,führen\n"
    )
    assert [(note.prompt, note.answer) for note in notes(taken)] == [  # type: ignore[attr-defined]
        ("bank (noun)", "Bank"), ("bank (verb)", "einzahlen"),
        ("lead (noun)", "Blei"), ("lead (verb)", "führen"),
    ]  # fmt: skip
    assert notes(table("gern: gladly\nnie: never, at no time\n"))[1] == BasicNote(
        "nie", "never, at no time"
    )


def test_tags_of_other_programs_are_words() -> None:
    assert notes(table("front,back,tags\na,b,verb past\nc,d,unit 1;unit 2\n")) == [
        BasicNote("a", "b", extras=Extras(tags=("verb", "past"))),
        BasicNote("c", "d", extras=Extras(tags=("unit 1", "unit 2"))),
    ]


def test_quizlet_writes_line_breaks_as_they_are() -> None:
    taken = table("mitosis\tcell division\nin two\nmeiosis\tin four\n")
    assert notes(taken) == [
        BasicNote("mitosis", "cell division\nin two"), BasicNote("meiosis", "in four"),
    ]  # fmt: skip
    assert taken.remarks == ("1 line without a tab, which continues the row above: line 2",)
    blocks = table("mitosis\tdivision\nin two\n\nmeiosis\nagain\tin four\n")
    assert notes(blocks) == [
        BasicNote("mitosis", "division\nin two"), BasicNote("meiosis\nagain", "in four"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["chien - dog;chat - cat", "chien\tdog;chat\tcat;", "chien,dog;chat,cat\n",
             "chien::dog\n\nchat::cat\n"],
)  # fmt: skip
def test_quizlet_has_other_separators(text: str) -> None:
    assert notes(table(text)) == [BasicNote("chien", "dog"), BasicNote("chat", "cat")]


def test_a_typed_list_may_have_dashes() -> None:
    assert notes(table("uno -> one\ndos -> two\n"))[1] == BasicNote("dos", "two")
    assert notes(table("chien - dog, hound\nchat - cat\n")) == [
        BasicNote("chien", "dog, hound"), BasicNote("chat", "cat"),
    ]  # fmt: skip


ANKI = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
Ab#c\tBasic\tFrench::Verbs\t<b>aller</b>\tto&nbsp;go<br>I go<img src="go.jpg">\tverb easy
d2\tBasic (and reversed card)\tFrench\tchat\tcat [sound:cat.mp3]\t
e3\tCloze\tFrench\t{{c1::Paris::city}} is in {{c1::France}} and {{c2::Europe}}\tExtra\t
f4\tBasic\tFrench\t{{c1::no cloze}}\tyes\t
"""


def test_ankis_notes_in_plain_text() -> None:
    taken = table(ANKI)
    verbs, french = taken.decks
    assert (verbs.name, verbs.deck.title) == ("French/Verbs", "Verbs")
    assert verbs.deck.notes == (
        BasicNote(
            "aller", "to go\nI go![go](go.jpg)", extras=Extras(id="Ab#c", tags=("verb", "easy"))
        ),
    )
    assert french.deck.notes == (
        TermNote("chat", "cat", extras=Extras(id="d2")),
        ClozeNote(
            (
                Gap("Paris", (), "city", 1),
                " is in ",
                Gap("France", number=1),
                " and ",
                Gap("Europe"),
            ),
            extras=Extras(id="e3", explanation="Extra"),
        ),
        BasicNote("{{c1::no cloze}}", "yes", extras=Extras(id="f4")),
    )
    assert taken.left_out == ("1 sound: cat.mp3",)


def test_ankis_header_for_the_whole_file() -> None:
    text = (
        "#separator:Comma\n#html:false\n#tags:a b\n#deck:Deck::Sub\n#columns:Back,Front\n"
        "<i>x</i>,y\n"
    )
    taken = table(text)
    assert taken.decks[0].name == "Deck/Sub"
    assert notes(taken) == [BasicNote("y", "<i>x</i>", extras=Extras(tags=("a", "b")))]
    assert notes(table("#notetype:Cloze\n{{c1::a}} b\n")) == [ClozeNote((Gap("a"), " b"))]
    with pytest.raises(InterchangeError, match="never closed") as caught:
        table('#separator:;\n"a;b\n')
    assert place(caught) == (2, 1)
    assert notes(table("#1 song,Hello\n")) == [BasicNote("#1 song", "Hello")]


def test_kinds_of_this_games_tables() -> None:
    text = (
        "kind,prompt,answer,accept,distractors\n"
        "basic,a,b,c; d,e|f\n"
        'list,name,"x | y\nz",,\n'
        'sequence,order,"1\n2",,\n'
        "true-false,s,yes,,\n"
        "cloze,{{a|b::h}} c,,,\n"
        "term,t,d,,\n"
        "true-false,s,perhaps,,\n"
        "list,name,one,,\n"
        "cloze,no gap,,,\n"
        "noun,g,h,,\n"
    )
    taken = table(text)
    assert notes(taken) == [
        BasicNote("a", "b", ("c", "d"), ("e", "f")),
        ListNote("name", (("x", "y"), ("z",))),
        SequenceNote("order", ("1", "2")),
        TrueFalseNote("s", True),
        ClozeNote((Gap("a", ("b",), "h"), " c")),
        TermNote("t", "d"),
        BasicNote("g", "h", extras=Extras(explanation="kind: noun")),
    ]
    assert taken.left_out == ("3 rows without a prompt or an answer: lines 10, 11, 12",)


# ── hashcards ─────────────────────────────────────────────────────────────────────


def hashcards(text: str) -> ImportedFile:
    return hashcards_format.read(text.encode(), "physics-1")


def test_hashcards() -> None:
    text = (
        '---\nname = "My \\"Deck\\""\n---\n\nSome words before.\n\n'
        "Q: Which planets\nare small?\nA:\n\n- Mercury\n- Mars\n\n"
        "C: [Paris] is the [capital] of \\[France\\] [] [ ] ![map](m.png)\n"
        "C:\n[two\nlines]\n---\nafter a rule\n"
    )
    taken = hashcards(text)
    assert taken.decks[0].name == taken.decks[0].deck.title == 'My "Deck"'
    assert notes(taken) == [
        BasicNote("Which planets\nare small?", "- Mercury\n- Mars"),
        ClozeNote((Gap("Paris"), " is the ", Gap("capital"), " of [France] [] [ ] ![map](m.png)")),
        ClozeNote((Gap("two\nlines"),)),
    ]
    assert taken.left_out == ()
    assert hashcards("Q: a\nA: b").decks[0].deck.title == "Physics 1"
    assert notes(hashcards("Q: a\nA:\nC: [b]\n")) == [ClozeNote((Gap("b"),))]
    assert hashcards("---\nname = 'x'\n---\nC: [b [c] d").decks[0].name == "x"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Q: a\nA: b\nQ: c\n", 3, "question without an answer"),
        ("Q: a\nQ: c\nA: b", 1, "question without an answer"),
        ("x\nA: b\n", 2, "answer without a question"),
        ("Q: a\nA: b\nA: c\n", 3, "answer without a question"),
        ("C: a\n", 1, "cloze without a gap"),
        ("---\nname = 'x'\n", 1, "never closed"),
        ('---\nname = "\\x"\n---\n', 2, "not a quoted text"),
        ("no card\n", 1, "no cards found"),
        ("\n\nQ:\nA: b", 3, "no cards found"),
    ],
)
def test_faults_of_hashcards_have_their_line(text: str, line: int, said: str) -> None:
    with pytest.raises(InterchangeError, match=said) as caught:
        hashcards(text)
    assert place(caught) == (line, 1)


def test_a_comment_in_hashcards_is_no_text() -> None:
    text = "Q: a\nA: b <!-- c -->\n\n<!-- chapter 2 -->\n\nQ: d\nA: e\n"
    assert notes(hashcards_format.read(text.encode(), "x")) == [
        BasicNote("a", "b <!-- c -->"),
        BasicNote("d", "e"),
    ]


# ── obsidian ──────────────────────────────────────────────────────────────────────


def test_obsidian() -> None:
    text = """\
---
tags: x
---
# Notes #flashcards/science/physics

Prose that is no card, with a URL https://example.org and a `code`.

- What is light?::a wave <!--SR:!2024-08-16,51,230-->
mass:::what has ==weight==

A question
of two lines
?
An answer
of two lines

front
??
back
<!--SR:!2024-08-16,51,230!2024-08-17,3,250-->

The ==speed==^[how fast] of ==light==[^1] is ==finite==[^1] ![[pic.png]].

```python
a::b
```

lonely
?
"""
    taken = obsidian_format.read(text.encode(), "note")
    assert taken.decks[0].name == "science/physics"
    assert taken.decks[0].deck.title == "physics"
    assert notes(taken) == [
        BasicNote("What is light?", "a wave"),
        TermNote("mass", "what has **weight**"),
        BasicNote("A question\nof two lines", "An answer\nof two lines"),
        TermNote("front", "back"),
        ClozeNote((
            "The ", Gap("speed", (), "how fast"), " of ", Gap("light", number=1), " is ",
            Gap("finite", number=1), " ![](pic.png).",
        )),
    ]  # fmt: skip
    assert taken.left_out == ("1 card without an answer: line 29",)
    with pytest.raises(InterchangeError, match="no cards found"):
        obsidian_format.read(b"prose\n", "x")


def test_obsidian_code_and_quotes_stay_whole() -> None:
    text = """\
What does `len` do?
?
It counts:
```python
# a::b

> len([1, 2])
```
Also for dicts.

> [!question] What is a pod?
> ?
> The smallest unit
> that is deployed

Use `std::cout` to print.
What prints?::`std::cout`
"""
    assert notes(obsidian_format.read(text.encode(), "x")) == [
        BasicNote(
            "What does `len` do?",
            "It counts:\n```python\n# a::b\n\n> len([1, 2])\n```\nAlso for dicts.",
        ),
        BasicNote("What is a pod?", "The smallest unit\nthat is deployed"),
        BasicNote("What prints?", "`std::cout`"),
    ]


# ── org ───────────────────────────────────────────────────────────────────────────


def test_org() -> None:
    text = """\
#+TITLE: Geography
* Chapter
** Item :capital:drill:
SCHEDULED: <2024-01-01 Mon>
:PROPERTIES:
:ID: abc
:DRILL_LAST_INTERVAL: 4.0
:END:

What is the capital of France?

*** Answer
Paris
*** Notes
More.
* What is 2+2? :drill:
** Answer
4
* Fact :drill:
- [ ] The [capital||city] of [France] is [[https://x.org][Paris]], see [fn:1].
* Item :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: twosided
:END:
** Term
le chien
** Meaning
the dog
* Empty :drill:
"""
    taken = org_format.read(text.encode(), "geo")
    assert taken.decks[0].deck.title == "Geography"
    assert notes(taken) == [
        BasicNote("What is the capital of France?", "Paris", extras=Extras(
            id="abc", tags=("capital",), explanation="More.")),
        BasicNote("What is 2+2?", "4"),
        ClozeNote((
            "- [ ] The ", Gap("capital", (), "city"), " of ", Gap("France"),
            " is [Paris](https://x.org), see [fn:1].",
        )),
        TermNote("le chien", "the dog"),
    ]  # fmt: skip
    assert taken.left_out == ("1 card without an answer: line 29",)
    (memory,) = taken.decks[0].memories
    assert (memory.address, memory.part, memory.stability) == ("id:abc", 0, 4.0)
    # Due on the day that is scheduled, four days after the last review.
    assert (memory.interval, memory.due_day) == (4, 19_723)
    assert memory.ms == 19_719 * DAY + DAY // 2
    with pytest.raises(InterchangeError, match="no cards found"):
        org_format.read(b"* heading\n", "x")


# ── our own ───────────────────────────────────────────────────────────────────────


def test_yaml_reports_the_first_fault_and_how_many_more() -> None:
    with pytest.raises(InterchangeError, match=r"did you mean.*and 1 more") as caught:
        yaml_format.read(b"title: x\ncards:\n  - promt: a\n    answer: b\n  - 3\n", "x")
    assert place(caught) == (3, 5)


HEAD = '{"quiz": "deck", "version": 1, "title": "t", "cards": '


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is not JSON: expecting property name"),
        ("[1, NaN]", "NaN is not a number"),
        ("9" * 5_000, "this is not a deck in JSON"),
        ("[" * 100_000, "this is not a deck in JSON"),
        ("[]", "no cards in this JSON; expected a list of objects"),
        ("{}", "from `quiz export`"),
        ('{"quiz": "deck", "version": 2}', "newer version"),
        ('{"quiz": "deck", "version": true}', "'version' is true, expected a whole number"),
        (HEAD + "[]}", "at least one card"),
        (HEAD + "3}", "'cards' is 3, expected a list"),
        (HEAD + "[3]}", r"cards\[0\] is 3, expected an object"),
        (HEAD + '[{"prompt": "a"}]}', r"cards\[0\].answer is missing, expected a text"),
        (HEAD + '[{"prompt": "a", "answer": 3}]}', r"cards\[0\].answer is 3, expected a text"),
        (HEAD + '[{"cloze": "a"}]}', r"cards\[0\].cloze is \"a\", expected a cloze"),
        (HEAD + '[{"prompt": "a", "sequence": ["b"]}]}', "2 or more texts"),
        (HEAD + '[{"prompt": "a", "list": [[]]}]}', "list of texts, or of lists"),
        (HEAD + '[{"statement": "a", "answer": "yes"}]}', "expected true or false"),
        (HEAD + '[{"term": "a", "definition": "b", "accept": {}}]}', "expected a list of texts"),
    ],
)
def test_json_that_is_not_a_deck(text: str, said: str) -> None:
    with pytest.raises(InterchangeError, match=said):
        json_format.read(text.encode(), "x")


@pytest.mark.parametrize(
    "header",
    ["Italiano,Inglese", "Termo,Definição", "Сөз,Аударма", "szó,jelentés",
     "Polski,Angielski", "Nederlands,Engels", "DE,EN", "الكلمة,المعنى",
     "शब्द,अर्थ", "Slovo,Překlad", "Слово,Переклад", "מילה,תרגום", "# my deck\nfront,back",
     "My words,,\nfront,back,notes"],
)  # fmt: skip
def test_headers_in_other_languages_and_titles_above(header: str) -> None:
    assert notes(table(f"{header}\nuno,one\n")) == [BasicNote("uno", "one")]


def test_formulas_in_a_table() -> None:
    taken = table(
        "front,back\nArea,$\\pi r^2$\nEuler,See \\(e^x\\).\nx,$a$\nsed,s/\\(a\\)/b/\n"
        "bash,\\[\\e[0m\\]\nprice,$5 and $10\n"
    )
    assert taken.decks[0].deck.format == "markdown"
    assert [note.answer for note in notes(taken) if isinstance(note, BasicNote)] == [
        r"$\pi r^2$", "See $e^x$.", "$a$", r"s/\\(a\\)/b/", r"\\[\e[0m\\]", r"\$5 and \$10"
    ]  # fmt: skip
    taken = table("front,back\nvariable,$a$\nsed,s/\\(a\\)/b/\n")
    assert notes(taken) == [BasicNote("variable", "$a$"), BasicNote("sed", r"s/\(a\)/b/")]


def test_other_right_answers_have_a_column() -> None:
    text = "Question,Answer,Alternative answers\nUK,United Kingdom,Britain; Great Britain\n"
    assert notes(table(text)) == [BasicNote("UK", "United Kingdom", ("Britain", "Great Britain"))]


def test_numbers_of_a_list_are_none_of_its_texts() -> None:
    assert notes(table("1. uno\tone\n2. dos\ttwo\n")) == [
        BasicNote("uno", "one"),
        BasicNote("dos", "two"),
    ]
    leagues = "3. Liga\tthird league\n1. Liga\tfirst league\n"
    assert notes(table(leagues))[0] == BasicNote("3. Liga", "third league")


def test_a_column_named_just_so_comes_first() -> None:
    (note,) = notes(table("type,category,q,a\nx,y,sol,sun\n"))
    assert (note.extras.category, note.extras.explanation) == ("y", "type: x")


def test_wrong_answers_may_have_numbers() -> None:
    text = "Frage;Richtige Antwort;Falsche Antwort 1;Falsche Antwort 2\nq;a;b;c\n"
    assert notes(table(text)) == [BasicNote("q", "a", (), ("b", "c"))]


def test_a_list_of_single_lines_is_no_title() -> None:
    assert notes(table("#one,uno\n#two,due\n"))[0] == BasicNote("#one", "uno")
    assert notes(table("EU,Union\nUN,Nations\n"))[0] == BasicNote("EU", "Union")
