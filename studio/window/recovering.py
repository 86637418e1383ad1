"""Keep what is unsaved while it is worked on, and offer it again after a crash."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from compose.project import Project
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.listening import listen
from studio.session.recovery import Kept, Recovery
from studio.session.window_lock import Holder

_QUIET_MS = 1500
"""How long nothing changes before the state is kept."""
_SHARE = 20
"""Keeping takes at most one part in so many of the window's time."""


class Recovering:
    """Keeps the unsaved state as soon as the hand rests, and at the latest when one leaves.

    While edit follows edit it is kept every so many seconds, as the preferences say.

    Parameters
    ----------
    desk
        Whose project it is.
    owner
        Lives as long as this does.
    """

    def __init__(self, desk: Desk, owner: QWidget, recovery: Recovery | None = None) -> None:
        self._desk = desk
        self._recovery = recovery or Recovery()
        self._kept: Project | None = None
        self._wait_ms = _QUIET_MS
        self._quiet, self._latest = QTimer(owner), QTimer(owner)
        for timer in (self._quiet, self._latest):
            timer.setSingleShot(True)
            timer.timeout.connect(self.keep)
        listen(owner, desk.session.saved_changed, self._changed)

    def claim(self, root: Path, *, share: bool) -> Holder | None:
        """Claim a project's folder for this window; return who has it already, unless shared."""
        try:
            return self._recovery.enter(root, share=share)
        except ShotwrightError as error:
            self._desk.session.tell("Unsaved changes cannot be kept", str(error), kind="warning")
            return None

    def close(self) -> None:
        """Keep what is unsaved, and let other windows have the project."""
        self.leave()
        self._recovery.leave()

    def enter(self) -> None:
        """Offer what an earlier run did not save of the project that was opened."""
        found = self._recovery.find(self._desk.session.project)
        self._kept = None
        if found is not None:
            self._restore(found)

    def leave(self) -> None:
        """Keep what is unsaved, for the next time; what is saved needs no copy."""
        self._desk.session.end_gesture()
        self.keep()
        self._kept = None

    def keep(self) -> None:
        """Keep the state now if it is unsaved and not kept yet."""
        session = self._desk.session
        self._quiet.stop()
        self._latest.stop()
        if session.in_gesture or not session.unsaved or session.project is self._kept:
            return
        began = time.perf_counter()
        try:
            self._recovery.keep(session.project)
            self._kept = session.project
        except ShotwrightError as error:
            session.tell("Unsaved changes could not be kept", str(error), kind="warning")
        self._wait_ms = max(_QUIET_MS, round(_SHARE * 1000 * (time.perf_counter() - began)))

    def _changed(self) -> None:
        session = self._desk.session
        if session.unsaved:
            self._quiet.start(self._wait_ms)
            if not self._latest.isActive():
                self._latest.start(self._desk.settings.preferences.autosave_seconds * 1000)
            return
        self._quiet.stop()
        self._latest.stop()
        if self._kept is not None and session.project.root is not None:
            self._kept = None
            self._recovery.forget(session.project.root)

    def _restore(self, found: Kept) -> None:
        """Show the unsaved state as an edit that undo takes back, and say so."""
        session = self._desk.session
        root = session.project.root
        self._kept = found.project
        session.do("Restore unsaved changes", lambda _: found.project)

        def discard() -> None:
            session.undo()
            if root is not None:
                self._recovery.forget(root)

        session.tell(
            f"Unsaved changes of {found.at:%d %b, %H:%M} are here again",
            "Save keeps them. Discard goes back to what was saved.",
            kind="warning",
            actions=(("Save", session.save), ("Discard", discard)),
        )
