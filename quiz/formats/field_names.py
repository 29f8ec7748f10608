# ruff: noqa: SIM905 (a table of words reads best as words)
"""What the names of columns and fields mean, in many languages."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.decks.fields import fold
from quiz.decks.language_tags import language_named

OWN = (
    "prompt", "answer", "accept", "distractors", "kind", "shuffle", "typed", "strict", "tolerance",
    "category", "hint", "explanation", "source", "tags", "id", "deck", "format",
    "picture_covered", "picture_size", "picture_prompt", "picture_hide",
)  # fmt: skip
"""What a column can mean; the columns of this game's own tables have these names."""

PICTURE = "picture_"
"""Before the optional keys of an occlusion."""

_NAMES = {
    "prompt": """
        front question statement term word text q cloze vocabulary vocab expression headword
        aussage behauptung affirmation afirmación
        lemma phrase verse vorderseite frage begriff stichwort wort vokabel ausdruck recto mot terme
        anverso pregunta término palabra fronte domanda parola termine frente pergunta palavra
        слово вопрос термин słowo pytanie woord vraag ord fråga spørgsmål kelime soru λέξη
        单词 單詞 词语 詞語 生词 生詞 词 詞 问题 問題 汉字 漢字 単語 質問 表面 단어 질문 앞면 كلمة
        الكلمة שאלה מילה शब्द प्रश्न slovo otázka питання termo sözcük kata szó sana
        vorto cuvânt întrebare reč riječ дума въпрос сөз сұрақ сөйлем so'z từ คำ واژه کلمه سوال
        hanzi kanji characters simplified traditional""",
    "answer": """
        back definition def meaning translation a response gloss meanings translations
        definitions correct_answer
        rückseite antwort übersetzung bedeutung lösung verso réponse traduction définition sens
        reverso respuesta traducción definición significado retro risposta traduzione significato
        definizione resposta tradução ответ перевод определение значение tłumaczenie odpowiedź
        znaczenie antwoord vertaling betekenis svar översättning betydning anlam cevap çeviri
        σημασία 意思 释义 釋義 翻译 翻譯 答案 意味 答え 裏面 의미 뜻 답 뒷면 معنى المعنى الترجمة
        תרגום תשובה अर्थ उत्तर překlad význam odpověď переклад відповідь
        anlamı answers bedeutungen betydelse definicja definitie definição equivalent facit glossary
        oplossing oversettelse oversættelse sense senses signification solución solution
        soluzione solução tanım traductions translated значення означення 含义 和訳 定义 定義
        arti terjemahan jelentés fordítás válasz käännös merkitys vastaus traduko traducció
        traducere răspuns prijevod prevod превод аударма аудармасы мағынасы жауап котормо tarjima
        nghĩa ความหมาย μετάφραση απάντηση معنی ترجمه
        日本語訳 英文 英訳 英語 解答 訳 번역 영어 정답 정의""",
    "accept": "alternative alternatives aliases synonyms",
    "distractors": """
        incorrect_answers choices options wrong incorrect falsch distractor falsche
        incorrecta incorrectas incorrectes mauvaise mauvaises errata errate sbagliata неверный
        неверные неправильный неправильные""",
    "category": """
        type pos class wordclass wortart kategorie catégorie categoría categoria 词性 詞性 品詞
        품사""",
    "hint": "hints hinweis indice pista suggerimento dica подсказка",
    "explanation": """
        extra notes note comment example examples remarks sentence sentences erklärung
        explication beispiel beispielsatz beispiele anmerkung bemerkung exemple exemples
        ejemplo ejemplos esempio esempi exemplo пример примечание 例句 例文 예문
        eksempel exempel exemplos frase mnemonic mnemonics eselsbrücke nota notas oración przykład
        remark remarque satz voorbeeld voorbeeldzin örnek приклад примеры usage""",
    "source": "sources reference quelle fuente fonte",
    "tags": """
        tag etiquetas etiqueta étiquettes étiquette etichette schlagwörter schlagworte labels
        теги метки 标签 標籤 タグ 태그""",
    "id": "guid",
}  # fmt: skip
_PHRASES = {
    "other right answers": "accept", "wrong answers": "distractors", "back extra": "explanation",
    "part of speech": "category", "word type": "category", "часть речи": "category",
    "correct answer": "answer", "true/false": "answer", "incorrect answers": "distractors",
}  # fmt: skip
_MEANING = (
    {name: name for name in OWN}
    | {name: column for column, names in _NAMES.items() for name in names.split()}
    | _PHRASES
)
READING = frozenset(
    """
    pinyin romaji romanization romanisation transliteration pronunciation
    reading ipa kana hiragana furigana zhuyin bopomofo aussprache lautschrift
    prononciation pronunciación pronuncia транскрипция 拼音 読み 読み方 かな 발음 audio
    sound image picture bild url link nr no number # rank frequency chapter
    lesson unit level page kapitel lektion leçon lección gender genus genre
    afbeelding conjugation częstotliwość declension difficulty frecuencia frekvens freq frequentie
    frequenza frequência fréquence genere geschlecht género häufigkeit imagem imagen img immagine
    index info jlpt jyutping katakana klang kun kunyomi lectura lecture leitura lesung lettura
    lezing media mp3 num nummer okunuş on onyomi order part phonetic phonetics pitch plural position
    pronúncia rang rango ranking readings roman romanised romanización romanized rōmaji som sonido
    sort speech stroke strokes suono sıklık telaffuz ton tone tones transcripción transcription
    transcrição translit trascrizione udtale uitspraak umschrift uttal uttale video voice wymowa
    аудио вимова звук картинка номер произношение ранг транслитерация ударение частота часть читання
    чтение よみ ローマ字 发音 声调 注音 発音 發音 聲調 讀音 读音 音声 音頻 音频 頻度 頻率 频率
    айтылуы дыбыс жиілік artikel article articles artículo articolo artigo род
    독음 로마자 빈도 음성 읽기
    """.split()
)
"""Names of columns and fields that are neither a prompt nor an answer."""

_WORDS = re.compile(r"[^\W_]+")
_FILLERS = frozenset(
    "side text word words card field seite correct right richtige richtig bonne correcta".split()
)
"""Words in the names of columns that tell nothing beside others."""
_PIECE = re.compile(r"[A-Z]?[a-zß-öø-ÿ]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-zß-öø-ÿ]+")
SEVERAL = ("accept", "distractors")
"""What several columns can mean."""

_NOT_ASKED = frozenset(["explanation", "category", "hint", "source", "tags", "id", "distractors"])
_ANSWERS, _ADDITIONS = frozenset(["keyword", "target"]), frozenset(["phrase", "synonyms"])
"""Names that are a field's alone: in a table, they mean something else."""
_ANSWER_SIGNS = frozenset("意味 訳 定義 意思 释义 釋義 翻译 翻譯 答 의미 번역 뜻".split())
_ADDITION_SIGNS = frozenset("読 よみ 音 頻度 例 频率 頻率 词性 詞性 声 聲 발음 예문 빈도".split())
"""Parts of names in languages that write no spaces."""


def meaning_of(title: str) -> str:
    """What a column with this name means; "" if that is unclear."""
    if whole := _MEANING.get(fold(title)):
        return whole
    named, others = parts_of(title)
    meanings = {_MEANING.get(fold(word), "") for word in named or others}
    if not meanings.isdisjoint(SEVERAL):
        # Such as "Wrong answer 2".
        meanings.discard("answer")
    found = meanings.pop() if len(meanings) == 1 else ""
    # "Wrong 2" is a column, but "term 2" is a term.
    return found if found in SEVERAL or not any(map(str.isdecimal, others)) else ""


def parts_of(title: str) -> tuple[list[str], list[str]]:
    """The words of a name such as "Front side" or "Word (DE)" that tell something, and the others;
    none of a name that tells more."""
    words = _WORDS.findall(title)
    others = [w for w in words if fold(w) in _FILLERS or w.isdecimal() or language_named(w)]
    return ([w for w in words if w not in others], others) if len(words) <= 3 else ([], [])


@lru_cache
def answers(name: str, asked: frozenset[str] = frozenset()) -> int:
    """How well a field answers by its name: 2 as a meaning or translation, 0 as an addition such as
    its frequency, reading or audio, 1 if its name says neither.

    asked: the names of the fields in the question. The translation of a sentence is an addition to
    a word, but answers that sentence.
    """
    known = {word for each in asked for word in words_of(each)}
    words = words_of(name)
    if words == ("name",):
        # Rather than the Latin one of a bird.
        return 2
    if any(_adds(word) for word in words if word not in known):
        return 0
    return 2 if any(map(_answers, words)) else 1


@lru_cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a field's name: "MeaningAudio" has two."""
    return tuple(word.casefold() for word in _PIECE.findall(name))


@lru_cache
def _answers(word: str) -> bool:
    return (
        meaning_of(word) == "answer"
        or word in _ANSWERS
        or bool(language_named(word))
        or any(sign in word for sign in _ANSWER_SIGNS)
    )


@lru_cache
def _adds(word: str) -> bool:
    return (
        word in READING
        or meaning_of(word) in _NOT_ASKED
        or word in _ADDITIONS
        or any(sign in word for sign in _ADDITION_SIGNS)
    )
