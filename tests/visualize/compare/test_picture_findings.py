"""Sharpness, exposure, banding and black: against blurs, ramps and bars of known size."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.builders.degraded_clips import banded, letterboxed
from tests.builders.layered_shot import LayeredShot, watched
from visualize.compare.picture import PictureMeter
from visualize.takes.measures import Metric

SHOT = LayeredShot()


def measured(clip: list[np.ndarray]) -> tuple[dict[str, Metric], list[str]]:
    meter = PictureMeter()
    watched(SHOT, clip, meter)
    found = meter.finish()
    return {metric.name: metric for metric in found.metrics}, [r.text for r in found.remarks]


def steps(sigma: float) -> np.ndarray:
    """Sharp vertical steps on 720 lines, blurred."""
    bars = np.where((np.arange(1280) // 64 % 2)[None, :, None] == 1, 180.0, 60.0)
    picture = np.broadcast_to(bars, (720, 1280, 3)).astype(np.float32)
    soft = cv2.GaussianBlur(picture, (0, 0), sigma) if sigma else picture
    return np.rint(soft).astype(np.uint8)


@pytest.mark.parametrize("sigma", [1.5, 2.0])
def test_the_width_of_an_edge_is_that_of_its_blur(sigma):
    # Scharr's slope is that over two pixels: a blur of variance 1/3 (Gaussian equivalent) more.
    expected = np.sqrt(2.0 * np.pi * (sigma**2 + 1.0 / 3.0))
    assert measured([steps(sigma)])[0]["sharpness"].value == pytest.approx(expected, rel=0.08)


def test_softer_is_never_sharper():
    scores = [measured([steps(sigma)])[0]["sharpness"].score for sigma in (0.0, 1.0, 2.0, 3.5)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100.0
    assert scores[-1] < 30.0
    assert "soft" in measured([steps(3.5)])[1]


def test_what_is_cut_off_counts_beyond_our_own():
    own = SHOT.picture(0)
    assert measured([own])[0]["exposure"].value == 0.0
    burnt = own.copy()
    burnt[:, : burnt.shape[1] // 4] = 255
    clipped = measured([burnt])[0]["exposure"]
    assert clipped.value == pytest.approx(25.0, abs=2.0)


def test_few_tones_are_bands_and_fine_ones_are_not():
    ramp = np.tile(np.linspace(60.0, 190.0, 1280)[None, :, None], (720, 1, 3))
    noise = np.random.default_rng(1).normal(0.0, 0.7, ramp.shape)
    smooth = np.rint(ramp + noise).astype(np.uint8)
    fine = measured([smooth])[0]["banding"]
    coarse = measured(banded([np.rint(ramp).astype(np.uint8)], 16))[0]["banding"]
    assert fine.score == 100.0
    assert coarse.score == 0.0


def test_bars_are_measured_side_by_side():
    metrics, remarks = measured(letterboxed(SHOT.clip(range(2)), 0.1))
    borders = metrics["borders"]
    assert borders.value == pytest.approx(20.0, abs=1.0)
    assert borders.details["top"] == pytest.approx(10.0, abs=0.5)
    assert borders.details["left"] == 0.0
    assert "black bars" in remarks
    assert metrics["exposure"].value < 3.0, "bars are not told twice"


def test_black_frames_are_counted_and_placed():
    clip = SHOT.clip(range(8))
    clip[3] = clip[4] = np.zeros_like(clip[0])
    metrics, remarks = measured(clip)
    assert metrics["black"].value == 2.0
    assert metrics["black"].score == 75.0
    assert metrics["black"].curve[2:6] == (100.0, 0.0, 0.0, 100.0)
    assert "2 black frames" in remarks
