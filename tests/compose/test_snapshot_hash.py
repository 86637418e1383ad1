"""The hash of a snapshot: equal for equal contents, different for any difference that draws."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from compose.environment import Environment
from compose.evaluation import evaluate
from compose.node import Node
from compose.payload import LightPayload
from compose.snapshot import Snapshot
from tests.builders.staged import MODELS, asset, box, camera, project


def taken(frame: float = 3.0) -> Snapshot:
    sun = Node(id="sun", name="Sun", payload=LightPayload(kind="light", type="directional"))
    made, shot = project(camera(), box(), sun, asset())
    return evaluate(made, shot, frame, models=MODELS)


def test_equal_scenes_have_equal_hashes_and_different_objects() -> None:
    a, b = taken(), taken()
    assert a is not b
    assert a.content_hash == b.content_hash


def _nudged(snapshot: Snapshot, name: str) -> Snapshot:
    values = getattr(snapshot, name).copy()
    values.flat[0] = not values.flat[0] if values.dtype == bool else values.flat[0] + 1
    return dataclasses.replace(snapshot, **{name: values})


ARRAYS = ("world", "visible", "color", "joints", "joint_start", "morph_weights", "morph_start")


@pytest.mark.parametrize("name", ARRAYS)
def test_a_change_in_any_array_changes_the_hash(name: str) -> None:
    snapshot = taken()
    assert _nudged(snapshot, name).content_hash != snapshot.content_hash


def test_a_change_of_frame_camera_light_or_environment_changes_the_hash() -> None:
    snapshot = taken()
    lens = dataclasses.replace(snapshot.camera, f_stop=11.0)
    light = dataclasses.replace(snapshot.lights[0], shadow=False)
    changed = [
        dataclasses.replace(snapshot, frame=4.0),
        dataclasses.replace(snapshot, camera=lens),
        dataclasses.replace(snapshot, lights=(light, *snapshot.lights[1:])),
        dataclasses.replace(snapshot, environment=Environment(ambient=0.1)),
    ]
    assert len({s.content_hash for s in [snapshot, *changed]}) == 5


def test_a_change_of_mesh_material_or_pass_id_changes_the_hash() -> None:
    snapshot = taken()
    first, *rest = snapshot.surfaces
    mesh = dataclasses.replace(first.mesh, positions=first.mesh.positions + np.float32(1.0))
    material = dataclasses.replace(first.material, roughness=0.123)
    changed = [
        dataclasses.replace(first, mesh=mesh),
        dataclasses.replace(first, material=material),
        dataclasses.replace(first, pass_id=999),
    ]
    tables = [dataclasses.replace(snapshot, surfaces=(c, *rest)) for c in changed]
    assert len({s.content_hash for s in [snapshot, *tables]}) == 4


def test_the_view_is_the_inverse_of_the_cameras_world() -> None:
    made, shot = project(camera(translation=(1.0, 2.0, 3.0), rotation_deg=(10.0, 20.0, 30.0)))
    state = evaluate(made, shot, 0).camera
    np.testing.assert_allclose(state.view, np.linalg.inv(state.world), atol=1e-12)
    assert state.aspect == pytest.approx(16 / 9)


def test_the_gates_width_spans_the_picture_and_a_crop_keeps_the_scale() -> None:
    made, shot = project(camera(lens={"focal_length_mm": 24.89}))
    state = evaluate(made, shot, 0).camera
    whole, cropped = state.raster((640, 360)), state.raster((640, 360), multiple=64)
    assert whole.focal == pytest.approx(640.0)
    assert cropped.focal == pytest.approx(640.0)
    assert cropped.size == (640, 320)
    assert (cropped.cx, cropped.cy) == (320.0, 160.0)
