"""How a prop is put together: named pieces with a pivot become the nodes of a model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model, ModelNode, Part
from compose.kit.finishes import finish
from compose.transform import euler_quaternions, multiply_quaternions, quaternion_matrices

Vector = tuple[float, float, float]

HERE: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """A part of a prop: its name, what it is made of and its meshes, all in the prop's space.

    A name ``door/handle`` hangs on the part ``door`` and turns with it. ``turn_deg`` (about X, then
    Y, then Z) turns the part about ``pivot``, and what hangs on it too; the meshes are given as
    they are before.
    """

    name: str
    finish: str
    meshes: tuple[Mesh, ...]
    pivot: Vector = HERE
    turn_deg: Vector = HERE


def piece(
    name: str, made_of: str, *meshes: Mesh, pivot: Vector = HERE, turn_deg: Vector = HERE
) -> Piece:
    """Return a `Piece`; its meshes become one mesh with one material."""
    return Piece(name=name, finish=made_of, meshes=meshes, pivot=pivot, turn_deg=turn_deg)


def model_of(pieces: Iterable[Piece], *, origin: Vector = HERE, turn_deg: Vector = HERE) -> Model:
    """Return the model of a prop, one node for each piece, parents first.

    ``origin`` is the point of the pieces' space that becomes the model's zero; all is turned about
    it by ``turn_deg``.

    Raises
    ------
    ValueError
        When two pieces share a name, or one hangs on a part that does not come before it.
    """
    rows = list(pieces)
    index: dict[str, int] = {}
    nodes: list[ModelNode] = []
    whole = np.array([_quaternion(turn_deg)])
    for row in rows:
        above = row.name.rpartition("/")[0]
        if row.name in index or (above and above not in index):
            raise ValueError(f"the part {row.name!r} is there twice, or hangs on nothing")
        parent = index[above] if above else -1
        offset = np.subtract(row.pivot, rows[parent].pivot if above else origin)
        turn = np.array([_quaternion(row.turn_deg)])
        if not above:
            offset = quaternion_matrices(whole)[0] @ offset
            turn = multiply_quaternions(whole, turn)
        index[row.name] = len(nodes)
        nodes.append(
            ModelNode(
                path=row.name,
                parent=parent,
                translation=(float(offset[0]), float(offset[1]), float(offset[2])),
                rotation=(
                    float(turn[0, 0]),
                    float(turn[0, 1]),
                    float(turn[0, 2]),
                    float(turn[0, 3]),
                ),
                parts=_parts(row),
            )
        )
    return Model(nodes=tuple(nodes))


def _parts(row: Piece) -> tuple[Part, ...]:
    if not row.meshes:
        return ()
    mesh = merge_meshes(row.meshes) if len(row.meshes) > 1 else row.meshes[0]
    if row.pivot != HERE:
        mesh = placed(mesh, at=(-row.pivot[0], -row.pivot[1], -row.pivot[2]))
    return (Part(mesh=mesh, material=finish(row.finish)),)


def placed(
    mesh: Mesh,
    at: Vector = HERE,
    turn_deg: Vector = HERE,
    scale: float | Vector = 1.0,
) -> Mesh:
    """Return a mesh scaled, turned about X, then Y, then Z, and moved; a mirror stays outside out.

    Parameters
    ----------
    at
        In metres.
    turn_deg
        Degrees about X, Y and Z.
    scale
        Along X, Y and Z, none 0; a negative one mirrors.
    """
    positions, normals = mesh.positions.astype(np.float64), mesh.normals.astype(np.float64)
    plain = np.ndim(scale) == 0 and scale == 1.0
    mirrors = not plain and bool(np.prod(np.broadcast_to(scale, 3)) < 0.0)
    if not plain:
        positions, normals = positions * scale, normals / scale
    if turn_deg != HERE:
        turn = quaternion_matrices([_quaternion(turn_deg)])[0]
        positions, normals = positions @ turn.T, normals @ turn.T
    normals /= np.sqrt(np.einsum("ij,ij->i", normals, normals))[:, None]
    return replace(
        mesh,
        positions=(positions + at).astype(np.float32),
        normals=normals.astype(np.float32),
        triangles=mesh.triangles[:, ::-1].copy() if mirrors else mesh.triangles,
    )


def copies(mesh: Mesh, places: Iterable[Sequence[float]], turn_deg: Vector = HERE) -> Mesh:
    """Return one mesh of copies at each place (x, y, z), all turned alike."""
    return merge_meshes(
        [placed(mesh, at=(float(x), float(y), float(z)), turn_deg=turn_deg) for x, y, z in places]
    )


def mirrored(mesh: Mesh) -> Mesh:
    """Return the mesh together with its mirror image across x = 0."""
    return merge_meshes([mesh, placed(mesh, scale=(-1.0, 1.0, 1.0))])


def around(mesh: Mesh, count: int, start_deg: float = 0.0) -> Mesh:
    """Return ``count`` copies of a mesh evenly around +Y."""
    step = 360.0 / count
    return merge_meshes(
        [placed(mesh, turn_deg=(0.0, start_deg + step * i, 0.0)) for i in range(count)]
    )


def spread(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return ``count`` numbers evenly from ``low`` to ``high``; the middle when it is one."""
    if count == 1:
        return ((low + high) / 2.0,)
    return tuple(float(x) for x in np.linspace(low, high, count))


def corners(width: float, depth: float, height: float = 0.0) -> tuple[Vector, ...]:
    """Return the four corners of a rectangle about the origin at a height."""
    return tuple((x, height, z) for x in (-width / 2, width / 2) for z in (-depth / 2, depth / 2))


def _quaternion(turn_deg: Vector) -> tuple[float, float, float, float]:
    if turn_deg == HERE:
        return 0.0, 0.0, 0.0, 1.0
    x, y, z, w = euler_quaternions(np.radians([turn_deg]), "ZYX")[0]
    return float(x), float(y), float(z), float(w)
