"""The lines of one frame in camera space, for all pictures that draw them. Pure CPU.

What turns away, lies outside the picture or is too short to see is left out here, so that a picture
draws what is left with a few calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from compose.raster import Raster
from compose.snapshot import Snapshot
from visualize.render.drawlist import Batch
from visualize.render.pictures.facings import Eye, Flags
from visualize.render.pictures.mesh_lines import EdgeKind, LineSet, LineStore, MeshLines, Piece
from visualize.render.pictures.skins import placed_vertices

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

ALONE_M = 1e6
"""The breadth beside an outline, which stands alone."""

_MARGIN = 4.0
"""Pixels of a picture 720 high by which lines outside the picture may reach into it."""

_SHORTEST = 0.35
"""Pixels. What an edge shorter than this covers is covered by those that it joins."""

_EVEN = 1e-3
"""How far a matrix may be from a rotation times a scale, as a share, to count as one."""

_MOST_FACINGS = 4_000_000  # triangles times rows told at once, for memory


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class _Group:
    """Rows of one mesh with what tells which of their lines show.

    ``facing`` is (R, T + 1): see ``Eye.rigid``; None where nothing can be told. ``places`` (R,)
    are the rows' places among the frame's packed rows. ``placed`` is (V, 3), the vertices in camera
    space of the one row there is, when it bends. ``solid`` tells that triangles that turn away are
    not seen.
    """

    lines: MeshLines
    places: I64
    facing: Flags | None
    solid: bool
    placed: F32 | None = None


class FrameLines:
    """The lines of a frame, worked out piece by piece and kept.

    Parameters
    ----------
    store
        The lines of meshes.
    snapshot, raster, batches
        The frame.
    views
        (R, 3, 4) float32: local to camera space, of all batches' rows in their order.
    kind
        Where the lines come from.
    """

    def __init__(
        self, store: LineStore, snapshot: Snapshot, raster: Raster, batches: tuple[Batch, ...],
        views: F32, kind: EdgeKind = "display",
    ) -> None:  # fmt: skip
        self._raster = raster
        self._views = views
        self._scales = _even_scales(views[:, :, :3])
        eye = Eye(snapshot, parallel=raster.orthographic)
        self._groups = [
            group
            for batch in batches
            if batch.seen
            for group in _groups(store.get(batch.mesh, kind), batch, eye)
        ]

    def segments(self, piece: Piece) -> F32:
        """Return (N, 7): both ends, in camera space, and the breadth of the faces beside them."""
        parts: list[F32] = []
        rigid: list[tuple[F32, I64, F32]] = []
        for group in self._groups:
            found = group.lines.sets.get(piece)
            if found is None or not len(found) or (piece.outline and group.facing is None):
                continue
            row, edge = _shown(group, found, piece)
            places = group.places[row]
            breadth = self._breadths(found, places, edge, scaled=group.placed is None)
            if group.placed is None:
                rigid.append((found.ends[edge], places, breadth))
            else:
                ends = group.placed[found.edges[edge]].reshape(-1, 6)
                parts.append(np.concatenate([ends, breadth[:, None]], axis=1, dtype=np.float32))
        if rigid:
            ends, places, breadths = (np.concatenate(column) for column in zip(*rigid, strict=True))
            parts.append(self._placed(ends, places, breadths))
        if not parts:
            return np.zeros((0, 7), np.float32)
        result = np.concatenate(parts)
        return result[self._seen(result, shortest=0.0 if piece.outline else _SHORTEST)]

    def _breadths(self, found: LineSet, places: I64, edge: I64, *, scaled: bool) -> F32:
        """Return (N,): metres across the wider of the faces beside edges of rows.

        Joints are taken not to scale, nor do rows whose vertices joints or morphs have placed.
        """
        if not len(found.breadth):
            return np.full(len(edge), ALONE_M, np.float32)
        if not scaled:
            return found.breadth[edge]
        scales = self._scales[places]
        breadths = found.breadth[edge] * scales
        uneven = np.flatnonzero(np.isnan(scales))
        if len(uneven):
            turn = self._views[places[uneven], :, :3]
            across = np.matmul(found.across[edge[uneven]], turn.transpose(0, 2, 1))
            breadths[uneven] = np.linalg.norm(across, axis=2).max(axis=1)
        return np.asarray(breadths, np.float32)

    def _placed(self, ends: F32, places: I64, breadths: F32) -> F32:
        """Return (N, 7) of (N, 2, 3) ends in local space."""
        matrix = self._views[places]
        result = np.empty((len(places), 7), np.float32)
        with np.errstate(over="ignore", invalid="ignore"):
            for axis in range(3):
                placed = ends[:, :, 0] * matrix[:, axis, 0, None] + matrix[:, axis, 3, None]
                for other in (1, 2):
                    placed += ends[:, :, other] * matrix[:, axis, other, None]
                result[:, axis], result[:, axis + 3] = placed[:, 0], placed[:, 1]
        result[:, 6] = breadths
        return result

    def _seen(self, lines: F32, *, shortest: float) -> Flags:
        """Tell which lines may be seen: no side of the picture has both ends outside.

        What is shorter than ``shortest`` pixels is not.
        """
        raster, width = self._raster, self._raster.width
        margin = _MARGIN * max(raster.height / 720.0, 1.0)
        depths = [np.float32(1.0) if raster.orthographic else -lines[:, at] for at in (2, 5)]
        sides = (
            (0, 1.0, width - raster.cx), (0, -1.0, raster.cx),
            (1, 1.0, raster.cy), (1, -1.0, raster.height - raster.cy),
        )  # fmt: skip
        seen = np.ones(len(lines), bool)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            for axis, sign, pixels in sides:
                reach = np.float32(sign * (pixels + margin) / raster.focal)
                within = [
                    np.float32(sign) * lines[:, first + axis] <= np.float32(abs(reach)) * depth
                    for first, depth in zip((0, 3), depths, strict=True)
                ]
                seen &= within[0] | within[1]
            across, up = (lines[:, k] / depths[0] - lines[:, k + 3] / depths[1] for k in (0, 1))
            short = across * across + up * up < (shortest / raster.focal) ** 2
        return np.asarray(seen & ~short)


def _groups(lines: MeshLines, batch: Batch, eye: Eye) -> Iterator[_Group]:
    rows = batch.rows[: batch.seen]
    places = batch.first + np.arange(batch.seen)
    solid = batch.culled and batch.material.alpha_mode is not AlphaMode.BLEND
    if batch.skinned or batch.morphed:
        for row in rows:
            yield _bent_group(lines, batch, int(row), eye, solid=solid)
        return
    flat = ~eye.solid[rows]
    if flat.any():
        yield _Group(lines=lines, places=places[flat], facing=None, solid=False)
        rows, places = rows[~flat], places[~flat]
    at_once = max(1, _MOST_FACINGS // max(1, len(lines.normals)))
    for start in range(0, len(rows), at_once):
        part = slice(start, start + at_once)
        facing = eye.rigid(lines, rows[part])
        yield _Group(lines=lines, places=places[part], facing=facing, solid=solid)


def _bent_group(lines: MeshLines, batch: Batch, row: int, eye: Eye, *, solid: bool) -> _Group:
    placed = placed_vertices(batch.mesh, eye.snapshot, row, lines.skin)
    facing = eye.placed(lines, placed, mirrored=batch.mirrored)
    return _Group(
        lines=lines,
        places=np.zeros(1, np.int64),
        facing=facing,
        solid=solid,
        placed=placed.astype(np.float32),
    )


def _shown(group: _Group, found: LineSet, piece: Piece) -> tuple[I64, I64]:
    """Return row and edge of what shows: outlines where the surface turns, others unless behind."""
    if group.facing is None or not (piece.outline or group.solid):
        row, edge = np.divmod(np.arange(len(group.places) * len(found)), len(found))
        return row, edge
    one, other = (group.facing[:, found.sides[:, side]] for side in (0, 1))
    row, edge = np.nonzero(one != other if piece.outline else one | other)
    return row, edge


def _even_scales(linear: F32) -> F32:
    """Return (R,): how much (R, 3, 3) matrices lengthen, NaN for one that does so unevenly."""
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.einsum("rij,rik->rjk", linear, linear)
        mean = np.trace(squares, axis1=1, axis2=2) / 3.0
        off = np.abs(squares - mean[:, None, None] * np.eye(3, dtype=np.float32)).max(axis=(1, 2))
        return np.asarray(np.where(off <= _EVEN * mean, np.sqrt(mean), np.nan), np.float32)
