"""What is left of finished jobs is removed together, and all of it before the runner ends."""

import asyncio
import threading
from contextlib import closing

import pytest

from visualize.jobs import sweep as sweep_module
from visualize.jobs.places import make_empty
from visualize.jobs.sweep import Sweep
from visualize.jobs.worker import Worker


@pytest.fixture
def folders(tmp_path):
    found = [tmp_path / name for name in ("a", "b", "c")]
    for folder in found:
        (folder / "result").mkdir(parents=True)
        (folder / "result" / "clip.mp4").write_bytes(b"x")
    return found


def test_a_folder_stays_until_the_sweep_and_is_gone_after_it(folders):
    async def main():
        sweep = Sweep(worker)
        for folder in folders[:2]:
            sweep.add(folder)
        await asyncio.sleep(0.05)
        before = [folder.exists() for folder in folders]
        await sweep.now()
        return before, [folder.exists() for folder in folders]

    with closing(Worker("sweeping")) as worker:
        assert asyncio.run(main()) == ([True] * 3, [False, False, True])


def test_folders_go_by_themselves_after_a_while_and_again_those_of_later(folders, monkeypatch):
    monkeypatch.setattr(sweep_module, "_GATHER_SECONDS", 0.01)

    async def main():
        sweep = Sweep(worker)
        for folder in folders:
            sweep.add(folder)
            async with asyncio.timeout(10):
                while folder.exists():
                    await asyncio.sleep(0.005)
        await sweep.now()  # after which the worker has nothing to tell this loop any more

    with closing(Worker("sweeping")) as worker:
        asyncio.run(main())


def test_a_folder_that_is_gone_already_stops_no_other(folders):
    async def main():
        sweep = Sweep(worker)
        sweep.add(folders[0].with_name("never"))
        sweep.add(folders[1])
        await sweep.now()

    with closing(Worker("sweeping")) as worker:
        asyncio.run(main())
    assert [folder.exists() for folder in folders] == [True, False, True]


def test_a_folder_made_empty_holds_nothing_and_is_for_this_user_alone(folders, tmp_path):
    for folder in (folders[0], tmp_path / "new" / "deep"):
        make_empty(folder)
        assert list(folder.iterdir()) == []
        assert folder.stat().st_mode & 0o077 == 0


def test_the_folder_of_a_job_at_work_again_is_spared_even_while_the_sweep_waits(folders):
    async def main():
        sweep, gate = Sweep(worker), threading.Event()
        for folder in folders:
            sweep.add(folder)
        sweep.spare(folders[0])
        worker.do(gate.wait)  # as a long check that the thread is busy with
        swept = sweep.now()
        sweep.spare(folders[1])
        gate.set()
        await swept

    with closing(Worker("sweeping")) as worker:
        asyncio.run(main())
    assert [folder.exists() for folder in folders] == [True, True, False]


def test_a_new_job_takes_over_a_finished_ones_folder_with_nothing_left_in_it(folders, tmp_path):
    (folders[0] / "start.png").write_bytes(b"x")
    (folders[0] / "frames" / "deep").mkdir(parents=True)
    (folders[0] / "frames" / "deep" / "0001.png").write_bytes(b"x")
    was, new = folders[0].stat().st_ino, tmp_path / "new"

    async def main():
        sweep = Sweep(worker)
        sweep.add(folders[0])
        sweep.make(new)
        await sweep.now()

    with closing(Worker("sweeping")) as worker:
        asyncio.run(main())
    assert not folders[0].exists()
    assert new.stat().st_ino == was
    assert [path.relative_to(new).as_posix() for path in new.rglob("*")] == ["result"]


def test_a_job_that_has_a_folder_already_gets_it_empty_and_the_finished_one_is_removed(folders):
    async def main():
        sweep = Sweep(worker)
        sweep.add(folders[0])
        sweep.make(folders[1])
        await sweep.now()

    with closing(Worker("sweeping")) as worker:
        asyncio.run(main())
    assert not folders[0].exists()
    assert list(folders[1].iterdir()) == []
    assert (folders[2] / "result" / "clip.mp4").exists()


def test_links_out_of_a_finished_jobs_folder_lead_nowhere(folders, tmp_path):
    (folders[0] / "result" / "clip.mp4").unlink()
    (folders[0] / "result").rmdir()
    (folders[0] / "result").symlink_to(folders[1], target_is_directory=True)
    new = tmp_path / "new"

    async def main():
        sweep = Sweep(worker)
        sweep.add(folders[0])
        sweep.make(new)

    with closing(Worker("sweeping")) as worker:
        asyncio.run(main())
    assert list(new.iterdir()) == []
    assert (folders[1] / "result" / "clip.mp4").exists()


def test_a_link_where_a_folder_should_be_is_not_emptied(folders, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(folders[0], target_is_directory=True)
    with pytest.raises(FileExistsError):
        make_empty(link)
    assert (folders[0] / "result" / "clip.mp4").exists()
