"""From an article's parse to candidate facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from quiz.facts.extract.article import Article
from quiz.facts.extract.calendar import find_dates, month_of
from quiz.facts.extract.clarity import contradicts, is_clear, is_of_site, is_poor
from quiz.facts.extract.clauses import clauses_of, is_cut_off, is_doubtful
from quiz.facts.extract.context import headlines_of, in_context, is_half_post
from quiz.facts.extract.draft import VERBATIM, Draft, Scene
from quiz.facts.extract.lexicon import SMALL, stands_alone, words
from quiz.facts.extract.names import surname_of
from quiz.facts.extract.parse_tree import Doc, Token
from quiz.facts.extract.parsed import ParsedArticle, Sentence, name_pairs
from quiz.facts.extract.ranking import DAY_ALONE, features, probability
from quiz.facts.extract.references import References
from quiz.facts.extract.rules import RULES
from quiz.facts.extract.rules.lives import with_relative
from quiz.facts.extract.statements import statements
from quiz.facts.extract.tokens import verb_of
from quiz.facts.fact import Evidence, Fact, Span, Status
from quiz.facts.fact_wording import news_in, tells, without_news
from quiz.facts.nations import COUNTRY_OF
from quiz.facts.places import countries_named, kind_of_place, other_names
from quiz.facts.templates import OBJECT
from quiz.text.articles import bare
from quiz.text.double_names import differs_by_half
from quiz.text.normalise import normalise, slug
from quiz.wording import with_capital

LONGEST_ANSWER = 14
"""The most words of an answer that one can be sure of."""

_LONG_NAME = re.compile(r"[A-Z]\w+(?: (?:of |the )*[A-Z]\w+)+")
_TWICE = re.compile(r"\b((?:[A-Z]\w+|\w+ \w+)(?: \w+){,4}|at|in|of|to|by) \1\b")
_LISTED = "listed"
_ASKED_ONCE = ("who-did", "which-did", "located", "stated", "holds-post")
WEAK = 0.4
"""The most confidence in a card of which only its article says whom or what it means."""

_TOLD_OF = 2
"""How often an article names somebody at least of whom it tells more than one thing."""

_WITH_RIVALS = ("date", "quantity", "place")
"""The categories of answers of which one question has one."""

_OF_EXPERT = re.compile(
    r"\b(?:spokes\w+|officer|engineer|professor|lecturer|instructor|teacher|curator|editor"
    r"|columnist|commentator|analyst"
    r"|economist|lawyer|student|researcher|publicist|bodyguard|neighbou?r|assistant|aide)\b"
)
_TEAM = re.compile(r"\b(?:side|club|team|outfit)$")
_FAMOUS = words("UN EU US USA UK UAE CIA FBI BBC")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\b")
_OF_SOME = re.compile(
    r"\bthe [a-z]+(?: (?:at|in|of) |$)"
    r"|^(?:city|town|village|ministry|party|club|company|government|local|state|team) [a-z]+$"
)
_SECOND_HAND = re.compile(r"\b[Aa]ccording to [^,]+,? (?:quoting|citing)\b")
_IN_NAME = re.compile(
    rf"\d [A-Z]\w+ (?:of|for) {re.escape(OBJECT)}|{re.escape(OBJECT)} \d+"
    r"(?=[.,;]|$| (?:on|in|at|by|for|with|after|before|and)\b| \(“)"
    rf"|\b[A-Z]\w+['’] for {re.escape(OBJECT)}"
)
"""A gap in a name that the rest tells: "24 Hours of ____", "____ 50"."""
_MOMENT = re.compile(
    r"\b(?:dispossess|substitut|equali[sz])\w*|\b(?:(?:was|were) (?:booked|denied by|saved by)"
    r"|shots? (?:from|by)|in (?:the )?(?:attack|midfield)|(?:sent|brought|came) on\b.* for"
    r"|free[- ]kick|own goal|tap-in|crossbar|kick-?off|half[- ]time|the restart"
    r"|the (?:first|second) half\b(?! of)|\d+(?:st|nd|rd|th)[- ]minute|minutes? (?:later|from time)"
    r"|(?:opened|opening) the scoring|scored (?:the|a|his) (?:first|second|third) goal"
    r"|caution|on lap|kick was|chipping)\b"
)
_OF_PLAY = re.compile(
    r"\b(?:(?:goal|wicket)?keeper|striker|midfielder|(?:full-?)?back|defender|winger|quarterback"
    r"|linebacker|pitcher|batsman|bowler|flanker|prop|hooker|lock)(?= (?:of|for|at)\b|$)"
    r"|\b(?:attorney|lawyer|solicitor|barrister)(?= for\b)"
)
"""A place in a team, or work for a client, which is no post."""

_NO_OFFICE = re.compile(
    r"(?:Who was (?:the )?)?([A-Z]\w+) (?:manager|coach|captain|leader|player|star|icon)"
    r"(?: in [A-Z]\w+ \d{4})?\??"
)
"""What somebody of a country is, which is no post: "Italian manager", "Lomian leader"."""

_TEAM_OF = re.compile(r"(?:coach|captain|manager) of ((?:[A-Z]\w+ ?)+)(?<! )")
_LEGAL = re.compile(
    r"(\w[\w .&'’-]+?),? (?:A?FC|F\.C\.|[CS]F|[SA]C|Inc\.?|Ltd\.?|[Pp][Ll][Cc]|AG|SA)"
)
_DECIDING = re.compile(r"\b(?:winn(?:er|ing)|decid(?:er|ing)|only goal|record|final)\b")
_HANGING = ("JJ", "JJR", "JJS", "IN", "DT", "CC", "TO")
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd|{}<>]")


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A candidate, and its features in `quiz.facts.extract.ranking`."""

    fact: Fact
    features: Mapping[str, float]


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
    headlines = headlines_of(article)
    found: dict[str, RankedFact] = {}
    for sentence in parsed.sentences:
        headline = headlines[sentence.paragraph.heading]
        clauses = clauses_of(parsed, sentence)
        told = tuple(statements(references, clauses))
        scene = Scene(parsed, references, sentence, clauses, told, now, bool(now or headline))
        for found_draft in _drafts(scene):
            draft = in_context(found_draft, headline, now)
            known = features(draft, scene)
            sure = probability(known)
            if sure > WEAK and _is_weak(draft, scene):
                sure = WEAK
            sure = round(min(0.99, max(0.01, sure)), 2)
            key = fact_id(draft.relation, draft.subject, draft.object)
            if key not in found or sure > found[key].fact.confidence:
                found[key] = RankedFact(_fact(parsed, draft, key, sure), known)
    facts = list(_with_one_answer([each.fact for each in found.values()]))
    kept = _whole_lists(facts, _unlike(sorted(facts, key=_place)))
    return tuple(RankedFact(fact, found[fact.id].features) for fact in kept)


def _whole_lists(found: Iterable[Fact], kept: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that are kept, without lists that have lost an item. A list is as sure as the item
    that is least so: half of it makes no card."""
    lists: dict[str, list[Fact]] = {}
    for fact in found:
        if fact.relation == _LISTED:
            lists.setdefault(fact.ask, []).append(fact)
    facts = list(kept)
    ids = {fact.id for fact in facts}
    for fact in facts:
        if fact.relation != _LISTED:
            yield fact
        elif all(item.id in ids for item in lists[fact.ask]):
            yield replace(fact, confidence=min(item.confidence for item in lists[fact.ask]))


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
            if not of_site and _is_sound(named):
                sound.append(named)
            elif named.relation == _LISTED:
                torn.add(named.ask)
        yield from (each for each in sound if each.relation != _LISTED or each.ask not in torn)


def _is_fused(draft: Draft, parsed: ParsedArticle) -> bool:
    """Whether two names stand side by side that the article never has so: "Harbour Union Ada"."""
    asked = draft.asked.replace(OBJECT, " | ")
    # The first word is capitalised in any case.
    return not name_pairs(f"{asked[:1].lower()}{asked[1:]} | {draft.object}") <= parsed.pairs


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


def _is_sound(draft: Draft) -> bool:
    """Whether the draft's card can be read and answered on its own."""
    subject, thing = draft.subject, draft.object
    if _UNCLEAN.search(subject + thing):
        return False
    told = draft.statement.replace(OBJECT, thing).rstrip(".")
    if len(told) > VERBATIM and told in " ".join(draft.sentence.text.split()):
        # A deck teaches the facts of an article and does not copy its long sentences.
        return False
    if _TWICE.search(told) or _goes_on(draft.object_tokens):
        return False
    names = _LONG_NAME.findall(draft.statement or subject)
    if len(names) != len(set(names)):
        # Nobody names a thing twice like this: a pronoun was resolved wrongly.
        return False
    if draft.object_tokens:
        last = max(draft.object_tokens, key=lambda token: token.i)
        ends = thing.endswith(last.text) and draft.relation not in ("quantity", "edition")
        if ends and (last.tag_ in _HANGING or last.text in COUNTRY_OF):
            # "researcher of the Institute of Russian": the parse has lost the rest.
            return False
    if any(tells(each, bare(thing)) for each in (subject, draft.ask)):
        return False
    quoted = draft.rule == "quotations"
    return is_clear(draft) and (quoted or stands_alone(subject)) and stands_alone(f"x {thing}")


def _is_weak(draft: Draft, scene: Scene) -> bool:
    """Whether a card is no good in a way that the model cannot learn from few examples."""
    unclear = _is_unclear(draft) or is_poor(draft, scene.now) or _is_fused(draft, scene.parsed)
    if unclear or _is_passing(draft, scene) or _is_moment(draft) or _loses_place(draft, scene):
        return True
    reckoned = contradicts(draft.sentence.text) and re.search(r"\d", draft.asked + draft.object)
    return bool(reckoned) or _is_dated_otherwise(draft, scene.parsed)


def _is_unclear(draft: Draft) -> bool:
    """Whether a card means what only its article tells, or its parse is in doubt: a day
    without its year, "Mr. Lind", "curator of the exhibition", "city mayor", or a parse in doubt."""
    asked = draft.asked
    verb = verb_of(draft.object_tokens[0]) if draft.object_tokens else None
    return bool(
        len(draft.object.split()) > LONGEST_ANSWER
        # "KP" stands for much.
        or (draft.rule == "acronyms" and len(draft.subject) == 2 and not news_in(asked))
        or (DAY_ALONE.search(asked) and not re.search(r"\d{4}", asked + draft.object))
        or _TITLED.search(f"{asked} {draft.object}")
        or (draft.type == "post" and _OF_SOME.search(draft.object))
        or (is_half_post(draft) and not (draft.as_of and _names_its_country(draft)))
        or (draft.type == "post" and _OF_PLAY.search(draft.object))
        or _is_no_office(draft)
        or _IN_NAME.search(draft.statement)
        or (verb is not None and (is_doubtful(verb) or is_cut_off(verb)))
    )


def _is_no_office(draft: Draft) -> bool:
    """Whether a post is no more than what somebody of a country is."""
    told = draft.object if draft.type == "post" else without_news(draft.ask)
    found, team = _NO_OFFICE.fullmatch(told), _TEAM_OF.search(told)
    if team and not news_in(draft.ask) and kind_of_place(team[1]) == "country":
        # In which sport?
        return True
    return found is not None and found[1] in COUNTRY_OF


def _names_its_country(draft: Draft) -> bool:
    """Whether the headline tells in which one country its news is, and the sentence no other."""
    lands = countries_named(news_in(draft.ask))
    return len(lands) == 1 and countries_named(draft.sentence.text) <= lands


def _is_passing(draft: Draft, scene: Scene) -> bool:
    """Whether a card tells where a town is, how old somebody is, that somebody is an "actor", what
    everybody knows, or who somebody is whom the article names in passing: the firm of an analyst,
    the profession of a guest, the post of a teacher who is quoted."""
    if draft.rule == "places" or draft.ask.startswith("How old "):
        return True
    if draft.subject in _FAMOUS or (draft.relation == "is-a" and _TEAM.search(draft.object)):
        return True
    expert = rf"{_OF_EXPERT.pattern} {re.escape(draft.subject)}\b"
    if draft.rule == "affiliations" and re.search(expert, draft.sentence.text):
        return True
    if draft.rule not in ("posts", "affiliations"):
        return False
    who, what = draft.subject, draft.object
    if draft.relation == "who-did":
        who, what = what, who
    if draft.rule == "posts" and draft.as_of and not _OF_EXPERT.search(what):
        return False
    if "by profession" in draft.ask and (scene.news or " " not in draft.object):
        return True
    return (draft.rule == "posts" or not scene.now) and scene.parsed.mentions(who) < _TOLD_OF


def _loses_place(draft: Draft, scene: Scene) -> bool:
    """Whether a number names nothing, though its sentence, or the beginning of the one before,
    tells where it was: "Half the village burned" behind "In Lom, …"."""
    told = without_news(draft.asked).rpartition("ccording to ")[2].partition(", ")
    if draft.category != "quantity" or re.search(r"[a-z,] [A-Z]", told[2] or told[0]):
        return False
    before = scene.parsed.sentences[max(0, draft.sentence.number - 1)].span
    first = before[0]
    tokens = [*draft.sentence, *(first.subtree if first.lower_ in ("in", "at") else ())]
    places = {t.text for t in tokens if t.ent_type_ in ("GPE", "LOC", "FAC") and t.pos_ == "PROPN"}
    return bool(places) and not places & set(re.findall(r"[\w-]+", draft.asked))


def _is_dated_otherwise(draft: Draft, parsed: ParsedArticle) -> bool:
    """Whether a day such as "on Monday" is another than the one that stands over a table in the
    article."""
    if not parsed.days:
        return False
    told, here = (
        {str(date.when) for date in find_dates(text, None) if date.when.day}
        for text in (without_news(f"{draft.asked} {draft.object}"), draft.sentence.text)
    )
    return not told <= parsed.days | here


def _is_moment(draft: Draft) -> bool:
    """Whether a card tells a moment of a match, or who played where in it."""
    told = without_news(draft.asked)
    if draft.rule == "quotations" or told == draft.asked:
        return False
    return bool(_MOMENT.search(told)) and not _DECIDING.search(told)


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether more text follows the last token without a space: "6" in "6-4A"."""
    last = max(tokens, key=lambda token: token.i, default=None)
    if last is None or last.whitespace_ or last.after is None:
        return False
    age = last.doc[last.i + 1 : last.i + 4].text == "-year-"
    return not age and (last.after.text in "-–/" or last.after.text[0].isalnum())


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


def _place(fact: Fact) -> tuple[int, int]:
    assert fact.evidence is not None
    return (fact.evidence.start, fact.evidence.object[0])


def _with_one_answer(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Without questions for a date or number that have several: "In which year did X return?".
    Other questions with several answers, such as "Who scored?", are hardly likely to be good."""
    answers: dict[str, set[str]] = {}
    for fact in facts:
        if fact.category in ("date", "quantity") or fact.relation in _ASKED_ONCE:
            answers.setdefault(fact.ask or fact.statement, set()).add(fact.object)
    told: dict[str, list[tuple[set[str], Fact]]] = {}
    rivals = [fact for fact in facts if fact.category in _WITH_RIVALS]
    stated = {fact.id: _stated_words(fact) for fact in rivals}
    for fact in rivals:
        for word in stated[fact.id]:
            told.setdefault(word, []).append((stated[fact.id], fact))
    for fact in facts:
        others = answers.get(fact.ask or fact.statement, set())
        # "9" and "9 to 10" are one answer.
        if not all(other in fact.object or fact.object in other for other in others):
            if fact.category not in ("date", "quantity"):
                yield replace(fact, confidence=min(fact.confidence, WEAK))
            continue
        words = stated.get(fact.id, set()) - _words(fact.object)
        rarest = min((told[word] for word in words), key=len, default=[])
        if not any(words <= more and _is_rival(fact, other) for more, other in rarest):
            yield fact


def _stated_words(fact: Fact) -> set[str]:
    """The words of a fact's statement that say what it is about."""
    whole = (fact.statement or fact.subject).replace(OBJECT, fact.object)
    return _words(whole) - SMALL


def _is_rival(fact: Fact, other: Fact) -> bool:
    """Whether another fact, of another sentence, answers the same question differently: "X returned
    in 1920" if X also returned in 1925 to teach."""
    assert fact.evidence is not None
    assert other.evidence is not None
    return (
        fact.evidence.start != other.evidence.start
        and (fact.category, fact.type) == (other.category, other.type)
        and fact.object not in other.object
        and other.object not in fact.object
        and fact.object not in other.statement
    )


def _unlike(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Of facts that say nearly the same, only the surest. A bare "President" is dropped if the
    article also says of what."""
    ordered = list(facts)
    posts: dict[str, list[Fact]] = {}
    asked: dict[str, Fact] = {}
    same: dict[tuple[str, str], list[Fact]] = {}
    for fact in ordered:
        same.setdefault((fact.relation, fact.object), []).append(fact)
        card = _card(fact)
        if card not in asked or _worth(fact) > _worth(asked[card]):
            asked[card] = fact
        if fact.type == "post":
            posts.setdefault(fact.subject, []).append(fact)
    alike = (fact for group in same.values() if len(group) > 1 for fact in group)
    about = {fact.id: _words_about(fact.subject) for fact in alike}
    for fact in ordered:
        card = _card(fact)
        if card and asked[card] is not fact:
            continue
        held = posts.get(fact.subject, ()) if fact.type == "post" else ()
        if any(_words(fact.object) < _words(other.object) for other in held):
            continue
        rivals = (other for other in same[fact.relation, fact.object] if other is not fact)
        if not any(_is_better(rival, fact, about) for rival in rivals):
            yield fact


def _card(fact: Fact) -> str:
    """The texts of a fact's card; "" if they follow from its relation."""
    told = fact.ask or fact.statement
    return told + fact.object if told else ""


def _worth(fact: Fact) -> float:
    """Ranks a question above an equally sure gap."""
    return fact.confidence + (0.3 if fact.ask else 0)


def _is_better(one: Fact, other: Fact, about: Mapping[str, Set[str]]) -> bool:
    """Whether one fact says what another says, and is the better card for it. about: the words of
    their subjects by their ids."""
    mine, theirs = about[one.id], about[other.id]
    if len(mine & theirs) >= 0.8 * max(len(mine), len(theirs)):
        first, second = ((_worth(each), len(each.subject), each.id) for each in (one, other))
        return first > second
    if not _is_shorter(one, other):
        return False
    first, second = (
        (round(each.confidence, 1), len(each.subject), each.id) for each in (one, other)
    )
    return first > second


def _is_shorter(one: Fact, other: Fact) -> bool:
    """Whether one of two gaps at the same place in the article says nothing that the other does
    not."""
    if one.ask or other.ask or _place(one) != _place(other):
        return False
    mine, theirs = _words(one.subject), _words(other.subject)
    return len(mine & theirs) >= 0.8 * min(len(mine), len(theirs))


def _words_about(subject: str) -> set[str]:
    # "coach of Lom", "Lom's coach"
    return _words(subject.replace("'s ", " ").replace("’s ", " ")) - {"of"}


def _words(text: str) -> set[str]:
    return set(normalise(text).split())
