"""What kind a shot is follows from the camera and the cast that were put there."""

import pytest

from compose.edits import add_figure, add_node, add_scene, add_shot, new_project
from compose.moves import MOVES, apply_move
from compose.payload import CameraPayload, Primitive
from shotwright import UsageError
from visualize.leaderboard.kinds import all_kinds, kind_named, kinds_of


@pytest.fixture(scope="module")
def stage():
    project = new_project("Kinds", project_id="prj_kinds")
    project = add_scene(project, "Room", scene_id="scn_room")
    project = add_node(project, "Room", "Box", translation=(0.0, 0.5, 0.0),
                       payload=Primitive(kind="primitive", shape="box"))  # fmt: skip
    project = add_node(project, "Room", "Camera", translation=(0.0, 1.2, 9.0),
                       payload=CameraPayload(kind="camera"))  # fmt: skip
    return add_shot(project, "Room", "Camera", name="one", start=0, end=96)


@pytest.mark.parametrize(
    ("move", "asked", "kind"),
    [
        ("push-in", {"distance_m": 2.0}, "push"),
        ("truck", {"distance_m": 3.0}, "track"),
        ("crane", {"height_m": 4.0}, "crane"),
        ("pan", {"angle_deg": 25.0}, "pan"),
        ("pan", {"angle_deg": 90.0, "speed": 90.0}, "action"),
        ("zoom", {"factor": 2.0}, "zoom"),
        ("handheld", {}, "handheld"),
        ("static", {}, "static"),
    ],
)
def test_a_camera_move_gives_its_kind(stage, move, asked, kind):
    project = apply_move(stage, stage.shots[0], move, **asked)
    assert kind in kinds_of(project, project.shots[0])


def test_a_shot_that_shows_someone_is_one_with_people(stage):
    project = add_figure(stage, "Room", "Anna", translation=(0.0, 0.0, 7.2))
    kinds = kinds_of(project, project.shots[0])
    assert {"people", "static"} <= set(kinds)
    assert "people" not in kinds_of(stage, stage.shots[0])


def test_every_move_there_is_belongs_to_a_kind():
    told = {move for kind in all_kinds() for move in kind.moves}
    assert told == set(MOVES) - {"over-the-shoulder"}


def test_an_unknown_kind_offers_the_nearest():
    with pytest.raises(UsageError, match="'handheld'"):
        kind_named("handhold")
    assert kind_named("all").words == "shots"
