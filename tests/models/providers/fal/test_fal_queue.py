"""fal's queue: how a job stands there, and how it is taken out."""

from typing import Any

import pytest

from models.errors import BusyError, ProviderError, UnauthorizedError, UnavailableError
from models.provider import Call, Phase
from models.providers.fal import Fal
from tests.builders.fal_calls import submit, with_fal
from tests.builders.fal_server import KEY, FalServer, dropped, not_json, slowly, status


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


def test_an_answer_that_never_ends_is_given_up(server: FalServer, call: Call) -> None:
    remote, _ = submit(server, call)
    server.play("status", slowly(3.0))

    async def impatient(fal: Fal) -> None:
        fal._transport._answer_seconds = 0.2
        await fal.poll(call, remote)

    with pytest.raises(UnavailableError, match="did not come to an end"):
        with_fal(server, impatient)


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
