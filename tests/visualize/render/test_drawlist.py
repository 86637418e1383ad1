"""The draw list: every visible row once, nothing that is in the picture left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.snapshot import Snapshot
from tests.builders.rays import project
from tests.builders.snapshots import (
    Thing,
    arm,
    ball,
    camera,
    crate,
    face,
    place,
    sheet,
    snapshot,
)
from visualize.render.drawlist import INSTANCED_FROM, Batch, SurfaceTable, draw_list
from visualize.render.motion import match_rows
from visualize.render.planes import planes, stretches
from visualize.render.rows import normal_matrices

BOX = (160, 90)
numbers = st.floats(-30.0, 30.0)
places = st.builds(
    lambda x, y, z, scale, turn: place(x, y, z, scale=scale, turn=turn),
    numbers,
    numbers,
    numbers,
    st.tuples(*[st.floats(0.05, 6.0)] * 3),
    st.tuples(*[st.floats(-3.0, 3.0)] * 3),
)
cameras = st.builds(
    lambda eye, target, height: camera(
        eye, np.add(eye, target), orthographic_height_m=height, far_m=60.0
    ),
    st.tuples(numbers, numbers, numbers),
    st.tuples(*[st.floats(0.1, 1.0)] * 3),
    st.sampled_from([0.0, 3.0]),
)


def listed(now: Snapshot) -> tuple[Batch, ...]:
    """Return the batches of a snapshot."""
    raster = now.camera.raster(BOX)
    return draw_list(SurfaceTable(now.surfaces), now, raster, planes(now.world))


@settings(max_examples=60, deadline=None)
@given(worlds=st.lists(places, min_size=1, max_size=12), seen_by=cameras)
def test_rows_with_a_vertex_in_the_picture_are_seen(worlds: list, seen_by: object) -> None:
    now = snapshot([Thing(mesh=crate(), world=world) for world in worlds], seen_by)
    raster = now.camera.raster(BOX)
    seen = {int(row) for batch in listed(now) for row in batch.rows[: batch.seen]}
    for row, world in enumerate(worlds):
        points = crate().positions.astype(float) @ world[:3, :3].T + world[:3, 3]
        with np.errstate(divide="ignore", invalid="ignore"):
            x, y, depth = project(points, now, raster).T
        inside = (depth > 0.1) & (depth < 60.0) & (x > 0) & (x < 160) & (y > 0) & (y < 90)
        assert not inside.any() or row in seen


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(places, st.booleans(), st.booleans()), max_size=24))
def test_every_visible_row_is_listed_once_and_seen_ones_come_first(rows: list) -> None:
    things = [
        Thing(mesh=ball() if is_ball else sheet(), world=world, visible=visible)
        for world, visible, is_ball in rows
    ]
    now = snapshot(things, camera())
    batches = listed(now)
    order = np.concatenate([b.rows for b in batches]) if batches else np.zeros(0, int)
    assert sorted(order) == [i for i, thing in enumerate(things) if thing.visible]
    assert [b.first for b in batches] == list(np.cumsum([0, *(len(b.rows) for b in batches)])[:-1])
    for batch in batches:
        assert {id(now.surfaces[int(row)].mesh) for row in batch.rows} == {id(batch.mesh)}
        near = [-things[int(row)].world[2, 3] for row in batch.rows[: batch.seen]]
        assert len(near) == batch.seen


def test_many_rows_are_one_instanced_batch_and_so_are_skins_but_not_morphs() -> None:
    many = [Thing(mesh=crate(), world=place(x, 0, -5)) for x in range(INSTANCED_FROM)]
    assert [batch.instanced for batch in listed(snapshot(many, camera()))] == [True]
    assert not any(batch.instanced for batch in listed(snapshot(many[1:], camera())))
    joints = np.stack([np.eye(4), np.eye(4)])
    skins = [Thing(mesh=arm(), world=np.eye(4), joints=joints) for _ in range(20)]
    assert [batch.instanced for batch in listed(snapshot(skins, camera()))] == [True]
    faces = [Thing(mesh=face(), world=place(x, 0, -5), weights=(0.1, 0, 0)) for x in range(20)]
    assert not any(batch.instanced for batch in listed(snapshot(faces, camera())))


def test_mirrored_rows_are_kept_apart() -> None:
    things = [
        Thing(mesh=crate(), world=place(x, 0, -5, scale=(scale, 1, 1)))
        for x, scale in enumerate([1, -1, 1, -1, 1])
    ]
    batches = listed(snapshot(things, camera()))
    assert sorted((b.mirrored, sorted(b.rows)) for b in batches) == [
        (False, [0, 2, 4]),
        (True, [1, 3]),
    ]


def test_nearer_batches_and_rows_are_drawn_first() -> None:
    things = [Thing(mesh=ball(), world=place(0, 0, z)) for z in (-9, -3, -6)]
    things += [Thing(mesh=crate(), world=place(0, 0, -1.5))]
    first, second = listed(snapshot(things, camera()))
    assert first.mesh is crate()
    assert list(second.rows) == [1, 2, 0]


def test_a_table_of_another_scene_is_refused() -> None:
    one, other = (snapshot([Thing(mesh=ball(), world=place())], camera()) for _ in range(2))
    with pytest.raises(ValueError, match="another snapshot"):
        draw_list(SurfaceTable(one.surfaces), other, other.camera.raster(BOX), planes(other.world))


def test_rows_match_by_name_and_geometry_of_equal_content() -> None:
    same = replace(ball())
    ours = snapshot(
        [Thing(mesh=ball(), world=place(), node=name) for name in ("a", "b", "c")], camera()
    )
    theirs = snapshot(
        [
            Thing(mesh=crate(), world=place(), node="a"),
            Thing(mesh=same, world=place(), node="c"),
        ],
        camera(),
    )
    match = match_rows(SurfaceTable(ours.surfaces), SurfaceTable(theirs.surfaces))
    assert match is not None
    assert list(match) == [-1, -1, 1]


matrices = st.lists(st.floats(-4.0, 4.0), min_size=9, max_size=9).map(
    lambda values: np.array(values).reshape(3, 3)
)


@given(matrices, st.lists(st.floats(-1.0, 1.0), min_size=3, max_size=3))
def test_no_vector_is_lengthened_beyond_the_bound(linear: np.ndarray, vector: list) -> None:
    bound = stretches(linear[:, :, None])[0]
    assert np.linalg.norm(linear @ vector) <= bound * np.linalg.norm(vector) * (1 + 1e-9) + 1e-12


@given(matrices.filter(lambda m: abs(np.linalg.det(m)) > 1e-3))
def test_normals_go_by_the_inverse_transpose(linear: np.ndarray) -> None:
    got = normal_matrices(linear[:, :, None])[:, :, 0]
    expected = np.linalg.inv(linear).T
    np.testing.assert_allclose(
        got / np.linalg.norm(got), expected / np.linalg.norm(expected), atol=1e-9
    )
