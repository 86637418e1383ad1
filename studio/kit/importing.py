"""Bring a file into the project: the slow part in a thread, then one quick edit."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compose.edits import (
    add_node,
    import_model,
    import_motion,
    import_picture,
    set_node,
    set_performance,
)
from compose.edits.performing import figure_of
from compose.errors import AssetError, SceneError
from compose.node import Node
from compose.project import Project
from studio.kit.project_files import kind_of_file
from studio.session.session import Edit
from studio.session.spot import Spot

ASSET_MIME = "application/x-shotwright-asset"
"""A file of the project as JSON: ``{"path": "assets/chair.glb"}``."""

UpAxis = Literal["x", "y", "z"]
UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048}
"""Lengths of a file's unit in metres, as a list offers them."""

_MOST_BYTES = 10_000

_LEAST_M, _MOST_M = 0.02, 40.0
"""How long a model is that nobody wonders about."""
_USUAL_M = (0.1, 10.0)
_SMALLER, _LARGER = (0.01, 0.001), (100.0, 1000.0)
"""What a file in centimetres or millimetres is off by when it was read, or written, as metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A file on its way into a scene.

    ``figure`` is the node that a motion moves; ``spot`` is where a model or a picture stands.
    """

    file: Path
    scene: str
    spot: Spot = Spot()  # noqa: RUF009 - a frozen value
    figure: str | None = None
    unit_m: float = 1.0
    up_axis: UpAxis = "y"

    @property
    def name(self) -> str:
        """The file's name."""
        return self.file.name


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Arrived:
    """What came of a file: the edit that puts it into the scene, and what to tell.

    ``longest_m`` is the longest side of a model, 0 for anything else.
    """

    label: str
    edit: Edit
    node: str
    told: str
    warnings: tuple[str, ...] = ()
    longest_m: float = 0.0

    @property
    def likely_scale(self) -> float | None:
        """How many times larger it should be, where its file is likely in another unit."""
        if self.longest_m <= 0.0 or _LEAST_M <= self.longest_m <= _MOST_M:
            return None
        wanted = _SMALLER if self.longest_m > _MOST_M else _LARGER
        low, high = _USUAL_M
        return next((times for times in wanted if low <= self.longest_m * times <= high), None)


def arrive(project: Project, coming: Coming) -> Arrived:
    """Read a file, copy it into the project's assets, and return the edit that shows it.

    Raises
    ------
    ShotwrightError
        When it cannot be read or copied, is of no known kind, or a motion has no figure to move.
    """
    makers: dict[str, Callable[[Project, Coming], Arrived]] = {
        "model": _model, "picture": _picture, "motion": _motion,
    }  # fmt: skip
    kind = kind_of_file(coming.file)
    if kind is None:
        # What the importer says about the suffix tells more than we know here.
        return _model(project, coming)
    return makers[kind](project, coming)


def dragged_file(path: str) -> bytes:
    """Return what a drag of a file of the project carries, as ``ASSET_MIME``."""
    return json.dumps({"path": path}).encode()


def file_of_drag(project: Project, data: bytes) -> Path:
    """Return the file that a drag carries.

    Raises
    ------
    ShotwrightError
        When it is no file inside the project.
    """
    from compose.assets import resolve

    try:
        told = json.loads(data) if len(data) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        told = None
    path = told.get("path") if isinstance(told, dict) else None
    if not isinstance(path, str):
        raise SceneError("What was dropped is no file of this project.")
    return resolve(project, path)


def _model(project: Project, coming: Coming) -> Arrived:
    made = import_model(
        project, coming.scene, coming.file, unit_m=coming.unit_m, up_axis=coming.up_axis,
        **_standing(coming.spot),
    )  # fmt: skip
    size = " × ".join(f"{length:.2f}" for length in made.size_m)
    clips = f", {len(made.clips)} animation{'s' * (len(made.clips) != 1)}" if made.clips else ""
    return Arrived(
        label=f"Import {coming.name}",
        edit=_adding(coming.scene, (made.node, *made.cameras)),
        node=made.node.id,
        told=f"{size} m{clips}",
        warnings=made.warnings,
        longest_m=max(made.size_m),
    )


def rescaled(project: Project, scene: str, node: str, times: float) -> Project:
    """Make a node so many times as large as it is."""
    x, y, z = project.scene(scene).node(node).scale
    return set_node(project, scene, node, scale=(x * times, y * times, z * times))


def _picture(project: Project, coming: Coming) -> Arrived:
    made = import_picture(project, coming.scene, coming.file, **_standing(coming.spot))
    return Arrived(
        label=f"Import {coming.name}",
        edit=_adding(coming.scene, (made.node,)),
        node=made.node.id,
        told=f"{made.size_m[0]:.2f} × {made.size_m[1]:.2f} m",
    )


def _motion(project: Project, coming: Coming) -> Arrived:
    if coming.figure is None:
        raise AssetError(
            coming.name, "is a motion. Select the figure that it moves, then import it."
        )
    figure = coming.figure
    made = import_motion(project, coming.scene, figure, coming.file)
    motion = figure_of(made.project.scene(coming.scene).find(figure)).performance.motion
    missing = f", without {', '.join(made.missing)}" if made.missing else ""
    return Arrived(
        label=f"Import {coming.name}",
        edit=lambda p: set_performance(p, coming.scene, figure, motion=motion),
        node=project.scene(coming.scene).find(figure).id,
        told=f"{made.duration_s:.1f} s{missing}",
    )


def _adding(scene: str, nodes: tuple[Node, ...]) -> Edit:
    """Return the edit that adds nodes as they are, under names that the scene does not have."""

    def edit(project: Project) -> Project:
        for node in nodes:
            fields = {
                name: getattr(node, name)
                for name in node.model_fields_set - {"id", "name", "parent", "payload"}
            }
            project = add_node(
                project, scene, node.name, payload=node.payload, parent=node.parent,
                node_id=node.id, **fields,
            )  # fmt: skip
        return project

    return edit


def _standing(spot: Spot) -> dict[str, Any]:
    return {"translation": spot.point, "rotation_deg": (0.0, math.degrees(spot.facing), 0.0)}
