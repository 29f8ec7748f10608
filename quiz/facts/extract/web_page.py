"""The article of a web page: its text, its headline and its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from quiz.facts.extract.calendar import FULL_DATE, read_full_date
from quiz.facts.extract.date_line import Certainty, read_date_line

_ARTICLE = "//article | //main | //*[@role='main']"
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "published_time", "publication_date"),
    *("parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date"),
    *("dc.date", "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued"),
    *("dcterms.created", "originalpublicationdate", "article.published"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_IN_SCRIPT = r'"{}"\s*:\s*"([^"]{{4,40}})"'
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d\d)[/-](\d\d)(?:/|-|$)")
_DATE_CLASS = re.compile(r"date|time|byline|publish|posted|stamp|dateline", re.IGNORECASE)
_LONGEST_DATE, _LONGEST_PARAGRAPH = 120, 5000


def read_web_page(page: str) -> tuple[str, str, date | None, str] | None:
    """The text, headline, day of publication and site of the article on an HTML page; None if there
    is no article. Paragraphs are separated by blank lines. An unknown headline or site is "", a day
    None."""
    import trafilatura

    # lxml refuses text that declares an encoding.
    tree: Any = trafilatura.load_html(re.sub(r"^\s*<\?xml[^>]*>", "", page))
    if tree is None:
        return None
    site = _first(_meta(tree, ("og:site_name", "application-name")))
    title, day = _headline(tree, site), _day(tree, page)
    found: Any = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=False, favor_recall=True,
        date_extraction_params={"extensive_search": False},
    )  # fmt: skip
    if found is None or not found.text:
        return None
    # trafilatura puts each paragraph on its own line.
    return found.text.replace("\n", "\n\n"), title or found.title or "", day, site


def _headline(tree: Any, site: str) -> str:
    """The headline of the article, not the name of the site; "" if there is none. The first choice
    is the first heading within the article."""
    boxes = tree.xpath(_ARTICLE)
    inside = [heading for box in boxes for heading in box.iter("h1")]
    named = _first(_meta(tree, ("og:title", "twitter:title")))
    if named == _text(tree.find(".//title")):
        named = ""
    if site and named.lower().endswith(site.lower()):
        named = re.sub(r"\s*[|–—-]\s*$", "", named[: -len(site)])
    texts = (
        *map(_text, inside),
        named,
        _heading_above_text(tree),
        *(text for box in boxes[:1] for text in _heads_before_text(box)),
    )
    return next((text for text in texts if text and text.lower() != site.lower()), "")


def _heading_above_text(tree: Any) -> str:
    """The last main heading above the first long paragraph, or else the first one. The site's own
    heading is further up or in the page header."""
    found: list[str] = []
    for part in tree.iter("h1", "p"):
        if part.tag == "h1" and not _is_in(part, "header", "nav", "footer", "aside"):
            found.append(_text(part))
        elif part.tag == "p" and found and len(_text(part, _LONGEST_PARAGRAPH)) > _LONGEST_DATE:
            return found[-1]
    return found[0] if found else ""


def _heads_before_text(box: Any) -> Iterator[str]:
    for part in box.iter("h2", "h3", "p"):
        if part.tag == "p":
            return
        yield _text(part)


def _day(tree: Any, page: str) -> date | None:
    """The day when the article was published or, if the page does not say, changed."""
    if _first(_meta(tree, ("generator",))).startswith("MediaWiki"):
        # A wiki page is written on many days.
        return None
    texts = (
        *_meta(tree, _PUBLISHED),
        *re.findall(_IN_SCRIPT.format("datePublished"), page),
        *_shown_dates(tree),
        *_in_address(tree),
        *_meta(tree, _MODIFIED),
        *re.findall(_IN_SCRIPT.format("dateModified"), page),
    )
    return next((day for text in texts if (day := day_of(text))), None)


def day_of(text: str) -> date | None:
    """The day in a field of metadata, such as "2019-03-05T08:00:00Z" or "Tue, 05 Mar 2019"."""
    found = FULL_DATE.search(text)
    if found:
        return read_full_date(found[0])
    digits = re.fullmatch(r"(\d{4})[/.]?(\d\d)[/.]?(\d\d)(?:\D.*|\d{6})?", text.strip())
    return read_full_date("-".join(digits.groups())) if digits else None


def _shown_dates(tree: Any) -> Iterator[str]:
    """The dates shown outside the article's sentences: all above its text, and any further down if
    it is the only one. A chronicle shows many."""
    for root in (*tree.xpath(_ARTICLE)[:1], tree):
        above: list[str] = []
        behind: list[str] = []
        seen = above
        for part in root.iter("p", "time", "span", "div", "small", "li", "address"):
            if part.tag == "p" and len(_text(part, _LONGEST_PARAGRAPH)) > _LONGEST_DATE:
                seen = behind
            elif words := _shown_date(part):
                seen.append(words)
        yield from above
        if len(set(behind)) == 1:
            yield behind[0]


def _shown_date(part: Any) -> str:
    """The date that an element shows, as written; "" if it is not a date line."""
    words = part.get("content") or part.get("datetime") or _text(part, _LONGEST_DATE)
    if part.get("itemprop") != "datePublished" and part.tag != "time":
        line = read_date_line(words)
        named = _DATE_CLASS.search(f"{part.get('class')} {part.get('id')}")
        if line is None or line.end < len(words):
            return ""
        words = line.words if named or line.certainty is Certainty.MARKED else ""
    in_text = ("p", "li") if part.tag == "time" else ()
    return "" if words and _is_in(part, "nav", "footer", "aside", *in_text) else words


def _is_in(part: Any, *tags: str) -> bool:
    return any(parent.tag in tags for parent in part.iterancestors())


def _in_address(tree: Any) -> Iterator[str]:
    for address in (*tree.xpath("//link[@rel='canonical']/@href"), *_meta(tree, ("og:url",))):
        found = _IN_ADDRESS.search(address)
        if found:
            yield "-".join(found.groups())


def _meta(tree: Any, names: tuple[str, ...]) -> list[str]:
    """The contents of the page's meta fields with these names, in the order of the names."""
    found: dict[str, list[str]] = {}
    for field in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            found.setdefault((field.get(key) or "").lower(), []).append(field.get("content") or "")
    return [" ".join(content.split()) for name in names for content in found.get(name, ())]


def _first(texts: list[str]) -> str:
    return next((text for text in texts if text), "")


def _text(part: Any, most: int = 1000) -> str:
    """The words of an element; "" if it has more than `most` characters."""
    if part is None:
        return ""
    words = ""
    for piece in part.itertext():
        words += piece
        if len(words) > 2 * most:
            return ""
    words = " ".join(words.split())
    return words if len(words) <= most else ""
