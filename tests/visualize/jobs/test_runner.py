"""The runner makes every order once, whatever the provider does."""

import hashlib

import pytest

from models.errors import AmbiguousError
from models.provider import Found
from tests.builders.paid_provider import (
    FRAMES,
    SIZE,
    FolderKeeper,
    OneProvider,
    PaidProvider,
    SmallPreparer,
    make_order,
)
from visualize.jobs.places import job_folder
from visualize.jobs.records import Charge
from visualize.jobs.states import State
from visualize.jobs.work import Ports


def place(store, project, count=1, **fields):
    return store.place([make_order(project, i, **fields) for i in range(count)])


def test_every_order_becomes_one_take_and_costs_one_create(store, server, work, project, clip):
    ids = place(store, project, 9)
    work()
    jobs = store.jobs(ids)
    assert {job.state for job in jobs} == {State.SUCCEEDED}
    assert server.creates == dict.fromkeys(ids, 1)
    for job in jobs:
        assert job.takes == (str(project / "takes" / f"{job.id}.mp4"),)
        assert (project / "takes" / f"{job.id}.mp4").read_bytes() == clip
        assert (job.charge, job.reported_usd) == (Charge.REPORTED, 0.75)
        assert not job_folder(store.state, job.id).exists()


def test_who_keeps_a_result_is_told_what_its_check_found(store, server, work, project, clip):
    told = []

    class Listener(FolderKeeper):
        def keep(self, finished):
            told.append((finished.outcome.files, finished.clips))
            return super().keep(finished)

    place(store, project)
    work(Ports(SmallPreparer(), Listener(), OneProvider(PaidProvider(server.url))))
    (((file,), (found,)),) = told
    assert (found.file, found.kind, found.frames) == (file.name, "video", FRAMES)
    assert (found.width, found.height) == SIZE
    assert found.sha256 == hashlib.sha256(clip).hexdigest()


def test_a_job_goes_through_every_state_in_order(store, work, project):
    (job,) = place(store, project)
    work()
    assert [event.state for event in store.events(job)] == [
        "queued", "preparing", "uploading", "submitting", "running", "downloading", "checking",
        "succeeded",
    ]  # fmt: skip


def test_no_more_jobs_are_at_a_provider_than_it_has_room_for(store, server, work, project):
    server.polls = 4
    place(store, project, 8)
    work(concurrency=3)
    assert server.most_open == 3


@pytest.mark.parametrize("fault", ["429", "503"])
def test_a_refused_create_made_nothing_and_is_sent_again(store, server, work, project, fault):
    server.faults["create"].extend([fault] * 3)
    (job,) = place(store, project)
    work()
    assert store.job(job).state is State.SUCCEEDED
    assert server.creates == {job: 1}


@pytest.mark.parametrize("word", ["status", "result"])
@pytest.mark.parametrize("fault", ["429", "503", "drop", "cut"])
def test_reads_are_tried_again(store, server, work, project, word, fault):
    server.faults[word].extend([fault] * 2)
    (job,) = place(store, project)
    work()
    assert store.job(job).state is State.SUCCEEDED
    assert server.creates == {job: 1}


@pytest.mark.parametrize("fault", ["drop", "lose", "cut"])
def test_a_lost_answer_is_looked_up_and_never_followed_by_a_second_create(
    store, server, work, project, fault
):
    server.faults["create"].append(fault)
    (job,) = place(store, project)
    work()
    assert store.job(job).state is State.SUCCEEDED
    assert server.creates == {job: 1}


@pytest.mark.parametrize(("fault", "made"), [("drop", 0), ("lose", 1), ("cut", 1)])
def test_a_lost_answer_is_uncertain_where_nothing_can_be_looked_up(
    store, server, work, project, fault, made
):
    server.faults["create"].append(fault)
    (job,) = place(store, project)
    work(finds_jobs=False)
    work(finds_jobs=False)
    found = store.job(job)
    assert found.state is State.UNCERTAIN
    assert "jobs settle" in found.message
    assert found.charge is Charge.RESERVED
    assert server.creates[job] == made


def test_what_is_refused_for_good_costs_nothing_and_is_not_sent_again(store, server, work, project):
    server.faults["create"].append("422")
    (job,) = place(store, project)
    work()
    found = store.job(job)
    assert (found.state, found.charge) == (State.FAILED, Charge.NONE)
    assert "not allowed" in found.message
    assert server.creates[job] == 0


def test_a_result_that_is_not_whole_is_fetched_again(store, server, work, project, clip):
    server.faults["result"].extend(["junk", "junk"])
    (job,) = place(store, project)
    work()
    assert (project / "takes" / f"{job}.mp4").read_bytes() == clip
    assert server.creates == {job: 1}


def test_a_result_that_never_is_a_clip_is_no_take_and_can_be_collected_later(
    store, server, work, project
):
    server.faults["result"].extend(["junk"] * 4)
    (job,) = place(store, project)
    work()
    found = store.job(job)
    assert (found.state, found.charge) == (State.FAILED, Charge.POSSIBLE)
    assert f"jobs collect {job}" in found.message
    assert not (project / "takes").exists()


class _OutOfReach(PaidProvider):
    async def upload(self, call):
        raise self.error

    def __init__(self, url, error):
        super().__init__(url)
        self.error = error


def test_an_unknown_fault_of_a_provider_ends_the_job_and_no_other(store, server, work, project):
    provider = _OutOfReach(server.url, RuntimeError("boom"))
    ids = place(store, project, 2)
    work(Ports(SmallPreparer(), FolderKeeper(), OneProvider(provider)))
    assert [job.state for job in store.jobs(ids)] == [State.FAILED, State.FAILED]
    assert "fault in shotwright" in store.job(ids[0]).message
    assert server.creates == {}


class _Late(PaidProvider):
    """Loses the answer, and its first lookup comes before the create has landed."""

    lookups = 0

    async def submit(self, call, uploaded, on_sending):
        await super().submit(call, uploaded, on_sending)
        raise AmbiguousError(self.name, "lost.")

    async def lookup(self, call):
        self.lookups += 1
        return Found(known=False) if self.lookups == 1 else await super().lookup(call)


def test_a_create_that_lands_after_the_first_lookup_is_still_not_repeated(
    store, server, work, project
):
    provider = _Late(server.url)
    (job,) = place(store, project)
    work(Ports(SmallPreparer(), FolderKeeper(), OneProvider(provider)))
    assert store.job(job).state is State.SUCCEEDED
    assert server.creates == {job: 1}
