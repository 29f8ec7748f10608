"""`quiz generate`: finds candidate facts in news articles."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.cli.articles import FIRST_DAY, LAST_DAY, STDIN, read_articles
from quiz.cli.facts_review import review_facts
from quiz.cli.generate_play import facts_file_of, play_facts, review_of
from quiz.cli.parser import flag
from quiz.cli.progress_bar import ProgressBar
from quiz.cli.streams import warn
from quiz.cli.target import STANDARD_OUTPUT, check_place, save_text
from quiz.decks.deck_text import edited
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.extras import needs_extra
from quiz.facts.decisions import accept_above, accept_best
from quiz.facts.extract.candidates import candidates
from quiz.facts.extract.pipeline import load_pipeline, parse
from quiz.facts.fact import Fact, FactsFile, Status
from quiz.facts.fact_edits import update_facts
from quiz.facts.facts_loader import load_facts
from quiz.facts.facts_merge import MergeResult, merge
from quiz.facts.facts_writer import dump_facts
from quiz.files import make_folder, read_bytes, replace_file
from quiz.progress import Progress
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.facts.extract.article import Article

Accept = Callable[[FactsFile], FactsFile]
"""Accepts some candidates of a file."""

DESCRIPTION = """\
Read news articles in English and write down the facts that they may teach, as candidates to review:
who held which post, who met whom, when and where things happened, acronyms, numbers and so on. Each
has its sentence and how sure it is. Review the file (`quiz facts review`, or an editor), then build
the deck.

You can run it again on the same file: facts that you accepted, edited or rejected stay.
"""
EXAMPLES = """\
examples:
  quiz generate article.txt --play          from the article to the first question
  quiz generate article.txt --review        or decide on its facts first
  quiz generate https://news.example/opening.html --play
  quiz generate article.txt --play --plain  the same in plain lines, for screen readers
  quiz generate article.txt -o facts.yaml   write candidates, or add to those in the file
  quiz generate a.html b.md -o facts.yaml --accept-above 90
  quiz generate https://news.example/opening.html -o facts.yaml
                                            fetch the page of an article
  quiz facts build facts.yaml -o ~/decks/news.yaml
                                            the deck of what is accepted
  pdftotext report.pdf - | quiz generate - --date 2015-05-07
                                            read standard input, print the candidates

It needs the extra `generate` and an English spaCy pipeline; if one is missing, it tells you how to
install it. An article may have up to 1,000,000 characters, a page 8 MB.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for articles, result and acceptance."""
    parser.add_argument(
        "articles",
        nargs="+",
        metavar="ARTICLE",
        help="text, Markdown or HTML file, or https://…; - for stdin",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FACTS",
        help="file to write or update, - for standard output (default at a terminal: a file in the "
        "data directory)",
    )
    parser.add_argument(
        "--accept-above",
        type=_confidence,
        metavar="PERCENT",
        help="accept candidates that are at least this sure, such as 80",
    )
    parser.add_argument(
        "--date",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the article's day, if it names none: what 'this March' refers to",
    )
    flag(parser, "--allow-private", "fetch pages from private networks and from this machine, too")
    flag(parser, "--review", "then review the file, as `quiz facts review` does")
    flag(parser, "--play", "accept what is sure, build the deck and play it at once")
    flag(parser, "--plain", "play in plain lines, as `quiz play --plain` does")
    parser.add_argument(
        "--title",
        default="",
        help="title of a new file's deck (default: the first article's title)",
    )


def execute(options: argparse.Namespace) -> int:
    """Extract; returns 0, or 1 if the facts file has faults."""
    with needs_extra("generate", "quiz generate"):
        return _generate(options)


def _generate(options: argparse.Namespace) -> int:
    if options.plain and not options.play:
        raise QuizError("--plain says how to play; add --play")
    for name in ("review", "play"):
        if getattr(options, name) and STDIN in options.articles:
            raise QuizError(
                f"--{name} cannot read keys and the article both from standard input; "
                "save the article in a file first"
            )
    # Before the long work, which would be lost.
    place = _path_of(options, options.title)
    if place is not None:
        check_place(place)
        if (
            place == options.output
            and place.is_file()
            and _old_facts(read_bytes(place), place) is None
        ):
            return 1
    try:
        with ProgressBar(at_once=True) as bar:
            bar("Reading", 0, 1)
            articles = read_articles(
                options.articles, options.date, allow_private=options.allow_private
            )
            found = _extract(articles, bar)
    except KeyboardInterrupt:
        warn("stopped; nothing was written")
        raise
    if not found:
        raise QuizError(
            "no fact found in this text; expected some sentences in English, such as those of a "
            "news article; nothing was written"
        )
    for article in articles:
        if article.day is None:
            warn(
                f"{article.name}: no date line found, so fewer facts are sure, and dates such as "
                "'this March' are left out; set it with --date, such as --date 2015-05-07"
            )
    file = FactsFile(
        one_line(options.title or articles[0].title),
        found,
        language="en",
        source=one_line(", ".join(_source(a) for a in articles)),
    )
    accept = _acceptance(options)
    path = _path_of(options, file.title)
    names = {article.name for article in articles}
    status = _write(path, file, names, accept)
    if status or path is None:
        return status
    if options.review:
        status = review_facts(path)
    elif path != options.output and not options.play:
        print(f"To review them: {review_of(path)}")
    return status or (play_facts(path, options.plain) if options.play else 0)


def _extract(articles: Sequence[Article], progress: Progress) -> tuple[Fact, ...]:
    """The candidate facts of all articles, each once."""
    nlp = load_pipeline()
    total = sum(len(article.paragraphs) for article in articles)
    steps = count()

    def read(article: Article) -> Iterator[Any]:
        for doc in parse(nlp, article):
            progress("Reading", next(steps), total)
            yield doc

    every = (fact for article in articles for fact in candidates(article, read(article)))
    found: dict[str, Fact] = {}
    for fact in every:
        found.setdefault(fact.id, fact)
    return tuple(found.values())


def _path_of(options: argparse.Namespace, title: str) -> Path | None:
    """The file to write; None for standard output."""
    path: Path | None = options.output
    goes_on = options.review or options.play
    if path is None or (path == STANDARD_OUTPUT and goes_on):
        if not goes_on and not sys.stdout.isatty():
            return None
        path = facts_file_of(title)
        make_folder(path.parent)
    return None if path == STANDARD_OUTPUT else path


def _acceptance(options: argparse.Namespace) -> Accept | None:
    """The function that accepts facts without a review; None for none."""
    if options.accept_above is not None:
        return lambda file: accept_above(file, options.accept_above)
    return accept_best if options.play else None


def _write(path: Path | None, file: FactsFile, names: set[str], accept: Accept | None) -> int:
    if accept is not None:
        file = accept(file)
    if path is None:
        sys.stdout.write(dump_facts(file))
        return 0
    if not path.is_file():
        save_text(path, dump_facts(file))
        print(f"Wrote {one_line(str(path))}: {_figures(file, accept is not None)}.")
        return 0
    data = read_bytes(path)
    old = _old_facts(data, path)
    if old is None:
        return 1
    merged: MergeResult
    decided = ""

    def add(text: str) -> str:
        nonlocal merged, decided
        merged = merge(text, old, file.facts, names)
        if accept is None:
            return merged.text
        before = _facts_in(merged.text, path)
        after = accept(before)
        decided = f", {_decided(old, after)}"
        return update_facts(merged.text, zip(before.facts, after.facts, strict=True))

    replace_file(path, edited(data, path, add))
    gone = counted(merged.dropped, "candidate")
    print(
        f"Updated {one_line(str(path))}: {merged.added} new, {merged.kept} kept"
        + (f", {gone} no longer found" if merged.dropped else "")
        + f"{decided}."
    )
    return 0


def _old_facts(data: bytes, path: Path) -> FactsFile | None:
    """The facts that a file has; None, after saying why, if it has other content or faults."""
    old = load_facts(data, str(path))
    if isinstance(old, FactsFile):
        return old
    for fault in old:
        print(one_line(str(fault)), file=sys.stderr)
    warn(f"{path} is no file of facts or has faults, and stays as it is; mend it or name another")
    return None


def _facts_in(text: str, path: Path) -> FactsFile:
    """The facts in a text that has no faults."""
    found = load_facts(text.encode(), str(path))
    assert isinstance(found, FactsFile)
    return found


def _figures(file: FactsFile, accepting: bool) -> str:
    """The counts of a new file."""
    if not accepting:
        return f"{counted(len(file.facts), 'fact')} to review"
    return f"{counted(len(file.facts), 'fact')}, {_decided(None, file)}"


def _decided(before: FactsFile | None, after: FactsFile) -> str:
    """How many facts were newly accepted, and how many are left to review."""
    decided = {fact.id for fact in before.facts if fact.is_kept} if before else set()
    accepted = sum(f.status is Status.ACCEPTED and f.id not in decided for f in after.facts)
    left = sum(fact.status is Status.CANDIDATE for fact in after.facts)
    return f"{accepted} accepted, {left} to review"


def _source(article: Article) -> str:
    shown = "standard input" if article.name == STDIN else article.name
    told, day = article.date_line, article.day
    if day is not None and told == day.isoformat():
        told = f"{day.day} {day:%B %Y}"
    return f"{shown}, {told}" if told else shown


def _confidence(text: str) -> float:
    # A share such as 0.8 was the only form once; scripts may hold it.
    share = re.fullmatch(r"[01]?\.\d+|[01]", text)
    percentage = re.fullmatch(r"(\d{1,3}) ?%?", text)
    found = float(text) if share else int(percentage[1]) / 100 if percentage else 2
    if found > 1:
        raise argparse.ArgumentTypeError(f"'{text}', expected a percentage such as 80")
    return found


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}', expected a day like 2015-05-07") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise argparse.ArgumentTypeError(f"'{text}', expected a day from {FIRST_DAY} to {LAST_DAY}")
    return day
