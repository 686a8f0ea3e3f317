import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.errors import InputError
from claimx.scoring.calibration import calibrate

verdicts = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@settings(max_examples=40)
@given(verdicts)
def test_reliability_and_brier_are_those_of_scikit_learn(pairs):
    from sklearn.calibration import calibration_curve
    from sklearn.metrics import brier_score_loss

    confidences, right = zip(*pairs, strict=True)
    found = calibrate(confidences, right)
    shares, means = calibration_curve(right, confidences, n_bins=10)
    filled = [row for row in found.bins if row.claims]
    assert [row.share_right for row in filled] == pytest.approx(list(shares))
    assert [row.mean_confidence for row in filled] == pytest.approx(list(means))
    assert found.brier == pytest.approx(brier_score_loss(right, confidences, pos_label=True))


@settings(max_examples=40)
@given(verdicts)
def test_every_claim_is_in_one_bin_and_kept_at_zero(pairs):
    confidences, right = zip(*pairs, strict=True)
    found = calibrate(confidences, right)
    assert sum(row.claims for row in found.bins) == len(pairs)
    assert found.keep_drop[0].share_kept == 1.0
    kept = [row.claims for row in found.keep_drop]
    assert kept == sorted(kept, reverse=True)
    assert 0 <= found.ece <= 1


def test_confidences_that_mean_what_they_say_have_no_error():
    random = np.random.default_rng(0)
    sure = random.random(20_000)
    honest = calibrate(sure, random.random(20_000) < sure)
    boastful = calibrate(np.full(1000, 0.9), random.random(1000) < 0.5)
    assert honest.ece < 0.02
    assert boastful.ece == pytest.approx(0.4, abs=0.05)


def test_keep_drop_shows_what_a_threshold_buys():
    found = calibrate(
        [0.2, 0.55, 0.9, 0.95], [False, False, True, True], thresholds=(0.0, 0.5, 0.99)
    )
    assert [(row.claims, row.share_kept, row.share_right) for row in found.keep_drop] == [
        (4, 1.0, 0.5),
        (3, 0.75, pytest.approx(2 / 3)),
        (0, 0.0, None),
    ]


def test_no_claims_have_no_calibration():
    found = calibrate([], [])
    assert (found.ece, found.brier, found.keep_drop[0].share_kept) == (None, None, None)


def test_impossible_confidences_are_refused():
    with pytest.raises(InputError, match="expected 0 to 1"):
        calibrate([1.2], [True])
    with pytest.raises(InputError, match="expected one for each"):
        calibrate([0.2], [])
