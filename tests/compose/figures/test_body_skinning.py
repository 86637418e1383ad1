"""The skeleton of the model, and how its skin holds in poses, worked out with scipy's rotations."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from scipy.spatial.transform import Rotation

from compose.figures.body import FigureBody
from compose.figures.mannequin import make_figure
from compose.figures.proportions import proportions
from compose.figures.skeleton import INDEX, JOINTS, POINTS

MANNEQUIN = FigureBody(outfit="mannequin")

# How far joints turn about X, Y, Z in degrees, low and high, on the left side.
RANGES = {
    "waist": ((-15, 35), (-25, 25), (-15, 15)),
    "chest": ((-10, 25), (-20, 20), (-12, 12)),
    "neck": ((-20, 25), (-30, 30), (-15, 15)),
    "head": ((-20, 25), (-40, 40), (-15, 15)),
    "left_clavicle": ((0, 0), (-15, 10), (-5, 20)),
    "left_shoulder": ((-40, 40), (-100, 20), (-85, 60)),
    "left_elbow": ((-30, 40), (-140, 0), (0, 0)),
    "left_wrist": ((-40, 40), (-20, 20), (-60, 60)),
    "left_hip": ((-110, 20), (-30, 30), (-15, 35)),
    "left_knee": ((0, 140), (0, 0), (0, 0)),
    "left_ankle": ((-20, 40), (0, 0), (-10, 10)),
}


def random_pose(seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    pose = {}
    for name, limits in RANGES.items():
        low, high = np.array(limits, float).T
        pose[name] = random.uniform(low, high)
        if name.startswith("left_"):
            turn = random.uniform(low, high) * [1.0, -1.0, -1.0]
            pose["right_" + name.removeprefix("left_")] = turn
    return pose


def world_of(model, pose: dict[str, np.ndarray]) -> np.ndarray:
    """Forward kinematics by walking up the parents of every joint."""
    result = np.tile(np.eye(4), (len(JOINTS), 1, 1))
    for row, name in enumerate(JOINTS):
        matrix, at = np.eye(4), row
        while at >= 0:
            x, y, z = pose.get(JOINTS[at], (0.0, 0.0, 0.0))
            local = np.eye(4)
            local[:3, :3] = Rotation.from_euler("YXZ", [y, x, z], degrees=True).as_matrix()
            local[:3, 3] = model.nodes[at].translation
            matrix, at = local @ matrix, model.nodes[at].parent
        result[row] = matrix
        assert name == model.nodes[row].path
    return result


def skinned(model, mesh, pose: dict[str, np.ndarray]) -> np.ndarray:
    """Linear blend skinning, one joint after another."""
    matrices = world_of(model, pose) @ model.skins[0].inverse_bind
    points = np.c_[mesh.positions, np.ones(len(mesh.positions))]
    result = np.zeros((len(points), 3))
    for slot in range(4):
        moved = np.einsum("nij,nj->ni", matrices[mesh.joints[:, slot]], points)[:, :3]
        result += mesh.weights[:, slot, None] * moved
    return result


def skin_of(body: FigureBody):
    model = make_figure(body)
    return model, next(n.parts[0].mesh for n in model.nodes if n.path == "skin")


def test_the_first_nodes_are_the_joints_and_landmarks_in_order():
    model = make_figure(FigureBody())
    assert tuple(node.path for node in model.nodes[: len(POINTS)]) == POINTS
    assert model.skins[0].joints == tuple(range(len(JOINTS)))
    assert all(node.skin == 0 for node in model.nodes[len(POINTS) :])


@pytest.mark.parametrize("age", ["adult", "teen", "child"])
def test_in_the_bind_pose_the_arms_hang_a_half_right_angle_and_skinning_moves_nothing(age):
    model, mesh = skin_of(FigureBody(age=age, outfit="mannequin"))
    measured = proportions(FigureBody(age=age))
    world = model.rest_world()
    arm = measured.at("left_elbow") - measured.at("left_shoulder")
    half = np.sqrt(0.5)
    hanging = np.array([arm[0] * half, -arm[0] * half, arm[2]])
    expected = measured.at("left_shoulder") + hanging
    np.testing.assert_allclose(world[INDEX["left_elbow"], :3, 3], expected, atol=1e-12)
    bind = {"left_shoulder": np.array([0, 0, -45.0]), "right_shoulder": np.array([0, 0, 45.0])}
    np.testing.assert_allclose(skinned(model, mesh, bind), mesh.positions, atol=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_joints_are_where_analytic_kinematics_puts_them(seed):
    """A bent knee by the law of cosines; a head by turns of vectors."""
    model = make_figure(FigureBody())
    measured, pose = proportions(FigureBody()), random_pose(seed)
    world = world_of(model, pose)
    thigh, shank = (
        measured.at(end) - measured.at(start)
        for start, end in (("left_hip", "left_knee"), ("left_knee", "left_ankle"))
    )
    bend = Rotation.from_euler("X", pose["left_knee"][0], degrees=True)
    reach = np.linalg.norm(thigh + bend.apply(shank))
    found = world[INDEX["left_ankle"], :3, 3] - world[INDEX["left_hip"], :3, 3]
    assert np.linalg.norm(found) == pytest.approx(reach, abs=1e-9)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_the_skin_never_explodes_over_random_poses(sex):
    """Volume within a fifth, no triangle's edge stretched beyond bounds, over 30 poses."""
    model, mesh = skin_of(MANNEQUIN.model_copy(update={"sex": sex}))
    shape = trimesh.Trimesh(mesh.positions, mesh.triangles, process=False)
    volume, edges = shape.volume, shape.edges_unique
    rest = np.linalg.norm(np.diff(mesh.positions[edges], axis=1)[:, 0], axis=1)
    edges, rest = edges[rest > 1e-4], rest[rest > 1e-4]
    long = rest > 0.008
    for seed in range(30):
        moved = skinned(model, mesh, random_pose(seed))
        now = np.linalg.norm(np.diff(moved[edges], axis=1)[:, 0], axis=1)
        a, b, c = (moved[mesh.triangles[:, i]] for i in range(3))
        posed = np.einsum("ni,ni->n", a, np.cross(b, c)).sum() / 6.0
        assert 0.8 < posed / volume < 1.15, seed
        assert (now / rest)[long].max() < 6.0, seed
        assert np.percentile(now / rest, 99) < 1.9, seed


@pytest.mark.parametrize(
    ("joint", "turn"),
    [
        ("left_elbow", (0, -140, 0)),
        ("left_knee", (140, 0, 0)),
        ("left_hip", (-110, 0, 0)),
        ("left_shoulder", (0, 0, 60)),
        ("left_shoulder", (0, 0, -85)),
    ],
)
def test_a_limb_keeps_its_girth_beyond_an_extreme_bend(joint, turn):
    """Skin that one joint alone carries is rigid; the joint's own skin keeps most of its volume."""
    model, mesh = skin_of(MANNEQUIN)
    moved = skinned(model, mesh, {joint: np.array(turn, float)})
    shape = trimesh.Trimesh(moved, mesh.triangles, process=False)
    straight = trimesh.Trimesh(skinned(model, mesh, {}), mesh.triangles, process=False)
    assert shape.volume == pytest.approx(straight.volume, rel=0.06)


def test_eyes_turn_without_moving_the_face():
    model = make_figure(FigureBody())
    parts = {n.path: n.parts[0].mesh for n in model.nodes if n.parts}
    look = {"left_eye": np.array([0.0, 20.0, 0.0])}
    still = skinned(model, parts["skin"], {})
    np.testing.assert_allclose(skinned(model, parts["skin"], look), still, atol=1e-12)
    shift = np.linalg.norm(
        skinned(model, parts["eyes"], look) - skinned(model, parts["eyes"], {}), axis=1
    )
    assert shift.max() > 0.004
    assert (shift < 1e-9).mean() > 0.5
