"""The articles on which generating is measured, their gold facts, and the judged cards.

The texts are kept outside the repository. Here are only their facts, as key words, and a letter for
each card, by a digest of the card. For fitting alone, more cards are judged of articles in the GUM
corpus (https://github.com/amir-zeldes/gum), of dated news of Wikinews in its larger sister AMALGUM
(https://github.com/gucorpling/amalgum), and of the news of the BBC in the set of Greene and
Cunningham, *Practical Solutions to the Problem of Diagonal Dominance in Kernel Document Clustering*
(2006; http://mlg.ucd.ie/datasets/bbc.html).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from quiz.facts.extract.article import Article
from quiz.facts.extract.candidates import RankedFact, ranked_facts
from quiz.facts.extract.pipeline import parse
from quiz.facts.extract.sources import read_article
from quiz.facts.fact import Fact
from quiz.facts.fact_wording import question_of, statement_of

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[4] / "shared" / "data" / "articles"
GOLD, LABELS = HERE / "gold", HERE / "labels"
SETS = ("tuned", "aside", "own")
GUM, AMALGUM, BBC = "gum-", "amalgum-", "bbc-"
_WRITTEN = re.compile(r"^\| (\S+)\.txt \|.*?\| (\d{4}-\d\d-\d\d) \|", re.MULTILINE)


@dataclass(frozen=True)
class Gold:
    """A fact that a reader noted. keys: each key word with its spellings; a right statement has
    them all."""

    kind: str
    keys: tuple[tuple[str, ...], ...]


def names(which: str) -> list[str]:
    """The names of the articles of a set; our own begin with "own-"."""
    start = "own-" if which == "own" else ""
    return sorted(start + path.stem for path in (GOLD / which).glob("*.yaml"))


def gold_of(which: str, name: str) -> list[Gold]:
    path = GOLD / which / f"{name.removeprefix('own-')}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Gold(each["kind"], tuple(tuple(folded(key).split("|")) for key in each["keys"]))
        for each in data["facts"]
    ]


def article_of(name: str) -> Article:
    """The article; news is dated by its list, other texts by nothing, our own by themselves."""
    if name.startswith("own-"):
        path = next((HERE / "own").glob(name.removeprefix("own-") + ".*"))
        return read_article(path.read_bytes(), path.name)
    days = dict(_WRITTEN.findall((SHARED / "README.md").read_text(encoding="utf-8")))
    day = date.fromisoformat(days[name]) if name.startswith("news-") else None
    path = SHARED / f"{name}.txt"
    return read_article(path.read_bytes(), path.name, day)


def corpus_names(start: str) -> list[str]:
    """The names of the articles of a corpus with judged cards. start: such as `GUM`."""
    return sorted(path.stem for path in LABELS.glob(f"{start}*.txt"))


def bbc_article(corpus: Path, name: str) -> Article:
    """A text of the BBC's news. corpus: the folder of the set, with a folder for each topic."""
    _, topic, number = name.split("-")
    path = corpus / topic / f"{number}.txt"
    return read_article(path.read_bytes(), path.name)


def gum_article(corpus: Path, name: str) -> Article:
    """An article of the GUM corpus. corpus: the folder of its repository."""
    file = f"GUM_{name.removeprefix(GUM).replace('-', '_')}.conllu"
    return _parsed_article(corpus / "dep" / file, name, dated=name.startswith(f"{GUM}news-"))


def amalgum_article(corpus: Path, name: str) -> Article:
    """An article of AMALGUM's news. corpus: the folder of its repository."""
    file = f"AMALGUM_{name.removeprefix(AMALGUM).replace('-', '_')}.conllu"
    return _parsed_article(corpus / "amalgum" / "news" / "dep" / file, name, dated=True)


def _parsed_article(path: Path, name: str, dated: bool) -> Article:
    """The article whose parsed sentences a file holds. Its title is a paragraph of its own.

    dated: whether the day that the file names is that of the article.
    """
    text = path.read_text(encoding="utf-8")
    paragraphs: list[list[str]] = []
    for block in text.split("\n\n"):
        if sentence := re.search("^# text = (.*)", block, re.MULTILINE):
            if "# newpar" in block or len(paragraphs) < 2:
                paragraphs.append([])
            paragraphs[-1].append(sentence[1])
    told = "\n\n".join(" ".join(each) for each in paragraphs) + "\n"
    day = re.search("^# meta::dateCreated = (.*)", text, re.MULTILINE)
    written = date.fromisoformat(day[1]) if day and dated else None
    return read_article(told.encode(), f"{name}.txt", written)


def judged_of(nlp: Any, article: Article) -> tuple[RankedFact, ...]:
    return ranked_facts(article, parse(nlp, article))


def is_found(gold: Gold, fact: Fact) -> bool:
    """Whether a fact states this one and asks for part of it."""
    told = folded(" ".join((statement_of(fact), fact.as_of, fact.wording)))
    hits = [[key for key in keys if key in told] for keys in gold.keys]
    answer = folded(fact.object)
    return all(hits) and any(
        key.strip() in answer or answer in key for keys in hits for key in keys
    )


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def digest(fact: Fact) -> str:
    """Identifies a card by its question and answer, without containing them."""
    told = "\n".join((fact.ask or "~", fact.statement or fact.relation + fact.subject, fact.object))
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def labels_of(name: str) -> dict[str, str]:
    """The letters of an article's cards by digest: g good, t true but not good, f false."""
    path = LABELS / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return dict(line.split() for line in lines if line)


def card_lines(cards: Iterator[RankedFact]) -> Iterator[str]:
    """The cards for somebody to judge: each sentence, then its cards."""
    last = ""
    for each in cards:
        fact = each.fact
        assert fact.evidence is not None
        if fact.evidence.text != last:
            last = fact.evidence.text
            yield "\n# " + " ".join(last.split())
        asked = question_of(fact) or statement_of(fact).replace(fact.object, "____")
        yield f"{digest(fact)} | {asked} | {fact.object}"
