"""ComfyUI, against a server that behaves as its routes and messages are documented."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.answers import plain_words
from models.card import Argument, Price, Route
from models.errors import (
    AmbiguousError,
    ProviderError,
    RefusedError,
    ResultError,
    UnavailableError,
)
from models.modes import Mode
from models.provider import Call, Phase, Progress
from models.providers.comfyui import ComfyUI
from models.providers.comfyui_progress import Heard, Listener, heard
from models.request import Chosen, Media, Request
from tests.builders.comfyui_server import ComfyServer, comfy_server
from tests.builders.sent_mark import marking

CLIP = b"\0\0\0\x18ftypisom" + b"\0" * 3000


@pytest.fixture
def server() -> Iterator[ComfyServer]:
    with comfy_server() as running:
        yield running


@pytest.fixture
def call(tmp_path: Path) -> Call:
    (tmp_path / "guide.mp4").write_bytes(CLIP)
    media = Media(
        slot="guide", path="guide.mp4", mime="video/mp4", bytes=len(CLIP), width=832, height=480,
        sha256=hashlib.sha256(CLIP).hexdigest(), frames=81, rate="16",
    )  # fmt: skip
    options = Chosen(
        seconds=5.0625, frames=81, rate="16", width=832, height=480, aspect="16:9", seed=7
    )
    taken = ("prompt", "negative", "seed", "width", "height", "frames", "rate", "guide", "start")
    route = Route(
        provider="comfyui", endpoint="wan-vace-depth", workflow="wan-vace-depth", source="own",
        price=Price(per="free"),
        arguments={name: Argument(take=name) for name in taken},  # type: ignore[arg-type]
    )  # fmt: skip
    request = Request(
        card="wan/vace", mode=Mode.FROM_ANIMATION, provider="comfyui", endpoint="wan-vace-depth",
        prompt="A chair slides.", options=options, media=(media,),
    )  # fmt: skip
    return Call(job="job_a", request=request, route=route, folder=tmp_path)


def with_comfy(server: ComfyServer, work: Callable[[ComfyUI], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        comfy = ComfyUI(server.url)
        try:
            return await work(comfy)
        finally:
            await comfy.close()

    return asyncio.run(run())


async def submitted(comfy: ComfyUI, call: Call) -> Any:
    return await comfy.submit(call, await comfy.upload(call), marking())


def test_a_clip_comes_back_from_the_users_own_gpu(server: ComfyServer, call: Call) -> None:
    async def whole(comfy: ComfyUI) -> tuple[list[Progress], bytes]:
        remote = await submitted(comfy, call)
        steps = [await comfy.poll(call, remote)]
        server.start_next()
        steps.append(await comfy.poll(call, remote))
        server.finish(CLIP)
        steps.append(await comfy.poll(call, remote))
        outcome = await comfy.collect(call, remote)
        return steps, outcome.files[0].read_bytes()

    steps, content = with_comfy(server, whole)
    assert [step.phase for step in steps] == [Phase.QUEUED, Phase.RUNNING, Phase.SUCCEEDED]
    assert steps[0].position == 1
    assert content == CLIP
    assert server.uploaded == {"shotwright/job_a/guide.mp4": CLIP}


def test_progress_is_heard_over_the_websocket(server: ComfyServer, call: Call) -> None:
    async def listen(comfy: ComfyUI) -> Progress:
        remote = await submitted(comfy, call)
        prompt = server.start_next()
        await comfy.poll(call, remote)
        for _ in range(200):
            if server.sockets:
                server.say("progress", value=1, max=20, prompt_id="of another")
                server.say("progress", value=5, max=20, prompt_id=prompt, node="sample")
            await asyncio.sleep(0.02)
            step = await comfy.poll(call, remote)
            if step.fraction is not None:
                return step
        raise AssertionError("no progress was heard")

    assert with_comfy(server, listen).fraction == 0.25


def test_without_a_websocket_polling_is_enough(server: ComfyServer, call: Call) -> None:
    server.deaf = True

    async def whole(comfy: ComfyUI) -> Phase:
        remote = await submitted(comfy, call)
        server.start_next()
        assert (await comfy.poll(call, remote)).fraction is None
        await asyncio.sleep(0.1)
        server.finish(CLIP)
        return (await comfy.poll(call, remote)).phase

    assert with_comfy(server, whole) is Phase.SUCCEEDED


def test_a_lost_answer_is_found_again_by_the_id_we_chose(server: ComfyServer, call: Call) -> None:
    server.loses_answers = True

    async def lose(comfy: ComfyUI) -> Any:
        with pytest.raises(AmbiguousError):
            await submitted(comfy, call)
        return await comfy.lookup(call)

    found = with_comfy(server, lose)
    assert found.known is True
    assert server.submitted == [found.remote["id"]]
    server.start_next()
    server.finish(CLIP)
    again = with_comfy(server, lambda comfy: comfy.lookup(call))
    assert again.remote == found.remote


def test_a_job_never_sent_is_known_to_be_unknown(server: ComfyServer, call: Call) -> None:
    assert with_comfy(server, lambda comfy: comfy.lookup(call)).known is False


def test_missing_nodes_are_said_before_anything_is_sent(server: ComfyServer, call: Call) -> None:
    server.missing = {"WanVaceToVideo", "SaveVideo"}
    with pytest.raises(RefusedError, match=r"lacks the node SaveVideo.*the node WanVaceToVideo"):
        with_comfy(server, lambda comfy: submitted(comfy, call))
    assert not server.uploaded
    assert not server.submitted


def test_a_graph_the_server_refuses_says_why(server: ComfyServer, call: Call) -> None:
    wrong = call.request.model_copy(
        update={"options": call.request.options.model_copy(update={"seed": "x"})}
    )
    with pytest.raises(RefusedError, match="failed validation"):
        with_comfy(server, lambda comfy: submitted(comfy, Call(
            call.job, wrong, call.route, call.folder)))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "phase", "words"),
    [
        ("execution_error", {"node_type": "KSampler", "exception_message": "out of\nmemory"},
         Phase.FAILED, "KSampler: out of memory"),
        ("execution_interrupted", {}, Phase.CANCELLED, "interrupted"),
        ("something_new", {}, Phase.FAILED, "no more"),
    ],
)  # fmt: skip
def test_an_end_that_is_no_success_is_told(
    server: ComfyServer, call: Call, kind: str, facts: dict[str, Any], phase: Phase, words: str
) -> None:
    async def fail(comfy: ComfyUI) -> Progress:
        remote = await submitted(comfy, call)
        server.start_next()
        server.fail(kind, **facts)
        return await comfy.poll(call, remote)

    step = with_comfy(server, fail)
    assert step.phase is phase
    assert words in step.message


def test_a_server_that_was_restarted_says_so(server: ComfyServer, call: Call) -> None:
    async def forget(comfy: ComfyUI) -> Progress:
        remote = await submitted(comfy, call)
        server.pending.clear()
        step = await comfy.poll(call, remote)
        with pytest.raises(ResultError, match="restarted"):
            await comfy.collect(call, remote)
        return step

    step = with_comfy(server, forget)
    assert (step.phase, "restarted" in step.message) == (Phase.FAILED, True)


def test_a_server_that_is_not_there_made_nothing(call: Call) -> None:
    gone = ComfyServer(port=1)
    with pytest.raises(UnavailableError, match="cannot be reached"):
        with_comfy(gone, lambda comfy: submitted(comfy, call))


def test_cancelling_takes_it_out_of_the_queue_and_stops_it(server: ComfyServer, call: Call) -> None:
    async def cancel(comfy: ComfyUI) -> Any:
        remote = await submitted(comfy, call)
        return await comfy.cancel(call, remote)

    cancelled = with_comfy(server, cancel)
    assert cancelled.stopped
    assert cancelled.may_be_billed is False
    assert server.pending == []
    assert server.interrupted == [], "an older server would stop another's work"


def test_cancelling_what_runs_stops_it(server: ComfyServer, call: Call) -> None:
    async def cancel(comfy: ComfyUI) -> Any:
        remote = await submitted(comfy, call)
        server.start_next()
        await comfy.cancel(call, remote)
        return remote

    remote = with_comfy(server, cancel)
    assert server.interrupted == [remote["id"]]


def test_names_that_climb_are_the_servers_matter_and_stay_in_our_folder(
    server: ComfyServer, call: Call
) -> None:
    async def climb(comfy: ComfyUI) -> None:
        remote = await submitted(comfy, call)
        server.start_next()
        server.finish(CLIP, subfolder="..", name="../../evil.mp4")
        with pytest.raises(ResultError, match="404"):
            await comfy.collect(call, remote)

    with_comfy(server, climb)
    assert {path.name for path in call.folder.iterdir()} <= {"guide.mp4", "result"}


def test_a_workflow_that_saves_nothing_is_said(server: ComfyServer, call: Call) -> None:
    async def nothing(comfy: ComfyUI) -> None:
        remote = await submitted(comfy, call)
        server.start_next()
        server.finish(CLIP)
        server.history[remote["id"]]["outputs"] = {"save": {"text": ["hello"]}, "x": 5}
        with pytest.raises(ResultError, match="saved no file"):
            await comfy.collect(call, remote)

    with_comfy(server, nothing)


def test_the_same_job_asks_under_the_same_id_and_another_under_another(
    server: ComfyServer, call: Call
) -> None:
    other = Call("job_b", call.request, call.route, call.folder)
    first = with_comfy(server, lambda comfy: submitted(comfy, call))
    again = with_comfy(server, lambda comfy: submitted(comfy, call))
    different = with_comfy(server, lambda comfy: submitted(comfy, other))
    assert first == again != different


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a.MP4", "0.mp4"), ("a", "0.bin"), ("a.m\0p4", "0.bin"), ("a.\ud800", "0.bin"),
     ("a.toolongtobetrue", "0.bin"), ("a.p\\q", "0.bin")],
)  # fmt: skip
def test_a_server_names_no_file_of_ours(
    server: ComfyServer, call: Call, name: str, kept: str
) -> None:
    async def collect(comfy: ComfyUI) -> Any:
        remote = await submitted(comfy, call)
        server.start_next()
        server.finish(CLIP, name=name)
        server.results["shotwright", name.replace("\ud800", "?")] = CLIP
        return await comfy.collect(call, remote)

    assert [path.name for path in with_comfy(server, collect).files] == [kept]


@pytest.mark.parametrize(
    ("text", "host"),
    [("render-box:8188", "render-box:8188"), ("http://10.0.0.7:8188/", "10.0.0.7:8188"),
     (" https://gpu.test/comfy/ ", "gpu.test"), ("[::1]:8188", "[::1]:8188")],
)  # fmt: skip
def test_the_address_of_a_server_may_be_written_short(text: str, host: str) -> None:
    assert ComfyUI(text).hosts == {host}


@pytest.mark.parametrize(
    "text", ["ftp://x", "http://", "http://me:hunter2@x:1", "http://x?y=1", "a b", "x:port"]
)
def test_what_is_no_address_of_a_server_is_said(text: str) -> None:
    with pytest.raises(ProviderError, match="SHOTWRIGHT_COMFYUI") as told:
        ComfyUI(text)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("nobody", ["http://127.0.0.1:1", "http://127.0.0.1:99999"])
def test_closing_a_listener_ends_it_whatever_became_of_it(nobody: str) -> None:
    async def close() -> tuple[int, Heard, set[asyncio.Task[Any]]]:
        listener = Listener(nobody, "client", "p")
        await asyncio.sleep(0.05)
        listening = len(asyncio.all_tasks())
        await asyncio.wait_for(listener.close(), timeout=2.0)
        return listening, listener.heard, asyncio.all_tasks() - {asyncio.current_task()}

    assert asyncio.run(close()) == (2, Heard(), set())


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.just(10**400)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(history=json_values, queue=json_values)
def test_any_answer_of_a_strange_server_is_an_error_of_ours(history: Any, queue: Any) -> None:
    comfy = object.__new__(ComfyUI)
    comfy._url, comfy._listeners = "http://127.0.0.1:1", {}

    class Strange:
        shown = staticmethod(plain_words)

        async def read(self, _: str, url: str, **__: Any) -> Any:
            return queue if url.endswith("/queue") else {"p": history}

    comfy._transport = Strange()  # type: ignore[assignment]

    async def ask() -> Progress | None:
        try:
            return await comfy.poll(None, {"id": "p"})  # type: ignore[arg-type]
        except ProviderError:
            return None

    step = asyncio.run(ask())
    assert step is None or isinstance(step, Progress)


@pytest.mark.parametrize(
    ("value", "most", "fraction"),
    [(5, 20, 0.25), (30, 20, 1.0), (-1, 20, 0.0), (1, 0, None), (10**400, 1, None),
     (float("nan"), 1, None), (float("inf"), float("inf"), None), ("5", 20, None), (1, -2, None)],
)  # fmt: skip
def test_a_fraction_is_one_or_none(value: Any, most: Any, fraction: float | None) -> None:
    facts = {"type": "progress", "data": {"prompt_id": "p", "value": value, "max": most}}
    assert heard(Heard(), json.dumps(facts), "p").fraction == fraction


@given(st.text(max_size=100) | json_values.map(json.dumps))
def test_any_message_leaves_what_was_heard_sound(message: str) -> None:
    after = heard(Heard(0.5, "x"), message, "p")
    assert after.fraction is None or 0.0 <= after.fraction <= 1.0
