"""Memory for pictures that come back from the GPU, used again once nobody holds them.

A new array of a few megabytes costs the operating system a page fault for every four kilobytes of
it, more than the copy itself. So the memory of a picture returns to the pool when the array and
all views of it are gone.
"""

from __future__ import annotations

import weakref
from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt

_KEPT = 8
"""How many idle blocks of one size are kept; more than a frame has targets only holds memory."""


class ArrayPool:
    """Give out writable arrays whose memory comes back by itself."""

    def __init__(self) -> None:
        self._idle: defaultdict[int, list[bytearray]] = defaultdict(list)

    def take(self, shape: tuple[int, ...], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """Return an array of unspecified content."""
        kind = np.dtype(dtype)
        size = int(np.prod(shape)) * kind.itemsize
        idle = self._idle[size]
        block = idle.pop() if idle else bytearray(size)
        array: npt.NDArray[Any] = np.frombuffer(block, kind).reshape(shape)
        owner = array.base if isinstance(array.base, np.ndarray) else array
        weakref.finalize(owner, self._give_back, block).atexit = False
        return array

    def _give_back(self, block: bytearray) -> None:
        idle = self._idle[len(block)]
        if len(idle) < _KEPT:
            idle.append(block)

    def close(self) -> None:
        """Forget the idle memory; arrays in use stay valid."""
        self._idle.clear()
