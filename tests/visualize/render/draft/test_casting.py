"""Casting: the plaster is where the snapshot says, and what is gathered of it is all of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.files.load import load_project
from compose.snapshot import Snapshot
from visualize.render.draft.casting import plaster_of
from visualize.render.draft.coarse import FULL, CoarseStore
from visualize.render.draft.detail import Detail
from visualize.render.draft.plaster import Plaster
from visualize.render.drawlist import SurfaceTable


@pytest.fixture(scope="module")
def street() -> Snapshot:
    """The street, every seventh row of it mirrored and flattened."""
    project = load_project(Path(__file__).parents[4] / "scenes" / "street")
    shot = project.shots[0]
    snapshot = evaluate(project, shot, shot.start)
    world = snapshot.world.copy()
    world[::7, :3, :3] = world[::7, :3, :3] @ np.diag([-1.0, 0.5, 1.0])
    return replace(snapshot, world=world)


@pytest.fixture(scope="module")
def plaster(street: Snapshot) -> Plaster:
    return plaster_of(SurfaceTable(street.surfaces), street)


def own(plaster: Plaster, place: int) -> np.ndarray:
    return plaster.triangles[plaster.first[place] : plaster.first[place + 1]]


def test_every_stiff_row_is_its_mesh_times_its_matrix(street: Snapshot, plaster: Plaster) -> None:
    checked = 0
    for place, row in enumerate(plaster.rows):
        if street.joint_start[row] >= 0:
            continue
        mesh, matrix = street.surfaces[row].mesh, street.world[row]
        flat = np.concatenate([mesh.positions, np.ones((len(mesh.positions), 1))], axis=1)
        expected = (flat @ matrix.T)[:, :3][mesh.triangles]
        if np.linalg.det(matrix[:3, :3]) < 0.0:
            expected = expected[:, ::-1]
        found = plaster.vertices["position"][own(plaster, place)] + plaster.origin
        assert np.allclose(found, expected, atol=1e-4)
        checked += 1
    assert checked > 500


def test_normals_stand_on_flat_triangles_of_mirrored_rows_too(
    street: Snapshot, plaster: Plaster
) -> None:
    flat = [
        p for p, row in enumerate(plaster.rows) if len(street.surfaces[row].mesh.triangles) == 12
    ]
    assert len(flat) > 20
    for place in flat:
        if street.joint_start[plaster.rows[place]] >= 0:
            continue
        corners = plaster.vertices[own(plaster, place)]
        a, b, c = corners["position"].astype(float).transpose(1, 0, 2)
        normal = corners["normal"][:, 0, :3].astype(float) / 127.5 - 1.0
        assert (np.einsum("ij,ij->i", np.cross(b - a, c - a), normal) > 0.0).all()


def test_what_is_gathered_at_full_detail_is_every_triangle_once(plaster: Plaster) -> None:
    places = np.arange(len(plaster.rows))[::-1]
    found = Detail(plaster, CoarseStore()).gather(places, np.full(len(places), FULL))
    assert not len(found.left)
    assert np.array_equal(np.sort(found.triangles, axis=0), np.sort(plaster.triangles, axis=0))
    assert found.culled == plaster.first[plaster.culled]
    closed = found.triangles[: found.culled]
    assert set(np.unique(closed)) <= set(np.unique(plaster.triangles[: found.culled]))


def test_rows_that_do_not_fit_are_left_and_are_the_largest(
    plaster: Plaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualize.render.draft.detail.MOST_GATHERED", 50_000)
    sizes = np.diff(plaster.first)
    places = np.arange(len(plaster.rows))
    found = Detail(plaster, CoarseStore()).gather(places, np.full(len(places), FULL))
    assert len(found.triangles) <= 50_000
    assert len(found.triangles) + sizes[found.left].sum() == len(plaster.triangles)
    kept = np.setdiff1d(places, found.left)
    assert sizes[kept].max() <= sizes[found.left].min()


def test_a_coarse_row_is_of_its_own_vertices_and_winds_as_before(plaster: Plaster) -> None:
    store = CoarseStore()
    large = int(np.argmax(np.diff(plaster.first) * (np.arange(len(plaster.rows)) < plaster.culled)))
    for place in (large, int(np.flatnonzero(plaster.mirrored)[0])):
        store.begin()
        found = Detail(plaster, store).gather(np.array([place]), np.array([5])).triangles
        end = plaster.starts[place] + len(plaster.meshes[place].positions)
        assert found.min() >= plaster.starts[place]
        assert found.max() < end

        def volume(triangles: np.ndarray, around: np.ndarray) -> float:
            a, b, c = (plaster.vertices["position"][triangles] - around).transpose(1, 0, 2)
            return float(np.einsum("ij,ij->", a, np.cross(b, c)))

        middle = plaster.vertices["position"][plaster.starts[place] : end].mean(axis=0)
        assert volume(found, middle) * volume(own(plaster, place), middle) > 0.0
