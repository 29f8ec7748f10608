"""How many facts does extraction find, and how many of those that it offers are right?

    python tests/benchmarks/generate/measure.py            (needs the extra `generate`)
    python tests/benchmarks/generate/measure.py --show tuning/summit
    python tests/benchmarks/generate/measure.py --json

The articles are ours. Beside each lies a file of the facts that a reader would take from it; they
were written before any rule was tried on them. The rules were tuned on `tuning/`. `held-out/` was
measured once before its errors were looked at: recall 0.70; of 58 accepted by default gold has
0.83, and judged by hand 0.93 were right. Since then its errors served for tuning too. `fresh/` was
written and measured after that: recall 0.67, of 28 accepted 0.89 by gold, 0.96 judged by hand. Its
errors then mended three rules, so that a new judgement needs new articles.

An extracted fact matches one of gold when the relation is the same (or its near kin), the objects
are alike and the subjects are alike, by rapidfuzz's token_set_ratio of their folded words, so that
what is cut off or clumsy in a subject may pass: read --show as well.

Facts of gold say what must be found: recall is the share of them that was. `also:` names what else
is true and was found: judged by hand after a run, it counts for precision alone. "Strict" precision
takes gold alone as right. Accepted means a confidence of at least 0.9.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from quiz.facts.extract.candidates import candidates
from quiz.facts.extract.pipeline import load_pipeline, parse
from quiz.facts.extract.sources import read_article
from quiz.facts.fact import Fact
from quiz.text.dates import read_date
from quiz.text.normalise import normalise

HERE = Path(__file__).parent
SETS = ("tuning", "held-out", "fresh")
ACCEPT = 0.9
CATEGORY = {
    "holds-post": "person",
    "former-post": "person",
    "who-did": "person",
    "which-did": "organisation",
    "met": "person",
    "visited": "place",
    "located": "place",
    "based-in": "place",
    "dated": "date",
    "stands-for": "organisation",
    "member-of": "organisation",
    "founding-member-of": "organisation",
    "is-a": "term",
    "called": "term",
    "initiative-of": "initiative",
    "edition": "event",
    "anniversary-of": "event",
    "score": "event",
    "part-of-initiative": "initiative",
    "quantity": "quantity",
}
KIN = [{"member-of", "founding-member-of"}, {"who-did", "which-did"}]
ALIKE = 80


@dataclass(frozen=True)
class Gold:
    relation: str
    subject: str
    object: str


def read_gold(path: Path) -> tuple[list[Gold], list[Gold]]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Gold(*row) for row in data["facts"]], [Gold(*row) for row in data.get("also") or []]


def matches(fact: Fact, gold: Gold) -> bool:
    if fact.relation != gold.relation and not any(
        {fact.relation, gold.relation} <= kin for kin in KIN
    ):
        return False
    return same_object(fact.object, gold.object) and same_subject(fact.subject, gold.subject)


def same_object(one: str, other: str) -> bool:
    dates = read_date(one), read_date(other)
    if any(dates):
        return dates[0] == dates[1]
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return token_set_ratio(folded(one), folded(other)) >= ALIKE


def same_subject(one: str, other: str) -> bool:
    mine, theirs = folded(one), folded(other)
    if set(theirs.split()) <= set(mine.split()):
        return True
    return token_set_ratio(mine, theirs) >= ALIKE and token_sort_ratio(mine, theirs) >= 45


def folded(text: str) -> str:
    return re.sub(r"'s?\b|\bof\b", " ", normalise(text))


def articles(names: Iterable[str]) -> Iterator[tuple[str, Path, Path]]:
    for name in names:
        for gold in sorted((HERE / name).glob("*.yaml")):
            article = next(p for p in gold.parent.glob(f"{gold.stem}.*") if p != gold)
            yield name, article, gold


def tally(facts: list[Fact], gold: list[Gold], also: list[Gold]) -> dict[str, Counter[str]]:
    """Per category: how many are wanted, found, offered, right, and the same of accepted ones."""
    counts: dict[str, Counter[str]] = {}
    for wanted in gold:
        row = counts.setdefault(CATEGORY[wanted.relation], Counter())
        row["gold"] += 1
        row["found"] += any(matches(fact, wanted) for fact in facts)
        row["found by default"] += any(
            matches(fact, wanted) for fact in facts if fact.confidence >= ACCEPT
        )
    for fact in facts:
        row = counts.setdefault(CATEGORY[fact.relation], Counter())
        strict = any(matches(fact, each) for each in gold)
        right = strict or any(matches(fact, each) for each in also)
        for kind in ("offered", *(["accepted"] if fact.confidence >= ACCEPT else [])):
            row[kind] += 1
            row[f"{kind}, strictly right"] += strict
            row[f"{kind}, right"] += right
    return counts


def show(facts: list[Fact], gold: list[Gold], also: list[Gold]) -> None:
    for fact in facts:
        sign = (
            "=" if any(matches(fact, g) for g in gold)
            else "+" if any(matches(fact, g) for g in also) else "?"
        )  # fmt: skip
        when = f" [{fact.as_of}]" if fact.as_of else ""
        print(
            f"{sign} {fact.confidence:.2f} {fact.relation}: {fact.subject} -> {fact.object}{when}"
        )
    for wanted in gold:
        if not any(matches(fact, wanted) for fact in facts):
            print(f"-      {wanted.relation}: {wanted.subject} -> {wanted.object}")


def ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def figures(row: Counter[str]) -> dict[str, Any]:
    return {
        "gold": row["gold"],
        "offered": row["offered"],
        "accepted": row["accepted"],
        "recall": ratio(row["found"], row["gold"]),
        "recall of accepted": ratio(row["found by default"], row["gold"]),
        "precision": ratio(row["offered, right"], row["offered"]),
        "precision of accepted": ratio(row["accepted, right"], row["accepted"]),
        "strict precision of accepted": ratio(row["accepted, strictly right"], row["accepted"]),
    }


def table(name: str, counts: dict[str, Counter[str]]) -> None:
    heads = list(figures(Counter()))
    print(f"\n{name}\n{'':14}" + "".join(f"{head:>14.13}" for head in _short(heads)))
    for category, row in sorted(counts.items()):
        values = figures(row).values()
        print(f"{category:14}" + "".join(f"{'-' if v is None else v:>14}" for v in values))


def _short(heads: list[str]) -> list[str]:
    names = {
        "recall of accepted": "recall acc.",
        "precision of accepted": "prec. acc.",
        "strict precision of accepted": "strict acc.",
    }
    return [names.get(head, head) for head in heads]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="nothing but JSON")
    parser.add_argument("--show", metavar="SET/ARTICLE", help="list the facts of one article")
    parser.add_argument("--set", choices=SETS, help="only one of the two sets")
    options = parser.parse_args()
    nlp = load_pipeline()
    result: dict[str, Any] = {"pipeline": f"{nlp.meta['name']} {nlp.meta['version']}"}
    for name in [options.set] if options.set else SETS:
        counts: dict[str, Counter[str]] = {}
        for _, path, gold_path in articles([name]):
            if options.show and f"{name}/{path.stem}" != options.show:
                continue
            article = read_article(path.read_bytes(), str(path))
            facts = list(candidates(article, parse(nlp, article)))
            gold, also = read_gold(gold_path)
            if options.show:
                show(facts, gold, also)
                return
            for category, row in tally(facts, gold, also).items():
                counts.setdefault(category, Counter()).update(row)
        counts["all"] = sum(counts.values(), Counter())
        result[name] = {category: figures(row) for category, row in sorted(counts.items())}
        if not options.json and not options.show:
            table(name, counts)
    print(json.dumps(result, indent=None if not options.json else 2))


if __name__ == "__main__":
    main()
