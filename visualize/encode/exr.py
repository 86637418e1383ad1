"""OpenEXR: every pass of a frame as named layers of one file, exact in 32-bit float."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from visualize.encode.atomic import encode_error, whole_file
from visualize.encode.colour import srgb_decoded
from visualize.errors import EncodeError
from visualize.render.frame import Frame
from visualize.render.passes import PASSES, Pass

Array = npt.NDArray[Any]

_CHANNELS: dict[str, tuple[str, ...]] = {
    "beauty_linear": ("R", "G", "B"),
    "depth": ("depth.Z",),
    "normal": ("normal.X", "normal.Y", "normal.Z"),
    "id": ("id",),
    "motion": ("motion.u", "motion.v"),
    "motion_back": ("motion_back.u", "motion_back.v"),
    "position": ("position.X", "position.Y", "position.Z"),
    "mask": ("mask.A",),
}
_ALWAYS_FLOAT = frozenset({"depth", "position"})
"""What half would ruin: 11 bits are 8 cm at 100 m."""


def write_exr(
    path: Path, frame: Frame, *, half: bool = False, text: Mapping[str, str] | None = None
) -> None:
    """Write all passes of a frame into one scanline EXR (ZIP), whole or not at all.

    Channels: ``R G B`` scene-linear Rec.709 beauty (from ``beauty_linear``), ``depth.Z`` metres,
    ``normal.X/Y/Z``, ``id`` uint32, ``motion.u/v`` pixels, ``position.X/Y/Z`` metres, ``mask.A``
    0 or 1, other pictures ``<pass>.R/G/B`` made linear. Camera and lens stand in attributes.

    Parameters
    ----------
    half
        Colour, normals, motion and masks as 16-bit float; depth and position stay 32-bit.
    text
        String attributes to add.

    Raises
    ------
    EncodeError
        When the system refuses the file.
    """
    import OpenEXR

    header = _camera_attributes(frame) | dict(text or {})
    header |= {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    channels: dict[str, Array] = {}
    for name in frame:
        channels |= exr_channels(name, frame[name], half=half)
    with whole_file(path) as part:
        try:
            OpenEXR.File(header, channels).write(str(part))
        except RuntimeError as error:
            raise _plain(path, error) from error


def exr_channels(name: str, values: Array, *, half: bool) -> dict[str, Array]:
    """Return the EXR channels of one pass: (H, W) float32, float16 or uint32 by channel name."""
    entry = PASSES[name]
    if entry.dtype == "uint32":
        return {_names(entry)[0]: np.ascontiguousarray(values, np.uint32)}
    if name == "mask":
        values = values.astype(np.float32) / 255.0
    elif entry.dtype == "uint8":
        values = srgb_decoded(values)
    kind = np.float16 if half and name not in _ALWAYS_FLOAT else np.float32
    if values.ndim == 2:
        values = values[..., None]
    limit = float(np.finfo(np.float16).max)
    if kind is np.float16:
        values = np.clip(values, -limit, limit)
    return {
        channel: np.ascontiguousarray(values[..., i], kind)
        for i, channel in enumerate(_names(entry))
    }


def read_exr_text(path: Path, key: str) -> str:
    """Return a string attribute of a whole EXR file ("" without it), after reading every pixel.

    Raises
    ------
    EncodeError
        When the file is cut off, damaged or no EXR.
    """
    import OpenEXR

    try:
        with OpenEXR.File(str(path), separate_channels=True) as file:
            value = file.header().get(key, "")
    except (RuntimeError, OSError, ValueError) as error:
        raise EncodeError(path, f"it is not a whole EXR file ({error}).") from error
    return value if isinstance(value, str) else ""


def _names(entry: Pass) -> tuple[str, ...]:
    if entry.name in _CHANNELS:
        return _CHANNELS[entry.name]
    return tuple(f"{entry.name}.{letter}" for letter in "RGBA"[: entry.channels])


def _camera_attributes(frame: Frame) -> dict[str, Any]:
    camera, raster = frame.camera, frame.raster
    return {
        "sceneFrame": float(frame.number),
        "focalLengthMm": float(camera.focal_length_mm),
        "focusDistanceM": float(camera.focus_distance_m),
        "fStop": float(camera.f_stop),
        "sensorMm": np.array(camera.sensor_mm, np.float32),
        "gateMm": np.array(camera.gate_mm, np.float32),
        "clipMetres": np.array([camera.near_m, camera.far_m], np.float32),
        "worldToCamera": camera.view.astype(np.float32),
        "worldToNDC": (raster.projection(camera.near_m, camera.far_m) @ camera.view).astype(
            np.float32
        ),
        "camera": json.dumps(
            {
                "world": camera.world.tolist(),
                "focal_px": raster.focal,
                "principal_point_px": [raster.cx, raster.cy],
                "orthographic": raster.orthographic,
            }
        ),
    }


def _plain(path: Path, error: RuntimeError) -> EncodeError:
    """Translate OpenEXR's words; it reports every failure as one kind of error."""
    for code, words in (
        (errno.ENOSPC, "No space left"),
        (errno.EACCES, "Permission denied"),
        (errno.EFBIG, "File too large"),
    ):
        if words in str(error):
            return encode_error(path, OSError(code, words))
    return EncodeError(path, f"the EXR could not be written ({error}).")
