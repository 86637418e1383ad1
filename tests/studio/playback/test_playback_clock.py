"""The clock of playback against plain arithmetic on a wall clock."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studio.playback.clock import Clock, shuttle

NTSC = Fraction(24000, 1001)


def test_nothing_is_due_before_a_frames_time_is_over() -> None:
    clock = Clock(100, Fraction(24), 10, began=5.0)
    assert clock.due(5.0 + 0.9 / 24) is None
    assert clock.due(5.0 + 1.1 / 24).position == 11


@given(st.lists(st.floats(0.001, 0.5), min_size=1, max_size=50))
def test_shown_and_dropped_frames_together_are_all_that_passed(pauses: list[float]) -> None:
    clock, now, shown, last = Clock(10**6, NTSC, 0, began=0.0), 0.0, 0, 0
    for pause in pauses:
        now += pause
        due = clock.due(now)
        if due is not None:
            shown, last = shown + 1, due.position
    assert shown + clock.dropped == last
    assert last == int(now * NTSC)


def test_frames_are_late_only_by_what_the_wall_clock_says_not_by_a_sum_of_roundings() -> None:
    clock, last = Clock(10**6, NTSC, 0, began=0.0), 0
    for n in range(1, 24001):  # asked at odd times for 1001 seconds, 24 000 frames
        due = clock.due(n * 1001.0 / 24000.0 + 1e-6)
        last = due.position if due is not None else last
    assert last == 24000
    assert clock.dropped == 0


def test_the_end_stands_and_a_loop_begins_again() -> None:
    once = Clock(10, Fraction(10), 8, began=0.0).due(0.55)
    assert (once.position, once.ended) == (9, True)
    looped = Clock(10, Fraction(10), 8, began=0.0, loop=True).due(0.55)
    assert (looped.position, looped.ended) == (3, False)


def test_backward_ends_at_the_beginning_and_loops_to_the_end() -> None:
    once = Clock(10, Fraction(10), 1, began=0.0, speed=-2).due(0.25)
    assert (once.position, once.ended) == (0, True)
    looped = Clock(10, Fraction(10), 1, began=0.0, speed=-1, loop=True).due(0.25)
    assert looped.position == 9


def test_fast_playing_drops_no_frame_by_being_fast() -> None:
    clock = Clock(100, Fraction(10), 0, began=0.0, speed=4)
    positions = [clock.due(n / 10 + 0.01).position for n in range(1, 5)]
    assert positions == [4, 8, 12, 16]
    assert clock.dropped == 0


def test_waiting_ends_when_the_next_frame_is_due() -> None:
    clock = Clock(100, Fraction(25), 0, began=2.0)
    assert abs(clock.wait(2.01) - 0.03) < 1e-9
    assert clock.wait(3.0) == 0.0


def test_j_and_l_double_the_speed_and_turn_round_at_once() -> None:
    speeds = [0]
    for way in (1, 1, 1, 1, 1, -1, -1):
        speeds.append(shuttle(speeds[-1], way))
    assert speeds[1:] == [1, 2, 4, 8, 8, -1, -2]
