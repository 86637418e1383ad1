"""Brief: an order becomes the request that a provider gets, and the files that go with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from compose.project import Project
from compose.shot import Shot
from models.card import Route
from models.errors import OptionError
from models.modes import Mode
from models.options import choose, mapping
from models.request import Chosen, FrameMapping, Request
from visualize.brief.direct import direct_request
from visualize.brief.folder import JobFolder
from visualize.brief.media import MediaWriter
from visualize.brief.references import Reference, references_of
from visualize.brief.shot_facts import shot_facts
from visualize.brief.slots import own_slots, slots_of
from visualize.order import LOCAL, Order
from visualize.produce.depth_range import handles
from visualize.produce.drawing import Draws
from visualize.prompt.fitting import counted, shortened
from visualize.prompt.sighting import look_at
from visualize.prompt.tabs import ShotPrompt, shot_prompt

if TYPE_CHECKING:
    from visualize.render.renderer import Renderer

Report = Callable[[float, str], None]

_SEEING, _READING, _DRAWING = 0.02, 0.1, 0.15


class Routes(Protocol):
    """Finds the route of a model, as ``models.registry.Registry`` does."""

    def route(self, model: str, mode: str, provider: str) -> Route:
        """Return the card's route."""
        ...


class Brief:
    """Prepares jobs: draws what a route eats, at the size and rate it wants, and writes the prompt.

    Its renderer is made when the first picture is drawn, in the thread that draws it.

    Parameters
    ----------
    routes
        Where routes are found; the registry of this machine by default.
    draws
        What draws; a renderer of its own by default, which ``close`` frees.
    thaw
        How the project of an order is loaded; from its frozen copy by default.
    """

    def __init__(
        self, routes: Routes | None = None, *, draws: Draws | None = None,
        thaw: Callable[[Order], Project] | None = None,
    ) -> None:  # fmt: skip
        self._routes = routes
        self._draws = draws
        self._own: Renderer | None = None
        self._thaw = thaw

    def prepare(self, order: Order, folder: Path, report: Report) -> Request:
        """Fill the job's folder and return the request; equal orders give equal bytes.

        Raises
        ------
        OptionError
            When the route cannot do what is asked.
        ShotwrightError
            When the project cannot be read, a frame not be drawn or a file not be written.
        """
        report(0.0, "reading the shot")
        project = self._project(order)
        shot = project.shot(order.shot)
        job = JobFolder(folder)
        if order.mode is Mode.DIRECT:
            request = direct_request(order, project, shot)
        else:
            route = self._route(order)
            request = self._request(order, route, project, shot, job, report)
        job.finish(order, request)
        report(1.0, "ready to send")
        return request

    def close(self) -> None:
        """Free the renderer, if one was made here."""
        own, self._own = self._own, None
        if own is not None:
            own.close()

    def _request(
        self, order: Order, route: Route, project: Project, shot: Shot, job: JobFolder,
        report: Report,
    ) -> Request:  # fmt: skip
        chosen = choose(route, order.options, shot_facts(project, shot))
        mapped = frame_mapping(order, chosen, project, shot)
        report(_SEEING, "seeing what the shot shows")
        prompt = ""
        if route.provider != LOCAL:  # on this machine nothing reads words
            frame = int(mapped.start) if order.mode is Mode.IMAGE else None
            words = shot_prompt(
                project, as_shown(shot, mapped), frame=frame, text=order.prompt,
                renderer=self._drawing(),
            )  # fmt: skip
            prompt = prompt_text(words, route, chosen)
            report(_READING, "writing the prompt")
        self._fill(order, route, project, shot, job, chosen, mapped, report)
        return Request(
            card=order.model, mode=order.mode, provider=route.provider, endpoint=route.endpoint,
            prompt=prompt, negative=negative_text(order, route),
            options=chosen, media=tuple(job.media), streams=route.streams, mapping=mapped,
        )  # fmt: skip

    def _fill(
        self, order: Order, route: Route, project: Project, shot: Shot, job: JobFolder,
        chosen: Chosen, mapped: FrameMapping, report: Report,
    ) -> None:  # fmt: skip
        """Write the media of every slot."""
        references: tuple[Reference, ...] = ()
        if "references" in route.inputs and route.provider != LOCAL:
            seen = look_at(project, as_shown(shot, mapped), self._drawing())
            references = references_of(project, shot, seen)
        if route.provider == LOCAL:
            slots = own_slots(order, route)
        else:
            slots = slots_of(order, route, references=bool(references))
        writer = MediaWriter(
            order=order, project=project, shot=shot, route=route, chosen=chosen, mapping=mapped,
            draws=self._drawing(), job=job, references=references,
        )  # fmt: skip
        for done, slot in enumerate(slots):
            begins = _DRAWING + (1.0 - _DRAWING) * done / len(slots)
            share = (1.0 - _DRAWING) / len(slots)

            writer.fill(slot, partial(_tell, report, f"drawing the {slot}", begins, share))

    def _project(self, order: Order) -> Project:
        if self._thaw is not None:
            return self._thaw(order)
        from visualize.jobs.places import thaw

        return thaw(order)

    def _route(self, order: Order) -> Route:
        if self._routes is None:
            from models.registry import Registry

            self._routes = Registry.discover()
        return self._routes.route(order.model, order.mode, order.provider)

    def _drawing(self) -> Draws:
        if self._draws is not None:
            return self._draws
        if self._own is None:
            from visualize.render.renderer import Renderer

            self._own = Renderer()
        return self._own


def _tell(report: Report, words: str, begins: float, share: float, part: float) -> None:
    report(min(begins + share * part, 0.99), words)


def frame_mapping(order: Order, chosen: Chosen, project: Project, shot: Shot) -> FrameMapping:
    """Return which scene frame each frame of the result stands for.

    Raises
    ------
    OptionError
        When a picture is asked of a frame outside the shot and its handles.
    """
    if order.mode is not Mode.IMAGE:
        return mapping(chosen, shot.window, shot.tail, project.frame_rate)
    frame = shot.start if order.frame is None else order.frame
    reach = handles(shot)
    if frame not in reach:
        raise OptionError(
            "frame",
            f"Frame {frame} is not of shot {shot.label}: it has {reach.start} to"
            f" {reach.stop - 1}, handles included.",
        )
    at = float(frame)
    return FrameMapping(start=at, step=1.0, frames=1, hold_from=at, hold_to=at)


def as_shown(shot: Shot, mapped: FrameMapping) -> Shot:
    """Return the shot with the window that a clip shows of it: what is cut off is not told.

    The clip may end before the shot does, or go on into its tail handle.
    """
    first = math.floor(mapped.start)
    end = math.floor(mapped.scene_frame(mapped.frames - 1)) + 1
    if (first, end) == (shot.start, shot.end):
        return shot
    return shot.replace(start=first, end=end)


def prompt_text(words: ShotPrompt, route: Route, chosen: Chosen) -> str:
    """Return the prompt as a route gets it.

    Raises
    ------
    OptionError
        When the route needs a prompt and there is none.
    """
    text = words.fitted(route.prompt, audio=chosen.audio).text
    if route.prompt.required and not text:
        raise OptionError("prompt", "The model needs a prompt, and the shot gives it no words.")
    return text


def negative_text(order: Order, route: Route) -> str:
    """Return what is not to be seen, cut at a word where the model takes less.

    Raises
    ------
    OptionError
        When the model takes none.
    """
    text = " ".join(order.prompt.negative.split())
    if text and not route.prompt.negative:
        raise OptionError("negative", f"{order.model} takes no negative prompt: leave it out.")
    limit = route.prompt.negative_limit
    if limit is not None and counted(text, route.prompt.unit) > limit:
        return shortened(text, limit, route.prompt.unit)[0]
    return text
