"""Where joints are, against the published tables and by other ways of adding them up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.figures.body import FigureBody
from compose.figures.proportions import ABOVE, Proportions, proportions
from compose.figures.skeleton import INDEX, POINTS, mirrored_name

SEXES, AGES = ("female", "male"), ("adult", "teen", "child")

# Winter (2009), figure 4.1, after Drillis and Contini (1966): fractions of stature.
WINTER = {
    ("left_shoulder", "left_elbow"): 0.186,
    ("left_elbow", "left_wrist"): 0.146,
    ("left_wrist", "left_fingertip"): 0.108,
    ("left_hip", "left_knee"): 0.530 - 0.285,
    ("left_knee", "left_ankle"): 0.285 - 0.039,
    ("left_heel", "left_toe_tip"): 0.152,
    ("chin", "crown"): 1.0 - 0.870,
}


def length(measured: Proportions, start: str, end: str) -> float:
    return float(np.linalg.norm(measured.at(end) - measured.at(start)))


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("segment", WINTER, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_an_adults_segments_are_the_published_shares_of_stature(sex, segment):
    measured = proportions(FigureBody(sex=sex))
    across = abs(measured.at("crown") - measured.at("chin"))[1] if segment[0] == "chin" else None
    found = across if across is not None else length(measured, *segment)
    assert found / measured.stature == pytest.approx(WINTER[segment], abs=0.0025)


@pytest.mark.parametrize(
    ("age", "sex", "metres"),
    [
        ("adult", "male", 1.756),  # ANSUR II
        ("adult", "female", 1.628),
        ("teen", "male", 1.632),  # WHO 2007, 14 years
        ("teen", "female", 1.598),
        ("child", "male", 1.273),  # WHO 2007, 8 years
        ("child", "female", 1.266),
    ],
)
def test_without_a_height_the_crown_is_at_the_published_mean(age, sex, metres):
    assert proportions(FigureBody(age=age, sex=sex)).at("crown")[1] == pytest.approx(metres)


def test_a_childs_head_is_about_a_sixth_of_its_height_and_an_adults_less_than_a_seventh():
    child, adult = (proportions(FigureBody(age=age)) for age in ("child", "adult"))
    assert 5.8 < child.stature / child.head_height < 6.3
    assert 7.2 < adult.stature / adult.head_height < 8.0


@given(
    st.sampled_from(AGES), st.sampled_from(SEXES), st.floats(0.8, 2.3), st.floats(-1.0, 1.0)
)  # fmt: skip
def test_height_scales_every_length_and_build_moves_no_joint(age, sex, height, build):
    mean = proportions(FigureBody(age=age, sex=sex))
    body = FigureBody(age=age, sex=sex, height_m=height, build=build)
    np.testing.assert_allclose(
        proportions(body).zero / height, mean.zero / mean.stature, atol=1e-12
    )


@pytest.mark.parametrize("age", AGES)
def test_offsets_added_up_from_the_hips_give_the_places(age):
    measured = proportions(FigureBody(age=age))
    for row, place in enumerate(measured.zero):
        total, at = np.zeros(3), row
        while at >= 0:
            total, at = total + measured.offsets[at], ABOVE[at]
        np.testing.assert_allclose(total, place, atol=1e-12)


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("sex", SEXES)
def test_the_body_is_its_own_mirror_image_with_its_left_at_plus_x(age, sex):
    measured = proportions(FigureBody(age=age, sex=sex))
    for name in POINTS:
        here, there = measured.at(name), measured.at(mirrored_name(name))
        np.testing.assert_allclose(here * [-1, 1, 1], there, atol=1e-12)
    assert measured.at("left_shoulder")[0] > 0.05


@pytest.mark.parametrize("age", AGES)
def test_a_figure_stands_on_the_ground_and_faces_forward(age):
    measured = proportions(FigureBody(age=age))
    for point in ("left_heel", "left_ball", "right_toe_tip"):
        assert measured.at(point)[1] == 0.0
    assert measured.zero[:, 1].min() >= 0.0
    assert measured.at("nose")[2] > measured.at("head")[2]
    assert measured.at("left_toe_tip")[2] > measured.at("left_heel")[2]


def test_the_named_lengths_are_those_between_the_joints():
    measured = proportions(FigureBody(height_m=1.7))
    legs = length(measured, "left_hip", "left_knee") + length(measured, "left_knee", "left_ankle")
    assert measured.leg_length == pytest.approx(legs)
    assert measured.hip_height == pytest.approx(measured.at("right_hip")[1])
    assert measured.foot_length == pytest.approx(
        measured.at("left_toe_tip")[2] - measured.at("left_heel")[2]
    )
    assert measured.hand_length == pytest.approx(
        length(measured, "left_wrist", "left_fingertip"), rel=0.005
    )


def test_the_mesh_is_bound_with_the_shoulders_alone_turned_a_half_right_angle():
    measured = proportions(FigureBody())
    turned = {
        name for name, row in INDEX.items() if not np.allclose(measured.bind[row], [0, 0, 0, 1])
    }
    assert turned == {"left_shoulder", "right_shoulder"}
    x, y, z, w = measured.bind[INDEX["left_shoulder"]]
    assert (x, y) == (0.0, 0.0)
    assert np.degrees(2.0 * np.arctan2(z, w)) == pytest.approx(-45.0)


def test_measures_cannot_be_written_over():
    with pytest.raises(ValueError, match="read-only"):
        proportions(FigureBody()).zero[0] = 1.0
