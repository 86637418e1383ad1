"""History: the open project, the edits of it and their undo, drags, and what is saved."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from compose.edits.undo import UndoStack
from compose.files.save import save_project
from compose.project import Project
from shotwright import ShotwrightError
from studio.session.messages import Message
from studio.signal import Signal

Edit = Callable[[Project], Project]


class History:
    """One project and all its states. Every change of it goes through ``do`` or a gesture.

    The signals are those of ``Session``, which is also somewhere in the project.
    """

    def __init__(self, project: Project) -> None:
        self.project_changed: Signal[[Project]] = Signal()
        self.saved_changed: Signal[[]] = Signal()
        self.told: Signal[[Message]] = Signal()
        self._begin(project)

    def _begin(self, project: Project) -> None:
        """Start from a project as it was loaded, with nothing to undo; nobody is told."""
        self._undo = UndoStack(project)
        self._gesture: tuple[str, Project] | None = None
        self._shown = self._saved = project
        self._revisions = project.revisions

    # -- the project -----------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project as it is shown, a running gesture included."""
        return self._shown

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, as a menu says it."""
        return self._undo.undo_label

    @property
    def redo_label(self) -> str | None:
        """What redo would bring back."""
        return self._undo.redo_label

    def do(self, label: str, edit: Edit, *, merge: Hashable = None) -> bool:
        """Make an edit, one entry of undo; a refusal is told, and nothing has changed.

        Parameters
        ----------
        label
            What is done, as a menu says it: ``"Move Chair"``.
        edit
            A pure function of the project.
        merge
            Edits in a row with the same key, not ``None``, are one entry.

        Returns
        -------
        Whether it was done.
        """
        self.end_gesture()
        try:
            changed = edit(self._shown)
        except ShotwrightError as error:
            self.tell(f"{label}: not done", str(error), kind="bad")
            return False
        self._undo.push(changed, label, merge_key=merge)
        self._show(changed)
        return True

    def undo(self) -> None:
        """Take the last entry back; in the middle of a gesture, take that back."""
        if self._gesture is not None:
            self.cancel_gesture()
        elif self._undo.undo_label is not None:
            self._show_again(self._undo.undo())

    def redo(self) -> None:
        """Bring back what was undone."""
        self.end_gesture()
        if self._undo.redo_label is not None:
            self._show_again(self._undo.redo())

    # -- gestures --------------------------------------------------------------------------------

    def begin_gesture(self, label: str) -> None:
        """Begin a drag: its steps are shown at once and are one entry when it ends."""
        self.end_gesture()
        self._gesture = (label, self._shown)

    def step_gesture(self, edit: Edit) -> bool:
        """Show ``edit`` of the project as it was when the gesture began.

        Returns
        -------
        Whether it could be done; the last possible step stays where it could not, and nothing
        happens where the gesture was taken back or kept meanwhile (by Ctrl Z, by saving).
        """
        if self._gesture is None:
            return False
        try:
            self._show(edit(self._gesture[1]))
        except ShotwrightError:
            return False
        return True

    def end_gesture(self) -> None:
        """Keep what the gesture shows, as one entry of undo; without a gesture do nothing."""
        if self._gesture is not None:
            label, before = self._gesture
            self._gesture = None
            if self._shown is not before:
                self._undo.push(self._shown, label)
                self.saved_changed.emit()

    def cancel_gesture(self) -> None:
        """Show the project as it was before the gesture."""
        if self._gesture is not None:
            _, before = self._gesture
            self._gesture = None
            self._show(before)

    @property
    def in_gesture(self) -> bool:
        """Whether a drag is going on."""
        return self._gesture is not None

    # -- files -----------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether there is something to save."""
        return self._shown is not self._saved

    def save(self, *, force: bool = False) -> None:
        """Save the project to its folder; files that did not change are not touched.

        Raises
        ------
        ProjectFileError
            When files changed on disk since (``force`` overwrites them), or writing fails.
        """
        self.end_gesture()
        # States of undo know the files as they were; whichever is saved is given what is there now.
        saved = save_project(self._shown.replace(revisions=self._revisions), force=force)
        self._revisions = saved.revisions
        self._saved = self._shown
        self.saved_changed.emit()

    def tell(self, text: str, detail: str = "", **more: object) -> None:
        """Show a toast (see ``Message``)."""
        self.told.emit(Message(text=text, detail=detail, **more))  # type: ignore[arg-type]

    def _show(self, project: Project) -> None:
        if project is self._shown:
            return
        self._shown = project
        self._let_go_of_what_is_gone()
        self.project_changed.emit(project)
        if self._gesture is None:
            self.saved_changed.emit()

    def _show_again(self, project: Project) -> None:
        """Show a state of the undo."""
        self._show(project)

    def _let_go_of_what_is_gone(self) -> None:
        """Look away from what the project no longer has, before anyone is told of it."""
