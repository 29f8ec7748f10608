"""Estimates how likely two texts are the same card, from what an edit leaves unchanged."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import ModuleType

from quiz.card import JOINTS

SAME_ANSWER = 0.6
BOTH_EDITED = 0.75
"""The least similarity, 0.0 to 1.0, of prompts with the same answer, and of prompts and answers if
both were edited."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_MOST_REMINDERS = 50
_LEAST_SHARED = 3
_SHARE = 0.1


@dataclass(frozen=True)
class Text:
    """A card's text, folded for comparing: without case, accents, punctuation and extra spaces.

    side: the kind and, for a term, the side; only equal ones are compared.
    answer: the right answer; all items of a list or sequence.
    """

    side: str
    prompt: str
    answer: str

    @classmethod
    def of(cls, content: str) -> Text:
        """From the content of a `quiz.decks.identity.KnownCard`."""
        part, kind, prompt, *answers = content.split("\x1f")
        told = answers if kind in JOINTS else answers[:1]
        side = f"{kind} {part}" if kind == "term" else kind
        return cls(side, _folded(prompt), _folded(" \x1f ".join(told)))

    @property
    def telling_answer(self) -> bool:
        """Whether the answer distinguishes cards; true and false do not."""
        return self.side != "true-false"

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the prompt."""
        return frozenset(self.prompt.split())


@cache
def _rapidfuzz() -> ModuleType:
    # Most starts compare no cards.
    import rapidfuzz

    return rapidfuzz


def similarity(one: Text, other: Text) -> float:
    """How likely one card is an edit of the other: 0.0 (not at all) to 1.0.

    With equal prompts, the answer may differ more; with equal answers, the prompt may. If both
    differ, both must be very similar and contain the same numbers, because cards of a deck often
    share a pattern.
    """
    alike_by = _rapidfuzz().distance.Indel.normalized_similarity
    prompts: float = alike_by(one.prompt, other.prompt)
    if one.answer == other.answer:
        return prompts if prompts >= SAME_ANSWER else 0.0
    if prompts < BOTH_EDITED:
        return 0.0
    answers: float = alike_by(one.answer, other.answer)
    if prompts == 1.0:
        return (1.0 + answers) / 2
    alike = min(prompts, answers)
    if alike < BOTH_EDITED or _NUMBER.findall(one.prompt) != _NUMBER.findall(other.prompt):
        return 0.0
    return alike


def reminders(text: Text, others: Sequence[Text], most: int) -> list[int]:
    """The indices of the others that may be the same card as a text, most likely first: similar
    enough to ask the player, not to decide."""
    rapidfuzz = _rapidfuzz()

    def near(wanted: str, texts: list[str], least: float) -> dict[int, float]:
        alike = rapidfuzz.process.extract(
            wanted,
            texts,
            scorer=rapidfuzz.distance.Indel.normalized_similarity,
            score_cutoff=least,
            limit=_MOST_REMINDERS,
        )
        return {place: score for _, score, place in alike}

    prompts = near(text.prompt, [other.prompt for other in others], SAME_ANSWER)
    answers = near(text.answer, [other.answer for other in others], BOTH_EDITED)
    places = prompts.keys() | (answers.keys() if text.telling_answer else set())
    told = ((prompts.get(place, 0) + answers.get(place, 0), -place) for place in places)
    return [-place for _, place in sorted(told, reverse=True)[:most]]


def reworded(one: Text, other: Text) -> bool:
    """Whether two prompts with the same answer may be the same card: they are similar, or one has
    all words of the other."""
    if min(len(one.words), len(other.words)) and (
        one.words <= other.words or other.words <= one.words
    ):
        return True
    return similarity(one, other) > 0.0


class Pattern:
    """The words that many of these texts share, which do not distinguish cards.

    Without them, the rest of a text stays the same when a whole deck is reworded.
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self._prompts = _shared([text.prompt for text in texts])
        self._answers = _shared([text.answer for text in texts])

    def own(self, text: Text) -> tuple[str, str, str] | None:
        """The side, and the distinctive words of prompt and answer; None if the prompt has none."""
        prompt = _without(text.prompt, self._prompts)
        if not prompt:
            return None
        return text.side, prompt, _without(text.answer, self._answers) or text.answer


def _folded(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    # A text of symbols has no words, so keep the symbols.
    return " ".join(_WORD.findall(text.casefold())) or " ".join(text.split())


def _shared(texts: Sequence[str]) -> frozenset[str]:
    counts = Counter(word for text in texts for word in set(text.split()))
    least = max(_LEAST_SHARED, len(texts) * _SHARE)
    return frozenset(word for word, count in counts.items() if count >= least)


def _without(text: str, words: frozenset[str]) -> str:
    return " ".join(word for word in text.split() if word not in words)
