"""Preparing: draw and save all that will be sent, then hand the media over."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from models.errors import UnavailableError
from models.request import Request
from visualize.jobs.states import State
from visualize.jobs.work import PASSING, StopWorkError, Work


async def prepare(work: Work) -> None:
    """Draw what will be sent, unless it lies there whole; the job is then ``uploading``.

    Raises
    ------
    StopWorkError
        When the runner stops meanwhile; the job is queued again.
    """
    await work.move(State.PREPARING)
    request = work.job.request
    if request is None or not await asyncio.to_thread(_is_whole, request, work.folder):
        try:
            request = await _draw(work)
        except StopWorkError:
            if work.cancelled.done():
                await work.move(State.CANCELLED, "cancelled before anything was sent")
            else:
                await work.move(State.QUEUED, "stopped while drawing")
            raise
    await work.move(
        State.UPLOADING, request=request.model_dump_json(), fingerprint=request.fingerprint()
    )
    work.call = work.call_of(request)


async def upload(work: Work) -> Mapping[str, str] | None:
    """Hand over the media; return what stands for them, or ``None`` when the job was moved on.

    Nothing is paid for yet: what fails in passing is tried again later.
    """
    if work.resumed and not await asyncio.to_thread(_is_whole, work.call.request, work.folder):
        await work.move(State.QUEUED, "drawn again, since its files are not what they were")
        return None
    try:
        return await work.provider.upload(work.call)
    except PASSING as error:
        if isinstance(error, UnavailableError) and _gave_up(work):
            raise
        await work.back_to_queue(error)
        return None


def _gave_up(work: Work) -> bool:
    return work.job.attempts + 1 >= work.crew.pace.unreachable


async def _draw(work: Work) -> Request:
    """Draw in the thread that owns the renderer, and let its reports tell it to stop."""
    loop = asyncio.get_running_loop()
    order, folder = work.job.order, work.folder

    def report(fraction: float, message: str) -> None:
        if work.cancelled.done() or work.crew.stopping.is_set():
            raise StopWorkError
        loop.call_soon_threadsafe(work.report, fraction, message)

    def draw() -> Request:
        if work.cancelled.done() or work.crew.stopping.is_set():
            raise StopWorkError
        work.crew.sweep.make(folder)
        return work.crew.ports.preparer.prepare(order, folder, report)

    return await work.crew.drawing.do(draw)


def _is_whole(request: Request, folder: Path) -> bool:
    """Tell whether every file that will be sent lies there with the bytes it was made with."""
    for media in request.media:
        path = folder.joinpath(*PurePosixPath(media.path).parts)
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != media.sha256:
                    return False
        except OSError:
            return False
    return folder.is_dir()
