"""Retargeting: limbs of our figure point where the file's do, by forward kinematics of our own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import NotFoundError, SceneError
from compose.figures.body import FigureBody
from compose.figures.proportions import proportions
from compose.figures.retarget import joint_map, known_maps, pose_rig, read_motion, retarget
from compose.figures.skeleton import INDEX, JOINTS, PARENTS
from compose.geometry.model import Model, ModelNode
from tests.builders.bvh_person import bvh_text, bvh_world, quaternion_matrix

LIMBS = [
    (f"{side}_{a}", f"{side}_{b}")
    for side in ("left", "right")
    for a, b in (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
]
THEIRS = {"shoulder": "Arm", "elbow": "ForeArm", "wrist": "Hand", "hip": "UpLeg",
          "knee": "Leg", "ankle": "Foot"}  # fmt: skip


def theirs(joint: str) -> str:
    side, _, name = joint.partition("_")
    return side.title() + THEIRS[name]


def our_world(turns: np.ndarray) -> dict[str, np.ndarray]:
    """World rotations of our joints by multiplying down the tree."""
    world = []
    for row, above in enumerate(PARENTS):
        local = quaternion_matrix(turns[row])
        world.append(local if above < 0 else world[above] @ local)
    return dict(zip(JOINTS, world, strict=True))


def angle(a: np.ndarray, b: np.ndarray) -> float:
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


@given(seed=st.integers(0, 10_000), arms_down=st.booleans(), scale=st.sampled_from([1.0, 40.0]))
@settings(max_examples=12, deadline=None)
def test_limbs_point_where_the_files_do_within_half_a_degree(
    tmp_path_factory, seed, arms_down, scale
) -> None:
    random = np.random.default_rng(seed)
    text, data = bvh_text(random, frames=3, arms_down=arms_down, scale=scale)
    path = tmp_path_factory.mktemp("bvh") / "walk.bvh"
    path.write_text(text)
    motion = retarget(read_motion(path))
    zero = proportions(FigureBody()).zero
    for frame in range(3):
        places = bvh_world(data, frame)
        world = our_world(motion.turns(frame / 30.0))
        for joint, following in LIMBS:
            bone = zero[INDEX[following]] - zero[INDEX[joint]]
            wanted = places[theirs(following)] - places[theirs(joint)]
            assert angle(world[joint] @ bone, wanted) < 0.5, (joint, frame)


def test_the_hips_go_as_far_as_the_legs_are_long_and_begin_over_the_origin(tmp_path) -> None:
    text, data = bvh_text(np.random.default_rng(1), frames=4, arms_down=False, scale=25.0)
    (tmp_path / "a.bvh").write_text(text)
    for body in (FigureBody(), FigureBody(age="child")):
        motion = retarget(read_motion(tmp_path / "a.bvh"), body=body)
        ours = proportions(body)
        ratio = ours.leg_length / (25.0 * 0.8)
        roots = data["roots"]
        for frame in range(4):
            way = (roots[frame] - roots[0]) * ratio
            found = motion.hips(frame / 30.0) - motion.hips(0.0)
            assert found == pytest.approx(way, abs=1e-4)
        assert motion.hips(0.0)[[0, 2]] == pytest.approx(ours.at("hips")[[0, 2]] * (0, 0), abs=1e-6)


def test_a_file_that_rests_in_our_t_pose_and_does_not_move_gives_zero_turns(tmp_path) -> None:
    ours = proportions(FigureBody())
    nodes = [ModelNode(path=joint, parent=above,
                       translation=tuple(ours.offsets[row].tolist()))
             for row, (joint, above) in enumerate(zip(JOINTS, PARENTS, strict=True))]  # fmt: skip
    still = ClipOf(nodes)
    turns = retarget(still).turns(0.5)
    assert turns == pytest.approx(np.tile((0, 0, 0, 1), (len(JOINTS), 1)), abs=1e-6)


def ClipOf(nodes: list[ModelNode]) -> Model:
    from compose.geometry.model import Clip, ClipChannel

    channel = ClipChannel(node=0, target="rotation", times=np.array([0.0, 1.0]),
                          values=np.array([[0, 0, 0, 1.0]] * 2))  # fmt: skip
    clip = Clip(name="still", channels=(channel,), duration_s=1.0)
    return Model(nodes=tuple(nodes), clips=(clip,))


@given(seed=st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_our_pose_on_a_rig_comes_back_as_our_pose(seed) -> None:
    """The reverse undoes the forward way, for a rig that lies on its back and rests arms down."""
    from compose.geometry.model import Clip, ClipChannel

    random = np.random.default_rng(seed)
    ours = proportions(FigureBody())
    lying = (-np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5))
    nodes = [ModelNode(path="Armature", rotation=lying)]
    for row, (joint, above) in enumerate(zip(JOINTS, PARENTS, strict=True)):
        x, y, z = ours.offsets[row].tolist()
        if joint.endswith(("_elbow", "_wrist")):
            x, y = 0.0, -abs(x)
        nodes.append(ModelNode(path=f"Armature/{joint}", parent=above + 1,
                               translation=(x, y, z)))  # fmt: skip
    rig = Model(nodes=tuple(nodes))
    turns = random.normal(size=(len(JOINTS), 4)) * 0.3 + (0, 0, 0, 1)
    turns /= np.linalg.norm(turns, axis=1, keepdims=True)
    posed = pose_rig(rig, turns)
    channels = tuple(
        ClipChannel(node=rig.index(path), target="rotation", times=np.zeros(1),
                    values=np.array([value]))
        for path, value in posed.items()
    )  # fmt: skip
    clip = Clip(name="pose", channels=channels, duration_s=0.0)
    back = retarget(Model(nodes=rig.nodes, clips=(clip,))).turns(0.0)
    for row in range(len(JOINTS)):
        if JOINTS[row].endswith("_eye"):
            continue
        assert quaternion_matrix(back[row]) == pytest.approx(
            quaternion_matrix(turns[row]), abs=1e-4
        )


@pytest.mark.parametrize(
    ("kind", "name", "joint"),
    [
        ("mixamo", "mixamorig:LeftForeArm", "left_elbow"),
        ("mixamo", "mixamorig9RightHandPinky2", "right_little_2"),
        ("vrm", "rightUpperLeg", "right_hip"),
        ("vrm", "leftIndexIntermediate", "left_index_2"),
        ("vrm", "leftThumbMetacarpal", "left_thumb_1"),
        ("vroid", "J_Bip_L_LowerArm", "left_elbow"),
        ("rigify", "DEF-thigh.R", "right_hip"),
        ("unreal", "calf_l", "left_knee"),
        ("cmu", "LowerBack", "waist"),
        ("biovision", "LeftCollar", "left_clavicle"),
    ],
)
def test_known_rigs_are_read_by_their_names(kind, name, joint) -> None:
    from compose.figures.retarget.names import plain_name

    assert known_maps()[kind][joint] == plain_name(name)


def test_names_of_the_users_own_win_and_unknown_ones_are_refused(tmp_path) -> None:
    text, _ = bvh_text(np.random.default_rng(1), frames=1, arms_down=False, scale=1.0)
    (tmp_path / "a.bvh").write_text(text.replace("LeftForeArm", "Ellbogen"))
    model = read_motion(tmp_path / "a.bvh")
    with pytest.raises(SceneError, match="no joint known for left_elbow"):
        retarget(model)
    found = joint_map(model, {"left_elbow": "Ellbogen"})
    assert model.nodes[found["left_elbow"]].path.endswith("/Ellbogen")
    with pytest.raises(NotFoundError, match="Did you mean 'Ellbogen'"):
        joint_map(model, {"left_elbow": "Elbogen"})
    with pytest.raises(NotFoundError, match="joint of a figure 'left_ellbow'"):
        joint_map(model, {"left_ellbow": "Ellbogen"})
    with pytest.raises(NotFoundError, match="animation 'run'"):
        retarget(model, "run", {"left_elbow": "Ellbogen"})


def test_a_rig_without_extent_is_refused() -> None:
    nodes = [ModelNode(path=joint, parent=above)
             for joint, above in zip(JOINTS, PARENTS, strict=True)]  # fmt: skip
    with pytest.raises(SceneError, match="one line or place"):
        retarget(ClipOf(nodes))
