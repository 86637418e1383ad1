"""A camera sampled alone is where it is in the whole scene; a body in its chain forbids it."""

import numpy as np
import pytest

from compose.camera import Aim
from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.evaluation import world_matrices
from compose.moves.camera_alone import camera_alone
from compose.moves.motion import frames_of, sample_motion
from compose.payload import CameraPayload, Figure, Primitive


def film(aim=None, parent=None):
    """A crane that drives and turns, a camera on it, a ball that rolls and someone beside it."""
    project = add_scene(new_project("Film"), "Yard")
    project = add_node(project, "Yard", "Anna", translation=(1.0, 0.0, -3.0),
                       payload=Figure(kind="figure"))  # fmt: skip
    project = add_node(project, "Yard", "Crane", rotation_deg=(0.0, 20.0, 0.0))
    project = add_node(project, "Yard", "Ball", node_id="nod_ball",
                       payload=Primitive(kind="primitive", shape="sphere"))  # fmt: skip
    project = add_node(project, "Yard", "Camera", parent=parent or "Crane",
                       translation=(0.0, 2.0, 5.0),
                       payload=CameraPayload(kind="camera", aim=aim))  # fmt: skip
    for frame, x in ((0, 0.0), (20, 3.0)):
        for node, channel in (("Crane", "translation.x"), ("Ball", "translation.z")):
            project = set_keyframe(
                project, scene="Yard", node=node, channel=channel, frame=frame, value=x
            )
    return add_shot(project, "Yard", "Camera", name="a", start=0, end=24)


@pytest.mark.parametrize("aim", [None, Aim(node="nod_ball")])
def test_alone_it_is_where_it_is_among_the_others(aim):
    project = film(aim)
    shot = project.shots[0]
    small, alone = camera_alone(project, shot)
    names = {node.name for node in small.scenes[0].nodes}
    assert names == {"Crane", "Camera"} | ({"Ball"} if aim else set())
    motion, _, _ = sample_motion(small, alone, frames_of(shot, None))
    for frame in (0, 7, 23):
        whole = world_matrices(project, project.scenes[0], frame, shot=shot)[shot.camera]
        assert np.allclose(motion.places[frame], whole[:3, 3], atol=1e-9)
        assert np.allclose(motion.turns[frame], whole[:3, :3], atol=1e-9)


def test_on_a_person_it_cannot_be_alone():
    project = film(parent="Anna")
    assert camera_alone(project, project.shots[0]) is None
    ball = film(aim=Aim(node=film().scenes[0].find("Ball").id, joint="top"))
    assert camera_alone(ball, ball.shots[0]) is None
