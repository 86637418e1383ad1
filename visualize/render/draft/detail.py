"""Detail: rows of a cast side by side, each in as many triangles as a view shows. Pure CPU."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from visualize.render.draft.coarse import CoarseStore
from visualize.render.draft.plaster import Plaster

U32 = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

MOST_GATHERED = 300_000
"""Triangles that are gathered for a picture: more are quicker drawn from where they lie."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Gathered:
    """What is drawn of a cast.

    Parameters
    ----------
    triangles
        (T, 3) uint32: those of the gathered rows, nearest rows first.
    culled
        How many of them have backs that are never seen; those come before the others.
    left
        (L,): the rows that are not among them, by their place in the cast.
    """

    triangles: U32
    culled: int
    left: Rows


class Detail:
    """Gathers rows of one plaster."""

    def __init__(self, plaster: Plaster, coarse: CoarseStore) -> None:
        self._plaster = plaster
        self._coarse = coarse
        self._parts: dict[tuple[int, int], U32] = {}

    def gather(self, places: Rows, levels: Rows) -> Gathered:
        """Return the triangles of rows at their levels (``visualize.render.draft.coarse``).

        Parameters
        ----------
        places, levels
            (N,) the rows by their place in the cast, the nearest first, and the level of each.
        """
        order = np.argsort(places >= self._plaster.culled, kind="stable")
        places, levels = places[order], levels[order]
        parts = [
            self._part(place, level)
            for place, level in zip(places.tolist(), levels.tolist(), strict=True)
        ]
        counts = np.array([len(part) for part in parts], np.int64)
        smallest = np.argsort(counts, kind="stable")
        fits = np.zeros(len(parts), bool)
        fits[smallest] = np.cumsum(counts[smallest]) <= MOST_GATHERED
        chosen = [part for part, fit in zip(parts, fits.tolist(), strict=True) if fit]
        return Gathered(
            triangles=np.concatenate(chosen) if chosen else np.zeros((0, 3), np.uint32),
            culled=int(counts[fits & (places < self._plaster.culled)].sum()),
            left=places[~fits],
        )

    def _part(self, place: int, level: int) -> U32:
        """Return the (T, 3) triangles of a row between vertices of the cast."""
        found = self._parts.get((place, level))
        if found is not None:
            return found
        plaster = self._plaster
        mesh = plaster.meshes[place]
        triangles = self._coarse.triangles(mesh, level)
        if triangles is None or triangles is mesh.triangles:
            found = plaster.triangles[plaster.first[place] : plaster.first[place + 1]]
        else:
            wound = triangles[:, ::-1] if plaster.mirrored[place] else triangles
            found = wound + np.uint32(plaster.starts[place])
        if triangles is not None:
            self._parts[place, level] = found
        return found
