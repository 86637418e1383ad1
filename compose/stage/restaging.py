"""Restaging: a scene that differs in values alone from one compiled before takes its stage over.

Most edits move, turn, tint, dim or pose something. What they leave as it was (who hangs on whom,
what is drawn, in which rows) is most of the work of compiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from compose.camera import Aim
from compose.channels import ENVIRONMENT_FIELDS
from compose.node import Node
from compose.payload import CameraPayload, Figure, ImageCard, LightPayload
from compose.scene import Scene
from compose.stage.insides import Inside, inner_rows
from compose.stage.lamps import Lamp
from compose.stage.scene_stage import SceneStage, Source, fit, row_values
from compose.stage.surroundings import surroundings
from compose.values import Value

F64 = npt.NDArray[np.float64]

_PLACED = ("translation", "rotation_deg", "quaternion", "scale", "visible")
_NODE_FIELDS = {
    **{name: f"slot.{name}" for name in _PLACED},
    "color": "node.color",
    "opacity": "node.opacity",
}
_UNSEEN = frozenset({"description", "references"})
_POSING = frozenset({"pose", "mirrored", "left_hand", "right_hand", "joints", "poses"})
"""What of a figure's performance changes how it stands, but not what is solved for it."""

_Row = tuple[str, int, F64]
"""A field of the layout, the first row of it that is other, and its numbers."""


def restaged(stage: SceneStage, scene: Scene) -> SceneStage | None:
    """Return the stage of a scene by what differs from the one that ``stage`` was compiled from.

    Which nodes fade must be the same in both.

    Returns
    -------
    The stage that compiling would give, to the bit; ``None`` where more than values differ.

    Raises
    ------
    NotFoundError
        When a figure's new pose or joint does not exist.
    """
    source = stage.source
    if source.next_pass_id != scene.next_pass_id or len(source.nodes) != len(scene.nodes):
        return None
    pairs = zip(source.nodes, scene.nodes, strict=True)
    changed = [(old, new) for old, new in pairs if old is not new]
    if not all(_alike(old, new) for old, new in changed):
        return None
    if source.pass_ids != scene.pass_ids:
        return None
    return _with(stage, scene, [new for _, new in changed], _posed(stage, changed))


def _with(
    stage: SceneStage, scene: Scene, changed: list[Node], posed: dict[str, Inside]
) -> SceneStage:
    base = _rewritten(stage, scene, changed, posed)
    nodes = {**stage.nodes, **{node.id: node for node in changed}}
    slots = stage.slots
    if posed:
        slots = replace(slots, insides={**slots.insides, **posed})
    return replace(
        stage,
        base=base,
        nodes=nodes,
        environment=surroundings(scene.environment, ENVIRONMENT_FIELDS, base, stage.layout),
        slots=slots,
        lamps=tuple(_relit(lamp, changed) for lamp in stage.lamps),
        source=Source.of(scene),
    )


def _alike(old: Node, new: Node) -> bool:
    """Tell whether two nodes differ in values alone."""
    if old.id != new.id:
        return False
    free = {"payload", *_NODE_FIELDS, *_UNSEEN}
    return not (_differing(old, new) - free) and _carry_alike(old.payload, new.payload)


def _carry_alike(old: Value | None, new: Value | None) -> bool:
    if old is new:
        return True
    if old is None or new is None or type(old) is not type(new):
        return False
    differing = _differing(old, new)
    if isinstance(old, CameraPayload) and isinstance(new, CameraPayload):
        return _aimed_alike(old.aim, new.aim)
    if isinstance(old, LightPayload):
        return True
    if isinstance(old, ImageCard):
        return differing <= {"brightness"}
    if isinstance(old, Figure) and isinstance(new, Figure):
        same = not differing - {"performance"}
        return same and not _differing(old.performance, new.performance) - _POSING
    return False


def _aimed_alike(old: Aim | None, new: Aim | None) -> bool:
    if old is None or new is None:
        return old is new
    return (old.node, old.joint) == (new.node, new.joint)


def _differing(old: Value, new: Value) -> set[str]:
    """Return the fields in which two values of one kind differ."""
    names = type(old).model_fields
    return {
        name
        for name in names
        if (before := getattr(old, name)) is not (after := getattr(new, name)) and before != after
    }


def _posed(stage: SceneStage, changed: Iterable[tuple[Node, Node]]) -> dict[str, Inside]:
    """Return the insides of the figures that perform otherwise, by the node's id."""
    found: dict[str, Inside] = {}
    for old, new in changed:
        if isinstance(new.payload, Figure) and old.payload is not new.payload:
            inside = stage.slots.insides[new.id]
            _, stance = inner_rows(new, new.payload, inside.model, inside.paths)
            found[new.id] = replace(inside, node=new, payload=new.payload, stance=stance)
    return found


def _rewritten(
    stage: SceneStage, scene: Scene, changed: Iterable[Node], posed: dict[str, Inside]
) -> F64:
    """Return the base values with those of the changed nodes and the environment anew."""
    base = stage.base.copy()
    rows = [row for node in changed for row in _node_rows(stage, node)]
    rows += [row for inside in posed.values() for row in _inner_rows(inside)]
    rows += [(field, 0, row) for field, row in row_values("environment", scene.environment)]
    for field, first, numbers in rows:
        view = stage.layout.view(base, field)
        count = numbers.size // view.shape[1]
        part = view[first : first + count]
        part[:] = numbers.reshape(part.shape)
        fit(field, part)
    base.setflags(write=False)
    return base


def _node_rows(stage: SceneStage, node: Node) -> Iterator[_Row]:
    slot = stage.slots.nodes[node.id]
    for name, field in _NODE_FIELDS.items():
        yield field, slot, np.array(getattr(node, name), np.float64).ravel()
    rows = {"camera": stage.cameras, "light": stage.lights, "card": stage.cards}
    for target, row in ((target, found.get(node.id)) for target, found in rows.items()):
        if row is not None:
            for field, numbers in row_values(target, node.payload):
                yield field, row, numbers


def _inner_rows(inside: Inside) -> Iterator[_Row]:
    rows, _ = inner_rows(inside.node, inside.payload, inside.model, inside.paths)
    for name, numbers in rows.items():
        yield f"slot.{name}", inside.first, numbers


def _relit(lamp: Lamp, changed: Iterable[Node]) -> Lamp:
    """Return a lamp with the light that its node carries now."""
    for node in changed:
        if lamp.node == node.id and isinstance(node.payload, LightPayload):
            return replace(lamp, light=node.payload)
    return lamp
