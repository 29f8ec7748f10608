"""Laws of grading typed answers, on generated texts."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, example, given
from hypothesis import strategies as st

from quiz.grading.diff import character_diff, clusters
from quiz.grading.grade import OtherAnswers, grade_typed
from quiz.grading.typos import allowance, distance, forgivable, is_within
from quiz.text.normalise import forms, normalise, unified
from tests.grading.cards import basic
from tests.grading.texts import PHRASES, phrases, slips, written_otherwise

LANGUAGES = st.sampled_from(
    [
        "",
        "en",
        "en-GB",
        "fr",
        "de",
        "es",
        "it",
        "ru",
        "kk",
        "zh",
        "ar",
        "fa",
        "tr",
        "hi",
        "el",
        "hu",
    ]
)
ANY = st.text(min_size=1, max_size=30).filter(lambda text: text.strip())
WORDS = st.text("abcdeéß øABC-'.,+#12 the", min_size=1, max_size=18).filter(lambda t: t.strip())
TEXTS = st.one_of(WORDS, ANY, phrases.map(lambda phrase: phrase[1]))
LATIN = st.text("abcdefghijklmnoprstuvwxyz ", min_size=1, max_size=20).filter(lambda t: t.strip())


@given(TEXTS, st.lists(TEXTS, max_size=3), LANGUAGES, st.lists(TEXTS, max_size=3))
@example("!", ["?"], "en", ["？"])
@example("İ", ["i"], "tr", ["ı"])
@example("ᾳ", ["\u0345"], "el", [])
def test_reflexive(answer: str, accept: list[str], language: str, others: list[str]) -> None:
    card = basic(answer, *accept, language=language)
    for right in card.answers:
        grade = grade_typed(right, card, [*others, *card.answers])
        assert grade.credit == 1.0
        assert grade.correct
        assert not grade.diff


@given(TEXTS, LANGUAGES, st.data())
def test_writing_does_not_matter(answer: str, language: str, data: st.DataObject) -> None:
    assume(any(unicodedata.category(char)[0] in "LNPS" for char in answer))
    card = basic(answer, language=language)
    written = data.draw(
        st.sampled_from(
            [
                answer.casefold(),
                f"  {answer}\t\n",
                answer.replace(" ", " \u00a0 "),
                unicodedata.normalize("NFC", answer),
                unicodedata.normalize("NFD", answer),
                answer + "\ufeff",
                answer.translate({code: code + 0xFEE0 for code in range(0x41, 0x7B)}),
            ]
        )
    )
    assert grade_typed(written, card).correct


@given(phrases, st.data())
def test_ways_of_writing_do_not_matter_in_any_script(
    phrase: tuple[str, str], data: st.DataObject
) -> None:
    language, answer = phrase
    written = data.draw(written_otherwise(answer))
    for one, other in ((answer, written), (written, answer)):
        grade = grade_typed(other, basic(one, language=language), [one])
        assert grade.correct
        # C++ typed as c++ is right, and shown: a capital may matter there.
        assert not grade.diff or unified(one).casefold() == unified(other).casefold()


@given(phrases, st.booleans(), st.data())
def test_another_cards_answer_is_wrong_however_it_is_written(
    phrase: tuple[str, str], as_distractor: bool, data: st.DataObject
) -> None:
    """The other answer is often a near miss of this one, as in a deck on one subject."""
    language, answer = phrase
    known = st.sampled_from(PHRASES[language])
    other = data.draw(st.one_of(slips(answer), known))
    own = forms(answer, language)
    assume(forms(other, language).exact)
    assume(set(own.variants).isdisjoint(forms(other, language).variants))
    response = data.draw(written_otherwise(other))
    card = basic(answer, language=language, distractors=(other,) if as_distractor else ())
    assert not grade_typed(response, card, [] if as_distractor else [other]).correct


@given(phrases, st.data())
def test_typo_nearer_to_another_answer_is_not_forgiven(
    phrase: tuple[str, str], data: st.DataObject
) -> None:
    language, answer = phrase
    other = data.draw(slips(answer))
    response = data.draw(slips(data.draw(st.sampled_from([answer, other])), most=2))
    grade = grade_typed(response, basic(answer, language=language), [other])
    given_form, own, others = (forms(text, language) for text in (response, answer, other))
    assume(set(own.variants).isdisjoint(others.variants))
    if grade.correct and grade.diff:
        assert distance(given_form.loose, own.loose) < distance(given_form.loose, others.loose)


@given(LATIN, st.sampled_from(["\u0301", "\u0308", "\u0327"]), st.data())
def test_accents_do_not_matter(answer: str, accent: str, data: st.DataObject) -> None:
    answer = answer.strip()
    place = data.draw(st.integers(0, len(answer) - 1))
    assume(answer[place] != " ")
    accented = answer[: place + 1] + accent + answer[place + 1 :]
    assert grade_typed(accented, basic(answer, language="en")).correct
    assert grade_typed(answer, basic(accented, language="en")).correct


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4), LANGUAGES, st.booleans())
def test_never_accepts_another_cards_answer(
    answer: str, others: list[str], language: str, as_distractors: bool
) -> None:
    for other in others:
        assume(normalise(other, language) != normalise(answer, language))
    card = basic(answer, language=language, distractors=tuple(others) if as_distractors else ())
    for other in others:
        given_others = [] if as_distractors else others
        assert not grade_typed(other, card, given_others).correct


@given(st.text("abc", min_size=4, max_size=9), st.text("abc", min_size=4, max_size=9), st.data())
def test_near_answers_stay_apart(answer: str, other: str, data: st.DataObject) -> None:
    """A response is accepted only when it is nearer to this answer than to the other one."""
    assume(normalise(answer) != normalise(other))
    response = data.draw(st.text("abc", min_size=4, max_size=9))
    if grade_typed(response, basic(answer), [other]).correct:
        assert distance(response, answer) < distance(response, other)


@given(st.from_regex(r"[a-z]{0,8} ?-?[0-9]{1,8}(\.[0-9]{1,3})?", fullmatch=True), st.data())
def test_numbers_are_never_misspelt(answer: str, data: st.DataObject) -> None:
    places = [index for index, char in enumerate(answer) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != answer[place])
    card = basic(answer)
    assert not grade_typed(answer[:place] + digit + answer[place + 1 :], card).correct
    assert not grade_typed(answer[:place] + digit + answer[place:], card).correct
    shorter = answer[:place] + answer[place + 1 :]
    assume(normalise(shorter) != normalise(answer))
    assert not grade_typed(shorter, card).correct


@given(TEXTS, TEXTS, LANGUAGES)
def test_grades_are_consistent(answer: str, response: str, language: str) -> None:
    grade = grade_typed(response, basic(answer, language=language))
    assert grade.credit in (0.0, 1.0)
    assert grade.correct == (grade.credit == 1.0)
    assert not (grade.nearly and grade.correct)
    if grade.nearly:
        assert grade.diff
    if grade.diff:
        expected = "".join(part.text for part in grade.diff if part.op != "extra")
        assert expected == grade.expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_diff_holds_both_texts(expected: str, response: str) -> None:
    parts = character_diff(expected, response)
    assert "".join(part.text for part in parts if part.op != "extra") == expected
    theirs = "".join(part.text for part in parts if part.op != "missing")
    assert theirs.casefold() == response.casefold()
    assert all(part.text for part in parts)
    assert (expected.casefold() == response.casefold()) <= all(p.op == "same" for p in parts)


@given(st.text(max_size=30))
def test_clusters_hold_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


def test_clusters_keep_emoji_whole() -> None:
    assert clusters("a👍🏽e\u0301👩\u200d💻☕\ufe0f") == [
        "a",
        "👍🏽",
        "e\u0301",
        "👩\u200d💻",
        "☕\ufe0f",
    ]
    assert clusters("👍🏻👍🏿") == ["👍🏻", "👍🏿"]
    assert clusters("1\ufe0f\u20e3काa") == ["1\ufe0f\u20e3", "का", "a"]


@given(st.text(max_size=30), LANGUAGES)
def test_folding_is_total_and_keeps_something(text: str, language: str) -> None:
    folded = forms(text, language)
    assert folded.variants[0] == folded.loose == normalise(text, language)
    assert bool(folded.loose) == bool(folded.exact)


@given(LATIN, LATIN)
def test_forgiven_typos_are_few(expected: str, response: str) -> None:
    typos = forgivable(expected, response, "en")
    if typos is not None:
        assert typos == distance(expected, response) <= allowance(len(expected))


@given(st.text("abc", max_size=12), st.text("abc", max_size=12), st.integers(0, 12))
def test_counting_characters_first_changes_no_distance(one: str, other: str, most: int) -> None:
    assert is_within(most, one, other) == (distance(one, other) <= most)


@given(
    st.lists(st.text("ab", min_size=1, max_size=19), max_size=8),
    st.text("ab", min_size=1, max_size=19),
    st.integers(0, 3),
    st.lists(st.sampled_from(["swap", "drop", "add", "change"]), max_size=3),
    st.data(),
)
def test_index_finds_what_a_full_search_finds(
    texts: list[str], base: str, most: int, edits: list[str], data: st.DataObject
) -> None:
    """The pieces of the index miss nothing that comparing with every answer would find."""
    near = base
    for edit in edits:
        place = data.draw(st.integers(0, max(0, len(near) - 2)))
        head, tail = near[:place], near[place:]
        if edit == "swap":
            near = head + tail[1:2] + tail[:1] + tail[2:]
        elif edit == "drop":
            near = head + tail[1:]
        elif edit == "add":
            near = head + "c" + tail
        else:
            near = head + "d" + tail[1:]
    # A language without articles, so that texts are folded to themselves.
    others = OtherAnswers.of_texts([*texts, base], "ja")
    expected = any(distance(near, text) <= most for text in [*texts, base])
    assert others.is_near(near, most, ()) == expected
    unowned = any(distance(near, text) <= most for text in texts if text != base)
    assert others.is_near(near, most, {base}) == unowned
