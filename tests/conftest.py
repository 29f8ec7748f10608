from __future__ import annotations

import gc
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
import textual.app
import textual.css.stylesheet
import textual.pilot

from quiz.__main__ import main
from quiz.game.game import Game
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from tests.factories import Clock, Run, plays
from tests.patience import PATIENCE
from tests.postgresql import address, new_address, postgresql
from tests.settling import drained, press, settle
from tests.stylesheets import parse_once

__all__ = ["address", "new_address", "postgresql"]

textual.pilot.wait_for_idle = settle  # type: ignore[attr-defined]
textual.app.wait_for_idle = drained  # type: ignore[attr-defined]
textual.pilot.Pilot.press = press  # type: ignore[method-assign]
textual.css.stylesheet.Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]
# The pilot gives up on a screen that is busy for half a minute.
textual.pilot.Pilot._wait_for_screen.__defaults__ = (PATIENCE,)

# Machines differ in speed and environment; tests must not.
# `--hypothesis-profile thorough` finds what a few examples miss.
hypothesis.settings.register_profile("quiz", deadline=None, max_examples=15)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1_000)
hypothesis.settings.load_profile("quiz")
for name in (
    "NO_COLOR",
    "TEXTUAL",
    "TEXTUAL_THEME",
    "TEXTUAL_ANIMATIONS",
    "PYTHONDONTWRITEBYTECODE",
):
    os.environ.pop(name, None)

# Widgets, events and examples are many and short-lived: collect garbage less often.
gc.set_threshold(50_000, 50, 50)

# These run the same lines many times: tracing is slow, and other tests cover the lines.
REPEATED = {"fuzz", "robust"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        law = isinstance(item, pytest.Function) and hypothesis.is_hypothesis_test(item.obj)
        if law or REPEATED & set(item.path.parts):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Imported modules stay; the garbage collector need not scan them."""
    gc.collect()
    gc.freeze()


# A test without its own home must not write into a real one.
_NOWHERE = tempfile.TemporaryDirectory(prefix="quiz-tests-")
os.environ["QUIZ_HOME"] = _NOWHERE.name

DECK = """\
title: "Mini [b]deck[/b]"
language: en
cards:
  - prompt: Which city is the capital of Kazakhstan?
    answer: Astana
    distractors: [Almaty, Shymkent, Bishkek]
    category: city
    hint: It means capital.
    explanation: It became the capital in 1997.
    source: an atlas
    id: capital
  - prompt: Which river flows through Astana?
    answer: Ishim
    accept: [Esil]
    category: river
  - cloze: "{{Balkhash}} is a lake of {{Kazakhstan}}."
    category: lake
  - term: retrievability
    definition: the probability that a card which was learnt before is recalled right now
  - prompt: Name the three Baltic states.
    list: [Estonia, [Latvia, Lettland], Lithuania]
    hint: Two begin with L.
  - prompt: Put these in order.
    sequence: [first, second, third]
  - statement: Half of Lake Balkhash is salty.
    answer: yes
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "home"
    monkeypatch.setenv("QUIZ_HOME", str(path))
    return path


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "mini.yaml").write_text(DECK, encoding="utf-8")
    return folder


@pytest.fixture
def make_game(home: Path, decks: Path) -> Callable[..., Game]:
    def make(*, own: Settings | None = None, player: str = "ada", seed: int | None = 7) -> Game:
        store = Store.open(home)
        plays(store, player)
        chosen = own or Settings(animations=False)
        return Game(store, [decks], chosen, player, clock=Clock(), seed=seed)

    return make


@pytest.fixture
def quiz(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line; gives its exit status, output and errors.

    answer: the reply of a player at a terminal. lines: the input of a pipe.
    """

    def run(
        *arguments: str | Path, lines: str = "", answer: str | None = None
    ) -> tuple[int, str, str]:
        stdin = io.StringIO(lines if answer is None else answer)
        monkeypatch.setattr(stdin, "isatty", lambda: answer is not None)
        monkeypatch.setattr("sys.stdin", stdin)
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run
