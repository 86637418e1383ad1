from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from compose.snapshot import Snapshot
from visualize.render.options import RenderOptions
from visualize.render.renderer import Renderer

Draw = Callable[..., np.ndarray]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


@pytest.fixture
def draw(renderer: Renderer) -> Draw:
    """Draw one pass of a snapshot at 160 x 90 unless told otherwise."""

    def one(
        seen: Snapshot, name: str, size: tuple[int, int] = (160, 90), **options: object
    ) -> np.ndarray:
        made = RenderOptions(**options)  # type: ignore[arg-type]
        return renderer.render(seen, (name,), size, options=made)[name]

    return one
