"""Budgets refuse: no order of events, and no number of writers, spends more than the limit."""

import os
import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BudgetError
from shotwright import UsageError
from tests.builders.killed_runner import forked
from tests.builders.paid_provider import make_order
from visualize.jobs.budget import clear_limits, day_of, limits, set_limits, standing
from visualize.jobs.lease import Lease
from visualize.jobs.ledger import entries, lines, total
from visualize.jobs.moves import reserve
from visualize.jobs.records import Charge
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.order import Price


def reserved(store, job):
    with store.database.transaction() as connection:
        return reserve(connection, job)


def submitted(store, token, project, usd, number=0):
    """Take one order as far as it may go before it is sent."""
    order = make_order(project, number, estimate=Price(low_usd=0.0, high_usd=usd))
    job = store.job(store.place([order])[0])
    job = store.move(job, State.PREPARING, holder=token)
    job = store.move(job, State.UPLOADING, holder=token)
    return reserved(store, job)


def test_without_a_budget_nothing_is_refused(store, project):
    orders = [make_order(project, estimate=Price()), make_order(project, 1)]
    placed = store.place(orders)
    assert {job.id for job in store.jobs()} == set(placed)
    assert [job.state for job in store.jobs()] == [State.QUEUED] * 2


@pytest.mark.parametrize("scope", ["day", "project", "shot"])
def test_a_batch_over_a_budget_is_refused_whole(store, project, scope):
    set_limits(store.database, {scope: 2.5})
    batch = [make_order(project, 7) for _ in range(3)]  # $1 each at most, of one shot
    with pytest.raises(BudgetError, match=rf"\$2\.50.*--{scope} 3"):
        store.place(batch)
    assert store.jobs() == []
    store.place(batch[:2])
    with pytest.raises(BudgetError):
        store.place(batch[:1])  # what waits counts


def test_a_budget_of_a_shot_leaves_other_shots_alone(store, project):
    set_limits(store.database, {"shot": 1.0})
    store.place([make_order(project, i) for i in range(4)])
    with pytest.raises(BudgetError, match="shot 002"):
        store.place([make_order(project, 2)])


def test_an_unknown_price_is_refused_under_any_budget_unless_it_is_allowed(store, project):
    set_limits(store.database, {"project": 100.0})
    order = make_order(project, estimate=Price())
    with pytest.raises(BudgetError, match=r"Nobody knows.*--allow-unknown-price"):
        store.place([order])
    assert store.jobs() == []
    (id_,) = store.place([order.model_copy(update={"allow_unknown_price": True})])
    assert store.job(id_).state is State.QUEUED


def test_a_free_take_is_never_refused(store, project):
    set_limits(store.database, {"day": 0.0})
    with pytest.raises(BudgetError):
        store.place([make_order(project)])
    (id_,) = store.place([make_order(project, estimate=Price(low_usd=0.0, high_usd=0.0))])
    assert [job.id for job in store.jobs()] == [id_]


def test_the_upper_bound_counts_until_the_provider_reports_less(store, project):
    token = Lease.take(store.database).token
    set_limits(store.database, {"day": 10.0})
    job = submitted(store, token, project, 8.0)
    assert standing(store.database, "day").left_usd == 2.0
    with pytest.raises(BudgetError):
        submitted(store, token, project, 3.0, 1)
    store.move(job, State.RUNNING, holder=token, charge=Charge.REPORTED, reported_usd=1.0)
    assert standing(store.database, "day").left_usd == 9.0


def test_what_certainly_was_not_made_counts_no_more(store, project):
    token = Lease.take(store.database).token
    job = submitted(store, token, project, 8.0)
    store.move(job, State.FAILED, holder=token, charge=Charge.NONE)
    assert standing(store.database, "day").spent_usd == 0.0
    assert entries(store.database) == []


def test_yesterday_does_not_count_today(store, project):
    token = Lease.take(store.database).token
    set_limits(store.database, {"day": 10.0})
    submitted(store, token, project, 8.0)
    tomorrow = time.time() + 86_400
    assert standing(store.database, "day").left_usd == 2.0
    assert standing(store.database, "day", now=tomorrow).left_usd == 10.0


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)]
)
def test_a_day_lasts_from_local_midnight_to_midnight(monkeypatch, day, hours):
    """Hours of Berlin's days when clocks are set, as its law says."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        first, last = day_of(datetime.fromisoformat(f"{day} 12:00").timestamp())
        assert last - first == hours * 3600
        assert datetime.fromtimestamp(first).isoformat() == f"{day}T00:00:00"
        after = datetime.fromisoformat(day) + timedelta(days=1)
        assert datetime.fromtimestamp(last) == after
    finally:
        monkeypatch.undo()
        time.tzset()


def _reserve_many(state, count):
    with JobStore(state) as store:
        for job in [j for j in store.jobs() if j.state is State.UPLOADING][:count]:
            try:
                reserved(store, job)
            except Exception:  # noqa: BLE001 - refused, or another's: both are expected
                continue


def test_writers_at_the_same_time_never_reserve_more_than_the_limit(state, store, project):
    token = Lease.take(store.database).token
    ids = store.place([make_order(project, i) for i in range(12)])
    for job in store.jobs(ids):
        moved = store.move(job, State.PREPARING, holder=token)
        store.move(moved, State.UPLOADING, holder=token)
    set_limits(store.database, {"day": 5.0})
    writers = [forked(_reserve_many, state, 12) for _ in range(3)]
    for writer in writers:
        writer.join(30)
    assert [w.exitcode for w in writers] == [0, 0, 0]
    assert [job.state for job in store.jobs(ids)].count(State.SUBMITTING) == 5


PRICES = st.floats(0.0, 20.0).map(lambda usd: round(usd, 2))


@settings(max_examples=25)
@given(
    caps=st.dictionaries(st.sampled_from(["day", "project", "shot"]), PRICES),
    asks=st.lists(st.tuples(PRICES, st.integers(0, 2), st.integers(0, 2)), max_size=8),
)
def test_whatever_is_asked_no_sum_passes_a_limit_and_nothing_that_fits_is_refused(
    tmp_path_factory, caps, asks
):
    folder = tmp_path_factory.mktemp("budget")
    held = []
    with JobStore(folder) as store:
        set_limits(store.database, caps)
        for usd, project, shot in asks:
            order = make_order(
                folder, shot, project_id=f"prj_{project}", estimate=Price(low_usd=0, high_usd=usd)
            )
            wanted = [*held, (usd, project, shot)]
            cents = {
                "day": sum(round(100 * p) for p, _, _ in wanted),
                "project": sum(round(100 * p) for p, q, _ in wanted if q == project),
                "shot": sum(round(100 * p) for p, q, s in wanted if (q, s) == (project, shot)),
            }
            fits = usd == 0 or all(cents[scope] <= round(100 * cap) for scope, cap in caps.items())
            try:
                store.place([order])
                held = wanted
                placed = True
            except BudgetError:
                placed = False
            assert placed is fits


def test_limits_are_set_one_by_one_and_cleared(store):
    set_limits(store.database, {"day": 20.0, "shot": 5.0})
    set_limits(store.database, {"day": 30.0})
    assert limits(store.database) == {"day": 30.0, "shot": 5.0}
    clear_limits(store.database, ["day"])
    assert limits(store.database) == {"shot": 5.0}
    with pytest.raises(UsageError):
        set_limits(store.database, {"shot": float("nan")})


def test_the_ledger_adds_up_what_was_estimated_and_what_was_reported(store, work, project):
    store.place([make_order(project, i % 2) for i in range(4)])
    work()
    found = entries(store.database)
    everything = total(found)
    assert (everything.jobs, everything.estimated_low_usd, everything.estimated_high_usd) == (
        4,
        2.0,
        4.0,
    )
    assert (everything.reported_usd, everything.reported, everything.counted_usd) == (3.0, 4, 3.0)
    assert [(line.name, line.jobs) for line in lines(found, "shot")] == [
        ("film 000", 2),
        ("film 001", 2),
    ]
    assert [line.name for line in lines(found, "model")] == ["test/clip"]
    assert [line.name for line in lines(found, "day")] == [datetime.now().date().isoformat()]
    assert {line.name for line in lines(found, "take")} == {
        os.path.basename(job.takes[0]) for job in store.jobs()
    }
