"""From an article's parse to candidate facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quiz.facts.extract.article import Article
from quiz.facts.extract.calendar import month_of
from quiz.facts.extract.clarity import is_of_site, is_sound
from quiz.facts.extract.clauses import clauses_of
from quiz.facts.extract.context import headlines_of, in_context, is_news
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.parse_tree import Doc, Token
from quiz.facts.extract.parsed import ParsedArticle, Sentence
from quiz.facts.extract.ranking import features, probability
from quiz.facts.extract.references import References
from quiz.facts.extract.rivals import LISTED, place_of, unlike, whole_lists, with_one_answer
from quiz.facts.extract.rules import RULES
from quiz.facts.extract.rules.lives import with_relative
from quiz.facts.extract.statements import statements
from quiz.facts.extract.weak_cards import WEAK, weakness
from quiz.facts.fact import Evidence, Fact, Span, Status
from quiz.facts.places import other_names
from quiz.text.double_names import differs_by_half
from quiz.text.normalise import normalise, slug
from quiz.text.surnames import surname_of
from quiz.wording import with_capital

_SECOND_HAND = re.compile(r"\b[Aa]ccording to [^,]+,? (?:quoting|citing)\b")
_LEGAL = re.compile(
    r"(\w[\w .&'’-]+?),? (?:A?FC|F\.C\.|[CS]F|[SA]C|Inc\.?|Ltd\.?|[Pp][Ll][Cc]|AG|SA)"
)


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A candidate, its features in `quiz.facts.extract.ranking`, and why it is no good: one of the
    reasons of `quiz.facts.extract.weak_cards`, or ""."""

    fact: Fact
    features: Mapping[str, float]
    weakness: str


def candidates(article: Article, docs: Iterable[Doc]) -> tuple[Fact, ...]:
    """The candidate facts of an article, in the order of its text.

    docs: the parse of each paragraph, in their order.
    """
    return tuple(each.fact for each in ranked_facts(article, docs))


def ranked_facts(article: Article, docs: Iterable[Doc]) -> tuple[RankedFact, ...]:
    """The candidates with the features that their confidence follows from."""
    parsed = ParsedArticle(article, docs)
    references = References(parsed)
    now = str(month_of(article.day)) if article.day else ""
    headlines, news = headlines_of(article, parsed.people), is_news(article)
    found: dict[str, RankedFact] = {}
    for sentence in parsed.sentences:
        headline = headlines[sentence.paragraph.heading]
        clauses = clauses_of(parsed, sentence)
        told = tuple(statements(references, clauses))
        scene = Scene(parsed, references, sentence, clauses, told, now, news)
        for found_draft in _drafts(scene):
            draft = in_context(found_draft, headline, scene)
            known = features(draft, scene)
            sure = probability(known)
            why = weakness(draft, scene) if sure > WEAK else ""
            sure = round(min(0.99, max(0.01, WEAK if why else sure)), 2)
            key = fact_id(draft.relation, draft.subject, draft.object)
            if key not in found or sure > found[key].fact.confidence:
                found[key] = RankedFact(_fact(parsed, draft, key, sure), known, why)
    facts = list(with_one_answer([each.fact for each in found.values()]))
    kept = whole_lists(facts, unlike(sorted(facts, key=place_of)))
    return tuple(replace(found[fact.id], fact=fact) for fact in kept)


def _drafts(scene: Scene) -> Iterator[Draft]:
    text = scene.sentence.text
    if text.endswith("?") or _SECOND_HAND.search(text) or _is_glued(scene.sentence):
        return
    for name, rule in RULES.items():
        torn: set[str] = set()
        sound: list[Draft] = []
        for draft in rule(scene):
            named = with_relative(_named_once(draft, name, scene.parsed.by_surname), scene)
            of_site = is_of_site(named, scene.parsed.article.site, scene.parsed.sites)
            if not of_site and is_sound(named):
                sound.append(named)
            elif named.relation == LISTED:
                torn.add(named.ask)
        yield from (each for each in sound if each.relation != LISTED or each.ask not in torn)


def _named_once(draft: Draft, rule: str, by_surname: Mapping[str, Sequence[str]]) -> Draft:
    """The draft of a rule, with only the surname where a text names somebody again."""
    ask, statement = draft.ask, draft.statement
    for surname in sorted(by_surname.keys() & re.findall(r"[\w-]+", statement)):
        for name in by_surname[surname]:
            ask, statement = (_with_surname(text, name) for text in (ask, statement))
    return replace(draft, rule=rule, ask=ask, statement=statement)


def _with_surname(text: str, name: str) -> str:
    before, named, after = text.partition(name)
    return before + named + after.replace(name, surname_of(name)) if name in after else text


def _is_glued(sentence: Sentence) -> bool:
    """Whether a caption runs into the sentence: "Ada Lind of the party In the north …"."""
    return any(
        token.text in ("In", "On", "At", "The", "After", "During") and not token.ent_type_
        and token.before is not None and token.before.text[-1].isalnum()
        and token.after is not None and token.after.text == "the"
        for token in sentence
    )  # fmt: skip


def _fact(parsed: ParsedArticle, draft: Draft, key: str, confidence: float) -> Fact:
    sentence = draft.sentence
    others = sorted({number for number in draft.sentences if number != sentence.number})
    evidence = Evidence(
        sentence.text,
        sentence.start,
        sentence.start + len(sentence.text),
        _span(parsed, draft.subject_tokens),
        _span(parsed, draft.object_tokens),
        parsed.article.name,
        (
            *(parsed.sentences[number].text for number in others),
            *((parsed.article.date_line,) if parsed.article.date_line else ()),
        ),
    )
    return Fact(
        id=key,
        subject=draft.subject,
        relation=draft.relation,
        object=draft.object,
        category=draft.category,
        paragraph=sentence.paragraph.number,
        type=draft.type,
        accept=(*draft.accept, *_shorter(draft), *_also_named(draft, parsed)),
        event=with_capital(draft.event),
        as_of=draft.as_of,
        ask=draft.ask,
        statement=draft.statement,
        wording=draft.wording,
        status=Status.CANDIDATE,
        confidence=confidence,
        evidence=evidence,
    )


_MANY_NAMES = 4
# "Ada Maria Sofia de Lind", but not "King Bo Carl VI", "Ada and Bo Lind" or "Bo of Lom and Ulm".
_MANY = re.compile(
    r"(?!King|Queen|Prince|Sir|Dame|Lord|Lady|Saint|Pope|Mrs?\b|Dr\b)[A-Z][\w'’-]+"
    r"(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|la|del|da|dos|van|von|der|den))+(?<! [IVX])(?<!\b[IVX]{2})"
    r"(?<!\b[IVX]{3})(?<! [JS]r)"
)


def _shorter(draft: Draft) -> Iterator[str]:
    """A town alone, where the answer also says in which state or country it is; other names of a
    place; a club or company without "FC" or "Ltd"; the first and the last of many names of a
    person."""
    if draft.category in ("place", "organisation"):
        told = normalise(draft.asked)
        yield from (name for name in other_names(draft.object) if normalise(name) not in told)
        if plain := _LEGAL.fullmatch(draft.object):
            yield plain[1]
    town, comma, _ = draft.object.partition(", ")
    if comma and draft.category == "place":
        yield town
    names = draft.object.split()
    if draft.category == "person" and len(names) >= _MANY_NAMES and _MANY.fullmatch(draft.object):
        yield f"{names[0]} {names[-1]}"


def _also_named(draft: Draft, parsed: ParsedArticle) -> Iterator[str]:
    """The name of a person with half of a double name more or less, where the article uses both."""
    if draft.category == "person":
        people = parsed.people if "-" in draft.object else parsed.double_named
        yield from (name for name in people if differs_by_half(draft.object, name))


def fact_id(relation: str, subject: str, thing: str) -> str:
    """The id of an extracted fact: readable, and the same each time the fact is extracted."""
    folded = "\n".join((relation, normalise(subject), normalise(thing)))
    digest = hashlib.blake2b(folded.encode(), digest_size=4).hexdigest()
    return "-".join(part for part in (relation, slug(subject, 5), digest) if part)


def _span(parsed: ParsedArticle, tokens: Sequence[Token]) -> Span:
    if not tokens:
        return (0, 0)
    ordered = sorted(tokens, key=lambda token: token.i)
    return (parsed.place(ordered[0]), parsed.place(ordered[-1]) + len(ordered[-1].text))
