"""Asset facts: what an imported file holds to be played and morphed, and the edits of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compose.assets import load_model
from compose.edits import set_payload
from compose.errors import SceneError
from compose.payload import Asset, ClipPlay
from compose.project import Project


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """Names of the animations with their seconds, and of the morph targets with their weights."""

    clips: tuple[tuple[str, float], ...]
    morphs: tuple[tuple[str, float], ...]


def asset_facts(project: Project, asset: Asset) -> AssetFacts:
    """Return what an asset's file holds.

    Raises
    ------
    AssetError
        When it cannot be read.
    """
    model = load_model(project, asset)
    weights: dict[str, float] = {}
    for node in model.nodes:
        for part in node.parts:
            for at, morph in enumerate(part.mesh.morphs):
                own = float(node.weights[at]) if at < len(node.weights) else 0.0
                weights.setdefault(morph.name, own)
    clips = tuple((clip.name, clip.duration_s) for clip in model.clips)
    return AssetFacts(clips, tuple(weights.items()))


def playing(project: Project, scene: str, node: str, clip: str | None, start: float) -> Project:
    """Let an asset play one of its animations from a frame on; ``None`` stops all."""
    plays: Sequence[ClipPlay] = () if clip is None else (ClipPlay(clip=clip, start=start),)
    return set_payload(project, scene, node, plays=tuple(plays))


def play_changed(project: Project, scene: str, node: str, **changes: object) -> Project:
    """Change the first animation that an asset plays.

    Raises
    ------
    SceneError
        When it plays none.
    """
    asset = _asset(project, scene, node)
    if not asset.plays:
        raise SceneError("Nothing plays here. Choose an animation first.")
    first, *others = asset.plays
    return set_payload(project, scene, node, plays=(first.replace(**changes), *others))


def _asset(project: Project, scene: str, node: str) -> Asset:
    found = project.scene(scene).node(node)
    if not isinstance(found.payload, Asset):
        raise SceneError(f"{found.name!r} is no imported asset.")
    return found.payload
