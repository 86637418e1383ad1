"""What a project holds, as plain facts: read by `info`, without NumPy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from compose.camera import GATES, CameraLens
from compose.payload import Asset, ImageCard
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.timing import timecode
from compose.track import Track

Facts = dict[str, object]
_FOCAL = "camera.focal_length_mm"


def project_facts(project: Project) -> Facts:
    """Return everything `info` shows, ready for JSON. Times are in seconds, lengths in mm."""
    sequence = project.in_sequence()
    total = sum(len(shot.window) for shot in sequence)
    return {
        "id": project.id,
        "name": project.name,
        "rate": project.rate,
        "scenes": [_scene_facts(scene) for scene in project.scenes],
        "shots": [_shot_facts(project, shot) for shot in _story_order(project)],
        "sequence": {
            "shots": [shot.number for shot in sequence],
            "frames": total,
            "seconds": _seconds(project, total),
            "timecode": timecode(total, project.frame_rate),
        },
        "assets": _asset_facts(project.scenes),
    }


def _story_order(project: Project) -> tuple[Shot, ...]:
    return tuple({shot.id: shot for shot in (*project.in_sequence(), *project.shots)}.values())


def _scene_facts(scene: Scene) -> Facts:
    kinds = Counter(node.payload.kind if node.payload else "group" for node in scene.nodes)
    return {
        "id": scene.id,
        "name": scene.name,
        "nodes": len(scene.nodes),
        "kinds": dict(sorted(kinds.items())),
        "tracks": len(scene.tracks),
    }


def _shot_facts(project: Project, shot: Shot) -> Facts:
    scene = project.scene(shot.scene)
    camera = scene.node(shot.camera)
    lens = camera.payload if isinstance(camera.payload, CameraLens) else CameraLens()
    gate = shot.gate if shot.gate is not None else lens.gate
    rate, frames = project.frame_rate, len(shot.window)
    return {
        "id": shot.id,
        "number": shot.number,
        "name": shot.name,
        "scene": scene.name,
        "in_sequence": shot.id in project.sequence,
        "start": shot.start,
        "end": shot.end,
        "frames": frames,
        "head": shot.head,
        "tail": shot.tail,
        "seconds": _seconds(project, frames),
        "in": timecode(shot.start, rate),
        "out": timecode(shot.end, rate),
        "camera": camera.name,
        "focal_length_mm": _focal_range(scene, shot, lens),
        "sensor": lens.sensor,
        "gate": gate,
        "aspect": round(GATES.get(gate, 0.0) if isinstance(gate, str) else gate, 4),
        "description": shot.description,
        "pick": shot.pick,
    }


def _focal_range(scene: Scene, shot: Shot, lens: CameraLens) -> list[float]:
    """Return the shortest and longest focal length keyed within the shot or at its end.

    A track of the shot wins over the shot's own lens, that over a track of the scene, that over
    the camera's.
    """
    own = _keyed(shot.tracks, shot)
    if own or shot.focal_length_mm is not None:
        return own or [shot.focal_length_mm or 0.0] * 2
    return _keyed(scene.tracks, shot) or [lens.focal_length_mm] * 2


def _keyed(tracks: Iterable[Track], shot: Shot) -> list[float]:
    for track in tracks:
        if track.key == (shot.camera, _FOCAL):
            keys = [k for k in track.curve.keys if isinstance(k.value, float)]
            inside = [k for k in keys if shot.start <= k.frame <= shot.end] or keys[:1]
            values = [float(k.value) for k in inside if isinstance(k.value, float)]
            return [min(values), max(values)]
    return []


def _asset_facts(scenes: Iterable[Scene]) -> list[Facts]:
    used: Counter[tuple[str, str]] = Counter()
    for scene in scenes:
        for node in scene.nodes:
            used.update(("reference", path) for path in node.references)
            payload = node.payload
            if isinstance(payload, Asset):
                used["model", payload.path] += 1
            elif isinstance(payload, ImageCard):
                used["picture", payload.image] += 1
            elif payload is not None and payload.kind == "primitive" and payload.material.texture:
                used["texture", payload.material.texture] += 1
    return [
        {"path": path, "kind": kind, "uses": count}
        for (kind, path), count in sorted(used.items(), key=lambda item: item[0][1])
    ]


def _seconds(project: Project, frames: int) -> float:
    return round(float(frames / project.frame_rate), 3)
