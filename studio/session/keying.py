"""Keying: keys of the selected nodes at the playhead: set, taken away, and found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compose.edits.keys import remove_keyframe, remove_track
from compose.node import Node
from compose.payload import CameraPayload, Figure, LightPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track
from studio.session.layers import ChannelValue, Layer, Place, standing, track_of, write_value
from studio.session.session import Session

Key = tuple[str | None, str]
"""A channel of a node; ``None`` for the environment's."""

_PLACEMENT = ("translation.x", "translation.y", "translation.z")
_TURN = ("rotation_deg.x", "rotation_deg.y", "rotation_deg.z")
_SCALE = ("scale.x", "scale.y", "scale.z")


def key_nodes(session: Session, layer: Layer | None = None) -> bool:
    """Key the place, turn and size of the selected nodes at the playhead, and all they animate.

    Cameras and lights have no size.

    What a shot overrides is keyed in the shot, since a key beneath it would not be seen.

    Parameters
    ----------
    layer
        Whose keys they are; by default those that the session says.

    Returns
    -------
    Whether anything was keyed.
    """
    place = session.place
    if place is None or not session.selection:
        session.tell("Nothing to key", "Select a figure, a camera or a thing first.")
        return False
    names = dict.fromkeys(
        (node.id, channel)
        for node in session.selected
        for channel in (*_moves(node), *_animated(place, node.id))
    )
    return key_channels(session, names, layer, label=f"Key {_whose(session)}")


def key_channels(
    session: Session,
    channels: Iterable[Key],
    layer: Layer | None = None,
    *,
    label: str = "Key",
    otherwise: ChannelValue | None = None,
) -> bool:
    """Key channels at the playhead with the values they have there.

    Parameters
    ----------
    otherwise
        As of ``studio.session.layers.standing``.

    Returns
    -------
    Whether anything was keyed.
    """
    place = session.place
    wanted = tuple(channels)
    if place is None or not wanted:
        return False
    into = layer or session.layer

    def edit(project: Project) -> Project:
        for node, channel in wanted:
            here = _again(project, place)
            value = standing(here, node, channel, otherwise).value
            project = write_value(project, here, node, channel, value, record=into)
        return project

    return session.do(label, edit)


def remove_keys(session: Session) -> bool:
    """Take away the keys of the selected nodes at the playhead, in the layer that drives each.

    Returns
    -------
    Whether there were any.
    """
    place = session.place
    if place is None:
        return False
    found = [
        (node.id, channel)
        for node in session.selected
        for channel in _animated(place, node.id)
        if standing(place, node.id, channel).keyed_here
    ]
    if not found:
        session.tell("No key here", f"Nothing selected has a key at frame {session.frame:g}.")
        return False
    return unkey_channels(session, found, label=f"Remove keys of {_whose(session)}")


def unkey_channels(session: Session, channels: Iterable[Key], *, label: str = "Remove key") -> bool:
    """Take away the keys of channels at the playhead, in the layer that drives each."""
    place = session.place
    wanted = tuple(channels)
    if place is None or not wanted:
        return False

    def edit(project: Project) -> Project:
        for node, channel in wanted:
            here = _again(project, place)
            if not standing(here, node, channel).keyed_here:
                continue
            in_shot = track_of(here.shot, node, channel) is not None
            owner = {"shot": _shot_of(here).id} if in_shot else {"scene": here.scene.id}
            project = remove_keyframe(
                project, channel=channel, frame=here.frame, node=node, **owner
            )
        return project

    return session.do(label, edit)


def remove_animation(
    session: Session, channels: Iterable[Key], *, label: str = "Remove all keys"
) -> bool:
    """Take away the whole track that drives each channel: the value beneath shows again."""
    place = session.place
    wanted = tuple(channels)
    if place is None or not wanted:
        return False

    def edit(project: Project) -> Project:
        for node, channel in wanted:
            here = _again(project, place)
            if track_of(here.shot, node, channel) is not None:
                project = remove_track(project, channel=channel, node=node, shot=_shot_of(here).id)
            elif track_of(here.scene, node, channel) is not None:
                project = remove_track(project, channel=channel, node=node, scene=here.scene.id)
        return project

    return session.do(label, edit)


def toggle_keys(
    session: Session,
    channels: Iterable[Key],
    *,
    label: str = "Key",
    otherwise: ChannelValue | None = None,
) -> bool:
    """Take the keys at the playhead away where all have one; else key them all.

    ``otherwise`` is as of ``studio.session.layers.standing``.
    """
    place = session.place
    wanted = tuple(channels)
    if place is None or not wanted:
        return False
    stands = [standing(place, *key, otherwise) for key in wanted]
    if all(stand.keyed_here for stand in stands):
        return unkey_channels(session, wanted, label=f"Remove {label.lower()}")
    driven = {stand.driven for stand in stands} - {None}
    layer = next(iter(driven)) if len(driven) == 1 else None
    return key_channels(session, wanted, layer, label=label, otherwise=otherwise)


def key_frames(session: Session) -> list[float]:
    """Return the frames of all keys of the selected nodes, in order; of all nodes for none.

    The pose keys of figures are among them.
    """
    scene, shot = session.scene, session.shot
    if scene is None:
        return []
    chosen = set(session.selection)
    tracked = {
        key.frame
        for track in _driving(scene, shot)
        if not chosen or track.node in chosen
        for key in track.curve.keys
    }
    posed = {
        key.frame
        for node in scene.nodes
        if isinstance(node.payload, Figure) and (not chosen or node.id in chosen)
        for key in node.payload.performance.poses
    }
    return sorted(tracked | posed)


def frame_before(session: Session) -> float | None:
    """Return the last keyed frame before the playhead, ``None`` where there is none."""
    return max((f for f in key_frames(session) if f < session.frame), default=None)


def frame_after(session: Session) -> float | None:
    """Return the first keyed frame after the playhead, ``None`` where there is none."""
    return min((f for f in key_frames(session) if f > session.frame), default=None)


def _driving(scene: Scene, shot: Shot | None) -> Iterator[Track]:
    """Yield the tracks that count: the shot's, and the scene's that it does not override."""
    own = () if shot is None else shot.tracks
    yield from own
    overridden = {track.key for track in own}
    yield from (track for track in scene.tracks if track.key not in overridden)


def _animated(place: Place, node: str) -> list[str]:
    return [t.channel for t in _driving(place.scene, place.shot) if t.node == node]


def _moves(node: Node) -> tuple[str, ...]:
    turn = ("quaternion",) if node.rotation_mode == "quaternion" else _TURN
    size = () if isinstance(node.payload, CameraPayload | LightPayload) else _SCALE
    return (*_PLACEMENT, *turn, *size)


def _again(project: Project, place: Place) -> Place:
    """Return the place as an edited project has it."""
    shot = None if place.shot is None else project.shot(place.shot.id)
    return Place(project.scene(place.scene.id), shot, place.frame)


def _shot_of(place: Place) -> Shot:
    assert place.shot is not None  # a shot's track is asked for only with a shot
    return place.shot


def _whose(session: Session) -> str:
    nodes = session.selected
    return nodes[0].name if len(nodes) == 1 else f"{len(nodes)} nodes"
