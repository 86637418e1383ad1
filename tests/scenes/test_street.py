"""The sample street keeps its promises: to the script, to the director, and to the demo."""

from __future__ import annotations

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
from compose.figures.skeleton import POINTS
from compose.files import check_project, load_project
from compose.payload import Asset, Figure, ImageCard, Primitive
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


def rows_of(snapshot, name, part=None):
    return [
        i
        for i, surface in enumerate(snapshot.surfaces)
        if surface.node == node_id(name) and part in (None, surface.part)
    ]


def point_of(snapshot, figure, point):
    """Return where a joint or landmark of a figure is, in the world."""
    state = next(f for f in snapshot.figures if f.node == node_id(figure))
    return np.asarray(state.points[POINTS.index(point)], np.float64)


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
    assert len(scene.nodes) <= 100
    snapshot = evaluate(project, project.shot("010"), 0)
    triangles = sum(len(surface.mesh.triangles) for surface in snapshot.surfaces)
    assert 60_000 <= triangles <= 350_000
    assert len({id(surface.mesh) for surface in snapshot.surfaces}) <= 320


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
    assert [play.clip for play in plays] == ["wind"]


def test_the_cast_is_six_people_or_more_and_everybody_does_something(scene):
    people = {n.name: n.payload.performance for n in scene.nodes if isinstance(n.payload, Figure)}
    assert {"Mara", "Joon", "Courier"} <= set(people)
    assert len(people) >= 6
    assert all(p.pose != "stand" or p.cycles or p.poses for p in people.values())
    assert people["Courier"].pose == "drive"


def test_no_two_people_walk_through_each_other(project):
    """Trunks keep further apart than they are wide; the crossing pair is hand in hand."""
    for shot in project.in_sequence():
        for frame in range(shot.start - shot.head, shot.end + shot.tail, 6):
            snapshot = evaluate(project, shot, frame)
            middles = np.array([f.points[POINTS.index("hips")] for f in snapshot.figures])
            apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)
            apart[np.diag_indices(len(middles))] = np.inf
            assert apart.min() > 0.45, (shot.number, frame)


def test_the_driver_rides_in_the_car(project):
    """Seen from the car the driver does not move, and is inside its body."""
    shot = project.shot("020")
    seats = []
    for frame in (96, 120, 150, 167):
        snapshot = evaluate(project, shot, frame)
        row = rows_of(snapshot, "Courier car", "body")[0]
        hips = np.append(point_of(snapshot, "Courier", "hips"), 1.0)
        seats.append(np.linalg.solve(snapshot.world[row], hips)[:3])
        low, high = snapshot.surfaces[row].mesh.bounds
        assert ((low < seats[-1]) & (seats[-1] < high)).all()
    assert np.ptp(seats, axis=0).max() < 0.02


@pytest.mark.parametrize("name", ["Mara", "Ilse", "Tomas"])
def test_who_stands_has_both_soles_on_the_pavement(project, name):
    for frame in (0, 95, 167, 239):
        shot = next(s for s in project.in_sequence() if frame in s.window)
        snapshot = evaluate(project, shot, frame)
        rows = rows_of(snapshot, name)
        assert rows
        heights = [point_of(snapshot, name, f"{side}_heel")[1] for side in ("left", "right")]
        assert min(heights) == pytest.approx(PAVEMENT_Y, abs=0.02)
        assert max(heights) < PAVEMENT_Y + 0.12


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


def winding(point, corners):
    """Return how often (T, 3, 3) triangles go round a point (Van Oosterom and Strackee 1983)."""
    a, b, c = np.moveaxis(corners - point, 1, 0)
    la, lb, lc = (np.linalg.norm(v, axis=1) for v in (a, b, c))
    volume = (a * np.cross(b, c)).sum(axis=1)
    below = la * lb * lc + (a * b).sum(axis=1) * lc
    below += (b * c).sum(axis=1) * la + (c * a).sum(axis=1) * lb
    return np.arctan2(volume, below).sum() / (2.0 * np.pi)


def test_no_camera_enters_a_closed_thing(project):
    for shot in project.in_sequence():
        for frame in range(shot.start - shot.head, shot.end + shot.tail, 6):
            snapshot = evaluate(project, shot, frame)
            eye = snapshot.camera.world[:, 3]
            for row, surface in enumerate(snapshot.surfaces):
                if not surface.mesh.closed or snapshot.joint_start[row] >= 0:
                    continue
                local = np.linalg.solve(snapshot.world[row], eye)[:3]
                low, high = surface.mesh.bounds
                if (local > low).all() and (local < high).all():
                    corners = surface.mesh.positions[surface.mesh.triangles].astype(np.float64)
                    assert abs(winding(local, corners)) < 0.5, (surface.name, shot.number, frame)


@pytest.mark.parametrize("frame", [0, 30, 60, 96, 131, 167, 200, 239])
@pytest.mark.parametrize("wheel", ["wheel_front_left", "wheel_rear_right"])
def test_the_tyres_do_not_slip(project, frame, wheel):
    """The point of the tyre that touches the road stands still while the car rolls over it."""
    step = 1e-2
    shot = project.shot("020")
    now, soon = (evaluate(project, shot, f) for f in (frame, frame + step))
    (row,) = rows_of(now, "Courier car", wheel)
    centre = now.world[row][:3, 3]
    contact = np.array([centre[0], 0.0, centre[2], 1.0])
    carried = soon.world[row] @ np.linalg.solve(now.world[row], contact)
    rolled = np.linalg.norm(soon.world[row][:3, 3] - centre)
    assert rolled > 1e-4
    assert np.linalg.norm((carried - contact)[:3]) < 0.05 * rolled


def test_a_walking_foot_that_is_down_stays_where_it_is(project):
    """While a sole is flat on the pavement, its ball does not move by a centimetre."""
    shot = project.shot("010")
    for side in ("left", "right"):
        track = np.array(
            [
                [
                    point_of(evaluate(project, shot, f), "Joon", f"{side}_{p}")
                    for p in ("heel", "ball")
                ]
                for f in range(20, 80)
            ]
        )
        height = track[:, :, 1]
        flat = (height < height.min(axis=0) + 0.004).all(axis=1)
        both = flat[1:] & flat[:-1]
        assert both.sum() > 8
        assert height.min() == pytest.approx(PAVEMENT_Y, abs=0.06)
        steps = np.linalg.norm(np.diff(track[:, 1, :], axis=0), axis=1)
        assert steps[both].max() < 0.01


def test_the_moving_car_stays_in_the_frame_of_020(project):
    shot = project.shot("020")
    for frame in shot.window:
        snapshot = evaluate(project, shot, frame)
        for row in rows_of(snapshot, "Courier car"):
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
        head = np.array([point_of(snapshot, "Mara", p) for p in ("neck", "crown")])
        pixels, (width, height) = on_screen(snapshot, head)
        assert (pixels[:, 0] > 0.5 * width).all(), frame
        assert (pixels[:, 0] < 0.9 * width).all(), frame
        assert (pixels[:, 1] > 0.0).all(), frame
        assert (pixels[:, 1] < 0.75 * height).all(), frame
        heights.append(pixels[0, 1] - pixels[1, 1])
    assert heights[-1] > 1.25 * heights[0]


def test_mara_phones_facing_the_camera_of_030(project):
    """At the end the phone is beside her head, and her nose points less than 60 degrees off."""
    snapshot = evaluate(project, project.shot("030"), 232)
    head, nose = (point_of(snapshot, "Mara", p) for p in ("head", "nose"))
    eye = snapshot.camera.world[:3, 3]
    facing, seen = (nose - head) * (1.0, 0.0, 1.0), (eye - head) * (1.0, 0.0, 1.0)
    cosine = facing @ seen / np.linalg.norm(facing) / np.linalg.norm(seen)
    assert cosine > 0.5
    assert np.linalg.norm(point_of(snapshot, "Mara", "left_wrist") - nose) < 0.35


@pytest.mark.gpu
def test_nothing_in_020_stands_before_the_car(project):
    """So the nearest surfaces are the road and the car, and depth spends its range on them."""
    shot = project.shot("020")
    with Renderer() as renderer:
        for frame in range(shot.start - shot.head, shot.end + shot.tail, 8):
            frame_passes = renderer.render(evaluate(project, shot, frame), ("depth",), (320, 180))
            assert frame_passes["depth"].min() > 3.0, frame


def test_another_reader_opens_the_banner():
    loaded = trimesh.load_scene(STREET / "assets" / "banner.glb")
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
