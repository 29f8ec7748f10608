"""All exchange formats, and how to detect the format of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.formats.interchange import InterchangeError
from quiz.formats.table_rows import TABLE_RULE
from quiz.nearest import hint


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    name: as the player types it. what: a short description for the help. suffixes: of its files;
        export uses the first. past: whether it can hold answers and memories.
    binary: whether its files are not text. several: whether a file can hold several decks.
    columns: whether it has columns that the player can name. reads: whether it is only read, not
        written.
    """

    name: str
    what: str
    suffixes: tuple[str, ...]
    past: bool = False
    binary: bool = False
    columns: bool = False
    several: bool = False
    reads: bool = False


ANKI = "anki"

FORMATS = {
    each.name: each
    for each in (
        Format(
            "json",
            "a complete deck of this game, with history; cards of others",
            (".json",),
            past=True,
            columns=True,
        ),
        Format(
            ANKI,
            "an Anki package or collection, with history",
            (".apkg", ".colpkg", ".anki2"),
            past=True,
            binary=True,
            several=True,
        ),
        Format("crowdanki", "CrowdAnki's JSON", (".crowdanki.json",), reads=True),
        Format("csv", "a table: prompt, answer and more columns", (".csv",), columns=True),
        Format(
            "tsv", "two columns with a tab between, as in Quizlet", (".tsv", ".tab"), columns=True
        ),
        Format("anki-text", "Anki's notes in plain text", (".txt",), columns=True),
        Format("hashcards", "Markdown with lines Q:, A: and C:", (".md", ".markdown")),
        Format("obsidian", "Markdown with ::, ? and ==gaps==", (".obsidian.md",)),
        Format("logseq", "Logseq's bullets with #card and {{cloze …}}", (".logseq.md",)),
        Format(
            "headings",
            "Markdown headings, each with its answer below",
            (".headings.md",),
            reads=True,
        ),
        Format("ki", "Markdown of Ki, with a heading '# Note'", (".ki.md",), reads=True),
        Format("xml", "cards of Mnemosyne and others", (".xml",), reads=True, columns=True),
        Format("org", "Org headings with the tag :drill:", (".org",)),
        Format("yaml", "a deck of this game, without history", (".yaml", ".yml")),
    )
}

WRITTEN = {name: each for name, each in FORMATS.items() if not each.reads}
"""The formats that can be written."""

HEAD = 65_536
"""Number of bytes at the start of a file that are enough to detect its format."""

_Q_AND_A = re.compile(
    r"^(?:\*\*|__)?[QC](?: ?\d+)?:(?!:)"
    r"|^[ \t]*(?:[-*+] |\d+[.)] )?[ \t]*(?:\*\*|__)?(?:Q|Question|Front)(?: ?\d+)?:(?!:)"
    r".*(?:\n.*){1,20}?\n[ \t]*(?:[-*+] |\d+[.)] )?[ \t]*(?:\*\*|__)?(?:A|Answer|Back)(?: ?\d+)?:",
    re.MULTILINE,
)
_LOGSEQ = re.compile(
    r"^[ \t]*- (?:(?:.*\s)?#?(?:(?<=#)card|\[\[card\]\])(?=\s|$)|.*\{\{c(?:loze|\d) )", re.MULTILINE
)
_HEADINGS = re.compile(
    r"^#{1,6} .+\n+(?!#{1,6} )\S|\A\s*(?!---)\S.*\n(?:=+|-+)[ \t]*\n+\S", re.MULTILINE
)
_KI = re.compile(r"^# Note\s+(?:```\s+)?guid *:", re.MULTILINE)
_CROWDANKI = re.compile(r"""^\s*\{[^{}]*?"__type__"\s*:\s*"Deck\"""")
_COLLECTION = re.compile(rb"CREATE TABLE col\b")
_JSON = re.compile(r"[\[{]\s*[\[{\"]")
_NO_MARKS = re.compile(
    r"^ *(```|~~~)(?s:.*?)^ *\1|`[^`\n]+`|^\s*\|.*\|[ \t]*$|^\s*[a-z][\w-]*:: .*$", re.MULTILINE
)
"""Code, tables and properties of Markdown, where marks of cards are none."""
_ONLY_TABLES = re.compile(r"(?:\s*(?:#{1,6} .*|.*\|.*)(?:\n|$))*\s*")
_DRILL = re.compile(r"^\*+ .*:drill:", re.MULTILINE)
_OBSIDIAN = re.compile(
    r"\S ?:::? ?\S|^\?\??$|==[^=\n]+==|^(?!#).*\S\s#card(?:-\w+)?[ \t]*$", re.MULTILINE
)
_ANKI_HEADER = re.compile(r"#(?:separator|html|columns|notetype|deck|guid column):", re.IGNORECASE)
_DECK = re.compile(r"^title:", re.MULTILINE)
_TABLE = re.compile(r"^[^\n]*[\t,;|][^\n]*$", re.MULTILINE)
_MARKDOWN = ("hashcards", "obsidian", "logseq")
_MAGIC = {
    b"\x1f\x8b": "is packed with gzip; unpack it first",
    b"\x28\xb5\x2f\xfd": "is packed with zstd; unpack it first",
    b"SQLite format 3\0": "is a database; export from the program that made it",
    b"%PDF": "is a PDF document",
    b"PK\x03\x04": "is an unknown kind of zip archive; for an archive of `quiz export --all`, use "
    "`quiz restore`",
    b"\xd0\xcf\x11\xe0": "is an Office document; save it as CSV",
}
_OTHERS = {
    **dict.fromkeys(("xlsx", "xlsm", "xls", "ods", "numbers"),
                    "is a spreadsheet; save or export it as CSV"),
    **dict.fromkeys(("docx", "odt", "pages"),
                    "is a document; save it as text, with a line for each card"),
}  # fmt: skip
"""What to do with binary files of other programs, by suffix without its dot."""


def format_named(name: str) -> Format:
    """The format with this name; InterchangeError if there is none."""
    known = FORMATS.get(name.lower())
    if known is None:
        raise InterchangeError(f"there is no format {name}; {hint(name.lower(), FORMATS)}")
    return known


def by_suffix(file: str) -> Format | None:
    """The format for a file name, by the longest suffix that matches; None if none does."""
    suffix = _suffix(file)
    return next((each for each in FORMATS.values() if suffix in each.suffixes), None)


def deck_name(file: str) -> str:
    """The name of a file without the suffix of its format, or else without its last suffix."""
    if known := _suffix(file):
        return file[: -len(known)] or file
    stem, dot, _ = file.rpartition(".")
    return stem if stem and dot else file


def _suffix(file: str) -> str:
    """The longest suffix of a format at the end of a name; "" if none fits."""
    suffixes = (suffix for each in FORMATS.values() for suffix in each.suffixes)
    return max(filter(file.lower().endswith, suffixes), key=len, default="")


def detect(head: bytes, file: str) -> Format:
    """The format of a file, by its first `HEAD` bytes or, in doubt, by its name.

    Raises InterchangeError if neither is clear.
    """
    if head.startswith(b"PK\x03\x04") and b"collection.anki2" in head:
        return FORMATS["anki"]
    if head.startswith(b"SQLite format 3\0") and _COLLECTION.search(head):
        return FORMATS["anki"]
    by_name = by_suffix(file)
    if by_name is not None and by_name.binary:
        return by_name
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            what = _OTHERS.get(file.lower().rpartition(".")[2], what)
            raise InterchangeError(f"the file {what}")
    text = _text(head)
    found = _by_content(text, by_name)
    if found:
        return FORMATS[found]
    if by_name is None:
        raise InterchangeError(f"unknown format; name it with --from: {', '.join(FORMATS)}")
    return by_name


def _by_content(text: str, by_name: Format | None) -> str:
    """The name of the format that a text clearly has; "" if unclear."""
    if _ANKI_HEADER.match(text):
        return "anki-text"
    start = text.lstrip()[:200]
    if start.startswith("{") and '"quiz"' in text:
        return "json"
    if _CROWDANKI.search(text):
        return "crowdanki"
    if by_name is None or by_name.name == "anki-text":
        if _JSON.match(start):
            return "json"
        if start.startswith(("<?xml", "<mnemosyne", "<SuperMemo")):
            return "xml"
    if _DRILL.search(text):
        return "org"
    is_markdown = by_name is None or by_name.name in (*_MARKDOWN, "anki-text")
    bare = _NO_MARKS.sub("", text)
    if is_markdown and _KI.search(text):
        return "ki"
    if is_markdown and _LOGSEQ.search(bare):
        return "logseq"
    if is_markdown and _Q_AND_A.search(bare):
        return "hashcards"
    if by_name is not None and by_name.name in _MARKDOWN:
        if _OBSIDIAN.search(bare):
            return "obsidian"
        if any(map(TABLE_RULE.fullmatch, text.split("\n"))) and _ONLY_TABLES.fullmatch(text):
            return "csv"
        if _HEADINGS.search(bare):
            return "headings"
        return "obsidian" if _OBSIDIAN.search(text) else ""
    if by_name is not None and by_name.name == "anki-text":
        return "tsv" if "\t" in text else "csv"
    if by_name is None:
        if _DECK.search(text):
            return "yaml"
        return "csv" if _TABLE.search(text) else ""
    return ""


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")
