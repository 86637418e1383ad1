"""Solve order: which limbs and heads are solved before which, so that each finds its goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.figures.looking import LOOK_JOINTS
from compose.figures.performance import Look, Reach
from compose.figures.reaching import LIMBS
from compose.figures.skeleton import INDEX
from compose.node import Node
from compose.payload import Figure
from compose.scene import Scene
from compose.stage.hierarchy import CameraRule
from compose.stage.insides import Inside
from compose.stage.slots import Slots

CYCLE_FIELDS = {"ankles": 6, "soles": 8, "feet": 1, "in_world": 1}
"""What a cycle says of the feet, as fields ``cycle.…`` of the layout with their widths."""


@dataclass(frozen=True, slots=True)
class Stride:
    """Feet that go where cycles say; ``rows`` are those of ``cycle.…`` values."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Feet that stand on the ground under them."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Task:
    """Something of one figure that is solved after the world's matrices are known.

    ``writes`` are the slots of the joints that it turns, ``above`` the slot of the joint that
    those hang on and ``root`` the figure's. ``target`` is the slot that it goes for, −1 for a
    place in the scene, and ``row`` that of its channels. ``again`` marks the second look of
    someone who looks at a head that looks too.
    """

    what: Reach | Look | Stride | Standing
    label: str
    inside: Inside
    root: int
    row: int
    writes: tuple[int, ...]
    above: int
    target: int
    again: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FigureRows:
    """Rows of the layout: ``looks`` by a figure's id, ``reaches`` by id and limb, ``cycles``."""

    looks: Mapping[str, int]
    reaches: Mapping[tuple[str, str], int]
    cycles: Mapping[str, tuple[int, ...]]


def tasks_of(scene: Scene, slots: Slots, rows: FigureRows) -> tuple[Task, ...]:
    """Return where the feet of a scene's figures go, what they reach for and look at.

    Raises
    ------
    NotFoundError
        When a target does not exist.
    SceneError
        When a target's joint cannot be told apart.
    """
    found: list[Task] = []
    for node in scene.nodes:
        if isinstance(node.payload, Figure):
            found += _feet(node, node.payload, slots, rows)
            found += _reaches(scene, node, node.payload, slots, rows)
            found += _look(scene, node, node.payload, slots, rows)
    return tuple(found)


def _feet(node: Node, figure: Figure, slots: Slots, rows: FigureRows) -> Iterator[Task]:
    inside = slots.insides[node.id]
    legs = [LIMBS[f"{side}_foot"] for side in ("left", "right")]
    joints = [j for leg in legs for j in (leg.upper, leg.lower, leg.end)]
    cycles = rows.cycles.get(node.id, ())
    stands = not cycles and bool(figure.performance.ground)
    if not cycles and not stands:
        return
    yield Task(
        what=Standing() if stands else Stride(cycles),
        label=f"the feet of {node.name!r}",
        inside=inside,
        root=slots.nodes[node.id],
        row=0,
        writes=tuple(inside.first + j for j in ([INDEX["hips"]] if stands else []) + joints),
        above=slots.nodes[node.id] if stands else inside.first + INDEX["hips"],
        target=-1,
    )


def _reaches(
    scene: Scene, node: Node, figure: Figure, slots: Slots, rows: FigureRows
) -> Iterator[Task]:
    inside = slots.insides[node.id]
    for reach in figure.performance.reaches:
        limb = LIMBS[reach.limb]
        label = f"the {reach.limb.replace('_', ' ')} of {node.name!r}"
        yield Task(
            what=reach,
            label=label,
            inside=inside,
            root=slots.nodes[node.id],
            row=rows.reaches[node.id, reach.limb],
            writes=tuple(inside.first + j for j in (limb.upper, limb.lower, limb.end)),
            above=inside.first + limb.parent,
            target=_target(scene, slots, reach, f"What {label} reaches for"),
        )


def _look(
    scene: Scene, node: Node, figure: Figure, slots: Slots, rows: FigureRows
) -> Iterator[Task]:
    look, inside = figure.performance.look, slots.insides[node.id]
    if look is not None:
        yield Task(
            what=look,
            label=f"the look of {node.name!r}",
            inside=inside,
            root=slots.nodes[node.id],
            row=rows.looks[node.id],
            writes=tuple(inside.first + j for j in LOOK_JOINTS),
            above=int(slots.parents[inside.first + LOOK_JOINTS[0]]),
            target=_target(scene, slots, look, f"What {node.name!r} looks at"),
        )


def _target(scene: Scene, slots: Slots, what: Reach | Look, use: str) -> int:
    if what.node is None:
        return -1
    return slots.place(scene.node(what.node), what.joint, use)


def in_layers(
    tasks: Sequence[Task], parents: npt.NDArray[np.intp], rules: Sequence[CameraRule]
) -> tuple[tuple[Task, ...], ...]:
    """Return the tasks in layers, each after all whose joints carry what it goes for.

    Those who look at each other look twice: at where the other's head was, then at where it went.

    Raises
    ------
    SceneError
        When hands and looks wait for each other in a circle; it names them.
    """
    finder = _Carriers(tasks, parents, {r.slot: r.target for r in rules if r.target >= 0})
    every = list(tasks)
    needs: list[set[int]] = [set() for _ in tasks]
    second: dict[int, int] = {}
    for i, task in enumerate(tasks):
        others = finder.above(task.target) - {i}
        seen = {j for j in others if _looks(task) and _looks(tasks[j])}
        needs[i] = (others - seen) | (finder.above(task.above) - {i})
        if isinstance(task.what, Reach):  # over the steps of the same leg
            needs[i] |= {j for j in finder.writing(task.writes) if not _goes(tasks[j])}
        if seen:
            second[i] = len(every)
            every.append(replace(task, again=True))
            needs.append(needs[i] | seen | {i})
    for i, needed in enumerate(needs):
        if not every[i].again:
            needed |= {second[j] for j in needed if j in second and second[j] != i}
    return tuple(_layers(every, needs))


def _looks(task: Task) -> bool:
    return isinstance(task.what, Look)


def _goes(task: Task) -> bool:
    return isinstance(task.what, Reach | Look)


class _Carriers:
    """Finds the tasks whose joints carry a slot."""

    def __init__(
        self, tasks: Sequence[Task], parents: npt.NDArray[np.intp], aims: Mapping[int, int]
    ) -> None:
        self._parents, self._aims = parents, aims
        self._writers: dict[int, set[int]] = {}
        for i, task in enumerate(tasks):
            for slot in task.writes:
                self._writers.setdefault(slot, set()).add(i)

    def writing(self, slots: Iterable[int]) -> set[int]:
        """Return the numbers of the tasks that write any of these slots."""
        return {i for slot in slots for i in self._writers.get(slot, ())}

    def above(self, slot: int) -> set[int]:
        """Return the numbers of the tasks that write what a slot hangs on, or itself."""
        found: set[int] = set()
        seen: set[int] = set()
        waiting = [slot]
        while waiting:
            slot = waiting.pop()
            if slot < 0 or slot in seen:
                continue
            seen.add(slot)
            found |= self._writers.get(slot, set())
            waiting += [int(self._parents[slot]), self._aims.get(slot, -1)]
        return found


def _layers(tasks: Sequence[Task], needs: Sequence[set[int]]) -> Iterator[tuple[Task, ...]]:
    waiting = dict(enumerate(needs))
    while waiting:
        ready = [i for i, needed in waiting.items() if not needed & waiting.keys()]
        if not ready:
            raise _circle(tasks, waiting)
        for i in ready:
            del waiting[i]
        yield tuple(tasks[i] for i in ready)


def _circle(tasks: Sequence[Task], waiting: Mapping[int, set[int]]) -> SceneError:
    """Walk along tasks that wait until the walk meets itself."""
    here = next(iter(waiting))
    walk: dict[int, None] = {}
    while here not in walk:
        walk[here] = None
        here = min(waiting[here] & waiting.keys())
    path = list(walk)
    names = [tasks[i].label for i in path[path.index(here) :]]
    names = list(dict.fromkeys(names))
    shown = " → ".join([*names[:6], *(["…"] if len(names) > 6 else []), names[0]])
    return SceneError(
        f"Hands, feet and looks wait for each other in a circle: {shown}. "
        "Let one of them go for a place that the others do not move."
    )
