"""Drafts through the drawing thread: smaller in time, and before all thumbnails."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from studio.desk import Desk
from studio.drawing import Picture, Wish

SIZE = (320, 180)


def wish(desk: Desk, slot: str, **fields: object) -> Wish:
    project = desk.session.project
    shot = project.in_sequence()[0]
    values = {"frame": float(shot.start), "size": SIZE} | fields
    return Wish(slot=slot, project=project, scene=shot.scene, shot=shot.id, **values)


def drawn(qtbot: QtBot, desk: Desk, wanted: Wish) -> Picture:
    with qtbot.waitSignal(
        desk.drawing.drawn, timeout=30_000, check_params_cb=lambda p: p.wish is wanted
    ) as caught:
        desk.drawing.ask(wanted)
    return caught.args[0]


def test_pictures_that_come_late_get_smaller_but_no_narrower_than_can_be_read(
    qtbot: QtBot, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.drawing.pace._LEAST_S", 0.0)
    desk = open_desk("product")
    widths = []
    for _ in range(10):
        picture = drawn(qtbot, desk, wish(desk, "hasty", budget_ms=0.001, size=(700, 394)))
        width, height = picture.frame.raster.size
        assert picture.frame["clay"].shape == (height, width, 3)
        widths.append(width)
    assert widths[0] == 350
    assert min(widths) == 320


def test_a_budget_of_seconds_ends_at_the_whole_size(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    desk = open_desk("product")
    for _ in range(20):
        asked = wish(desk, "patient", budget_ms=20_000.0, size=(640, 360))
        picture = drawn(qtbot, desk, asked)
    assert picture.frame.raster.width == 640


def test_thumbnails_wait_until_the_hand_is_still(
    qtbot: QtBot, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.drawing.drawing._QUIET_S", 1.0)
    desk = open_desk("product")
    drawn(qtbot, desk, wish(desk, "warm", budget_ms=33.0))
    seen: list[tuple[str, float]] = []
    desk.drawing.drawn.connect(
        lambda picture: seen.append((picture.wish.slot, time.perf_counter()))
    )
    drawn(qtbot, desk, wish(desk, "hand", budget_ms=33.0))
    desk.drawing.ask(wish(desk, "thumbnail/1", urgency=2, size=(64, 36)))
    drawn(qtbot, desk, wish(desk, "hand", budget_ms=33.0))
    qtbot.waitUntil(lambda: len(seen) == 3, timeout=30_000)
    assert [slot for slot, _ in seen] == ["hand", "hand", "thumbnail/1"]
    assert seen[2][1] - seen[1][1] > 0.9
