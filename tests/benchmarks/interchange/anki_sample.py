"""A collection made with Anki itself, with every case that the import must handle.

    python tests/benchmarks/interchange/anki_sample.py

Writes its packages, and what Anki says about them, into `tests/formats/data`. It needs the package
`anki` (extra `benchmarks`). All texts are our own.
"""

from __future__ import annotations

import json
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "formats" / "data"
DAY = 86_400_000


def build(path: Path, *, fsrs: bool = True) -> Any:
    """A new, open collection at `path`."""
    from anki.collection import Collection

    col = Collection(str(path))
    col.set_config("fsrs", fsrs)
    _Sample(col, fsrs).fill()
    return col


class _Sample:
    def __init__(self, col: Any, fsrs: bool) -> None:
        self.col = col
        self.fsrs = fsrs
        self.now = int(time.time() * 1000)
        self.next_id = 0

    def note(self, kind: str, deck: str, tags: str = "", **fields: str) -> Any:
        note = self.col.new_note(self.col.models.by_name(kind))
        for name, value in fields.items():
            note[name.replace("_", " ")] = value
        note.tags = tags.split()
        self.col.add_note(note, self.col.decks.id(deck))
        return note

    def fill(self) -> None:
        self.spanish()
        self.science()
        self.custom()
        self.states()

    def spanish(self) -> None:
        deck = "Languages::Spanish"
        both = self.note(
            "Basic (and reversed card)", deck, "animal noun", Front="el perro", Back="the dog"
        )
        self.reviews(both.cards()[0], [(200, 3, 0), (199, 3, 0), (190, 3, 1), (165, 4, 1)], 90)
        self.reviews(both.cards()[1], [(200, 1, 0), (199, 3, 0), (180, 1, 1), (179, 3, 2)], 40)
        self.note("Basic (and reversed card)", deck, Front="la casa", Back="the house")
        self.note("Basic (optional reversed card)", deck, Front="rojo", Back="red")
        self.note(
            "Basic (optional reversed card)", deck, Front="azul", Back="blue", Add_Reverse="y"
        )
        typed = self.note("Basic (type in the answer)", deck, Front="to eat", Back="comer")
        self.reviews(typed.cards()[0], [(30, 3, 0), (29, 2, 0), (20, 3, 1)], 25)
        sound = self.note("Basic", deck, "leech", Front="gato [sound:gato.mp3]", Back="cat")
        self.reviews(
            sound.cards()[0],
            [(99, 3, 0), (90, 1, 1), (89, 3, 2), (80, 1, 1), (79, 3, 2), (70, 1, 1), (69, 3, 2)],
            3,
        )

    def science(self) -> None:
        deck = "Science"
        self.note(
            "Basic",
            deck,
            Front="<div>What is <b>water</b> made of?</div><div>Write its formula.</div>",
            Back="H<sub>2</sub>O &amp; nothing else",
        )
        self.note(
            "Basic",
            deck,
            Front="Solve \\(x^2 = 4\\)<br>for <i>x</i> &lt; 0",
            Back="<ul><li>x = &minus;2</li><li>x<sup>2</sup> = 4</li></ul>",
        )
        self.note("Basic", deck, Front="<img src='cell.png'>", Back="a cell")
        self.note("Basic", deck, Front="Name this animal. <img src='fox.jpg'>", Back="fox")
        cloze = self.note(
            "Cloze",
            deck,
            "physics",
            Text="{{c1::Newton::a person}} wrote the {{c2::Principia}}; "
            "{{c1::he}} published it in {{c3::1687::year}}.",
            Back_Extra="The full title is in <i>Latin</i>.",
        )
        cards = cloze.cards()
        self.reviews(cards[0], [(50, 3, 0), (49, 3, 0), (40, 3, 1)], 30)
        self.reviews(cards[2], [(50, 1, 0), (50, 3, 0), (48, 3, 1)], 12)
        nested = self.note(
            "Cloze", deck, Text="{{c1::The heart has {{c2::four}} chambers}}, not three."
        )
        self.reviews(nested.cards()[1], [(9, 3, 0), (8, 3, 0)], 6)

    def custom(self) -> None:
        models = self.col.models
        kind = models.new("Element")
        for name in ("Name", "Symbol", "Number", "Clue", "Extra", "Secret"):
            models.add_field(kind, models.new_field(name))
        for name, front, back in (
            (
                "Symbol",
                "Symbol of {{Name}}?{{#Clue}}<br>{{hint:Clue}}{{/Clue}}",
                "{{FrontSide}}<hr id=answer>Answer:<br>{{Symbol}}<br>Number {{Number}}"
                "{{#Extra}}<div>{{Extra}}</div>{{/Extra}}",
            ),
            ("Number", "{{text:Name}} ({{Symbol}}): which number?", "{{Name}}<br>{{Number}}"),
        ):
            template = models.new_template(name)
            template["qfmt"], template["afmt"] = front, back
            models.add_template(kind, template)
        models.add_dict(kind)
        gold = self.note(
            "Element",
            "Science::Chemistry",
            Name="gold",
            Symbol="Au",
            Number="79",
            Clue="Think of the Latin word.",
            Extra="It does not rust.",
            Secret="for the editor alone",
        )
        self.reviews(gold.cards()[0], [(20, 3, 0), (19, 3, 0)], 15)
        self.reviews(gold.cards()[1], [(20, 2, 0), (19, 3, 0)], 4)
        self.col.add_image_occlusion_notetype()
        occlusion = models.by_name("Image Occlusion")
        note = self.col.new_note(occlusion)
        note["Occlusion"] = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}<br>"
        note["Image"] = "<img src='map.png'>"
        note["Header"] = "Where is it?"
        self.col.add_note(note, self.col.decks.id("Science"))

    def states(self) -> None:
        """Cards in every possible state."""
        deck = "States"

        def one(name: str) -> Any:
            return self.note("Basic", deck, Front=f"state: {name}", Back=name).cards()[0]

        one("new")
        suspended = one("suspended")
        self.reviews(suspended, [(60, 3, 0), (59, 3, 0), (40, 1, 1), (40, 3, 2)], 20)
        self.col.sched.suspend_cards([suspended.id, one("suspended and new").id])
        buried = one("buried")
        self.reviews(buried, [(10, 3, 0), (9, 3, 0)], 9)
        self.col.sched.bury_cards([buried.id])
        flagged = one("flagged")
        self.reviews(flagged, [(10, 3, 0), (9, 4, 0)], 30)
        self.col.set_user_flag_for_cards(1, [flagged.id])
        reset = one("reset")
        self.reviews(reset, [(30, 3, 0), (29, 3, 0), (20, 1, 1)], 5)
        self.col.sched.schedule_cards_as_new([reset.id])
        moved = one("moved to another day")
        self.reviews(moved, [(30, 3, 0), (29, 3, 0), (20, 3, 1)], 30)
        self.col.sched.set_due_date([moved.id], "5")
        overdue = one("overdue")
        self.reviews(overdue, [(90, 3, 0), (89, 3, 0)], 9)
        learning = one("learning")
        self.answer(learning, 3)
        relearning = one("relearning")
        self.reviews(relearning, [(30, 3, 0), (29, 3, 0)], 29)
        self.answer(relearning, 1)
        easy = one("easy at once")
        self.answer(easy, 4)
        early = one("reviewed early")
        self.reviews(early, [(30, 3, 0), (29, 3, 0), (5, 3, 3)], 50)
        crammed = one("crammed")
        self.reviews(crammed, [(30, 3, 0), (29, 3, 0), (3, 1, 3)], 60, cram_last=True)
        self.filtered()

    def filtered(self) -> None:
        from anki.decks import FilteredDeckConfig

        card = self.note("Basic", "States", Front="state: in a filtered deck", Back="f").cards()[0]
        self.reviews(card, [(30, 3, 0), (29, 3, 0)], 40)
        deck = self.col.sched.get_or_create_filtered_deck(0)
        deck.name = "Filtered"
        deck.config.reschedule = True
        del deck.config.search_terms[:]
        deck.config.search_terms.append(
            FilteredDeckConfig.SearchTerm(search=f"cid:{card.id}", limit=10, order=0)
        )
        self.col.sched.add_or_update_filtered_deck(deck)

    def answer(self, card: Any, rating: int) -> None:
        """Answer with Anki's own scheduler, now."""
        from anki.scheduler.v3 import CardAnswer

        card = self.col.get_card(card.id)
        card.start_timer()
        states = self.col._backend.get_scheduling_states(card.id)
        chosen = CardAnswer.Rating.values()[rating - 1]
        self.col.sched.answer_card(
            self.col.sched.build_answer(card=card, states=states, rating=chosen)
        )

    def reviews(
        self, card: Any, rows: list[tuple[int, int, int]], interval: int, cram_last: bool = False
    ) -> None:
        """A history: (days ago, rating, kind) of each review, after which the card is in review."""
        last = 0
        for number, (ago, rating, kind) in enumerate(rows):
            self.next_id += 7
            key = self.now - ago * DAY + self.next_id * 1000
            is_cram = cram_last and number == len(rows) - 1
            self.col.db.execute(
                "insert into revlog values (?,?,-1,?,?,?,?,?,?)",
                key, card.id, rating, interval, 1, 0 if is_cram else 2500, 4000 + number, kind,
            )  # fmt: skip
            last = last if is_cram else ago
        card = self.col.get_card(card.id)
        card.type, card.queue = 2, 2
        card.ivl = interval
        card.factor = 2300
        card.due = self.col.sched.today - last + interval
        card.reps = len(rows)
        card.lapses = sum(rating == 1 and kind == 1 for _, rating, kind in rows)
        self.col.update_card(card)
        if self.fsrs:
            from anki.cards import FSRSMemoryState

            state = self.col._backend.compute_memory_state(card.id)
            card = self.col.get_card(card.id)
            card.memory_state = FSRSMemoryState(
                stability=state.state.stability, difficulty=state.state.difficulty
            )
            card.desired_retention, card.decay = 0.9, 0.1542
            self.col.update_card(card)


def facts(col: Any) -> dict[str, Any]:
    """What Anki itself says about a collection."""
    today = date.today() if time.localtime().tm_hour >= 4 else date.today() - timedelta(days=1)
    cards = []
    for number in col.find_cards("", order="c.id asc"):
        card = col.get_card(number)
        state = card.memory_state
        due = card.odue or card.due
        cards.append(
            {
                "front": col.get_note(card.nid).fields[0],
                "guid": col.get_note(card.nid).guid,
                "ord": card.ord,
                "deck": col.decks.name(card.odid or card.did),
                "type": card.type,
                "suspended": card.queue == -1,
                "interval": card.ivl,
                "reps": card.reps,
                "lapses": card.lapses,
                "due": (today + timedelta(days=due - col.sched.today)).isoformat()
                if card.type == 2
                else "",
                "stability": round(state.stability, 4) if state else None,
                "difficulty": round(state.difficulty, 3) if state else None,
                "answers": [
                    list(row)
                    for row in col.db.all(
                        "select id, ease, time from revlog where cid = ? and ease > 0 "
                        "and type < 4 order by id",
                        card.id,
                    )
                ],
            }
        )
    return {
        "notes": col.note_count(),
        "cards": col.card_count(),
        "revlog": col.db.scalar("select count() from revlog"),
        "each card": cards,
    }


def export(col: Any, path: Path, *, legacy: bool) -> None:
    """Write a package with everything in it, as a user would."""
    from anki.collection import ExportAnkiPackageOptions

    if path.suffix == ".colpkg":
        col.export_collection_package(str(path), include_media=False, legacy=legacy)
        col.reopen()
        return
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=False, legacy=legacy
    )
    col.export_anki_package(out_path=str(path), options=options, limit=None)


def main() -> None:
    """Write the packages that the tests read."""
    DATA.mkdir(exist_ok=True)
    for name, fsrs in (("fsrs", True), ("sm2", False)):
        with tempfile.TemporaryDirectory() as folder:
            col = build(Path(folder) / "collection.anki2", fsrs=fsrs)
            said = json.dumps(facts(col), indent=1, ensure_ascii=False)
            (DATA / f"{name}.json").write_text(said + "\n", encoding="utf-8")
            export(col, DATA / f"{name}-old.apkg", legacy=True)
            export(col, DATA / f"{name}-new.apkg", legacy=False)
            if fsrs:
                export(col, DATA / f"{name}-old.colpkg", legacy=True)
                export(col, DATA / f"{name}-new.colpkg", legacy=False)
            col.close()
    for path in sorted(DATA.iterdir()):
        print(f"{path.stat().st_size:>8} {path.name}")


if __name__ == "__main__":
    main()
