"""What ComfyUI says of a job's progress, by message or when asked, sensible or not."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.answers import plain_words
from models.errors import ProviderError, ResultError
from models.provider import Call, Phase, Progress
from models.providers.comfyui import ComfyUI
from models.providers.comfyui_progress import Heard, Listener, heard
from tests.builders.comfyui_calls import CLIP, submitted, with_comfy
from tests.builders.comfyui_server import ComfyServer


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
