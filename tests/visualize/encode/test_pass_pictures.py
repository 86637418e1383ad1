"""Passes as pictures: read back by the formulas their metadata states."""

import colorsys

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualize.encode.colour import id_color, srgb_decoded, srgb_encoded
from visualize.encode.describe import pass_description
from visualize.encode.pictures import deep, id_preview, motion_wheel, preview
from visualize.errors import RenderError
from visualize.guide import DepthGuide
from visualize.render.passes import PASSES

GUIDE = DepthGuide(near_m=1.0, far_m=50.0)


def sample(name: str) -> np.ndarray:
    entry = PASSES[name]
    shape = (6, 8) if entry.channels == 1 else (6, 8, entry.channels)
    return np.ones(shape, entry.dtype)


@pytest.mark.parametrize("name", PASSES)
def test_every_pass_has_an_8_bit_and_a_16_bit_picture(name: str) -> None:
    assert preview(name, sample(name), GUIDE).dtype == np.uint8
    assert deep(name, sample(name), GUIDE).dtype in (np.uint8, np.uint16)


@pytest.mark.parametrize("name", PASSES)
@pytest.mark.parametrize("content", ["preview", "deep", "half", "float"])
def test_every_pass_says_how_it_is_read_back(name: str, content: str) -> None:
    described = pass_description(name, content, GUIDE)
    assert described["pass"] == name
    assert described["encoding"]
    assert described["unit"] == PASSES[name].unit


def test_srgb_at_the_points_of_the_standard() -> None:
    """IEC 61966-2-1: the join at 0.0031308 and middle grey 0.214 (code 127.5 of 255)."""
    codes = srgb_encoded(np.array([0.0, 0.0031308, 0.21404114, 1.0, 7.0, np.nan], np.float32), 255)
    assert codes == pytest.approx(
        [0.0, 0.0031308 * 12.92 * 255, 127.5, 255.0, 255.0, 0.0], abs=0.01
    )


def test_srgb_codes_survive_the_way_to_linear_and_back() -> None:
    codes = np.arange(256, dtype=np.uint8)
    assert np.array_equal(np.rint(srgb_encoded(srgb_decoded(codes), 255)), codes)


def test_normals_of_16_bits_come_back_within_a_hundredth_of_a_degree() -> None:
    normals = np.random.default_rng(1).normal(size=(40, 40, 3)).astype(np.float32)
    normals = normals.astype(np.float64)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    back = deep("normal", normals, None) / 65535.0 * 2.0 - 1.0
    cosines = np.sum(back * normals, axis=-1) / np.linalg.norm(back, axis=-1)
    assert np.degrees(np.arccos(np.clip(cosines, -1, 1))).max() < 0.01


@given(st.lists(st.integers(0, 65535), min_size=1, max_size=20))
def test_ids_of_16_bits_are_exact(ids: list[int]) -> None:
    assert deep("id", np.array([ids], np.uint32), None).tolist() == [ids]


def test_an_id_beyond_16_bits_points_to_exr() -> None:
    with pytest.raises(RenderError, match=r"70000.*exr"):
        deep("id", np.array([[70000]], np.uint32), None)


def test_motion_of_16_bits_is_kitti_flow() -> None:
    motion = np.array([[[1.5, -2.25], [0.0, 0.0], [np.nan, np.nan], [9999.0, 0.0]]], np.float32)
    codes = deep("motion", motion, None)[0].astype(float)
    assert ((codes[:2, :2] - 32768) / 64).tolist() == [[1.5, -2.25], [0.0, 0.0]]
    assert codes[:, 2].tolist() == [1, 1, 0, 1]
    assert codes[2].tolist() == [0, 0, 0]
    assert codes[3, 0] == 65535


def test_the_motion_wheel_is_opencvs_hsv() -> None:
    angles = np.radians(np.arange(0, 360, 7.5))
    motion = np.stack([np.cos(angles), np.sin(angles)], axis=-1)[None] * 32.0
    hsv = np.stack(
        [np.degrees(angles), np.ones_like(angles), np.ones_like(angles)], axis=-1
    ).astype(np.float32)[None]
    expected = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255
    assert np.abs(motion_wheel(motion.astype(np.float32)) - expected).max() <= 1


def test_no_motion_is_white_and_behind_the_camera_black() -> None:
    motion = np.array([[[0.0, 0.0], [np.nan, np.nan]]], np.float32)
    assert motion_wheel(motion).tolist() == [[[255, 255, 255], [0, 0, 0]]]


def test_position_of_16_bits_comes_back_within_two_millimetres() -> None:
    position = np.random.default_rng(2).uniform(-120, 120, (9, 9, 3)).astype(np.float32)
    back = (deep("position", position, None).astype(float) - 32768) / 256
    assert np.abs(back - position).max() <= 1 / 512 + 1e-5


def test_sky_in_position_is_zero() -> None:
    assert not deep("position", np.full((2, 2, 3), np.nan, np.float32), None).any()
    assert not preview("position", np.full((2, 2, 3), np.nan, np.float32), None).any()


def test_the_first_ten_thousand_ids_have_colours_of_their_own() -> None:
    assert len({id_color(i) for i in range(10_000)}) == 10_000


def test_neighbouring_ids_are_far_apart_in_hue_or_lightness() -> None:
    for i in range(1, 200):
        a, b = (np.array(id_color(j)) / 255 for j in (i, i + 1))
        hue = abs(colorsys.rgb_to_hsv(*a)[0] - colorsys.rgb_to_hsv(*b)[0])
        assert min(hue, 1 - hue) > 0.3


def test_an_id_picture_shows_the_legends_colours() -> None:
    ids = np.array([[0, 5], [4_000_000, 5]], np.uint32)
    shown = id_preview(ids)
    for (y, x), one in np.ndenumerate(ids):
        assert tuple(shown[y, x]) == id_color(int(one))


def test_a_depth_picture_needs_a_guide() -> None:
    with pytest.raises(RenderError, match="near, far"):
        preview("depth", np.ones((2, 2), np.float32), None)
