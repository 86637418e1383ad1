"""Flow is judged where it can be, and what stands, mirrors or slows scores as it should."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from painted_room import (
    CARD,
    CAST,
    RATE,
    SIZE,
    Room,
    analysis,
    eye,
    frame,
    hits,
    judged_exactly,
    judged_pictures,
    metric,
    motion,
    path,
    room,
    words,
)

from visualize.compare.meter import Moment, Step
from visualize.compare.motion.fidelity import MotionFidelity
from visualize.compare.motion.judged import STRIDE, judge, own_sight, textured, visible
from visualize.compare.motion.staging import Staging

COUNT = 16
TRUCK = path(COUNT, lambda t: eye(x=1.2 * t))
STILL = path(COUNT, lambda t: eye())


def pictures(painted: Room, eyes) -> list[np.ndarray]:
    return [painted.picture(one) for one in eyes]


def step_of(painted: Room, eyes, flow: np.ndarray | None = None) -> Step:
    one, two = (
        Moment(index=i, scene_frame=float(i), picture=painted.picture(eyes[i]),
               full=painted.picture(eyes[i]), authored=frame(painted, i, eyes))
        for i in (0, 1)
    )  # fmt: skip
    there, back = motion(eyes[0], eyes[1]), motion(eyes[1], eyes[0])
    flow = there if flow is None else flow
    return Step(before=one, after=two, flow=flow, flow_back=back, own=there, own_back=back)


def test_what_the_card_hides_in_the_next_frame_is_not_judged(painted: Room):
    eyes = (eye(card=(-0.5, 0.0)), eye(card=(-0.2, 0.0)))
    seen = visible(step_of(painted, eyes))
    _, _, before = hits(eyes[0])
    _, _, after = hits(eyes[1])
    hidden = ((before != CARD) & (after == CARD))[::STRIDE, ::STRIDE]
    kept = ((before == CARD) | (after != CARD))[::STRIDE, ::STRIDE]
    assert hidden.sum() > 30
    assert not seen[hidden].any()
    assert seen[kept][:-STRIDE].mean() > 0.99


def test_what_leaves_the_picture_is_not_judged(painted: Room):
    eyes = (eye(), eye(pan=5.0))
    seen = visible(step_of(painted, eyes))
    out = motion(*eyes)[::STRIDE, ::STRIDE, 0] + np.arange(0, SIZE[0], STRIDE) < -0.5
    assert out.sum() > 100
    assert not seen[out].any()


def test_where_the_own_estimate_errs_nothing_is_judged(painted: Room):
    eyes = (eye(), eye(x=0.2))
    step = step_of(painted, eyes)
    wrong = step.own.copy()
    wrong[:, : SIZE[0] // 2] += 5.0
    erring = Step(before=step.before, after=step.after, flow=step.flow, flow_back=step.flow_back,
                  own=wrong, own_back=step.own_back)  # fmt: skip
    where = judge(erring, own_sight(erring).on(erring.before.picture)).where
    half = where.shape[1] // 2
    assert not where[:, : half - 2].any()
    assert where[:, half + 2 :].mean() > 0.5


def test_a_known_error_is_measured_to_the_pixel(painted: Room):
    eyes = (eye(), eye(x=0.2))
    step = step_of(painted, eyes, motion(*eyes) + np.float32([0.6, -0.2]))
    judged = judge(step, own_sight(step).on(step.before.picture))
    assert np.allclose(judged.off[judged.where], [0.6, -0.2], atol=1e-4)


def test_plain_surfaces_have_no_texture_and_painted_ones_have():
    assert not textured(np.full((64, 64, 3), 90, np.uint8)).any()
    assert textured(room().picture(eye())).mean() > 0.9


def test_the_shots_own_render_scores_a_hundred(painted: Room):
    found = metric(judged_pictures(painted, TRUCK, pictures(painted, TRUCK)), "motion")
    assert found.score == pytest.approx(100.0, abs=0.01)
    assert found.covered > 0.5
    assert len(found.curve) == COUNT


def test_a_frozen_clip_of_a_moving_shot_is_worth_next_to_nothing(painted: Room):
    found = judged_pictures(painted, TRUCK, pictures(painted, TRUCK[:1]) * COUNT)
    assert metric(found, "motion").score < 3.0
    assert words(found) == ["camera holds where it should truck right 1.2 m"]


def test_a_mirrored_truck_is_worth_next_to_nothing(painted: Room):
    flipped = [np.ascontiguousarray(p[:, ::-1]) for p in pictures(painted, TRUCK)]
    assert metric(judged_pictures(painted, TRUCK, flipped), "motion").score < 5.0


def test_other_colours_and_soft_focus_hardly_count(painted: Room):
    own = pictures(painted, TRUCK)
    negative = [255 - cv2.LUT(p, np.arange(256, dtype=np.uint8) // 2) for p in own]
    soft = [cv2.GaussianBlur(p, (0, 0), 1.5) for p in own]
    for clip in (negative, soft):
        assert metric(judged_pictures(painted, TRUCK, clip), "motion").score > 92.0


def test_noise_on_a_still_shot_is_no_motion(painted: Room):
    random = np.random.default_rng(3)
    clip = [
        np.clip(p + random.normal(0.0, 4.0, p.shape), 0, 255).astype(np.uint8)
        for p in pictures(painted, STILL)
    ]
    found = judged_pictures(painted, STILL, clip)
    assert metric(found, "motion").score > 85.0
    assert metric(found, "camera").score > 95.0
    assert not found.remarks


def test_a_slow_drift_of_a_still_shot_is_judged_absolutely(painted: Room):
    creeping = path(COUNT, lambda t: eye(pan=2.0 * t))
    assert metric(judged_exactly(painted, STILL, creeping), "motion").score < 25.0


def test_a_clip_without_texture_is_not_measurable_and_says_why(painted: Room):
    plain = [np.full_like(p, 128) for p in pictures(painted, TRUCK)]
    found = metric(judged_pictures(painted, TRUCK, plain), "motion")
    assert found.score is None
    assert found.covered < 0.1
    assert "texture" in found.note


def test_half_a_clip_that_stands_still_is_seen_in_the_curve(painted: Room):
    own = pictures(painted, TRUCK)
    clip = own[: COUNT // 2] + [own[COUNT // 2]] * (COUNT // 2)
    curve = metric(judged_pictures(painted, TRUCK, clip), "motion").curve
    assert min(curve[: COUNT // 2 - 1]) > 90.0
    assert max(curve[-3:]) < 30.0


@pytest.mark.parametrize("motion_is", [0.0, np.nan, np.inf, 1e30])
def test_a_shot_of_nothing_but_sky_is_not_measurable(painted: Room, motion_is: float):
    meter = MotionFidelity(Staging(CAST, analysis(STILL), zooms=False, orthographic=False), RATE)
    nothing = np.full((SIZE[1], SIZE[0], 2), motion_is, np.float32)
    flat = np.zeros(nothing.shape, np.float32)
    moments = []
    for i in range(4):
        drawn = frame(painted, i, STILL)
        empty = {"depth": np.full(nothing.shape[:2], np.inf, np.float32),
                 "id": np.zeros(nothing.shape[:2], np.uint32), "motion": nothing,
                 "motion_back": nothing}  # fmt: skip
        drawn = replace(drawn, layers={**drawn.layers, **empty})
        picture = painted.picture(STILL[i])
        moments.append(Moment(index=i, scene_frame=i, picture=picture, full=picture,
                              authored=drawn))  # fmt: skip
        meter.moment(moments[-1])
        if i:
            meter.step(Step(before=moments[-2], after=moments[-1], flow=flat, flow_back=flat,
                            own=flat, own_back=flat))  # fmt: skip
    found = meter.finish()
    assert metric(found, "camera").score is None
    assert metric(found, "camera").note
    assert metric(found, "subjects").score is None
    assert not found.remarks


def test_the_same_frames_give_the_same_findings(painted: Room):
    slow = path(COUNT, lambda t: eye(x=0.9 * t))
    assert judged_exactly(painted, TRUCK, slow) == judged_exactly(painted, TRUCK, slow)
