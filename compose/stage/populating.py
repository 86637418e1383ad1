"""Populating: a populator becomes nodes with copies, one for each look, that hang on its node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from compose.errors import SceneError
from compose.geometry.model import Model
from compose.node import Node, Parent
from compose.payload import Placement, Prop
from compose.populate.expand import Stand, Variant, expand
from compose.populate.populator import Populator
from compose.scene import Scene

_OWNED = "\0"
"""Stands between a populator's id and the number of a look's first copy, in ids made here."""
MOST_COPIES_IN_ALL = 100_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Flow:
    """Copies that drive along a path: the made node's id, its populator, and where they start."""

    node: str
    populator: Populator
    stand: Stand


@dataclass(frozen=True, eq=False, kw_only=True)
class Populated:
    """A scene with all populators spread out, the models of their people, and what flows."""

    scene: Scene
    models: dict[str, Model]
    flows: tuple[Flow, ...]


def populated(scene: Scene) -> Populated:
    """Return a scene in which every populator has its copies; itself where there is none.

    The made nodes take their populator's number in the id pass.

    Raises
    ------
    SceneError
        When a populator has nowhere to put its copies, or there are too many in all.
    """
    owners = [(n, n.payload) for n in scene.nodes if isinstance(n.payload, Populator)]
    made: list[Node] = []
    models: dict[str, Model] = {}
    flows: list[Flow] = []
    numbers: dict[str, int] = {}
    count = 0
    for owner, populator in owners:
        for node, variant, model in _looks(owner, populator):
            made.append(node)
            count += len(variant.stand.turn)
            if count > MOST_COPIES_IN_ALL:
                raise SceneError(
                    f"Populators of scene {scene.name!r} make more than {MOST_COPIES_IN_ALL:,} "
                    f"copies; {owner.name!r} is one too many. Lower its count."
                )
            if model is not None:
                models[node.id] = model
            if owner.id in scene.pass_ids:
                numbers[node.id] = scene.pass_ids[owner.id]
            if populator.speed_m_s != 0.0 and not populator.area:
                flows.append(Flow(node=node.id, populator=populator, stand=variant.stand))
    if made:
        scene = scene.replace(nodes=scene.nodes + tuple(made), pass_ids=scene.pass_ids | numbers)
    return Populated(scene=scene, models=models, flows=tuple(flows))


def owned_by(node: str) -> tuple[str, int]:
    """Return the scene's own node that a node of a populated scene is of, and its first copy."""
    owner, _, first = node.partition(_OWNED)
    return (owner, int(first)) if first.isdecimal() else (node, 0)


def _looks(owner: Node, populator: Populator) -> Iterator[tuple[Node, Variant, Model | None]]:
    try:
        variants = expand(populator)
    except SceneError as error:
        raise SceneError(f"The populator {owner.name!r}: {error}") from error
    first = 0
    for variant in variants:
        model = _statue(owner, variant)
        payload = Prop(
            kind="prop",
            prop=variant.item.prop or "statue",
            parameters=variant.item.parameters,
            colors={} if model else variant.colors,
            instances=_placements(variant.stand),
        )
        node = Node(
            id=f"{owner.id}{_OWNED}{first}",
            name=owner.name,
            parent=Parent(node=owner.id),
            casts_shadow=owner.casts_shadow,
            payload=payload,
        )
        yield node, variant, model
        first += len(variant.stand.turn)


def _statue(owner: Node, variant: Variant) -> Model | None:
    """Return the model of a person in the variant's pose and colours; None for a prop."""
    item = variant.item
    if (item.prop is None) == (item.body is None):
        raise SceneError(f"An item of the populator {owner.name!r} is a prop or a body, not both.")
    if item.body is None:
        return None
    from compose.figures.statue import make_statue

    return make_statue(item.body.replace(**variant.colors), variant.pose or "stand")


def _placements(stand: Stand) -> tuple[Placement, ...]:
    turns = np.degrees(stand.turn)
    rows = zip(stand.translation.tolist(), turns.tolist(), stand.scale.tolist(), strict=True)
    return tuple(
        Placement(translation=(x, y, z), rotation_deg=(0.0, turn, 0.0), scale=(size, size, size))
        for (x, y, z), turn, size in rows
    )
