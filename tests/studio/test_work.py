"""Work: results come back in the window's thread, the newest of a slot alone."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from shotwright import UsageError
from studio.work import Work


def test_a_result_arrives_in_the_windows_thread(qtbot: QtBot) -> None:
    work, came = Work(), []
    work.start(
        threading.get_ident,
        lambda made: came.append((made, threading.get_ident())),
        lambda _: None,
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came[0][0] != threading.get_ident() == came[0][1]
    work.close()


def test_only_the_newest_of_a_slot_is_delivered(qtbot: QtBot) -> None:
    work, came, gate = Work(threads=1), [], threading.Event()
    work.start(gate.wait, lambda _: came.append("gate"), lambda _: None)
    for number in range(5):
        work.start(lambda n=number: n, came.append, lambda _: None, slot="price")
    gate.set()
    qtbot.waitUntil(lambda: 4 in came)
    qtbot.wait(20)
    assert came == ["gate", 4]
    work.close()


def test_an_error_is_told_in_its_words(qtbot: QtBot) -> None:
    work, told = Work(), []

    def fail() -> None:
        raise UsageError("no such thing")

    work.start(fail, lambda _: told.append("done"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["no such thing"]
    work.close()
