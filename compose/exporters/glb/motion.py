"""The one animation of a GLB: what moves, baked at every frame."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.exporters.glb.sampling import Samples
from compose.exporters.glb.tree import Tree, vertical_fov
from compose.exporters.glb.writer import GlbWriter
from compose.geometry.mesh import F64

_POINTER = "KHR_animation_pointer"


class Motion:
    """Writes channels for what changes over the samples, and nothing for what does not."""

    def __init__(self, writer: GlbWriter, samples: Samples, tree: Tree) -> None:
        self._writer = writer
        self._samples = samples
        self._tree = tree
        self._times = -1
        self._channels: list[dict[str, Any]] = []
        self._samplers: list[dict[str, Any]] = []

    def write(self, name: str) -> None:
        """Write the animation, unless nothing changes."""
        if len(self._samples.seconds) < 2:
            return
        self._add_slots()
        self._add_weights()
        self._add_lenses()
        if self._channels:
            entry = {"name": name, "channels": self._channels, "samplers": self._samplers}
            self._writer.add("animations", entry)

    def _add_slots(self) -> None:
        samples = self._samples
        nodes: dict[int, list[int]] = defaultdict(list)
        for (outer, inner), number in self._tree.numbers.items():
            nodes[outer if inner < 0 else inner].append(number)
        column = {int(slot): i for i, slot in enumerate(samples.moving)}
        seen = np.count_nonzero(samples.visible, axis=0)
        blinking = set(np.flatnonzero((seen > 0) & (seen < len(samples.seconds))).tolist())
        for slot, numbers in nodes.items():
            i = column.get(slot)
            if i is not None:
                turns = _continuous(samples.quaternion[:, i])
                self._channel(numbers, "translation", samples.translation[:, i])
                self._channel(numbers, "rotation", turns)
                if slot not in blinking:
                    self._channel(numbers, "scale", samples.scale[:, i])
            if slot in blinking:
                scale = samples.still[2][slot] if i is None else samples.scale[:, i]
                self._channel(numbers, "scale", scale * samples.visible[:, slot, None], "STEP")

    def _add_weights(self) -> None:
        """Write morph weights: at each key one number for every target."""
        draw = self._samples.timeline.stage.draw
        done: set[int] = set()
        for row in np.flatnonzero(draw.morph_start >= 0).tolist():
            place = (int(draw.outer[row]), int(draw.inner[row]))
            number = self._tree.numbers[place]
            if number in done or not self._tree.seen(place):
                continue
            done.add(number)
            start, count = int(draw.morph_start[row]), len(draw.surfaces[row].mesh.morphs)
            self._channel([number], "weights", self._samples.weights[:, start : start + count])

    def _add_lenses(self) -> None:
        """Write changing fields of view by pointer; readers without that extension skip them."""
        for node, number in self._tree.cameras.items():
            states = self._samples.cameras[node]
            if states[0].orthographic_height_m > 0.0:
                field = "orthographic/ymag"
                values = np.array([state.orthographic_height_m / 2.0 for state in states])
            else:
                field = "perspective/yfov"
                values = np.array([vertical_fov(state) for state in states])
            if np.ptp(values) > 1e-9:
                self._writer.use(_POINTER)
                pointer = {"pointer": f"/cameras/{number}/{field}"}
                target = {"path": "pointer", "extensions": {_POINTER: pointer}}
                sampler = self._sampler(values, "LINEAR")
                self._channels.append({"sampler": sampler, "target": target})

    def _channel(
        self, nodes: list[int], path: str, values: F64, interpolation: str = "LINEAR"
    ) -> None:
        """Write one property of nodes that move alike, if it changes."""
        if np.abs(values - values[0]).max(initial=0.0) <= 1e-9:
            return
        sampler = self._sampler(values.reshape(-1) if path == "weights" else values, interpolation)
        for node in nodes:
            self._channels.append({"sampler": sampler, "target": {"node": node, "path": path}})

    def _sampler(self, values: npt.NDArray[np.floating], interpolation: str) -> int:
        if self._times < 0:
            seconds = self._samples.seconds.astype(np.float32)
            self._times = self._writer.accessor(seconds, bounds=True)
        output = self._writer.accessor(values.astype(np.float32))
        self._samplers.append(
            {"input": self._times, "output": output, "interpolation": interpolation}
        )
        return len(self._samplers) - 1


def _continuous(quaternions: F64) -> F64:
    """Return the same turns with signs that never jump, so that readers blend the short way."""
    dots = np.einsum("ij,ij->i", quaternions[1:], quaternions[:-1])
    signs = np.cumprod(np.append(1.0, np.where(dots < 0.0, -1.0, 1.0)))
    return np.asarray(quaternions * signs[:, None])
