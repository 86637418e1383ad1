"""fal, against a server that behaves as its queue is documented to."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.card import Argument, Price, Route
from models.errors import (
    AmbiguousError,
    BusyError,
    MissingKeyError,
    ModeratedError,
    NoCreditError,
    ProviderError,
    RefusedError,
    ResultError,
    UnauthorizedError,
    UnavailableError,
)
from models.keys import Keys
from models.modes import Mode
from models.provider import Call, Phase
from models.providers.fal import Fal
from models.request import Chosen, Media, Request
from tests.builders.fal_server import (
    ENDPOINT,
    KEY,
    FalServer,
    cut_off,
    dropped,
    fal_server,
    made_but_dropped,
    not_json,
    slowly,
    status,
)
from tests.builders.sent_mark import marking

PICTURE = b"\x89PNG\r\n\x1a\n picture"
CLIP = b"\0\0\0\x18ftypisom" + b"\0" * 4000


@pytest.fixture
def server() -> Iterator[FalServer]:
    with fal_server() as running:
        running.result = CLIP
        yield running


@pytest.fixture
def call(tmp_path: Path) -> Call:
    (tmp_path / "start.png").write_bytes(PICTURE)
    media = Media(
        slot="start", path="start.png", mime="image/png", bytes=len(PICTURE), width=64, height=36,
        sha256=hashlib.sha256(PICTURE).hexdigest(),
    )  # fmt: skip
    options = Chosen(seconds=5.0, frames=120, width=64, height=36, aspect="16:9", seed=7)
    taken = {"prompt": "prompt", "image_url": "start", "seed": "seed"}
    route = Route(
        provider="fal", endpoint=ENDPOINT, source="own", price=Price(per="unknown"),
        arguments={name: Argument(take=take) for name, take in taken.items()}  # type: ignore[arg-type]
        | {"duration": Argument(take="seconds", kind="text")},
    )  # fmt: skip
    request = Request(
        card="acme/v1", mode=Mode.START_FRAME, provider="fal", endpoint=ENDPOINT,
        prompt="A chair slides.", options=options, media=(media,),
    )  # fmt: skip
    return Call(job="job_a", request=request, route=route, folder=tmp_path)


def with_fal(server: FalServer, work: Callable[[Fal], Awaitable[Any]], *, key: str = KEY) -> Any:
    async def run() -> Any:
        keys = Keys({"FAL_KEY": key} if key else {})
        fal = Fal(keys, queue=server.url, rest=server.url, private=True)
        try:
            return await work(fal)
        finally:
            await fal.close()

    return asyncio.run(run())


def submit(server: FalServer, call: Call, **key: str) -> tuple[Any, list[str]]:
    marks: list[str] = []
    start = {"start.png": "https://storage/start.png"}
    remote = with_fal(
        server, lambda fal: fal.submit(call, start, marking(lambda: marks.append("x"))), **key
    )
    return remote, marks


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


def test_no_key_is_said_before_anything_is_sent(server: FalServer, call: Call) -> None:
    with pytest.raises(MissingKeyError, match="FAL_KEY"):
        submit(server, call, key="")
    assert server.requests == []


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


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (status(429, {"detail": "slow down"}, {"Retry-After": "3"}), BusyError),
        (status(500, None), BusyError),
        (dropped, UnavailableError),
        (not_json, UnavailableError),
        (status(401, {"detail": "no"}), UnauthorizedError),
    ],
)
def test_a_poll_that_fails_may_be_asked_again(
    server: FalServer, call: Call, fault: Any, error: type[ProviderError]
) -> None:
    remote, _ = submit(server, call)
    server.play("status", fault)
    with pytest.raises(error):
        with_fal(server, lambda fal: fal.poll(call, remote))
    assert with_fal(server, lambda fal: fal.poll(call, remote)).phase is Phase.QUEUED


def test_an_unknown_state_is_said(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)
    server.states = ["DREAMING"]
    with pytest.raises(ProviderError, match="DREAMING"):
        with_fal(server, lambda fal: fal.poll(call, remote))


def test_what_the_queue_says_of_a_failure_is_shown_without_keys(
    server: FalServer, call: Call
) -> None:
    remote, _ = submit(server, call)
    said = f"bad\nimage at https://x.test/a?sig=signed-secret for {KEY}"
    server.play("status", status(200, {"status": "COMPLETED", "error": said}))
    step = with_fal(server, lambda fal: fal.poll(call, remote))
    assert step.phase is Phase.FAILED
    assert step.message == "bad image at https://x.test/a for •••:•••"


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


def test_pictures_blacked_out_by_the_content_check_are_no_result(
    server: FalServer, call: Call
) -> None:
    remote, _ = submit(server, call)
    picture = {"url": f"{server.url}/result.png", "content_type": "image/png"}
    flagged = {"images": [picture], "has_nsfw_concepts": [True]}
    server.play("result", status(200, flagged))
    with pytest.raises(ModeratedError, match="blacked"):
        with_fal(server, lambda fal: fal.collect(call, remote))
    server.play("result", status(200, flagged | {"has_nsfw_concepts": [False]}))
    assert len(with_fal(server, lambda fal: fal.collect(call, remote)).files) == 1


def test_a_failed_model_is_told_by_the_result(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)
    server.error = (422, {"detail": [{"loc": ["body"], "msg": "Image is too small"}]})
    with pytest.raises(RefusedError, match="Image is too small"):
        with_fal(server, lambda fal: fal.collect(call, remote))


def test_a_moderated_result_is_called_so(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)
    detail = [{"loc": ["body", "prompt"], "msg": "flagged", "type": "content_policy_violation"}]
    server.error = (422, {"detail": detail})
    with pytest.raises(ModeratedError, match="content check"):
        with_fal(server, lambda fal: fal.collect(call, remote))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (cut_off, UnavailableError),
        (dropped, UnavailableError),
        (status(403, {"detail": "expired"}), ResultError),
        (status(404, None), ResultError),
        (status(503, None), BusyError),
        (status(200, {"detail": "a page"}), ResultError),
        (status(302, None, {"Location": "file:///etc/passwd"}), ResultError),
        (status(302, None, {"Location": "http://user:pass@127.0.0.1/x"}), ResultError),
    ],
)
def test_a_bad_download_leaves_no_file(
    server: FalServer, call: Call, fault: Any, error: type[ProviderError]
) -> None:
    remote, _ = submit(server, call)
    server.play("file", fault)
    with pytest.raises(error) as caught:
        with_fal(server, lambda fal: fal.collect(call, remote))
    assert "signed-secret" not in str(caught.value)
    assert not [path for path in (call.folder / "result").rglob("*") if path.is_file()]


def test_an_empty_result_is_refused(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)
    server.result = b""
    with pytest.raises(ResultError, match="empty"):
        with_fal(server, lambda fal: fal.collect(call, remote))


def test_a_result_inside_this_network_is_refused(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)

    async def outside(_: Fal) -> None:
        fal = Fal(Keys({"FAL_KEY": KEY}), queue=server.url, rest=server.url, private=False)
        try:
            await fal.collect(call, remote)
        finally:
            await fal.close()

    for url in (
        "https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.1/x", "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data", "https://[::ffff:127.0.0.1]/x",
        "http://example.com/x", "ftp://example.com/x", "file:///etc/passwd", "https:///x",
    ):  # fmt: skip
        server.result_url = url
        with pytest.raises(ResultError):
            with_fal(server, outside)


@pytest.mark.parametrize("answer", [[], "x", 5, {"seed": True, "video": 5}, {"images": [{}]}])
def test_a_result_of_another_shape_is_refused(server: FalServer, call: Call, answer: Any) -> None:
    remote, _ = submit(server, call)
    server.play("result", status(200, answer))
    with pytest.raises(ResultError, match="no picture"):
        with_fal(server, lambda fal: fal.collect(call, remote))


@pytest.mark.parametrize(
    ("answer", "stopped", "billed"),
    [
        ((202, "CANCELLATION_REQUESTED"), True, None),
        ((400, "ALREADY_COMPLETED"), False, True),
        ((200, "ALREADY_COMPLETED"), False, True),
        ((404, "NOT_FOUND"), False, True),
    ],
)
def test_a_cancel_says_what_may_still_be_billed(
    server: FalServer, call: Call, answer: tuple[int, str], stopped: bool, billed: bool | None
) -> None:
    remote, _ = submit(server, call)
    server.cancel = answer
    cancelled = with_fal(server, lambda fal: fal.cancel(call, remote))
    assert (cancelled.stopped, cancelled.may_be_billed) == (stopped, billed)


def test_an_answer_that_never_ends_is_given_up(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)
    server.play("status", slowly(3.0))

    async def impatient(fal: Fal) -> None:
        fal._transport._answer_seconds = 0.2
        await fal.poll(call, remote)

    with pytest.raises(UnavailableError, match="did not come to an end"):
        with_fal(server, impatient)


def test_the_key_goes_nowhere_but_to_fal(
    server: FalServer, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {"detail": f"your header was Key {KEY}", "url": f"{server.url}/x?token=signed-secret"}
    errors = []
    for fault in (status(401, echo), status(422, echo), status(500, echo), status(429, echo)):
        server.play("create", fault)
        with pytest.raises(ProviderError) as caught:
            submit(server, call)
        errors.append(f"{caught.value!r} {caught.value.__cause__!r} {caught.value}")
    remote, _ = submit(server, call)
    with_fal(server, lambda fal: fal.collect(call, remote))
    written = [p.read_bytes().decode("latin-1") for p in call.folder.rglob("*") if p.is_file()]
    assert KEY not in "".join([*errors, caplog.text, *written, repr(remote)])
    assert "signed-secret" not in "".join([*errors, caplog.text, repr(remote)])
    to_storage = [headers for _, path, headers in server.requests if path.startswith("/result")]
    assert to_storage
    assert all("authorization" not in headers for headers in to_storage)
