"""What each outfit is cut of, and which skin it leaves to be seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from compose.figures.body import FigureBody
from compose.figures.shape.cage import I64
from compose.figures.shape.garment import Cut

Mask = npt.NDArray[np.bool_]
Chosen = Callable[[npt.NDArray[np.str_], I64], Mask]

_CREW = ((0.15, 0.9, 0.3), (-0.4, 1.0, 0.3), (-1.0, -0.8, 0.0))
_STAND = ((0.35, 0.2, 0.2), (0.6, 0.5, 3.0), (-0.25, 0.7, 3.2), (-0.9, -0.6, 0.6))
_SCOOP = ((0.05, 0.2, 0.0), (-0.25, 0.5, 0.2), (-0.8, -0.6, 0.0))
_TROUSER = ((0.55, 3.9, 0.6), (-0.1, 4.1, 0.6), (-0.8, 1.5, 0.0))
_WAIST = ((0.0, 0.3, 0.0), (-0.8, 0.3, 0.0))
_EDGE = ((0.15, 0.8, 0.0), (-0.5, 0.9, 0.0), (-1.5, -1.5, 0.0))
_SHOE = ((0.15, 0.6, 0.9), (-0.4, 0.6, 0.9), (-0.8, -0.6, 0.0))
_LEGS = {f"{side}_{joint}": more for side in ("left", "right")
         for joint, more in (("hip", 0.25), ("knee", 0.75), ("ankle", 1.1))}  # fmt: skip
_SLEEVES = {f"{side}_{joint}": more for side in ("left", "right")
            for joint, more in (("shoulder", 0.25), ("elbow", 0.4), ("wrist", 0.25))}  # fmt: skip


def outfit_cuts(body: FigureBody) -> dict[str, Cut]:
    """Return the garments of a body by the part they are, the inner ones first."""
    return {
        "casual": _casual,
        "coat": _coat,
        "suit": _suit,
        "dress": _dress,
        "mannequin": dict,
    }[body.outfit]()


def seen_skin(body: FigureBody, *, crowd: bool) -> Chosen:
    """Return which faces of the body show with an outfit, and a little under its hems.

    A crowd's coarser skin reaches further under the cloth.
    """
    if body.outfit == "mannequin":
        return lambda regions, rows: np.ones(len(regions), bool)
    bare_legs = body.outfit == "dress"
    sleeve = (15 if crowd else 34) if bare_legs else 195
    collar = (137 if crowd else 143) if bare_legs else (143 if crowd else 146)

    def choose(regions: npt.NDArray[np.str_], rows: I64) -> Mask:
        arms = np.char.endswith(regions, "_arm")
        legs = np.char.endswith(regions, "_leg")
        feet = np.char.endswith(regions, "_foot")
        hands = ~(arms | legs | feet | (regions == "trunk"))
        neck = (regions == "trunk") & (rows >= collar)
        shown = hands | neck | (arms & (rows >= sleeve))
        calves = (legs & (rows >= 106)) | (feet & (rows == 0))
        return np.asarray(shown | calves if bare_legs else shown)

    return choose


def _casual() -> dict[str, Cut]:
    return {
        "bottom": _trousers(),
        "top": Cut(covers=_trunk_and_arms(92, 195), grow_cm=1.0, loose_cm={**_SLEEVES, "hips": 0.5},
                   neck=_CREW,
                   bottom=((-0.1, 1.2, 0.0), (-0.1, 3.0, 0.0), (-0.7, 3.1, 0.0), (-1.6, 0.0, 0.0))),
        "shoes": _shoes(),
    }  # fmt: skip


def _coat() -> dict[str, Cut]:
    return {
        "bottom": _trouser_legs(),
        "top": Cut(covers=_trunk_and_arms(86, 195), grow_cm=1.9, neck=_STAND, bottom=_EDGE,
                   loose_cm={name: 1.5 * more for name, more in _SLEEVES.items()},
                   skirt=((81.0, 1.0), (74.0, 1.7), (62.0, 2.7), (49.0, 5.2))),
        "shoes": _shoes(),
    }  # fmt: skip


def _suit() -> dict[str, Cut]:
    return {
        "bottom": _trousers(),
        "top": Cut(covers=_trunk_and_arms(86, 195), grow_cm=1.4, neck=_STAND, bottom=_EDGE,
                   loose_cm=_SLEEVES, skirt=((84.0, 1.2), (79.0, 2.2))),
        "shoes": _shoes(),
    }  # fmt: skip


def _dress() -> dict[str, Cut]:
    return {
        "top": Cut(covers=_trunk_and_arms(86, 34, neck=143), grow_cm=0.6, neck=_SCOOP,
                   bottom=_EDGE, skirt=((80.0, 1.6), (73.0, 3.0), (62.0, 5.2), (50.0, 8.0))),
        "shoes": _shoes(),
    }  # fmt: skip


def _trousers() -> Cut:
    def covers(regions: npt.NDArray[np.str_], rows: I64) -> Mask:
        legs = np.char.endswith(regions, "_leg")
        return np.asarray(((regions == "trunk") & (rows < 106)) | legs)

    return Cut(covers=covers, grow_cm=0.55, loose_cm=_LEGS, neck=_WAIST, cuffs=_TROUSER)


def _trouser_legs() -> Cut:
    """Return what shows of trousers under a coat: no thigh comes through where there is none."""

    def covers(regions: npt.NDArray[np.str_], rows: I64) -> Mask:
        return np.asarray(np.char.endswith(regions, "_leg") & (rows >= 106))

    return Cut(covers=covers, grow_cm=0.55, loose_cm=_LEGS, cuffs=_TROUSER)


def _shoes() -> Cut:
    def covers(regions: npt.NDArray[np.str_], rows: I64) -> Mask:
        return np.asarray(np.char.endswith(regions, "_foot"))

    return Cut(covers=covers, grow_cm=0.55, cuffs=_SHOE)


def _trunk_and_arms(low: int, sleeve: int, neck: int = 146) -> Chosen:
    """Return a cut from a height up to the neck, and along the arms as far as ``sleeve``."""

    def covers(regions: npt.NDArray[np.str_], rows: I64) -> Mask:
        trunk = (regions == "trunk") & (rows >= low) & (rows <= neck)
        return np.asarray(trunk | (np.char.endswith(regions, "_arm") & (rows <= sleeve)))

    return covers
