"""What is left of finished jobs is removed together, and all of it before the runner ends."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from visualize.jobs import sweep as sweep_module
from visualize.jobs.places import make_empty
from visualize.jobs.sweep import Sweep


@pytest.fixture
def folders(tmp_path):
    found = [tmp_path / name for name in ("a", "b", "c")]
    for folder in found:
        (folder / "result").mkdir(parents=True)
        (folder / "result" / "clip.mp4").write_bytes(b"x")
    return found


def test_a_folder_stays_until_the_sweep_and_is_gone_after_it(folders):
    async def main():
        sweep = Sweep(threads)
        for folder in folders[:2]:
            sweep.add(folder)
        await asyncio.sleep(0.05)
        before = [folder.exists() for folder in folders]
        await sweep.now()
        return before, [folder.exists() for folder in folders]

    with ThreadPoolExecutor(1) as threads:
        assert asyncio.run(main()) == ([True] * 3, [False, False, True])


def test_folders_go_by_themselves_after_a_while_and_again_those_of_later(folders, monkeypatch):
    monkeypatch.setattr(sweep_module, "_GATHER_SECONDS", 0.01)

    async def main():
        sweep = Sweep(threads)
        for folder in folders:
            sweep.add(folder)
            async with asyncio.timeout(10):
                while folder.exists():
                    await asyncio.sleep(0.005)

    with ThreadPoolExecutor(1) as threads:
        asyncio.run(main())


def test_a_folder_that_is_gone_already_stops_no_other(folders):
    async def main():
        sweep = Sweep(threads)
        sweep.add(folders[0].with_name("never"))
        sweep.add(folders[1])
        await sweep.now()

    with ThreadPoolExecutor(1) as threads:
        asyncio.run(main())
    assert [folder.exists() for folder in folders] == [True, False, True]


def test_a_folder_made_empty_holds_nothing_and_is_for_this_user_alone(folders, tmp_path):
    for folder in (folders[0], tmp_path / "new" / "deep"):
        make_empty(folder)
        assert list(folder.iterdir()) == []
        assert folder.stat().st_mode & 0o077 == 0


def test_the_folder_of_a_job_at_work_again_is_spared_even_while_the_sweep_waits(folders):
    async def main():
        sweep, gate = Sweep(threads), threading.Event()
        for folder in folders:
            sweep.add(folder)
        sweep.spare(folders[0])
        threads.submit(gate.wait)  # as a long check that the thread is busy with
        swept = sweep.now()
        sweep.spare(folders[1])
        gate.set()
        await swept

    with ThreadPoolExecutor(1) as threads:
        asyncio.run(main())
    assert [folder.exists() for folder in folders] == [True, True, False]
