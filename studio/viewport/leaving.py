"""Leaving the shot's camera: the free view that goes on from where it stands. No Qt."""

from __future__ import annotations

from studio.viewport.free_camera import FreeCamera, flight_from
from studio.viewport.probing import Probe

_NEAREST_M, _FARTHEST_M = 0.5, 60.0


def flight_out(probe: Probe, free: FreeCamera, width: float, height: float) -> FreeCamera:
    """Return the free view that shows what a camera shows, and turns about what it looks at.

    That is what is drawn in the middle, else at the usual depth of all that is drawn: not the
    ground at the horizon.

    Parameters
    ----------
    probe
        What the camera sees.
    free
        The free view before, which a parallel camera takes its lens from.
    width, height
        Of the widget, in logical pixels.
    """
    projection = probe.projection
    camera = projection.camera
    if projection.raster.orthographic:
        return flight_from(camera, free.half_height, camera.focus_distance_m)
    middle = probe.surface_at(width / 2.0, height / 2.0, ())
    usual = None if probe.seen is None else probe.seen.usual_depth
    ahead = camera.focus_distance_m if usual is None else usual
    if middle is not None and middle.node:
        ahead = float((middle.point - projection.eye) @ projection.forward)
    shown = projection.raster.focal * projection.scale
    return flight_from(camera, height / 2.0 / shown, min(max(ahead, _NEAREST_M), _FARTHEST_M))
