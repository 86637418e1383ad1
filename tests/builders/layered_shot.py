"""A shot of flat layers: every picture, edge and motion of it is known by construction.

Painted cards stand before a painted wall; each layer slides at a speed of its own. Nothing of the
renderer or of the comparison is used: motion is the layer's speed, depth and id are the layer's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.compare.footage import Footage, Watched
from visualize.compare.meter import Meter
from visualize.compare.placing import Placing
from visualize.render.frame import Frame

U8 = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 512, 288
_MARGIN = 200
WALL = 7


@dataclass(frozen=True)
class Card:
    """A painted card: its number in the id pass, place and size in pixels, speed and depth."""

    number: int
    place: tuple[float, float]
    size: tuple[int, int]
    speed: tuple[float, float] = (0.0, 0.0)
    depth: float = 4.0


CARDS = (
    Card(11, (60.0, 60.0), (90, 150), (1.5, 0.0)),
    Card(12, (230.0, 90.0), (110, 120), (2.5, 0.5), 3.0),
    Card(13, (390.0, 40.0), (70, 180), (2.0, -0.5), 3.5),
)


def _gathering(frame: float) -> float:
    """Return the time of a move that gathers speed."""
    return frame + 0.04 * frame * frame


@dataclass(frozen=True)
class LayeredShot:
    """Cards before a wall; ``wall_speed`` is the wall's, in pixels a frame.

    ``pace`` maps a frame to the time of the shot, so that a move may begin slowly.
    """

    cards: tuple[Card, ...] = CARDS
    wall_speed: tuple[float, float] = (-1.0, 0.0)
    seed: int = 1
    pace: Callable[[float], float] = field(default=_gathering)

    def frame(self, index: float) -> Frame:
        """Return the authored passes of a frame."""
        ids = np.full((HEIGHT, WIDTH), WALL, np.uint32)
        depth = np.full((HEIGHT, WIDTH), 10.0, np.float32)
        motion = np.empty((HEIGHT, WIDTH, 2), np.float32)
        back = np.empty_like(motion)
        ahead = self.pace(index + 1) - self.pace(index)
        behind = self.pace(index - 1) - self.pace(index)
        motion[:], back[:] = (np.array(self.wall_speed) * step for step in (ahead, behind))
        for card in self.cards:
            where = self._covered(card, index)
            ids[where], depth[where] = card.number, card.depth
            motion[where], back[where] = (np.array(card.speed) * step for step in (ahead, behind))
        layers = {"beauty": self.picture(index), "depth": depth, "id": ids, "motion": motion,
                  "motion_back": back}  # fmt: skip
        raster = Raster(WIDTH, HEIGHT, 400.0, WIDTH / 2, HEIGHT / 2)
        return Frame(number=float(index), raster=raster, camera=still_camera(), layers=layers)

    def picture(self, index: float, *, without: int | None = None) -> U8:
        """Return what is seen at a frame, with one card left out if wished."""
        time = self.pace(index)
        paint = _slid(_painted(self.seed, 130.0), np.array(self.wall_speed) * time)
        for card in self.cards:
            if card.number == without:
                continue
            own = _slid(_painted(self.seed + card.number, 200.0 - 12.0 * (card.number % 10)),
                        np.array(card.speed) * time)  # fmt: skip
            where = self._covered(card, index)
            paint[where] = own[where]
        return paint

    def clip(self, frames: Sequence[float], *, without: int | None = None) -> list[U8]:
        """Return the pictures at these moments."""
        return [self.picture(frame, without=without) for frame in frames]

    def _covered(self, card: Card, index: float) -> npt.NDArray[np.bool_]:
        left, top = np.array(card.place) + np.array(card.speed) * self.pace(index)
        x, y = np.arange(WIDTH)[None, :], np.arange(HEIGHT)[:, None]
        return (x >= left) & (x < left + card.size[0]) & (y >= top) & (y < top + card.size[1])


@dataclass(frozen=True)
class _Drawn:
    """Stands where ``Authored`` does."""

    shot: LayeredShot

    def frame(self, index: int) -> Frame:
        """Return a frame; each is made once."""
        return _frame(self.shot, index)


def watched(shot: LayeredShot, clip: Sequence[U8], *meters: Meter) -> None:
    """Show a clip beside the shot to meters."""
    height, width = clip[0].shape[:2]
    placing = Placing((0.0, 0.0, float(width), float(height)), (WIDTH, HEIGHT))
    footage = Footage(_Drawn(shot), len(clip))  # type: ignore[arg-type]
    for _ in footage.watch([Watched(_each(clip), placing, meters)]):
        pass


@cache
def _frame(shot: LayeredShot, index: int) -> Frame:
    return shot.frame(index)


def still_camera() -> CameraState:
    """Return a camera of the layers' shape."""
    return CameraState(
        world=np.eye(4), focal_length_mm=35.0, sensor_mm=(36.0, 24.0), gate_mm=(36.0, 20.25),
        near_m=0.1, far_m=100.0, focus_distance_m=5.0, f_stop=8.0,
    )  # fmt: skip


def _each(clip: Sequence[U8]) -> Iterator[U8]:
    yield from clip


@cache
def _painted(seed: int, level: float) -> U8:
    """Return blotches of paint, larger than the picture so that it can slide."""
    random = np.random.default_rng(seed)
    shape = (HEIGHT + 2 * _MARGIN, WIDTH + 2 * _MARGIN, 3)
    noise = random.normal(0.0, 1.0, shape).astype(np.float32)
    coarse, fine = cv2.GaussianBlur(noise, (0, 0), 9.0), cv2.GaussianBlur(noise, (0, 0), 2.5)
    paint = level + 22.0 * coarse / coarse.std() + 10.0 * fine / fine.std()
    return np.clip(paint, 0.0, 255.0).astype(np.uint8)


def _slid(paint: U8, offset: npt.NDArray[np.float64]) -> U8:
    matrix = np.array([[1.0, 0.0, _MARGIN - offset[0]], [0.0, 1.0, _MARGIN - offset[1]]])
    slid: U8 = cv2.warpAffine(paint, matrix, (WIDTH, HEIGHT),
                              flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP)  # fmt: skip
    return slid
