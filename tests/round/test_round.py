from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.card import Card, Kind
from quiz.decks.kinds import KINDS
from quiz.formats.round_json import read_round, round_text
from quiz.grading.grade import grade_typed
from quiz.history.events import Answer, Input, Mark, MarkKind, Mode, Rerate, Undo
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round import asking, going_back, setting_aside
from quiz.round.answering import give_answer
from quiz.round.distractor_pool import ENOUGH, DistractorPool
from quiz.round.learning import steps_of, steps_taken
from quiz.round.question import make_question
from quiz.round.round import Context, Round, Stage, answered_so_far
from quiz.round.round_options import RoundOptions
from quiz.round.round_summary import summarise
from quiz.scheduling.memory import CardMemory
from quiz.scoring.points import MAX_POINTS
from quiz.settings.settings import Settings
from quiz.text.normalise import normalise
from tests.factories import answer, number_id
from tests.factories import card as make_card
from tests.round.rounds import (
    DECK_CARDS,
    SCHEDULER,
    context,
    crowded_decks,
    right_response,
    seen,
    start,
)
from tests.scheduling.collection import Collection
from tests.scheduling.rules import build_queue
from tests.scoring.rules import round_score, score_answers
from tests.strategies import libraries


@given(libraries(), st.integers(0, 99), st.integers(1, 6))
def test_distractors_are_never_right_and_never_twice(
    cards: list[Card], seed: int, count: int
) -> None:
    pool = DistractorPool(cards)
    for card in cards:
        drawn = pool.draw(card, count, Random(seed))
        plain = [normalise(text, card.language) for text in drawn]
        assert len(set(plain)) == len(drawn) <= count
        assert not {normalise(a, card.language) for a in card.answers} & set(plain)
        offered = {normalise(text, card.language) for text in card.distractors}
        if len(offered - {normalise(a, card.language) for a in card.answers}) >= count:
            assert len(drawn) == count


@given(crowded_decks(), st.integers(0, 99), st.integers(1, 5))
def test_lookalikes_are_never_offered_beside_the_answer(
    cards: list[Card], seed: int, count: int
) -> None:
    pool = DistractorPool(cards)
    for asked in cards:
        drawn = pool.draw(asked, count, Random(seed))
        folded = {normalise(text, asked.language) for text in drawn}
        assert len(folded) == len(drawn) <= count
        same_prompt = [c for c in cards if c.prompt == asked.prompt]
        right = {a for c in same_prompt for a in c.answers} | set(asked.answers)
        assert not folded & {normalise(text, asked.language) for text in right}
        assert not any(grade_typed(text, asked).correct for text in drawn)
        borrowed = [text for text in drawn if text not in asked.distractors]
        given_away = {a for c in cards if c.note == asked.note for a in c.answers}
        assert not set(borrowed) & given_away
        if not asked.category or len(drawn) == count or len(drawn) >= ENOUGH + len(borrowed):
            continue
        for other in cards:
            of_terms = (asked.kind is Kind.TERM, other.kind is Kind.TERM)
            if other.category == asked.category and len(set(of_terms)) == 1:
                text = other.answers[0]
                used = folded | {normalise(a, asked.language) for a in right | given_away}
                # "7" is right if a card with the same prompt has "seven".
                is_right = any(grade_typed(text, c).correct for c in (asked, *same_prompt))
                assert normalise(text, asked.language) in used or is_right


@pytest.mark.parametrize("category", ["", "city"])
def test_frequent_answer_does_not_hide_other_distractors(category: str) -> None:
    same = [
        make_card(key=f"s{n}", note=f"s{n}", prompt=f"s{n}", answers=("Almaty",))
        for n in range(200)
    ]
    names = ("Astana", "Shymkent", "Taraz", "Pavlodar")
    rest = [make_card(key=name, note=name, prompt=name, answers=(name,)) for name in names]
    cards = [one._replace(category=category) for one in (*same, *rest)]
    pool = DistractorPool(cards)
    for seed in range(20):
        drawn = pool.draw(cards[0], 4, Random(seed))
        assert sorted(drawn) == sorted(names)


@given(libraries(), st.sampled_from(list(Mode)), st.integers(0, 99))
def test_a_question_can_always_be_answered_rightly(
    cards: list[Card], mode: Mode, seed: int
) -> None:
    pool = DistractorPool(cards)
    for card in cards:
        for way in ("auto", "choice", "typed", "reveal"):
            own = Settings(answer_with=way)  # type: ignore[arg-type]
            typed = seed % 2 > 0
            question = make_question(card, pool.draw, None, own, Random(seed), typed=typed)
            if question.input is Input.CHOICE:
                assert question.options.count(card.answers[0]) == 1
                assert 2 <= len(question.options) <= 4
            if question.input is Input.SEQUENCE:
                assert sorted(question.options) == sorted(card.answers)
                assert question.options != card.answers
            state = asking.start_round(
                "r", "a", RoundOptions(mode, own, seed), [card], context(cards=[card]), Moment(0)
            )
            state = seen(state, context(cards=[card]))
            assert state.question is not None
            done = give_answer(
                state, right_response(state.question), context(cards=[card]), Moment(0), "i", 5
            )
            assert done.answered is not None
            assert done.answered.answer.correct


@pytest.mark.parametrize("mode", sorted(set(Mode) - {Mode.MATCH}))
def test_doing_nothing_right_ends_every_mode_but_returns_cards(mode: Mode) -> None:
    queue = DECK_CARDS[:9]
    state = start(mode, Settings()._replace(lives=2), queue)
    collection = Collection(SCHEDULER)
    now = Moment(0)
    for n in range(200):
        if state.stage is Stage.OVER:
            break
        now = now.later(1_000)
        state = give_answer(state, None, context(collection), now, number_id(n + 1), 900)
        if state.answered is None:
            break
        assert state.answered.answer.rating is Rating.AGAIN
        collection.apply(state.answered.answer)
        state = asking.proceed(state, context(collection), now)
        state = seen(state, context(collection), now)
    summary = summarise(state, collection, now)
    if mode in (Mode.SURVIVAL, Mode.GRAVITY):
        assert state.asked == 2
        assert state.lives == 0
    elif mode in (Mode.QUIZ, Mode.CHALLENGE, Mode.EXAM):
        assert state.asked == len(queue)
    elif mode is Mode.BLITZ:
        # Each wrong answer takes a second, and three more off the clock.
        assert state.asked == 15
        assert state.lap == 1
    else:
        assert state.asked == 200, "cards come back until they are right"
    assert summary.right == summary.points == 0
    assert summary.accuracy == 0.0
    assert bool(summary.due) == (mode is not Mode.CRAM)
    assert summary.lost is (mode in (Mode.SURVIVAL, Mode.GRAVITY))
    if mode is Mode.BLITZ:
        # Not the time of the last answer before its end.
        assert summary.seconds == 60 - 15 * 3
    else:
        assert summary.seconds == state.asked
    early = summarise(state, collection, Moment(1))
    assert early.seconds == state.asked


@pytest.mark.parametrize("mode", [Mode.CRAM, Mode.MISTAKES])
def test_missed_cards_come_back_after_all_others(mode: Mode) -> None:
    queue = DECK_CARDS[:6]
    state = start(mode, queue=queue)
    asked = []
    for n in range(2 * len(queue)):
        assert state.question is not None
        asked.append(state.question.card)
        state = give_answer(state, None, context(), Moment(n), number_id(n + 1), 900)
        state = asking.proceed(state, context(), Moment(n))
    assert asked == queue * 2


@pytest.mark.parametrize("mode", [Mode.SURVIVAL, Mode.BLITZ])
def test_answer_that_ended_round_can_be_undone(mode: Mode) -> None:
    state = start(mode, Settings()._replace(lives=1, blitz_seconds=10))
    state = give_answer(state, None, context(), Moment(9_000), number_id(1), 900)
    over = asking.proceed(state, context(), Moment(11_000))
    assert over.stage is Stage.OVER
    step = going_back.undo(over)
    assert step is not None
    assert step[0].stage is Stage.ASKING
    assert step[1] == number_id(1)


def test_a_hint_is_shown_once_and_remembered() -> None:
    state = start(Mode.QUIZ)
    assert state.question is not None
    assert asking.take_hint(state).hinted == bool(state.question.card.hint)
    assert asking.take_hint(asking.finish(state)).hinted is False


def test_steps_in_wrong_stage_change_nothing() -> None:
    state = start(Mode.QUIZ)
    assert asking.proceed(state, context(), Moment(0)) is state
    assert going_back.rerate(state, Rating.EASY) is state
    assert going_back.rerate_last(state, Rating.EASY, context(), Moment(0)) is state
    assert going_back.undo(state) is None
    over = asking.finish(state)
    assert asking.finish(over) is over
    assert give_answer(over, "x", context(), Moment(0), "i", 1) is over
    assert setting_aside.skip(over, "m", context(), Moment(0)) is over


def test_skipping_leaves_siblings_out_too() -> None:
    cloze = [card for card in DECK_CARDS if card.kind is Kind.CLOZE]
    state = start(Mode.QUIZ, queue=[*cloze, DECK_CARDS[0]])
    state = setting_aside.skip(state, "m", context(), Moment(0))
    assert state.question is not None
    assert state.question.card.key == DECK_CARDS[0].key


def test_blitz_continues_after_last_card_set_aside() -> None:
    state = start(Mode.BLITZ)
    last = DECK_CARDS[-1]
    while state.question is not None and state.question.card is not last:
        state = give_answer(state, None, context(), Moment(0), number_id(state.asked), 1)
        state = asking.proceed(state, context(), Moment(0))
    state = setting_aside.skip(state, "m", context(), Moment(0))
    assert (state.stage, state.lap) == (Stage.ASKING, 1)
    assert {card.note for card in state.queue} == {card.note for card in DECK_CARDS} - {last.note}


def test_setting_card_aside_does_not_restore_last_life() -> None:
    state = start(Mode.SURVIVAL, Settings()._replace(lives=1))
    state = give_answer(state, None, context(), Moment(0), number_id(1), 900)
    over = setting_aside.skip(state, "m", context(), Moment(0))
    assert over.stage is Stage.OVER
    assert going_back.undo(over) == (state, "m")


@given(
    st.sampled_from([Mode.LEARN, Mode.REVIEW, Mode.QUIZ, Mode.CRAM]),
    st.booleans(),
    st.sampled_from(list(Rating)),
    st.integers(0, 3),
)
def test_rating_after_setting_cards_aside_equals_rating_before(
    mode: Mode, right: bool, rating: Rating, aside: int
) -> None:
    now = Moment(1000)
    state = start(mode)
    assert state.question is not None
    response = right_response(state.question) if right else None
    answered = give_answer(state, response, context(), now, number_id(1), 900)
    assert answered.answered is not None
    inferred, rated = Collection(SCHEDULER), Collection(SCHEDULER)
    for collection in (inferred, rated):
        collection.apply(answered.answered.answer)
    rated.apply(Rerate(number_id(2), "ada", now, number_id(1), rating))
    late = asking.proceed(answered, context(inferred), now)
    early = asking.proceed(going_back.rerate(answered, rating), context(rated), now)
    for number in range(aside):
        late = setting_aside.skip(late, f"m{number}", context(inferred), now)
        early = setting_aside.skip(early, f"m{number}", context(rated), now)
    assert going_back.rerate_last(late, rating, context(rated), now) == early


def test_rating_still_applies_after_answered_card_set_aside() -> None:
    state = start(Mode.LEARN)
    answered = give_answer(state, None, context(), Moment(0), number_id(1), 900)
    assert answered.answered is not None
    collection = Collection(SCHEDULER)
    collection.apply(answered.answered.answer)
    skipped = setting_aside.skip(answered, "m", context(collection), Moment(0))
    rated = going_back.rerate_last(skipped, Rating.EASY, context(collection), Moment(0))
    assert answered.question is not None
    assert answered.question.card not in [back.card for back in rated.returning]
    assert rated.question == skipped.question
    assert going_back.undo(rated) == (going_back.rerate(answered, Rating.EASY), "m")


def test_returning_card_set_aside_stays_aside() -> None:
    """Rated Easy it would never have come back; the other card is set aside all the same."""
    first, other = DECK_CARDS[0], DECK_CARDS[1]
    state = start(Mode.REVIEW, queue=[first, other])
    answered = give_answer(state, None, context(), Moment(0), number_id(1), 900)
    assert answered.answered is not None
    collection = Collection(SCHEDULER)
    collection.apply(answered.answered.answer)
    state = asking.proceed(answered, context(collection), Moment(0))
    state = setting_aside.skip(state, "m", context(collection), Moment(0))
    assert state.question is not None
    assert state.question.card == first
    collection.apply(Rerate(number_id(2), "ada", Moment(0), number_id(1), Rating.EASY))
    rated = going_back.rerate_last(state, Rating.EASY, context(collection), Moment(0))
    assert (rated.stage, rated.aside) == (Stage.OVER, "m")


def test_round_time_ignores_cards_left_open() -> None:
    state = start(Mode.QUIZ, Settings())
    collection = Collection(SCHEDULER)
    now = state.started
    for number, minutes in enumerate((40, 0.25), 1):
        now = now.later(round(minutes * 60_000))
        state = give_answer(state, None, context(collection), now, number_id(number), 1)
        state = asking.proceed(state, context(collection), now)
    assert summarise(state, collection, now).seconds == 60 + 15


def test_an_empty_queue_is_over_at_once() -> None:
    assert start(Mode.QUIZ, queue=[]).stage is Stage.OVER


DAY = 86_400_000


@pytest.mark.parametrize(
    ("mode", "answers", "later", "own", "asked"),
    [
        (Mode.QUIZ, 0, 0, Settings(), Input.CHOICE),
        (Mode.QUIZ, 1, 60_000, Settings(), Input.CHOICE),
        (Mode.QUIZ, 1, DAY, Settings(), Input.TYPED),
        (Mode.REVIEW, 2, 4 * DAY, Settings(), Input.TYPED),
        (Mode.REVIEW, 1, DAY, Settings(answer_with="choice"), Input.CHOICE),
        (Mode.REVIEW, 1, DAY, Settings(answer_with="reveal"), Input.REVEAL),
        (Mode.REVIEW, 2, 4 * DAY, Settings(typing_after=500.0), Input.CHOICE),
        (Mode.BLITZ, 2, 9 * DAY, Settings(), Input.CHOICE),
    ],
)
def test_input_grows_with_the_card(
    mode: Mode, answers: int, later: int, own: Settings, asked: Input
) -> None:
    collection = Collection(SCHEDULER)
    card = DECK_CARDS[0]
    for number in range(answers):
        collection.apply(answer(id=number + 1, card=card.key, moment=Moment(number * 60_000)))
    now = Moment(later + answers * 60_000)
    options = RoundOptions(mode, own, 5)
    state = asking.start_round("r", "ada", options, [card], context(collection), now)
    assert state.question is not None
    assert state.question.input is asked


@pytest.mark.parametrize("way", ["auto", "choice"])
@pytest.mark.parametrize("text", ["a" * 41, "two\nlines"])
def test_long_answer_is_a_flashcard_unless_its_author_wrote_wrong_ones(way: str, text: str) -> None:
    own = Settings(answer_with=way)  # type: ignore[arg-type]
    others = [make_card(key=f"o{n}", note=f"o{n}", answers=(f"{text}{n}",)) for n in range(5)]
    for typed in (False, True):
        for wrong in ((), ("b" * 50,), ("b" * 50, "c" * 50)):
            card = make_card(answers=(text,), distractors=wrong)
            draw = DistractorPool([card, *others]).draw
            question = make_question(card, draw, None, own, Random(1), typed=typed)
            assert question.input is (Input.CHOICE if wrong else Input.REVEAL)
            assert set(question.options) == ({text, *wrong} if wrong else set())
    listed = make_card(answers=(text,), options=(text, "no"))
    question = make_question(listed, DistractorPool([]).draw, None, own, Random(1), typed=True)
    assert question.options == (text, "no")


class RoundMachine(RuleBasedStateMachine):
    """Plays random games against the simplest model: the list of effective answers."""

    @initialize(mode=st.sampled_from(list(Mode)), seed=st.integers(0, 999))
    def begin(self, mode: Mode, seed: int) -> None:
        self.now = Moment(0)
        self.collection = Collection(SCHEDULER)
        self.own = Settings()._replace(bury_siblings=False, blitz_seconds=600)
        queue = build_queue(
            DECK_CARDS, self.collection, self.now, self.own, Mode.QUIZ, None, Random(seed)
        )
        options = RoundOptions(mode, self.own, seed)
        self.state = asking.start_round(number_id(0), "ada", options, queue, self.context, self.now)
        self.log: list[Answer] = []
        self.undone: list[Answer] = []
        self.steps: list[Answer | Mark | None] = []
        self.ended = False
        self.before: list[tuple[Round, dict[str, CardMemory], set[str], set[str]]] = []
        self.number = 0

    @property
    def context(self) -> Context:
        return context(self.collection)

    def remember(self, before: Round, step: Answer | Mark | None) -> None:
        """Take a step that undo takes back; None for a card that was shown."""
        self.steps.append(step)
        self.before.append((before, *self.known()))
        if step is not None:
            self.collection.apply(step)

    def known(self) -> tuple[dict[str, CardMemory], set[str], set[str]]:
        day = self.now.day(SCHEDULER.options.day_start_hour)
        held = self.collection
        return dict(held.memories), set(held.suspended), set(held.buried(day))

    def tick(self) -> str:
        self.number += 1
        self.now = self.now.later(7_000)
        return number_id(self.number)

    @precondition(lambda self: self.state.stage is Stage.ASKING)
    @rule(right=st.booleans(), ms=st.integers(0, 30_000), hint=st.booleans())
    def answer(self, right: bool, ms: int, hint: bool) -> None:
        before = self.state
        assert before.question is not None
        if hint:
            before = asking.take_hint(before)
        response = right_response(before.question) if right else None
        after = give_answer(before, response, self.context, self.now, self.tick(), ms)
        if after.answered is None:
            assert after.stage is Stage.OVER
            self.state = after
            return
        given_answer = after.answered.answer
        in_time = before.fall_ms is None or ms <= before.fall_ms
        assert given_answer.correct == (right and in_time)
        assert given_answer.rating is Rating.AGAIN or right
        assert 0 <= after.answered.points.total <= MAX_POINTS
        self.remember(before, given_answer)
        self.log.append(given_answer)
        self.state = after

    @precondition(lambda self: self.state.stage is Stage.SHOWING)
    @rule()
    def see(self) -> None:
        before = self.state
        assert give_answer(before, None, self.context, self.now, "i", 1) is before
        self.remember(before, None)
        self.state = asking.see(before, self.context, self.now)

    @precondition(lambda self: self.state.stage is Stage.FEEDBACK)
    @rule(rating=st.sampled_from(list(Rating)))
    def rerate(self, rating: Rating) -> None:
        self.state = going_back.rerate(self.state, rating)
        self.log[-1] = self.log[-1]._replace(rating=rating)
        event = Rerate(self.tick(), "ada", self.now, self.log[-1].id, rating)
        self.collection.apply(event)

    @precondition(lambda self: self.state.stage is Stage.FEEDBACK)
    @rule()
    def go_on(self) -> None:
        asked = self.state.asked
        self.state = asking.proceed(self.state, self.context, self.now)
        assert self.state.asked == asked

    @rule()
    def undo(self) -> None:
        step = going_back.undo(self.state)
        handed_in = self.state.mode is Mode.EXAM and self.state.stage is Stage.OVER
        assert (step is None) == (not self.steps or handed_in)
        if step is None:
            return
        self.state, target = step
        taken_back = self.steps.pop()
        assert target == (taken_back.id if taken_back is not None else "")
        if isinstance(taken_back, Answer):
            self.undone.append(self.log.pop())
        if target:
            self.collection.apply(Undo(self.tick(), "ada", self.now, target))
        self.ended = False
        before, *known = self.before.pop()
        shown = [one.card for one in self.undone if one.mode is not Mode.EXAM]
        assert sorted(self.state.told) == sorted([*shown, *(one.card for one in self.log)])
        assert self.state == before._replace(told=self.state.told)
        assert list(self.known()) == known

    @precondition(lambda self: self.state.stage is not Stage.OVER)
    @rule(kind=st.sampled_from([MarkKind.BURY, MarkKind.SUSPEND]))
    def set_aside(self, kind: MarkKind) -> None:
        assert self.state.question is not None
        card = self.state.question.card
        mark = Mark(self.tick(), "ada", self.now, card.key, kind)
        self.remember(self.state, mark)
        self.state = setting_aside.skip(self.state, mark.id, self.context, self.now)
        following = self.state.question
        assert following is None or (following.card.deck, following.card.note) != (
            card.deck,
            card.note,
        )

    @precondition(lambda self: self.number > 12)
    @rule()
    def finish(self) -> None:
        self.ended = True
        self.state = asking.finish(self.state)

    @invariant()
    def the_round_equals_its_answers(self) -> None:
        if not hasattr(self, "state"):
            return
        score = round_score(self.log, self.undone)
        assert self.state.asked == len(self.log)
        assert self.state.points == score.points == score_answers(self.log, self.undone)
        assert self.state.best_streak == score.best_combo
        assert self.state.right == score.correct
        assert [a.answer for a in answered_so_far(self.state)] == self.log
        assert self.collection.answers == self.log

    @invariant()
    def another_process_can_go_on(self) -> None:
        if hasattr(self, "state"):
            cards = {card.key: card for card in DECK_CARDS}
            assert read_round(round_text(self.state), cards.get) == (self.state, False)

    @invariant()
    def a_learn_asks_each_card_up_to_its_last_step(self) -> None:
        if not hasattr(self, "state") or self.state.mode is not Mode.LEARN:
            return
        state, taken = self.state, steps_taken(self.state)
        left = {card.key: steps_of(card, self.own) for card in state.queue}
        if state.is_open:
            assert state.question is not None
            key = state.question.card.key
            assert (taken.get(key, 0) == 0) is (state.stage is Stage.SHOWING)
            assert taken.get(key, 0) < left[key]
            assert not state.question.fresh or state.stage is Stage.SHOWING or taken[key] == 1
        if state.stage is Stage.OVER and not self.ended:
            assert all(taken[key] == steps for key, steps in left.items())


RoundMachine.TestCase.settings = settings(
    stateful_step_count=30, suppress_health_check=[HealthCheck.too_slow]
)
TestRoundMachine = RoundMachine.TestCase


def test_the_decks_of_the_tests_have_every_kind() -> None:
    assert {card.kind for card in DECK_CARDS} == set(Kind)


@pytest.mark.parametrize(("threshold", "marked"), [(0, False), (2, True), (3, False)])
def test_a_leech_is_marked(threshold: int, marked: bool) -> None:
    memory = SCHEDULER.review(None, Rating.EASY, Moment(0))
    assert memory.lapses == 0
    forgotten = memory._replace(lapses=2)
    own = Settings(leech_lapses=threshold)
    for card in DECK_CARDS:
        pool = DistractorPool(DECK_CARDS)
        question = make_question(card, pool.draw, forgotten, own, Random(1), typed=False)
        assert question.leech is marked
        assert not make_question(card, pool.draw, None, own, Random(1), typed=True).leech


def test_bare_term_or_definition_states_the_task() -> None:
    asked = {(card.kind, card.direction): KINDS[card.kind].task(card) for card in DECK_CARDS}
    assert asked[Kind.TERM, ""] == "What does it mean?"
    assert asked[Kind.TERM, "term"] == "Which term is this?"
    assert {text for (kind, _), text in asked.items() if kind is not Kind.TERM} == {""}
