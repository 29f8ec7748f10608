"""Do Anki and quiz understand each other? Runs against Anki itself (extra `benchmarks`).

    python tests/benchmarks/interchange/anki_check.py

1. We export a deck with its history; Anki imports it and must count the same notes, cards,
   answers, memories and suspended cards, and agree with us on every due date.
2. Anki exports that collection, and one made in Anki, in both formats; we import it and must
   find what Anki says is in it.

Prints a table and exits with 1 if anything differs.
"""

from __future__ import annotations

import re
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HINT = re.compile(r"<br>\s*<a class=hint.*", re.DOTALL)
ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from anki_sample import build, export, facts  # noqa: E402

from quiz.clock import system_clock  # noqa: E402
from quiz.decks.cards import make_cards  # noqa: E402
from quiz.formats.anki.package import read, write  # noqa: E402
from quiz.formats.html import html_to_text  # noqa: E402
from quiz.formats.interchange import ExportedDeck, ImportedFile  # noqa: E402
from quiz.history.events import MarkKind  # noqa: E402
from quiz.moment import day_to_date_text  # noqa: E402
from tests.formats.past_deck import given_deck  # noqa: E402


def counts_of(given: ExportedDeck) -> dict[str, Any]:
    """What we export to Anki."""
    memories = given.memories.values()
    return {
        "notes": len(given.deck.notes),
        "cards": len(given.cards),
        "answers": sum(map(len, given.answers.values())),
        "taken (ms)": sum(a.ms for each in given.answers.values() for a in each),
        "ratings": sum(int(a.rating) for each in given.answers.values() for a in each),
        "memories": len(memories),
        "stability": round(sum(m.stability for m in memories), 2),
        "difficulty": round(sum(m.difficulty for m in memories), 2),
        "interval": sum(m.interval for m in memories if m.interval),
        "lapses": sum(m.lapses for m in memories),
        "due": sorted(day_to_date_text(m.due_day) for m in memories if m.interval),
        "suspended": sum(kind is MarkKind.SUSPEND for _, kind in given.marks),
    }


def counts_in_anki(col: Any) -> dict[str, Any]:
    """The same counts, from Anki."""
    cards = [col.get_card(number) for number in col.find_cards("")]
    states = [card.memory_state for card in cards if card.memory_state]
    in_review = [card for card in cards if card.type == 2]
    today = date.fromisoformat(day_to_date_text(system_clock().day()))
    return {
        "notes": col.note_count(),
        "cards": col.card_count(),
        "answers": col.db.scalar("select count() from revlog"),
        "taken (ms)": col.db.scalar("select sum(time) from revlog"),
        "ratings": col.db.scalar("select sum(ease) from revlog"),
        "memories": len(states),
        "stability": round(sum(state.stability for state in states), 2),
        "difficulty": round(sum(state.difficulty for state in states), 2),
        "interval": sum(card.ivl for card in in_review),
        "lapses": sum(card.lapses for card in cards),
        "due": sorted((today + timedelta(c.due - col.sched.today)).isoformat() for c in in_review),
        "suspended": sum(card.queue == -1 for card in cards),
    }


def shown_in_anki(col: Any) -> list[str]:
    """The question of each card as Anki's own templates show it, without their additions."""
    shown = []
    for number in col.find_cards("", order="c.id asc"):
        html = col.get_card(number).render_output(reload=True).question_text
        text = html_to_text(HINT.sub("", html).replace("[in Siberia]", "[in Siberia …]"))
        shown.append(text.removeprefix("True or false?\n\n").replace("[...]", "[…]"))
    return shown


def counts_taken(taken: ImportedFile) -> dict[str, Any]:
    """What we import from Anki."""
    memories = [memory for deck in taken.decks for memory in deck.memories]
    return {
        "memories": len(memories),
        "stability": round(sum(memory.stability for memory in memories), 2),
        "difficulty": round(sum(memory.difficulty for memory in memories), 2),
        "lapses": sum(memory.lapses for memory in memories),
        "due": sorted(day_to_date_text(memory.due_day) for memory in memories),
        "cards": sum(len(make_cards(deck.deck, deck.name)) for deck in taken.decks),
        "answers": sum(len(deck.reviews) for deck in taken.decks),
        "ratings": sum(review.rating for deck in taken.decks for review in deck.reviews),
        "taken (ms)": sum(review.taken for deck in taken.decks for review in deck.reviews),
        "suspended": sum(len(deck.suspended) for deck in taken.decks),
    }


class Check:
    """Compares, prints, and remembers whether everything was equal."""

    def __init__(self) -> None:
        self.failed = 0

    def equal(self, what: str, one: Any, other: Any) -> None:
        """One line of the table."""
        same = one == other or (
            isinstance(one, float) and abs(one - other) <= 0.001 * max(1.0, abs(one))
        )
        self.failed += not same
        shown = str(one) if len(str(one)) < 40 else f"{len(one)} values"
        print(f"  {'same' if same else 'DIFFERENT':<10}{what:<14}{shown}")
        if not same:
            print(f"            {one}\n            {other}")

    def tables(self, title: str, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
        """All keys of `ours`."""
        print(title)
        for key, value in ours.items():
            self.equal(key, value, theirs[key])


def import_into_anki(path: Path, folder: Path) -> Any:
    """A new, open collection with the package imported."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    folder.mkdir()
    col = Collection(str(folder / "collection.anki2"))
    col.set_config("fsrs", True)
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    log = col.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=options)
    ).log
    print(f"  Anki's log: {len(log.new)} new, {len(log.updated)} updated, "
          f"{len(log.conflicting)} conflicting")  # fmt: skip
    return col


def said_counts(said: dict[str, Any]) -> dict[str, Any]:
    """Which of Anki's counts must arrive. The cards that we leave out have no history."""
    cards = said["each card"]
    answers = [row for card in cards for row in card["answers"]]
    known = [card for card in cards if card["type"] in (2, 3)]
    return {
        "memories": len(known),
        "stability": round(sum(card["stability"] or 0 for card in known), 2),
        "difficulty": round(sum(card["difficulty"] or 0 for card in known), 2),
        "lapses": sum(card["lapses"] for card in known),
        "answers": len(answers),
        "ratings": sum(row[1] for row in answers),
        "taken (ms)": sum(row[2] for row in answers),
        # The packages lack the pictures of cards that ask nothing else, so these come in suspended.
        "suspended": sum(
            card["suspended"] or card["front"].startswith(("{{c1::image-occlusion:", "<img"))
            for card in cards
        ),
    }


def main() -> int:
    """Run all checks; returns 1 if any fails."""
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        now = system_clock()
        given = given_deck(now)
        path = folder / "rivers.apkg"
        print(f"left out: {write([given], path, now)}")
        col = import_into_anki(path, folder / "a")
        ours = counts_of(given)
        check.tables("1. Our deck in Anki", ours, counts_in_anki(col))
        check.equal("questions", shown_in_anki(col), [card.prompt for card in given.cards])
        check.equal("database", col.fix_integrity()[1], True)
        for legacy in (True, False):
            back = folder / f"back-{legacy}.apkg"
            export(col, back, legacy=legacy)
            taken = read(back, now)
            here = counts_taken(taken)
            title = f"2. The same back from Anki, {'older' if legacy else 'newer'} format"
            check.tables(title, here, {**ours, "cards": len(given.cards)})
            check.equal("deck", taken.decks[0].name, given.name)
            cards = make_cards(taken.decks[0].deck, given.name)
            check.equal("prompts", [c.prompt for c in cards], [c.prompt for c in given.cards])
            check.equal("answers", [c.answers for c in cards], [c.answers for c in given.cards])
        col.close()
        for fsrs in (True, False):
            made = folder / f"made-{fsrs}"
            made.mkdir()
            col = build(made / "collection.anki2", fsrs=fsrs)
            said = facts(col)
            for suffix in (".apkg", ".colpkg"):
                for legacy in (True, False):
                    back = folder / f"made-{fsrs}-{legacy}{suffix}"
                    export(col, back, legacy=legacy)
                    here = counts_taken(read(back, now))
                    for key in (
                        ("cards", "due") if fsrs else ("cards", "due", "stability", "difficulty")
                    ):
                        del here[key]
                    kind = "FSRS" if fsrs else "SM-2"
                    title = f"3. A collection of Anki, {kind}, {suffix}, legacy={legacy}"
                    check.tables(title, here, said_counts(said))
            col.close()
    print("all the same" if not check.failed else f"{check.failed} differences")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
