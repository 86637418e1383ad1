"""The sample product keeps its promises: to the script, to the director, and to the budget."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import trimesh

from cli.main import main
from compose.evaluation import evaluate
from compose.files import check_project, load_project
from visualize.render.options import RenderOptions
from visualize.render.renderer import Renderer

PRODUCT = Path(__file__).parents[2] / "scenes" / "product"


@pytest.fixture(scope="module")
def project():
    return load_project(PRODUCT)


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as made:
        yield made


def data_files(folder: Path) -> dict[str, bytes]:
    names = ["project.json"]
    for part in ("scenes", "shots", "assets"):
        names += sorted(f"{part}/{path.name}" for path in (folder / part).iterdir())
    return {name: (folder / name).read_bytes() for name in names}


def at(project, number, frame):
    return evaluate(project, project.shot(number), frame)


def world_of(project, snapshot, name):
    """The world matrix of the first surface of a node."""
    node = project.scenes[0].find(name).id
    return next(
        snapshot.world[i] for i, surface in enumerate(snapshot.surfaces) if surface.node == node
    )


def on_screen(snapshot, points):
    """Shares of the picture, from the left and from the top, of world points (N, 3)."""
    raster = snapshot.camera.raster((1280, 692))
    view = np.linalg.inv(snapshot.camera.world)
    seen = np.asarray(points) @ view[:3, :3].T + view[:3, 3]
    x = raster.cx + raster.focal * seen[:, 0] / -seen[:, 2]
    y = raster.cy - raster.focal * seen[:, 1] / -seen[:, 2]
    return np.stack([x / raster.width, y / raster.height], axis=1)


def bottle_box(project, snapshot):
    """The corners of the bottle's box in the world: 64 x 118 x 36 mm, from what it stands on."""
    corners = np.array([(x, y, z) for x in (-0.032, 0.032) for y in (0, 0.118)
                        for z in (-0.018, 0.018)])  # fmt: skip
    world = world_of(project, snapshot, "Bottle")
    return corners @ world[:3, :3].T + world[:3, 3]


def test_rebuilding_in_another_process_gives_the_committed_bytes(tmp_path):
    command = [sys.executable, "-m", "scenes.product.build", str(tmp_path)]
    subprocess.run(command, check=True, cwd=PRODUCT.parents[1], capture_output=True)
    assert data_files(tmp_path) == data_files(PRODUCT)


def test_the_project_checks_clean():
    assert [str(problem) for problem in check_project(PRODUCT)] == []


def test_new_copies_the_sample(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "film", "--sample", "product"]) == 0
    assert "shots 010, 020, 030" in capsys.readouterr().out
    assert [shot.number for shot in load_project(tmp_path / "film").shots] == ["010", "020", "030"]


def test_the_film_is_three_shots_of_seven_seconds_and_cheap(project):
    shots = project.in_sequence()
    assert [(shot.number, shot.start, shot.end) for shot in shots] == [
        ("010", 0, 72), ("020", 72, 120), ("030", 120, 168)
    ]  # fmt: skip
    assert all(shot.description and shot.notes for shot in shots)
    triangles = sum(len(s.mesh.triangles) for s in at(project, "010", 0).surfaces)
    assert triangles < 80_000


def test_the_bottle_turns_once_about_its_upright_axis_and_never_back(project):
    worlds = np.array(
        [world_of(project, at(project, "010", f), "Bottle") for f in range(0, 169, 4)]
    )
    facing = np.unwrap(np.arctan2(worlds[:, 0, 2], worlds[:, 2, 2]))
    assert facing[-1] - facing[0] == pytest.approx(2.0 * np.pi, abs=1e-6)
    assert (np.diff(facing) > 0.0).all()
    assert np.allclose(worlds[:, :3, 3], worlds[0, :3, 3], atol=1e-9)
    assert np.allclose(worlds[:, :3, 1], (0.0, 1.0, 0.0), atol=1e-9)


def test_the_hero_shot_pushes_in(project):
    heights = [np.ptp(on_screen(s, bottle_box(project, s))[:, 1])
               for s in (at(project, "010", f) for f in range(0, 72, 6))]  # fmt: skip
    assert 0.35 < heights[0] < 0.6
    assert (np.diff(heights) > 0.0).all()
    assert heights[-1] > 1.12 * heights[0]


def test_the_macro_ends_sharp_on_a_label_that_fills_a_third_of_the_picture(project):
    snapshot = at(project, "020", 119)
    label = world_of(project, snapshot, "Label")
    corners = np.array([(x, y, 0.0) for x in (-0.0183, 0.0183) for y in (0.0, 0.0285)])
    world = corners @ label[:3, :3].T + label[:3, 3]
    shares = on_screen(snapshot, world)
    assert ((shares > 0.05) & (shares < 0.95)).all()
    assert np.ptp(shares[:, 0]) > 0.3
    depth = -(world.mean(axis=0) - snapshot.camera.world[:3, 3]) @ snapshot.camera.world[:3, 2]
    assert snapshot.camera.focus_distance_m == pytest.approx(depth, abs=0.008)
    assert at(project, "020", 72).camera.focus_distance_m > depth + 0.05


def test_the_packshot_lands_level_centred_and_leaves_room_above(project):
    snapshot = at(project, "030", 167)
    shares = on_screen(snapshot, bottle_box(project, snapshot))
    low, high = shares.min(axis=0), shares.max(axis=0)
    assert (low[0] + high[0]) / 2.0 == pytest.approx(0.5, abs=0.01)
    assert low[1] > 0.36
    assert high[1] < 0.97
    assert abs(snapshot.camera.world[1, 0]) < 1e-3
    label = world_of(project, snapshot, "Label")
    toward = snapshot.camera.world[:3, 3] - label[:3, 3]
    assert label[:3, 2] @ toward / np.linalg.norm(toward) > 0.99


@pytest.mark.gpu
@pytest.mark.parametrize(("number", "frame"), [("010", 0), ("020", 119), ("030", 167)])
def test_the_light_has_contrast_and_almost_nothing_is_blown_out(project, renderer, number, frame):
    options = RenderOptions(depth_of_field=True)
    shown = renderer.render(at(project, number, frame), ("beauty",), (480, 260), options=options)
    grey = shown["beauty"].astype(np.float64) @ (0.2126, 0.7152, 0.0722)
    assert (shown["beauty"].min(axis=2) >= 250).mean() < 0.003
    assert np.percentile(grey, 2) < 24.0
    assert np.percentile(grey, 99.5) > 130.0


@pytest.mark.gpu
def test_the_glass_is_in_the_exact_passes(project, renderer):
    snapshot = at(project, "030", 167)
    exact = renderer.render(snapshot, ("id", "depth"), (480, 260))
    bottle = project.scenes[0].pass_ids[project.scenes[0].find("Bottle").id]
    x, y = on_screen(snapshot, bottle_box(project, snapshot).mean(axis=0)[None])[0]
    left = int((x - 0.055) * 480)
    rows = slice(int((y - 0.02) * 260), int((y + 0.02) * 260))
    assert (exact["id"][rows, left : left + 3] == bottle).all()


def test_another_reader_finds_a_closed_bottle_of_its_size():
    loaded = trimesh.load_scene(PRODUCT / "assets" / "bottle.glb")
    assert np.allclose(loaded.extents, (0.064, 0.1182, 0.036), atol=1e-5)
    for name in ("glass", "juice"):
        mesh = loaded.geometry[name]
        mesh.merge_vertices(merge_norm=True, merge_tex=True)
        assert mesh.is_watertight, name
    glass, juice = (loaded.geometry[name].volume for name in ("glass", "juice"))
    assert 0.0 < juice < glass
