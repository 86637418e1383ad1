"""The exact passes against rays through pixel centres, for every kind of geometry and camera."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compose.snapshot import Snapshot
from tests.builders.rays import carried, inside, project, trace
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
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

SIZE = (256, 144)
EXACT4 = ("depth", "normal", "id", "motion")


def _bent(angle: float, at: np.ndarray) -> np.ndarray:
    """Return two joints: the lower stands still, the upper bends about the middle of the arm."""
    bend = place(0, 1, 0) @ place(turn=(0, 0, angle)) @ place(0, -1, 0)
    return np.stack([at, at @ bend])


def _rigid(t: float) -> list[Thing]:
    return [
        Thing(mesh=ball(), world=place(-0.8 + 0.1 * t, 0.2, -4)),
        Thing(mesh=crate(), world=place(0.7, -0.5, -4, turn=(0.3, 0.5 + 0.2 * t, 0.1))),
        Thing(mesh=sheet(), world=place(0, 0, -7, scale=4, turn=(0.2 * t, 0, 0.1))),
    ]


def _scaled(t: float) -> list[Thing]:
    stretched = place(0.9, 0, -4, scale=(0.4, 1.8 + 0.3 * t, 0.9), turn=(0.4, 0.8, 0.2))
    return [
        Thing(mesh=ball(), world=stretched),
        Thing(mesh=ball(), world=place(-0.8, 0, -4, scale=(-1.2, 1, 1), turn=(0.1, t, 0.6))),
        Thing(mesh=crate(), world=place(0, -1.4, -5, scale=(1, 1, -1), turn=(0.5, 0.5, 0))),
    ]


def _instanced(t: float) -> list[Thing]:
    steps = [(x, y) for y in range(3) for x in range(5)]
    return [
        Thing(
            mesh=crate(),
            world=place(
                x - 2 + 0.05 * t * y, y - 1.5, -6, scale=0.6, turn=(0.2 * x, 0.3 * y + 0.1 * t, 0)
            ),
        )
        for x, y in steps
    ]


def _skinned(t: float) -> list[Thing]:
    at = place(0.0, -1.0, -4.0, turn=(0.0, 0.4, 0.0))
    return [
        Thing(mesh=arm(), world=np.eye(4), joints=_bent(0.6 + 0.4 * t, at)),
        Thing(mesh=arm(), world=np.eye(4), joints=_bent(-0.7, place(1.6 - 0.2 * t, -1, -5))),
    ]


def _crowd(t: float) -> list[Thing]:
    """Enough of one skinned mesh to be drawn as instances, each bent in its own way."""
    return [
        Thing(
            mesh=arm(),
            world=np.eye(4),
            joints=_bent(0.5 - 0.3 * x + 0.2 * t, place(0.9 * x - 1.8, -1, -5 + 0.1 * t * x)),
        )
        for x in range(5)
    ]


def _morphed(t: float) -> list[Thing]:
    return [
        Thing(mesh=face(), world=place(-0.7, 0, -3), weights=(0.8 - 0.3 * t, 0.0, 0.0)),
        Thing(mesh=face(), world=place(0.8, 0, -3, turn=(0, t, 0)), weights=(0.1, 0.7 * t, 0.0)),
    ]


SCENES = {
    "rigid": _rigid,
    "scaled and mirrored": _scaled,
    "instanced": _instanced,
    "skinned": _skinned,
    "crowd": _crowd,
    "morphed": _morphed,
}
CAMERAS = {
    "still": (camera(), camera()),
    "travelling": (camera((0.2, 0.1, 0.3), (0, 0, -4)), camera((0.5, 0.3, 0.0), (0.3, 0, -4))),
    "zooming": (camera(focal_length_mm=35.0), camera(focal_length_mm=42.0)),
    "parallel": (camera(orthographic_height_m=4.0), camera((0.3, 0, 0), orthographic_height_m=3.5)),
}


def _frames(scene: str, seen: str) -> tuple[Snapshot, Snapshot]:
    build, (now_camera, next_camera) = SCENES[scene], CAMERAS[seen]
    now = snapshot(build(0.0), now_camera)
    return now, snapshot(build(1.0), next_camera, like=now)


def _assert_true(renderer: Renderer, now: Snapshot, later: Snapshot, multiple: int = 2) -> None:
    """Assert that the four passes are what rays say, to the promised tolerances."""
    frame = renderer.render(now, EXACT4, SIZE, forward=later, multiple=multiple)
    hits = trace(now, frame.raster)
    ids = np.where(hits.row >= 0, hits.row + 1, 0)
    assert np.mean(frame["id"] == ids) >= 0.9995
    at = inside(hits)
    assert at.sum() > 1000
    np.testing.assert_allclose(frame["depth"][at], hits.depth[at], rtol=1e-4)
    cosine = np.einsum("ni,ni->n", frame["normal"][at], hits.normal[at])
    assert np.degrees(np.arccos(np.clip(cosine, -1, 1))).max() < 0.5
    there = carried(hits, later, later.camera.raster(SIZE, multiple))
    y, x = np.indices(hits.row.shape) + 0.5
    motion = there[..., :2] - np.stack([x, y], -1)
    np.testing.assert_allclose(frame["motion"][at], motion[at], atol=0.02)


@pytest.mark.parametrize("seen", CAMERAS)
@pytest.mark.parametrize("scene", SCENES)
def test_exact_passes_agree_with_rays(renderer: Renderer, scene: str, seen: str) -> None:
    _assert_true(renderer, *_frames(scene, seen))


@pytest.mark.parametrize("multiple", [16, 32])
def test_a_crop_to_a_models_multiple_stays_exact(renderer: Renderer, multiple: int) -> None:
    _assert_true(renderer, *_frames("rigid", "travelling"), multiple=multiple)


@pytest.mark.parametrize("scene", ["rigid", "instanced", "skinned"])
def test_ten_kilometres_from_the_origin_nothing_is_lost(renderer: Renderer, scene: str) -> None:
    away = place(10_000.3, 250.1, -9_999.7)
    now, later = _frames(scene, "travelling")

    def moved(frame: Snapshot) -> Snapshot:
        skinned = frame.joint_start >= 0
        world = np.where(skinned[:, None, None], frame.world, away @ frame.world)
        seen = replace(frame.camera, world=away @ frame.camera.world)
        return replace(frame, camera=seen, world=world, joints=away @ frame.joints)

    _assert_true(renderer, moved(now), moved(later))


def test_motion_between_a_parallel_and_a_perspective_camera(renderer: Renderer) -> None:
    now = snapshot(_rigid(0.0), camera(orthographic_height_m=4.0))
    later = snapshot(_rigid(1.0), camera(), like=now)
    _assert_true(renderer, now, later)
    _assert_true(renderer, later, now)


def test_position_is_the_world_point_on_the_ray(renderer: Renderer) -> None:
    now, _ = _frames("rigid", "travelling")
    frame = renderer.render(now, ("position",), SIZE)
    hits = trace(now, frame.raster)
    at = inside(hits)
    back = project(frame["position"].astype(float)[at], now, frame.raster)
    y, x = np.nonzero(at)
    np.testing.assert_allclose(back[:, 0], x + 0.5, atol=0.01)
    np.testing.assert_allclose(back[:, 1], y + 0.5, atol=0.01)
    np.testing.assert_allclose(back[:, 2], hits.depth[at], rtol=1e-4)
    assert np.isnan(frame["position"][hits.row < 0]).mean() > 0.99
