"""Snapshot: one frame of a scene as plain arrays. The wall between the scene and the GPU."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from compose.environment import Environment
from compose.geometry.material import Material
from compose.geometry.mesh import F32, F64, Mesh
from compose.raster import Raster, gate_size


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Surface:
    """A row of the draw table: one mesh with one material, of one part of one node.

    ``part`` is the path inside the asset ("" for a primitive), ``instance`` the copy (−1 when the
    node has none). ``pass_id`` is what the ``id`` pass writes.
    """

    node: str
    name: str
    part: str
    instance: int
    pass_id: int
    mesh: Mesh
    material: Material
    casts_shadow: bool = True


@dataclass(frozen=True, eq=False, kw_only=True)
class CameraState:
    """The camera at one frame. ``world`` is (4, 4) float64, a pure rotation and translation."""

    world: F64
    focal_length_mm: float
    sensor_mm: tuple[float, float]
    gate_mm: tuple[float, float]
    near_m: float
    far_m: float
    focus_distance_m: float
    f_stop: float
    orthographic_height_m: float = 0.0
    node: str = ""

    @property
    def aspect(self) -> float:
        """Width divided by height of the gate."""
        return self.gate_mm[0] / self.gate_mm[1]

    @cached_property
    def view(self) -> F64:
        """(4, 4) float64, world to camera space."""
        result = np.eye(4)
        result[:3, :3] = self.world[:3, :3].T
        result[:3, 3] = -self.world[:3, :3].T @ self.world[:3, 3]
        return result

    def raster(self, box: tuple[int, int], multiple: int = 2) -> Raster:
        """Return the picture that fits ``box`` (width, height), cropped to ``multiple``.

        The gate's width spans the uncropped picture's width exactly; the principal point is the
        picture's centre.

        Raises
        ------
        SceneError
            When the box cannot hold a picture.
        """
        full, (width, height) = gate_size(self.aspect, box, multiple)
        if self.orthographic_height_m > 0.0:
            focal = full[1] / self.orthographic_height_m
        else:
            focal = full[0] * self.focal_length_mm / self.gate_mm[0]
        return Raster(
            width, height, focal, width / 2.0, height / 2.0, self.orthographic_height_m > 0.0
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class LightState:
    """A light at one frame, in world space; angles in radians.

    ``direction`` is the unit vector the light travels along. ``color`` is linear and already
    multiplied by the intensity (lux or candela). ``range_m`` 0 is unlimited. ``node`` is the id of
    the node that shines.
    """

    type: Literal["directional", "point", "spot"]
    position: tuple[float, float, float]
    direction: tuple[float, float, float]
    color: tuple[float, float, float]
    range_m: float
    inner_cone: float
    outer_cone: float
    radius_m: float
    angular_radius: float
    shadow: bool
    node: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class FigureState:
    """A figure at one frame, in world space.

    ``points`` is (P, 3) float64 by ``compose.figures.skeleton.POINTS``; ``facing`` is the unit
    vector that the chest faces.
    """

    node: str
    name: str
    points: F64
    facing: tuple[float, float, float]
    visible: bool = True


@dataclass(frozen=True, eq=False, kw_only=True)
class Snapshot:
    """Everything the renderer needs of one frame.

    Row ``s`` of each array belongs to ``surfaces[s]``.

    Parameters
    ----------
    frame
        The scene frame.
    surfaces
        The draw table: the same tuple object for every frame of a scene that was not edited.
    world
        (S, 4, 4) float64, local to world. For a skinned surface the identity (joints are in world
        space already).
    visible
        (S,) bool.
    color
        (S, 4) float32, linear: multiplies the material's base colour and alpha.
    joints
        (J, 4, 4) float64: joint world matrix times inverse bind, of all skins one after another.
    joint_start
        (S,) int32: the first row of ``joints`` for this surface, −1 without a skin.
    morph_weights
        (W,) float32; row ``s`` reads ``len(surfaces[s].mesh.morphs)`` weights from
        ``morph_start[s]``, −1 without morphs.
    figures
        The people in the scene, in outliner order, the hidden ones too.
    """

    frame: float
    camera: CameraState
    environment: Environment
    lights: tuple[LightState, ...]
    surfaces: tuple[Surface, ...]
    world: F64
    visible: npt.NDArray[np.bool_]
    color: F32
    joints: F64
    joint_start: npt.NDArray[np.int32]
    morph_weights: F32
    morph_start: npt.NDArray[np.int32]
    figures: tuple[FigureState, ...] = ()

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of all values, geometry and textures included: the same in every process."""
        digest = hashlib.sha256(f"{self.frame!r}|{self.environment!r}".encode())
        for item in fields(CameraState):
            digest.update(_bytes(getattr(self.camera, item.name)))
        for state in (*self.lights, *self.figures):
            digest.update(_bytes(state))
        for surface in self.surfaces:
            digest.update(
                f"{surface.node}|{surface.part}|{surface.instance}|{surface.pass_id}".encode()
            )
            digest.update(surface.mesh.content_hash.encode())
            digest.update(_bytes(surface.material))
        for name in (
            "world",
            "visible",
            "color",
            "joints",
            "joint_start",
            "morph_weights",
            "morph_start",
        ):
            digest.update(_bytes(getattr(self, name)))
        return digest.hexdigest()


def _bytes(value: object) -> bytes:
    """Return bytes that differ when the value does, for arrays, plain data and dataclasses."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}".encode() + np.ascontiguousarray(value).tobytes()
    if hasattr(value, "content_hash"):
        return str(value.content_hash).encode()
    if hasattr(value, "__dataclass_fields__"):
        return b"".join(_bytes(getattr(value, name)) for name in value.__dataclass_fields__)
    return repr(value).encode()
