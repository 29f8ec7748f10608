"""Repairs an article's plain text before any offset points into it, and finds what is not prose:
credits, bylines, and invitations to read on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from quiz.facts.extract.lexicon import words

# Form feeds separate the pages of PDF files. Soft hyphens and the like are invisible.
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
        **dict.fromkeys("\xa0\t\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", None),
    }
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,30}));")
# Wikipedia's marks for sources and doubts. "[T]he" and "[12] people" are an editor's words.
_NOTE = re.compile(
    r"""\ ?\[(?:
          \d{1,3}(?:[,–-]\ ?\d{1,3})*
        | (?:note|notes|nb|n|fn|ref|lower-alpha)\.?\ ?\d{1,3}
        | (?:[a-z ]{1,40}\ |)(?:citation|clarification|source|verification|attribution|page|year)
          \ (?:is\ )?needed
        | (?:who|when|where|which|why|how|by\ whom|according\ to\ whom|vague|dubious|original
          \ research\??|failed\ verification|dead\ link|update|edit|sic)(?:\ –\ discuss)?\??
        | not\ in\ citation\ given
        )\](?!\()""",
    re.VERBOSE | re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^\[\^[\w-]{1,30}\]:.*$|\[\^[\w-]{1,30}\]", re.MULTILINE)
# Where a dash was lost, its two spaces and something for it are left: "the tower   a landmark".
_LOST_DASH = re.compile(r"(?<=\w) {3}(?=\w)")
_SPACES = re.compile(r"(?<=[^\n ]) {2,}")
_LETTER_NOTE = re.compile(r"(?<=[\w.,;:)\"”])\[[a-z]\](?!\w)")

_HYPHEN_AT_END = re.compile(
    r"(?<![\w'’-])([^\W_][\w'’-]{0,60})[-\u2010]\n[ \t]*(\w[^\s]*)[ \t]*\n?"
)
_SOFT_HYPHEN_AT_END = re.compile(r"\u00ad[ \t]*\n[ \t]*(\w[^\s]*)[ \t]*\n?")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# None that plain words begin or end with, such as "pre", "high" and "day".
_BEFORE_HYPHEN = words("anti half neo non quasi self vice well")
_BEHIND_HYPHEN = words(
    "aged backed based born bound built called controlled dollar driven edge elect existing famous"
    " foot free friendly general held hour known language level lived made making metre mile"
    " minded minute month needed oriented owned page president profile related rich run scale"
    " selling sized speaking star style term week winning year"
)

_PICTURES = "(?:photo(?:graph)?|picture|image|video)s?"
_CREDIT = re.compile(
    rf"""[\s([—–-]*(?:
          (?:(?:additional|further|original)\ )?(?:with\ )?(?:additional\ )?
          (?:report(?:ing|ed)|writing|written|edit(?:ing|ed)|compiled|translat(?:ion|ed)|filming
            |photograph(?:ed|y)|{_PICTURES}|illustrations?|graphics?|words
            |text|story|files?|inputs?|contributions?|material|produced|production|research)
          \ (?:by|from|courtesy)\b
        | by\ (?=[A-Z])
        | (?:{_PICTURES}(?:\ (?:credits?|by|courtesy))?|credits?|sources?|illustrations?
            |(?:cover|file)\ photo)\s*:
        )""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_CREDITS = words(
    "additional and at by compiled contributions courtesy credit credits de del der editing edited"
    " files file for from further graphics illustration image images in input inputs la material of"
    " on original photo photograph photographs photography photos picture pictures produced"
    " production reported reporting research source sources story text the translated translation"
    " van via video videos von with words writing written"
)
_CREDIT_BEHIND = re.compile(
    rf"""\s*(?:
          [([](?i:{_PICTURES}|credits?|courtesy|file|source)\b[^()\[\]]{{0,80}}[)\]]
        | [([](?:[A-Z][\w.&'-]*\ ?){{1,4}}/\ ?(?:[A-Z][\w.'’-]*[\ ,/]*){{1,6}}[)\]]
        | (?=[A-Z])(?i:{_PICTURES}|credits?)(?:\ (?:by|credit))?\s?:\ [^.!?:]{{1,80}}\.?
        | (?<=\s)[A-Z]{{2,12}}/(?:[A-Z][\w.'’-]*\ ?){{1,4}}
        | [([](?i:(?:additional\ )?(?:reporting|writing|editing)\ by)[^()]{{0,300}}[)\]]
        )[\s|]*$""",
    re.VERBOSE,
)
_READ_ON = re.compile(
    r"""\W{0,3}(?:
          (?:read|see|learn|find\ out)\ (?:more|also|next|full|the\ full)\b
        | also\ read\b | see\ also\b
        | (?:related|recommended|more|watch|listen|live|video|photos|read|explainer|opinion)
          (?:\ (?:stories|articles|news|content|reading|topics|coverage|on\ this))?\s*:
        | click\ (?:here|to) | sign\ up\b | subscribe\b | follow\ (?:us|@) | share\ (?:this|on)\b
        | download\ (?:our|the)\ app | advertise?ments?\b\W*$ | ©|\(c\)\ \d
        | copyright\ (?:©|\(c\)|\d)
        | all\ rights\ reserved | continue\ reading
        | (?:image|media|picture|photo|video)\ (?:caption|source)\b
        )""",
    re.VERBOSE | re.IGNORECASE,
)
_SITE = re.compile(
    r"""\W*(?:(?:©|\([cC]\)|(?i:copyright))\W*)+(?:\d{4}(?:[–-]\d{2,4})?\W*)?(?:by\ )?
        ((?:The\ )?[A-Z][\w&’'-]*(?:\ [A-Z&][\w&’'-]*){0,4})(?=[.,;|]|$|\ ©)""",
    re.VERBOSE,
)
_ABOUT_ITSELF = re.compile(
    r"\bcontributed (?:to this (?:report|article|story)|(?:to (?:the|this) )?reporting)\b"
    r"|^\W*this (?:article|story|piece|post) (?:(?:is|was|has been) )?(?:first |originally )*"
    r"(?:published|appeared|posted|produced|written|updated|amended|corrected|part of)\b"
    r"|^[^.]{3,80} reported from [^.]{3,80}\.?$"
    r"|\ball rights reserved\b|^\W*follow\b.*(?:@\w|\bon (?:Twitter|X|Facebook|Instagram)\b)",
    re.IGNORECASE,
)
# Who took a picture, or from where it is, perhaps without a space behind its caption.
_IN_CAPTION = re.compile(
    rf"""(?: (?<![\w-])(?=[A-Z])(?i:(?:file\ )?{_PICTURES})\s?:\s
          | (?<=[a-z]{{3}})(?=[A-Z])(?i:{_PICTURES}|credits?)(?<=[a-z]):\s
          | (?<![\w-])(?i:file\ {_PICTURES})\b(?!\ (?:format|size|type|host|shar))
          | ^File: )
        (?:[^.!?]|(?<=\b[A-Z])\.|\.(?=\d))*(?:[.!?]\s*|$)(?:\([^()]*\)\.?\s*)?""",
    re.VERBOSE,
)
_MOST_WORDS_OF_CREDIT = 60
_MARKS = ' .!?"”(['


# "Ada Lind (2nd L, front) and Bo Dahl (C)": where somebody stands in a picture.
_WHERE = r"(?:\d(?:st|nd|rd|th) )?(?:[LRC]|left|right|cent(?:re|er)|front|back|rear)"
_IN_PICTURE = re.compile(rf" ?\({_WHERE}(?:, ?{_WHERE})*\)")


def tidy(text: str) -> str:
    """The text with plain spaces and line breaks, words rejoined, and footnote marks removed."""
    text = text.replace("\r\n", "\n")
    text = _SOFT_HYPHEN_AT_END.sub(r"\1\n", text).translate(_CHARACTERS)
    text = _LETTER_NOTE.sub("", _NOTE.sub("", _FOOTNOTE.sub("", text))).replace(" ()", "")
    text = _IN_PICTURE.sub("", text)
    text = _LOST_DASH.sub(" – ", text)
    text = _SPACES.sub(" ", text).replace(" \n", "\n")
    return _with_whole_words(text)


def unescape(text: str) -> str:
    """A plain text with entities such as `&eacute;` replaced by their characters.

    Twice, because texts are often escaped twice.
    """
    for _ in range(2):
        text = _ENTITY.sub(_character, text)
    return text


def _character(entity: re.Match[str]) -> str:
    if entity[1]:
        return html5.get(f"{entity[1]};", entity[0])
    return html.unescape(entity[0])


def _with_whole_words(text: str) -> str:
    """The text with words rejoined that were split at the end of a line.

    The hyphen stays if the word has one elsewhere in the text or, if it does not occur elsewhere,
    if its parts often form compounds.
    """
    if not _HYPHEN_AT_END.search(text):
        return text
    known = {word.lower() for word in _WORDS.findall(text)}

    def joined(found: re.Match[str]) -> str:
        first, rest = found[1], found[2]
        second = (_WORDS.match(rest) or rest)[0].partition("-")[0]
        hyphen = "-" if _is_compound(first, second, known) else ""
        # Move the break after the word, so that lines keep their length.
        return f"{first}{hyphen}{rest}\n"

    return _HYPHEN_AT_END.sub(joined, text)


def _is_compound(first: str, second: str, known: set[str]) -> bool:
    if f"{first}-{second}".lower() in known:
        return True
    if f"{first}{second}".lower() in known:
        return False
    if "-" in first or not first.isalpha() or not second[:1].islower():
        return True
    return first.lower() in _BEFORE_HYPHEN or second in _BEHIND_HYPHEN


def is_credit(plain: str) -> bool:
    """Whether a paragraph credits the makers of the article, or invites to read on."""
    if _READ_ON.match(plain) or _ABOUT_ITSELF.search(plain):
        return len(plain.split()) <= _MOST_WORDS_OF_CREDIT
    lead = _CREDIT.match(plain)
    if not lead or len(plain.split()) > _MOST_WORDS_OF_CREDIT:
        return False
    if lead[0].rstrip().endswith(":"):
        return True
    # "Written by Ann Lee in 1999, the book won a prize" is a sentence.
    small = re.findall(r"(?<![\w'’])[a-z][a-z'’]*", plain)
    return all(word in _IN_CREDITS for word in small)


def site_in(plain: str) -> str:
    """The site that a line in the head or foot of a text names, as in "© 2019 Harbour News. All
    rights reserved."; "" if it is no such line."""
    found = _SITE.match(plain)
    return found[1] if found and len(plain.split()) <= _MOST_WORDS_OF_CREDIT else ""


def is_caption(plain: str) -> bool:
    """Whether a paragraph is nothing but captions of pictures: "Ada Lind opens the bridge. Image:
    Bo Dahl".

    It tells what the picture shows, often in the present, years after it was taken.
    """
    return not any(plain[start:end].strip() for start, end in between_captions(plain))


def between_captions(plain: str) -> Iterator[tuple[int, int]]:
    """The starts and ends of what a paragraph has besides the captions that stand in it: "The tower
    in fogImage: Bo Dahl. The mayor …".

    A caption is one sentence, or all of a short paragraph that begins or ends with who took the
    picture.
    """
    found = list(_IN_CAPTION.finditer(plain))
    outer = any(
        not plain[: each.start()].strip(_MARKS) or not plain[each.end() :] for each in found
    )
    if outer and len(plain.split()) <= _MOST_WORDS_OF_CREDIT:
        return
    start = 0
    for each in found:
        before = plain[start : each.start()].rstrip(_MARKS)
        yield start, start + max(before.rfind(mark) for mark in (". ", "! ", "? ")) + 1
        start = each.end()
    yield start, len(plain)


def credit_behind(plain: str) -> int:
    """Where a credit such as "(Agency/Ann Lee)" begins at the end of a paragraph; the paragraph's
    length if there is none."""
    end = len(plain)
    found = _CREDIT_BEHIND.search(plain, max(0, end - 400))
    return found.start() if found else end
