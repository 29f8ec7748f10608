"""Web pages from a local server."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from quiz.cli.articles import MOST_BYTES, read_articles
from quiz.cli.fetching import MOST_REDIRECTS, fetch, is_public, is_web_address
from quiz.cli.main import run
from quiz.errors import QuizError

TEXT = "The president of the country was at the house, and he said that it was on the list."
PAGE = (
    "<html><head><meta charset=utf-8></head><body><article><h1>Visit</h1>"
    f"<p>{TEXT}</p><p>It was there.</p></article></body></html>"
)
MOST = 10_000

Answer = tuple[int, dict[str, str], bytes]
ANSWERS: dict[str, Answer] = {
    "/page": (200, {"Content-Type": "text/html"}, PAGE.encode()),
    "/bare": (200, {}, b"It was there."),
    "/empty": (200, {"Content-Type": "text/plain"}, b""),
    "/greek": (200, {"Content-Type": "text/html; charset=iso-8859-7"}, "Άννα".encode("iso8859-7")),
    "/untrue": (200, {"Content-Type": "text/html; charset=koi8-x"}, b"It was."),
    "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"It was there.")),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 50 * MOST)),
    "/cut": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"It was there.")[:-9]),
    "/garbage": (200, {"Content-Encoding": "gzip"}, b"It was there."),
    "/brotli": (200, {"Content-Encoding": "br"}, b"x"),
    "/large": (200, {}, b"a" * (MOST + 1)),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
    "/missing": (404, {}, b"no"),
    "/moved": (301, {"Location": "page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/nowhere": (302, {}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/short": (200, {"Content-Length": "99"}, b"It was"),
    "/a%20b?q=%C3%A9": (200, {}, b"It was quoted."),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/page", PAGE),
        ("/moved", PAGE),
        ("/bare", "It was there."),
        ("/empty", ""),
        ("/greek", "\ufeffΆννα"),
        ("/untrue", "It was."),
        ("/gzip", "It was there."),
        ("/a b?q=é#part", "It was quoted."),
    ],
)
def test_a_page_is_fetched(site: str, path: str, text: str) -> None:
    assert fetch(site + path, MOST, allow_private=True).decode() == text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/large", "more than 0 MB"),
        ("/bomb", "more than 0 MB"),
        ("/cut", "the response was cut off"),
        ("/short", "the response was cut off"),
        ("/garbage", "the response cannot be decompressed"),
        ("/brotli", "the response is compressed as br, expected gzip or deflate"),
        ("/pdf", "the page is application/pdf, expected text or HTML"),
        ("/missing", "the server answered 404 Not Found"),
        ("/loop", f"more than {MOST_REDIRECTS} redirects"),
        ("/nowhere", f"more than {MOST_REDIRECTS} redirects"),
        ("/file", "'file:///etc/passwd' is not an address that begins with https:// or http://"),
    ],
)
def test_unfetchable_page_gives_one_line(site: str, path: str, said: str) -> None:
    with pytest.raises(QuizError) as caught:
        fetch(site + path, MOST, allow_private=True)
    assert str(caught.value).startswith(f"{site}{path}: cannot fetch: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://127.0.0.1/a",
        "http://",
        "http:///a",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "x://a",
    ],
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    assert is_web_address(address)
    with pytest.raises(QuizError, match="cannot fetch: "):
        fetch(address, MOST, allow_private=True)


@pytest.mark.parametrize("name", ["a.txt", "-", "C:\\a.txt", "a/b.html", "http", "https:/a"])
def test_file_name_is_not_a_web_address(name: str) -> None:
    assert not is_web_address(name)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0.0.0.0", "[::1]"])
def test_private_network_is_refused(site: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        pytest.fail("connected")

    monkeypatch.setattr(socket.socket, "connect", connect)
    port = site.rpartition(":")[2]
    with pytest.raises(
        QuizError, match=r"private network \(.*\); --allow-private fetches it anyway"
    ):
        fetch(f"http://{host}:{port}/page", MOST)


def test_a_redirect_to_a_private_network_is_not_followed(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first name counts as public here; it is the same machine under another name that does
    not."""
    port = site.rpartition(":")[2]
    monkeypatch.setattr("quiz.cli.fetching.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setitem(ANSWERS, "/away", (302, {"Location": f"http://127.0.0.2:{port}/page"}, b""))
    assert fetch(f"{site}/page", MOST)
    with pytest.raises(QuizError, match=r"127\.0\.0\.2 is on a private network"):
        fetch(f"{site}/away", MOST)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.fixture
def served() -> Iterator[Callable[[bytes], str]]:
    """The address of a server that says this once, byte by byte, and then nothing."""
    listening = socket.create_server(("127.0.0.1", 0))
    open_connections: list[socket.socket] = []

    def serve(said: bytes) -> str:
        def answer() -> None:
            connection, _ = listening.accept()
            open_connections.append(connection)
            connection.sendall(said)

        threading.Thread(target=answer, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    yield serve
    for connection in (*open_connections, listening):
        connection.close()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\n\r\nIt"])
def test_a_server_that_falls_silent_is_left(served: Callable[[bytes], str], said: bytes) -> None:
    with pytest.raises(QuizError, match="no answer within 0 seconds"):
        fetch(served(said), MOST, allow_private=True, seconds=0.1)


def test_non_http_response_is_reported(served: Callable[[bytes], str]) -> None:
    with pytest.raises(QuizError, match="cannot fetch: "):
        fetch(served(b"SSH-2.0-x\r\n"), MOST, allow_private=True)


def test_closed_port_and_invalid_certificate_are_reported(site: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(QuizError, match="cannot fetch: Connection refused"):
        fetch(f"http://127.0.0.1:{port}/", MOST, allow_private=True)
    with pytest.raises(QuizError, match="cannot fetch: "):
        fetch(f"https{site[4:]}/page", MOST, allow_private=True)


def test_unknown_host_is_reported() -> None:
    with pytest.raises(QuizError, match="not found"):
        fetch("https://nobody.invalid/", MOST)


def test_article_on_the_web_is_read(site: str) -> None:
    (article,) = read_articles([f"{site}/page"], None, allow_private=True)
    assert (article.name, article.title) == (f"{site}/page", "Visit")
    assert [part.text for part in article.paragraphs] == [TEXT, "It was there."]


def test_the_command_says_why_it_does_not_fetch(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", f"{site}/page"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "is on a private network" in said


def test_the_limit_is_that_of_articles(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "/huge", (200, {}, b"a" * (MOST_BYTES + 1)))
    with pytest.raises(QuizError, match="more than 8 MB"):
        read_articles([f"{site}/huge"], None, allow_private=True)
