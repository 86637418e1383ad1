"""Sheet: the rows and the selected keys that dopesheet and curve editor share, without Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from compose.curve import Extrapolation, Interpolation
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track
from shotwright import ShotwrightError
from studio.session import Layer, Session
from studio.session.session import Edit
from studio.signal import Signal
from studio.timeline import key_edits
from studio.timeline.curve_edits import ease_keys
from studio.timeline.curve_shape import Side
from studio.timeline.key_clip import KeyClip, copy_keys, paste_keys
from studio.timeline.keys import POSES, Home, KeySelection, TrackRef
from studio.timeline.layout import Snap
from studio.timeline.rows import Row, rows_of
from studio.timeline.scale import TimeScale


class Sheet:
    """What is animated in the scene and the shot that are looked at.

    Attributes
    ----------
    changed
        Rows, or which keys are selected, are others now.
    """

    def __init__(self, session: Session) -> None:
        self.changed: Signal[[]] = Signal()
        self.session = session
        self._keys = KeySelection()
        self._open: frozenset[str] = frozenset()
        self._only_selected = False
        self._clip: KeyClip | None = None
        self._base = KeySelection()
        self._made_from: tuple[object, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._ends = (
            session.project_changed.connect(lambda _: self._project_changed()),
            session.place_changed.connect(self._looked_elsewhere),
            session.selection_changed.connect(self._nodes_selected),
        )

    def close(self) -> None:
        """Listen to the session no longer."""
        for end in self._ends:
            end()

    # -- rows --------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows from top to bottom."""
        scene, shot = self.session.scene, self.session.shot
        if scene is None:
            return ()
        only = self._shown_nodes()
        sources = (scene, shot, self._open, only)
        if len(self._made_from) != len(sources) or any(
            a is not b for a, b in zip(self._made_from, sources, strict=True)
        ):
            self._rows = rows_of(scene, shot, open_rows=self._open, only=only)
            self._made_from = sources
        return self._rows

    @property
    def only_selected(self) -> bool:
        """Whether only rows of the selected nodes are shown."""
        return self._only_selected

    def show_only_selected(self, on: bool) -> None:
        """Show the rows of the selected nodes only, or of all that move."""
        if on != self._only_selected:
            self._only_selected = on
            self.changed.emit()

    def toggle_row(self, row: str) -> None:
        """Open a row's parts, or fold them away."""
        self._open ^= {row}
        self.changed.emit()

    def _shown_nodes(self) -> tuple[str, ...] | None:
        return self.session.selection if self._only_selected else None

    @property
    def home(self) -> Home:
        """Whose tracks are on screen.

        Raises
        ------
        ShotwrightError
            When there is no scene.
        """
        scene, shot = self.session.scene, self.session.shot
        if scene is None:
            raise ShotwrightError("This project has no scene yet. Add one first.")
        return Home(scene.id, "" if shot is None else shot.id)

    def track(self, ref: TrackRef) -> Track | None:
        """Return the track that a reference names, if it is still there."""
        owner: Scene | Shot | None = self.session.scene
        if ref.layer is Layer.SHOT:
            owner = self.session.shot
        tracks = () if owner is None else owner.tracks
        return next((track for track in tracks if track.key == ref.key), None)

    # -- selection ---------------------------------------------------------------------------------

    @property
    def keys(self) -> KeySelection:
        """The keys selected."""
        return self._keys

    def select(self, keys: KeySelection, *, toggle: bool = False) -> None:
        """Select keys; ``toggle`` adds them, or takes them out where all of them were in."""
        self._keys = self._keys.toggled(keys) if toggle else keys
        self.changed.emit()

    def select_all(self) -> None:
        """Select every key on screen."""
        self.select(KeySelection.of(k for row in self.rows for k in row.keys_between(-1e12, 1e12)))

    def all_frames(self) -> Collection[float]:
        """Return every frame with a key on screen, rising."""
        found = [row.frames for row in self.rows if row.depth == 0]
        return [] if not found else np.unique(np.concatenate(found)).tolist()

    @property
    def extent(self) -> tuple[float, float] | None:
        """The first and the last frame with a key on screen, ``None`` where there is none."""
        rows = [row for row in self.rows if row.depth == 0]
        keys = [curve.keys for row in rows for curve in row.curves]
        ends = [part.frame for own in keys for part in (own[0], own[-1])]
        ends += [frame for row in rows for frame in row.own_frames]
        return (min(ends), max(ends)) if ends else None

    def snap(self, scale: TimeScale, moving: Iterable[float] = ()) -> Snap:
        """Return what drags land on: keys that stay, the playhead, the ends of shots."""
        still = set(self.all_frames()) - set(moving)
        project, scene = self.session.project, self.session.scene
        shots = [s for s in project.shots if scene is not None and s.scene == scene.id]
        ends = [float(f) for s in shots for f in (s.start, s.end)]
        return Snap.to([*still, self.session.frame, *ends], scale)

    # -- edits -------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Remove the selected keys."""
        keys, home = self._keys, self.home
        if len(keys):
            self._do("Delete", lambda p: key_edits.delete_keys(p, home, keys))

    def copy(self) -> None:
        """Keep the selected keys to be pasted."""
        if len(self._keys):
            self._clip = copy_keys(self.session.project, self.home, self._keys)

    def cut(self) -> None:
        """Copy the selected keys and remove them."""
        self.copy()
        self.delete()

    def paste(self) -> None:
        """Set the copied keys again, the first at the playhead, and select them."""
        clip, home, frame = self._clip, self.home, self.session.frame
        if clip is None:
            self.session.tell("Nothing to paste", "Select keys and copy them first.")
            return
        pasted: list[KeySelection] = []

        def edit(project: Project) -> Project:
            made, keys = paste_keys(project, home, clip, frame)
            pasted.append(keys)
            return made

        if self.session.do("Paste keys", edit):
            self.select(pasted[-1])

    def duplicate(self) -> None:
        """Set copies of the selected keys at the playhead."""
        self.copy()
        if len(self._keys):
            self.paste()

    def set_interpolation(self, interpolation: Interpolation) -> None:
        """Set how the value goes on from the selected keys."""
        keys, home = self._keys, self.home
        if len(keys):
            name = interpolation.value.capitalize()
            edit = lambda p: key_edits.set_interpolation(p, home, keys, interpolation)  # noqa: E731 - one line reads better than three
            self._do(f"{name} from", edit)

    def ease(self, sides: Collection[Side]) -> None:
        """Let values come slowly into the selected keys, leave them slowly, or both."""
        tracks = {ref: frames for ref, frames in self._keys.frames.items() if ref.channel != POSES}
        keys, home = KeySelection(tracks), self.home
        if len(keys):
            self._do("Ease", lambda p: ease_keys(p, home, keys, sides))

    def set_extrapolation(
        self, *, before: Extrapolation | None = None, after: Extrapolation | None = None
    ) -> None:
        """Set what the selected tracks do outside their keys."""
        refs = [ref for ref in self._keys.frames if ref.channel != POSES]
        home = self.home

        def edit(project: Project) -> Project:
            return key_edits.set_extrapolation(project, home, refs, before=before, after=after)

        self.session.do("Repeat the curve", edit)

    # -- dragging keys in time ---------------------------------------------------------------------

    def begin_drag(self, *, copy: bool = False) -> None:
        """Begin to move the selected keys, or copies of them."""
        self._base = self._keys
        self.session.begin_gesture(f"{'Duplicate' if copy else 'Move'} {self.counted()}")

    def drag(self, by: float, *, copy: bool = False) -> None:
        """Show the keys so many frames from where they were when the drag began."""
        base, home = self._base, self.home
        change = key_edits.duplicate_keys if copy else key_edits.move_keys
        self._keys = base.shifted(by)
        if not self.session.step_gesture(lambda p: change(p, home, base, by)):
            self._keys = base
        self.changed.emit()

    def step_gesture(self, edit: Edit) -> bool:
        """Show another kind of drag of the selected keys, which stay selected."""
        done = self.session.step_gesture(edit)
        self.changed.emit()
        return done

    def set_dragged(self, keys: KeySelection) -> None:
        """Say where keys are in the middle of a drag, so that they stay selected."""
        self._keys = keys

    def end_drag(self) -> None:
        """Keep what the drag shows."""
        self.session.end_gesture()
        self._prune()
        self.changed.emit()

    def cancel_drag(self) -> None:
        """Put everything back, the selection too."""
        self._keys = self._base
        self.session.cancel_gesture()
        self.changed.emit()

    def counted(self) -> str:
        """Return ``"3 keys"``, as a menu counts them."""
        frames = len(self._keys)
        return "1 key" if frames == 1 else f"{frames} keys"

    # -- listening ---------------------------------------------------------------------------------

    def _do(self, verb: str, edit: Edit) -> None:
        self.session.do(f"{verb} {self.counted()}", edit)

    def _project_changed(self) -> None:
        if not self.session.in_gesture:
            self._prune()
        self.changed.emit()

    def _looked_elsewhere(self) -> None:
        self._prune()
        self.changed.emit()

    def _nodes_selected(self) -> None:
        opened = {f"node/{node}" for node in self.session.selection}
        if not opened <= self._open:
            self._open |= opened
        self.changed.emit()

    def _prune(self) -> None:
        """Let go of keys that are not there any more."""
        kept: dict[TrackRef, frozenset[float]] = {}
        for ref, frames in self._keys.frames.items():
            alive = frames & self._frames_of(ref)
            if alive:
                kept[ref] = alive
        self._keys = KeySelection(kept)

    def _frames_of(self, ref: TrackRef) -> frozenset[float]:
        if ref.channel == POSES:
            scene = self.session.scene
            node = next((n for n in scene.nodes if n.id == ref.node), None) if scene else None
            performance = getattr(getattr(node, "payload", None), "performance", None)
            return frozenset(k.frame for k in performance.poses) if performance else frozenset()
        track = self.track(ref)
        return frozenset() if track is None else frozenset(k.frame for k in track.curve.keys)
