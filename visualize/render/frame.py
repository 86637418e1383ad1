"""Frame: the named arrays of one instant. Imports no GL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.render.people import Person


@dataclass(frozen=True, eq=False, kw_only=True)
class Frame(Mapping[str, npt.NDArray[Any]]):
    """What the renderer drew: arrays by the name of their pass (see ``visualize.render.passes``).

    ``number`` is the scene frame; ``raster`` and ``camera`` are the exact projection; ``people``
    are the figures in the picture, when ``pose`` was drawn.
    """

    number: float
    raster: Raster
    camera: CameraState
    layers: Mapping[str, npt.NDArray[Any]]
    people: tuple[Person, ...] = ()

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self.layers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.layers)
