"""A take lies over the gate to the fraction of a pixel, whatever its size and shape."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.builders.layered_shot import LayeredShot, still_camera
from visualize.brief.drawing import covering_box, cropped
from visualize.compare.borders import bars_of, is_black
from visualize.compare.meter import WORKING_SIDE
from visualize.compare.placing import Bars, crop, place

CAMERA = still_camera()  # 16:9
GATE = CAMERA.raster((WORKING_SIDE, WORKING_SIDE))


def ramp(size: tuple[int, int]) -> np.ndarray:
    """A picture of the gate whose red says how far right a pixel is, and green how far down."""
    x = (np.arange(size[0]) + 0.5) / size[0] * 255.0
    y = (np.arange(size[1]) + 0.5) / size[1] * 255.0
    red, green = np.meshgrid(x, y)
    return np.dstack([red, green, np.full_like(red, 90.0)]).round().astype(np.uint8)


@pytest.mark.parametrize(
    "size",
    [(1280, 720), (854, 480), (1920, 1080), (720, 720), (720, 1280), (1280, 544), (832, 480)],
)
def test_what_a_model_was_sent_lies_where_it_was_cut_from(size):
    box = CAMERA.raster(covering_box(CAMERA, size))
    sent = cropped(ramp(box.size), size)  # as the brief makes it: the gate covers, the rest is cut
    placing = place(CAMERA, size, sent=size)
    seen = placing.picture(sent).astype(float)
    whole = ramp(GATE.size)
    left, top = ((side - own) // 2 for side, own in zip(GATE.size, placing.size, strict=True))
    expected = whole[top : top + placing.size[1], left : left + placing.size[0]].astype(float)
    inner = (slice(3, -3), slice(3, -3))
    one_pixel = 255.0 / np.array(GATE.size)
    off = np.abs(seen - expected)[inner][..., :2]
    assert (off.max(axis=(0, 1)) < 0.5 * one_pixel + 1.2).all()  # 1.2: rounding to bytes, twice


def test_a_cropped_frame_keeps_its_projection():
    frame = LayeredShot().frame(0)
    part = crop(frame, (300, 200))
    assert part["depth"].shape == (200, 300)
    assert (part.raster.cx, part.raster.cy) == (150.0, 100.0)
    assert part.raster.focal == frame.raster.focal
    np.testing.assert_array_equal(part["id"], frame["id"][44:244, 106:406])


def test_a_letterboxed_take_frames_the_whole_gate():
    inner = ramp((720, 405))
    boxed = np.zeros((720, 720, 3), np.uint8)
    boxed[157 : 157 + 405] = inner
    bars = bars_of([boxed])
    assert (bars.top, bars.bottom) == pytest.approx((157 / 720, 158 / 720), abs=2 / 720)
    placing = place(CAMERA, (720, 720), bars=bars)
    assert placing.size == GATE.size
    off = np.abs(placing.picture(boxed).astype(float) - ramp(GATE.size))[4:-4, 4:-4, :2]
    assert off.mean() < 1.5


def test_bars_over_a_take_of_the_gates_shape_hide_a_part_of_it():
    placing = place(CAMERA, (1280, 720), bars=Bars(top=0.1, bottom=0.1))
    assert placing.shown == (0.0, 0.0, 1280.0, 720.0)


def test_darkness_is_no_bar_and_all_black_has_none():
    assert bars_of([np.zeros((90, 160, 3), np.uint8)]) == Bars()
    assert is_black(np.full((90, 160, 3), 6, np.uint8))
    night = np.full((90, 160, 3), 30, np.uint8)
    assert not is_black(night)
    assert bars_of([night]) == Bars()
    lit = np.zeros((90, 160, 3), np.uint8)
    lit[30:60, 40:120] = 200
    moved = np.roll(lit, 30, axis=1)
    bars = bars_of([lit, moved])
    assert (bars.left, bars.right) == pytest.approx((40 / 160, 10 / 160))


def test_a_wide_gate_in_a_square_take_shows_its_middle():
    wide = replace(CAMERA, gate_mm=(36.0, 15.06))  # 2.39:1
    gate = wide.raster((WORKING_SIDE, WORKING_SIDE))
    placing = place(wide, (512, 512), sent=(512, 512))
    assert placing.size == (gate.height, gate.height)
    disc = np.zeros((512, 512, 3), np.uint8)
    cv2.circle(disc, (256, 256), 100, (255, 255, 255), -1)
    small = placing.picture(disc)[..., 0] > 127
    radius = np.sqrt(small.sum() / np.pi)
    assert radius == pytest.approx(100 * gate.height / 512, rel=0.02)
