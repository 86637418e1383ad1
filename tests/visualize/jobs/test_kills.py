"""Kill -9 at any moment and restart: nothing is paid for twice, lost, or half a take."""

import random
import time

import pytest

from tests.builders.killed_runner import IN_DOUBT, KINDS, POINTS, start
from tests.builders.paid_provider import make_order
from visualize.jobs.states import State

KILLED = -9


def restart(store, server, *, finds_jobs):
    process = start(store.state, server.url, finds_jobs=finds_jobs)
    process.join(30)
    assert process.exitcode == 0


def assert_sound(store, server, project, clip, *, doubted):
    """Check what holds whatever happened; return the jobs that ended uncertain."""
    jobs = store.jobs()
    assert {job.state for job in jobs} <= {State.SUCCEEDED, State.UNCERTAIN}
    uncertain = [job.id for job in jobs if job.state is State.UNCERTAIN]
    assert len(uncertain) <= doubted
    made = {job.id for job in jobs if job.state is State.SUCCEEDED}
    takes = {path.name: path.read_bytes() for path in (project / "takes").glob("*.mp4")}
    assert takes == {f"{job}.mp4": clip for job in made}
    assert set(server.creates.values()) <= {1}
    assert made <= set(server.creates)
    assert made.isdisjoint(path.name for path in (store.state / "jobs").iterdir())
    return uncertain


@pytest.mark.parametrize("point", KINDS)
def test_a_kill_at_any_point_costs_one_create_where_jobs_can_be_found(
    store, server, project, clip, point
):
    ids = store.place([make_order(project, i) for i in range(2)])
    killed = start(store.state, server.url, point, finds_jobs=True)
    killed.join(30)
    assert killed.exitcode == KILLED
    restart(store, server, finds_jobs=True)
    assert assert_sound(store, server, project, clip, doubted=0) == []
    assert server.creates == dict.fromkeys(ids, 1)


@pytest.mark.parametrize("point", ["before sent", "sending", "answered", "after running"])
def test_only_a_kill_between_the_first_byte_and_the_id_leaves_doubt(
    store, server, project, clip, point
):
    store.place([make_order(project)])
    killed = start(store.state, server.url, point, finds_jobs=False)
    killed.join(30)
    assert killed.exitcode == KILLED
    restart(store, server, finds_jobs=False)
    uncertain = assert_sound(store, server, project, clip, doubted=1)
    assert bool(uncertain) is (point in IN_DOUBT)


@pytest.mark.soak
@pytest.mark.parametrize("finds_jobs", [True, False])
def test_250_kills_at_random_points_and_moments(store, server, project, clip, finds_jobs):
    """Points by name and moments by the clock take turns; jobs keep coming, four at a time."""
    chance = random.Random(7 + finds_jobs)
    kills, doubted, number = 0, 0, 0
    while kills < 250:
        if store.unfinished() < 4:
            store.place([make_order(project, number + i) for i in range(4)])
            number += 4
        point = chance.choice(POINTS) if kills % 2 else ""
        process = start(store.state, server.url, point, finds_jobs=finds_jobs)
        if not point:
            time.sleep(chance.uniform(0.0, 0.5))
            process.kill()
        process.join(30)
        kills += process.exitcode == KILLED
        doubted += 2 * (point in ("", *IN_DOUBT))  # two jobs may be at the provider at once
    restart(store, server, finds_jobs=finds_jobs)
    uncertain = assert_sound(store, server, project, clip, doubted=0 if finds_jobs else doubted)
    assert len(store.jobs()) == number
    assert len(uncertain) < number / 2
