"""Light facts: time of day, the key against the camera, lamps in the picture, air and mood."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.daylight import moment_of, sky_light
from compose.daylight.atmosphere import luminance
from compose.framing.obstacles import Obstacles
from compose.node import Node
from compose.payload import LightPayload, Primitive
from compose.snapshot import LightState, Snapshot
from visualize.produce.drawing import Draws
from visualize.prompt.colours import oklab
from visualize.prompt.facts import Lamp, Lighting
from visualize.prompt.naming import naming_of
from visualize.prompt.phrases import band, table
from visualize.prompt.staging import Staging
from visualize.render.options import RenderOptions

F64 = npt.NDArray[np.float64]

_BOX = (160, 160)
_LEAST_LUX = 0.02
_HARD_RADIUS = 0.035
"""A lamp's radius, as a share of its distance, from which its shadows are soft."""
_OVERHEAD_DEG, _BELOW_DEG = 62.0, -20.0
_WARM, _COOL = 1.25, 0.85
_NEAR_LAMP_M = 1.2


@dataclass(frozen=True, eq=False, kw_only=True)
class _Source:
    """A light as it falls on the subject: illuminance, and the unit vector to it."""

    node: Node
    state: LightState
    level: float
    toward: F64


def light_facts(staging: Staging, at: F64, draws: Draws) -> Lighting:
    """Return the facts of the light on a place in the world, (3,), at the middle of the shot.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated or drawn.
    """
    snapshot = staging.snapshot
    sources = _sources(staging, at)
    time, sky = _time_and_sky(staging)
    key = _key_of(sources)
    shaded = False
    if key is not None and key.state.type == "directional":
        shaded = not bool(Obstacles(snapshot).sees(at, (at + 300.0 * key.toward)[None])[0])
        lit = [source for source in sources[1:] if source.state.type != "directional"]
        if shaded and time in ("", "night") and lit:
            key, shaded = lit[0], False
    return Lighting(
        time=time,
        sky=sky,
        air=band("fog", float(snapshot.environment.fog_density)),
        key=None if key is None else _lamp(key, snapshot, of_key=True),
        soft=key is not None and _is_soft(key, at),
        shaded=shaded,
        lamps=_studio(sources, key, snapshot),
        practicals=_practicals(staging, sources),
        mood=_mood(snapshot, draws),
    )


def _key_of(sources: list[_Source]) -> _Source | None:
    """Return the strongest light that is not there to edge or fill, by its name."""
    beyond = table("lamp_kinds")["beyond"]
    keys = [s for s in sources if lamp_name(s.node.name) not in beyond]
    return next(iter(keys or sources), None)


def _sources(staging: Staging, at: F64) -> list[_Source]:
    """Return the lights that matter at a place, the strongest first."""
    snapshot = staging.snapshot
    world = staging.worlds[len(staging.worlds) // 2]
    nodes = [n for n in staging.scene.nodes if isinstance(n.payload, LightPayload)]
    found = []
    for state in snapshot.lights:
        node = _node_of(state, nodes, world)
        if node is None:
            continue
        level, toward = _falling(state, at)
        if level >= _LEAST_LUX:
            found.append(_Source(node=node, state=state, level=level, toward=toward))
    return sorted(found, key=lambda source: -source.level)


def _node_of(state: LightState, nodes: list[Node], world: Mapping[str, F64]) -> Node | None:
    """Return the node whose light this is, by its place and its way."""

    def off(node: Node) -> float:
        matrix = world[node.id]
        way = -matrix[:3, 2] / max(float(np.linalg.norm(matrix[:3, 2])), 1e-9)
        gap = 0.0 if state.type == "directional" else np.linalg.norm(matrix[:3, 3] - state.position)
        return float(gap + np.linalg.norm(way - state.direction))

    alike = [n for n in nodes if isinstance(n.payload, LightPayload)
             and n.payload.type == state.type]  # fmt: skip
    return min(alike, key=off, default=None)


def _falling(state: LightState, at: F64) -> tuple[float, F64]:
    """Return the illuminance at a place and the unit vector from it to the light."""
    strength = luminance(state.color)
    if state.type == "directional":
        return strength, -np.asarray(state.direction, np.float64)
    way = np.asarray(state.position, np.float64) - at
    distance = max(float(np.linalg.norm(way)), 1e-3)
    level = strength / distance**2
    if state.type == "spot":
        off = math.acos(float(np.clip(-way @ np.asarray(state.direction) / distance, -1.0, 1.0)))
        inner, outer = state.inner_cone, max(state.outer_cone, state.inner_cone + 1e-6)
        level *= float(np.clip((outer - off) / (outer - inner), 0.0, 1.0))
    return level, way / distance


def _is_soft(source: _Source, at: F64) -> bool:
    if source.state.type == "directional":
        return source.state.angular_radius > math.radians(2.0)
    distance = float(np.linalg.norm(np.asarray(source.state.position) - at))
    return source.state.radius_m / max(distance, 1e-6) > _HARD_RADIUS


def _lamp(source: _Source, snapshot: Snapshot, *, of_key: bool = False) -> Lamp:
    red, _, blue = source.state.color
    ratio = red / max(blue, 1e-9)
    tint = "warm" if ratio > _WARM else "cool" if ratio < _COOL else ""
    name = lamp_name(source.node.name, of_key=of_key)
    return Lamp(name=name, tint=tint, side=side_of_light(source.toward, snapshot.camera.world))


def side_of_light(toward: F64, camera: F64) -> str:
    """Return the side that light comes from, seen from the camera.

    ``toward`` is the unit vector from the subject to the light, ``camera`` (4, 4) its world
    matrix. ``front`` is from the camera's side, ``back`` from beyond the subject.
    """
    rise = math.degrees(math.asin(float(np.clip(toward[1], -1.0, 1.0))))
    if rise > _OVERHEAD_DEG:
        return "overhead"
    if rise < _BELOW_DEG:
        return "below"
    right = np.array([camera[0, 0], 0.0, camera[2, 0]])
    right = right / max(float(np.linalg.norm(right)), 1e-9)
    back = np.cross(right, [0.0, 1.0, 0.0])
    angle = math.degrees(math.atan2(float(toward @ right), float(toward @ back)))
    side = "right" if angle > 0.0 else "left"
    around = abs(angle)
    if around < 25.0:
        return "front"
    if around < 65.0:
        return f"front-{side}"
    if around < 115.0:
        return side
    return "back" if around > 160.0 else f"back-{side}"


def lamp_name(name: str, *, of_key: bool = False) -> str:
    """Return what film people call a light, by the words in its name; else nothing."""
    folded = name.lower()
    found = [word for word in table("lamp_kinds")["words"] if word in folded]
    if not found:
        return ""
    word = max(found, key=len)
    if of_key and word == "key":
        return ""
    noun = " ".join(w for w in folded.split() if not w.isdigit()).removesuffix(" light")
    return noun if word in ("lamp", "window light") else word


def _studio(sources: list[_Source], key: _Source | None, snapshot: Snapshot) -> tuple[Lamp, ...]:
    """Return the other lamps with film names, each name and side once."""
    known = table("lamp_kinds")["studio"]
    lamps = [_lamp(source, snapshot) for source in sources if source is not key]
    named = [lamp for lamp in lamps if lamp.name in known]
    return tuple(dict.fromkeys(named))


def _practicals(staging: Staging, sources: list[_Source]) -> tuple[str, ...]:
    """Return the lamps in the picture that light it: seen things called so, a light at them."""
    words = table("lamp_kinds")["practical"]
    world = staging.worlds[len(staging.worlds) // 2]
    burning = [np.asarray(s.position) for s in staging.snapshot.lights if s.type != "directional"
               and luminance(s.color) > 0.0]  # fmt: skip
    names = []
    for seen in staging.views.ranked():
        node = staging.scene.node(seen.node)
        lamp_like = is_lamp(node, words)
        if not lamp_like or not burning:
            continue
        place = world[node.id][:3, 3]
        flat = [float(np.hypot(*(p - place)[[0, 2]])) for p in burning]
        if min(flat) < _NEAR_LAMP_M:
            names.append(naming_of(staging.scene, node).called)
    return tuple(dict.fromkeys(names))


def is_lamp(node: Node, words: list[str]) -> bool:
    """Tell whether a thing is a lamp by its name; a glowing shape may say so anywhere in it."""
    names = node.name.lower().split()
    glows = isinstance(node.payload, Primitive) and sum(node.payload.material.emissive) > 0.0
    return bool(names) and (names[-1] in words or (glows and any(n in words for n in names)))


def _time_and_sky(staging: Staging) -> tuple[str, str]:
    """Return the time of day and the sky as keys; empty where the scene does not say."""
    daylight = staging.snapshot.environment.daylight
    if daylight is None:
        return "", ""
    sun = math.degrees(sky_light(daylight).sun.position.elevation)
    half = "am" if moment_of(daylight).hour < 12 else "pm"
    return f"{band('sun_deg', sun)}-{half}", band("clouds", daylight.clouds)


def _mood(snapshot: Snapshot, draws: Draws) -> tuple[str, ...]:
    """Return level, contrast and cast of the picture itself, drawn small."""
    options = RenderOptions(samples=1, occlusion=False, shadow_map_size=1024)
    pixels = draws.render(snapshot, ("beauty",), _BOX, options=options)["beauty"]
    values = pixels.reshape(-1, 3).astype(np.float64) / 255.0
    lab = oklab(np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4))
    lightness = lab[:, 0]
    found = (
        band("level", float(np.median(lightness)) ** 2.0),
        band("contrast", float(lightness.std())),
        band("warmth", float(lab[:, 2].mean())),
    )
    return tuple(word for word in found if word)
