"""Told jobs: which jobs of each project the person at the desk knows the end of, or cleared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from compose.errors import ProjectFileError
from compose.files.atomic import StagedFiles
from compose.values import Value
from shotwright import ShotwrightError

_FILE = "studio-jobs.json"
_MAX_BYTES = 8 << 20
_MOST_PROJECTS = 500


class Told(Value):
    """What was known of one project's jobs when its window was last there.

    ``number`` is the newest job's; ``waiting`` are the ids of those that had not ended. Jobs that
    ended before ``cleared`` (seconds since 1970), and those of ``hidden``, are no longer listed.
    """

    number: int = -1
    waiting: tuple[str, ...] = ()
    cleared: float = 0.0
    hidden: tuple[str, ...] = ()

    def after(self, jobs: Iterable[tuple[int, str, bool]]) -> Self:
        """Return what is known once jobs, each ``(number, id, settled)``, were told."""
        listed = list(jobs)
        return self.replace(
            number=max((number for number, _, _ in listed), default=0),
            waiting=tuple(sorted(job for _, job, settled in listed if not settled)),
        )


class _Kept(Value):
    projects: dict[str, Told] = Field(default_factory=dict)


class ToldJobs:
    """Keeps ``Told`` of every project in one file of the state folder.

    Raises nothing while reading: a file that cannot be read counts as none, since the worst that
    follows is that nothing is told twice.

    Parameters
    ----------
    state
        The state folder.
    """

    def __init__(self, state: Path) -> None:
        self._file = state / _FILE

    def of(self, project_id: str) -> Told | None:
        """Return what was known; ``None`` where the project was never open here."""
        return self._read().projects.get(project_id)

    def keep(self, project_id: str, told: Told) -> None:
        """Write what is known now, if it is something else.

        Raises
        ------
        ShotwrightError
            When it cannot be written.
        """
        projects = dict(self._read().projects)
        if projects.get(project_id) == told:
            return
        projects.pop(project_id, None)
        projects[project_id] = told
        newest = dict(list(projects.items())[-_MOST_PROJECTS:])
        text = json.dumps(_Kept(projects=newest).model_dump(mode="json"), indent=1)
        try:
            with StagedFiles() as files:
                files.stage(self._file, text.encode() + b"\n")
                files.commit()
        except ProjectFileError as error:
            raise ShotwrightError(f"Which jobs were told cannot be kept. {error}") from error

    def _read(self) -> _Kept:
        try:
            if self._file.stat().st_size > _MAX_BYTES:
                return _Kept()
            return _Kept.model_validate_json(self._file.read_bytes())
        except (OSError, ValidationError, ValueError):
            return _Kept()
