"""Encoding threads: bounded, in order where order matters, and loud when they fail."""

import threading
import time

import pytest

from compose.evaluation import evaluate
from visualize.produce import snapshots
from visualize.produce.lanes import EncodeLanes
from visualize.produce.snapshots import SnapshotWindow


def test_no_more_pieces_wait_than_were_allowed() -> None:
    alive, most, lock = [0], [0], threading.Lock()

    def work() -> None:
        time.sleep(0.002)
        with lock:
            alive[0] -= 1

    with EncodeLanes(3) as lanes:
        for _ in range(40):
            lanes.submit(work)
            with lock:
                alive[0] += 1
                most[0] = max(most[0], alive[0])
    assert alive == [0]
    assert most[0] <= 3


def test_a_named_lane_keeps_its_order() -> None:
    seen: list[int] = []

    def work(number: int) -> None:
        time.sleep(0.003 if number % 3 == 0 else 0.0)
        seen.append(number)

    with EncodeLanes(4) as lanes:
        for i in range(30):
            lanes.submit(lambda i=i: work(i), lane="film")
    assert seen == list(range(30))


def test_a_failure_is_raised_and_what_waits_is_dropped() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == 2:
            raise OSError("full")
        done.append(number)

    def feed() -> None:
        with EncodeLanes(2) as lanes:
            for i in range(1000):
                lanes.submit(lambda i=i: work(i), lane="film")

    with pytest.raises(OSError, match="full"):
        feed()
    assert len(done) < 20


def test_a_failure_of_the_last_piece_is_raised_too() -> None:
    def work() -> None:
        time.sleep(0.01)
        raise OSError("full")

    def feed() -> None:
        with EncodeLanes(2) as lanes:
            lanes.submit(work)

    with pytest.raises(OSError, match="full"):
        feed()


def test_neighbouring_frames_are_evaluated_once(project, monkeypatch) -> None:
    evaluated: list[float] = []

    def counted(*arguments: object):
        evaluated.append(arguments[2])
        return evaluate(*arguments)

    monkeypatch.setattr(snapshots, "evaluate", counted)
    window = SnapshotWindow(project, project.shots[0])
    for frame in range(6):
        for one in (frame - 1, frame, frame + 1):
            assert window.at(one).frame == one
    assert evaluated == list(range(-1, 7))
