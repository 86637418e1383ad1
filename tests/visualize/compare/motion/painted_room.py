"""A room whose pictures and motion are known exactly: a wall, a floor and a card, by ray and plane.

Nothing of the renderer or of what is tested is used: every pixel's ray is cut with the planes, and
where a point goes is where the next camera sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from compose.moves import analyse_motion
from compose.moves.motion import CameraMotion
from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.compare.flow import FlowFinder, evened
from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.motion.cast import Actor, Cast
from visualize.compare.motion.fidelity import MotionFidelity
from visualize.compare.motion.staging import Staging
from visualize.render.frame import Frame

SIZE = (256, 144)
FOCAL = 220.0
CENTRE = (127.5, 71.5)
RATE = 24.0
WALL, FLOOR, CARD = 1, 2, 3
WALL_Z, FLOOR_Y, CARD_Z = -9.0, -1.6, -5.0
CARD_HALF = (0.7, 0.9)
CAST = Cast((Actor("wall", "Wall", (WALL,)), Actor("floor", "Floor", (FLOOR,)),
             Actor("mara", "Mara", (CARD,), person=True, moves=True)))  # fmt: skip


@dataclass(frozen=True, eq=False)
class Eye:
    """A camera: where it stands, how it is turned, its focal length in pixels, the card's place."""

    place: np.ndarray
    turn: np.ndarray
    focal: float = FOCAL
    card: tuple[float, float] = (0.0, -0.4)


def eye(
    x: float = 0.0, y: float = 0.0, z: float = 0.0, *, pan: float = 0.0, tilt: float = 0.0,
    roll: float = 0.0, focal: float = FOCAL, card: tuple[float, float] = (0.0, -0.4),
) -> Eye:  # fmt: skip
    """A camera at metres, turned by degrees: right, up and clockwise are positive."""
    turn = np.eye(3)
    for axis, angle in ((1, -pan), (0, tilt), (2, -roll)):
        way = np.zeros(3)
        way[axis] = np.radians(angle)
        turn = turn @ cv2.Rodrigues(way)[0]
    return Eye(np.array([x, y, z]), turn, focal, card)


@dataclass(frozen=True, eq=False)
class Room:
    """The paint: grey levels by place."""

    paint: np.ndarray

    @lru_cache(maxsize=400)  # noqa: B019 - one room serves all tests
    def picture(self, seen: Eye) -> np.ndarray:
        points, _, ids = hits(seen)
        across = np.where(ids == FLOOR, points[..., 0] + 50.0, points[..., 0])
        across = np.where(ids == CARD, points[..., 0] - seen.card[0] + 20.0, across)
        down = np.where(ids == FLOOR, points[..., 2], points[..., 1])
        down = np.where(ids == CARD, points[..., 1] - seen.card[1], down)
        u, v = ((axis * 24.0 % 1000.0).astype(np.float32) for axis in (across, down))
        grey = cv2.remap(self.paint, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        return np.repeat(grey[..., None], 3, axis=2)


def room(contrast: float = 1.0) -> Room:
    random = np.random.default_rng(11).normal(0.0, 1.0, (1000, 1000))
    noise = cv2.GaussianBlur(random, (0, 0), 1.6) + 1.5 * cv2.GaussianBlur(random, (0, 0), 6.0)
    levels = 128.0 + contrast * 45.0 * noise / noise.std()
    return Room(np.clip(levels, 0, 255).astype(np.uint8))


@lru_cache(maxsize=400)
def hits(seen: Eye) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """World points, metres along the view axis and what each pixel shows."""
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    local = np.stack([(x - CENTRE[0]) / seen.focal, (CENTRE[1] - y) / seen.focal,
                      -np.ones(x.shape)], axis=-1)  # fmt: skip
    rays = local @ seen.turn.T
    with np.errstate(divide="ignore", invalid="ignore"):
        wall = (WALL_Z - seen.place[2]) / rays[..., 2]
        floor = (FLOOR_Y - seen.place[1]) / rays[..., 1]
        card = (CARD_Z - seen.place[2]) / rays[..., 2]
        at = seen.place + rays * card[..., None]
        on = (np.abs(at[..., 0] - seen.card[0]) < CARD_HALF[0]) & (
            np.abs(at[..., 1] - seen.card[1]) < CARD_HALF[1]
        )
    ways = np.stack([np.where(wall > 0, wall, np.inf), np.where(floor > 0, floor, np.inf),
                     np.where(on & (card > 0), card, np.inf)])  # fmt: skip
    ids = ways.argmin(axis=0) + 1
    depth = ways.min(axis=0)
    return seen.place + rays * depth[..., None], depth, ids


def landed(points: np.ndarray, seen: Eye) -> np.ndarray:
    """Where a camera sees points, in pixels."""
    local = (points - seen.place) @ seen.turn
    away = -local[..., 2]
    return np.stack([CENTRE[0] + seen.focal * local[..., 0] / away,
                     CENTRE[1] - seen.focal * local[..., 1] / away], axis=-1)  # fmt: skip


@lru_cache(maxsize=400)
def motion(here: Eye, there: Eye) -> np.ndarray:
    """Exact motion in pixels: each point, the card's with the card, to where the other sees it."""
    points, _, ids = hits(here)
    way = np.array([there.card[0] - here.card[0], there.card[1] - here.card[1], 0.0])
    points = points + np.where((ids == CARD)[..., None], way, 0.0)
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    return (landed(points, there) - np.stack([x, y], axis=-1)).astype(np.float32)


@lru_cache(maxsize=400)
def frame(painted: Room, number: int, path: tuple[Eye, ...]) -> Frame:
    seen = path[number]
    world = np.eye(4)
    world[:3, :3], world[:3, 3] = seen.turn, seen.place
    camera = CameraState(
        world=world, focal_length_mm=36.0 * seen.focal / SIZE[0], sensor_mm=(36.0, 24.0),
        gate_mm=(36.0, 36.0 * SIZE[1] / SIZE[0]), near_m=0.1, far_m=100.0, focus_distance_m=5.0,
        f_stop=8.0,
    )  # fmt: skip
    _, depth, ids = hits(seen)
    after, before = path[min(number + 1, len(path) - 1)], path[max(number - 1, 0)]
    layers = {
        "beauty": painted.picture(seen), "depth": depth.astype(np.float32),
        "id": ids.astype(np.uint32), "motion": motion(seen, after),
        "motion_back": motion(seen, before),
    }  # fmt: skip
    raster = Raster(*SIZE, seen.focal, SIZE[0] / 2, SIZE[1] / 2)
    return Frame(number=float(number), raster=raster, camera=camera, layers=layers)


def path(count: int, at: Callable[[float], Eye]) -> tuple[Eye, ...]:
    """A path by time, 0 at the first frame and 1 at the last."""
    return tuple(at(i / (count - 1)) for i in range(count))


def analysis(authored: tuple[Eye, ...]):
    """The authored move in film words."""
    return analyse_motion(
        CameraMotion(
            frames=np.arange(len(authored), dtype=np.float64), rate=RATE,
            places=np.array([one.place for one in authored]),
            turns=np.array([one.turn for one in authored]),
            focal_mm=np.array([36.0 * one.focal / SIZE[0] for one in authored]),
            gate_mm=(36.0, 36.0 * SIZE[1] / SIZE[0]),
        )
    )  # fmt: skip


def judged_exactly(painted: Room, authored: tuple[Eye, ...], take: Sequence[Eye]) -> Findings:
    """What is found when the flow is the exact motion of both cameras: no estimator errs."""

    def flows(eyes: Sequence[Eye], i: int) -> tuple[np.ndarray, np.ndarray]:
        return motion(eyes[i], eyes[i + 1]), motion(eyes[i + 1], eyes[i])

    pictures = [painted.picture(one) for one in take]
    return _judged(painted, authored, pictures, lambda i: flows(take, i),
                   lambda i: flows(authored, i))  # fmt: skip


def judged_pictures(
    painted: Room, authored: tuple[Eye, ...], pictures: Sequence[np.ndarray]
) -> Findings:
    """What is found from pictures alone, by the estimator that takes are compared with."""
    finder = FlowFinder()
    own = [evened(painted.picture(one)) for one in authored]
    grey = [evened(picture) for picture in pictures]

    def flows(greys: Sequence[np.ndarray], i: int) -> tuple[np.ndarray, np.ndarray]:
        return finder.between(greys[i], greys[i + 1]), finder.between(greys[i + 1], greys[i])

    return _judged(painted, authored, pictures, lambda i: flows(grey, i), lambda i: flows(own, i))


def _judged(painted, authored, pictures, take_flow, own_flow) -> Findings:
    zooms = len({one.focal for one in authored}) > 1
    staged = Staging(CAST, analysis(authored), zooms=zooms, orthographic=False)
    meter = MotionFidelity(staged, RATE)
    moments = [
        Moment(index=i, scene_frame=float(i), picture=picture, full=picture,
               authored=frame(painted, i, authored))
        for i, picture in enumerate(pictures)
    ]  # fmt: skip
    for i, moment in enumerate(moments):
        meter.moment(moment)
        if i:
            flow, back = take_flow(i - 1)
            own, own_back = own_flow(i - 1)
            meter.step(Step(before=moments[i - 1], after=moment, flow=flow, flow_back=back,
                            own=own, own_back=own_back))  # fmt: skip
    return meter.finish()


def metric(found: Findings, name: str):
    return next(one for one in found.metrics if one.name == name)


def words(found: Findings) -> list[str]:
    return [remark.text for remark in found.remarks]
