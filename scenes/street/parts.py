"""Short ways to write the street's nodes: ids from names, primitives, copies, curves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.node import Node, Parent
from compose.payload import MaterialSpec, Placement, Primitive
from compose.track import Track
from compose.values import Vec3, Vec4

Color = Vec3

PAVEMENT_Y = 0.14
FRONT_Z = 8.0
"""House fronts stand at z = ±8 m; the road's middle is z = 0 and the street runs along X."""

IRON: Color = (0.05, 0.055, 0.06)

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def street_id(prefix: str, name: str) -> str:
    """Return an id that follows from the name, so that rebuilding gives the same files.

    (A project made by hand has random ids; only a generated sample needs repeatable ones.)
    """
    digest = hashlib.sha256(f"street/{prefix}/{name}".encode()).digest()
    return f"{prefix}_" + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])


def node_id(name: str) -> str:
    """Return the id of the node called ``name``."""
    return street_id("nod", name)


def parent(name: str, joint: str | None = None) -> Parent:
    """Hang on the node called ``name``."""
    return Parent(node=node_id(name), joint=joint)


def group(
    name: str,
    at: Vec3 = (0.0, 0.0, 0.0),
    **fields: Any,  # noqa: ANN401 - any field of Node
) -> Node:
    """Return a node without a payload."""
    return Node(id=node_id(name), name=name, translation=at, **fields)


def solid(
    name: str,
    shape: str,
    parameters: dict[str, Any],
    *,
    at: Vec3 = (0.0, 0.0, 0.0),
    color: Color = (0.5, 0.5, 0.5),
    material: MaterialSpec | None = None,
    copies: Iterable[Placement] = (),
    **fields: Any,  # noqa: ANN401 - any field of Node
) -> Node:
    """Return a node with a primitive; with ``copies`` it is drawn once for each of them."""
    payload = Primitive(
        kind="primitive",
        shape=shape,
        parameters=parameters,
        material=material or MaterialSpec(),
        instances=tuple(copies),
    )
    return Node(id=node_id(name), name=name, translation=at, color=color, payload=payload, **fields)


def boxes(
    name: str,
    placements: Iterable[tuple[Vec3, Vec3]],
    color: Color,
    **fields: Any,  # noqa: ANN401 - any field of Node
) -> Node:
    """Return one node of many boxes: ``(foot, (width, height, depth))`` each, in metres."""
    copies = [Placement(translation=_tidy(at), scale=_tidy(size)) for at, size in placements]
    return solid(name, "box", {}, color=color, copies=copies, **fields)


def keys(
    *pairs: tuple[float, float | Vec4],
    interpolation: Interpolation = Interpolation.SMOOTH,
    before: Extrapolation = Extrapolation.HOLD,
    after: Extrapolation = Extrapolation.HOLD,
) -> Curve:
    """Return a curve through ``(frame, value)`` pairs."""
    frames = [
        Keyframe(frame=frame, value=value, interpolation=interpolation) for frame, value in pairs
    ]
    return Curve(keys=tuple(frames), before=before, after=after)


def track(node: str | None, channel: str, curve: Curve) -> Track:
    """Return a track on the node called ``node``, or on the environment."""
    return Track(node=node_id(node) if node else None, channel=channel, curve=curve)


def vector_tracks(node: str, channel: str, pairs: Sequence[tuple[float, Vec3]]) -> list[Track]:
    """Return the three scalar tracks of a vector keyed as a whole."""
    return [
        track(node, f"{channel}.{axis}", keys(*((frame, value[i]) for frame, value in pairs)))
        for i, axis in enumerate("xyz")
    ]


def _tidy(vector: Vec3) -> Vec3:
    """Round to the millimetre, so that the file reads well."""
    x, y, z = (round(v, 3) for v in vector)
    return (x, y, z)
