"""The scene: nodes, cameras, curves, shots, project files, importers and exporters.

The names below are what other packages and scripts use. Each is imported from its module when it
is first asked for, so that ``import compose`` costs nothing and a tool that only reads a project
loads no NumPy. Edits are in ``compose.edits``; ``evaluate`` makes
a snapshot of one frame.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.assets import load_image, load_model
    from compose.camera import GATES, LENSES_MM, SENSORS_MM, Aim, CameraLens
    from compose.channels import CHANNELS, channel_named
    from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
    from compose.edits.undo import UndoStack
    from compose.environment import Environment
    from compose.errors import (
        AssetError,
        NotFoundError,
        ProjectFileError,
        SceneError,
        UnsupportedVersionError,
    )
    from compose.evaluation import evaluate
    from compose.exporters.camera_data import camera_data
    from compose.exporters.glb import export_glb
    from compose.files.check import check_project
    from compose.files.copying import copy_project
    from compose.files.load import load_project
    from compose.files.problem import Problem
    from compose.files.save import save_project
    from compose.geometry.shapes import SHAPES, make_shape
    from compose.id_legend import legend
    from compose.importers import read_model
    from compose.light import Light
    from compose.node import Node, Parent
    from compose.payload import (
        Asset,
        CameraPayload,
        ClipPlay,
        ImageCard,
        LightPayload,
        MaterialSpec,
        PartOverride,
        Payload,
        Placement,
        Primitive,
    )
    from compose.project import Project
    from compose.raster import Raster
    from compose.scene import Scene
    from compose.shot import Prompt, Shot
    from compose.snapshot import CameraState, LightState, Snapshot, Surface
    from compose.timing import FrameRange, parse_rate, timecode
    from compose.track import Track
    from compose.values import new_id

__all__ = [
    "CHANNELS",
    "GATES",
    "LENSES_MM",
    "SENSORS_MM",
    "SHAPES",
    "Aim",
    "Asset",
    "AssetError",
    "CameraLens",
    "CameraPayload",
    "CameraState",
    "ClipPlay",
    "Curve",
    "Environment",
    "Extrapolation",
    "FrameRange",
    "ImageCard",
    "Interpolation",
    "Keyframe",
    "Light",
    "LightPayload",
    "LightState",
    "MaterialSpec",
    "Node",
    "NotFoundError",
    "Parent",
    "PartOverride",
    "Payload",
    "Placement",
    "Primitive",
    "Problem",
    "Project",
    "ProjectFileError",
    "Prompt",
    "Raster",
    "Scene",
    "SceneError",
    "Shot",
    "Snapshot",
    "Surface",
    "Track",
    "UndoStack",
    "UnsupportedVersionError",
    "camera_data",
    "channel_named",
    "check_project",
    "copy_project",
    "evaluate",
    "export_glb",
    "legend",
    "load_image",
    "load_model",
    "load_project",
    "make_shape",
    "new_id",
    "parse_rate",
    "read_model",
    "save_project",
    "timecode",
]

_HOMES = {
    "Aim": "compose.camera",
    "Asset": "compose.payload",
    "AssetError": "compose.errors",
    "CHANNELS": "compose.channels",
    "CameraLens": "compose.camera",
    "CameraPayload": "compose.payload",
    "CameraState": "compose.snapshot",
    "ClipPlay": "compose.payload",
    "Curve": "compose.curve",
    "Environment": "compose.environment",
    "Extrapolation": "compose.curve",
    "FrameRange": "compose.timing",
    "GATES": "compose.camera",
    "ImageCard": "compose.payload",
    "Interpolation": "compose.curve",
    "Keyframe": "compose.curve",
    "LENSES_MM": "compose.camera",
    "Light": "compose.light",
    "LightPayload": "compose.payload",
    "LightState": "compose.snapshot",
    "MaterialSpec": "compose.payload",
    "Node": "compose.node",
    "NotFoundError": "compose.errors",
    "Parent": "compose.node",
    "PartOverride": "compose.payload",
    "Payload": "compose.payload",
    "Placement": "compose.payload",
    "Primitive": "compose.payload",
    "Problem": "compose.files.problem",
    "Project": "compose.project",
    "ProjectFileError": "compose.errors",
    "Prompt": "compose.shot",
    "Raster": "compose.raster",
    "SENSORS_MM": "compose.camera",
    "SHAPES": "compose.geometry.shapes",
    "Scene": "compose.scene",
    "SceneError": "compose.errors",
    "Shot": "compose.shot",
    "Snapshot": "compose.snapshot",
    "Surface": "compose.snapshot",
    "Track": "compose.track",
    "UndoStack": "compose.edits.undo",
    "UnsupportedVersionError": "compose.errors",
    "camera_data": "compose.exporters.camera_data",
    "channel_named": "compose.channels",
    "check_project": "compose.files.check",
    "copy_project": "compose.files.copying",
    "evaluate": "compose.evaluation",
    "export_glb": "compose.exporters.glb",
    "legend": "compose.id_legend",
    "load_image": "compose.assets",
    "load_model": "compose.assets",
    "load_project": "compose.files.load",
    "make_shape": "compose.geometry.shapes",
    "new_id": "compose.values",
    "parse_rate": "compose.timing",
    "read_model": "compose.importers",
    "save_project": "compose.files.save",
    "timecode": "compose.timing",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'compose' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
