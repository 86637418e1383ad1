"""Models as bytes: what comes back is what was there, and nothing else ever comes back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.camera import CameraLens
from compose.figures.body import FigureBody
from compose.figures.shape.dressing import body_meshes
from compose.geometry.material import Image, Material, Texture
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model, ModelNode, Part
from compose.kit import PROPS
from compose.model_store.model_bytes import (
    MAGIC,
    UnfitError,
    digest_of,
    model_from_bytes,
    model_to_bytes,
)
from tests.builders.staged import figure

HEAD = len(MAGIC) + 32 + 8


def skinned_person() -> Model:
    """A body's meshes on two joints with a skin, as a figure has them."""
    joints = [ModelNode(path=f"j{i}", parent=i - 1, rotation=(0.1, 0.2, 0.3, 0.9)) for i in (0, 1)]
    meshes = body_meshes(FigureBody(detail=0.25, outfit="mannequin"))
    few = {
        name: replace(mesh, joints=np.minimum(mesh.joints, np.uint16(1)))
        for name, mesh in meshes.items()
        if mesh.joints is not None
    }
    drawn = [
        ModelNode(path=name, skin=0, parts=(Part(mesh=mesh, material=Material()),))
        for name, mesh in few.items()
    ]
    skin = replace(figure().skins[0], joints=(0, 1))
    return Model(nodes=(*joints, *drawn), skins=(skin,), warnings=("a hat is missing",))


def car() -> Model:
    return PROPS["car"].build(detail=0.25)


MADE = {"a person": skinned_person, "a car": car, "a bench": PROPS["park_bench"].build}


def assert_same(a: Model, b: Model) -> None:
    """Compare two models field by field, their arrays by type, shape and every bit."""
    assert (a.warnings, a.companions) == (b.warnings, b.companions)
    for mine, other in zip(a.nodes, b.nodes, strict=True):
        assert replace(mine, parts=()).__dict__ == replace(other, parts=()).__dict__
        for part, found in zip(mine.parts, other.parts, strict=True):
            assert part.material.__dict__ == found.material.__dict__
            assert part.mesh.closed is found.mesh.closed
            for item in fields(Mesh):
                one, two = getattr(part.mesh, item.name), getattr(found.mesh, item.name)
                if isinstance(one, np.ndarray):
                    assert (one.dtype, one.shape) == (two.dtype, two.shape)
                    assert one.tobytes() == two.tobytes()
                    assert not two.flags.writeable
                else:
                    assert one == two
    for mine, other in zip(a.skins, b.skins, strict=True):
        assert mine.joints == other.joints
        assert mine.inverse_bind.tobytes() == other.inverse_bind.tobytes()


@pytest.mark.parametrize("name", MADE)
def test_what_comes_back_is_the_model_to_the_last_bit(name: str) -> None:
    made = MADE[name]()
    assert_same(made, model_from_bytes(model_to_bytes(made)))


def test_one_mesh_on_four_axles_is_one_mesh_again() -> None:
    made = car()
    back = model_from_bytes(model_to_bytes(made))
    for kind in ("mesh", "material"):
        groups = [
            [id(getattr(part, kind)) for node in model.nodes for part in node.parts]
            for model in (made, back)
        ]
        first_uses = [[ids.index(number) for number in ids] for ids in groups]
        assert first_uses[0] == first_uses[1]


def test_equal_models_have_equal_bytes_and_others_do_not() -> None:
    assert model_to_bytes(car()) == model_to_bytes(car())
    other = PROPS["car"].build(detail=0.5)
    assert digest_of(model_to_bytes(car())) != digest_of(model_to_bytes(other))


def unfit_models() -> dict[str, Model]:
    made = car()
    row = next(i for i, node in enumerate(made.nodes) if node.parts)
    node = made.nodes[row]
    part = node.parts[0]
    picture = Texture(image=Image(pixels=np.zeros((1, 1, 4), np.uint8)))
    wide = replace(part.mesh, triangles=part.mesh.triangles.astype(np.uint64))

    def with_node(**changes: object) -> Model:
        return replace(made, nodes=(*made.nodes[:row], replace(node, **changes)))

    def with_part(**changes: object) -> Model:
        return with_node(parts=(replace(part, **changes),))

    return {
        "clips and morphs": figure(),
        "a camera": with_node(camera=CameraLens()),
        "a texture": with_part(material=Material(base_color_texture=picture)),
        "wide numbers": with_part(mesh=wide),
        "no number": with_part(material=Material(metallic=float("nan"))),
    }


@pytest.mark.parametrize("what", unfit_models())
def test_what_code_does_not_make_is_refused(what: str) -> None:
    with pytest.raises(UnfitError):
        model_to_bytes(unfit_models()[what])


BYTES = model_to_bytes(car())


@given(st.integers(0, len(BYTES) - 1), st.integers(1, 255))
def test_one_wrong_byte_anywhere_is_noticed(place: int, change: int) -> None:
    damaged = bytearray(BYTES)
    damaged[place] ^= change
    with pytest.raises(UnfitError):
        model_from_bytes(bytes(damaged))


@given(st.integers(0, len(BYTES) - 1))
def test_a_file_cut_off_anywhere_is_noticed(length: int) -> None:
    with pytest.raises(UnfitError):
        model_from_bytes(BYTES[:length])


def forged(head: object) -> bytes:
    """A file with another head and a digest that fits it."""
    length = int.from_bytes(BYTES[HEAD - 8 : HEAD], "little")
    written = head if isinstance(head, bytes) else json.dumps(head).encode()
    body = len(written).to_bytes(8, "little") + written + BYTES[HEAD + length :]
    return MAGIC + hashlib.sha256(body).digest() + body


def head_of_car() -> dict:
    length = int.from_bytes(BYTES[HEAD - 8 : HEAD], "little")
    return json.loads(BYTES[HEAD : HEAD + length])


LIES = {
    "an array beyond the file": ("meshes", 0, "positions", [10**30, 10, 3]),
    "an array before the file": ("meshes", 0, "positions", [-1, 10, 3]),
    "an array larger than memory": ("meshes", 0, "positions", [0, 10**18, 3]),
    "an array of no numbers at all": ("meshes", 0, "positions", [0, 0, 3]),
    "an array of half a row": ("meshes", 0, "positions", [0, 1.5, 3]),
    "triangles of other vertices": ("meshes", 0, "triangles", [0, 10, 3]),
    "a mesh without places": ("meshes", 0, {"closed": True}),
    "a parent that comes later": ("nodes", 0, "parent", 5),
    "a skin that is not there": ("nodes", 0, "skin", 3),
    "a mesh that is not there": ("nodes", 1, "parts", [[10**6, 0]]),
    "a mesh from the end": ("nodes", 1, "parts", [[-1, 0]]),
    "a place of two numbers": ("nodes", 0, "translation", [0.0, 1.0]),
    "a place without end": ("nodes", 0, "translation", [0.0, 1e999, 0.0]),
    "an unknown alpha mode": ("materials", 0, "alpha_mode", "sometimes"),
    "a colour in words": ("materials", 0, "base_color", "blue"),
    "no list of nodes": ("nodes", 7),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_head_that_lies_is_refused_though_its_digest_fits(lie: str) -> None:
    *path, last, value = LIES[lie]
    head = head_of_car()
    inside: object = head
    for step in path:
        inside = inside[step]
    inside[last] = value
    with pytest.raises(UnfitError):
        model_from_bytes(forged(head))


@pytest.mark.parametrize("head", [b"[" * 100_000, b"null", b"[]", b"{}", b"\xff\xfe", b""])
def test_a_head_that_is_none_is_refused(head: bytes) -> None:
    with pytest.raises(UnfitError):
        model_from_bytes(forged(head))
