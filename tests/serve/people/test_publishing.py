"""Published decks: editions, pictures, days, and who gets them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from quiz.errors import QuizError
from quiz.serve.people import publishing as module
from quiz.serve.people.access import OPERATOR, DeniedError
from quiz.serve.people.classes import remove_class
from quiz.serve.people.publishing import (
    Publication,
    assign,
    assignments_of,
    cards_of,
    content_of,
    decks_of_class,
    decks_of_person,
    files_needed,
    files_of_deck,
    publish,
    text_of,
    unassign,
    unpublish,
)
from quiz.serve.people.tables import CONTENT
from tests.serve.people.conftest import School

RIVERS = """\
title: Rivers
format: markdown
cards:
  - {prompt: Which river flows through Astana?, answer: Ishim, image: map.png}
  - {prompt: "![](maps/rhine.png) Which river is this?", answer: Rhine}
"""
FILES = {"map.png": b"one map", "maps/rhine.png": b"another", "secret.png": b"not asked for"}


def published(
    school: School, class_id: str, who: str = OPERATOR, text: str = RIVERS
) -> Publication:
    with school.database.begin() as connection:
        return publish(connection, who, class_id, "Rivers", text, FILES, school.now)


def test_members_get_a_deck_with_its_pictures(school: School) -> None:
    seven = school.new_class()
    ada = school.student(seven)
    done = published(school, seven)
    assert (done.cards, done.missing, done.changed) == (2, (), True)
    with school.database.read() as connection:
        (deck,) = decks_of_person(connection, ada.person)
        assert deck == done.deck
        assert (deck.name, deck.path, deck.edition) == ("rivers", "7b/rivers.yaml", 1)
        text = text_of(connection, ada.person, seven, "rivers")
        files = files_of_deck(connection, ada.person, seven, "rivers")
        # The text names exactly the files that come with it.
        assert files_needed(text) == set(files)
        contents = {content_of(connection, ada.person, seven, each) for each in files.values()}
        assert contents == {b"one map", b"another"}


def test_a_new_edition_keeps_keys_and_forgets_pictures(school: School) -> None:
    seven = school.new_class()
    published(school, seven)
    assert not published(school, seven).changed
    with school.database.begin() as connection:
        before = cards_of(connection, OPERATOR, seven, "rivers")
    changed = RIVERS.replace("Which river flows", "What river flows").replace(
        ", image: map.png", ""
    )
    done = published(school, seven, text=changed)
    assert (done.changed, done.deck.edition) == (True, 2)
    with school.database.begin() as connection:
        after = cards_of(connection, OPERATOR, seven, "rivers")
        assert [card.key for card in after] == [card.key for card in before]
        assert after[0].prompt.startswith("What")
        assert len(files_of_deck(connection, OPERATOR, seven, "rivers")) == 1
        assert connection.execute(select(func.count()).select_from(CONTENT)).scalar() == 1


def test_a_text_alone_is_the_next_edition_of_the_deck_with_its_title(school: School) -> None:
    seven = school.new_class()
    with school.database.begin() as connection:
        for name, text in (("flows", RIVERS), ("", RIVERS + "  - {prompt: x, answer: y}\n")):
            done = publish(connection, OPERATOR, seven, name, text, {}, school.now)
            assert done.deck.name == "flows"
        assert done.deck.edition == 2
        other = RIVERS.replace("title: Rivers", "title: More/Rivers")
        done = publish(connection, OPERATOR, seven, "", other, {}, school.now)
        assert done.deck.name == "more-rivers"


def test_a_deck_taken_back_is_gone_and_returns_with_its_keys(school: School) -> None:
    seven = school.new_class()
    ada = school.student(seven)
    published(school, seven)
    with school.database.begin() as connection:
        before = cards_of(connection, OPERATOR, seven, "rivers")
        (digest, *_) = files_of_deck(connection, OPERATOR, seven, "rivers").values()
        assign(connection, OPERATOR, seven, "rivers", 20_000)
        unpublish(connection, OPERATOR, seven, "rivers")
        assert decks_of_person(connection, ada.person) == []
        assert assignments_of(connection, ada.person, seven, 0) == []
        for look in (text_of, cards_of, files_of_deck):
            with pytest.raises(DeniedError):
                look(connection, ada.person, seven, "rivers")
        with pytest.raises(DeniedError):
            content_of(connection, ada.person, seven, digest)
        with pytest.raises(DeniedError):
            unpublish(connection, OPERATOR, seven, "rivers")
    assert published(school, seven).deck.edition == 2
    with school.database.begin() as connection:
        assert cards_of(connection, OPERATOR, seven, "rivers") == before


def test_only_teachers_publish_and_only_members_read(school: School) -> None:
    seven, eight = school.new_class("7b"), school.new_class("8a")
    gray, black = school.new_teacher(seven), school.new_teacher(eight, "Mr Black")
    ada, bo = school.student(seven), school.student(eight, "Bo")
    assert published(school, seven, gray).changed
    for who in (black, ada.person, bo.person, "nobody", ""):
        with pytest.raises(DeniedError):
            published(school, seven, who)
        with school.database.begin() as connection, pytest.raises(DeniedError):
            assign(connection, who, seven, "rivers", 20_000)
    with school.database.begin() as connection:
        (digest, *_) = files_of_deck(connection, ada.person, seven, "rivers").values()
        for who in (black, bo.person, "nobody"):
            with pytest.raises(DeniedError):
                decks_of_class(connection, who, seven)
            with pytest.raises(DeniedError):
                content_of(connection, who, seven, digest)
        # A class of one's own does not open the files of another.
        with pytest.raises(DeniedError):
            content_of(connection, bo.person, eight, digest)


def test_a_faulty_deck_is_refused_with_its_fault(school: School) -> None:
    seven = school.new_class()
    for text, said in (
        ("title: x\ncards:\n  - {prompt: a}\n  - {prompt: b}\n", r"rivers\.yaml:3.*2 faults"),
        ("", "empty"),
        ("[" * 10_000, "rivers"),
    ):
        with pytest.raises(QuizError, match=said):
            published(school, seven, text=text)
    with school.database.read() as connection:
        assert decks_of_class(connection, OPERATOR, seven) == []


def test_sizes_are_bounded(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    seven = school.new_class()
    monkeypatch.setattr(module, "LARGEST_FILE", 7)
    monkeypatch.setattr(module, "LARGEST_TOTAL", 14)
    assert published(school, seven).missing == ()
    monkeypatch.setattr(module, "LARGEST_TOTAL", 13)
    with pytest.raises(QuizError, match="exceed"):
        published(school, seven, text=RIVERS.replace("Rivers", "More"))
    monkeypatch.setattr(module, "LARGEST_FILE", 6)
    assert published(school, seven).missing == ("map.png", "maps/rhine.png")
    monkeypatch.setattr(module, "LONGEST_TEXT", 10)
    with pytest.raises(QuizError, match="too large"):
        published(school, seven)
    monkeypatch.setattr(module, "LONGEST_TEXT", 10_000)
    monkeypatch.setattr(module, "MOST_DECKS", 1)
    with school.database.begin() as connection, pytest.raises(QuizError, match="decks already"):
        publish(connection, OPERATOR, seven, "Lakes", RIVERS, {}, school.now)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b", "/", "con", "x" * 500, "é/Ü b"])
def test_names_of_decks_are_made_safe(school: School, name: str) -> None:
    seven = school.new_class()
    with school.database.begin() as connection:
        done = publish(connection, OPERATOR, seven, name, RIVERS, {}, school.now)
    assert done.deck.path.startswith("7b/")
    assert ".." not in done.deck.path
    assert done.deck.path.isprintable()


def test_decks_are_set_for_days(school: School) -> None:
    seven = school.new_class()
    published(school, seven)
    with school.database.begin() as connection:
        for day in (20_001, 20_000, 20_000):
            assign(connection, OPERATOR, seven, "rivers", day)
        found = assignments_of(connection, OPERATOR, seven, 20_000)
        assert [each.day for each in found] == [20_000, 20_001]
        assert assignments_of(connection, OPERATOR, seven, 20_001) == found[1:]
        assert assignments_of(connection, OPERATOR, seven, 0, 20_000) == found[:1]
        assert unassign(connection, OPERATOR, seven, "rivers", 20_000)
        assert not unassign(connection, OPERATOR, seven, "rivers", 20_000)
        with pytest.raises(DeniedError):
            assign(connection, OPERATOR, seven, "lakes", 20_000)


def test_a_removed_class_takes_its_decks_along(school: School) -> None:
    seven, eight = school.new_class("7b"), school.new_class("8a")
    ada = school.student(seven)
    published(school, seven)
    published(school, eight)
    with school.database.begin() as connection:
        remove_class(connection, OPERATOR, seven)
        assert decks_of_person(connection, ada.person) == []
        assert connection.execute(select(func.count()).select_from(CONTENT)).scalar() == 2
        remove_class(connection, OPERATOR, eight)
        assert connection.execute(select(func.count()).select_from(CONTENT)).scalar() == 0
