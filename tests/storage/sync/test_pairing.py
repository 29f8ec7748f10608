"""What is told before anything is sent to a server."""

from __future__ import annotations

import pytest

from quiz.errors import QuizError
from quiz.storage.sync.pairing import warning_about


@pytest.mark.parametrize(
    "address", ["https://203.0.113.1", "http://127.0.0.1:8765", "http://[::1]:8765"]
)
def test_what_nobody_else_can_read_needs_no_warning(address: str) -> None:
    assert warning_about(address) == ""


@pytest.mark.parametrize("address", ["http://192.168.1.20:8765", "http://10.0.0.1"])
def test_a_local_network_needs_a_warning(address: str) -> None:
    assert "is not encrypted" in warning_about(address)


def test_the_internet_needs_encryption() -> None:
    with pytest.raises(QuizError, match="is on the internet"):
        warning_about("http://8.8.8.8")
