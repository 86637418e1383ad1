"""UndoStack: every state of a project that can be gone back to, sharing what did not change."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from compose.errors import SceneError
from compose.project import Project


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    project: Project
    merge_key: Hashable = None


class UndoStack:
    """A list of projects and a place in it. It holds values only and touches no file.

    Parameters
    ----------
    project
        The state to start from.
    limit
        How many steps can be undone; older ones are forgotten.
    """

    def __init__(self, project: Project, *, limit: int = 200) -> None:
        if limit < 1:
            raise SceneError(f"An undo stack keeps at least one step, not {limit}.")
        self._limit = limit
        self._steps = [_Step("", project)]
        self._place = 0
        self._open = False

    @property
    def current(self) -> Project:
        """The project as it is now."""
        return self._steps[self._place].project

    @property
    def undo_label(self) -> str | None:
        """What ``undo`` would take back, or ``None``."""
        return self._steps[self._place].label if self._place else None

    @property
    def redo_label(self) -> str | None:
        """What ``redo`` would bring back, or ``None``."""
        later = self._steps[self._place + 1 :]
        return later[0].label if later else None

    def push(self, project: Project, label: str, *, merge_key: Hashable = None) -> Project:
        """Make ``project`` the current state; what was undone can no longer be redone.

        Parameters
        ----------
        label
            What was done, as a menu says it: ``"Move Chair"``.
        merge_key
            Pushes in a row with the same key, not ``None``, are one step: the moves of one drag.

        Returns
        -------
        ``project``, unchanged.
        """
        if project is self.current:
            return project
        del self._steps[self._place + 1 :]
        last = self._steps[-1]
        step = _Step(label, project, merge_key)
        if self._open and merge_key is not None and merge_key == last.merge_key:
            self._steps[-1] = step
        else:
            self._steps.append(step)
        del self._steps[: max(0, len(self._steps) - 1 - self._limit)]
        self._place = len(self._steps) - 1
        self._open = True
        return project

    def end_merge(self) -> None:
        """Close the step: a later push with the same key (another drag) is a step of its own."""
        self._open = False

    def undo(self) -> Project:
        """Go back one step and return the project as it then is.

        Raises
        ------
        SceneError
            When there is nothing to undo.
        """
        if not self._place:
            raise SceneError("There is nothing to undo.")
        self._place -= 1
        self._open = False
        return self.current

    def redo(self) -> Project:
        """Go forward again and return the project as it then is.

        Raises
        ------
        SceneError
            When nothing was undone.
        """
        if self._place + 1 >= len(self._steps):
            raise SceneError("There is nothing to redo.")
        self._place += 1
        self._open = False
        return self.current
