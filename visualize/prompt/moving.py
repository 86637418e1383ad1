"""Moving: what a thing does in a shot – drives, moves, rises, turns on the spot."""

from __future__ import annotations

from compose.node import Node
from compose.payload import CameraPayload, LightPayload, Prop
from visualize.prompt.facts import Doing
from visualize.prompt.phrases import band, table
from visualize.prompt.staging import Staging

_MOVES_MPS, _SPINS_DPS = 0.05, 4.0


def thing_doings(staging: Staging, node: Node, *, plural: bool) -> tuple[Doing, ...]:
    """Return what a thing does from the first frame of a shot to its last."""
    if staging.still:
        return ()
    travel, speed = staging.travel(node.id), staging.speed(node.id)
    if speed >= _MOVES_MPS:
        many = "s" if plural else ""
        if isinstance(node.payload, Prop) and node.payload.prop in table("naming")["vehicles"]:
            pace = band("driving_mps", speed)
            return (Doing(act=f"acts.vehicle{many}", pace=pace, way=staging.way(travel)),)
        rise = float(travel[1])
        if abs(rise) > 0.7 * float((travel**2).sum() ** 0.5):
            return (Doing(act="acts.rises" if rise > 0.0 else "acts.sinks"),)
        pace = band("moving_mps", speed)
        return (Doing(act=f"acts.travel{many}", pace=pace, way=staging.way(travel)),)
    spin = staging.spin(node.id)
    if spin >= _SPINS_DPS:
        act = "acts.spins" if plural else "acts.spin"
        return (Doing(act=act, pace=band("spinning_dps", spin)),)
    return ()


def is_moving(staging: Staging, node: Node) -> bool:
    """Tell whether a thing moves by itself or is carried, in the world."""
    if isinstance(node.payload, CameraPayload | LightPayload) or staging.still:
        return False
    return staging.speed(node.id) >= _MOVES_MPS or staging.spin(node.id) >= _SPINS_DPS
