"""Edits of populators: the corners of the area that is filled, the points of the path."""

from __future__ import annotations

import math
from collections.abc import Sequence

from compose.edits.nodes import set_payload
from compose.errors import SceneError
from compose.populate.populator import Populator
from compose.project import Project
from compose.values import Vec2, Vec3

_SQUARE: tuple[Vec2, ...] = ((-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0))
_STRETCH: tuple[Vec3, ...] = ((-5.0, 0.0, 0.0), (5.0, 0.0, 0.0))
_LEAST_AREA = 1e-9


def set_area(project: Project, scene: str, node: str, corners: Sequence[Vec2]) -> Project:
    """Give a populator another area: the (x, z) of its corners in metres, in the node's space.

    Without corners it fills its path instead.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    SceneError
        When the node is no populator, or the corners enclose nothing.
    """
    owner = _populator(project, scene, node)
    if corners:
        _refuse_nothing(corners, "The area")
    elif not owner.path:
        raise SceneError("Without an area the populator needs a path. Give it one first.")
    return set_payload(project, scene, node, area=tuple(corners))


def set_path(project: Project, scene: str, node: str, points: Sequence[Vec3]) -> Project:
    """Give a populator another path: points in metres, in the node's space.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    SceneError
        When the node is no populator, or the path leads nowhere.
    """
    owner = _populator(project, scene, node)
    if points and len(set(points)) < 2:
        raise SceneError("A path needs at least two points that are apart.")
    if not points and not owner.area:
        raise SceneError("Without a path the populator needs an area. Give it one first.")
    return set_payload(project, scene, node, path=tuple(points))


def set_kept_free(
    project: Project, scene: str, node: str, polygons: Sequence[Sequence[Vec2]]
) -> Project:
    """Say where none of a populator's copies stand: polygons of (x, z), in the node's space.

    Raises
    ------
    NotFoundError
        When there is no such scene or node.
    SceneError
        When the node is no populator, or corners enclose nothing.
    """
    _populator(project, scene, node)
    for corners in polygons:
        _refuse_nothing(corners, "A place kept free")
    return set_payload(project, scene, node, avoid=tuple(map(tuple, polygons)))


def with_corner(corners: Sequence[Vec2]) -> tuple[Vec2, ...]:
    """Return a polygon with one corner more, in the middle of its longest side.

    One without corners becomes a square of four metres.
    """
    if len(corners) < 3:
        return _SQUARE
    at, (x, z) = _middle_of_longest(corners)
    return (*corners[: at + 1], (x, z), *corners[at + 1 :])


def with_point(points: Sequence[Vec3], *, closed: bool = False) -> tuple[Vec3, ...]:
    """Return a path with one point more: as far beyond its end as the last stretch is long.

    A closed one gets it in the middle of its longest stretch; one without points becomes ten
    metres along X.
    """
    if len(points) < 2:
        return _STRETCH
    if closed:
        at, (x, y, z) = _middle_of_longest(points)
        return (*points[: at + 1], (x, y, z), *points[at + 1 :])
    (ax, ay, az), (bx, by, bz) = points[-2], points[-1]
    return (*points, (2.0 * bx - ax, 2.0 * by - ay, 2.0 * bz - az))


def _middle_of_longest(points: Sequence[tuple[float, ...]]) -> tuple[int, tuple[float, ...]]:
    """Return the point before the longest side of a ring of points, and the middle of that side."""
    turned = [*points[1:], *points[:1]]
    lengths = [math.dist(point, end) for point, end in zip(points, turned, strict=True)]
    at = lengths.index(max(lengths))
    return at, tuple((a + b) / 2.0 for a, b in zip(points[at], turned[at], strict=True))


def _populator(project: Project, scene: str, node: str) -> Populator:
    owner = project.scene(scene).find(node)
    if not isinstance(owner.payload, Populator):
        raise SceneError(f"{owner.name!r} is no populator: it fills no area and no path.")
    return owner.payload


def _refuse_nothing(corners: Sequence[Vec2], what: str) -> None:
    """Refuse corners that enclose nothing, by the area of the polygon (the shoelace formula)."""
    turned = [*corners[1:], *corners[:1]]
    area = sum(ax * bz - bx * az for (ax, az), (bx, bz) in zip(corners, turned, strict=True)) / 2.0
    if len(corners) < 3 or abs(area) < _LEAST_AREA:
        raise SceneError(f"{what} needs at least three corners that are not on one line.")
