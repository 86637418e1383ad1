"""Hull: a vehicle's lower body, lofted along its length, with wheel arches, seams and tubs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.forms import loft
from compose.geometry.mesh import F64, Mesh

_SIDE_SHARES = (0.0, 0.1, 0.24, 0.4, 0.56, 0.72, 0.87, 1.0)
_COARSE_SHARES = (0.0, 0.62, 1.0)
_UPPER = ((0.985, 0.016), (0.94, 0.0), (0.9, 0.0), (0.55, 0.0), (0.0, 0.0))
_COARSE_UPPER = ((0.95, 0.0), (0.9, 0.0), (0.0, 0.0))
_RIM_SHARE = 0.92
_SHOULDER_M = 0.05
_SEAM_M = 0.01
_SEAM_DEPTH_M = 0.009


@dataclass(frozen=True, slots=True, kw_only=True)
class Hull:
    """Measures of a lower body in metres; z runs forward from the middle of its length.

    Parameters
    ----------
    length, width, floor
        Outer size and the height of its underside.
    top
        (z, y) along the upper line from the tail to the nose: boot, belt and bonnet.
    axles
        z of each axle.
    wheel_radius, arch_gap
        A wheel arch stands this far off the tyre.
    corner
        How square the plan is: the exponent of its superellipse.
    end_share
        Width of the flat of nose and tail as a share of the whole.
    rake
        How far the nose and tail lean back from the bumper up, over 0.4 m.
    tubs
        (rear z, front z, floor y) of what is open from above: the cabin, a pickup's bed.
    seams
        z of the door cuts.
    tuck
        How far the sides draw in toward the sill, as a share of the width.
    """

    length: float
    width: float
    floor: float
    top: tuple[tuple[float, float], ...]
    axles: tuple[float, ...]
    wheel_radius: float
    arch_gap: float = 0.06
    corner: float = 6.0
    end_share: float = 0.72
    rake: float = 0.07
    tubs: tuple[tuple[float, float, float], ...] = ()
    seams: tuple[float, ...] = ()
    tuck: float = 0.06

    def upper(self, z: F64) -> F64:
        """Return the height of the upper line at z, its corners softened."""
        known = np.array(self.top, np.float64)
        steps = np.linspace(-0.09, 0.09, 7)
        return np.asarray(
            np.mean([np.interp(z + step, known[:, 0], known[:, 1]) for step in steps], axis=0)
        )

    def plan(self, z: F64) -> F64:
        """Return the greatest half width at z (Lamé's superellipse, cut off at both ends)."""
        reach = (1.0 - self.end_share**self.corner) ** (1.0 / self.corner)
        share = np.clip(np.abs(z) / (self.length / 2.0) * reach, 0.0, 1.0)
        round_off = (1.0 - share**self.corner) ** (1.0 / self.corner)
        return np.asarray(self.width / 2.0 * round_off)

    def half_width(self, z: F64, y: F64) -> F64:
        """Return the half width at z and height y: widest below the shoulder."""
        top, bottom = self.upper(z), self.floor
        widest = bottom + 0.62 * (top - bottom)
        below = np.clip((widest - y) / (widest - bottom), 0.0, 1.0)
        above = np.clip((y - widest) / (top - widest), 0.0, 1.0)
        return self.plan(z) * (1.0 - self.tuck * below**2 - 0.035 * above**2)

    def lip(self, z: F64) -> F64:
        """Return the height of the side's lower rim: the underside, or the arch above a wheel."""
        radius = self.wheel_radius + self.arch_gap
        low = self.underside(z)
        for axle in self.axles:
            across = np.clip(np.abs(z - axle) / (radius * 1.04), 0.0, 1.0)
            rise = self.wheel_radius + radius - low
            low = low + rise * np.sqrt(1.0 - across**2)
        return low

    def underside(self, z: F64) -> F64:
        """Return the height of the underside: it rises toward nose and tail."""
        return self.floor + 0.07 * self.ending(z)

    def ending(self, z: F64) -> F64:
        """Return 0 over the middle of the length, rising to 1 at both ends."""
        return np.clip((np.abs(z) - self.length / 2.0 + 0.4) / 0.4, 0.0, 1.0) ** 2


def hull_mesh(hull: Hull, detail: float) -> Mesh:
    """Return the closed lower body; at low detail it has fewer stations and no cut seams."""
    fine = detail >= 0.5
    z, tub, seam = _stations(hull, detail)
    shares, upper = (_SIDE_SHARES, _UPPER) if fine else (_COARSE_SHARES, _COARSE_UPPER)
    half = _half_sections(hull, z, tub, seam, shares)
    half = np.concatenate([half, _upper_sections(hull, z, tub, upper)], axis=1)
    lean = hull.rake * ((half[..., 1] - hull.floor - 0.27) / 0.4) ** 2 * hull.ending(z)[:, None]
    half[..., 2] -= np.sign(half[..., 2]) * lean
    mirror = half[:, -2:0:-1] * np.array([-1.0, 1.0, 1.0])
    rings = np.concatenate([half, mirror], axis=1)
    first, last = 4, 2 + len(shares)
    return loft(rings, crease_deg=32.0, edge_deg=40.0, lines=_seam_lines(rings, seam, first, last))


def _stations(hull: Hull, detail: float) -> tuple[F64, F64, F64]:
    """Return z, the tub's floor (NaN for none) and the seam's depth of each station, tail first."""
    reach = hull.wheel_radius + hull.arch_gap
    bend = np.linspace(0.0, np.pi, 2 * max(2, round(6 * min(detail, 2.0) ** 0.75)) + 1)
    half = hull.length / 2.0
    ends = half - 0.42 * np.linspace(0.0, 1.0, max(2, round(7 * min(detail, 2.0) ** 0.8))) ** 1.6
    marks = [ends, -ends, *(a + reach * 1.04 * np.cos(bend) for a in hull.axles)]
    middle = np.array([z for z, _ in hull.top if abs(z) < half - 0.4])
    smooth = np.concatenate([*marks, middle])
    cuts = [edge for rear, front, _ in hull.tubs for edge in (rear, front)]
    rows = [
        (float(z), 0.0) for z in smooth if min(map(abs, np.subtract(cuts, z)), default=1) > 0.02
    ]
    if detail >= 0.5:
        rows = [r for r in rows if min(map(abs, np.subtract(hull.seams, r[0])), default=1) > 0.02]
        for z in hull.seams:
            rows += [(z - _SEAM_M, 0.0), (z, _SEAM_DEPTH_M), (z + _SEAM_M, 0.0)]
    places = np.array(sorted({(round(z, 4), depth) for z, depth in rows}))
    inside = np.full(len(places), np.nan)
    for rear, front, floor in hull.tubs:
        inside[(places[:, 0] > rear) & (places[:, 0] < front)] = floor
    table = [(z, tub, depth) for (z, depth), tub in zip(places, inside, strict=True)]
    for rear, front, floor in hull.tubs:
        table += [(rear, np.nan, 0.0), (rear + 1e-5, floor, 0.0)]
        table += [(front - 1e-5, floor, 0.0), (front, np.nan, 0.0)]
    z, tub, seam = np.array(sorted(table, key=lambda row: row[0])).T
    return z, tub, seam


def _half_sections(hull: Hull, z: F64, tub: F64, seam: F64, shares: tuple[float, ...]) -> F64:
    """Return (stations, points, 3): each section's left half from the keel up and over."""
    top, lip, low = hull.upper(z), hull.lip(z), hull.underside(z)
    shoulder = top - _SHOULDER_M
    wall = hull.plan(z) * 0.7
    points = [(0.0 * z, low), (wall, low), (wall, lip)]
    for number, share in enumerate(shares):
        y = np.maximum(low + share * (shoulder - low), lip)
        inset = seam if number > 0 else 0.0
        points.append((hull.half_width(z, y) - inset, y))
    return np.stack([np.stack([x, y, z], axis=1) for x, y in points], axis=1)


def _upper_sections(hull: Hull, z: F64, tub: F64, upper: tuple[tuple[float, float], ...]) -> F64:
    """Return (stations, points, 3) from the shoulder to the middle: closed, or down into a tub."""
    top = hull.upper(z)
    edge = hull.half_width(z, top - _SHOULDER_M)
    crown = 0.05 * np.minimum(1.0, edge)
    points = []
    for share, sunk in upper:
        closed = top - sunk + crown * (0.81 - share**2)
        y = closed if share > _RIM_SHARE else np.where(np.isnan(tub), closed, tub)
        points.append(np.stack([share * edge, y, z], axis=1))
    return np.stack(points, axis=1)


def _seam_lines(rings: F64, seam: F64, first: int, last: int) -> npt.NDArray[np.int64]:
    """Return the display edges down the middle of each seam, and along the shoulder."""
    rows, count = rings.shape[:2]
    lines = []
    for row in np.flatnonzero(seam > 0.0):
        for side in (range(first, last), range(count - last, count - first)):
            lines += [(row * count + i, row * count + i + 1) for i in side]
    for column in (last, count - last):
        lines += [(r * count + column, (r + 1) * count + column) for r in range(rows - 1)]
    return np.array(lines, np.int64)
