"""Node: one thing in the scene, its place, its name and what it carries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from compose.payload import Payload
from compose.values import LinearColor, Unit, Value, Vec3, Vec4

RotationOrder = Literal["XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"]


class Parent(Value):
    """The node that this one hangs on, or one of its joints by path."""

    node: str
    joint: str | None = None


class Node(Value):
    """A named place in the scene. Without a payload it is a group.

    The rotation is either Euler angles (degrees, unbounded, so that a turntable may turn 720),
    applied as intrinsic turns in ``rotation_order`` ("YXZ": about Y, then the new X, then the new
    Z, the matrix ``Ry @ Rx @ Rz``), or one unit quaternion ``(x, y, z, w)`` when ``rotation_mode``
    says so. The local matrix is ``T @ R @ S``.
    """

    id: str
    name: str
    parent: Parent | None = None
    translation: Vec3 = (0.0, 0.0, 0.0)
    rotation_mode: Literal["euler", "quaternion"] = "euler"
    rotation_deg: Vec3 = (0.0, 0.0, 0.0)
    rotation_order: RotationOrder = "YXZ"
    quaternion: Vec4 = (0.0, 0.0, 0.0, 1.0)
    scale: Vec3 = (1.0, 1.0, 1.0)
    visible: bool = True
    color: LinearColor = (0.5, 0.5, 0.5)
    opacity: Unit = 1.0
    casts_shadow: bool = True
    description: str = ""
    references: Annotated[tuple[str, ...], Field(max_length=4)] = ()
    payload: Payload | None = None
