"""Options with a fixed place: "all of the above" comes last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_PARTS = {
    "en": r"(all|none|both|neither|any)( of)? (the |these |those )?"
    r"(above|options|answers|choices|others)( .{0,25})?|"
    r"(all|none|both|neither|any) of (these|those|them)( .{0,25})?|"
    r"(both |neither )?(option |answer )?[a-i] (and|or|nor) [a-i]",
    "de": r"(alle|keine|keines|keiner|beide)s? (der|von|dieser|davon|oben|obigen|genannten|"
    r"vorherigen|antworten).*|alles oben genannte|nichts (davon|von alledem)|"
    r"(sowohl )?[a-i] (und|als auch) [a-i]",
    "es": r"(todas?|todos|ningun[ao]?|ambas) (de )?(las|los|estas|estos|ellas|ellos)?\s*"
    r"(anteriores|opciones.*|respuestas.*|son correctas)|[a-i] y [a-i]",
    "fr": r"(toutes?|tous|aucune?)( de)? (les|ces|celles|ceux)?\s*(réponses|propositions|choix|"
    r"ci-dessus).*|aucune de ces réponses|(à la fois )?[a-i] et [a-i]",
    "it": r"(tutte|nessuna|entrambe)( d)?(elle| le)? (precedenti|risposte|opzioni).*|[a-i] e [a-i]",
    "kk": r"(жоғарыдағының|жоғарыда аталғандардың) (бәрі|барлығы|ешқайсысы).*",
    "nl": r"(alle|geen|beide)( van)?( de)? (bovenstaande|antwoorden|genoemde).*|[a-i] en [a-i]",
    "pt": r"(todas|nenhuma|ambas)( d)?( ?as)? (anteriores|alternativas|opções|respostas).*|"
    r"[a-i] e [a-i]",
    "ru": r"(вс[её]|ничего|ни одно|ни один|ни одна) (из )?(вышеперечисленно\w+|перечисленно\w+|"
    r"вышеуказанного|этого|ответов|вариантов).*|все ответы.*|[а-и] и [а-и]",
    "sv": r"(alla|inget|inga|ingen) (av )?(ovanstående|svaren|dessa).*|[a-i] och [a-i]",
    "zh": r"(以上|上述)(都|皆|全|均|所有)?(是|对|對|不是|不对|不對|非|正确|正確|皆是|皆非).*",
    "ja": r"(上記|以上)の?(すべて|全て|いずれでもない|どれでもない).*|"
    r"(すべて|全て)(正しい|当てはまる)",
}
"""By language, options that mean all or none of the others, or two of them by letter."""

_ANY = re.compile("|".join(_PARTS.values()))

_PICK = re.compile(
    r"(?:pick|choose|select|tick|wähle|kreuze|elige|choisis(?:sez)?|coche[rz]?|scegli)\b|"
    r".*\b(?:of (?:these|the following)|from the (?:list|following)|(?:der|die|das|den) folgenden|"
    r"de (?:las|los) siguientes|(?:parmi|de ces)|(?:dei|delle|tra) seguenti)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Prompts that point at the options."""

_LETTERS = re.compile(r"\b[a-iа-и] (and|or|nor|und|als auch|y|et|e|en|и|och) [a-iа-и]\b", re.I)


@lru_cache(maxsize=4096)
def speaks_of_others(text: str) -> bool:
    """Whether an option refers to the other options, in any of the known languages. It only makes
    sense after them."""
    if len(text) > 80:
        return False
    bare = " ".join(text.split()).strip(" .!()\"'*_").casefold()
    return _ANY.fullmatch(bare) is not None


def points_at_options(prompt: str) -> bool:
    """Whether a prompt makes no sense without its options: "Which of these …"."""
    return _PICK.match(prompt) is not None


def speaks_by_letters(texts: Sequence[str]) -> bool:
    """Whether an option names others by letter, as in "both A and B"."""
    return any(speaks_of_others(text) and _LETTERS.search(text) for text in texts)


def with_last(options: Sequence[str]) -> tuple[str, ...]:
    """The options in their order, with those that refer to others moved to the end."""
    return tuple(sorted(options, key=speaks_of_others))
