"""Reel: the stretches of scene time that are played one after another."""

from __future__ import annotations

from dataclasses import dataclass

from compose.project import Project
from compose.shot import Shot


@dataclass(frozen=True, slots=True)
class Stretch:
    """Scene frames ``start <= frame < end`` of a shot; ``shot`` is empty for the scene alone."""

    shot: str
    start: int
    end: int

    def __len__(self) -> int:
        return max(self.end - self.start, 0)


@dataclass(frozen=True, slots=True)
class Reel:
    """Stretches in the order they play. A position counts frames from the reel's beginning."""

    stretches: tuple[Stretch, ...]

    def __len__(self) -> int:
        return sum(map(len, self.stretches))

    def at(self, position: int) -> tuple[Stretch, int]:
        """Return the stretch and the scene frame at a position.

        Raises
        ------
        IndexError
            When the position is outside the reel.
        """
        left = position
        for stretch in self.stretches:
            if 0 <= left < len(stretch):
                return stretch, stretch.start + left
            left -= len(stretch)
        raise IndexError(f"position {position} of a reel of {len(self)} frames")

    def position(self, shot: str, frame: float) -> int | None:
        """Return where a frame of a shot lies in the reel, ``None`` when it is not in it."""
        before = 0
        for stretch in self.stretches:
            if stretch.shot == shot and stretch.start <= frame < stretch.end:
                return before + int(frame) - stretch.start
            before += len(stretch)
        return None


def animatic(project: Project) -> Reel:
    """Return every shot of the storyboard in story order."""
    return Reel(tuple(whole(shot) for shot in project.in_sequence()))


def whole(shot: Shot) -> Stretch:
    """Return a shot's window."""
    return Stretch(shot.id, shot.start, shot.end)
