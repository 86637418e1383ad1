"""Tool: what a pointer does in the viewport beyond selecting, and what it paints over the picture.

The viewport gives every event to its tool first. What a tool does not take (``False``) selects,
navigates or frames as usual.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from studio.session import Session
from studio.theme import Theme
from studio.viewport.probing import Box, SurfacePoint
from studio.viewport.projection import Projection
from studio.viewport.staging import Staging
from studio.viewport.transforming import Transforming

__all__ = ["Button", "KeyPress", "Pointer", "SurfacePoint", "Tool", "ViewContext"]

Button = Literal["left", "middle", "right", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """The pointer at an event: logical pixels of the viewport, the button, and what is held.

    ``button`` is what was pressed, released, or is held while moving; ``none`` is hovering.
    """

    x: float
    y: float
    button: Button = "none"
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPress:
    """A key by its portable name (``"X"``, ``"Return"``) and what is held."""

    key: str
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ViewContext:
    """What a tool may know of the view at an event.

    Parameters
    ----------
    projection
        Between the world and the widget, in logical pixels.
    staging
        Where every node is at the playhead: world matrices and bounds by id.
    transforming
        Space and snapping, as the header has them.
    width, height
        The widget in logical pixels.
    node_at, nodes_in
        Which node is seen at a place; which are in a rectangle (x0, y0, x1, y1), wholly or in
        part. They read the ``id`` pass that is on screen. Locked nodes are never among them.
    surface_at
        The point that is seen at a place. Where one of the nodes given, or nothing, is seen, it
        is the ground, or ``None`` towards the sky.
    repaint
        Paint again, after a change that came by no event.
    """

    session: Session
    theme: Theme
    projection: Projection
    staging: Staging
    transforming: Transforming
    width: int
    height: int
    node_at: Callable[[float, float], str | None]
    nodes_in: Callable[[Box, bool], tuple[str, ...]]
    surface_at: Callable[[float, float, Collection[str]], SurfacePoint | None]
    repaint: Callable[[], None]


class Tool(Protocol):
    """One tool of the strip. ``hint`` tells the status bar its keys: (key, what it does) pairs."""

    @property
    def hint(self) -> tuple[tuple[str, str], ...]:
        """Keys and what they do, for the status bar."""

    def press(self, view: ViewContext, pointer: Pointer) -> bool:
        """Take a press, or leave it; a drag belongs to whoever took its press."""

    def move(self, view: ViewContext, pointer: Pointer) -> bool:
        """Follow the pointer, dragging or hovering; ``True`` paints again."""

    def release(self, view: ViewContext, pointer: Pointer) -> bool:
        """End what a press began."""

    def key(self, view: ViewContext, key: KeyPress) -> bool:
        """Take a key, or leave it to the shortcuts."""

    def cancel(self) -> bool:
        """Take back a running drag (Esc, another tool, focus lost); whether there was one."""

    def paint(self, view: ViewContext, painter: QPainter) -> None:
        """Paint over the picture, in logical pixels."""

    def cursor(self, view: ViewContext, pointer: Pointer) -> Qt.CursorShape | None:
        """Return the cursor over a place, ``None`` for the viewport's own."""
