"""Forms of English verbs that a question or statement needs and its text lacks."""

from __future__ import annotations

import re

from quiz.facts.extract.lexicon import words

_VOWELS = "aeiou"
_IRREGULAR = """
arise arose; awake awoke; be was; bear bore; beat beat; become became; begin began; bend bent; bet
bet; bind bound; bite bit; bleed bled; blow blew; break broke; breed bred; bring brought; broadcast
broadcast; build built; burst burst; buy bought; cast cast; catch caught; choose chose; cling clung;
come came; cost cost; creep crept; cut cut; deal dealt; dig dug; do did; draw drew; drink drank;
drive drove; eat ate; fall fell; feed fed; feel felt; fight fought; find found; flee fled; fling
flung; fly flew; forbid forbade; forecast forecast; forget forgot; forgive forgave; freeze froze;
get got; give gave; go went; grind ground; grow grew; hang hung; have had; hear heard; hide hid; hit
hit; hold held; hurt hurt; keep kept; know knew; lay laid; lead led; leave left; lend lent; let let;
lie lay; light lit; lose lost; make made; mean meant; meet met; oversee oversaw; overtake overtook;
overthrow overthrew; pay paid; put put; quit quit; read read; rebuild rebuilt; ride rode; ring rang;
rise rose; run ran; say said; see saw; seek sought; sell sold; send sent; set set; shake shook; shed
shed; shine shone; shoot shot; show showed; shrink shrank; shut shut; sing sang; sink sank; sit sat;
sleep slept; slide slid; speak spoke; spend spent; spin spun; split split; spread spread; spring
sprang; stand stood; steal stole; stick stuck; strike struck; strive strove; swear swore; sweep
swept; swim swam; swing swung; take took; teach taught; tear tore; tell told; think thought; throw
threw; undergo underwent; understand understood; undertake undertook; uphold upheld; wake woke; wear
wore; weave wove; win won; wind wound; withdraw withdrew; write wrote
"""
_PAST = dict(entry.split() for entry in " ".join(_IRREGULAR.split()).split("; "))
# Verbs of two syllables that are stressed on the second double their consonant.
_DOUBLED = words("admit commit control occur omit permit prefer refer submit transfer")


def past(lemma: str) -> str:
    """The past tense of a verb, by its base form."""
    if lemma in _PAST:
        return _PAST[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    short = len(lemma) > 2 and sum(char in _VOWELS for char in lemma) == 1
    closed = lemma[-1] not in _VOWELS + "wxyhs" and lemma[-2:-1] in _VOWELS
    if lemma in _DOUBLED or (short and closed and lemma[-3:-2] not in _VOWELS):
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"


def base_form(word: str, tag: str, lemma: str) -> str:
    """The base form of a verb, where the parse has lost its last letter, "fin" for "fined", or has
    not found its end.

    tag: of the Penn Treebank. lemma: the base form according to the parse.
    """
    if re.search(r"[aeiou]([bdgmnprt])\1e$", lemma) and word == f"{lemma}d":
        # "kitte" for "kitted"
        return lemma[:-2]
    inflect = {"VBZ": third_person, "VBD": past, "VBN": past}.get(tag)
    if inflect is None or inflect(lemma) == word or inflect(lemma + "e") != word:
        return lemma
    return lemma + "e"


def third_person(lemma: str) -> str:
    """The present tense of a verb for one person or thing."""
    if lemma == "have":
        return "has"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def do_support(tag: str) -> str:
    """The form of "do" that asks about a verb with this tag of the Penn Treebank."""
    return {"VBZ": "does", "VBP": "do"}.get(tag, "did")
