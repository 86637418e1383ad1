"""The figure's body and clothes, at rest: round solids, each tied to one joint of the skeleton.

Sides and rings turn by less than the angle of a crease, so that a person is drawn by outlines,
hems and a belt, not by facets.
"""

from __future__ import annotations

import numpy as np

from scenes.street.models.solids import F64, Ring, Solid, joined, loft, rounded, welded

ARM_X, LEG_X = 0.2, 0.09
"""Metres from the middle to the left arm and leg."""

_SMOOTH_DEG = 80.0
_ROUND = np.radians([-84.0, -60.0, -36.0, -12.0])


def dressed(number: dict[str, int]) -> dict[str, Solid]:
    """Return the figure by garment. ``number`` holds the joints' numbers by name."""

    def on(joint: str, *solids: Solid) -> list[Solid]:
        return [solid.on_joint(number[joint]) for solid in solids]

    parts = {
        "skin": on("neck", _head(), _limb(1.44, 1.56, 0.052, 0.05)),
        "hair": on("neck", _hair()),
        "coat": on("spine", _jacket(), _belt(), _collar()),
        "trousers": on("hips", _round([((0, 0.8, 0), 0.13, 0.1), ((0, 1.0, 0), 0.16, 0.12)])),
        "shoes": [],
    }
    for side, sign in (("left", 1.0), ("right", -1.0)):
        arm, leg = ARM_X * sign, LEG_X * sign
        parts["coat"] += on(f"{side}_arm", _limb(1.13, 1.4, 0.049, 0.066, arm))
        parts["coat"] += on(f"{side}_forearm", _sleeve(arm))
        parts["skin"] += on(f"{side}_forearm", *_hand(arm, sign))
        parts["trousers"] += on(f"{side}_leg", _limb(0.5, 0.88, 0.063, 0.088, leg))
        parts["trousers"] += on(f"{side}_shin", _trouser_leg(leg))
        parts["shoes"] += on(f"{side}_foot", *_shoe(leg))
    return {name: welded(joined(solids)) for name, solids in parts.items()}


def _round(rings: list[Ring], steps: int = 2, sides: int = 16) -> Solid:
    return loft(rounded(rings, steps), sides, crease_deg=_SMOOTH_DEG)


def _limb(
    low: float, high: float, radius_low: float, radius_high: float, x: float = 0.0, z: float = 0.0,
    sides: int = 14,
) -> Solid:  # fmt: skip
    """Return a tapered limb upright from ``low`` to ``high``, round at both ends."""
    rings: list[Ring] = []
    for middle, radius, bends in ((low, radius_low, _ROUND), (high, radius_high, -_ROUND[::-1])):
        for bend in bends:
            across = radius * float(np.cos(bend))
            rings.append(((x, middle + radius * float(np.sin(bend)), z), across, across))
    return loft(rings, sides, crease_deg=_SMOOTH_DEG)


def _head() -> Solid:
    rings: list[Ring] = [
        ((0.0, 1.522, 0.030), 0.026, 0.030),
        ((0.0, 1.536, 0.024), 0.044, 0.060),
        ((0.0, 1.560, 0.013), 0.057, 0.078),
        ((0.0, 1.590, 0.005), 0.066, 0.088),
        ((0.0, 1.630, -0.002), 0.072, 0.095),
        ((0.0, 1.670, -0.006), 0.075, 0.097),
        ((0.0, 1.710, -0.008), 0.069, 0.089),
        ((0.0, 1.740, -0.010), 0.050, 0.066),
        ((0.0, 1.757, -0.010), 0.022, 0.030),
    ]
    return loft(rounded(rings, 3), 36, crease_deg=_SMOOTH_DEG, shape=_face)


def _face(points: F64) -> F64:
    """Model brow, eyes, nose, mouth and chin into the front of the head."""
    x, y = points[:, 0], points[:, 1]
    nose = np.interp(y, [1.592, 1.602, 1.650, 1.665], [0.0, 0.024, 0.006, 0.0])
    forward = nose * _bell(x, 0.0, 0.011)
    forward += 0.007 * _bell(y, 1.664, 0.012) * _bell(x, 0.0, 0.055)
    forward -= 0.011 * _bell(y, 1.643, 0.013) * _bell(np.abs(x), 0.030, 0.017)
    forward += 0.005 * _bell(y, 1.569, 0.009) * _bell(x, 0.0, 0.024)
    forward += 0.008 * _bell(y, 1.540, 0.014) * _bell(x, 0.0, 0.024)
    shaped = points.copy()
    shaped[:, 2] += np.where(points[:, 2] > 0.0, forward, 0.0)
    return shaped


def _bell(values: F64, middle: float, width: float) -> F64:
    return np.asarray(np.exp(-(((values - middle) / width) ** 2)))


def _hair() -> Solid:
    """Return a bob: over the crown, down to the collar, cut off beside the face."""
    rings: list[Ring] = [
        ((0.0, 1.505, -0.052), 0.058, 0.040),
        ((0.0, 1.530, -0.050), 0.080, 0.056),
        ((0.0, 1.590, -0.046), 0.087, 0.072),
        ((0.0, 1.650, -0.038), 0.090, 0.090),
        ((0.0, 1.700, -0.024), 0.086, 0.098),
        ((0.0, 1.740, -0.014), 0.068, 0.086),
        ((0.0, 1.766, -0.012), 0.040, 0.052),
        ((0.0, 1.774, -0.012), 0.012, 0.016),
    ]
    return loft(rounded(rings, 2), 24, crease_deg=40.0, shape=_fringe)


def _fringe(points: F64) -> F64:
    """Press what hangs before the face back to a plane, so that the hair has an edge there."""
    front = np.interp(points[:, 1], [1.50, 1.60, 1.68, 1.715, 1.73], [-0.02, 0.0, 0.03, 0.07, 0.2])
    shaped = points.copy()
    shaped[:, 2] = np.minimum(points[:, 2], front)
    return shaped


def _jacket() -> Solid:
    return _round(
        [
            ((0.0, 0.76, 0.0), 0.225, 0.170),
            ((0.0, 0.95, 0.0), 0.196, 0.148),
            ((0.0, 1.10, 0.0), 0.158, 0.114),
            ((0.0, 1.26, 0.006), 0.182, 0.126),
            ((0.0, 1.38, 0.002), 0.200, 0.114),
            ((0.0, 1.435, -0.004), 0.165, 0.096),
            ((0.0, 1.47, -0.008), 0.105, 0.076),
            ((0.0, 1.49, -0.010), 0.052, 0.048),
        ],
        sides=20,
    )


def _belt() -> Solid:
    return loft([((0.0, 1.08, 0.0), 0.167, 0.122), ((0.0, 1.125, 0.0), 0.167, 0.122)], 20)


def _collar() -> Solid:
    return loft([((0.0, 1.43, -0.008), 0.080, 0.068), ((0.0, 1.525, -0.014), 0.070, 0.066)], 20)


def _sleeve(x: float) -> Solid:
    """Return the forearm's sleeve: round at the elbow, cut off at the cuff."""
    rings: list[Ring] = [((x, 0.875, 0.0), 0.044, 0.046), ((x, 1.0, 0.0), 0.047, 0.047)]
    for bend in -_ROUND[::-1]:
        across = 0.050 * float(np.cos(bend))
        rings.append(((x, 1.13 + 0.050 * float(np.sin(bend)), 0.0), across, across))
    return loft(rings, 14, crease_deg=50.0)


def _hand(x: float, sign: float) -> list[Solid]:
    """Return wrist and palm, an index finger, the other fingers, and a thumb to the front."""
    inward = -sign
    palm: list[Ring] = [
        ((x, 0.765, 0.006), 0.012, 0.036),
        ((x, 0.800, 0.006), 0.016, 0.042),
        ((x, 0.840, 0.002), 0.018, 0.034),
        ((x, 0.880, 0.0), 0.022, 0.028),
    ]
    fingers: list[Ring] = [
        ((x + 0.020 * inward, 0.700, -0.010), 0.006, 0.018),
        ((x + 0.010 * inward, 0.725, -0.008), 0.010, 0.026),
        ((x, 0.775, -0.006), 0.012, 0.028),
    ]
    thumb: list[Ring] = [
        ((x + 0.020 * inward, 0.762, 0.058), 0.007, 0.008),
        ((x + 0.018 * inward, 0.785, 0.052), 0.010, 0.011),
        ((x + 0.008 * inward, 0.825, 0.030), 0.012, 0.016),
    ]
    index = _limb(0.695, 0.775, 0.0085, 0.0105, x + 0.004 * inward, 0.030)
    return [_round(palm), _round(fingers, sides=14), index, _round(thumb, sides=14)]


def _trouser_leg(x: float) -> Solid:
    rings: list[Ring] = [
        ((x, 0.085, 0.0), 0.056, 0.062),
        ((x, 0.22, -0.004), 0.054, 0.060),
        ((x, 0.36, -0.006), 0.060, 0.064),
    ]
    for bend in -_ROUND[::-1]:
        across = 0.063 * float(np.cos(bend))
        rings.append(((x, 0.5 + 0.063 * float(np.sin(bend)), 0.0), across, across))
    return loft(rings, 14, crease_deg=50.0)


def _shoe(x: float) -> list[Solid]:
    """Return a sole and an upper."""
    sole = loft([((x, 0.0, 0.055), 0.048, 0.135), ((x, 0.022, 0.055), 0.050, 0.138)], 16)
    upper: list[Ring] = [
        ((x, 0.02, 0.055), 0.047, 0.132),
        ((x, 0.045, 0.050), 0.047, 0.124),
        ((x, 0.080, 0.020), 0.044, 0.084),
        ((x, 0.120, 0.0), 0.045, 0.052),
    ]
    return [sole, _round(upper)]
