"""Whatever stands in the files of another device, a sync goes on, and so does the game."""

from __future__ import annotations

from pathlib import Path

from quiz.game.figures import statistics_of
from quiz.game.play import play_mode
from quiz.game.reasons import reasons_of
from quiz.history.kinds import Mode
from quiz.storage.log.validity import LONGEST_MS
from quiz.storage.sync.lines import event_line, head_line, read_lines
from tests.factories import EVENING, answer
from tests.hostile_events import hostile_lines, line
from tests.storage.sync.devices import ADA, Device

DECK = "title: Words\ncards:\n  - {prompt: one, answer: eins}\n  - {prompt: two, answer: zwei}\n"

STATEMENTS = [
    {"kind": "setting", "name": "new_per_day", "is": 10**30},
    {"kind": "setting", "name": "x" * 1_000, "is": [[[[]]]]},
    {"kind": "setting", "name": "day_start_hour", "is": "\x1b[31m"},
    {"kind": "deck", "name": "../../away.yaml", "is": {"file": "0" * 64}},
    {"kind": "deck", "name": "words.yaml", "is": {"gone": {"x": 1}}},
    {"kind": "deck", "name": "words.yaml", "is": {"gone": [1, None, {}]}},
    {"kind": "deck", "name": "n.yaml", "is": None},
    {"kind": "media", "name": "/etc/passwd", "is": "0" * 64},
    {"kind": "media", "name": "a\\..\\b.png", "is": 7},
    {"kind": "player", "name": ADA, "is": {"name": "x" * 100_000}},
    {"kind": "player", "name": "not an id", "is": 7},
    {"kind": "weights", "name": ADA, "is": [1e308] * 1_000},
    {"kind": "nonsense", "name": "", "is": {}},
]  # fmt: skip


def test_times_of_which_sums_would_be_too_large_are_held() -> None:
    for ms, held in ((LONGEST_MS, 0), (LONGEST_MS + 1, 1)):
        event = event_line(answer(ms=ms))
        found = read_lines(head_line("phone") + event, "", EVENING)
        assert (len(found.events), found.held) == (1 - held, held)


def test_hostile_lines_of_another_device(tmp_path: Path) -> None:
    ada = Device(tmp_path)
    ada.write(DECK)
    ada.sync()
    keys = [*ada.keys.values()]
    before = [*map(str, sorted(ada.decks.rglob("*")))]
    other = ada.folder / "other-00000000"
    other.mkdir()
    said = [
        line({"what": "said", "at": at, **each})
        for each in STATEMENTS
        for at in (EVENING, 0, -1, 2**70, "now")
    ]
    rows = hostile_lines(keys, EVENING, "words")
    (other / "events-0000.jsonl").write_bytes(b"".join([head_line(other.name), *said, *rows]))
    report = ada.sync()
    assert report.received
    assert report.held
    assert [*map(str, sorted(ada.decks.rglob("*")))] == before
    with ada.game() as game:
        statistics_of(game)
        reasons_of(game)
        game.today_by_deck()
        for mode in Mode:
            if mode is not Mode.MATCH:
                play_mode(game, mode).submit(None)
