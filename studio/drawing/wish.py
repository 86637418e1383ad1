"""Wish: a picture that a panel wants. Picture: what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from compose.project import Project
from compose.snapshot import CameraState, Snapshot
from visualize.render.frame import Frame
from visualize.render.options import RenderOptions


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Wish:
    """Passes of a frame of a scene, for one place on screen.

    Parameters
    ----------
    slot
        The place on screen (``"viewport"``, ``"thumbnail/<shot id>"``). A newer wish for a slot
        replaces the one that waits.
    scene, shot
        Ids. Without a shot the scene's own motion is seen, and ``camera`` must be given.
    size
        The box (width, height) in device pixels.
    camera
        Where to look from, in place of the shot's camera.
    fill
        Fill the whole box: around the camera's gate is what a larger sensor would show.
    snapshot
        What to draw in place of a frame of the scene, as a portrait for a thumbnail.
    urgency
        What is drawn first: 0 what a hand is on, 1 what is looked at, 2 thumbnails.
    budget_ms
        While a hand moves something: how long the picture may take, evaluation included. It is a
        draft (``RenderOptions.draft``), and as much smaller than ``size`` as that takes. 0 draws
        the picture as it is.
    """

    slot: str
    project: Project
    scene: str
    frame: float
    size: tuple[int, int]
    shot: str | None = None
    camera: CameraState | None = None
    fill: bool = False
    snapshot: Snapshot | None = None
    passes: tuple[str, ...] = ("clay",)
    options: RenderOptions = RenderOptions()  # noqa: RUF009 - a frozen value
    urgency: int = 1
    budget_ms: float = 0.0


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Picture:
    """What was drawn for a wish: its frame, the snapshot it shows, and how long it took."""

    wish: Wish
    frame: Frame
    snapshot: Snapshot
    seconds: float
