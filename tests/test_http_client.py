"""Whatever a server sends, the client says in one clear line, and nothing hangs or grows."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz import http_client
from quiz.http_client import Client, HttpError


class FakeServer:
    """Answers each connection with the same bytes. asked: the requests so far."""

    def __init__(self, answer: bytes, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[bytes] = []
        self._answer = answer
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        scheme = "https" if context else "http"
        self.address = f"{scheme}://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            try:
                if self._context:
                    connection = self._context.wrap_socket(connection, server_side=True)
                self.asked.append(connection.recv(65_536))
                connection.sendall(self._answer)
            except OSError:
                pass
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def serve() -> Iterator[Callable[..., FakeServer]]:
    servers: list[FakeServer] = []

    def start(answer: bytes, context: ssl.SSLContext | None = None) -> FakeServer:
        servers.append(FakeServer(answer, context))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def whole(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def failure(server: FakeServer, token: str = "") -> HttpError:
    with pytest.raises(HttpError) as caught:
        Client(server.address, token).get_json("sync")
    assert len(str(caught.value).splitlines()) == 1
    return caught.value


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "cannot be reached"),
        (b"\x00\x01\x02\x03" * 100, "does not answer as a quiz server"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: " + b"x" * 70_000, "does not answer as a quiz server"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200, "does not answer as a quiz server"),
        (whole(b'{"a": 1}')[:-3], "the connection broke"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc", "the connection broke"),
        (whole(b"<html>"), "is not JSON"),
        (whole(b"[" * 100_000), "is not JSON"),
        (whole(b"\xff\xfe"), "is not JSON"),
        (whole(b"no gzip", Content_Encoding="gzip"), "does not answer as a quiz server"),
        (whole(gzip.compress(b"{}", mtime=0)[:-4], Content_Encoding="gzip"), "cannot be unpacked"),
        (
            whole(gzip.compress(bytes(20_000_000), mtime=0), Content_Encoding="gzip"),
            "cannot be unpacked",
        ),
        (whole(b"", "500 Oops"), "error 500"),
        (whole(b'{"error": "sorry\\n\\u001b[31m"}', "503 x"), "sorry ␛"),
        (whole(b'{"error": 5}', "503 x"), "5"),
        (whole(b"[]", "400 x\x1b[31m"), "error 400"),
    ],
)
def test_a_strange_answer_is_one_clear_line(
    serve: Callable[..., FakeServer], answer: bytes, told: str
) -> None:
    error = failure(serve(answer))
    assert told in str(error)
    assert str(error).isprintable()


def test_an_answer_without_an_end_is_not_read_for_ever(
    serve: Callable[..., FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = serve(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(1_000_000))
    with pytest.raises(HttpError, match="longer than 1,000 bytes"):
        Client(endless.address).get("sync", most=1_000)
    monkeypatch.setattr(http_client, "MOST_SECONDS", -1.0)
    with pytest.raises(HttpError, match="too slow"):
        Client(endless.address).get("sync")


@pytest.mark.parametrize("status", ["301 x", "302 x", "307 x", "308 x"])
def test_a_redirection_is_named_and_not_followed(
    serve: Callable[..., FakeServer], status: str
) -> None:
    other = serve(whole(b"{}"))
    error = failure(serve(whole(b"", status, Location=f"{other.address}/sync")), token="secret")
    assert f"sends on to {other.address}/sync, where nothing was sent" in str(error)
    assert not other.asked


def test_nothing_is_sent_to_a_server_without_a_valid_certificate(
    serve: Callable[..., FakeServer], tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
         "-days", "2", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = serve(whole(b"{}"), context)
    assert "has no valid certificate" in str(failure(server, token="secret"))
    assert not server.asked
    plain = serve(whole(b"{}"))
    with pytest.raises(HttpError, match="does not speak https"):
        Client(plain.address.replace("http:", "https:")).get("sync")


def test_a_server_that_is_away_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(HttpError, match=f"127.0.0.1:{port} cannot be reached .*kept here"):
        Client(f"http://127.0.0.1:{port}").get("sync")
    with pytest.raises(HttpError, match=r"nowhere.invalid cannot be reached"):
        Client("https://nowhere.invalid").get("sync")


def test_who_asks_is_told_in_a_header_alone(serve: Callable[..., FakeServer]) -> None:
    server = serve(whole(b"{}"))
    Client(server.address, "secret").send_json("sync", "a b/c", value={"a": 1})
    (asked,) = server.asked
    assert asked.startswith(b"POST /sync/a%20b%2Fc HTTP/1.1\r\n")
    assert b"Authorization: Bearer secret\r\n" in asked
