"""PictureFeed: asks for the viewport's pictures, rough ones while things move, then fine ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from studio.drawing import Drawing, Picture, Wish
from studio.viewport.picking import Seen
from studio.viewport.view import View

_QUIET_MS = 150
"""How long a picture must have stood before what it still lacks is asked. Counted from when it
came, not from when it was asked: where drawing is slow, nothing else may hold up the next frame."""
_FAST_S = 0.025
"""A fine picture that took no longer is drawn while things move, too."""
_EXACT = ("id", "depth", "normal")
_WITHOUT_DRAFT = ("motion", "motion_back")
"""Passes that need another frame as well: they have no draft."""


class PictureFeed(QObject):
    """The pictures of one viewport.

    Parameters
    ----------
    drawing
        What draws them.
    slot
        The name of the place on screen.
    budget_ms
        How long a rough picture may take.
    exact
        Whether ids, depth and normals are wanted as well, for picking.
    urgency
        See ``Wish``.
    """

    came = QtSignal()
    """There is a newer picture, or newer exact passes."""
    failed = QtSignal(str)
    """The view cannot be drawn, and why; empty once it can again."""

    def __init__(
        self, drawing: Drawing, slot: str, budget_ms: Callable[[], float], *,
        exact: bool = True, urgency: int = 0, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._drawing, self._slot, self._wants_exact = drawing, slot, exact
        self._urgency, self._budget_ms = urgency, budget_ms
        self.picture: Picture | None = None
        self._view: View | None = None
        self._asked: deque[tuple[Wish, View, bool]] = deque(maxlen=8)
        self._seen: tuple[View, Seen] | None = None
        self._fine_s = float("inf")
        self._refused = False
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._ask_rest)
        self._has_rest = self._is_fine = False
        drawing.drawn.connect(self._take)
        drawing.failed.connect(self._refuse)

    @property
    def seen(self) -> Seen | None:
        """The exact passes of the view on screen, ``None`` until they are drawn."""
        if self._seen is None or self._view is None or not self._view.same_as(self._seen[0]):
            return None
        return self._seen[1]

    @property
    def settled(self) -> bool:
        """Whether the fine picture and its exact passes are there."""
        waits = self._quiet.isActive() or any(view is self._view for _, view, _ in self._asked)
        return self.picture is not None and not waits

    def show(self, view: View, *, moving: bool = True) -> None:
        """Show a view as soon as can be; ``moving`` shows a rough picture of it first."""
        if view.same_as(self._view):
            return
        self._view = view
        self._drawing.forget(f"{self._slot}/exact")
        self._quiet.stop()
        self._has_rest = moving
        if not self._has_rest:
            self._is_fine = False
            self._ask_rest()
            return
        wish = self._wish(self._slot, (view.shading,))
        if self._fine_s > _FAST_S and view.shading not in _WITHOUT_DRAFT:
            wish = replace(wish, budget_ms=self._budget_ms())
        self._ask(wish)

    def pause(self) -> None:
        """Want nothing until the next ``show``: what is hidden needs no picture."""
        self._quiet.stop()
        self._view = None
        self._asked.clear()
        for slot in (self._slot, f"{self._slot}/exact"):
            self._drawing.forget(slot)

    def _ask_rest(self) -> None:
        """Ask for what the picture on screen still lacks: the fine one, the exact passes."""
        self._has_rest = False
        if self._view is None:
            return
        if not self._is_fine:
            self._ask(self._wish(self._slot, (self._view.shading,)))
        if self._wants_exact:
            self._ask(self._wish(f"{self._slot}/exact", _EXACT))

    def _wish(self, slot: str, passes: tuple[str, ...]) -> Wish:
        assert self._view is not None
        return self._view.wish(slot, passes, urgency=self._urgency)

    def _ask(self, wish: Wish) -> None:
        assert self._view is not None
        self._asked.append((wish, self._view, not wish.budget_ms))
        self._drawing.ask(wish)

    def _take(self, picture: Picture) -> None:
        entry = self._entry(picture.wish)
        if entry is None:
            return
        self._asked.remove(entry)
        wish, view, fine = entry
        if wish.slot == self._slot:
            self.picture, self._is_fine = picture, fine
            if fine:
                self._fine_s = picture.seconds
            if self._has_rest and view is self._view:
                self._quiet.start()
        else:
            layers = (picture.frame[name] for name in _EXACT)
            self._seen = (view, Seen(picture.snapshot, *layers))
        if self._refused:
            self._refused = False
            self.failed.emit("")
        self.came.emit()

    def _refuse(self, wish: Wish, why: str) -> None:
        entry = self._entry(wish)
        if entry is not None:
            self._asked.remove(entry)
            self._refused = True
            self.failed.emit(why)

    def _entry(self, wish: Wish) -> tuple[Wish, View, bool] | None:
        return next((entry for entry in self._asked if entry[0] is wish), None)
