"""A worker makes calls in its own thread, in order, and every answer reaches who waits for it."""

import asyncio
import threading
from contextlib import closing

import pytest

from visualize.jobs.worker import Worker


def in_a_worker(use):
    """Run a coroutine function with a worker, and close the worker afterwards."""

    async def main():
        with closing(Worker("working")) as worker:
            return await asyncio.wait_for(use(worker), 10)

    return asyncio.run(main())


def test_calls_run_in_one_thread_of_its_own_in_the_order_they_were_asked_for():
    ran = []

    async def use(worker):
        def call(number):
            ran.append((number, threading.current_thread().name))
            return number

        return await asyncio.gather(*(worker.do(lambda n=n: call(n)) for n in range(200)))

    assert in_a_worker(use) == list(range(200))
    assert ran == [(number, "working") for number in range(200)]


@pytest.mark.parametrize("fault", [ValueError("no"), SystemExit(3), KeyboardInterrupt()])
def test_what_a_call_raises_is_raised_where_it_is_awaited_and_the_next_call_is_made(fault):
    async def use(worker):
        def call():
            raise fault

        told = worker.do(call)
        after = worker.do(lambda: "after")
        with pytest.raises(type(fault)) as raised:
            await told
        assert raised.value is fault
        return await after

    assert in_a_worker(use) == "after"


def test_a_call_that_raises_what_no_future_takes_still_gets_its_answer():
    async def use(worker):
        await worker.do(lambda: next(iter(())))

    with pytest.raises(RuntimeError, match="StopIteration"):
        in_a_worker(use)


def test_a_call_nobody_waits_for_any_more_is_not_begun_and_one_under_way_ends():
    made = []

    async def use(worker):
        begun, gate = threading.Event(), threading.Event()

        def long():
            begun.set()
            gate.wait()
            made.append("long")

        under_way = worker.do(long)
        waiting = worker.do(lambda: made.append("waiting"))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        for told in (under_way, waiting):
            told.cancel()
        gate.set()
        return await worker.do(lambda: "next")

    assert in_a_worker(use) == "next"
    assert made == ["long"]


def test_no_answer_is_overlooked_however_the_two_threads_meet():
    async def use(worker):
        async def many(count):
            return sum([await worker.do(lambda: 1) for _ in range(count)])

        return sum(await asyncio.gather(*(many(250) for _ in range(8))))

    assert in_a_worker(use) == 2000


def test_a_closed_worker_leaves_no_thread():
    async def use(worker):
        await worker.do(lambda: None)
        worker.close()
        return [thread.name for thread in threading.enumerate()]

    assert "working" not in in_a_worker(use)
