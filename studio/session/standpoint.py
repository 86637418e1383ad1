"""Standpoint: where in a project we are, and what of it is selected and locked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from compose.node import Node
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from studio.session.history import History
from studio.session.layers import Place
from studio.session.spot import Spot
from studio.signal import Signal


class Standpoint(History):
    """A project with a scene and a shot that are looked at, a playhead, and a selection.

    The signals are those of ``Session``.
    """

    def __init__(self, project: Project) -> None:
        self.selection_changed: Signal[[]] = Signal()
        self.place_changed: Signal[[]] = Signal()
        self.frame_changed: Signal[[]] = Signal()
        self.joint_changed: Signal[[]] = Signal()
        self.locked_changed: Signal[[]] = Signal()
        self._spot: Callable[[], Spot] = Spot
        super().__init__(project)

    def _begin(self, project: Project) -> None:
        """Look at the first shot, with nothing selected."""
        super()._begin(project)
        self._selection: tuple[str, ...] = ()
        self._joint: str | None = None
        self._locked: frozenset[str] = frozenset()
        self._scene, self._shot, self._frame = _first_place(project)

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

    # -- in step with the project ----------------------------------------------------------------

    def _show_again(self, project: Project) -> None:
        """Show a state of the undo, and select the nodes that are there again."""
        before, scene = self.scene, self._scene
        super()._show_again(project)
        if before is not None and self.scene is not None and self._scene == scene:
            known = {node.id for node in before.nodes}
            back = [node for node in self.scene.nodes if node.id not in known]
            ids = {node.id for node in back}
            top = [n.id for n in back if n.parent is None or n.parent.node not in ids]
            if top:
                self.select(top)

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
