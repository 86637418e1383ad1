"""Insides: the nodes, joints and morphs inside the model that a scene node is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import NotFoundError
from compose.geometry.mesh import Morph
from compose.geometry.model import Model, ModelNode
from compose.node import Node
from compose.payload import Asset, Figure, Modelled, PartOverride, Prop
from compose.stage.hierarchy import QUATERNION
from compose.stage.layout import LayoutBuilder
from compose.stage.slot_builder import SlotBuilder, table
from compose.stage.stance import Stance, stance_of

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Inside:
    """The inside of one node's model: slots ``first`` and on, in the model's order.

    With copies (``apart``) the inside hangs on nothing, and is placed by each copy's slot.
    ``morphs`` maps an inner node to its first row of ``morph.weight``; ``stance`` is a figure's.
    """

    node: Node
    payload: Modelled
    model: Model
    first: int
    apart: bool
    paths: Mapping[str, int]
    morphs: dict[int, int]
    stance: Stance | None = None

    @property
    def where(self) -> str:
        """How messages call the model."""
        return f"in {called(self.payload)} of {self.node.name!r}"

    def slot(self, path: str) -> int:
        """Return the slot of the inner node at ``path``.

        Raises
        ------
        NotFoundError
            When the model has no such inner node.
        """
        try:
            return self.first + self.paths[path]
        except KeyError:
            raise NotFoundError("joint", path, self.paths, self.where) from None

    def morph_names(self, inner: int) -> list[str]:
        """Return the names of an inner node's morph targets, in the model's order."""
        return [morph.name for morph in _morphs(self.model.nodes[inner])]

    def morph_rows(self, name: str) -> list[int]:
        """Return the weight rows of every morph target called ``name``.

        Raises
        ------
        NotFoundError
            When the model has no such morph target.
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


def called(payload: Modelled) -> str:
    """Return how messages call what a model was made from."""
    if isinstance(payload, Asset):
        return f"asset {payload.path!r}"
    if isinstance(payload, Prop):
        return f"prop {payload.prop!r}"
    return "the figure"


def add_inside(
    builder: SlotBuilder, node: Node, payload: Modelled, model: Model, parent: int
) -> Inside:
    """Append the slots of a node's model, hung on the slot ``parent``.

    Raises
    ------
    NotFoundError
        When an overridden part or a chosen morph does not exist.
    SceneError
        When the scene has too many places.
    """
    inner, count = model.nodes, len(model.nodes)
    paths = {n.path: i for i, n in enumerate(inner)}
    rows, stance = inner_rows(node, payload, model, paths)
    first = len(builder.parents)
    apart = bool(getattr(payload, "instances", ()))
    root = -1 if apart else parent
    parents = [root if n.parent < 0 else first + n.parent for n in inner]
    names = [f"{node.name}/{n.path}" for n in inner]
    builder.add(parents, [QUATERNION] * count, names, rows)
    chosen = payload.morphs if isinstance(payload, Asset) else {}
    morphs = _add_weights(builder.layout, model, chosen)
    inside = Inside(node, payload, model, first, apart, paths, morphs, stance)
    for name in chosen:
        inside.morph_rows(name)
    return inside


def inner_rows(
    node: Node, payload: Modelled, model: Model, paths: Mapping[str, int]
) -> tuple[dict[str, F64], Stance | None]:
    """Return the ``slot.…`` rows of a model's inner nodes by field, and a figure's stance.

    Raises
    ------
    NotFoundError
        When an overridden part, or a figure's pose or joint, does not exist.
    """
    inner, count = model.nodes, len(model.nodes)
    rows = {
        "translation": table([n.translation for n in inner], 3),
        "rotation_deg": np.zeros((count, 3)),
        "quaternion": table([n.rotation for n in inner], 4),
        "scale": table([n.scale for n in inner], 3),
        "visible": np.ones((count, 1)),
    }
    stance = None
    if isinstance(payload, Figure):
        stance = stance_of(payload.performance, model, node.name)
        rows["quaternion"][: len(stance.turns)] = stance.turns
        rows["translation"][0] = stance.hips
    for path, change in payload.overrides.items():
        if path not in paths:
            where = f"in {called(payload)}, for an override of {node.name!r}"
            raise NotFoundError("part", path, paths, where)
        _override(rows, paths[path], change)
    return rows, stance


def _morphs(inner: ModelNode) -> tuple[Morph, ...]:
    return max((part.mesh.morphs for part in inner.parts), key=len, default=())


def _override(rows: Mapping[str, F64], i: int, change: PartOverride) -> None:
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
