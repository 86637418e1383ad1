"""A state folder, a project's folder, a store, and a server that counts what it is paid for."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders.paid_provider import QUICK, clip_bytes, paid_ports
from tests.builders.paid_server import PaidServer, paid_server
from visualize.jobs.lease import Lease
from visualize.jobs.runner import Runner
from visualize.jobs.store import JobStore
from visualize.jobs.work import Ports


@pytest.fixture(scope="session")
def clip() -> bytes:
    return clip_bytes()


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "film"
    folder.mkdir()
    return folder


@pytest.fixture
def store(state: Path) -> Iterator[JobStore]:
    with JobStore(state) as opened:
        yield opened


@pytest.fixture
def server(clip: bytes) -> Iterator[PaidServer]:
    with paid_server(clip) as books:
        yield books
        assert books.problems == []


Work = Callable[..., Runner]


@pytest.fixture
def work(store: JobStore, server: PaidServer) -> Work:
    """Run a runner until there is nothing to do."""

    def run(ports: Ports | None = None, **settings: object) -> Runner:
        lease = Lease.take(store.database)
        assert lease is not None
        runner = Runner(store, lease, ports or paid_ports(server.url, **settings), QUICK)
        asyncio.run(asyncio.wait_for(runner.run(), 30))
        return runner

    return run
