"""Populators on the stage: their copies in snapshots, ids, edits, files and motion."""

from __future__ import annotations

import numpy as np
import pytest

from compose.edits import (
    add_node,
    add_scene,
    add_shot,
    duplicate_node,
    new_project,
    remove_node,
    set_node,
)
from compose.errors import SceneError
from compose.evaluation import evaluate, world_matrices
from compose.figures.body import FigureBody
from compose.files import check_project, load_project, save_project
from compose.geometry.bounds import rest_bounds
from compose.id_legend import legend
from compose.kit import make_prop
from compose.payload import CameraPayload
from compose.populate.populator import Populator, PopulatorItem
from compose.populate.presets import preset
from compose.project import Project
from compose.snapshot import Snapshot

SQUARE = ((-20.0, -20.0), (20.0, -20.0), (20.0, 20.0), (-20.0, 20.0))
LENGTH = 60.0
ROAD = ((-30.0, 0.0, 0.0), (30.0, 0.0, 0.0))
SPEED = 12.0


def staged(payload: Populator, **fields) -> Project:
    project = add_scene(new_project("Film"), "Main", scene_id="scn_main")
    camera = CameraPayload(kind="camera", focal_length_mm=24.0)
    project = add_node(project, "scn_main", "Camera", payload=camera, translation=(0.0, 2.0, 45.0))
    project = add_node(project, "scn_main", "Many", node_id="nod_many", payload=payload, **fields)
    return add_shot(project, "scn_main", "Camera", name="all", start=0, end=100)


def cars(**fields) -> Populator:
    usual = {"kind": "populator", "items": (PopulatorItem(prop="car"),), "path": ROAD, "count": 5,
             "facing": "along"}  # fmt: skip
    return Populator(**(usual | fields))


def snapshot(project: Project, frame: float = 0) -> Snapshot:
    return evaluate(project, project.shots[0], frame)


def bodies(made: Snapshot) -> np.ndarray:
    """(N, 4, 4): the world matrices of the bodies of cars, by copy."""
    rows = [i for i, s in enumerate(made.surfaces) if s.part.rpartition("/")[2] == "body"]
    return made.world[sorted(rows, key=lambda i: made.surfaces[i].instance)]


def wheels(made: Snapshot) -> np.ndarray:
    rows = [i for i, s in enumerate(made.surfaces) if "wheel_rear" in s.part]
    return made.world[rows]


def test_every_copy_is_drawn_once_and_carries_the_id_of_its_populator() -> None:
    project = staged(cars())
    made = snapshot(project)
    number = project.scenes[0].pass_ids["nod_many"]
    assert {surface.pass_id for surface in made.surfaces} == {number}
    assert {surface.node for surface in made.surfaces} == {"nod_many"}
    assert len(bodies(made)) == 5
    rows = [row for row in legend(made) if row["id"] == number]
    assert rows
    assert {row["node"] for row in rows} == {"nod_many"}


def test_copies_go_with_their_populators_node() -> None:
    here, there = staged(cars()), staged(cars(), translation=(5.0, 0.5, -7.0))
    moved = bodies(snapshot(there))[:, :3, 3] - bodies(snapshot(here))[:, :3, 3]
    np.testing.assert_allclose(moved, [(5.0, 0.5, -7.0)] * 5, atol=1e-9)


def test_a_hidden_populator_hides_its_copies() -> None:
    project = set_node(staged(cars()), "scn_main", "Many", visible=False)
    assert not snapshot(project).visible.any()


def test_traffic_drives_its_speed_and_begins_the_road_again_at_its_end() -> None:
    project = staged(cars(speed_m_s=SPEED))
    rate = float(project.frame_rate)
    start = bodies(snapshot(project, 0))[:, 0, 3] - ROAD[0][0]
    for frame in (1, 7, 40, 400):
        now = bodies(snapshot(project, frame))[:, 0, 3] - ROAD[0][0]
        away = (now - start - SPEED * frame / rate) / LENGTH
        np.testing.assert_allclose(away, np.round(away), atol=1e-9)
        assert ((now >= -1e-9) & (now <= LENGTH + 1e-9)).all()
    full = LENGTH / SPEED * rate
    np.testing.assert_allclose(bodies(snapshot(project, full)), bodies(snapshot(project, 0)),
                               atol=1e-6)  # fmt: skip


@pytest.mark.parametrize("speed", [SPEED, -SPEED])
def test_wheels_roll_by_the_distance_over_their_radius(speed: float) -> None:
    project = staged(cars(speed_m_s=speed, count=1))
    model = make_prop("car")
    wheel = next(node for node in model.nodes if "wheel_rear" in node.path and node.parts)
    heights = np.concatenate([part.mesh.positions[:, 1] for part in wheel.parts])
    radius = float(np.ptp(heights)) / 2.0
    frame = 1.0
    before, after = (wheels(snapshot(project, f))[:, :3, :3] for f in (0.0, frame))
    expected = speed * frame / float(project.frame_rate) / radius
    for a, b in zip(before, after, strict=True):
        turned = a.T @ b
        # A turn about the axle, +X of the wheel: forward rolling carries +Y to +Z.
        angle = np.arctan2(turned[2, 1], turned[1, 1])
        assert angle == pytest.approx(expected, abs=1e-6)


def test_wheels_stand_on_the_road() -> None:
    low = rest_bounds(make_prop("car"))[0, 1]
    assert low == pytest.approx(0.0, abs=1e-3)


def test_removing_a_populator_removes_its_copies() -> None:
    project = remove_node(staged(cars()), "scn_main", "Many")
    assert snapshot(project).surfaces == ()


def test_a_duplicate_has_as_many_copies_under_a_number_of_its_own() -> None:
    project = duplicate_node(staged(cars()), "scn_main", "Many")
    project = set_node(
        project, "scn_main", project.scenes[0].nodes[-1].id, translation=(0.0, 0.0, 9.0)
    )
    made = snapshot(project)
    counts: dict[int, int] = {}
    for surface in made.surfaces:
        counts[surface.pass_id] = counts.get(surface.pass_id, 0) + 1
    assert len(counts) == 2
    assert len(set(counts.values())) == 1


def test_a_saved_populator_comes_back_with_the_same_copies(tmp_path) -> None:
    project = staged(preset("trees", area=SQUARE, count=30, seed=4))
    save_project(project, tmp_path / "film")
    loaded = load_project(tmp_path / "film")
    assert loaded.scenes[0].find("Many").payload == project.scenes[0].find("Many").payload
    np.testing.assert_array_equal(snapshot(loaded).world, snapshot(project).world)
    assert not check_project(tmp_path / "film")


def test_people_of_a_crowd_are_as_high_as_their_bodies() -> None:
    body = FigureBody(height_m=1.7, detail=0.25)
    crowd = Populator(kind="populator", items=(PopulatorItem(body=body),), area=SQUARE, count=3)
    made = snapshot(staged(crowd))
    tops = [
        float((s.mesh.positions @ m[:3, :3].T + m[:3, 3])[:, 1].max())
        for s, m in zip(made.surfaces, made.world, strict=True)
    ]
    # Hair and soles add a little to a body's height.
    assert 1.68 < max(tops) < 1.80


def test_a_populator_has_a_place_like_any_node() -> None:
    project = staged(cars(), translation=(1.0, 2.0, 3.0))
    world = world_matrices(project, project.scenes[0])["nod_many"]
    np.testing.assert_array_equal(world[:3, 3], (1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (cars(path=((1.0, 1.0, 1.0), (1.0, 1.0, 1.0))), "Many.*two different points"),
        (cars(items=(PopulatorItem(),)), "a prop or a body"),
        (cars(items=(PopulatorItem(prop="car", body=FigureBody()),)), "a prop or a body"),
        (cars(items=(PopulatorItem(prop="caar"),)), "'car'"),
        (cars(items=(PopulatorItem(prop="car", parameters={"detail": float("nan")}),)), "detail"),
        (cars(items=(PopulatorItem(body=FigureBody(), poses=("sitt",)),)), "'sit'"),
    ],
    ids=["no way", "nothing", "both", "unknown prop", "no number", "unknown pose"],
)
def test_a_rule_that_cannot_be_followed_is_refused_in_words(payload: Populator, says: str) -> None:
    with pytest.raises(SceneError, match=says):
        snapshot(staged(payload))


def test_too_many_copies_in_all_are_refused_before_they_are_made() -> None:
    project = staged(cars())
    many = Populator(kind="populator", items=(PopulatorItem(prop="bollard"),), area=SQUARE,
                     count=20_000)  # fmt: skip
    for _ in range(6):
        project = add_node(project, "scn_main", "Bollards", payload=many)
    with pytest.raises(SceneError, match="100,000"):
        snapshot(project)


@pytest.mark.gpu
def test_the_motion_pass_of_traffic_is_the_projected_way_of_the_cars() -> None:
    from visualize.render import Renderer

    project = staged(cars(speed_m_s=SPEED, count=2))
    now, later = snapshot(project, 3), snapshot(project, 4)
    size = (320, 180)
    with Renderer() as renderer:
        frame = renderer.render(now, ("depth", "id", "motion"), size, forward=later)
    id_, depth, motion = frame["id"], frame["depth"], frame["motion"]
    height, width = id_.shape[:2]
    focal_px = now.camera.focal_length_mm / now.camera.gate_mm[0] * width
    # The camera looks along −Z: a point that moves by d metres to the right at depth z moves by
    # f d / z pixels. Wheels also turn, so only what is above them is looked at.
    rows, columns = np.nonzero(id_ > 0)
    z = depth[rows, columns].reshape(-1).astype(np.float64)
    up = (height / 2.0 - rows - 0.5) * z / focal_px + 2.0
    upper = up > 0.85
    assert upper.sum() > 30
    expected = focal_px * (SPEED / float(project.frame_rate)) / z[upper]
    found = motion[rows[upper], columns[upper], :2].astype(np.float64)
    np.testing.assert_allclose(found[:, 0], expected, atol=0.02)
    np.testing.assert_allclose(found[:, 1], 0.0, atol=0.02)
