from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Button, Input, Select, Static

from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.game.fact_review import FactReview
from quiz.settings.settings import Settings
from quiz.tui.review_app import COMMANDS, ReviewApp
from quiz.tui.screens.accept_above_screen import AcceptAboveScreen
from quiz.tui.screens.build_screen import BuildScreen
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.fact_editor import FactEditor
from quiz.tui.screens.help_screen import HelpScreen
from quiz.tui.screens.review_screen import ReviewScreen
from quiz.tui.widgets.category_list import CategoryList
from quiz.tui.widgets.fact_list import FactList
from tests.factories import Clock
from tests.facts.reviewing import FILE
from tests.tui.clicking import click_key

MAYOR_ACCEPTED = FILE.replace("candidate   # look", "accepted   # look")
Asked = tuple[ReviewApp, Path, Path]


@pytest.fixture
def review(tmp_path: Path) -> Asked:
    path = tmp_path / "facts.yaml"
    path.write_text(FILE)
    deck = tmp_path / "own" / "ports.yaml"
    return ReviewApp(FactReview(path), Settings(animations=False), deck), path, deck


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def click(pilot: Pilot[None], *names: str) -> None:
    for name in names:
        assert await pilot.click(name), name
        await pilot.pause()


def text(pilot: Pilot[None], name: str) -> str:
    return str(pilot.app.screen.query_one(name, Static).render())


def shown(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen), screen
    assert screen.fact is not None
    return screen.fact.id


def touch(path: Path, new: str) -> None:
    before = path.stat().st_mtime_ns
    path.write_text(new)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def said(pilot: Pilot[None]) -> str:
    return " ".join(note.message for note in pilot.app._notifications)


async def test_tick_before_screen_is_mounted_is_ignored(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)):
        screen = app.push_screen(ReviewScreen(app._review, Path("ports.yaml")))
        app.tick()
        await screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (20, 5)])
async def test_a_whole_review_by_keyboard(review: Asked, size: tuple[int, int]) -> None:
    app, path, deck = review
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert shown(pilot) == "mayor"
        await press(pilot, "a")
        assert path.read_text() == MAYOR_ACCEPTED
        assert shown(pilot) == "pier"
        await press(pilot, "right", "r")
        assert "# the premier\n    status: rejected" in path.read_text()
        assert shown(pilot) == "pier"
        await press(pilot, "u", "u")
        assert path.read_text() == FILE
        assert shown(pilot) == "mayor"
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)
        await press(pilot, "a", "n", "r", "e")
        assert isinstance(pilot.app.screen, FactEditor)
        # Only part of the pier's fact is in braces, so it can be edited.
        await press(pilot, *"x", "ctrl+s")
        assert isinstance(pilot.app.screen, BuildScreen)
        await press(pilot, "enter")
        built = load_deck(deck.read_bytes(), "d")
        assert isinstance(built, Deck)
        assert built.notes
        await press(pilot, "enter")
    assert app.return_code == 0
    assert "subject: the new pier was openedx" in path.read_text()
    assert "status: edited" in path.read_text()


async def test_a_whole_review_by_mouse(review: Asked) -> None:
    app, path, deck = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await click(pilot, "#next", "#next", "#previous", "#previous", "#accept")
        assert path.read_text() == MAYOR_ACCEPTED
        await click(pilot, "#undo")
        assert path.read_text() == FILE
        await click(pilot, "#accept", "#edit", "#back")
        assert shown(pilot) == "pier"
        await click(pilot, "#edit", "#save")
        assert shown(pilot) == "stein"
        await click(pilot, "#reject")
        await click(pilot, "#facts")
        assert shown(pilot) == "stein"
        await press(pilot, "b")
        await click(pilot, "#build")
        assert deck.exists()
        await click(pilot, "#leave")
    assert [fact.status for fact in FactReview(path).facts] == ["accepted", "accepted", "rejected"]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_every_button_can_be_reached(review: Asked, size: tuple[int, int]) -> None:
    _, path, deck = review
    path.write_text(FILE.replace("category: place", "category: organisation"))
    app = ReviewApp(FactReview(path), Settings(animations=False), deck)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "c", "c", "f")
        for button in pilot.app.screen.query(Button):
            region = button.region
            assert region.right <= size[0], button.id
            assert region.bottom <= size[1], button.id
            assert region.width >= len(str(button.label)), button.id


async def test_sentence_fact_and_cards_are_shown_as_they_are(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sentence = pilot.app.screen.query_one("#review-sentence", Static).render()
        assert str(sentence).startswith("Ada Lind, mayor of Porthaven, cut the [red] ribbon.")
        marked = {str(sentence)[span.start : span.end] for span in sentence.spans}  # type: ignore[union-attr]
        assert {"Ada Lind", "mayor of Porthaven"} <= marked
        assert text(pilot, "#review-title") == "Ports and [b]piers[/b]"
        fact = text(pilot, "#review-fact")
        for part in ("undecided", "person, post", "85% sure", "port.txt"):
            assert part in fact
        assert "In May 2015 Ada Lind was mayor of Porthaven." in fact
        assert "Who was mayor of Porthaven in May 2015?" in text(pilot, "#review-cards")
        assert "0 of 3 decided" in text(pilot, "#review-tally")
        # The important parts are visible without scrolling; more evidence comes last.
        body = pilot.app.screen.query_one("#review-body").region
        for name in ("#review-sentence", "#review-fact", "#review-cards"):
            assert body.contains_region(pilot.app.screen.query_one(name).region), name
        assert text(pilot, "#review-more") == "May 2015"


def words(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, AcceptAboveScreen), pilot.app.screen
    return text(pilot, "#above-words")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (20, 5)])
async def test_all_above_are_accepted_by_key(review: Asked, size: tuple[int, int]) -> None:
    app, path, _ = review
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "A")
        assert words(pilot) == "Accept 2 of 3 undecided facts that are at least 80% sure"
        await press(pilot, "right", "right")
        assert words(pilot) == "Accept 1 of 3 undecided facts that are at least 90% sure"
        await press(pilot, "end", "right", "enter")
        assert words(pilot) == "Accept 0 of 3 undecided facts that are at least 100% sure"
        await press(pilot, "home", "left")
        assert words(pilot) == "Accept 3 of 3 undecided facts that are at least 50% sure"
        await press(pilot, "escape")
        assert path.read_text() == FILE
        await press(pilot, "A", "right", "enter")
        assert shown(pilot) == "pier"
        assert [fact.status for fact in FactReview(path).facts] == [
            "accepted",
            "candidate",
            "accepted",
        ]
        assert "Accepted 2 facts; u undoes it." in said(pilot)
        await press(pilot, "u")
        assert shown(pilot) == "mayor"
        assert path.read_text() == FILE
        await press(pilot, "u")
        assert "nothing to undo" in said(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_all_above_are_accepted_by_mouse(review: Asked, size: tuple[int, int]) -> None:
    app, path, _ = review
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert await pilot.click("#footer", offset=(3, 0))
        await pilot.pause()
        bar = pilot.app.screen.query_one("#slider").size.width
        await pilot.click("#slider", offset=(0, 0))
        assert "Accept 3 of 3" in words(pilot)
        await pilot.mouse_down("#slider", offset=(1, 0))
        await pilot.hover("#slider", offset=(bar - 1, 0))
        assert "Accept 0 of 3" in words(pilot)
        # The knob also follows the mouse above and below the bar.
        await pilot.hover("#above-words", offset=(0, 0))
        assert "at least 50% sure" in words(pilot)
        await pilot.hover("#slider", offset=(round((bar - 1) * 0.8), 0))
        await pilot.mouse_up("#slider", offset=(round((bar - 1) * 0.8), 0))
        await pilot.hover("#slider", offset=(0, 0))
        assert "Accept 1 of 3 undecided facts that are at least 90% sure" in words(pilot)
        await click(pilot, "#back")
        assert path.read_text() == FILE
        await press(pilot, "A")
        await click(pilot, "#accept")
        assert shown(pilot) == "pier"
        await click(pilot, "#undo")
        assert path.read_text() == FILE


async def test_key_while_dragging_frees_the_mouse(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "A")
        await pilot.mouse_down("#slider", offset=(1, 0))
        await press(pilot, "escape")
        assert app.mouse_captured is None
        await click(pilot, "#accept")
        assert shown(pilot) == "pier"


async def test_undecided_fact_stays_shown_while_others_are_accepted(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "n", "A", "enter")
        assert shown(pilot) == "pier"
        await press(pilot, "u", "A", "home", "enter")
        assert isinstance(app.screen, BuildScreen)
        await press(pilot, "escape", "A")
        assert "Everything is decided" in said(pilot)
        touch(path, FILE)
        await press(pilot, "u")
        touch(path, "title: x\nfacts:\n")
        await press(pilot, "A", "enter")
        assert "is empty" in said(pilot)


async def test_bar_and_tally_count_decisions(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "a", "r")
        assert text(pilot, "#review-tally") == "✓ 1  ✗ 1   2 of 3 decided"
        bar = pilot.app.screen.query_one("#review-bar", Static).render()
        assert bar.spans[0].end == round(2 / 3 * 78)  # type: ignore[union-attr]


async def test_filters(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "c")
        assert text(pilot, "#review-position") == "Fact 1 of 2"
        await press(pilot, "n")
        assert shown(pilot) == "stein"
        await press(pilot, "a", "f")
        assert text(pilot, "#review-position") == "Fact 1 of 1"
        assert shown(pilot) == "mayor"
        await press(pilot, "r")
        assert "No undecided fact in this category" in text(pilot, "#review-fact")
        assert "c shows the other categories" in said(pilot)
        assert pilot.app.screen.query_one("#accept", Button).disabled
        await press(pilot, "a", "e", "space", "n")
        assert "Everything here is decided" in said(pilot)
        # An undone fact is shown, whatever the filter.
        await press(pilot, "u")
        assert shown(pilot) == "mayor"
        await press(pilot, "c", "u")
        assert shown(pilot) == "stein"
        await press(pilot, "f", "c", "c", "c")
        assert text(pilot, "#review-position") == "Fact 2 of 3"
        await click(pilot, "#filter", "#category")
        assert text(pilot, "#review-position") == "Fact 2 of 2"


async def test_space_skips_decided_facts_and_o_reopens(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "n", "n", "r")
        assert shown(pilot) == "mayor"
        await press(pilot, "space", "space")
        assert shown(pilot) == "mayor"
        await press(pilot, "p", "o")
        assert shown(pilot) == "stein"
        assert path.read_text() == FILE


async def test_the_form_changes_a_fact_and_previews_it(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "e")
        screen = pilot.app.screen
        screen.query_one("#field-subject", Input).value = ""
        await pilot.pause()
        assert text(pilot, "#editor-cards") == "✗ the subject is empty, expected a text"
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FactEditor)
        screen.query_one("#field-subject", Input).value = "Ada [b]"
        screen.query_one("#field-relation", Select).value = "former-post"
        screen.query_one("#field-accept", Input).value = "mayor; head of the town"
        screen.query_one("#field-category", Select).value = "term"
        await pilot.pause()
        assert "What post or profession did Ada [b] formerly have?" in text(pilot, "#editor-cards")
        await press(pilot, "ctrl+s")
        assert shown(pilot) == "pier"
    fact = FactReview(path).facts[0]
    assert (fact.subject, fact.relation, fact.category) == ("Ada [b]", "former-post", "term")
    assert fact.accept == ("mayor", "head of the town")
    assert "# ours" in path.read_text()


async def test_form_asks_before_losing_typed_text(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "e", "escape")
        assert shown(pilot) == "mayor"
        await press(pilot, "e", "x", "escape")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, FactEditor)
        await press(pilot, "escape", "y")
        assert shown(pilot) == "mayor"
    assert path.read_text() == FILE


async def test_quitting_asks_before_losing_typed_text(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "e", "x", "ctrl+q")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, FactEditor)
        assert app.is_running
        await press(pilot, "ctrl+q", "y")
        assert app._exit
    assert path.read_text() == FILE


async def test_file_changed_in_editor_is_reloaded(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        touch(path, FILE.replace("subject: Ada Lind", "subject: Ada B. Lind"))
        await press(pilot, "a")
        assert "changed in the file" in said(pilot)
        assert "Ada B. Lind" in text(pilot, "#review-fact")
        assert "status: accepted" not in path.read_text()
        touch(path, FILE.replace("subject: Ada Lind", "subject: Ada C. Lind"))
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        screen._refresh_file()
        await pilot.pause()
        assert "was reloaded" in said(pilot)
        assert "Ada C. Lind" in text(pilot, "#review-fact")
        touch(path, "title: x\nfacts:\n")
        screen._refresh_file()
        await press(pilot, "u")
        assert "is empty" in said(pilot)
        assert "Ada C. Lind" in text(pilot, "#review-fact")


async def test_form_asks_before_replacing_changed_fact(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "e", "x")
        theirs = FILE.replace('"mayor of Porthaven"', "lord mayor")
        touch(path, theirs)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "n")
        assert path.read_text() == theirs
        await press(pilot, "ctrl+s", "y")
        assert shown(pilot) == "pier"
        fact = FactReview(path).facts[0]
        assert (fact.subject, fact.object) == ("Ada Lindx", "mayor of Porthaven")


async def test_fact_deleted_elsewhere_keeps_form_open(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "e", "x")
        touch(path, FILE.replace("id: mayor", "id: other"))
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FactEditor)
        assert "no longer in the file" in said(pilot)
        await press(pilot, "escape", "y")
        assert shown(pilot) == "other"


async def test_deck_is_replaced_only_after_asking(review: Asked) -> None:
    app, _, deck = review
    deck.parent.mkdir()
    deck.write_text("mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "b")
        assert "No accepted fact makes a card yet" in text(pilot, "#build-figures")
        await press(pilot, "ctrl+s", "escape", "a", "b", "enter")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "n")
        assert deck.read_text() == "mine"
        await press(pilot, "enter", "y")
        assert "Wrote" in text(pilot, "#build-said")
        assert deck.read_text() != "mine"
        pilot.app.screen.query_one("#build-path", Input).value = " "
        await press(pilot, "ctrl+s")
        assert "a deck needs a name" in said(pilot)
        pilot.app.screen.query_one("#build-path", Input).value = str(deck.parent)
        await press(pilot, "ctrl+s")
        assert "is a folder" in said(pilot)
        pilot.app.screen.query_one("#build-path", Input).value = str(deck / "x.yaml")
        await press(pilot, "ctrl+s")
        assert "cannot" in said(pilot)


@pytest.mark.parametrize("last", [("a", "a", "a"), ("n", "a", "r", "e", "ctrl+s"), ("b",)])
async def test_keys_still_on_their_way_are_not_typed(review: Asked, last: tuple[str, ...]) -> None:
    app, path, deck = review
    path.write_text(MAYOR_ACCEPTED if last == ("b",) else FILE)
    app._review.refresh()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, *last)
        assert isinstance(pilot.app.screen, BuildScreen)
        await press(pilot, *"arnpub", "space", "left")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert pilot.app.screen.query_one("#build-path", Input).value == str(deck)
        await press(pilot, "shift+tab", "end", "x")
        assert pilot.app.screen.query_one("#build-path", Input).value == f"{deck}x"


async def test_a_deck_gets_its_suffix_and_is_found(home: Path, review: Asked) -> None:
    app, _, deck = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "a", "b")
        line = pilot.app.screen.query_one("#build-path", Input)
        line.value = "news.2015"
        await press(pilot, "ctrl+s")
        assert (home / "decks" / "news.2015.yaml").is_file()
        assert text(pilot, "#build-said") == f"✓ Wrote {home / 'decks' / 'news.2015.yaml'}"
        line.value = str(deck.with_name("my news"))
        await press(pilot, "ctrl+s")
        assert deck.with_name("my news.yaml").is_file()
        played = f"`quiz '{deck.with_name('my news.yaml')}'` plays it."
        assert f"It is outside your decks; {played}" in text(pilot, "#build-said")


async def test_building_is_offered_only_for_cards(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "b")
        assert "ctrl+s" not in app.screen.active_bindings
        await press(pilot, "escape", "a", "b")
        assert "ctrl+s" in app.screen.active_bindings
        assert text(pilot, "#build-figures").endswith("1 card")


async def test_the_end_of_a_long_line_is_in_sight(tmp_path: Path, review: Asked) -> None:
    _, path, _ = review
    path.write_text(FILE.replace("new pier was", "new pier at the end of the old harbour was"))
    deck = tmp_path / ("long" * 20) / "ports.yaml"
    app = ReviewApp(FactReview(path), Settings(animations=False), deck)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await press(pilot, "a", "b")
        line = app.screen.query_one("#build-path", Input)
        assert line.content_region.contains_point(line.cursor_screen_offset)
        await press(pilot, "escape", "e")
        line = app.screen.query_one("#field-subject", Input)
        assert app.focused is line
        assert line.content_region.contains_point(line.cursor_screen_offset)


async def test_cards_have_a_hanging_indent(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(20, 40)) as pilot:
        await pilot.pause()
        cards = pilot.app.screen.query_one("#review-cards", Static)
        lines = [cards.render_line(y).text.rstrip() for y in range(cards.size.height)]
        assert lines[1].startswith("1 Who")
        assert lines[-1] == "  → Ada Lind"
        assert len(lines) > 3
        assert all(line.startswith("  ") for line in lines[2:])


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_button_leads_back_from_the_facts_to_building(
    review: Asked, size: tuple[int, int]
) -> None:
    app, *_ = review
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "a", "r", "r")
        await click(pilot, "#facts", "#build")
        assert isinstance(pilot.app.screen, BuildScreen)
        if size == (80, 24):
            await press(pilot, "escape")
            await click_key(pilot, "#footer", "Build")
            assert isinstance(pilot.app.screen, BuildScreen)


async def test_finished_file_opens_at_its_end(review: Asked) -> None:
    _, path, deck = review
    path.write_text(FILE.replace("status: candidate", "status: rejected"))
    app = ReviewApp(FactReview(path), Settings(animations=False), deck)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, BuildScreen)
        await press(pilot, "escape", "a")
        # No fact was decided, so the end does not open again.
        assert shown(pilot) == "mayor"
        await press(pilot, "escape")
    assert app.return_code == 0


async def test_help_scrolling_and_leaving(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        body = pilot.app.screen.query_one("#review-body")
        await press(pilot, "down")
        assert body.scroll_y == 3
        await press(pilot, "up")
        assert body.scroll_y == 0
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        keys = text(pilot, "#help-keys")
        for what in ("Accept", "Edit", "Reject", "Undo", "Next undecided", "Undecided again"):
            assert what in keys
        assert "A  Accept above" in keys
        await press(pilot, "escape", "escape")
    assert path.read_text() == FILE


async def test_the_palette_offers_every_action_of_the_review(review: Asked) -> None:
    app, _, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        own = [binding for binding in ReviewScreen.BINDINGS if isinstance(binding, Binding)]
        assert set(COMMANDS) == {
            each.action for each in own if each.action[:4] not in ("line", "scro")
        }
        titles = [command.title for command in app.get_system_commands(screen)]
        assert {title for title, _ in COMMANDS.values()} < set(titles)
        assert len(titles) == len(set(titles))
        await press(pilot, "f", "a", "r", "a", "escape")
        assert screen.fact is None
        titles = [command.title for command in app.get_system_commands(screen)]
        assert "Undo" in titles
        assert not {"Accept", "Edit", "Reject", "Undecided again"} & set(titles)


async def test_a_fact_is_decided_from_the_palette(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        async def command(title: str) -> None:
            found = {each.title: each for each in app.get_system_commands(app.screen)}
            app.call_later(found[title].callback)
            await pilot.pause()
            await pilot.pause()

        await command("Accept")
        assert shown(pilot) == "pier"
        assert path.read_text() == MAYOR_ACCEPTED
        await command("Undo")
        assert shown(pilot) == "mayor"
        assert path.read_text() == FILE
        await command("Next fact")
        assert shown(pilot) == "pier"
        await command("Help")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "escape", "ctrl+p")
        assert isinstance(app.screen, CommandPalette)


async def test_accepting_above_keeps_to_the_category(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "c", "A")
        assert "of 2 undecided facts" in words(pilot)
        await press(pilot, "home", "enter")
        assert [fact.status for fact in FactReview(path).facts if fact.category != "person"] == [
            "candidate"
        ]


async def test_the_likeliest_facts_come_first_by_a_key(review: Asked) -> None:
    app, *_ = review
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        open_facts = app._review.among("", only_undecided=True)
        surest = max(open_facts, key=lambda fact: fact.confidence)
        await press(pilot, "right", "s")
        assert shown(pilot) == surest.id
        found = [fact.confidence for fact in app._review.among("", only_undecided=False)]
        assert found == sorted(found, reverse=True)
        await press(pilot, "s")
        assert "In the article's order" in said(pilot)
        assert app._review.among("", only_undecided=True) == open_facts


def rows(app: ReviewApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(FactList).options]


async def test_a_wide_window_lists_the_facts_beside_the_one_shown(review: Asked) -> None:
    app, path, _ = review
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert rows(app) == [
            "?  85% In May 2015 Ada Lind was mayor of Porthaven.",
            "?  50% The new pier was opened; the place was Porthaven.",
            "?  90% In May 2015 Bo Stein was premier of Westmark.",
        ]
        # The next key acts on the fact that the one before chose.
        await pilot.press("down", "down", "r")
        assert [fact.status for fact in FactReview(path).facts][2] == "rejected"
        assert shown(pilot) == "mayor"
        assert rows(app)[2].startswith("✗")
        assert await pilot.click("#review-list", offset=(5, 2))
        await pilot.pause()
        assert shown(pilot) == "pier"
        assert "pier" in text(pilot, "#review-fact")
        await press(pilot, "u")
        assert app.screen.query_one(FactList).chosen == shown(pilot) == "stein"
        await press(pilot, "s")
        assert [row[3:6] for row in rows(app)] == ["90%", "85%", "50%"]
        await press(pilot, "up", "enter")
        assert isinstance(app.screen, FactEditor)
        await press(pilot, "escape")
        assert shown(pilot) == "pier"
        await pilot.click("#review-list", offset=(5, 2), times=2)
        await pilot.pause()
        assert isinstance(app.screen, FactEditor)


async def test_the_list_follows_the_filters_and_the_categories_show_what_is_left(
    review: Asked,
) -> None:
    app, *_ = review
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "a")
        lines = [str(each.prompt).split() for each in app.screen.query_one(CategoryList).options]
        assert [(line[0], *line[-4:]) for line in lines] == [
            ("person", "1", "of", "2", "decided"),
            ("place", "0", "of", "1", "decided"),
        ]
        assert await pilot.click("#review-categories", offset=(5, 2))
        await pilot.pause()
        assert len(rows(app)) == 1
        assert await pilot.click("#review-categories", offset=(5, 2))
        await pilot.pause()
        assert len(rows(app)) == 3
        assert await pilot.click("#review-categories", offset=(5, 1))
        await pilot.pause()
        assert len(rows(app)) == 2
        await press(pilot, "f", "a")
        assert rows(app) == []
        assert "No undecided fact" in text(pilot, "#review-fact")
        for name in ("sentence", "cards", "more"):
            assert not app.screen.query_one(f"#review-{name}").region, name
        await click(pilot, "#filter")
        await press(pilot, "down")
        assert len(rows(app)) == 2
        # The arrow keys move in the list, even with the focus on a button.
        assert shown(pilot) == "mayor"


@pytest.mark.parametrize("size", [(80, 24), (120, 24), (80, 40), (40, 12)])
async def test_a_smaller_window_has_no_list(review: Asked, size: tuple[int, int]) -> None:
    app, *_ = review
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(*size)
        await pilot.pause()
        for name in ("#review-list", "#review-categories"):
            assert not app.screen.query_one(name).region, name
        await press(pilot, "right")
        assert shown(pilot) == "pier"
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert app.screen.query_one(FactList).chosen == "pier"


async def test_what_stands_beside_the_list_scrolls_by_key(review: Asked) -> None:
    app, path, _ = review
    path.write_text(FILE.replace("- May 2015", "\n".join(["- May 2015"] + ["        - So"] * 30)))
    app._review.refresh()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        body = app.screen.query_one("#review-body")
        await press(pilot, "J", "J", "K")
        assert body.scroll_y == 3
        assert shown(pilot) == "mayor"


async def test_enter_held_in_one_window_does_nothing_in_the_next(review: Asked) -> None:
    _, path, deck = review
    clock = Clock()
    app = ReviewApp(FactReview(path), Settings(animations=False), deck, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "A", "home")
        for _ in range(9):
            await press(pilot, "enter")
            clock.advance(0.03)
        assert isinstance(app.screen, BuildScreen)
        assert not deck.exists()
        clock.advance(1)
        await press(pilot, "enter")
        assert deck.exists()
