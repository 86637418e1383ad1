"""Channels: every property that can be animated, declared once as data.

A channel's name is what a track says. On a node::

    translation.x/y/z  scale.x/y/z  visible
    rotation_deg.x/y/z   (rotation_mode "euler")      quaternion   (rotation_mode "quaternion")
    color.r/g/b          (primitives)                 opacity      (all that is drawn)
    camera.focal_length_mm  camera.aim.offset.x …     light.intensity  light.color.r …
    card.brightness
    reach.<limb>.weight  reach.<limb>.offset.x …  look.weight  look.offset.x …   (figures)
    joints/<path in the model>/translation.x|rotation_deg.x|quaternion|scale.x
                                                  (assets, props, figures)
    morphs/<name of a morph target>               (assets)

and on the environment (a track without a node) the fields of ``Environment``, colours as
``fog_color.r``. A value outside a channel's range, keyed or not, is clamped where it is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Literal, get_args

from compose.errors import NotFoundError, SceneError
from compose.figures.performance import Limb, Reach
from compose.node import Node
from compose.payload import (
    Asset,
    CameraPayload,
    Figure,
    ImageCard,
    LightPayload,
    Modelled,
    Primitive,
)
from compose.scene import Scene
from compose.track import Track

ChannelTarget = Literal[
    "node", "camera", "light", "card", "reach", "look", "environment", "joint", "morph"
]
ChannelKind = Literal["number", "switch", "quaternion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One animatable property.

    ``field`` is the attribute of the node, payload or environment, ``component`` its place in a
    vector (−1 for a scalar or a whole quaternion). ``low`` and ``high`` bound the value. A switch
    is on from 0.5 upward. ``path`` is the joint's path, the morph's name or the reaching limb.
    """

    name: str
    target: ChannelTarget
    field: str
    component: int = -1
    kind: ChannelKind = "number"
    unit: str = ""
    low: float = -1e9
    high: float = 1e9
    path: str = ""

    def clamped(self, value: float) -> float:
        """Return the value, brought into the channel's range."""
        return min(max(value, self.low), self.high)


def _scalar(
    target: ChannelTarget, field: str, unit: str, low: float = -1e9, high: float = 1e9,
    kind: ChannelKind = "number",
) -> tuple[Channel, ...]:  # fmt: skip
    prefix = f"{target}." if target in ("camera", "light", "card", "look") else ""
    name = prefix + field
    return (
        Channel(name=name, target=target, field=field, kind=kind, unit=unit, low=low, high=high),
    )


def _vector(
    target: ChannelTarget, field: str, unit: str, letters: str = "xyz",
    low: float = -1e9, high: float = 1e9,
) -> tuple[Channel, ...]:  # fmt: skip
    (whole,) = _scalar(target, field, unit, low, high)
    return tuple(
        replace(whole, name=f"{whole.name}.{letter}", component=i)
        for i, letter in enumerate(letters)
    )


def _color(target: ChannelTarget, field: str) -> tuple[Channel, ...]:
    return _vector(target, field, "linear Rec.709", "rgb", 0.0, 1e6)


def _placement(target: ChannelTarget) -> Iterator[Channel]:
    yield from _vector(target, "translation", "m")
    yield from _vector(target, "rotation_deg", "degrees")
    yield from _scalar(
        target, "quaternion", "unit quaternion x, y, z, w", -1e6, 1e6, kind="quaternion"
    )
    yield from _vector(target, "scale", "times", low=-1e6, high=1e6)


def _camera() -> Iterator[Channel]:
    yield from _scalar("camera", "focal_length_mm", "mm", 0.1, 1e5)
    yield from _scalar("camera", "focus_distance_m", "m", 1e-4)
    yield from _scalar("camera", "f_stop", "f-number", 0.1, 1000.0)
    yield from _scalar("camera", "roll_deg", "degrees")
    yield from _scalar("camera", "near_m", "m", 1e-5)
    yield from _scalar("camera", "far_m", "m", 1e-4)
    yield from _scalar("camera", "orthographic_height_m", "m", 0.0)
    yield from _vector("camera", "aim.offset", "m")


def _light() -> Iterator[Channel]:
    yield from _color("light", "color")
    yield from _scalar("light", "intensity", "lux or candela", 0.0, 1e12)
    yield from _scalar("light", "range_m", "m", 0.0)
    yield from _scalar("light", "inner_cone_deg", "degrees", 0.0, 90.0)
    yield from _scalar("light", "outer_cone_deg", "degrees", 0.0, 90.0)
    yield from _scalar("light", "radius_m", "m", 0.0)
    yield from _scalar("light", "angular_radius_deg", "degrees", 0.0, 90.0)


def _figure() -> Iterator[Channel]:
    moves = (
        *_scalar("reach", "weight", "share", 0.0, 1.0),
        *_vector("reach", "offset", "m"),
    )
    for limb in get_args(Limb):
        for channel in moves:
            yield replace(channel, name=f"reach.{limb}.{channel.name}", path=limb)
    yield from _scalar("look", "weight", "share", 0.0, 1.0)
    yield from _vector("look", "offset", "m")


def _environment() -> Iterator[Channel]:
    for field in ("zenith_color", "horizon_color", "ground_color", "glow_color", "fog_color"):
        yield from _color("environment", field)
    yield from _scalar("environment", "sky_brightness", "times", 0.0, 1e6)
    yield from _scalar("environment", "stars", "times", 0.0, 1e6)
    yield from _scalar("environment", "ambient", "times", 0.0, 1e6)
    yield from _scalar("environment", "fog_density", "1/m", 0.0, 1e6)
    yield from _scalar("environment", "fog_falloff", "1/m", 0.0, 1e6)
    yield from _scalar("environment", "fog_base_m", "m")
    yield from _scalar("environment", "exposure_ev", "stops", -50.0, 50.0)
    yield from _scalar("environment", "occlusion", "share", 0.0, 1.0)


def _node() -> Iterator[Channel]:
    yield from _placement("node")
    yield from _scalar("node", "visible", "off or on", 0.0, 1.0, kind="switch")
    yield from _color("node", "color")
    yield from _scalar("node", "opacity", "share", 0.0, 1.0)


def _all() -> Iterator[Channel]:
    yield from _node()
    yield from _camera()
    yield from _light()
    yield from _scalar("card", "brightness", "times", 0.0, 1e6)
    yield from _figure()
    yield from _environment()


CHANNELS: dict[str, Channel] = {channel.name: channel for channel in _all()}
"""Every channel with a fixed name; a node's own are ``channels_of(node)``."""

ENVIRONMENT_FIELDS: tuple[str, ...] = tuple(
    dict.fromkeys(c.field for c in CHANNELS.values() if c.target == "environment")
)
"""The fields of the environment that can be animated."""

JOINT_CHANNELS: dict[str, Channel] = {channel.name: channel for channel in _placement("joint")}
"""What follows ``joints/<path>/`` in the name of a joint's channel."""

MORPH_CHANNEL = Channel(
    name="morphs/", target="morph", field="weight", unit="weight", low=-1000.0, high=1000.0
)
"""The channel of every morph target; the target's name follows ``morphs/``."""


def channels_of(node: Node | None) -> dict[str, Channel]:
    """Return the channels with fixed names that a node (or, for ``None``, the environment) has."""
    return dict(_channels_of(node))


def _channels_of(node: Node | None) -> Mapping[str, Channel]:
    payload = None if node is None else node.payload
    targets: set[str] = {"environment"} if node is None else {"node"}
    if isinstance(payload, CameraPayload | LightPayload | ImageCard):
        targets.add(payload.kind)
    lacking: set[str] = set()
    if node is not None:
        lacking.add("quaternion" if node.rotation_mode == "euler" else "rotation_deg")
    if not isinstance(payload, Primitive):
        lacking.add("color")
    if not isinstance(payload, Primitive | Modelled | ImageCard):
        lacking.add("opacity")
    if isinstance(payload, CameraPayload) and payload.aim is None:
        lacking.add("aim.offset")
    limbs: set[str] = set()
    if isinstance(payload, Figure):
        limbs = {reach.limb for reach in payload.performance.reaches}
        targets |= {"look"} if payload.performance.look is not None else set()
    return _chosen(frozenset(targets), frozenset(lacking), frozenset(limbs))


@cache
def _chosen(
    targets: frozenset[str], lacking: frozenset[str], limbs: frozenset[str]
) -> Mapping[str, Channel]:
    """Return the channels of these targets and limbs, but for fields that a node lacks."""
    return {
        name: channel
        for name, channel in CHANNELS.items()
        if (channel.target in targets or (channel.target == "reach" and channel.path in limbs))
        and not (channel.target in ("node", "camera") and channel.field in lacking)
    }


def channel_named(scene: Scene, track: Track) -> Channel:
    """Return the channel that a track drives.

    Whether a joint or a morph exists is known only once the model is loaded, and is checked by
    ``compose.evaluation``.

    Raises
    ------
    NotFoundError
        When the scene has no such node, or the node no such channel; the nearest are offered.
    SceneError
        When the keys are quaternions and the channel takes numbers, or the other way round.
    """
    node = None if track.node is None else scene.node(track.node)
    channel = _find(node, track.channel)
    if (channel.kind == "quaternion") != track.curve.is_quaternion:
        wanted = "quaternions" if channel.kind == "quaternion" else "numbers"
        raise SceneError(f"The keys of {where(node, track.channel)} must be {wanted}.")
    return channel


def where(node: Node | None, channel: str) -> str:
    """Return how messages call a track: its channel and whose it is."""
    return f"channel {channel!r} of " + ("the environment" if node is None else repr(node.name))


def _find(node: Node | None, name: str) -> Channel:
    if node is not None and isinstance(node.payload, Modelled):
        first, _, rest = name.partition("/")
        if first == "morphs" and rest and isinstance(node.payload, Asset):
            return replace(MORPH_CHANNEL, name=name, path=rest)
        if first == "joints":
            path, _, field = rest.rpartition("/")
            if path and field in JOINT_CHANNELS:
                return replace(JOINT_CHANNELS[field], name=name, path=path)
            known = [f"joints/{path or '<path>'}/{field}" for field in JOINT_CHANNELS]
            raise NotFoundError("joint channel", name, known, f"on {_kind(node)} {node.name!r}")
    found = _channels_of(node)
    if name in found:
        return found[name]
    owner = "the environment" if node is None else f"{_kind(node)} {node.name!r}"
    raise NotFoundError("channel", name, found, f"of {owner}")


def _kind(node: Node) -> str:
    return "group" if node.payload is None else node.payload.kind


def base_value(scene: Scene, node_id: str | None, channel: Channel) -> float | tuple[float, ...]:
    """Return the value that a fixed channel has where no track drives it.

    Switches are 0 or 1.

    Raises
    ------
    NotFoundError
        When the scene has no such node.
    SceneError
        For joints, and morphs that the node sets no weight of: their base value lies in the model.
    """
    if channel.target == "morph" and node_id is not None:
        payload = scene.node(node_id).payload
        if isinstance(payload, Asset) and channel.path in payload.morphs:
            return payload.morphs[channel.path]
    if channel.target in ("joint", "morph"):
        raise SceneError(f"The base value of {channel.name!r} lies in the node's model.")
    owner: object = scene.environment
    if node_id is not None:
        owner = _owner(scene.node(node_id), channel)
    value = attrgetter(channel.field)(owner)
    if channel.component >= 0:
        return float(value[channel.component])
    return tuple(map(float, value)) if isinstance(value, tuple) else float(value)


def _owner(node: Node, channel: Channel) -> object:
    """Return the value whose attribute a fixed channel of a node is."""
    if channel.target == "node":
        return node
    if isinstance(node.payload, Figure):
        if channel.target == "look":
            return node.payload.performance.look
        return reach_of(node.payload, channel.path)
    return node.payload


def reach_of(figure: Figure, limb: str) -> Reach | None:
    """Return what a limb of a figure reaches for, if anything."""
    found = (reach for reach in figure.performance.reaches if reach.limb == limb)
    return next(found, None)
