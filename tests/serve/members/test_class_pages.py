"""What teachers see and do in the browser, and what students do not."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from quiz.moment import day_to_date_text
from quiz.serve.members import class_site
from quiz.serve.members.class_pages import level_of
from quiz.serve.people.access import OPERATOR
from quiz.serve.people.class_csv import plain
from quiz.serve.people.classes import create_class
from quiz.serve.people.members import add_teacher
from tests.serve.conftest import Browser
from tests.serve.members.conftest import School
from tests.serve.members.test_members_play import play_on


def of_class(school: School, browser: Browser, **fields: str) -> str:
    """Send a form of the class's page, as its script does."""
    browser.client.headers["quiz-script"] = "1"
    return browser.post(f"/class/{school.class_id}", **fields)


def typed_wrongly(school: School, text: str, name: str = "Ada") -> Browser:
    """A student who has typed this for the river."""
    browser = school.student(name)
    browser.play("exam", "7b/kinds")
    while browser.stage != "over" and "Which river" not in browser.text:
        browser.do("skip")
    browser.do("answer", text=text)
    return browser


def test_students_and_cards(school: School) -> None:
    for text in ("Volga", "volga", "Nile"):
        typed_wrongly(school, text, f"Ada {text}")
    school.student("Bob")
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    assert "4 students" in teacher.text
    assert "Not begun: Bob" in teacher.text
    assert re.search(r"instead: [Vv]olga \(2×\), Nile", teacher.text)
    # Each cell says in words what its colour shows.
    row = re.search(r'<th scope="row">Bob</th>.*?</tr>', teacher.page, re.S)
    assert row
    assert row[0].count('<span class="unseen">new</span>') == 12
    assert "fragile" in teacher.page
    assert "Week of" in teacher.text


@pytest.mark.parametrize(
    ("stability", "word"),
    [(None, "new"), (0.1, "fragile"), (2.0, "days"), (7.0, "weeks"), (21.0, "months")],
)
def test_levels_are_words(stability: float | None, word: str) -> None:
    assert level_of(stability).word == word


def test_the_table_as_csv(school: School) -> None:
    typed_wrongly(school, "Volga")
    school.student("=cmd|'/c calc'!A0")
    teacher = school.teacher()
    response = teacher.client.get(f"/class/{school.class_id}/table.csv?deck=kinds")
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(response.text.removeprefix("\ufeff"))))
    assert rows[0][0] == "name"
    assert len({len(row) for row in rows}) == 1
    assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert plain(text).startswith("'")


def test_a_new_code_lets_students_in(school: School) -> None:
    teacher = school.teacher()
    of_class(school, teacher, do="code")
    code = re.search(r'class="code">([^<]+)<', teacher.page)
    assert code
    assert f"/join/{code[1]}" in teacher.text
    assert "<svg" in teacher.page
    assert f"quiz join {code[1]}@testserver" in teacher.text
    browser = school.server.browser()
    browser.post(f"/join/{code[1]}", name="Eve")
    assert browser.path == "/"
    of_class(school, teacher, do="nocode")
    browser.get(f"/join/{code[1]}")
    assert browser.status == 400


def test_a_student_is_removed_and_comes_back(school: School) -> None:
    ada = typed_wrongly(school, "Volga")
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    person = re.search(r'name="person" value="([^"]+)"', teacher.page)
    assert person
    of_class(school, teacher, do="remove", person=person[1])
    assert "Ada is no longer in the class" in teacher.text
    school.clock.advance(60)
    ada.get("/")
    assert "You are in no class, so there are no decks" in ada.text
    ada.get(f"/class/{school.class_id}")
    assert ada.status == 404
    ada.post(f"/join/{school.new_code()}")
    school.clock.advance(60)
    ada.get("/")
    assert "12 cards" in ada.text
    teacher.get(f"/class/{school.class_id}")
    assert "Volga" in teacher.text


def test_a_link_for_a_new_phone(school: School) -> None:
    typed_wrongly(school, "Volga")
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    person = re.search(r'name="person" value="([^"]+)"', teacher.page)
    assert person
    of_class(school, teacher, do="link", person=person[1])
    link = re.search(r"/in/[\w-]+", teacher.page)
    assert link
    phone = school.server.browser()
    phone.get(link[0])
    assert "as Ada" in phone.text
    phone.post()
    assert phone.path == "/"
    assert "Ada" in phone.text
    again = school.server.browser()
    again.post(link[0])
    assert again.status == 403


def test_the_deck_of_today(school: School) -> None:
    ada, teacher = school.student(), school.teacher()
    day = day_to_date_text(school.clock().day())
    of_class(school, teacher, do="assign", deck="kinds", day=day)
    assert "Today" in teacher.text
    ada.get("/")
    assert "All kinds for today, 7b" in ada.text
    ada.get(f"/class/{school.class_id}")
    assert "All kinds for today" in ada.text
    of_class(school, teacher, do="assign", deck="kinds", day="soon")
    assert teacher.status == 400
    assert "Expected a day such as" in teacher.text
    of_class(school, teacher, do="unassign", deck="kinds", day=day)
    ada.get("/")
    assert "for today" not in ada.text


def test_a_deck_is_withdrawn(school: School) -> None:
    ada, teacher = school.student(), school.teacher()
    ada.play("quiz", "7b/kinds")
    play_on(ada)
    path = ada.path
    of_class(school, teacher, do="unpublish", deck="kinds")
    school.clock.advance(60)
    ada.get("/")
    assert "no decks yet" in ada.text
    other = school.new_server().browser(ada.client)
    other.get(path)
    assert other.status == 410
    assert "round is over" in other.text
    school.publish()
    school.clock.advance(60)
    ada.get("/deck?name=7b/kinds")
    assert "8 new" in ada.text


def test_the_ranking_is_shown_where_the_teacher_wants_it(school: School) -> None:
    ada, bob, teacher = school.student("Ada"), school.student("Bob"), school.teacher()
    bob.play("quiz", "7b/kinds")
    while "Which city" not in bob.text:
        play_on(bob)
    bob.do(f"answer:{bob.option('Astana')}")
    ada.get(f"/class/{school.class_id}")
    assert "Bob" not in ada.text
    of_class(school, teacher, do="ranking")
    ada.get(f"/class/{school.class_id}")
    assert re.search(r"1 Bob [\d,]+ 2 Ada 0", ada.text)
    of_class(school, teacher, do="noranking")
    ada.get(f"/class/{school.class_id}")
    assert "Bob" not in ada.text


@pytest.mark.parametrize(
    "do",
    [
        "code",
        "nocode",
        "lock",
        "unlock",
        "ranking",
        "remove",
        "return",
        "link",
        "assign",
        "unpublish",
        "publish",
        "publishtext",
    ],
)
def test_students_cannot_do_what_teachers_do(school: School, do: str) -> None:
    ada, bob = school.student("Ada"), school.student("Bob")
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    people = re.findall(r'name="person" value="([^"]+)"', teacher.page)
    before = teacher.text
    for person in people:
        of_class(school, ada, do=do, deck="kinds", day="2023-11-15", person=person)
        assert ada.status == 404
    teacher.get(f"/class/{school.class_id}")
    assert teacher.text == before
    bob.get("/")
    assert bob.status == 200


def test_students_see_no_other_class_and_no_table(school: School) -> None:
    ada = school.student()
    typed_wrongly(school, "Volga", "Bob")
    with school.database.begin() as connection:
        other = create_class(connection, OPERATOR, "8a", school.now).id
        link = add_teacher(connection, OPERATOR, other, "Mr Pink", school.now)
    for path in (f"/class/{other}", f"/class/{other}/table.csv", "/class/none"):
        ada.get(path)
        assert ada.status == 404
    ada.get(f"/class/{school.class_id}/table.csv?deck=kinds")
    assert ada.status == 404
    pink = school.server.browser()
    pink.post(f"/in/{link}")
    pink.get(f"/class/{school.class_id}")
    assert pink.status == 404


# ── a member's own page ─────────────────────────────────────────────────────────────


def test_settings_hold_in_all_processes(school: School) -> None:
    ada = school.student()
    ada.get("/me")
    fields = {
        "new_per_day": "3", "reviews_per_day": "50", "daily_goal": "10", "weekly_goal": "4",
        "answer_with": "typed",
    }  # fmt: skip
    ada.post("/me", do="settings", **fields)
    assert "Saved." in ada.text
    other = school.new_server().browser(ada.client)
    other.get("/")
    assert "/10 answers today" in other.text
    other.get("/me")
    assert "<option selected>typed</option>" in other.page
    ada.post("/me", do="settings", **{**fields, "daily_goal": "none"})
    assert ada.status == 400
    assert "expected" in ada.text


def test_everything_is_downloaded(school: School) -> None:
    ada = typed_wrongly(school, "Volga")
    archive = ZipFile(BytesIO(ada.client.get("/me/data.zip").content))
    lines = archive.read("answers/web/events-0000.jsonl").decode()
    assert "Volga" in lines
    assert all(cookie.value not in str(archive.namelist()) for cookie in ada.client.cookies.jar)


def test_everything_is_deleted(school: School) -> None:
    ada = typed_wrongly(school, "Volga")
    typed_wrongly(school, "Nile", "Bob")
    ada.post("/me", do="delete", sure="no")
    assert "nothing was deleted" in ada.text.lower()
    ada.post("/me", do="delete", sure="Delete")
    assert ada.status == 403
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    assert "Ada" not in teacher.text
    assert "Volga" not in teacher.text
    assert "Nile" in teacher.text


def test_a_browser_is_kept_out(school: School) -> None:
    ada = school.student()
    ada.get("/me")
    token = re.search(r'value="withdraw:(\w+)"', ada.page)
    assert token
    ada.post("/me", do=f"withdraw:{token[1]}")
    ada.get("/")
    assert ada.status == 403


def test_a_class_is_left(school: School) -> None:
    ada = school.student()
    ada.post("/me", do=f"leave:{school.class_id}")
    assert "You have left the class" in ada.text
    assert "You are in no class" in ada.text


# ── the owner of this machine's data ────────────────────────────────────────────────


def test_a_teacher_publishes_the_text_of_a_deck(school: School) -> None:
    teacher = school.teacher()
    card = "{prompt: Which river flows through Basel?, answer: Rhine}"
    text = f"title: Small/Rivers\ncards:\n  - {card}\n"
    of_class(school, teacher, do="publishtext", text=text)
    assert "“Small/Rivers” is published, edition 1, with 1 card." in teacher.text
    of_class(school, teacher, do="publishtext", text=text.replace("Which", "What"))
    assert "edition 2" in teacher.text
    # A fault is told, and what was typed stays.
    of_class(school, teacher, do="publishtext", text="title: </textarea><b>\ncards: []")
    assert teacher.status == 400
    assert "title: &lt;/textarea&gt;&lt;b&gt;" in teacher.page
    of_class(school, teacher, do="publishtext", text="x" * 2_100_000)
    assert teacher.status == 413


def test_the_owner_makes_a_class_and_publishes_a_deck(school: School) -> None:
    owner = school.server.browser()
    owner.post(f"/in/{school.server.sessions.new_link()}")
    owner.get("/")
    assert "7b" in owner.text
    owner.post("/class", name="9c")
    assert "Nobody has joined yet" in owner.text
    owner.client.headers["quiz-script"] = "1"
    owner.post(do="publish", deck="kinds")
    assert "is published, edition 1, with 12 cards." in owner.text
    owner.post(do="publish", deck="kinds")
    assert "has not changed" in owner.text
    # The class's decks are in the library of members, not in the owner's.
    (today,) = set(re.findall(r'type="date" name="day" value="([0-9-]+)"', owner.page))
    owner.post(do="assign", deck="kinds", day=today)
    assert f"Set for {today}" in owner.text
    here = owner.path
    owner.get("/")
    assert "for today" not in owner.text
    owner.get(here)
    owner.post(do="publish", deck="../../etc/passwd")
    assert owner.status == 404
    owner.post("/class", name="9c")
    assert owner.status == 400
    assert "There is a class 9c already" in owner.text


def test_a_student_is_taken_back_by_the_teacher(school: School) -> None:
    ada = typed_wrongly(school, "Volga")
    teacher = school.teacher()
    teacher.get(f"/class/{school.class_id}")
    (person,) = re.findall(r'name="person" value="([^"]+)"', teacher.page)
    of_class(school, teacher, do="remove", person=person)
    assert "Ada removed" in teacher.text
    ada.get(f"/class/{school.class_id}")
    assert ada.status == 404
    of_class(school, teacher, do="return", person=person)
    assert "Ada is in the class again" in teacher.text
    assert "instead: Volga" in teacher.text
    ada.get(f"/class/{school.class_id}")
    assert ada.status == 200


def test_a_student_lets_in_another_device(school: School) -> None:
    ada = school.student()
    ada.post("/me", do="link")
    (link,) = set(re.findall(r"http://testserver(/in/[\w-]+)</code>", ada.page))
    assert "quiz join http://testserver/in/" in ada.text
    phone = school.server.browser()
    phone.post(link)
    phone.get("/me")
    assert phone.status == 200
    assert "Ada" in phone.text


# ── files ───────────────────────────────────────────────────────────────────────

LAKES = """\
title: Lakes
cards:
  - {id: one, prompt: Which lake is this?, answer: Balkhash, image: pictures/map.png, alt: a map}
  - {id: two, prompt: Which lake is deep?, answer: Baikal, audio: beep.wav}
"""


def send_files(school: School, browser: Browser, *files: tuple[str, bytes]) -> str:
    """Choose files on the page of the class, and publish them."""
    sent = [("files", each) for each in files]
    path = f"/class/{school.class_id}"
    return browser._shown(browser.client.post(path, data={"do": "publishfiles"}, files=sent))


def test_teachers_publish_files_with_pictures_and_sounds(school: School) -> None:
    ada, teacher = school.student(), school.teacher()
    picture = ("C:\\Users\\gray\\map.png", (school.library / "map.png").read_bytes())
    sound = ("beep.wav", (school.library / "beep.wav").read_bytes())
    send_files(school, teacher, ("lakes.yaml", LAKES.encode()), picture, ("other.png", b"x"))
    assert "“Lakes” is published, edition 1, with 2 cards. 1 file is missing." in teacher.text
    send_files(school, teacher, ("lakes.yaml", LAKES.encode()), picture, sound)
    assert "edition 2" in teacher.text
    assert "missing" not in teacher.text
    school.clock.advance(60)
    ada.play("cram", "7b/lakes")
    while 'src="/media/' not in ada.page:
        play_on(ada)
    (address,) = re.findall(r'<img src="(/media/[^"]+)"', ada.page) or re.findall(
        r'<audio[^>]* src="(/media/[^"]+)"', ada.page
    )
    assert ada.client.get(address).status_code == 200
    send_files(school, teacher, ("lakes.yaml", LAKES.encode()), picture, sound)
    assert "has not changed" in teacher.text


@pytest.mark.parametrize(
    "files",
    [
        [("map.png", b"x")],
        [("one.yaml", LAKES.encode()), ("two.yml", LAKES.encode())],
        [("lakes.yaml", b"title: x\n\xff")],
        [("lakes.yaml", b"title: Lakes")],
        [("", b"")],
    ],
)
def test_files_without_one_good_deck_are_refused(
    school: School, files: list[tuple[str, bytes]]
) -> None:
    teacher = school.teacher()
    send_files(school, teacher, *files)
    assert teacher.status == 400
    assert 'class="fault"' in teacher.page
    assert "<b>Lakes</b>" not in teacher.page


def test_only_teachers_send_files_and_only_so_many(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, teacher = school.student(), school.teacher()
    deck = ("lakes.yaml", LAKES.encode())
    send_files(school, ada, deck)
    assert ada.status == 404
    send_files(school, teacher, deck, *[(f"{n}.png", b"x") for n in range(600)])
    assert teacher.status == 400
    monkeypatch.setattr(class_site, "MOST_BYTES_OF_FILES", 1_000)
    send_files(school, teacher, deck, ("map.png", b"x" * 2_000))
    assert teacher.status == 413
    broken = {"content-type": "multipart/form-data; boundary=x"}
    answer = teacher.client.post(f"/class/{school.class_id}", content=b"--y\r\n", headers=broken)
    assert answer.status_code in (400, 404)
    teacher.get(f"/class/{school.class_id}")
    assert "Lakes" not in teacher.text
