"""A sentence of the article with a gap for a name, a number or a date.

Where the grammar gives no plain question, the sentence, or a part of it with its own subject and
verb, still tells a fact: with its pronouns replaced, its dates resolved and its parentheses left
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.facts.extract.calendar import MONTH_NAME, YEAR
from quiz.facts.extract.clauses import (
    contrary_to_fact,
    disagrees,
    has_lost_its_noun,
    has_lost_its_subject,
    is_condition,
    is_mixed,
    is_neither,
    is_passing,
    is_perfect,
    lasts,
)
from quiz.facts.extract.compression import compressed, trimmed
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.inflection import base_form, past
from quiz.facts.extract.lexicon import (
    BEFORE_DATES,
    FAMILY,
    NOT_A_NAME,
    ORGANISATIONS,
    SAYING,
    is_post,
    places_of,
    without_possessive,
    words,
)
from quiz.facts.extract.names import heads_name, name_around
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.references import Phrase, possessive, punctuated
from quiz.facts.extract.statements import (
    claimant,
    shares_out,
    speaker_of,
    was_or_were,
    will_in_past,
)
from quiz.facts.extract.tokens import (
    WILL,
    auxiliaries_of,
    begins_name,
    ends_name,
    finite_of,
    head_of,
    in_present,
    in_score,
    subject_of,
)
from quiz.facts.templates import OBJECT
from quiz.wording import with_capital

_FEWEST = 6
"""Fewest words of a sentence with a gap."""

_FEWEST_OF_NEWS = 4
"""Fewest if the headline tells the rest: "At least ____ were hurt"."""

_MOST = 200
"""Most characters if nothing can be left out."""

_KINDS = {
    "PERSON": ("who-did", "person", "name"),
    "ORG": ("which-did", "organisation", "name"),
    "NORP": ("stated", "organisation", "people"),
    "GPE": ("located", "place", "place"),
    "LOC": ("located", "place", "place"),
    "FAC": ("located", "place", "building"),
    "EVENT": ("stated", "event", "name"),
    "WORK_OF_ART": ("stated", "term", "name"),
    "PRODUCT": ("stated", "term", "name"),
    "LANGUAGE": ("stated", "term", "language"),
    "DATE": ("dated", "date", ""),
    "TIME": ("stated", "term", "time"),
    "CARDINAL": ("quantity", "quantity", ""),
    "MONEY": ("quantity", "quantity", ""),
    "PERCENT": ("quantity", "quantity", ""),
    "QUANTITY": ("quantity", "quantity", ""),
}
_PROPER = ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT")
_LABELS = {"organisation": "ORG", "event": "EVENT"}
VARYING = ("CARDINAL", "MONEY", "PERCENT")
"""The numbers that may change from month to month, unlike the length of a bridge."""

_QUOTES = ('"', "“", "”")
_STALE = words("still currently now already soon yet here")
_PAST_OF_MODALS = {"can": "could", "may": "might", "shall": "should"}
_BEFORE_ANSWERS = re.compile(
    r"^(?:the |a |an )?(?:(?:about|around|roughly|some|over|nearly|almost|between|estimated|just"
    r"|only|(?:start|beginning|end) of) )?",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? (?=[A-Z][\w'’-]+ [A-Z])")
_MONTH = re.compile(rf"{MONTH_NAME}(?: of)? \d{{4}}")
_LENGTH = re.compile(
    r"^(?:(?:at least|at most|more than|less than|up to|every|next|first|only|roughly|about) )*"
    r"(?:\d+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|hundred)\b.*)"
    r"(?: (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
    r"|-(?:hour|day|week|month|year))(?: ago)?$"
)
_HOUR = re.compile(
    r"\b(?:at|around|about|by|until|till|from|before|after) "
    r"(?:\d{1,2}[:.]\d\d|\d{1,2}(?= ?[ap]\.?m))(?: ?[ap]\.?m\b\.?)?(?: [A-Z]{3,4})?$",
    re.IGNORECASE,
)
"""What ends with an hour of the day: "opens at 9:30", "until 8 pm"."""

_LINKING = words(
    "though also then again however thus therefore hence instead too moreover previously"
)
_WANTING = ("we", "i", "us", "our", "my", "me", "yourself", "yourselves", "yours")


def gaps(scene: Scene) -> Iterator[Draft]:
    """The gaps of a sentence that makes a complete statement."""
    for tokens in complete_clauses(scene):
        for found in answers_in(tokens):
            told = told_around(scene, tokens, found)
            if told is not None:
                draft = gap(scene, told.text, found, told.factor, told.sentences)
                if draft is not None:
                    yield draft


def complete_clauses(scene: Scene) -> Iterator[list[Token]]:
    """The parts of a sentence that state something on their own."""
    if not re.search(r"\.[\"”’')\]]*$", scene.sentence.text):
        return
    for tokens in _wholes(list(scene.sentence)):
        if tokens and not any(
            t.lower_ in _WANTING or scene.parsed.is_spoken(t) or _points_back(t) for t in tokens
        ):
            yield tokens


def _points_back(token: Token) -> bool:
    """Whether "this" or "that" stands for something told before: "this is a decrease"."""
    return token.tag_ == "DT" and token.lower_ in ("this", "that") and token.dep_ != "det"


def told_around(scene: Scene, tokens: Sequence[Token], answer: Sequence[Token]) -> Phrase | None:
    """The words of a clause around an answer, on their own; None if they are too few or many, or
    hold only for the moment."""
    verb = head_of(tokens)
    speaker = speaker_of(scene.references, verb) if _is_told_by_another(verb) else Phrase("")
    if speaker is None:
        return None
    varies = answer[-1].ent_type_ in VARYING
    by_now = [t for t in tokens if scene.now and _is_of_now(t, verb)]
    passing = scene.may_be_over(verb, in_present(verb), bool(by_now) or varies)
    forms = _in_past(scene, tokens, passing, bool(speaker.text)) if scene.news else {}
    perfect = is_perfect(verb) and bool(scene.now)
    once = perfect and not lasts(verb) and not varies
    if once:
        forms |= _as_once(verb)
    if ((forms or perfect) and any(is_condition(child) for child in verb.children)) or (
        # It means these days.
        verb.tag_ in ("VBZ", "VBP") and any(t.lower_ == "today" for t in tokens)
    ):
        return None
    who, first = subject_of(verb), finite_of(verb)
    if varies and who is not None and shares_out(who):
        told = forms.get(first, first.text)
        forms[first] = f"each {told}" if first is verb else f"{told} each"
    phrase = compressed(scene, [t for t in tokens if t not in by_now], answer, forms)
    if phrase is None:
        return None
    text = _HONORIFIC.sub("", _with_pronouns(scene, tokens, phrase.text))
    when = ""
    lasting = perfect and not once
    goes_on = re.search(rf"\b(?:[Ss]ince|[Ii]n {scene.now[-4:]})\b", text) if lasting else None
    dated = re.search(r"\b\d{4}\b", text)
    if scene.now and (goes_on or not dated):
        if passing or (once and scene.opens):
            when = f"in {scene.now}"
        elif lasting:
            text = re.sub(r"\b(?:has|have)\b", "had", text)
            when = f"by {scene.now}" if varies or not dated else ""
    counts = scene.news and varies and answer[-1].tag_ == "CD"
    counts = counts and all(told.clause.verb != verb for told in scene.statements)
    fewest = _FEWEST_OF_NEWS if counts else _FEWEST
    fits = len(text.split()) >= fewest and len(text) <= _MOST
    stale = _STALE & set(text.replace("what is now", "").lower().split())
    if not fits or stale or text.endswith(" since"):
        return None
    cut = any(c.dep_ in ("advcl", "agent") for c in verb.children) and text.endswith(verb.text)
    if cut and verb.tag_ == "VBN" and not varies:
        # "The plans of Lom were denounced": by whom, or why?
        return None
    by, pronoun = speaker.text, claimant(verb)
    if by and _begins_alike(text, by):
        if pronoun is not None and text.startswith(by):
            text = pronoun.lower_ + text.removeprefix(by)
        else:
            by = ""
    before = [f"according to {by}" if by else "", when]
    return Phrase(
        ", ".join(part for part in (*before, text) if part),
        phrase.factor * speaker.factor,
        (*phrase.sentences, *speaker.sentences),
    )


def _is_of_now(token: Token, verb: Token) -> bool:
    """Whether an adverb means the day of the news, which the headline tells, too: "currently"."""
    mine = token.head in (verb, *verb.conjuncts) or token.after is subject_of(verb)
    return token.lower_ in ("currently", "now", "recently") and token.dep_ == "advmod" and mine


def _in_past(
    scene: Scene, tokens: Sequence[Token], passing: bool, reported: bool
) -> dict[Token, str]:
    """The words of a clause that news tells in the past: all its verbs, or only what was to come.

    The article does not know whether what it says will happen came to pass.
    passing: whether its main verb is in the present and may soon be over. reported: whether
    somebody else says it.
    """
    verb = head_of(tokens)
    main = (verb, *verb.conjuncts)
    all_move = passing or any(t.lower_ in WILL for each in main for t in auxiliaries_of(each))
    after_past = not in_present(verb)
    forms: dict[Token, str] = {}
    for token in tokens:
        if token.text[:1].isupper():
            continue
        told = ""
        if token.lower_ in WILL and token.tag_ == "MD":
            who = subject_of(token.head) or subject_of(verb) or verb
            told = will_in_past(who, reported or token.head not in main)
        elif all_move and token.tag_ == "MD":
            told = _PAST_OF_MODALS.get(token.lower_, "")
        elif token.tag_ in ("VBZ", "VBP") and token.pos_ in ("VERB", "AUX"):
            own = token.head if token.dep_ in ("aux", "auxpass") else token
            if own.tag_ == "VBP" and own.dep_ in ("advcl", "pobj") and subject_of(own) is None:
                # "beside Ulm prop Ada Lind", which the parse takes for a verb
                continue
            base = base_form(token.lower_, token.tag_, token.lemma_)
            clause = scene.of_verb(own)
            if clause is not None and clause.planned:
                told = f"{will_in_past(clause.subject, reported)} {base}"
            elif all_move or (after_past and token.dep_ == "conj" and is_passing(token)):
                told = "were" if token.lower_ in ("are", "'re", "’re") else past(base)
        if told:
            forms[token] = told if token.text[0].isalpha() else f" {told}"
    return forms


def _as_once(verb: Token) -> dict[Token, str]:
    """The words of a verb in the perfect, and of those parallel to it, in the simple past."""
    forms: dict[Token, str] = {}
    for each in (verb, *verb.conjuncts):
        own = auxiliaries_of(each)
        if own and not (is_perfect(each) and not lasts(each)):
            continue
        been = next((t for t in own if t.lower_ == "been"), None)
        forms |= dict.fromkeys(own[:1], "")
        if been is not None:
            forms[been] = was_or_were(subject_of(each) or subject_of(verb) or each)
        elif each.tag_ == "VBN" and (own or not auxiliaries_of(verb)[1:]):
            forms[each] = past(base_form(each.lower_, each.tag_, each.lemma_))
    return forms


def _begins_alike(text: str, speaker: str) -> bool:
    """Whether a text begins with the last words of its speaker's name: who says it is told."""
    words_of = speaker.split()
    return any(text.startswith(" ".join(words_of[at:])) for at in range(len(words_of)))


def _is_told_by_another(verb: Token) -> bool:
    """Whether somebody is said to claim what a verb states, other than in its own clause."""
    return not any(c.lower_ == "according" for each in (verb, verb.head) for c in each.children)


def _answer(scene: Scene, tokens: Sequence[Token], text: str) -> str:
    """The words of a gap; for a name the whole of it, if the text has it."""
    names = [name for token in tokens if (name := scene.parsed.name_of(token)) is not None]
    # The parse may see several names in "Suleiman al-Amr".
    whole = len(names) == 1 or any(token.dep_ == "case" for token in tokens)
    name = names[0] if names and whole else None
    if name is not None and name.full in text and (name.kind == "person" or len(tokens) == 1):
        return name.full
    told = punctuated("".join(token.text_with_ws for token in tokens))
    # "At least 40"
    common = told not in text and tokens[-1].ent_type_ == "CARDINAL" and len(tokens) > 1
    return told[:1].lower() + told[1:] if common else told


def _wholes(sentence: Sequence[Token]) -> Iterator[list[Token]]:
    """The parts of a sentence with their own subject and verb; of what somebody says, the words
    themselves."""
    main = [t for t in sentence if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "conj")]
    verbs = [verb for each in main for verb in _reported(each) if _states(verb)]
    apart = {*verbs, *(verb for verb in main if subject_of(verb) is not None)}
    for verb in verbs:
        # "Ada Lind came but said it was late": what she said is no sentence beside this one.
        below = [v for v in apart if v.dep_ != "ccomp" and verb in v.ancestors]
        others = {t for v in below for t in v.subtree}
        tokens = sorted((t for t in verb.subtree if t not in others), key=lambda token: token.i)
        if not any(t.pos_ == "VERB" and has_lost_its_subject(t) for t in tokens):
            behind = {t for each in tokens if has_lost_its_noun(each) for t in each.subtree}
            own = [t for t in tokens if t not in behind and not _leans_back(t)]
            yield _without_parentheses(trimmed(own))


def _reported(verb: Token) -> list[Token]:
    """The verbs of what a verb of saying reports; the verb itself if it reports nothing."""
    told = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if verb.lemma_ not in SAYING or told is None or subject_of(told) is None:
        return [verb]
    return [told, *(c for c in told.conjuncts if subject_of(c) is not None)]


def _states(verb: Token) -> bool:
    """Whether a verb has its own subject, in front of it, and is neither imagined nor one of
    several that are denied."""
    own = subject_of(verb) or _existing(verb)
    # "and Lom did": what it did was told before.
    silent = verb.lemma_ in SAYING | {"do"} and not any(c.dep_ == "dobj" for c in verb.children)
    return bool(
        own is not None
        # "Among the plans, is the idea": the parse does not see what is what.
        and not (own.i > verb.i and verb.before is not None and verb.before.text == ",")
        and not silent
        and not disagrees(own, verb)
        and not is_mixed(verb)
        and not is_neither(verb)
        and not contrary_to_fact(verb)
    )


def _existing(verb: Token) -> Token | None:
    """What "there is" says to be somewhere."""
    there = any(c.dep_ == "expl" for c in verb.children)
    return next((c for c in verb.children if there and c.dep_ == "attr"), None)


def _leans_back(token: Token) -> bool:
    """Whether an adverb only ties a sentence to the one before: "she then left", but not "in 1990
    and again in 1995" or "to Lom, then to Ulm"."""
    if token.dep_ != "advmod" or token.lower_ not in _LINKING:
        return False
    before, after = token.before, token.after
    listed = after is not None and after.pos_ == "ADP" and not token.is_sent_start
    joined = before is not None and (before.dep_ == "cc" or (before.text == "," and listed))
    return token.head.pos_ in ("VERB", "AUX", "ADP") and not joined


def _without_parentheses(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(token)
    return kept


def answers_in(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The names, numbers and dates among the tokens, each as a whole."""
    marks = [token.i for token in tokens if token.text in _QUOTES]
    titles: set[Token] = set()
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        named = [token for token in tokens if first < token.i < last]
        if named and _is_quoted(named):
            yield named
            if named[0].text[:1].isupper() and named[-1].text[:1].isupper():
                titles.update(named)
    run: list[Token] = []
    for token in [*tokens, None]:
        new = token is None or token.ent_iob_ != "I" or (run and token.i != run[-1].i + 1)
        if run and new:
            name = _whole_name(_without_loose_end(run))
            if titles.isdisjoint(run) and not _is_cut(name) and set(name) <= {*tokens}:
                yield _with_article(name)
            run = []
        if token is not None and token.ent_type_ in _KINDS:
            run.append(token)
        elif token is not None and token.doc[token.i : token.i + 2].text == "twice in":
            yield [token]


def _is_quoted(tokens: Sequence[Token]) -> bool:
    """Whether quotation marks stand around tokens, which nobody is said to say."""
    first, last = tokens[0].before, tokens[-1].after
    return first is not None and last is not None and first.text in _QUOTES and last.text in _QUOTES


def _is_of_source(token: Token) -> bool:
    """Whether a token names or describes who says it: "according to Lomia's Coast Guard"."""
    return any(over.lower_ == "according" for over in token.ancestors)


def _is_day_of_count(tokens: Sequence[Token]) -> bool:
    """Whether an answer is the day of a count: "as of 4 March"."""
    return tokens[0].doc[max(0, tokens[0].i - 2) : tokens[0].i].text.lower() == "as of"


def _without_loose_end(run: list[Token]) -> list[Token]:
    """The tokens of a name without what the parse takes for its end: "Lom 1-0", "Lind several
    times"."""
    end = max((at for at, t in enumerate(run, 1) if t.text[:1].isupper()), default=0)
    people = run[-1].ent_type_ in ("PERSON", "GPE") and run[-1].tag_ in ("NN", "NNS")
    loose = people or any(in_score(token) for token in run[end:])
    return run[:end] if run[0].text[:1].isupper() and loose else run


def _whole_name(run: list[Token]) -> list[Token]:
    """The tokens of the whole name of a group, an event or a building of which the parse sees a
    part: "the Salt Commission of Peru", "the Battle of Lom", "Friends of the Lom Union"."""
    before = run[0].before
    of = before.before if before is not None and before.lower_ == "the" else before
    over = [of.head] if of is not None and of.lower_ in ("of", "for") else []
    group = run[0].lower_ == "the" and run[-1].lower_ in ORGANISATIONS
    own = {token for token in run if token.dep_ not in ("det", "case")}
    for head in (*over, head_of(run)):
        if heads_name(head) and not is_post(head.lower_):
            name, kind = name_around(head)
            if group and of is not None and name[-1] == of.before and not head.ent_type_:
                name = (*name, of, *run)
            longer = len(name) > len(run) and name[-1].text[:1].isupper() and name[0].tag_ != "CD"
            if kind != "person" and longer and own <= {*name}:
                return list(name)
    return run


def _with_article(run: list[Token]) -> list[Token]:
    """The tokens with the article at the start of a title: "The Crown"."""
    before = run[0].before
    title = before is not None and before.text == "The" and not before.is_sent_start
    return [before, *run] if before is not None and title else run


def _is_cut(run: Sequence[Token]) -> bool:
    """Whether a name is longer than its entity, or a number is a name or half of a score."""
    if run[-1].ent_type_ == "CARDINAL" and (
        any(in_score(token) for token in run)
        or any(c.dep_ == "det" for token in run for c in token.children)
    ):
        return True
    first, after = run[0].before, run[-1].after
    if begins_name(run[-1]) or (len(run) == 1 and ends_name(run[0])):
        return True
    if first is not None and (first.text in "-–—" or _is_listed(run)):
        return True
    if after is not None and (
        after.text in ("-", "–", "—", "%")
        or (run[-1].ent_type_ == "CARDINAL" and after.tag_ == "CD")
    ):
        # "15 000"
        return True
    named = run[0].text[:1].isupper() and run[0].ent_type_ not in ("DATE", "NORP")
    if not named:
        return False
    if first is not None and first.tag_ == "NNP" and first.doc[first.i - 1].text_with_ws == "-":
        # "Hamshahri-e Lom"
        return True
    if after is not None and _goes_on(run, after):
        return True
    return first is not None and (
        # "Earl of Snowdon"
        (first.lower_ == "of" and _is_titled(first))
        or (_begins_name(first) and not is_post(first.lower_))
    )


def _goes_on(run: Sequence[Token], after: Token) -> bool:
    """Whether what follows is more of a name: "Space Telescope", "Tears Never Fall", "Ada the
    Great", "Sunshine of the Old Mind"."""
    label, people = run[-1].ent_type_, run[-1].ent_type_ == "PERSON"
    if after.text[:1].isupper():
        another = after.ent_iob_ == "B" and after.tag_ == "NNP"
        return not another or (people and after.ent_type_ == label)
    behind = after.after
    article = behind is not None and behind.lower_ == "the"
    behind = behind.after if behind is not None and article else behind
    # "Lind of Peru", who may be labelled so, is whole.
    titled = label in ("WORK_OF_ART", "EVENT", "PRODUCT") or (label == "ORG" and article)
    titled = titled and not run[-1].text.isupper()
    ties = after.lower_ == "the" if people else titled and after.lower_ == "of"
    return ties and behind is not None and behind.text[:1].isupper()


def _begins_name(token: Token) -> bool:
    """Whether the word before an entity belongs to its name: "Space" before "Shuttle Aurora"."""
    if token.is_sent_start:
        return token.dep_ == "compound" and token.lower_ not in FAMILY | NOT_A_NAME
    return token.dep_ == "compound" and token.text[:1].isupper()


def _is_titled(of: Token) -> bool:
    """Whether a name goes on with "of": "Earl of", "1st Baron of", but not "Chairman of"."""
    before = of.nbor(-1)
    if before.text in ("Secretary", "Minister"):
        # "Secretary of State for Trade"
        return True
    return before.tag_ == "NNP" and before.ent_type_ != ""


def _is_listed(run: Sequence[Token]) -> bool:
    """Whether a name is in a list with similar ones, any of which would be right."""
    head = head_of(run)
    beside = [c for c in head.children if c.dep_ == "conj"]
    if head.dep_ == "conj":
        beside.append(head.head)
    many = len(head.conjuncts) > 1
    return any(
        other.ent_type_ == head.ent_type_ or (many and other.tag_ in ("NNP", "NNPS"))
        for other in beside
    )


def _with_pronouns(scene: Scene, tokens: Sequence[Token], text: str) -> str:
    """The text with "his" instead of a repeated name: "Ada Lind met her colleague", "In her youth,
    Ada Lind met …"."""
    for token in tokens:
        found = scene.references.of(token) if token.tag_ == "PRP$" else None
        if found is not None:
            first = text.find(found.text) + len(found.text)
            owner = f" {possessive(found.text)} "
            owns = text[first:].startswith(owner[len(found.text) + 1 :])
            ends = (part[:1] for part in text[first:].split(found.text)[1:])
            if owns and any(end not in ("'", "’") for end in ends):
                first = 0
            text = text[:first] + text[first:].replace(owner, f" {token.lower_} ", 1)
    return text


def gap(
    scene: Scene,
    text: str,
    tokens: Sequence[Token],
    factor: float,
    sentences: tuple[int, ...],
) -> Draft | None:
    """The draft with a gap in a text for a name, number or date; None if it cannot be asked for.

    text: a sentence without its full stop. tokens: the answer's. factor: for the confidence.
    """
    answer = _answer(scene, tokens, text)
    quoted = _is_quoted(tokens)
    if not quoted and (tokens[0].text != "The" or tokens[0].is_sent_start):
        answer = _BEFORE_ANSWERS.sub("", answer)
    if tokens[-1].tag_ != "POS" or tokens[-1].head.dep_ == "poss":
        # But "at St Mary's".
        answer = without_possessive(answer)
    answer = answer.strip(" ,")
    answer = re.sub(r"(?<=\d[a-z])\.$", "", answer)
    label = "WORK_OF_ART" if quoted else tokens[-1].ent_type_ or "CARDINAL"
    name = scene.parsed.name_of(head_of(tokens))
    if name is not None and name.kind == "person" and label == "ORG" and " " in name.full:
        # The whole article knows better than one sentence.
        label = "PERSON"
    elif name is not None and name.text == answer and name.head.ent_type_ != label in _PROPER:
        # "the Battle of Lom" is no place.
        label = _LABELS.get(name.kind, label)
    if not answer or re.search(r"\d[a-z]{3}|\b(?:No|St|Mt)$", answer):
        # "4chan" is no number, and "Holland Lodge No" goes on.
        return None
    last = tokens[-1]
    if label == "DATE" and re.fullmatch(r"\d{4} (?:[a-z]+|of .*)", answer):
        # "the 2020 season"
        answer, tokens = answer[:4], [token for token in tokens if token.text == answer[:4]]
    number = re.search(r"\b(\d[\d.:]*) $", text.partition(answer)[0])
    if answer.isupper() and number is not None and not re.fullmatch(YEAR, number[1]):
        # "40 EUR", "13:15 UTC", but "the 2015 NFL season"
        return None
    cut = not quoted and tokens[-1].tag_ in ("JJ", "JJR", "RB", "IN", "VB")
    if label in _PROPER and (cut or (label == "PERSON" and answer[0].islower())):
        # "Cheaper by the Dozen", "nonpartisan Ada Lind": the parse has cut the title or the name.
        return None
    if re.match(r"[a-z]+ to \d", answer) or tokens[-1].tag_ == "TO":
        # "sentenced one to 16 months": no range
        return None
    if label == "DATE" and last.head not in tokens and any(t.dep_ == "prep" for t in tokens):
        # "the first day of the 2008 games": the year is that of the games.
        return None
    ahead = text.partition(answer)[0].split()[-1:]
    if _MONTH.fullmatch(answer) and ahead and ahead[0] not in BEFORE_DATES | {"early", "late"}:
        # "began March 2012": the "in" is lost.
        return None
    # "at least one bus": the singular tells it; "half time"
    last_word, behind = answer.split()[-1].lower(), text.partition(answer)[2]
    part = last_word in ("one", "half")
    told = label == "CARDINAL" and part and not behind.startswith((" in ", " of "))
    if told or answer.lower() in NOT_A_NAME | {"one", "first", "second", "two", "gmt", "bst"}:
        return None
    two = f"etween {answer}" in text or (" to " in answer and f"rom {answer}" in text)
    if label == "CARDINAL" and two:
        # "Between ____ couples": two numbers are no answer.
        return None
    if _is_of_source(last) or _is_day_of_count(tokens):
        return None
    if label in ("DATE", "TIME") and _LENGTH.search(answer):
        label = "QUANTITY"
    before = text.partition(answer)[0].removesuffix("the ")
    if (label == "TIME" and not _HOUR.search(before + answer)) or (
        # "On 81 minutes, Ada Lind scored"
        tokens[-1].ent_type_ == "TIME" and before.lower().endswith("on ")
    ):
        return None
    if label == "DATE" and not re.search(r"\d{4}", answer):
        return None
    if "anniversary" in text and label == "DATE" and len(re.findall(r"\b\d{4}\b", text)) > 1:
        # The other year tells it.
        return None
    if re.fullmatch(YEAR, answer) and tokens[-1].dep_ == "dobj":
        # "started 2014 with a new club": as well somewhere, or with somebody.
        return None
    if len(list(places_of(answer, text, "_-"))) != 1:
        return None
    before, _, after = text.partition(answer)
    relation, category, kind = _KINDS[label]
    kind = "count" if answer == "twice" else kind
    whole = with_capital(f"{before}{OBJECT}{after}")
    return Draft(
        relation, punctuated(f"{before} {after}"), answer, category, 0.9 * factor, scene.sentence,
        (), tokens, kind, sentences=sentences, statement=whole.rstrip(" .") + ".",
    )  # fmt: skip
