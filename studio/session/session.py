"""Session: the open project, its undo, what is selected, and where in time the playhead stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from compose.edits.undo import UndoStack
from compose.files.save import save_project
from compose.node import Node
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from shotwright import ShotwrightError
from studio.session.layers import ChannelValue, Layer, Place, Standing, standing, write_value
from studio.session.messages import Message
from studio.session.spot import Spot
from studio.signal import Signal

Edit = Callable[[Project], Project]


class Session:
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
        self.project_changed: Signal[[Project]] = Signal()
        self.selection_changed: Signal[[]] = Signal()
        self.place_changed: Signal[[]] = Signal()
        self.frame_changed: Signal[[]] = Signal()
        self.record_changed: Signal[[]] = Signal()
        self.saved_changed: Signal[[]] = Signal()
        self.joint_changed: Signal[[]] = Signal()
        self.locked_changed: Signal[[]] = Signal()
        self.told: Signal[[Message]] = Signal()
        self._undo = UndoStack(project)
        self._gesture: tuple[str, Project] | None = None
        self._shown = project
        self._saved = project
        self._revisions = project.revisions
        self._selection: tuple[str, ...] = ()
        self._joint: str | None = None
        self._spot: Callable[[], Spot] = Spot
        self._locked: frozenset[str] = frozenset()
        self._record = False
        self._layer = Layer.SCENE
        self._scene, self._shot, self._frame = _first_place(project)

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
            self._show(self._undo.undo())

    def redo(self) -> None:
        """Bring back what was undone."""
        self.end_gesture()
        if self._undo.redo_label is not None:
            self._show(self._undo.redo())

    def open(self, project: Project) -> None:
        """Show another project in this one's place, from its first shot, with an undo of its own.

        What was not saved of the one before is gone.
        """
        self._gesture = None
        self._undo = UndoStack(project)
        self._shown = self._saved = project
        self._revisions = project.revisions
        self._selection, self._joint, self._locked = (), None, frozenset()
        self._record = False
        self._scene, self._shot, self._frame = _first_place(project)
        self.project_changed.emit(project)
        for signal in (
            self.selection_changed, self.joint_changed, self.locked_changed, self.place_changed,
            self.frame_changed, self.record_changed, self.saved_changed,
        ):  # fmt: skip
            signal.emit()

    # -- gestures --------------------------------------------------------------------------------

    def begin_gesture(self, label: str) -> None:
        """Begin a drag: its steps are shown at once and are one entry when it ends."""
        self.end_gesture()
        self._gesture = (label, self._shown)

    def step_gesture(self, edit: Edit) -> bool:
        """Show ``edit`` of the project as it was when the gesture began.

        Returns
        -------
        Whether it could be done; the last possible step stays where it could not.
        """
        if self._gesture is None:
            raise RuntimeError("a step of a gesture that has not begun")
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

    # -- where we are ----------------------------------------------------------------------------

    @property
    def scene(self) -> Scene | None:
        """The scene on screen, ``None`` in a project without one."""
        return next((s for s in self._shown.scenes if s.id == self._scene), None)

    @property
    def shot(self) -> Shot | None:
        """The shot looked at, ``None`` when none is."""
        return next((s for s in self._shown.shots if s.id == self._shot), None)

    @property
    def frame(self) -> float:
        """The playhead: a scene frame, mostly whole."""
        return self._frame

    @property
    def place(self) -> Place | None:
        """Scene, shot and frame together, ``None`` in a project without a scene."""
        scene = self.scene
        return None if scene is None else Place(scene, self.shot, self._frame)

    def look_at_scene(self, scene: str) -> None:
        """Show a scene, without a shot."""
        self._go(scene, "", self._frame)

    def look_at_shot(self, shot: str, *, frame: float | None = None) -> None:
        """Show a shot; the playhead goes to ``frame``, or to its start unless it is inside."""
        found = self._shown.shot(shot)
        inside = found.scene == self._scene and found.start <= self._frame < found.end
        at = frame if frame is not None else (self._frame if inside else float(found.start))
        self._go(found.scene, found.id, at)

    def set_frame(self, frame: float) -> None:
        """Move the playhead."""
        if frame != self._frame:
            self._frame = float(frame)
            self.frame_changed.emit()

    def step_shot(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) shot of the storyboard."""
        shots = [shot.id for shot in self._shown.in_sequence()]
        if shots:
            at = shots.index(self._shot) + by if self._shot in shots else 0
            self.look_at_shot(shots[min(max(at, 0), len(shots) - 1)])

    def _go(self, scene: str, shot: str, frame: float) -> None:
        moved, self._frame = frame != self._frame, frame
        if (scene, shot) != (self._scene, self._shot):
            other, self._scene, self._shot = scene != self._scene, scene, shot
            if other:
                self.select(())
            self.place_changed.emit()
        if moved:
            self.frame_changed.emit()

    @property
    def spot(self) -> Spot:
        """Where new things are put: on the ground in the middle of the view."""
        return self._spot()

    def set_spot(self, spot: Callable[[], Spot]) -> None:
        """Let a view say where new things are put."""
        self._spot = spot

    # -- selection -------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[str, ...]:
        """The ids of the nodes selected, the active one last."""
        return self._selection

    @property
    def selected(self) -> tuple[Node, ...]:
        """The nodes selected, the active one last."""
        scene = self.scene
        return () if scene is None else tuple(map(scene.node, self._selection))

    @property
    def active(self) -> Node | None:
        """The node whose properties are shown."""
        return self.selected[-1] if self._selection else None

    def select(self, nodes: Iterable[str], *, add: bool = False) -> None:
        """Select nodes by id; ``add`` keeps the others and takes out those that were selected."""
        wanted = list(dict.fromkeys(nodes))
        if add:
            kept = [node for node in self._selection if node not in wanted]
            wanted = kept + [node for node in wanted if node not in self._selection]
        if tuple(wanted) != self._selection:
            let_go, self._joint = self._joint, None
            self._selection = tuple(wanted)
            self.selection_changed.emit()
            if let_go is not None and self._joint is None:
                self.joint_changed.emit()

    @property
    def joint(self) -> str | None:
        """The joint or inner part selected, by its path in the active node's model."""
        return self._joint

    def select_joint(self, node: str, joint: str | None) -> None:
        """Select a node alone, and a joint of it; with ``None`` no joint."""
        self.select((node,))
        if joint != self._joint:
            self._joint = joint
            self.joint_changed.emit()

    @property
    def locked(self) -> frozenset[str]:
        """The nodes locked: a click in a picture passes them by, with all that hangs on them."""
        return self._locked

    def is_locked(self, node: str) -> bool:
        """Tell whether a node, or one that it hangs on, is locked."""
        scene, seen = self.scene, set[str]()
        while scene is not None and node not in seen:
            if node in self._locked:
                return True
            seen.add(node)
            found = scene.node(node)
            if found.parent is None:
                return False
            node = found.parent.node
        return False

    def lock(self, nodes: Iterable[str], on: bool = True) -> None:
        """Lock nodes by id, or unlock them. It is no edit: the project stays as it is."""
        wanted = frozenset(nodes)
        locked = self._locked | wanted if on else self._locked - wanted
        if locked != self._locked:
            self._locked = locked
            self.locked_changed.emit()

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

    def standing(self, node: str | None, channel: str) -> Standing:
        """Return how a channel stands at the playhead (see ``studio.session.layers``)."""
        return standing(self._here(), node, channel)

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

    def _let_go_of_what_is_gone(self) -> None:
        """Look away from a scene, a shot or nodes that the project no longer has."""
        project = self._shown
        if self._shot and self.shot is None:
            self._go(self._scene, "", self._frame)
        if self.scene is None:
            self._go(next((s.id for s in project.scenes), ""), "", self._frame)
        known = set() if self.scene is None else {node.id for node in self.scene.nodes}
        self.select(node for node in self._selection if node in known)


def _first_place(project: Project) -> tuple[str, str, float]:
    """Return the scene, the shot (or none) and the frame that a project is shown from."""
    first = next(iter(project.in_sequence()), None)
    if first is not None:
        return first.scene, first.id, float(first.start)
    return next((scene.id for scene in project.scenes), ""), "", 0.0
