"""Settings: what the studio remembers between runs, in one file of the user's config folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from compose.errors import ProjectFileError
from compose.files.atomic import StagedFiles
from compose.values import Value
from models.card_files import config_folder
from studio.errors import SettingsError

_FILE = "studio.json"


class Preferences(Value):
    """What the user chose. ``shortcuts`` are by command id; ``layout`` is Qt's own, by mode.

    ``locked`` are the nodes locked, by the project's id; ``poses`` are
    saved poses of figures as JSON, by name; ``transforming`` what tools snap to, by field.
    """

    theme: Literal["dark", "light"] = "dark"
    scale_percent: int = Field(default=100, ge=50, le=300)
    projects_folder: str = ""
    recent: tuple[str, ...] = ()
    shortcuts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    layout: dict[str, str] = Field(default_factory=dict)
    locked: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    poses: dict[str, str] = Field(default_factory=dict)
    overlays: dict[str, bool] = Field(default_factory=dict)
    transforming: dict[str, bool | float | str] = Field(default_factory=dict)
    autosave_seconds: int = Field(default=30, ge=5, le=3600)
    drag_milliseconds: int = Field(default=33, ge=10, le=500)
    reduce_motion: bool = False
    tour_seen: bool = False

    @property
    def projects(self) -> Path:
        """The folder that new projects are made in; it may not be there yet."""
        return Path(self.projects_folder) if self.projects_folder else Path.home() / "Shotwright"

    @property
    def projects_now(self) -> Path:
        """Where a dialog looks for projects: the nearest folder above it that is there."""
        wanted = self.projects
        return next((one for one in (wanted, *wanted.parents) if one.is_dir()), Path.home())


class Settings:
    """The preferences and the file that they are kept in; a change is written at once.

    A file that cannot be read is set aside beside itself, and the defaults are used.

    Parameters
    ----------
    folder
        Where to keep them; by default the user's config folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or config_folder()) / _FILE
        self.problem = ""
        self._preferences = self._read()

    @property
    def preferences(self) -> Preferences:
        """What is set now."""
        return self._preferences

    def change(self, **changes: Any) -> None:  # noqa: ANN401 - pydantic checks them
        """Set preferences and write them.

        Raises
        ------
        SettingsError
            When a value cannot be, or the file cannot be written.
        """
        try:
            changed = self._preferences.replace(**changes)
        except ValidationError as error:
            raise SettingsError(f"A setting cannot be so: {error.errors()[0]['msg']}.") from error
        if changed != self._preferences:
            self._preferences = changed
            self._write()

    def _read(self) -> Preferences:
        try:
            return Preferences.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return Preferences()
        except (OSError, ValidationError, ValueError) as error:
            aside = self._file.with_suffix(".unreadable.json")
            self.problem = (
                f"{self._file} could not be read ({type(error).__name__}); it is now {aside.name}, "
                "and the settings are the first ones again."
            )
            if self._file.is_file():
                self._file.replace(aside)
            return Preferences()

    def _write(self) -> None:
        data = json.dumps(self._preferences.model_dump(mode="json"), indent=2, sort_keys=True)
        try:
            with StagedFiles() as files:
                files.stage(self._file, data.encode() + b"\n")
                files.commit()
        except ProjectFileError as error:
            raise SettingsError(f"The settings cannot be written. {error}") from error
