"""Media: every slot of a request drawn, fitted and written into the job's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from models.card import Input, Route, Slot
from models.modes import Mode
from models.request import Chosen, FrameMapping
from visualize.brief.drawing import ShotDrawing
from visualize.brief.encoding import encode_picture, resized
from visualize.brief.films import plan_guide, write_guide
from visualize.brief.folder import JobFolder
from visualize.brief.limits import size_for
from visualize.brief.own_pictures import filling, own_picture
from visualize.brief.references import Reference, reference_pixels
from visualize.guide import DepthGuide, DepthRequest
from visualize.order import Order
from visualize.produce.depth_range import depth_guide
from visualize.produce.drawing import Draws
from visualize.produce.fingerprint import content_hash

_LOOK = "beauty"
"""What start, end and keyframes show."""


@dataclass(frozen=True, kw_only=True)
class MediaWriter:
    """Fills the slots of one request."""

    order: Order
    project: Project
    shot: Shot
    route: Route
    chosen: Chosen
    mapping: FrameMapping
    draws: Draws
    job: JobFolder
    references: tuple[Reference, ...]

    def fill(self, slot: Slot, report: Callable[[float], None]) -> None:
        """Write the files of one slot.

        Raises
        ------
        ShotwrightError
            When a picture cannot be had, drawn, fitted or written.
        """
        accepted = self.route.inputs[slot]
        if slot == "references":
            self._references(accepted)
        elif slot == "guide" and self.order.mode is not Mode.IMAGE:
            self._guide(accepted, report)
        elif slot == "keyframes":
            self._frame(slot, accepted, 0, at_frame=0)
            self._frame(slot, accepted, self.mapping.frames - 1, at_frame=self.mapping.frames - 1)
        elif slot in ("start", "end"):
            last = self.mapping.frames - 1
            self._end_frame("start" if slot == "start" else "end", accepted, last)
        else:
            self._frame(slot, accepted, 0, look=self._pass_for(slot, accepted))

    def _end_frame(self, slot: Literal["start", "end"], accepted: Input, last: int) -> None:
        """Write a start or end frame: the user's own, else the shot's."""
        own = self.order.start if slot == "start" else self.order.end
        if own is None:
            self._frame(slot, accepted, 0 if slot == "start" else last)
            return
        size = size_for(accepted, self.chosen.width, self.chosen.height, slot)
        pixels = filling(own_picture(own, slot), size)
        self.job.add_picture(
            slot, encode_picture(pixels, accepted, slot), shows="a picture of the user's own"
        )

    def _frame(
        self, slot: Slot, accepted: Input, clip_frame: int, *, look: str = _LOOK,
        at_frame: int | None = None,
    ) -> None:  # fmt: skip
        """Write one frame of the shot, as the clip's frame stands for it."""
        size = size_for(accepted, self.chosen.width, self.chosen.height, slot)
        frame = self.mapping.scene_frame(clip_frame)
        pixels = self._drawing(look).picture(look, frame, size)
        what = "" if look == _LOOK else f"{look} of "
        shows = f"{what}frame {frame:g} of shot {self.shot.label}"
        self.job.add_picture(
            slot, encode_picture(pixels, accepted, slot), shows=shows, at_frame=at_frame
        )

    def _pass_for(self, slot: Slot, accepted: Input) -> str:
        if slot == "guide" and self.chosen.guide is not None:
            return self.chosen.guide
        return accepted.passes[0] if accepted.passes else _LOOK

    def _guide(self, accepted: Input, report: Callable[[float], None]) -> None:
        name = self.chosen.guide or self._pass_for("guide", accepted)
        plan = plan_guide(accepted, self.mapping, self.chosen.rate)
        size = size_for(accepted, self.chosen.width, self.chosen.height, "guide")
        path = self.job.place("guide", plan.ending)
        write_guide(path, self._drawing(name), name, plan, size, accepted, report)
        self.job.add_film(
            "guide", path, plan.mime, size, frames=plan.mapping.frames, rate=str(plan.rate),
            shows=f"{name} of shot {self.shot.label}",
        )  # fmt: skip

    def _references(self, accepted: Input) -> None:
        for reference in self.references[: accepted.max_count]:
            pixels = within(reference_pixels(self.project, reference), accepted)
            encoded = encode_picture(pixels, accepted, "references")
            self.job.add_picture("references", encoded, shows=reference.shows)

    def _drawing(self, name: str) -> ShotDrawing:
        guide = self._depth if name == "depth" else None
        return ShotDrawing(project=self.project, shot=self.shot, draws=self.draws, guide=guide)

    @cached_property
    def _depth(self) -> DepthGuide:
        """The one normalisation of depth for the whole shot, measured once."""
        first = evaluate(self.project, self.shot, self.shot.start)
        return depth_guide(
            self.project, self.shot, self.draws, folder=self.job.path,
            content=content_hash(self.project, self.shot, first), request=DepthRequest(),
        )  # fmt: skip


def within(pixels: npt.NDArray[np.uint8], accepted: Input) -> npt.NDArray[np.uint8]:
    """Return a picture scaled, shape kept, until its sides are within a slot's.

    Raises
    ------
    OptionError
        When its shape is none that the slot takes.
    """
    height, width = pixels.shape[:2]
    size = size_for(accepted, width, height, "reference", even=False)
    return pixels if size == (width, height) else resized(pixels, size)
