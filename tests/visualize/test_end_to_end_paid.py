"""A paid take, end to end: real commands, real processes, a server that counts what it makes.

The provider is an installed package found by its entry point, the model a user's own card; the
server behaves as fal's queue is documented to.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from compose.edits import set_shot
from compose.files import load_project, save_project
from tests.builders.fal_server import KEY, fal_server
from tests.builders.loop_provider import install
from tests.builders.paid_provider import clip_bytes
from visualize.jobs.lease import living_holder
from visualize.jobs.states import State
from visualize.jobs.store import JobStore

ROOT = Path(__file__).resolve().parents[2]
SECRETS = (*KEY.encode().split(b":"), b"signed-secret")
ORDER = ("generate", "film", "--model", "acme/dream", "--yes", "--seed", "5")
PATIENCE_S = 60.0

pytestmark = pytest.mark.gpu


@pytest.fixture
def server():
    with fal_server() as made:
        made.result = clip_bytes(frames=24, size=(256, 144))
        yield made


@pytest.fixture
def busy(server):
    """The server, which goes on working until it is told otherwise."""
    server.states = ["IN_PROGRESS"]
    return server


@pytest.fixture
def user(tmp_path, server, monkeypatch):
    """A user's machine: a project, a card, an installed provider, a key."""
    monkeypatch.setenv("LOOP_KEY", KEY)
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("SHOTWRIGHT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path / "site"), str(ROOT))))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "state").mkdir()
    install(tmp_path / "site", tmp_path / "config", server.url)
    command("new", "film")
    save_project(set_shot(load_project(tmp_path / "film"), "010", end=24), tmp_path / "film")
    yield tmp_path
    end_runner(tmp_path / "state")


@pytest.fixture
def waiting(busy, user):
    """An order in a process of its own, which is ended with the test."""
    with started(*ORDER) as process:
        yield process
        process.kill()


def started(*words):
    return subprocess.Popen(
        [sys.executable, "-m", "cli", *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def command(*words, status=0):
    process = started(*words)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == status, err
    return out, err


def end_runner(state):
    """End the runner that was left in the background, by its own number."""
    with JobStore(state) as store:
        holder = living_holder(store.database)
    if holder is not None:
        with suppress(ProcessLookupError):
            os.kill(holder.process.pid, signal.SIGTERM)


def jobs(user):
    with JobStore(user / "state") as store:
        return store.jobs()


def until(true):
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def written(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_paid_take_says_what_was_sent_and_no_secret_is_written(user, server):
    out, err = command(*ORDER, "--json", "--watch")
    (job,) = json.loads(out)["jobs"]
    take = json.loads(Path(job["takes"][0]).with_suffix(".json").read_text())
    (sent,) = server.creates
    assert (sent["prompt"], sent["seed"], sent["duration"]) == (take["made"]["prompt"], 5, "1")
    assert len(sent["prompt"]) <= 400
    assert take["made"]["seed"] == 41, "as the provider reports it"
    assert take["made"]["provider_job"] == "req-1"
    assert take["made"]["estimated_high_usd"] == 0.4
    assert Path(job["takes"][0]).read_bytes() == server.result
    (picture,) = server.stored.values()
    assert picture.startswith(b"\x89PNG")
    everything = written(user / "state") | written(user / "film") | {"out": (out + err).encode()}
    leaks = [
        (where, secret) for where, data in everything.items() for secret in SECRETS
        if secret in data
    ]  # fmt: skip
    assert leaks == []


def test_a_command_killed_while_the_model_works_is_taken_up_and_nothing_is_paid_twice(
    busy, user, waiting
):
    until(lambda: [job.state for job in jobs(user)] == [State.RUNNING])
    waiting.kill()
    waiting.communicate()
    busy.states = ["COMPLETED"]
    out, _ = command("jobs", "watch")
    assert "_take1.mp4" in out
    assert len(busy.creates) == 1
    (job,) = jobs(user)
    assert job.state is State.SUCCEEDED
    assert [path.name for path in (user / "film").glob("takes/*/*.mp4")] == [
        Path(job.takes[0]).name
    ]


def test_ctrl_c_stops_the_waiting_and_the_background_makes_the_take(busy, user, waiting):
    until(lambda: [job.state for job in jobs(user)] == [State.RUNNING])
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate(timeout=PATIENCE_S)
    assert waiting.returncode == 130
    assert "in the background" in err
    busy.states = ["COMPLETED"]
    until(lambda: [job.state for job in jobs(user)] == [State.SUCCEEDED])
    assert len(busy.creates) == 1


def test_two_terminals_at_once_share_one_runner_and_number_their_takes(user, server):
    server.states = ["COMPLETED"]
    both = [started(*ORDER), started(*ORDER)]
    for process in both:
        _, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0, err
    assert len(server.creates) == 2
    names = sorted(path.stem[-5:] for path in (user / "film").glob("takes/*/*.mp4"))
    assert names == ["take1", "take2"]


def test_a_project_that_was_moved_away_gets_its_take_when_it_is_back(busy, user, waiting):
    until(lambda: [job.state for job in jobs(user)] == [State.RUNNING])
    (user / "film").rename(user / "elsewhere")
    busy.states = ["COMPLETED"]
    _, err = waiting.communicate(timeout=PATIENCE_S)
    assert waiting.returncode == 1
    assert "the project's folder is gone" in err
    assert "jobs collect" in err
    (user / "elsewhere").rename(user / "film")
    command("jobs", "collect", jobs(user)[0].id)
    assert len(list((user / "film").glob("takes/*/*.mp4"))) == 1
    assert len(busy.creates) == 1
