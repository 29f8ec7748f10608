"""Cards written, changed and deleted in the editor."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, Select, Static, TextArea

from quiz.card import Kind
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, TermNote
from quiz.decks.loader import load_deck
from quiz.game.game import Game
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.browser_screen import BrowserScreen
from quiz.tui.screens.card_editor import CardEditor
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.widgets.deck_list import DeckList
from tests.tui.driving import said, screen
from tests.tui.waiting import offered, waited_for

MakeGame = Callable[..., Game]


async def test_a_card_is_written_into_the_deck(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        await pilot.press("ctrl+s")
        await pilot.pause()
        screen(pilot, CardEditor)
        for kind, fields in (("true-false", {"statement": "Snow is warm.", "answer": "false"}),):
            editor.query_one("#kind", Select).value = kind
            await pilot.pause()
            for name, value in fields.items():
                editor.query_one(f"#field-{name}", Input).value = value
            await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert any(card.prompt == "Snow is warm." for card in game.cards_of())
    assert "- statement: Snow is warm." in (decks / "mini.yaml").read_text()


async def test_saving_new_card_opens_next_form(home: Path, decks: Path) -> None:
    mine = home / "decks"
    roots = [decks, mine]
    game = Game(Store.open(home), roots, Settings(animations=False), "ada")
    async with QuizApp(game).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        editor.query_one("#deck", Select).value = "\0new"
        editor.query_one("#kind", Select).value = Kind.TERM.value
        await pilot.pause()
        for number in ("one", "two", "three"):
            # The first line has the focus each time. Later, no fault of the empty form is shown.
            await pilot.press(*number, "ctrl+s")
            await pilot.pause()
            assert "empty" in said(pilot)[-1]
            await pilot.press(*number, "x", "tab", *"also", "ctrl+s")
            await pilot.pause()
            assert pilot.app.screen is editor
            assert said(pilot) == ["Saved in My cards."]
            fields = editor.query("#fields Input, #fields TextArea")
            texts = [
                getattr(field, "value", None) or getattr(field, "text", "") for field in fields
            ]
            assert not any(texts), texts
            assert editor.query_one("#deck", Select).value == "my-cards"
            assert editor.query_one("#kind", Select).value == Kind.TERM.value
            assert "The card will appear here." in str(editor.query_one("#preview", Static).content)
            pilot.app.clear_notifications()
        # Nothing can be lost any more.
        await pilot.press("escape")
        await pilot.pause()
        home_screen = pilot.app.screen
        assert isinstance(home_screen, HomeScreen)
        names = [row.name for row in home_screen.query_one(DeckList).rows]
        assert "my-cards" in names
    written = load_deck((mine / "my-cards.yaml").read_bytes(), "")
    assert isinstance(written, Deck)
    assert [note.term for note in written.notes if isinstance(note, TermNote)] == [
        "one",
        "two",
        "three",
    ]


async def test_saving_changed_card_closes_editor_and_names_deck(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("end", "x", "ctrl+s")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        assert "Saved in Mini [b]deck[/b]." in said(pilot)


async def test_leaving_the_editor_asks_first(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("x", "escape")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("n")
        await pilot.pause()
        screen(pilot, CardEditor)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#yes")
        await pilot.pause()
        screen(pilot, HomeScreen)


@pytest.mark.parametrize("keys", [("ctrl+q",), ("ctrl+p", *"quit", "enter"), ("f1", "ctrl+q")])
async def test_quitting_asks_before_a_card_is_lost(
    make_game: MakeGame, keys: tuple[str, ...]
) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        await pilot.press("x")
        for key in keys:
            if key == "enter":
                await offered(pilot, "Quit")
            await pilot.press(key)
            await pilot.pause()
        await waited_for(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        # Pressing it again still only asks.
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert app.is_running
        assert editor in app.screen_stack
        assert editor.query_one("#field-prompt", Input).value == "x"
        await pilot.press("ctrl+q", "y")
        await waited_for(pilot, lambda: app._exit)


async def test_quitting_with_nothing_to_lose_asks_nothing(make_game: MakeGame) -> None:
    app = QuizApp(make_game())
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("x", "backspace", "ctrl+q")
        await waited_for(pilot, lambda: app._exit)


async def test_chosen_kind_alone_is_not_unsaved_text(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        for kind in Kind:
            editor.query_one("#kind", Select).value = kind.value
            await pilot.pause()
        await pilot.press("space", "escape")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_leaving_asks_about_text_typed_under_other_kind(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        await pilot.press("x")
        editor.query_one("#kind", Select).value = Kind.CLOZE.value
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("n")
        await pilot.pause()
        editor.query_one("#kind", Select).value = Kind.BASIC.value
        await pilot.pause()
        assert editor.query_one("#field-prompt", Input).value == "x"
        await pilot.press("end", "backspace", "escape")
        await pilot.pause()
        screen(pilot, HomeScreen)


async def test_deleting_a_card_asks_first(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("ctrl+d")
        await pilot.pause()
        screen(pilot, ConfirmScreen)
        await pilot.press("enter")
        await pilot.pause()
        screen(pilot, CardEditor)
        assert "id: capital" in (decks / "mini.yaml").read_text()
        await pilot.press("ctrl+d")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "id: capital" not in (decks / "mini.yaml").read_text()


async def test_the_first_card_makes_a_deck(home: Path, tmp_path: Path) -> None:
    game = Game(Store.open(home), [tmp_path / "none"], Settings(), "ada")
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        assert isinstance(editor, CardEditor)
        editor.query_one("#field-prompt", Input).value = "p"
        editor.query_one("#field-answer", Input).value = "a"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        # This also holds if the own decks are not being played.
        await pilot.press("q", "tab", "b", "ctrl+s")
        await pilot.pause()
    written = load_deck((home / "decks" / "my-cards.yaml").read_bytes(), "")
    assert isinstance(written, Deck)
    assert [note.prompt for note in written.notes if isinstance(note, BasicNote)] == ["p", "q"]


@pytest.mark.parametrize("own", [(), ("old",), ("old", "new"), ("new", "old")])
async def test_new_card_goes_to_latest_own_deck(
    home: Path, decks: Path, monkeypatch: pytest.MonkeyPatch, own: tuple[str, ...]
) -> None:
    monkeypatch.setattr("quiz.paths.shipped_decks", lambda: decks)
    (decks / "welcome.yaml").write_bytes((decks / "mini.yaml").read_bytes())
    mine = home / "decks"
    mine.mkdir(parents=True)
    for age, name in enumerate(own):
        (mine / f"{name}.yaml").write_text("title: t\ncards:\n- {prompt: p, answer: a}\n")
        os.utime(mine / f"{name}.yaml", (1e9 - age, 1e9 - age))
    game = Game(Store.open(home), [decks, mine], Settings(animations=False), "ada")
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        listed = pilot.app.screen.query_one(DeckList).chosen
        assert listed is not None
        assert listed.name == "welcome"
        # A highlighted deck is used unless it is a shipped one, which has to be chosen here.
        mine_or_new = own[0] if own else "\0new"
        rows = {"welcome": mine_or_new, "mini": mine_or_new} | {name: name for name in own}
        for row, chosen in rows.items():
            pilot.app.screen.query_one(DeckList).choose(row)
            await pilot.press("a")
            await pilot.pause()
            offered = pilot.app.screen.query_one("#deck", Select)
            assert offered.value == chosen
            values = [value for _, value in offered._options]
            assert values == [*sorted(own), "\0new", "mini", "welcome"]
            for field, value in (("prompt", "who"), ("answer", "ada")):
                pilot.app.screen.query_one(f"#field-{field}", Input).value = value
            await pilot.pause()
            preview = pilot.app.screen.query_one("#preview", Static)
            assert "comes with the game" not in str(preview.content)
            offered.value = "mini"
            await pilot.pause()
            assert "comes with the game" in str(preview.content)
            for field in ("prompt", "answer"):
                pilot.app.screen.query_one(f"#field-{field}", Input).value = ""
            await pilot.press("escape")
            await pilot.pause()


async def test_untouched_form_shows_no_faults(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        shown = editor.query_one("#preview", Static)
        assert "✗" not in str(shown.content)
        await pilot.press("x")
        await pilot.pause()
        # The answer has not been typed yet.
        assert "✗" not in str(shown.content)
        await pilot.press("backspace")
        await pilot.pause()
        assert "✗ Prompt is still empty" in str(shown.content)
        await pilot.press("x", "ctrl+s")
        await pilot.pause()
        assert "✗ Answer is still empty" in str(shown.content)
        assert any("Answer is still empty" in n.message for n in pilot.app._notifications)
        # The player can type it at once.
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "field-answer"
        await pilot.press("y")
        await pilot.pause()
        assert "✓ x  →  y" in str(shown.content)


async def test_unwritable_deck_is_not_edited(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("w")
        await pilot.pause()
        monkeypatch.setattr("os.access", lambda *_: False)
        await pilot.press("f2")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        assert any("cannot be written" in n.message for n in pilot.app._notifications)


async def test_leaving_asks_about_a_changed_card(make_game: MakeGame) -> None:
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, BrowserScreen)
        await pilot.press("f2")
        await pilot.pause()
        pilot.app.screen.query_one("#field-prompt", Input).value = ""
        await pilot.press("escape")
        await pilot.pause()
        screen(pilot, ConfirmScreen)


async def test_a_card_in_markdown_with_a_picture(make_game: MakeGame, decks: Path) -> None:
    (decks / "rich.yaml").write_text(
        "title: Rich\nformat: markdown\ncards:\n  - {prompt: '**a**', answer: '`b`'}\n"
    )
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        pilot.app.push_screen(CardEditor(card=game.cards_of(["rich"])[0]))
        await pilot.pause()
        editor = screen(pilot, CardEditor)
        preview = editor.query_one("#preview", Static)
        await waited_for(pilot, lambda: "✓ a  →  b" in str(preview.content))
        editor.query_one("#field-image", Input).value = "map.png"
        editor.query_one("#field-alt", Input).value = "a map"
        await waited_for(pilot, lambda: "⚠ map.png does not exist" in str(preview.content))
        (decks / "map.png").write_bytes(b"x")
        editor.query_one("#field-prompt", Input).value = "What is $x^2$?"
        await waited_for(pilot, lambda: "What is x²?" in str(preview.content))
        assert "⚠" not in str(preview.content)
        await pilot.press("ctrl+s")
        await pilot.pause()
    text = (decks / "rich.yaml").read_text()
    assert "prompt: What is $x^2$?" in text
    assert "image: map.png" in text
    assert "alt: a map" in text


WORDS = """\
title: Words
templates:
  word:
    fields: [Word, Meaning]
    cards:
      - {prompt: "{Word}", answer: "{Meaning}"}
      - {prompt: "{Meaning}", answer: "{Word}"}
cards:
  - template: word
    fields: {Word: der Hund, Meaning: dog}  # a pet
  - template: word
    fields: {Word: die Katze, Meaning: cat}
"""


async def test_a_field_of_a_note_of_several_cards(make_game: MakeGame, decks: Path) -> None:
    (decks / "words.yaml").write_text(WORDS)
    game = make_game()
    before = {card.key for card in game.cards_of(["words"])}
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        pilot.app.push_screen(CardEditor(card=game.cards_of(["words"])[2]))
        await pilot.pause()
        editor = screen(pilot, CardEditor)
        preview = editor.query_one("#preview", Static)
        await waited_for(pilot, lambda: "✓ cat  →  die Katze" in str(preview.content))
        fields = editor.query_one("#field-fields", TextArea)
        assert fields.text == "Word: die Katze\nMeaning: cat"
        fields.focus()
        await pilot.press("ctrl+end")
        assert fields.cursor_location == (1, 12)
        await pilot.press("ctrl+home")
        assert fields.cursor_location == (0, 0)
        fields.text = "Word: die Katze\nMeening: tomcat"
        await waited_for(pilot, lambda: "did you mean 'Meaning'?" in str(preview.content))
        fields.text = "Word: die Katze\nMeaning: tomcat"
        await waited_for(pilot, lambda: "✓ die Katze  →  tomcat" in str(preview.content))
        await pilot.press("ctrl+s")
        await pilot.pause()
    text = (decks / "words.yaml").read_text()
    start = WORDS.index("    fields: {Word: die Katze")
    assert text == WORDS[:start] + "    fields:\n      Word: die Katze\n      Meaning: tomcat\n"
    assert {card.key for card in game.cards_of(["words"])} == before


async def test_a_new_note_of_several_cards_and_regions(make_game: MakeGame, decks: Path) -> None:
    game = make_game()
    async with QuizApp(game).run_test(size=(100, 40)) as pilot:
        pilot.app.push_screen(CardEditor("mini"))
        await pilot.pause()
        editor = screen(pilot, CardEditor)
        preview = editor.query_one("#preview", Static)
        for kind, texts, shown in (
            (
                Kind.CARDS,
                {"cards": "- prompt: a?\n  answer: b\n- prompt: b?\n  answer: a"},
                "✓ b?  →  a",
            ),
            (
                Kind.OCCLUSION,
                {"occlusion": "map.png", "regions": "- {name: North, at: [0, 0, 50, 50]}"},
                "✓ What is marked in the picture?  →  North",
            ),
        ):
            editor.query_one("#kind", Select).value = kind.value
            first = f"#field-{next(iter(texts))}"
            await waited_for(pilot, lambda first=first: bool(editor.query(first)))
            assert "will appear here" in str(preview.content)
            assert not editor.query("#field-image") or kind is not Kind.OCCLUSION
            for key, text in texts.items():
                field = editor.query_one(f"#field-{key}")
                if isinstance(field, TextArea):
                    field.text = text
                else:
                    assert isinstance(field, Input)
                    field.value = text
            await waited_for(pilot, lambda shown=shown: shown in str(preview.content))
            await pilot.press("ctrl+s")
            await pilot.pause()
    text = (decks / "mini.yaml").read_text()
    assert "  - cards:\n      - prompt: a?\n        answer: b\n" in text
    assert "    regions:\n      - name: North\n        at: [0, 0, 50, 50]\n" in text


async def test_broken_formulas_are_named_before_saving(make_game: MakeGame, decks: Path) -> None:
    (decks / "mini.yaml").write_text(
        "title: M\nformat: markdown\ncards:\n- {prompt: p, answer: a}\n"
    )
    async with QuizApp(make_game()).run_test(size=(100, 40)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        editor = pilot.app.screen
        editor.query_one("#field-prompt", Input).value = r"What is $\frac{1}{2$?"
        editor.query_one("#field-answer", Input).value = "a half"
        await pilot.pause()
        assert r"The formula \frac{1}{2 has" in str(editor.query_one("#preview", Static).content)
        editor.query_one("#field-prompt", Input).value = r"What is $\frac{1}{2}$?"
        await pilot.pause()
        assert "has" not in str(editor.query_one("#preview", Static).content)
