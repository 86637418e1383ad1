"""What a node carries: a primitive, prop, figure, populator, asset, card, light or camera."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from compose.camera import CameraLens
from compose.figures.body import FigureBody
from compose.figures.performance import Performance
from compose.light import Light
from compose.populate.populator import Populator
from compose.values import LinearColor, NotNegative, Positive, Unit, Value, Vec2, Vec3, Vec4


class MaterialSpec(Value):
    """How a primitive's surface looks (glTF metallic-roughness); the node's colour is its base.

    ``texture`` is a picture's path inside the project, repeated every ``1 / texture_scale`` UVs.
    ``solid`` makes a transparent surface write depth, id, normal and motion as well.
    """

    metallic: Unit = 0.0
    roughness: Unit = 0.8
    emissive: LinearColor = (0.0, 0.0, 0.0)
    texture: str | None = None
    texture_scale: Vec2 = (1.0, 1.0)
    alpha_mode: Literal["opaque", "mask", "blend"] = "opaque"
    alpha_cutoff: Unit = 0.5
    double_sided: bool = False
    solid: bool = False


class Placement(Value):
    """Where one copy of an instanced mesh stands, in its node's space. Euler order is XYZ."""

    translation: Vec3 = (0.0, 0.0, 0.0)
    rotation_deg: Vec3 = (0.0, 0.0, 0.0)
    scale: Vec3 = (1.0, 1.0, 1.0)


class Primitive(Value):
    """A parametric mesh: a name and parameters of ``compose.geometry.shapes``.

    With ``instances`` the mesh is drawn once for each placement, and not at the node itself.
    """

    kind: Literal["primitive"]
    shape: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    material: MaterialSpec = MaterialSpec()
    instances: tuple[Placement, ...] = ()


class ClipPlay(Value):
    """Play an animation that came with an asset.

    The clip's time is ``offset_s + (frame - start) / rate * speed``; before ``start`` it holds.
    """

    clip: str
    start: float = 0.0
    offset_s: float = 0.0
    speed: float = 1.0
    loop: Literal["once", "loop", "ping-pong"] = "loop"


class PartOverride(Value):
    """A change to one inner node of an asset, stored only where it differs."""

    translation: Vec3 | None = None
    quaternion: Vec4 | None = None
    scale: Vec3 | None = None
    visible: bool | None = None
    color: LinearColor | None = None


class Asset(Value):
    """An imported file, referred to by its path inside the project and its SHA-256.

    Inner nodes, joints and morphs are addressed by their path inside the file and never copied
    into the scene. ``unit_m`` is the length of one file unit in metres and ``up_axis`` the file's
    up (both are fixed by glTF; other formats may need them).
    """

    kind: Literal["asset"]
    path: str
    sha256: str = ""
    unit_m: Positive = 1.0
    up_axis: Literal["x", "y", "z"] = "y"
    plays: tuple[ClipPlay, ...] = ()
    overrides: dict[str, PartOverride] = Field(default_factory=dict)
    morphs: dict[str, float] = Field(default_factory=dict)
    solid: bool = False
    instances: tuple[Placement, ...] = ()


class Prop(Value):
    """A thing of the kit (``compose.kit``) with its parameters, in metres.

    ``colors`` are by the name of a part. ``rolling`` wheels turn with the distance that the node
    travels. Parts are addressed by path, as an asset's are.
    """

    kind: Literal["prop"]
    prop: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    colors: dict[str, LinearColor] = Field(default_factory=dict)
    overrides: dict[str, PartOverride] = Field(default_factory=dict)
    rolling: bool = True
    solid: bool = False
    instances: tuple[Placement, ...] = ()


class Figure(Value):
    """A person: a body and what it does. The node's origin is on the ground between the feet.

    The figure faces its node's +Z. Joints and landmarks are addressed by name
    (``compose.figures.skeleton``); a joint's tracks win over its pose.
    """

    kind: Literal["figure"]
    body: FigureBody = FigureBody()
    performance: Performance = Performance()
    overrides: dict[str, PartOverride] = Field(default_factory=dict)


class ImageCard(Value):
    """A flat picture that stands in the scene, facing +Z, its foot at the node's origin.

    A ``plate`` and a ``backdrop`` are opaque and unlit; a backdrop casts no shadow. A
    ``cut-out`` uses the picture's alpha, cut at ``alpha_cutoff``. The width follows the picture.
    """

    kind: Literal["card"]
    image: str
    type: Literal["plate", "cut-out", "backdrop"] = "plate"
    height_m: Positive = 2.0
    alpha_cutoff: Unit = 0.5
    lit: bool = False
    brightness: NotNegative = 1.0


class CameraPayload(CameraLens):
    """A camera on a node."""

    kind: Literal["camera"]


class LightPayload(Light):
    """A light on a node."""

    kind: Literal["light"]


Payload = Annotated[
    Primitive | Prop | Figure | Populator | Asset | ImageCard | CameraPayload | LightPayload,
    Field(discriminator="kind"),
]

Modelled = Asset | Prop | Figure
"""Payloads that are drawn from a ``compose.geometry.model.Model``, read from a file or made."""
