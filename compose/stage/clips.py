"""ClipTable: the animations that assets play, sampled for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.geometry.model import Clip, ClipChannel
from compose.payload import ClipPlay
from compose.transform import normalized_quaternions, slerp

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

_LOOPS = {"once": 0, "loop": 1, "ping-pong": 2}


@dataclass(frozen=True, slots=True, eq=False)
class ClipDrive:
    """One channel of a clip that drives ``width`` numbers of the value array from ``place``.

    ``column`` is the first of the channel's values that is read (one weight of many).
    """

    play: ClipPlay
    clip: Clip
    channel: ClipChannel
    place: int
    column: int
    width: int


@dataclass(frozen=True, slots=True, eq=False)
class PlayTimes:
    """When each of P plays stands where: (P,) arrays of `ClipPlay`'s fields, within bounds."""

    start: F64
    offset_s: F64
    speed: F64
    loop: npt.NDArray[np.int8]
    duration_s: F64

    @classmethod
    def of(cls, plays: Sequence[tuple[ClipPlay, Clip]]) -> Self:
        """Lay out plays, each with the clip that it plays."""

        def numbers(values: list[float]) -> F64:
            return np.clip(np.array(values, np.float64), -1e9, 1e9)

        return cls(
            numbers([play.start for play, _ in plays]),
            numbers([play.offset_s for play, _ in plays]),
            numbers([play.speed for play, _ in plays]),
            np.array([_LOOPS[play.loop] for play, _ in plays], np.int8),
            numbers([clip.duration_s for _, clip in plays]),
        )

    def at(self, frame: float, seconds_a_frame: float) -> F64:
        """Return (P,) seconds into each clip at a scene frame (`ClipPlay` gives the formula)."""
        passed = np.maximum(frame - self.start, 0.0) * seconds_a_frame
        time = self.offset_s + passed * self.speed
        lasting = self.duration_s > 0.0
        length = np.where(lasting, self.duration_s, 1.0)
        swing = np.mod(time, 2.0 * length)
        result = np.clip(time, 0.0, length)
        result = np.where(self.loop == _LOOPS["loop"], np.mod(time, length), result)
        swung = np.minimum(swing, 2.0 * length - swing)
        result = np.where(self.loop == _LOOPS["ping-pong"], swung, result)
        return np.where(lasting, result, 0.0)


class _Keys:
    """Key values of many channels end to end, each channel stored once however often it plays."""

    def __init__(self) -> None:
        self.times: list[F64] = []
        self.values: list[F64] = []
        self.tangents: list[F64] = []
        self._time_rows: dict[bytes, int] = {}
        self._value_starts: dict[tuple[int, int], int] = {}
        self._count = 0

    def time_row(self, channel: ClipChannel) -> int:
        """Return the number of the channel's list of times; equal lists share one."""
        key = channel.times.tobytes()
        if key not in self._time_rows:
            self._time_rows[key] = len(self.times)
            self.times.append(channel.times)
        return self._time_rows[key]

    def value_start(self, drive: ClipDrive) -> int:
        """Return the row of the first key of what the drive reads of its channel."""
        channel = drive.channel
        key = (id(channel), drive.column)
        if key not in self._value_starts:
            self._value_starts[key] = self._count
            columns = slice(drive.column, drive.column + drive.width)
            tangents = channel.tangents
            if tangents is None:
                tangents = np.zeros((2, *channel.values.shape))
            values = _four_wide(channel.values[:, columns])
            if channel.target == "rotation" and channel.interpolation != "CUBICSPLINE":
                values = normalized_quaternions(values)
            self.values.append(values)
            self.tangents.append(
                np.stack([_four_wide(side[:, columns]) for side in tangents], axis=1)
            )
            self._count += len(channel.times)
        return self._value_starts[key]


def _four_wide(values: F64) -> F64:
    result = np.zeros((len(values), 4))
    result[:, : values.shape[1]] = values
    return result


def _joined(parts: Sequence[F64], *shape: int) -> F64:
    return np.concatenate(parts) if parts else np.zeros((0, *shape))


@dataclass(frozen=True, eq=False, kw_only=True)
class ClipTable:
    """All clip channels that play, as flat arrays.

    ``keys`` is (K, 4), ``tangents`` (K, 2, 4): in and out. A *search* is a list of times at the
    time of one play; the E drives share S searches. ``step``, ``line``, ``turn`` and ``cubic``
    hold the drives of each interpolation.
    """

    plays: PlayTimes
    times: F64
    time_first: Indices
    time_last: Indices
    search_times: Indices
    search_play: Indices
    search: Indices
    value_start: Indices
    keys: F64
    tangents: F64
    step: Indices
    line: Indices
    turn: Indices
    cubic: Indices
    is_turn: npt.NDArray[np.bool_]
    places: Indices
    sources: Indices

    @classmethod
    def compile(cls, drives: Sequence[ClipDrive]) -> Self:
        """Lay out the channels of all plays."""
        keys = _Keys()
        plays: dict[tuple[int, int], tuple[ClipPlay, Clip]] = {}
        numbers: dict[tuple[int, int], int] = {}
        searches: dict[tuple[int, int], int] = {}
        search, starts, kinds, turns = [], [], [], []
        for drive in drives:
            played = (id(drive.play), id(drive.clip))
            plays.setdefault(played, (drive.play, drive.clip))
            numbers.setdefault(played, len(numbers))
            pair = (keys.time_row(drive.channel), numbers[played])
            search.append(searches.setdefault(pair, len(searches)))
            starts.append(keys.value_start(drive))
            kinds.append(drive.channel.interpolation)
            turns.append(drive.channel.target == "rotation")
        counts = np.array([len(times) for times in keys.times], np.intp)
        last = np.cumsum(counts) - 1
        pairs = np.array(list(searches), np.intp).reshape(-1, 2)
        kind, turn = np.array(kinds, object), np.array(turns, bool)
        places = [d.place + i for d in drives for i in range(d.width)]
        sources = [4 * row + i for row, d in enumerate(drives) for i in range(d.width)]
        return cls(
            plays=PlayTimes.of(list(plays.values())),
            times=_joined(keys.times),
            time_first=last - counts + 1,
            time_last=last,
            search_times=pairs[:, 0],
            search_play=pairs[:, 1],
            search=np.array(search, np.intp),
            value_start=np.array(starts, np.intp),
            keys=_joined(keys.values, 4),
            tangents=_joined(keys.tangents, 2, 4),
            step=np.flatnonzero(kind == "STEP"),
            line=np.flatnonzero((kind == "LINEAR") & ~turn),
            turn=np.flatnonzero((kind == "LINEAR") & turn),
            cubic=np.flatnonzero(kind == "CUBICSPLINE"),
            is_turn=turn,
            places=np.array(places, np.intp),
            sources=np.array(sources, np.intp),
        )

    def apply(self, values: F64, frame: float, seconds_a_frame: float) -> None:
        """Write what every clip says at a scene frame into the value array."""
        if not len(self.search):
            return
        now = self.plays.at(frame, seconds_a_frame)
        key, share, length = self._locate(now[self.search_play])
        first = self.value_start + key[self.search]
        sampled = self._sample(first, share[self.search], length[self.search])
        values[self.places] = sampled.ravel()[self.sources]

    def _locate(self, now: F64) -> tuple[Indices, F64, F64]:
        """Return, for each search, the key before, the share 0…1 of its span, and its seconds."""
        first, last = self.time_first[self.search_times], self.time_last[self.search_times]
        low, high = first.copy(), last.copy()
        for _ in range(int((last - first).max(initial=0)).bit_length()):
            middle = (low + high + 1) // 2
            reached = self.times[middle] <= now
            low, high = np.where(reached, middle, low), np.where(reached, high, middle - 1)
        length = self.times[np.minimum(low + 1, last)] - self.times[low]
        safe = np.where(length > 0.0, length, 1.0)
        share = np.clip((now - self.times[low]) / safe, 0.0, 1.0)
        return low - first, np.where(length > 0.0, share, 0.0), length

    def _sample(self, first: Indices, share: F64, length: F64) -> F64:
        """Return (E, 4): the value of every drive. Formulas: glTF 2.0, appendix C."""
        result = np.empty((len(first), 4))
        result[self.step] = self.keys[first[self.step]]
        following = first + (share > 0.0)
        rows = self.line
        a, b = self.keys.take(first[rows], axis=0), self.keys.take(following[rows], axis=0)
        result[rows] = a + share[rows, None] * (b - a)
        rows = self.turn
        a, b = self.keys.take(first[rows], axis=0), self.keys.take(following[rows], axis=0)
        result[rows] = slerp(a, b, share[rows])
        rows = self.cubic
        if len(rows):
            result[rows] = self._hermite(first[rows], following[rows], share[rows], length[rows])
            spun = rows[self.is_turn[rows]]
            result[spun] = normalized_quaternions(result[spun])
        return result

    def _hermite(self, first: Indices, following: Indices, share: F64, length: F64) -> F64:
        t, d = share[:, None], length[:, None]
        a, b = self.keys[first], self.keys[following]
        leaving, arriving = self.tangents[first, 1], self.tangents[following, 0]
        t2, t3 = t * t, t * t * t
        result: F64 = (
            (2.0 * t3 - 3.0 * t2 + 1.0) * a
            + d * (t3 - 2.0 * t2 + t) * leaving
            + (3.0 * t2 - 2.0 * t3) * b
            + d * (t3 - t2) * arriving
        )
        return result
