"""Model: what an importer returns. Everything a file holds, in our units and axes, by path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from compose.camera import CameraLens
from compose.geometry.material import Material
from compose.geometry.mesh import F64, Mesh
from compose.light import Light
from compose.transform import compose_matrices

ClipTarget = Literal["translation", "rotation", "scale", "weights"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """One mesh with one material on a node of the file."""

    mesh: Mesh
    material: Material


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelNode:
    """A node inside an imported file.

    ``path`` is unique in the file: the names from the root joined by ``/``, with ``.001`` and so
    on where names repeat. ``parent`` is an index into ``Model.nodes`` (parents come first), or −1.
    ``skin`` is an index into ``Model.skins``. ``weights`` are the default morph weights.
    """

    path: str
    parent: int = -1
    translation: tuple[float, float, float] = (0.0, 0.0, 0.0)
    rotation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    parts: tuple[Part, ...] = ()
    skin: int = -1
    weights: tuple[float, ...] = ()
    camera: CameraLens | None = None
    light: Light | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Skin:
    """Joints (indices into ``Model.nodes``) and their inverse bind matrices, (J, 4, 4) float64."""

    joints: tuple[int, ...]
    inverse_bind: F64


@dataclass(frozen=True, eq=False, kw_only=True)
class ClipChannel:
    """Keys of one property of one node (glTF animation sampler).

    ``times`` is (K,) in seconds, rising. ``values`` is (K, C): C is 3 for translation and scale,
    4 for rotation, the number of morphs for weights. ``tangents`` is (2, K, C), in and out, for
    CUBICSPLINE.
    """

    node: int
    target: ClipTarget
    times: F64
    values: F64
    interpolation: Literal["STEP", "LINEAR", "CUBICSPLINE"] = "LINEAR"
    tangents: F64 | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Clip:
    """A named animation of the file. ``duration_s`` is the time of its last key."""

    name: str
    channels: tuple[ClipChannel, ...]
    duration_s: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Model:
    """A whole imported file.

    ``warnings`` says what was left out or repaired. ``companions`` are the files beside it that it
    was read from (buffers, pictures, material libraries), as paths relative to its folder.
    """

    nodes: tuple[ModelNode, ...]
    skins: tuple[Skin, ...] = ()
    clips: tuple[Clip, ...] = ()
    warnings: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()

    def index(self, path: str) -> int:
        """Return the index of the node at ``path``, or −1."""
        return next((i for i, node in enumerate(self.nodes) if node.path == path), -1)

    def rest_world(self) -> F64:
        """Return (N, 4, 4) float64: each node's rest matrix in the file's root space."""
        local = compose_matrices(
            np.array([n.translation for n in self.nodes]).reshape(-1, 3),
            np.array([n.rotation for n in self.nodes]).reshape(-1, 4),
            np.array([n.scale for n in self.nodes]).reshape(-1, 3),
        )
        for i, node in enumerate(self.nodes):
            if node.parent >= 0:
                local[i] = local[node.parent] @ local[i]
        return local
