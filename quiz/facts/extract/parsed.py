"""An article with its parse: sentences, their positions, and who is who."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from quiz.facts.extract.article import Article, Paragraph
from quiz.facts.extract.calendar import Tense
from quiz.facts.extract.lexicon import (
    BUILT,
    FIRMS,
    INITIATIVES,
    KIN,
    LIFE,
    NATURAL,
    NO_PERSON,
    ORGANISATIONS,
    RELATIVES,
    SAYING,
    is_post,
    places_of,
    without_possessive,
    words,
)
from quiz.facts.extract.names import heads_name, name_around
from quiz.facts.extract.parse_tree import Doc, Span, Token
from quiz.facts.extract.tokens import (
    SUBJECTS,
    WILL,
    finite_of,
    in_present,
    subject_of,
    text_of,
    verb_of,
)
from quiz.facts.nations import COUNTRIES, COUNTRY_OF
from quiz.text.surnames import surname_of

_LABEL = re.compile(r"\W*([A-Z][\w. ]{0,24}?)\W*: \S")
_ANSWERS = 3
"""How many paragraphs with the label of the same speaker make an interview."""

_OPENING = 2
"""Sentences that tell, with the title, what an article is about."""

_TO_COME = ("be", "expect", "plan", "schedule", "set", "due", "likely", "intend", "hope", "want")
_TELLING = words("show follow come mark mean bring reflect result stem recall describe condemn")
"""Verbs that in the present tense tell of something past: "follows the fire on Friday"."""
_AWAITING = words("look hope wait prepare plan")
"""Verbs of waiting to or for something to come: "looks to a vote in April"."""

_BORN = re.compile(r" \((?:born|b\.|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4}|\d{4} ?[-–—])")
_QUOTES = ('"', "“", "”", "``", "''")
PART_OF_NAME = frozenset(("name", "nickname", "pseudonym", "alias", "title", "river"))
"""Nouns without which a name behind them reads as another: "under the name Lind"."""

_INTERVIEWS = re.compile(r"([A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*) (?:interviews|reporters)\b")
_LEAVING = re.compile(
    r"\b(?:quits?|defect(?:s|ed)|expelled from"
    r"|resign(?:s|ed) from(?! (?:his|her|their) (?:[a-z]+ )?(?:leadership|post|position|office))"
    r"|left (?:the|his|her) (?:\w+ )?[Pp]arty"
    r"|broke with|withdrew from|no longer|until recently)\b"
)


@dataclass(frozen=True)
class Name:
    """A name in a sentence. tokens: its own, without titles. kind: person, organisation, place,
    event or thing. full: its longest form in the article."""

    tokens: tuple[Token, ...]
    head: Token
    kind: str
    full: str

    @cached_property
    def text(self) -> str:
        """The name as written here."""
        return text_of(self.tokens)


class Sentence:
    """A sentence of the parse. number: in the article, from 0."""

    def __init__(self, span: Span, paragraph: Paragraph, number: int) -> None:
        self.span = span
        self.paragraph = paragraph
        self.number = number
        self.text = span.text.strip()
        self.start = paragraph.start + span.start_char + (len(span.text) - len(span.text.lstrip()))

    @property
    def future(self) -> bool:
        """Whether it is in the future tense."""
        return any(_is_future(token) for token in self.span)

    def tense_at(self, words: str) -> Tense:
        """The tense where it has these words, such as a date.

        It is not the future if their verb is in the past tense and the future that of another verb:
        "opened on Friday a lock that will let ships pass". It is the present only if they belong to
        the verb or its object: "makes its last trip on Friday", not "comes after a fire on Friday".
        """
        start = self.span.text.find(words)
        at = self.span.part(start, start + len(words))
        verb = verb_of(at.root) if at is not None else None
        told = verb is not None and _is_past(verb)
        if any(
            _is_future(token)
            and not (told and (token.lower_ in (*WILL, "to", "would") or token.dep_ == "mark"))
            for token in self.span
        ):
            return "future"
        if verb is not None and verb.tag_ == "VBN" and finite_of(verb).tag_ == "TO":
            # "forced a vote to be held on May 9"
            return "present"
        if at is None or verb is None or not in_present(verb) or verb.lemma_ in SAYING | _TELLING:
            return "past"
        path = takewhile(lambda token: token != verb, at.root.ancestors)
        nouns = [token for token in path if token.pos_ in ("NOUN", "PROPN")]
        ahead = ("to", "for") if verb.lemma_ in _AWAITING else ()
        own = all(noun.dep_ == "dobj" or noun.head.lower_ in ahead for noun in nouns)
        return "present" if own else "past"

    def __iter__(self) -> Iterator[Token]:
        return iter(self.span)


def _is_future(token: Token) -> bool:
    return bool(
        token.lower_ in (*WILL, "would", "until", "till", "upcoming", "forthcoming")
        or (
            token.tag_ == "TO" and token.head.dep_ == "xcomp" and token.head.head.lemma_ in _TO_COME
        )
    )


def _is_past(verb: Token) -> bool:
    if verb.tag_ == "VBD":
        return True
    first = finite_of(verb)
    return first is not verb and (first.tag_ == "VBD" or first.lemma_ == "have")


class ParsedArticle:
    """All sentences of an article, and what holds for it as a whole."""

    def __init__(self, article: Article, docs: Iterable[Doc]) -> None:
        self.article = article
        self.sentences: list[Sentence] = []
        # By first token.
        self._sentence_of: dict[Token, Sentence] = {}
        self._speech: set[Token] = set()
        labels = Counter(m[1] for each in article.paragraphs if (m := _LABEL.match(each.text)))
        interviewed = False
        # The paragraphs since one that leaves a quotation open.
        within: list[Doc] | None = None
        for paragraph, doc in zip(article.paragraphs, docs, strict=True):
            self._speech.update(_quotations(doc))
            marks = [token for token in doc if token.text in _QUOTES]
            if within is not None and marks and _closes(marks[0]):
                self._speech.update(*within, doc[: marks[0].i])
            within = None if within is None or marks else [*within, doc]
            if marks and not _closes(marks[-1]):
                within = []
            label = _LABEL.match(paragraph.text)
            interviewed = interviewed or (label is not None and labels[label[1]] >= _ANSWERS)
            if interviewed or _is_answer(doc):
                self._speech.update(doc)
            for span in doc.sents:
                if span.text.strip():
                    sentence = Sentence(span, paragraph, len(self.sentences))
                    self.sentences.append(sentence)
                    self._sentence_of[span[0]] = sentence
        self._names = {name.head: name for name in self._find_names()}
        self._beside = {n: name for name in self.names if (n := noun_beside(name)) is not None}

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence with this token."""
        return self._sentence_of[token.sent[0]]

    def place(self, token: Token) -> int:
        """Where a token begins in the article's text, in characters."""
        return self.sentence_of(token).paragraph.start + token.idx

    def is_spoken(self, token: Token) -> bool:
        """Whether a token is part of a quotation, and not merely of a quoted name."""
        return token in self._speech

    def name_of(self, token: Token) -> Name | None:
        """The name whose head a token is."""
        return self._names.get(token)

    def person_of(self, token: Token) -> Name | None:
        """The name whose head a token is, if it is a person's."""
        name = self.name_of(token)
        return name if name is not None and name.kind == "person" else None

    @property
    def names(self) -> Iterable[Name]:
        """All names, in text order."""
        return self._names.values()

    @cached_property
    def people(self) -> Counter[str]:
        """How often each person is named, by full name."""
        return Counter(name.full for name in self.names if name.kind == "person")

    @cached_property
    def double_named(self) -> tuple[str, ...]:
        """The people with a double name, such as Ada Lind-Dahl, by full name."""
        return tuple(name for name in self.people if "-" in name)

    @cached_property
    def by_surname(self) -> dict[str, list[str]]:
        """The full names of people of more than one word, by the last one."""
        found: dict[str, list[str]] = {}
        for name in self.people:
            if surname_of(name) != name:
                found.setdefault(surname_of(name).split()[-1], []).append(name)
        return found

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

    def mentions(self, name: str) -> int:
        """How often the article names somebody or something, by the last word of the name."""
        last = without_possessive(name.split()[-1])
        return sum(1 for _ in places_of(last, f"{self.article.title}\n{self.article.text}"))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of capitalised words that stand side by side."""
        return name_pairs(" ".join(f"{self.article.title} | {self.article.text}".split()))

    @cached_property
    def opening(self) -> str:
        """The title and the first sentences."""
        return " ".join((self.article.title, *(s.text for s in self.sentences[:_OPENING])))

    @cached_property
    def unexplained(self) -> dict[str, None]:
        """The acronyms that the article explains nowhere in parentheses, as keys in text order."""
        text = self.article.text
        found = (word for word in self.capitalised if word.isupper() and len(word) > 2)
        alone = (w for w in found if f"({w})" not in text and f"{w} (" not in text)
        return dict.fromkeys(alone)

    @cached_property
    def departures(self) -> tuple[str, ...]:
        """The title and the sentences that tell of somebody leaving a group."""
        texts = (self.article.title, *(s.text for s in self.sentences))
        return tuple(text for text in texts if _LEAVING.search(text))

    @cached_property
    def sites(self) -> frozenset[str]:
        """The names of those that tell the news, if the text tells of their own work: "Harbour News
        interviewed Ada Lind", "Harbour News reporters attended"."""
        titled = _INTERVIEWS.match(self.article.title)
        found = {titled[1]} - self.by_surname.keys() if titled else set()
        for token in (t for sentence in self.sentences for t in sentence):
            nouns: list[Token] = []
            if token.lower_ in ("reporter", "reporters"):
                nouns = [c for c in token.children if c.dep_ in ("compound", "poss")]
            elif token.pos_ == "VERB" and token.lemma_ == "interview":
                nouns = [c for c in token.children if c.dep_ == "nsubj"]
            names = (self.name_of(noun) for noun in nouns)
            found |= {n.text for n in names if n and not (n.kind == "person" and " " in n.full)}
        return frozenset(found)

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
                found.setdefault(noun.lemma_.lower(), []).append(name)
            if _has_a_mayor(name):
                found.setdefault("city", []).append(name)
            ends = {name.tokens[-1].lower_, name.head.lower_}
            if len(name.tokens) > 1 and name.kind != "person":
                for word in ends:
                    found.setdefault(word, []).append(name)
                if ends & BUILT and not ends & NATURAL:
                    found.setdefault("building", []).append(name)
        return found

    @cached_property
    def titled(self) -> dict[str, dict[str, Name]]:
        """The people with a title right before their names, by that title and by full name."""
        found: dict[str, dict[str, Name]] = {}
        for name in self.names:
            title = name.tokens[0].before
            if name.kind == "person" and title is not None and is_post(title.lower_):
                found.setdefault(title.lower_, {}).setdefault(name.full, name)
        return found

    @cached_property
    def relatives(self) -> dict[str, list[Name]]:
        """The people whom a word for a relative stands beside, by that word without "step-"."""
        found: dict[str, list[Name]] = {}
        for name in self.names:
            noun = kin_beside(name) if name.kind == "person" else None
            if noun is not None:
                found.setdefault(plain_kin(noun), []).append(name)
        return found

    @cached_property
    def dead(self) -> frozenset[str]:
        """The full names of those who are told to have died."""
        return frozenset(name.full for name in self.names if _is_dead(name))

    def name_beside(self, noun: Token) -> Name | None:
        """The name right after a noun: "the ferry Queen Maud"."""
        return self._beside.get(noun)

    def _find_names(self) -> list[Name]:
        raw: list[tuple[tuple[Token, ...], Token, str]] = []
        perhaps: list[Token] = []
        for sentence in self.sentences:
            for token in sentence:
                if heads_name(token):
                    tokens, kind = name_around(token)
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
        title = self.article.title
        words = title.split()
        if not (1 < len(words) < 5 and words[-1] in people):
            title = ""
        # The names with each last word and each of the others, in text order. Those before the word
        # stands alone are in `known`.
        titled = {head.text for _, head, _ in raw if head.before and is_post(head.before.lower_)}
        full: dict[str, list[str]] = {surname_of(title): [title]} if title else {}
        first: dict[str, list[str]] = {}
        known: dict[str, list[str]] = {}
        for tokens, _, kind in raw:
            text = text_of(tokens)
            kinds.setdefault(text, Counter())[kind] += 1
            alone = surname_of(text) == text
            if alone:
                known.setdefault(text, list(full.get(text, ())))
            if kind == "person" and not alone and not _is_no_full_name(tokens):
                whole = title if _is_longer(text, title) else text
                full.setdefault(surname_of(text), []).append(whole)
                short, *inner = text.split()[:-1]
                votes = labels.get(short, Counter())
                others = sum(votes[label] for label in ("GPE", "LOC", "ORG", "PRODUCT"))
                named = whole == title or votes["PERSON"] > 2 * others
                # "President Lind" is Ada Lind Dahl.
                for word in (*([short] if named else ()), *(w for w in inner if w in titled)):
                    first.setdefault(word, []).append(whole)
        # A surname at the start of a sentence is sometimes taken for a common noun.
        raw += [((token,), token, "person") for token in perhaps if token.text in full]
        raw.sort(key=lambda each: self.place(each[1]))
        firms = _firms_before_people(raw, labels)
        names = []
        for tokens, head, kind in raw:
            text = text_of(tokens)
            if text in firms:
                names.append(Name(tokens, head, "organisation", firms[text]))
                continue
            alike = set(full.get(text) or first.get(text) or [])
            # "Ada Maria Lind" is Ada Lind.
            alike = {n for n in alike if not any(_is_longer(n, each) for each in alike)}
            placed = head.ent_type_ in ("GPE", "LOC") and not labels.get(text, Counter())["PERSON"]
            placed = placed and head.dep_ not in (*SUBJECTS, "dobj")
            # "a Grammar" is not Ada Grammar, and "as Ada" is a role.
            placed = placed or any(c.dep_ == "det" for c in head.children)
            placed = placed or (head.head.lower_ == "as" and text not in full)
            ahead = head.before
            placed = placed or (
                # "the comet Halvorsen" is not the astronomer.
                ahead is not None
                and ahead.tag_ == "NN"
                and ahead.head == head
                and not is_post(ahead.lower_)
                and ahead.lower_ not in KIN
            )
            if surname_of(text) == text and alike and not placed:
                meant = {title} & alike or (alike if len(alike) == 1 else set(known.get(text, ())))
                whole = next(iter(meant)) if len(meant) == 1 else text
                whole = text if _is_part_beside(tokens, whole) else whole
                names.append(Name(tokens, head, "person", whole))
                continue
            votes = kinds.get(text, Counter([kind]))
            best = max(votes, key=lambda each: (each == "person", votes[each]))
            best = best if len(tokens) > 1 else kind
            whole = title if best == "person" and _is_longer(text, title) else text
            names.append(Name(tokens, head, best, whole))
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


def name_pairs(text: str) -> frozenset[str]:
    """The pairs of capitalised words side by side in a text."""
    plain = re.sub(r"['’]s?(?!\w)", "", text)
    return frozenset(re.findall(r"(?=\b([A-Z][\w’'-]* [A-Z][\w’'-]*))", plain))


def _firms_before_people(
    found: Iterable[tuple[tuple[Token, ...], Token, str]], labels: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """The firms that the text calls by one word, such as "Hansen" for "Hansen AG", because it names
    them before anybody with this surname.

    labels: how often each name is which kind of entity.
    """
    firms: dict[str, str] = {}
    people: set[str] = set()
    alone: set[str] = set()
    for tokens, head, kind in found:
        if kind == "person" and len(tokens) > 1:
            surname = tokens[-1].text
            people.add(surname)
            if surname in alone:
                firms.setdefault(surname, surname)
            continue
        votes = labels.get(text_of(tokens), Counter())
        if len(tokens) == 1 and head.text not in people and votes["ORG"] > 2 * votes["PERSON"] + 1:
            alone.add(head.text)
        firm = len(tokens) == 2 and tokens[1].lower_ in FIRMS and tokens[0].text not in COUNTRIES
        if firm and tokens[0].text not in people:
            firms.setdefault(tokens[0].text, text_of(tokens))
    return firms


_FAMILY = words("family brothers sisters siblings twins couple sons daughters children parents")


def _is_longer(name: str, title: str) -> bool:
    """Whether a name is that of the title with more words: "Ada Maria Lind"."""
    return (
        bool(title)
        and name.split()[-1] == title.split()[-1]
        and set(name.split()) > set(title.split())
    )


def _is_part_beside(name: Sequence[Token], whole: str) -> bool:
    """Whether the word before or behind a short name is of the whole one, too, or the name is that
    of a family: "the Lind brothers"."""
    before, after, text = name[0].before, name[-1].after, text_of(name)
    return (before is not None and f"{before.text} {text}" in whole) or (
        after is not None
        # "Suleiman" before "al-Amr"
        and (after.lower_ in _FAMILY or any(f"{text} {after.text}{e}" in whole for e in " -"))
    )


def _is_no_full_name(tokens: Sequence[Token]) -> bool:
    """Whether a line is only a lettered choice such as "C. Olmec", or a name is no person's:
    "Letters to Lind", "Socotra Hotel"."""
    lettered = len(tokens) == len(tokens[0].sent) and re.fullmatch(r"[A-Z]\.", tokens[0].text)
    others = ORGANISATIONS | BUILT | {"to", "for", "and"}
    last = tokens[-1].text
    if last.isupper() and 1 < len(last) < 5:
        # "Pro-Lom DAB": an acronym.
        return True
    return bool(lettered) or any(token.lower_ in others for token in tokens)


def _surnames(heads: Iterable[Token]) -> set[str]:
    """The last words of names that are mostly people's, by their entities and verbs."""
    votes: dict[str, Counter[bool]] = {}
    for head in heads:
        lives = head.dep_ in SUBJECTS and (head.head.lemma_ in LIFE or _has_his(head))
        lives = lives or bool(_BORN.match(head.doc.text, head.idx + len(head.text)))
        vote = votes.setdefault(head.text, Counter())
        vote[head.ent_type_ == "PERSON" or lives] += 10 if lives else 1
    return {w for w, vote in votes.items() if vote[True] > vote[False] or vote[True] >= 10}


def _has_his(subject: Token) -> bool:
    """Whether a subject has something of his or her own: "Lind sold his boat"."""
    things = [c for c in subject.head.children if c.dep_ == "dobj" and c.i > subject.i]
    return any(c.lower_ in ("his", "her") for each in things for c in each.children)


def _is_founded(head: Token) -> bool:
    """Whether a name is something that people found."""
    return head.dep_ == "nsubjpass" and head.head.lemma_ in ("found", "establish", "headquarter")


def _is_one_of(people: set[str], tokens: Sequence[Token], head: Token) -> bool:
    """Whether a name ends in the surname of one of these people."""
    others = NO_PERSON | INITIATIVES
    # "won the Pulitzer"
    prize = (
        tokens[0] == head and head.tag_ == "NNP" and any(c.lower_ == "the" for c in head.children)
    )
    return (
        head.text in people
        and not prize
        and head.text not in COUNTRIES
        and not any(t.lower_ in others or not t.text[0].isalpha() for t in tokens if t.text != "-")
        and head == tokens[-1]
    )


def _said_to_be(name: Name) -> Iterator[Token]:
    """The nouns that say what a name is: beside it, before it, or after "is a"."""
    head = name.head
    for child in head.children:
        if child.dep_ == "appos" and child.tag_ == "NN":
            yield child
        if child.dep_ == "compound" and child.tag_ == "NN" and child.i < name.tokens[0].i:
            yield child
    noun = noun_beside(name)
    if noun is not None:
        yield noun
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from (c for c in head.head.children if c.dep_ == "attr" and c.tag_ == "NN")


def noun_beside(name: Name) -> Token | None:
    """The noun right before a name that says what it is: "the ferry Queen Maud"."""
    noun = name.tokens[0].before
    if noun is None:
        return None
    determined = (name.kind == "person" and is_post(noun.lower_)) or any(
        child.dep_ in ("det", "poss") or child.text in COUNTRY_OF for child in noun.children
    )
    if name.head.dep_ in ("compound", "nmod") and name.head.head.i > name.head.i:
        # "a second year USI student"
        return None
    if noun.tag_ != "NN" or noun.lower_ in KIN or not noun.text.islower() or not determined:
        return None
    if noun.lower_ in PART_OF_NAME:
        return None
    return noun if noun.head != name.head or noun.dep_ != "compound" else None


def kin_beside(name: Name) -> Token | None:
    """The word for a relative beside a name: "his wife, the painter Eva Rask"."""
    over, described = name.head, []
    while over.dep_ == "appos":
        over = over.head
        described.append(over)
    before = (c for c in name.head.children if c.dep_ in ("compound", "nmod"))
    beside = (t for t in described if t.lemma_.lower() in RELATIVES)
    return next(beside, next((c for c in before if c.lower_ in RELATIVES), None))


def plain_kin(noun: Token) -> str:
    """The word for a relative without "step" or "half"."""
    return re.sub("^(?:step|half)-?", "", noun.lemma_.lower())


def _is_dead(name: Name) -> bool:
    verb = name.head.head
    hedged = (c.dep_ == "neg" or (c.dep_ == "aux" and c.lemma_ != "have") for c in verb.children)
    died = name.head.dep_ in SUBJECTS and verb.lemma_ == "die" and not any(hedged)
    return died or any(c.lower_ == "late" for c in name.head.children)


def _has_a_mayor(name: Name) -> bool:
    of = name.head.head
    return of.lower_ == "of" and of.head.lower_ in ("mayor", "mayoress")


def _is_answer(doc: Doc) -> bool:
    """Whether a paragraph is an answer in an interview: somebody says "I" without quotation marks,
    and nobody is said to say anything."""
    speakers = (subject_of(t) for t in doc if t.lemma_ in SAYING and t.pos_ == "VERB")
    said = any(who is not None and who.text != "I" for who in speakers)
    quoted = any(t.text in _QUOTES for t in doc)
    return not (said or quoted) and any(t.text == "I" and t.tag_ == "PRP" for t in doc)


def _closes(mark: Token) -> bool:
    """Whether a quotation mark ends a quotation: it stands right behind a word or a full stop."""
    before = mark.before
    if before is None or before.whitespace_ or mark.text == "“":
        return False
    return before.text[-1].isalnum() or before.text in ".,!?…)'’"


def _quotations(doc: Doc) -> Iterator[Token]:
    """The tokens within quotation marks, except for mere names."""
    opened: int | None = None
    for token in doc:
        if token.text in _QUOTES:
            if opened is None:
                opened = None if _closes(token) else token.i
            else:
                inside = doc[opened + 1 : token.i]
                verbs = any(t.dep_ in SUBJECTS or t.tag_ == "PRP" for t in inside)
                if verbs or len(inside) > 7:
                    yield from inside
                opened = None
    if opened is not None:
        yield from doc[opened + 1 :]
