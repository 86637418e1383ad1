"""The edit that gives a scene the light of a day, a time and a place."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from compose.curve import Curve, Interpolation, Keyframe
from compose.daylight import Beam, SkyLight, moment_of, sky_light
from compose.edits.building import built
from compose.edits.keys import set_track
from compose.edits.nodes import add_node, set_node, set_payload
from compose.edits.parts import with_scene
from compose.edits.scenes import clear_environment_tracks, set_environment
from compose.environment import Daylight
from compose.errors import SceneError
from compose.node import Node
from compose.payload import LightPayload
from compose.project import Project
from compose.scene import Scene
from compose.track import Track

SUN, MOON = "Sun", "Moon"
_MOST_KEYS = 1000
_TURNED = ("rotation_deg.x", "rotation_deg.y", "rotation_deg.z", "quaternion")


def set_time_of_day(
    project: Project, scene: str, when: datetime, latitude: float, longitude: float, *,
    place: str = "", north: float = 0.0, turbidity: float = 2.2, clouds: float = 0.0,
    until: datetime | None = None, frames: tuple[float, float] | None = None, keys: int = 25,
) -> Project:  # fmt: skip
    """Light a scene as it is at a time and place: sky, air, exposure, a sun and a moon.

    The lights are nodes called Sun and Moon; the first directional light of the scene becomes the
    sun where none is called so. What they and the sky had of tracks before is removed. Time, place
    and weather are kept in ``environment.daylight``.

    Parameters
    ----------
    when
        A time that knows its offset from UTC.
    latitude, longitude
        Radians, north and east positive.
    place
        A name to remember.
    north
        How far true north is turned clockwise, seen from above, from the world's −Z; radians.
    turbidity, clouds
        How hazy the air is (2 clear, 10 thick), and how much of the sky is covered, 0 to 1.
    until, frames, keys
        For a time lapse: the time at the last frame, the scene frames from and to, and how many
        keys to write.

    Raises
    ------
    SceneError
        When the time has no offset, a number is out of its range, or a time lapse is half told.
    NotFoundError
        When there is no such scene.
    """
    daylight = built(
        Daylight, "the daylight", when=when.isoformat(), place=place,
        latitude_deg=math.degrees(latitude), longitude_deg=math.degrees(longitude),
        north_deg=math.degrees(north), turbidity=turbidity, clouds=clouds,
    )  # fmt: skip
    light = sky_light(daylight)
    stage = project.scene(scene)
    project, sun = _light_called(project, stage, SUN)
    project, moon = _light_called(project, project.scene(stage.id), MOON)
    project = _without_tracks(project, project.scene(stage.id), {sun, moon})
    project = _placed(project, stage.id, sun, light.sun, north)
    project = _placed(project, stage.id, moon, light.moon, north)
    kept = daylight.replace(lux_per_unit=light.lux_per_unit)
    project = set_environment(project, stage.id, **light.environment, daylight=kept)
    if (until is None) != (frames is None):
        raise SceneError("A time lapse needs both: until when, and over which frames.")
    if until is None or frames is None:
        return project
    return _lapse(project, stage.id, (sun, moon), kept, until, frames, keys)


def _light_called(project: Project, scene: Scene, name: str) -> tuple[Project, str]:
    """Return the id of the scene's sun or moon, made where there is none."""
    lights = [
        node for node in scene.nodes
        if isinstance(node.payload, LightPayload) and node.payload.type == "directional"
    ]  # fmt: skip
    found = [node for node in lights if node.name.casefold() == name.casefold()]
    if not found and name == SUN:
        found = [node for node in lights if node.name.casefold() != MOON.casefold()]
    if not found:
        payload = LightPayload(kind="light", type="directional")
        made = add_node(project, scene.id, name, payload=payload)
        return made, made.scene(scene.id).nodes[-1].id
    loose: dict[str, Any] = {"rotation_mode": "euler", "rotation_order": "YXZ"}
    project = set_node(project, scene.id, found[0].id, **loose)
    node = project.scene(scene.id).node(found[0].id)
    if node.parent is not None:
        project = _detached(project, project.scene(scene.id), node)
    return project, node.id


def _detached(project: Project, scene: Scene, node: Node) -> Project:
    """Take a light off its parent: the sky does not move with anything."""
    nodes = tuple(other.replace(parent=None) if other is node else other for other in scene.nodes)
    return with_scene(project, scene.replace(nodes=nodes))


def _without_tracks(project: Project, scene: Scene, lights: set[str]) -> Project:
    """Remove the scene's tracks of what this edit writes."""
    written = {f"light.{name}" for name in ("intensity", "color.r", "color.g", "color.b")}
    written |= {"light.angular_radius_deg", *_TURNED}

    tracks = tuple(
        track for track in scene.tracks if track.node not in lights or track.channel not in written
    )
    project = with_scene(project, scene.replace(tracks=tracks))
    return clear_environment_tracks(project, scene.id, _ENVIRONMENT)


_ENVIRONMENT = frozenset({
    "zenith_color", "horizon_color", "ground_color", "glow_color", "sky_brightness", "stars",
    "ambient", "fog_color", "fog_density", "fog_falloff", "exposure_ev",
})  # fmt: skip


def _placed(project: Project, scene: str, node: str, beam: Beam, north: float) -> Project:
    pitch, yaw = _turn(beam, north)
    project = set_node(project, scene, node, rotation_deg=(pitch, yaw, 0.0), visible=True)
    return set_payload(
        project, scene, node, color=beam.color, intensity=beam.intensity,
        angular_radius_deg=beam.angular_radius_deg,
    )  # fmt: skip


def _turn(beam: Beam, north: float) -> tuple[float, float]:
    """Return tilt and turn, in degrees, of a node whose −Z leads away from the body."""
    x, y, z = (-part for part in beam.position.toward(north))
    return math.degrees(math.asin(min(max(y, -1.0), 1.0))), math.degrees(math.atan2(-x, -z))


def _lapse(
    project: Project, scene: str, lights: tuple[str, str], daylight: Daylight, until: datetime,
    frames: tuple[float, float], count: int,
) -> Project:  # fmt: skip
    """Key everything that time changes."""
    first, last = frames
    if not (math.isfinite(first) and math.isfinite(last) and last > first):
        raise SceneError("A time lapse runs over at least one frame, from the first to the last.")
    if not 2 <= count <= _MOST_KEYS:
        raise SceneError(f"A time lapse has 2 to {_MOST_KEYS} keys, not {count}.")
    start = moment_of(daylight)
    if until.utcoffset() is None or until <= start:
        raise SceneError("A time lapse ends after it begins, at a time with its offset from UTC.")
    shares = [k / (count - 1) for k in range(count)]
    skies = [sky_light(daylight.replace(when=_after(start, until, s).isoformat())) for s in shares]
    at = [first + (last - first) * share for share in shares]
    for (node, channel), values in _values(skies, lights, math.radians(daylight.north_deg)).items():
        curve = Curve(
            keys=tuple(
                Keyframe(frame=frame, value=float(value), interpolation=Interpolation.LINEAR)
                for frame, value in zip(at, values, strict=True)
            )
        )
        project = set_track(project, Track(node=node, channel=channel, curve=curve), scene=scene)
    return project


def _after(start: datetime, until: datetime, share: float) -> datetime:
    return start + timedelta(seconds=(until - start).total_seconds() * share)


def _values(
    skies: list[SkyLight], lights: tuple[str, str], north: float
) -> dict[tuple[str | None, str], list[float]]:
    """Return the values of every channel that a time lapse keys."""
    values: dict[tuple[str | None, str], list[float]] = {}
    for node, beams in zip(
        lights, ([sky.sun for sky in skies], [sky.moon for sky in skies]), strict=True
    ):
        turns = [_turn(beam, north) for beam in beams]
        values[node, "rotation_deg.x"] = [pitch for pitch, _ in turns]
        values[node, "rotation_deg.y"] = np.unwrap([yaw for _, yaw in turns], period=360.0).tolist()
        values[node, "light.intensity"] = [beam.intensity for beam in beams]
        for i, letter in enumerate("rgb"):
            values[node, f"light.color.{letter}"] = [beam.color[i] for beam in beams]
    for field, base in skies[0].environment.items():
        if isinstance(base, tuple):
            for i, letter in enumerate("rgb"):
                values[None, f"{field}.{letter}"] = [sky.environment[field][i] for sky in skies]
        else:
            values[None, field] = [sky.environment[field] for sky in skies]
    return values
