"""Which rows of a draw table look otherwise in another snapshot. Pure CPU, no GL."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot

Flags = npt.NDArray[np.bool_]


def differing(old: Snapshot, new: Snapshot) -> Flags:
    """Return (S,) bool: rows that look otherwise in two snapshots of one draw table.

    Every row, where the joints or morphs are not the same ones.
    """
    if len(old.joints) != len(new.joints) or len(old.morph_weights) != len(new.morph_weights):
        return np.ones(len(new.surfaces), bool)
    changed = (old.world != new.world).any(axis=(1, 2)) | (old.color != new.color).any(axis=1)
    changed |= old.visible != new.visible
    moved = (old.joints != new.joints).any(axis=(1, 2))
    weighed = old.morph_weights != new.morph_weights
    changed |= _among(new.joint_start, moved) | _among(new.morph_start, weighed)
    return np.asarray(changed)


def _among(starts: npt.NDArray[np.int32], changed: Flags) -> Flags:
    """Return (S,) bool: rows whose numbers, from ``starts`` to the next start, hold a changed one.

    A row with a negative start has none.
    """
    edges = np.unique(starts[starts >= 0])
    if not len(edges):
        return np.zeros(len(starts), bool)
    blocks = np.logical_or.reduceat(changed, edges)
    place = np.searchsorted(edges, np.maximum(starts, edges[0]))
    return np.asarray((starts >= 0) & blocks[place])
