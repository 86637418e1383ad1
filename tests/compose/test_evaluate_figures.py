"""Insides of assets: skins, morphs, animations, overrides, tracks on joints, copies."""

from __future__ import annotations

import math

import numpy as np
import pytest

from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate
from compose.geometry.model import Clip, ClipChannel, Model
from compose.payload import ClipPlay, PartOverride, Placement
from compose.snapshot import Snapshot
from tests.builders.staged import (
    CONSTANT,
    MODELS,
    asset,
    box,
    figure,
    group,
    key,
    project,
    track,
    under,
)


def skinned_points(snapshot: Snapshot, row: int) -> np.ndarray:
    """Every vertex moved by its own joints and morphs, one by one, in world space."""
    mesh = snapshot.surfaces[row].mesh
    result = []
    for i, position in enumerate(mesh.positions.astype(np.float64)):
        moved = position
        for j, morph in enumerate(mesh.morphs):
            weight = snapshot.morph_weights[snapshot.morph_start[row] + j]
            moved = moved + float(weight) * morph.positions[i]
        matrix = sum(
            float(w) * snapshot.joints[snapshot.joint_start[row] + int(j)]
            for j, w in zip(mesh.joints[i], mesh.weights[i], strict=True)
        )
        result.append((matrix @ [*moved, 1.0])[:3])
    return np.array(result)


def figure_shot(payload: dict, *more, tracks=(), shot=None, **fields):
    return project(asset(payload=payload, **fields), *more, tracks=tracks, shot=shot)


def play(clip: str = "wave", **fields) -> ClipPlay:
    return ClipPlay(clip=clip, **fields)


def knee(snapshot: Snapshot) -> np.ndarray:
    """The knee joint's world matrix, whose inverse bind is a step of one metre down."""
    up = np.eye(4)
    up[1, 3] = 1.0
    return snapshot.joints[1] @ up


def test_a_figure_at_rest_keeps_its_bind_pose_whatever_its_mesh_node_says() -> None:
    made, shot = figure_shot({"morphs": {"smile": 0.0, "frown": 0.0}})
    snapshot = evaluate(made, shot, 0, models=MODELS)
    np.testing.assert_allclose(
        skinned_points(snapshot, 0), snapshot.surfaces[0].mesh.positions, atol=1e-6
    )
    np.testing.assert_array_equal(snapshot.world[0], np.eye(4))


def test_a_playing_skin_moves_each_vertex_by_its_joints() -> None:
    made, shot = figure_shot(
        {"plays": (play(),), "morphs": {"smile": 0.5, "frown": 0.0}}, translation=(5.0, 0.0, 0.0)
    )
    snapshot = evaluate(made, shot, 12, models=MODELS)
    by_hip = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [1, 2, 0]]) + 0.125
    x, y = by_hip[:, 0], by_hip[:, 1] - 1.0
    by_knee = np.stack([-y, 2.0 + x, by_hip[:, 2]], axis=1)
    expected = np.stack([by_hip[0], (by_hip[1] + by_knee[1]) / 2, by_knee[2], by_knee[3]])
    np.testing.assert_allclose(skinned_points(snapshot, 0), np.add(expected, (5, 0, 0)), atol=1e-6)


@pytest.mark.parametrize(
    ("fields", "frame", "turned"),
    [
        ({}, 6, 45), ({}, 18, 135), ({}, 30, 45), ({"speed": 2.0}, 6, 90),
        ({"offset_s": 0.25}, 0, 45), ({"start": 12.0}, 3, 0), ({"start": 12.0}, 18, 45),
        ({"loop": "once"}, 100, 180), ({"loop": "ping-pong"}, 36, 90),
        ({"loop": "ping-pong"}, 30, 135), ({"speed": -1.0}, 6, 135),
        ({"speed": -1.0, "loop": "once", "offset_s": 1.0}, 18, 45),
    ],
)  # fmt: skip
def test_a_clips_time_follows_offset_start_speed_and_loop(fields, frame, turned) -> None:
    made, shot = figure_shot({"plays": (play(**fields),)})
    matrix = knee(evaluate(made, shot, frame, models=MODELS))
    angle = math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))
    assert angle % 360 == pytest.approx(turned, abs=1e-6)


def test_of_two_plays_the_later_wins_channel_by_channel() -> None:
    made, shot = figure_shot({"plays": (play("jump"), play("wave"))})
    assert knee(evaluate(made, shot, 12, models=MODELS))[1, 3] == pytest.approx(1.0 + 2.0)
    held = figure()
    slow = Clip(name="still", duration_s=1.0, channels=(
        ClipChannel(node=2, target="translation", times=np.array([0.0]),
                    values=np.array([[0.0, 7.0, 0.0]])),
    ))  # fmt: skip
    model = Model(nodes=held.nodes, skins=held.skins, clips=(*held.clips, slow))
    made, shot = figure_shot({"plays": (play("wave"), play("still"))})
    matrix = knee(evaluate(made, shot, 12, models={"figure.glb": model}))
    assert matrix[1, 3] == pytest.approx(7.0)
    assert matrix[1, 0] == pytest.approx(1.0)


def test_morph_weights_are_default_then_clip_then_chosen_then_track() -> None:
    def weights(payload: dict, *tracks) -> list[float]:
        made, shot = figure_shot(payload, tracks=tracks)
        return evaluate(made, shot, 3, models=MODELS).morph_weights.tolist()

    assert weights({}) == pytest.approx([0.1, 0.2])
    assert weights({"plays": (play(),)}) == pytest.approx([0.25, 0.75])
    chosen = {"plays": (play(),), "morphs": {"frown": 0.6}}
    assert weights(chosen) == pytest.approx([0.25, 0.6])
    driven = track("figure", "morphs/frown", key(0, -0.3))
    assert weights(chosen, driven) == pytest.approx([0.25, -0.3])


def test_an_override_moves_a_part_and_no_clip_moves_it_back() -> None:
    change = PartOverride(translation=(0.0, 5.0, 0.0))
    made, shot = figure_shot({"plays": (play(),), "overrides": {"root/hip/knee": change}})
    matrix = knee(evaluate(made, shot, 12, models=MODELS))
    np.testing.assert_allclose(matrix[:3, 3], [0, 5, 0], atol=1e-12)
    assert matrix[1, 0] == pytest.approx(1.0)


def test_an_override_hides_or_tints_a_part() -> None:
    for change, seen, color in (
        (PartOverride(visible=False), False, (1.0, 1.0, 1.0)),
        (PartOverride(color=(0.5, 0.0, 1.0)), True, (0.5, 0.0, 1.0)),
    ):
        made, shot = figure_shot({"overrides": {"root/sheet": change}})
        snapshot = evaluate(made, shot, 0, models=MODELS)
        assert snapshot.visible.tolist() == [seen]
        assert tuple(snapshot.color[0, :3].tolist()) == pytest.approx(color)


def test_tracks_pose_a_joint_by_angle_and_keep_its_other_axes() -> None:
    half = math.sqrt(0.5)
    turned = PartOverride(quaternion=(0.0, half, 0.0, half))
    made, shot = figure_shot(
        {"overrides": {"root/hip/knee": turned}},
        tracks=(
            track("figure", "joints/root/hip/knee/rotation_deg.x", key(0, 0.0), key(10, 90.0)),
            track("figure", "joints/root/hip/translation.y", key(0, 3.0)),
        ),
    )
    matrix = knee(evaluate(made, shot, 5, models=MODELS))
    np.testing.assert_allclose(matrix[:3, 3], [0, 4, 0], atol=1e-12)
    c = math.cos(math.radians(45))
    expected = np.array([[0, 0, 1], [0, 1, 0], [-1, 0, 0]]) @ [[1, 0, 0], [0, c, -c], [0, c, c]]
    np.testing.assert_allclose(matrix[:3, :3], expected, atol=1e-12)


def test_a_quaternion_track_on_a_joint_wins_over_its_clip() -> None:
    still = (0.0, 0.0, 0.0, 1.0)
    made, shot = figure_shot(
        {"plays": (play(),)},
        tracks=(track("figure", "joints/root/hip/knee/quaternion", key(0, still)),),
    )
    matrix = knee(evaluate(made, shot, 12, models=MODELS))
    np.testing.assert_allclose(matrix[:3, :3], np.eye(3), atol=1e-12)
    assert matrix[1, 3] == pytest.approx(2.0)


def test_copies_of_a_skinned_asset_each_have_their_own_palette_and_lamp() -> None:
    placements = (Placement(translation=(3.0, 0.0, 0.0)), Placement(scale=(2.0, 2.0, 2.0)))
    made, shot = figure_shot(
        {"instances": placements, "plays": (play(),)}, translation=(0.0, 0.0, -1.0)
    )
    copies = evaluate(made, shot, 12, models=MODELS)
    single, lone = figure_shot({"plays": (play(),)})
    points = skinned_points(evaluate(single, lone, 12, models=MODELS), 0)
    np.testing.assert_allclose(skinned_points(copies, 0), np.add(points, (3, 0, -1)), atol=1e-6)
    np.testing.assert_allclose(skinned_points(copies, 1), np.add(points * 2, (0, 0, -1)), atol=1e-6)
    assert [light.position for light in copies.lights] == [(3.0, 0.0, -1.0), (0.0, 0.0, -1.0)]


def test_a_hat_cannot_hang_on_a_joint_of_many_copies() -> None:
    made, shot = figure_shot(
        {"instances": (Placement(),)}, box("hat", parent=under("figure", "root/hip"))
    )
    with pytest.raises(SceneError, match="many copies"):
        evaluate(made, shot, 0, models=MODELS)


@pytest.mark.parametrize(
    ("payload", "tracks", "suggested"),
    [
        ({"plays": ({"clip": "wafe"},)}, (), "'wave'"),
        ({"morphs": {"smlie": 1.0}}, (), "'smile'"),
        ({"overrides": {"root/shet": {}}}, (), "'root/sheet'"),
        ({}, ("joints/root/hip/kne/scale.x",), "'root/hip/knee'"),
        ({}, ("joints/root/hip/scal.x",), "scale.x"),
        ({}, ("morphs/frwn",), "'frown'"),
        ({}, ("color.r",), "There is no channel 'color.r' of asset 'Figure'"),
    ],
)
def test_unknown_insides_offer_the_nearest_name(payload, tracks, suggested) -> None:
    driven = tuple(track("figure", name, key(0, 0.0)) for name in tracks)
    made, shot = figure_shot(payload, tracks=driven)
    with pytest.raises(NotFoundError, match=suggested):
        evaluate(made, shot, 0, models=MODELS)


def test_a_joint_with_angles_and_quaternions_is_an_error() -> None:
    still = (0.0, 0.0, 0.0, 1.0)
    made, shot = figure_shot({}, tracks=(
        track("figure", "joints/root/hip/quaternion", key(0, still)),
        track("figure", "joints/root/hip/rotation_deg.x", key(0, 0.0)),
    ))  # fmt: skip
    with pytest.raises(SceneError, match=r"Figure/root/hip.*both"):
        evaluate(made, shot, 0, models=MODELS)


def _sampled(channel: ClipChannel, seconds: float) -> np.ndarray:
    """The knee's matrix with one channel playing, at a time."""
    base = figure()
    clip = Clip(name="one", channels=(channel,), duration_s=float(channel.times[-1]))
    model = Model(nodes=base.nodes, skins=base.skins, clips=(clip,))
    made, shot = figure_shot({"plays": (play("one", loop="once"),)})
    return knee(evaluate(made, shot, seconds * 24, models={"figure.glb": model}))


def test_step_keys_hold_and_cubic_splines_are_gltfs_hermite() -> None:
    times = np.array([0.5, 1.0, 2.0])
    values = np.array([[0.0, 1, 0], [4, 1, 0], [4, 1, 8]])
    step = ClipChannel(
        node=2, target="translation", times=times, values=values, interpolation="STEP"
    )
    for seconds, x in ((0.1, 0), (0.99, 0), (1.0, 4), (3.0, 4)):
        assert _sampled(step, seconds)[0, 3] == pytest.approx(x)
    tangents = np.array([[[0.0, 0, 0], [2, 0, 0], [0, 0, 1]], [[6.0, 0, 0], [0, 0, 3], [0, 0, 0]]])
    cubic = ClipChannel(
        node=2, target="translation", times=times, values=values,
        interpolation="CUBICSPLINE", tangents=tangents,
    )  # fmt: skip
    for seconds in (0.5, 0.6, 0.75, 0.99):
        t, d = (seconds - 0.5) / 0.5, 0.5
        x = (t**3 - 2 * t**2 + t) * d * 6 + (3 * t**2 - 2 * t**3) * 4 + (t**3 - t**2) * d * 2
        assert _sampled(cubic, seconds)[0, 3] == pytest.approx(x)
    assert _sampled(cubic, 1.5)[2, 3] == pytest.approx(0.125 * 3 + 0.5 * 8 - 0.125 * 1)


def test_cubic_rotations_are_normalised() -> None:
    channel = ClipChannel(
        node=2, target="rotation", times=np.array([0.0, 1.0]),
        values=np.array([[0.0, 0, 0, 1], [0, 0, 1, 0]]), interpolation="CUBICSPLINE",
        tangents=np.full((2, 2, 4), 0.7),
    )  # fmt: skip
    rotation = _sampled(channel, 0.4)[:3, :3]
    np.testing.assert_allclose(rotation.T @ rotation, np.eye(3), atol=1e-12)


def test_a_figure_on_a_moving_hidden_group_goes_with_it() -> None:
    made, shot = project(
        group("cart"),
        asset(parent=under("cart")),
        tracks=(
            track("cart", "translation.z", key(0, 0.0), key(10, 10.0)),
            track("cart", "visible", key(0, 1.0, CONSTANT), key(5, 0.0)),
        ),
    )
    seen, hidden = (evaluate(made, shot, f, models=MODELS) for f in (4, 6))
    assert (seen.visible.tolist(), hidden.visible.tolist()) == ([True], [False])
    assert (len(seen.lights), len(hidden.lights)) == (1, 0)
    assert seen.lights[0].position == pytest.approx((0.0, 0.0, 4.0))
    np.testing.assert_allclose(knee(seen)[:3, 3], [0, 1, 4], atol=1e-12)
