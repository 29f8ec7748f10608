"""Does what people study in Anki survive a way through quiz? Runs against Anki itself.

    python tests/benchmarks/interchange/anki_round.py [PACKAGE …]

For each package, and for some made at random with Anki: we import it with its history and export it
again; Anki imports both, and must count the same notes, cards, formulas, answers, memories and
media, by hash. What we import from Anki's own export of that must be the same deck once more.

Prints a table and exits with 1 if anything differs.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from difflib import unified_diff
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

MEDIA = re.compile(r"""<img[^<>]* src=["']?([^"'<>]+)|\[sound:([^\[\]]+)\]""")
from quiz.decks.cards import make_cards  # noqa: E402
from quiz.storage.library.scan import deck_at  # noqa: E402
from quiz.text.shown import shown  # noqa: E402

FORMULA = re.compile(
    r"\[latex\](.+?)\[/latex\]|\\\((.+?)\\\)|\\\[(.+?)\\\]|\[\$+\](.+?)\[/\$+\]", re.DOTALL
)
MADE = 3
NOTES = 40
PIECES = (
    "plain", "a &lt; b", "<b>bold</b>", "<i>x</i>", "<div>line</div>", "<br>", " ", "1. one", "*",
    r"\(x^2 + y\)", r"\[ \frac{a}{b} \]", "[$]e^x[/$]", "<ul><li>a</li><li>b</li></ul>", "$5", "_",
    "<sub>2</sub>", "<code>f(x)</code>", "漢字(かんじ)", '<span style="color:red">red</span>', "#",
    "<table><tr><td colspan=2>a|b</td></tr><tr><td>c</td><td>d<br>e</td></tr></table>",
    "<div><ol><li>a</li></ol></div>", "<pre>x<br>&nbsp; y</pre>", "<b>漢字(かんじ)</b>は",
    "&amp;lt;", "<ruby>猫<rt>ねこ</rt></ruby>", "[latex]$x_1$[/latex]", "<u>u</u>v",
    "<blockquote>q</blockquote>", '<a href="https://a.b/c(d)">e</a>',
    "<ol type=A><li>x</li><li>y</li></ol>", "```", "| a | b |", "[sound:word.mp3]",
    "[sound:more.mp3]", '<img src="fox.png">', "~~", "{{", "a::b", "\\", "[x](y)",
)  # fmt: skip
GAPS = (
    "{{{{c1::gap{0}}}}} and {{{{c{1}::more}}}}", "{{{{c1::a {{{{c2::b{0}}}}} c}}}} d",
    "{{{{c1,2::both{0}}}}} {{{{c2::one::hint}}}}", r"\( {{{{c1::x_{0} }}}} + {{{{c2::y}}}} \)",
    "<b>x {{{{c1::y{0}}}}}</b> <i>{{{{c{1}::z}}}}</i>",
    '{{{{c1::<img src="fox.png">}}}} {{{{c2::{0}}}}}',
)  # fmt: skip


def cli(home: Path, *words: str) -> str:
    """Run quiz with this home; returns what it prints."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "play.py"), *words],
        env={**os.environ, "QUIZ_HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"quiz {' '.join(words)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def collection_of(package: Path, folder: Path) -> Any:
    """A new, open collection with the package imported."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    folder.mkdir()
    col = Collection(str(folder / "collection.anki2"))
    col.set_config("fsrs", True)
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
    return col


def formulas_in(html: str) -> list[str]:
    """The formulas in a note's fields, in TeX."""
    found = ("".join(parts) for parts in FORMULA.findall(html))
    return ["".join(unescape(tex).split()).removeprefix("\\[").removesuffix("\\]") for tex in found]


def counts(col: Any) -> dict[str, Any]:
    """What Anki says about a collection."""
    fields = [text for (text,) in col.db.execute("select flds from notes")]
    cards = [col.get_card(number) for number in col.find_cards("")]
    known = [card.memory_state for card in cards if card.memory_state and card.type == 2]
    media = Path(col.media.dir())
    used = {unquote(a or b) for text in fields for a, b in MEDIA.findall(text)}
    return {
        "notes": col.note_count(),
        "cards": col.card_count(),
        "formulas": sum(len({*formulas_in(text)}) for text in fields),
        "answers": col.db.scalar("select count() from revlog where ease > 0"),
        "ratings": col.db.scalar("select sum(ease) from revlog"),
        "memories": len(known),
        "stability": round(sum(state.stability for state in known), 1),
        "media": sorted(
            hashlib.sha256((media / name).read_bytes()).hexdigest()[:8]
            for name in used
            if (media / name).is_file()
        ),
    }


def shown_in(home: Path) -> list[str]:
    """The cards of all decks of a home as they are shown, a line each."""
    lines = []
    for path in (home / "decks").rglob("*.yaml"):
        for card in make_cards(deck_at(path), "d"):
            texts = (card.prompt, *card.answers, card.explanation, card.hint, card.category)
            media = [Path(file).name for file in card.media.files]
            seen = [" ".join(shown(text, markdown=card.markdown).split()) for text in texts]
            lines.append(" | ".join([card.note, card.kind, *seen, *media]))
    return sorted(lines)


def through(package: Path, folder: Path) -> int:
    """The way of one package; returns the number of differences."""
    from anki.collection import ExportAnkiPackageOptions

    print(package.name)
    first, again = folder / "first", folder / "again"
    cli(first, "import", str(package), "--yes", "--deck", "way/deck")
    cli(first, "export", "way", "--to", str(folder / "out.apkg"))
    before = collection_of(package, folder / "before")
    after = collection_of(folder / "out.apkg", folder / "after")
    differences = 0
    ours = counts(after)
    for key, value in counts(before).items():
        same = value == ours[key] or (key == "stability" and abs(value - ours[key]) < 0.01 * value)
        differences += not same
        print(f"  {'same' if same else 'DIFFERENT':<10}{key:<10}{value}", "" if same else ours[key])
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=False
    )
    after.export_anki_package(out_path=str(folder / "back.apkg"), options=options, limit=None)
    cli(again, "import", str(folder / "back.apkg"), "--yes")
    one, other = shown_in(first), shown_in(again)
    same = one == other
    differences += not same
    print(f"  {'same' if same else 'DIFFERENT':<10}shown     {len(one)} cards")
    if not same:
        print("\n".join([*unified_diff(one, other, "before", "after", n=0)][:12]))
    before.close()
    after.close()
    return differences


def made(path: Path, seed: int) -> Path:
    """A package made at random with Anki."""
    from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions

    # Only after the collection, since they import each other.
    from anki.cards import FSRSMemoryState  # isort: skip
    from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV

    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(f"{folder}/collection.anki2")
        for name in ("fox.png", "word.mp3", "more.mp3"):
            (Path(col.media.dir()) / name).write_bytes(f"{name} {seed}".encode())
        kind = col.models.new("Word")
        for name in ("Word", "Reading", "Meaning", "Image"):
            col.models.add_field(kind, col.models.new_field(name))
        for name, front, back in (
            ("Read", "{{Word}} {{Image}}", "{{FrontSide}}<hr id=answer>{{Reading}}<br>{{Meaning}}"),
            ("Write", "{{Meaning}}", "{{FrontSide}}<hr id=answer>{{Word}}"),
        ):
            template = col.models.new_template(name)
            template["qfmt"], template["afmt"] = front, back
            col.models.add_template(kind, template)
        col.models.add_dict(kind)

        def text(number: int) -> str:
            return f"n{number} " + "".join(chance.choices(PIECES, k=chance.randint(1, 5)))

        requests = []
        for number in range(NOTES):
            name = chance.choice(["Basic", "Basic (and reversed card)", "Word", "Cloze"])
            note = col.new_note(col.models.by_name(name))
            note.fields[0] = text(number)
            if name == "Cloze":
                note.fields[0] += " " + chance.choice(GAPS).format(number, number % 3 + 1)
            else:
                note.fields[1] = text(number) + chance.choice(["", "[sound:word.mp3]"])
            if name == "Word":
                note.fields[2] = text(number)
                note.fields[3] = chance.choice(["", '<img src="fox.png">'])
            requests.append(AddNoteRequest(note, col.decks.id("Random")))
        col.add_notes(requests)
        now = int(time.time() * 1000)
        for number, card in enumerate(col.find_cards("")):
            for ago in range(chance.randint(0, 3)):
                col.db.execute(
                    "insert into revlog values (?,?,-1,?,?,?,2500,4000,1)",
                    now - (ago + 1) * 86_400_000 - number, card, chance.randint(1, 4), 5, 1,
                )  # fmt: skip
            if chance.random() < 0.3:
                known = col.get_card(card)
                known.type, known.queue, known.ivl = CARD_TYPE_REV, QUEUE_TYPE_REV, 30
                known.due, known.reps = col.sched.today + chance.randint(-9, 9), 3
                known.memory_state = FSRSMemoryState(stability=5.5 + number, difficulty=5.1)
                col.update_card(known)
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=True, legacy=True
        )
        col.export_anki_package(out_path=str(path), options=options, limit=None)
        col.close()
    return path


def main() -> int:
    """All packages; returns 1 if anything differs."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        packages = [Path(word) for word in sys.argv[1:]]
        packages += [made(Path(name) / f"random-{seed}.apkg", seed) for seed in range(MADE)]
        for number, package in enumerate(packages):
            folder = Path(name) / str(number)
            folder.mkdir()
            failed += through(package, folder)
    print("all the same" if not failed else f"{failed} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
