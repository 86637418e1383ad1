"""Cycles: how hips, back and arms go along with the feet, and what a body does that stands."""

import numpy as np
import pytest

from compose.figures.skeleton import INDEX
from compose.transform import quaternion_matrices
from tests.builders.chain import points_of
from tests.builders.walkers import FPS, MAN, SPEEDS, TRAVELLING, WAYS, feet, planned, straight


@pytest.mark.parametrize("kind", sorted(WAYS))
@pytest.mark.parametrize("cycle", TRAVELLING)
def test_hips_are_always_within_a_legs_length_of_both_ankles(cycle, kind):
    roots = WAYS[kind](SPEEDS[cycle])
    table = planned(cycle, roots)
    for frame in range(0, len(roots), 2):
        said = table.at(frame)
        pelvis = roots[frame, :3, :3] @ quaternion_matrices(said.turns[0, :1])[0]
        hips = roots[frame] @ np.append(MAN.at("hips") + said.hips[0] * MAN.leg_length, 1.0)
        for side, name in enumerate(("left_hip", "right_hip")):
            joint = hips[:3] + pelvis @ MAN.offsets[INDEX[name]]
            assert np.linalg.norm(said.ankles[0, side] - joint) < MAN.leg_length * 1.0005


@pytest.mark.parametrize("cycle", ["idle", "sit-talk"])
def test_cycles_in_time_have_no_seam_and_no_jump(cycle):
    table = planned(cycle, straight(0.0, 1))
    turns = np.array([table.at(f).turns[0] for f in np.arange(0, 16 * FPS * 1.2, 1.0)])
    steps = 2 * np.degrees(np.arccos(np.clip(np.abs(np.sum(turns[1:] * turns[:-1], axis=2)), 0, 1)))
    assert steps.max() < 6.0
    assert np.ptp(turns, axis=0).max() > 0.005


def standing_shares(table, frames):
    """Which share of the frames each foot, left and right, has its heel or its ball down."""
    points, _ = feet(table, frames)
    return (points[:, :, [0, 2], 1].min(axis=2) < 0.003).mean(axis=0)


def test_one_who_limps_stands_short_on_the_sore_leg_and_steps_short_with_it():
    table, frames = planned("limp", straight(0.85, 300)), np.arange(60, 240, 0.5)
    left, right = standing_shares(table, frames)
    assert right < 0.75 * left
    points, _ = feet(table, frames)
    heels = points[:, :, 0]
    down = heels[:, :, 1] < 0.003
    falls = [np.unique(np.round(heels[down[:, side], side, 2], 1)) for side in range(2)]
    steps = {side: [] for side in range(2)}
    for side in range(2):
        for place in falls[side]:
            before = falls[1 - side][falls[1 - side] < place]
            if len(before):
                steps[side].append(place - before.max())
    assert np.median(steps[1]) < 0.85 * np.median(steps[0])


def test_one_who_limps_leans_over_the_sore_leg_and_hikes_its_hip():
    table = planned("limp", straight(0.85, 300))
    leans, tilts, lefts = [], [], []
    for frame in np.arange(60, 240):
        said = table.at(frame)
        hips, waist, chest = (
            quaternion_matrices(said.turns[0, [INDEX[name]]])[0]
            for name in ("hips", "waist", "chest")
        )
        leans.append(np.degrees(np.arcsin((hips @ waist @ chest)[0, 1])))
        tilts.append(np.degrees(np.arcsin(hips[1, 0])))
        lefts.append(said.ankles[0, 0, 1] - said.ankles[0, 1, 1])
    carried = np.array(lefts) < -0.02
    swung = np.array(lefts) > 0.02
    assert np.array(leans)[swung].min() < -9.0
    assert np.array(leans)[carried].min() > -5.0
    assert np.array(tilts)[carried].min() < -5.0


def test_a_running_fist_goes_from_hip_to_chest_with_the_elbow_at_right_angles():
    roots = straight(3.2)
    table = planned("run", roots)
    fists, elbows = [], []
    for frame in np.arange(60, 100):
        said = table.at(frame)
        found = points_of(MAN, said.turns[0], said.hips[0])
        ground = found["left_wrist"][1] - found["hips"][1] + MAN.at("hips")[1]
        fists.append(ground)
        upper = found["left_elbow"] - found["left_shoulder"]
        fore = found["left_wrist"] - found["left_elbow"]
        cosine = upper @ fore / np.linalg.norm(upper) / np.linalg.norm(fore)
        elbows.append(180.0 - np.degrees(np.arccos(cosine)))
    assert max(fists) < MAN.at("throat")[1] - 0.1
    assert MAN.at("left_hip")[1] - 0.05 < min(fists) < MAN.at("navel")[1] + 0.05
    assert min(elbows) > 65.0
    assert max(elbows) < 125.0


def test_one_who_idles_moves_visibly_but_a_little_within_any_four_seconds():
    table = planned("idle", straight(0.0, 1))
    found = [
        points_of(MAN, said.turns[0], said.hips[0])
        for said in map(table.at, np.arange(0.0, 16.0 * FPS, 4.0))
    ]
    for name, least, most in (("hips", 0.008, 0.1), ("nose", 0.015, 0.2), ("sternum", 0.01, 0.15)):
        places = np.array([points[name] for points in found])
        for start in range(0, len(places) - 24, 6):
            spread = float(np.ptp(places[start : start + 24], axis=0).max())
            assert least < spread < most, (name, start, spread)
