"""Short ways to add to the street: ids from names, props of the kit, copies, primitives, keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.edits import add_node, add_prop, set_track
from compose.node import Parent
from compose.payload import MaterialSpec, Payload, Placement, Primitive, Prop
from compose.project import Project
from compose.shot import Shot
from compose.track import Track
from compose.values import Vec3, Vec4
from scenes.writing import lasting_id

Color = Vec3

PAVEMENT_Y = 0.144
"""Where people stand on the pavement: the kerb of the kit's road, and the 4 mm of its asphalt."""

ROAD_HALF_M = 4.6
FRONT_Z = 8.0
"""House fronts stand at z = ±8 m; the road's middle is z = 0 and the street runs along X."""

DISTANT = 0.25
"""The ``detail`` of what is never near a camera: no bevels, few sides."""

FILM = "Late delivery"


def street_id(prefix: str, name: str) -> str:
    """Return the id of the node, shot or scene of the film that is called or numbered so."""
    return lasting_id(prefix, FILM, name)


SCENE = street_id("scn", "Harbour street")


def node_id(name: str) -> str:
    """Return the id of the node called ``name``."""
    return street_id("nod", name)


def on(name: str | None, joint: str | None = None) -> Parent | None:
    """Hang on the node called ``name``, or on a joint of it."""
    return None if name is None else Parent(node=node_id(name), joint=joint)


def group(
    project: Project,
    name: str,
    at: Vec3 = (0.0, 0.0, 0.0),
    **fields: Any,  # noqa: ANN401 - any field of Node
) -> Project:
    """Add a node without a payload."""
    return add_node(project, SCENE, name, node_id=node_id(name), translation=at, **fields)


def carrier(
    project: Project,
    name: str,
    payload: Payload,
    *,
    at: Vec3 = (0.0, 0.0, 0.0),
    turn_deg: float = 0.0,
    parent: Parent | None = None,
    **fields: Any,  # noqa: ANN401 - any field of Node
) -> Project:
    """Add a node that carries a payload and is turned about the vertical."""
    return add_node(
        project,
        SCENE,
        name,
        node_id=node_id(name),
        translation=at,
        rotation_deg=(0.0, turn_deg, 0.0),
        parent=parent,
        payload=payload,
        **fields,
    )


def prop(
    project: Project,
    name: str,
    kind: str,
    *,
    at: Vec3 = (0.0, 0.0, 0.0),
    turn_deg: float = 0.0,
    colors: Mapping[str, Color] | None = None,
    parent: Parent | None = None,
    description: str = "",
    **parameters: Any,  # noqa: ANN401 - any parameter of the prop
) -> Project:
    """Add a thing of the kit, turned about the vertical."""
    return add_prop(
        project,
        SCENE,
        name,
        kind,
        node_id=node_id(name),
        parameters=parameters,
        colors=colors,
        translation=at,
        rotation_deg=(0.0, turn_deg, 0.0),
        parent=parent,
        description=description,
    )


def copies(
    project: Project,
    name: str,
    kind: str,
    places: Iterable[tuple[Vec3, float]],
    *,
    colors: Mapping[str, Color] | None = None,
    parent: Parent | None = None,
    description: str = "",
    **parameters: Any,  # noqa: ANN401 - any parameter of the prop
) -> Project:
    """Add one node that draws a thing of the kit at each ``(place, turn in degrees)``."""
    instances = tuple(
        Placement(translation=at, rotation_deg=(0.0, turn, 0.0)) for at, turn in places
    )
    payload = Prop(
        kind="prop",
        prop=kind,
        parameters=parameters,
        colors=dict(colors or {}),
        instances=instances,
    )
    return carrier(project, name, payload, parent=parent, description=description)


def boxes(
    project: Project,
    name: str,
    placements: Iterable[tuple[Vec3, Vec3]],
    color: Color,
    material: MaterialSpec | None = None,
    **fields: Any,  # noqa: ANN401 - any field of Node
) -> Project:
    """Add one node of many boxes: ``(foot, (width, height, depth))`` each, in metres."""
    instances = tuple(Placement(translation=at, scale=size) for at, size in placements)
    payload = Primitive(
        kind="primitive", shape="box", material=material or MaterialSpec(), instances=instances
    )
    return carrier(project, name, payload, color=color, **fields)


def keys(
    *pairs: tuple[float, float | Vec4],
    interpolation: Interpolation = Interpolation.SMOOTH,
    before: Extrapolation = Extrapolation.HOLD,
    after: Extrapolation = Extrapolation.HOLD,
) -> Curve:
    """Return a curve through ``(frame, value)`` pairs."""
    frames = [
        Keyframe(frame=frame, value=value, interpolation=interpolation) for frame, value in pairs
    ]
    return Curve(keys=tuple(frames), before=before, after=after)


def eased(*pairs: tuple[float, float], reach: float = 0.55) -> Curve:
    """Return a Bezier curve that leaves and meets each key level, like a heavy crane."""
    frames = [frame for frame, _ in pairs]
    result = []
    for i, (frame, value) in enumerate(pairs):
        back = (frame - frames[i - 1]) * reach if i else 0.0
        ahead = (frames[i + 1] - frame) * reach if i + 1 < len(pairs) else 0.0
        result.append(
            Keyframe(
                frame=frame,
                value=value,
                interpolation=Interpolation.BEZIER,
                left=(-back, 0.0) if back else None,
                right=(ahead, 0.0) if ahead else None,
            )
        )
    return Curve(keys=tuple(result))


def animate(
    project: Project,
    node: str | None,
    curves: Mapping[str, Curve] | Sequence[tuple[str, Curve]],
    shot: Shot | None = None,
) -> Project:
    """Set curves by channel: on the node called so or the environment, in the scene or a shot."""
    for channel, curve in dict(curves).items():
        track = Track(node=node_id(node) if node else None, channel=channel, curve=curve)
        place = {"scene": SCENE} if shot is None else {"shot": shot.id}
        project = set_track(project, track, **place)
    return project
