"""The node tree of a GLB: scene nodes, the insides of assets, skins, lights and cameras."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from compose.camera import CameraLens
from compose.exporters.glb.sampling import Samples
from compose.exporters.glb.surfaces import Color, Painted, add_mesh
from compose.exporters.glb.writer import GlbWriter
from compose.geometry.mesh import F64
from compose.light import Light
from compose.snapshot import CameraState
from compose.stage.insides import Inside
from compose.stage.lens import gate_aspect, gate_inside, sensor_size

Place = tuple[int, int]
"""A slot, or a copy's slot and the inner slot it places; the second is −1 without copies."""


class Tree:
    """Writes the nodes. ``numbers`` maps places to nodes, ``cameras`` node ids to cameras."""

    def __init__(self, writer: GlbWriter, samples: Samples) -> None:
        self._writer = writer
        self._samples = samples
        self._stage = samples.timeline.stage
        self._children: dict[int, list[int]] = defaultdict(list)
        self._entries: list[dict[str, Any]] = []
        self.numbers: dict[Place, int] = {}
        self.cameras: dict[str, int] = {}
        self.lights: list[dict[str, Any]] = []
        self._inside = self._inner_slots()

    def write(self) -> None:
        """Write every node, and what hangs on those that are ever seen."""
        self._add_slots()
        self._add_copies()
        self._hang_meshes()
        self._hang_lights()
        self._hang_cameras()
        roots = self._children.pop(-1, [])
        for number, children in self._children.items():
            self._entries[number]["children"] = children
        self._writer.add("scenes", {"nodes": roots} if roots else {})

    def _inner_slots(self) -> dict[int, Inside]:
        """Map the slots inside assets with copies to their asset."""
        return {
            inside.first + i: inside
            for inside in self._stage.slots.insides.values()
            if inside.apart
            for i in range(len(inside.model.nodes))
        }

    def _add_slots(self) -> None:
        """Write the slots that stand once, parents before children."""
        cameras = {rule.slot for rule in self._stage.rules}
        ids = {slot: node for node, slot in self._stage.slots.nodes.items()}
        for slot in (int(s) for s in self._stage.order):
            if slot in self._inside:
                continue
            parent = -1 if slot in cameras else int(self._stage.slots.parents[slot])
            above = self.numbers[parent, -1] if parent >= 0 else -1
            name = self._stage.slots.names[slot]
            extras = {"extras": {"shotwright_id": ids[slot]}} if slot in ids else {}
            self._add((slot, -1), slot, above, name if slot in ids else _last(name), extras)

    def _add_copies(self) -> None:
        """Write the inside of an asset once more for each of its copies."""
        for node, inside in self._stage.slots.insides.items():
            for copy in self._stage.slots.copies[node] if inside.apart else ():
                self._add_copy(inside, copy)

    def _add_copy(self, inside: Inside, copy: int) -> None:
        for i, inner in enumerate(inside.model.nodes):
            slot = inside.first + i
            above = self.numbers[copy, inside.first + inner.parent if inner.parent >= 0 else -1]
            self._add((copy, slot), slot, above, _last(inner.path), {})

    def _add(self, place: Place, slot: int, above: int, name: str, more: dict[str, Any]) -> None:
        translation, quaternion, scale = (values[slot] for values in self._samples.still)
        entry: dict[str, Any] = {"name": name, **more}
        if translation.any():
            entry["translation"] = translation.tolist()
        if not np.array_equal(quaternion, [0.0, 0.0, 0.0, 1.0]):
            entry["rotation"] = quaternion.tolist()
        if self._samples.shown[slot] and not self._samples.visible[0, slot]:
            entry["scale"] = [0.0, 0.0, 0.0]
        elif not np.allclose(scale, 1.0, rtol=0.0, atol=1e-12):
            entry["scale"] = scale.tolist()
        number = self._writer.add("nodes", entry)
        self._entries.append(entry)
        self.numbers[place] = number
        self._children[above].append(number)

    def _hang_meshes(self) -> None:
        draw = self._stage.draw
        colors = self._colors()
        rows: dict[Place, list[int]] = defaultdict(list)
        for row in range(len(draw.surfaces)):
            rows[int(draw.outer[row]), int(draw.inner[row])].append(row)
        for place, found in rows.items():
            if not self.seen(place):
                continue
            entry = self._entries[self.numbers[place]]
            parts = [
                Painted(draw.surfaces[r].mesh, draw.surfaces[r].material, _color(colors[r]))
                for r in found
            ]
            entry["mesh"] = add_mesh(self._writer, entry["name"], parts)
            start = int(draw.morph_start[found[0]])
            if start >= 0:
                count = len(parts[0].mesh.morphs)
                entry["weights"] = self._samples.weights[0, start : start + count].tolist()
            skinned = next((r for r in found if draw.joint_start[r] >= 0), None)
            if skinned is not None:
                entry["skin"] = self._skin(place, draw.surfaces[skinned].node)

    def seen(self, place: Place) -> bool:
        """Tell whether a place is ever visible, with everything it hangs on."""
        shown = self._samples.shown
        return bool(shown[place[0]] and (place[1] < 0 or shown[place[1]]))

    def _colors(self) -> F64:
        """Return (S, 4): what multiplies each surface's base colour at the first frame."""
        draw, layout, values = self._stage.draw, self._stage.layout, self._samples.first_values
        colors = np.ones((len(draw.surfaces), 4))
        colors[:, :3] = draw.tint
        colors[draw.painted, :3] = layout.view(values, "node.color")[draw.looks[draw.painted]]
        if len(draw.cards):
            colors[draw.cards, :3] = layout.view(values, "card.brightness")[draw.card_rows]
        colors[:, 3] = layout.view(values, "node.opacity")[draw.looks, 0]
        return colors

    def _skin(self, place: Place, node: str) -> int:
        """Write the skin of a mesh inside an asset; its joints are nodes of the same copy."""
        inside = self._stage.slots.insides[node]
        slot = place[1] if inside.apart else place[0]
        number = inside.model.nodes[slot - inside.first].skin
        skin = inside.model.skins[number]
        copy = place[0] if inside.apart else -1

        def make() -> int:
            joints = [
                self.numbers[(copy, inside.first + j) if inside.apart else (inside.first + j, -1)]
                for j in skin.joints
            ]
            columns = skin.inverse_bind.transpose(0, 2, 1).reshape(-1, 16).astype(np.float32)
            matrices = self._writer.accessor(columns)
            return self._writer.add("skins", {"joints": joints, "inverseBindMatrices": matrices})

        return self._writer.once(skin, ("skin", node, number, copy), make)

    def _hang_lights(self) -> None:
        values, layout = self._samples.first_values, self._stage.layout
        written: dict[int, int] = {}
        for lamp in self._stage.lamps:
            if not self.seen((lamp.outer, lamp.inner)):
                continue
            if lamp.row not in written:
                color = layout.view(values, "light.color")[lamp.row]
                intensity = float(layout.view(values, "light.intensity")[lamp.row, 0])
                written[lamp.row] = len(self.lights)
                self.lights.append(_light(lamp.light, color, intensity))
                self._writer.use("KHR_lights_punctual")
            entry = self._entries[self.numbers[lamp.outer, lamp.inner]]
            entry["extensions"] = {"KHR_lights_punctual": {"light": written[lamp.row]}}

    def _hang_cameras(self) -> None:
        for node, states in self._samples.cameras.items():
            entry = self._entries[self.numbers[self._stage.slots.nodes[node], -1]]
            self.cameras[node] = self._writer.add("cameras", _camera(entry["name"], states[0]))
            entry["camera"] = self.cameras[node]
        for place, lens in self._inner_cameras():
            entry = self._entries[self.numbers[place]]
            state = _lens_state(lens)
            entry["camera"] = self._writer.add("cameras", _camera(entry["name"], state))

    def _inner_cameras(self) -> Iterator[tuple[Place, CameraLens]]:
        for inside in self._stage.slots.insides.values():
            copies: Sequence[int] = self._stage.slots.copies.get(inside.node.id, range(0))
            for i, inner in enumerate(inside.model.nodes):
                if inner.camera is None:
                    continue
                slot = inside.first + i
                for place in [(c, slot) for c in copies] if inside.apart else [(slot, -1)]:
                    yield place, inner.camera


def vertical_fov(state: CameraState) -> float:
    """Return the vertical field of view of the gate in radians: ``2 atan(h / 2 f)``."""
    return 2.0 * math.atan(state.gate_mm[1] / (2.0 * state.focal_length_mm))


def _camera(name: str, state: CameraState) -> dict[str, Any]:
    planes = {"znear": state.near_m, "zfar": state.far_m}
    if state.orthographic_height_m > 0.0:
        half = state.orthographic_height_m / 2.0
        view = {"xmag": half * state.aspect, "ymag": half}
        return {"name": name, "type": "orthographic", "orthographic": view | planes}
    view = {"aspectRatio": state.aspect, "yfov": vertical_fov(state)}
    return {"name": name, "type": "perspective", "perspective": view | planes}


def _lens_state(lens: CameraLens) -> CameraState:
    """Return the state of a camera inside an asset, whose lens never changes."""
    sensor = sensor_size(lens.sensor)
    return CameraState(
        world=np.eye(4),
        focal_length_mm=lens.focal_length_mm,
        sensor_mm=sensor,
        gate_mm=gate_inside(sensor, gate_aspect(lens.gate)),
        near_m=lens.near_m,
        far_m=lens.far_m,
        focus_distance_m=lens.focus_distance_m,
        f_stop=lens.f_stop,
        orthographic_height_m=lens.orthographic_height_m,
    )


def _light(light: Light, color: F64, intensity: float) -> dict[str, Any]:
    """Return a light of KHR_lights_punctual; a colour brighter than 1 goes to the intensity."""
    brightest = max(1.0, float(color.max()))
    entry: dict[str, Any] = {
        "type": light.type,
        "color": (color / brightest).tolist(),
        "intensity": intensity * brightest,
    }
    if light.range_m > 0.0 and light.type != "directional":
        entry["range"] = light.range_m
    if light.type == "spot":
        outer = min(max(math.radians(light.outer_cone_deg), 1e-3), math.pi / 2.0)
        inner = min(math.radians(light.inner_cone_deg), outer * (1.0 - 1e-6))
        entry["spot"] = {"innerConeAngle": inner, "outerConeAngle": outer}
    return entry


def _color(row: F64) -> Color:
    red, green, blue, alpha = (float(value) for value in row)
    return (red, green, blue, alpha)


def _last(path: str) -> str:
    return path.rpartition("/")[2] or path
