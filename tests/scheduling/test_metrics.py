from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scheduling.fitting.metrics import CLIP, Metrics, auc, log_loss, measure, rmse_bins

predictions = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.5001, 0.9, 1.0]), st.booleans()), min_size=1
)


def test_log_loss_is_the_mean_surprise() -> None:
    assert log_loss([0.5, 0.8], [True, False]) == pytest.approx(
        -(math.log(0.5) + math.log(0.2)) / 2
    )
    assert log_loss([1.0], [False]) == pytest.approx(-math.log(CLIP))
    assert log_loss([0.5, 0.8], [True, True], [1.0, 3.0]) == pytest.approx(
        -(math.log(0.5) + 3 * math.log(0.8)) / 4
    )


def test_rmse_compares_predictions_with_outcomes_per_bin() -> None:
    predicted, recalled = [0.9, 0.7, 0.6], [True, True, False]
    assert rmse_bins(predicted, recalled, ["a", "a", "b"]) == pytest.approx(
        math.sqrt((2 * 0.2**2 + 0.6**2) / 3)
    )
    assert rmse_bins([0.5, 0.5], [True, False], ["a", "a"]) == 0.0


@given(predictions)
def test_auc_is_share_of_correctly_ordered_pairs(rows: list[tuple[float, bool]]) -> None:
    hits = [p for p, hit in rows if hit]
    misses = [p for p, hit in rows if not hit]
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in hits for b in misses]
    wanted = sum(pairs) / len(pairs) if pairs else 0.5
    assert auc([p for p, _ in rows], [hit for _, hit in rows]) == pytest.approx(wanted)


@given(predictions)
def test_all_three_stay_within_their_bounds(rows: list[tuple[float, bool]]) -> None:
    found = measure([p for p, _ in rows], [hit for _, hit in rows], [0] * len(rows))
    assert 0 <= found.log_loss <= -math.log(CLIP)
    assert 0 <= found.rmse <= 1
    assert 0 <= found.auc <= 1


def test_better_means_both_lower() -> None:
    base = Metrics(0.4, 0.05, 0.7)
    assert Metrics(0.39, 0.04, 0.6).better_than(base)
    assert not Metrics(0.39, 0.05, 0.8).better_than(base)
    assert not Metrics(0.4, 0.04, 0.8).better_than(base)
    assert not base.better_than(base)
