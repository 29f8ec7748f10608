"""Countries, capitals, states and continents with their neighbours, for plausible wrong answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from quiz.text.articles import bare

_NEIGHBOURS = (
    "Kazakhstan, Uzbekistan, Kyrgyzstan, Tajikistan, Turkmenistan, Mongolia",
    "China, Japan, South Korea, North Korea, Mongolia, Taiwan",
    "Russia, Ukraine, Belarus, Poland, Moldova",
    "Georgia, Armenia, Azerbaijan, Turkey",
    "Estonia, Latvia, Lithuania, Finland",
    "Sweden, Norway, Denmark, Finland, Iceland",
    "Germany, France, Austria, Poland, Italy, the Netherlands",
    "Belgium, the Netherlands, Luxembourg, France",
    "Spain, Portugal, Italy, France, Greece",
    "Switzerland, Austria, Liechtenstein, Italy",
    "the United Kingdom, Ireland, France, Germany, the Netherlands",
    "England, Scotland, Wales, Ireland",
    "Czechoslovakia, Yugoslavia, Hungary, Romania, Poland",
    "Hungary, Slovakia, the Czech Republic, Romania, Slovenia",
    "Serbia, Croatia, Bosnia and Herzegovina, Montenegro, Albania, North Macedonia, Kosovo",
    "Greece, Bulgaria, Turkey, Cyprus, Romania",
    "Israel, Jordan, Lebanon, Syria, Egypt",
    "Iran, Iraq, Saudi Arabia, Turkey, Kuwait",
    "the United Arab Emirates, Qatar, Bahrain, Oman, Yemen, Kuwait",
    "India, Pakistan, Bangladesh, Nepal, Sri Lanka, Bhutan",
    "Afghanistan, Pakistan, Iran, Tajikistan",
    "Vietnam, Thailand, Cambodia, Laos, Myanmar",
    "Indonesia, Malaysia, Singapore, the Philippines, Brunei, East Timor",
    "Australia, New Zealand, Papua New Guinea, Fiji, Samoa, Tonga",
    "the United States, Canada, Mexico, the United Kingdom, Australia",
    "Cuba, Jamaica, Haiti, the Dominican Republic, the Bahamas",
    "Guatemala, Honduras, El Salvador, Nicaragua, Costa Rica, Panama",
    "Brazil, Argentina, Chile, Uruguay, Paraguay",
    "Colombia, Venezuela, Ecuador, Peru, Bolivia",
    "Morocco, Algeria, Tunisia, Libya, Egypt",
    "Sudan, Ethiopia, Eritrea, Somalia, Djibouti, South Sudan",
    "Kenya, Tanzania, Uganda, Rwanda, Burundi",
    "Nigeria, Ghana, Ivory Coast, Cameroon, Benin, Togo",
    "Mali, Niger, Chad, Burkina Faso, Mauritania",
    "Senegal, Gambia, Guinea, Sierra Leone, Liberia",
    "South Africa, Namibia, Botswana, Zimbabwe, Mozambique, Zambia",
    "Angola, Congo, Gabon, the Central African Republic",
)


_STATES = (
    "Maine, New Hampshire, Vermont, Massachusetts, Rhode Island, Connecticut",
    "New York, New Jersey, Pennsylvania, Delaware, Maryland, Connecticut",
    "Virginia, West Virginia, North Carolina, South Carolina, Georgia, Florida",
    "Kentucky, Tennessee, Alabama, Mississippi, Louisiana, Arkansas",
    "Ohio, Indiana, Illinois, Michigan, Wisconsin, Minnesota",
    "Iowa, Missouri, Kansas, Nebraska, North Dakota, South Dakota",
    "Texas, Oklahoma, New Mexico, Arizona, Louisiana, Arkansas",
    "Colorado, Utah, Wyoming, Montana, Idaho, Nevada",
    "California, Oregon, Washington, Nevada, Arizona, Alaska, Hawaii",
    "New South Wales, Victoria, Queensland, Tasmania, South Australia, Western Australia",
    "Ontario, Quebec, Alberta, Manitoba, Saskatchewan, British Columbia, Nova Scotia",
    "Bavaria, Saxony, Hesse, Thuringia, Lower Saxony, Brandenburg",
    "Lombardy, Piedmont, Veneto, Tuscany, Liguria, Sicily, Sardinia, Umbria",
    "Yorkshire, Lancashire, Cumbria, Lincolnshire, Cheshire, Derbyshire, Northumberland",
    "Kent, Sussex, Surrey, Essex, Hampshire, Dorset, Devon, Cornwall",
)
_CONTINENTS = ("Africa, Asia, Europe, North America, South America, Australia, Antarctica",)
_CAPITALS = """
Kazakhstan: Astana; Uzbekistan: Tashkent; Kyrgyzstan: Bishkek; Tajikistan: Dushanbe;
Turkmenistan: Ashgabat; Mongolia: Ulaanbaatar; China: Beijing; Japan: Tokyo; South Korea: Seoul;
North Korea: Pyongyang; Taiwan: Taipei; Russia: Moscow; Ukraine: Kyiv; Belarus: Minsk;
Poland: Warsaw; Moldova: Chișinău; Georgia: Tbilisi; Armenia: Yerevan; Azerbaijan: Baku;
Turkey: Ankara; Estonia: Tallinn; Latvia: Riga; Lithuania: Vilnius; Finland: Helsinki;
Sweden: Stockholm; Norway: Oslo; Denmark: Copenhagen; Iceland: Reykjavik; Germany: Berlin;
France: Paris; Austria: Vienna; Italy: Rome; Netherlands: Amsterdam; Belgium: Brussels;
Spain: Madrid; Portugal: Lisbon; Greece: Athens; Switzerland: Bern; United Kingdom: London;
Ireland: Dublin; Scotland: Edinburgh; Wales: Cardiff; Hungary: Budapest; Romania: Bucharest;
Slovakia: Bratislava; Czech Republic: Prague; Slovenia: Ljubljana; Serbia: Belgrade;
Croatia: Zagreb; Bosnia and Herzegovina: Sarajevo; Albania: Tirana; North Macedonia: Skopje;
Bulgaria: Sofia; Cyprus: Nicosia; Israel: Jerusalem; Jordan: Amman; Lebanon: Beirut;
Syria: Damascus; Egypt: Cairo; Iran: Tehran; Iraq: Baghdad; Saudi Arabia: Riyadh;
United Arab Emirates: Abu Dhabi; Qatar: Doha; Oman: Muscat; India: New Delhi;
Pakistan: Islamabad; Bangladesh: Dhaka; Nepal: Kathmandu; Sri Lanka: Colombo; Afghanistan: Kabul;
Vietnam: Hanoi; Thailand: Bangkok; Cambodia: Phnom Penh; Laos: Vientiane; Indonesia: Jakarta;
Malaysia: Kuala Lumpur; Philippines: Manila; Australia: Canberra; New Zealand: Wellington;
Papua New Guinea: Port Moresby; Fiji: Suva; Canada: Ottawa; Cuba: Havana; Jamaica: Kingston;
Haiti: Port-au-Prince; Dominican Republic: Santo Domingo; Honduras: Tegucigalpa;
Nicaragua: Managua; Costa Rica: San José; Brazil: Brasília; Argentina: Buenos Aires;
Chile: Santiago; Uruguay: Montevideo; Paraguay: Asunción; Colombia: Bogotá; Venezuela: Caracas;
Ecuador: Quito; Peru: Lima; Bolivia: La Paz; Morocco: Rabat; Algeria: Algiers; Tunisia: Tunis;
Libya: Tripoli; Sudan: Khartoum; Ethiopia: Addis Ababa; Eritrea: Asmara; Somalia: Mogadishu;
Kenya: Nairobi; Tanzania: Dodoma; Uganda: Kampala; Rwanda: Kigali; Nigeria: Abuja; Ghana: Accra;
Cameroon: Yaoundé; Togo: Lomé; Mali: Bamako; Niger: Niamey; Senegal: Dakar; South Africa: Pretoria;
Namibia: Windhoek; Zimbabwe: Harare; Mozambique: Maputo; Zambia: Lusaka; Angola: Luanda
"""

_NAMES = (
    ("the United States", "the US", "the USA", "America"),
    ("the United Kingdom", "the UK", "Britain"),
    ("the United Nations", "the UN"),
    ("the European Union", "the EU"),
    ("Los Angeles", "LA"),
    ("New York City", "New York", "NYC"),
    ("Washington, D.C.", "Washington", "Washington DC"),
)


class _Place(NamedTuple):
    kind: str
    near: tuple[str, ...]


def neighbours(place: str) -> tuple[str, ...]:
    """Places of its kind near this one; () if it is unknown. "the" makes no difference."""
    found = _places().get(bare(_names(place)[0]))
    return found.near if found else ()


def other_names(place: str) -> tuple[str, ...]:
    """What the place is called, too, with "the" where the name has it: LA for Los Angeles."""
    the = place.startswith("the ")
    names = (name if the else bare(name) for name in _names(place))
    return tuple(name for name in names if bare(name) != bare(place))


def _names(place: str) -> tuple[str, ...]:
    """The names of a place that is called in full or by its initials; Washington may be another."""
    name = bare(place)
    return next(
        (n for n in _NAMES if name == bare(n[0]) or (name.isupper() and name in map(bare, n))),
        (place,),
    )


def kind_of_place(place: str) -> str:
    """ "country", "capital", "state" or "continent"; "" if it is unknown."""
    found = _places().get(bare(_names(place)[0]))
    return found.kind if found else ""


def needs_the(place: str) -> bool:
    """Whether a country is named without the article that it has in a sentence."""
    return f"the {place}" in ", ".join(_NEIGHBOURS).split(", ")


@cache
def _places() -> dict[str, _Place]:
    near = _near(_NEIGHBOURS)
    capitals = dict(entry.split(": ") for entry in " ".join(_CAPITALS.split()).split("; "))
    around = {
        city: tuple(capitals[bare(other)] for other in near[country] if bare(other) in capitals)
        for country, city in capitals.items()
    }
    known = (
        ("continent", _near(_CONTINENTS)),
        ("state", _near(_STATES)),
        ("capital", around),
        ("country", near),
    )
    return {name: _Place(kind, others) for kind, all_ in known for name, others in all_.items()}


def _near(lines: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for place, other in _pairs(lines):
        found[bare(place)] = tuple(dict.fromkeys((*found.get(bare(place), ()), other)))
    return found


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        group = line.split(", ")
        yield from ((one, other) for one in group for other in group if one != other)
