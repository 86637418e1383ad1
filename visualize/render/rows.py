"""The numbers of every row for one frame, packed as the shaders read them. Pure CPU, no GL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import Snapshot
from visualize.render.drawlist import Batch, SurfaceTable
from visualize.render.motion import (
    MotionTarget,
    displacement_rows,
    joint_displacement_rows,
)
from visualize.render.planes import cofactors, determinants, planes, product

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

ROW = np.dtype(
    [
        ("view", "f4", (3, 4)),
        ("normal", "f4", (3, 4)),
        ("color", "f4", (4,)),
        ("id", "u4"),
        ("joint", "i4"),
        ("morph", "i4"),
        ("morphs", "i4"),
        ("motion", "f4", (3, 4)),
        ("motion_back", "f4", (3, 4)),
    ]
)
"""One row: the layout of ``Row`` in ``include/row.glsl`` (std140) and of the instance attributes.

``view`` is local to camera space, ``normal`` the same for normals, ``joint`` the first matrix of
the skin, ``morph`` and ``morphs`` the first active morph target and their count.
"""

JOINT_TEXELS = 9
"""Texels of a joint: three rows to camera space, three of motion, three of motion_back."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class FrameRows:
    """The rows of all batches, one after another in the batches' order.

    ``single`` are the places of rows that are drawn one by one; only those have normal matrices.
    ``joints`` is (J, 9, 4) float32 (see ``JOINT_TEXELS``). ``morphs`` is (M, 4) float32: for each
    active target of each morphed row its number in the mesh, its weight, and how much that weight
    changes until ``forward`` and ``backward``.
    """

    batches: tuple[Batch, ...]
    records: npt.NDArray[np.void]
    single: npt.NDArray[np.int64]
    joints: F32
    morphs: F32


def frame_rows(
    table: SurfaceTable,
    batches: tuple[Batch, ...],
    snapshot: Snapshot,
    raster: Raster,
    targets: Mapping[str, MotionTarget],
    world: F64,
) -> FrameRows:
    """Return the packed rows of a frame.

    ``targets`` holds ``motion`` and ``motion_back`` when those passes are drawn; ``world`` is
    ``planes(snapshot.world)``. World matrices become relative to the camera in float64 before they
    are rounded.
    """
    order = np.concatenate([b.rows for b in batches]) if batches else np.zeros(0, np.int64)
    records = np.zeros(len(order), ROW)
    view = snapshot.camera.view[:3]
    local_to_view = product(view, world)
    records["view"] = _listed(local_to_view, order)
    single = _single_rows(batches)
    linear = local_to_view[:, :3, order[single]]
    records["normal"][single, :, :3] = normal_matrices(linear).transpose(2, 0, 1)
    records["color"] = snapshot.color[order] * table.tint[order]
    records["id"] = table.pass_ids[order]
    records["joint"] = snapshot.joint_start[order]
    joints = np.zeros((len(snapshot.joints), JOINT_TEXELS, 4), np.float32)
    if len(joints):
        joints[:, :3] = product(view, planes(snapshot.joints)).transpose(2, 0, 1)
    for name, target in targets.items():
        records[name] = _listed(displacement_rows(snapshot, raster, target, world), order)
        if len(joints):
            first = 3 if name == "motion" else 6
            change = joint_displacement_rows(snapshot, raster, target)
            joints[:, first : first + 3] = change.transpose(2, 0, 1)
    morphs = _active_morphs(records, batches, snapshot, targets)
    return FrameRows(batches=batches, records=records, single=single, joints=joints, morphs=morphs)


def normal_matrices(linear: F64) -> F64:
    """Return (3, 3, N): the inverse transposes of (3, 3, N) matrices, up to a positive factor.

    The cofactor matrix times the sign of the determinant, which a singular matrix has as well.
    """
    result = cofactors(linear)
    largest = np.abs(result).max(axis=(0, 1))
    sign = np.where(determinants(linear) < 0.0, -1.0, 1.0)
    return np.asarray(result * (sign / np.where(largest > 0.0, largest, 1.0)))


def _single_rows(batches: tuple[Batch, ...]) -> npt.NDArray[np.int64]:
    """Return the places of the rows of batches that are not instanced."""
    spans = [np.arange(b.first, b.first + len(b.rows)) for b in batches if not b.instanced]
    return np.concatenate(spans) if spans else np.zeros(0, np.int64)


def _listed(matrices: F64, order: npt.NDArray[np.int64]) -> F32:
    """Return (len(order), R, C) float32 of (R, C, N)."""
    rows, columns, count = matrices.shape
    flat = np.ascontiguousarray(matrices.reshape(rows * columns, count).T, np.float32)
    return flat[order].reshape(-1, rows, columns)


def _active_morphs(
    records: npt.NDArray[np.void],
    batches: tuple[Batch, ...],
    snapshot: Snapshot,
    targets: Mapping[str, MotionTarget],
) -> F32:
    """Fill ``morph`` and ``morphs`` of the records and return the active targets' texels."""
    texels: list[F32] = []
    count = 0
    for batch in batches:
        if not batch.morphed:
            continue
        for at, row in enumerate(batch.rows):
            active = _row_morphs(snapshot, int(row), targets)
            records["morph"][batch.first + at] = count
            records["morphs"][batch.first + at] = len(active)
            texels.append(active)
            count += len(active)
    return np.concatenate(texels) if texels else np.zeros((0, 4), np.float32)


def _row_morphs(snapshot: Snapshot, row: int, targets: Mapping[str, MotionTarget]) -> F32:
    """Return (A, 4): number, weight and changes of the targets that move the row at all."""
    count = len(snapshot.surfaces[row].mesh.morphs)
    texels = np.zeros((count, 4), np.float32)
    texels[:, 0] = np.arange(count)
    now = _weights(snapshot, row, count)
    texels[:, 1] = now
    for name, column in (("motion", 2), ("motion_back", 3)):
        target = targets.get(name)
        if target is None:
            continue
        other = row if target.match is None else int(target.match[row])
        if other >= 0:
            texels[:, column] = _weights(target.snapshot, other, count) - now
    return texels[np.any(texels[:, 1:] != 0.0, axis=1)]


def _weights(snapshot: Snapshot, row: int, count: int) -> F32:
    start = int(snapshot.morph_start[row])
    if start < 0:
        return np.zeros(count, np.float32)
    return snapshot.morph_weights[start : start + count]
