"""A program of the user's own is asked for where it should be."""

import socket

import pytest

from models.registry import Registry
from studio.visualize_mode.reach import answers, out_of_reach

REGISTRY = Registry.discover()


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_that_listens_answers_and_a_closed_one_does_not(listening):
    assert answers("127.0.0.1", listening)
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    assert not answers("127.0.0.1", closed)


def test_a_server_that_runs_is_in_reach(monkeypatch, listening):
    monkeypatch.setenv("SHOTWRIGHT_COMFYUI", f"127.0.0.1:{listening}")
    assert out_of_reach(REGISTRY) == {}


def test_a_server_that_does_not_run_is_named_with_its_place(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    monkeypatch.setenv("SHOTWRIGHT_COMFYUI", f"http://127.0.0.1:{closed}")
    assert out_of_reach(REGISTRY) == {"comfyui": f"ComfyUI is not running at 127.0.0.1:{closed}"}


def test_an_address_that_is_none_is_told_and_stops_nothing(monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_COMFYUI", "not an address")
    assert "holds no address" in out_of_reach(REGISTRY)["comfyui"]
