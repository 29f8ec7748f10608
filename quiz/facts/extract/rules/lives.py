"""When and where somebody was born and died, and who is related to whom.

- "(born 3 May 1950 in Oslo; died 7 June 2010)", "(3 May 1950 – 7 June 2010)", "(b. 1950)".
- "his wife Manju Sam", "Ada Lind's son Ralph", "Grace is the wife of Robert".
- "Ada Lind, 42," and "42-year-old Ada Lind" in news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quiz.facts.extract.asking import asked_when
from quiz.facts.extract.calendar import Expression, find_dates
from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import FAMILY
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name, kin_beside, plain_kin
from quiz.facts.extract.references import Phrase, possessive
from quiz.facts.extract.tokens import noun_behind
from quiz.wording import with_capital

_SPOUSES = ("wife", "husband")
_ONLY = (*_SPOUSES, "father", "mother")
_LIFE = re.compile(r"^ ?[(\[]([^()]{4,120})[)\]]")
_LONG = re.compile(r"^ \([^.]{0,200}?[;,] ([^;(),]*\d{4}\s*[-–—]\s*[^;()]*\d{4})\s*\)")
_BORN = re.compile(r"\b(?:born|b\.)", re.IGNORECASE)
_DIED = re.compile(r"\b(?:died|d\.)", re.IGNORECASE)
_SPAN = re.compile(r"^[^;]*?\d{4}\s*[-–—]\s*[^;]*?\d{4}\W*$")
_ROUGHLY = re.compile(r"\b(?:c\.|ca\.|circa|about|around)|\?")
_PLACE = re.compile(r"\bin ([A-Z][\w.’' -]+(?:, [A-Z][\w.’' -]+)?)")
_LIVED = re.compile(
    r"\b(?:(?:did|had) .+ (?:die|marr|divorce|graduate|retire|emigrate|study|studied)"
    r"|(?:was|were|had) .+ born\b)"
)


def lives(scene: Scene) -> Iterator[Draft]:
    """The dates and families that a sentence tells."""
    span = scene.sentence.span
    for name in scene.names:
        if name.kind != "person":
            continue
        token = name.head
        behind = span.text[token.idx + len(token.text) - span.start_char :]
        found = _LIFE.match(behind) or _LONG.match(behind)
        if found and (token.ent_type_ == "PERSON" or _BORN.search(found[1])):
            yield from _life(scene, name, found[1])
        yield from _kin(scene, name)
        yield from _age(scene, name)
    yield from _said_kin(scene)


def _age(scene: Scene, name: Name) -> Iterator[Draft]:
    """The age that news tells beside a name."""
    first, last, doc = name.tokens[0], name.tokens[-1], name.head.doc
    behind = doc[last.i + 1 : last.i + 4]
    number = None
    if len(behind) == 3 and behind[0].text == "," and behind[2].text in (",", ".", "and", ")"):
        number = behind[1]
    elif first.i >= 5 and doc[first.i - 5 : first.i].text.endswith("-year-old"):
        number = doc[first.i - 5]
    if not scene.now or number is None or not re.fullmatch(r"[1-9]\d?", number.text):
        return
    yield Draft(
        "quantity", f"{name.full} was years old in {scene.now}", number.text, "quantity", 0.95,
        scene.sentence, (name.head,), (number,),
        sentences=scene.references.sentences_of(name.head),
        ask=f"How old was {name.full} in {scene.now}?",
        statement=f"{name.full} was {{object}} years old in {scene.now}.",
    )  # fmt: skip


def _life(scene: Scene, name: Name, text: str) -> Iterator[Draft]:
    # "Danish: [holm]; 16 July 1860 – 30 April 1943"
    last = text.rpartition(";")[2]
    dates = list(find_dates(f"({last})", None))
    born, died = _BORN.search(text), _DIED.search(text)
    if _ROUGHLY.search(text):
        return
    if _SPAN.match(last) and len(dates) == 2:
        yield _date_draft(scene, name, "born", dates[0])
        yield _date_draft(scene, name, "died", dates[1])
        return
    for mark, verb in ((born, "born"), (died, "died")):
        if mark is None:
            continue
        end = died.start() if died and verb == "born" and died.start() > mark.end() else len(text)
        part = text[mark.end() : end]
        if (date := next(find_dates(part, None), None)) is not None:
            yield _date_draft(scene, name, verb, date)
        place = _PLACE.search(part)
        if place:
            said, asked = _wordings(name, verb)
            yield _draft(
                scene, name, "located", said, place[1].strip(" ,;"), "place", 0.95,
                f"Where {asked}?", f"{said} in {{object}}.",
            )  # fmt: skip


def _date_draft(scene: Scene, name: Name, verb: str, date: Expression) -> Draft:
    said, asked = _wordings(name, verb)
    when, by = with_capital(asked_when(date.when)), date.when.phrase.split()[0]
    return _draft(
        scene, name, "dated", said, str(date.when), "date", 0.97,
        f"{when} {asked}?", f"{said} {by} {{object}}.",
    )  # fmt: skip


def _wordings(name: Name, verb: str) -> tuple[str, str]:
    """The statement about somebody's birth or death, and the question after "when" or "where"."""
    if verb == "born":
        return f"{name.full} was born", f"was {name.full} born"
    return f"{name.full} died", f"did {name.full} die"


def _kin(scene: Scene, name: Name) -> Iterator[Draft]:
    """Relatives named beside the word for them: "his wife Manju Sam"."""
    found = _relation(scene, name)
    if found is None:
        return
    kin, article, whose = found
    if _is_disputed(scene, name, whose.text):
        return
    word = kin.split()[-1].lower()
    dead = scene.parsed.dead & {name.full, *([whose.text] if word in _SPOUSES else [])}
    verb = "was" if word not in FAMILY or dead else "is"
    yield _draft(
        scene, name, "who-did", f"{kin} of {whose.text}", name.full, "person",
        0.93 * whose.factor, f"Who {verb} {possessive(whose.text)} {kin}?",
        f"{{object}} {verb} {article} {kin} of {whose.text}.", whose.sentences,
    )  # fmt: skip


def _owner(scene: Scene, name: Name, noun: Token) -> Phrase | None:
    """Whose relative somebody is called."""
    owner = next((c for head in (noun, name.head) for c in head.children if c.dep_ == "poss"), None)
    return noun_words(owner, scene.references) if owner is not None else None


def _is_disputed(scene: Scene, name: Name, whose: str) -> bool:
    """Whether the article names another such relative of the same person, or does not say whose:
    "her son Bo", "survived by son Carl"."""
    noun = kin_beside(name)
    if noun is None or noun.lower_ in _ONLY or _described(noun):
        return False
    for other in scene.parsed.relatives[plain_kin(noun)]:
        theirs = kin_beside(other)
        if other.full != name.full and theirs is not None and not _described(theirs):
            owner = _owner(scene, other, theirs)
            if owner is None or owner.text == whose:
                return True
    return False


def _described(noun: Token) -> list[str]:
    """The adjectives of a relative: "first" of "her first daughter", but no age, which is not for
    long."""
    return [c.text for c in noun.children if c.dep_ == "amod" and c.ent_type_ != "DATE"]


def _relation(scene: Scene, name: Name) -> tuple[str, str, Phrase] | None:
    """What somebody is to whom, with the article, if the word for it stands beside the name."""
    noun = kin_beside(name)
    if noun is None or (noun.before is not None and noun.before.text == "-"):
        # "his ex-wife"
        return None
    whose = _owner(scene, name, noun)
    if whose is None:
        return None
    before = _described(noun)
    one = noun.lower_ in _ONLY or before
    return " ".join((*before, noun.text)), "the" if one else "a", whose


def with_relative(draft: Draft, scene: Scene) -> Draft:
    """The draft about the life of somebody whom the article names once, as a relative of
    somebody else, with whose relative it is: "When did Eva Dahl, wife of Bo Dahl, die?"."""
    if not _LIVED.search(draft.ask):
        return draft
    for name in filter(None, map(scene.parsed.name_of, scene.sentence)):
        alone = name.kind == "person" and scene.parsed.people[name.full] == 1
        if not alone or name.full not in draft.ask or name.full in scene.parsed.article.title:
            continue
        found = _relation(scene, name)
        if found is None:
            continue
        kin, _, whose = found
        if whose.sentences or scene.parsed.article.text.count(whose.text) > 1:
            told = f"{name.full}, {kin} of {whose.text},"
            ask, statement = (t.replace(name.full, told, 1) for t in (draft.ask, draft.statement))
            numbers = (*draft.sentences, *whose.sentences)
            return replace(draft, ask=ask, statement=statement, sentences=numbers)
    return draft


def _said_kin(scene: Scene) -> Iterator[Draft]:
    """Relatives named with a verb: "Grace is the wife of Robert Mugabe"."""
    for clause in scene.clauses:
        name = scene.parsed.name_of(clause.subject)
        kin = next((c for c in clause.verb.children if c.dep_ == "attr"), None)
        if name is None or kin is None or kin.lower_ not in FAMILY or clause.verb.lemma_ != "be":
            continue
        owner = noun_behind(kin, "of")
        whose = noun_words(owner, scene.references) if owner is not None else None
        if whose is not None:
            yield _draft(
                scene, name, "who-did", f"{kin.text} of {whose.text}", name.full, "person",
                0.93 * whose.factor, f"Who is the {kin.text} of {whose.text}?",
                f"{{object}} is the {kin.text} of {whose.text}.", whose.sentences,
            )  # fmt: skip


def _draft(
    scene: Scene,
    name: Name,
    relation: str,
    subject: str,
    thing: str,
    category: str,
    confidence: float,
    ask: str,
    statement: str,
    sentences: tuple[int, ...] = (),
) -> Draft:
    tokens: tuple[Token, ...] = (name.head,)
    sentences = (*sentences, *scene.references.sentences_of(name.head))
    return Draft(
        relation, subject, thing, category, confidence, scene.sentence, tokens,
        tokens if relation == "who-did" else (), "name" if category == "person" else "",
        sentences=sentences, ask=ask, statement=statement,
    )  # fmt: skip
