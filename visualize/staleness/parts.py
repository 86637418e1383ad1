"""Parts: the state of the scene that a take shows, as hashes of evaluated values by name."""

from __future__ import annotations

from collections.abc import Collection

from compose.project import Project
from compose.shot import Shot
from models.options import mapping
from visualize.produce.depth_range import handles
from visualize.staleness.digests import text_hash
from visualize.staleness.picture import Hashes, Interest, Picture, picture_of
from visualize.staleness.reference_pictures import references_hash
from visualize.staleness.scope import PROMPT, REFERENCES, WINDOW, Scope
from visualize.staleness.telling import sound_hash, tab_hash
from visualize.takes.take import Fingerprint

NODE, SHADOW, LIGHT = "node:", "shadow:", "light:"
REST = "rest"
"""The part of all nodes beyond those that have parts of their own."""

MOST_PARTS = 400
"""Nodes in a picture that have parts of their own, so that sidecars stay small."""

_LONGEST_NAME = 120


def fingerprint(project: Project, shot: Shot, scope: Scope) -> Fingerprint:
    """Return the fingerprint of what a take with this scope would be made from now.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    words = {tab for tab in scope.tabs if getattr(shot.prompt, tab) is None}
    interest = Interest(
        shades=scope.shades or "lighting" in words,
        lit=scope.lit or "lighting" in words,
        painted=scope.painted or bool(words & {"scene", "lighting"}),
    )
    picture = picture_of(project, shot, scope.frames, interest)
    parts = _picture_parts(picture, interest, shadows=scope.shades)
    if "scene" in words:
        parts["camera:focus"] = picture.focus
    parts |= _asked_parts(project, shot, scope)
    parts |= {PROMPT + tab: tab_hash(project, shot, tab, picture.nodes) for tab in scope.tabs}
    if scope.audio:
        parts[f"{PROMPT}sound"] = sound_hash(project, shot)
    if scope.references:
        parts[REFERENCES] = references_hash(project, shot, picture.nodes)
    return Fingerprint(parts=parts, names=_names(project, shot, parts), handles=scope.handles)


def is_thing(part: str) -> bool:
    """Tell whether a part is one of a node in sight, or of one that throws a shadow there."""
    return part.startswith((NODE, SHADOW))


def node_of(part: str) -> str:
    """Return the id of the node that a part is of; empty where it is of none."""
    return part.partition(":")[2] if part.startswith((NODE, SHADOW, LIGHT)) else ""


def folded(parts: dict[str, str], named: Collection[str]) -> dict[str, str]:
    """Return parts with all nodes but the named ones in one."""
    kept = frozenset(named)
    rest = {name: value for name, value in parts.items() if is_thing(name) and name not in kept}
    if not rest:
        return parts
    return {name: value for name, value in parts.items() if name not in rest} | {
        REST: text_hash(rest)
    }


def _picture_parts(picture: Picture, interest: Interest, *, shadows: bool) -> dict[str, str]:
    parts = {"camera": picture.camera, "camera:lens": picture.lens}
    parts |= {NODE + node: _joined(hashes) for node, hashes in picture.nodes.items()}
    if shadows:
        parts |= {SHADOW + node: _joined(hashes) for node, hashes in picture.shadows.items()}
        parts["shadows"] = picture.maps
    if interest.shades:
        parts |= {LIGHT + node: value for node, value in picture.lights.items()}
    if interest.lit:
        parts["environment"] = picture.environment
    return parts


def _joined(hashes: Hashes) -> str:
    return ".".join(hashes)


def _asked_parts(project: Project, shot: Shot, scope: Scope) -> dict[str, str]:
    """Return what the shot says where an order leaves it open: which frames, length and rate."""
    rate = str(project.frame_rate)
    parts: dict[str, str] = {}
    if not scope.still:
        parts["options"] = text_hash([len(shot.window), rate])
    if scope.handles is not None:
        whole = handles(shot)
        parts["handles"] = text_hash([whole.start, whole.stop])
    if not scope.follows:
        return parts
    if scope.still or scope.clip is None:
        return parts | {WINDOW: text_hash([shot.start])}
    mapped = mapping(scope.clip, shot.window, shot.tail, rate)
    shown = [mapped.scene_frame(index) for index in range(mapped.frames)]
    return parts | {WINDOW: text_hash(shown)}


def _names(project: Project, shot: Shot, parts: Collection[str]) -> dict[str, str]:
    meant = {node_of(part) for part in parts}
    nodes = project.scene(shot.scene).nodes
    return {node.id: node.name[:_LONGEST_NAME] for node in nodes if node.id in meant}
