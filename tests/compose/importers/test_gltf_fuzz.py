"""Fuzzing: whatever is done to a GLB, reading it gives a model or an AssetError."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose.errors import AssetError
from compose.importers import read_model
from tests.builders.glb_builder import figure, pack

SOUND = figure()
DATA = SOUND.to_bytes()
DOCUMENT = SOUND.json | {"buffers": [{"byteLength": len(SOUND.binary)}]}

odd_values = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 40), st.sampled_from([2**31, 2**63, -1, 1e308, 0.5]),
    st.text(max_size=4), st.just([]), st.just({}), st.lists(st.integers(-1, 5), max_size=4),
    st.sampled_from(["VEC3", "SCALAR", "MAT4", "STEP", "CUBICSPLINE", "weights", "BLEND", "../x"]),
)  # fmt: skip


def survives(data: bytes, name: str = "fuzz.glb") -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            model = read_model(path)
        except AssetError:
            return
    for node in model.nodes:
        for part in node.parts:
            assert np.isfinite(part.mesh.positions).all()
            assert np.isfinite(part.mesh.normals).all()
    assert np.isfinite(model.rest_world()).all()


def places(value: Any, path: tuple = ()) -> list[tuple]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in items if isinstance(value, dict | list) else ():
        if isinstance(child, dict | list):
            found += places(child, (*path, key))
        else:
            found.append((*path, key))
    return found


PLACES = places(DOCUMENT)
quickly = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
thoroughly = settings(
    max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

changed_bytes = st.lists(
    st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), min_size=1, max_size=8
)
changed_fields = st.lists(st.tuples(st.sampled_from(PLACES), odd_values), min_size=1, max_size=3)


def with_bytes(changes: list[tuple[int, int]], length: int) -> bytes:
    data = bytearray(DATA)
    for at, value in changes:
        data[at] = value
    return bytes(data[:length])


def with_fields(changes: list[tuple[tuple, Any]]) -> bytes:
    document = copy.deepcopy(DOCUMENT)
    for place, value in changes:
        holder: Any = document
        try:
            for key in place[:-1]:
                holder = holder[key]
            if value is None:
                del holder[place[-1]]
            else:
                holder[place[-1]] = copy.deepcopy(value)  # or two places may share an object
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    return pack(json.dumps(document).encode(), SOUND.binary)


@quickly
@given(changed_bytes, st.integers(len(DATA) // 2, 2 * len(DATA)))
def test_changed_bytes_give_a_model_or_an_error(changes, length):
    survives(with_bytes(changes, length))


@quickly
@given(changed_fields)
def test_changed_fields_give_a_model_or_an_error(changes):
    survives(with_fields(changes))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_no_crash(data):
    survives(data)
    survives(b"glTF\x02\0\0\0" + data)
    survives(data, "fuzz.gltf")


@pytest.mark.soak
@thoroughly
@given(changed_fields)
def test_changed_fields_at_length(changes):
    survives(with_fields(changes))


@pytest.mark.soak
@thoroughly
@given(changed_bytes, st.integers(len(DATA) // 2, 2 * len(DATA)))
def test_changed_bytes_at_length(changes, length):
    survives(with_bytes(changes, length))
