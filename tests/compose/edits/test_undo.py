"""Undo: going back gives the very states that were, a drag is one step, the list is bounded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.edits import UndoStack, set_node, set_project
from compose.errors import SceneError
from tests.builders.small_project import small_project


def moved(project, x):
    return set_node(project, "Room", "Chair", translation=(x, 0, 0))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["push", "undo", "redo"]), max_size=40))
def test_undo_and_redo_are_inverse_over_any_history(actions):
    stack = UndoStack(small_project())
    past, future = [stack.current], []
    for i, action in enumerate(actions):
        if action == "push":
            past.append(stack.push(moved(stack.current, 10 + i), f"Move {i}"))
            future = []
        elif action == "undo" and len(past) > 1:
            future.append(past.pop())
            assert stack.undo() is past[-1]
        elif action == "redo" and future:
            past.append(future.pop())
            assert stack.redo() is past[-1]
        assert stack.current is past[-1]
        assert (stack.undo_label is None) == (len(past) == 1)
        assert (stack.redo_label is None) == (not future)


def test_a_drag_is_one_step_and_the_next_drag_another():
    start = small_project()
    stack = UndoStack(start)
    for x in (2, 3, 4):
        stack.push(moved(stack.current, x), "Move Chair", merge_key=("move", "nod_chair"))
    dragged = stack.current
    stack.end_merge()
    stack.push(moved(stack.current, 5), "Move Chair", merge_key=("move", "nod_chair"))
    assert stack.undo() is dragged
    assert stack.undo() is start
    assert stack.redo() is dragged


def test_a_push_after_an_undo_does_not_melt_into_the_step_before():
    stack = UndoStack(small_project())
    first = stack.push(moved(stack.current, 2), "Move", merge_key="m")
    stack.end_merge()
    stack.push(moved(first, 3), "Move", merge_key="m")
    stack.undo()
    stack.push(moved(first, 4), "Move", merge_key="m")
    assert stack.undo() is first


def test_labels_name_what_would_be_undone_and_redone():
    stack = UndoStack(small_project())
    stack.push(set_project(stack.current, name="B"), "Rename")
    stack.push(moved(stack.current, 7), "Move Chair")
    assert (stack.undo_label, stack.redo_label) == ("Move Chair", None)
    stack.undo()
    assert (stack.undo_label, stack.redo_label) == ("Rename", "Move Chair")


def test_the_list_is_bounded_and_forgets_the_oldest():
    stack = UndoStack(small_project(), limit=3)
    states = [stack.push(moved(stack.current, 10 + i), "Move") for i in range(10)]
    for state in (states[8], states[7], states[6]):
        assert stack.undo() is state
    with pytest.raises(SceneError, match="nothing to undo"):
        stack.undo()


def test_states_share_what_did_not_change():
    stack = UndoStack(small_project())
    stack.push(moved(stack.current, 2), "Move")
    before, after = stack.undo(), stack.redo()
    assert before.shots[0] is after.shots[0]
    assert before.scene("Room").find("Lamp") is after.scene("Room").find("Lamp")


def test_a_push_that_changes_nothing_is_no_step():
    stack = UndoStack(small_project())
    stack.push(stack.current, "Nothing")
    assert stack.undo_label is None
    with pytest.raises(SceneError, match="nothing to redo"):
        stack.redo()
