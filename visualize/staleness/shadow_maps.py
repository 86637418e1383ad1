"""Shadow maps: how the renderer would lay them out over time, as a hash.

The sun's maps reach over everything that casts, in sight or not, and soft edges are drawn by that
reach: a thing far out of sight that stretches it changes the picture, if only a little.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from visualize.render.bounds import Spheres
from visualize.render.drawlist import SurfaceTable
from visualize.render.pictures.shadow_fit import sun_heights
from visualize.render.pictures.shadow_lights import Casting, casting_lights
from visualize.render.planes import planes
from visualize.staleness.digests import text_hash

Flags = npt.NDArray[np.bool_]

_BYTES = 8
_HALVED_FROM = 3


class ShadowMaps:
    """What decides the layout of all shadow maps of a draw table, frame by frame.

    Parameters
    ----------
    first
        Any frame of the draw table.
    casts
        (S,) bool: the rows that cast shadows.
    """

    def __init__(self, first: Snapshot, casts: Flags) -> None:
        self._table = SurfaceTable(first.surfaces)
        self._casts = casts
        self._digest = hashlib.blake2b(digest_size=_BYTES)
        self._last = ""

    def add(self, index: int, snapshot: Snapshot, inside: Flags) -> None:
        """See the frame with this number; ``inside`` (S,) are the rows in the picture."""
        casting = casting_lights(snapshot)
        reach = self._reach(snapshot, casting, inside)
        now = text_hash([reach, _layout(casting)])
        if now != self._last:
            self._digest.update(f"{index} {now} ".encode())
            self._last = now

    @property
    def hash(self) -> str:
        """The hash of all that was seen."""
        return self._digest.hexdigest()

    def _reach(
        self, snapshot: Snapshot, casting: Casting, inside: Flags
    ) -> list[tuple[float, float]]:
        suns = [light for light in (casting.sun, casting.moon) if light is not None]
        if not suns or not inside.any():
            return []
        with np.errstate(over="ignore", invalid="ignore"):  # what is beyond numbers casts nothing
            spheres = self._table.spheres(snapshot, planes(snapshot.world))
        drawn = snapshot.visible & (self._table.group >= 0)
        casters = _known(spheres, drawn & self._casts)
        receivers = _known(spheres, drawn & inside & ~self._casts)  # the others are among them
        if not len(casters.radius):
            return []
        return [sun_heights(sun, casters, receivers) for sun in suns]


def _known(spheres: Spheres, rows: Flags) -> Spheres:
    """Return the spheres of some rows, of those that have one."""
    known = np.isfinite(spheres.center).all(axis=1) & np.isfinite(spheres.radius)
    return spheres.of(np.flatnonzero(rows & known))


def _layout(casting: Casting) -> list[object]:
    """Return which kinds of lights share the texture of the maps."""
    others = bool(casting.points) or casting.moon is not None
    return [casting.sun is not None, min(len(casting.spots), _HALVED_FROM), others]
