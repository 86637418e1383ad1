"""A world whose pictures are known exactly: a card before a wall, both painted by formulas."""

from __future__ import annotations

import numpy as np

from models.local.parallax import View
from models.local.pinhole import Pinhole

SIZE = (160, 90)
FOCAL = 140.0
WALL_M, CARD_M = 10.0, 5.0
CARD = (-0.9, 0.6, -0.5, 0.5)
"""Left, right, bottom, top in metres."""
WALL_ID, CARD_ID = 4, 70_001


def camera(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Pinhole:
    world = np.eye(4)
    world[:3, 3] = (x, y, z)
    return Pinhole(world, SIZE, FOCAL, SIZE[0] / 2, SIZE[1] / 2)


def view(eye: Pinhole, shift: float = 0.0) -> View:
    """What a camera sees; ``shift`` moves the card to the right, in metres."""
    x, y, z = eye.world[:3, 3]
    columns = (np.arange(SIZE[0]) + 0.5 - eye.cx) / eye.focal
    rows = (eye.cy - np.arange(SIZE[1]) - 0.5) / eye.focal
    far, near = WALL_M + z, CARD_M + z
    wall = np.meshgrid(x + columns * far, y + rows * far)
    card = np.meshgrid(x + columns * near - shift, y + rows * near)
    left, right, bottom, top = CARD
    on = (card[0] > left) & (card[0] < right) & (card[1] > bottom) & (card[1] < top)
    depth = np.where(on, near, far).astype(np.float32)
    ids = np.where(on, CARD_ID, WALL_ID).astype(np.uint32)
    paint = np.where(on[..., None], painted(*card, warm=True), painted(*wall, warm=False))
    return View(eye, depth, ids, paint)


def painted(x: np.ndarray, y: np.ndarray, *, warm: bool) -> np.ndarray:
    """Smooth colours by place, so that sampling between pixels adds little."""
    waves = np.stack([np.sin(1.1 * x + k) + np.cos(0.9 * y + 2 * k) for k in range(3)], axis=-1)
    base = np.array([170, 120, 90] if warm else [80, 110, 150])
    return np.clip(base + 30 * waves, 0, 255).astype(np.uint8)
