"""Where things stand: parents, tracks, precedence, switches, circles."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate, world_matrices
from compose.payload import Placement, Primitive
from tests.builders.staged import (
    BEZIER,
    CONSTANT,
    LINEAR,
    LOOP,
    MODELS,
    SMOOTH,
    asset,
    box,
    camera,
    group,
    key,
    project,
    track,
    under,
)


def turn_y(degrees: float) -> np.ndarray:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, 0, s, 0], [0, 1, 0, 0], [-s, 0, c, 0], [0, 0, 0, 1]])


def moved(x: float, y: float, z: float) -> np.ndarray:
    result = np.eye(4)
    result[:3, 3] = x, y, z
    return result


def test_a_child_is_placed_by_its_parents_matrix_even_when_listed_first() -> None:
    made, shot = project(
        box("child", parent=under("arm"), translation=(0.0, 0.0, 2.0), scale=(3.0, 3.0, 3.0)),
        group("arm", parent=under("base"), rotation_deg=(0.0, 90.0, 0.0)),
        group("base", translation=(1.0, 2.0, 3.0), scale=(2.0, 2.0, 2.0)),
    )
    found = evaluate(made, shot, 0).world[0]
    expected = moved(1, 2, 3) @ np.diag([2, 2, 2, 1]) @ turn_y(90) @ moved(0, 0, 2)
    np.testing.assert_allclose(found, expected @ np.diag([3, 3, 3, 1]), atol=1e-12)


def test_a_turntable_of_720_degrees_turns_twice_at_an_even_speed() -> None:
    made, shot = project(
        box(), tracks=(track("box", "rotation_deg.y", key(0, 0.0), key(96, 720.0)),)
    )
    for frame in range(0, 97, 5):
        found = evaluate(made, shot, frame).world[0]
        np.testing.assert_allclose(found, turn_y(frame * 7.5), atol=1e-12)


def test_a_quaternion_node_turns_by_its_quaternion_track() -> None:
    half = math.sqrt(0.5)
    still, quarter = (0.0, 0.0, 0.0, 1.0), (0.0, half, 0.0, half)
    made, shot = project(
        box(rotation_mode="quaternion", rotation_deg=(50.0, 0.0, 0.0)),
        tracks=(track("box", "quaternion", key(0, still), key(10, quarter)),),
    )
    np.testing.assert_allclose(evaluate(made, shot, 5).world[0], turn_y(45), atol=1e-12)


def test_a_shot_track_wins_over_a_scene_track_which_wins_over_the_base() -> None:
    made, shot = project(
        box(translation=(7.0, 8.0, 9.0)),
        tracks=(
            track("box", "translation.x", key(0, 1.0)),
            track("box", "translation.y", key(0, 2.0)),
        ),
        shot={"tracks": (track("box", "translation.x", key(0, -1.0)),)},
    )
    np.testing.assert_array_equal(evaluate(made, shot, 3).world[0, :3, 3], [-1, 2, 9])
    scene = made.scenes[0]
    np.testing.assert_array_equal(world_matrices(made, scene, 3)["box"][:3, 3], [1, 2, 9])
    np.testing.assert_array_equal(world_matrices(made, scene)["box"][:3, 3], [7, 8, 9])
    own = world_matrices(made, scene, 3, shot=shot)["box"]
    np.testing.assert_array_equal(own[:3, 3], [-1, 2, 9])


def test_a_moving_parent_carries_still_children_and_leaves_others_alone() -> None:
    made, shot = project(
        group("cart"),
        box("load", parent=under("cart"), translation=(0.0, 1.0, 0.0)),
        box("house", translation=(5.0, 0.0, 0.0)),
        tracks=(track("cart", "translation.x", key(0, 0.0), key(10, 10.0)),),
    )
    found = evaluate(made, shot, 4).world
    np.testing.assert_allclose(found[0], moved(4, 1, 0), atol=1e-12)
    np.testing.assert_allclose(found[1], moved(5, 0, 0), atol=1e-12)


def test_a_still_scene_shares_its_arrays_between_frames() -> None:
    made, shot = project(box())
    first, second = evaluate(made, shot, 0), evaluate(made, shot, 50)
    for name in ("surfaces", "world", "color", "joints", "joint_start", "morph_weights"):
        assert getattr(first, name) is getattr(second, name)


def test_the_draw_table_is_one_object_for_every_frame_and_shot_of_a_scene() -> None:
    made, shot = project(box(), tracks=(track("box", "scale.x", key(0, 1.0), key(9, 2.0)),))
    other = shot.replace(id="other", tracks=(track("box", "translation.y", key(0, 1.0)),))
    tables = {id(evaluate(made, s, f).surfaces) for s in (shot, other) for f in (0, 3, 90)}
    assert len(tables) == 1


def test_arrays_of_a_snapshot_cannot_be_written() -> None:
    made, shot = project(box(), tracks=(track("box", "scale.x", key(0, 1.0), key(9, 2.0)),))
    snapshot = evaluate(made, shot, 3)
    for name in ("world", "visible", "color", "joints", "joint_start", "morph_weights"):
        assert not getattr(snapshot, name).flags.writeable
    assert not snapshot.camera.world.flags.writeable


def test_hiding_a_parent_hides_its_children_and_a_track_can_switch_it() -> None:
    made, shot = project(
        group("cart"),
        box("load", parent=under("cart")),
        box("secret", visible=False),
        tracks=(track("cart", "visible", key(0, 1.0, CONSTANT), key(10, 0.0, CONSTANT)),),
    )
    assert evaluate(made, shot, 9).visible.tolist() == [True, False]
    assert evaluate(made, shot, 10).visible.tolist() == [False, False]


def test_copies_stand_in_their_nodes_space_turned_in_xyz_order() -> None:
    primitive = Primitive(
        kind="primitive", shape="box",
        instances=(
            Placement(translation=(1.0, 0.0, 0.0)),
            Placement(rotation_deg=(90.0, 90.0, 0.0), scale=(2.0, 2.0, 2.0)),
        ),
    )  # fmt: skip
    made, shot = project(
        box(payload=primitive, rotation_deg=(0.0, 90.0, 0.0), translation=(0.0, 0.0, 5.0))
    )
    snapshot = evaluate(made, shot, 0)
    assert [s.instance for s in snapshot.surfaces] == [0, 1]
    np.testing.assert_allclose(snapshot.world[0, :3, 3], [0, 0, 4], atol=1e-12)
    turn_x = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    expected = moved(0, 0, 5) @ turn_y(90) @ turn_x @ turn_y(90) @ np.diag([2, 2, 2, 1])
    np.testing.assert_allclose(snapshot.world[1], expected, atol=1e-12)


def test_a_circle_of_parents_is_an_error_that_names_its_nodes() -> None:
    made, shot = project(
        group("a", parent=under("b")), group("b", parent=under("c")), group("c", parent=under("a"))
    )
    with pytest.raises(SceneError, match=r"circle.*'A'") as caught:
        evaluate(made, shot, 0)
    assert all(f"'{name}'" in str(caught.value) for name in "ABC")


def test_a_camera_that_aims_at_its_own_child_is_a_circle() -> None:
    made, shot = project(camera(lens={"aim": {"node": "box"}}), box(parent=under("camera")))
    with pytest.raises(SceneError, match=r"circle.*'Camera'"):
        evaluate(made, shot, 0)


@pytest.mark.parametrize(
    ("tracks", "message"),
    [
        ((track("bax", "translation.x", key(0, 0.0)),), "'box'"),
        ((track("box", "tranlation.x", key(0, 0.0)),), "translation.x"),
        ((track("box", "camera.f_stop", key(0, 0.0)),), "camera.f_stop"),
        ((track(None, "fog_dense", key(0, 0.0)),), "fog_density"),
        ((track("box", "translation.x", key(0, (0.0, 0.0, 0.0, 1.0))),), "must be numbers"),
        ((track("box", "scale.x", key(0, 1.0)),) * 2, "two tracks"),
        ((track("box", "scale.x", key(0, 1.0), key(1e-8, 2.0)),), "'scale.x' of 'Box'"),
    ],
)  # fmt: skip
def test_a_wrong_track_is_an_error_with_the_way_out(tracks, message: str) -> None:
    made, shot = project(box(), tracks=tracks)
    with pytest.raises(SceneError) as caught:
        evaluate(made, shot, 0)
    assert message in str(caught.value)


def test_an_unknown_parent_and_a_joint_on_a_box_are_errors() -> None:
    made, shot = project(box(parent=under("bpx")))
    with pytest.raises(NotFoundError):
        evaluate(made, shot, 0)
    made, shot = project(box(), box("hat", parent=under("box", "head")))
    with pytest.raises(SceneError, match=r"parent of 'Hat' is joint 'head' of 'Box'"):
        evaluate(made, shot, 0)


@pytest.mark.parametrize("frame", [math.nan, math.inf, -1e300])
def test_a_frame_that_is_no_number_is_an_error(frame: float) -> None:
    made, shot = project(box())
    with pytest.raises(SceneError, match="number"):
        evaluate(made, shot, frame)


def test_a_deep_chain_of_parents_is_solved_without_recursion() -> None:
    chain = [group("n0")] + [
        group(f"n{i}", parent=under(f"n{i - 1}"), translation=(0.0, 1.0, 0.0))
        for i in range(1, 3000)
    ]
    made, _ = project(*chain)
    top = world_matrices(made, made.scenes[0])["n2999"]
    np.testing.assert_allclose(top, moved(0, 2999, 0))


keys = st.lists(
    st.tuples(st.floats(-100, 100), st.sampled_from([CONSTANT, LINEAR, SMOOTH, BEZIER])),
    min_size=1, max_size=4,
)  # fmt: skip


@given(st.lists(keys, min_size=3, max_size=3), st.permutations(range(-5, 30, 5)))
@settings(max_examples=25)
def test_any_order_of_frames_gives_the_same_snapshots(columns, order) -> None:
    channels = ("translation.x", "rotation_deg.z", "scale.y")
    tracks = tuple(
        track("box", channel, *(key(i * 7, v, k) for i, (v, k) in enumerate(column)), after=LOOP)
        for channel, column in zip(channels, columns, strict=True)
    )
    made, shot = project(box(), asset(payload={"plays": ({"clip": "wave"},)}), tracks=tracks)
    wandering = {f: evaluate(made, shot, f, models=MODELS).content_hash for f in order}
    fresh = made.replace(scenes=(made.scenes[0].replace(name="again"),))
    rising = {f: evaluate(fresh, shot, f, models=MODELS).content_hash for f in sorted(order)}
    assert wandering == rising


def test_scales_that_multiply_beyond_all_numbers_are_an_error_that_names_the_node() -> None:
    chain = [group("n0", scale=(1e6,) * 3)] + [
        group(f"n{i}", parent=under(f"n{i - 1}"), scale=(1e6,) * 3) for i in range(1, 60)
    ]
    made, shot = project(*chain, box(parent=under("n59")))
    with pytest.raises(SceneError, match=r"'N\d+' stands too far"):
        evaluate(made, shot, 0)


def test_base_values_beyond_their_range_are_clamped_like_keyed_ones() -> None:
    made, shot = project(
        camera(lens={"f_stop": 1e300, "focal_length_mm": 1e-300}),
        box(translation=(1e300, 0.0, 0.0), color=(1e300, 0.0, 0.0)),
    )
    snapshot = evaluate(made, shot, 0)
    assert (snapshot.camera.f_stop, snapshot.camera.focal_length_mm) == (1000.0, 0.1)
    assert np.isfinite(snapshot.world).all()
    assert np.isfinite(snapshot.color).all()
