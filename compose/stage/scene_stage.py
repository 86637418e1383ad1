"""SceneStage: a scene compiled once, before any track moves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.channels import CHANNELS, ENVIRONMENT_FIELDS, MORPH_CHANNEL, Channel
from compose.environment import Environment
from compose.errors import SceneError
from compose.figures.retarget import FigureMotion
from compose.geometry.model import Model
from compose.light import Light
from compose.node import Node
from compose.payload import CameraPayload, Figure, ImageCard, LightPayload
from compose.scene import Scene
from compose.stage.clips import ClipTable
from compose.stage.draw_table import DrawTable, build_draw_table
from compose.stage.hierarchy import CameraRule, Level, depths, levels
from compose.stage.lamps import Lamp
from compose.stage.layout import Layout, LayoutBuilder, field_name
from compose.stage.materials import LoadImage
from compose.stage.people import People
from compose.stage.plans import Plans
from compose.stage.plays import clip_drives
from compose.stage.populating import Flow, Populated, owned_by
from compose.stage.slots import Slots, build_slots
from compose.stage.solve_order import CYCLE_FIELDS, FigureRows, Task, tasks_of
from compose.stage.surroundings import surroundings
from compose.values import Value

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False, kw_only=True)
class SceneStage:
    """What the frames of a scene share. It holds neither the scene nor the project.

    ``order`` and ``levels`` have every slot from the roots down. ``cameras`` and ``lights`` map a
    node's id to its row of ``camera.…`` and ``light.…`` values, ``cards`` to its row of
    ``card.brightness``, ``looks`` a figure's id to its row of ``look.…`` and ``reaches`` a
    figure's id and a limb to its row of ``reach.…``, ``cycles`` a figure's id to the rows of
    ``cycle.…`` values, where its cycles say where the feet go, and ``motions`` to the motion of
    its file.
    """

    layout: Layout
    base: F64
    nodes: Mapping[str, Node]
    environment: Environment
    slots: Slots
    depth: Indices
    order: Indices
    levels: tuple[Level, ...]
    rules: tuple[CameraRule, ...]
    draw: DrawTable
    lamps: tuple[Lamp, ...]
    clips: ClipTable
    cameras: Mapping[str, int]
    lights: Mapping[str, int]
    cards: Mapping[str, int]
    looks: Mapping[str, int]
    reaches: Mapping[tuple[str, str], int]
    cycles: Mapping[str, tuple[int, ...]]
    people: People
    tasks: tuple[Task, ...]
    motions: Mapping[str, FigureMotion]
    flows: tuple[Flow, ...]
    source: Source
    plans: Plans


@dataclass(frozen=True, eq=False, kw_only=True)
class Source:
    """What a stage was compiled from: the scene's own nodes and its numbers of the id pass."""

    nodes: tuple[Node, ...]
    pass_ids: Mapping[str, int]
    next_pass_id: int

    @classmethod
    def of(cls, scene: Scene) -> Self:
        """Return what a scene, populators not yet spread out, is compiled from."""
        return cls(nodes=scene.nodes, pass_ids=scene.pass_ids, next_pass_id=scene.next_pass_id)


def compile_scene(
    populated: Populated, source: Source, models: Mapping[str, Model], load_image: LoadImage,
    fading: Set[str], motions: Mapping[str, FigureMotion], plans: Plans,
) -> SceneStage:  # fmt: skip
    """Compile a scene whose populators are spread out.

    ``models`` has what a node is drawn from, ``motions`` what moves a figure, by the node's id.

    Raises
    ------
    ShotwrightError
        When a parent, aim, asset part, shape, picture or pass id is wrong; the message names it.
    """
    scene, builder = populated.scene, LayoutBuilder()
    slots = build_slots(scene, models, builder)
    builder.add("node.color", np.reshape([node.color for node in scene.nodes], (-1, 3)))
    builder.add("node.opacity", np.reshape([node.opacity for node in scene.nodes], (-1, 1)))
    cameras = _payload_rows(builder, scene, "camera", CameraPayload)
    lights = _payload_rows(builder, scene, "light", LightPayload)
    cards = _payload_rows(builder, scene, "card", ImageCard)
    rows = _figure_rows(builder, scene)
    lamps = tuple(_lamps(builder, scene, slots, lights))
    _add_row(builder, "environment", scene.environment)
    layout, base = builder.build()
    _clamp(layout, base)
    rules = tuple(_camera_rules(scene, slots, cameras))
    depth = depths(slots.parents, rules, slots.names)
    everything = np.ones(len(slots.parents), bool)
    order, steps = levels(everything, slots.parents, depth, rules)
    return SceneStage(
        layout=layout,
        base=base,
        nodes={node.id: node for node in scene.nodes},
        environment=surroundings(scene.environment, ENVIRONMENT_FIELDS, base, layout),
        slots=slots,
        depth=depth,
        order=order,
        levels=steps,
        rules=rules,
        draw=build_draw_table(scene, slots, cards, load_image, fading),
        lamps=lamps,
        clips=ClipTable.compile(
            [drive for inside in slots.insides.values() for drive in clip_drives(inside, layout)]
        ),
        cameras=cameras,
        lights=lights,
        cards=cards,
        looks=rows.looks,
        reaches=rows.reaches,
        cycles=rows.cycles,
        people=People.among(slots.insides.values(), slots.nodes),
        tasks=tasks_of(scene, slots, rows),
        flows=populated.flows,
        motions=motions,
        source=source,
        plans=plans,
    )


def _payload_rows(
    builder: LayoutBuilder, scene: Scene, target: str, kind: type[Value]
) -> dict[str, int]:
    return {
        node.id: _add_row(builder, target, node.payload)
        for node in scene.nodes
        if isinstance(node.payload, kind)
    }


def _figure_rows(builder: LayoutBuilder, scene: Scene) -> FigureRows:
    """Add what figures' looks and reaches have for channels, and their cycles say of the feet."""
    looks: dict[str, int] = {}
    cycles: dict[str, tuple[int, ...]] = {}
    reaches: dict[tuple[str, str], int] = {}
    for node in scene.nodes:
        if not isinstance(node.payload, Figure):
            continue
        performance = node.payload.performance
        if performance.look is not None:
            looks[node.id] = _add_row(builder, "look", performance.look)
        for reach in performance.reaches:
            if (node.id, reach.limb) in reaches:
                raise SceneError(
                    f"Figure {node.name!r} reaches twice with its {reach.limb.replace('_', ' ')}; "
                    "remove one of the two."
                )
            reaches[node.id, reach.limb] = _add_row(builder, "reach", reach)
        count = len(performance.cycles)
        if count:
            for field, width in CYCLE_FIELDS.items():
                first = builder.add(f"cycle.{field}", np.zeros((count, width)))
            cycles[node.id] = tuple(range(first, first + count))
    return FigureRows(looks=looks, reaches=reaches, cycles=cycles)


def _add_row(builder: LayoutBuilder, target: str, owner: object) -> int:
    """Append one row to each field that channels of ``target`` name, read from ``owner``."""
    row = 0
    for field, value in row_values(target, owner):
        row = builder.add(field, value.reshape(1, -1))
    return row


def row_values(target: str, owner: object) -> Iterator[tuple[str, F64]]:
    """Return each field that channels of ``target`` name, with its numbers read from ``owner``."""
    for field in dict.fromkeys(c.field for c in CHANNELS.values() if c.target == target):
        value: object = owner
        for name in field.split("."):
            value = getattr(value, name, None)
        if value is None:  # the offset of a camera without an aim
            value = (0.0, 0.0, 0.0)
        yield f"{target}.{field}", np.array(value, np.float64).ravel()


def _clamp(layout: Layout, base: F64) -> None:
    """Bring every base value into the range of its channel, so that all are fit to compute with."""
    for field in layout.fields:
        fit(field, layout.view(base, field))
    base.setflags(write=False)


def fit(field: str, rows: F64) -> None:
    """Bring rows of a field into the range of its channels."""
    for channel in _channels_by_field().get(field, ()):
        np.clip(rows, channel.low, channel.high, out=rows)


@cache
def _channels_by_field() -> dict[str, tuple[Channel, ...]]:
    """Return the channels whose values a field of the layout holds."""
    found: dict[str, tuple[Channel, ...]] = {}
    for channel in (*CHANNELS.values(), MORPH_CHANNEL):
        name = field_name(channel)
        found[name] = (*found.get(name, ()), channel)
    return found


def _lamps(
    builder: LayoutBuilder, scene: Scene, slots: Slots, lights: Mapping[str, int]
) -> Iterator[Lamp]:
    for node in scene.nodes:
        if isinstance(node.payload, LightPayload):
            yield Lamp(node.payload, slots.nodes[node.id], -1, lights[node.id], node.id)
        inside = slots.insides.get(node.id)
        if inside is None:
            continue
        for i, inner in enumerate(inside.model.nodes):
            if inner.light is not None:
                row = _add_row(builder, "light", inner.light)
                yield from _copies(inner.light, slots, node, inside.first + i, row, inside.apart)


def _copies(
    light: Light, slots: Slots, node: Node, slot: int, row: int, apart: bool
) -> Iterator[Lamp]:
    owner, _ = owned_by(node.id)
    if not apart:
        yield Lamp(light, slot, -1, row, owner)
        return
    for copy in slots.copies[node.id]:
        yield Lamp(light, copy, slot, row, owner)


def _camera_rules(scene: Scene, slots: Slots, cameras: Mapping[str, int]) -> Iterator[CameraRule]:
    for node in scene.nodes:
        if not isinstance(node.payload, CameraPayload):
            continue
        aim, target = node.payload.aim, -1
        if aim is not None:
            use = f"The aim of {node.name!r}"
            target = slots.place(scene.node(aim.node), aim.joint, use)
        yield CameraRule(slot=slots.nodes[node.id], row=cameras[node.id], target=target)
