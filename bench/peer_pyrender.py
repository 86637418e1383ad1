"""The peer: pyrender's colour and depth of the same geometry, one directional light, no shadows."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any

import numpy as np

from compose.snapshot import Snapshot


def available() -> bool:
    """Tell whether pyrender is installed (``pip install pyrender``)."""
    from importlib.util import find_spec

    return find_spec("pyrender") is not None


class Peer:
    """A pyrender renderer that draws snapshots.

    Close it before any other GL context of the process is released: both share one EGL display, and
    either library's clean-up shuts it down for the other.
    """

    def __init__(self) -> None:
        self._pyrender = _pyrender()
        self._renderer = self._pyrender.OffscreenRenderer(64, 64)
        self._scene: Any = None

    def load(self, snapshot: Snapshot, size: tuple[int, int]) -> None:
        """Make this snapshot the scene to draw."""
        pyrender = self._pyrender
        raster = snapshot.camera.raster(size)
        self._renderer.viewport_width, self._renderer.viewport_height = raster.size
        camera = pyrender.IntrinsicsCamera(
            raster.focal,
            raster.focal,
            raster.cx,
            raster.cy,
            znear=snapshot.camera.near_m,
            zfar=snapshot.camera.far_m,
        )
        self._scene = pyrender.Scene()
        self._scene.add(camera, pose=snapshot.camera.world)
        self._scene.add(pyrender.DirectionalLight(intensity=3.0), pose=snapshot.camera.world)
        rows: dict[int, list[int]] = {}
        for row, surface in enumerate(snapshot.surfaces):
            if snapshot.visible[row]:
                rows.setdefault(id(surface.mesh), []).append(row)
        for members in rows.values():
            mesh = snapshot.surfaces[members[0]].mesh
            primitive = pyrender.Primitive(
                positions=mesh.positions,
                normals=mesh.normals,
                indices=mesh.triangles,
                mode=4,
                material=pyrender.MetallicRoughnessMaterial(doubleSided=not mesh.closed),
                poses=snapshot.world[members],
            )
            self._scene.add(pyrender.Mesh([primitive]))

    def draw(self) -> tuple[Any, Any]:
        """Return colour and depth."""
        return self._renderer.render(self._scene)

    def __enter__(self) -> Peer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._renderer.delete()


def _pyrender() -> Any:
    os.environ.setdefault("PYOPENGL_PLATFORM", "egl")
    if not hasattr(np, "infty"):
        vars(np)["infty"] = np.inf  # pyrender 0.1.45 predates NumPy 2
    import pyrender

    return pyrender
