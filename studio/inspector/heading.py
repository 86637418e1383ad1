"""Heading: what the inspector says at the top: whose properties, and how they stand in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compose.node import Node
from studio.outliner.icons import icon_of
from studio.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Icon and name, and the chips beside them: text, kind, tooltip."""

    icon: str
    name: str
    renamable: bool
    chips: tuple[tuple[str, str, str], ...] = ()


def heading_of(session: Session, nodes: Sequence[Node]) -> Heading:
    """Return the heading over some nodes, at least one."""
    overrides, keys = _overrides(session, nodes), _keyed(session, nodes)
    if overrides and keys:  # the name needs the room
        keys = (f"{session.frame:g}", *keys[1:])
    chips = tuple(chip for chip in (overrides, keys) if chip)
    if len(nodes) == 1:
        return Heading(icon=icon_of(nodes[0]), name=nodes[0].name, renamable=True, chips=chips)
    icons = {icon_of(node) for node in nodes}
    icon = icons.pop() if len(icons) == 1 else "checkbox-multiple-outline"
    return Heading(icon=icon, name=f"{len(nodes)} nodes", renamable=False, chips=chips)


def _overrides(session: Session, nodes: Sequence[Node]) -> tuple[str, str, str] | None:
    shot = session.shot
    ids = {node.id for node in nodes}
    if shot is None:
        return None
    found = [track.channel for track in shot.tracks if track.node in ids]
    whole = list(dict.fromkeys(_property(channel) for channel in found))
    if not whole:
        return None
    text = "1 override" if len(whole) == 1 else f"{len(whole)} overrides"
    return text, "gel", f"Shot {shot.number} has its own: {', '.join(whole)}"


def _keyed(session: Session, nodes: Sequence[Node]) -> tuple[str, str, str] | None:
    scene, shot, frame = session.scene, session.shot, session.frame
    ids = {node.id for node in nodes}
    tracks = [*(shot.tracks if shot else ()), *(scene.tracks if scene else ())]
    found = [
        _property(track.channel)
        for track in tracks
        if track.node in ids and any(key.frame == frame for key in track.curve.keys)
    ]
    if not found:
        return None
    return f"Keyed at {frame:g}", "keyed", f"Keys here: {', '.join(dict.fromkeys(found))}"


def _property(channel: str) -> str:
    """Return a channel without its component: ``translation.x`` as ``translation``."""
    name, _, last = channel.rpartition(".")
    return name if len(last) == 1 and name else channel
