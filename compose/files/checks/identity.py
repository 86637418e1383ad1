"""Ids, names, shot numbers, and the numbers of the id pass: each its own, none used twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from compose.files import layout
from compose.files.checks.report import of_node
from compose.files.problem import Problem
from compose.payload import ImageCard, Modelled, Primitive
from compose.project import Project
from compose.scene import Scene

T = TypeVar("T", bound=Hashable)


def scene_identity(scene: Scene) -> Iterator[Problem]:
    """Find node ids that are malformed or used twice, names used twice, and bad pass numbers."""
    file = layout.scene_file(scene.id)
    for i, node in enumerate(scene.nodes):
        if not layout.is_id(node.id):
            message = f"{node.id[:60]!r} is not an id ({layout.ID_RULE})"
            yield Problem("error", file, f"nodes[{i}].id", message)
    for node_id, places in _repeated(node.id for node in scene.nodes).items():
        message = f"the id {node_id[:60]!r} belongs to {len(places)} nodes"
        hint = "Give each an id of its own."
        yield Problem("error", file, f"nodes[{places[1]}].id", message, hint)
    for name, places in _repeated(node.name for node in scene.nodes).items():
        message = f"the name {name[:60]!r} is used by {len(places)} nodes"
        hint = "Commands that go by name take the first."
        yield Problem("warning", file, f"nodes[{places[1]}].name", message, hint)
    yield from _pass_numbers(scene, file)
    yield from _pass_entries(scene, file)


def _repeated(values: Iterable[T]) -> dict[T, list[int]]:
    """Return the places of every value that comes more than once."""
    places: dict[T, list[int]] = {}
    for i, value in enumerate(values):
        places.setdefault(value, []).append(i)
    return {value: found for value, found in places.items() if len(found) > 1}


def _pass_numbers(scene: Scene, file: str) -> Iterator[Problem]:
    """Check that numbers are positive, differ, and cannot be given out again."""
    keys = list(scene.pass_ids)
    numbers = list(scene.pass_ids.values())
    for key, number in scene.pass_ids.items():
        if number < 1:
            message = f"must be at least 1, not {number}; 0 is the background"
            yield Problem("error", file, f"pass_ids.{key[:80]}", message)
    for number, places in _repeated(numbers).items():
        message = f"the number {number} is given to {len(places)} entries"
        hint = "Give each a number of its own."
        yield Problem("error", file, f"pass_ids.{keys[places[1]][:80]}", message, hint)
    if numbers and max(numbers) >= scene.next_pass_id:
        message = f"is {scene.next_pass_id}, so a number in pass_ids would be given out again"
        hint = f"It must be at least {max(numbers) + 1}."
        yield Problem("error", file, "next_pass_id", message, hint)


def _pass_entries(scene: Scene, file: str) -> Iterator[Problem]:
    """Check that the table speaks of nodes that there are, and of all that are drawn."""
    known = {node.id for node in scene.nodes}
    for key in scene.pass_ids:
        if key.partition("/")[0].partition("#")[0] not in known:
            message = "numbers a node that the scene does not have"
            yield Problem("warning", file, f"pass_ids.{key[:80]}", message, "Remove the entry.")
    for i, node in enumerate(scene.nodes):
        drawn = isinstance(node.payload, Primitive | Modelled | ImageCard)
        if drawn and node.id not in scene.pass_ids:
            message = f"{of_node(node)} has no number for the id pass in pass_ids"
            hint = "It gets one at each render, which may differ after an edit."
            yield Problem("warning", file, f"nodes[{i}].id", message, hint)


def project_identity(project: Project) -> Iterator[Problem]:
    """Find scene names and shot numbers that are used twice."""
    names: dict[str, str] = {}
    for scene in project.scenes:
        if scene.name in names:
            message = f"the name {scene.name[:60]!r} is also that of {names[scene.name]}"
            yield Problem("warning", layout.scene_file(scene.id), "name", message)
        names.setdefault(scene.name, layout.scene_file(scene.id))
    numbers: dict[str, str] = {}
    for shot in project.shots:
        if shot.number in numbers:
            message = f"the number {shot.number[:60]!r} is also that of {numbers[shot.number]}"
            hint = "Give each shot a number of its own."
            yield Problem("error", layout.shot_file(shot.id), "number", message, hint)
        numbers.setdefault(shot.number, layout.shot_file(shot.id))
