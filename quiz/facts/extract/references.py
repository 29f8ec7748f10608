"""What pronouns, surnames and "the bridge" stand for, and phrases that need no context.

The rules, each with a factor for the confidence of a fact that rests on it:

- A surname stands for the full name that the article gives, when there is only one (1).
- "he", "she", "his", "her": the subject of this clause or of the nearest sentence before, if it is
  a person who may be so called (0.95; 0.85 when that sentence names several). Else the one person
  whom the article is about (0.9). In such an article, a pronoun that may be that person or another
  one is nobody. Whoever was told of last is the one who "said".
- "they", "their": the plural subject of this sentence or of the one before (0.85).
- "it", "its": the subject of this clause or of the sentence before, if it is no person (0.9).
- "the bridge": the one name that is a bridge, or is called one ("the Karlsen Bridge"); the company,
  when only one is spoken of (0.97; 0.88 when there are several: the latest). Else the first mention
  in the article with its description: "a trial in Malawi" makes "the trial in Malawi" (0.93).
- A bare "the trial" of which nothing is known stays as it is (0.65).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from quiz.facts.extract.calendar import find_dates, with_full_dates
from quiz.facts.extract.lexicon import (
    CORPORATE,
    SAYING,
    is_post,
    stands_alone,
)
from quiz.facts.extract.noun_phrases import (
    has_article,
    is_bare,
    is_date_of,
    is_highest,
    noun_phrase,
    without_article,
)
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name, ParsedArticle, Sentence
from quiz.facts.extract.tokens import (
    SUBJECTS,
    entity_of,
    finite_of,
    is_plural,
    is_reported,
    object_of,
    subject_of,
    text_of,
    verb_of,
)
from quiz.facts.nations import COUNTRIES
from quiz.facts.sexes import MEN, WOMEN
from quiz.wording import joined

_LOOSE_SPACE = re.compile(r" (?=[,;:!?%)]|\.(?!\d))|(?<=[$€£¥]) (?=\d)")
_SHORT_UNIT = re.compile(r"(?<=\d)(m|bn|km)\.(?!\w)")
_MARK = re.compile("[\"“”'‘’]")
_OPENED = re.compile(r"(?<!\S)['‘](?=[^\W\d]{3})")
_CLOSED = re.compile(r"['’](?!\w)")

SAME = 0.97
OF_SEVERAL = 0.88
DESCRIBED = 0.93
BARE = 0.65
TOPIC = 0.9
PLURAL = 0.85
PERSONAL = 0.95
PERSONAL_OF_SEVERAL = 0.85
IMPERSONAL = 0.9
_DEPTH = 4
_MUCH_MORE = 3
"""How many times more often the topic is named than what else is meant by "the city"."""

_LOWERED = ("DET", "NOUN", "ADJ", "NUM", "ADP", "SCONJ", "PRON", "VERB")
_ROUGHLY = (
    "at",
    "about",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "around",
    "over",
    "some",
    "more",
    "fewer",
    "most",
)
HE = frozenset(("he", "she", "him", "his", "her", "hers"))
"""The pronouns of one person, a man or a woman."""

_SHE = frozenset(("she", "her", "hers"))
_THEY = frozenset(("they", "them", "their", "theirs"))
_IT = frozenset(("it", "its"))
_SHIPS = frozenset(
    ("ship", "ferry", "freighter", "vessel", "yacht", "submarine", "tanker", "liner")
)
_OF_TIME = frozenset(("day", "week", "month", "year", "decade", "century", "season", "time", "era"))
_UNIQUE = frozenset(("world", "sun", "moon", "earth", "internet", "ball", "lead", "score", "vote"))
"""What "the" means without a name, or what is another one soon: "the lead"."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a phrase refers to. sentences: the numbers of those that say so."""

    text: str
    kind: str
    factor: float = 1.0
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that make sense alone. factor: for the confidence. sentences: the numbers of those
    needed."""

    text: str
    factor: float = 1.0
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Called:
    """A name that is called by some word. place: in the article. best, several: of the names up to
    this one, the one that is named most, and whether they are not all the same."""

    place: int
    name: Name
    best: Name
    several: bool


class References:
    """Resolves the references of one article."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.parsed = parsed
        self._subjects: dict[int, Reference | None] = {}
        self._first_full: dict[str, int] = {}
        self._phrases: dict[tuple[object, ...], Phrase | None] = {}
        self._people: dict[int, set[str]] = {}
        self._described: dict[str, list[Token]] = {}
        self._named: dict[str, list[Token]] = {}
        self._by_words: dict[tuple[str, ...], list[_Called]] = {}
        self._ordered = list(parsed.names)
        self._places = [parsed.place(name.head) for name in self._ordered]
        self._mentions = Counter(name.full for name in parsed.names)
        for name in parsed.names:
            number = parsed.sentence_of(name.head).number
            if name.text == name.full:
                self._first_full.setdefault(name.full, number)
            if name.kind == "person" and name.head.dep_ != "compound":
                # "a Lind goal" tells of the goal.
                self._people.setdefault(number, set()).add(name.full)
        for sentence in parsed.sentences:
            for token in sentence:
                if _is_named_by_name(token):
                    self._named.setdefault(token.lemma_.lower(), []).append(token)
                if token.tag_ == "NN" and has_article(token, ("a", "an")) and not is_bare(token):
                    for sort in {token.lemma_.lower(), _sort_of(token)}:
                        self._described.setdefault(sort, []).append(token)

    def of(self, token: Token, depth: int = 0) -> Reference | None:
        """What a noun or pronoun refers to; None if unclear."""
        if depth > _DEPTH:
            return None
        if token.tag_ in ("PRP", "PRP$"):
            return self._of_pronoun(token, depth)
        name = self.parsed.name_of(token) or self.parsed.name_beside(token)
        if name is not None:
            return self._of_name(name)
        if token.dep_ == "appos" and token.tag_ == "NN":
            name = self.parsed.name_of(token.head)
            if name is not None:
                return replace(self._of_name(name), factor=SAME)
        if _is_pair(token):
            return self._of_pair(token)
        if has_article(token, ("the",)) and is_bare(token):
            return self._of_definite(token)
        return None

    def sentences_of(self, token: Token) -> tuple[int, ...]:
        """The numbers of the sentences that say what a noun or pronoun refers to."""
        found = self.of(token)
        return found.sentences if found is not None else ()

    def phrase(
        self,
        tokens: Iterable[Token],
        forms: Mapping[Token, str] = MappingProxyType({}),
        *,
        dated: bool = False,
    ) -> Phrase | None:
        """The words of these tokens so that they make sense alone; None if they cannot.

        forms: of words that are told in another form. dated: whether dates such as "last year" are
        told in full.
        """
        ordered = tuple(sorted(tokens, key=lambda token: token.i))
        # Each rule asks for the words of the same nouns, and each gap for those of its clause.
        asked = (ordered, tuple(forms.items()), dated)
        if asked not in self._phrases:
            self._phrases[asked] = self._phrase(ordered, forms, dated)
        return self._phrases[asked]

    def _phrase(
        self, tokens: Sequence[Token], forms: Mapping[Token, str], dated: bool
    ) -> Phrase | None:
        kept = set(tokens)
        forms = {**self._dates_of_nouns(kept), **forms}
        named = [name for t in tokens if (name := self.parsed.name_of(t)) is not None]
        gone = {t for n in named if n.full != n.text for t in n.tokens if t != n.head}
        parts: list[str] = []
        factor, bare = 1.0, 1.0
        sentences: tuple[int, ...] = ()
        for token, after in zip(tokens, [*tokens[1:], None], strict=True):
            if token in gone:
                continue
            found: Reference | None = None
            tail = _space_between(token, after)
            if token.tag_ in ("WP", "WDT") and any(a in kept for a in token.head.ancestors):
                # Its clause is already in what it refers to.
                pass
            elif token.dep_ == "preconj" and token.lower_ not in ("neither", "not"):
                # "both A and B"
                continue
            elif _owns_perhaps(token):
                return None
            elif token.tag_ in ("PRP", "PRP$", "WP", "WDT", "WP$") and not (
                is_reflexive(token) or token in forms or _is_told_before(token, kept)
            ):
                found = self.of(token, 1)
                if found is None or self._is_done_to_itself(token, found):
                    return None
                if token.tag_ == "PRP$":
                    found = replace(found, text=possessive(found.text))
            elif token.lower_ in ("the", "this", "that", "these", "those") and token.dep_ == "det":
                noun = last = token.head
                pointing = token.lower_ != "the"
                pair = _is_pair(noun)
                needed = pointing or pair
                beside = self.parsed.name_beside(noun)
                if pointing and _is_specified(noun):
                    # "this curving of spacetime" says which one.
                    factor *= SAME
                    parts.append("the ")
                    continue
                if pair:
                    found = self._of_pair(noun)
                elif beside is not None and not pointing:
                    found, last = self._of_name(beside), beside.tokens[-1]
                elif is_bare(noun) and (pointing or noun.dep_ != "compound"):
                    found = self._of_definite(noun)
                    bare = BARE if found is None else bare
                elif noun.tag_ == "NNP" and _is_post_alone(noun):
                    found = self._titled(noun)
                    if found is None and self.parsed.titled.get(noun.lower_):
                        # Which of two princes?
                        return None
                    bare = BARE if found is None else bare
                elif noun.dep_ in SUBJECTS and noun.head.dep_ == "ROOT" and _is_compound(noun):
                    found = self._first_mention(noun)
                if found is not None:
                    gone |= {t for t in tokens if token.i < t.i <= last.i}
                    tail = _space_behind(last if last in kept else noun, tokens)
                elif needed:
                    return None
            else:
                name = self.parsed.name_of(token)
                if name is not None and name.full != name.text:
                    found = self._of_name(name)
                    tail = _space_behind(name.tokens[-1], tokens)
            if found is not None:
                told = token.tag_[:3] == "PRP" and found.text in "".join(parts)
                if told or self._is_told_without_name(token, found.text, kept):
                    # "Ada Lind came to Lom, where she stayed": who she is was just told.
                    found = replace(found, text=token.lower_)
                factor *= found.factor
                sentences = (*sentences, *found.sentences)
                parts.append(found.text + tail)
            elif (
                token.tag_ in ("POS", "''")
                and token.dep_ == "case"
                and parts
                and token not in forms
            ):
                # The name before it may be another than in the text: "Northgate Metals' shares".
                parts.append(possessive(parts[-1])[len(parts[-1]) :] + tail)
            else:
                parts.append(forms.get(token, _plain(token)) + tail)
        text = punctuated("".join(parts))
        if dated and text:
            tense = self.parsed.sentence_of(tokens[0]).tense_at
            text = with_full_dates(text, self.parsed.article.day, tense)
        return Phrase(text, factor * bare, sentences) if text and stands_alone(text) else None

    def _dates_of_nouns(self, kept: Set[Token]) -> dict[Token, str]:
        """Other words for "Saturday's polls" and "a fire last year": "the polls of 21 April 2007",
        "a fire in 2014"."""
        forms: dict[Token, str] = {}
        for date in (token for token in kept if token.dep_ in ("poss", "npadvmod")):
            words = [t for t in date.subtree if t.dep_ != "case"]
            noun, text = date.head, text_of(words)
            if not kept >= {noun, *words}:
                continue
            sentence = self.parsed.sentence_of(date)
            dates = list(find_dates(text, self.parsed.article.day, sentence.tense_at))
            if [(d.start, d.end, d.absolute) for d in dates] != [(0, len(text), False)]:
                continue
            when = dates[0].when
            if date.dep_ == "poss":
                forms |= dict.fromkeys(date.subtree, "") | {date: "the"}
                forms[noun] = f"{noun.text} of {when}"
            elif is_date_of(date, noun):
                forms |= dict.fromkeys(words, "") | {date: when.phrase}
        return forms

    def _is_told_without_name(self, pronoun: Token, person: str, kept: Set[Token]) -> bool:
        """Whether a pronoun is the subject before it, whose name is left out: "A mayor, Bo Dahl,
        came after he had won"."""
        verbs = pronoun.ancestors if pronoun.lower_ in HE else ()
        subjects = [s for over in verbs if (s := subject_of(over)) is not None and s in kept]
        out = (t for s in subjects for t in s.subtree if t not in kept and t.i < pronoun.i)
        return any(n is not None and n.full == person for n in map(self.parsed.name_of, out))

    def _of_name(self, name: Name) -> Reference:
        here = self.parsed.sentence_of(name.head).number
        text = name.full
        first = name.tokens[0]
        if name.kind != "person" and _has_the(first):
            text = f"the {text}"
        there = self._first_full.get(name.full, here) if name.full != name.text else here
        return Reference(text, name.kind, 1.0, () if there == here else (there,))

    def _of_definite(self, noun: Token) -> Reference | None:
        word = noun.lemma_.lower()
        if _is_told_behind(noun):
            return None
        if word in _OF_TIME | _UNIQUE or not noun.text.islower() or noun.tag_ == "NNS":
            # "player of the year" does not refer to an award with that name, "the Symphony From
            # the New World" is a name itself, and "the defendants" are not only the first.
            return None
        group = self._group_told_of(noun) if word in CORPORATE else None
        if group is not None:
            return group
        found = self._called_before(noun, (word,))
        if found is None and word in CORPORATE:
            found = self._called_before(noun, tuple(CORPORATE))
        if found is not None:
            name, several = found
            meant = self._of_name(name)
            if name.tokens[-1].lower_ == word and not meant.text.startswith("the "):
                # "the project" is the Lom Flag Project.
                meant = replace(meant, text=f"the {meant.text}")
            number = self.parsed.sentence_of(name.head).number
            return replace(
                meant, factor=OF_SEVERAL if several else SAME, sentences=(*meant.sentences, number)
            )
        return self._first_mention(noun)

    def _titled(self, noun: Token) -> Reference | None:
        """The one person whose name the article has behind a title: "the Prince"."""
        people = self.parsed.titled.get(noun.lower_, {})
        name = next(iter(people.values())) if len(people) == 1 else None
        return replace(self._of_name(name), factor=SAME) if name is not None else None

    def _first_mention(self, noun: Token) -> Reference | None:
        """A noun as the article describes it where it first has it: "the 2008 court case"."""
        sort = _sort_of(noun)
        earlier = [t for t in self._described.get(sort, ())[:2] if self._is_before(t, noun)]
        if not earlier:
            named = [t for t in self._named.get(sort, ()) if self._is_before(t, noun)]
            alike = len({text_of(without_article(t)) for t in named}) == 1
            earlier = named[:1] if alike else []
        if not earlier:
            return None
        first = earlier[0]
        phrase = self.phrase(without_article(first))
        if phrase is None or phrase.text == sort:
            return None
        number = self.parsed.sentence_of(first).number
        return Reference(
            f"the {phrase.text}",
            "thing",
            phrase.factor * (OF_SEVERAL if len(earlier) > 1 else DESCRIBED),
            (*phrase.sentences, number),
        )

    def _group_told_of(self, noun: Token) -> Reference | None:
        """The organisation that the sentence before is about, in the same paragraph."""
        here = self.parsed.sentence_of(noun)
        before = self.parsed.sentences[here.number - 1] if here.number else here
        if before is here or before.paragraph != here.paragraph:
            return None
        who = subject_of(before.span.root)
        name = self.parsed.name_of(who) if who is not None else None
        if name is None or name.kind != "organisation":
            return None
        meant = self._of_name(name)
        return replace(meant, factor=SAME, sentences=(*meant.sentences, before.number))

    def _called_before(self, noun: Token, words: tuple[str, ...]) -> tuple[Name, bool] | None:
        """The name before a noun that "the company" may mean, the most frequent one and the latest
        of those, and whether there are several."""
        known = self._called(words)
        at = bisect_left(known, self.parsed.place(noun), key=lambda each: each.place)
        if not at:
            return None
        best = known[at - 1].best
        if self._has_rival(best, noun):
            return None
        return best, known[at - 1].several

    def _has_rival(self, name: Name, noun: Token) -> bool:
        """Whether something else of the same kind as a name, and not much rarer, is named in the
        two sentences before a noun, or before it in its own. A company may be any thing."""
        here, place = self.parsed.sentence_of(noun).number, self.parsed.place(noun)
        start = bisect_left(self._places, self.parsed.sentences[max(0, here - 2)].start)
        end = bisect_left(self._places, place)
        group = noun.lemma_.lower() in CORPORATE
        alike = {"organisation", "thing"} if group else {name.kind}
        return any(
            {other.kind, name.kind} <= alike
            and not _is_part(other.full, name.full)
            and (
                name.kind == "organisation"
                or self._mentions[name.full] < _MUCH_MORE * self._mentions[other.full]
            )
            for other in self._ordered[start:end]
        )

    def _called(self, words: tuple[str, ...]) -> list[_Called]:
        """The names that the article calls by one of these words, in text order."""
        if words not in self._by_words:
            names = [name for word in words for name in self.parsed.classes.get(word, ())]
            known: list[_Called] = []
            every: set[str] = set()
            for name in sorted(names, key=lambda name: self.parsed.place(name.head)):
                best = known[-1].best if known else name
                if self._mentions[name.full] >= self._mentions[best.full]:
                    best = name
                every.add(name.full)
                place = self.parsed.place(name.head)
                known.append(_Called(place, name, best, len(every) > 1))
            self._by_words[words] = known
        return self._by_words[words]

    def _of_pronoun(self, token: Token, depth: int) -> Reference | None:
        found = self._meant_by(token, depth)
        if found is not None and token.lower_ in HE and self._is_named_after(token, found.text):
            # "He said that Lind had gone": he is not Lind.
            return None
        return found

    def _is_named_after(self, token: Token, person: str) -> bool:
        """Whether a sentence names a person after a pronoun, other than as the subject of the verb
        that a phrase with the pronoun comes before."""
        behind = (t for t in self.parsed.sentence_of(token) if t.i > token.i)
        names = (name for t in behind if (name := self.parsed.name_of(t)) is not None)
        return any(
            name.full == person
            and not (name.head.dep_ in SUBJECTS and token in name.head.head.subtree)
            for name in names
        )

    def _meant_by(self, token: Token, depth: int) -> Reference | None:
        word = token.lower_
        if _is_empty(token) or _is_idle(token):
            return None
        if word in _THEY:
            return self._of_they(token, depth)
        if word not in HE | _IT:
            return None
        personal = word in HE
        sentence = self.parsed.sentence_of(token)
        own = (
            self._own_subject(token, depth)
            if token.dep_ not in SUBJECTS or (word == "it" and _is_beside_main(token.head))
            else self._speaker(token, depth)
        )
        if own is not None and own.kind == "person" and not personal and token.dep_ in SUBJECTS:
            # "The minister said it was open": what she spoke of, or her ministry.
            return None
        if own is not None and token.tag_ == "PRP" and token.dep_ in ("dobj", "pobj"):
            # If something is done to "it", "it" is not the subject.
            own = None
        if personal and own is None and _is_said_by_post(token):
            return None
        topic = self._topic(word) if personal else None
        known = None if topic is not None and self._tells_last_of_another(token) else topic
        if token.head.lemma_ in SAYING:
            # Who was told of last goes on speaking.
            topic = known
        if topic is not None and own is not None and own.kind == "person":
            own = self._own_or_topic(own, topic, word)
            if own is None:
                return None
        if own is not None and (own.kind == "person") == personal:
            return replace(own, factor=own.factor * (PERSONAL if personal else 0.95))
        if word == "it" and _has_object_before(token):
            # "Ulm lost the fort to men who had taken it": the fort, if anything.
            return None
        if word == "its" and own is None and self._may_own(token):
            return None
        if personal and token.tag_ == "PRP$":
            owner = self._subject_behind(token)
            if owner is not None:
                return owner if self._may_be(owner.text, word) else None
            owner = self._parallel_owner(token, depth)
            if owner is not None:
                return self._own_or_topic(owner, topic, word)
        apart = token.dep_ not in SUBJECTS or token.head.dep_ != "ROOT"
        if personal and apart:
            here = self._named_before(token)
            aside = self._aside(token)
            if topic and here and all(_is_part(n, topic.text) or n in aside for n in here):
                return topic
            if topic and here and self._goes_on_about(topic, token, depth):
                return topic
            if here:
                # "called by Ada Lind after her victory"
                person = Reference(next(iter(here)), "person", PERSONAL_OF_SEVERAL)
                return self._own_or_topic(person, topic, word) if len(here) == 1 else None
        if personal and sentence.number and self._tells_of_another(sentence.number - 1):
            return None
        earlier = self._earlier(sentence, token, depth, known)
        return self._own_or_topic(earlier, topic, word) if earlier is not None else known

    def _own_or_topic(
        self, found: Reference, topic: Reference | None, word: str
    ) -> Reference | None:
        """The likeliest person of an article about one person; None if it may be either."""
        if topic is None or _is_part(found.text, topic.text):
            return found
        return None if self._may_be(found.text, word) else topic

    def _is_done_to_itself(self, token: Token, found: Reference) -> bool:
        """Whether a pronoun would stand for who does it, who needs a "himself": "won without having
        to play them"."""
        if token.dep_ != "dobj":
            return False
        verb = token.head
        while subject_of(verb) is None and verb.dep_ in ("xcomp", "pcomp", "prep", "advcl"):
            verb = verb.head
        who = subject_of(verb)
        own = self.of(who, 1) if who is not None else None
        return own is not None and own.text == found.text

    def _goes_on_about(self, topic: Reference, token: Token, depth: int) -> bool:
        """Whether "he" in a clause is the subject of the main one, whom the article is about: "Lind
        was Bo Dahl in a film for which he was praised"."""
        over = list(token.ancestors)
        who = subject_of(over[-1])
        apart = any(
            verb.lemma_ in SAYING or (verb.dep_ == "relcl" and self.parsed.person_of(verb.head))
            for verb in over
        )
        if token.dep_ not in SUBJECTS or apart or who is None or who.i > token.i:
            return False
        main = self.of(who, depth + 1)
        return main is not None and _is_part(main.text, topic.text)

    def _aside(self, token: Token) -> set[str]:
        """The people before a pronoun whom a sentence names only after "by" or "of"."""
        names = self._names_before(token)
        leads = {n.full for n in names if n.head.head.lower_ not in ("by", "of")}
        return {name.full for name in names} - leads

    def _named_before(self, token: Token) -> set[str]:
        """The people whom a pronoun's sentence names before it."""
        return {
            name.full
            for name in self._names_before(token)
            if name.kind == "person"
            and self._may_be(name.full, token.lower_)
            and not any(t.lower_ in HE for t in name.head.subtree)
        }

    def _names_before(self, token: Token) -> list[Name]:
        """The names before a token in its sentence."""
        before = (t for t in self.parsed.sentence_of(token) if t.i < token.i)
        return [name for t in before if (name := self.parsed.name_of(t)) is not None]

    def _earlier(
        self, sentence: Sentence, token: Token, depth: int, topic: Reference | None
    ) -> Reference | None:
        """The subject of an earlier sentence: of this paragraph, or of the last one before it; else
        the person whom the article is about."""
        personal = token.lower_ in HE
        for number in range(sentence.number - 1, -1, -1):
            before = self.parsed.sentences[number]
            if before.paragraph != sentence.paragraph and number < sentence.number - 1:
                break
            found = self._subject(before)
            if (
                found is not None
                and (found.kind == "person") == personal
                and (not personal or self._may_be(found.text, token.lower_))
            ):
                several = personal and topic is None
                if several and self._is_one_of_several(found.text, number, token.lower_):
                    return None
                return self._antecedent(found, number, token.lower_)
            if not personal:
                return None
            people = {p for p in self._people.get(number, ()) if self._may_be(p, token.lower_)}
            if topic is not None:
                return topic
            who = subject_of(before.span.root)
            if who is None or who.lower_ in HE:
                # Another "he", of whom it is unclear who he is.
                return None
            if len(people) == 1:
                return self._antecedent(
                    Reference(next(iter(people)), "person"), number, token.lower_
                )
            if people:
                return None
        return None

    def _is_one_of_several(self, person: str, number: int, word: str) -> bool:
        """Whether a sentence names somebody else, too, who is as likely to be "he"."""
        if person in self._genders:
            return False
        others = self._people.get(number, set())
        return any(self._may_be(o, word) and not _is_part(o, person) for o in others)

    def _tells_of_another(self, number: int) -> bool:
        """Whether "he" may be one or the other of a sentence such as "X said that Y had come"."""
        root = self.parsed.sentences[number].span.root
        told = [subject_of(c) for c in root.children if c.dep_ == "ccomp"]
        people = [name for who in told if who is not None and (name := self.parsed.name_of(who))]
        return root.lemma_ in SAYING and any(name.kind == "person" for name in people)

    def _of_pair(self, noun: Token) -> Reference | None:
        """The two people, countries or other things that are named here or in the sentence
        before."""
        here = self.parsed.sentence_of(noun)
        word = noun.lemma_.lower()
        people = is_post(word)
        if not people and word not in ("country", "nation", "side", "neighbour", "neighbor"):
            return self._of_things(noun, here)
        found: dict[str, int] = {}
        for sentence in (here, *self.parsed.sentences[max(0, here.number - 1) : here.number]):
            for token in sentence:
                if sentence is here and token.i >= noun.i:
                    break
                name = self.parsed.person_of(token)
                if people and name is not None:
                    found.setdefault(name.full, sentence.number)
                elif not people and token.text in COUNTRIES:
                    found.setdefault(token.text, sentence.number)
            if len(found) == 2:
                kind = "person" if people else "place"
                return Reference(joined(list(found)), kind, PLURAL, tuple(found.values()))
            if len(found) > 2:
                return None
        if people or len(self._lands) != 2:
            return None
        return Reference(joined(list(self._lands)), "place", PLURAL, tuple(self._lands.values()))

    def _of_things(self, noun: Token, here: Sentence) -> Reference | None:
        """The last two things that this paragraph named as "the X and the Y", here or in the
        sentence before."""
        before = self.parsed.sentences[max(0, here.number - 1)].span
        start = before.start if before.doc is noun.doc else here.span.start
        for token in reversed(noun.doc[start : noun.i]):
            first = token.head
            if token.dep_ != "conj" or not first.pos_ == token.pos_ == "PROPN":
                continue
            if first.dep_ in ("compound", "nmod") or token in entity_of(first):
                # "the Conference on Science and Law"
                continue
            names = (self.parsed.name_of(first), self.parsed.name_of(token))
            if len(token.conjuncts) > 1 or any(n and n.kind in ("person", "place") for n in names):
                return None
            both = joined([text_of(noun_phrase(each)) for each in (first, token)])
            return Reference(both, "thing", PLURAL, (self.parsed.sentence_of(token).number,))
        return None

    @cached_property
    def _lands(self) -> dict[str, int]:
        """The countries that the article names more than twice, with the first sentence of each."""
        first: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for sentence in self.parsed.sentences:
            for token in sentence:
                if token.text in COUNTRIES:
                    counts[token.text] += 1
                    first.setdefault(token.text, sentence.number)
        return {land: number for land, number in first.items() if counts[land] > 2}

    def _may_be(self, person: str, word: str) -> bool:
        """Whether "he" or "she" may be this person, from what the article says about them."""
        gender = self._genders.get(person)
        return gender is None or gender == (word in _SHE)

    @cached_property
    def _genders(self) -> dict[str, bool]:
        """Whether a person is a woman, from the words beside the name."""
        found: dict[str, bool] = {}
        for sentence in self.parsed.sentences:
            who = subject_of(sentence.span.root)
            name = self.parsed.name_of(who) if who is not None else None
            owners = [t.lower_ for t in sentence if t.tag_ == "PRP$" and t.lower_ in HE]
            own = self._about in ("", name.full) if name is not None else False
            own = own or (bool(owners) and (owners[0] in _SHE) != self._is_she)
            if own and name is not None and name.kind == "person" and len(set(owners)) == 1:
                # "Ada Lind came with her husband": Ada Lind is a woman. In an article on somebody
                # else, "her" may be that woman.
                found.setdefault(name.full, owners[0] in _SHE)
        for name in self.parsed.names:
            if name.kind != "person":
                continue
            around = [c for c in name.head.children if c.dep_ in ("compound", "nmod", "appos")]
            if name.head.dep_ == "appos":
                around.append(name.head.head)
            for token in around:
                if token.lower_.strip(".") in WOMEN | MEN:
                    found.setdefault(name.full, token.lower_.strip(".") in WOMEN)
        return found

    def _of_they(self, token: Token, depth: int) -> Reference | None:
        """The people or things that "they" refers to: the plural subject of this sentence or the
        previous one."""
        sentence = self.parsed.sentence_of(token)
        for number in range(sentence.number, max(-1, sentence.number - 3), -1):
            before = self.parsed.sentences[number]
            far = number < sentence.number - 1
            if far and (before.paragraph != sentence.paragraph or token.lower_ == "them"):
                break
            # "Lom News said that the pilots sold their boats": those of the pilots.
            own = self._subject_before(token) if token.tag_ == "PRP$" else None
            many = own is not None and (own.tag_ in ("NNS", "NNPS") or self._is_team(own))
            near = (own,) if own is not None and many and number == sentence.number else ()
            for child in (*near, *before.span.root.children):
                here = number == sentence.number and (child.i >= token.i or token in child.subtree)
                if child.dep_ not in SUBJECTS or here:
                    continue
                owned = token.tag_ == "PRP$" and child.tag_ == "NNS"
                if owned and number < sentence.number and self._opens_with_they(number - 1):
                    # "They left. Storms came. Their ship …"
                    return None
                if child.tag_ == "PRP" and child.lower_ == "they" and depth < 12:
                    return self._of_they(child, depth + 1)
                nouns = [child, *child.conjuncts]
                several = len(nouns) > 1 or child.tag_ in ("NNS", "NNPS")
                several = several or self._is_people(child) or is_plural(finite_of(child.head))
                several = several or child in near
                people = child.ent_type_ == "NORP"
                if not several and not people:
                    continue
                if people and finite_of(child.head).tag_ == "VBZ":
                    # "The Portuguese has won."
                    continue
                if number == sentence.number and _has_plural_between(child, token):
                    # "Fishermen rescued 700 people after they …": either.
                    return None
                if token.lower_ == "them" and self._subject_before(token) == child:
                    # If something is done to "them", they are not the subject.
                    return None
                found = [self.of(noun) or self._plural(noun) for noun in nouns]
                known = [each for each in found if each is not None]
                if len(known) < len(nouns):
                    return None
                text = joined([each.text for each in known])
                return Reference(text, known[0].kind, PLURAL, (number,))
        return None

    def _opens_with_they(self, number: int) -> bool:
        """Whether "they" are the subject of a sentence."""
        who = subject_of(self.parsed.sentences[number].span.root) if number >= 0 else None
        return who is not None and who.lower_ == "they"

    def _is_people(self, noun: Token) -> bool:
        """Whether a name is that of a team, or one with "the" that is no person's: "the Olmec"."""
        name = self.parsed.name_of(noun)
        team = noun.ent_type_ == "ORG" and name is not None and name.kind == "organisation"
        return team or (name is not None and not noun.ent_type_ and has_article(noun, ("the",)))

    def _is_team(self, noun: Token) -> bool:
        """Whether a name may be that of several people: "Lom won their first match"."""
        name = self.parsed.name_of(noun)
        if name is None or noun.conjuncts:
            return False
        # "CCTV recorded their arrival"
        return name.kind == "place" or (name.kind == "organisation" and not name.text.isupper())

    def _plural(self, noun: Token) -> Reference | None:
        phrase = self.phrase(noun_phrase(noun))
        return Reference(phrase.text, "thing", phrase.factor, phrase.sentences) if phrase else None

    def _subject_behind(self, token: Token) -> Reference | None:
        """The person in "In his speech, Ada Lind said", whose verb the phrase with "his" opens."""
        verb = verb_of(token)
        who = subject_of(verb) if verb is not None else None
        if who is None or who.i < token.i or token in who.subtree:
            return None
        name = self.parsed.person_of(who)
        return self._of_name(name) if name is not None else None

    def _parallel_owner(self, token: Token, depth: int) -> Reference | None:
        """The owner in "Ada Lind and his wife": the person named before."""
        noun = token.head
        first = noun.head if noun.dep_ == "conj" else None
        found = self.of(first, depth + 1) if first is not None and first.i < token.i else None
        return found if found is not None and found.kind == "person" else None

    def _topic(self, word: str) -> Reference | None:
        """The one person whom an article is about, if it is about one of this gender."""
        if not self._about or (word in _SHE) != self._is_she:
            return None
        first = self._first_full.get(self._about)
        return Reference(self._about, "person", TOPIC, () if first is None else (first,))

    def _tells_last_of_another(self, token: Token) -> bool:
        """Whether the last person of whom an article tells before a pronoun is not the one whom it
        is about. A life, which has a name as its title, goes back to that person."""
        if self._about == self.parsed.article.title:
            return False
        at = bisect_left(self._places, self.parsed.place(token))
        told_of = (n.full for n in reversed(self._ordered[:at]) if _is_told_of(n))
        last = next((who for who in told_of if self._may_be(who, token.lower_)), self._about)
        return not _is_part(last, self._about)

    @cached_property
    def _about(self) -> str:
        """The one person whom the article names most, or whose name is its title; "" for none."""
        most = self.parsed.people.most_common(2)
        title = self.parsed.article.title
        if title in self.parsed.people:
            return title
        often = most[0][1] if most else 0
        if often < 3 or (len(most) > 1 and often < 2 * most[1][1]):
            return ""
        return most[0][0]

    @cached_property
    def _is_she(self) -> bool:
        words = Counter(t.lower_ for s in self.parsed.sentences for t in s if t.lower_ in HE)
        return 2 * sum(words[word] for word in _SHE) > sum(words.values())

    def _antecedent(self, found: Reference, number: int, word: str) -> Reference:
        personal = word in HE
        if personal:
            # Somebody called "he" is not "she" in the next paragraph.
            self._genders.setdefault(found.text, word in _SHE)
        several = len(self._people.get(number, ())) > 1
        factor = (PERSONAL_OF_SEVERAL if several else PERSONAL) if personal else IMPERSONAL
        return replace(found, factor=found.factor * factor, sentences=(*found.sentences, number))

    def _speaker(self, token: Token, depth: int) -> Reference | None:
        """Who said it, for "he" in "Allton said he had seen it"; who "who" is, for "she" in "Ada
        Lind, who wept when she saw it"."""
        verb = token.head
        for over in verb.ancestors:
            who = subject_of(over)
            if who is not None and token.lower_ in HE:
                if who.lower_ != "who" or over.dep_ != "relcl":
                    break
                found = self.of(over.head, depth + 1)
                return found if found and self._may_be(found.text, token.lower_) else None
        if not is_reported(verb) or verb.head.i > token.i:
            return None
        says = verb.head
        if says.dep_ in ("acl", "advcl") and says.tag_ == "VBG" and subject_of(says) is None:
            # "sent a letter saying that it plans"
            says = verb_of(says.head) or says
        who = subject_of(says)
        found = self.of(who, depth + 1) if who is not None else None
        may_be = token.lower_ in _IT or (found and self._may_be(found.text, token.lower_))
        return found if may_be else None

    def _own_subject(self, token: Token, depth: int) -> Reference | None:
        """What the subject of the clause around a token refers to, if it comes before the token."""
        subject = self._subject_before(token)
        if subject is None:
            return None
        if token.lower_ in _IT and _has_object_between(subject, token):
            return None
        return self.of(subject, depth + 1) or self._plain_subject(subject)

    def _may_own(self, token: Token) -> bool:
        """Whether "its" belongs to a subject that nothing names, "the port and its rival", or to
        what it is of, "copies of the song and its text"."""
        subject = self._subject_before(token)
        if subject is None or subject.tag_ not in ("NN", "NNS"):
            return False
        owned = any(c.lower_ == "of" or c.dep_ == "poss" for c in subject.children)
        return owned or subject.tag_ == "NN"

    def _subject_before(self, token: Token) -> Token | None:
        verb = token.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        for _ in range(_DEPTH):
            for child in verb.children:
                if child.dep_ in SUBJECTS and child.i < token.i and token not in child.subtree:
                    return verb.head if child.tag_ in ("WP", "WDT") else child
            if verb.head == verb:
                break
            verb = verb.head
        return None

    def _subject(self, sentence: Sentence) -> Reference | None:
        """What the subject of a sentence's main clause refers to."""
        if sentence.number not in self._subjects:
            self._subjects[sentence.number] = None
            root = sentence.span.root
            for child in root.children:
                if child.dep_ not in SUBJECTS:
                    continue
                owner = next((c for c in child.children if c.tag_ == "PRP$"), None)
                if owner is not None and owner.lower_ in HE:
                    # "His daughter Ann … His son …": both have the same father.
                    self._subjects[sentence.number] = self._of_pronoun(owner, 0)
                    break
                if self.parsed.person_of(child) or child.tag_ not in ("NNS", "NNPS"):
                    found = self.of(child) or self._plain_subject(child)
                    self._subjects[sentence.number] = found
                    break
        return self._subjects[sentence.number]

    def _plain_subject(self, token: Token) -> Reference | None:
        if token.tag_ != "NN" or any(child.dep_ == "conj" for child in token.children):
            return None
        phrase = self.phrase(without_article(token))
        if phrase is None or is_bare(token):
            return None
        if any(child.dep_ == "poss" for child in token.children):
            # "The bank's share rose. It …": the bank or the share.
            return None
        return Reference(f"the {phrase.text}", "thing", phrase.factor, phrase.sentences)

    def _is_before(self, token: Token, other: Token) -> bool:
        return self.parsed.place(token) < self.parsed.place(other)


def _has_plural_between(subject: Token, they: Token) -> bool:
    """Whether several others, to whom something is done, stand between a subject and "they"."""
    return they.tag_ == "PRP" and any(
        t.dep_ in ("dobj", "conj") and t.tag_ in ("NNS", "NNPS", "CD") and t.head != subject
        for t in subject.doc[subject.i + 1 : they.i]
    )


def _has_object_between(subject: Token, it: Token) -> bool:
    """Whether something to which the subject does something stands before a clause with "it": "the
    bank can sell a firm if its debts grow"."""
    verb = verb_of(it)
    apart = verb is not None and verb != subject.head and subject_of(verb) is not None
    return apart and any(
        t.dep_ == "dobj" and t.head == subject.head and t.tag_ in ("NN", "NNP")
        for t in subject.doc[subject.i + 1 : it.i]
    )


def _is_beside_main(clause: Token) -> bool:
    """Whether a clause tells when or why behind the main one, "the port was small when it burned",
    or what: "sank what it called a raft"."""
    if clause.dep_ == "ccomp" and any(c.tag_ == "WP" for c in clause.children):
        return True
    marks = ("when", "after", "before", "because", "since", "until", "while")
    told = any(c.lower_ in marks and c.i < clause.i for c in clause.children)
    return told and clause.dep_ == "advcl" and clause.i > clause.head.i


def _has_object_before(it: Token) -> bool:
    """Whether something is done to "it" after its sentence told what is done to something else."""
    done = it.dep_ == "dobj" and it.head.dep_ != "ROOT"
    return done and any(
        t.dep_ == "dobj" and t.tag_ in ("NN", "NNP") and t.head not in (it.head, it)
        for t in it.doc[it.sent[0].i : it.i]
    )


def _space_behind(token: Token, tokens: Sequence[Token]) -> str:
    """The space between a token and the next of these, whatever stood between them."""
    return _space_between(token, next((t for t in tokens if t.i > token.i), None))


def _space_between(token: Token, after: Token | None) -> str:
    return " " if after is not None and after.i > token.i + 1 else str(token.whitespace_)


def _owns_perhaps(token: Token) -> bool:
    """Whether the parse takes "her" in "her 3,000m season" for somebody to whom it is done."""
    after = token.after if token.tag_ == "PRP" and token.lower_ == "her" else None
    return after is not None and after.tag_ in ("CD", "JJ", "NN", "NNS")


def _is_told_before(pronoun: Token, kept: Set[Token]) -> bool:
    """Whether a pronoun means the noun that its clause describes: "a man trying to sell his
    house"."""
    verb = verb_of(pronoun) if pronoun.tag_ == "PRP$" and pronoun.lower_ in HE else None
    while verb is not None and verb.dep_ == "xcomp":
        verb = verb.head
    if verb is None or verb.dep_ not in ("acl", "relcl"):
        return False
    own = subject_of(verb)
    told = own.lower_ == "who" if own is not None else verb.tag_ == "VBG"
    return told and verb.head in kept and has_article(verb.head, ("a", "an"))


def is_reflexive(token: Token) -> bool:
    """Whether a pronoun stands for the subject of its own clause."""
    return bool(token.lower_.endswith(("self", "selves")))


def _has_the(first: Token) -> bool:
    """Whether a name goes with "the": "the new National Library", but not "the firm Alder"."""
    at = first.i - 1
    described = ("JJ", "JJS", "CD", "VBN", "HYPH")
    while at > first.sent.start and (
        first.doc[at].tag_ in described or first.doc[at].lower_ in _SHIPS
    ):
        at -= 1
    return bool(first.sent.start <= at < first.i and first.doc[at].lower_ == "the")


def _is_empty(token: Token) -> bool:
    """Whether "it" only stands for a clause: "it is crucial that children eat", "it is for them to
    say", "it was time for a change"."""
    verb = token.head
    below = [c for child in verb.children for c in (child, *child.children) if c.i > verb.i]
    if token.lower_ == "it" and any(c.dep_ == "attr" and c.lower_ == "time" for c in verb.children):
        return True
    plain = verb.lemma_ in ("be", "become", "seem", "appear", "take", "make")
    told = any(c.dep_ in ("ccomp", "xcomp") or (c.dep_, c.lower_) == ("mark", "for") for c in below)
    return bool(token.lower_ == "it" and plain and told)


def _is_part(one: str, other: str) -> bool:
    """Whether one of two names is a part of the other, as a surname is."""
    short, long = sorted((one.split(), other.split()), key=len)
    return set(short) <= set(long)


def _is_said_by_post(token: Token) -> bool:
    """Whether "she" may be the one with a post who says so: "The minister said she had gone"."""
    verb = token.head
    who = subject_of(verb.head) if is_reported(verb) and token.dep_ in SUBJECTS else None
    return who is not None and who.tag_ == "NN" and is_post(who.lower_)


def _is_told_of(name: Name) -> bool:
    """Whether a name is that of a person who does something, or from whom something comes."""
    head = name.head
    return name.kind == "person" and (head.dep_ in SUBJECTS or head.head.lower_ == "from")


def _is_idle(token: Token) -> bool:
    """Whether a pronoun is part of a phrase that means nobody: "in its own right"."""
    own, *behind = [*token.doc[token.i + 1 : token.i + 3], token][:2]
    alone = not behind or behind[0].lower_ == "right" or behind[0].is_punct
    return token.tag_ == "PRP$" and own.lower_ == "own" and alone


def _is_pair(noun: Token) -> bool:
    """Whether a noun is no more than "the two leaders" or "these two bodies"."""
    words = [c.lower_ for c in noun.children if c.i < noun.i]
    return noun.tag_ == "NNS" and words in (["the", "two"], ["these", "two"])


def _sort_of(noun: Token) -> str:
    """What a common noun names, without what describes it: "court case" in "a 2008 court case"."""
    parts = [c.lower_ for c in noun.children if c.dep_ == "compound" and c.tag_ == "NN"]
    return " ".join((*parts, noun.lemma_.lower()))


def _is_post_alone(noun: Token) -> bool:
    """Whether a title with "the" stands for somebody: "the Prince", "married the Prince in Lom"."""
    alone = all(c.dep_ == "det" or c.lower_ in ("in", "at", "on") for c in noun.children)
    return is_post(noun.lower_) and alone and (
        noun.after is None or not noun.after.text[:1].isupper()
    )  # fmt: skip


def _is_named_by_name(noun: Token) -> bool:
    """Whether a name before a noun says which one: "the Harbour Aurora launch"."""
    named = any(c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN" for c in noun.children)
    definite = noun.tag_ == "NN" and named and has_article(noun, ("the",))
    return definite and noun.lemma_.lower() not in CORPORATE and not is_highest(noun)


def _is_compound(noun: Token) -> bool:
    """Whether a noun is no more than "the court case"."""
    kinds = {(c.dep_, c.tag_) for c in noun.children}
    return noun.tag_ == "NN" and kinds == {("det", "DT"), ("compound", "NN")}


def _is_told_behind(noun: Token) -> bool:
    """Whether the words right behind a noun say which one: "the film No Way Out", "the hall where
    he sang"."""
    after = noun.after
    return after is not None and (
        (after.text[:1].isupper() and after.tag_ != "PRP")
        or any(c.dep_ == "relcl" and c.left_edge is after for c in noun.children)
    )


def _is_specified(noun: Token) -> bool:
    return any(c.lower_ == "of" and object_of(c) is not None for c in noun.children)


def possessive(text: str) -> str:
    """The text in the possessive form."""
    return text + ("'" if text.endswith("s") else "'s")


def punctuated(text: str) -> str:
    """The text with single spaces between words, none before marks, and no unpaired quotation
    marks."""
    text = _LOOSE_SPACE.sub("", " ".join(text.split()))
    if "." in text:
        # "rose to £1.2m.", which the parse takes for an abbreviation
        text = _SHORT_UNIT.sub(r"\1", text)
    text = text.strip(" ,;:-–—")
    return _with_paired_marks(text) if _MARK.search(text) else text


def _with_paired_marks(text: str) -> str:
    text = re.sub(r"""" ?"|“ ?”|(?<!\S)['‘] ?['’](?!\S) ?""", "", text)
    text = re.sub(r'" ?([^"]*?) ?"(?=(\w)?)', _quoted, text)
    for marks in ('"', "“”"):
        if sum(text.count(mark) for mark in marks) % 2:
            text = re.sub(f"[{marks}]", "", text)
    if not _CLOSED.search(text):
        text = _OPENED.sub("", text)
    return text.strip()


def _quoted(found: re.Match[str]) -> str:
    """Quoted words without spaces within the marks, and with one before the next word."""
    return f'"{found[1]}"' + (" " if found[2] else "")


def _plain(token: Token) -> str:
    """A token's text; a common word at the start of the sentence loses its capital."""
    before = token.nbor(-1) if token.i else token
    starts = token.is_sent_start or (before.is_sent_start and before.text in '"“')
    article = token.lower_ in ("the", "a", "an") and token.ent_type_ not in ("GPE", "WORK_OF_ART")
    if starts and article:
        return str(token.lower_)
    named = token.ent_type_ not in ("", "CARDINAL") and token.pos_ not in ("NUM", "ADP")
    small = token.text[1:].islower() and token.pos_ in _LOWERED and not named
    # "Politically-fuelled tensions"
    joined = token.pos_ == "ADV" and token.after is not None and token.after.text == "-"
    if starts and (small or joined or token.lower_ in _ROUGHLY):
        return str(token.text[:1].lower() + token.text[1:])
    return str(token.text)
