"""CastStore: the casts of the last draw tables, made anew when too much of one has moved."""

from __future__ import annotations

import moderngl

from compose.snapshot import Snapshot
from visualize.render.device import Device
from visualize.render.draft.cast import Cast
from visualize.render.draft.coarse import CoarseStore

_MOST_MOVED = 0.2
"""The share of a cast's triangles that may have come to rest otherwise before it is made anew."""
_KEPT = 2
"""Casts that are kept."""


class CastStore:
    """Keeps the casts of the draw tables that were drafted last: views and thumbnails alternate."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._casts: list[Cast] = []
        self._coarse = CoarseStore()

    def update(self, device: Device, snapshot: Snapshot) -> Cast:
        """Return the cast of a snapshot's draw table, compared with the snapshot."""
        self._coarse.begin()
        table = device.table(snapshot.surfaces)
        found = next((made for made in self._casts if made.table is table), None)
        if found is not None:
            self._casts.remove(found)
            if found.compare(snapshot) > _MOST_MOVED:
                found.release()
                found = None
        self._casts.append(found or Cast(self._context, table, snapshot, self._coarse))
        while len(self._casts) > _KEPT:
            self._casts.pop(0).release()
        return self._casts[-1]

    def close(self) -> None:
        """Free the casts."""
        for made in self._casts:
            made.release()
        self._casts.clear()
