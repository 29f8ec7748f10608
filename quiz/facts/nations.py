"""Countries by their adjectives."""

from __future__ import annotations

_PEOPLE = """
Afghan Afghanistan; Albanian Albania; Algerian Algeria; American United States; Angolan Angola;
Argentine Argentina; Argentinian Argentina; Armenian Armenia; Australian Australia; Austrian
Austria; Azerbaijani Azerbaijan; Bahamian Bahamas; Bahraini Bahrain; Bangladeshi Bangladesh;
Belarusian Belarus; Belgian Belgium; Beninese Benin; Bhutanese Bhutan; Bolivian Bolivia; Bosnian
Bosnia; Botswanan Botswana; Brazilian Brazil; British Britain; Bruneian Brunei; Bulgarian Bulgaria;
Burkinabe Burkina Faso; Burmese Myanmar; Burundian Burundi; Cambodian Cambodia; Cameroonian
Cameroon; Canadian Canada; Chadian Chad; Chilean Chile; Chinese China; Colombian Colombia;
Congolese Congo; Croatian Croatia; Cuban Cuba; Cypriot Cyprus; Czech Czech Republic; Danish
Denmark; Djiboutian Djibouti; Dominican Dominican Republic; Dutch Netherlands; Ecuadorian Ecuador;
Egyptian Egypt; Emirati United Arab Emirates; English England; Eritrean Eritrea; Estonian Estonia;
Ethiopian Ethiopia; Fijian Fiji; Filipino Philippines; Finnish Finland; French France; Gabonese
Gabon; Gambian Gambia; Georgian Georgia; German Germany; Ghanaian Ghana; Greek Greece; Guatemalan
Guatemala; Guinean Guinea; Haitian Haiti; Honduran Honduras; Hungarian Hungary; Icelandic Iceland;
Indian India; Indonesian Indonesia; Iranian Iran; Iraqi Iraq; Irish Ireland; Israeli Israel;
Italian Italy; Ivorian Ivory Coast; Jamaican Jamaica; Japanese Japan; Jordanian Jordan; Kazakh
Kazakhstan; Kazakhstani Kazakhstan; Kenyan Kenya; Korean Korea; Kosovan Kosovo; Kuwaiti Kuwait;
Kyrgyz Kyrgyzstan; Laotian Laos; Latvian Latvia; Lebanese Lebanon; Liberian Liberia; Libyan Libya;
Lithuanian Lithuania; Luxembourgish Luxembourg; Macedonian North Macedonia; Malawian Malawi;
Malaysian Malaysia; Malian Mali; Maltese Malta; Mauritanian Mauritania; Mexican Mexico; Moldovan
Moldova; Mongolian Mongolia; Montenegrin Montenegro; Moroccan Morocco; Mozambican Mozambique;
Namibian Namibia; Nepalese Nepal; Nicaraguan Nicaragua; Nigerian Nigeria; Nigerien Niger; Norwegian
Norway; Omani Oman; Pakistani Pakistan; Palestinian Palestine; Panamanian Panama; Paraguayan
Paraguay; Peruvian Peru; Philippine Philippines; Polish Poland; Portuguese Portugal; Qatari Qatar;
Romanian Romania; Russian Russia; Rwandan Rwanda; Salvadoran El Salvador; Samoan Samoa; Saudi Saudi
Arabia; Scottish Scotland; Senegalese Senegal; Serbian Serbia; Singaporean Singapore; Slovak
Slovakia; Slovenian Slovenia; Somali Somalia; Spanish Spain; Sudanese Sudan; Swedish Sweden; Swiss
Switzerland; Syrian Syria; Taiwanese Taiwan; Tajik Tajikistan; Tanzanian Tanzania; Thai Thailand;
Timorese East Timor; Togolese Togo; Tongan Tonga; Tunisian Tunisia; Turkish Turkey; Turkmen
Turkmenistan; Ugandan Uganda; Ukrainian Ukraine; Uruguayan Uruguay; Uzbek Uzbekistan; Venezuelan
Venezuela; Vietnamese Vietnam; Welsh Wales; Yemeni Yemen; Zambian Zambia; Zimbabwean Zimbabwe
"""
# The country of each adjective: a documented derivation.
COUNTRY_OF = {
    entry.split(maxsplit=1)[0]: entry.split(maxsplit=1)[1]
    for entry in " ".join(_PEOPLE.split()).split("; ")
}
COUNTRIES = frozenset(COUNTRY_OF.values()) | {"the United States", "Kyrgyz Republic"}
OF_SEVERAL_STATES = frozenset(("Korean", "Congolese", "Palestinian"))
"""The adjectives that do not tell of which state, or authority, somebody is the president."""

NATIONS = COUNTRY_OF.keys() | {"US", "UK", "U.S.", "U.K."}
"""The words before an office of a country: "Kazakh", "US"."""
