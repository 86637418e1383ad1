"""Which poses are offered, in groups: those of the house and those that were saved."""

from __future__ import annotations

from collections.abc import Iterable

from compose.errors import SceneError
from compose.figures.pose import POSES
from studio.figures.held_pose import HeldPose, held_pose
from studio.settings import Settings

EVERY, SAVED = "every", "saved"
GROUPS: dict[str, str] = {
    EVERY: "All poses",
    "standing": "Standing",
    "gesture": "Gestures",
    "seated": "Seated",
    "action": "Action",
    "ground": "On the ground",
    SAVED: "Saved",
}
"""The groups by key, with their titles."""

_FIRST = ("stand", "walk-pose", "run-pose", "sit", "wave", "point", "phone", "crouch")
MOST_SAVED = 200
MIME = "application/x-shotwright-pose"
"""A pose as ``HeldPose`` says it in JSON."""


def names_in(group: str) -> tuple[str, ...]:
    """Return the poses of a group; of all, the most used first."""
    names = [pose.name for pose in POSES.values() if group in (EVERY, pose.group)]
    return tuple(sorted(names, key=lambda n: _FIRST.index(n) if n in _FIRST else len(_FIRST)))


def short_title(name: str) -> str:
    """Return what a pose is called under its picture: ``walk-pose`` is "Walk"."""
    words = name.removesuffix("-pose").replace("-", " ")
    return words[:1].upper() + words[1:]


def saved_poses(settings: Settings) -> dict[str, HeldPose]:
    """Return the poses that were saved, by name; one that cannot be read is left out."""
    found = {}
    for name, text in settings.preferences.poses.items():
        try:
            found[name] = held_pose(text)
        except SceneError:  # written by another version: kept in the file, not offered
            continue
    return found


def save_pose(settings: Settings, name: str, text: str) -> None:
    """Keep a pose under a name, in place of one of that name.

    Raises
    ------
    ShotwrightError
        When the name is empty, too many are kept, or the settings cannot be written.
    """
    name = name.strip()[:60]
    poses = settings.preferences.poses
    if not name:
        raise SceneError("A pose needs a name to be saved under.")
    if len(poses) >= MOST_SAVED and name not in poses:
        raise SceneError(f"{MOST_SAVED} poses are saved. Remove one first.")
    settings.change(poses=poses | {name: text})


def forget_poses(settings: Settings, names: Iterable[str]) -> None:
    """Remove saved poses."""
    gone = set(names)
    kept = {name: text for name, text in settings.preferences.poses.items() if name not in gone}
    settings.change(poses=kept)
