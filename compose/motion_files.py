"""Motion files of a project: found safely, checked by their hash, retargeted once for a body."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from compose.assets import resolve, sha256_of
from compose.errors import AssetError, NotFoundError, SceneError
from compose.figures.body import FigureBody
from compose.figures.performance import MotionPlay
from compose.figures.retarget import FigureMotion, planted, read_motion, retarget
from compose.geometry.model import Model
from compose.project import Project

_MODELS_KEPT = 16
_MOTIONS_KEPT = 64


def load_motion(
    project: Project, play: MotionPlay, body: FigureBody, *, model: Model | None = None
) -> FigureMotion:
    """Return what a body does with a motion of a file; equal content gives the same object.

    Parameters
    ----------
    model
        What the file holds, when it is not to be read from disk.

    Raises
    ------
    AssetError
        When the file is missing or unreadable, is not the one the scene was made with, or its
        joints are no person's; the message lists those that are missing.
    NotFoundError
        When the file has no such clip or joint; the nearest are offered.
    """
    if model is None:
        model = _model_of(project, play)
    names = tuple(sorted(play.names.items()))
    try:
        return _motion(model, play.clip, names, body, play.travel, play.plant)
    except NotFoundError:
        raise
    except SceneError as error:
        raise AssetError(play.path, f"cannot move a figure. {error}") from error


def _model_of(project: Project, play: MotionPlay) -> Model:
    path = resolve(project, play.path)
    digest = sha256_of(path)
    if play.sha256 and play.sha256.lower() != digest:
        raise AssetError(
            play.path,
            f"is not the motion the scene was made with (SHA-256 {digest[:12]}…, the scene says "
            f"{play.sha256[:12]}…). Restore it, or import the new one.",
        )
    return _model(path, digest)


@lru_cache(maxsize=_MODELS_KEPT)
def _model(path: Path, digest: str) -> Model:
    del digest  # a part of the key: changed content is another motion
    return read_motion(path)


@lru_cache(maxsize=_MOTIONS_KEPT)
def _motion(
    model: Model, clip: str, names: tuple[tuple[str, str], ...], body: FigureBody, travel: bool,
    plant: bool,
) -> FigureMotion:  # fmt: skip
    motion = retarget(model, clip, dict(names), body=body)
    motion = motion if travel else motion.on_the_spot()
    return planted(motion, body) if plant else motion
