"""Films as a program of someone else sees them: read with imageio, by its own ffmpeg."""

import gc
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import imageio.v3 as imageio
import numpy as np
import pytest

from visualize.encode.video import H264, open_video

# imageio leaves the pipes of its ffmpeg to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

COLORS = np.array(
    [[0, 0, 0], [255, 255, 255], [128, 128, 128], [200, 30, 30], [20, 180, 60], [40, 60, 220]],
    np.uint8,
)


@pytest.fixture(autouse=True)
def tidied() -> Iterator[None]:
    """Collect what imageio left, here and not in a later test."""
    yield
    gc.collect()


def test_colours_come_back_within_two_of_255_in_another_program(tmp_path: Path) -> None:
    patches = np.repeat(np.repeat(COLORS[None], 64, axis=0), 48, axis=1)
    with open_video(tmp_path / "a.mp4", patches.shape[1::-1], Fraction(24), codec=H264) as film:
        for _ in range(3):
            film.write(patches)
    seen = imageio.imread(tmp_path / "a.mp4", plugin="FFMPEG")
    assert seen.shape == (3, *patches.shape)
    inside = seen[:, 8:-8].reshape(3, 48, len(COLORS), 48, 3)[:, :, :, 8:-8]
    off = np.abs(inside.astype(int) - COLORS[None, None, :, None].astype(int))
    assert off.max() <= 2


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(24000, 1001)])
def test_another_program_reads_the_rate_and_every_frame(tmp_path: Path, rate: Fraction) -> None:
    steps = np.linspace(16, 235, 10).astype(np.uint8)
    with open_video(tmp_path / "a.mp4", (64, 48), rate, codec=H264) as film:
        for grey in steps:
            film.write(np.full((48, 64, 3), grey, np.uint8))
    seen = imageio.imread(tmp_path / "a.mp4", plugin="FFMPEG")
    assert np.abs(seen.mean(axis=(1, 2, 3)) - steps).max() <= 2.0
    facts = imageio.immeta(tmp_path / "a.mp4", plugin="FFMPEG")
    assert facts["fps"] == pytest.approx(float(rate), abs=0.01)
