"""Surroundings: camera, sky and lights of a shot over time, as hashes of evaluated values."""

from __future__ import annotations

import hashlib

import numpy as np

from compose.environment import Environment
from compose.snapshot import CameraState, LightState
from visualize.staleness.digests import Digests, Runs, text_hash
from visualize.staleness.volume import Volume, lit_by

_MOST_SHADOWED = 2
"""Lamps of one kind that all have shadows of their own; of more the brightest have."""

_BYTES = 8


class CameraHashes:
    """Where the camera is, what its lens frames, and where it is sharp."""

    def __init__(self) -> None:
        self._digests = Digests(3)
        names = ("place", "lens", "focus")
        self._runs = [Runs(self._digests, [at], name) for at, name in enumerate(names)]

    def add(self, index: int, camera: CameraState) -> None:
        """See the frame with this number."""
        lens = (
            camera.focal_length_mm, *camera.gate_mm, camera.near_m, camera.far_m,
            camera.orthographic_height_m,
        )  # fmt: skip
        focus = (camera.focus_distance_m, camera.f_stop, *camera.sensor_mm)
        for run, values in zip(self._runs, (camera.world.ravel(), lens, focus), strict=True):
            run.add(index, np.array([values]), np.ones(1, bool))

    @property
    def hashes(self) -> tuple[str, str, str]:
        """The hashes of place, lens and focus."""
        return self._digests.of(0), self._digests.of(1), self._digests.of(2)


class SkyHash:
    """Sky, ambient light, fog and exposure; not the place and day that they were made from."""

    def __init__(self) -> None:
        self._digest = hashlib.blake2b(digest_size=_BYTES)
        self._seen: Environment | None = None
        self._last = ""

    def add(self, index: int, environment: Environment) -> None:
        """See the frame with this number."""
        if environment is self._seen:
            return
        self._seen = environment
        now = text_hash(environment.model_dump(exclude={"daylight"}))
        if now != self._last:
            self._digest.update(f"{index} {now} ".encode())
            self._last = now

    @property
    def hash(self) -> str:
        """The hash of all that was seen."""
        return self._digest.hexdigest()


class LightHashes:
    """The lights that reach the picture, by the node that shines.

    Parameters
    ----------
    suns_alone
        Only the way of directional lights counts, as in clay.
    """

    def __init__(self, *, suns_alone: bool) -> None:
        self._suns_alone = suns_alone
        self._digests: dict[str, hashlib.blake2b] = {}
        self._last: dict[str, str] = {}

    def add(self, index: int, lights: tuple[LightState, ...], view: Volume) -> None:
        """See the frame with this number."""
        now: dict[str, list[object]] = {}
        suns = 0
        for light in lights:
            rank = suns if light.type == "directional" else -1  # the first sun is drawn otherwise
            suns += light.type == "directional"
            if self._counts(light, lights, view):
                now.setdefault(light.node, []).append([rank, self._facts(light)])
        told = {node: text_hash(states) for node, states in now.items()}
        for node in told.keys() | self._last.keys():
            state = told.get(node, "off")
            if state != self._last.get(node):
                digest = self._digests.setdefault(node, hashlib.blake2b(digest_size=_BYTES))
                digest.update(f"{index} {state} ".encode())
                self._last[node] = state

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each light that reached the picture, by its node's id."""
        return {node: digest.hexdigest() for node, digest in self._digests.items()}

    def _counts(self, light: LightState, lights: tuple[LightState, ...], view: Volume) -> bool:
        if self._suns_alone:
            return light.type == "directional"
        rivals = sum(other.type == light.type and other.shadow for other in lights)
        return lit_by(light, view) or (light.shadow and rivals > _MOST_SHADOWED)

    def _facts(self, light: LightState) -> list[object]:
        names = ["type", "direction", "angular_radius", "shadow"]
        if not self._suns_alone:
            names += ["color"]
            if light.type != "directional":
                names += ["position", "range_m", "inner_cone", "outer_cone", "radius_m"]
        return [getattr(light, name) for name in names]
