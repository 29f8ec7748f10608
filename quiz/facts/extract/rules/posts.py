"""Who holds or held which post.

- Beside the name: "Ada Lind, mayor of Porthaven", "the park's director, Ada Lind".
- Before the name: "Kazakh President X" is president of Kazakhstan, "the Danish engineer X" just so.
- With a verb: "X is the mayor of Y", "X became mayor", "X serves as mayor".
- "former", "retired" and "ex-" make it a former post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from quiz.facts.extract.calendar import YEAR, When
from quiz.facts.extract.clauses import Clause, noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import (
    FIRMS,
    KIN,
    MODIFIERS_OF_POSTS,
    OF_SOMETHING,
    OFFICES,
    ORGANISATIONS,
    is_post,
    words,
)
from quiz.facts.extract.noun_phrases import noun_phrase
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name, noun_beside
from quiz.facts.extract.references import Phrase, Reference, possessive
from quiz.facts.extract.tokens import finite_of, object_of, text_of, verb_of
from quiz.facts.nations import COUNTRIES, COUNTRY_OF, NATIONS, OF_SEVERAL_STATES
from quiz.facts.places import countries_named, kind_of_place
from quiz.text.articles import bare
from quiz.wording import a_or_an

_AGE = re.compile(r"\b\d+[- ]year[- ]old ")
_STILL = re.compile(
    r"^(?:current|incumbent|sitting|outgoing|(?:(?:\w+ly|re-?) ?)?(?:elected|appointed)) ",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|retired|onetime|erstwhile|previous|late|ex|then|ousted|deposed)\b[- ]?",
    re.IGNORECASE,
)


_JUDGED = re.compile(
    r"\b(?:next|another|other|only|first|second|third|last|prominent|famous|leading|great|well-known"
    r"|same|young|old|new|fellow|veteran|best|top|long-time|longtime|vocal|outspoken"
    r"|incoming|future|would-be|alleged|self-\w+)\b"
)
_OF_A_MOMENT = words(
    "character winner champion laureate medallist runner player candidate nominee finalist"
)
_NAMED = re.compile(r"(?:the )?[A-Z]")
_OWNED = re.compile(r"((?:[A-Z][\w.-]*(?: |(?=['’])))+)['’]s? (.+)")
_BOSS = re.compile(r"((?:[A-Z][\w.&'-]* )+)boss")
_RULERS = words("king queen emperor empress sultan emir pope")
_CLAUSE = re.compile(r" (?:in|on|at|by|from|with|against|who|that|named|called) ")
_SMALL = ("of", "for", "and")
_RANK_BEHIND = re.compile(
    r"(?<=[a-z]) (?:General|Major|Colonel|Captain|Admiral|Sir|Dame|Lord|Lady|Dr|Professor)$"
)
_FROM = re.compile(r" from .*")
_CAPTAIN = re.compile(r"([A-Z]\w+) captain")
_PREPOSITION = re.compile(r" (?:of|to|for|at|in|from|on) ")
_OF_AN_OFFICE = OF_SOMETHING | words(
    "candidate player member fellow officer commander inspector detective winner champion general"
    " major colonel sergeant lieutenant deputy representative professor lecturer bishop archbishop"
    " cardinal reverend rabbi imam researcher lord lady sir prince princess duke activist"
    " campaigner student judge councillor councilor legislator lawmaker senator"
)
"""What nobody is just so, without what it is of, and what is no profession."""

_OF_RANK = words("senior junior emeritus associate assistant visiting full chief former")
_OFFICES_ALONE = ("President", "Prime Minister", "Mayor", "Governor", "Chief Executive")
"""Posts that say enough as a title before a name."""

_POSITIONS = OF_SOMETHING - {"founder", "owner"} | words("prosecutor commander mp ceo")
"""What somebody is in an organisation, rather than by profession."""

_GENERAL_WORDS = MODIFIERS_OF_POSTS | words(
    "majority minority opposition party cabinet national federal state regional police army navy"
    " home and"
)
_GENERAL = re.compile(r"(?i)\b(?:director|secretary|attorney|governor|inspector)[- ]general$")


_LEAVING = words("resign leave quit retire step die")
_ENDED = words(
    "oust remove dismiss sack depose overthrow topple unseat impeach assassinate murder kill"
)
"""What ends a post if it is done to its holder."""


def posts(scene: Scene) -> Iterator[Draft]:
    """The posts that a sentence names."""
    for name in scene.names:
        if name.kind != "person" or _is_cut(name):
            continue
        apart = _is_before_subject(name)
        found = [*_before(scene, name), *_right_before(scene, name)]
        found += [] if apart else _beside(scene, name)
        yield from found or ([] if apart else _between_commas(scene, name))
    for clause in scene.clauses:
        who = scene.references.of(clause.subject)
        if who is None or who.kind != "person" or clause.future:
            continue
        post, factor = _post_of_verb(clause.verb)
        if post is not None:
            sure = 0.93 * factor * who.factor * clause.factor
            yield from _draft(scene, clause.subject, post, sure, _time(clause))


def _is_before_subject(name: Name) -> bool:
    """Whether somebody else begins behind the name of a source: "According to Ada Lind, a nurse at
    the clinic was hurt", "According to the Lom Report, a nurse, Ada Lind, was hurt"."""
    doc, behind, sent = name.head.doc, name.tokens[-1].i + 1, name.head.sent
    if name.head.head.head.lower_ != "according" or doc[behind : behind + 1].text != ",":
        return False
    rest = doc[behind + 1 : sent.end]
    run = list(takewhile(lambda token: _is_of_post(token) or token.tag_ == "CC", rest))
    after = rest[len(run) :]
    if not after or after[0].text != ",":
        return bool(after) and after[0].pos_ in ("VERB", "AUX")
    named = list(takewhile(lambda token: token.pos_ == "PROPN", after[1:]))
    return bool(named) and [token.text for token in after[len(named) + 1 :][:1]] == [","]


def _time(clause: Clause) -> str | None:
    """When a post was held, according to a clause; "" if unknown, None for now."""
    if clause.present:
        return None
    when = clause.date.expression.when if clause.date is not None else None
    return f"in {When(when.year, when.month)}" if when is not None and not when.decade else ""


def _post_of_verb(verb: Token) -> tuple[Token | None, float]:
    """The post in "is the mayor", "became mayor", "was sworn in as mayor"."""
    lemma = verb.lemma_
    for child in verb.children:
        if child.dep_ == "attr" and lemma in ("be", "become", "remain") and _names_post(child):
            return child, 1.0
        taking = lemma in ("serve", "work", "swear", "elect", "appoint", "name", "choose", "act")
        noun = object_of(child) if child.lower_ == "as" else child
        named = noun is not child or child.dep_ == "oprd"
        if taking and named and noun is not None and _names_post(noun):
            return noun, 0.98
    return None, 0.0


def _beside(scene: Scene, name: Name) -> Iterator[Draft]:
    head = name.head
    for child in head.children:
        if child.dep_ != "appos" or not _names_post(child):
            continue
        if child.tag_ == "NN" or (child.tag_ == "NNP" and is_post(child.lower_)):
            yield from _draft(scene, head, child, 0.96)
            for other in child.conjuncts:
                if other.tag_ in ("NN", "NNP") and _names_post(other):
                    yield from _draft(scene, head, other, 0.94)
    noun = head.head
    if head.dep_ == "appos" and noun.tag_ in ("NN", "NNP") and is_post(noun.lower_):
        if noun.dep_ == "pobj" and is_post(noun.head.head.lower_):
            # "spokesman for the Commissioner, Ada Lind": who of the two she is, is not told.
            return
        comma = any(t.text == "," for t in head.doc[noun.i : head.i])
        yield from _draft(scene, head, noun, 0.95 if comma else 0.96)


def _before(scene: Scene, name: Name) -> Iterator[Draft]:
    """The titles before a name: "Kazakh Prime Minister", "Danish engineer"."""
    titles: list[Token] = []
    token = before = name.tokens[0].before
    while token is not None:
        within = token.head == name.head or token.head in titles
        title = token.dep_ in ("compound", "amod", "nmod")
        title = title and (token.pos_ != "VERB" or token.lower_ == "acting")
        if not (within and title) and not (titles and (token.text == "-" or token.dep_ == "case")):
            break
        titles.insert(0, token)
        token = token.before
    if token is not None and token.dep_ == "poss" and titles and titles[0].dep_ == "case":
        titles = [*noun_phrase(token), *titles]
    while titles and titles[0].text in ("-", "'s"):
        titles.pop(0)
    noun = noun_beside(name)
    if noun is None and before is not None and before.tag_ == "NNS":
        noun = before
    if not titles and noun is not None:
        titles = [t for t in noun_phrase(noun) if t.i <= noun.i and t.dep_ != "det"]
    if titles and titles[-1].tag_ == "NNS" and is_post(titles[-1].lemma_.lower()):
        yield from _each(scene, name, titles)
    if not titles or not is_post(titles[-1].lower_):
        return
    text = text_of(titles)
    if any(token.dep_ == "case" for token in titles):
        phrase = scene.references.phrase(titles)
        if phrase is None:
            return
        text = phrase.text
    yield from _post(scene, name.head, titles, text, 0.95)


def _each(scene: Scene, first: Name, titles: list[Token]) -> Iterator[Draft]:
    """The post that several people share: "photographers Ada Lind and Bo Dahl of the Herald"."""
    post = f"{text_of(titles[:-1])} {titles[-1].lemma_}".strip()
    for head in (first.head, *first.head.conjuncts):
        name = scene.parsed.name_of(head)
        if name is None or name.kind != "person":
            continue
        if name != first and is_post(name.tokens[0].nbor(-1).lower_):
            # "…; club owner Bo Dahl": another post begins.
            break
        of = next((c for c in head.children if c.lower_ in ("of", "at", "from")), None)
        group = object_of(of)
        where = noun_words(group, scene.references) if group is not None else None
        text = f"{post} {of.lower_} {where.text}" if of is not None and where is not None else post
        yield from _post(scene, head, titles, text, 0.9)


def _right_before(scene: Scene, name: Name) -> Iterator[Draft]:
    """A post with its field, right before the name: "Minister of Education Ada Lind"."""
    first = name.tokens[0].i
    for noun in name.head.doc[max(name.head.sent.start, first - 8) : first]:
        if not is_post(noun.lower_) or noun.i == first - 1:
            continue
        between = noun.doc[noun.i + 1 : first]
        if is_post(between[-1].lower_):
            # "the spokesman for Chairman Ada Lind": she is the chairman.
            continue
        if between[0].lower_ in ("of", "for") and all(
            t.text[0].isupper() or t.lower_ in _SMALL for t in between
        ):
            own = (c.i for c in noun.children if c.dep_ == "compound" and c.i < noun.i)
            tokens = list(noun.doc[min(own, default=noun.i) : first])
            text = " ".join(t.text for t in tokens)
            yield from _post(scene, name.head, tokens, text, 0.93)
            return


def _is_cut(name: Name) -> bool:
    """Whether the parse has left the first name before a surname: "the Council Ada Lind", or if it
    has taken a title for a name: "Irish Taoiseach"."""
    before = name.tokens[0].before
    if name.full.split()[0] in COUNTRY_OF:
        return True
    return " " not in name.full and before is not None and before.tag_ == "NNP" and (
        not is_post(before.lower_)
    )  # fmt: skip


def _between_commas(scene: Scene, name: Name) -> Iterator[Draft]:
    """A post that commas set off, whatever the parse ties it to: "Ada Lind, editor at large at the
    Herald, said", "Peru's president, Ada Lind said"."""
    doc, first, last = name.head.doc, name.tokens[0].i, name.tokens[-1].i
    sent = name.head.sent
    runs: list[list[Token]] = []
    if doc[last + 1 : last + 2].text == ",":
        run = list(takewhile(_is_of_post, doc[last + 2 : sent.end]))
        after = doc[last + 2 + len(run) : sent.end]
        if run and (not after or after[0].text in ".,;)" or after[0].pos_ in ("VERB", "AUX")):
            runs.append(run)
    if first > sent.start and doc[first - 1].text == ",":
        run = list(takewhile(_is_of_post, reversed(doc[sent.start : first - 1])))[::-1]
        if run and _is_behind_person(scene, run[0]):
            # "Ada Lind, mayor of Lom, Bo Dahl and others": hers, and not his.
            run = []
        runs += [run[at:] for at in range(len(run)) if not at or run[at - 1].tag_ in ("IN", "TO")]
    for run in runs:
        tokens = run[1:] if run[0].tag_ == "DT" else run
        noun = list(takewhile(lambda token: token.tag_ not in ("IN", "TO"), tokens))[-1:]
        if not noun or not is_post(noun[0].lower_):
            continue
        phrase = scene.references.phrase(tokens)
        if phrase is not None and _NAMED.search(phrase.text):
            yield from _post(scene, name.head, tokens, phrase.text, 0.9)
            return


def _is_behind_person(scene: Scene, token: Token) -> bool:
    """Whether a comma parts a token from the name of a person."""
    comma = token.before
    last = comma.before if comma is not None and comma.text == "," else None
    name = scene.parsed.name_of(last) if last is not None else None
    return name is not None and name.kind == "person"


def _is_of_post(token: Token) -> bool:
    return token.tag_[:2] in ("NN", "JJ", "IN", "TO", "DT", "PO", "HY", "CD") or token.text == "-"


def _draft(
    scene: Scene, holder: Token, noun: Token, confidence: float, time: str | None = None
) -> Iterator[Draft]:
    """The drafts for a post by its noun. holder, time: as for `_post`."""
    tokens = [t for t in noun_phrase(noun) if not (t.dep_ == "det" and t.head == noun)]
    # "professor of art and curator of the museum": the second is a separate post.
    office = noun.lower_ in _POSITIONS | _OF_AN_OFFICE
    joined = [t for t in (*noun.conjuncts, *tokens) if t.dep_ == "conj"]
    others = [t.i for t in joined if is_post(t.lower_) or (t.lower_ == "member" and not office)]
    end = min((i for i in others if i > noun.i), default=noun.sent.end)
    if office and not any(c.dep_ == "prep" and c.i < end for c in noun.children):
        # "officer and treasurer at the bank": both are, but "lawyer and member of the party".
        end = noun.sent.end
    end = min((i for i in _next_holders(scene, tokens) if i > noun.i), default=end)
    tokens = [t for t in tokens if t.i < end]
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    sentences: tuple[int, ...] = ()
    tail = ""
    if owner is not None:
        owned = [t for t in noun_phrase(owner) if t.dep_ != "case"]
        case = [t for t in owner.children if t.dep_ == "case"]
        whose: Reference | Phrase | None = (
            scene.references.of(owner) if owner.tag_ == "PRP$" else scene.references.phrase(owned)
        )
        if whose is None or not _NAMED.match(whose.text):
            # "its chief executive": of the company, not of the bid that the company made.
            return
        tokens = [t for t in tokens if t not in owned and t not in case]
        confidence *= whose.factor
        sentences, tail = whose.sentences, whose.text
    phrase = scene.references.phrase(tokens)
    if phrase is None:
        return
    text = phrase.text
    if tail:
        # "Peru's ambassador to Kenya" stays, "the park's director" is the director of the park.
        text = f"{possessive(tail)} {text}" if " to " in text else f"{text} of {tail}"
    sentences = (*sentences, *phrase.sentences)
    yield from _post(scene, holder, tokens, text, confidence * phrase.factor, sentences, time)


def _next_holders(scene: Scene, tokens: Iterable[Token]) -> Iterator[int]:
    """The numbers of the commas behind which the next people of a list begin: "mayor of Lom, Ada
    Lind and others"."""
    for token in tokens:
        name = scene.parsed.name_of(token)
        before = name.tokens[0].before if name is not None and name.kind == "person" else None
        if before is not None and before.text == ",":
            yield before.i


def _post(
    scene: Scene,
    holder: Token,
    tokens: list[Token],
    text: str,
    confidence: float,
    sentences: tuple[int, ...] = (),
    time: str | None = None,
) -> Iterator[Draft]:
    """The drafts for a post in these words. holder: who has it. time: when, "in May 2015"; "" if
    unknown, None for now."""
    who = scene.references.of(holder)
    if who is None:
        return
    person, sentences = who.text, (*who.sentences, *sentences)
    before = tokens[0].before
    former = bool(_FORMER.search(f"{before.text if before is not None else ''} {text}"))
    definite = text.startswith("the ") or (before is not None and before.lower_ == "the")
    text = _STILL.sub("", _AGE.sub("", bare(_FORMER.sub("", text)))).strip()
    if _is_of_next(scene, holder, tokens) or (before is not None and before.text == "-"):
        # "Co-founder": the parse has cut the word.
        return
    if not text or text.lower() in ("mr", "mrs", "ms", "dr", "sir", "lady", "prof"):
        return
    # "director General Ada Lind": the rank is hers, and not the director's.
    text = _FROM.sub("", _RANK_BEHIND.sub("", text))
    short = text.split(" of ")[0].split(" at ")[0]
    text = with_country(_with_owner_behind(text, "the " if definite else ""))
    of_team = _CAPTAIN.fullmatch(text)
    land = COUNTRY_OF.get(of_team[1]) if of_team else None
    if land in countries_named(scene.parsed.article.title):
        # He leads the country's team, and is not just of that country.
        text = f"captain of {land}"
    head, *rest = _PREPOSITION.split(text, maxsplit=1)
    tail = "".join(rest)
    if person.lower() in text.lower() or not _is_clear(text, tail):
        return
    last_word = text.split()[-1]
    whole = bool(tail or _GENERAL.search(text)) or (
        last_word.lower().rpartition("-")[2] in _POSITIONS
    )
    first = text.split()[0].partition("-")[0]
    if not whole and (
        former
        or (first != text and first[0].isupper() and first not in NATIONS)
        or last_word.lower().rpartition("-")[2] in _OF_AN_OFFICE
        or any(t.ent_type_ in ("ORG", "CARDINAL", "WORK_OF_ART") for t in tokens)
    ):
        # An office or a title is no profession; "Harbour Union peer" is none.
        return
    small = not whole or tokens[0].lower_ == "acting"
    if small and tokens[0].is_sent_start and not tokens[0].ent_type_:
        text = f"{text[:1].lower()}{text[1:]}"
    if _is_apart(holder, tokens):
        return
    if time is None and tells_of_the_past(scene, holder):
        # "was rejected in 2021 by Prime Minister Ada Lind": whether she still is, is not told.
        time = ""
    now = (f"in {scene.now}" if scene.now else "") if time is None else time
    when = f" {now}" if now and whole and not former else ""
    ago = " formerly" if former else ""
    last = head.split()[-1].lower()
    if (not whole or when or former) and last not in _RULERS:
        if not whole and short == text:
            short = last_word
        article = "" if whole or text[:3].lower() == "the" else f"{a_or_an(text)} "
        yield Draft(
            "former-post" if former else "holds-post", person, text, "person", confidence,
            scene.sentence, (holder,), tokens, "post", (short,) if short != text else (),
            as_of=when.removeprefix(" in "), sentences=sentences,
            ask=f"What post did {person}{ago} hold{when}?" if whole
            else f"What was {person} by profession?",
            statement=f"{person} was{ago} {article}{{object}}{when}.",
        )  # fmt: skip
    of_where = (
        last not in ("minister", "secretary")
        or any(t.ent_type_ in ("GPE", "NORP") or t.text in COUNTRY_OF for t in tokens)
        or tail in COUNTRIES
    )
    named = says_of_what(text) and (tail or not last.startswith("spokes"))
    named = named and "cabinet" not in head.lower()
    if named and when and last in OF_SOMETHING - {"founder", "owner"} and of_where:
        # One person holds it at a time; a Minister of Education is one of many.
        the = "" if tail or _OWNED.match(text) else "the "
        yield Draft(
            "who-did", f"was {text}{when}", person, "person", confidence, scene.sentence, tokens,
            (holder,), "name", as_of=when.removeprefix(" in "), sentences=sentences,
            ask=f"Who was {the}{text}{when}?", statement=f"{{object}} was {the}{text}{when}.",
        )  # fmt: skip


def _is_of_next(scene: Scene, holder: Token, post: list[Token]) -> bool:
    """Whether a post in a list is that of the next one or holds a name: "Ada Lind, the head of Lom
    Bank Bo Dahl, the mayor of Lom Cy Holm"."""
    rest = (t for t in holder.sent if t.i > post[-1].i and t.text not in "()")
    after = next((t for t in rest if t.nbor(-1).text != "("), None)
    people = {t for n in scene.names if n.kind == "person" for t in n.tokens}
    # A name of one word, or of two, may be a place.
    long = (t for t in post if t in people and sum(c.dep_ == "compound" for c in t.children) > 1)
    named = any(t.head.lower_ == "of" and t.head.head.lower_ in _POSITIONS for t in long)
    return named or (holder.i < post[0].i and after in people)


def says_of_what(post: str) -> bool:
    """Whether a post says of what it is: "Peruvian president", "professor of art". An ambassador is
    one to somewhere."""
    if post.lower().endswith("ambassador"):
        return False
    return bool(_PREPOSITION.search(post)) or any(
        word[:1].isupper() and not is_post(word.lower()) and word.lower() not in _GENERAL_WORDS
        for word in post.split()
    )


def _with_owner_behind(post: str, article: str) -> str:
    """ "Harbour Union's coach" is "coach of Harbour Union", and so is its boss. article: of the
    owner."""
    owned, boss = _OWNED.fullmatch(post), _BOSS.fullmatch(post)
    office = owned[2].split()[-1].lower() if owned else ""
    state = owned and (office not in OFFICES or kind_of_place(owned[1].strip()) == "country")
    if owned and state and office in _POSITIONS and " to " not in post:
        return f"{owned[2]} of {article}{owned[1].strip()}"
    if boss and post.split()[0] not in NATIONS:
        group = boss[1].strip()
        if group.lower() in ORGANISATIONS:
            # At the start of a sentence: any airline.
            return post.lower()
        plain = group.split()[-1].lower() not in ORGANISATIONS - FIRMS - {"united", "city", "fc"}
        return f"boss of {group}" if plain else f"boss of the {group}"
    return post


def _is_apart(name: Token, post: list[Token]) -> bool:
    """Whether a colon stands between a name and a post, so that they belong to two sentences."""
    ends = sorted((name.i, post[-1].i))
    between = name.doc[ends[0] : ends[1]].text
    return ":" in between and "(" not in between


def tells_of_the_past(scene: Scene, name: Token) -> bool:
    """Whether news tells with a name what happened in a year before the article's or before
    something else that is told, or that somebody left the post."""
    day, verb = scene.parsed.article.day, verb_of(name)
    if verb is not None and (verb.lemma_ in _LEAVING or _is_past_perfect(verb)):
        return True
    if any(each.lemma_ in _ENDED and name in _done_to(each) for each in name.sent):
        return True
    if any(each.dep_ == "dobj" and each.head.lemma_ in _ENDED for each in (name, *name.ancestors)):
        # "a crash that killed many, including President Ada Lind"
        return True
    clauses = (clause for clause in scene.clauses if clause.verb == verb)
    years = {date.expression.when.year for clause in clauses for date in clause.dates}
    if verb is not None:
        opening = (c for c in verb.children if c.dep_ == "prep" and c.i < verb.i)
        before = (t.text for c in opening for t in c.subtree if t.i < name.i)
        years |= {int(text) for text in before if re.fullmatch(YEAR, text)}
    return day is not None and any(year < day.year for year in years)


def _is_past_perfect(verb: Token) -> bool:
    first = finite_of(verb)
    return verb.tag_ == "VBN" and first.lower_ in ("had", "'d", "’d") and first is not verb


def _done_to(verb: Token) -> Iterator[Token]:
    """The nouns to which something is done, with those that are set beside them: "the mayor, Ada
    Lind, was ousted", "the mayor ousted in May, Ada Lind"."""
    nouns = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        nouns.append(verb.head)
    for noun in nouns:
        yield noun
        yield from (c for c in noun.children if c.dep_ == "appos")
        if noun.dep_ == "appos":
            yield noun.head


def _is_clear(text: str, tail: str) -> bool:
    """Whether a post is clear by itself. tail: what it is a post of, or ""."""
    first, last = text.split()[0], _PREPOSITION.split(text)[0].split()[-1].lower()
    if first.lower() in KIN or last.rpartition("-")[2] in _OF_A_MOMENT or _JUDGED.search(text):
        return False
    # A bare "President" does not say of what, nor does "Senior Professor"; a bare "novelist" is all
    # there is to say.
    telling = [word for word in text.lower().split() if word not in _OF_RANK]
    if text in _OFFICES_ALONE:
        return True
    if len(telling) == 1 and last in _OF_AN_OFFICE:
        return False
    if not tail:
        return True
    if not re.search(r"[A-Z]", _CLAUSE.split(tail)[0]) and (
        re.match(r"(?:the|an?|one) ", tail) or not re.search(r"[A-Z]", tail)
    ):
        # "professor of art history" says it all; "of the gallery", "of the city": of which one?
        field = text.endswith(f" of {tail}") and last not in OF_SOMETHING
        return field and not re.match(r"(?:the|a|an|his|her|its) ", tail)
    # "the Senegalese director of Salt Road": a film is as likely as an organisation.
    return first not in COUNTRY_OF or " director " not in f" {text} "


def with_country(text: str) -> str:
    """ "Kazakh President" is "President of Kazakhstan"; other posts keep their adjective."""
    first, _, rest = text.partition(" ")
    words = rest.lower().split()
    office = words[-1:] and words[-1] in OFFICES - {"ambassador"}
    if (
        first in COUNTRY_OF.keys() - OF_SEVERAL_STATES
        and office
        and all(w in MODIFIERS_OF_POSTS | OFFICES for w in words)
    ):
        return f"{rest} of {COUNTRY_OF[first]}"
    return text


def _names_post(noun: Token) -> bool:
    if noun.lower_ in KIN:
        return False
    if is_post(noun.lower_):
        return True
    # "a Uruguayan left-hander": a singular noun beside a person is what the person does.
    person = noun.head if noun.dep_ == "appos" else None
    return (
        person is not None
        and person.ent_type_ == "PERSON"
        and noun.lower_.endswith(("er", "or", "ist", "ian"))
    )
