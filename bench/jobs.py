"""Thousands of queued jobs against a loopback server: overhead, memory, and that none is lost.

``jobs_overhead`` is the runner's own CPU time a job: that of the whole run less that of the same
drawing, requests, decoding and keeping with no runner and no store. ``jobs_store_floor`` is what
SQLite alone takes of it: the same rows, written by as many statements in as many transactions.
``jobs_memory`` is the memory in use at the end over that after a tenth of the jobs. A lost or
doubled job is an error.
"""

from __future__ import annotations

import asyncio
import io
import json
import multiprocessing
import re
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PIL import Image

from models.modes import Mode
from models.provider import Call, Cancelled, Found, Outcome, Phase, Progress, Remote
from models.request import Chosen
from tests.builders.paid_provider import ROUTE, SIZE, OneProvider, make_order, make_request
from tests.builders.paid_server import paid_server
from tests.builders.sent_mark import marking
from visualize.jobs.checking import check_results
from visualize.jobs.lease import Lease
from visualize.jobs.pace import Pace
from visualize.jobs.ports import Finished
from visualize.jobs.runner import Runner
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.jobs.work import Ports

COUNT, SMOKE_COUNT = 10_000, 40
_AT_ONCE = 16
_FLOOR_SHARE = 5
_TOGETHER = 11
"""Writes of a transaction of the runner, with that many jobs at once (counted)."""
_MOVES: tuple[tuple[str, dict[str, object]], ...] = (
    ("preparing", {}),
    ("uploading", {"request": "r" * 560, "fingerprint": "f" * 64}),
    ("submitting", {"charge": "reserved", "charged_at": 1.0, "sent_at": None}),
    ("submitting", {"sent_at": 1.0, "submitted_at": 1.0}),
    ("running", {"remote": '{"id": "r1234"}', "attempts": 0}),
    ("downloading", {}),
    ("checking", {"outcome": '{"files":["picture.png"],"seed":null}', "reported_usd": 0.01}),
    ("succeeded", {"takes": '["/film/takes/picture.png"]', "charge": "reported"}),
)
"""The states of a job, one after the other, and what is written with each."""
_PACE = Pace(look=0.05, idle=0.0, report=1e9)


def run(smoke: bool = False) -> list[dict[str, Any]]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    count = SMOKE_COUNT if smoke else COUNT
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,))
    process.start()
    try:
        url = ours.recv()
        with tempfile.TemporaryDirectory() as folder:
            floor = _floor(Path(folder) / "floor", url, max(count // _FLOOR_SHARE, 1))
            bare = _store_floor(Path(folder) / "bare", max(count // _FLOOR_SHARE, 1))
            ours.send("creates")
            before = ours.recv()
            cpu, wall, memory = _queue(Path(folder) / "queue", url, count)
            ours.send("creates")
            _refuse_doubles(ours.recv() - before, count)
    finally:
        ours.send("end")
        process.join()
    return _rows(count, (cpu - floor, floor, bare), wall, memory)


def _rows(
    count: int, cpu: tuple[float, float, float], wall: float, memory: tuple[int, int]
) -> list[dict[str, Any]]:
    scene = f"{count} jobs"
    overhead, floor, bare = (1000.0 * seconds for seconds in cpu)
    sizes = " -> ".join(f"{size / 2**20:.0f} MiB" for size in memory)
    rows = [
        ("jobs_overhead", overhead, "ms", f"the work itself {floor:.2f} ms"),
        ("jobs_store_floor", bare, "ms", "bare sqlite3"),
        ("jobs_rate", count / wall, "jobs/s", f"{_AT_ONCE} at once"),
        ("jobs_memory", memory[1] / memory[0], "x", sizes),
    ]
    return [
        {"name": name, "scene": scene, "value": round(value, 3), "unit": unit, "peer": peer,
         "ratio": None}
        for name, value, unit, peer in rows
    ]  # fmt: skip


def _queue(folder: Path, url: str, count: int) -> tuple[float, float, tuple[int, int]]:
    """Return CPU seconds a job, seconds in all, and bytes in use after a tenth and at the end."""
    (folder / "state").mkdir(parents=True)
    memory: list[int] = []
    with JobStore(folder / "state") as store:
        ids = store.place([make_order(folder, i, mode=Mode.IMAGE) for i in range(count)])
        lease = Lease.take(store.database)
        assert lease is not None
        keeper = _CountingKeeper(count // 10, lambda: memory.append(_memory()))
        ports = Ports(_Preparer(), keeper, OneProvider(_LeanProvider(url)))
        began, began_cpu = time.perf_counter(), time.process_time()
        asyncio.run(Runner(store, lease, ports, _PACE).run())
        cpu, wall = time.process_time() - began_cpu, time.perf_counter() - began
        memory.append(_memory())
        ended = Counter(job.state for job in store.jobs(ids))
    if ended != {State.SUCCEEDED: count} or keeper.kept != count:
        raise RuntimeError(f"of {count} jobs: {dict(ended)}, {keeper.kept} kept")
    return cpu / count, wall, (memory[0], memory[-1])


def _floor(folder: Path, url: str, count: int) -> float:
    """Return the CPU seconds a job of the same work without runner and store."""
    provider, preparer = _LeanProvider(url), _Preparer()

    async def one(number: int) -> None:
        order = make_order(folder, number, mode=Mode.IMAGE)
        job = folder / f"{number}"
        (job / "result").mkdir(parents=True)
        request = preparer.prepare(order, job, lambda *_: None)
        call = Call(f"floor{number}", request, ROUTE, job)
        remote = await provider.submit(call, {}, marking())
        while (await provider.poll(call, remote)).phase is not Phase.SUCCEEDED:
            await asyncio.sleep(0)
        outcome = await provider.collect(call, remote)
        check_results(request, outcome.files)

    async def all_of_them() -> None:
        for first in range(0, count, _AT_ONCE):
            await asyncio.gather(*(one(i) for i in range(first, min(first + _AT_ONCE, count))))
        await provider.close()

    began = time.process_time()
    asyncio.run(all_of_them())
    return (time.process_time() - began) / count


def _store_floor(folder: Path, count: int) -> float:
    """Return the CPU seconds a job that SQLite takes alone, with nobody to wait for."""
    (folder / "state").mkdir(parents=True)
    with JobStore(folder / "state") as store:
        store.place([make_order(folder, i, mode=Mode.IMAGE) for i in range(count)])
        path = store.database.path
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    writes = [
        (first + job, number, state, values)
        for first in range(1, count + 1, _AT_ONCE)
        for number, (state, values) in enumerate(_MOVES, 2)
        for job in range(min(_AT_ONCE, count + 1 - first))
    ]
    began = time.process_time()
    for first in range(0, len(writes), _TOGETHER):
        connection.execute("BEGIN IMMEDIATE")
        for job, number, state, values in writes[first : first + _TOGETHER]:
            cells = {**values, "state": state, "message": "", "progress_at": 1.0}
            names = ", ".join(f"{name} = ?" for name in cells)
            connection.execute(f"UPDATE jobs SET {names} WHERE number = ?", (*cells.values(), job))
            connection.execute(
                "INSERT INTO history VALUES (?, ?, 1.0, ?, '')", (job, number, state)
            )
        connection.execute("COMMIT")
    cpu = time.process_time() - began
    connection.close()
    return cpu / count


def _refuse_doubles(creates: Counter[str], count: int) -> None:
    if len(creates) != count or set(creates.values()) != {1}:
        raise RuntimeError(f"{count} jobs made {sum(creates.values())} creates of {len(creates)}")


def _memory() -> int:
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmRSS:\s*(\d+) kB", status)
    return int(found[1]) * 1024 if found else 1


def _serve(line: Connection) -> None:
    data = io.BytesIO()
    Image.new("RGB", SIZE, (90, 60, 30)).save(data, "png")
    with paid_server(data.getvalue()) as books:
        line.send(books.url)
        while line.recv() != "end":
            line.send(books.creates)


class _Preparer:
    """Asks for a picture, with nothing to draw."""

    def prepare(self, order: Any, folder: Path, report: Callable[[float, str], None]) -> Any:
        options = Chosen(width=SIZE[0], height=SIZE[1], aspect="16:9")
        return make_request(mode=Mode.IMAGE, prompt=order.shot_label, options=options)

    def close(self) -> None:
        pass


class _CountingKeeper:
    """Counts what is kept, and measures once when the first share of it is."""

    def __init__(self, share: int, measure: Callable[[], None]) -> None:
        self.kept = 0
        self._share, self._measure = share, measure

    def keep(self, finished: Finished) -> tuple[Path, ...]:
        self.kept += 1
        if self.kept == self._share:
            self._measure()
        return finished.outcome.files


class _LeanProvider:
    """Speaks to the server over a few open lines, so that little but the runner is measured."""

    name = "paid"
    key_variables = ()
    hosts = frozenset(("127.0.0.1",))
    concurrency = _AT_ONCE
    poll_seconds = 0.01
    finds_jobs = True
    free = False

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").partition(":")
        self._place = (host, int(port))
        self._lines: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def upload(self, call: Call) -> Mapping[str, str]:
        return {}

    async def submit(
        self, call: Call, uploaded: Mapping[str, str], on_sending: Callable[[], Awaitable[None]]
    ) -> Remote:
        await on_sending()
        body = json.dumps({"job": call.job, "prompt": call.request.prompt}).encode()
        return {"id": json.loads(await self._ask("POST", "/create", body))["id"]}

    async def lookup(self, call: Call) -> Found:
        return Found(known=None)

    async def poll(self, call: Call, remote: Remote) -> Progress:
        return Progress(
            Phase(json.loads(await self._ask("GET", f"/status/{remote['id']}"))["status"])
        )

    async def collect(self, call: Call, remote: Remote) -> Outcome:
        path = call.folder / "result" / "picture.png"
        path.write_bytes(await self._ask("GET", f"/result/{remote['id']}"))
        return Outcome((path,), cost_usd=0.01)

    async def cancel(self, call: Call, remote: Remote) -> Cancelled:
        return Cancelled(stopped=False, may_be_billed=None, message="")

    async def close(self) -> None:
        for _, writer in self._lines:
            writer.close()

    async def _ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        line = self._lines.pop() if self._lines else await asyncio.open_connection(*self._place)
        reader, writer = line
        writer.write(
            f"{method} {path} HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"Content-Length: (\d+)", head)[1])  # type: ignore[index]
        answer = await reader.readexactly(length)
        self._lines.append(line)
        return answer


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<16} {row['scene']:<12} {row['value']} {row['unit']}  {row['peer']}")
