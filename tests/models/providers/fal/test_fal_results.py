"""Results from fal: only a whole and real one is fetched, and what is none says why."""

from typing import Any

import pytest

from models.errors import (
    BusyError,
    ModeratedError,
    ProviderError,
    RefusedError,
    ResultError,
    UnavailableError,
)
from models.keys import Keys
from models.provider import Call
from models.providers.fal import Fal
from tests.builders.fal_calls import submit, with_fal
from tests.builders.fal_server import KEY, FalServer, cut_off, dropped, status


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
