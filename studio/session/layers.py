"""Where an edited value goes: the shot's track, the scene's track, or the node itself.

The rule that the studio shows on screen: a channel that is animated takes a key at the playhead in
the layer that drives it (the shot's own track before the scene's); one that is not is simply set,
unless auto-key records, and then it is keyed in the layer that auto-key names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compose.channels import Channel, base_value, channel_named
from compose.curve import Curve, Keyframe
from compose.curve_table import curve_value
from compose.edits.channel_values import set_base_value
from compose.edits.keys import set_keyframe, set_track
from compose.payload import Asset
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track

ChannelValue = float | tuple[float, float, float, float]


class Layer(StrEnum):
    """Whose tracks auto-key records into."""

    SCENE = "scene"
    SHOT = "shot"


@dataclass(frozen=True, slots=True)
class Place:
    """A scene, the shot that is looked at (or none), and a scene frame."""

    scene: Scene
    shot: Shot | None
    frame: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How a channel stands at a frame: its value, who drives it, and whether a key lies there.

    ``driven`` is ``None`` for a channel that nothing animates; ``beneath`` is the scene's value
    under a shot's override.
    """

    value: ChannelValue
    driven: Layer | None = None
    keyed_here: bool = False
    beneath: ChannelValue | None = None


def track_of(owner: Scene | Shot | None, node: str | None, channel: str) -> Track | None:
    """Return the track of a scene or a shot that drives a channel, if there is one."""
    tracks = () if owner is None else owner.tracks
    return next((t for t in tracks if t.channel == channel and t.node == node), None)


def standing(
    place: Place, node: str | None, channel: str, otherwise: ChannelValue | None = None
) -> Standing:
    """Return how a channel stands at a place.

    Parameters
    ----------
    otherwise
        What a joint or a morph has that nothing animates or sets, as its model says.

    Raises
    ------
    NotFoundError
        When the node has no such channel.
    SceneError
        Without ``otherwise``, for such a joint or morph.
    """
    own, shared = track_of(place.shot, node, channel), track_of(place.scene, node, channel)
    driver = own or shared
    if driver is None:
        found = channel_named(place.scene, _probe(node, channel))
        if otherwise is not None and not _is_set(place.scene, node, found):
            return Standing(otherwise)
        return Standing(_base(place.scene, node, found))
    value = curve_value(driver.curve, place.frame)
    keyed = any(key.frame == place.frame for key in driver.curve.keys)
    if own is None:
        return Standing(value, Layer.SCENE, keyed)
    return Standing(value, Layer.SHOT, keyed, _beneath(place, node, channel, shared, otherwise))


def write_value(
    project: Project,
    place: Place,
    node: str | None,
    channel: str,
    value: ChannelValue,
    record: Layer | None = None,
) -> Project:
    """Set a channel by the rule of this module.

    A shot's first key on what the scene animates starts from a copy of the scene's curve, so that
    nothing but the neighbourhood of the key changes.

    Raises
    ------
    ShotwrightError
        When the channel cannot have the value.
    """
    own, shared = track_of(place.shot, node, channel), track_of(place.scene, node, channel)
    shot = place.shot
    if shot is not None and (own is not None or record is Layer.SHOT):
        if own is None and shared is not None:
            project = set_track(project, shared, shot=shot.id)
        return _keyed(project, place, node, channel, value, shot=shot.id)
    if shared is not None or record is not None:
        return _keyed(project, place, node, channel, value, scene=place.scene.id)
    return set_base_value(project, place.scene.id, node, channel, value)


def _keyed(
    project: Project, place: Place, node: str | None, channel: str, value: ChannelValue,
    *, scene: str | None = None, shot: str | None = None,
) -> Project:  # fmt: skip
    """Key the value at the place, keeping the interpolation and handles of a key that is there."""
    owner = project.scene(scene) if scene is not None else project.shot(shot or "")
    track = track_of(owner, node, channel)
    keys = () if track is None else track.curve.keys
    old = next((key for key in keys if key.frame == place.frame), None)
    key = Keyframe(frame=place.frame, value=value) if old is None else old
    return set_keyframe(
        project,
        channel=channel,
        frame=place.frame,
        value=value,
        node=node,
        scene=scene,
        shot=shot,
        interpolation=key.interpolation,
        left=key.left,
        right=key.right,
    )


def _beneath(
    place: Place, node: str | None, channel: str, shared: Track | None,
    otherwise: ChannelValue | None,
) -> ChannelValue | None:  # fmt: skip
    if shared is not None:
        return curve_value(shared.curve, place.frame)
    found = channel_named(place.scene, _probe(node, channel))
    is_set = _is_set(place.scene, node, found)
    return _base(place.scene, node, found) if is_set else otherwise


def _is_set(scene: Scene, node: str | None, channel: Channel) -> bool:
    """Tell whether the project says a channel's value where no track drives it, not the model."""
    if channel.target == "morph" and node is not None:
        payload = scene.node(node).payload
        return isinstance(payload, Asset) and channel.path in payload.morphs
    return channel.target != "joint"


def _base(scene: Scene, node: str | None, channel: Channel) -> ChannelValue:
    value = base_value(scene, node, channel)
    if isinstance(value, tuple):
        x, y, z, w = value
        return (x, y, z, w)
    return value


def _probe(node: str | None, channel: str) -> Track:
    """Return a track to ask ``channel_named`` with; quaternions are asked with a quaternion key."""
    value = (0.0, 0.0, 0.0, 1.0) if channel.endswith("quaternion") else 0.0
    return Track(node=node, channel=channel, curve=Curve(keys=(Keyframe(frame=0.0, value=value),)))
