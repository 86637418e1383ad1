"""A provider for ``paid_server``, and the other two ports of a runner, each as plain as can be."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np

from models.card import Price as CardPrice
from models.card import Route
from models.errors import AmbiguousError, BusyError, RefusedError, ResultError, UnavailableError
from models.modes import Mode
from models.provider import Call, Cancelled, Found, Outcome, Phase, Progress, Remote
from models.request import Chosen, Media, Request
from visualize.jobs.pace import Pace
from visualize.jobs.ports import Finished
from visualize.jobs.work import Ports
from visualize.order import Order, Price

SIZE, FRAMES, RATE = (64, 36), 12, 24
QUICK = Pace(look=0.02, idle=0.1, base=0.03, longest=0.2, absent=0.05, report=0.0)
ROUTE = Route(provider="paid", endpoint="clip", price=CardPrice(per="unknown"), source="none")


def clip_bytes(frames: int = FRAMES, size: tuple[int, int] = SIZE) -> bytes:
    """Return an MP4 of a moving gradient."""
    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for i in range(frames):
            row = (np.arange(size[0]) * 3 + 8 * i).astype(np.uint8)
            pixels = np.repeat(np.tile(row, (size[1], 1))[..., None], 3, axis=2)
            film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        film.mux(stream.encode(None))
    return data.getvalue()


def make_order(project: Path, number: int = 0, **fields: Any) -> Order:
    """Return an order for the paid provider; ``fields`` replace its own."""
    usual = {
        "project": str(project),
        "project_id": "prj_small",
        "shot": f"sht_{number}",
        "shot_label": f"{number:03d}",
        "frozen": str(project / "frozen"),
        "mode": Mode.START_FRAME,
        "model": "test/clip",
        "provider": "paid",
        "estimate": Price(low_usd=0.5, high_usd=1.0),
    }
    return Order(**(usual | fields))


class PaidProvider:
    """Talks to a ``PaidServer``. ``finds_jobs`` says whether it may look its creates up."""

    name = "paid"
    key_variables = ()
    hosts = frozenset(("127.0.0.1",))
    poll_seconds = 0.02
    free = False

    def __init__(self, url: str, *, finds_jobs: bool = True, concurrency: int = 4) -> None:
        self.finds_jobs, self.concurrency = finds_jobs, concurrency
        self._client = httpx.AsyncClient(base_url=url, timeout=10.0, trust_env=False, verify=False)

    async def upload(self, call: Call) -> Mapping[str, str]:
        return {media.path: f"stored:{media.sha256}" for media in call.request.media}

    async def submit(
        self, call: Call, uploaded: Mapping[str, str], on_sending: Callable[[], Awaitable[None]]
    ) -> Remote:
        assert set(uploaded) == {media.path for media in call.request.media}
        await on_sending()
        try:
            answer = await self._client.post(
                "/create", json={"job": call.job, "prompt": call.request.prompt}
            )
        except httpx.ConnectError as error:
            raise UnavailableError(self.name, "cannot be reached.") from error
        except httpx.TransportError as error:
            raise AmbiguousError(self.name, "the connection was lost.") from error
        if answer.status_code == 422:
            raise RefusedError(self.name, "the request is not allowed.", status=422)
        return {"id": self._read(answer)["id"]}

    async def lookup(self, call: Call) -> Found:
        if not self.finds_jobs:
            return Found(known=None)
        answer = await self._get(f"/lookup/{call.job}")
        if answer.status_code == 404:
            return Found(known=False)
        return Found(known=True, remote={"id": self._read(answer)["id"]})

    async def poll(self, call: Call, remote: Remote) -> Progress:
        facts = self._read(await self._get(f"/status/{remote['id']}"))
        return Progress(Phase(facts["status"]), facts.get("fraction"))

    async def collect(self, call: Call, remote: Remote) -> Outcome:
        answer = await self._get(f"/result/{remote['id']}")
        self._raise_passing(answer)
        if answer.status_code != 200:
            raise ResultError(self.name, "the result is gone.")
        path = call.folder / "result" / "clip.mp4"
        path.write_bytes(answer.content)
        return Outcome((path,), cost_usd=0.75)

    async def cancel(self, call: Call, remote: Remote) -> Cancelled:
        answer = await self._client.post(f"/cancel/{remote['id']}")
        facts = self._read(answer)
        return Cancelled(facts["stopped"], facts["billed"], "Stopped at the provider.")

    async def close(self) -> None:
        await self._client.aclose()

    async def _get(self, path: str) -> httpx.Response:
        try:
            return await self._client.get(path)
        except httpx.TransportError as error:
            raise UnavailableError(self.name, "no answer.") from error

    def _read(self, answer: httpx.Response) -> dict[str, Any]:
        self._raise_passing(answer)
        return json.loads(answer.content)

    def _raise_passing(self, answer: httpx.Response) -> None:
        if answer.status_code in (429, 503):
            after = float(answer.headers["retry-after"])
            raise BusyError(self.name, "too busy.", status=answer.status_code, retry_after=after)


class SmallPreparer:
    """Writes one small file and says how it goes."""

    def prepare(self, order: Order, folder: Path, report: Callable[[float, str], None]) -> Request:
        data = b"picture of shot " + order.shot.encode()
        report(0.5, "half drawn")
        (folder / "start.png").write_bytes(data)
        start = Media(
            slot="start", path="start.png", mime="image/png", bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(), width=SIZE[0], height=SIZE[1],
        )  # fmt: skip
        return make_request(prompt=f"shot {order.shot_label}", media=(start,))

    def close(self) -> None:
        pass


def make_request(**fields: Any) -> Request:
    """Return a request for the clip of ``clip_bytes``."""
    usual = {
        "card": "test/clip", "mode": Mode.START_FRAME, "provider": "paid", "endpoint": "clip",
        "prompt": "", "options": Chosen(
            frames=FRAMES, rate=str(RATE), width=SIZE[0], height=SIZE[1], aspect="16:9"
        ),
    }  # fmt: skip
    return Request(**(usual | fields))


class FolderKeeper:
    """Keeps each result as ``takes/<job>.mp4``, whole or not at all, and only once."""

    def keep(self, finished: Finished) -> tuple[Path, ...]:
        takes = Path(finished.order.project) / "takes"
        takes.mkdir(exist_ok=True)
        target = takes / f"{finished.job}.mp4"
        if not target.exists():
            part = target.with_suffix(".part")
            shutil.copyfile(finished.outcome.files[0], part)
            part.replace(target)
        return (target,)


class OneProvider:
    """The port that finds providers, for the one there is."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider

    def route(self, model: str, mode: str, provider: str) -> Route:
        return ROUTE

    def provider(self, name: str) -> Any:
        return self._provider


def paid_ports(url: str, **settings: Any) -> Ports:
    """Return the ports of a runner that works with a ``PaidServer``."""
    return Ports(SmallPreparer(), FolderKeeper(), OneProvider(PaidProvider(url, **settings)))
