"""Session: a project at the desk: its undo, where we are in it, and where keys go."""

from __future__ import annotations

from collections.abc import Iterable

from compose.project import Project
from shotwright import ShotwrightError
from studio.session.history import Edit
from studio.session.layers import ChannelValue, Layer, Place, Standing, standing, write_value
from studio.session.standpoint import Standpoint
from studio.signal import Signal

__all__ = ["Edit", "Session"]


class Session(Standpoint):
    """One project at the desk. Every change of it goes through ``do`` or a gesture.

    Parameters
    ----------
    project
        The project, as loaded or new.

    Attributes
    ----------
    project_changed
        ``(project)`` after every edit, undo, redo and step of a gesture.
    selection_changed, place_changed, frame_changed, record_changed, saved_changed
        Told without arguments after the nodes selected, the scene or shot looked at, the playhead,
        the auto-key setting, or whether there is something to save changed. ``place_changed`` is
        followed by ``frame_changed`` where the playhead moved as well.
    joint_changed, locked_changed
        Told without arguments after the joint selected, or what is locked, changed.
    told
        ``(message)``: what to tell the person at the desk.
    """

    def __init__(self, project: Project) -> None:
        self.record_changed: Signal[[]] = Signal()
        self._layer = Layer.SCENE
        super().__init__(project)

    def _begin(self, project: Project) -> None:
        """Record nothing."""
        super()._begin(project)
        self._record = False

    def open(self, project: Project) -> None:
        """Show another project in this one's place, from its first shot, with an undo of its own.

        What was not saved of the one before is gone.
        """
        self._begin(project)
        self.project_changed.emit(project)
        for signal in (
            self.selection_changed, self.joint_changed, self.locked_changed, self.place_changed,
            self.frame_changed, self.record_changed, self.saved_changed,
        ):  # fmt: skip
            signal.emit()

    # -- values and keys -------------------------------------------------------------------------

    @property
    def recording(self) -> Layer | None:
        """The layer that auto-key records into, ``None`` while it is off."""
        if not self._record:
            return None
        return Layer.SCENE if self.shot is None else self._layer

    @property
    def layer(self) -> Layer:
        """The layer that auto-key and the key commands write to."""
        return Layer.SCENE if self.shot is None else self._layer

    def set_recording(self, on: bool, layer: Layer | None = None) -> None:
        """Switch auto-key, and choose where it records."""
        before = (self._record, self._layer)
        self._record, self._layer = on, layer or self._layer
        if before != (self._record, self._layer):
            self.record_changed.emit()

    def standing(
        self, node: str | None, channel: str, otherwise: ChannelValue | None = None
    ) -> Standing:
        """Return how a channel stands at the playhead (see ``studio.session.layers``)."""
        return standing(self._here(), node, channel, otherwise)

    def writing(
        self,
        values: Iterable[tuple[str | None, str, ChannelValue]],
        *,
        into: Layer | None = None,
    ) -> Edit:
        """Return the edit that sets channels (node, channel, value) by the rule of the layers.

        With ``into`` they are keyed there, as if auto-key recorded.
        """
        frame, shot, scene, record = self._frame, self._shot, self._scene, into or self.recording
        wanted = tuple(values)

        def edit(project: Project) -> Project:
            for node, channel, value in wanted:
                own = next((s for s in project.shots if s.id == shot), None)
                place = Place(project.scene(scene), own, frame)
                project = write_value(project, place, node, channel, value, record)
            return project

        return edit

    def _here(self) -> Place:
        place = self.place
        if place is None:
            raise ShotwrightError("This project has no scene yet. Add one first.")
        return place
