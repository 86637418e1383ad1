"""From a snapshot to what is drawn and in which order. Pure CPU, no GL.

Rows of the draw table with the same mesh, material but for its colour, and kind of motion become
one batch. A batch lists the rows that the camera can see first, nearest first, so that one draw of
``seen`` instances serves the camera and one of all rows serves a shadow map.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode, Material
from compose.geometry.mesh import Mesh
from compose.raster import Raster
from compose.snapshot import CameraState, Snapshot, Surface
from visualize.render.bounds import MeshBounds, Spheres, world_spheres
from visualize.render.looks import Looks
from visualize.render.planes import determinants

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

INSTANCED_FROM = 3
"""Batches of at least this many rows are one instanced draw; below it uniforms are faster."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Batch:
    """Rows drawn with the same mesh, material and shader variant.

    ``rows`` are rows of the snapshot; the first ``seen`` may be in the picture. ``mirrored`` rows
    have a transform of negative determinant, so their triangles wind the other way. ``first`` is
    the place of ``rows[0]`` in the order of all batches' rows.
    """

    mesh: Mesh
    material: Material
    mirrored: bool
    skinned: bool
    morphed: bool
    casts_shadow: bool
    rows: Rows
    seen: int
    first: int

    @property
    def instanced(self) -> bool:
        """Tell whether the rows are drawn in one call, their data in instance attributes."""
        if self.morphed or self.material.alpha_mode is AlphaMode.BLEND:
            return False  # transparent rows are drawn one by one, from back to front
        return len(self.rows) >= INSTANCED_FROM

    @property
    def culled(self) -> bool:
        """Tell whether back faces are left out: they are never seen on a closed surface."""
        return self.mesh.closed and not self.material.double_sided


class SurfaceTable:
    """What is the same for every frame of a draw table: groups, bounds, ids.

    Attributes
    ----------
    surfaces
        The draw table itself; it is compared by identity.
    groups
        Mesh and material of each group.
    group
        (S,) int64: the group of each row; −1 for an empty mesh.
    tint
        (S, 4) float32: what the row's colour is multiplied by before its group's material.
        Surfaces that differ in colour alone are one group, whose material is white.
    pass_ids
        (S,) uint32.
    bounds
        The bounds of each group's mesh.
    casts, has_joints, has_morphs
        (S,) bool: whether the row casts shadows, and what its mesh offers.
    """

    def __init__(self, surfaces: tuple[Surface, ...]) -> None:
        self.surfaces = surfaces
        looks = Looks()
        numbers: dict[tuple[int, int, bool], int] = {}
        members: list[list[Surface]] = []
        of_row = np.empty(len(surfaces), np.int64)
        for row, surface in enumerate(surfaces):
            key = (id(surface.mesh), looks.number(surface.material), surface.casts_shadow)
            of_row[row] = number = numbers.setdefault(key, len(numbers))
            if number == len(members):
                members.append([])
            members[number].append(surface)
        shared = [looks.shared([s.material for s in group]) for group in members]
        self.groups: list[tuple[Mesh, Material]] = [
            (group[0].mesh, material) for group, material in zip(members, shared, strict=True)
        ]
        self.tint = np.ones((len(surfaces), 4), np.float32)
        for row, surface in enumerate(surfaces):
            if shared[of_row[row]] is not surface.material:
                self.tint[row, :3] = surface.material.base_color[:3]
        drawn = np.array([len(mesh.triangles) > 0 for mesh, _ in self.groups], bool)
        self.group = np.where(drawn[of_row], of_row, -1) if len(surfaces) else of_row
        self.pass_ids = np.array([s.pass_id for s in surfaces], np.uint32)
        self.bounds = [MeshBounds(mesh) for mesh, _ in self.groups]
        self.casts = np.array([s.casts_shadow for s in surfaces], bool)
        joints = [mesh.joints is not None for mesh, _ in self.groups]
        self.has_joints = np.array(joints, bool)[of_row]
        self.has_morphs = np.array([bool(mesh.morphs) for mesh, _ in self.groups], bool)[of_row]

    def spheres(self, snapshot: Snapshot, world: F64) -> Spheres:
        """Return spheres around all rows; ``world`` is ``planes(snapshot.world)``."""
        return world_spheres(self.bounds, self.group, snapshot, world)

    @cached_property
    def row_of(self) -> dict[tuple[str, str, int], int]:
        """The row of each (node, part, instance) and, of several, the first."""
        rows: dict[tuple[str, str, int], int] = {}
        for row, surface in enumerate(self.surfaces):
            rows.setdefault((surface.node, surface.part, surface.instance), row)
        return rows


def draw_list(
    table: SurfaceTable, snapshot: Snapshot, raster: Raster, world: F64,
    spheres: Spheres | None = None,
) -> tuple[Batch, ...]:  # fmt: skip
    """Return the batches of all visible rows, those nearest to the camera first.

    ``world`` is ``planes(snapshot.world)``, and ``spheres`` is ``table.spheres(snapshot, world)``
    where the caller needs it as well.

    Raises
    ------
    ValueError
        When the table is not that of the snapshot's surfaces.
    """
    if table.surfaces is not snapshot.surfaces:
        raise ValueError("the surface table belongs to another snapshot")
    rows = np.flatnonzero(snapshot.visible & (table.group >= 0))
    if not len(rows):
        return ()
    skinned = (snapshot.joint_start[rows] >= 0) & table.has_joints[rows]
    morphed = (snapshot.morph_start[rows] >= 0) & table.has_morphs[rows]
    spheres = (spheres or table.spheres(snapshot, world)).of(rows)
    if len(rows) < len(table.surfaces):
        world = world[:, :, rows]
    view = snapshot.camera.view
    centers = view[:3, :3] @ spheres.center.T + view[:3, 3:]
    linear = world[:3, :3]
    if skinned.any():  # the handedness of a skin is that of its first joint
        first_joints = snapshot.joints[snapshot.joint_start[rows[skinned]], :3, :3]
        linear = linear.copy()
        linear[:, :, skinned] = first_joints.transpose(1, 2, 0)
    mirrored = determinants(linear) < 0.0
    seen = in_picture(centers, spheres.radius, snapshot.camera, raster)
    kind = ((table.group[rows] * 2 + mirrored) * 2 + skinned) * 2 + morphed
    return _batches(table, rows, kind, seen, -centers[2] - spheres.radius)


def _batches(
    table: SurfaceTable, rows: Rows, kind: Rows, seen: Flags, near: F64
) -> tuple[Batch, ...]:
    """Group rows of one kind: seen ones first, near to far, within a batch and among batches."""
    order = np.argsort(near, kind="stable")
    order = order[np.argsort((kind * 2 + ~seen)[order], kind="stable")]
    starts = np.flatnonzero(np.diff(kind[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    leaders = order[starts]
    batches = []
    first = 0
    for at in np.lexsort((near[leaders], ~seen[leaders])):
        chosen = order[starts[at] : ends[at]]
        mesh, material = table.groups[int(table.group[rows[chosen[0]]])]
        bits = int(kind[chosen[0]])
        batch = Batch(
            mesh=mesh,
            material=material,
            mirrored=bool(bits & 4),
            skinned=bool(bits & 2),
            morphed=bool(bits & 1),
            casts_shadow=bool(table.casts[rows[chosen[0]]]),
            rows=rows[chosen],
            seen=int(np.count_nonzero(seen[chosen])),
            first=first,
        )
        batches.append(batch)
        first += len(chosen)
    return tuple(batches)


def in_picture(centers: F64, radius: F64, camera: CameraState, raster: Raster) -> Flags:
    """Tell which spheres (camera space) reach into the view volume."""
    x, y, depth = centers[0], centers[1], -centers[2]
    inside = (depth + radius >= camera.near_m) & (depth - radius <= camera.far_m)
    sides = (
        (x, raster.width - raster.cx),
        (-x, raster.cx),
        (y, raster.cy),
        (-y, raster.height - raster.cy),
    )
    for across, pixels in sides:
        if raster.orthographic:
            beyond = across - pixels / raster.focal
        else:
            beyond = (across * raster.focal - depth * pixels) / np.hypot(raster.focal, pixels)
        inside &= beyond <= radius
    return np.asarray(inside)
