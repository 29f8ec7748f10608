"""Whole rounds in Chromium, at the size of a phone: keys and thumbs, reloads, a network that goes
away and comes back, and axe's rules for pages that everybody can use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.serve.conftest import Served

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

PHONE = {"width": 390, "height": 844}
NOT_OURS = ("Failed to load resource",)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=["dark", "light"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Phone:
    """A page in a browser that has come in."""

    def __init__(self, chromium: Any, served: Served, **options: Any) -> None:
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, **options}
        self.context = chromium.new_context(base_url=served.address, **options)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.context.new_page()
        self.served = served
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.goto(served.link())
        self.page.get_by_role("button", name="Let me in").click()
        self.page.get_by_role("heading", name="Decks", exact=True).wait_for()
        # What is measured now would be measured without the stylesheet.
        self.page.wait_for_load_state()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(NOT_OURS):
            self.complaints.append(message.text)

    def play(self, mode: str, deck: str = "kinds") -> None:
        self.page.goto(f"/deck?name={deck}")
        self.page.locator(f'button[name=mode][value="{mode}"]').click()
        self.page.locator("#main.round").wait_for()

    def _of(self, name: str) -> str:
        return str(self.page.locator("#main").get_attribute(f"data-{name}") or "")

    @property
    def stage(self) -> str:
        return self._of("stage")

    @property
    def way(self) -> str:
        """How the open question is answered."""
        ways = {
            "order": "[data-order]", "list": ".items", "typed": ".line",
            "reveal": '[value="reveal"]', "rate": ".ratings", "choice": ".tile:not([disabled])",
        }  # fmt: skip
        return next(name for name, each in ways.items() if self.page.locator(each).count())

    def then(self, act: Any) -> None:
        """Do something, and wait until the page has gone on."""
        step = self._of("step")
        self.served.clock.advance(2)
        act()
        self.page.locator(f'#main:not([data-step="{step}"])').wait_for(state="attached")

    def answer(self) -> None:
        """Answer the open question by thumb, however it is asked."""
        page, send = self.page, '.answer button.main[value="answer"]'
        match self.way:
            case "typed":
                page.locator("#text").fill("Ishim")
                self.then(page.locator(send).click)
            case "list":
                for number, text in enumerate(("Estonia", "Latvia", "Lithuania")):
                    page.locator("input[name=text]").nth(number).fill(text)
                self.then(page.locator(send).click)
            case "order":
                page.get_by_role("button", name="Move second up").click()
                self.then(page.locator(send).click)
            case "reveal":
                self.then(page.locator('[value="reveal"]').click)
                self.then(page.locator('.ratings [data-key="3"]').click)
            case "rate":
                self.then(page.locator('.ratings [data-key="3"]').click)
            case _:
                self.then(page.locator(".tile").first.click)

    def go_on(self) -> None:
        self.then(self.page.locator("[data-next]").click)


@pytest.fixture
def phone(chromium: Any, served: Served) -> Iterator[Phone]:
    found = Phone(chromium, served)
    yield found
    found.context.close()
    assert found.complaints == []


def answers(served: Served) -> int:
    return served.thread.do(lambda game: len(game.collection.answers))


@pytest.mark.parametrize("reloads", [False, True])
def test_a_round_of_every_kind(phone: Phone, served: Served, *, reloads: bool) -> None:
    phone.play("quiz")
    ways = set()
    asked = 0
    while phone.stage != "over":
        if reloads:
            shown = phone.page.locator("#main").inner_text()
            phone.page.reload()
            assert phone.page.locator("#main").inner_text() == shown
        if phone.stage == "asking":
            ways.add(phone.way)
            asked += 1
            phone.answer()
        else:
            phone.go_on()
    assert {"order", "list", "typed", "reveal", "choice"} <= ways
    assert answers(served) == asked


@pytest.mark.parametrize("mode", ["learn", "cram", "exam", "survival", "challenge", "gravity"])
def test_a_round_of_each_other_mode(phone: Phone, served: Served, mode: str) -> None:
    phone.play(mode)
    for _ in range(60):
        if phone.stage == "over":
            break
        if phone.stage == "asking":
            phone.answer()
        else:
            phone.go_on()
    if phone.stage != "over":
        phone.page.locator("summary").click()
        phone.then(phone.page.locator('[value="finish"]').click)
    phone.page.get_by_role("link", name="Home").click()
    phone.page.get_by_role("heading", name="Decks", exact=True).wait_for()


def stop_the_clock(phone: Phone) -> None:
    """The page's clock moves by `run_for` only: Playwright's own would run on by itself."""
    phone.page.clock.install(time=0)
    phone.page.clock.pause_at(1)


def test_a_blitz_ends_by_itself(phone: Phone, served: Served) -> None:
    stop_the_clock(phone)
    phone.play("blitz")
    served.clock.advance(90)
    phone.page.clock.run_for(90_000)
    phone.page.locator('#main[data-stage="over"]').wait_for()


def test_a_prompt_of_gravity_falls_and_lands_by_itself(phone: Phone, served: Served) -> None:
    stop_the_clock(phone)
    phone.play("gravity")
    falls = float(phone._of("falls"))
    card = phone.page.locator(".sky > .card")

    def fallen() -> int:
        """How far, in pixels; the stylesheet lets it glide there."""
        style = card.evaluate("card => card.style.transform")
        return int(style.removeprefix("translateY(").removesuffix("px)"))

    phone.page.clock.run_for(int(falls * 400))
    high = fallen()
    assert high > 50
    phone.page.clock.run_for(int(falls * 400))
    assert fallen() == pytest.approx(2 * high, abs=5)
    served.clock.advance(falls)
    phone.page.clock.run_for(int(falls * 400))
    phone.page.get_by_text("A life lost: 2 lives left.").wait_for()
    assert answers(served) == 1


def test_a_prompt_falls_no_further_while_nobody_looks(phone: Phone, served: Served) -> None:
    stop_the_clock(phone)
    phone.play("gravity")
    falls = float(phone._of("falls"))

    def hide(hidden: str) -> None:
        phone.page.evaluate(
            f"Object.defineProperty(document, 'hidden', {{value: {hidden}, configurable: true}});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )

    hide("true")
    served.clock.advance(60)
    phone.page.clock.run_for(60_000)
    hide("false")
    phone.page.clock.run_for(1_000)
    assert phone.stage == "asking"
    phone.page.locator("#text").fill("Ishim")
    phone.page.locator('[value="answer"]').click()
    phone.page.locator(".verdict").wait_for()
    (answer,) = served.thread.do(lambda game: list(game.collection.answers))
    assert answer.response == "Ishim"
    assert answer.ms <= falls * 1000


# ── Match ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def towns(library: Path) -> str:
    """A deck for boards."""
    cards = "".join(f"  - {{prompt: Town {n}, answer: Land {n}}}\n" for n in range(6))
    (library / "towns.yaml").write_text(f"title: Towns\ncards:\n{cards}")
    return "towns"


def partner(phone: Phone, key: str) -> str:
    """The key of the answer to a prompt."""
    town = phone.page.locator(f"#tile-{key} .text").inner_text()
    answer = phone.page.locator(".tile", has_text=town.replace("Town", "Land"))
    return str(answer.get_attribute("data-key"))


@pytest.mark.parametrize("by", ["thumb", "key"])
@pytest.mark.parametrize("reloads", [False, True])
def test_a_whole_board(phone: Phone, served: Served, towns: str, by: str, *, reloads: bool) -> None:
    def pick(key: str) -> None:
        if by == "key":
            phone.page.keyboard.press(key)
        else:
            phone.page.locator(f"#tile-{key}").click()

    phone.play("match", towns)
    for done, number in enumerate("123456"):
        if reloads:
            phone.page.reload()
        other = partner(phone, number)
        pick(other)
        # The first of two picks is told to nobody, and can be taken back.
        assert phone.page.locator(f"#tile-{other}").get_attribute("aria-pressed") == "true"
        pick(other)
        assert phone.page.locator("[aria-pressed=true]").count() == 0
        assert answers(served) == done
        pick(number)
        phone.then(lambda key=other: pick(key))
        assert answers(served) == done + 1
    assert phone.stage == "over"
    assert "6 pairs in" in phone.page.locator("#live").inner_text()
    phone.then(lambda: phone.page.keyboard.press("Enter"))
    assert "record" in phone.page.locator(".hud").inner_text()


def test_a_pair_whose_acknowledgement_is_lost_counts_once(
    phone: Phone, served: Served, towns: str
) -> None:
    phone.play("match", towns)
    sent: list[Any] = []

    def lose(route: Any) -> None:
        sent.append(route)
        if len(sent) == 1:
            route.fetch()
            route.abort()

    phone.page.route("**/round/*", lose)
    other = partner(phone, "1")
    phone.page.locator("#tile-1").click()
    phone.page.locator(f"#tile-{other}").click()
    with phone.page.expect_request("**/round/*"):
        phone.page.get_by_text("No connection. Your answer is kept").wait_for()
    # Who picks on while the pair is on its way finds that tile picked.
    phone.page.locator("#tile-2").click()
    sent[-1].continue_()
    phone.page.get_by_text("Right. 5 to go.").first.wait_for(state="attached")
    assert len(sent) == 2
    assert answers(served) == 1
    assert phone.page.locator("#tile-2").get_attribute("aria-pressed") == "true"


def test_a_press_that_outlasts_the_page_before_counts(phone: Phone, towns: str) -> None:
    phone.play("match", towns)
    sent: list[Any] = []
    phone.page.route("**/round/*", lambda route: sent.append(route))
    other = partner(phone, "1")
    phone.page.locator("#tile-1").click()
    with phone.page.expect_request("**/round/*"):
        phone.page.locator(f"#tile-{other}").click()
    box = phone.page.locator("#tile-2").bounding_box()
    assert box is not None
    phone.page.mouse.move(box["x"] + 5, box["y"] + 5)
    phone.page.mouse.down()
    with phone.page.expect_response("**/round/*"):
        sent[0].continue_()
    # Long enough for the new page to come under the pointer, if it would.
    phone.page.wait_for_timeout(300)
    phone.page.mouse.up()
    phone.page.get_by_text("Right. 5 to go.").first.wait_for(state="attached")
    assert phone.page.locator("#tile-2").get_attribute("aria-pressed") == "true"


def test_a_board_without_network_and_back(phone: Phone, served: Served, towns: str) -> None:
    phone.play("match", towns)
    phone.context.set_offline(True)
    other = partner(phone, "1")
    phone.page.locator("#tile-1").click()
    phone.page.locator(f"#tile-{other}").click()
    phone.page.get_by_text("No connection. Your answer is kept").wait_for()
    assert answers(served) == 0
    phone.context.set_offline(False)
    phone.page.get_by_text("Right. 5 to go.").first.wait_for(state="attached")
    assert answers(served) == 1


def test_a_board_without_scripts(chromium: Any, served: Served, towns: str) -> None:
    phone = Phone(chromium, served, java_script_enabled=False)
    phone.play("match", towns)
    for number in "123456":
        other = partner(phone, number)
        phone.then(phone.page.locator(f"#tile-{number}").click)
        phone.then(phone.page.locator(f"#tile-{other}").click)
    assert phone.stage == "over"
    phone.context.close()


# ── a bad network ───────────────────────────────────────────────────────────────


def test_a_network_that_goes_away_and_comes_back(phone: Phone, served: Served) -> None:
    phone.play("quiz")
    phone.context.set_offline(True)
    phone.page.locator('[value="skip"]').click()
    phone.page.get_by_text("No connection. Your answer is kept").wait_for()
    assert phone.stage == "asking"
    assert answers(served) == 0
    phone.context.set_offline(False)
    phone.page.locator(".verdict").wait_for()
    assert phone.page.locator("#offline").is_hidden()
    assert answers(served) == 1


def test_an_answer_whose_acknowledgement_is_lost_counts_once(phone: Phone, served: Served) -> None:
    phone.play("quiz")
    lost = []

    def lose(route: Any) -> None:
        if len(lost) < 2:
            # The server gets the answer, but the browser hears nothing.
            route.fetch()
            lost.append(route)
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/round/*", lose)
    phone.page.locator('[value="skip"]').click()
    phone.page.locator(".verdict").wait_for()
    assert len(lost) == 2
    assert answers(served) == 1


def test_an_answer_survives_a_reload_without_network(phone: Phone, served: Served) -> None:
    phone.play("quiz")
    away = True

    def pass_on(route: Any) -> None:
        if away and route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/round/*", pass_on)
    phone.page.locator('[value="skip"]').click()
    phone.page.get_by_text("No connection. Your answer is kept").wait_for()
    away = False
    phone.page.reload()
    phone.page.locator(".verdict").wait_for()
    assert answers(served) == 1


def test_an_answer_is_sent_from_another_page_too(phone: Phone, served: Served) -> None:
    phone.play("quiz")
    phone.context.set_offline(True)
    phone.page.locator('[value="skip"]').click()
    phone.page.get_by_text("No connection. Your answer is kept").wait_for()
    phone.context.set_offline(False)
    phone.page.goto("/")
    phone.page.get_by_text("1/30").wait_for()
    assert answers(served) == 1
    assert phone.page.get_by_role("heading", name="Decks", exact=True).is_visible()


def test_two_tabs_and_the_back_button(phone: Phone, served: Served) -> None:
    phone.play("quiz")
    other = phone.context.new_page()
    other.goto(phone.page.url)
    phone.then(phone.page.locator('[value="skip"]').click)
    other.locator('[value="skip"]').click()
    other.locator(".verdict").wait_for()
    assert answers(served) == 1
    phone.go_on()
    prompt = phone.page.locator("#prompt").inner_text()
    phone.page.go_back()
    phone.page.go_forward()
    assert phone.page.locator("#prompt").inner_text() == prompt
    assert answers(served) == 1


def test_a_round_by_keys_alone(phone: Phone, served: Served) -> None:
    press = phone.page.keyboard.press
    phone.play("quiz")
    while phone.stage != "over":
        if phone.stage == "feedback":
            # The focus is where Enter goes on.
            phone.then(lambda: press("Enter"))
            continue
        match phone.way:
            case "typed":
                phone.page.keyboard.type("Ishim")
                phone.then(lambda: press("Enter"))
            case "list":
                phone.page.keyboard.type("Estonia")
                press("Enter")
                phone.page.keyboard.type("Latvia")
                press("Enter")
                phone.then(lambda: press("Enter"))
            case "reveal":
                phone.then(lambda: press("Enter"))
                phone.then(lambda: press("3"))
            case "choice":
                phone.then(lambda: press("2"))
            case _:
                phone.then(lambda: press("d"))
    before = answers(served)
    phone.then(lambda: press("u"))
    assert answers(served) == before - 1


def test_a_hint_and_the_help_by_keys(phone: Phone) -> None:
    phone.play("quiz")
    while "capital" not in phone.page.locator("#prompt").inner_text():
        phone.then(lambda: phone.page.locator('[value="skip"]').click())
        phone.go_on()
    phone.then(lambda: phone.page.keyboard.press("h"))
    assert "It means capital." in phone.page.locator(".hint").inner_text()
    phone.page.keyboard.press("?")
    phone.page.get_by_text("Flag this card").wait_for()


def test_steps_are_dragged(phone: Phone) -> None:
    phone.play("quiz")
    while phone.way != "order":
        phone.answer()
        if phone.stage == "feedback":
            phone.go_on()
    page = phone.page
    for place, step in enumerate(("first", "second", "third", "fourth")):
        grip = page.locator("li", has=page.get_by_text(step, exact=True)).locator(".grip")
        grip.hover()
        page.mouse.down()
        box = page.locator("[data-order] li").nth(place).bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + 8, steps=5)
        page.mouse.up()
    phone.then(page.locator('button.main[value="answer"]').click)
    assert "Right!" in page.locator(".verdict").inner_text()


def test_a_screen_reader_hears_the_verdict_and_finds_its_way(phone: Phone) -> None:
    phone.play("quiz")
    phone.then(lambda: phone.page.locator('[value="skip"]').click())
    assert phone.page.locator("#live").inner_text() == "Now you know"
    assert phone.page.evaluate("document.activeElement.textContent") == "Next"
    phone.go_on()
    assert phone.page.evaluate("document.activeElement.id") in ("prompt", "text", "")


def test_the_game_works_without_scripts(chromium: Any, served: Served) -> None:
    phone = Phone(chromium, served, java_script_enabled=False)
    phone.play("quiz")
    while phone.stage != "over":
        if phone.stage == "asking":
            phone.then(phone.page.locator('[value="skip"]').click)
        else:
            phone.go_on()
    phone.context.close()


def test_no_word_is_wider_than_a_small_phone(chromium: Any, served: Served, library: Path) -> None:
    word = "Donaudampfschifffahrt" * 4
    (library / "long.yaml").write_text(
        f"title: {word}\ncards:\n"
        f"  - {{prompt: {word}, sequence: [{word}a, {word}b, {word}c]}}\n"
        f"  - {{prompt: {word} too, answer: {word}a, distractors: [{word}b, {word}c]}}\n"
    )
    phone = Phone(chromium, served, viewport={"width": 320, "height": 568})

    def width() -> int:
        found: int = phone.page.evaluate("document.documentElement.scrollWidth")
        return found

    assert width() <= 320
    phone.page.goto(f"{served.address}/deck?name=long")
    assert width() <= 320
    phone.page.locator('[name="mode"][value="cram"]').click()
    phone.page.wait_for_selector("#main[data-stage=asking]")
    for _ in range(2):
        assert width() <= 320
        phone.then(phone.page.locator('[value="skip"]').click)
        assert width() <= 320
        phone.go_on()
    phone.context.close()


def test_no_page_is_wider_than_a_small_phone(chromium: Any, served: Served, towns: str) -> None:
    phone = Phone(chromium, served, viewport={"width": 320, "height": 568})
    for page in ("/", "/statistics", "/deck?name=kinds"):
        phone.page.goto(page)
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320, page
    for mode in ("gravity", "match", "survival", "blitz"):
        phone.play(mode, "towns")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320, mode
    phone.play("quiz")
    while phone.stage != "over":
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320
        if phone.stage == "asking":
            phone.answer()
        else:
            phone.go_on()
    phone.context.close()


def test_axe_finds_nothing(chromium: Any, served: Served, towns: str, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is missing"
    ).Axe()
    phone = Phone(chromium, served, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    found = {}

    def look(name: str) -> None:
        result = axe.run(phone.page)
        if result.violations_count:
            found[name] = result.generate_report()

    for page in ("/", "/deck?name=kinds", "/nothing"):
        phone.page.goto(page)
        look(page)
    phone.play("learn")
    look("showing")
    phone.page.locator("summary").click()
    look("more")
    phone.play("gravity")
    look("gravity")
    phone.play("match", towns)
    look("match")
    right = partner(phone, "1")
    wrong = next(key for key in "abcdef" if key != right)
    for key in (wrong, right):
        phone.page.keyboard.press("1")
        look("picked")
        phone.then(lambda key=key: phone.page.keyboard.press(key))
        look(f"tried {key}")
    phone.play("quiz")
    while phone.stage != "over":
        look(f"{phone.stage} {phone.way if phone.stage == 'asking' else ''}")
        if phone.stage == "asking":
            phone.answer()
        else:
            phone.go_on()
    look("over")
    phone.page.goto("/statistics")
    look("statistics")
    phone.context.clear_cookies()
    phone.page.goto("/")
    look("outside")
    phone.page.goto(served.link())
    look("door")
    phone.context.close()
    assert found == {}
