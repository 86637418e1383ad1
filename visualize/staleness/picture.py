"""Picture: what a shot shows over a take's frames, thing by thing, as hashes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.geometry.material import AlphaMode
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from visualize.staleness.boxes import Boxes, RowBoxes
from visualize.staleness.shadow_maps import ShadowMaps
from visualize.staleness.surroundings import CameraHashes, LightHashes, SkyHash
from visualize.staleness.things import Things
from visualize.staleness.volume import Volume, seen_by, shadowing, shown_part

Flags = npt.NDArray[np.bool_]
Hashes = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What of a picture counts.

    Attributes
    ----------
    shades
        Shadows, and the way of the sun.
    lit
        Every light, and the sky.
    painted
        Colours.
    """

    shades: bool
    lit: bool
    painted: bool


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Hashes of what is in the picture over a take's frames.

    ``nodes`` and ``shadows`` are place, form and paint of each node that may be in sight, and of
    each that only may throw a shadow into it, by id; ``lights`` are by the node that shines, and
    ``maps`` is how shadows are drawn.
    """

    camera: str
    lens: str
    focus: str
    environment: str
    maps: str
    nodes: dict[str, Hashes]
    shadows: dict[str, Hashes]
    lights: dict[str, str]


def picture_of(
    project: Project, shot: Shot, frames: tuple[float, ...], interest: Interest
) -> Picture:
    """Look at a shot at these scene frames; nothing is drawn.

    What cannot be bounded counts as in sight.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    first = evaluate(project, shot, frames[0])
    watch = _Watch(first, interest)
    for index, frame in enumerate(frames):
        watch.add(index, evaluate(project, shot, frame) if index else first)
    return watch.picture()


class _Watch:
    """Sees the frames of a shot one after another; memory does not grow with their number."""

    def __init__(self, first: Snapshot, interest: Interest) -> None:
        self._interest = interest
        self._boxes = RowBoxes(first)
        self._things = Things(first, shades=interest.shades, painted=interest.painted)
        self._camera, self._sky = CameraHashes(), SkyHash()
        self._lights = LightHashes(suns_alone=not interest.lit)
        count = len(self._things.nodes)
        self._seen: Flags = np.zeros(count, bool)
        self._shading: Flags = np.zeros(count, bool)
        self._casts: Flags = np.array([
            surface.casts_shadow and surface.material.alpha_mode is not AlphaMode.BLEND
            for surface in first.surfaces
        ], bool)  # fmt: skip
        self._maps = ShadowMaps(first, self._casts)

    def add(self, index: int, snapshot: Snapshot) -> None:
        """See the frame with this number."""
        view = seen_by(snapshot.camera)
        self._camera.add(index, snapshot.camera)
        self._things.add(index, snapshot)
        if self._interest.lit:
            self._sky.add(index, snapshot.environment)
        boxes = self._boxes.at(snapshot)
        inside = snapshot.visible & view.meets(boxes)
        self._seen |= self._things.any_of(inside)
        if self._interest.shades:
            self._lights.add(index, snapshot.lights, view)
            self._maps.add(index, snapshot, inside)
            self._find_shadows(snapshot, view, boxes, inside)

    def _find_shadows(self, snapshot: Snapshot, view: Volume, boxes: Boxes, inside: Flags) -> None:
        known = self._seen | self._shading
        rows = np.flatnonzero(snapshot.visible & self._casts & ~known[self._things.owner])
        lights = [
            light for light in snapshot.lights
            if light.shadow and (self._interest.lit or light.type == "directional")
        ]  # fmt: skip
        if not len(rows) or not lights:
            return
        corners = shown_part(view, boxes.of(inside))
        for light in lights:
            shading = np.zeros(len(snapshot.surfaces), bool)
            shading[rows[shadowing(light, corners, boxes.of(rows))]] = True
            self._shading |= self._things.any_of(shading)

    def picture(self) -> Picture:
        """Return what was seen."""
        camera, lens, focus = self._camera.hashes
        things = self._things
        return Picture(
            camera=camera,
            lens=lens,
            focus=focus,
            environment=self._sky.hash,
            maps=self._maps.hash,
            nodes={
                things.nodes[at]: things.hashes(at) for at in np.flatnonzero(self._seen).tolist()
            },
            shadows={
                things.nodes[at]: things.hashes(at)
                for at in np.flatnonzero(self._shading & ~self._seen).tolist()
            },
            lights=self._lights.hashes,
        )
