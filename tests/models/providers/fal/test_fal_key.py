"""The key for fal: asked for before anything is sent, and sent to nobody else."""

import logging

import pytest

from models.errors import MissingKeyError, ProviderError
from models.provider import Call
from tests.builders.fal_calls import submit, with_fal
from tests.builders.fal_server import KEY, FalServer, status


def test_no_key_is_said_before_anything_is_sent(server: FalServer, call: Call) -> None:
    with pytest.raises(MissingKeyError, match="FAL_KEY"):
        submit(server, call, key="")
    assert server.requests == []


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
