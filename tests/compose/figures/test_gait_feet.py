"""Cycles: feet that stay where they are put, on every kind of way, and stride with the distance."""

import itertools

import numpy as np
import pytest

from compose.errors import NotFoundError, SceneError
from compose.figures.body import FigureBody
from compose.figures.gait import CYCLES, Walker, plan_gait
from compose.figures.ground import Ground
from compose.figures.performance import CyclePlay
from compose.figures.proportions import proportions
from compose.figures.skeleton import INDEX, POINTS
from compose.transform import quaternion_matrices
from tests.builders.chain import points_of

FPS = 24.0
MAN = proportions(FigureBody())
CHILD = proportions(FigureBody(age="child"))
TRAVELLING = ("walk", "run", "sneak", "limp")
SPEEDS = {"walk": 1.4, "run": 3.2, "sneak": 0.7, "limp": 0.8}


def way(places, headings):
    """Root matrices (F, 4, 4) of places (F, 3) and turns about Y (F,)."""
    roots = np.tile(np.eye(4), (len(places), 1, 1))
    sine, cosine = np.sin(headings), np.cos(headings)
    roots[:, 0, 0], roots[:, 0, 2], roots[:, 2, 0], roots[:, 2, 2] = cosine, sine, -sine, cosine
    roots[:, :3, 3] = places
    return roots


def straight(speed, frames=150):
    along = np.arange(frames) / FPS * speed
    return way(np.stack([0 * along, 0 * along, along], axis=1), 0 * along)


def circle(speed, radius=1.5, frames=150):
    turn = np.arange(frames) / FPS * speed / radius
    places = radius * np.stack([1 - np.cos(turn), 0 * turn, np.sin(turn)], axis=1)
    return way(places, turn)


def stop_and_go(speed, _=None):
    """Stand, go with ease, stand for a second and a half, go on, stand."""
    share = np.concatenate([
        np.zeros(20), 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, 60)), np.ones(36),
        1.5 - 0.5 * np.cos(np.linspace(0, np.pi, 60)), np.full(30, 2.0),
    ])  # fmt: skip
    along = share * speed * 1.6
    return way(np.stack([0 * along, 0 * along, along], axis=1), 0 * along)


def on_the_spot(_speed):
    turn = np.concatenate([np.zeros(20), np.linspace(0, np.pi, 40), np.full(40, np.pi)])
    return way(np.zeros((100, 3)), turn)


WAYS = {"straight": straight, "circle": circle, "stop and go": stop_and_go, "spot": on_the_spot}


def stairs(rise=0.17, tread=0.29, count=12):
    """Triangles of a flight of stairs along +Z that begins at z = 1."""

    def top(y, z0, z1):
        a, b, c, d = (-2, y, z0), (-2, y, z1), (2, y, z1), (2, y, z0)
        return [[a, b, c], [a, c, d]]

    faces = top(0.0, -9, 1)
    for i in range(count):
        faces += top(rise * (i + 1), 1 + tread * i, 1 + tread * (i + 1))
    return Ground.of(np.array([*faces, *top(rise * count, 1 + tread * count, 30)], float))


def slope(grade=0.25):
    a, b, c, d = (
        (-9, -9 * grade, -9),
        (-9, 40 * grade, 40),
        (9, 40 * grade, 40),
        (9, -9 * grade, -9),
    )
    return Ground.of(np.array([[a, b, c], [a, c, d]], float))


def planned(cycle, roots, body=MAN, ground=None, **play):
    return plan_gait([Walker(
        plays=(CyclePlay(cycle=cycle, **play),), first=0.0, roots=roots, seconds_a_frame=1 / FPS,
        body=body, ground=ground,
    )])  # fmt: skip


def feet(table, frames, body=MAN):
    """World places (F, 2, 4, 3) of heel, joint of the toes, ball and tip; normals of soles."""
    points, ups = [], []
    for frame in frames:
        said = table.at(frame)
        soles = quaternion_matrices(said.soles[0])
        rows = []
        for side, name in enumerate(("left", "right")):
            at = {
                n: body.offsets[POINTS.index(f"{name}_{n}")]
                for n in ("heel", "toes", "ball", "toe_tip")
            }
            x, y, z, w = said.turns[0, INDEX[f"{name}_toes"]]
            bend = quaternion_matrices([[x, y, z, w]])[0]
            local = [
                at["heel"],
                at["toes"],
                at["toes"] + bend @ at["ball"],
                at["toes"] + bend @ at["toe_tip"],
            ]
            rows.append([said.ankles[0, side] + soles[side] @ p for p in local])
        points.append(rows)
        ups.append(soles[:, :, 1])
    return np.array(points), np.array(ups)


def slides(points, heights):
    """How far the lowest part of each foot goes along the ground while it is on the ground."""
    worst = 0.0
    for before, after, low, high in itertools.zip_longest(points, points[1:], heights, heights[1:]):
        if after is None:
            break
        for side, part in itertools.product(range(2), (0, 2)):
            touches = (
                before[side, part, 1] - low[side, part],
                after[side, part, 1] - high[side, part],
            )
            if max(touches) < 0.002:
                worst = max(worst, float(np.linalg.norm((after - before)[side, part, [0, 2]])))
    return worst


def flat(points):
    return np.zeros(points.shape[:3])


@pytest.mark.parametrize("kind", sorted(WAYS))
@pytest.mark.parametrize("cycle", TRAVELLING)
def test_no_foot_on_the_ground_slides_a_centimetre_between_frames(cycle, kind):
    roots = WAYS[kind](SPEEDS[cycle])
    points, _ = feet(planned(cycle, roots), np.arange(len(roots)))
    assert slides(points, flat(points)) < 0.01


@pytest.mark.parametrize("kind", ["straight", "circle", "stop and go"])
def test_a_standing_foot_stays_within_a_millimetre_from_landing_to_lifting(kind):
    """The joint of the toes of a flat foot does not move until the toes leave the ground."""
    roots = WAYS[kind](1.4)
    table = planned("walk", roots)
    frames = np.arange(0, len(roots) - 1, 0.25)
    points, ups = feet(table, frames)
    joint = points[:, :, 1]
    low = np.abs(joint[:, :, 1] - MAN.at("left_toes")[1]) < 1e-4
    steady = low & (ups[:, :, 1] > 0.9995)
    for side in range(2):
        for still, group in itertools.groupby(
            range(len(frames)), key=lambda i: bool(steady[i, side])
        ):
            rows = list(group)
            if still:
                assert np.ptp(joint[rows, side], axis=0).max() < 1e-3
    assert steady.any(axis=0).all()


@pytest.mark.parametrize("cycle", TRAVELLING)
@pytest.mark.parametrize("body", [MAN, CHILD], ids=["man", "child"])
def test_no_part_of_a_foot_goes_a_centimetre_under_the_ground(cycle, body):
    roots = stop_and_go(SPEEDS[cycle])
    points, _ = feet(planned(cycle, roots, body), np.arange(0, len(roots), 0.5), body)
    assert points[:, :, [0, 2, 3], 1].min() > -0.01


def footfalls(points):
    """Places along Z where the left heel comes to stand."""
    heel = points[:, 0, 0]
    still = np.linalg.norm(np.diff(heel, axis=0), axis=1) < 1e-3
    return np.unique(np.round(heel[1:][still][:, 2], 2))


@pytest.mark.parametrize("speed", [0.8, 1.2, 1.6])
def test_strides_match_distance_and_the_published_walking_ratio(speed):
    """A step of l metres at n a minute: l / n = 0.0064 and l n = 60 v (Sekiya and others, 1996)."""
    points, _ = feet(planned("walk", straight(speed, 300)), np.arange(300))
    falls = footfalls(points)
    falls = falls[np.append(True, np.diff(falls) > 0.2)]
    assert np.diff(falls).mean() / 2.0 == pytest.approx(np.sqrt(0.0064 * 60 * speed), rel=0.08)


def test_a_walker_always_has_a_foot_on_the_ground_and_a_runner_flies():
    def airborne(cycle):
        points, _ = feet(planned(cycle, straight(SPEEDS[cycle])), np.arange(0, 149, 0.5))
        return np.mean(points[:, :, [0, 2, 3], 1].min(axis=(1, 2)) > 0.006)

    assert airborne("walk") == 0.0
    assert 0.1 < airborne("run") < 0.6


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


def test_a_stop_brings_the_feet_together_under_the_body_and_lets_them_rest():
    roots = stop_and_go(1.4)
    table = planned("walk", roots)
    for frame in (88, 95, 200):
        said = table.at(frame)
        local = said.ankles[0] - roots[frame, :3, 3]
        assert np.allclose(local, [MAN.at("left_ankle"), MAN.at("right_ankle")], atol=2e-3)
    assert np.allclose(table.at(89).ankles, table.at(94.5).ankles, atol=1e-6)


def test_an_endless_walk_comes_to_rest_after_the_last_place():
    table = planned("walk", straight(1.4, 100))
    local = table.at(400).ankles[0] - straight(1.4, 100)[-1, :3, 3]
    assert np.allclose(local, [MAN.at("left_ankle"), MAN.at("right_ankle")], atol=2e-3)


def test_who_moves_at_the_first_frame_is_in_full_stride_there():
    said = planned("walk", straight(1.4), end=100.0).at(0)
    assert abs(said.ankles[0, 0, 2] - said.ankles[0, 1, 2]) > 0.1


@pytest.mark.parametrize("down", [False, True])
def test_on_stairs_each_foot_stands_on_a_tread_and_none_slides(down):
    ground = stairs()
    frames = 190
    along = np.linspace(0.0, 4.6, frames)
    if down:
        along = along[::-1]
    places = np.stack([0 * along, 0 * along, along], axis=1)
    places[:, 1] = np.clip((along - 1.0) / 0.29 * 0.17, 0.0, 12 * 0.17)
    roots = way(places, np.full(frames, np.pi if down else 0.0))
    points, _ = feet(planned("walk", roots, ground=ground), np.arange(frames))
    heights = 0.17 * np.clip(np.floor((points[..., 2] - 1.0) / 0.29) + 1, 0, 12)
    assert slides(points, heights) < 0.01
    assert (points[..., 1] - heights)[:, :, [0, 2]].min() > -0.03
    ball = points[:, :, 2]
    still = np.linalg.norm(np.diff(ball, axis=0), axis=2) < 1e-4
    treads = ball[1:][still][:, 1] / 0.17
    assert np.abs(treads - np.rint(treads)).max() < 0.04
    assert len(np.unique(np.rint(treads))) >= 5


def test_on_a_slope_soles_lie_on_it():
    ground = slope(0.25)
    along = np.arange(150) / FPS * 1.2
    roots = way(np.stack([0 * along, 0.25 * along, along], axis=1), 0 * along)
    points, ups = feet(planned("walk", roots, ground=ground), np.arange(150))
    above = points[..., 1] - 0.25 * points[..., 2]
    assert above[:, :, [0, 2]].min() > -0.012
    flat_feet = np.abs(above[:, :, [0, 2]]).max(axis=2) < 2e-3
    normal = np.array([0, 1, -0.25]) / np.hypot(1, 0.25)
    assert flat_feet.sum() > 40
    assert np.degrees(np.arccos(np.clip(ups[flat_feet] @ normal, -1, 1))).max() < 1.0


def test_frames_may_be_asked_in_any_order():
    table = planned("run", straight(3.0))
    frames = np.random.default_rng(0).permutation(np.arange(0, 120, 1.5))
    first = {f: table.at(f).turns for f in sorted(frames)}
    assert all(np.array_equal(table.at(f).turns, first[f]) for f in frames)


@pytest.mark.parametrize("cycle", ["idle", "sit-talk"])
def test_cycles_in_time_have_no_seam_and_no_jump(cycle):
    table = planned(cycle, straight(0.0, 1))
    turns = np.array([table.at(f).turns[0] for f in np.arange(0, 16 * FPS * 1.2, 1.0)])
    steps = 2 * np.degrees(np.arccos(np.clip(np.abs(np.sum(turns[1:] * turns[:-1], axis=2)), 0, 1)))
    assert steps.max() < 6.0
    assert np.ptp(turns, axis=0).max() > 0.005


def test_weight_is_whole_from_start_to_end_and_fades_over_the_blend_outside():
    table = planned("walk", straight(1.0), start=10.0, end=90.0, blend=6.0)
    weights = {f: float(table.at(f).weight[0]) for f in (3.9, 7, 10, 50, 89.9, 93, 96)}
    assert weights == {3.9: 0, 7: 0.5, 10: 1, 50: 1, 89.9: 1, 93: 0.5, 96: 0}


def test_a_figure_may_stand_far_from_the_middle_of_the_world():
    roots = straight(1.4)
    near = planned("walk", roots)
    roots = roots.copy()
    roots[:, :3, 3] += (20_000.0, 300.0, -50_000.0)
    far = planned("walk", roots)
    shift = far.at(60).ankles - near.at(60).ankles
    assert np.allclose(shift, (20_000.0, 300.0, -50_000.0), atol=1e-3)


def test_no_walker_at_all_is_an_empty_table():
    assert plan_gait([]).at(3.0).turns.shape == (0, 53, 4)


def test_a_misspelt_cycle_offers_the_nearest():
    with pytest.raises(NotFoundError, match="sneak"):
        planned("snek", straight(1.0))
    assert set(TRAVELLING) | {"idle", "sit-talk"} == set(CYCLES)


def test_a_way_that_is_not_a_number_is_refused():
    roots = straight(1.0)
    roots[3, 0, 3] = np.nan
    with pytest.raises(SceneError, match="not a number"):
        planned("walk", roots)


@pytest.mark.parametrize("jump", [1e3, 1e7])
def test_a_figure_that_jumps_across_the_world_costs_no_more_than_one_that_walks(jump):
    roots = straight(1.0, 40)
    roots[20:, 0, 3] += jump
    said = planned("walk", roots).at(19.5)
    assert np.isfinite(said.ankles).all()
    assert np.isfinite(said.turns).all()


def test_a_flight_of_stairs_takes_no_foot_higher_than_a_knee_over_its_treads():
    along = np.linspace(4.6, 0.0, 90)
    places = np.stack([0 * along, np.clip((along - 1.0) / 0.29 * 0.17, 0.0, 2.04), along], axis=1)
    for order, heading in ((slice(None), np.pi), (slice(None, None, -1), 0.0)):
        roots = way(places[order], np.full(90, heading))
        points, _ = feet(planned("walk", roots, ground=stairs()), np.arange(90))
        lower = points[:, :, 0, 1].min(axis=1, keepdims=True)
        assert (points[:, :, 0, 1] - lower).max() < 1.3 * MAN.at("left_knee")[1]


def test_steps_are_shorter_on_a_steep_way_than_on_the_level():
    def stride(grade):
        along = np.arange(240) / FPS * 1.0
        roots = way(np.stack([0 * along, grade * along, along], axis=1), 0 * along)
        points, _ = feet(planned("walk", roots, ground=slope(grade)), np.arange(240))
        falls = footfalls(points)
        return np.diff(falls[np.append(True, np.diff(falls) > 0.2)]).mean()

    assert stride(0.25) < 0.9 * stride(0.0)
    assert stride(-0.25) < 0.9 * stride(0.0)


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
