"""Rounds in the browser, without its script: every kind of card, every mode, a bad network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from quiz.game.game import Game
from quiz.game.mode_keys import MODE_KEYS
from quiz.game.play import play_mode
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.serve import pages
from quiz.serve.game_thread import GameThread
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.storage.log.store_errors import StoreError
from tests.serve.conftest import ORIGIN, Browser

MODES = [mode.value for mode in MODE_KEYS]


def card_of(browser: Browser) -> str:
    """Which card is asked, by its prompt."""
    names = {
        "capital": "choice", "river": "typed", "is a lake": "cloze", "fraction": "flash",
        "Baltic": "list", "in order": "sequence", "salty": "truth", "country": "region",
        "red": "two",
    }  # fmt: skip
    prompt = re.search(r'id="prompt".*?</div>', browser.page, re.S)
    assert prompt
    return next(name for text, name in names.items() if text in prompt[0])


def ask(browser: Browser, name: str, mode: str = "quiz") -> None:
    """Go to this card."""
    browser.play(mode, "kinds")
    while card_of(browser) != name:
        browser.do("skip")
        browser.do("next")
    assert browser.stage == "asking"


def answer_rightly(browser: Browser) -> None:
    """Answer the open question, whichever way it is asked."""
    texts = {
        "typed": "Ishim",
        "cloze": "Balkhash",
        "region": "",
        "choice": "Astana",
        "two": "rouge",
    }
    if 'name="picked"' in browser.page:
        tiles = re.findall(r'data-key="(\w)" [^>]*"tile tile-\d"', browser.page)
        browser.do(f"pick:{tiles[0]}", picked=tiles[-1])
        return
    name = card_of(browser)
    if 'value="reveal"' in browser.page:
        browser.do("reveal")
        browser.do("answer:3")
    elif name == "list":
        browser.do("answer", text=["Estonia", "Latvia", "Lithuania"])
    elif name == "sequence":
        browser.do("answer", text=order(browser))
    elif name == "truth":
        browser.do("answer:1")
    elif 'class="answer line"' in browser.page:
        told = texts[name] or region(browser)
        browser.do("answer", text=told)
    else:
        browser.do(f"answer:{browser.option(texts[name] or region(browser))}")


def region(browser: Browser) -> str:
    """The name of the asked region."""
    key = re.search(r'src="/media/([^/]+)/', browser.page)
    assert key
    card = browser.thread.do(lambda game: game.card(key[1]))
    assert card
    return card.answer


def order(browser: Browser) -> str:
    steps = re.findall(r'data-number="(\d+)".*?class="text">(\w+)<', browser.page, re.S)
    places = {text: number for number, text in steps}
    return " ".join(places[step] for step in ("first", "second", "third", "fourth"))


# ── kinds ───────────────────────────────────────────────────────────────────────


def test_a_choice_is_marked_in_its_place(browser: Browser) -> None:
    ask(browser, "choice")
    assert "<strong>capital</strong>" in browser.page
    browser.do(f"answer:{browser.option('Bishkek')}")
    assert "Not quite" in browser.text
    assert "Bishkek (your answer)" in browser.text
    assert "Astana (right)" in browser.text
    assert "Since <em>1997</em>." in browser.page
    assert "Source: an atlas" in browser.text


def test_a_typed_answer_shows_where_it_differs(browser: Browser) -> None:
    ask(browser, "typed")
    browser.do("answer", text="Ishym")
    assert "Right!" in browser.text
    assert "<ins>i</ins>" in browser.page
    assert "<del>y</del>" in browser.page
    assert browser.answers[-1].response == "Ishym"


def test_an_empty_answer_is_no_answer(browser: Browser) -> None:
    ask(browser, "typed")
    before = browser.step
    browser.do("answer", text="  ")
    assert "Type an answer" in browser.text
    assert (browser.stage, browser.step) == ("asking", before)


def test_a_flashcard_is_shown_then_rated(browser: Browser) -> None:
    ask(browser, "flash")
    assert "anybody can see" not in browser.page
    assert "<mfrac>" in browser.page
    browser.do("reveal")
    assert "anybody can see" in browser.page
    # Loading the page anew shows the same.
    assert "anybody can see" in browser.get()
    browser.do("answer:2")
    assert browser.answers[-1].rating is Rating.HARD


def prompt(browser: Browser) -> str:
    found = re.search(r'id="prompt"[^>]*>(.*?)</div>', browser.page, re.S)
    assert found
    return re.sub(r"<[^>]*>", "", found[1]).strip()


@pytest.mark.parametrize("response", ["Balkhash", "Aral", ""])
def test_an_answered_cloze_shows_its_text_without_gaps(browser: Browser, response: str) -> None:
    ask(browser, "cloze")
    assert prompt(browser) == "[…] is a lake."
    if response and 'class="answer line"' in browser.page:
        browser.do("answer", text=response)
    else:
        browser.do("skip")
    assert prompt(browser) == "Balkhash is a lake."
    assert browser.text.count("Balkhash is a lake.") == 1
    browser.do("undo")
    assert prompt(browser) == "[…] is a lake."


def test_a_list_is_partly_right(browser: Browser) -> None:
    ask(browser, "list")
    browser.do("answer", text=["estonia", "", "Russia"])
    assert "Partly right, 33%" in browser.text
    assert "missing: Latvia" in browser.text
    assert "wrong: Russia" in browser.text


def test_steps_are_answered_by_their_numbers(browser: Browser) -> None:
    ask(browser, "sequence")
    browser.do("answer", text="1 1 2 3")
    assert "Please give each number from 1 to 4 once" in browser.text
    # What was typed stays.
    assert 'value="1 1 2 3"' in browser.page
    browser.do("answer", text=order(browser))
    assert "Right!" in browser.text


def test_a_statement_is_true_or_false(browser: Browser) -> None:
    ask(browser, "truth")
    browser.do("answer:2")
    assert "Not quite" in browser.text
    assert "True (right)" in browser.text


def test_a_region_is_covered_until_the_answer_is_told(browser: Browser) -> None:
    ask(browser, "region")
    (covered,) = re.findall(r'<img src="([^"]+)" alt="a map without names', browser.page)
    browser.do("skip")
    (open_now,) = re.findall(r'<img src="([^"]+)" alt="a map without names', browser.page)
    assert covered.rpartition("/")[0] == open_now.rpartition("/")[0]
    pictures = [browser.client.get(path) for path in (covered, open_now)]
    assert [each.headers["content-type"] for each in pictures] == ["image/png"] * 2
    assert pictures[0].content != pictures[1].content


@pytest.mark.parametrize("seal", ["", "/", "/x", "?told=1", "/é", "/" + "0" * 64])
def test_no_picture_can_be_seen_before_a_page_shows_it(browser: Browser, seal: str) -> None:
    ask(browser, "region")
    (shown,) = re.findall(r'<img src="([^"]+)" alt="a map without names', browser.page)
    picture = browser.client.get(shown).content
    assert browser.client.get(shown.rpartition("/")[0] + seal).status_code in (404, 405)
    assert browser.client.get(f"{shown}?told=1").content == picture


@pytest.mark.parametrize(
    "number",
    [
        "answer:0",
        "answer:5",
        "answer:",
        "answer:x",
        "answer:²",
        "answer:99999999999",
        "answer:00012",
    ],
)
def test_there_are_only_the_options_on_the_page(browser: Browser, number: str) -> None:
    ask(browser, "choice")
    browser.do(number)
    assert "Please answer with a number from 1 to 4" in browser.text
    assert browser.stage == "asking"


# ── rounds ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", MODES)
def test_a_round_of_each_mode_comes_to_its_summary(browser: Browser, mode: str) -> None:
    browser.play("quiz", "kinds")
    while browser.stage != "over":
        # What follows needs cards that were seen, and mistakes.
        browser.do("skip" if browser.stage == "asking" else "next")
    browser.clock.advance(3 * 24 * 3600)
    browser.get("/")
    browser.play(mode, "" if mode == "challenge" else "kinds")
    assert browser.stage in ("asking", "showing") or mode == "learn", browser.text
    asked = 0
    while browser.stage not in ("over", ""):
        stage = browser.stage
        if stage == "asking":
            asked += 1
            answer_rightly(browser)
        else:
            browser.do("next")
        assert browser.status == 200
        if asked > 100:
            browser.do("finish")
    assert asked or mode == "learn"


def test_learn_shows_a_new_card_before_it_asks(browser: Browser) -> None:
    browser.play("learn", "kinds")
    assert browser.stage == "showing"
    assert "Got it" in browser.text
    browser.do("next")
    assert browser.answers == []


def test_a_new_cloze_is_shown_without_gaps(browser: Browser) -> None:
    browser.play("learn", "kinds")
    while card_of(browser) != "cloze":
        browser.do("next" if browser.stage == "showing" else "skip")
    assert browser.stage == "showing"
    assert prompt(browser) == "Balkhash is a lake."


def test_an_exam_tells_nothing_before_its_end(browser: Browser) -> None:
    browser.play("exam", "kinds")
    browser.do("skip")
    assert browser.stage == "asking"
    assert "Now you know" not in browser.text
    browser.do("finish")
    assert "Handed in early" in browser.text


def test_a_blitz_ends_when_its_time_is_up(browser: Browser) -> None:
    browser.play("blitz", "kinds")
    assert 'data-seconds="60.0"' in browser.page
    browser.clock.advance(10)
    assert 'data-seconds="50.0"' in browser.get()
    browser.do("skip")
    browser.do("next")
    browser.clock.advance(60)
    late = browser.do("skip")
    assert browser.stage == "over"
    assert "Time is up!" in late
    assert len(browser.answers) == 1


def _tiles(browser: Browser) -> dict[str, str]:
    """The open tiles of a board, by their keys."""
    found = re.findall(r'data-key="(\w)"([^>]*)>\s*<span class="text">(.*?)</?span', browser.page)
    return {key: text for key, marks, text in found if "disabled" not in marks}


def _pair(browser: Browser, prompt: str, *, right: bool) -> tuple[str, str]:
    """Keys of two tiles: a prompt and its answer, or another answer."""
    tiles = _tiles(browser)
    answer = tiles[prompt].replace("Town", "Land")
    return prompt, next(
        key for key, text in tiles.items() if key.isalpha() and (text == answer) is right
    )


@pytest.fixture
def board(browser: Browser, library: Path) -> Browser:
    """A browser with a board of Match."""
    cards = "".join(f"  - {{prompt: Town {n}, answer: Land {n}}}\n" for n in range(6))
    (library / "towns.yaml").write_text(f"title: Towns\ncards:\n{cards}")
    browser.play("match", "towns")
    return browser


def test_a_board_is_paired_without_a_script(board: Browser) -> None:
    for number in "123456":
        prompt, answer = _pair(board, number, right=True)
        board.do(f"pick:{prompt}")
        assert re.search(rf'data-key="{prompt}" aria-pressed="true"', board.page)
        board.do(f"pick:{answer}")
        if number != "6":
            assert f"Right. {6 - int(number)} to go." in board.text
            assert prompt not in _tiles(board)
            assert answer not in _tiles(board)
    assert board.stage == "over"
    assert "6 pairs in 24.0 s, 0 wrong tries" in board.text
    assert [answer.mode for answer in board.answers] == [Mode.MATCH] * 6


def test_a_pair_from_one_page_is_sent_at_once_and_counts_once(board: Browser) -> None:
    prompt, answer = _pair(board, "1", right=True)
    fields = {"do": f"pick:{prompt}", "picked": answer, "step": board.step, "away": "1500"}
    board.clock.advance(4)
    for _ in range(3):
        board.post(**fields)
        assert [each.ms for each in board.answers] == [2500]
    assert "1 of 6 pairs" in board.text
    assert board.get() == board.page


def test_a_wrong_try_is_marked_and_costs_three_seconds(board: Browser) -> None:
    prompt, answer = _pair(board, "2", right=False)
    board.do(f"pick:{answer}", picked=prompt)
    assert "No, these are no pair: 3 seconds more." in board.text
    assert board.text.count("(no pair)") == 2
    assert 'data-taken="5.0"' in board.page
    board.do(f"pick:{prompt}")
    assert "(no pair)" not in board.text
    board.do(f"pick:{prompt}")
    assert 'aria-pressed="true"' not in board.page


def test_the_next_board_knows_the_record(board: Browser) -> None:
    for wait in (5, 1):
        for number in "123456":
            board.clock.advance(wait)
            prompt, answer = _pair(board, number, right=True)
            board.do(f"pick:{prompt}", picked=answer)
        if wait == 5:
            board.do("again")
            assert "record 42.0 s" in board.text
            assert board.stage == "asking"
    assert "New record; the old one was 42.0 s." in board.text


def test_a_board_that_was_left_waits_at_home(board: Browser) -> None:
    prompt, answer = _pair(board, "3", right=True)
    board.do(f"pick:{prompt}", picked=answer)
    board.get("/")
    assert "Go on: Match, 1 of 6 pairs" in board.text


def test_two_cards_make_no_board(browser: Browser, library: Path) -> None:
    cards = "".join(f"  - {{prompt: Town {n}, answer: Land {n}}}\n" for n in range(2))
    (library / "two.yaml").write_text(f"title: Two\ncards:\n{cards}")
    browser.play("match", "two")
    assert "Match needs three cards or more" in browser.text


@pytest.mark.parametrize("key", ["", "7", "g", "1 ", "x" * 9, "\0", "²"])
def test_there_are_only_the_tiles_on_the_page(board: Browser, key: str) -> None:
    before = board.page
    board.do(f"pick:{key}", picked=key)
    assert (board.status, len(board.answers)) == (200, 0)
    assert board.step == "0"
    assert _tiles(board).keys() == set("123456abcdef")
    assert re.sub(r"\d+\.\d", "", board.page) == re.sub(r"\d+\.\d", "", before)


def test_a_prompt_of_gravity_lands_when_its_time_is_over(browser: Browser) -> None:
    browser.play("gravity", "kinds")
    falls = float(browser.page.split('data-falls="')[1].split('"')[0])
    browser.clock.advance(falls / 2)
    assert f'data-seconds="{falls / 2:.1f}"' in browser.get()
    assert "Without JavaScript nothing falls here" in browser.text
    browser.clock.advance(falls)
    answer_rightly(browser)
    assert "A life lost: 2 lives left." in browser.text
    assert "Too late: it has landed" in browser.text
    assert browser.answers[-1].credit == 0.0
    assert "data-falls" not in browser.page


def test_a_prompt_that_landed_unseen_falls_again(browser: Browser) -> None:
    browser.play("gravity", "kinds")
    falls, step = browser.page.split('data-falls="')[1].split('"')[0], browser.step
    browser.clock.advance(3600)
    # The page from before asks for nothing any more.
    browser.get()
    browser.post(do="skip", step=step)
    assert browser.answers == []
    assert f'data-seconds="{float(falls):.1f}"' in browser.page
    answer_rightly(browser)
    assert browser.answers[-1].correct


def test_time_in_which_a_prompt_could_not_be_seen_is_given_back(browser: Browser) -> None:
    browser.play("gravity", "kinds")
    browser.clock.advance(60)
    texts = {"typed": "Ishim", "cloze": "Balkhash", "two": "rouge"}
    text = texts.get(card_of(browser)) or region(browser)
    browser.do("answer", text=text, away="59000")
    assert "Right!" in browser.text
    assert browser.answers[-1].ms == 3000


def test_survival_has_lives(browser: Browser) -> None:
    browser.play("survival", "kinds")
    for _ in range(2):
        browser.do("skip")
        browser.do("next")
    assert 'aria-label="1 life"' in browser.page
    browser.do("skip")
    browser.do("next")
    assert "Game over" in browser.text


def test_nothing_to_ask_says_why_and_offers_more(browser: Browser) -> None:
    browser.play("mistakes", "kinds")
    assert "No recent mistakes" in browser.text
    browser.play("review", "kinds")
    assert "to learn" in browser.text
    more = re.search(r'href="(/round/[^"]+)"', browser.page)
    assert more
    browser.get(more[1])
    assert browser.stage == "showing"


def test_a_hint_costs_half(browser: Browser) -> None:
    ask(browser, "choice")
    browser.do("hint")
    assert "It means capital." in browser.text
    browser.do(f"answer:{browser.option('Astana')}")
    assert "hint" in browser.text
    assert browser.answers[-1].hinted


def test_an_answer_can_be_rated_anew_and_undone(browser: Browser) -> None:
    ask(browser, "choice")
    browser.do(f"answer:{browser.option('Astana')}")
    browser.do("rate:4")
    assert browser.answers[-1].rating is Rating.EASY
    before = len(browser.answers)
    browser.do("undo")
    assert browser.stage == "asking"
    assert len(browser.answers) == before - 1


def test_a_card_is_flagged_buried_and_suspended(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    browser.do("flag")
    assert "Flagged." in browser.text
    first = card_of(browser)
    browser.do("bury")
    assert "Buried until tomorrow." in browser.text
    assert card_of(browser) != first
    second = card_of(browser)
    browser.do("suspend")
    assert card_of(browser) != second
    browser.do("undo")
    assert card_of(browser) == second


def test_the_summary_leads_on(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    browser.do("skip")
    browser.do("next")
    browser.do("finish")
    assert browser.stage == "over"
    assert "0 of 1 right" in browser.text
    browser.do("resume")
    assert browser.stage == "asking"
    browser.do("finish")
    summary, last = browser.path, browser.step
    browser.do("missed")
    missed = browser.path
    assert missed != summary
    # The same request again leads to the same round.
    browser.post(summary, do="missed", step=last)
    assert browser.path == missed
    browser.do("finish")
    browser.do("again")
    assert browser.stage == "asking"
    assert browser.path not in (summary, missed)


# ── a bad network ───────────────────────────────────────────────────────────────


def test_an_answer_sent_twice_counts_once(browser: Browser) -> None:
    ask(browser, "choice")
    path, step, right = browser.path, browser.step, browser.option("Astana")
    before = len(browser.answers)
    for _ in range(3):
        browser.post(path, do=f"answer:{right}", step=step)
        assert "Right!" in browser.text
    assert len(browser.answers) == before + 1
    browser.do("next")
    # Even when the round has gone on.
    browser.post(path, do=f"answer:{right}", step=step)
    assert len(browser.answers) == before + 1
    assert browser.stage != "feedback"


def test_next_sent_twice_skips_nothing(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    browser.do("skip")
    path, step = browser.path, browser.step
    browser.post(path, do="next", step=step)
    asked = card_of(browser)
    browser.post(path, do="next", step=step)
    assert card_of(browser) == asked


def test_a_second_tab_does_no_harm(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    path, step = browser.path, browser.step
    browser.do("skip")
    browser.do("next")
    asked = card_of(browser)
    # The other tab still shows the first question.
    browser.post(path, do="skip", step=step)
    assert card_of(browser) == asked
    assert len(browser.answers) == 1


def test_loading_a_page_anew_changes_nothing(browser: Browser) -> None:
    ask(browser, "choice")
    before = len(browser.answers)
    page = browser.page
    assert browser.get() == page
    browser.do(f"answer:{browser.option('Astana')}")
    page = browser.page
    assert browser.get() == page
    assert len(browser.answers) == before + 1


def test_an_answer_is_acknowledged_only_when_it_is_on_disk(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(browser, "typed")
    before = len(browser.answers)

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", full)
        browser.clock.advance(1)
        response = browser.client.post(
            browser.path,
            data={"do": "answer", "step": browser.step, "text": "Ishim"},
            follow_redirects=False,
        )
        assert response.status_code == 503
        assert "the disk is full" in response.text
        assert 'value="Ishim"' in response.text
        assert "Right!" not in response.text
    browser.get()
    assert browser.stage == "asking"
    browser.do("answer", text="Ishim")
    assert "Right!" in browser.text
    assert len(browser.answers) == before + 1


def test_what_was_answered_is_in_the_history_on_disk(browser: Browser, home: Path) -> None:
    browser.play("quiz", "kinds")
    browser.do("skip")
    other = Store.open(home)
    assert len(other.events("ada")) == 1
    other.close()


def test_a_round_that_was_left_waits_on_the_home_page(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    browser.do("skip")
    path = browser.path
    browser.get("/")
    assert f'href="{path}"' in browser.page
    assert "Go on: Quiz, Question 1 of" in browser.text


def test_a_round_that_is_forgotten_says_so(browser: Browser) -> None:
    browser.get("/round/00000000")
    assert browser.status == 410
    assert "All your answers are saved." in browser.text


def test_time_away_is_no_time_of_the_answer(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    browser.clock.advance(50)
    browser.do("skip", away="48000")
    browser.do("next")
    browser.do("skip", away="nonsense")
    assert [answer.ms for answer in browser.answers] == [4_000, 2_000]


def test_a_round_after_which_nothing_is_left_says_so(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    browser.do("finish")
    summary = browser.path
    browser.do("missed")
    # Nothing was missed.
    assert "You can still play other modes" in browser.text
    assert browser.path == summary


def test_a_pair_is_acknowledged_only_when_it_is_on_disk(
    board: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt, answer = _pair(board, "1", right=True)
    board.do(f"pick:{prompt}")
    page = board.page

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", full)
        board.do(f"pick:{answer}")
        assert board.status == 503
        assert "the disk is full. This was not saved" in board.text
        assert "0 of 6 pairs" in board.text
    board.do(f"pick:{answer}")
    assert "Right. 5 to go." in board.text
    assert len(board.answers) == 1
    assert page != board.page


def test_what_cannot_be_read_is_one_message(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(game: Game) -> str:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(pages, "statistics_page", broken)
    browser.get("/statistics")
    assert browser.status == 503
    assert "the disk is gone" in browser.text


def test_an_internal_error_shows_no_traceback(
    thread: GameThread, sessions: Sessions, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def broken(game: Game) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(pages, "statistics_page", broken)
    app = Site(thread, sessions, complain=told.append).app(["testserver"])
    client = TestClient(
        app, base_url=ORIGIN, headers={"origin": ORIGIN}, raise_server_exceptions=False
    )
    client.post(f"/in/{sessions.new_link()}")
    response = client.get("/statistics")
    assert response.status_code == 500
    assert "Something in the game went wrong" in response.text
    assert "Traceback" not in response.text
    assert "content-security-policy" in response.headers
    assert told == [
        f"internal error (ZeroDivisionError); every answer is saved, details are in "
        f"{home / 'crash.txt'}"
    ]


def test_decks_in_folders_are_on_the_folder_s_page(browser: Browser, library: Path) -> None:
    inner = library / "far" / "away"
    inner.mkdir(parents=True)
    for folder in (library / "far", inner):
        text = f"title: In {folder.name}\ncards:\n  - {{prompt: p, answer: a}}\n"
        (folder / "deep.yaml").write_text(text)
    assert "In far" not in browser.get("/")
    assert 'href="/deck?name=far/"' in browser.page
    assert "In far" in browser.get("/deck?name=far/")
    assert "In away" not in browser.page
    assert "In away" in browser.get("/deck?name=far/away/")
    browser.play("quiz", "far/")
    assert browser.stage == "asking"


def test_files_that_never_change_are_kept_and_packed(browser: Browser) -> None:
    address = re.search(r'href="(/static/quiz.css[^"]*)"', browser.get("/"))
    assert address
    headers = browser.client.get(address[1]).headers
    assert "immutable" in headers["cache-control"]
    assert headers["content-encoding"] == "gzip"
    assert browser.client.get("/").headers["cache-control"] == "no-store"


# ── the other pages ─────────────────────────────────────────────────────────────


def test_home_shows_decks_and_today(browser: Browser) -> None:
    home = browser.get("/")
    assert "All kinds" in home
    assert "answers today" in home
    browser.play("quiz", "kinds")
    browser.do("skip")
    browser.get("/")
    assert "1/30 answers today" in browser.text.replace("1 /30", "1/30")


def test_a_deck_has_a_page(browser: Browser) -> None:
    browser.get("/deck?name=kinds")
    assert "A card of each kind" in browser.text
    browser.get("/deck?name=nothing")
    assert browser.status == 404


def test_home_sees_what_was_played_in_a_terminal(browser: Browser, home: Path) -> None:
    browser.play("quiz", "kinds")
    store = Store.open(home)
    folder = browser.thread.do(lambda game: next(iter(game.decks.values())).path.parent)
    terminal = Game(store, [folder], Settings(), "ada", clock=browser.clock, seed=3)
    play = play_mode(terminal, Mode.QUIZ, ["kinds"])
    play.submit(None)
    play.next()
    browser.do("skip")
    play.submit(None)
    terminal.close()
    browser.get("/")
    assert "3/30 answers today" in browser.text.replace("3 /30", "3/30")


def test_statistics_are_empty_then_full(browser: Browser) -> None:
    assert "No answers yet" in browser.get("/statistics")
    browser.play("quiz", "kinds")
    browser.do("skip")
    browser.get("/statistics")
    assert "Answers 1 (1 free guess)" in browser.text
    assert "Due in the next 30 days" in browser.text


@pytest.mark.parametrize("fields", [{}, {"mode": "x"}, {"deck": "nothing"}])
def test_what_cannot_be_started_leads_nowhere(browser: Browser, fields: dict[str, str]) -> None:
    browser.post("/play", **fields)
    assert (browser.status == 404) is bool(fields)
