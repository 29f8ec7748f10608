"""What a rule finds, before it becomes a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from quiz.facts.extract.clauses import Clause, is_passing
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name, ParsedArticle, Sentence
from quiz.facts.extract.references import References
from quiz.facts.extract.statement_parts import Part
from quiz.facts.extract.statements import Statement

VERBATIM = 120
"""Most characters of a sentence of the article that a deck may contain unchanged."""

_FAMILIES = {"gaps": "gap", "part gaps": "gap", "stated": "question"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact with its tokens in the sentence. confidence: of the rule and everything it depends on.
    sentences: the numbers of other sentences needed. ask, statement, wording: as in the fact. rule:
    the name of the rule. stated: the statement and the part asked for."""

    relation: str
    subject: str
    object: str
    category: str
    confidence: float
    sentence: Sentence
    subject_tokens: Sequence[Token] = ()
    object_tokens: Sequence[Token] = ()
    type: str = ""
    accept: tuple[str, ...] = ()
    event: str = ""
    as_of: str = ""
    sentences: tuple[int, ...] = ()
    ask: str = ""
    statement: str = ""
    wording: str = ""
    rule: str = ""
    stated: tuple[Statement, Part] | None = None

    @property
    def asked(self) -> str:
        """What its card asks: the question, or else the statement with a gap."""
        return self.ask or self.statement

    @property
    def family(self) -> str:
        """Where it comes from: a "gap" in a statement, a "question" from its grammar, a "rule" of
        its own."""
        return _FAMILIES.get(self.rule, "rule")


@dataclass(frozen=True)
class Scene:
    """What a rule works on: a sentence with its clauses and statements, in its article. now: the
    month of a dated article, or "". news: whether what it tells may be over when it is read."""

    parsed: ParsedArticle
    references: References
    sentence: Sentence
    clauses: Sequence[Clause]
    statements: Sequence[Statement]
    now: str
    news: bool

    @property
    def opens(self) -> bool:
        """Whether this is the first sentence of the article, which tells what is new."""
        return self.sentence.number == 0

    @cached_property
    def names(self) -> list[Name]:
        """The names of the sentence, without those in quotations."""
        names = (self.parsed.name_of(t) for t in self.sentence if not self.parsed.is_spoken(t))
        return [name for name in names if name is not None]

    def may_be_over(self, verb: Token, present: bool, varies: bool) -> bool:
        """Whether news tells in the present what may soon be over. varies: whether a number or a
        date goes with the verb."""
        return self.news and present and (varies or is_passing(verb))

    def of_verb(self, verb: Token) -> Clause | None:
        """The clause of a verb."""
        return next((clause for clause in self.clauses if clause.verb == verb), None)


class Rule(Protocol):
    """Finds the facts of one family: all drafts of a sentence."""

    def __call__(self, scene: Scene) -> Iterator[Draft] | Iterable[Draft]:
        """The drafts of one sentence."""
