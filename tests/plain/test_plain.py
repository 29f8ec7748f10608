from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.card import Kind
from quiz.game.game import Game
from quiz.game.play import NEAR_RECORD, Play, play_cards, play_mode
from quiz.game.scores import player_level
from quiz.game.speaker import Speaker
from quiz.history.events import Event, Input, Mode
from quiz.history.rating import Rating
from quiz.plain import card_media
from quiz.plain.lines import input_lines
from quiz.plain.plain_round import PlainRound
from quiz.settings.settings import Settings
from quiz.storage.log.store_errors import StoreError
from quiz.text.shown import lesson
from tests.factories import card

MakeGame = Callable[..., Game]


def play(game: Game, mode: Mode, lines: str, note: str | None = None) -> str:
    """Play the cards with this id or kind; returns the output."""
    cards = [c for c in game.cards_of() if note is None or note in (c.note, c.kind.value)]
    started = play_mode(game, mode) if note is None else play_cards(game, mode, cards[:1])
    out = io.StringIO()
    PlainRound(started, typed_in_time(game, lines), out).run()
    return out.getvalue()


def typed_in_time(game: Game, lines: str) -> Iterator[str]:
    """The lines, each after a second."""
    for line in input_lines(io.StringIO(lines)):
        game.clock.advance(1)  # type: ignore[attr-defined]
        yield line


def test_a_choice_by_number_and_by_text(make_game: MakeGame) -> None:
    game = make_game()
    shown = play(game, Mode.QUIZ, "astana\n", "id:capital")
    assert "Right!" in shown
    assert "It became the capital in 1997." in shown
    assert "Source: an atlas" in shown
    assert "1 of 1 right (100%)" in shown
    number = next(
        line.strip()[0] for line in shown.splitlines() if line.strip().endswith(") Astana")
    )
    # A game with the same seed offers the options in the same order.
    assert "Right!" in play(make_game(player="b"), Mode.QUIZ, f"{number}\n", "id:capital")
    wrong = play(game, Mode.QUIZ, "9\n00012\nnonsense\n/hint\n/skip\n", "id:capital")
    assert wrong.count("Please answer with a number from 1 to 4.") == 3
    assert "Hint: It means capital." in wrong
    assert "The answer: Astana" in wrong
    assert "Missed:" in wrong


@pytest.mark.parametrize(
    ("line", "picked"),
    [
        ("frio", "Frío"),
        ("FRÍO!", "Frío"),
        ("-a", "-a"),
        ("-A", "-A"),
        ("ano", "año"),
        ("A!", ""),
        ("fri", ""),
    ],
)
def test_a_choice_by_text_is_compared_as_when_typed(
    make_game: MakeGame, decks: Path, line: str, picked: str
) -> None:
    card = "{id: cold, prompt: p, answer: Frío, strict: true, distractors: [-a, -A, año]}"
    (decks / "words.yaml").write_text(f"title: D\ncards:\n  - {card}\n")
    game = make_game()
    shown = play(game, Mode.QUIZ, f"{line}\n/quit\n", "id:cold")
    assert ("Please answer with a number from 1 to" in shown) is (not picked)
    assert [answer.response for answer in game.collection.answers] == ([picked] if picked else [])


def test_every_kind_can_be_answered(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    assert "Right!" in play(game, Mode.QUIZ, "latvia, estonia and lithuania\n", "list")
    assert "Partly right (67%)" in play(game, Mode.QUIZ, "latvia; estonia\n", "list")
    assert "Missing: Lithuania" in play(game, Mode.QUIZ, "latvia; estonia\n", "list")
    assert "Right!" in play(game, Mode.QUIZ, "maybe\ny\n", "true-false")
    assert "Wrong." in play(game, Mode.QUIZ, "false\n", "true-false")
    sequence = play(make_game(player="b"), Mode.QUIZ, "1 1 1\n/skip\n", "sequence")
    assert "Please give each number from 1 to 3 once" in sequence
    options = [line.strip() for line in sequence.splitlines() if line.strip()[1:2] == ")"]
    order = " ".join(
        next(o[0] for o in options if o.endswith(step)) for step in ("first", "second", "third")
    )
    assert "Right!" in play(make_game(player="c"), Mode.QUIZ, order + "\n", "sequence")
    assert "Type an answer" in play(game, Mode.QUIZ, "\nAstana\n", "id:capital")
    spelt = play(game, Mode.QUIZ, "Balkash\n", "cloze")
    assert "Right!" in spelt
    assert "Spelt: Balkhash" in spelt


def test_a_card_too_long_to_type_is_revealed(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    shown = play(game, Mode.QUIZ, "\nwhat\n3\n", "term")
    assert "Enter shows the answer" in shown
    assert "How well did you know it?" in shown
    assert "Please answer 1, 2, 3 or 4" in shown
    assert "Rated Good" in shown
    assert "No question answered." in play(game, Mode.QUIZ, "\n/quit\n", "term")


def test_undo_and_rating_reach_the_history(make_game: MakeGame) -> None:
    game = make_game()
    shown = play(game, Mode.QUIZ, "/undo\n/rate 3\n/rate x\n/skip\n/rate 3\n/undo\n/skip\n/quit\n")
    assert "There is nothing to undo" in shown
    assert "There is no answer to rate" in shown
    assert "Please type /rate 1" in shown
    assert "Rated Good." in shown
    assert "Undone." in shown
    assert len(game.collection.answers) == 1
    play(game, Mode.QUIZ, "/skip\n/rate 2\n")
    assert game.collection.answers[-1].rating is Rating.HARD


@pytest.mark.parametrize(("rating", "again"), [(4, ""), (1, ", 1 to repeat")])
def test_rating_after_bury_decides_return(make_game: MakeGame, rating: int, again: str) -> None:
    game = make_game()
    cards = {card.note: card for card in game.cards_of()}
    queue = [card for card in cards.values() if card.kind.value in ("basic", "list")]
    out = io.StringIO()
    lines = f"/skip\n/rate 2\n/bury\n/rate {rating}\n/quit\n"
    PlainRound(play_cards(game, Mode.REVIEW, queue), input_lines(io.StringIO(lines)), out).run()
    shown = out.getvalue()
    last = [line for line in shown.splitlines() if line.startswith("Question ")][-1]
    assert last.startswith(f"Question 2 of 2{again} (")
    assert game.collection.answers[-1].rating is Rating(rating)


def test_learn_shows_a_card_before_it_asks(make_game: MakeGame) -> None:
    game = make_game()
    shown = play(game, Mode.LEARN, "/undo\n\nastana\nastana\nAstana\n", "id:capital")
    assert "There is nothing to undo" in shown
    assert (
        "Card 1 of 1, step 1 of 4 (mini, new)\nWhich city is the capital of Kazakhstan?\n"
        "The answer: Astana\nIt became the capital in 1997.\nSource: an atlas\n"
        "It comes back as a question. Enter goes on:\n" in shown
    )
    for step in (2, 3, 4):
        assert f"Card 1 of 1, step {step} of 4 (mini" in shown
    assert shown.count("Number of your answer") == 2
    assert shown.count("Your answer [/hint]:") == 1
    assert "Learn finished: 3 of 3 right (100%)" in shown
    assert [answer.input for answer in game.collection.answers] == [
        *[Input.CHOICE] * 2,
        Input.TYPED,
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"answers": ("noun", "verb"), "explanation": "A1"}, "Also right: verb\nA1"),
        ({"answers": ("noun", "verb"), "explanation": "A1", "markdown": True},
         "Also right: verb\n\nA1"),
        ({"answers": ("noun",), "explanation": ""}, ""),
        ({"answers": tuple("abcdefgh"), "explanation": ""}, "Also right: b / c / d / e / f / g …"),
        ({"answers": ("a", "b"), "kind": Kind.SEQUENCE, "explanation": ""}, ""),
        ({"answers": ("Aral Sea", "the Aral", "Aral", "aral sea"), "explanation": ""},
         "Also right: the Aral"),
        ({"prompt": "____ is low.", "whole": "The Lom is low.", "explanation": "Lom is low"},
         ""),
        ({"prompt": "`Lom` lies on ____.", "whole": "`Lom` lies on *the* Lom.", "markdown": True,
          "explanation": "Lom lies on the Lom."}, ""),
        ({"prompt": "Lom lies low.", "kind": Kind.TRUE_FALSE, "answers": ("true",),
          "explanation": "Lom lies low."}, ""),
        ({"prompt": "Type ____.", "whole": "Type -m.", "strict": True, "explanation": "Type -M."},
         "Type -M."),
        ({"answers": ("-m", "-M"), "strict": True, "explanation": ""}, "Also right: -M"),
    ],
)  # fmt: skip
def test_other_right_answers_are_told(given: dict[str, Any], told: str) -> None:
    assert lesson(card(**given)) == told


def test_undo_shows_the_card_again(make_game: MakeGame) -> None:
    game = make_game()
    shown = play(game, Mode.LEARN, "/skip\n/skip\n/undo\n/undo\n/quit\n", "id:capital")
    assert shown.count("Undone.") == 2
    assert shown.count("step 1 of 4") == 2
    assert "There is nothing to undo" not in shown
    assert game.collection.answers == []
    assert game.collection.memory(game.cards_of()[0].key) is None


def test_setting_cards_aside(make_game: MakeGame) -> None:
    game = make_game()
    shown = play(game, Mode.QUIZ, "/bury\n/suspend\n/quit\n")
    assert "Buried until tomorrow; /undo reverts this." in shown
    assert "Suspended; /undo reverts this." in shown
    assert len(game.collection.suspended) == 1
    assert len(game.collection.buried(game.clock().day())) == 1


def test_setting_a_card_aside_is_undone(make_game: MakeGame) -> None:
    game = make_game()
    shown = play(game, Mode.QUIZ, "/skip\n/bury\n/undo\n/suspend\n/undo\n/undo\n/undo\n/quit\n")
    assert shown.count("Undone.") == 3
    assert "There is nothing to undo" in shown
    assert game.collection.suspended == set()
    assert game.collection.buried(game.clock().day()) == set()
    assert game.collection.answers == []


def test_commands_work_after_a_reveal(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="reveal"))
    lines = "\n?\n/rate 1\n/suspend\n/undo\n\n/bury\n/undo\n/quit\n"
    shown = play(game, Mode.QUIZ, lines, "term")
    assert "Answer with a line of text" in shown
    assert all(f"\n  {way} " in shown for way in ("choice", "typed", "flashcard", "list"))
    assert shown.count("Undone.") == 2
    assert game.collection.suspended == set()
    assert game.collection.answers == []


@pytest.mark.parametrize("command", ["/bury", "/suspend"])
def test_last_card_set_aside_can_be_undone(make_game: MakeGame, command: str) -> None:
    game = make_game()
    shown = play(game, Mode.QUIZ, f"{command}\n/undo\n/skip\n", "term")
    assert "No cards left" in shown
    assert len(game.collection.answers) == 1
    assert game.collection.suspended == set()
    assert "No question answered" in play(game, Mode.QUIZ, f"{command}\n\n", "term")


def test_help_unknown_commands_and_slashes(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    shown = play(game, Mode.QUIZ, "?\n/help\n/foo\n//slash\n", "id:capital")
    assert shown.count("Answer with a line of text") == 2
    assert "Unknown command /foo" in shown
    assert game.collection.answers[-1].response == "/slash"


@pytest.mark.parametrize("mode", [Mode.REVIEW, Mode.MISTAKES])
def test_nothing_to_ask_is_reported(make_game: MakeGame, mode: Mode) -> None:
    assert "You can still play other modes." in play(
        make_game(own=Settings(new_per_day=0)), mode, ""
    )


def test_review_without_due_cards_offers_new_ones(make_game: MakeGame) -> None:
    game = make_game()
    play(game, Mode.QUIZ, "/skip\n", "id:capital")
    shown = play(game, Mode.REVIEW, "\n")
    assert "Nothing is due; the next card comes back in " in shown
    assert ". 6 new cards to learn; Enter for more." in shown
    assert "Learn: 6 cards" in shown


def test_next_due_time_is_shown(make_game: MakeGame) -> None:
    game = make_game(own=Settings(new_per_day=0))
    play(game, Mode.QUIZ, "/skip\n", "id:capital")
    game.clock.advance(1)  # type: ignore[attr-defined]
    shown = play(game, Mode.REVIEW, "")
    assert "Nothing is due. Well done! The next one comes back in less than a minute." in shown


def test_the_end_of_input_ends_the_round(make_game: MakeGame) -> None:
    assert "No question answered." in play(make_game(), Mode.QUIZ, "")


def test_modes_explain_their_rules(make_game: MakeGame) -> None:
    game = make_game()
    survival = play(game, Mode.SURVIVAL, "/skip\n" * 9)
    assert "3 lives" in survival
    assert "A life lost: 1 life left.\n" in survival
    assert "no points" not in play(game, Mode.CRAM, "/skip\n")


def test_a_prompt_of_gravity_that_landed_is_told_so(make_game: MakeGame) -> None:
    game = make_game()
    started = play_cards(game, Mode.GRAVITY, game.cards_of()[1:2])
    out = io.StringIO()

    def late() -> Iterator[str]:
        game.clock.advance(3600)  # type: ignore[attr-defined]
        yield "Ishim\n"

    PlainRound(started, late(), out).run()
    assert "Too late: it has landed.\nThe answer: Ishim\n" in out.getvalue()
    assert "Now you know." in play(game, Mode.GRAVITY, "/skip\n/quit\n")


def test_the_clock_of_a_blitz_runs_out(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(blitz_seconds=10))
    shown = play(game, Mode.BLITZ, "/skip\n" * 60)
    assert "Blitz: 10 seconds, as many questions as you can. A right answer adds time" in shown
    assert "Minus 3 seconds.\n" in shown
    assert "Question 1 (mini, 10 seconds left, new)" in shown
    left = [int(number) for number in re.findall(r"(\d+) seconds? left", shown)]
    assert left == sorted(left, reverse=True)
    assert left == [10, 6, 2]
    assert "Blitz finished" in shown
    assert len(game.collection.answers) == 3


def test_record_is_near(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    first = play_cards(game, Mode.BLITZ, game.cards_of()[:1])
    assert first.to_record is None
    for _ in range(2):
        first.submit("Astana")
        first.next()
    first.finish()
    record = first.state.points
    assert 0 < record < NEAR_RECORD
    out = io.StringIO()
    second = play_cards(game, Mode.BLITZ, game.cards_of()[:1])
    PlainRound(second, input_lines(io.StringIO("Astana\n" * 3 + "/quit\n")), out).run()
    told = [int(points) for points in re.findall(r"(\d+) points? to your record", out.getvalue())]
    assert told[0] == record + 1
    assert told == sorted(told, reverse=True)
    assert second.state.points > record
    assert "Plus 2 seconds.\n" in out.getvalue()


def test_answer_after_time_is_up_is_reported(make_game: MakeGame) -> None:
    game = make_game(own=Settings()._replace(blitz_seconds=10, answer_with="typed"))
    started = play_cards(game, Mode.BLITZ, [game.cards_of()[1]])
    out = io.StringIO()

    def late() -> Iterator[str]:
        game.clock.advance(11)  # type: ignore[attr-defined]
        yield "Ishim\n"

    PlainRound(started, late(), out).run()
    assert (
        "Time is up. Your answer came too late and does not count.\nThe answer: Ishim\n"
        in out.getvalue()
    )
    assert game.collection.answers == []


def test_two_rounds_with_the_same_seed_ask_the_same(make_game: MakeGame) -> None:
    assert play(make_game(), Mode.CRAM, "") == play(make_game(), Mode.CRAM, "")


def test_answer_on_full_disk_can_be_given_again(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    append = game.store.append
    full = StoreError("history.db: the disk is full")
    no_room = iter([True, True, False, True, True, True, False, True])

    def fails_at_first(event: Event) -> None:
        if next(no_room):
            raise full
        append(event)

    monkeypatch.setattr(game.store, "append", fails_at_first)
    cards = [card for card in game.cards_of() if card.kind.value in ("basic", "term")][:2]
    out, errors = io.StringIO(), io.StringIO()
    # The third answer is saved; for rating, undoing, burying and the last answer there is no room.
    lines = "/skip\nastana\nastana\n/rate 1\n/undo\n/bury\n/rate 2\n/skip\n"
    play = play_cards(game, Mode.REVIEW, cards)
    assert not PlainRound(play, input_lines(io.StringIO(lines)), out, errors).run()
    assert errors.getvalue() == f"quiz: {full}\n" * 6
    shown = out.getvalue()
    assert shown.count("The question stays open: answer again, or /quit.") == 3
    # After a rating, the question is printed again.
    assert (shown.count("Question 1 of"), shown.count("Question 2 of")) == (1, 2)
    assert "Undone" not in shown
    assert "Buried" not in shown
    assert "Rated Hard." in shown
    assert [event.response for event in game.collection.answers] == ["astana"]
    assert PlainRound(play_mode(game, Mode.CRAM), input_lines(io.StringIO()), out).run()


class Broken(io.StringIO):
    def readline(self, *_: object) -> str:
        raise OSError(5, "input/output error")


class Undecodable(io.StringIO):
    def __init__(self) -> None:
        super().__init__("after\n")
        self.first = True

    def readline(self, *rest: int) -> str:
        if self.first:
            self.first = False
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")
        return super().readline(*rest)


def test_input_that_cannot_be_read() -> None:
    lines: Iterator[str] = input_lines(Broken())
    with pytest.raises(Exception, match="cannot read the answers"):
        next(lines)
    assert list(input_lines(Undecodable())) == ["after\n"]


def test_a_leech_is_named(make_game: MakeGame) -> None:
    game = make_game(own=Settings(leech_lapses=1, learning_steps=(), relearning_steps=()))
    play(game, Mode.QUIZ, "astana\n", "id:capital")
    assert "leech" not in play(game, Mode.QUIZ, "/skip\n", "id:capital")
    assert "leech" in play(game, Mode.QUIZ, "/skip\n", "id:capital")


def test_a_misspelling_is_spelt_out(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    shown = play(game, Mode.QUIZ, "Astna\n", "id:capital")
    assert "Spelt: Astana" in shown
    assert "Left out: a.\n" in shown
    shown = play(game, Mode.QUIZ, "Astanna\n", "id:capital")
    assert "Too much: n.\n" in shown


def right_lines(play: Play) -> Iterator[str]:
    """Lines that answer all questions rightly."""
    while play.question is not None:
        question = play.question
        if question.input is Input.SEQUENCE:
            steps = question.options
            yield " ".join(str(steps.index(step) + 1) for step in question.card.answers)
        elif question.input is Input.REVEAL:
            yield from ("", "3")
        else:
            many = question.input is Input.LIST
            yield ", ".join(question.card.answers) if many else question.card.answers[0]


def test_end_shows_level_goal_and_record(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="typed"))
    first = play(game, Mode.QUIZ, "Astana\n", "id:capital")
    assert "New record" not in first
    assert "Level 1, " in first
    assert "Today 1 of 30 answers.\n1 day in a row; no freeze" in first
    every = play(game, Mode.QUIZ, "\n".join(["Astana", "Ishim"] * 20))
    assert f"Level {player_level(game).number}, " in every
    better = play_mode(game, Mode.QUIZ)
    out = io.StringIO()
    PlainRound(better, right_lines(better), out).run()
    said = out.getvalue()
    assert "New record in Quiz" in said
    assert "A perfect round!" in said
    assert said.count(f"Level up! You are at level {player_level(game).number}, ") == 1
    assert "no question answered" not in said.lower()


def test_round_without_answers_shows_no_level(make_game: MakeGame) -> None:
    assert "Level" not in play(make_game(), Mode.QUIZ, "")


def test_term_names_what_is_asked(make_game: MakeGame) -> None:
    assert "What does it mean?\nretrievability\n" in play(make_game(), Mode.QUIZ, "", "term")


def test_a_revealed_card_says_when_it_comes_back(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="reveal"))
    shown = play(game, Mode.QUIZ, "\n3\n", "id:capital")
    assert "How well did you know it? 1 Again 1 min, 2 Hard 6 min, 3 Good 10 min, 4 Easy" in shown
    cram = play(game, Mode.CRAM, "\n3\n", "id:capital")
    assert "How well did you know it? 1 Again, 2 Hard, 3 Good, 4 Easy:" in cram


def test_cram_mentions_no_points(make_game: MakeGame) -> None:
    shown = play(make_game(), Mode.CRAM, "astana\n", "id:capital")
    assert "Right!\n" in shown
    assert "1 of 1 right (100%), practice without points, best" in shown


@pytest.mark.parametrize("rating", "1234")
def test_revealed_card_shows_everything_before_rating(make_game: MakeGame, rating: str) -> None:
    game = make_game(own=Settings(answer_with="reveal"))
    shown = play(game, Mode.QUIZ, f"\n{rating}\n", "id:capital")
    revealed, _, rated = shown.partition("How well did you know it?")
    for told in ("The answer: Astana", "It became the capital in 1997.", "Source: an atlas"):
        assert told in revealed
        assert told not in rated
    skipped = play(game, Mode.QUIZ, "/skip\n", "id:capital")
    assert "The answer: Astana\nIt became the capital in 1997.\nSource: an atlas\n" in skipped


def test_sounds_voice_and_pictures_have_commands(
    make_game: MakeGame, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (decks / "media.yaml").write_text(
        "title: Media\nlanguage: fr\nformat: markdown\ncards:\n"
        "- {id: media, prompt: 'Que **vois**-tu ?', answer: '*rien*', image: a.png,\n"
        "   answer_image: b.png, audio: a.mp3, answer_audio: b.mp3}\n"
        "- {id: bare, prompt: none, answer: nothing}\n"
    )
    for name in ("a.png", "b.png", "a.mp3"):
        (decks / name).touch()
    done: list[str] = []
    monkeypatch.setattr(card_media, "open_picture", lambda file: done.append(file.name))
    monkeypatch.setattr(Speaker, "play", lambda _, file: done.append(file.name))
    monkeypatch.setattr(Speaker, "read", lambda _, text, tag: done.append(f"{tag}: {text}"))
    game = make_game(own=Settings(answer_with="reveal"))
    shown = play(game, Mode.QUIZ, "/open\n/sound\n/read\n\n/open\n/sound\n/read\n3\n", "id:media")
    asked = ["a.png", "a.mp3", "fr: Que vois-tu ?"]
    assert done == [*asked, "a.png", "b.png", "fr: rien"]
    assert "the file b.mp3 is missing" in shown
    without = play(game, Mode.QUIZ, "/open\n/sound\n?\n", "id:bare")
    assert "this card has no picture" in without
    assert "this card has no sound" in without
    assert "Sound: /sound plays it" in shown
    assert "Sound:" not in without
    assert "/sound      play the card's sound" in without


def test_a_sound_that_fails_is_told_once(
    make_game: MakeGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = ["the program espeak-ng failed"]
    monkeypatch.setattr(Speaker, "read", lambda *_: None)
    monkeypatch.setattr(Speaker, "trouble", lambda _: troubles.pop() if troubles else "")
    shown = play(make_game(), Mode.QUIZ, "/read\n/read\n?\nastana\n", "id:capital")
    assert shown.count("The program espeak-ng failed") == 1


RICH = """\
title: Rich
format: markdown
cards:
  - id: code
    prompt: "What does **this** print?\\n\\n```py\\nfor n in (0, 1):\\n    print(n)\\n```"
    image: a.png
    alt: a snake
    answer: "```\\n0\\n1\\n```"
    distractors: ["```\\n1\\n2\\n```", "`nothing`"]
    answer_image: b.png
    explanation: It prints $n^2$ if you ask `nicely`.
    hint: "**Count.**"
"""


def test_markdown_is_said_as_it_reads(make_game: MakeGame, decks: Path) -> None:
    (decks / "rich.yaml").write_text(RICH)
    game = make_game(own=Settings(answer_with="choice"))
    shown = play(game, Mode.QUIZ, "/hint\nnothing\n", "id:code")
    asked = "What does this print?\n\nfor n in (0, 1):\n    print(n)\nPicture: a snake\n"
    assert asked in shown
    options = {line for line in shown.splitlines() if re.match(r"  \d\) ", line)}
    assert {option[5:] for option in options} == {"0", "1", "nothing"}
    assert ") 0\n     1\n" in shown
    assert ") 1\n     2\n" in shown
    assert "Hint: Count.\n" in shown
    assert "The answer:\n  0\n  1\nPicture: b.png\nIt prints n² if you ask nicely.\n" in shown
    assert "  What does this print? for n in (0, 1): print(n) = 0 1\n" in shown


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("{}\n", "Right! +"),
        ("nothing like it\n", "Wrong.\nThe answer: {}\n"),
        ("/skip\n", "Now you know.\nThe answer: {}\n"),
    ],
)
@pytest.mark.parametrize("format_", ["", "format: markdown\n"])
def test_an_answered_cloze_is_told_without_gaps(
    make_game: MakeGame, decks: Path, lines: str, told: str, format_: str
) -> None:
    (decks / "gaps.yaml").write_text(
        f"title: G\n{format_}cards:\n"
        "- cloze: 'f(x{{=}}2) […]: {{two}}'\n  explanation: So it is.\n"
    )
    game = make_game(own=Settings(answer_with="typed"))
    (asked, *_) = [c for c in game.cards_of(["gaps"]) if c.answer == "two"]
    out = io.StringIO()
    started = play_cards(game, Mode.QUIZ, [asked])
    PlainRound(started, typed_in_time(game, lines.format("two")), out).run()
    before, _, after = out.getvalue().partition("Your answer:")
    assert "f(x=2) […]: […]\n" in before
    assert told.format("two") in after
    assert "\nf(x=2) […]: two\nSo it is.\n" in after
    assert after.count("f(x=2) […]: two") == 1


@pytest.mark.parametrize(("answer_with", "lines"), [("typed", "Lom\n"), ("reveal", "\n3\n")])
@pytest.mark.parametrize("mode", [Mode.QUIZ, Mode.LEARN])
def test_an_explanation_that_says_what_a_cloze_says_is_not_told(
    make_game: MakeGame, decks: Path, answer_with: str, lines: str, mode: Mode
) -> None:
    (decks / "same.yaml").write_text(
        "title: S\ncards:\n- {cloze: '{{Lom}} lies low.', explanation: Lom lies low.}\n"
    )
    game = make_game(own=Settings(answer_with=answer_with))
    out = io.StringIO()
    started = play_cards(game, mode, game.cards_of(["same"]))
    PlainRound(started, typed_in_time(game, lines if mode is Mode.QUIZ else "/quit\n"), out).run()
    assert out.getvalue().count("Lom lies low.") == 1


def test_a_revealed_cloze_is_told_without_gaps(make_game: MakeGame) -> None:
    game = make_game(own=Settings(answer_with="reveal"))
    shown = play(game, Mode.QUIZ, "\n3\n", "cloze")
    assert shown.count("\nBalkhash is a lake of Kazakhstan.\nHow well did you know it?") == 1
