# ruff: noqa: SIM905 (a table of words reads best as words)
"""Language tags (BCP 47), and guesses for languages written in other ways."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from quiz.decks.faults import excerpt

_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

_TWO_LETTERS = frozenset(
    """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv
cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr
ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw
ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq
sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
yi yo za zh zu
""".split()
)
"""All two-letter tags (ISO 639-1)."""

_OTHER_WAYS = """
ar ara arabic العربية arabisch
ar arabe árabe arabski арабский
az aze azerbaijani azeri azərbaycan
be bel belarusian беларуская
bg bul bulgarian български
bn ben bengali bangla বাংলা
ca cat catalan català
cs ces cze cz czech čeština
cs tschechisch tchèque czeski чешский
cy cym wel welsh cymraeg
da dan dk danish dansk
de deu ger at german deutsch
de allemand alemán tedesco alemão niemiecki duits němčina německy tyska tysk немецкий німецька
de almanca ドイツ語 德语 독일어 német
el ell gre gr greek ελληνικά
el griechisch griego
en eng us gb uk-english english englisch anglais inglés ingles british american
en inglese inglês angielski engels angličtina anglicky engelska engelsk английский англійська
en ingilizce 英語 英文 英语 영어 angol
eo epo esperanto
es spa mx spanish español espanol castellano castilian spanisch
es espagnol spagnolo espanhol hiszpański spaans španělština spanska spansk испанский іспанська
es ispanyolca スペイン語 西班牙语 스페인어
et est estonian eesti
eu eus baq basque euskara
fa fas per ir persian farsi فارسی
fi fin finnish suomi
fr fra fre french français francais französisch
fr francés francese francês francuski frans francouzština franska fransk французский французька
fr fransızca フランス語 法语 프랑스어
ga gle irish gaeilge
he heb iw il hebrew עברית
hi hin hindi हिन्दी
hr hrv croatian hrvatski
hu hun hungarian magyar
hy hye arm armenian հայերեն
id ind in indonesian indonesia
is isl ice icelandic íslenska
it ita italian italiano italienisch
it italien italiaans włoski italština italienska итальянский італійська italyanca イタリア語
ja jpn jp japanese 日本語 japanisch
ja japonais japonés giapponese japonês japoński японский japonca 日语 일본어
ka kat geo georgian ქართული
kk kaz kz kazakh қазақ қазақша
ko kor korean 한국어
ko koreanisch coréen coreano koreański корейский 韓国語 韩语
ky kir kyrgyz кыргызча
la lat latin latina latein
la lateinisch latín łacina latijn
lt lit lithuanian lietuvių
lv lav latvian latviešu
mn mon mongolian монгол
ms msa may malay melayu
nb nob norwegian norsk bokmål
nl nld dut dutch nederlands flemish vlaams
nl niederländisch néerlandais neerlandés olandese niderlandzki holenderski
pl pol polish polski
pl polnisch polonais polacco polonês польский
pt por portuguese português portugues brazilian
pt portugiesisch portugais portugués portoghese portugalski portugees португальский portekizce
ro ron rum romanian română
ru rus russian русский russisch
ru russe ruso russo rosyjski ruština ryska російська rusça ロシア語 俄语 러시아어
sk slk slo slovak slovenčina
sl slv slovenian slovene slovenščina
sq sqi alb albanian shqip
sr srp serbian српски srpski
sv swe swedish svenska
sv schwedisch suédois sueco svedese szwedzki zweeds
sw swa swahili kiswahili
ta tam tamil தமிழ்
tg tgk tajik тоҷикӣ
th tha thai ไทย
tk tuk turkmen türkmen
tr tur turkish türkçe
tr türkisch turecki турецкий
ug uig uyghur uighur
uk ukr ua ukrainian українська
uk ukrainisch
ur urd urdu اردو
uz uzb uzbek oʻzbek
vi vie vn vietnamese tiếng việt
zh zho chi cn chinese mandarin 中文 汉语 漢語 putonghua
zh chinesisch chinois cinese chinês chiński chinees китайский çince 中国語 중국어
"""
"""On each line a tag, and what people write instead: three-letter codes, country codes, names in
its own and in other languages."""


class Language(NamedTuple):
    """tag: the intended tag; "" if unclear. fault: what is wrong, or ""."""

    tag: str
    fault: str = ""


def read_language(text: str) -> Language:
    """Read the language of a deck.

    A well-formed tag passes, even if its language is unknown here. A name, a country code or an
    outdated code is a fault, with the tag to use.
    """
    if _TAG.fullmatch(text):
        primary = text.partition("-")[0].lower()
        if primary in _TWO_LETTERS or (len(primary) == 3 and primary not in _meanings()):
            return Language(text)
    meant = _meant(text)
    advice = f"use '{meant}'" if meant else "expected one such as en, kk or zh-Hans"
    return Language(meant, f"'{excerpt(text)}' is not a language tag, {advice}")


def language_named(text: str) -> str:
    """The tag of the language that a text names, such as "German"; "" for anything else."""
    name = text.strip().casefold()
    if len(name) == 2 and text.strip().isupper() and name in _meanings().values():
        return name
    # Codes and abbreviations have up to three letters; in small ones, they may be words.
    return _meanings().get(name, "") if len(name) > 3 or not name.isascii() else ""


def _meant(text: str) -> str:
    tag = text.replace("_", "-").partition(".")[0]
    if "_" in text and not read_language(tag).fault:
        return tag
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text[:80].casefold())
    words += [part for word in words if "-" in word for part in word.split("-")]
    # Names come before codes: "in English" does not mean Indonesian.
    for word in sorted(words, key=len, reverse=True):
        if word in _meanings():
            return _meanings()[word]
    names = [name for name in _meanings() if len(name) > 4]
    near = [close for word in words for close in get_close_matches(word, names, 1, 0.8)]
    return _meanings()[near[0]] if near else ""


@cache
def _meanings() -> dict[str, str]:
    rows = (line.split() for line in _OTHER_WAYS.strip().casefold().splitlines())
    return {other: tag for tag, *others in rows for other in others}
