"""Grades answers: how right is the player's response?"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from quiz.card import Card
from quiz.grading.diff import character_diff
from quiz.grading.noise import shown_difference
from quiz.grading.other_answers import STEPS, OtherAnswers
from quiz.grading.result import DiffPart, Grade
from quiz.grading.typos import distance, forgivable, is_within
from quiz.text.dates import PartialDate, read_date
from quiz.text.double_names import differs_by_half
from quiz.text.normalise import Forms, forms
from quiz.text.numbers import Quantity, is_near, read_quantity
from quiz.text.shown import shown
from quiz.text.tolerance import parse_tolerance

__all__ = ["DiffPart", "Grade", "OtherAnswers", "grade_choice", "grade_typed"]

_LONGEST_BEYOND_ANSWER = 500
_NO_OTHERS = OtherAnswers.of(())


def grade_typed(
    response: str, card: Card, others: OtherAnswers | Collection[str] = _NO_OTHERS
) -> Grade:
    """Grade a typed response against all right answers of a card; the credit is 0 or 1.

    others: answers of other cards, possibly including this card's own. Prepare a large collection
        once as `OtherAnswers`. The card's distractors count as others too.

    A strict card accepts only the exact spelling of a right answer. Any other card accepts, in
    this order:
    1. a response that equals a right answer after folding (see `quiz.text.normalise`), unless it
       equals another card's answer after less folding;
    2. the same number in another notation or unit, or one within the card's tolerance;
    3. the same date in another notation, or a more precise date within it, unless that is the date
       of another card's answer;
    4. a small misspelling (see `quiz.grading.typos.forgivable`), unless another card's answer is
       at least as near; `diff` shows the misspelling;
    5. a right answer of another card that asks the same, see `quiz.grading.same_prompt`.

    Half of a double name is nearly right, see `quiz.text.double_names`.
    """
    if not isinstance(others, OtherAnswers):
        others = OtherAnswers.of_texts(others, card.language)
    if card.strict and len(response) <= _longest(card):
        return _grade_exactly(response, card, others)
    grade = _grade_own(response, card, others)
    if grade.correct or len(response) > _longest(card):
        return grade
    return _grade_as_another(response, card, others) or grade


def _longest(card: Card) -> int:
    return max(map(len, card.accepted)) + _LONGEST_BEYOND_ANSWER


def _grade_as_another(response: str, card: Card, others: OtherAnswers) -> Grade | None:
    """The grade if the response is right for another card that asks the same."""
    folded = forms(" ".join(response.split()), card.language)
    for other in others.also_right(card, folded):
        grade = (
            _grade_exactly(response, other, others)
            if other.strict
            else _grade_own(response, other, others)
        )
        if grade.correct:
            return grade._replace(elsewhere=True)
    return None


def _grade_exactly(response: str, card: Card, others: OtherAnswers) -> Grade:
    """Only an exact spelling is right; a response that would pass otherwise is nearly right."""
    given = unicodedata.normalize("NFC", response.strip())
    for answer in card.accepted:
        if unicodedata.normalize("NFC", answer.strip()) == given:
            return Grade(1.0, True, False, answer)
    for other in others.also_right(card, forms(given, card.language)):
        if any(unicodedata.normalize("NFC", text.strip()) == given for text in other.accepted):
            return Grade(1.0, True, False, given, elsewhere=True)
    grade = _grade_own(response, card, _NO_OTHERS)
    if not (grade.correct or grade.nearly):
        return _wrong(card)
    diff = character_diff(grade.expected, given, exact=True)
    return Grade(0.0, False, True, grade.expected, diff)


def _grade_own(response: str, card: Card, others: OtherAnswers) -> Grade:
    """The grade against the card's own answers, with everything that is forgiven."""
    given = " ".join(response.split())
    if len(given) > _longest(card):
        return _wrong(card)
    folded = forms(given, card.language)
    against = (others, _distractors(card))
    number = read_quantity(given, card.language)
    own = [
        (answer, forms(answer, card.language))
        for answer in card.accepted
        if number is None or not _contradicts(answer, number, card.language)
    ]
    other_step = min(known.step_of(folded) for known in against)
    own_step, answer = min(
        ((_step(folded, theirs), text) for text, theirs in own),
        default=(STEPS, ""),
        key=lambda pair: pair[0],
    )
    if own_step < STEPS and own_step <= other_step:
        shown = shown_difference(answer, given, card.language) if own_step else ()
        return Grade(1.0, True, False, answer, shown)
    if (grade := _grade_number(given, card, against)) is not None:
        return grade
    if other_step < STEPS or not own:
        return _wrong(card)
    if (grade := _grade_date(given, card, against)) is not None:
        return grade
    return _grade_misspelt(given, folded, own, card, against)


def grade_choice(response: str, card: Card) -> Grade:
    """Grade a chosen option: right if it is exactly one of the right answers."""
    correct = response in card.answers
    return Grade(1.0 if correct else 0.0, correct, False, card.answer)


def _wrong(card: Card) -> Grade:
    return Grade(0.0, False, False, card.accepted[0])


def _distractors(card: Card) -> OtherAnswers:
    if not card.distractors:
        return _NO_OTHERS
    texts = [shown(text, markdown=card.markdown) for text in card.distractors]
    return OtherAnswers.of_texts(texts, card.language)


def _step(one: Forms, other: Forms) -> int:
    if one.exact == other.exact:
        return 0
    if one.plain == other.plain:
        return 1
    return 2 if not set(one.variants).isdisjoint(other.variants) else STEPS


def _contradicts(answer: str, number: Quantity, language: str) -> bool:
    """Whether the answer has the same letters but a different unit: 5 MW and 5 mW."""
    wanted = read_quantity(answer, language)
    return wanted is not None and wanted.contradicts(number)


def _grade_number(given: str, card: Card, against: tuple[OtherAnswers, ...]) -> Grade | None:
    """The grade of a number that comparing text has not settled; None for anything else."""
    others, distractors = against
    folded = forms(given, card.language)
    tolerance = parse_tolerance(card.tolerance) if card.tolerance else None
    number = read_quantity(given, card.language, any_unit=tolerance is not None)
    if number is None or distractors.step_of(folded) < STEPS:
        return None
    for answer in card.accepted:
        wanted = read_quantity(answer, card.language, any_unit=tolerance is not None)
        if wanted is None or _step(folded, forms(answer, card.language)) < STEPS:
            continue
        if wanted.equals(number) and (tolerance or others.step_of(folded) == STEPS):
            return Grade(1.0, True, False, answer)
        if tolerance and wanted.equals(number, tolerance):
            return Grade(1.0, True, False, answer, character_diff(answer, given))
        near = is_near(wanted.value, number.value, tolerance)
        if near and bool(wanted.units) != bool(number.units):
            return Grade(0.0, False, True, answer, character_diff(answer, given))
    return None


def _grade_date(given: str, card: Card, against: tuple[OtherAnswers, ...]) -> Grade | None:
    """The grade of a date; None if the response or the answer is not a date."""
    readings = read_date(given, card.language)
    if not readings:
        return None
    nearly: str | None = None
    for answer in card.accepted:
        wanted = read_date(answer, card.language)
        if not wanted:
            continue
        if _fits(wanted, readings):
            meant_for_another = not (wanted & readings) and any(
                known.holds_date(readings) for known in against
            )
            if not meant_for_another:
                return Grade(1.0, True, False, answer)
        nearly = nearly or (answer if _less_precise(wanted, readings) else None)
    if nearly is not None:
        return Grade(0.0, False, True, nearly, character_diff(nearly, given))
    if any(read_date(answer, card.language) for answer in card.accepted):
        return _wrong(card)
    return None


def _fits(wanted: frozenset[PartialDate], readings: frozenset[PartialDate]) -> bool:
    return any(date.holds(reading) for date in wanted for reading in readings)


def _less_precise(wanted: frozenset[PartialDate], readings: frozenset[PartialDate]) -> bool:
    return any(reading.holds(date) for date in wanted for reading in readings)


def _grade_misspelt(
    given: str,
    folded: Forms,
    own: list[tuple[str, Forms]],
    card: Card,
    against: tuple[OtherAnswers, ...],
) -> Grade:
    forgiven = min(
        (
            (count, text)
            for text, theirs in own
            if (count := forgivable(theirs.loose, folded.loose, card.language)) is not None
        ),
        default=None,
        key=lambda pair: pair[0],
    )
    if forgiven is not None:
        typos, answer = forgiven
        ours = {form for _, theirs in own for form in theirs.variants}
        correct = not any(known.is_near(folded.loose, typos, ours) for known in against)
        return Grade(
            1.0 if correct else 0.0, correct, not correct, answer, character_diff(answer, given)
        )
    near = [
        (text, theirs)
        for text, theirs in own
        if _is_close(theirs.loose, folded.loose) or differs_by_half(text, given, card.language)
    ]
    if not near:
        return _wrong(card)
    answer, _ = min(near, key=lambda pair: distance(pair[1].loose, folded.loose))
    return Grade(0.0, False, True, answer, character_diff(answer, given))


def _is_close(expected: str, response: str) -> bool:
    """Close enough to say "nearly": at most a third differs, and it has letters."""
    if not any(char.isalpha() for char in expected):
        return False
    return is_within(max(len(expected), len(response)) // 3, expected, response)
