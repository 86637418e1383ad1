"""Row lists: what a node has any number of, as rows of numbers: openings, corners, points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compose.edits.areas import set_area, set_kept_free, set_path, with_corner, with_point
from compose.edits.openings import new_opening, openings_of, set_openings
from compose.geometry.shapes.parameters import Opening
from compose.node import Node
from compose.populate.populator import Populator
from compose.project import Project
from compose.values import Vec2, Vec3

Row = tuple[float, ...]
Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowList:
    """A list that is edited as rows of numbers, all in metres.

    ``read`` returns ``None`` for a node that has no such list, ``write`` is an edit (project,
    scene, node, rows), ``added`` returns the rows with one more. ``least`` rows stay: fewer mean
    nothing, so that taking one of them takes all.
    """

    noun: str
    columns: tuple[str, ...]
    read: Callable[[Node], Rows | None]
    write: Callable[[Project, str, str, Rows], Project]
    added: Callable[[Node], Rows]
    least: int = 1
    empty: str

    def without(self, rows: Rows, at: int) -> Rows:
        """Return the rows without one."""
        left = rows[:at] + rows[at + 1 :]
        return left if len(left) >= self.least else ()

    def changed(self, rows: Rows, at: int, column: int, value: float) -> Rows:
        """Return the rows with another number in one."""
        row = (*rows[at][:column], value, *rows[at][column + 1 :])
        return (*rows[:at], row, *rows[at + 1 :])


def _openings(node: Node) -> Rows | None:
    found = openings_of(node)
    return None if found is None else tuple((o.x, o.y, o.width, o.height) for o in found)


def _set_openings(project: Project, scene: str, node: str, rows: Rows) -> Project:
    return set_openings(project, scene, node, [Opening(*row) for row in rows])


def _one_opening_more(node: Node) -> Rows:
    fresh = new_opening(node)
    return (*(_openings(node) or ()), (fresh.x, fresh.y, fresh.width, fresh.height))


def _area(node: Node) -> Rows | None:
    return node.payload.area if isinstance(node.payload, Populator) else None


def _path(node: Node) -> Rows | None:
    return node.payload.path if isinstance(node.payload, Populator) else None


def _corners(rows: Rows) -> tuple[Vec2, ...]:
    return tuple((x, z) for x, z in rows)


def _points(rows: Rows) -> tuple[Vec3, ...]:
    return tuple((x, y, z) for x, y, z in rows)


def _one_point_more(node: Node) -> Rows:
    closed = isinstance(node.payload, Populator) and node.payload.closed
    return with_point(_points(_path(node) or ()), closed=closed)


OPENINGS = RowList(
    noun="opening",
    columns=("X", "Sill", "Width", "Height"),
    read=_openings,
    write=_set_openings,
    added=_one_opening_more,
    empty="A whole wall: no door, no window",
)
AREA = RowList(
    noun="corner",
    columns=("X", "Z"),
    read=_area,
    write=lambda p, scene, node, rows: set_area(p, scene, node, _corners(rows)),
    added=lambda node: with_corner(_corners(_area(node) or ())),
    least=3,
    empty="None: it fills its path",
)
PATH = RowList(
    noun="point",
    columns=("X", "Y", "Z"),
    read=_path,
    write=lambda p, scene, node, rows: set_path(p, scene, node, _points(rows)),
    added=_one_point_more,
    least=2,
    empty="None: it fills its area",
)


def kept_free(at: int) -> RowList:
    """Return the list of the corners of one of the places that a populator keeps free."""

    def polygons(node: Node) -> tuple[tuple[Vec2, ...], ...]:
        return node.payload.avoid if isinstance(node.payload, Populator) else ()

    def read(node: Node) -> Rows | None:
        if not isinstance(node.payload, Populator):
            return None
        places = polygons(node)
        return places[at] if at < len(places) else ()

    def write(project: Project, scene: str, node: str, rows: Rows) -> Project:
        places = polygons(project.scene(scene).node(node))
        fresh = (_corners(rows),) if rows else ()
        return set_kept_free(project, scene, node, (*places[:at], *fresh, *places[at + 1 :]))

    return RowList(
        noun="corner",
        columns=("X", "Z"),
        read=read,
        write=write,
        added=lambda node: with_corner(_corners(read(node) or ())),
        least=3,
        empty="Nothing is kept free",
    )


def places_kept_free(node: Node) -> int:
    """Return how many places a populator keeps free."""
    return len(node.payload.avoid) if isinstance(node.payload, Populator) else 0


ROW_LISTS = {"openings": OPENINGS, "area": AREA, "path": PATH, "kept-free": kept_free(0)}
"""Lists by the name of a section's ``special``."""
