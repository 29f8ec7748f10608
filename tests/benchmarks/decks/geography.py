"""Checks capitals, countries and their order against GeoNames."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from quiz.card import Card, Kind
from tests.benchmarks.decks.places import City, Country, Places, plain

CAPITAL_OF = re.compile(r"What is the capital of ([^,?]+).*\?")
WHOSE_CAPITAL = re.compile(r"(.+) is the capital of which country\?")
LIES_IN = re.compile(
    r"In which country of today (?:does|do|lies)(?: the (?:ruins|valley) of)? ([\w']+)"
)

AMONG_FIVE = re.compile(
    r"Which country of Central Asia (is the largest|is the smallest|has the most inhabitants)"
)
CENTRAL_ASIA = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")

LARGER_THAN_FOUR = "Kazakhstan is larger than the other four countries of Central Asia together."

NO_CITIES = frozenset({"Petra", "Plesetsk"})
"""Ruins, and a launch site."""


def checker() -> Callable[[Card], list[str] | None]:
    """The check of a card about places."""
    return _Geography(Places()).check


class _Geography:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._statements = self._facts()

    def check(self, card: Card) -> list[str] | None:
        """What GeoNames says against a card; None for cards it says nothing about."""
        if found := CAPITAL_OF.fullmatch(card.prompt):
            return self._capital(card, found[1], card.answers)
        if found := WHOSE_CAPITAL.fullmatch(card.prompt):
            return self._whose_capital(card, found[1])
        if found := LIES_IN.match(card.prompt):
            return self._lies_in(card, found[1])
        if card.prompt in self._statements:
            true = self._statements[card.prompt]()
            return [] if card.answers == (str(true).lower(),) else ["the data says otherwise"]
        if card.kind is Kind.SEQUENCE:
            return self._order(card)
        if card.kind is Kind.LIST:
            return self._list(card)
        if found := AMONG_FIVE.match(card.prompt):
            return self._among_five(card, found[1])
        if card.kind is Kind.BASIC and card.category == "city":
            return self._cities_exist(card)
        return None

    def _capital(self, card: Card, country: str, answers: tuple[str, ...]) -> list[str]:
        known = self._places.country(country)
        if known is None:
            return [f"GeoNames has no country {country}"]
        right = {plain(known.capital), plain(known.capital.removesuffix(", D.C."))}
        faults = _unless(bool(right & set(map(plain, answers))), f"it is {known.capital}")
        faults += _unless(
            not right & set(map(plain, card.distractors)), "a distractor is the capital"
        )
        return faults + (self._cities_exist(card) or [])

    def _whose_capital(self, card: Card, city: str) -> list[str]:
        known = self._places.country(card.answer)
        if known is None:
            return [f"GeoNames has no country {card.answer}"]
        faults = _unless(plain(known.capital) == plain(city), f"that is {known.capital}")
        return faults + [
            f"GeoNames has no country {name}"
            for name in card.distractors
            if self._places.country(name) is None
        ]

    def _lies_in(self, card: Card, place: str) -> list[str] | None:
        known = self._places.country(card.answer)
        if known is None:
            return [f"GeoNames has no country {card.answer}"]
        city = self._places.city(place) if place[0].isupper() else None
        if city is None:
            return None
        return _unless(city.country == known.code, f"{city.name} lies in {city.country}")

    def _among_five(self, card: Card, what: str) -> list[str]:
        five = [self._country(name) for name in CENTRAL_ASIA]
        if "inhabitants" in what:
            wanted = max(five, key=lambda country: country.people)
        else:
            wanted = (max if "largest" in what else min)(five, key=lambda country: country.area)
        return _unless(wanted.name == card.answer, f"it is {wanted.name}")

    def _cities_exist(self, card: Card) -> list[str]:
        return [
            f"GeoNames has no city {name}"
            for name in (card.answers[0], *card.distractors)
            if name not in NO_CITIES and self._places.city(name) is None
        ]

    def _order(self, card: Card) -> list[str] | None:
        """Checks an order of places, and that no two of them are nearly equal."""
        by: Callable[[City], float]
        if "from north to south" in card.prompt:
            by, least = (lambda city: -city.north), 0.5
        elif "from west to east" in card.prompt:
            by, least = (lambda city: city.east), 0.4
        elif "caravan from China" in card.prompt:
            by, least = (lambda city: -city.east), 0.5
        elif "number of inhabitants" in card.prompt:
            cities = [self._city(name) for name in card.answers]
            ratios = [one.people / other.people for one, other in pairwise(cities)]
            return _unless(min(ratios) >= 1.5, f"the ratios are {ratios}")
        elif "their area" in card.prompt:
            areas = [self._country(name).area for name in card.answers]
            return _unless(areas == sorted(areas, reverse=True), f"the areas are {areas}")
        else:
            return None
        cities = [self._places.city(name) for name in card.answers]
        found = [by(city) for city in cities if city is not None]
        if len(found) < 2:
            return None
        faults = _unless(len(found) == len(cities), "GeoNames lacks one of the cities")
        steps = [after - before for before, after in pairwise(found)]
        return faults + _unless(min(steps) >= least, f"the degrees are {found}")

    def _list(self, card: Card) -> list[str] | None:
        """Checks that a list of capitals has only capitals."""
        if "capitals" not in card.prompt or "South Africa" in card.prompt:
            return None
        capitals = {plain(country.capital) for country in self._places.countries()}
        return [f"{name} is no capital" for name in card.answers if plain(name) not in capitals]

    def _facts(self) -> dict[str, Callable[[], bool]]:
        city, country = self._city, self._country
        five = [country(name) for name in CENTRAL_ASIA]
        kazakhstan, uzbekistan = country("Kazakhstan"), country("Uzbekistan")
        return {
            "Rome lies further north than New York.": lambda: (
                city("Rome").north > city("New York City").north
            ),
            "The southernmost capital of an independent country is Buenos Aires.": lambda: (
                city("Buenos Aires").north < city("Wellington").north
            ),
            "More people live in Berlin than in London.": lambda: (
                city("Berlin").people > city("London").people
            ),
            "Asmara and Addis Ababa are capitals of the same country.": lambda: (
                city("Asmara").country == city("Addis Ababa").country
            ),
            "Kashgar lies closer to Baghdad than to Beijing.": lambda: (
                city("Kashgar").km_to(city("Baghdad")) < city("Kashgar").km_to(city("Beijing"))
            ),
            LARGER_THAN_FOUR: lambda: 2 * kazakhstan.area > sum(one.area for one in five),
            "Uzbekistan borders all four other countries of Central Asia.": lambda: (
                {one.code for one in five} - {"UZ"} <= uzbekistan.neighbours
            ),
        }

    def _city(self, name: str) -> City:
        city = self._places.city(name)
        assert city is not None, name
        return city

    def _country(self, name: str) -> Country:
        country = self._places.country(name)
        assert country is not None, name
        return country


def _unless(right: bool, fault: str) -> list[str]:
    return [] if right else [fault]
