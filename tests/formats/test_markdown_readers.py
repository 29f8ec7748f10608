"""Markdown is read as Markdown: marks of cards in code, tables, links and comments are none."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from quiz.decks.cards import make_cards
from quiz.decks.kinds import BasicNote, CardsNote, ClozeNote, TermNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.template import Template
from quiz.formats import (
    hashcards_format,
    headings_format,
    ki_format,
    logseq_format,
    obsidian_format,
    org_format,
    table_reader,
)
from quiz.formats.interchange import ExportedDeck, ImportedFile, InterchangeError
from quiz.formats.markdown_source import lines_of, masked
from quiz.formats.org_markup import to_markdown
from quiz.formats.registry import detect


def notes(taken: ImportedFile) -> list[Note]:
    (deck,) = taken.decks
    return list(deck.deck.notes)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


# ── lines ─────────────────────────────────────────────────────────────────────────


def test_each_line_has_its_sort() -> None:
    text = """\
---
tags: x
---
# Heading
text
~~~
code

~~~
<!-- a comment
of two lines --> and text
| a | b |
|---|---|
| c | d |

> [!tip]- title
> > inner
- item
  ```
  code
  ```
---

title
===
"""
    assert [(line.sort.value, line.text) for line in lines_of(text)] == [
        *[("front matter", line) for line in ("---", "tags: x", "---")],
        ("heading", "# Heading"), ("text", "text"),
        *[("code", line) for line in ("~~~", "code", "", "~~~")],
        ("comment", "<!-- a comment"), ("text", "of two lines --> and text"),
        *[("table", line) for line in ("| a | b |", "|---|---|", "| c | d |")],
        ("blank", ""), ("text", "title"), ("text", "inner"), ("text", "- item"),
        *[("code", line) for line in ("  ```", "  code", "  ```")],
        ("rule", "---"), ("blank", ""), ("text", "title"), ("rule", "==="), ("blank", ""),
    ]  # fmt: skip
    assert [line.quote for line in lines_of("> a\n\n> b\n\nc")] == [1, 0, 2, 0, 0]
    assert [line.source for line in lines_of("> > a\n> b")] == ["> > a", "> b"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a `b::c` d", ["`b::c`"]),
        ("``a ` b`` c", ["``a ` b``"]),
        ("see [the [inner] text](http://x.org) and [this]", ["[the [inner] text](http://x.org)"]),
        ("![a](b.png) <http://x::y> <b>", ["![a](b.png)", "<http://x::y>", "<b>"]),
        ("$a_1$ and $5 or $10", ["$a_1$"]),
        ("[[page::x|name]] <!-- c --> %% d %%", ["[[page::x|name]]", "<!-- c -->", "%% d %%"]),
        ("  a lone ` tick and \\[text\\]", []),
    ],
)
def test_masked(text: str, hidden: list[str]) -> None:
    wanted = text
    for part in hidden:
        wanted = wanted.replace(part, "\0" * len(part))
    assert masked(text) == wanted


# ── obsidian ──────────────────────────────────────────────────────────────────────


def obsidian(text: str) -> ImportedFile:
    return obsidian_format.read(text.encode(), "x")


def test_marks_in_tables_properties_and_code_make_no_cards() -> None:
    taken = obsidian(
        "rating:: 5\nauthor:: [[Ada]]\n\nWhat frees memory? :: `Box::drop` does\n\n"
        "| `a` | b |\n|---|---|\n| c::d | ==e== |\n\nCall `Vec::new()` first.\n\n"
        "```rust\nuse a::b;\n```\n"
    )
    assert notes(taken) == [BasicNote("What frees memory?", "`Box::drop` does")]
    assert taken.decks[0].deck.format == "markdown"
    assert taken.left_out == (
        "2 lines with a mark of cards in a property: lines 1, 2",
        "1 line with a mark of cards in a table: line 8",
    )


def test_a_file_without_cards_says_what_looks_like_some() -> None:
    with pytest.raises(InterchangeError, match=r"in a property: line 1; .* in a table: line 3"):
        obsidian("state:: open\n\n| a::b |\n")


def test_a_card_may_have_blocks() -> None:
    taken = obsidian(
        "Sort this:\n\n- not yet\n?\n- a\n- b\n\n```\nx\n\ny\n```\n\n"
        "> [!note] Quoted\n> ??\n> both ways\n\nplain::text\n"
    )
    assert notes(taken) == [
        BasicNote("- not yet", "- a\n- b"),
        TermNote("Quoted", "both ways"),
        BasicNote("plain", "text"),
    ]
    assert taken.decks[0].deck.format == ""


def test_code_in_gaps_and_links_to_pages() -> None:
    taken = obsidian("The ==`len`== of [[Lists|a list]] is `==no gap==`.\n")
    assert notes(taken) == [ClozeNote(("The ", Gap("`len`"), " of a list is `==no gap==`."))]


def test_schedules_of_obsidian_come_along() -> None:
    taken = obsidian(
        "a::b <!--SR:!2024-08-16,4,270-->\nc:::d\n<!--SR:!2024-08-20,6,250!2024-08-30,16,130-->\n\n"
        "e\n?\nf\n<!--SR:!2024-09-01,1,230-->\n\n==g== ==h==\n<!--SR:!2024-08-18,3,250-->\n\n"
        "i::j <!--SR:!someday,1,250-->\n"
    )
    (deck,) = taken.decks
    assert [(m.part, m.interval, m.due_day) for m in deck.memories] == [
        (0, 4, day("2024-08-16")),
        (0, 6, day("2024-08-20")), (1, 16, day("2024-08-30")),
        (0, 1, day("2024-09-01")),
        (0, 3, day("2024-08-18")),
    ]  # fmt: skip
    assert len({memory.address for memory in deck.memories}) == 4
    assert deck.memories[0].ms // 86_400_000 == day("2024-08-12")
    assert deck.memories[1].difficulty < deck.memories[2].difficulty
    assert taken.left_out == ("the schedule of 1 card, without a date",)


# ── hashcards ─────────────────────────────────────────────────────────────────────


def test_links_and_code_are_no_gaps() -> None:
    taken = hashcards_format.read(
        b"C: See [this page](http://x.org/a[1]): `x[0]` is [first], $[a]$ not.\n\n"
        b"<!-- C: [old]\nQ: old\n-->\n\nQ: Code?\nA:\n```\nQ: inside\n---\n```\nafter\n---\n",
        "x",
    )
    assert notes(taken) == [
        ClozeNote((
            "See [this page](http://x.org/a[1]): `x[0]` is ", Gap("first"), ", $[a]$ not.",
        )),
        BasicNote("Code?", "```\nQ: inside\n---\n```\nafter"),
    ]  # fmt: skip
    assert taken.left_out == ("1 line with a mark of cards in code: line 10",)
    assert taken.decks[0].deck.format == "markdown"


def test_brackets_in_code_and_links_of_a_cloze_come_back() -> None:
    text = rb"C: In `a[0]` of [this page](http://x.org), $\\[2pt]$ is [it]."
    deck = hashcards_format.read(text, "x").decks[0].deck
    exported = ExportedDeck("x", deck, make_cards(deck, "x"))
    written = hashcards_format.write(exported)
    assert (written.left_out, written.missing) == ((), 0)
    assert r"`a\[0\]` of \[this page\]" in written.data.decode()
    assert hashcards_format.read(written.data, "x").decks[0].deck.notes == deck.notes


# ── logseq ────────────────────────────────────────────────────────────────────────

LOGSEQ = """\
title:: Operating systems
tags:: [[school]], unix

- Chapter
@- What is a **process**? #card #[[exam 1]] #basics
@  id:: 64085b6c
@  card-last-interval:: 9.28
@  card-repeats:: 3
@  card-ease-factor:: 2.32
@  card-next-schedule:: 2024-08-20T10:00:00.000Z
@  card-last-reviewed:: 2024-08-11T12:30:00.000Z
@@- A program that runs:
@@  ```c
@@  // - x #card
@@  ```
@- List three #card
@  collapsed:: true
@@- one
@@@- more
@@- two
- {{cloze Threads}} share {{cloze memory \\\\ what?}} `{{cloze not this}}` #card
@- unlike processes
- no card
- empty #card
""".replace("@", "\t")


def test_logseq() -> None:
    taken = logseq_format.read(LOGSEQ.encode(), "page")
    (deck,) = taken.decks
    assert (deck.deck.title, deck.deck.tags) == ("Operating systems", ("school", "unix"))
    assert notes(taken) == [
        BasicNote("What is a **process**?", "A program that runs:\n```c\n// - x #card\n```",
                  extras=Extras("64085b6c", tags=("exam 1", "basics"))),
        BasicNote("List three", "- one\n  - more\n- two"),
        ClozeNote(
            (Gap("Threads"), " share ", Gap("memory", (), "what?"), " `{{cloze not this}}`"),
            extras=Extras(explanation="unlike processes"),
        ),
    ]  # fmt: skip
    (memory,) = deck.memories
    assert (memory.interval, memory.due_day, memory.reps) == (9, day("2024-08-20"), 3)
    assert memory.ms // 86_400_000 == day("2024-08-11")
    assert taken.left_out == ("1 card without an answer: line 24",)


# ── headings and Ki ───────────────────────────────────────────────────────────────


def test_headings() -> None:
    taken = headings_format.read(
        b"# Rivers\n\nAn introduction.\n\n## Europe\n\n### Longest?\n\nThe **Volga**.\n\n```\n"
        b"# code\n```\n\n### Quoted\n> The Danube\n\n### More\nText of the prompt\n%\nanswer\n\n"
        b"## Asia\n",
        "x",
    )
    europe = Extras(category="Europe")
    assert taken.decks[0].deck.title == "Rivers"
    assert notes(taken) == [
        BasicNote("Rivers", "An introduction."),
        BasicNote("Longest?", "The **Volga**.\n\n```\n# code\n```", extras=europe),
        BasicNote("Quoted", "> The Danube", extras=europe),
        BasicNote("More\n\nText of the prompt", "answer", extras=europe),
    ]
    tagged = headings_format.read(b"# A\ntext\n## What? #card\nThis.\n## Empty #card\n", "x")
    assert notes(tagged) == [BasicNote("What?", "This.", extras=Extras(category="A"))]
    assert tagged.left_out == ("1 card without an answer: line 5",)


def test_several_headings_at_the_top_are_categories() -> None:
    text = b"# Cells\n\n## What?\nThe unit.\n\n# Rivers\n\n## Longest?\nThe Volga\n"
    taken = headings_format.read(text, "x")
    assert taken.decks[0].deck.title == "X"
    assert notes(taken) == [
        BasicNote("What?", "The unit.", extras=Extras(category="Cells")),
        BasicNote("Longest?", "The Volga", extras=Extras(category="Rivers")),
    ]


def test_ki() -> None:
    taken = ki_format.read(
        b"# Note\n```\nguid: a1\nnotetype: Basic\n```\n\n### Tags\n```\nverbs\npast\n```\n\n"
        b"## Front\nto *go*\n\n## Back\nwent\n\n# Note\n```\nguid: b2\nnotetype: Cloze\n```\n\n"
        b"### Tags\n```\n```\n\n## Text\n{{c1::Paris}} is in France\n\n## Back Extra\n",
        "x",
    )
    assert notes(taken) == [
        BasicNote("to *go*", "went", extras=Extras(id="a1", tags=("verbs", "past"))),
        ClozeNote((Gap("Paris"), " is in France"), extras=Extras(id="b2")),
    ]


# ── org ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("a *bold* and /italic/ word", "a **bold** and *italic* word"),
        ("=code[0]= ~x*y~ +gone+", "`code[0]` `x*y` ~~gone~~"),
        ("either/or 2*3*4 snake_case", "either/or 2\\*3\\*4 snake_case"),
        ("[[https://x.org][X]] [[file:a b.png][map]] [[Other]]",
         "[X](https://x.org) ![map](a%20b.png) Other"),
        ("\\(x^2\\) and \\[y\\]", "$x^2$ and $$y$$"),
        ("#+BEGIN_SRC c :x\n,* a\n  b\n#+END_SRC\n\nafter", "```c\n* a\n  b\n```\n\nafter"),
        ("#+begin_quote\na\nb\n#+end_quote", "> a\n> b"),
        ("| a | b |\n|---+---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ],
)  # fmt: skip
def test_markup_of_org(org: str, markdown: str) -> None:
    assert to_markdown(org) == markdown


def test_org_with_sides_and_gaps_across_lines() -> None:
    taken = org_format.read(
        b"* Verse :drill:\nThe rain in [Spain\nfalls] on =a[0]= and [not\n\nthis].\n# a comment\n"
        b"** Source\nA play\n"
        b"* Dog :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: multisided\n:END:\nAn animal.\n"
        b"** German\nder Hund\n*** Plural\ndie Hunde\n** English\nthe dog\n** French\nle chien\n"
        b"* Verb :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: conjugate\n:DRILL_LAST_INTERVAL: 7\n"
        b":DRILL_EASE: 2.6\n:DRILL_LAST_REVIEWED: [2024-08-10 Sat 10:00]\n:DRILL_TOTAL_REPEATS: 4\n"
        b":DRILL_FAILURE_COUNT: 1\n:END:\n"
        b"** Infinitive\nestar\n** English\nto be\n** Past\nestuve\n",
        "x",
    )
    assert notes(taken) == [
        ClozeNote(
            ("The rain in ", Gap("Spain falls"), " on `a[0]` and [not\n\nthis]."),
            extras=Extras(explanation="Source: A play"),
        ),
        cards(
            ("An animal.\n\nder Hund\n\nPlural\ndie Hunde", "the dog"),
            ("An animal.\n\nthe dog", "der Hund\n\nPlural\ndie Hunde"),
            ("An animal.\n\nle chien", "der Hund\n\nPlural\ndie Hunde"),
        ),
        cards(("estar", "to be"), ("to be", "estar"), ("estar: Past", "estuve")),
    ]
    memories = taken.decks[0].memories
    assert [(m.part, m.interval, m.reps, m.lapses) for m in memories] == [
        (0, 7, 4, 1), (1, 7, 4, 1), (2, 7, 4, 1),
    ]  # fmt: skip
    assert {memory.due_day for memory in memories} == {day("2024-08-17")}


def test_words_in_properties_of_org_are_the_first_sides() -> None:
    text = (
        b'* Verb :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: conjugate\n:VERB_INFINITIVE: "estar"\n'
        b":VERB_TRANSLATION: to be\n:END:\n** Present\nestoy\n** Past\nestuve\n"
    )
    assert notes(org_format.read(text, "x")) == [
        cards(
            ("estar", "to be"), ("to be", "estar"), ("estar: Present", "estoy"),
            ("estar: Past", "estuve"),
        )
    ]  # fmt: skip


def cards(*pairs: tuple[str, str]) -> CardsNote:
    made = tuple(BasicNote(prompt, answer) for prompt, answer in pairs)
    return CardsNote((), Template("", (), made))


def test_two_sides_in_org() -> None:
    text = (
        b"* A :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: twosided\n:END:\n** L\nx\n** R\ny\n** N\nz\n"
        b"* B :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: twosided\n:END:\nSay:\n** L\nx\n** R\nw\n"
    )
    assert notes(org_format.read(text, "x")) == [
        TermNote("x", "y", extras=Extras(explanation="N: z")),
        cards(("Say:\n\nx", "w"), ("Say:\n\nw", "x")),
    ]


@pytest.mark.parametrize(
    "text",
    ["`" * 20_000, "[" * 20_000, "> " * 5_000, "- " * 5_000, "*_" * 20_000, "<!--" * 20_000,
     "#+begin_src\n" * 5_000, "[a](x " * 4_000, "==" * 20_000, "{{cloze " * 10_000,
     "/a " * 20_000, "[a\n" * 10_000, "#" * 20_000],
)  # fmt: skip
def test_hostile_texts_take_no_long_time(text: str) -> None:
    for module, start in (
        (obsidian_format, "a::b\n\n"), (hashcards_format, "C: [x] "),
        (logseq_format, "- a #card\n"), (headings_format, "# a\n"), (org_format, "* a :drill:\n"),
    ):  # fmt: skip
        with suppress(InterchangeError):
            module.read(f"{start}{text}\n".encode(), "x")


def test_cards_of_one_line_above_a_card_of_several() -> None:
    taken = obsidian("""\
one::1
  two:::2
The question
goes on
?
The answer

What is std::vector?
?
a list
""")
    assert notes(taken) == [
        BasicNote("one", "1"), TermNote("two", "2"),
        BasicNote("The question\ngoes on", "The answer"),
        BasicNote("What is std::vector?", "a list"),
    ]  # fmt: skip


def test_gaps_in_braces_are_no_sides() -> None:
    taken = obsidian("a::b\nthe {{c1::sea}}\n\n==1;;One;;a number== and ==1;;two==")
    assert notes(taken) == [
        BasicNote("a", "b"),
        ClozeNote((Gap("One", (), "a number", 1), " and ", Gap("two", (), "", 1))),
    ]
    assert taken.left_out == ("1 line with a mark of cards in braces: line 2",)


def test_a_card_in_an_answer_of_logseq_is_a_card_and_a_text() -> None:
    page = b"- Topic #card\n\t- An {{cloze answer}} #card\n\t- more\n"
    assert notes(logseq_format.read(page, "x")) == [
        BasicNote("Topic", "- An answer\n- more"),
        ClozeNote(("An ", Gap("answer"))),
    ]


def test_tasks_and_headings_of_logseq_are_questions() -> None:
    text = "- TODO Why? #card\n  SCHEDULED: <2024-01-01 Mon>\n\t- so\n- ## What? #card\n\t- this\n"
    assert notes(logseq_format.read(text.encode(), "x")) == [
        BasicNote("Why?", "so"), BasicNote("What?", "this"),
    ]  # fmt: skip


def test_dollars_are_formulas_in_org() -> None:
    text = "* What is $x[1]$ for $5 and $10? :drill:\n** Answer\n$n$ is $a_1$\n"
    assert notes(org_format.read(text.encode(), "x")) == [
        BasicNote("What is $x[1]$ for \\$5 and \\$10?", "$n$ is $a_1$")
    ]


def test_links_that_name_their_address_elsewhere_are_no_gaps() -> None:
    text = "C: A [note][1] and [Page][] have a [gap].\n\nQ: q\nA: a\n\n[1]: http://x\n[page]: http://y\n"
    gaps, basic = notes(hashcards_format.read(text.encode(), "file"))
    assert gaps == ClozeNote(("A [note](http://x) and [Page](http://y) have a ", Gap("gap"), "."))
    assert basic == BasicNote("q", "a")


def test_a_bullet_may_begin_with_code() -> None:
    text = "- What prints 1? #card\n\t- ```python\n\t  print(1)\n\t  - 2\n\t  ```\n"
    text += "\t- ~~~\n\t  x\n\t  ~~~\n"
    assert notes(logseq_format.read(text.encode(), "file")) == [
        BasicNote("What prints 1?", "- ```python\n  print(1)\n  - 2\n  ```\n- ~~~\n  x\n  ~~~")
    ]


def test_bullets_of_logseq_in_quotes_and_tables() -> None:
    text = "- q #card ![i](x.png)\n\t- > quote\n\t- | a | b |\n\t  |---|---|\n"
    assert notes(logseq_format.read(text.encode(), "file")) == [
        BasicNote("q ![i](x.png)", "- > quote\n- | a | b |\n  |---|---|")
    ]


def test_marks_may_be_bold() -> None:
    assert detect(b"**Q:** a\n**A:** b\n", "x.md").name == "hashcards"
    assert notes(hashcards_format.read(b"**Q:** a\n**A:** b\n\n__Q:__ c\n__A:__ d\n", "x")) == [
        BasicNote("a", "b"),
        BasicNote("c", "d"),
    ]


def test_a_link_to_the_page_of_cards_is_its_tag() -> None:
    text = "- [[card]] What is ==it==?\n\t- the ^^thing^^, `a==b==c`\n"
    assert detect(text.encode(), "x.md").name == "logseq"
    assert notes(logseq_format.read(text.encode(), "x")) == [
        BasicNote("What is **it**?", "the **thing**, `a==b==c`")
    ]


def test_tags_of_headings_and_rules_below_their_texts() -> None:
    assert notes(headings_format.read(b"## One #deep/one #two\na\n\n---\n## C #\nb\n", "x")) == [
        BasicNote("One", "a", extras=Extras(tags=("deep/one", "two"))),
        BasicNote("C", "b"),
    ]


def test_a_question_with_two_colons_is_obsidians() -> None:
    assert detect(b"Q::A letter\n", "x.md").name == "obsidian"
    with pytest.raises(InterchangeError, match="no cards"):
        hashcards_format.read(b"Q::A letter\n", "x")


def test_nested_quotes_formulas_tasks_and_footnotes_of_obsidian() -> None:
    text = (
        "> [!faq] What?\n> ?\n> > quoted\n> - list\n\n- [x] task :: done\n\n[^1]: note::x\n\n"
        "$$\na::b\n$$\n"
    )
    taken = obsidian_format.read(text.encode(), "x")
    assert notes(taken) == [BasicNote("What?", "quoted\n- list"), BasicNote("task", "done")]
    assert taken.left_out == ("1 line with a mark of cards in a footnote: line 8",)


def test_underlined_headings() -> None:
    text = "Biology\n=======\n\nWhat is X?\n----------\nY\n\nmore\n\nWhat is Z?\n---\n- a\n"
    assert detect(text.encode(), "x.md").name == "headings"
    taken = headings_format.read(text.encode(), "x")
    assert taken.decks[0].deck.title == "Biology"
    assert notes(taken) == [BasicNote("What is X?", "Y\n\nmore"), BasicNote("What is Z?", "- a")]


def test_numbered_gaps_of_logseq_are_asked_together() -> None:
    text = "- {{c1 Lima}} and {{c1 Quito}}, {{c2 not La Paz}} #card\n"
    [note] = notes(logseq_format.read(text.encode(), "x"))
    assert note == ClozeNote(
        (Gap("Lima", number=1), " and ", Gap("Quito", number=1), ", ", Gap("not La Paz", number=2))
    )


def test_org_may_be_indented_and_have_tasks() -> None:
    text = (
        "* TODO [#A] Q :drill:\n** Answer\n   - a\n   - b\n     #+begin_src sh\n     ls\n"
        "     #+end_src\n"
    )
    assert notes(org_format.read(text.encode(), "x")) == [
        BasicNote("Q", "- a\n- b\n```sh\nls\n```")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**Question 1:** a?\n**Answer:** b\n\n---\n\n**Question 2:** c?\n\n**Answer:**\n- d\n- e\n",
        "1. **Question:** a?\n   **Answer:** b\n\n2. **Question:** c?\n   **Answer:**\n- d\n- e\n",
        "**Q1: a?**\nA1: b\n\n**Q2: c?**\nA2:\n- d\n- e\n",
        "Front: a?\nBack: b\n\nFront: c?\nBack:\n- d\n- e\n",
        "1. Q: a?\n   A: b\n2. Q: c?\n   A:\n- d\n- e\n",
    ],
)
def test_questions_and_answers_have_marks_of_many_looks(text: str) -> None:
    assert detect(text.encode(), "x.md").name == "hashcards"
    assert notes(hashcards_format.read(text.encode(), "x")) == [
        BasicNote("a?", "b"), BasicNote("c?", "- d\n- e"),
    ]  # fmt: skip


def test_beside_plain_marks_other_ones_are_text() -> None:
    text = "Q: Bases?\nA:\n- A: adenine\n- C: cytosine\nAnswer: to all\nQuestion: none\n"
    assert notes(hashcards_format.read(text.encode(), "x")) == [
        BasicNote(
            "Bases?", "- A: adenine\n- C: cytosine\nAnswer: to all\nQuestion: none"
        )
    ]  # fmt: skip


def test_code_may_open_beside_a_mark() -> None:
    text = "Q: Code?\nA: ```c\nA: *a;\n```\n\nC: The [next] card\n"
    assert notes(hashcards_format.read(text.encode(), "x")) == [
        BasicNote("Code?", "```c\nA: *a;\n```"), ClozeNote(("The ", Gap("next"), " card")),
    ]  # fmt: skip


def test_names_of_blocks_and_tags_of_cards_are_no_text() -> None:
    text = (
        "## Steps #card\n1. one\n2. two ^1633880451223\n\nfront::back #card ^a1b2c3\n\n"
        "side\n?\nother\n^my-block\n\n## Other\nNo card, but ==one== gap and 2 ^10\n"
    )
    assert notes(obsidian_format.read(text.encode(), "x")) == [
        BasicNote("Steps", "1. one\n2. two"),
        BasicNote("front", "back"),
        BasicNote("side", "other"),
        ClozeNote(("No card, but ", Gap("one"), " gap and 2 ^10")),
    ]
    heading = b"# a\ntext ^1633880451223\n"
    assert notes(headings_format.read(heading, "x")) == [BasicNote("a", "text")]


def test_a_rule_below_a_heading_is_no_answer() -> None:
    assert notes(headings_format.read(b"# a\n\n---\n\nb\n\n---\n", "x")) == [BasicNote("a", "b")]


def test_tables_of_markdown() -> None:
    text = "# W\n\n| Word | Meaning |\n|:-----|-----|\n| sol | sun \\| star |\n| regn | rain |\n"
    assert detect(text.encode(), "x.md").name == "csv"
    taken = table_reader.read(text.encode(), "x")
    assert notes(taken) == [BasicNote("sol", "sun | star"), BasicNote("regn", "rain")]
    assert taken.left_out == ("1 row above the table: line 1",)
    again = text.replace("# W\n\n", "") + "\n| Word | Meaning |\n| --- | --- |\n| is | ice |\n"
    assert [note.plain() for note in notes(table_reader.read(again.encode(), "x"))][2:] == [
        [("is", "ice")]
    ]
    assert detect(b"# a\n\nSome words.\n\n| b | c |\n| - | - |\n", "x.md").name == "headings"


def test_a_line_with_the_tag_of_cards_asks_for_the_text_below() -> None:
    text = (
        "---\ncards-deck: Lang::DE\n---\n\nHund #card\ndog\n- barks\n^1633880451223\n\n"
        "Katze #card-reverse\ncat\n\nA tag #card\n"
    )
    assert detect(text.encode(), "x.md").name == "obsidian"
    [deck] = obsidian_format.read(text.encode(), "x").decks
    assert deck.deck.notes == (BasicNote("Hund", "dog\n- barks"), TermNote("Katze", "cat"))
    assert (deck.name, deck.deck.title) == ("Lang/DE", "DE")
