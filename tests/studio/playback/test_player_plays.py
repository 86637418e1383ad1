"""The player on a real desk: against the wall clock, and never ahead of what is drawn."""

from __future__ import annotations

import time
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from studio.drawing import Picture, Wish
from studio.playback import Player
from studio.playback.reel import Stretch
from tests.builders.timed_scene import FIRST, SECOND, timed_project
from tests.studio.conftest import wait_for


class SlowEyes(QObject):
    """Stands for the renderer behind the viewport: draws what is looked at, in its own time."""

    drawn = QtSignal(object)
    failed = QtSignal(object, str)
    reason = ""

    def __init__(self, session, milliseconds: int) -> None:
        super().__init__()
        self._session, self._milliseconds = session, milliseconds
        self.asked: list[float] = []
        self.waiting = 0
        self.most_waiting = 0
        session.frame_changed.connect(self._ask)

    def _ask(self) -> None:
        frame = self._session.frame
        self.asked.append(frame)
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        QTimer.singleShot(self._milliseconds, self, lambda: self._draw(frame))

    def _draw(self, frame: float) -> None:
        self.waiting -= 1
        wish = Wish(slot="viewport", project=None, scene="", frame=frame, size=(1, 1))
        self.drawn.emit(Picture(wish=wish, frame=None, snapshot=None, seconds=0.0))


def player_of(desk, milliseconds: int):
    eyes = SlowEyes(desk.session, milliseconds)
    object.__setattr__(desk, "drawing", eyes)
    shot = desk.session.shot
    return Player(desk, lambda: Stretch(shot.id, shot.start, shot.end)), eyes


def test_a_second_of_playing_is_a_second_of_film(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, _ = player_of(desk, 1)
    began = time.perf_counter()
    player.toggle()
    qtbot.wait(700)
    player.stop()
    film = (desk.session.frame - 0) / 24
    assert abs(film - (time.perf_counter() - began)) < 0.15


def test_frames_are_asked_one_at_a_time_and_what_passed_is_counted(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, eyes = player_of(desk, 100)  # ten pictures a second where 24 are due
    player.toggle()
    qtbot.wait(900)
    player.stop()
    assert eyes.most_waiting == 1
    steps = [b - a for a, b in pairwise(eyes.asked)]
    assert player.dropped == sum(step - 1 for step in steps) + (eyes.asked[0] - 1)
    assert player.dropped >= 5


def test_it_goes_on_by_the_clock_where_nobody_draws(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, eyes = player_of(desk, 60_000)
    player.toggle()
    wait_for(qtbot, lambda: len(eyes.asked) > 4, 5.0)
    assert player.playing
    player.stop()


def test_the_end_stops_without_a_loop_and_leaves_the_last_frame(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, _ = player_of(desk, 1)
    player.set_loop(False)
    desk.session.set_frame(44)
    player.toggle()
    wait_for(qtbot, lambda: not player.playing, 3.0)
    assert desk.session.frame == 47


def test_the_animatic_goes_on_into_the_next_shot(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, _ = player_of(desk, 1)
    desk.session.set_frame(45)
    assert desk.session.shot.id == FIRST
    player.toggle_animatic()
    wait_for(qtbot, lambda: desk.session.shot.id == SECOND, 3.0)
    assert player.plays_animatic
    assert desk.session.frame >= 48
    player.toggle_animatic()
    assert not player.playing


def test_scrubbing_takes_over_from_playing(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, _ = player_of(desk, 1)
    player.toggle()
    qtbot.wait(60)
    desk.session.set_frame(30)
    assert not player.playing
    qtbot.wait(100)
    assert desk.session.frame == 30


def test_no_timer_runs_while_it_stands(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, _ = player_of(desk, 1)
    player.toggle()
    qtbot.wait(60)
    player.stop()
    assert not any(timer.isActive() for timer in player.findChildren(QTimer))


def test_what_was_dropped_is_told_until_the_playhead_is_moved_by_hand(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    player, _ = player_of(desk, 150)
    player.toggle()
    wait_for(qtbot, lambda: player.dropped > 0, 3.0)
    player.stop()
    told = []
    player.changed.connect(lambda: told.append(player.dropped))
    assert player.dropped > 0
    desk.session.set_frame(3)
    assert (player.dropped, told) == (0, [0])
