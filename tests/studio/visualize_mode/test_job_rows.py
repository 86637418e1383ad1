"""A job in words: which step it is at, what it says, and what may be done."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from models.modes import Mode
from studio.visualize_mode.job_rows import STEPS, Deed, Stand, counts_words, job_row, made_with
from visualize.jobs.records import Charge, Job
from visualize.jobs.states import BUSY, ENDED, State

NOW = 1_000_000.0

JOB = Job(
    number=1, id="job_a", batch="", project="/film", project_id="prj_a", shot="sht_a",
    shot_label="020 Track with car", mode="from-animation", model="luma/ray-3.2", provider="fal",
    placed="{}", state=State.QUEUED, message="", fraction=None, request_text=None,
    fingerprint=None, sent_at=None, remote_text=None, result_text=None, takes=(), attempts=0,
    not_before=0.0, cancel_asked=False, low_usd=1.94, high_usd=2.16, charge=Charge.NONE,
    charged_at=None, reported_usd=None, created_at=NOW - 200.0, submitted_at=None,
    progress_at=NOW, finished_at=None,
)  # fmt: skip
SENT = {"sent_at": NOW - 95, "submitted_at": NOW - 94, "remote_text": '{"id": "r"}'}


def row(state=State.QUEUED, **changes):
    words = {name: changes.pop(name) for name in ("resumed", "wait") if name in changes}
    return job_row(replace(JOB, state=state, **changes), "Luma Ray 3.2", now=NOW, **words)


def stands(one):
    return [stand for _, stand in one.steps]


@pytest.mark.parametrize(
    ("state", "done"),
    [
        (State.QUEUED, 0), (State.PREPARING, 0), (State.UPLOADING, 1), (State.SUBMITTING, 1),
        (State.RUNNING, 1), (State.DOWNLOADING, 2), (State.CHECKING, 2), (State.SUCCEEDED, 3),
    ],
)  # fmt: skip
def test_a_job_of_this_machine_shows_no_step_that_would_use_a_network(state, done):
    one = row(state, provider="local")
    assert [name for name, _ in one.steps] == ["Passes", "Generate", "Check"]
    assert sum(stand is Stand.DONE for stand in stands(one)) == done


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.PREPARING, "Passes"), (State.UPLOADING, "Upload"), (State.SUBMITTING, "Submit"),
        (State.RUNNING, "Generate"), (State.DOWNLOADING, "Download"), (State.CHECKING, "Check"),
    ],
)  # fmt: skip
def test_the_steps_before_the_one_under_way_are_done_and_those_after_are_not(state, step):
    assert tuple(name for name, _ in row(state).steps) == STEPS
    steps = stands(row(state))
    at = STEPS.index(step)
    assert set(steps[:at]) <= {Stand.DONE}
    assert steps[at] is Stand.RUNNING
    assert set(steps[at + 1 :]) <= {Stand.TO_DO}


def test_a_take_that_landed_has_every_step_done_its_number_and_can_be_played():
    done = row(
        State.SUCCEEDED, takes=("/film/takes/020/020_ray_take7.mp4",), finished_at=NOW,
        reported_usd=2.0, **SENT,
    )  # fmt: skip
    assert set(stands(done)) == {Stand.DONE}
    assert (done.take, done.status, done.deeds) == ("take 7", "1 min 34 s · $2.00", (Deed.PLAY,))


def test_progress_is_told_in_numbers_against_what_takes_took_so_far():
    going = row(State.RUNNING, fraction=0.62, wait=150.0, **SENT)
    assert going.status == "62 % · 1 min 34 s of about 2 min 30 s"
    assert going.fraction == 0.62


def test_without_a_number_the_time_is_told_and_the_bar_is_empty():
    going = row(State.RUNNING, message="third in queue", **SENT)
    assert (going.status, going.fraction) == ("1 min 34 s · third in queue", None)


def test_a_job_of_before_says_that_it_was_resumed():
    assert row(State.RUNNING, resumed=True, **SENT).status.startswith("Resumed after restart · ")


def test_after_five_minutes_without_progress_it_is_stalled_and_can_be_asked_after():
    stalled = row(State.RUNNING, progress_at=NOW - 301.0, **SENT)
    assert (stalled.stand, stalled.deeds) == (Stand.STALLED, (Deed.ASK_AGAIN,))
    assert stalled.status == "No progress for 5 min 1 s"
    assert row(State.RUNNING, progress_at=NOW - 299.0, **SENT).stand is Stand.RUNNING


def test_an_uncertain_job_explains_itself_and_asks_for_one_of_two_answers():
    doubt = row(State.UNCERTAIN, sent_at=NOW, charge=Charge.POSSIBLE)
    assert doubt.deeds == (Deed.MADE, Deed.NOT_MADE)
    assert "Look at your account there" in doubt.sentence
    assert doubt.cross is Deed.CANCEL, "it is not simply cleared away"


@pytest.mark.parametrize(
    ("changes", "deeds", "failed_at"),
    [
        ({}, (Deed.RETRY,), "Passes"),
        ({"request_text": "{}"}, (Deed.RETRY,), "Upload"),
        ({**SENT, "charge": Charge.POSSIBLE}, (Deed.FETCH,), "Generate"),
        ({"sent_at": NOW, "charge": Charge.POSSIBLE}, (), "Submit"),
    ],
)
def test_a_failed_job_goes_again_only_where_nothing_may_have_been_paid(changes, deeds, failed_at):
    failed = row(State.FAILED, message="fal refused the clip.", finished_at=NOW, **changes)
    assert failed.deeds == deeds
    assert stands(failed)[STEPS.index(failed_at)] is Stand.FAILED
    assert failed.sentence == "fal refused the clip."


@pytest.mark.parametrize("state", State)
def test_what_goes_on_can_be_cancelled_and_what_ended_be_cleared(state):
    expected = Deed.CLEAR if state in ENDED else Deed.CANCEL
    assert row(state, finished_at=NOW).cross is expected


@pytest.mark.parametrize("state", sorted(BUSY))
def test_a_job_asked_to_stop_says_so(state):
    assert row(state, cancel_asked=True).status == "Stopping"


def test_what_is_made_here_is_told_in_frames_and_as_free():
    request = _request(frames=72)
    here = row(
        State.RUNNING, provider="local", fraction=41 / 72, high_usd=0.0, request_text=request,
        sent_at=NOW - 1.0, submitted_at=NOW - 1.0785, remote_text="{}",
    )  # fmt: skip
    assert here.status == "Frame 41 of 72 · 38 fps · Free"


def test_the_header_counts_what_runs_what_landed_today_and_what_is_to_settle():
    today = datetime.fromtimestamp(NOW).date()
    jobs = [
        replace(JOB, state=State.RUNNING), replace(JOB, state=State.UNCERTAIN),
        replace(JOB, state=State.SUCCEEDED, finished_at=NOW),
        replace(JOB, state=State.SUCCEEDED, finished_at=NOW - 3 * 86_400),
    ]  # fmt: skip
    assert counts_words(jobs, today) == "1 running, 1 landed today, 1 to settle"
    assert counts_words(jobs[:1], date(2026, 1, 1)) == "1 running"
    waits = [replace(JOB, state=State.QUEUED)] * 2
    assert counts_words([*waits, jobs[0]], today) == "1 running, 2 waiting"


def test_a_direct_render_is_named_by_its_look_and_a_local_model_as_local():
    direct = replace(JOB, mode=Mode.DIRECT.value, model="wire", provider="local")
    assert made_with(direct, {}) == "Direct Render, wire"
    local = replace(JOB, model="local/ink", provider="local")
    assert made_with(local, {"local/ink": "Ink"}) == "Ink, local"


def _request(frames):
    from models.request import Chosen, Request

    chosen = Chosen(seconds=3.0, frames=frames, width=640, height=360, aspect="16:9")
    return Request(
        card="local/ink", mode=Mode.FROM_ANIMATION, provider="local", endpoint="ink", prompt="",
        options=chosen,
    ).model_dump_json()  # fmt: skip
