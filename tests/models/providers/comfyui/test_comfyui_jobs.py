"""Jobs at ComfyUI: sent under an id of our own, found again by it, and stopped."""

from typing import Any

import pytest

from models.errors import AmbiguousError, RefusedError, UnavailableError
from models.provider import Call, Phase, Progress
from models.providers.comfyui import ComfyUI
from tests.builders.comfyui_calls import CLIP, submitted, with_comfy
from tests.builders.comfyui_server import ComfyServer


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


def test_the_same_job_asks_under_the_same_id_and_another_under_another(
    server: ComfyServer, call: Call
) -> None:
    other = Call("job_b", call.request, call.route, call.folder)
    first = with_comfy(server, lambda comfy: submitted(comfy, call))
    again = with_comfy(server, lambda comfy: submitted(comfy, call))
    different = with_comfy(server, lambda comfy: submitted(comfy, other))
    assert first == again != different


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
