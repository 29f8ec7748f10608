"""How long does extraction take, and how much memory, on 600 words and on 1 MB?

    python -m tests.benchmarks.generate.load            (needs the extra `generate`)
    python -m tests.benchmarks.generate.load --json

Loading and parsing are spaCy's own work and told apart. Each text has its own process, so that its
memory is its own; the peak of one that only loads the pipeline is told, too. The texts are our own
articles, again and again, each time with other names: dense with facts and as varied as a long
text is.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from quiz.facts.extract.article import Article, make_article
from quiz.facts.extract.candidates import candidates
from quiz.facts.extract.lexicon import BUILT, EVENTS, ORGANISATIONS
from quiz.facts.extract.pipeline import load_pipeline, parse
from quiz.facts.nations import COUNTRIES, COUNTRY_OF
from tests.benchmarks.generate.articles import article_of, names

WORDS = 600
MEGABYTE = 1_000_000
SIZES = {"only loaded": 0, "600 words": WORDS * 6, "1 MB": MEGABYTE}
"""In characters; a word and its space have six."""

_CALENDAR = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[A-Z][a-z]+day)")
_SYLLABLES = ("bar", "den", "fol", "gar", "hal", "kem", "lin", "mor", "nor", "pel", "ros", "tam")

_T = TypeVar("_T")


class Timed(Iterable[_T]):
    """Values with the seconds that it took to make them, by the clock and of the processor."""

    def __init__(self, values: Iterator[_T]) -> None:
        self._values = values
        self.seconds = self.processor = 0.0

    def __iter__(self) -> Iterator[_T]:
        while True:
            start, processor = time.perf_counter(), time.process_time()
            value = next(self._values, None)
            self.seconds += time.perf_counter() - start
            self.processor += time.process_time() - processor
            if value is None:
                return
            yield value


def long_article(size: int) -> Article:
    """An article of so many characters, the same each time."""
    rng = random.Random(size)
    own = [article_of(name) for name in names("own")]
    parts: list[str] = []
    length = 0
    while length < size:
        for article in own:
            new: dict[str, str] = {}
            text = "\n\n".join(part.text.strip() for part in article.paragraphs)
            small = set(re.findall(r"\b[a-z]+\b", text))

            def renamed(found: re.Match[str], small: set[str] = small, new: dict[str, str] = new):
                word = found[0]
                if word.lower() in small | _KEPT or _CALENDAR.match(word):
                    return word
                made = "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3)))).title()
                return new.setdefault(word, made)

            parts.append(re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", renamed, text))
            length += len(parts[-1]) + 2
    return make_article("long.txt", "\n\n".join(parts)[:size], "Long", None)


_KEPT = {
    word.lower()
    for each in (*COUNTRIES, *COUNTRY_OF, *ORGANISATIONS, *EVENTS, *BUILT)
    for word in each.split()
}


def measure(size: int) -> dict[str, float]:
    """The figures of one text, in this process."""
    start = time.perf_counter()
    nlp = load_pipeline()
    loaded = time.perf_counter()
    told = {"loading, s": round(loaded - start, 1)}
    if size:
        article = long_article(size)
        begun, processor = time.perf_counter(), time.process_time()
        docs = Timed(parse(nlp, article))
        found = candidates(article, docs)
        seconds, busy = time.perf_counter() - begun, time.process_time() - processor
        told |= {
            "parsing, s": round(docs.seconds, 1),
            "extraction, s": round(seconds - docs.seconds, 1),
            "of the processor: parsing, s": round(docs.processor, 1),
            "of the processor: extraction, s": round(busy - docs.processor, 1),
            "candidates": len(found),
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**told, "peak, MB": round(peak / (2**20 if sys.platform == "darwin" else 2**10))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="nothing but JSON")
    parser.add_argument("--size", type=int, help="only one text of so many characters")
    options = parser.parse_args()
    if options.size is not None:
        print(json.dumps(measure(options.size)))
        return
    told = {}
    for name, size in SIZES.items():
        command = [sys.executable, "-m", "tests.benchmarks.generate.load", "--size", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        told[name] = json.loads(done.stdout)
        if not options.json:
            values = ", ".join(f"{key} {value}" for key, value in told[name].items())
            print(f"{name:12} {values}")
    if options.json:
        print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
