"""Hypothesis strategies for whole projects: any value that a field may hold."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from compose.camera import GATES, SENSORS_MM, Aim
from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.environment import Environment
from compose.figures.body import FigureBody
from compose.figures.performance import (
    CyclePlay,
    Look,
    MotionPlay,
    Performance,
    PoseKey,
    Reach,
)
from compose.node import Node, Parent
from compose.payload import (
    Asset,
    CameraPayload,
    ClipPlay,
    Figure,
    ImageCard,
    LightPayload,
    MaterialSpec,
    PartOverride,
    Placement,
    Primitive,
    Prop,
)
from compose.project import Project
from compose.scene import Scene
from compose.shot import Prompt, Shot
from compose.track import Track

numbers = st.floats(allow_nan=False, allow_infinity=False).map(lambda x: x + 0.0)
positive = st.floats(min_value=1e-300, max_value=1e300)
not_negative = st.floats(min_value=0.0, max_value=1e300).map(lambda x: x + 0.0)
units = st.floats(min_value=0.0, max_value=1.0).map(lambda x: x + 0.0)
frames = st.integers(-(10**9), 10**9)
words = st.text(max_size=12)
names = st.text(min_size=1, max_size=12)
vec2 = st.tuples(numbers, numbers)
vec3 = st.tuples(numbers, numbers, numbers)
vec4 = st.tuples(numbers, numbers, numbers, numbers)
colors = st.tuples(not_negative, not_negative, not_negative)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
unknown = st.dictionaries(names.map(lambda name: f"x-{name}"), json_values, max_size=2)


def ids(prefix: str) -> st.SearchStrategy[str]:
    return st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12).map(
        lambda tail: f"{prefix}_{tail}"
    )


def some(**fields: st.SearchStrategy) -> st.SearchStrategy[dict]:
    """Any subset of the fields: what is left out takes its default."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def values(draw, model, required=None, optional=None):
    """A value of ``model``, with fields it does not know."""
    fixed = draw(st.fixed_dictionaries(required or {}))
    return model(**fixed, **draw(some(**(optional or {}))), **draw(unknown))


aims = values(Aim, {"node": ids("nod")}, {"joint": words, "offset": vec3})
placements = values(Placement, {}, {"translation": vec3, "rotation_deg": vec3, "scale": vec3})
materials = values(
    MaterialSpec,
    {},
    {"metallic": units, "emissive": colors, "texture": words, "solid": st.booleans(),
     "alpha_mode": st.sampled_from(["opaque", "mask", "blend"])},
)  # fmt: skip
primitives = values(
    Primitive,
    {"kind": st.just("primitive"), "shape": names},
    {"parameters": st.dictionaries(names, json_values, max_size=3), "material": materials,
     "instances": st.lists(placements, max_size=2).map(tuple)},
)  # fmt: skip
plays = values(
    ClipPlay,
    {"clip": words},
    {"start": numbers, "speed": numbers, "loop": st.sampled_from(["once", "loop"])},
)
overrides = values(PartOverride, {}, {"translation": vec3, "visible": st.booleans()})
assets = values(
    Asset,
    {"kind": st.just("asset"), "path": names},
    {"sha256": words, "unit_m": positive, "plays": st.lists(plays, max_size=2).map(tuple),
     "overrides": st.dictionaries(names, overrides, max_size=2),
     "morphs": st.dictionaries(names, numbers, max_size=2)},
)  # fmt: skip
props = values(
    Prop,
    {"kind": st.just("prop"), "prop": names},
    {"parameters": st.dictionaries(names, json_values, max_size=2),
     "colors": st.dictionaries(names, colors, max_size=2),
     "overrides": st.dictionaries(names, overrides, max_size=2),
     "rolling": st.booleans(), "instances": st.lists(placements, max_size=2).map(tuple)},
)  # fmt: skip
bodies = values(
    FigureBody,
    {},
    {"age": st.sampled_from(["adult", "teen", "child"]), "sex": st.sampled_from(["female", "male"]),
     "height_m": st.floats(0.8, 2.3), "build": st.floats(-1.0, 1.0).map(lambda x: x + 0.0),
     "outfit": st.sampled_from(["casual", "coat", "mannequin"]), "skin": colors},
)  # fmt: skip
limbs = st.sampled_from(["left_hand", "right_hand", "left_foot", "right_foot"])
places = {"node": ids("nod"), "joint": words, "offset": vec3, "weight": units}
performances = values(
    Performance,
    {},
    {"pose": names, "mirrored": st.booleans(), "right_hand": names,
     "joints": st.dictionaries(names, vec3, max_size=2),
     "poses": st.lists(
         values(PoseKey, {"frame": numbers, "pose": names},
                {"mirrored": st.booleans(), "ease": st.sampled_from(["hold", "linear"])}),
         max_size=2).map(tuple),
     "cycles": st.lists(
         values(CyclePlay, {"cycle": names},
                {"start": numbers, "end": numbers, "speed": positive, "blend": not_negative}),
         max_size=2).map(tuple),
     "reaches": st.lists(values(Reach, {"limb": limbs}, places | {"pole": vec3}),
                         max_size=2).map(tuple),
     "look": values(Look, {}, places | {"head": units}),
     "motion": values(MotionPlay, {"path": names}, {"start": numbers, "clip": words}),
     "ground": st.lists(ids("nod"), max_size=2).map(tuple)},
)  # fmt: skip
figures = values(
    Figure,
    {"kind": st.just("figure")},
    {"body": bodies, "performance": performances,
     "overrides": st.dictionaries(names, overrides, max_size=1)},
)  # fmt: skip
cards = values(
    ImageCard,
    {"kind": st.just("card"), "image": names},
    {"type": st.sampled_from(["plate", "cut-out", "backdrop"]), "height_m": positive},
)
cameras = values(
    CameraPayload,
    {"kind": st.just("camera")},
    {"sensor": st.sampled_from(sorted(SENSORS_MM)) | vec2,
     "gate": st.sampled_from(sorted(GATES)) | positive,
     "focal_length_mm": positive, "aim": aims, "roll_deg": numbers},
)  # fmt: skip
lights = values(
    LightPayload,
    {"kind": st.just("light"), "type": st.sampled_from(["directional", "point", "spot"])},
    {"color": colors, "intensity": not_negative, "shadow": st.booleans()},
)
nodes = values(
    Node,
    {"id": ids("nod"), "name": words},
    {"parent": values(Parent, {"node": ids("nod")}, {"joint": words}),
     "translation": vec3, "rotation_deg": vec3, "quaternion": vec4, "scale": vec3,
     "rotation_mode": st.sampled_from(["euler", "quaternion"]), "visible": st.booleans(),
     "color": colors, "opacity": units, "description": words,
     "references": st.lists(words, max_size=4).map(tuple),
     "payload": primitives | props | figures | assets | cards | cameras | lights},
)  # fmt: skip
environments = values(Environment, {}, {"fog_density": not_negative, "zenith_color": colors})


@st.composite
def curves(draw):
    value = draw(st.sampled_from([numbers, vec4]))
    keys = [
        draw(
            values(
                Keyframe,
                {"frame": st.just(float(frame)), "value": value},
                {"interpolation": st.sampled_from(Interpolation), "left": vec2, "right": vec2},
            )
        )
        for frame in sorted(draw(st.sets(frames, min_size=1, max_size=4)))
    ]
    sides = st.sampled_from(Extrapolation)
    return draw(values(Curve, {"keys": st.just(tuple(keys))}, {"before": sides, "after": sides}))


tracks = values(Track, {"channel": words, "curve": curves()}, {"node": ids("nod")})


@st.composite
def shots(draw):
    # With its handles a shot lies within 10**9 frames of 0 and has at most 10**6.
    start = draw(st.integers(-(10**9) + 100, 10**9 - 10**6))
    return draw(
        values(
            Shot,
            {"id": ids("sht"), "number": words, "name": words, "scene": ids("scn"),
             "camera": ids("nod"), "start": st.just(start),
             "end": st.integers(start + 1, start + 10**6 - 100)},
            {"head": st.integers(0, 100), "focal_length_mm": positive,
             "gate": st.sampled_from(sorted(GATES)) | positive, "notes": words,
             "prompt": values(Prompt, {}, {"scene": words, "lighting": words}),
             "tracks": st.lists(tracks, max_size=2).map(tuple), "pick": words},
        )
    )  # fmt: skip


scenes = values(
    Scene,
    {"id": ids("scn"), "name": words},
    {"environment": environments, "nodes": st.lists(nodes, max_size=3).map(tuple),
     "tracks": st.lists(tracks, max_size=2).map(tuple),
     "pass_ids": st.dictionaries(words, st.integers(1, 10**6), max_size=3),
     "next_pass_id": st.integers(1, 10**6)},
)  # fmt: skip

projects = values(
    Project,
    {"id": ids("prj"), "name": words},
    {"rate": st.sampled_from(["24", "25", "23.976", "30000/1001"]), "bible": words,
     "sequence": st.lists(ids("sht"), max_size=3).map(tuple),
     "scenes": st.lists(scenes, max_size=2, unique_by=lambda s: s.id).map(tuple),
     "shots": st.lists(shots(), max_size=2, unique_by=lambda s: s.id).map(tuple)},
)  # fmt: skip
