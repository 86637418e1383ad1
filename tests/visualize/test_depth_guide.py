"""Depth guides: formulas, percentiles against NumPy's, memory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shotwright import UsageError
from visualize.guide import DepthEncoding, DepthGuide, DepthStatistics

INF = float("inf")


def guide(encoding: str) -> DepthGuide:
    return DepthGuide(near_m=2.0, far_m=10.0, encoding=DepthEncoding(encoding))


def codes(encoding: str, depths: list[float], levels: int = 255) -> list[int]:
    return guide(encoding).codes(np.array([depths], np.float32), levels)[0].tolist()


def test_inverse_is_white_near_and_black_far_and_in_the_sky() -> None:
    assert codes("inverse", [1.0, 2.0, 10.0, 99.0, INF]) == [255, 255, 0, 0, 0]


def test_inverse_of_the_harmonic_middle_is_the_middle() -> None:
    middle = 2.0 / (1.0 / 2.0 + 1.0 / 10.0)
    assert codes("inverse", [middle], 65535)[0] in (32767, 32768)


def test_linear_is_white_near_and_black_far() -> None:
    assert codes("linear", [2.0, 6.0, 10.0, INF]) == [255, 128, 0, 0]


def test_metric_is_a_share_of_far() -> None:
    assert codes("metric", [0.0, 2.0, 5.0, 10.0, INF], 65535) == [0, 13107, 32768, 65535, 65535]


@pytest.mark.parametrize("encoding", DepthEncoding)
@given(st.floats(2.0, 10.0, width=32))
def test_16_bits_come_back_within_a_millimetre(encoding: DepthEncoding, depth: float) -> None:
    chosen = guide(encoding)
    back = chosen.metres(chosen.codes(np.array([[depth]], np.float32), 65535), 65535)
    assert float(back[0, 0]) == pytest.approx(depth, abs=1e-3)


@pytest.mark.parametrize(("near", "far"), [(0, 1), (2, 1), (1, 1), (1, INF), (float("nan"), 2)])
def test_a_range_that_is_none_is_refused(near: float, far: float) -> None:
    with pytest.raises(UsageError, match="0 < near < far"):
        DepthGuide(near_m=near, far_m=far)


@given(st.integers(0, 2**31), st.floats(0.5, 3.0))
def test_percentiles_agree_with_numpy(seed: int, spread: float) -> None:
    depths = np.random.default_rng(seed).lognormal(1.0, spread, (8, 500, 10)).astype(np.float32)
    statistics = DepthStatistics()
    for one in depths:
        statistics.add(one)
    for percent in (0.5, 50.0, 99.5):
        expected = np.percentile(depths, percent, method="lower")
        assert statistics.percentile(percent) == pytest.approx(expected, rel=1e-3)


def test_sky_does_not_count() -> None:
    statistics = DepthStatistics()
    statistics.add(np.array([[3.0, INF, INF, np.nan]], np.float32))
    assert statistics.count == 1
    assert statistics.guide_range((1.0, 2.0)) == pytest.approx((3.0, 3.03), rel=2e-3)


def test_a_shot_of_nothing_but_sky_takes_the_fallback() -> None:
    statistics = DepthStatistics()
    statistics.add(np.full((4, 4), INF, np.float32))
    assert statistics.guide_range((0.1, 1000.0)) == (0.1, 1000.0)
