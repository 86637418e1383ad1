"""Steps from one tree to another: each can be taken, and together they lead there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.outliner.changes import Insert, Move, Remove, steps_between
from studio.outliner.rows import ROOT, RowKey, preorder
from studio.outliner.tree import RowTree


@st.composite
def trees(draw: st.DrawFn) -> dict[RowKey, tuple[RowKey, ...]]:
    """A tree over some of eight rows, in any order and shape."""
    keys = draw(st.permutations([RowKey(f"n{i}") for i in range(8)]))
    keys = keys[: draw(st.integers(0, 8))]
    below: dict[RowKey, list[RowKey]] = {}
    for i, key in enumerate(keys):
        above = draw(st.sampled_from([ROOT, *keys[:i]]))
        rows = below.setdefault(above, [])
        rows.insert(draw(st.integers(0, len(rows))), key)
    return {key: tuple(rows) for key, rows in below.items()}


def _hangs_on(tree: RowTree, key: RowKey, above: RowKey) -> bool:
    while key != ROOT:
        if key == above:
            return True
        key = tree.above(key)
    return False


@given(trees(), trees())
def test_the_steps_lead_from_any_tree_to_any_other_and_none_makes_a_circle(before, after) -> None:
    tree = RowTree()
    tree.set_all(before)
    for step in steps_between(before, after):
        if isinstance(step, Insert):
            assert step.key not in tree
            tree.put(step.key, step.parent, step.place)
        elif isinstance(step, Move):
            assert not _hangs_on(tree, step.parent, step.key)
            tree.put(step.key, step.parent, step.place)
        else:
            tree.remove(step.key)
    assert {key: rows for key, rows in tree.children.items() if rows} == after


@given(trees())
def test_a_tree_needs_no_step_to_itself(tree) -> None:
    assert list(steps_between(tree, tree)) == []


def test_one_row_taken_out_is_one_step() -> None:
    a, b, c = (RowKey(name) for name in "abc")
    assert list(steps_between({ROOT: (a, b, c)}, {ROOT: (a, c)})) == [Remove(b)]


def test_a_number_stays_with_its_row_and_is_never_given_again() -> None:
    a, b = RowKey("a"), RowKey("b")
    tree = RowTree()
    tree.set_all({ROOT: (a, b)})
    first, second = tree.number(a), tree.number(b)
    tree.remove(a)
    tree.put(a, ROOT, 1)
    assert tree.number(b) == second
    assert tree.number(a) not in (first, second)
    assert tree.key(first) == ROOT
    assert [key for key, _ in preorder(tree.children)] == [b, a]
