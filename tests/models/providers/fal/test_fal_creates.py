"""A create at fal: sent once, told apart by what may follow, and nothing kept that must not be."""

from typing import Any

import pytest

from models.errors import (
    AmbiguousError,
    BusyError,
    NoCreditError,
    ProviderError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
)
from models.provider import Call, Phase
from models.providers.fal import Fal
from tests.builders.fal_calls import CLIP, PICTURE, submit, with_fal
from tests.builders.fal_server import (
    FalServer,
    cut_off,
    dropped,
    made_but_dropped,
    not_json,
    status,
)
from tests.builders.sent_mark import marking


def test_a_clip_comes_back_by_upload_queue_and_download(server: FalServer, call: Call) -> None:
    async def whole(fal: Fal) -> tuple[list[Phase], bytes, int | None]:
        uploaded = await fal.upload(call)
        remote = await fal.submit(call, uploaded, marking())
        phases = [(await fal.poll(call, remote)).phase for _ in range(3)]
        outcome = await fal.collect(call, remote)
        return phases, outcome.files[0].read_bytes(), outcome.seed

    phases, content, seed = with_fal(server, whole)
    assert phases == [Phase.QUEUED, Phase.RUNNING, Phase.SUCCEEDED]
    assert (content, seed) == (CLIP, 41)
    (create,) = server.creates
    assert create["prompt"] == "A chair slides."
    assert (create["duration"], create["seed"]) == ("5", 7)
    assert server.stored[create["image_url"].removeprefix(server.url).removesuffix("?public")] == (
        PICTURE
    )


def test_the_mark_is_made_before_the_first_byte_of_a_create(server: FalServer, call: Call) -> None:
    seen: list[int] = []
    uploaded = {"start.png": "https://storage/start.png"}
    with_fal(
        server,
        lambda fal: fal.submit(call, uploaded, marking(lambda: seen.append(len(server.requests)))),
    )
    assert seen == [0]


def test_a_server_that_is_not_there_made_nothing(server: FalServer, call: Call) -> None:
    marks: list[str] = []
    gone = FalServer(port=1)
    with pytest.raises(UnavailableError, match=r"cannot be reached at 127\.0\.0\.1:1"):
        with_fal(
            gone,
            lambda fal: fal.submit(call, {"start.png": "x"}, marking(lambda: marks.append("x"))),
        )
    assert marks == []


@pytest.mark.parametrize("fault", [dropped, made_but_dropped, not_json, cut_off])
def test_a_lost_answer_to_a_create_is_ambiguous_and_not_sent_again(
    server: FalServer, call: Call, fault: Any
) -> None:
    server.play("create", fault)
    with pytest.raises(AmbiguousError):
        submit(server, call)
    assert sum(1 for method, *_ in server.requests if method == "POST") == 1


@pytest.mark.parametrize("code", [500, 502, 504])
def test_a_create_answered_by_an_ill_server_is_ambiguous(
    server: FalServer, call: Call, code: int
) -> None:
    server.play("create", status(code, {"detail": "upstream"}))
    with pytest.raises(AmbiguousError, match="may have been made"):
        submit(server, call)


def test_a_create_without_an_id_in_its_answer_is_ambiguous(server: FalServer, call: Call) -> None:
    server.play("create", status(200, {"status": "IN_QUEUE"}))
    with pytest.raises(AmbiguousError, match="request id"):
        submit(server, call)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (401, UnauthorizedError), (403, UnauthorizedError), (402, NoCreditError),
        (400, RefusedError), (404, RefusedError), (422, RefusedError), (307, RefusedError),
        (429, BusyError), (503, BusyError),
    ],
)  # fmt: skip
def test_each_refusal_says_what_may_follow(
    server: FalServer, call: Call, code: int, error: type[ProviderError]
) -> None:
    headers = {"Retry-After": "17", "Location": "http://127.0.0.1:9/elsewhere"}
    server.play("create", status(code, {"detail": "Because."}, headers))
    with pytest.raises(error) as caught:
        submit(server, call)
    assert type(caught.value) is error
    assert caught.value.status == code
    if error is BusyError:
        assert caught.value.retry_after == 17.0
    assert server.creates == []


def test_a_422_names_the_field(server: FalServer, call: Call) -> None:
    wrong = call.request.model_copy(update={"prompt": ""})
    with pytest.raises(RefusedError, match=r"body\.prompt / required"):
        submit(server, Call(call.job, wrong, call.route, call.folder))


def test_addresses_of_another_host_are_not_used(server: FalServer, call: Call) -> None:
    answer = {"request_id": "req-9", "status_url": "http://127.0.0.1:9/x", "response_url": 5}
    server.play("create", status(200, answer))
    remote, _ = submit(server, call)
    base = f"{server.url}/fal-ai/acme/requests/req-9"
    assert remote["status_url"] == f"{base}/status"
    assert remote["response_url"] == base


def test_an_id_that_climbs_stays_in_its_place(server: FalServer, call: Call) -> None:
    server.play("create", status(200, {"request_id": "../../../admin?x="}))
    remote, _ = submit(server, call)
    assert remote["response_url"].startswith(f"{server.url}/fal-ai/acme/requests/..%2F")


@pytest.mark.parametrize("address", ["{base}/status?token=signed", "{base}/a\nb", "{base}x", 7])
def test_an_address_that_carries_a_signature_is_not_kept(
    server: FalServer, call: Call, address: Any
) -> None:
    base = f"{server.url}/fal-ai/acme/requests/req-9"
    given = address.format(base=base) if isinstance(address, str) else address
    given = server.url.replace("127", "128") if given == f"{base}x" else given
    server.play("create", status(200, {"request_id": "req-9", "status_url": given}))
    remote, _ = submit(server, call)
    assert remote["status_url"] == f"{base}/status"


@pytest.mark.parametrize("request_id", ["\ud800", "a\nb", "x" * 9000, "", None, 5])
def test_an_id_that_cannot_be_kept_leaves_it_open(
    server: FalServer, call: Call, request_id: Any
) -> None:
    server.play("create", status(200, {"request_id": request_id}))
    with pytest.raises(AmbiguousError, match="request id"):
        submit(server, call)
