"""OverlayChoice: which overlays are painted over the picture, remembered between runs. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from studio.settings import Settings
from studio.signal import Signal

OVERLAYS: Mapping[str, bool] = {
    "grid": True,
    "outline": True,
    "names": True,
    "frusta": True,
    "lamps": True,
    "paths": True,
    "focus_plane": False,
    "axes": True,
    "gate_mask": True,
    "safe_areas": False,
    "thirds": False,
    "horizon": False,
    "plan": True,
    "inset": True,
}
"""Every overlay, by the name of its command ``view.<name>``, and whether it is on at first."""


class OverlayChoice:
    """The overlays that are on.

    Attributes
    ----------
    changed
        ``(name)`` after one was switched.
    """

    def __init__(self, settings: Settings) -> None:
        self.changed: Signal[[str]] = Signal()
        self._settings = settings

    def is_on(self, name: str) -> bool:
        """Tell whether an overlay is painted."""
        return self._settings.preferences.overlays.get(name, OVERLAYS[name])

    def switch(self, name: str, on: bool | None = None) -> None:
        """Switch an overlay on or off, or over."""
        wanted = not self.is_on(name) if on is None else on
        if wanted != self.is_on(name):
            kept = self._settings.preferences.overlays
            self._settings.change(overlays={**kept, name: wanted})
            self.changed.emit(name)
