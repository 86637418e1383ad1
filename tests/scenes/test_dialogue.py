"""The sample dialogue keeps its promises: to the script, to the director, and to the budget."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.figures.skeleton import INDEX, POINTS
from compose.files import check_project, load_project
from compose.framing.continuity import check_continuity
from compose.framing.describe import describe
from compose.moves import analyse_shot
from scenes.dialogue.shots import SETUPS
from visualize.render.renderer import Renderer

DIALOGUE = Path(__file__).parents[2] / "scenes" / "dialogue"
TABLE_TOP_M, TABLE_HALF_M, TABLE_Z = 0.74, np.array([0.46, 0.625]), -0.75
MUG_M = 0.041
CAST = ("Anna", "Ben")
FRAMES = (0, 64, 106, 142, 178, 207)


@pytest.fixture(scope="module")
def project():
    return load_project(DIALOGUE)


@pytest.fixture(scope="module")
def snapshots(project):
    return {frame: evaluate(project, project.shot("050"), frame) for frame in FRAMES}


@pytest.fixture(scope="module")
def skins(project, snapshots):
    """The vertices of both at each frame, (N, 3) in the world, by frame and name."""
    return {
        (frame, who): skin_of(project, snapshot, who)
        for frame, snapshot in snapshots.items()
        for who in CAST
    }


def data_files(folder: Path) -> dict[str, bytes]:
    names = ["project.json"]
    for part in ("scenes", "shots", "assets"):
        names += sorted(f"{part}/{path.name}" for path in (folder / part).iterdir())
    return {name: (folder / name).read_bytes() for name in names}


def point(snapshot, who: str, name: str) -> np.ndarray:
    figure = next(f for f in snapshot.figures if f.name == who)
    return figure.points[POINTS.index(name)]


def skin_of(project, snapshot, who: str) -> np.ndarray:
    """The vertices of a figure where linear blend skinning puts them, (N, 3) in the world."""
    node = project.scenes[0].find(who).id
    found = []
    for row, surface in enumerate(snapshot.surfaces):
        if surface.node != node or snapshot.joint_start[row] < 0:
            continue
        mesh = surface.mesh
        joints = snapshot.joints[snapshot.joint_start[row] + mesh.joints.astype(int)]
        local = np.column_stack([mesh.positions, np.ones(len(mesh.positions))])
        found.append(np.einsum("nk,nkij,nj->ni", mesh.weights, joints, local)[:, :3])
    return np.concatenate(found)


def on_screen(snapshot, points) -> np.ndarray:
    """Shares of the picture, from the left and from the top, of world points (N, 3)."""
    raster = snapshot.camera.raster((1280, 536))
    view = np.linalg.inv(snapshot.camera.world)
    seen = np.asarray(points) @ view[:3, :3].T + view[:3, 3]
    x = raster.cx + raster.focal * seen[:, 0] / -seen[:, 2]
    y = raster.cy - raster.focal * seen[:, 1] / -seen[:, 2]
    return np.stack([x / raster.width, y / raster.height], axis=1)


def test_rebuilding_in_another_process_gives_the_committed_bytes(tmp_path):
    command = [sys.executable, "-m", "scenes.dialogue.build", str(tmp_path)]
    subprocess.run(command, check=True, cwd=DIALOGUE.parents[1], capture_output=True)
    assert data_files(tmp_path) == data_files(DIALOGUE)


def test_the_project_checks_clean():
    assert [str(problem) for problem in check_project(DIALOGUE)] == []


def test_the_film_is_short_told_and_cheap(project, snapshots):
    shots = project.in_sequence()
    assert [shot.number for shot in shots] == ["010", "020", "030", "040", "050"]
    assert all(a.end == b.start for a, b in itertools.pairwise(shots))
    assert sum(len(shot.window) for shot in shots) <= 216
    assert all(shot.description and shot.notes for shot in shots)
    assert project.bible
    triangles = sum(len(surface.mesh.triangles) for surface in snapshots[0].surfaces)
    assert triangles < 150_000


@pytest.mark.parametrize("setup", SETUPS, ids=lambda setup: setup.number)
def test_describe_says_the_words_that_the_shot_was_framed_by(project, setup):
    told = describe(project, project.shot(setup.number), setup.framed_at)
    measured = told.measured
    assert measured is not None
    assert (measured.size, measured.angle) == (setup.words.size, setup.words.angle)
    assert set(told.subjects) == set(setup.subjects)
    if setup.over:
        assert (told.kind, told.over) == ("over-the-shoulder", setup.over)
    else:
        assert told.kind == ("two-shot" if len(setup.subjects) == 2 else "single")
        named = describe(
            project, project.shot(setup.number), setup.framed_at, subjects=setup.subjects
        )
        assert named.measured is not None
        assert named.measured.side == setup.words.side


def test_the_cuts_hold(project):
    assert [warning.text for warning in check_continuity(project)] == []


def test_no_camera_crosses_the_line_between_the_two(project):
    for shot in project.in_sequence():
        for frame in range(shot.start, shot.end, 4):
            snapshot = evaluate(project, shot, frame)
            anna, ben = (point(snapshot, who, "nose") for who in CAST)
            line, to = ben - anna, snapshot.camera.world[:3, 3] - anna
            side = line[0] * to[2] - line[2] * to[0]
            assert side / np.hypot(line[0], line[2]) > 0.15, (shot.number, frame)


def test_the_over_the_shoulder_pair_matches(project):
    one, other = (describe(project, project.shot(n), f) for n, f in (("020", 72), ("030", 112)))
    assert one.measured is not None
    assert other.measured is not None
    assert one.measured.size == other.measured.size
    assert one.focal_length_mm == pytest.approx(other.focal_length_mm, rel=0.03)
    assert one.measured.looks_across * other.measured.looks_across < 0.0
    places = [on_screen(evaluate(project, project.shot(n), f), [point(
        evaluate(project, project.shot(n), f), who, "nose")])[0]
        for n, f, who in (("020", 72, "Anna"), ("030", 112, "Ben"))]  # fmt: skip
    assert places[0][0] + places[1][0] == pytest.approx(1.0, abs=0.04)
    assert places[0][1] == pytest.approx(places[1][1], abs=0.05)


def test_heads_are_inside_the_frame(project):
    """Crown and chin of those whom a shot is about, with room above."""
    for setup in SETUPS:
        shot = project.shot(setup.number)
        for frame in (shot.start, (shot.start + shot.end) // 2, shot.end - 1):
            snapshot = evaluate(project, shot, frame)
            for who in setup.subjects:
                places = on_screen(snapshot, [point(snapshot, who, n) for n in ("crown", "chin")])
                assert (places > 0.0).all(), (setup.number, frame, who)
                assert (places < 1.0).all(), (setup.number, frame, who)


def test_the_moves_are_told_as_they_were_asked(project):
    told = {shot.number: analyse_shot(project, shot).words for shot in project.in_sequence()}
    asked = {
        "010": "push in",
        "020": "over-the-shoulder drift right",
        "030": "over-the-shoulder drift left",
        "050": "orbit left",
    }
    assert {number: told[number][: len(word)] for number, word in asked.items()} == asked


@pytest.mark.parametrize("who", CAST)
def test_they_sit_on_their_seats_with_their_feet_on_the_floor(project, snapshots, skins, who):
    chair = project.scenes[0].find(f"{who}'s chair").payload.parameters
    for frame, snapshot in snapshots.items():
        skin = skins[frame, who]
        assert abs(skin[:, 1].min()) < 0.012, frame
        for foot in ("left", "right"):
            assert abs(point(snapshot, who, f"{foot}_heel")[1]) < 0.03, frame
        hips = point(snapshot, who, "hips")
        seat = np.hypot(skin[:, 0] - hips[0], skin[:, 2] - hips[2]) < 0.16
        low = skin[seat & (skin[:, 1] > 0.3), 1].min()
        assert -0.03 < low - chair["seat_height"] < 0.005, frame


@pytest.mark.parametrize("who", CAST)
def test_no_hand_sleeve_or_knee_is_in_the_table(skins, who):
    """A sleeve may press into the wood by two centimetres where an elbow leans on it."""
    for frame in FRAMES:
        skin = skins[frame, who]
        over = (np.abs(skin[:, [0, 2]] - (0.0, TABLE_Z)) < TABLE_HALF_M).all(axis=1)
        slab = over & (skin[:, 1] > TABLE_TOP_M - 0.032) & (skin[:, 1] < TABLE_TOP_M)
        deepest = (TABLE_TOP_M - skin[slab, 1]).max() if slab.any() else 0.0
        assert deepest < 0.02, frame


def test_no_hand_is_in_a_mug(project, skins):
    for name in ("Anna's mug", "Ben's mug"):
        x, y, z = project.scenes[0].find(name).translation
        for (frame, who), skin in skins.items():
            away = np.hypot(skin[:, 0] - x, skin[:, 2] - z)
            inside = (away < MUG_M) & (skin[:, 1] > y) & (skin[:, 1] < y + 0.09)
            deepest = (MUG_M - away[inside]).max() if inside.any() else 0.0
            assert deepest < 0.006, (frame, who, name)


@pytest.mark.parametrize(("frame", "who", "other"), [(132, "Anna", "Ben"), (112, "Ben", "Anna"),
                                                     (207, "Anna", "Ben")])  # fmt: skip
def test_they_look_at_each_other_when_it_counts(project, frame, who, other):
    """The face's middle line, from between the ears to the nose, points at the other's face."""
    snapshot = evaluate(project, project.shot("010"), frame)
    ears = (point(snapshot, who, "left_ear") + point(snapshot, who, "right_ear")) / 2.0
    facing = (point(snapshot, who, "nose") - ears) * (1.0, 0.0, 1.0)
    way = (point(snapshot, other, "nose") - ears) * (1.0, 0.0, 1.0)
    cosine = facing @ way / np.linalg.norm(facing) / np.linalg.norm(way)
    assert np.degrees(np.arccos(min(cosine, 1.0))) < 12.0


def test_she_looks_down_then_up_in_the_close_up(project):
    pitches = {}
    for frame in (132, 142, 159):
        snapshot = evaluate(project, project.shot("040"), frame)
        ears = (point(snapshot, "Anna", "left_ear") + point(snapshot, "Anna", "right_ear")) / 2.0
        facing = point(snapshot, "Anna", "nose") - ears
        pitches[frame] = np.degrees(np.arcsin(facing[1] / np.linalg.norm(facing)))
    assert pitches[142] < pitches[132] - 12.0
    assert pitches[159] > pitches[142] + 12.0


def test_she_leans_in_and_lays_her_hand_on_his(snapshots):
    before, after = snapshots[142], snapshots[207]
    gaps = [np.linalg.norm(point(s, "Anna", "nose") - point(s, "Ben", "nose"))
            for s in (before, after)]  # fmt: skip
    assert gaps[1] < 0.75 * gaps[0]
    hers, his = point(after, "Anna", "right_grip"), point(after, "Ben", "left_grip")
    assert np.linalg.norm(hers - his) < 0.12
    assert hers[1] > his[1] + 0.015


def test_elbows_and_knees_bend_as_they_do(snapshots):
    """No joint of an arm or a leg is stretched straight or folded flat."""
    for snapshot in snapshots.values():
        for figure, side in itertools.product(snapshot.figures, ("left", "right")):
            for chain in (("shoulder", "elbow", "wrist"), ("hip", "knee", "ankle")):
                a, b, c = (figure.points[INDEX[f"{side}_{joint}"]] for joint in chain)
                cosine = (a - b) @ (c - b) / np.linalg.norm(a - b) / np.linalg.norm(c - b)
                assert 50.0 < np.degrees(np.arccos(cosine)) < 176.0, (figure.name, side, chain)


@pytest.mark.gpu
def test_faces_are_lit_and_readable(project):
    """The brighter cheek of whom a shot is about is neither in the dark nor blown out."""
    with Renderer() as renderer:
        for number, frame, who in (("010", 51, "Ben"), ("020", 72, "Anna"), ("030", 112, "Ben"),
                                   ("040", 156, "Anna"), ("050", 207, "Anna")):  # fmt: skip
            snapshot = evaluate(project, project.shot(number), frame)
            picture = renderer.render(snapshot, ("beauty",), (640, 268))["beauty"]
            high, wide = picture.shape[:2]
            eye = snapshot.camera.world[:3, 3]
            near = min(
                (point(snapshot, who, f"{side}_ear") for side in ("left", "right")),
                key=lambda ear: np.linalg.norm(ear - eye),
            )
            nose = point(snapshot, who, "nose")
            centre, chin = on_screen(snapshot, [(near + nose) / 2.0, point(snapshot, who, "chin")])
            x, y = (centre * (wide, high)).astype(int)
            reach = max(int(abs(chin[1] - centre[1]) * high * 0.4), 2)
            face = picture[y - reach : y + reach, x - reach : x + reach].astype(float)
            grey = np.percentile(face @ (0.2126, 0.7152, 0.0722), 80)
            assert 90.0 < grey < 215.0, (number, who, grey)
