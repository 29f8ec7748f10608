"""How many facts does extraction find, and how good are the cards that it is sure of?

    python -m tests.benchmarks.generate.measure             (needs the extra `generate`)
    python -m tests.benchmarks.generate.measure --set own --missed
    python -m tests.benchmarks.generate.measure --set own --unjudged
    python -m tests.benchmarks.generate.measure --json

There are three sets of articles: `tuned`, on which rules and weights were tuned; `aside`, which
nobody who tunes may look at; and `own`, which we wrote ourselves. The first two are kept outside
the repository. Readers noted the gold facts before a run (`gold/`) and judged the cards
(`labels/`): g good, t true but not good, f false. Cards that nobody has judged are counted
separately.

recall: the share of gold facts that some candidate states and asks for. accepted: candidates with a
confidence of at least `SURE`. strict, true: of the judged ones among them, the share that is good,
and the share that is not false. calibration: how often candidates of each probability are good.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from typing import Any

from quiz.facts.decisions import SURE
from quiz.facts.extract.pipeline import load_pipeline
from tests.benchmarks.generate.articles import (
    SETS,
    article_of,
    card_lines,
    digest,
    gold_of,
    is_found,
    judged_of,
    labels_of,
    names,
)

STEPS = (0.9, 0.8, 0.7, 0.5, 0.3, 0.0)


def measure(nlp: Any, which: str, missed: bool, unjudged: bool) -> dict[str, Any]:
    """The figures of one set."""
    count: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    letters: dict[float, Counter[str]] = {step: Counter() for step in STEPS}
    accepted: Counter[str] = Counter()
    seconds = 0.0
    for name in names(which):
        article = article_of(name)
        start = time.perf_counter()
        found = judged_of(nlp, article)
        seconds += time.perf_counter() - start
        count["words"] += len(article.text.split())
        count["candidates"] += len(found)
        for gold in gold_of(which, name):
            hit = any(is_found(gold, each.fact) for each in found)
            count["gold"] += 1
            count["found"] += hit
            kinds[f"{gold.kind}{'' if hit else ' missed'}"] += 1
            if missed and not hit:
                print(name, gold.kind, ["|".join(keys) for keys in gold.keys])
        labels = labels_of(name)
        if unjudged:
            left = (each for each in found if digest(each.fact) not in labels)
            print("\n".join(card_lines(left)))
        for each in found:
            letter = labels.get(digest(each.fact), "not judged")
            step = next(step for step in STEPS if each.fact.confidence >= step)
            letters[step][letter] += 1
            if each.fact.confidence >= SURE:
                accepted[letter] += 1
    judged = accepted["g"] + accepted["t"] + accepted["f"]
    every = sum(accepted.values())
    return {
        "articles": len(names(which)),
        "words": count["words"],
        "gold facts": count["gold"],
        "recall": _ratio(count["found"], count["gold"]),
        "candidates per 100 words": _ratio(100 * count["candidates"], count["words"]),
        "accepted per 100 words": _ratio(100 * every, count["words"]),
        "accepted and judged": judged,
        "accepted, strict": _ratio(accepted["g"], judged),
        "accepted, true": _ratio(accepted["g"] + accepted["t"], judged),
        "calibration": {
            f"from {step}": {
                "judged": sum(part[letter] for letter in "gtf"),
                "good": _ratio(part["g"], sum(part[letter] for letter in "gtf")),
            }
            for step, part in letters.items()
        },
        "found by kind": {
            kind: f"{kinds[kind]} of {kinds[kind] + kinds[f'{kind} missed']}"
            for kind in sorted({each.removesuffix(" missed") for each in kinds})
        },
        "seconds, parsing included": round(seconds, 1),
    }


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 3) if whole else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="nothing but JSON")
    parser.add_argument("--set", choices=SETS, help="only one of the sets")
    parser.add_argument("--missed", action="store_true", help="list the gold facts not found")
    parser.add_argument("--unjudged", action="store_true", help="list the cards nobody judged")
    options = parser.parse_args()
    talks = not options.json
    nlp = load_pipeline()
    told: dict[str, Any] = {"pipeline": f"{nlp.meta['name']} {nlp.meta['version']}", "sure": SURE}
    for which in [options.set] if options.set else SETS:
        told[which] = measure(nlp, which, options.missed and talks, options.unjudged and talks)
        if talks:
            print(f"\n{which}")
            for name, value in told[which].items():
                if isinstance(value, dict):
                    print(f"  {name}")
                    for key, each in value.items():
                        print(f"    {key:16} {each}")
                else:
                    print(f"  {name:28} {value}")
    if options.json:
        print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
