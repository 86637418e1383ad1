"""A window reads the newest jobs of its project, and of the older ones only what it asks for."""

import pytest

from models.modes import Mode
from visualize.jobs.states import State
from visualize.order import Order


def order(project_id="prj_a"):
    return Order(
        project="/film", project_id=project_id, shot="sht_a", shot_label="010", frozen="/nowhere",
        mode=Mode.IMAGE, model="local/ink", provider="local",
    )  # fmt: skip


@pytest.fixture
def ended(store):
    """Nine jobs of one project, all but the fifth cancelled."""
    ids = store.place([order()] * 9)
    for id_ in (*ids[:4], *ids[5:]):
        store.ask_to_cancel(store.job(id_))
    return ids


def found(store, **asked):
    return [job.id for job in store.of_project("prj_a", **asked)]


def test_the_newest_come_and_one_that_goes_on_however_old(store, ended):
    assert found(store, after=-1, most=3) == [ended[4], *ended[6:]]


def test_after_a_number_only_younger_ones_come_and_those_asked_for(store, ended):
    seventh = store.job(ended[6]).number
    assert found(store, after=seventh, ids=(ended[0],)) == [
        ended[0], ended[4], ended[7], ended[8],
    ]  # fmt: skip
    assert store.job(ended[4]).state is State.QUEUED


def test_no_job_of_another_project_comes_though_it_is_asked_for(store, ended):
    (other,) = store.place([order("prj_b")])
    assert other not in found(store, after=-1, ids=(other,))
