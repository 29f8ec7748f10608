"""Tells by a field's name whether it is what a card asks for, or only adds to it."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.decks.language_tags import language_named
from quiz.formats.table_columns import READING, meaning_of

_WORD = re.compile(r"[A-Z]?[a-zß-öø-ÿ]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-zß-öø-ÿ]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANSWERS = _words("""
anlamı answers bedeutungen betydelse definicja definitie definição equivalent explanation facit
glossary keyword oplossing oversettelse oversættelse sense senses signification solución
solution soluzione solução tanım target traductions translated translations відповідь значення
означення переклад 含义 和訳 定义 定義 日本語訳 英文 英訳 英語 解答 訳 번역 영어 정답 정의
""")
_ADDITIONS = _words("""
afbeelding conjugation częstotliwość declension difficulty eksempel eselsbrücke exempel
exemplos frase frecuencia frekvens freq frequentie frequenza frequência fréquence genere
geschlecht género hints häufigkeit imagem imagen img immagine index info jlpt jyutping katakana
klang kun kunyomi lectura lecture leitura lesung lettura lezing media mnemonic mnemonics mp3
nota notas num nummer okunuş on onyomi oración order part phonetic phonetics phrase pitch
plural position pronúncia przykład rang rango ranking readings remark remarque roman romanised
romanización romanized rōmaji satz som sonido sort sources speech stroke strokes suono synonyms
sıklık telaffuz ton tone tones transcripción transcription transcrição translit trascrizione
udtale uitspraak umschrift usage uttal uttale video voice voorbeeld voorbeeldzin wordclass
wymowa örnek аудио вимова звук картинка номер приклад примеры произношение ранг транслитерация
ударение частота часть читання чтение よみ ローマ字 发音 声调 注音 発音 發音 聲調 詞性 讀音
读音 音声 音頻 音频 頻度 頻率 频率 독음 로마자 빈도 음성 읽기
""")
_NOT_ASKED = frozenset(["explanation", "category", "hint", "source", "tags", "id", "distractors"])
_ANSWER_SIGNS = _words("意味 訳 定義 意思 释义 釋義 翻译 翻譯 答 의미 번역 뜻")
_ADDITION_SIGNS = _words("読 よみ 音 頻度 例 频率 頻率 词性 詞性 声 聲 발음 예문 빈도")
"""Parts of names in languages that write no spaces."""


@lru_cache
def answers(name: str, asked: frozenset[str] = frozenset()) -> int:
    """How well a field answers by its name: 2 as a meaning or translation, 0 as an addition such as
    its frequency, reading or audio, 1 if its name says neither.

    asked: the names of the fields in the question. The translation of a sentence is an addition to
    a word, but answers that sentence.
    """
    known = {word for each in asked for word in words_of(each)}
    words = words_of(name)
    if any(_adds(word) for word in words if word not in known):
        return 0
    return 2 if any(map(_answers, words)) else 1


@lru_cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a field's name: "MeaningAudio" has two."""
    return tuple(word.casefold() for word in _WORD.findall(name))


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
