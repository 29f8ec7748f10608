"""Whether what asks for an answer tells it."""

from __future__ import annotations

from quiz.facts.fact_wording import news_in, without_news
from quiz.facts.name_kinds import is_named
from quiz.facts.near_numbers import follows, is_roughly_told
from quiz.facts.places import cities_of, kind_of_place


def is_told(answer: str, category: str, prompt: str) -> bool:
    """Whether a prompt or its headline tells what is asked for: a name by another form, a country
    by its people or a city, that a capital is one, or a number by one near it or by others that it
    follows from."""
    if category == "quantity":
        # Without the month of the headline.
        title = news_in(prompt).rpartition("”")[0]
        return is_roughly_told(answer, title) or follows(answer, without_news(prompt))
    if category == "date":
        return answer.isdigit() and follows(answer, prompt)
    if kind_of_place(answer) == "capital":
        return "capital of" in prompt
    if category in ("place", "organisation") and is_named(answer, prompt):
        return True
    return any(city in prompt for city in cities_of(answer))
