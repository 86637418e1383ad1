"""Poses on whole bodies: on the ground, in balance, with hands outside the flesh, under clothes."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import trimesh
from scipy.spatial import ConvexHull, cKDTree

from compose.figures.body import FigureBody
from compose.figures.mannequin import make_figure
from compose.figures.pose import POSES, posed
from compose.figures.proportions import proportions
from compose.figures.skeleton import JOINTS
from compose.geometry.mesh import Mesh
from compose.kit import make_prop
from tests.builders.chain import matrices_of, points_of
from tests.builders.winding import winding

WOMAN, MAN = FigureBody(sex="female"), FigureBody()
MAN_MEASURED = proportions(MAN)
CHILD, TEEN = FigureBody(age="child", sex="female"), FigureBody(age="teen")
BALANCED = [
    "stand", "contrapposto", "at-ease", "arms-crossed", "hands-on-hips", "look-up", "look-down",
    "bow", "point", "point-side", "wave", "talk", "listen", "phone",
    "text", "drink", "think", "reach-up", "carry", "read", "shrug",
    "hands-up", "cheer", "clap", "salute", "fight-guard", "punch", "kick",
    "dance", "aim-gun", "cower", "kneel", "kneel-both", "sit-heels", "crawl",
    "lie", "lie-front",
]  # fmt: skip
"""Poses that a body holds by itself; the others lean, sit on something, move or fall."""

OVERLAP_M = {"adult": 0.025, "child": 0.04}
"""How deep hands may press into flesh: fingers that hold each other, a hand at the ear."""


def skinned(mesh: Mesh, body: FigureBody, name: str) -> np.ndarray:
    """Vertices in a pose, by linear blend skinning with the joints of our own chain."""
    pose = posed(name)
    found = matrices_of(proportions(body), pose.turns, pose.hips)
    bind = make_figure(body).skins[0].inverse_bind
    moved = np.array([found[joint] for joint in JOINTS]) @ bind
    place = np.c_[mesh.positions, np.ones(len(mesh.positions))]
    each = np.einsum("vkij,vj->vki", moved[mesh.joints], place)[..., :3]
    return np.einsum("vk,vki->vi", mesh.weights, each)


def meshes(body: FigureBody) -> dict[str, Mesh]:
    return {node.path: part.mesh for node in make_figure(body).nodes for part in node.parts}


@cache
def bare(body: FigureBody) -> tuple[FigureBody, Mesh, np.ndarray]:
    """A naked body with few triangles, and which joint leads each vertex."""
    naked = body.model_copy(update={"outfit": "mannequin", "hair_style": "bald", "detail": 0.25})
    mesh = meshes(naked)["skin"]
    lead = mesh.joints[np.arange(len(mesh.joints)), mesh.weights.argmax(1)]
    return naked, mesh, np.array(JOINTS)[lead]


def in_pose(body: FigureBody, name: str) -> tuple[np.ndarray, Mesh, np.ndarray]:
    naked, mesh, lead = bare(body)
    return skinned(mesh, naked, name), mesh, lead


def outside(hull: ConvexHull, place: np.ndarray) -> float:
    """How far a place is outside a convex polygon; negative inside."""
    return float((hull.equations[:, :2] @ place + hull.equations[:, 2]).max())


@pytest.mark.parametrize("body", [MAN, CHILD], ids=lambda b: b.age)
@pytest.mark.parametrize("name", sorted(POSES))
def test_no_flesh_is_under_the_ground(name, body):
    assert in_pose(body, name)[0][:, 1].min() > -0.0085


@pytest.mark.parametrize("name", BALANCED)
def test_the_centre_of_mass_is_over_what_stands_on_the_ground(name):
    places, mesh, _ = in_pose(MAN, name)
    middle = trimesh.Trimesh(places, mesh.triangles, process=False).center_mass
    low = places[:, 1].min()
    assert low < 0.02
    feet = ConvexHull(places[places[:, 1] < low + 0.03][:, [0, 2]])
    assert outside(feet, middle[[0, 2]]) < 0.015


@pytest.mark.parametrize("body", [WOMAN, CHILD], ids=lambda b: b.age)
@pytest.mark.parametrize("name", sorted(POSES))
def test_hands_are_not_inside_the_body(name, body):
    places, mesh, lead = in_pose(body, name)
    for side in ("left", "right"):
        arm = (f"{side}_elbow", f"{side}_wrist", *(f"{side}_middle_{n}" for n in (1, 2, 3)))
        hand = places[np.isin(lead, arm[1:])]
        rest = mesh.triangles[~np.isin(lead, arm)[mesh.triangles].any(1)]
        inside = hand[winding(places[rest], hand) > 0.5]
        if len(inside):
            depth, _ = cKDTree(places[rest].mean(1)).query(inside)
            near, _ = cKDTree(places[np.unique(rest)]).query(inside)
            assert np.minimum(depth, near).max() < OVERLAP_M[body.age], side


@pytest.mark.parametrize(("name", "outfit"), [
    (name, outfit) for outfit in ("coat", "suit")
    for name in ("stand", "talk", "contrapposto", "sit", "drive", "sit-heels", "lean-in")
])  # fmt: skip
def test_thighs_stay_under_the_skirt_of_a_coat(name, outfit):
    """Those of the casual trousers, which are whole; a coat's own show below its hem alone."""
    body = FigureBody(sex="male", outfit=outfit)
    coat = meshes(body)["top"]
    trousers = meshes(body.model_copy(update={"outfit": "casual"}))["bottom"]
    at = proportions(body)
    hip, knee = at.at("left_hip")[1], at.at("left_knee")[1]
    end = hip - (0.75 if outfit == "coat" else 0.2) * (hip - knee)
    thighs = (trousers.positions[:, 1] > end) & (trousers.positions[:, 1] < hip)
    cloth = skinned(coat, body, name)[coat.triangles]
    within = winding(cloth, skinned(trousers, body, name)[thighs]) > 0.5
    assert within.mean() > 0.97


@pytest.mark.parametrize("body", [WOMAN, MAN, TEEN, CHILD], ids=lambda b: f"{b.age}-{b.sex}")
def test_a_phone_is_at_the_ear_and_a_cup_before_the_mouth(body):
    measured, size = proportions(body), proportions(body).stature / 1.75
    pose = posed("phone")
    found = points_of(measured, pose.turns, pose.hips)
    assert np.linalg.norm(found["right_grip"] - found["right_ear"]) < 0.12 * size
    pose = posed("drink")
    found = points_of(measured, pose.turns, pose.hips)
    ahead = matrices_of(measured, pose.turns, pose.hips)["head"][:3, 2]
    way = found["right_grip"] - 0.5 * (found["nose"] + found["chin"])
    assert 0.02 * size < way @ ahead < 0.14 * size
    assert np.linalg.norm(way - (way @ ahead) * ahead) < 0.08 * size


def test_who_leans_in_has_flat_hands_before_him_at_the_height_of_a_table():
    """Tables are 0.72 to 0.76 m high (EN 527-1 and furniture makers: 0.74)."""
    pose = posed("lean-in")
    found = points_of(MAN_MEASURED, pose.turns, pose.hips)
    for side in ("left", "right"):
        places = np.array([found[f"{side}_{n}"] for n in ("wrist", "index_1", "little_1")])
        assert np.all((places[:, 1] > 0.74) & (places[:, 1] < 0.80))
        assert np.ptp(places[:, 1]) < 0.03
        assert found[f"{side}_fingertip"][1] > 0.74
        assert places[:, 2].min() > found[f"{side}_knee"][2]


@pytest.mark.parametrize("name", ["point", "punch"])
def test_an_arm_that_points_or_strikes_is_straight_and_level(name):
    pose = posed(name)
    found = points_of(proportions(MAN), pose.turns, pose.hips)
    shoulder, elbow, wrist = (found[f"right_{joint}"] for joint in ("shoulder", "elbow", "wrist"))
    upper, fore = elbow - shoulder, wrist - elbow
    cosine = upper @ fore / np.linalg.norm(upper) / np.linalg.norm(fore)
    assert np.degrees(np.arccos(cosine)) < 25.0
    assert abs(wrist[1] - shoulder[1]) < 0.06
    assert wrist[2] - shoulder[2] > 0.5


def test_who_drives_a_car_has_both_hands_on_its_wheel():
    car = make_prop("car", {})
    world = car.rest_world()
    seat = world[car.index("seat_driver")][:3, 3]
    cabin = next(node for node in car.nodes if node.path == "interior")
    fittings = np.concatenate([part.mesh.positions for part in cabin.parts])
    pose = posed("drive")
    found = points_of(proportions(MAN), pose.turns, pose.hips)
    for side in ("left", "right"):
        gap, _ = cKDTree(fittings).query(found[f"{side}_grip"] + seat)
        assert gap < 0.06, side


def test_two_who_embrace_hold_each_others_backs():
    """Both stand 40 cm apart in the same pose, face to face."""
    places, mesh, lead = in_pose(MAN, "embrace")
    partner = places * (-1.0, 1.0, -1.0) + (0.0, 0.0, 0.40)
    upper = ("waist", "chest", "left_clavicle", "right_clavicle")
    trunk = mesh.triangles[np.isin(lead, upper)[mesh.triangles].all(1)]
    back = trimesh.Trimesh(partner, trunk, process=False)
    for side in ("left", "right"):
        hand = places[lead == f"{side}_wrist"]
        gap, _ = cKDTree(trimesh.sample.sample_surface(back, 5_000, seed=1)[0]).query(hand)
        assert gap.min() < 0.06, side
        assert hand[:, 2].mean() > partner[np.unique(trunk)][:, 2].max() - 0.06, side
        assert (winding(partner[mesh.triangles], hand) < 0.5).mean() > 0.8, side


@pytest.mark.parametrize("outfit", ["casual", "coat", "suit", "dress", "mannequin"])
def test_a_figure_of_usual_detail_has_at_most_nine_thousand_triangles(outfit):
    for hair in ("short", "long", "cap"):
        body = FigureBody(sex="female", outfit=outfit, hair_style=hair)
        assert sum(len(mesh.triangles) for mesh in meshes(body).values()) <= 9_000


@pytest.mark.parametrize("name", ["top", "bottom", "shoes", "skin", "hair"])
def test_usual_detail_keeps_the_shape_of_full_detail_within_three_pixels(name):
    """A pixel of a standing figure that fills 720 lines is 2.4 mm."""
    few, full = (meshes(FigureBody(detail=detail))[name] for detail in (1.0, 4.0))
    points, _ = trimesh.sample.sample_surface(
        trimesh.Trimesh(full.positions, full.triangles, process=False), 200_000, seed=1
    )
    middles = few.positions[few.triangles].mean(1)
    gap, _ = cKDTree(points).query(middles)
    assert np.median(gap) < 0.0036
    assert np.quantile(gap, 0.95) < 0.0072
