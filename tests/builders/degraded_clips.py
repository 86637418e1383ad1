"""Degraded clips: a shot's own render made worse in known ways, as models make shots worse.

Each clip is a list of (H, W, 3) uint8 frames of one size. What is timed or seen otherwise is drawn
anew at the very moments, never made from neighbouring frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from models.local.style import Drawing
from models.local.styles import make_style
from models.request import FrameMapping
from visualize.encode.video import H264, open_video
from visualize.local.anchors import Anchors
from visualize.produce.drawing import Draws

U8 = npt.NDArray[np.uint8]
Clip = list[U8]


@dataclass(frozen=True, eq=False)
class ShotClips:
    """Clips of one shot. ``count`` frames from its start, ``step`` scene frames apart."""

    project: Project
    shot: Shot
    count: int
    draws: Draws
    size: tuple[int, int] = (512, 512)
    step: float = 1.0

    @cached_property
    def mapping(self) -> FrameMapping:
        """What each frame of a faithful clip stands for."""
        first = float(self.shot.start)
        return FrameMapping(start=first, step=self.step, frames=self.count, hold_from=first,
                            hold_to=first + (self.count - 1) * self.step)  # fmt: skip

    @cached_property
    def faithful(self) -> Clip:
        """The shot's own beauty render."""
        return self.timed(range(self.count))

    def timed(self, frames: Sequence[float]) -> Clip:
        """The beauty render at these moments, in frames of the clip."""
        return [self._beauty(self._at(frame)) for frame in frames]

    def delayed(self, frames: int) -> Clip:
        """The first picture stands for a while, then all comes too late."""
        return [self.faithful[max(0, i - frames)] for i in range(self.count)]

    def early(self, frames: int) -> Clip:
        """The first frames are missing."""
        return self.timed([i + frames for i in range(self.count)])

    def slowed(self, speed: float) -> Clip:
        """The whole shot goes at ``speed`` times its speed."""
        return self.timed([i * speed for i in range(self.count)])

    def frozen(self) -> Clip:
        """The first picture and nothing else."""
        return [self.faithful[0]] * self.count

    def restyled(self, style: str = "ink") -> Clip:
        """The shot as one of the local styles draws it."""
        made = make_style(style, (self.faithful[0].shape[1], self.faithful[0].shape[0]), 1)
        anchors, clip = Anchors(self._at(0)), []
        for index in range(self.count):
            snapshot = self._at(index)
            wanted = tuple(dict.fromkeys((*made.passes, "depth", "normal", "id")))
            frame = self.draws.render(snapshot, wanted, self.size)
            surface = anchors.surface(frame, snapshot)
            clip.append(made.draw(Drawing(index=index, layers=frame, surface=surface)))
        return clip

    def another_camera(self, *, aside_m: float = 1.5, turn_deg: float = 12.0) -> Clip:
        """The scene seen from elsewhere: aside and turned back, still looking at the place."""
        turn = np.eye(4)
        angle = np.radians(turn_deg)
        turn[:3, :3] = cv2.Rodrigues(np.array([0.0, angle, 0.0]))[0]
        turn[0, 3] = aside_m
        return [self._beauty(self._seen_from(self._at(i), turn)) for i in range(self.count)]

    def static_camera(self) -> Clip:
        """The camera stays where it began; the scene goes on."""
        first = self._at(0).camera
        return [self._beauty(replace(self._at(i), camera=first)) for i in range(self.count)]

    def without(self, *names: str) -> Clip:
        """Nodes of these names are gone."""
        clip = []
        for index in range(self.count):
            snapshot = self._at(index)
            kept = np.array([surface.name not in names for surface in snapshot.surfaces], bool)
            assert not kept.all(), f"no node is called {names}"
            clip.append(self._beauty(replace(snapshot, visible=snapshot.visible & kept)))
        return clip

    def _at(self, frame: float) -> Snapshot:
        return evaluate(self.project, self.shot, self.shot.start + frame * self.step)

    def _beauty(self, snapshot: Snapshot) -> U8:
        return np.asarray(self.draws.render(snapshot, ("beauty",), self.size)["beauty"])

    @staticmethod
    def _seen_from(snapshot: Snapshot, offset: npt.NDArray[np.float64]) -> Snapshot:
        camera = snapshot.camera
        return replace(snapshot, camera=replace(camera, world=camera.world @ offset))


def mirrored(clip: Clip) -> Clip:
    """Left and right are exchanged."""
    return [np.ascontiguousarray(frame[:, ::-1]) for frame in clip]


def blurred(clip: Clip, sigma: float = 2.0) -> Clip:
    """Out of focus."""
    return [cv2.GaussianBlur(frame, (0, 0), sigma) for frame in clip]


def recoloured(clip: Clip) -> Clip:
    """Other hues and another grade; every edge stays."""
    mixed = np.array([[0.2, 0.6, 0.2], [0.5, 0.1, 0.4], [0.1, 0.3, 0.6]])
    clips = [np.clip(frame / 255.0 @ mixed.T, 0.0, 1.0) ** 0.8 for frame in clip]
    return [np.rint(255.0 * frame).astype(np.uint8) for frame in clips]


def edged(clip: Clip) -> Clip:
    """Restyled hard: flat tones, turned to their negative where bright, with dark outlines."""
    made = []
    for frame in clip:
        flat = cv2.bilateralFilter(frame, 9, 40.0, 5.0)
        tones = (flat // 48 * 48 + 24).astype(np.uint8)
        grey = cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)
        lines = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        ink = np.clip(1.0 - lines / 60.0, 0.0, 1.0)[..., None]
        made.append(np.rint((255 - tones[..., ::-1]) * ink).astype(np.uint8))
    return made


def shaken(clip: Clip, pixels: float = 4.0, seed: int = 3) -> Clip:
    """A hand that shakes; a little is cut off so that no border shows."""
    random = np.random.default_rng(seed)
    height, width = clip[0].shape[:2]
    made = []
    for frame in clip:
        dx, dy = random.normal(0.0, pixels, 2)
        matrix = np.array([[1.0, 0.0, dx], [0.0, 1.0, dy]])
        made.append(cv2.warpAffine(frame, matrix, (width, height), flags=cv2.INTER_CUBIC,
                                   borderMode=cv2.BORDER_REFLECT))  # fmt: skip
    return made


def flickering(clip: Clip, depth: float = 0.08, seed: int = 5) -> Clip:
    """Brightness that jumps from frame to frame."""
    gains = 1.0 + np.random.default_rng(seed).normal(0.0, depth, len(clip))
    return [
        np.clip(np.rint(frame * gain), 0, 255).astype(np.uint8)
        for frame, gain in zip(clip, gains, strict=True)
    ]


def boiling(clip: Clip, pixels: float = 1.5, seed: int = 7) -> Clip:
    """Shapes that wobble on their own, each frame anew, as of frames made one by one."""
    random = np.random.default_rng(seed)
    height, width = clip[0].shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    made = []
    for frame in clip:
        waves = [cv2.GaussianBlur(random.normal(0.0, 1.0, (height, width)).astype(np.float32),
                                  (0, 0), 6.0) for _ in range(2)]  # fmt: skip
        dx, dy = (wave / wave.std() * pixels for wave in waves)
        made.append(cv2.remap(frame, x + dx, y + dy, cv2.INTER_LINEAR,
                              borderMode=cv2.BORDER_REFLECT))  # fmt: skip
    return made


def letterboxed(clip: Clip, share: float = 0.1) -> Clip:
    """Black bars over the top and the bottom."""
    bar = round(clip[0].shape[0] * share)
    made = [frame.copy() for frame in clip]
    for frame in made:
        frame[:bar] = frame[-bar:] = 0
    return made


def banded(clip: Clip, levels: int = 16) -> Clip:
    """Too few tones."""
    step = 256 // levels
    return [(frame // step * step + step // 2).astype(np.uint8) for frame in clip]


def with_stranger(
    clip: Clip, *, side: float = 0.3, centre: tuple[float, float] = (0.3, 0.4)
) -> Clip:
    """Something stands there that nobody placed: a chequered box."""
    height, width = clip[0].shape[:2]
    box = round(side * height)
    top, left = round(centre[1] * height) - box // 2, round(centre[0] * width) - box // 2
    cell = max(3, box // 6)
    y, x = np.mgrid[:box, :box] // cell
    chequers = np.where(((x + y) % 2)[..., None] == 1, (230, 60, 40), (20, 30, 160))
    made = [frame.copy() for frame in clip]
    for frame in made:
        frame[top : top + box, left : left + box] = chequers
    return made


def write_clip(path: Path, clip: Clip, *, crf: int = 18, rate: Fraction = Fraction(24)) -> Path:
    """Write a clip as H.264 of a quality: 18 is good, 35 is poor."""
    arguments = [*H264.arguments]
    arguments[arguments.index("-crf") + 1] = str(crf)
    height, width = clip[0].shape[:2]
    with open_video(path, (width, height), rate,
                    codec=replace(H264, arguments=tuple(arguments))) as film:  # fmt: skip
        for frame in clip:
            film.write(frame)
    return path
