"""Nodes change places in the outliner's order, and stay where they are in the world."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_node, add_scene, attach, move_node, new_project, set_keyframe
from compose.edits.placing import world_matrix
from compose.errors import NotFoundError, SceneError
from compose.node import Parent


def names(project):
    return [node.name for node in project.scene("S").nodes]


def row_of(*wanted):
    project = add_scene(new_project("P"), "S")
    for name in wanted:
        project = add_node(project, "S", name)
    return project


@given(st.permutations("ABCDE"), st.permutations("ABCDE"))
def test_any_order_is_reached_by_putting_one_after_the_other(before, after):
    project = row_of(*before)
    for first, second in itertools.pairwise(after):
        project = move_node(project, "S", second, after=first)
    assert names(project) == list(after)


@given(st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.booleans())
def test_the_order_is_that_of_a_list_and_all_else_is_shared(moved, other, behind):
    project = row_of(*"ABCD")
    rows = list("ABCD")
    if moved != other:
        rows.remove(moved)
        rows.insert(rows.index(other) + behind, moved)
    side = {"after": other} if behind else {"before": other}
    result = move_node(project, "S", moved, **side)
    assert names(result) == rows
    assert {id(node) for node in result.scene("S").nodes} == {
        id(node) for node in project.scene("S").nodes
    }
    if rows == list("ABCD"):
        assert result is project


def test_a_node_from_elsewhere_hangs_where_the_other_does_and_stays_in_its_place():
    project = row_of("A", "Lamp")
    project = add_node(project, "S", "Table", translation=(1, 2, 3), rotation_deg=(0, 40, 0))
    project = add_node(project, "S", "Cup", parent="Table", translation=(0, 1, 0))
    project = move_node(project, "S", "Lamp", before="Cup")
    scene = project.scene("S")
    assert scene.find("Lamp").parent == Parent(node=scene.find("Table").id)
    np.testing.assert_allclose(
        world_matrix(project, scene, scene.find("Lamp")), np.eye(4), atol=1e-5
    )
    assert names(project) == ["A", "Table", "Lamp", "Cup"]
    project = move_node(project, "S", "Lamp", after="A")
    assert project.scene("S").find("Lamp").parent is None


def test_what_hangs_on_a_joint_keeps_its_joint_among_those_of_the_same_node():
    from compose.edits import add_figure

    project = add_figure(row_of(), "S", "Mara")
    for name in ("Cup", "Hat"):
        project = add_node(project, "S", name)
    project = attach(project, "S", "Cup", "Mara", "left_wrist")
    project = attach(project, "S", "Hat", "Mara", "neck")
    project = move_node(project, "S", "Hat", before="Cup")
    scene = project.scene("S")
    assert [scene.find(n).parent.joint for n in ("Cup", "Hat")] == ["left_wrist", "neck"]
    assert names(project) == ["Mara", "Hat", "Cup"]


def test_order_has_no_part_in_tracks_and_numbers_of_the_id_pass():
    project = row_of(*"ABC")
    project = set_keyframe(
        project, channel="translation.x", frame=0, value=1.0, node="A", scene="S"
    )
    result = move_node(project, "S", "A", after="C").scene("S")
    before = project.scene("S")
    assert (result.tracks, result.pass_ids) == (before.tracks, before.pass_ids)


def test_what_cannot_be_is_refused():
    project = add_node(row_of("A", "B"), "S", "C", parent="A")
    project = add_node(project, "S", "D", parent="C")
    with pytest.raises(SceneError, match="cannot hang"):
        move_node(project, "S", "A", before="D")
    with pytest.raises(SceneError, match="one of the two"):
        move_node(project, "S", "A")
    with pytest.raises(SceneError, match="one of the two"):
        move_node(project, "S", "A", before="B", after="B")
    with pytest.raises(NotFoundError):
        move_node(project, "S", "A", after="X")
