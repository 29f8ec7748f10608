"""Actions of `quiz class` on decks: they publish them, and set them for days."""

from __future__ import annotations

from pathlib import Path

from quiz import paths
from quiz.cli.class_call import Call
from quiz.cli.streams import warn
from quiz.cli.suggestions import no_deck
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.moment import Moment, date_text_to_day, day_to_date_text, weekday_name
from quiz.serve.people import publishing
from quiz.serve.people.deck_content import DeckContent, content_at
from quiz.storage.library.find import SUFFIXES, find_decks
from quiz.wording import counted


def publish(call: Call) -> int:
    """Give the class a deck, or a new edition."""
    chosen = call.chosen()
    found = _deck_at(call.word("a deck, as in `quiz list`, or a file"))
    done = publishing.publish(*call.of(chosen), found.name, found.text, found.files, call.now.ms)
    for path in done.missing:
        warn(f"{one_line(path)} is missing or too large, and stays out")
    what = f"{done.deck.name} with {counted(done.cards, 'card')}, edition {done.deck.edition}"
    told = "Published" if done.changed else "There already:"
    print(f"{told} {what}, for {one_line(chosen.name)}.")
    return 0


def _deck_at(word: str) -> DeckContent:
    """The deck with this name in the library, or in this file. Raises QuizError."""
    found, _ = find_decks(paths.library())
    places = {file.name: Path(file.path) for file in found}
    if word in places:
        return content_at(places[word], word)
    path = Path(word).expanduser()
    if path.suffix.lower() in SUFFIXES:
        return content_at(path, path.stem)
    if any(known.startswith(f"{word.rstrip('/')}/") for known in places):
        raise QuizError(f"{one_line(word)} is a folder; publish its decks one by one")
    raise QuizError(no_deck(word, places))


def unpublish(call: Call) -> int:
    """Take a deck back."""
    chosen, name = call.chosen(), call.deck(call.word("a deck of the class"))
    publishing.unpublish(*call.of(chosen), name)
    print(f"Took {name} back from {one_line(chosen.name)}; everybody's progress stays.")
    return 0


def assign(call: Call) -> int:
    """Set a deck for a day, or take that back."""
    chosen = call.chosen()
    if not 1 <= len(call.words) <= 2:
        raise QuizError(f"`quiz class {call.options.action} CLASS` takes a deck and a day")
    name = call.deck(call.words[0])
    day = _day(call.words[1] if call.words[1:] else "today", call.now)
    if call.options.action == "assign":
        if day < call.now.day():
            raise QuizError(f"{day_to_date_text(day)} is over; expected today or a day to come")
        publishing.assign(*call.of(chosen), name, day)
        print(f"{name} is set for {day_name(day)}.")
    elif publishing.unassign(*call.of(chosen), name, day):
        print(f"{name} is no longer set for {day_name(day)}.")
    else:
        raise QuizError(f"{name} was not set for {day_name(day)}")
    return 0


def _day(text: str, now: Moment) -> int:
    today = now.day()
    days = {weekday_name(day): day for day in range(today, today + 7)}
    days |= {"today": today, "tomorrow": today + 1}
    if text.casefold() in days:
        return days[text.casefold()]
    try:
        return date_text_to_day(text)
    except ValueError as error:
        raise QuizError(
            f"{one_line(text)} is no day; expected today, tomorrow, a day such as friday, or a "
            "date such as 2026-12-01"
        ) from error


def day_name(day: int) -> str:
    """Such as "Friday, 2026-12-04"."""
    return f"{weekday_name(day).title()}, {day_to_date_text(day)}"
