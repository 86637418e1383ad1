"""`jobs` and `budget` say what is, do what is asked, and tell what to do next."""

import asyncio

import pytest

from tests.builders.paid_provider import QUICK, clip_bytes, make_order, paid_ports
from tests.builders.paid_server import paid_server
from visualize.jobs.lease import Lease
from visualize.jobs.runner import Runner
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.order import Price


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(tmp_path / "state"))
    with JobStore() as opened:
        yield opened


@pytest.fixture
def film(tmp_path):
    folder = tmp_path / "film"
    folder.mkdir()
    return folder


@pytest.fixture
def no_background(monkeypatch):
    """No process is started behind the test's back; who was asked for is listed."""
    asked = []
    monkeypatch.setattr("cli.commands.jobs.start_runner", lambda *_: asked.append("runner") or True)
    return asked


def make_all(store, **faults):
    """Let a real runner make what is queued, with a provider that cannot look jobs up."""
    with paid_server(clip_bytes()) as server:
        for word, names in faults.items():
            server.faults[word].extend(names)
        runner = Runner(
            store, Lease.take(store.database), paid_ports(server.url, finds_jobs=False), QUICK
        )
        asyncio.run(runner.run())


def test_without_jobs_it_says_how_to_make_one(shotwright, store):
    ending = shotwright("jobs")
    assert ending.status == 0
    assert "shotwright generate" in ending.out
    assert shotwright("jobs", "watch").out.strip() == "Nothing is under way."
    assert shotwright("jobs", "resume").out.strip() == "Nothing is unfinished."


def test_a_job_is_listed_with_what_it_may_cost_and_how_to_follow_it(shotwright, store, film):
    (job,) = store.place([make_order(film, 10)])
    ending = shotwright("jobs")
    for word in (job, "010", "start-frame", "test/clip", "queued", "$0.50–1.00", "jobs watch"):
        assert word in ending.out
    facts = shotwright("jobs", "--json").document["jobs"][0]
    assert (facts["id"], facts["state"], facts["estimate_usd"]) == (job, "queued", [0.5, 1.0])


def test_a_price_that_nobody_knows_is_never_shown_as_nothing(shotwright, store, film):
    store.place([make_order(film, estimate=Price())])
    assert "?" in shotwright("jobs").out.splitlines()[1].split()
    assert shotwright("jobs", "--json").document["jobs"][0]["estimate_usd"] == [None, None]


def test_what_is_made_is_listed_with_its_take_and_its_reported_price(shotwright, store, film):
    (job,) = store.place([make_order(film)])
    make_all(store)
    line = shotwright("jobs").out.splitlines()[1]
    assert "succeeded" in line
    assert "$0.75" in line
    assert f"{job}.mp4" in line


def test_an_uncertain_job_is_settled_by_the_user(shotwright, store, film, no_background):
    (job,) = store.place([make_order(film)])
    make_all(store, create=["lose"])
    assert f"jobs settle {job} --made (or --not-made)" in shotwright("jobs").out
    assert shotwright("jobs", "settle", job).status == 2
    assert shotwright("jobs", "settle", job[:7], "--made").status == 0
    assert store.job(job).state is State.FAILED
    assert no_background == []


def test_settled_as_not_made_it_goes_again_in_the_background(
    shotwright, store, film, no_background
):
    (job,) = store.place([make_order(film)])
    make_all(store, create=["drop"])
    assert shotwright("jobs", "settle", job, "--not-made").status == 0
    assert store.job(job).state is State.QUEUED
    assert no_background == ["runner"]


def test_what_waits_is_cancelled_by_the_beginning_of_its_id(shotwright, store, film):
    (job,) = store.place([make_order(film)])
    ending = shotwright("jobs", "cancel", job[:9])
    assert (ending.status, store.job(job).state) == (0, State.CANCELLED)
    assert "before anything was sent" in ending.out


def test_what_failed_before_it_was_sent_is_resumed(shotwright, store, film, no_background):
    (job,) = store.place([make_order(film)])
    make_all(store, create=["422"])
    assert store.job(job).state is State.FAILED
    ending = shotwright("jobs", "resume", job)
    assert "Going on in the background: 1 job." in ending.out
    assert store.job(job).state is State.QUEUED
    assert no_background == ["runner"]


def test_collecting_fetches_again_and_waits(shotwright, store, film, monkeypatch):
    (job,) = store.place([make_order(film)])
    make_all(store, result=["junk"] * QUICK.fetches)
    asked = []
    monkeypatch.setattr(
        "cli.commands.jobs.wait", lambda ids, update: asked.append(ids) or store.jobs(ids)
    )
    shotwright("jobs", "collect", job)
    assert asked == [[job]]
    assert store.job(job).state is State.RUNNING


def test_ctrl_c_while_watching_says_that_nothing_is_lost(shotwright, store, film, monkeypatch):
    (job,) = store.place([make_order(film)])

    def interrupted(ids, update):
        update(store.jobs(ids))
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.commands.jobs.wait", interrupted)
    ending = shotwright("jobs", "watch")
    assert ending.status == 130
    assert job in ending.out
    assert "Left 1 job to the background; nothing is lost" in ending.err


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("jobs cancel", "Say which"),
        ("jobs cancel zz", "There is no job"),
        ("jobs wach", "did you mean 'watch'"),
        ("jobs list --made", "belong to"),
        ("budget set", "Say how much"),
        ("budget --day 5", "To set a limit"),
        ("budget set --day -1", "not a sum of dollars"),
        ("budget set --day nan", "not a sum of dollars"),
        ("budget clear week", "choose from day, project, shot"),
        ("budget --by week", "choose from"),
    ],
)
def test_mistakes_say_what_to_write(shotwright, store, line, word):
    ending = shotwright(*line.split())
    assert ending.status == 2
    assert word in ending.err


def test_a_name_cannot_drive_the_terminal(shotwright, store, film):
    store.place([make_order(film, shot_label="\x1b[31mred")])
    assert "\x1b" not in shotwright("jobs").out


def test_budgets_are_set_shown_and_cleared(shotwright, store, film):
    assert "Nothing is limited" in shotwright("budget").out
    shown = shotwright("budget", "set", "--day", "20", "--shot", "$2.50").out
    assert "$20.00" in shown
    assert "$2.50" in shown
    limits = shotwright("budget", "clear", "shot", "--json").document["limits_usd"]
    assert limits == {"day": 20.0, "project": None, "shot": None}


def test_what_was_spent_is_shown_by_model_and_against_the_limit(shotwright, store, film):
    store.place([make_order(film, i) for i in range(2)])
    make_all(store)
    shotwright("budget", "set", "--day", "10")
    rows = [line.split() for line in shotwright("budget").out.splitlines()]
    assert ["a", "day", "today", "$10.00", "$1.50", "$0.00", "$8.50"] in rows
    ledger = shotwright("budget", "--by", "model", "--json").document
    assert [(line["name"], line["reported_usd"]) for line in ledger["lines"]] == [
        ("test/clip", 1.5)
    ]
    assert ledger["total"]["estimated_high_usd"] == 2.0
