"""Direct: the request of a clip that is the shot itself, drawn with no model."""

from __future__ import annotations

import re

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from models.errors import OptionError
from models.request import Chosen, FrameMapping, Request
from models.shapes import aspect_name
from visualize.order import LOCAL, Order

LOOKS = ("wire", "clay", "beauty")
"""Passes that a direct clip may show."""

_SIDES = {"4k": 2160}
_USUAL = "720p"


def direct_request(order: Order, project: Project, shot: Shot) -> Request:
    """Return the request of a direct clip: the shot's own frames, rate and gate.

    Raises
    ------
    OptionError
        When the pass is no look for a clip, or an option is set that only a model has.
    SceneError
        When the first frame cannot be evaluated.
    """
    if order.model not in LOOKS:
        raise OptionError("model", f"A direct clip shows no {order.model[:40]!r}.", LOOKS)
    chosen = direct_options(order, project, shot)
    window = shot.window
    return Request(
        card=order.model, mode=order.mode, provider=LOCAL, endpoint=f"direct/{order.model}",
        prompt="", options=chosen,
        mapping=FrameMapping(
            start=float(window.start), step=1.0, frames=len(window),
            hold_from=float(window.start), hold_to=float(window.stop - 1),
        ),
    )  # fmt: skip


def direct_options(order: Order, project: Project, shot: Shot) -> Chosen:
    """Return the options of a direct clip; ``resolution`` is its short side in a 16:9 box.

    Raises
    ------
    OptionError
        When the resolution is none, or another option is set.
    """
    asked = order.options.model_dump(exclude_none=True)
    for name in sorted(set(asked) - {"resolution", "fit"}):
        raise OptionError(name, f"A direct clip is the shot as it is; leave {name} out.")
    resolution = order.options.resolution or _USUAL
    short = _short_side(resolution)
    camera = evaluate(project, shot, shot.start).camera
    box = (round(short * 16 / 9), short) if camera.aspect >= 1.0 else (short, round(short * 16 / 9))
    raster = camera.raster(box)
    rate = project.frame_rate
    return Chosen(
        seconds=float(len(shot.window) / rate), frames=len(shot.window), rate=str(rate),
        width=raster.width, height=raster.height, aspect=aspect_name(camera.aspect),
        resolution=resolution,
    )  # fmt: skip


def _short_side(resolution: str) -> int:
    found = re.fullmatch(r"(\d{2,4})p?", resolution)
    side = _SIDES.get(resolution.lower(), int(found[1]) if found else 0)
    if not 64 <= side <= 4320:
        raise OptionError(
            "resolution", f"{resolution[:40]!r} is no resolution.", ("480p", "720p", "1080p", "4k")
        )
    return side
