"""DragTool: what all tools with handles share: hover, drag, keys, one gesture, Esc."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from shotwright import ShotwrightError
from studio.session import Session
from studio.session.session import Edit
from studio.tools.drags import Drag, Snapping
from studio.tools.handles import Handle, handle_at
from studio.tools.pointing import FinePointer
from studio.tools.turns import Writing
from studio.tools.typed_amount import TypedAmount
from studio.viewport.overlays.strokes import draw_tag
from studio.viewport.projection import F64
from studio.viewport.tool import KeyPress, Pointer, ViewContext

_LEAST_WORDS_Y = 24.0


@dataclass(slots=True, kw_only=True)
class Running:
    """A drag that goes on.

    Parameters
    ----------
    drag, handle
        What it does, and the name of the handle that was taken.
    label
        Its entry of undo.
    along
        The axes it is held to, or the handle's name.
    begun
        The pointer has moved: a press alone changes nothing.
    """

    drag: Drag
    handle: str
    label: str
    along: str
    pointer: FinePointer
    typed: TypedAmount = field(default_factory=TypedAmount)
    begun: bool = False


class DragTool(ABC):
    """A tool of the viewport (see ``studio.viewport.tool.Tool``) whose handles are dragged."""

    def __init__(self) -> None:
        self.hover: str | None = None
        self.running: Running | None = None
        self._session: Session | None = None

    # -- what the tools say ----------------------------------------------------------------------

    @property
    @abstractmethod
    def hint(self) -> tuple[tuple[str, str], ...]:
        """Keys and what they do."""

    @abstractmethod
    def handles(self, view: ViewContext) -> tuple[Handle, ...]:
        """Return the handles as they are on screen."""

    @abstractmethod
    def begin(self, view: ViewContext, handle: Handle, pointer: Pointer) -> tuple[Drag, str] | None:
        """Return the drag of a handle and its entry of undo, ``None`` where the press was all.

        Raises
        ------
        ShotwrightError
            When the scene cannot be what it says; it is told.
        """

    @abstractmethod
    def snapping(self, view: ViewContext, *, inverted: bool) -> Snapping:
        """Return the steps of a drag; ``inverted`` with Ctrl held."""

    @abstractmethod
    def paint_handles(self, view: ViewContext, painter: QPainter) -> None:
        """Paint the handles."""

    @abstractmethod
    def words_at(self, view: ViewContext) -> F64 | None:
        """Return where in the widget, (2,), the words of a drag stand."""

    def edit(self, session: Session, writings: list[Writing]) -> Edit:
        """Return the edit that writes channels."""
        return session.writing(writings)

    # -- the pointer -----------------------------------------------------------------------------

    def press(self, view: ViewContext, pointer: Pointer) -> bool:
        """Take hold of the handle under the pointer."""
        if pointer.button != "left":
            return False
        handle = handle_at(self.handles(view), pointer.x, pointer.y)
        if handle is None:
            return False
        self._session = view.session
        try:
            found = self.begin(view, handle, pointer)
        except ShotwrightError as error:
            view.session.tell("That cannot be moved", str(error), kind="bad")
            return True
        if found is None:
            return True
        self.running = Running(
            drag=found[0],
            handle=handle.name,
            label=found[1],
            along=handle.name,
            pointer=FinePointer(pointer.x, pointer.y),
        )
        return True

    def move(self, view: ViewContext, pointer: Pointer) -> bool:
        """Drag, or light up what is under the pointer."""
        running = self.running
        if running is None:
            over = handle_at(self.handles(view), pointer.x, pointer.y)
            before, self.hover = self.hover, None if over is None else over.name
            return before != self.hover
        if pointer.button == "left":
            running.pointer.follow(pointer.x, pointer.y, fine=pointer.shift)
            if running.typed.value is None:
                self._follow(view, running, pointer.ctrl)
        return True

    def release(self, view: ViewContext, pointer: Pointer) -> bool:
        """Keep what was done."""
        return self._end(view.session)

    def key(self, view: ViewContext, key: KeyPress) -> bool:
        """Constrain, or type how far, while dragging."""
        running = self.running
        if running is None or key.ctrl or key.alt:
            return False
        if key.key in ("Return", "Enter"):
            return self._end(view.session)
        if key.key in ("X", "Y", "Z"):
            self._constrain(view, running, key)
        elif running.typed.take(key.key):
            self._again(view, running)
        return True

    def cancel(self) -> bool:
        """Put everything back."""
        running, self.running = self.running, None
        if running is not None and running.begun and self._session is not None:
            self._session.cancel_gesture()
        return running is not None

    def paint(self, view: ViewContext, painter: QPainter) -> None:
        """Paint the handles; while dragging, how far it has come."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_handles(view, painter)
        running = self.running
        place = self.words_at(view) if running is not None and running.begun else None
        if running is not None and place is not None:
            said = running.drag.words
            if running.typed.text:
                said = f"{said}   {running.typed.text}|"
            x, y = place.tolist()
            draw_tag(painter, view.theme, said, x, max(y, _LEAST_WORDS_Y))

    def cursor(self, view: ViewContext, pointer: Pointer) -> Qt.CursorShape | None:
        """Return a hand over a handle."""
        if self.running is not None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.OpenHandCursor if self.hover is not None else None

    # -- within ----------------------------------------------------------------------------------

    def _follow(self, view: ViewContext, running: Running, inverted: bool) -> None:
        snapping, at = self.snapping(view, inverted=inverted), running.pointer
        self._show(view.session, running, running.drag.to(at.x, at.y, snapping))

    def _again(self, view: ViewContext, running: Running) -> None:
        """Show what is typed, or where the pointer is while nothing is."""
        amount = running.typed.value
        if amount is not None:
            self._show(view.session, running, running.drag.by(amount))
        elif running.begun:
            self._follow(view, running, inverted=False)

    def _show(self, session: Session, running: Running, writings: list[Writing]) -> None:
        if not running.begun:
            session.begin_gesture(running.label)
            running.begun = True
        if not session.in_gesture:  # undo, or an edit from elsewhere, has ended it
            self.running = None
            return
        session.step_gesture(self.edit(session, writings))

    def _constrain(self, view: ViewContext, running: Running, key: KeyPress) -> None:
        """Go along an axis, with Shift across it; the same again lets go."""
        axis = key.key.lower()
        along = "xyz".replace(axis, "") if key.shift else axis
        running.along = running.handle if along == running.along else along
        running.drag.along(running.along)
        self._again(view, running)

    def _end(self, session: Session) -> bool:
        running, self.running = self.running, None
        if running is not None and running.begun:
            session.end_gesture()
        return running is not None
