"""Project: scenes, shots, the storyboard order and the rate. The root of all that is saved."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pydantic import Field, field_validator

from compose.errors import NotFoundError, SceneError
from compose.scene import Scene
from compose.shot import Shot
from compose.timing import parse_rate
from compose.values import Value


class Project(Value):
    """A frozen project. ``sequence`` is the storyboard: shot ids in story order.

    ``root`` is the folder the project was loaded from, against which asset paths are resolved;
    it is not saved. ``revisions`` holds the SHA-256 of each project file as it was last loaded or
    saved, by path inside the folder, so that a save never overwrites what another program wrote;
    it is not saved either.
    """

    id: str
    name: str
    rate: str = "24"
    bible: str = ""
    sequence: tuple[str, ...] = ()
    scenes: tuple[Scene, ...] = Field(default=(), exclude=True)
    shots: tuple[Shot, ...] = Field(default=(), exclude=True)
    root: Path | None = Field(default=None, exclude=True)
    revisions: dict[str, str] = Field(default_factory=dict, exclude=True)

    @field_validator("rate")
    @classmethod
    def _rate_is_a_rate(cls, text: str) -> str:
        try:
            parse_rate(text)
        except SceneError as error:
            raise ValueError(str(error)) from error
        return text

    @property
    def frame_rate(self) -> Fraction:
        """Frames a second, exact."""
        return parse_rate(self.rate)

    @cached_property
    def _scenes_by_id(self) -> dict[str, Scene]:
        return {scene.id: scene for scene in self.scenes}

    @cached_property
    def _shots_by_id(self) -> dict[str, Shot]:
        return {shot.id: shot for shot in self.shots}

    def scene(self, scene_id: str) -> Scene:
        """Return the scene with this id or name.

        Raises
        ------
        NotFoundError
            When there is none; the nearest names are offered.
        """
        if scene_id in self._scenes_by_id:
            return self._scenes_by_id[scene_id]
        for scene in self.scenes:
            if scene.name == scene_id:
                return scene
        raise NotFoundError("scene", scene_id, [scene.name for scene in self.scenes])

    def shot(self, name: str) -> Shot:
        """Return the shot with this id, number or name; numbers may drop leading zeros.

        Raises
        ------
        NotFoundError
            When there is none; the nearest are offered.
        """
        if name in self._shots_by_id:
            return self._shots_by_id[name]
        for shot in self.shots:
            if name in (shot.number, shot.name) or shot.number.lstrip("0") == name:
                return shot
        known = [s for shot in self.shots for s in (shot.number, shot.name)]
        raise NotFoundError("shot", name, known)

    def in_sequence(self) -> tuple[Shot, ...]:
        """Return the shots of the storyboard in story order."""
        return tuple(self.shot(shot_id) for shot_id in self.sequence)
