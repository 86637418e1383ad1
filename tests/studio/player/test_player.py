"""Player: every frame that is asked for is the one that is shown, told by its own number."""

from __future__ import annotations

import time
from contextlib import contextmanager
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.player import Footage, Player
from studio.player.sound import RATE, read_sound
from studio.player.times import Running, minutes
from studio.work import Work
from tests.builders.numbered_clip import number_in, numbered_clip
from tests.studio.conftest import wait_for
from visualize.takes.pictures import open_pictures

RATE_24 = Fraction(24)


def shown(image: QImage) -> int:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return number_in(rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3))


def shows(player: Player, frame: int) -> bool:
    return not player.view.image.isNull() and shown(player.view.image) == frame


@pytest.fixture
def player(qtbot: QtBot, theme, tmp_path):
    work = Work()
    player = Player(theme, work)
    qtbot.addWidget(player)
    player.resize(480, 320)
    player.show()
    clip = numbered_clip(tmp_path / "clip.mp4", 60, RATE_24, clicks=(10, 40))
    player.load(clip, 60, RATE_24, audio=True)
    yield player
    player.clear("")
    work.close()


@pytest.mark.parametrize("order", [(0, 1, 2), (59, 0, 30), (30, 29, 28, 27)])
def test_the_frame_asked_for_is_the_frame_shown(qtbot: QtBot, player: Player, order) -> None:
    for frame in order:
        player.seek(frame)
        wait_for(qtbot, partial(shows, player, frame))


def test_stepping_goes_one_frame_at_a_time(qtbot: QtBot, player: Player) -> None:
    for _ in range(3):
        qtbot.keyClick(player, Qt.Key.Key_Right)
    qtbot.keyClick(player, Qt.Key.Key_Left)
    wait_for(qtbot, partial(shows, player, 2))
    assert player.frame == 2


def test_it_plays_to_its_end_and_stops(qtbot: QtBot, player: Player) -> None:
    player._speed.setCurrentIndex(4)
    player.seek(50)
    qtbot.keyClick(player, Qt.Key.Key_Space)
    assert player.playing
    wait_for(qtbot, lambda: not player.playing)
    assert player.frame == 59


def test_paused_it_wakes_nobody(qtbot: QtBot, player: Player) -> None:
    player.seek(5)
    qtbot.wait(100)
    assert not player.clock.waits


def test_a_clip_shorter_than_its_sidecar_says_ends_on_its_last_frame(
    qtbot: QtBot, tmp_path
) -> None:
    clip = numbered_clip(tmp_path / "short.mp4", 10, RATE_24)
    footage = Footage(clip, 20)
    images: list[tuple[int, int]] = []
    footage.ready.connect(lambda number, image: images.append((number, shown(image))))
    footage.want(15)
    wait_for(qtbot, lambda: bool(images) or footage.frames == 10)
    footage.want(15)
    wait_for(qtbot, lambda: images[-1:] == [(9, 9)])
    footage.close()


def test_where_decoding_is_too_slow_for_the_clock_the_picture_lags_and_never_goes_back(
    qtbot: QtBot, tmp_path, monkeypatch
) -> None:
    clip = numbered_clip(tmp_path / "clip.mp4", 60, RATE_24)
    pictures = open_pictures

    @contextmanager
    def slow(path):
        with pictures(path) as found:
            yield (time.sleep(0.02) or one for one in found)

    monkeypatch.setattr("studio.player.footage.open_pictures", slow)
    footage, seen = Footage(clip, 60), []
    footage.ready.connect(lambda number, image: seen.append((number, shown(image))))
    for number in range(0, 60, 2):  # about three times as fast as it decodes
        footage.want(number)
        qtbot.wait(14)
    asked_while = len(seen)
    wait_for(qtbot, lambda: seen[-1][0] == 58)
    footage.close()
    assert asked_while > 2, "something moves while it lags"
    assert seen == sorted(seen)
    assert all(number == told for number, told in seen)


def test_what_is_no_clip_is_said_in_words(qtbot: QtBot, tmp_path) -> None:
    path = tmp_path / "page.mp4"
    path.write_text("#EXTM3U\nhttp://example.invalid/\n")
    footage = Footage(path, 10)
    with qtbot.waitSignal(footage.failed) as caught:
        footage.want(0)
    assert "no clip" in caught.args[0]
    footage.close()


def test_the_sound_clicks_where_the_clip_does(tmp_path) -> None:
    clip = numbered_clip(tmp_path / "clip.mp4", 60, RATE_24, clicks=(10, 40))
    loud = np.abs(read_sound(clip)[:, 0].astype(int))
    for frame in (10, 40):
        at = round(frame / 24 * RATE)
        assert loud[at - 2400 : at + 2400].max() > 5 * max(loud[at - 12000 : at - 4000].max(), 1)


def test_time_runs_by_the_clips_own_rate() -> None:
    running = Running(48, Fraction(24000, 1001), 0, 100.0)
    assert running.frame_at(100.0 + 1001 / 1000) == (24, False)
    assert running.frame_at(102.1) == (47, True)
    looped = Running(48, RATE_24, 40, 0.0, loop=True)
    assert looped.frame_at(0.5) == (4, False)


def test_times_are_written_as_minutes_and_tenths() -> None:
    assert [minutes(s) for s in (0.0, 1.85, 61.0, 600.0)] == [
        "0:00.0",
        "0:01.8",
        "1:01.0",
        "10:00.0",
    ]
