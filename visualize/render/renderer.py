"""Renderer: snapshots in, frames out.

The exact passes are one draw (``visualize.render.exact``); the pictures are drawn one after
another (``visualize.render.pictures``). Both draw a ``Stage``: the frame's geometry on the GPU with
the snapshot, the raster, the options and the device.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

import moderngl
import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.raster import Raster
from compose.snapshot import Snapshot
from visualize.errors import RenderError
from visualize.render.device import Device
from visualize.render.draft.picture import DRAFTED, Drafts
from visualize.render.exact import draw_exact
from visualize.render.frame import Frame
from visualize.render.motion import MotionTarget, match_rows
from visualize.render.options import RenderOptions
from visualize.render.passes import PASSES, Pass, passes_named
from visualize.render.people import Person, people_in
from visualize.render.pictures import draw_picture
from visualize.render.pictures.pose import draw_pose
from visualize.render.stage import Stage


class Renderer:
    """Draw passes of snapshots. Use it as a context manager, or call ``close``.

    Parameters
    ----------
    context
        A moderngl context to draw with (a window's); None makes one without a window, which is
        released on close.

    Raises
    ------
    ContextError
        When no context can be had, with what to install.

    Examples
    --------
    >>> with Renderer() as renderer:  # doctest: +SKIP
    ...     frame = renderer.render(snapshot, ("depth", "normal", "id"), (1280, 720))
    ...     frame["depth"].min()
    """

    def __init__(self, context: moderngl.Context | None = None) -> None:
        self._device = Device(context)
        self._closed = False

    @property
    def description(self) -> dict[str, str]:
        """The GL that draws: its ``vendor``, ``renderer`` and ``version``, as the driver says."""
        info = self._device.context.info
        names = {"vendor": "GL_VENDOR", "renderer": "GL_RENDERER", "version": "GL_VERSION"}
        return {name: str(info[key]) for name, key in names.items()}

    def render(
        self,
        snapshot: Snapshot,
        passes: Iterable[str] = ("clay",),
        size: tuple[int, int] = (1280, 720),
        *,
        forward: Snapshot | None = None,
        backward: Snapshot | None = None,
        multiple: int = 2,
        options: RenderOptions = RenderOptions(),  # noqa: B008 - a frozen value
    ) -> Frame:
        """Return the passes of a snapshot.

        Parameters
        ----------
        snapshot
            What to draw.
        passes
            Names of ``visualize.render.passes.PASSES``; each is drawn once.
        size
            The box (width, height) in pixels; the picture is the largest of the gate's shape
            inside it.
        forward, backward
            What ``motion`` and ``motion_back`` point to.
        multiple
            Width and height are cropped to multiples of this.
        options
            How to draw.

        Raises
        ------
        UnknownPassError
            A name that is no pass.
        RenderError
            A size beyond the driver's limit or too small for the gate; a camera that cannot see.
        ValueError
            ``motion`` without ``forward``, ``motion_back`` without ``backward``, or no pass at
            all.
        """
        if self._closed:
            raise RenderError("This renderer is closed. Make a new one.")
        wanted = passes_named(passes)
        if not wanted:
            raise ValueError("ask for at least one pass")
        ends = {"motion": forward, "motion_back": backward}
        with self._device.current():
            targets = {
                entry.name: self._target(entry, snapshot, ends[entry.name], size, multiple)
                for entry in wanted
                if entry.name in ends
            }
            return self._drawn(
                snapshot, wanted, _raster(snapshot, size, multiple), targets, options
            )

    def _drawn(
        self,
        snapshot: Snapshot,
        wanted: tuple[Pass, ...],
        raster: Raster,
        targets: Mapping[str, MotionTarget],
        options: RenderOptions,
    ) -> Frame:
        _check_camera(snapshot)
        self._device.targets.check_size(raster.size)
        names = frozenset(entry.name for entry in wanted)
        people: tuple[Person, ...] = ()
        if options.draft and names <= DRAFTED:
            drafts = self._device.part(Drafts)
            layers = {
                entry.name: drafts.draw(self._device, snapshot, raster, options, entry.name)
                for entry in wanted
            }
        else:
            chosen = options.plain if options.draft else options
            with Stage(self._device, snapshot, raster, chosen, targets, names) as stage:
                layers, people = _draw(stage, wanted)
        return Frame(
            number=snapshot.frame,
            raster=raster,
            camera=snapshot.camera,
            layers=layers,
            people=people,
        )

    def _target(
        self,
        wanted: Pass,
        snapshot: Snapshot,
        other: Snapshot | None,
        size: tuple[int, int],
        multiple: int,
    ) -> MotionTarget:
        """Return where a motion pass points to, its rows matched with ours."""
        if other is None:
            keyword = "forward" if wanted.name == "motion" else "backward"
            raise ValueError(f"the pass {wanted.name!r} needs {keyword}=, the snapshot to point to")
        match = match_rows(
            self._device.table(snapshot.surfaces), self._device.table(other.surfaces)
        )
        return MotionTarget(other, _raster(other, size, multiple), match)

    def close(self) -> None:
        """Free everything on the GPU. A second call does nothing."""
        if not self._closed:
            self._closed = True
            self._device.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _draw(
    stage: Stage, wanted: tuple[Pass, ...]
) -> tuple[dict[str, npt.NDArray[Any]], tuple[Person, ...]]:
    """Return the arrays of the passes in the order asked, and the people when ``pose`` is one."""
    needed = {name: None for entry in wanted for name in entry.needs}
    exact = {entry.name: entry for entry in wanted if entry.kind == "exact"}
    exact |= {name: PASSES[name] for name in needed}
    drawn = draw_exact(stage, [*exact.values()]) if exact else {}
    people: tuple[Person, ...] = ()
    # What beauty draws, clay can use: pictures go in the order of their table.
    order = list(PASSES)
    for entry in sorted(wanted, key=lambda entry: order.index(entry.name)):
        if entry.name == "pose":
            people = people_in(stage.snapshot, stage.raster, drawn["depth"], drawn["id"])
            hidden = stage.options.hidden_joints
            drawn["pose"] = draw_pose(people, stage.raster, hidden=hidden)
        elif entry.kind == "picture":
            drawn[entry.name] = draw_picture(stage, entry)
    return {entry.name: drawn[entry.name] for entry in wanted}, people


def _raster(snapshot: Snapshot, size: tuple[int, int], multiple: int) -> Raster:
    """Return the snapshot's raster in the box; a size that cannot be is the renderer's error."""
    try:
        return snapshot.camera.raster(size, multiple)
    except SceneError as error:
        raise RenderError(str(error)) from error


def _check_camera(snapshot: Snapshot) -> None:
    camera = snapshot.camera
    if not 0.0 < camera.near_m < camera.far_m < math.inf:
        raise RenderError(
            f"The camera {camera.node or 'of this frame'} has near_m {camera.near_m:g} and far_m "
            f"{camera.far_m:g}. Near must be above 0 and far beyond it."
        )
    if not np.isfinite(camera.world).all():
        raise RenderError(
            f"The camera {camera.node or 'of this frame'} has no place at frame "
            f"{snapshot.frame:g}: its matrix holds numbers that are not finite."
        )
