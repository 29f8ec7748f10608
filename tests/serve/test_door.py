"""Nobody comes in without a link, and no other page can act for a browser that is in."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from quiz.serve.database.database import Database
from quiz.serve.sessions import Sessions
from tests.serve.conftest import Browser

PATHS = (
    "/", "/deck?name=kinds", "/statistics", "/round/x", "/play", "/media/x/0", "/nothing", "/in",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_stranger_sees_only_how_to_come_in(stranger: TestClient, path: str, method: str) -> None:
    response = stranger.request(method, path)
    assert response.status_code == 403
    assert "quiz serve" in response.text
    assert "All kinds" not in response.text


def test_a_link_lets_one_browser_in_once(stranger: TestClient, sessions: Sessions) -> None:
    link = f"/in/{sessions.new_link()}"
    looked = stranger.get(link)
    assert looked.status_code == 200
    assert "Let me in" in looked.text
    # A program that only looks at the link, such as a messenger, does not use it up.
    assert stranger.get(link).status_code == 200
    entered = stranger.post(link, follow_redirects=False)
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "All kinds" in stranger.get("/").text
    stranger.cookies.clear()
    again = stranger.post(link)
    assert again.status_code == 403
    assert "has been used" in again.text
    assert stranger.get(link).status_code == 403


def test_a_form_that_comes_twice_lets_its_browser_in(
    stranger: TestClient, sessions: Sessions
) -> None:
    """The server was killed before the browser heard of it, or a proxy sent it twice."""
    link = f"/in/{sessions.new_link()}"
    found = re.search('name="key" value="([^"]+)"', stranger.get(link).text)
    assert found
    for _ in range(2):
        assert "All kinds" in stranger.post(link, data={"key": found[1]}).text
        stranger.cookies.clear()
    assert stranger.post(link, data={"key": found[1][::-1]}).status_code == 403
    assert stranger.post(link, data={"key": ""}).status_code == 403


def test_a_browser_that_is_in_does_not_use_up_another_link(
    browser: Browser, sessions: Sessions
) -> None:
    link = sessions.new_link()
    assert "All kinds" in browser.get(f"/in/{link}")
    assert "All kinds" in browser.post(f"/in/{link}")
    assert sessions.is_link(link)


@pytest.mark.parametrize("token", ["x", "é", "a" * 5000, "%00", "..", "\ud800"])
async def test_a_guess_is_no_link(sessions: Sessions, token: str) -> None:
    sessions.new_link()
    assert await sessions.enter(token) is None
    assert not await sessions.knows({sessions.browsers.cookie: token})


def test_only_hashes_are_kept(browser: Browser, sessions: Sessions, database: Database) -> None:
    link, cookie = sessions.new_link(), browser.client.cookies[sessions.browsers.cookie]
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM token").all()
    assert len(rows) == 1
    assert cookie not in repr(rows)
    assert link not in repr(vars(sessions))


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://testserver:8000", "http://testserver.evil", ""],
)
def test_a_form_of_another_page_is_refused(browser: Browser, origin: str) -> None:
    response = browser.client.post("/play", data={"mode": "quiz"}, headers={"origin": origin})
    assert response.status_code == 403
    assert "another page" in response.text


def test_a_browser_that_names_no_origin_must_say_that_the_page_is_its_own(
    browser: Browser,
) -> None:
    del browser.client.headers["origin"]
    assert browser.client.post("/play", data={"mode": "quiz"}).status_code == 403
    own = {"sec-fetch-site": "same-origin"}
    assert browser.client.post("/play", data={"mode": "quiz"}, headers=own).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200), ("testserver:8765", 200), ("192.168.1.5:8765", 200), ("[::1]:80", 200),
        ("evil.example", 421), ("", 421), ("testserver.evil.example", 421), ("1.2.3", 421),
        ("[::1", 421), ("a@b:c", 421),
    ],
)  # fmt: skip
def test_another_name_leads_nowhere(browser: Browser, host: str, status: int) -> None:
    """A page of another site whose name leads to this machine (DNS rebinding) gets nothing."""
    assert browser.client.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize("path", ["/", "/statistics", "/static/quiz.js", "/nothing"])
def test_every_page_forbids_scripts_and_files_of_others(browser: Browser, path: str) -> None:
    headers = browser.client.get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["img-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_no_page_has_a_script_or_a_style_of_its_own(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    for page in (browser.page, browser.get("/"), browser.get("/statistics")):
        for script in re.findall("<script[^>]*>", page):
            assert re.match('<script src="/static/(modes|order|quiz).js[?]v=', script)
        assert "<style" not in page
        assert " style=" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "https://" not in page


def test_a_form_that_is_too_long_is_refused(browser: Browser) -> None:
    browser.play("quiz", "kinds")
    response = browser.client.post(browser.path, data={"text": "x" * 100_000})
    assert response.status_code == 413
    many = "&".join(f"a{n}=1" for n in range(2_000))
    assert browser.client.post(browser.path, content=many).status_code == 413
    browser.get()
    assert browser.stage == "asking"
