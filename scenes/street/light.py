"""Late afternoon: a low warm sun along the street, cool sky, a little haze, lamps coming on."""

from __future__ import annotations

from collections.abc import Iterator

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.environment import Environment
from compose.node import Node
from compose.payload import LightPayload
from compose.track import Track
from scenes.street.parts import keys, node_id, track

SUN_DEG = (-31.0, 60.0, 0.0)
"""Tilt and turn of the sun: from the south-east of the frame, over the low roofs."""


def environment() -> Environment:
    """Return the sky and the haze."""
    return Environment(
        zenith_color=(0.16, 0.28, 0.52),
        horizon_color=(0.86, 0.74, 0.60),
        ground_color=(0.20, 0.17, 0.14),
        sky_brightness=1.0,
        ambient=0.5,
        fog_color=(0.70, 0.67, 0.64),
        fog_density=0.003,
        fog_falloff=0.04,
        exposure_ev=0.2,
    )


def nodes() -> Iterator[Node]:
    """Yield the sun."""
    yield Node(
        id=node_id("Sun"),
        name="Sun",
        translation=(30.0, 30.0, 20.0),
        rotation_deg=SUN_DEG,
        description="Low, warm, late-afternoon sun",
        payload=LightPayload(
            kind="light",
            type="directional",
            color=(1.0, 0.80, 0.56),
            intensity=7.0,
            angular_radius_deg=0.6,
        ),
    )


def tracks() -> Iterator[Track]:
    """Yield the tracks of light, air and glass: the evening comes on over ten seconds."""
    yield track(
        None, "fog_density", keys((0, 0.003), (240, 0.0045), interpolation=Interpolation.LINEAR)
    )
    yield track(None, "exposure_ev", keys((0, 0.2), (120, 0.2), (240, 0.4)))
    yield from _street_lamp()
    glow = ((0.80, 0.58, 0.30), (1.0, 0.82, 0.50))
    for i, channel in enumerate("rgb"):
        pulse = keys((0, glow[0][i]), (36, glow[1][i]), after=Extrapolation.PING_PONG)
        yield track("Bakery light box", f"color.{channel}", pulse)
    yield track("Bakery shop window", "opacity", keys((0, 0.12), (240, 0.2)))
    yield track(
        "Bakery awning",
        "scale.z",
        keys((0, 0.45), (150, 1.0), interpolation=Interpolation.LINEAR),
    )
    yield _swinging_sign()


def _street_lamp() -> Iterator[Track]:
    """Let the lamp catch: flickers, then a steady glow; its cone opens as it warms."""
    steps = ((150, 0.0), (170, 9.0), (172, 1.0), (177, 11.0), (179, 3.0), (184, 12.0), (215, 14.0))
    flicker = [
        Keyframe(
            frame=frame,
            value=value,
            interpolation=Interpolation.SMOOTH if frame >= 184 else Interpolation.CONSTANT,
        )
        for frame, value in steps
    ]
    yield track("Bakery street lamp", "light.intensity", Curve(keys=tuple(flicker)))
    yield track("Bakery street lamp", "light.outer_cone_deg", keys((170, 38.0), (215, 55.0)))


def _swinging_sign() -> Track:
    """Swing about the bracket and back: one whole-quaternion curve."""
    lean = 0.0697565  # the sine of half of eight degrees
    swing = keys(
        (0, (0.0, 0.0, -lean, 0.9975641)),
        (22, (0.0, 0.0, lean, 0.9975641)),
        before=Extrapolation.PING_PONG,
        after=Extrapolation.PING_PONG,
    )
    return track("Hanging sign", "quaternion", swing)
