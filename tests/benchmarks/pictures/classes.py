"""Makes pictures of the pages of classes, on a phone and a laptop, dark and light.

    python -m tests.benchmarks.pictures.classes OUT

Each picture is OUT/SIZE-SCHEME-NAME.png. Needs Chromium and Playwright.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from random import Random

from playwright.sync_api import sync_playwright

from quiz.history.events import Answer, Input, Mode
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.paths import shipped_decks
from quiz.serve.database.database import Database
from quiz.serve.database.new_id import new_id
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.classes import create_class, invite, set_ranking
from quiz.serve.people.members import add_teacher, join
from quiz.serve.people.publishing import assign, cards_of, publish
from quiz.serve.people.tokens import TokenKind, add_token
from quiz.storage.sync.lines import event_line
from tests.benchmarks.members.load import Process
from tests.serve.lists import add_lines

SIZES = {"phone": (390, 844), "laptop": (1280, 800)}
NAMES = (
    "Ada", "Bilal O'Brien", "Chiara", "Dao Thị Hương", "Émile", "Fatima", "Grégoire", "李雷",
    "Ingrid", "Jo", "Kwame", "Łukasz",
)  # fmt: skip
DECK = "central-asia"
INSTEAD = ("Almaty", "Lake Aral", "1991", "the Silk Road")


def furnish(database: Database, random: Random) -> tuple[str, str, str]:
    """Make a class with answers of some weeks; returns its id, a code, and the teacher's link."""
    now = int(time.time() * 1000)
    deck = next(shipped_decks().rglob(f"{DECK}.yaml"), None) or next(
        shipped_decks().rglob("*.yaml")
    )
    with database.begin() as connection:
        class_id = create_class(connection, OPERATOR, "7b", now).id
        publish(
            connection, OPERATOR, class_id, deck.stem, deck.read_text(encoding="utf-8"), {}, now
        )
        cards = cards_of(connection, OPERATOR, class_id, deck.stem)[:40]
        assign(connection, OPERATOR, class_id, deck.stem, Moment(now).day())
        set_ranking(connection, OPERATOR, class_id, shown=True)
        link = add_teacher(connection, OPERATOR, class_id, "Ms Gray", now)
        code = invite(connection, OPERATOR, class_id, now)
    for number, name in enumerate(NAMES):
        person = join(database, code, name, "192.0.2.1", now).person
        lines = b""
        for card in cards if number % 5 != 4 else ():
            for day in sorted(random.sample(range(28), random.randint(0, 1 + number % 5))):
                right = random.random() < 0.55 + number / 30
                moment = Moment(now - (28 - day) * MS_PER_DAY + random.randrange(60_000))
                lines += event_line(
                    Answer(
                        id=new_id(),
                        player=person,
                        round=new_id(),
                        card=card.key,
                        deck=card.deck,
                        kind=card.kind,
                        mode=Mode.QUIZ,
                        input=Input.TYPED,
                        moment=moment,
                        rating=Rating.GOOD if right else Rating.AGAIN,
                        credit=float(right),
                        hinted=False,
                        ms=6_000,
                        difficulty=5.2,
                        response=card.accepted[0] if right else random.choice(INSTEAD),
                    )
                )
        if lines:
            with database.begin() as connection:
                add_lines(connection, person, "web/events-0000.jsonl", lines)
    return class_id, code, link


def main() -> None:
    """Make them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = str(Path(folder) / "server.db")
        server = Process.start(Path(folder) / "home", address)
        database = Database(address)
        class_id, code, _ = furnish(database, Random(7))
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for size, (width, height) in SIZES.items():
            for scheme in ("dark", "light"):
                context = chromium.new_context(
                    base_url=f"http://127.0.0.1:{server.port}",
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                )
                page = context.new_page()

                def keep(name: str, page=page, prefix=f"{size}-{scheme}") -> None:  # type: ignore[no-untyped-def]
                    page.screenshot(path=out / f"{prefix}-{name}.png", full_page=True)

                page.goto("/join")
                keep("code")
                page.goto(f"/join/{code}")
                keep("name")
                page.fill("#name", f"Zoë {size} {scheme}")
                page.click("button")
                page.wait_for_selector("#decks")
                keep("home")
                page.goto(f"/class/{class_id}")
                keep("my-class")
                page.goto("/me")
                keep("me")
                page.click('button[value="link"]')
                page.wait_for_selector(".qr")
                keep("my-link")
                with database.begin() as connection:
                    teacher = connection.exec_driver_sql(
                        "SELECT person FROM member WHERE role = 'teacher'"
                    ).scalar_one()
                    link = add_token(connection, teacher, TokenKind.LINK, int(time.time() * 1000))
                page.goto(f"/in/{link}")
                keep("door")
                page.click("button")
                page.wait_for_selector("#classes")
                page.goto(f"/class/{class_id}")
                page.on("dialog", lambda dialog: dialog.accept())
                page.locator('button[value="remove"]').first.click()
                page.wait_for_selector('button[value="return"]')
                keep("class")
                page.click('button[value="code"]')
                page.wait_for_selector(".qr")
                keep("new-code")
                context.close()
        server.process.terminate()
        server.process.wait()


if __name__ == "__main__":
    main()
