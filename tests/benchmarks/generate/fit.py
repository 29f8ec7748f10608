"""Fits the weights that rank candidates, on cards that people judged.

    python -m tests.benchmarks.generate.fit --gum ~/gum --amalgum ~/amalgum --bbc ~/bbc

(It needs the extra `generate`, the articles, and the three corpora that `articles` names.)

Writes `quiz/facts/extract/ranking_weights.json`. First it prints how well the model does on
articles that it was not fitted on, leaving out each in turn. Logistic regression with a quadratic
penalty, by Newton's method; both as in Hastie, Tibshirani and Friedman, *The Elements of
Statistical Learning* (2009), 4.4. It uses only our own texts, the articles of `tuned`, and judged
articles of the corpora. Cards of our own texts
are easier, except for those in the style of agencies, and of the GUM corpus mostly likely cards
were judged; features of their own take that up while fitting, and are left out then. What the model
says of articles that it was not fitted on shows how far it trusts itself too much; its
probabilities are corrected for that.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from quiz.facts.extract.pipeline import load_pipeline
from quiz.facts.extract.ranking import probability
from tests.benchmarks.generate.articles import (
    AMALGUM,
    BBC,
    GUM,
    amalgum_article,
    article_of,
    bbc_article,
    corpus_names,
    digest,
    gum_article,
    judged_of,
    labels_of,
    names,
)

WEIGHTS = Path(__file__).parents[3] / "quiz" / "facts" / "extract" / "ranking_weights.json"
PENALTY = 10.0
RARE = 30
"""A feature that fewer cards have says nothing."""

SORTS = {"own-": "of our own texts", GUM: "of the GUM corpus"}
"""What sets the cards of other articles apart; only helps to fit. Of the GUM corpus, hardly any
card with a low probability was judged."""

FREE = {"always": 0.01, **dict.fromkeys(SORTS.values(), 1.0)}
"""Features with another penalty."""

Sample = tuple[dict[str, float], bool]


def samples(
    nlp: object, gum: Path, amalgum: Path, bbc: Path
) -> tuple[dict[str, list[Sample]], dict[str, list[bool]]]:
    """The judged cards of each article; and by reason, whether those that are weak were good.

    gum, amalgum, bbc: the folders of the corpora.
    """
    found: dict[str, list[Sample]] = {}
    weak: dict[str, list[bool]] = {}
    articles = {name: article_of(name) for name in (*names("tuned"), *names("own"))}
    articles |= {name: gum_article(gum, name) for name in corpus_names(GUM)}
    articles |= {name: amalgum_article(amalgum, name) for name in corpus_names(AMALGUM)}
    articles |= {name: bbc_article(bbc, name) for name in corpus_names(BBC)}
    for name, article in articles.items():
        labels = labels_of(name)
        hard = name.startswith("own-agency-")
        sort = {told: 1.0 for start, told in SORTS.items() if name.startswith(start) and not hard}
        found[name] = []
        for each in judged_of(nlp, article):
            letter = labels.get(digest(each.fact))
            if letter and each.weakness:
                weak.setdefault(each.weakness, []).append(letter == "g")
            elif letter:
                found[name].append(({**each.features, **sort}, letter == "g"))
    return found, weak


def fit(rows: Sequence[Sample]) -> dict[str, float]:
    """The weight of each feature; without those that only help to fit."""
    counts: dict[str, int] = {}
    for known, _ in rows:
        for name in known:
            counts[name] = counts.get(name, 0) + 1
    used = sorted(name for name, count in counts.items() if count >= RARE)
    x = np.array([[known.get(name, 0.0) for name in used] for known, _ in rows])
    y = np.array([float(good) for _, good in rows])
    penalty = np.array([FREE.get(name, PENALTY) for name in used])
    weights = np.zeros(len(used))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + penalty * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    found = dict(zip(used, weights.tolist(), strict=True))
    return {name: weight for name, weight in found.items() if name not in SORTS.values()}


def calibrated(weights: dict[str, float], line: tuple[float, float]) -> dict[str, float]:
    """The weights for which a probability is what the line makes of the logit."""
    start, slope = line
    scaled = {name: slope * weight for name, weight in weights.items()}
    return {**scaled, "always": scaled.get("always", 0.0) + start}


def calibration(told: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Start and slope of the line from the logits of cards to those at which the model is right:
    Platt, *Probabilistic Outputs for Support Vector Machines* (1999). Only of the likelier half,
    where it matters."""
    some = [(math.log(p / (1 - p)), good) for p, good in told if p >= 0.5]
    x = np.array([[1.0, logit] for logit, _ in some])
    y = np.array([float(good) for _, good in some])
    line = np.array([0.0, 1.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ line))
        line -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (p - y))
    return float(line[0]), float(line[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gum", type=Path, required=True, help="the folder of the GUM corpus")
    parser.add_argument("--amalgum", type=Path, required=True, help="the folder of AMALGUM")
    parser.add_argument("--bbc", type=Path, required=True, help="the folder of the BBC's news")
    options = parser.parse_args()
    corpora = (each.expanduser() for each in (options.gum, options.amalgum, options.bbc))
    by_article, weak = samples(load_pipeline(), *corpora)
    print("cards that the model likes too much, by the reason that they are weak")
    for reason, letters in weak.items():
        print(f"  {reason}: {len(letters)} judged, {sum(letters)} of them good")
    sets = {
        "tuned articles": names("tuned"),
        "our own texts": names("own"),
        "dated news of Wikinews": corpus_names(AMALGUM),
        "the BBC's news": corpus_names(BBC),
    }
    left_out: dict[str, list[tuple[float, bool]]] = {}
    for what, chosen in sets.items():
        for name in chosen:
            others = [row for other, more in by_article.items() if other != name for row in more]
            weights = fit(others)
            left_out.setdefault(what, []).extend(
                (probability(known, weights), good) for known, good in by_article[name]
            )
    # Our own texts are easier than those of others.
    others = (rows for what, rows in left_out.items() if what != "our own texts")
    line = calibration([row for rows in others for row in rows])
    weights = calibrated({"logit": 1.0}, line)
    for what, found in left_out.items():
        told = [
            (probability({"always": 1.0, "logit": math.log(p / (1 - p))}, weights), good)
            for p, good in found
        ]
        print(f"{what}, each left out in turn: {len(told)} cards")
        for low in (0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.0):
            part = [good for p, good in told if p >= low]
            share = sum(part) / len(part) if part else 0.0
            print(f"  {low:.2f} or more: {len(part):5} cards, {share:.3f} of them good")
    weights = calibrated(fit([row for rows in by_article.values() for row in rows]), line)
    rounded = {name: round(weight, 3) for name, weight in sorted(weights.items())}
    WEIGHTS.write_text(json.dumps(rounded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {len(rounded)} weights")


if __name__ == "__main__":
    main()
