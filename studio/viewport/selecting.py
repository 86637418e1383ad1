"""Selecting: clicks, rectangles, and the name of what the pointer rests on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer

from studio.session import Session
from studio.viewport.canvas import Canvas
from studio.viewport.clicking import cycled

_HOVER_MS = 300
_SAME_PX = 4.0


class Selecting(QObject):
    """Selects what is seen on a canvas."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session, self._canvas = session, canvas
        self._clicked: QPointF | None = None
        self._pending: tuple[QPointF, bool] | None = None
        self._rests = QPointF()
        self._hover = QTimer(self, singleShot=True, interval=_HOVER_MS)
        self._hover.timeout.connect(self._name_hovered)
        canvas.changed.connect(self._do_pending)

    def click(self, at: QPointF, *, add: bool) -> None:
        """Select what is at a place, as soon as the picture can say what that is."""
        scene, probe = self._session.scene, self._canvas.probe()
        if self._canvas.seen is None or scene is None or probe is None:
            self._pending = at, add
            return
        again = self._clicked is not None and (at - self._clicked).manhattanLength() <= _SAME_PX
        self._clicked = at
        node = probe.node_at(at.x(), at.y())
        if node is not None:
            chosen = node if add else cycled(scene, node, self._session.selection, again=again)
            self._session.select([chosen], add=add)
        elif not add:
            self._session.select(())

    def box(self, box: QRectF, *, add: bool) -> None:
        """Select what is in a rectangle; one drawn to the right takes only what is wholly in it."""
        self._canvas.rubber = None
        self._canvas.update()
        probe = self._canvas.probe()
        if probe is not None:
            corners = (box.left(), box.top(), box.right(), box.bottom())
            found = probe.nodes_in(corners, box.width() > 0.0)
            self._session.select((*(self._session.selection if add else ()), *found))

    def hover(self, at: QPointF) -> None:
        """Name what is at a place once the pointer has rested there."""
        self.stop_hovering()
        self._rests = at
        self._hover.start()

    def stop_hovering(self) -> None:
        """Take the name away."""
        self._hover.stop()
        if self._canvas.hover is not None:
            self._canvas.hover = None
            self._canvas.update()

    def _name_hovered(self) -> None:
        scene, probe = self._session.scene, self._canvas.probe()
        node = None if probe is None else probe.node_at(self._rests.x(), self._rests.y())
        if node is not None and scene is not None:
            self._canvas.hover = scene.node(node).name, self._rests
            self._canvas.update()

    def _do_pending(self) -> None:
        if self._pending is not None and self._canvas.seen is not None:
            (at, add), self._pending = self._pending, None
            self.click(at, add=add)
