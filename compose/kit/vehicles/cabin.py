"""Cabin: pillars, windows and roof on top of a hull."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compose.geometry.forms import Panelled, loft, panelled
from compose.geometry.mesh import F64, Mesh

_GLASS_ROWS = (0.35, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabin:
    """Measures of what stands on a hull, in metres; z runs forward.

    Parameters
    ----------
    base, roof
        (rear z, front z) at the belt and at the roof.
    belt
        (rear y, front y) of the lower rim.
    height
        Of the roof's edge.
    half_width
        At the belt; ``narrow`` is how much less at the roof.
    windows
        (begin, end) of each side window as shares of the length, from the front.
    screens
        Whether there is glass in front and behind.
    bow
        How much the front and back bulge, in metres.
    screen_share
        Width of the front and back glass as a share of the whole.
    rows
        Lower and upper rim of the glass as shares of the height.
    crown
        How far the roof rises to its middle, in metres.
    taper
        How much narrower the corners are than the middle, as a share.
    """

    base: tuple[float, float]
    roof: tuple[float, float]
    belt: tuple[float, float]
    height: float
    half_width: float
    narrow: float = 0.15
    windows: tuple[tuple[float, float], ...] = ((0.06, 0.47), (0.53, 0.9))
    screens: tuple[bool, bool] = (True, True)
    bow: float = 0.09
    screen_share: float = 0.9
    rows: tuple[float, float] = (0.05, 0.93)
    crown: float = 0.05
    taper: float = 0.1


def cabin_shell(cabin: Cabin, detail: float) -> Panelled:
    """Return the pillars with the panes between them."""
    inner = _GLASS_ROWS if detail >= 0.5 else ()
    low, high = cabin.rows
    heights = np.array([0.0, low, *(low + (high - low) * h for h in inner), high, 1.0])
    across, along, glass = _columns(cabin, detail)
    points = np.array([_ring(cabin, h, across, along) for h in heights])
    is_open = np.zeros((len(heights) - 1, len(across)), bool)
    is_open[1:-1] = glass
    return panelled(points, is_open, 0.045, around=True, crease_deg=28.0)


def roof_mesh(cabin: Cabin, detail: float) -> Mesh:
    """Return the roof: a crowned lid with a soft rim."""
    rear, front = cabin.roof
    half = (front - rear) / 2.0 + 0.012
    reach = np.linspace(-1.0, 1.0, 13 if detail >= 0.5 else 4)
    share = np.sign(reach) * np.abs(reach) ** 0.6
    width = (cabin.half_width - cabin.narrow + 0.004) * (1.0 - cabin.taper * np.abs(share) ** 6)
    z = (front + rear) / 2.0 + half * share
    rise = cabin.crown * (1.0 - 0.75 * share**4)
    profile: tuple[tuple[float, float], ...] = (
        (0.0, -0.02),
        (0.95, -0.02),
        (1.0, -0.01),
        (0.99, 0.008),
        (0.93, 0.02),
    )
    crown: tuple[tuple[float, float], ...] = ((0.6, 0.72), (0.0, 1.0))
    if detail < 0.5:
        profile, crown = ((0.0, -0.02), (1.0, -0.01), (0.95, 0.02)), ((0.0, 1.0),)
    points = [(a * width, cabin.height + y + 0.0 * z) for a, y in profile]
    points += [(a * width, cabin.height + 0.02 + c * rise) for a, c in crown]
    rows = np.stack([np.stack([x, y, z], axis=1) for x, y in points], axis=1)
    bend = cabin.bow * (rows[..., 0] / cabin.half_width) ** 2
    rows[..., 2] -= bend * np.sign(share)[:, None] * np.abs(share)[:, None] ** 3
    mirror = rows[:, -2:0:-1] * np.array([-1.0, 1.0, 1.0])
    return loft(np.concatenate([rows, mirror], axis=1), crease_deg=50.0, edge_deg=60.0)


def _columns(cabin: Cabin, detail: float) -> tuple[F64, F64, F64]:
    """Return each column's place across (−1 … 1), along (0 … 1 rear), and if glass follows it."""
    steps = 3 if detail >= 0.5 else 1
    front, rear = cabin.screens
    edge = cabin.screen_share
    half: list[tuple[float, float, bool]] = [(edge * i / steps, 0.0, front) for i in range(steps)]
    half += [(edge, 0.0, False), (1.0, 0.0, False)]
    side = 2 if detail >= 0.5 else 1
    for begin, end in cabin.windows:
        half += [(1.0, begin + (end - begin) * i / side, True) for i in range(side)]
        half.append((1.0, end, False))
    half += [(1.0, 1.0, False)]
    half += [(edge * (1.0 - i / steps), 1.0, rear) for i in range(steps)] + [(0.0, 1.0, False)]
    other = [(-a, b, half[i - 1][2]) for i, (a, b, _) in enumerate(half) if 0 < i < len(half) - 1]
    back = (0.0, 1.0, half[-2][2])
    table = np.array([*half[:-1], back, *other[::-1]], np.float64)
    return table[:, 0], table[:, 1], table[:, 2].astype(bool)


def _ring(cabin: Cabin, h: float, across: F64, along: F64) -> F64:
    """Return the points of one row, from the middle of the front round by the left side."""
    rear = cabin.base[0] + (cabin.roof[0] - cabin.base[0]) * h
    front = cabin.base[1] + (cabin.roof[1] - cabin.base[1]) * h
    swell = 0.022 * np.sin(np.pi * h)
    half = cabin.half_width - cabin.narrow * h + swell
    draw_in = 1.0 - cabin.taper * np.abs(2.0 * along - 1.0) ** 5
    bulge = cabin.bow * (1.0 - across**2) * np.where(along < 0.5, 1.0, -1.0)
    ends = (along == 0.0) | (along == 1.0)
    shift = np.where(ends, bulge + (swell * 1.5) * np.where(along < 0.5, 1.0, -1.0), 0.0)
    z = front - cabin.bow + (rear - front + 2.0 * cabin.bow) * along + shift
    low = cabin.belt[1] + (cabin.belt[0] - cabin.belt[1]) * along
    y = low + (cabin.height - low) * h
    return np.stack([across * half * draw_in, y, z], axis=1)
