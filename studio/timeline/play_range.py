"""PlayRange: what plays: the shot that is looked at, or the part of it between in and out."""

from __future__ import annotations

from compose.track import Track
from studio.playback.reel import Stretch
from studio.session import Session
from studio.signal import Signal

_WITHOUT_KEYS = 48


class PlayRange:
    """The frames that play over and over. Narrowing it lasts until another shot is looked at.

    Attributes
    ----------
    changed
        It is another one now.
    """

    def __init__(self, session: Session) -> None:
        self.changed: Signal[[]] = Signal()
        self._session = session
        self._own: Stretch | None = None
        self._extent_of: tuple[tuple[Track, ...], tuple[int, int]] | None = None
        self._ends = (
            session.place_changed.connect(self._looked_elsewhere),
            session.project_changed.connect(lambda _: self.changed.emit()),
        )

    def close(self) -> None:
        """Listen to the session no longer."""
        for end in self._ends:
            end()

    @property
    def stretch(self) -> Stretch | None:
        """The frames that play, ``None`` in a project without a scene."""
        if self._session.scene is None:
            return None
        if self._own is not None:
            return self._own
        shot = self._session.shot
        if shot is not None:
            return Stretch(shot.id, shot.start, shot.end)
        return Stretch("", *self._extent())

    @property
    def narrowed(self) -> bool:
        """Whether it is not the whole shot."""
        return self._own is not None

    def set_in(self, frame: int) -> None:
        """Begin here; one frame at least is left."""
        now = self.stretch
        if now is not None:
            self._set(Stretch(now.shot, min(frame, now.end - 1), now.end))

    def set_out(self, frame: int) -> None:
        """End before this frame; one frame at least is left."""
        now = self.stretch
        if now is not None:
            self._set(Stretch(now.shot, now.start, max(frame, now.start + 1)))

    def clear(self) -> None:
        """Play the whole shot again."""
        if self._own is not None:
            self._own = None
            self.changed.emit()

    def _set(self, stretch: Stretch) -> None:
        self._own = None
        self._own = stretch if stretch != self.stretch else None
        self.changed.emit()

    def _looked_elsewhere(self) -> None:
        self._own = None
        self.changed.emit()

    def _extent(self) -> tuple[int, int]:
        """Return the frames from the scene's first key to its last."""
        scene = self._session.scene
        assert scene is not None  # asked for only with a scene
        if self._extent_of is None or self._extent_of[0] is not scene.tracks:
            self._extent_of = scene.tracks, _keyed_frames(scene.tracks)
        return self._extent_of[1]


def _keyed_frames(tracks: tuple[Track, ...]) -> tuple[int, int]:
    """Return the frames, half open, from the first key of tracks to the last."""
    if not tracks:
        return 0, _WITHOUT_KEYS
    first = int(min(track.curve.keys[0].frame for track in tracks))
    last = int(max(track.curve.keys[-1].frame for track in tracks))
    return first, max(last, first) + 1
