"""Makes pictures of every page of `quiz serve`, on a phone and a laptop, dark and light.

    python -m tests.benchmarks.pictures.pages OUT
    python -m tests.benchmarks.pictures.pages OUT --only home,verdict --size phone

Each picture is OUT/SIZE-SCHEME/NAME.png; OUT/SIZE-SCHEME.png shows them beside each other. Needs
Chromium and Playwright.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from quiz.game.game import Game
from quiz.paths import shipped_decks
from quiz.serve.database.database import Database
from quiz.serve.game_thread import GameThread
from quiz.serve.people.tokens import Person
from quiz.serve.sessions import Sessions
from quiz.serve.site import Site
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from tests.factories import Clock, plays
from tests.serve.decks import write_decks

SIZES = {"phone": (390, 844), "small": (320, 568), "laptop": (1280, 800)}
SCHEMES = ("dark", "light")
SHEET_HEIGHT = 640
WAYS = {
    "typed": ".line", "order": "[data-order]", "list": ".items", "flashcard": '[value="reveal"]',
    "rating": ".ratings", "choice": ".tile",
}  # fmt: skip
"""The ways to answer, and what tells them."""


@contextmanager
def serving(folder: Path, clock: Clock) -> Iterator[tuple[str, Sessions]]:
    """A server with the shipped decks and a card of each kind; its address."""
    library = folder / "library"
    library.mkdir()
    write_decks(library)

    def opened() -> Game:
        store = Store.open(folder)
        plays(store, "Ada")
        return Game(store, [library, shipped_decks()], Settings(), "Ada", clock=clock, seed=7)

    thread = GameThread(opened)
    player = thread.do(lambda game: Person(game.player, game.player_name))
    database = Database(folder / "server.db")
    sessions = Sessions(database, player, clock)
    app = Site(thread, sessions).app()
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", sessions
    server.should_exit = server.force_exit = True
    running.join()
    thread.close()
    database.close()


def tour(page: Any, link: str, clock: Clock, keep: Callable[[str], None]) -> None:
    """Go through all pages, and keep each."""

    def start(mode: str, deck: str = "kinds") -> None:
        page.goto(f"/deck?name={deck}")
        page.click(f'button[name=mode][value="{mode}"]')
        page.wait_for_selector("#main.round, #main .top + p")

    page.goto("/")
    keep("outside")
    page.goto(link)
    keep("door")
    page.click("button")
    page.wait_for_selector("#decks")
    keep("home")
    page.goto("/deck?name=kinds")
    keep("deck")
    start("quiz")
    for number in range(100):
        clock.advance(3)
        main = page.locator("#main")
        stage, step = main.get_attribute("data-stage"), main.get_attribute("data-step")
        if stage == "over":
            break
        if stage == "feedback":
            keep(f"{number:02} verdict")
            page.click("[data-next]")
        else:
            way = next(name for name, sign in WAYS.items() if page.locator(sign).count())
            keep(f"{number:02} {way}")
            if way in ("typed", "list"):
                text = "Ishym" if way == "typed" else "Estonia"
                page.locator("input[name=text]").first.fill(text)
            send = page.locator('.answer .main, .ratings [data-key="3"], .tile')
            send.last.click()
        page.wait_for_selector(f'#main:not([data-step="{step}"])', state="attached")
    keep("summary")
    for mode in ("learn", "review", "mistakes", "blitz", "survival", "exam"):
        start(mode, "silk-road" if mode in ("learn", "blitz") else "kinds")
        keep(mode)
    page.locator("summary").click()
    keep("more")
    page.emulate_media(reduced_motion="no-preference")
    start("gravity", "capital-cities")
    page.wait_for_timeout(6_000)
    keep("gravity")
    page.emulate_media(reduced_motion="reduce")
    start("match", "capital-cities")
    keep("match")
    for number in "123456":
        for letter in "abcdef":
            if not page.locator(f"#tile-{number}:not(:disabled)").count():
                break
            if page.locator(f"#tile-{letter}:disabled").count():
                continue
            clock.advance(1)
            step = page.locator("#main").get_attribute("data-step")
            page.locator(f"#tile-{number}").click()
            keep("match picked")
            page.locator(f"#tile-{letter}").click()
            page.wait_for_selector(f'#main:not([data-step="{step}"])', state="attached")
            keep("match missed" if page.locator(".wrong").count() else "match right")
    keep("match done")
    for path in ("/", "/statistics", "/nothing"):
        page.goto(path)
        keep(path.strip("/") or "home later")


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="names, with commas")
    parser.add_argument("--size", choices=SIZES, action="append")
    options = parser.parse_args()
    wanted = options.only.split(",")
    for size in options.size or SIZES:
        for scheme in SCHEMES:
            folder = options.out / f"{size}-{scheme}"
            folder.mkdir(parents=True, exist_ok=True)
            clock = Clock()
            with (
                tempfile.TemporaryDirectory() as home,
                serving(Path(home), clock) as (address, sessions),
                sync_playwright() as playwright,
            ):
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=["--no-sandbox"]
                )
                width, height = SIZES[size]
                page = browser.new_page(
                    base_url=address,
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                    has_touch=size != "laptop",
                    is_mobile=size != "laptop",
                )

                def keep(name: str, page: Any = page, folder: Path = folder) -> None:
                    if any(each in name for each in wanted):
                        page.screenshot(path=folder / f"{name}.png")

                tour(page, f"{address}/in/{sessions.new_link()}", clock, keep)
                browser.close()
            sheet(sorted(folder.glob("*.png"))).save(options.out / f"{folder.name}.png")


def sheet(files: list[Path]) -> Image.Image:
    """Pictures beside and below each other."""
    images = [Image.open(file).convert("RGB") for file in files]
    width = max(image.width * SHEET_HEIGHT // image.height for image in images)
    columns = round((len(images) * SHEET_HEIGHT / width) ** 0.5)
    rows = -(-len(images) // columns)
    whole = Image.new("RGB", (columns * (width + 8), rows * (SHEET_HEIGHT + 8)), "#888")
    for number, image in enumerate(images):
        small = image.resize((image.width * SHEET_HEIGHT // image.height, SHEET_HEIGHT))
        row, column = divmod(number, columns)
        whole.paste(small, (column * (width + 8), row * (SHEET_HEIGHT + 8)))
    return whole


if __name__ == "__main__":
    main()
