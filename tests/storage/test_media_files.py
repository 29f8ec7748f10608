"""The files that cards show and play."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.storage.library.media import find_media, media_file


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    (folder / "maps").mkdir(parents=True)
    (folder / "maps" / "a b.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    return folder / "deck.yaml"


@pytest.mark.parametrize("path", ["maps/a b.png", "./maps/a b.png", "maps//a b.png"])
def test_a_path_is_relative_to_the_deck(deck: Path, path: str) -> None:
    assert media_file(deck, path) == (deck.parent / "maps" / "a b.png").resolve()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../secret.png", "leads out of the deck's folder"),
        ("maps/../../secret.png", "leads out of the deck's folder"),
        ("/etc/passwd", "is an absolute path"),
        ("~/a.png", "is an absolute path"),
        ("https://example.org/a.png", "is a link"),
        ("file:///etc/passwd", "is a link"),
        ("C:/a.png", "is a link"),
        (r"maps\a b.png", "has a backslash"),
        ("maps", "is not a file"),
        ("none.png", "does not exist"),
        ("a\0b.png", "cannot be opened"),
        ("x" * 5000, "cannot be opened"),
    ],
)
def test_other_paths_are_refused_with_the_reason(deck: Path, path: str, why: str) -> None:
    assert str(find_media(deck, path)).startswith(why)
    assert media_file(deck, path) is None


def test_links_do_not_lead_out_of_the_folder(deck: Path, tmp_path: Path) -> None:
    (deck.parent / "out.png").symlink_to(tmp_path / "secret.png")
    (deck.parent / "up").symlink_to(tmp_path)
    (deck.parent / "in.png").symlink_to("maps/a b.png")
    (deck.parent / "loop.png").symlink_to("loop.png")
    assert media_file(deck, "out.png") is None
    assert media_file(deck, "up/secret.png") is None
    assert media_file(deck, "loop.png") is None
    assert media_file(deck, "in.png") == (deck.parent / "maps" / "a b.png").resolve()


def test_a_deck_that_is_a_link_finds_what_lies_beside_its_file(deck: Path, tmp_path: Path) -> None:
    deck.write_text("title: t\n")
    (tmp_path / "link.yaml").symlink_to(deck)
    assert media_file(tmp_path / "link.yaml", "maps/a b.png") is not None
