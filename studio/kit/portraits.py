"""What thumbnails show: a thing alone under studio light, cut out with its shadow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from compose.figures.body import FigureBody
from compose.figures.statue import make_statue
from compose.geometry.bounds import rest_bounds
from compose.geometry.material import Material
from compose.geometry.model import Model, ModelNode, Part
from compose.geometry.shapes import make_shape
from compose.kit import PROPS, make_prop
from compose.kit.holding import is_held
from compose.snapshot import Snapshot
from visualize.catalogue import prop_view
from visualize.portrait import View, portrait

LOOK = "1"
"""Rises when thumbnails are drawn otherwise, so that kept ones are not shown."""

DRAWN_PX = 320
"""The side of the square that is drawn; what is kept is half of it."""

_STANDING = View(turn=0.5, rise=0.12, aspect=1.0, filled=0.94)
_LYING = View(turn=0.6, rise=0.38, aspect=1.0, filled=0.9)
_POSED_BODY = FigureBody(outfit="mannequin", hair_style="bald", skin=(0.34, 0.35, 0.37))
_SHADE = 0.5
"""How dark the deepest shadow under a thing is."""


def of_prop(name: str) -> Snapshot:
    """Return a prop of the kit; what a hand holds lies or stands on a table."""
    resting = {"on_table": True} if is_held(name) else {}
    view = replace(prop_view(PROPS[name].origin), aspect=1.0, filled=0.92)
    return portrait(make_prop(name, resting), view)


def of_figure(body: FigureBody) -> Snapshot:
    """Return a person who stands."""
    return portrait(make_statue(body, "stand"), _STANDING)


def of_pose(name: str) -> Snapshot:
    """Return a mannequin in a pose."""
    model = make_statue(_POSED_BODY, name)
    low, high = rest_bounds(model)
    width, height, depth = (high - low).tolist()
    return portrait(model, _LYING if height < 0.5 * max(width, depth) else _STANDING)


def of_shape(name: str) -> Snapshot:
    """Return a primitive shape."""
    part = Part(mesh=make_shape(name), material=Material(base_color=(0.5, 0.5, 0.5, 1.0)))
    return of_model(Model(nodes=(ModelNode(path=name, parts=(part,)),)))


def of_model(model: Model) -> Snapshot:
    """Return any model from a little above its front."""
    return portrait(model, replace(prop_view("ground"), aspect=1.0, filled=0.92))


def cut_out(
    beauty: npt.NDArray[np.uint8], ids: npt.NDArray[np.integer], ground: int
) -> npt.NDArray[np.uint8]:
    """Return a portrait without its floor, but with the shadow on it, at half the size.

    Parameters
    ----------
    beauty
        (2 H, 2 W, 3 or 4) sRGB.
    ids
        (2 H, 2 W) the ``id`` pass: 0 is the sky.
    ground
        The number of the floor.

    Returns
    -------
    ndarray
        (H, W, 4) sRGB with straight alpha, so that it lies on a panel of any colour.
    """
    color = beauty[..., :3].astype(np.float32)
    floor, thing = ids == ground, (ids != 0) & (ids != ground)
    alpha = thing.astype(np.float32)
    if floor.any():
        light = color.mean(axis=2)
        lit = max(float(np.percentile(light[floor], 85)), 1.0)
        alpha[floor] = np.clip(1.0 - light[floor] / lit - 0.06, 0.0, 1.0) * _SHADE
    color[~thing] = 0.0
    joined = np.dstack([color * alpha[..., None], alpha])
    high, wide = joined.shape[0] // 2, joined.shape[1] // 2
    halved = joined[: high * 2, : wide * 2].reshape(high, 2, wide, 2, 4).mean(axis=(1, 3))
    opaque = np.maximum(halved[..., 3:], 1e-6)
    straight = np.dstack([halved[..., :3] / opaque, halved[..., 3:] * 255.0])
    return np.asarray(np.clip(straight + 0.5, 0.0, 255.0), np.uint8)
