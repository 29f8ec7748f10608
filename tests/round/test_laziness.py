"""Preparing answers on demand gives the same result as preparing all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Card, Kind
from quiz.game import answers as module
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.grading.grade import OtherAnswers
from quiz.grading.other_answers import STEPS
from quiz.history.events import Input, Mode
from quiz.moment import Moment
from quiz.round import distractor_pool
from quiz.round.distractor_pool import ENOUGH, DistractorPool
from quiz.round.kinship import are_kin, kinship
from quiz.round.question import CHOICES, LONGEST_TYPED, Question, make_question
from quiz.scheduling.memory import CardMemory, Phase
from quiz.scheduling.scheduler import Scheduler
from quiz.settings.settings import Settings
from quiz.text.looks import Look, look_of
from quiz.text.normalise import forms, normalise
from tests.round.rounds import LOOKALIKES, crowded_decks

SCHEDULER = Scheduler()


class EagerPool:
    """Folds every prompt and answer of the library at once, and checks every candidate."""

    def __init__(self, cards: list[Card]) -> None:
        self.groups: dict[object, list[Card]] = {}
        self.by_prompt: dict[tuple[str, str], set[str]] = {}
        self.by_note: dict[tuple[str, str], set[str]] = {}
        for card in cards:
            if card.kind in (Kind.BASIC, Kind.CLOZE, Kind.TERM):
                self.groups.setdefault(self.group(card), []).append(card)
                own = {v for text in card.answers for v in forms(text, card.language).variants}
                prompt = (card.deck, normalise(card.prompt))
                self.by_prompt.setdefault(prompt, set()).update(own)
                said = {normalise(answer, card.language) for answer in card.answers}
                self.by_note.setdefault((card.deck, card.note), set()).update(said)

    @staticmethod
    def group(card: Card) -> tuple[object, ...]:
        return card.deck, card.category, card.kind is Kind.TERM, card.direction

    def draw(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        taken = {normalise(answer, card.language) for answer in card.answers}
        taken |= self.by_prompt.get((card.deck, normalise(card.prompt)), set())
        drawn: list[str] = []

        def take(texts: list[str]) -> None:
            for text in texts:
                plain = normalise(text, card.language)
                wrong = plain not in taken and not distractor_pool.grade_typed(text, card).correct
                if wrong and len(drawn) < count:
                    taken.add(plain)
                    drawn.append(text)

        def borrow(group: tuple[object, ...]) -> None:
            if len(drawn) >= count:
                return
            looks: dict[str, tuple[Look, Card]] = {}
            for other in self.groups.get(group, []):
                looks.setdefault(other.answers[0], (look_of(other.answers[0]), other))
            mine = look_of(card.answers[0])
            alike = [text for text, (look, _) in looks.items() if mine.is_like(look)]
            texts = random.sample(alike, len(alike))
            if not card.category:
                texts = [text for text in texts if are_kin(card, mine, *looks[text])]
                texts.sort(key=lambda text: -kinship(card, looks[text][1]))
            take(texts[: 8 * count])
            if card.category and group == self.group(card) and len(drawn) < count:
                rest = [text for text in looks if text not in alike]
                take(random.sample(rest, min(len(rest), 8 * count)))

        own = list(card.distractors)
        random.shuffle(own)
        take(own)
        if len(drawn) >= ENOUGH:
            return tuple(drawn)
        taken |= self.by_note.get((card.deck, card.note), set())
        borrow(self.group(card))
        if card.category and card.kind is Kind.TERM:
            borrow((card.deck, card.category, False, ""))
        return tuple(drawn)


def mixed(cards: list[Card], several: bool) -> list[Card]:
    """The same cards in two decks and, optionally, two directions."""
    if not several:
        return cards
    return [
        card._replace(
            deck=f"d{n % 2}", direction="term" if card.kind is Kind.TERM and n % 3 == 0 else ""
        )
        for n, card in enumerate(cards)
    ]


@given(crowded_decks(), st.booleans(), st.permutations(range(14)), st.integers(0, 99), st.data())
def test_lazy_pool_draws_like_eager_pool(
    cards: list[Card], several: bool, order: list[int], seed: int, data: st.DataObject
) -> None:
    cards = mixed(cards, several)
    lazy, eager = DistractorPool(iter(cards)), EagerPool(cards)
    strangers = data.draw(crowded_decks())
    for place in order:
        for asked in (*cards[place : place + 1], *strangers[place : place + 1]):
            one, other = Random(seed), Random(seed)
            count = data.draw(st.integers(0, 5))
            assert lazy.draw(asked, count, one) == eager.draw(asked, count, other)
            assert one.getstate() == other.getstate(), "not a number more or less was drawn"


@given(
    st.lists(st.tuples(st.sampled_from(LOOKALIKES), st.sampled_from(["", "de", "zh"]))),
    st.lists(st.sampled_from(LOOKALIKES), min_size=1),
)
def test_other_answers_match_pairwise_comparison(
    texts: list[tuple[str, str]], asked: list[str]
) -> None:
    cards = [
        Card(f"k{n}", f"n{n}", "d", Kind.BASIC, f"{n}?", (text,), language=language)
        for n, (text, language) in enumerate(texts)
    ]
    others = OtherAnswers.of(iter(cards))
    for text in asked:
        given_forms = forms(text, "")
        steps = [STEPS]
        for known in (forms(*pair) for pair in texts):
            if known.exact == given_forms.exact:
                steps.append(0)
            elif known.plain == given_forms.plain:
                steps.append(1)
            elif set(known.variants) & set(given_forms.variants):
                steps.append(2)
        assert others.step_of(given_forms) == min(steps)
    assert len(others) == len(set(texts))


def eager_question(
    card: Card, pool: EagerPool, memory: CardMemory | None, own: Settings, typed: bool, seed: int
) -> Question:
    """Wrong answers are drawn whether or not they are offered."""
    random = Random(seed)
    typable = len(card.answers[0]) <= LONGEST_TYPED and "\n" not in card.answers[0]
    wrong = pool.draw(
        card, CHOICES - 1 if typable else min(CHOICES - 1, len(card.distractors)), random
    )
    fresh = memory is None
    leech = memory is not None and memory.is_leech(own.leech_lapses)
    chosen = Input.TYPED if typable else Input.REVEAL
    # One borrowed answer makes no choice; one of the author's does.
    offered = len(wrong) >= (1 if card.distractors else ENOUGH)
    if own.answer_with == "reveal":
        chosen = Input.REVEAL
    elif offered and own.answer_with in ("auto" if not (typed and typable) else "", "choice"):
        chosen = Input.CHOICE
    options: list[str] = []
    if chosen is Input.CHOICE:
        options = [card.answers[0], *wrong]
        random.shuffle(options)
    return Question(card, chosen, tuple(options), fresh, leech)


@given(
    crowded_decks(),
    st.sampled_from(["auto", "choice", "typed", "reveal"]),
    st.booleans(),
    st.sampled_from([None, 0.5, 500.0]),
    st.sampled_from(["", "x" * LONGEST_TYPED]),
    st.integers(0, 99),
)
def test_question_is_independent_of_unused_distractors(
    cards: list[Card], way: str, typed: bool, stability: float | None, more: str, seed: int
) -> None:
    own = Settings(answer_with=way)  # type: ignore[arg-type]
    memory = None
    if stability is not None:
        memory = CardMemory(Phase.REVIEW, 0, stability, 5.0, 0, 0, Moment(0), 3, 9, 1)
    cards = [card._replace(answers=(card.answers[0] + more,)) for card in cards]
    lazy, eager = DistractorPool(cards), EagerPool(cards)
    for card in cards:
        question = make_question(card, lazy.draw, memory, own, Random(seed), typed=typed)
        assert question == eager_question(card, eager, memory, own, typed, seed)


@pytest.mark.parametrize("kept", [1, 2, 100])
def test_round_is_independent_of_pool_cache_size(
    make_game: Callable[..., Game], decks: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    for number in range(4):
        lines = [f"title: D{number}", "cards:"]
        for card in range(6):
            lines += [f"  - prompt: {number} {card}?", f"    answer: word{number}{card}"]
        (decks / f"d{number}.yaml").write_text("\n".join(lines), encoding="utf-8")

    def asked() -> list[tuple[Question, bool]]:
        game = make_game(own=Settings(answer_with="choice"), seed=11)
        play = play_mode(game, Mode.CRAM, limit=20)
        found = []
        while play.question is not None and len(found) < 20:
            question = play.question
            answered = play.submit(question.options[-1] if question.options else None, ms=1)
            assert answered is not None
            found.append((question, answered.grade.correct))
            play.next()
        game.close()
        return found

    expected = asked()
    assert len({question.card.deck for question, _ in expected}) > 3
    monkeypatch.setattr(module, "DECKS_KEPT", kept)
    assert asked() == expected
