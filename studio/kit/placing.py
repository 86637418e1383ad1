"""Put things of the kit into the scene: where they stand, and what a drag of one carries."""

from __future__ import annotations

import json
import math
from typing import Any

from compose.edits import add_figure, add_node, add_prop
from compose.errors import SceneError
from compose.kit import PROPS, make_prop
from compose.kit.holding import is_held
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project
from compose.values import Vec3, new_id
from studio.kit.items import KINDS, KitItem, body_of, hanging_of, item_named, lens_of, light_of
from studio.session.session import Edit, Session

KIT_MIME = "application/x-shotwright-kit"
"""A thing of the kit as JSON: ``{"prop": "car"}``, or ``figure``, ``shape``, ``light``, ``camera``
with the name."""

_HANGS_AT_M = {"wall": 1.5, "ceiling": 2.6}
_MOST_BYTES = 10_000


def place_item(
    item: KitItem, scene: str, point: Vec3, facing: float = 0.0, *, node_id: str | None = None
) -> Edit:
    """Return the edit that puts a thing into a scene.

    Parameters
    ----------
    point
        Where it goes, in metres. It stands on the ground there; what hangs on a wall or from a
        ceiling hangs at the height of the point, or at a usual height over the ground.
    facing
        Radians about +Y, 0 toward +Z. Lamps shine and cameras look that way.
    node_id
        The id of the node, for those who go on to name it.
    """
    node_id = node_id or new_id("nod")
    x, y, z = point
    turn = math.degrees(facing)

    def edit(project: Project) -> Project:
        added: dict[str, Any] = {"node_id": node_id, "rotation_deg": (0.0, turn, 0.0)}
        if item.kind == "prop":
            at = (x, y + _lift(item.name, y), z)
            lying = {"on_table": True} if is_held(item.name) else {}
            return add_prop(
                project, scene, item.title, item.name, parameters=lying, translation=at, **added
            )
        if item.kind == "figure":
            body = body_of(item.name)
            return add_figure(project, scene, item.title, body=body, translation=point, **added)
        if item.kind == "shape":
            shape = Primitive(kind="primitive", shape=item.name)
            return _standing_shape(project, scene, item, shape, point, added)
        return _hung(project, scene, item, point, turn, node_id)

    return edit


def placed(session: Session, item: KitItem, point: Vec3, facing: float = 0.0) -> bool:
    """Put a thing into the scene on screen and select it; a refusal is told.

    Returns
    -------
    Whether it was done.
    """
    scene = session.scene
    if scene is None:
        session.tell(f"Add {item.title}: not done", "Add a scene first.", kind="bad")
        return False
    node_id = new_id("nod")
    edit = place_item(item, scene.id, point, facing, node_id=node_id)
    done = session.do(f"Add {item.title}", edit)
    if done:
        session.select((node_id,))
    return done


def dragged(item: KitItem) -> bytes:
    """Return what a drag of a thing carries, as ``KIT_MIME``."""
    return json.dumps({item.kind: item.name}).encode()


def item_of_drag(data: bytes) -> KitItem:
    """Return the thing that a drag carries.

    Raises
    ------
    SceneError
        When it carries nothing of the kit; drags come from other programs too.
    """
    try:
        told = json.loads(data) if len(data) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and len(told) == 1:
        ((kind, name),) = told.items()
        if kind in KINDS and isinstance(name, str):
            return item_named(kind, name)
    raise SceneError("What was dropped is nothing of the kit.")


def _lift(prop: str, height: float) -> float:
    """Return how much higher than the point a prop's origin goes."""
    origin = PROPS[prop].origin
    if origin in _HANGS_AT_M:
        return _HANGS_AT_M[origin] if height < _HANGS_AT_M[origin] / 2.0 else 0.0
    return _above_ground(prop) if origin == "centre" else 0.0


def _above_ground(prop: str) -> float:
    from compose.geometry.bounds import rest_bounds

    low, _ = rest_bounds(make_prop(prop))
    return -float(low[1])


def _standing_shape(
    project: Project, scene: str, item: KitItem, shape: Primitive, point: Vec3,
    added: dict[str, Any],
) -> Project:  # fmt: skip
    from compose.geometry.shapes import make_shape

    low, _ = make_shape(shape.shape).bounds
    x, y, z = point
    at = (x, y - float(low[1]), z)
    return add_node(project, scene, item.title, payload=shape, translation=at, **added)


def _hung(
    project: Project, scene: str, item: KitItem, point: Vec3, turn: float, node_id: str
) -> Project:
    """Add a lamp or a camera over a point. Both work down their −Z, so they are turned about."""
    height, pitch = hanging_of(item.kind, item.name)
    payload: CameraPayload | LightPayload
    if item.kind == "camera":
        payload = CameraPayload(kind="camera", **lens_of(item.name).model_dump(exclude_unset=True))
    else:
        payload = LightPayload(kind="light", **light_of(item.name).model_dump(exclude_unset=True))
    x, y, z = point
    return add_node(
        project, scene, item.title, payload=payload, node_id=node_id,
        translation=(x, y + height, z), rotation_deg=(pitch, turn + 180.0, 0.0),
    )  # fmt: skip
