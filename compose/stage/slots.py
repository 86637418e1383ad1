"""Slots: every place of a scene (nodes, instances, insides of models) as rows of flat arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.geometry.model import Model
from compose.node import Node
from compose.payload import Modelled, Placement
from compose.scene import Scene
from compose.stage.hierarchy import QUATERNION, ROTATION_ORDERS
from compose.stage.insides import Inside, add_inside
from compose.stage.layout import LayoutBuilder
from compose.stage.slot_builder import SlotBuilder, table

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Slots:
    """The places of a scene. ``parents`` and ``orders`` are by slot, ``names`` for messages.

    By a node's id, ``nodes`` is its slot, ``copies`` the slots of its instances and ``insides``
    what is inside its model.
    """

    parents: Indices
    orders: npt.NDArray[np.int8]
    names: tuple[str, ...]
    nodes: Mapping[str, int]
    copies: Mapping[str, range]
    insides: Mapping[str, Inside]

    def place(self, node: Node, joint: str | None, use: str) -> int:
        """Return the slot of a node, or of a joint inside its model.

        ``use`` says what for, in messages ("the parent of 'Hat'").

        Raises
        ------
        SceneError
            When the node has no joints, or many copies of each.
        NotFoundError
            When its model has no such joint.
        """
        if joint is None:
            return self.nodes[node.id]
        inside = self.insides.get(node.id)
        if inside is None:
            raise SceneError(
                f"{use} is joint {joint!r} of {node.name!r}, which is no imported asset, figure "
                "or prop; name the node alone."
            )
        if inside.apart:
            raise SceneError(
                f"{use} is joint {joint!r} of {node.name!r}, which has many copies; "
                "name the node alone, or one without instances."
            )
        return inside.slot(joint)


def build_slots(scene: Scene, models: Mapping[str, Model], layout: LayoutBuilder) -> Slots:
    """Lay out the places of a scene. ``models`` has each modelled node's model by the node's id.

    Raises
    ------
    SceneError
        When a parent or a joint is wrong, or there are too many places.
    NotFoundError
        When a parent, joint, override or morph does not exist.
    """
    builder = SlotBuilder(layout)
    nodes = scene.nodes
    _add_nodes(builder, nodes)
    places = {node.id: i for i, node in enumerate(nodes)}
    copies: dict[str, range] = {}
    insides: dict[str, Inside] = {}
    for node in nodes:
        payload = node.payload
        instances = () if payload is None else getattr(payload, "instances", ())
        if instances:
            first = _add_copies(builder, node.name, places[node.id], instances)
            copies[node.id] = range(first, first + len(instances))
        if isinstance(payload, Modelled):
            insides[node.id] = add_inside(builder, node, payload, models[node.id], places[node.id])
    slots = Slots(
        parents=np.array(builder.parents, np.intp),
        orders=np.array(builder.orders, np.int8),
        names=tuple(builder.names),
        nodes=places,
        copies=copies,
        insides=insides,
    )
    for node in nodes:
        if node.parent is not None:
            above = scene.node(node.parent.node)
            use = f"The parent of {node.name!r}"
            slots.parents[places[node.id]] = slots.place(above, node.parent.joint, use)
    return slots


def _add_nodes(builder: SlotBuilder, nodes: tuple[Node, ...]) -> None:
    turned = [
        QUATERNION if n.rotation_mode == "quaternion" else ROTATION_ORDERS.index(n.rotation_order)
        for n in nodes
    ]
    rows = {
        "translation": table([n.translation for n in nodes], 3),
        "rotation_deg": table([n.rotation_deg for n in nodes], 3),
        "quaternion": table([n.quaternion for n in nodes], 4),
        "scale": table([n.scale for n in nodes], 3),
        "visible": table([n.visible for n in nodes], 1),
    }
    builder.add([-1] * len(nodes), turned, [n.name for n in nodes], rows)


def _add_copies(
    builder: SlotBuilder, name: str, parent: int, placements: tuple[Placement, ...]
) -> int:
    count = len(placements)
    rows = {
        "translation": table([p.translation for p in placements], 3),
        "rotation_deg": table([p.rotation_deg for p in placements], 3),
        "quaternion": np.tile([0.0, 0.0, 0.0, 1.0], (count, 1)),
        "scale": table([p.scale for p in placements], 3),
        "visible": np.ones((count, 1)),
    }
    xyz = ROTATION_ORDERS.index("XYZ")
    return builder.add([parent] * count, [xyz] * count, [name] * count, rows)
