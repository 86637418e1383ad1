"""The contact sheet's words for a move are those of the analysis, cut to what a caption holds."""

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.payload import CameraPayload
from compose.project import Project
from visualize.produce.camera_move import camera_move


def zigzag(*places: float) -> Project:
    project = add_scene(new_project("Sheet"), "Set", scene_id="s")
    project = add_node(project, "s", "Cam", payload=CameraPayload(kind="camera"), node_id="cam")
    for i, x in enumerate(places):
        project = set_keyframe(project, scene="s", node="cam", channel="translation.x",
                               frame=24 * i, value=x)  # fmt: skip
    end = 24 * (len(places) - 1) + 1
    return add_shot(project, "s", "Cam", name="one", start=0, end=end, shot_id="sh")


def test_a_move_is_told_in_film_words() -> None:
    project = zigzag(0.0, 2.0)
    assert camera_move(project, project.shot("sh")) == "truck right 2.0 m"


def test_a_long_story_is_cut_after_three_parts() -> None:
    project = zigzag(0.0, 2.0, 0.0, 3.0, 0.0)
    assert camera_move(project, project.shot("sh")) == (
        "truck right 2.0 m, then truck left 2.0 m, then truck right 3.0 m …"
    )
