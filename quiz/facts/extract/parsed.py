"""An article with its parse: sentences, their positions, and who is who."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quiz.facts.extract.article import Article, Paragraph
from quiz.facts.extract.lexicon import (
    BUILT,
    COUNTRIES,
    COUNTRY_OF,
    EVENTS,
    FAMILY,
    FIRMS,
    INITIATIVES,
    KIN,
    LIFE,
    NATURAL,
    NOT_A_NAME,
    OFFICES,
    ORGANISATIONS,
    SAYING,
    is_post,
    words,
)

# spaCy's classes; it is imported only when an article is read.
Token = Any
Doc = Any

SUBJECTS = ("nsubj", "nsubjpass")
"""The dependencies of a subject on its verb."""

_TO_COME = ("be", "expect", "plan", "schedule", "set", "due", "likely", "intend", "hope", "want")
_LINKS = ("of", "for", "on", "and", "&")
_IN_NAME = ("compound", "nmod", "amod", "nummod", "poss", "case", "punct", "det", "flat")
# Kings and popes also stand behind a first name, or are surnames.
_BEFORE_NAMES = OFFICES - words("king queen pope emperor empress sultan emir speaker")
_PARTICLES = ("al", "el", "de", "van", "von", "bin", "ibn", "da", "di", "der", "du", "la")
_FIELD = re.compile(r"(?:[a-z](?:ics|ology|ography|osophy|onomy)|[cs]hemistry)$")
"""How the names of sciences end, which the parse takes for places."""

_BORN = re.compile(r" \((?:born|b\.|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}|\d{4} ?[-–—])")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence. tokens: its own, without titles. kind: person, organisation, place,
    event or thing. full: its longest form in the article."""

    tokens: tuple[Token, ...]
    head: Token
    kind: str
    full: str

    @property
    def text(self) -> str:
        """The name as written here."""
        return text_of(self.tokens)


def text_of(tokens: Iterable[Token]) -> str:
    """The text of tokens in order, with the spaces between them."""
    text, last = "", None
    for token in tokens:
        apart = last is not None and token.i != last.i + 1
        text += (" " if apart else "") + token.text_with_ws
        last = token
    return " ".join(text.split())


class Sentence:
    """A sentence of the parse. number: in the article, from 0."""

    def __init__(self, span: Any, paragraph: Paragraph, number: int) -> None:
        self.span = span
        self.paragraph = paragraph
        self.number = number
        self.text = str(span.text).strip()
        self.start = paragraph.start + span.start_char + (len(span.text) - len(span.text.lstrip()))

    @property
    def future(self) -> bool:
        """Whether it is in the future tense."""
        return any(_is_future(token) for token in self.span)

    def future_at(self, words: str) -> bool:
        """Whether it is in the future tense where it has these words, such as a date.

        It is not if their verb is in the past tense and the future tense is that of another verb:
        "opened on Friday a lock that will let ships pass".
        """
        start = self.span.text.find(words)
        first = self.span.start_char + start
        at = self.span.doc.char_span(first, first + len(words), alignment_mode="expand")
        if start < 0 or at is None:
            return self.future
        verb = next((t for t in (at.root, *at.root.ancestors) if t.pos_ in ("VERB", "AUX")), None)
        return any(
            _is_future(token)
            and (
                verb is None
                or not _is_past(verb)
                or token.lower_ not in ("will", "'ll", "to", "would")
                or verb.i < token.i < at.start
            )
            for token in self.span
        )

    def __iter__(self) -> Iterator[Token]:
        return iter(self.span)


def _is_future(token: Token) -> bool:
    return bool(
        token.lower_ in ("will", "'ll", "would", "until", "till", "upcoming", "forthcoming")
        or (
            token.tag_ == "TO" and token.head.dep_ == "xcomp" and token.head.head.lemma_ in _TO_COME
        )
    )


def _is_past(verb: Token) -> bool:
    if verb.tag_ == "VBD":
        return True
    aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return any(child.tag_ == "VBD" or child.lemma_ == "have" for child in aux[:1])


class ParsedArticle:
    """All sentences of an article, and what holds for it as a whole."""

    def __init__(self, article: Article, docs: Iterable[Doc]) -> None:
        self.article = article
        self.sentences: list[Sentence] = []
        self._sentence_of: dict[tuple[int, int], Sentence] = {}
        self._docs: list[Doc] = []
        self._number: dict[int, int] = {}
        for paragraph, doc in zip(article.paragraphs, docs, strict=True):
            self._number[id(doc)] = len(self._docs)
            self._docs.append(doc)
            for span in doc.sents:
                if span.text.strip():
                    sentence = Sentence(span, paragraph, len(self.sentences))
                    self.sentences.append(sentence)
                    for token in span:
                        self._sentence_of[self._number[id(doc)], token.i] = sentence
        self._names = {name.head: name for name in self._find_names()}
        self._beside = {
            noun: name for name in self.names if (noun := _noun_beside(name)) is not None
        }
        self._speech = {token for doc in self._docs for token in _quotations(doc)}

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence with this token."""
        return self._sentence_of[self._number[id(token.doc)], token.i]

    def place(self, token: Token) -> int:
        """Where a token begins in the article's text, in characters."""
        return self.sentence_of(token).paragraph.start + int(token.idx)

    def is_spoken(self, token: Token) -> bool:
        """Whether a token is part of a quotation, and not merely of a quoted name."""
        return token in self._speech

    def name_of(self, token: Token) -> Name | None:
        """The name whose head a token is."""
        return self._names.get(token)

    @property
    def names(self) -> Iterable[Name]:
        """All names, in text order."""
        return self._names.values()

    @cached_property
    def people(self) -> Counter[str]:
        """How often each person is named, by full name."""
        return Counter(name.full for name in self.names if name.kind == "person")

    @cached_property
    def labels(self) -> dict[str, Counter[str]]:
        """The kinds of entity that the parse sees in each name."""
        found: dict[str, Counter[str]] = {}
        for name in self.names:
            found.setdefault(name.text, Counter())[name.head.ent_type_] += 1
        return found

    @cached_property
    def capitalised(self) -> Counter[str]:
        """How often each capitalised word occurs."""
        return Counter(re.findall(r"[A-Z]\w+", self.article.text))

    @cached_property
    def unexplained(self) -> tuple[str, ...]:
        """The acronyms that the article explains nowhere in parentheses."""
        text = self.article.text
        found = (word for word in self.capitalised if word.isupper() and len(word) > 2)
        return tuple(w for w in found if f"({w})" not in text and f"{w} (" not in text)

    @cached_property
    def topic(self) -> str:
        """The most frequent capitalised word; "" for none."""
        most = self.capitalised.most_common(1)
        return most[0][0] if most else ""

    @cached_property
    def classes(self) -> dict[str, list[Name]]:
        """Names by what the article calls them: "the ferry Queen Maud" is under "ferry"."""
        found: dict[str, list[Name]] = {}
        for name in self.names:
            for noun in _said_to_be(name):
                word = noun.lemma_.lower()
                found.setdefault("start-up" if word == "up" else word, []).append(name)
            before = name.head.doc[max(0, name.tokens[0].i - 3) : name.tokens[0].i].text
            if before == "start-up":
                found.setdefault(before, []).append(name)
            if _has_a_mayor(name):
                found.setdefault("city", []).append(name)
            ends = {name.tokens[-1].lower_, name.head.lower_}
            if len(name.tokens) > 1 and name.kind != "person":
                for word in ends:
                    found.setdefault(word, []).append(name)
                if ends & BUILT and not ends & NATURAL:
                    found.setdefault("building", []).append(name)
        return found

    def name_beside(self, noun: Token) -> Name | None:
        """The name right after a noun: "the ferry Queen Maud"."""
        return self._beside.get(noun)

    def noun_beside(self, name: Name) -> Token | None:
        """The noun right before a name that says what it is: "the ferry Queen Maud"."""
        return _noun_beside(name)

    def _find_names(self) -> list[Name]:
        raw: list[tuple[tuple[Token, ...], Token, str]] = []
        perhaps: list[Token] = []
        for sentence in self.sentences:
            for token in sentence:
                if _heads_name(token):
                    tokens, kind = _name(token)
                    if kind == "person":
                        tokens = _without_post(tokens)
                    raw.append((self._without_lead(tokens), token, kind))
                elif token.text[:1].isupper() and token.tag_ in ("NN", "NNS", "JJ"):
                    perhaps.append(token)
        people = _surnames(head for _, head, _ in raw)
        founded = {text_of(tokens) for tokens, head, _ in raw if _is_founded(head)}
        raw = [
            (
                tokens,
                head,
                "organisation"
                if text_of(tokens) in founded
                else "person"
                if _is_one_of(people, tokens, head)
                else kind,
            )
            for tokens, head, kind in raw
        ]
        kinds: dict[str, Counter[str]] = {}
        labels: dict[str, Counter[str]] = {}
        for tokens, head, _ in raw:
            labels.setdefault(text_of(tokens), Counter())[head.ent_type_] += 1
        full: dict[str, set[str]] = {}
        first: dict[str, set[str]] = {}
        for tokens, _, kind in raw:
            text = text_of(tokens)
            kinds.setdefault(text, Counter())[kind] += 1
            if kind == "person" and len(tokens) > 1 and not _is_lettered(tokens):
                full.setdefault(tokens[-1].text, set()).add(text)
                if not {"GPE", "LOC"} & labels.get(tokens[0].text, Counter()).keys():
                    first.setdefault(tokens[0].text, set()).add(text)
        title = self.article.title.split()
        if 1 < len(title) < 5 and title[-1] in people and all(w[0].isupper() for w in title):
            full.setdefault(title[-1], set()).add(" ".join(title))
        # A surname at the start of a sentence is sometimes taken for a common noun.
        raw += [
            ((token,), token, "person")
            for token in perhaps
            if token.text in full or token.text in first
        ]
        raw.sort(key=lambda each: (self._number[id(each[1].doc)], each[1].i))
        firms = _firms_before_people(raw)
        names = []
        for tokens, head, kind in raw:
            text = text_of(tokens)
            if text in firms:
                names.append(Name(tokens, head, "organisation", firms[text]))
                continue
            whole = full.get(text) or first.get(text, set())
            placed = head.ent_type_ in ("GPE", "LOC") and not labels.get(text, Counter())["PERSON"]
            placed = placed and head.dep_ not in (*SUBJECTS, "dobj")
            # "a Grammar" is not Ada Grammar.
            placed = placed or any(c.dep_ == "det" for c in head.children)
            before = head.nbor(-1) if head.i > head.sent.start else None
            placed = placed or (
                # "the comet Halvorsen" is not the astronomer.
                before is not None
                and before.tag_ == "NN"
                and before.head == head
                and not is_post(before.lower_)
                and before.lower_ not in KIN
            )
            if len(tokens) == 1 and whole and text not in COUNTRIES and not placed:
                longest = max(whole, key=len)
                names.append(Name(tokens, head, "person", longest if len(whole) == 1 else text))
                continue
            votes = kinds.get(text, Counter([kind]))
            best = max(votes, key=lambda each: (each == "person", votes[each]))
            names.append(Name(tokens, head, best if len(tokens) > 1 else kind, text))
        return names

    def _without_lead(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens without a first word that is capitalised only as the start of the sentence."""
        first = tokens[0]
        common = first.is_sent_start and first.text.lower() in self._small_words
        return tokens[1:] if common and len(tokens) > 2 else tokens

    @cached_property
    def _small_words(self) -> frozenset[str]:
        """The words of the article in lower case."""
        return frozenset(re.findall(r"(?<![\w-])[a-z][\w-]+", self.article.text))


def _firms_before_people(
    found: Iterable[tuple[tuple[Token, ...], Token, str]],
) -> dict[str, str]:
    """The firms that the text calls by their first word, such as "Hansen" for "Hansen AG", because
    it names them before anybody with this surname."""
    firms: dict[str, str] = {}
    people: set[str] = set()
    for tokens, _, kind in found:
        if kind == "person" and len(tokens) > 1:
            people.add(tokens[-1].text)
            continue
        firm = len(tokens) == 2 and tokens[1].lower_ in FIRMS
        if firm and tokens[0].text not in people:
            firms.setdefault(tokens[0].text, text_of(tokens))
    return firms


def _without_post(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A person's name without a place and a post before it, or an organisation: "Devon Governor
    Ada Lind", "Marsh Institute Ada Lind"."""
    for at in range(len(tokens) - 2, 0, -1):
        word = tokens[at].lower_
        if word in _BEFORE_NAMES or (word in ORGANISATIONS and at < len(tokens) - 2):
            return tokens[at + 1 :]
    return tokens


def _is_lettered(tokens: Sequence[Token]) -> bool:
    """Whether a line is only a lettered choice such as "C. Olmec"."""
    return len(tokens) == len(tokens[0].sent) and bool(re.fullmatch(r"[A-Z]\.", tokens[0].text))


def subject_of(verb: Token) -> Token | None:
    """A verb's own subject, not one shared with another verb."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def object_of(preposition: Token | None) -> Token | None:
    """The noun after a preposition; None if either is missing."""
    nouns = preposition.children if preposition is not None else ()
    return next((child for child in nouns if child.dep_ == "pobj"), None)


def is_reported(verb: Token) -> bool:
    """Whether a verb states what somebody is told to have said."""
    return bool(verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING)


def first_example(by: Token) -> Token | None:
    """The noun after "including" or the "as" of "such as"; None after any other word."""
    such = by.lower_ == "as" and any(child.lower_ == "such" for child in by.children)
    return object_of(by) if such or by.lower_ == "including" else None


def in_score(token: Token) -> bool:
    """Whether a number is half of a result such as "1 – 0"."""
    doc, at = token.doc, token.i
    for mark, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if 0 <= other < len(doc) and doc[mark].text in "-–:" and doc[other].tag_ == "CD":
            return bool(token.tag_ == "CD" and len(token.text) < 4 and len(doc[other].text) < 4)
    return False


def _surnames(heads: Iterable[Token]) -> set[str]:
    """The last words of names that are mostly people's, by their entities and verbs."""
    votes: dict[str, Counter[bool]] = {}
    for head in heads:
        lives = head.dep_ in SUBJECTS and head.head.lemma_ in LIFE
        lives = lives or bool(_BORN.match(head.doc.text, head.idx + len(head.text)))
        vote = votes.setdefault(head.text, Counter())
        vote[head.ent_type_ == "PERSON" or lives] += 10 if lives else 1
    return {w for w, vote in votes.items() if vote[True] > vote[False] or vote[True] >= 10}


def _is_founded(head: Token) -> bool:
    """Whether a name is something that people found."""
    return head.dep_ == "nsubjpass" and head.head.lemma_ in ("found", "establish", "headquarter")


def _is_one_of(people: set[str], tokens: Sequence[Token], head: Token) -> bool:
    """Whether a name ends in the surname of one of these people."""
    others = ORGANISATIONS | EVENTS | BUILT | INITIATIVES
    return (
        head.text in people
        and head.text not in COUNTRIES
        and not any(token.lower_ in others or not token.text[0].isalpha() for token in tokens)
        and head == tokens[-1]
    )


def _heads_name(token: Token) -> bool:
    if token.tag_ not in ("NNP", "NNPS") and not (
        token.ent_type_ == "PERSON" and token.text[:1].isupper() and token.pos_ in ("NOUN", "PROPN")
    ):
        return False
    if token.lower_ in NOT_A_NAME or not any(char.isalpha() for char in token.text):
        return False
    if token.ent_type_ in ("DATE", "TIME", "ORDINAL", "CARDINAL"):
        return False
    if is_post(token.lower_) and not token.ent_type_:
        return False
    inner = token.dep_ in ("compound", "nmod") and token.head.i > token.i
    if inner and token.head.tag_ in ("NNP", "NNPS"):
        return False
    return token.text not in COUNTRY_OF or token.dep_ not in ("compound", "amod", "nmod")


def _name(head: Token) -> tuple[tuple[Token, ...], str]:
    """The tokens of a name by its head, without titles and articles, and its kind."""
    left: list[Token] = []
    doc = head.doc
    at = head.i - 1
    while at >= head.sent.start:
        token = doc[at]
        inside = token.dep_ in _IN_NAME and (token.head == head or token.head in left)
        joined = (
            token.text in ("-", "’", "'")
            and not token.whitespace_
            and not token.nbor(-1).whitespace_
            if token.i
            else False
        )
        capital = token.text[:1].isupper() and token.pos_ not in ("DET", "ADP")
        # "Suleiman al-Amr", "Ludwig van Beethoven"
        capital = capital or token.lower_ in _PARTICLES
        if (
            not inside
            or token.lower_ in NOT_A_NAME
            or not (capital or joined)
            or token.dep_ in ("poss", "case")
        ):
            break
        left.insert(0, token)
        at -= 1
    while left and not left[0].text[:1].isupper() and left[0].lower_ not in ("al", "el"):
        left.pop(0)
    group = head.ent_type_ in ("ORG", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT")
    group = group or head.lower_ in ORGANISATIONS
    titles = [t for t in left if is_post(t.lower_) and not (group and t.ent_type_)]
    if group and titles and titles[-1].lower_ == titles[-1].text:
        # "the truck maker Hansen AG" is no person.
        left, titles = left[left.index(titles[-1]) + 1 :], []
    ahead = doc[left[0].i - 1] if left and left[0].i > head.sent.start else None
    if (
        titles
        and ahead is not None
        and ahead.tag_ == "NN"
        and not is_post(ahead.lower_)
        and (ahead.dep_ == "compound")
    ):
        # "the ferry Queen Maud" is not a queen.
        return (*left, head), "thing"
    if titles:
        left = left[left.index(titles[-1]) + 1 :]
    elif (
        left
        and left[0].text in COUNTRY_OF
        and head.lower_ not in ORGANISATIONS
        and (_is_person_entity(left[1:], head))
    ):
        left = left[1:]
    before = doc[left[0].i - 1] if left and left[0].i else doc[head.i - 1] if head.i else None
    lower_title = before is not None and before.dep_ == "compound" and is_post(before.lower_)
    tokens = [*left, head]
    if titles or lower_title or _is_somebody(head):
        return tuple(_whole_person(tokens)), "person"
    tokens = _extended(tokens, head)
    whole = _entity(head)
    if len(whole) > len(tokens) and whole[-1].i >= tokens[-1].i:
        tokens = whole
    ahead = tokens[0].nbor(-1) if tokens[0].i > head.sent.start else None
    if ahead is not None and ahead.text == "The" and not ahead.is_sent_start:
        # "The Crown"
        tokens = [ahead, *tokens]
    tokens = _glued(tokens)
    kind = _kind(tokens, head)
    return tuple(_whole_person(tokens) if kind == "person" else tokens), kind


def _glued(tokens: list[Token]) -> list[Token]:
    """The tokens with what follows without a space: "District 6-4A"."""
    result = list(tokens)
    while True:
        last = result[-1]
        after = last.nbor(1) if last.i + 1 < last.sent.end else None
        hyphen = after is not None and after.text in "-–" and not after.whitespace_
        if after is None or last.whitespace_ or not (hyphen or last.text in "-–"):
            return result
        result.append(after)


def _whole_person(tokens: list[Token]) -> list[Token]:
    """The tokens with a last name that the parse took for another word: "Wilson Or"."""
    last = tokens[-1]
    after = last.nbor(1) if last.i + 1 < last.sent.end else None
    cut = (
        len(tokens) == 1
        and after is not None
        and after.text.istitle()
        and after.tag_ not in ("NNP", "NNPS", "NNS")
        and after.text not in COUNTRY_OF
        and not after.ent_type_
    )
    return [*tokens, after] if cut else tokens


def _entity(head: Token) -> list[Token]:
    """The tokens of the entity around a head, if it is of a kind with long names."""
    if head.ent_type_ not in ("ORG", "WORK_OF_ART", "EVENT", "LAW", "FAC", "PRODUCT"):
        return []
    doc, first, last = head.doc, head.i, head.i
    while first > head.sent.start and doc[first].ent_iob_ != "B":
        first -= 1
    while last + 1 < head.sent.end and doc[last + 1].ent_iob_ == "I":
        last += 1
    tokens = list(doc[first : last + 1])
    if head.ent_type_ in ("ORG", "FAC"):
        # "the Alder Museum at Lund University": two names.
        for cut in [t.i for t in tokens if t.lower_ in ("at", "in")]:
            tokens = [t for t in tokens if t.i != cut and (t.i < cut) == (head.i < cut)]
    while tokens and (
        tokens[0].text in ("the", "a", "an")
        or tokens[0].is_punct
        or (tokens[0].is_sent_start and tokens[0].lower_ in ("the", "a", "an"))
    ):
        tokens.pop(0)
    while tokens and (
        tokens[-1].is_punct or tokens[-1].dep_ == "case" or tokens[-1].tag_ in ("IN", "DT", "CC")
    ):
        tokens.pop()
    odd = any(token.text in ",;()[]" for token in tokens)
    return [] if odd else tokens


def _is_person_entity(left: list[Token], head: Token) -> bool:
    return bool(head.ent_type_ == "PERSON" and left)


def _is_somebody(head: Token) -> bool:
    """Whether a word for what a person does stands beside a name."""
    for child in head.children:
        if child.dep_ == "appos" and is_post(child.lower_) and child.tag_ in ("NN", "NNP"):
            return bool(child.i > head.i)
        if child.dep_ == "relcl" and any(c.tag_ == "WP" for c in child.children):
            # "X, who …": things are "which".
            return head.text not in COUNTRIES
    beside = head.head.lower_
    return bool(
        head.dep_ == "appos"
        and head.head.tag_ == "NN"
        and head.i > head.head.i
        and (is_post(beside) or beside in FAMILY)
    )


def _extended(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens with what belongs to the name on its right: "of Malawi", "& Sons", "2000"."""
    if head.ent_type_ == "PERSON" and head.lower_ not in ORGANISATIONS | EVENTS | BUILT:
        return tokens
    doc = head.doc
    at = head.i + 1
    end = head.sent.end
    result = list(tokens)
    while at < end:
        token = doc[at]
        if (
            token.tag_ == "CD"
            and token.text.isdigit()
            and token.head == head
            and not (in_score(token))
        ):
            result.append(token)
            at += 1
            continue
        link = token.lower_ in _LINKS and (token.head in result or token.head == head)
        ahead = list(doc[at + 1 : min(at + 6, end)])
        if ahead and ahead[0].lower_ == "the":
            ahead = ahead[1:]
        if not link or not ahead or not ahead[0].text[:1].isupper():
            break
        if token.lower_ in ("and",) and not (
            head.lower_ in ORGANISATIONS | EVENTS and result[-1].i > head.i
        ):
            break
        if token.lower_ != "&" and head.lower_ not in (
            ORGANISATIONS | EVENTS | BUILT | INITIATIVES | {"treaty", "institute", "order"}
        ):
            break
        part: list[Token] = []
        for ahead_token in ahead:
            if not ahead_token.text[:1].isupper() and ahead_token.text not in ("-", ","):
                break
            if ahead_token.text == "," or ahead_token.ent_type_ == "DATE":
                break
            part.append(ahead_token)
        if not part:
            break
        result.extend(doc[i] for i in range(at, part[-1].i + 1))
        at = part[-1].i + 1
    return result


def _kind(tokens: list[Token], head: Token) -> str:
    words = {tokens[-1].lower_, head.lower_}
    text = text_of(tokens)
    if text in COUNTRIES:
        return "place"
    if words & EVENTS:
        return "event"
    if words & INITIATIVES:
        return "initiative"
    if words & ORGANISATIONS:
        return "organisation"
    label = head.ent_type_
    if len(tokens) == 1 and _FIELD.search(text):
        return "thing"
    if words & BUILT:
        return "place" if label in ("GPE", "LOC", "FAC") else "thing"
    if label == "PERSON":
        return "person" if len(tokens) > 1 else "thing"
    if label in ("GPE", "LOC", "FAC"):
        return "place"
    if label == "EVENT":
        return "event"
    if label in ("ORG", "NORP"):
        return "organisation"
    return "thing"


def _said_to_be(name: Name) -> Iterator[Token]:
    """The nouns that say what a name is: beside it, before it, or after "is a"."""
    head = name.head
    for child in head.children:
        if child.dep_ == "appos" and child.tag_ == "NN" and child.i > head.i:
            yield child
        if child.dep_ == "compound" and child.tag_ == "NN" and child.i < name.tokens[0].i:
            yield child
    noun = _noun_beside(name)
    if noun is not None:
        yield noun
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from (c for c in head.head.children if c.dep_ == "attr" and c.tag_ == "NN")


def _noun_beside(name: Name) -> Token | None:
    first = name.tokens[0]
    if first.i == first.sent.start:
        return None
    noun = first.nbor(-1)
    determined = (name.kind == "person" and is_post(noun.lower_)) or any(
        child.dep_ in ("det", "poss") or child.text in COUNTRY_OF for child in noun.children
    )
    if noun.tag_ != "NN" or noun.lower_ in KIN or not noun.text.islower() or not determined:
        return None
    return noun if noun.head != name.head or noun.dep_ != "compound" else None


def _has_a_mayor(name: Name) -> bool:
    of = name.head.head
    return bool(
        name.head.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in ("mayor", "mayoress")
    )


def _quotations(doc: Doc) -> Iterator[Token]:
    """The tokens within quotation marks, except for mere names."""
    opened: int | None = None
    for token in doc:
        if token.text in ('"', "“", "”", "``", "''"):
            if opened is None:
                opened = token.i
            else:
                inside = doc[opened + 1 : token.i]
                verbs = any(t.dep_ in SUBJECTS or t.tag_ == "PRP" for t in inside)
                if verbs or len(inside) > 7:
                    yield from inside
                opened = None
    if opened is not None:
        yield from doc[opened + 1 :]
