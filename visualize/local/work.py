"""Work: one job of the provider "local", from its folder to a finished file."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from compose.project import Project
from models.card import Slot
from models.errors import RefusedError, UnknownModelError
from models.local.likeness import shows_the_same
from models.local.style import Style
from models.local.styles import make_style
from models.modes import Mode
from models.provider import Call
from models.request import FrameMapping
from visualize.brief.direct import LOOKS
from visualize.encode.png import write_png
from visualize.encode.video import H264, VideoWriter, open_video
from visualize.local.footage import Footage
from visualize.local.own_picture import own_picture
from visualize.local.pictures import Finish, Flowed, Maker, Moved, Plain, Styled, Tweened
from visualize.order import LOCAL, Order
from visualize.produce.drawing import Draws
from visualize.produce.lanes import EncodeLanes

ORDER_FILE = "order.json"
_FRAMES_AHEAD = 2

Thaw = Callable[[Order], Project]
Report = Callable[[float], None]


def make(call: Call, path: Path, draws: Draws, thaw: Thaw, report: Report) -> None:
    """Draw all pictures of a job into one file, whole; the same call gives the same bytes.

    Parameters
    ----------
    path
        The file: a PNG for the mode ``image``, else an H.264 film.
    draws
        The renderer.
    thaw
        Gives the project an order was placed with.
    report
        Gets the part that is done, 0 to 1; it raises to stop.

    Raises
    ------
    RefusedError
        When the order cannot be read, or asks for what no local model does.
    ShotwrightError
        Those of loading, evaluating, drawing and encoding.
    """
    order = _order(call)
    footage = _footage(call, order, draws, thaw)
    maker = _maker(call, order, footage)
    if call.request.mode is Mode.IMAGE:
        write_png(path, maker.begin(0)(), srgb=True)
        report(1.0)
        return
    rate = Fraction(call.request.options.rate)
    with (
        open_video(path, footage.size, rate, codec=H264) as film,
        EncodeLanes(_FRAMES_AHEAD) as lanes,
    ):
        for index in range(footage.frames):
            lanes.submit(partial(_finish, film, maker.begin(index)), lane="film")
            report((index + 1) / footage.frames)


def _finish(film: VideoWriter, finish: Finish) -> None:
    film.write(finish())


def _order(call: Call) -> Order:
    path = call.folder / ORDER_FILE
    try:
        return Order.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RefusedError(
            LOCAL, "what was ordered cannot be read from the job's folder. Order the take again."
        ) from error


def _footage(call: Call, order: Order, draws: Draws, thaw: Thaw) -> Footage:
    project = thaw(order)
    shot = project.shot(order.shot)
    options = call.request.options
    mapping = call.request.mapping
    if call.request.mode is Mode.IMAGE:
        frame = float(shot.start if order.frame is None else order.frame)
        mapping = FrameMapping(start=frame, step=1.0, frames=1, hold_from=frame, hold_to=frame)
    elif mapping is None:
        first, last = float(shot.start), float(shot.end - 1)
        mapping = FrameMapping(start=first, step=1.0, frames=options.frames,
                               hold_from=first, hold_to=last)  # fmt: skip
    return Footage(project, shot, mapping, (options.width, options.height), draws)


def _maker(call: Call, order: Order, footage: Footage) -> Maker:
    request = call.request
    match request.mode:
        case Mode.IMAGE | Mode.FROM_ANIMATION:
            return Styled(footage, _style(call, footage))
        case Mode.START_FRAME:
            start = _media(call, "start", footage) if order.start else None
            return Moved(footage, start)
        case Mode.START_END:
            return _between(call, order, footage)
        case Mode.DIRECT:
            if order.model not in LOOKS:
                raise RefusedError(LOCAL, f"{order.model!r} is no look; draw {', '.join(LOOKS)}.")
            return Plain(footage, order.model)


def _between(call: Call, order: Order, footage: Footage) -> Maker:
    """Return what makes the pictures between: by the scene's motion, if both ends show the scene.

    A picture of the user's own may show it too: an earlier take's frame, or a painting over one.
    """
    own = [
        _media(call, "start", footage) if order.start else None,
        _media(call, "end", footage) if order.end else None,
    ]
    if own[0] is None and own[1] is None:
        return Tweened(footage, None, None)
    drawn = [footage.beauty(footage.at(index)) for index in (0, footage.frames - 1)]
    if all(
        one is None or shows_the_same(one, scene) for one, scene in zip(own, drawn, strict=True)
    ):
        return Tweened(footage, *own)
    start, end = (scene if one is None else one for one, scene in zip(own, drawn, strict=True))
    return Flowed(start, end, footage.frames)


def _style(call: Call, footage: Footage) -> Style:
    try:
        return make_style(call.request.endpoint, footage.size, call.request.options.seed or 0)
    except UnknownModelError as error:
        raise RefusedError(LOCAL, str(error)) from error


def _media(call: Call, slot: Slot, footage: Footage) -> npt.NDArray[np.uint8]:
    """Return the user's own picture from the job's folder."""
    for media in call.request.media:
        path = PurePosixPath(media.path)
        if media.slot == slot and not path.is_absolute() and ".." not in path.parts:
            return own_picture(call.folder.joinpath(*path.parts), footage.size, LOCAL)
    raise RefusedError(LOCAL, f"the {slot} picture is not in the job's folder. Order it again.")
