"""Info: the facts of a project, for people and for programs."""

import json

import pytest

from compose.edits import (
    add_node,
    add_shot,
    reorder_sequence,
    set_keyframe,
    set_project,
    set_shot,
)
from compose.files import load_project, save_project
from compose.payload import CameraPayload


@pytest.fixture
def edit(film):
    """Change the project on disk by edits."""

    def apply(change):
        project = load_project(film)
        save_project(change(project, project.scenes[0].id), film)

    return apply


def test_the_facts_of_a_new_project(shotwright, film):
    facts = shotwright("info", film, "--json").document
    (shot,) = facts["shots"]
    assert (facts["name"], facts["rate"], facts["assets"]) == ("film", "24", [])
    assert facts["sequence"] == {
        "shots": ["010"], "frames": 72, "seconds": 3.0, "timecode": "00:00:03:00",
    }  # fmt: skip
    assert (shot["in"], shot["out"], shot["frames"]) == ("00:00:00:00", "00:00:03:00", 72)
    assert (shot["camera"], shot["focal_length_mm"], shot["gate"]) == ("Camera", [35, 35], "16:9")


def test_people_see_the_same_shots_as_programs(shotwright, film):
    row = shotwright("info", film).out.splitlines()[-1].split("  ")
    cells = [cell.strip() for cell in row if cell.strip()]
    assert cells == [
        "010", "push in", "0:72", "3.00", "00:00:00:00", "00:00:03:00", "35", "16:9",
    ]  # fmt: skip


def test_shots_come_in_story_order_and_those_outside_the_sequence_last(shotwright, film, edit):
    def change(project, scene):
        for name in ("two", "three"):
            project = add_shot(project, scene, "Camera", name=name, start=0, end=24)
        ids = {shot.name: shot.id for shot in project.shots}
        return reorder_sequence(project, [ids["three"], ids["push in"]])

    edit(change)
    facts = shotwright("info", film, "--json").document
    assert [shot["name"] for shot in facts["shots"]] == ["three", "push in", "two"]
    assert [shot["in_sequence"] for shot in facts["shots"]] == [True, True, False]
    assert facts["sequence"]["frames"] == 24 + 72
    assert "Not in the sequence: 020" in shotwright("info", film).out


def _zoomed(project, scene, **owner):
    for frame, focal in ((0, 50.0), (72, 65.0), (500, 200.0)):
        project = set_keyframe(
            project, node="Camera", channel="camera.focal_length_mm", frame=frame, value=focal,
            **(owner or {"scene": scene}),
        )  # fmt: skip
    return project


def test_a_zoom_shows_the_lenses_keyed_within_the_shot(shotwright, film, edit):
    edit(_zoomed)
    assert shotwright("info", film, "--json").document["shots"][0]["focal_length_mm"] == [50, 65]
    assert "50-65" in shotwright("info", film).out


def test_the_lens_of_the_shot_wins_over_the_track_of_the_scene(shotwright, film, edit):
    edit(lambda p, s: set_shot(_zoomed(p, s), "010", focal_length_mm=85.0))
    assert shotwright("info", film, "--json").document["shots"][0]["focal_length_mm"] == [85, 85]


def test_the_track_of_the_shot_wins_over_its_lens(shotwright, film, edit):
    edit(lambda p, s: _zoomed(set_shot(p, "010", focal_length_mm=85.0), s, shot="010"))
    assert shotwright("info", film, "--json").document["shots"][0]["focal_length_mm"] == [50, 65]


def test_hostile_names_are_shown_escaped(shotwright, film, edit):
    edit(lambda p, _s: set_project(p, name="\x1b]0;owned\x07 film"))
    shown = shotwright("info", film).out
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_project_without_shots_says_so(here, shotwright):
    shotwright("new", "bare", "--empty")
    assert "No shots yet." in shotwright("info", "bare").out


def test_a_broken_file_is_named_with_its_field(shotwright, film):
    path = next((film / "shots").iterdir())
    shot = json.loads(path.read_text())
    path.write_text(json.dumps(shot | {"start": "soon"}))
    ending = shotwright("info", film)
    assert ending.status == 2
    assert f"shots/{path.name}" in ending.err
    assert "start" in ending.err
    assert "Traceback" not in ending.err


def test_a_camera_on_a_node_that_is_none_takes_no_traceback(shotwright, film, edit):
    edit(lambda p, s: add_node(p, s, "Second", payload=CameraPayload(kind="camera")))
    path = next((film / "shots").iterdir())
    shot = json.loads(path.read_text())
    path.write_text(json.dumps(shot | {"camera": "nod_gone"}))
    ending = shotwright("info", film)
    assert ending.status == 2
    assert "nod_gone" in ending.err
