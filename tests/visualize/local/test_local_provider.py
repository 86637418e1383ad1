"""The local provider as the runner sees it: whole files, the same bytes again, plain failures."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from compose.project import Project
from models.modes import Mode
from models.provider import Call, Outcome, Phase, Progress
from models.request import Media
from tests.builders.local_call import SIZE, local_call
from tests.builders.sent_mark import marking
from tests.builders.small_project import small_project
from visualize.local.provider import LocalProvider

pytestmark = pytest.mark.gpu

PROJECT = small_project()
SHOT = PROJECT.shot("wide")
JOBS = [
    (Mode.IMAGE, "finish"), (Mode.START_FRAME, "parallax"), (Mode.START_END, "tween"),
    (Mode.FROM_ANIMATION, "noir"), (Mode.DIRECT, "wire"),
]  # fmt: skip


@pytest.fixture(scope="module")
def provider() -> Iterator[LocalProvider]:
    made = LocalProvider(thaw=lambda _: PROJECT)
    yield made
    asyncio.run(made.close())


async def ended(provider: LocalProvider, call: Call) -> Progress:
    while True:
        progress = await provider.poll(call, {"id": call.job})
        if progress.phase not in (Phase.QUEUED, Phase.RUNNING):
            return progress
        await asyncio.sleep(0.02)


def ran(provider: LocalProvider, call: Call) -> Outcome:
    async def run() -> Outcome:
        remote = await provider.submit(call, await provider.upload(call), marking())
        progress = await ended(provider, call)
        assert progress.phase is Phase.SUCCEEDED, progress.message
        return await provider.collect(call, remote)

    return asyncio.run(run())


def failed(provider: LocalProvider, call: Call) -> str:
    async def run() -> Progress:
        await provider.submit(call, {}, marking())
        return await ended(provider, call)

    progress = asyncio.run(run())
    assert progress.phase is Phase.FAILED
    assert not (call.folder / "made").exists() or not list((call.folder / "made").iterdir())
    return progress.message


@pytest.mark.parametrize(("mode", "endpoint"), JOBS)
def test_every_mode_gives_one_whole_file_of_the_size_and_length_asked_for(
    provider: LocalProvider, tmp_path: Path, mode: Mode, endpoint: str
) -> None:
    call = local_call(tmp_path / "job_a", PROJECT, SHOT, mode, endpoint)
    outcome = ran(provider, call)
    (path,) = outcome.files
    assert path.parent == call.folder / "result"
    assert (outcome.cost_usd, outcome.seed) == (0.0, 7)
    if mode is Mode.IMAGE:
        with Image.open(path) as picture:
            assert picture.size == SIZE
        return
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        frames = sum(1 for _ in film.decode(stream))
        assert (stream.width, stream.height, frames) == (*SIZE, 4)
        assert stream.average_rate == 24
        assert not film.streams.audio


def test_made_again_in_another_process_it_has_the_same_bytes(
    provider: LocalProvider, tmp_path: Path
) -> None:
    one = ran(provider, local_call(tmp_path / "job_a", PROJECT, SHOT, Mode.FROM_ANIMATION, "ink"))
    other = LocalProvider(thaw=lambda _: PROJECT)
    call = local_call(tmp_path / "job_b", PROJECT, SHOT, Mode.FROM_ANIMATION, "ink")
    again = ran(other, call)
    asyncio.run(other.close())
    assert one.files[0].read_bytes() == again.files[0].read_bytes()


def test_a_job_that_a_crash_cut_off_is_not_known_and_made_by_the_next_poll(
    provider: LocalProvider, tmp_path: Path
) -> None:
    call = local_call(tmp_path / "job_c", PROJECT, SHOT, Mode.DIRECT, "clay")
    assert asyncio.run(provider.lookup(call)).known is False
    first = asyncio.run(provider.poll(call, {"id": call.job}))
    assert first.phase is Phase.QUEUED
    assert asyncio.run(provider.lookup(call)).known is True
    assert asyncio.run(ended(provider, call)).phase is Phase.SUCCEEDED


def test_a_finished_job_is_collected_as_often_as_asked(
    provider: LocalProvider, tmp_path: Path
) -> None:
    call = local_call(tmp_path / "job_d", PROJECT, SHOT, Mode.DIRECT, "beauty")
    first = ran(provider, call).files[0].read_bytes()
    again = asyncio.run(provider.collect(call, {"id": call.job}))
    assert again.files[0].read_bytes() == first
    assert asyncio.run(provider.poll(call, {"id": call.job})).phase is Phase.SUCCEEDED


def test_cancelling_stops_before_the_next_frame_and_costs_nothing(
    provider: LocalProvider, tmp_path: Path
) -> None:
    call = local_call(tmp_path / "job_e", PROJECT, SHOT, Mode.DIRECT, "wire", frames=20_000)

    async def run() -> None:
        remote = await provider.submit(call, {}, marking())
        while (await provider.poll(call, remote)).fraction == 0.0:
            await asyncio.sleep(0.02)
        answer = await provider.cancel(call, remote)
        assert answer.stopped
        assert answer.may_be_billed is False

    asyncio.run(run())
    done = local_call(tmp_path / "job_f", PROJECT, SHOT, Mode.IMAGE, "toon")
    ran(provider, done)  # the thread is free again
    assert not list((call.folder / "made").iterdir())


def test_a_picture_of_ones_own_is_what_the_clip_begins_with(
    provider: LocalProvider, tmp_path: Path
) -> None:
    folder = tmp_path / "job_g"
    y, x = np.mgrid[0 : 2 * SIZE[1], 0 : 2 * SIZE[0]]
    own = np.dstack([90 + x // 2, 200 - y, 60 + y]).astype(np.uint8)
    folder.mkdir()
    Image.fromarray(own).save(folder / "start.png")
    media = Media(slot="start", path="start.png", mime="image/png", sha256="-", bytes=1,
                  width=own.shape[1], height=own.shape[0])  # fmt: skip
    call = local_call(folder, PROJECT, SHOT, Mode.START_FRAME, "parallax", media=(media,),
                      start=str(folder / "start.png"))  # fmt: skip
    with av.open(str(ran(provider, call).files[0])) as film:
        first = next(film.decode(video=0)).to_ndarray(format="rgb24").astype(float)
    small = np.asarray(Image.fromarray(own).resize(SIZE, Image.Resampling.BOX)).astype(float)
    assert np.abs(first - small).mean() < 4.0


@pytest.mark.parametrize("path", ["../secret.png", "/etc/hostname", "missing.png", "text.png"])
def test_a_picture_outside_the_folder_or_none_at_all_is_refused(
    provider: LocalProvider, tmp_path: Path, path: str
) -> None:
    folder = tmp_path / "job_h"
    folder.mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "secret.png")
    (folder / "text.png").write_text("no picture")
    media = Media(slot="start", path=path, mime="image/png", sha256="-", bytes=1, width=8, height=8)
    call = local_call(folder, PROJECT, SHOT, Mode.START_FRAME, "parallax", media=(media,),
                      start="mine.png")  # fmt: skip
    assert "local: " in failed(provider, call)


def test_an_order_that_cannot_be_read_fails_in_words(
    provider: LocalProvider, tmp_path: Path
) -> None:
    call = local_call(tmp_path / "job_i", PROJECT, SHOT, Mode.IMAGE, "ink")
    (call.folder / "order.json").write_text('{"project": 3}')
    assert "cannot be read" in failed(provider, call)


def test_a_job_that_failed_is_made_when_it_is_submitted_again(
    provider: LocalProvider, tmp_path: Path
) -> None:
    call = local_call(tmp_path / "job_m", PROJECT, SHOT, Mode.IMAGE, "noir")
    order = call.folder / "order.json"
    good = order.read_text()
    order.write_text("{}")
    assert "cannot be read" in failed(provider, call)
    order.write_text(good)
    assert asyncio.run(provider.lookup(call)).known is False
    assert ran(provider, call).files[0].is_file()


def test_unknown_styles_and_looks_fail_in_words(provider: LocalProvider, tmp_path: Path) -> None:
    style = local_call(tmp_path / "job_j", PROJECT, SHOT, Mode.IMAGE, "oil")
    look = local_call(tmp_path / "job_k", PROJECT, SHOT, Mode.DIRECT, "xray")
    assert "'oil'" in failed(provider, style)
    assert "wire, clay, beauty" in failed(provider, look)


def test_a_project_that_is_gone_fails_in_the_words_of_its_error(tmp_path: Path) -> None:
    from shotwright import ShotwrightError

    def gone(_: object) -> Project:
        raise ShotwrightError("The frozen copy is gone.")

    provider = LocalProvider(thaw=gone)
    call = local_call(tmp_path / "job_l", PROJECT, SHOT, Mode.IMAGE, "ink")
    assert failed(provider, call) == "The frozen copy is gone."
    asyncio.run(provider.close())
