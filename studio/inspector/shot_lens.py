"""Shot lens: what a shot has of its own in place of its camera's lens and gate. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from compose.edits import set_shot
from compose.node import Node
from compose.payload import CameraPayload
from compose.shot import Shot
from studio.inspector.choices import gates
from studio.session import Session
from studio.session.layers import track_of
from studio.session.session import Edit

FOCAL = "camera.focal_length_mm"
FROM_CAMERA = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotLens:
    """How a shot stands to its camera's lens and gate.

    ``lens_mm`` is the shot's own, or the camera's where it ``follows`` that; ``gate`` is a key of
    the gates, ``FROM_CAMERA`` for the camera's. ``reason`` says why the shot's lens means nothing.
    """

    number: str
    follows: bool
    lens_mm: float
    gate: str
    gates: tuple[tuple[str, str], ...]
    reason: str = ""


def shot_lens_of(session: Session, node: Node) -> ShotLens | None:
    """Return what the shot looked at has of its own; ``None`` where another camera films it."""
    shot, camera = session.shot, node.payload
    if shot is None or shot.camera != node.id or not isinstance(camera, CameraPayload):
        return None
    own = shot.focal_length_mm
    named = gates()
    offered = ((FROM_CAMERA, "As the camera"), *named)
    gate = FROM_CAMERA if shot.gate is None else _key(shot.gate)
    if gate not in dict(offered):
        offered = (*offered, (gate, gate))
    seen = session.standing(node.id, FOCAL).value
    keyed = track_of(shot, node.id, FOCAL) is not None
    return ShotLens(
        number=shot.number,
        follows=own is None,
        lens_mm=own if own is not None else float(seen if not isinstance(seen, tuple) else 0.0),
        gate=gate,
        gates=offered,
        reason="Keyed in the shot" if keyed else "",
    )


def with_lens(shot: Shot, lens_mm: float | None) -> Edit:
    """Return the edit that gives a shot a lens of its own; ``None`` for the camera's."""
    return lambda project: set_shot(project, shot.id, focal_length_mm=lens_mm)


def with_gate(shot: Shot, gate: str) -> Edit:
    """Return the edit that gives a shot a gate of its own; ``FROM_CAMERA`` for the camera's."""
    return lambda project: set_shot(project, shot.id, gate=gate or None)


def _key(gate: str | float) -> str:
    return gate if isinstance(gate, str) else f"{gate:g}"
