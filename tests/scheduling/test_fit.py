from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.history.rating import Rating
from quiz.scheduling.fitting import fit
from quiz.scheduling.fitting.dataset import Dataset
from quiz.scheduling.fitting.fit import (
    LEAST_TARGETS,
    judge,
    optimize,
    predictions,
)
from quiz.scheduling.fsrs_model import (
    DEFAULT_PARAMETERS,
    FsrsModel,
    Strength,
    fit_parameters,
    strength_after,
)
from quiz.scheduling.parameter_bounds import PARAMETER_BOUNDS, checked_parameters
from tests.scheduling.student import FORGETFUL, history

rows = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(list(Rating)), st.integers(-3, 40)),
    max_size=30,
)


@given(rows)
def test_targets_are_the_answers_on_a_later_day(answers: list[tuple[str, Rating, int]]) -> None:
    dataset = Dataset.of(answers)
    assert sum(map(len, dataset.histories)) == len(answers)
    wanted = []
    last: dict[str, int] = {}
    for card, rating, day in answers:
        if card in last and day > last[card]:
            wanted.append((day - last[card], rating is not Rating.AGAIN))
        last[card] = day
    assert [(target.days, target.recalled) for target in dataset.targets] == wanted
    for target in dataset.targets:
        known = dataset.up_to(target)
        assert known[-1][1] == target.days
        assert known[0][1] == 0


def test_bins_match_the_benchmark() -> None:
    good, again = Rating.GOOD, Rating.AGAIN
    dataset = Dataset.of([("a", good, 0), ("a", again, 1), ("a", again, 1), ("a", good, 15)])
    first, second = (target.bin for target in dataset.targets)
    assert first == pytest.approx((2.48, 1.99 * 1.89, 0))
    assert second == pytest.approx((2.48 * 3.62**2, 1.99 * 1.89, 1.65))


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40_000)), min_size=1, max_size=12),
        min_size=1,
        max_size=3,
    )
)
def test_stabilities_match_reviews_one_by_one(
    histories: list[list[tuple[int, int]]],
) -> None:
    model = FsrsModel()
    for history_, found in zip(histories, model.stabilities(histories), strict=True):
        strength: Strength | None = None
        for (rating, days), stability in zip(history_, found, strict=True):
            strength = strength_after(model.next(strength, days, 0.9), Rating(rating))
            assert stability == pytest.approx(strength.stability, rel=1e-4)


def test_weights_fitted_to_a_student_predict_that_student_better() -> None:
    dataset = Dataset.of(history(cards=80, days=160))
    said: list[tuple[str, int, int]] = []
    outcome = optimize(dataset, DEFAULT_PARAMETERS, lambda *step: said.append(step))
    assert outcome.better
    assert outcome.trained + outcome.judged == len(dataset.targets)
    assert outcome.judged == pytest.approx(len(dataset.targets) / 5, abs=1)
    assert outcome.parameters == checked_parameters(outcome.parameters)
    truth = judge(dataset, dataset.targets[outcome.trained :], FORGETFUL)
    assert truth.log_loss == pytest.approx(outcome.after.log_loss, rel=0.03)
    assert max(truth.log_loss, outcome.after.log_loss) < outcome.before.log_loss
    assert {what for what, *_ in said} == {"Reading", "Fitting", "Judging"}
    assert all(0 <= done <= total for _, done, total in said)


def test_weights_are_judged_on_unseen_answers() -> None:
    answers = history(cards=80, days=160)
    whole = Dataset.of(answers)
    last_day = answers[-1][2]
    changed = Dataset.of(
        [(card, Rating.EASY if day > last_day - 8 else r, day) for card, r, day in answers]
    )
    assert len(changed.targets) == len(whole.targets)
    one, other = (optimize(data, DEFAULT_PARAMETERS) for data in (whole, changed))
    assert one.parameters == other.parameters
    assert one.after != other.after


def test_weights_stay_unless_new_ones_are_better() -> None:
    dataset = Dataset.of(history(cards=80, days=160))
    assert not optimize(dataset, optimize(dataset, FORGETFUL).parameters).better
    assert not optimize(dataset, FORGETFUL).better


def test_too_little_history_says_how_much_is_needed() -> None:
    with pytest.raises(QuizError, match=r"1 answers came a day or more .* but 400 are needed"):
        optimize(Dataset.of([("a", Rating.GOOD, 0), ("a", Rating.GOOD, 3)]), DEFAULT_PARAMETERS)


def test_fit_uses_only_the_latest_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = Dataset.of(history(cards=80, days=160))
    whole = fit.fit_weights(dataset, dataset.targets)
    monkeypatch.setattr(fit, "MOST_TRAINED", 500)
    assert fit.fit_weights(dataset, dataset.targets) != whole
    some = fit.fit_weights(dataset, [*dataset.targets[:300], *dataset.targets[-500:]])
    assert len(some) == len(whole)


@given(
    st.integers(),
    st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=4),
    st.sampled_from([1, 5, 60, 2_000]),
    st.sampled_from([1, 40, 10**7]),
)
def test_strange_histories_are_fitted_or_refused(
    seed: int, ratings: list[Rating], cards: int, farthest: int
) -> None:
    random = Random(seed)
    days = sorted(random.randint(0, farthest) for _ in range(3 * LEAST_TARGETS))
    days[100:110] = reversed(days[100:110])
    rows = [(str(random.randrange(cards)), random.choice(ratings), day) for day in days]
    dataset = Dataset.of(rows)
    try:
        outcome = optimize(dataset, DEFAULT_PARAMETERS)
    except (QuizError, ValueError):
        return
    assert outcome.parameters == checked_parameters(outcome.parameters)
    found = predictions(dataset, dataset.targets, outcome.parameters)
    assert all(0 <= p <= 1 for p in found)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([0.5] * 19, "expected 21 numbers, found 19"),
        ([*DEFAULT_PARAMETERS[:20], 0.9], "number 21 is 0.9, expected 0.1 to 0.8"),
        ([float("nan"), *DEFAULT_PARAMETERS[1:]], "number 1 is nan"),
        (["0.2", *DEFAULT_PARAMETERS[1:]], "number 1 is '0.2'"),
        ([True, *DEFAULT_PARAMETERS[1:]], "number 1 is True"),
    ],
)
def test_invalid_weights_are_rejected(weights: list[float], message: str) -> None:
    with pytest.raises(ValueError, match="not weights of FSRS-6") as caught:
        FsrsModel(weights)
    assert message in str(caught.value)


def test_fitting_to_one_answer_succeeds_or_refuses_clearly() -> None:
    assert len(fit_parameters([[(3, 0), (3, 2)]], 5)) == len(PARAMETER_BOUNDS)
    with pytest.raises(ValueError, match="too few cards answered on a second day"):
        fit_parameters([[(1, 0), *[(3, 2)] * 400]] * 500, 1)
