"""The player under the hand: speed, loop, zoom, full screen, and a clock that waits for nobody."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from pytestqt.qtbot import QtBot

from studio.player import FullScreen, PictureView, PlayClock
from studio.work import Work
from tests.builders.numbered_clip import numbered_clip
from tests.studio.conftest import wait_for

RATE = Fraction(24)


class Wall:
    """A clock on the wall that a test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr("studio.player.play_clock.time.monotonic", lambda: self.now)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


def at(clock: PlayClock, wall: Wall, seconds: float) -> int:
    """Let some seconds pass, and return the frame that is then due."""
    wall.now += seconds
    clock._advance()
    return clock.place


@pytest.mark.parametrize(("speed", "frame"), [(0.25, 6), (0.5, 12), (1.0, 24), (2.0, 48)])
def test_a_second_at_a_speed_is_so_many_frames(qtbot, wall, speed, frame) -> None:
    clock = PlayClock()
    clock.set_clip(100, RATE)
    clock.set_pace(speed=speed)
    clock.play()
    assert at(clock, wall, 1.0) == frame
    clock.pause()


def test_a_loop_goes_on_from_its_first_frame_and_says_so(qtbot, wall) -> None:
    clock, began = PlayClock(), []
    clock.began.connect(lambda: began.append(clock.place))
    clock.set_clip(24, RATE)
    clock.set_pace(loop=True)
    clock.play()
    assert at(clock, wall, 0.5) == 12
    assert at(clock, wall, 0.75) == 6
    assert began == [0, 6], "sound starts anew where the loop does"
    clock.pause()


def test_a_late_clock_leaves_frames_out_and_stops_on_the_last(qtbot, wall) -> None:
    clock, seen = PlayClock(), []
    clock.moved.connect(seen.append)
    clock.set_clip(10, RATE)
    clock.play()
    for _ in range(3):
        at(clock, wall, 0.2)
    assert seen == [4, 9]
    assert not clock.playing
    assert not clock.waits


def test_a_jump_goes_no_further_than_the_clip(qtbot) -> None:
    clock = PlayClock()
    clock.set_clip(10, RATE)
    for asked, reached in ((-5, 0), (99, 9), (4, 4)):
        clock.seek(asked)
        assert clock.place == reached


def wheel(view: PictureView, place: QPointF, notches: int) -> None:
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    view.wheelEvent(event)


def test_the_wheel_keeps_what_is_under_the_pointer(qtbot: QtBot, theme) -> None:
    view = PictureView(theme)
    qtbot.addWidget(view)
    view.resize(320, 180)
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    view.show_image(image)
    place = QPointF(80.0, 60.0)

    def under() -> tuple[float, float]:
        target = view.target()
        return ((place.x() - target.x()) / target.width(),
                (place.y() - target.y()) / target.height())  # fmt: skip

    before = under()
    for notches in (1, 1, 1, -1):
        wheel(view, place, notches)
        assert under() == pytest.approx(before)
    assert view.target().width() == pytest.approx(320 * 1.2**2)
    view.fit()
    assert view.target().width() == pytest.approx(320)


def test_full_screen_plays_the_clip_and_escape_ends_it(qtbot: QtBot, theme, tmp_path) -> None:
    work = Work()
    clip = numbered_clip(tmp_path / "clip.mp4", 24, RATE)
    full = FullScreen(theme, work)
    qtbot.addWidget(full)
    full.play(clip, 24, RATE, audio=False)
    wait_for(qtbot, lambda: full.player.frame > 0)
    qtbot.keyClick(full.player, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: not full.isVisible())
    assert not full.player.playing
    assert not full.player.clock.waits
    work.close()
