"""Targets: the nodes that a payload goes by (aims, reaches, looks, ground), found and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from compose.figures.performance import Performance
from compose.payload import CameraPayload, Figure, Payload


class Target(NamedTuple):
    """A node that a payload names, at ``field`` of the payload, with the joint if one is meant."""

    field: str
    node: str
    joint: str | None


def targets_of(payload: Payload | None) -> Iterator[Target]:
    """Yield every node that a payload names."""
    if isinstance(payload, CameraPayload) and payload.aim is not None:
        yield Target("aim", payload.aim.node, payload.aim.joint)
    if isinstance(payload, Figure):
        performance = payload.performance
        for i, reach in enumerate(performance.reaches):
            if reach.node is not None:
                yield Target(f"performance.reaches[{i}]", reach.node, reach.joint)
        if performance.look is not None and performance.look.node is not None:
            yield Target("performance.look", performance.look.node, performance.look.joint)
        for i, node in enumerate(performance.ground):
            yield Target(f"performance.ground[{i}]", node, None)


def retargeted(payload: Payload | None, fresh: Callable[[str], str | None]) -> Payload | None:
    """Return a payload that names ``fresh(node)`` for each node it names.

    What goes for a node that has become ``None`` is left out.
    """
    if isinstance(payload, CameraPayload) and payload.aim is not None:
        node = fresh(payload.aim.node)
        if node != payload.aim.node:
            aim = None if node is None else payload.aim.replace(node=node)
            return payload.replace(aim=aim)
    if isinstance(payload, Figure):
        performance = _performance(payload.performance, fresh)
        if performance != payload.performance:
            return payload.replace(performance=performance)
    return payload


def _performance(old: Performance, fresh: Callable[[str], str | None]) -> Performance:
    reaches = []
    for reach in old.reaches:
        node = None if reach.node is None else fresh(reach.node)
        if node is not None:
            reaches.append(reach.replace(node=node))
        elif reach.node is None:
            reaches.append(reach)
    changes: dict[str, object] = {}
    if tuple(reaches) != old.reaches:
        changes["reaches"] = tuple(reaches)
    if old.look is not None and old.look.node is not None:
        node = fresh(old.look.node)
        changes["look"] = None if node is None else old.look.replace(node=node)
    found = [fresh(node) for node in old.ground]
    if old.ground:
        changes["ground"] = tuple(node for node in found if node is not None)
    return old.replace(**changes) if changes else old
