"""Checks the deck of the elements against `mendeleev`."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable

from mendeleev import get_all_elements
from mendeleev.models import Element

from quiz.card import Card, Kind

WITHIN = 0.02
"""How far a figure of an explanation may be off; the packages differ by this much as well."""

KELVIN = 273.15
ROOM = KELVIN + 20

NO_METALS = ("Nonmetals", "Metalloids")

ORDERS: dict[str, Callable[[Element], float | None]] = {
    "these atoms": lambda element: element.atomic_number,
    "melting points": lambda element: _melts(element),
    "their density": lambda element: element.density,
    "the discoveries": lambda element: element.discovery_year,
}
"""By what a sequence is ordered, by words of its prompt."""

NAMED_AFTER = {
    "Greek name of the Sun": "sun",
    "Latin name of France": "Gallia",
    "Its name means smell": "odor",
    "Greek for stench": "stench",
    "bearer of light": "bringer of light",
    "Greek word for artificial": "artificial",
    "named after goblins": "goblin",
    "goddess of the rainbow": "rainbow",
    "inventor of dynamite": "Nobel",
    "Greek for new": "new",
    "Its name means lazy": "inactive",
    "named after a planet": "planet",
    "after her homeland": "Poland",
}
"""Words of a card, and a word of mendeleev's origin of the name."""

GROUPS = {"noble gases": 18, "halogens": 17}


def checker() -> Callable[[Card], list[str] | None]:
    """The check of a card about elements."""
    warnings.filterwarnings("ignore", module="mendeleev")
    return _Elements().check


class _Elements:
    def __init__(self) -> None:
        self._all = get_all_elements()
        self._named = {element.name.casefold(): element for element in self._all}
        self._named["aluminium"] = self._named.pop("aluminum")
        self._superlatives = {
            "highest melting point": max(self._all, key=lambda one: _melts(one) or 0),
            "the densest": max(self._stable(), key=lambda one: one.density or 0),
            "the atomic number 26": next(one for one in self._all if one.atomic_number == 26),
            "half of the mass of the Earth's crust": max(self._all, key=_in_crust),
            "Which metal is the most common one": max(self._metals(), key=_in_crust),
            "so light that it floats": min(self._metals(), key=lambda one: one.density or 99),
            "Which metal is liquid": next(one for one in self._metals() if _state(one) == "liquid"),
            "Besides mercury, which element is liquid": next(
                one for one in self._all if _state(one) == "liquid" and one.name != "Mercury"
            ),
        }

    def _stable(self) -> list[Element]:
        """The elements of which anybody has weighed a piece."""
        return [one for one in self._all if one.atomic_number <= 94]

    def _metals(self) -> list[Element]:
        return [
            one for one in self._stable() if "etal" in one.series and one.series not in NO_METALS
        ]

    def check(self, card: Card) -> list[str] | None:
        """What mendeleev says against a card; None for cards it says nothing about."""
        if card.category == "symbol":
            return self._symbol(card)
        if card.kind is Kind.SEQUENCE:
            return self._order(card)
        if card.kind is Kind.LIST:
            return self._list(card)
        if card.prompt == "How many elements does the full periodic table have today?":
            return _unless(card.answer == str(len(self._all)), f"it has {len(self._all)}")
        if found := re.match(r"How many protons does every (\w+) atom have", card.prompt):
            number = self._named[found[1]].atomic_number
            return _unless(card.answer == str(number), f"it has {number}")
        if card.prompt.startswith("Lead melts at a lower temperature than tin"):
            lower = (_melts(self._named["lead"]) or 0) < (_melts(self._named["tin"]) or 0)
            return _unless(card.answer == str(lower).lower(), "the data says otherwise")
        if card.prompt.startswith("There are more elements that are gases"):
            states = Counter(map(_state, self._stable()))
            more = states["gas"] > states["liquid"]
            told = f"{'Eleven' if states['gas'] == 11 else states['gas']} are gases"
            return _unless(card.answer == str(more).lower(), "the data says otherwise") + _unless(
                told in card.explanation, told
            )
        if card.category == "element" and card.kind is Kind.BASIC:
            return self._element(card)
        return None

    def _symbol(self, card: Card) -> list[str]:
        symbol, name = (card.answer, card.prompt) if card.direction else (card.prompt, card.answer)
        right = self._named[name].symbol
        return _unless(symbol == right, f"it is {right}") + _unless(
            right not in card.distractors, "a distractor is right"
        )

    def _element(self, card: Card) -> list[str] | None:
        names = (card.answer, *card.distractors)
        faults = [f"there is no {name}" for name in names if name not in self._named]
        known = False
        for words, right in self._superlatives.items():
            if words in card.prompt:
                known = True
                faults += _unless(self._named[card.answer] is right, f"it is {right.name}")
        told = f"{card.prompt} {card.hint}"
        for words, origin in NAMED_AFTER.items():
            if words in told:
                known = True
                given = self._named[card.answer].name_origin
                faults += _unless(origin.casefold() in given.casefold(), f"the origin is {given}")
        for year in re.findall(r"\b1[5-9]\d\d\b", card.prompt + card.hint):
            found = self._named[card.answer].discovery_year
            known = known or found is not None
            faults += _unless(found in (None, int(year)), f"it was found in {found}")
        return faults if known or faults else None

    def _list(self, card: Card) -> list[str] | None:
        names = set(card.answers)
        for words, group in GROUPS.items():
            if words in card.prompt:
                found = sorted(
                    (one for one in self._all if one.group_id == group),
                    key=lambda one: one.atomic_number,
                )
                right = {one.name.casefold() for one in found[: len(names)]}
                return _unless(right == names, f"they are {sorted(right)}")
        if "Ytterby" in card.prompt:
            right = {name for name, one in self._named.items() if "Ytterby" in one.name_origin}
            return _unless(right == names, f"they are {sorted(right)}")
        if "planets" in card.prompt:
            origins = [self._named[name].name_origin for name in card.answers]
            return _unless(all(re.search("planet|god", one) for one in origins), str(origins))
        if found_numbers := re.search(r"numbers (\d+), (\d+) and (\d+)", card.hint):
            given = sorted(self._named[name].atomic_number for name in names)
            return _unless(given == [int(text) for text in found_numbers.groups()], str(given))
        return None

    def _order(self, card: Card) -> list[str] | None:
        """Checks an order, and the figures of its explanation."""
        by = next((by for words, by in ORDERS.items() if words in card.prompt), None)
        if by is None:
            return None
        values = [by(self._named[name]) or 0 for name in card.answers]
        faults = _unless(values == sorted(values), f"the values are {values}")
        told = [
            float(text.replace("−", "-").replace(",", ""))
            for text in re.findall(r"−?\d+(?:,\d{3})*(?:\.\d+)?", card.explanation)
        ]
        if len(told) != len(values):
            return [*faults, f"the explanation has {len(told)} figures for {len(values)} steps"]
        return faults + [
            f"the explanation says {said} for {name}, mendeleev {value:.4g}"
            for name, said, value in zip(card.answers, told, values, strict=True)
            if abs(said - value) > max(WITHIN * abs(value), 0.5 if abs(value) > 5 else 0.05)
        ]


def _melts(element: Element) -> float | None:
    """The melting point in degrees Celsius; white tin and black carbon have several entries."""
    known = [row.melting_point for row in element.phase_transitions if row.melting_point]
    return max(known) - KELVIN if known else None


def _state(element: Element) -> str:
    """The state at 20 degrees Celsius and normal pressure."""
    rows = [row for row in element.phase_transitions if row.boiling_point]
    if rows and max(row.boiling_point for row in rows) < ROOM:
        return "gas"
    melts = _melts(element)
    return "liquid" if melts is not None and melts + KELVIN < ROOM else "solid"


def _in_crust(element: Element) -> float:
    """The share of the Earth's crust, in milligrams per kilogram."""
    return element.abundance_crust or 0.0


def _unless(right: bool, fault: str) -> list[str]:
    return [] if right else [fault]
