"""Groups of neighbouring countries, for plausible wrong answers."""

from __future__ import annotations

from functools import cache

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


def neighbours(country: str) -> tuple[str, ...]:
    """Countries near this one; () if it is unknown. The article "the" makes no difference."""
    return _by_name().get(country.removeprefix("the "), ())


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _NEIGHBOURS:
        group = line.split(", ")
        for country in group:
            name = country.removeprefix("the ")
            others = tuple(each for each in group if each != country)
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *others)))
    return found
