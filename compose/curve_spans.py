"""The mathematics of one span of a curve: monotone slopes, cubic coefficients, Bezier in time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


def monotone_slopes(
    frames: F64, values: F64, first: Indices, last: Indices, cyclic: npt.NDArray[np.bool_]
) -> F64:
    """Return the slope at every key of many curves laid end to end, in value a frame.

    The slope of an inner key is that of the parabola through it and its neighbours, set to zero
    at a turning point and limited to three times either secant (the square region of Fritsch and
    Carlson, "Monotone Piecewise Cubic Interpolation", 1980), so that no span overshoots its keys.
    The first and the last key are flat, which eases in and out; on a cyclic curve the other end
    is their neighbour, so that a loop does not stumble at its seam.

    Parameters
    ----------
    frames, values
        (K,) keys of all curves, one after another.
    first, last
        (C,) index of the first and the last key of each curve.
    cyclic
        (C,) bool, curves that repeat.
    """
    lengths, secants = span_lengths(frames, last), np.zeros(len(frames))
    secants[:-1] = np.diff(values)
    secants /= lengths
    before, after = np.arange(-1, len(frames) - 1), np.arange(len(frames))
    inner = np.ones(len(frames), bool)
    inner[first], inner[last] = False, False
    seam = cyclic & (last > first)
    before[first[seam]], after[last[seam]] = last[seam] - 1, first[seam]
    inner[first[seam]], inner[last[seam]] = True, True

    slopes = np.zeros(len(frames))
    d0, d1 = secants[before[inner]], secants[after[inner]]
    h0, h1 = lengths[before[inner]], lengths[after[inner]]
    parabola = (h0 * d1 + h1 * d0) / (h0 + h1)
    limit = 3.0 * np.minimum(np.abs(d0), np.abs(d1))
    same_way = np.sign(d0) * np.sign(d1) > 0.0
    slopes[inner] = np.where(same_way, np.clip(parabola, -limit, limit), 0.0)
    return slopes


def span_lengths(frames: F64, last: Indices) -> F64:
    """Return (K,) frames from each key to the next of its curve; 1 after the last key."""
    lengths = np.ones(len(frames))
    lengths[:-1] = np.diff(frames)
    lengths[last] = 1.0
    return lengths


def hermite_coefficients(rise: F64, start: F64, end: F64) -> F64:
    """Return (N, 3) ``c`` with ``value = v0 + t (c0 + t (c1 + t c2))`` for ``t`` in 0…1.

    ``rise`` is the difference of the keys' values, ``start`` and ``end`` the slopes times the
    span's length (cubic Hermite basis).
    """
    return np.stack([start, 3.0 * rise - 2.0 * start - end, start + end - 2.0 * rise], axis=1)


def clamp_handles(handles: F64, lengths: F64) -> F64:
    """Return (N, 2) forward handles ``(frames, value)`` that stay inside their span.

    A handle that is too long is shortened along its direction; one that points the wrong way in
    time becomes vertical. Time then never runs backward: with both handles inside the span, the
    derivative of a cubic Bezier's time is nowhere negative.
    """
    reach = handles[:, 0]
    shorten = lengths / np.maximum(reach, lengths)
    return np.stack([np.clip(reach, 0.0, lengths), handles[:, 1] * shorten], axis=1)


def bezier_parameter(time: F64, early: F64, late: F64) -> F64:
    """Solve ``3 (1-t)² t early + 3 (1-t) t² late + t³ = time`` for ``t`` in 0…1.

    Newton's method inside a bracket that halves whenever a step would leave it, so it converges
    for every pair of handles. What is solved stays as it is while others go on, so that a value
    does not depend on its neighbours. All arguments are (N,) in 0…1.
    """
    low, high, t = np.zeros_like(time), np.ones_like(time), time.copy()
    a, b, c = 3.0 * early, 3.0 * (late - 2.0 * early), 1.0 + 3.0 * (early - late)
    for _ in range(64):
        error = t * (a + t * (b + t * c)) - time
        high = np.where(error > 0.0, t, high)
        low = np.where(error > 0.0, low, t)
        going = (np.abs(error) >= 1e-15) & (high - low >= 1e-15)
        if not going.any():
            break
        speed = a + t * (2.0 * b + t * 3.0 * c)
        steep = np.abs(speed) > 1e-9
        step = t - error / np.where(steep, speed, 1.0)
        newton = steep & (step > low) & (step < high)
        t = np.where(going, np.where(newton, step, 0.5 * (low + high)), t)
    return t
