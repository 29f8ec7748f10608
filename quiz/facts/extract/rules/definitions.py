"""What something is: "X, a river in Y", "the ferry X", "X is a network of …"."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import KIN, OPINIONS, is_post, words
from quiz.facts.extract.noun_phrases import noun_phrase
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name, noun_beside
from quiz.facts.nations import COUNTRY_OF

_LITTLE = words(
    "part one kind number sign example result way place time case home member club side team"
)

_RANKED = words("other latest forthcoming upcoming first last only giant leading parent")
"""Words that say where something stands among others, and not what it is."""

_VERBS = ("VBD", "VBZ", "VBP", "VBN")
_DESCRIBING = ("NOUN", "ADJ", "PROPN")


def definitions(scene: Scene) -> Iterator[Draft]:
    """The definitions of a sentence; those of people are posts."""
    for name in scene.names:
        if name.kind == "person":
            continue
        for child in name.head.children:
            # "Lom Bank published on its site a report": no bank is a report.
            verb = any(c.dep_ == "acl" and c.i < child.i for c in name.head.children)
            plain = name.head.dep_ != "conj" and not verb
            if plain and child.dep_ == "appos" and child.tag_ == "NN":
                yield from _draft(scene, name, child, 0.95)
        yield from _before(scene, name)
    for clause in scene.clauses:
        subject = scene.parsed.name_of(clause.subject)
        if subject is None or subject.kind == "person" or clause.verb.lemma_ != "be":
            continue
        for child in clause.verb.children:
            if child.dep_ == "attr" and child.tag_ == "NN" and clause.present:
                yield from _draft(scene, subject, child, 0.95 * clause.factor)


def _is_set_off(noun: Token) -> bool:
    """Whether a mark stands before an apposition: "Lom TV aired on YouTube a talk" has none."""
    before = noun.left_edge.before
    return before is not None and not before.text[-1].isalnum()


def _draft(scene: Scene, name: Name, noun: Token, confidence: float) -> Iterator[Draft]:
    lemma = noun.lemma_.lower()
    article = next((c for c in noun.children if c.dep_ == "det"), None)
    owned = any(c.dep_ == "poss" for c in noun.children)
    judged = any(c.dep_ == "amod" and c.lower_ in OPINIONS for c in noun.children)
    if judged or lemma in KIN | _LITTLE or is_post(lemma) or (article is None and not owned):
        return
    unique = article is not None and article.lower_ == "the"
    tokens = [t for t in noun_phrase(noun) if t != article or unique]
    if len(tokens) - unique < 2:
        # "a river that flows through the city": only the clause says what it is.
        tokens += [t for c in noun.children if c.dep_ == "relcl" for t in c.subtree]
    phrase = scene.references.phrase(tokens)
    if phrase is None or len(phrase.text.split()) < 2:
        return
    yield from _defined(
        scene, name, tokens, phrase.text, confidence * phrase.factor, phrase.sentences
    )


def _before(scene: Scene, name: Name) -> Iterator[Draft]:
    """ "Estonian start-up Kivi Labs", "the Danish turbine maker Vindby"."""
    titles: list[Token] = []
    token = name.tokens[0].before
    while token is not None:
        within = token.head == name.head or token.head in titles
        title = token.dep_ in ("compound", "amod", "nmod") and token.pos_ in _DESCRIBING
        # "Liberian-flagged": what is before a hyphen belongs to it, whatever the parse says.
        hyphen = bool(titles) and "-" in (token.text, titles[0].text)
        if not hyphen and not (within and title):
            break
        titles.insert(0, token)
        token = token.before
    noun = noun_beside(name)
    if noun is not None:
        titles = [t for t in noun_phrase(noun) if t.i <= noun.i and t.dep_ != "det"]
    if not titles or titles[-1].tag_ != "NN" or name.kind == "event":
        # "the FIFA football World Cup": all of it is the name.
        return
    owned = name.head.head if name.head.dep_ == "poss" else None
    title = owned is not None and owned.text[:1].isupper() and not scene.parsed.person_of(owned)
    if title or any(c.dep_ == "conj" for c in name.head.children):
        # "the adventure Ada Lind's Wells of Lom", "the thriller Day and Night"
        return
    if titles[-1].lower_ in KIN or not (titles[0].text in COUNTRY_OF or len(titles) > 2):
        return
    phrase = scene.references.phrase(titles)
    if phrase is not None:
        yield from _defined(
            scene, name, titles, phrase.text, 0.94 * phrase.factor, phrase.sentences
        )


def _defined(
    scene: Scene,
    name: Name,
    tokens: list[Token],
    text: str,
    confidence: float,
    sentences: tuple[int, ...],
) -> Iterator[Draft]:
    whole = scene.references.of(name.head)
    if whole is None or name.full.lower() in text.lower():
        return
    if any(t.tag_ in ("JJS", "RBS") or t.lower_ in _RANKED for t in tokens):
        return
    people = name.head.ent_type_ == "NORP" or (
        len(name.tokens) == 1 and name.head.tag_ in ("NNS", "NNPS")
    )
    if people or any(t.tag_ in _VERBS for t in name.tokens):
        # "What is Byron composed Thyrza?": the parse has mistaken the name.
        return
    yield Draft(
        "is-a", whole.text, text, "term", confidence, scene.sentence, name.tokens, tokens,
        name.kind, sentences=(*whole.sentences, *sentences),
    )  # fmt: skip
