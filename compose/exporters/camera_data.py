"""Camera data: the exact camera of every frame of a shot, for other programs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from compose.evaluation import Models, evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import CameraState

CONVENTIONS = {
    "space": "metres, right-handed, +Y up; the camera looks down its own -Z, +Y up in the picture",
    "matrices": "row-major lists of rows, for column vectors; view is the inverse of world",
    "pixels": "origin at the top left corner of the top left pixel, x right, y down",
    "projection": "x = cx + focal_px * X / -Z, y = cy - focal_px * Y / -Z in camera space; "
    "an orthographic camera has no division by -Z and focal_px in pixels a metre",
    "angles": "degrees",
}


def camera_data(
    project: Project, shot: Shot, frames: Iterable[int], box: tuple[int, int], *,
    multiple: int = 2, models: Models | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return the camera of a shot, frame by frame, as plain data for JSON.

    Parameters
    ----------
    frames
        Scene frames.
    box
        The picture is the largest of the gate's shape inside this width and height in pixels.
    multiple
        Crop the picture to multiples of this many pixels.

    Returns
    -------
    dict
        ``project``, ``shot`` (id, number, name), ``camera`` (the node's id and name), ``rate``
        (as text, exact) and ``frames_a_second``, ``conventions``, and ``frames``: a list of
        `camera_frame` entries, each with its ``frame`` and ``seconds``.

    Raises
    ------
    ShotwrightError
        As ``evaluate``, and when the box cannot hold a picture.
    """
    rate = project.frame_rate
    entries = []
    for frame in frames:
        camera = evaluate(project, shot, frame, models=models).camera
        timing = {"frame": frame, "seconds": float(frame / rate)}
        entries.append(timing | camera_frame(camera, box, multiple))
    node = project.scene(shot.scene).node(shot.camera)
    return {
        "project": project.name,
        "shot": {"id": shot.id, "number": shot.number, "name": shot.name},
        "camera": {"id": node.id, "name": node.name},
        "rate": str(rate),
        "frames_a_second": float(rate),
        "conventions": dict(CONVENTIONS),
        "frames": entries,
    }


def camera_frame(camera: CameraState, box: tuple[int, int], multiple: int = 2) -> dict[str, Any]:
    """Return one camera as plain data: picture, intrinsics, extrinsics and lens.

    The fields of view are those of the cropped picture; an orthographic camera has none, and
    states the height of the picture in metres instead.

    Raises
    ------
    SceneError
        When the box cannot hold a picture.
    """
    raster = camera.raster(box, multiple)
    return {
        "width": raster.width,
        "height": raster.height,
        "intrinsics": {
            "focal_px": raster.focal,
            "cx": raster.cx,
            "cy": raster.cy,
            "orthographic": raster.orthographic,
            "fov_x_deg": _field_of_view(raster.width, raster.focal, raster.orthographic),
            "fov_y_deg": _field_of_view(raster.height, raster.focal, raster.orthographic),
            "height_m": raster.height / raster.focal if raster.orthographic else None,
        },
        "extrinsics": {"world": camera.world.tolist(), "view": camera.view.tolist()},
        "lens": {
            "focal_length_mm": camera.focal_length_mm,
            "sensor_mm": list(camera.sensor_mm),
            "gate_mm": list(camera.gate_mm),
            "aspect": camera.aspect,
            "focus_distance_m": camera.focus_distance_m,
            "f_stop": camera.f_stop,
        },
        "near_m": camera.near_m,
        "far_m": camera.far_m,
    }


def _field_of_view(pixels: int, focal: float, orthographic: bool) -> float | None:
    return None if orthographic else math.degrees(2.0 * math.atan(0.5 * pixels / focal))
