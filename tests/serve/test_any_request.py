"""Whatever a browser sends, in any order and more than once: no error, and nothing counts twice."""

from __future__ import annotations

from random import Random

import pytest

from quiz.game.mode_keys import MODE_KEYS
from tests.serve.conftest import Browser

DO = [
    "answer", "answer:1", "answer:2", "answer:3", "answer:9", "skip", "reveal", "hint", "rate:1",
    "rate:4", "rate:5", "next", "next", "next", "undo", "flag", "bury", "suspend", "expire",
    "finish", "resume", "again", "missed", "pick:1", "pick:2", "pick:a", "pick:b", "pick:f",
    "nonsense", "", ":", "rate", "answer:\0",
]  # fmt: skip
TEXTS = ["Ishim", "", "1 2 3 4", "4 3 2 1", "Estonia", "x" * 6_000, "\0", "\ud83d", "<b>", "1;2"]


@pytest.mark.parametrize("seed", range(12))
def test_any_requests_in_any_order(browser: Browser, seed: int) -> None:
    chance = Random(seed)
    modes = [mode.value for mode in MODE_KEYS]
    browser.play(chance.choice(modes), chance.choice(["", "kinds"]))
    for _ in range(80):
        if not browser.stage:
            browser.play(chance.choice(modes), chance.choice(["", "kinds"]))
            continue
        browser.clock.advance(chance.choice([0, 1, 30]))
        step = browser.step if chance.random() < 0.8 else str(chance.randint(-1, 40))
        fields = {
            "do": chance.choice(DO),
            "step": step,
            "text": [
                text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
                for text in chance.choices(TEXTS, k=chance.randint(0, 4))
            ],
            "picked": chance.choice(["", "1", "c", "9"]),
            "away": chance.choice(["", "0", "99999999999", "-1"]),
        }
        path, before = browser.path, len(browser.answers)
        browser.post(path, **fields)
        after = len(browser.answers)
        assert browser.status == 200, fields
        assert abs(after - before) <= 1, fields
        where, stage, now = browser.path, browser.stage, browser.step
        # The same again: a bad network, or an impatient thumb.
        if now != step or where != path:
            browser.post(path, **fields)
            assert (browser.status, len(browser.answers)) == (200, after), fields
            assert (browser.path, browser.stage, browser.step) == (where, stage, now), fields
