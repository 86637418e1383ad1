"""The sample street keeps its promises: to the script, to the director, and to the demo."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from compose.curve import Extrapolation, Interpolation
from compose.evaluation import evaluate
from compose.files import check_project, load_project
from compose.importers import read_model
from compose.payload import Asset, ClipPlay, ImageCard, Primitive
from scenes.street.cast import MARA_AT
from scenes.street.models.car import WHEEL_RADIUS_M
from scenes.street.models.figure import PATHS, WALK_SPEED_M_S
from scenes.street.parts import PAVEMENT_Y, node_id
from visualize.render.renderer import Renderer

STREET = Path(__file__).parents[2] / "scenes" / "street"


@pytest.fixture(scope="module")
def project():
    return load_project(STREET)


@pytest.fixture(scope="module")
def scene(project):
    return project.scenes[0]


def all_tracks(project):
    return [t for s in project.scenes for t in s.tracks] + [
        t for s in project.shots for t in s.tracks
    ]


def data_files(folder: Path) -> dict[str, bytes]:
    names = ["project.json"]
    for part in ("scenes", "shots", "assets"):
        names += sorted(f"{part}/{path.name}" for path in (folder / part).iterdir())
    return {name: (folder / name).read_bytes() for name in names}


def rows_of(snapshot, *names):
    wanted = {node_id(name) for name in names}
    return [i for i, surface in enumerate(snapshot.surfaces) if surface.node in wanted]


def on_screen(snapshot, points, box=(1280, 720)):
    """Project world points (N, 3) with the documented formula; also return the picture's size."""
    raster = snapshot.camera.raster(box)
    view = np.linalg.inv(snapshot.camera.world)
    seen = points @ view[:3, :3].T + view[:3, 3]
    assert (seen[:, 2] < 0.0).all(), "a point is behind the camera"
    x = raster.cx + raster.focal * seen[:, 0] / -seen[:, 2]
    y = raster.cy - raster.focal * seen[:, 1] / -seen[:, 2]
    return np.stack([x, y], axis=1), raster.size


def test_rebuilding_in_another_process_gives_the_committed_bytes(tmp_path):
    command = [sys.executable, "-m", "scenes.street.build", str(tmp_path)]
    subprocess.run(command, check=True, cwd=STREET.parents[1], capture_output=True)
    assert data_files(tmp_path) == data_files(STREET)


def test_the_project_checks_clean():
    assert [str(problem) for problem in check_project(STREET)] == []


def test_the_demo_is_short_and_the_shots_are_numbered_in_tens(project):
    shots = project.in_sequence()
    assert [shot.number for shot in shots] == ["010", "020", "030"]
    assert sum(len(shot.window) for shot in shots) <= 240
    assert all(shot.description and shot.notes for shot in shots)
    assert project.bible
    assert project.rate == "24"


def test_the_scene_is_readable_and_light(project, scene):
    assert len(scene.nodes) <= 150
    snapshot = evaluate(project, project.shot("010"), 0)
    triangles = sum(len(surface.mesh.triangles) for surface in snapshot.surfaces)
    assert 60_000 <= triangles <= 120_000


@pytest.mark.parametrize(
    "channel",
    [
        r"translation\.x", r"translation\.y", r"translation\.z", r"rotation_deg\.[xyz]",
        r"scale\.[xyz]", r"quaternion", r"visible", r"color\.r", r"opacity",
        r"camera\.focal_length_mm", r"camera\.focus_distance_m", r"camera\.f_stop",
        r"camera\.roll_deg", r"camera\.aim\.offset\.[xyz]", r"light\.intensity",
        r"light\.outer_cone_deg", r"joints/.+/rotation_deg\.[xyz]", r"morphs/.+",
        r"fog_density", r"exposure_ev",
    ],
)  # fmt: skip
def test_every_kind_of_channel_is_animated(project, channel):
    assert any(re.fullmatch(channel, track.channel) for track in all_tracks(project))


def test_every_interpolation_and_extrapolation_is_used(project):
    curves = [track.curve for track in all_tracks(project)]
    used = {key.interpolation for curve in curves for key in curve.keys}
    assert used == set(Interpolation)
    assert {end for curve in curves for end in (curve.before, curve.after)} == set(Extrapolation)


def test_a_shot_overrides_the_scene_and_imported_animations_play(project, scene):
    shot = project.shot("030")
    assert {track.key for track in shot.tracks} - {track.key for track in scene.tracks}
    assert all(
        shot.start - shot.head <= key.frame <= shot.end + shot.tail
        for track in shot.tracks
        for key in track.curve.keys
    )
    plays = [p for n in scene.nodes if isinstance(n.payload, Asset) for p in n.payload.plays]
    assert {play.clip for play in plays} == {"idle", "walk", "wind"}
    assert all(isinstance(play, ClipPlay) for play in plays)


def test_there_is_glass_an_image_card_an_emitter_and_every_kind_of_light(scene):
    payloads = [node.payload for node in scene.nodes]
    primitives = [p for p in payloads if isinstance(p, Primitive)]
    assert any(p.material.alpha_mode == "blend" for p in primitives)
    assert any(any(p.material.emissive) for p in primitives)
    assert any(isinstance(p, ImageCard) for p in payloads)
    lights = {p.type for p in payloads if p is not None and p.kind == "light"}
    assert lights == {"directional", "point", "spot"}


def test_every_frame_with_its_handles_evaluates_to_finite_numbers(project):
    for shot in project.in_sequence():
        for frame in range(shot.start - shot.head, shot.end + shot.tail):
            snapshot = evaluate(project, shot, frame)
            for values in (snapshot.world, snapshot.joints, snapshot.camera.world):
                assert np.isfinite(values).all(), (shot.number, frame)


def test_no_camera_enters_the_bounds_of_a_closed_thing(project):
    for shot in project.in_sequence():
        for frame in range(shot.start - shot.head, shot.end + shot.tail, 3):
            snapshot = evaluate(project, shot, frame)
            closed = [i for i, s in enumerate(snapshot.surfaces)
                      if s.mesh.closed and snapshot.joint_start[i] < 0]  # fmt: skip
            eye = snapshot.camera.world[:, 3]
            local = np.linalg.solve(
                snapshot.world[closed], np.tile(eye, (len(closed), 1))[..., None]
            )
            bounds = np.array([snapshot.surfaces[i].mesh.bounds for i in closed])
            inside = ((local[:, :3, 0] > bounds[:, 0]) & (local[:, :3, 0] < bounds[:, 1])).all(
                axis=1
            )
            names = [snapshot.surfaces[closed[i]].name for i in np.flatnonzero(inside)]
            assert names == [], (shot.number, frame)


@pytest.mark.parametrize("frame", [0, 30, 60, 96, 131, 167, 200, 239])
def test_the_tyres_do_not_slip(project, frame):
    """The point of the tyre that touches the road stands still while the car rolls over it."""
    step = 1e-3
    shot = project.shot("020")
    now, soon = (evaluate(project, shot, f) for f in (frame, frame + step))
    for row in rows_of(now, "Wheel front left", "Wheel rear right"):
        centre = now.world[row][:3, 3]
        contact = np.append(centre - (0.0, WHEEL_RADIUS_M, 0.0), 1.0)
        carried = soon.world[row] @ np.linalg.solve(now.world[row], contact)
        rolled = np.linalg.norm(soon.world[row][:3, 3] - centre)
        assert rolled > 1e-5
        assert np.linalg.norm((carried - contact)[:3]) < 0.002 * rolled


def test_a_walking_foot_that_is_down_stays_where_it_is(project):
    """The lower sole stands on the pavement and does not skate, but at the change of foot."""
    shot, names = project.shot("010"), list(PATHS)
    soles = {name: (x, 0.0, 0.0, 1.0) for name, x in (("left_foot", 0.09), ("right_foot", -0.09))}
    slips, heights = [], []
    for frame in range(52):
        placed = []
        for when in (frame, frame + 0.05):
            snapshot = evaluate(project, shot, when)
            first = snapshot.joint_start[rows_of(snapshot, "Joon")[0]]
            placed.append(
                [(snapshot.joints[first + names.index(n)] @ sole)[:3] for n, sole in soles.items()]
            )
        now, soon = np.array(placed)
        down = int(now[:, 1].argmin())
        heights.append(now[down, 1])
        slips.append(np.linalg.norm((soon - now)[down]) / 0.05 * 24.0)
    assert np.abs(np.array(heights) - PAVEMENT_Y).max() < 0.02
    assert np.median(slips) < 0.02 * WALK_SPEED_M_S


def test_the_wheels_turn_more_than_once(scene):
    track = next(
        t for t in scene.tracks if t.key == (node_id("Wheel front left"), "rotation_deg.z")
    )
    turns = [float(key.value) for key in track.curve.keys]
    assert max(turns) - min(turns) > 3600.0


def test_the_moving_car_stays_in_the_frame_of_020(project):
    shot = project.shot("020")
    for frame in shot.window:
        snapshot = evaluate(project, shot, frame)
        for row in rows_of(snapshot, "Car body", "Wheel front left", "Wheel rear right"):
            local = snapshot.surfaces[row].mesh.positions.astype(np.float64)
            world = local @ snapshot.world[row][:3, :3].T + snapshot.world[row][:3, 3]
            pixels, size = on_screen(snapshot, world)
            assert (pixels > 0.0).all(), frame
            assert (pixels < size).all(), frame


def test_the_face_stays_in_the_right_half_of_030_and_grows(project):
    shot = project.shot("030")
    heights = []
    for frame in shot.window:
        snapshot = evaluate(project, shot, frame)
        x, y, z = MARA_AT
        head = np.array([(x, y + 1.5, z), (x, y + 1.78, z)])
        pixels, (width, height) = on_screen(snapshot, head)
        assert (pixels[:, 0] > 0.5 * width).all(), frame
        assert (pixels[:, 0] < 0.85 * width).all(), frame
        assert (pixels[:, 1] > 0.04 * height).all(), frame
        assert (pixels[:, 1] < 0.6 * height).all(), frame
        heights.append(pixels[0, 1] - pixels[1, 1])
    assert all(after > before for before, after in itertools.pairwise(heights))
    assert heights[-1] > 1.7 * heights[0]


@pytest.mark.gpu
def test_nothing_in_020_stands_before_the_car(project):
    """So the nearest surfaces are the road and the car, and depth spends its range on them."""
    shot = project.shot("020")
    with Renderer() as renderer:
        for frame in range(shot.start - shot.head, shot.end + shot.tail, 8):
            frame_passes = renderer.render(evaluate(project, shot, frame), ("depth",), (320, 180))
            assert frame_passes["depth"].min() > 3.0, frame


def test_a_person_is_drawn_by_outlines_and_hems_not_by_facets():
    figure = read_model(STREET / "assets" / "figure.glb")
    meshes = [part.mesh for node in figure.nodes for part in node.parts]
    edges = sum(len(mesh.edges) for mesh in meshes)
    triangles = sum(len(mesh.triangles) for mesh in meshes)
    assert edges < 0.12 * triangles


def test_every_garment_is_watertight_to_another_reader():
    loaded = trimesh.load_scene(STREET / "assets" / "figure.glb")
    for name, mesh in loaded.geometry.items():
        mesh.merge_vertices(merge_norm=True, merge_tex=True)
        assert mesh.is_watertight, name
        assert mesh.volume > 0.0, name


@pytest.mark.parametrize("name", ["banner", "car", "figure", "wheel"])
def test_another_reader_opens_the_models(name):
    loaded = trimesh.load_scene(STREET / "assets" / f"{name}.glb")
    assert sum(len(mesh.faces) for mesh in loaded.geometry.values()) > 100


def test_another_reader_opens_the_poster():
    with Image.open(STREET / "assets" / "poster.png") as picture:
        picture.load()
        assert picture.size == (240, 360)
        assert len(picture.convert("RGB").getcolors()) == 5


def test_nothing_in_the_project_comes_from_a_path_outside_it(scene):
    paths = [n.payload.path for n in scene.nodes if isinstance(n.payload, Asset)]
    paths += [n.payload.image for n in scene.nodes if isinstance(n.payload, ImageCard)]
    assert all((STREET / path).is_file() and path.startswith("assets/") for path in paths)
