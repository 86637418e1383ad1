"""Slots: every place of a scene (nodes, instances, insides of assets) as rows of flat arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import NotFoundError, SceneError
from compose.geometry.mesh import Morph
from compose.geometry.model import Model, ModelNode
from compose.node import Node
from compose.payload import Asset, PartOverride, Placement, Primitive
from compose.scene import Scene
from compose.stage.hierarchy import QUATERNION, ROTATION_ORDERS
from compose.stage.layout import LayoutBuilder

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

MOST_SLOTS = 2_000_000
"""How many places a scene may have, copies and insides of assets included."""


@dataclass(frozen=True, slots=True, eq=False)
class AssetSlots:
    """The inside of one node's asset: slots ``first`` and on, in the model's order.

    With copies (``apart``) the inside hangs on nothing, and is placed by each copy's slot.
    ``morphs`` maps an inner node to its first row of ``morph.weight``.
    """

    node: Node
    asset: Asset
    model: Model
    first: int
    apart: bool
    paths: Mapping[str, int]
    morphs: dict[int, int]

    @property
    def where(self) -> str:
        """How messages call the asset."""
        return f"in asset {self.asset.path!r} of {self.node.name!r}"

    def slot(self, path: str) -> int:
        """Return the slot of the inner node at ``path``.

        Raises
        ------
        NotFoundError
            When the asset has no such inner node.
        """
        try:
            return self.first + self.paths[path]
        except KeyError:
            raise NotFoundError("joint", path, self.paths, self.where) from None

    def morph_names(self, inner: int) -> list[str]:
        """Return the names of an inner node's morph targets, in the file's order."""
        return [morph.name for morph in _morphs(self.model.nodes[inner])]

    def morph_rows(self, name: str) -> list[int]:
        """Return the weight rows of every morph target called ``name``.

        Raises
        ------
        NotFoundError
            When the asset has no such morph target.
        """
        named = [
            (known, start + i)
            for inner, start in self.morphs.items()
            for i, known in enumerate(self.morph_names(inner))
        ]
        rows = [row for known, row in named if known == name]
        if not rows:
            raise NotFoundError("morph", name, [known for known, _ in named], self.where)
        return rows


def _morphs(inner: ModelNode) -> tuple[Morph, ...]:
    return max((part.mesh.morphs for part in inner.parts), key=len, default=())


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Slots:
    """The places of a scene. ``parents`` and ``orders`` are by slot, ``names`` for messages.

    ``nodes`` maps a node's id to its slot, ``copies`` to the slots of its instances.
    """

    parents: Indices
    orders: npt.NDArray[np.int8]
    names: tuple[str, ...]
    nodes: Mapping[str, int]
    copies: Mapping[str, range]
    assets: Mapping[str, AssetSlots]

    def place(self, node: Node, joint: str | None, use: str) -> int:
        """Return the slot of a node, or of a joint inside its asset.

        ``use`` says what for, in messages ("the parent of 'Hat'").

        Raises
        ------
        SceneError
            When the node has no joints, or many copies of each.
        NotFoundError
            When its asset has no such joint.
        """
        if joint is None:
            return self.nodes[node.id]
        inside = self.assets.get(node.id)
        if inside is None:
            raise SceneError(
                f"{use} is joint {joint!r} of {node.name!r}, which is no imported asset; "
                "name the node alone."
            )
        if inside.apart:
            raise SceneError(
                f"{use} is joint {joint!r} of {node.name!r}, which has many copies; "
                "name the node alone, or an asset without instances."
            )
        return inside.slot(joint)


class _SlotBuilder:
    """Appends slots, and their rows to the layout, keeping both in step."""

    def __init__(self, layout: LayoutBuilder) -> None:
        self.layout = layout
        self.parents: list[int] = []
        self.orders: list[int] = []
        self.names: list[str] = []

    def add(self, parents: list[int], orders: list[int], names: list[str],
            rows: Mapping[str, npt.ArrayLike]) -> int:  # fmt: skip
        first = len(self.parents)
        if first + len(parents) > MOST_SLOTS:
            raise SceneError(
                f"The scene has more than {MOST_SLOTS:,} places with all copies and insides of "
                f"assets; {names[0]!r} is one too many. Use fewer instances."
            )
        self.parents += parents
        self.orders += orders
        self.names += names
        for field, block in rows.items():
            self.layout.add(f"slot.{field}", block)
        return first


def build_slots(scene: Scene, models: Mapping[str, Model], layout: LayoutBuilder) -> Slots:
    """Lay out the places of a scene. ``models`` has the model of each asset node by the node's id.

    Raises
    ------
    SceneError
        When a parent or a joint is wrong, or there are too many places.
    NotFoundError
        When a parent, joint, override or morph does not exist.
    """
    builder = _SlotBuilder(layout)
    nodes = scene.nodes
    _add_nodes(builder, nodes)
    places = {node.id: i for i, node in enumerate(nodes)}
    copies: dict[str, range] = {}
    assets: dict[str, AssetSlots] = {}
    for node in nodes:
        payload = node.payload
        if isinstance(payload, Primitive | Asset) and payload.instances:
            first = _add_copies(builder, node.name, places[node.id], payload.instances)
            copies[node.id] = range(first, first + len(payload.instances))
        if isinstance(payload, Asset):
            assets[node.id] = _add_inside(builder, node, payload, models[node.id], places[node.id])
    slots = Slots(
        parents=np.array(builder.parents, np.intp),
        orders=np.array(builder.orders, np.int8),
        names=tuple(builder.names),
        nodes=places,
        copies=copies,
        assets=assets,
    )
    for node in nodes:
        if node.parent is not None:
            above = scene.node(node.parent.node)
            use = f"The parent of {node.name!r}"
            slots.parents[places[node.id]] = slots.place(above, node.parent.joint, use)
    return slots


def _table(rows: Sequence[object], width: int) -> F64:
    return np.array(rows, np.float64).reshape(-1, width)


def _add_nodes(builder: _SlotBuilder, nodes: tuple[Node, ...]) -> None:
    turned = [
        QUATERNION if n.rotation_mode == "quaternion" else ROTATION_ORDERS.index(n.rotation_order)
        for n in nodes
    ]
    rows = {
        "translation": _table([n.translation for n in nodes], 3),
        "rotation_deg": _table([n.rotation_deg for n in nodes], 3),
        "quaternion": _table([n.quaternion for n in nodes], 4),
        "scale": _table([n.scale for n in nodes], 3),
        "visible": _table([n.visible for n in nodes], 1),
    }
    builder.add([-1] * len(nodes), turned, [n.name for n in nodes], rows)


def _add_copies(
    builder: _SlotBuilder, name: str, parent: int, placements: tuple[Placement, ...]
) -> int:
    count = len(placements)
    rows = {
        "translation": _table([p.translation for p in placements], 3),
        "rotation_deg": _table([p.rotation_deg for p in placements], 3),
        "quaternion": np.tile([0.0, 0.0, 0.0, 1.0], (count, 1)),
        "scale": _table([p.scale for p in placements], 3),
        "visible": np.ones((count, 1)),
    }
    xyz = ROTATION_ORDERS.index("XYZ")
    return builder.add([parent] * count, [xyz] * count, [name] * count, rows)


def _add_inside(
    builder: _SlotBuilder, node: Node, asset: Asset, model: Model, parent: int
) -> AssetSlots:
    inner, count = model.nodes, len(model.nodes)
    paths = {n.path: i for i, n in enumerate(inner)}
    rows = {
        "translation": _table([n.translation for n in inner], 3),
        "rotation_deg": np.zeros((count, 3)),
        "quaternion": _table([n.rotation for n in inner], 4),
        "scale": _table([n.scale for n in inner], 3),
        "visible": np.ones((count, 1)),
    }
    for path, change in asset.overrides.items():
        if path not in paths:
            where = f"in asset {asset.path!r}, for an override of {node.name!r}"
            raise NotFoundError("part", path, paths, where)
        _override(rows, paths[path], change)
    first = len(builder.parents)
    apart = bool(asset.instances)
    root = -1 if apart else parent
    parents = [root if n.parent < 0 else first + n.parent for n in inner]
    names = [f"{node.name}/{n.path}" for n in inner]
    builder.add(parents, [QUATERNION] * count, names, rows)
    morphs = _add_weights(builder.layout, model, asset.morphs)
    inside = AssetSlots(node, asset, model, first, apart, paths, morphs)
    for name in asset.morphs:
        inside.morph_rows(name)
    return inside


def _override(rows: Mapping[str, npt.NDArray[np.float64]], i: int, change: PartOverride) -> None:
    for field in ("translation", "quaternion", "scale", "visible"):
        value = getattr(change, field)
        if value is not None:
            rows[field][i] = value


def _add_weights(
    layout: LayoutBuilder, model: Model, chosen: Mapping[str, float]
) -> dict[int, int]:
    """Add the weights of every morphing inner node; ``chosen`` wins over the file's defaults."""
    result: dict[int, int] = {}
    for i, inner in enumerate(model.nodes):
        morphs = _morphs(inner)
        if morphs:
            defaults = (*inner.weights, *[0.0] * len(morphs))
            weights = [
                chosen.get(m.name, default) for m, default in zip(morphs, defaults, strict=False)
            ]
            result[i] = layout.add("morph.weight", np.array(weights, np.float64)[:, None])
    return result
