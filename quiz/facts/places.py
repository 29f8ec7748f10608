"""Countries, cities, states and continents with their neighbours, for plausible wrong answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from quiz.facts.nations import COUNTRIES, COUNTRY_OF
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
    "Gujarat, Maharashtra, Rajasthan, Kerala, Tamil Nadu, Karnataka, West Bengal, Uttar Pradesh",
    "Sindh, Balochistan, Khyber Pakhtunkhwa, Punjab",
    "Sichuan, Guangdong, Hunan, Hubei, Yunnan, Zhejiang, Shaanxi, Fujian, Xinjiang, Tibet",
    "Yorkshire, Lancashire, Cumbria, Lincolnshire, Cheshire, Derbyshire, Northumberland",
    "Kent, Sussex, Surrey, Essex, Hampshire, Dorset, Devon, Cornwall",
)
# Well-known cities, each line those of one country or region.
_CITIES = (
    "New York City, Boston, Philadelphia, Baltimore, Pittsburgh, Chicago, Detroit, St. Louis",
    "Los Angeles, San Francisco, San Diego, Seattle, Las Vegas, Phoenix, Denver, Salt Lake City",
    "Houston, Dallas, New Orleans, Miami, Atlanta, Memphis, Nashville, Austin, San Antonio",
    "Toronto, Montreal, Vancouver, Calgary, Edmonton, Ottawa, Quebec City, Winnipeg",
    "Mexico City, Guadalajara, Monterrey, Tijuana, Acapulco",
    "São Paulo, Rio de Janeiro, Salvador, Recife, Porto Alegre, Fortaleza, Brasília",
    "Buenos Aires, Córdoba, Rosario, Mendoza",
    "London, Birmingham, Manchester, Liverpool, Leeds, Sheffield, Bristol, Newcastle, Nottingham",
    "Glasgow, Edinburgh, Aberdeen, Dundee, Inverness",
    "Dublin, Cork, Galway, Limerick, Belfast",
    "Paris, Marseille, Lyon, Toulouse, Nice, Nantes, Bordeaux, Lille, Strasbourg",
    "Berlin, Hamburg, Munich, Cologne, Frankfurt, Stuttgart, Leipzig, Dresden, Hanover",
    "Rome, Milan, Naples, Turin, Palermo, Genoa, Bologna, Florence, Venice",
    "Madrid, Barcelona, Valencia, Seville, Bilbao, Málaga, Zaragoza",
    "Amsterdam, Rotterdam, The Hague, Utrecht, Eindhoven",
    "Brussels, Antwerp, Ghent, Bruges, Liège",
    "Zurich, Geneva, Basel, Bern, Lausanne",
    "Vienna, Graz, Linz, Salzburg, Innsbruck",
    "Stockholm, Gothenburg, Malmö, Uppsala",
    "Warsaw, Kraków, Gdańsk, Wrocław, Poznań, Łódź",
    "Moscow, Saint Petersburg, Novosibirsk, Kazan, Yekaterinburg, Volgograd, Sochi, Vladivostok",
    "Kyiv, Kharkiv, Odesa, Lviv, Donetsk",
    "Istanbul, Ankara, Izmir, Antalya, Bursa",
    "Tehran, Isfahan, Shiraz, Mashhad, Tabriz",
    "Baghdad, Basra, Mosul, Kirkuk, Najaf, Karbala, Fallujah, Tikrit",
    "Damascus, Aleppo, Homs, Hama, Latakia, Raqqa",
    "Jerusalem, Tel Aviv, Haifa, Nazareth, Beersheba",
    "Abu Dhabi, Dubai, Sharjah",
    "Ramallah, Gaza City, Nablus, Hebron, Jenin, Bethlehem, Jericho",
    "Riyadh, Jeddah, Mecca, Medina, Dammam",
    "Cairo, Alexandria, Giza, Suez, Luxor, Port Said",
    "Tripoli, Benghazi, Misrata, Sirte",
    "Kabul, Kandahar, Herat, Jalalabad, Mazar-i-Sharif, Kunduz",
    "Islamabad, Karachi, Lahore, Peshawar, Rawalpindi, Quetta, Faisalabad",
    "New Delhi, Mumbai, Kolkata, Chennai, Bangalore, Hyderabad, Ahmedabad, Pune, Jaipur",
    "Beijing, Shanghai, Guangzhou, Shenzhen, Tianjin, Chongqing, Wuhan, Nanjing, Chengdu",
    "Tokyo, Osaka, Kyoto, Hiroshima, Nagasaki, Yokohama, Nagoya, Kobe, Sapporo, Fukuoka",
    "Seoul, Busan, Incheon, Daegu, Gwangju",
    "Manila, Quezon City, Cebu City, Davao City",
    "Bangkok, Chiang Mai, Phuket, Pattaya",
    "Bogotá, Medellín, Cali, Cartagena, Barranquilla",
    "Jakarta, Surabaya, Bandung, Medan, Yogyakarta",
    "Sydney, Melbourne, Brisbane, Perth, Adelaide, Canberra, Hobart, Darwin",
    "Auckland, Wellington, Christchurch, Dunedin",
    "Johannesburg, Cape Town, Durban, Pretoria, Port Elizabeth",
    "Lagos, Abuja, Kano, Ibadan, Port Harcourt",
    "Nairobi, Mombasa, Kisumu, Eldoret",
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
    ("the United Arab Emirates", "the UAE"),
    ("the United Nations", "the UN"),
    ("the European Union", "the EU"),
    ("Los Angeles", "LA"),
    ("New York City", "New York", "NYC"),
    ("Washington, D.C.", "Washington", "Washington DC"),
)


_CALLED = {"Bosnia": "Bosnia and Herzegovina", "Korea": "South Korea"}


class _Place(NamedTuple):
    kind: str
    near: tuple[str, ...]


def neighbours(place: str, prompt: str = "") -> tuple[str, ...]:
    """Places of its kind near this one; () if it is unknown. "the" makes no difference.

    prompt: if it names the country of a capital, only other cities of this country are near.
    """
    name = main_name(place)
    found = _places().get(name)
    if found and any(city == name and country in prompt for country, city in _capitals().items()):
        return _cities().get(name, ())
    return found.near if found else ()


def other_names(place: str) -> tuple[str, ...]:
    """What the place is called, too, with "the" where the name has it: LA for Los Angeles."""
    the = place.startswith("the ")
    names = (name if the else bare(name) for name in _names(place))
    return tuple(name for name in names if bare(name) != bare(place))


def _names(place: str) -> tuple[str, ...]:
    """The names of a place that has several; Washington and New York may also be states."""
    return _all_names().get(bare(place), (place,))


@cache
def _all_names() -> dict[str, tuple[str, ...]]:
    states = _near(_STATES)
    return {bare(n): names for names in _NAMES for n in names if n not in states}


def main_name(place: str) -> str:
    """The full name of a place that has several, without "the"; any other text as it is."""
    return bare(_names(place)[0])


def kind_of_place(place: str) -> str:
    """ "country", "capital", "city", "state" or "continent"; "" if it is unknown."""
    found = _places().get(main_name(place))
    return found.kind if found else ""


def cities_of(place: str) -> tuple[str, ...]:
    """The known cities of a country; () if none is known, or if the place is none."""
    capital = _capitals().get(main_name(place))
    return (capital, *_cities().get(capital, ())) if capital else ()


def may_be_meant(city: str, text: str) -> bool:
    """Whether a text that names a known city, such as Rome, names its country or another city of
    it; otherwise another Rome may be meant. True for a city whose country is unknown."""
    home = next((country for country in _capitals() if main_name(city) in cities_of(country)), "")
    others = {home, *cities_of(home)} - {main_name(city)}
    return not home or home in countries_named(text) or any(name in text for name in others)


def countries_in(text: str) -> Iterator[str]:
    """The countries with a name of several words in a text, such as "Saudi Arabia"."""
    yield from (name for name in _countries() if " " in name and name in text)


def country_of(word: str) -> str:
    """The country that a word names, or whose people it names: Peru for "Peruvian"; "" for none."""
    country = COUNTRY_OF.get(word, word)
    name = main_name(_CALLED.get(country, country))
    return name if name in COUNTRIES or kind_of_place(name) == "country" else ""


@cache
def _countries() -> tuple[str, ...]:
    return tuple(name for name, place in _places().items() if place.kind == "country")


def countries_named(text: str) -> set[str]:
    """The countries that a text names, also by an adjective or by initials."""
    words = re.findall(r"\b[A-Z][\w.]*", text)
    return {*countries_in(text), *(country_of(word.replace(".", "")) for word in words)} - {""}


def needs_the(place: str) -> bool:
    """Whether a country is named without the article that it has in a sentence."""
    return f"the {place}" in ", ".join(_NEIGHBOURS).split(", ")


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    return _near(_CITIES)


@cache
def _capitals() -> dict[str, str]:
    """The capital of each country."""
    return _table(_CAPITALS)


def _table(text: str) -> dict[str, str]:
    return dict(entry.split(": ") for entry in " ".join(text.split()).split("; "))


@cache
def _places() -> dict[str, _Place]:
    near = _near(_NEIGHBOURS)
    capitals = _capitals()
    around = {
        city: tuple(capitals[bare(other)] for other in near[country] if bare(other) in capitals)
        for country, city in capitals.items()
    }
    known = (
        ("continent", _near(_CONTINENTS)),
        ("state", _near(_STATES)),
        ("city", _cities()),
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
