"""Digests: evaluated values of many things over many frames, as one short hash a thing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

DECIMALS = 6
"""Values nearer to each other than a micrometre count as one: it is what files keep."""

_BYTES = 8
_NOT_A_NUMBER = 2.0**1000


def rounded(values: npt.ArrayLike) -> F64:
    """Return values as they count: rounded, without negative zeros, NaN equal to itself."""
    near = np.round(np.asarray(values, np.float64), DECIMALS)
    return np.asarray(np.where(np.isnan(near), _NOT_A_NUMBER, near + 0.0), np.float64)


def text_hash(content: object) -> str:
    """Return the short hash of JSON-able content, its numbers rounded."""
    text = json.dumps(_plain(content), sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).hexdigest()


def _plain(content: object) -> object:
    if isinstance(content, float):
        return round(content, DECIMALS) + 0.0
    if isinstance(content, Mapping):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, tuple | list):
        return [_plain(value) for value in content]
    return content


class Digests:
    """One growing hash for each of ``count`` things."""

    def __init__(self, count: int) -> None:
        self._hashes = [hashlib.blake2b(digest_size=_BYTES) for _ in range(count)]

    def add(self, thing: int, content: bytes) -> None:
        """Go on with one thing."""
        self._hashes[thing].update(content)

    def of(self, thing: int) -> str:
        """Return the hash of what was added so far."""
        return self._hashes[thing].hexdigest()


class Runs:
    """An array over time, its rows told to the digests of those who own them, when they change.

    Whoever stands still costs one comparison a frame.

    Parameters
    ----------
    digests, owners
        Where rows go, and (R,) the thing that each belongs to.
    tag
        What sets this array apart from the others of the same digests.
    """

    def __init__(self, digests: Digests, owners: Sequence[int] | Rows, tag: str) -> None:
        self._digests = digests
        self._tag = tag.encode()
        owners = np.asarray(owners, np.int64)
        self._order = np.argsort(owners, kind="stable")
        self._things, self._starts = np.unique(owners[self._order], return_index=True)
        self._last: F64 | None = None

    def add(self, index: int, values: npt.NDArray[Any], shown: npt.NDArray[np.bool_]) -> None:
        """See one moment.

        Parameters
        ----------
        index
            The number of the moment.
        values
            (R, …), a row each.
        shown
            (R,): what is hidden counts as nothing, wherever it is.
        """
        if not len(self._order):
            return
        flat = np.asarray(values).reshape(len(values), -1)
        now = rounded(np.where(shown[:, None], flat, 0.0))[self._order]
        before = np.full(now.shape, np.nan) if self._last is None else self._last
        changed = (now != before).any(axis=1)
        self._last = now
        if not changed.any():
            return
        ends = np.append(self._starts[1:], len(now))
        for at in np.flatnonzero(np.logical_or.reduceat(changed, self._starts)):
            rows = now[self._starts[at] : ends[at]]
            self._digests.add(int(self._things[at]), b"%s %d " % (self._tag, index))
            self._digests.add(int(self._things[at]), rows.tobytes())
