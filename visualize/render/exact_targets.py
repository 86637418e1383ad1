"""Which exact passes share a render target, and the lines of GLSL that join them. No GL here.

A target of three floats has four on every driver, so a pass of three channels takes one of a
single channel along in its fourth (normal and depth): fewer targets are quicker to write and to
read back, and both come out as views of one array.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from visualize.render.passes import Dtype, Pass
from visualize.render.target import Attachment

_SHARED = 4
"""Channels of the target of a three-channel pass."""

_ATTACHED: dict[Dtype, str] = {"float32": "f4", "uint32": "u4", "uint8": "u1"}
_TYPES = {
    "float32": ("float", "vec2", "vec3", "vec4"),
    "uint32": ("uint", "uvec2", "uvec3", "uvec4"),
    "uint8": ("uint", "uvec2", "uvec3", "uvec4"),
}


@dataclass(frozen=True, slots=True)
class ExactTarget:
    """One render target and the passes in it, in the order of their channels."""

    passes: tuple[Pass, ...]

    @property
    def attachment(self) -> Attachment:
        """The target's format."""
        return Attachment(self._width, _ATTACHED[self.passes[0].dtype])

    @property
    def _width(self) -> int:
        used = sum(entry.channels for entry in self.passes)
        return _SHARED if used == _SHARED - 1 else used

    def declaration(self, at: int) -> str:
        """Return the output of the fragment shader that writes colour target ``at``."""
        kind = _TYPES[self.passes[0].dtype][self._width - 1]
        return f"layout(location = {at}) out {kind} target_{at};"

    def assignment(self, at: int, values: Iterable[str]) -> str:
        """Return the statement that writes a value for each pass (GLSL expressions)."""
        kind = _TYPES[self.passes[0].dtype][self._width - 1]
        spare = self._width - sum(entry.channels for entry in self.passes)
        return f"target_{at} = {kind}({', '.join([*values, *['0'] * spare])});"

    def views(self, array: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
        """Return each pass's part of the target's array, (H, W) or (H, W, channels)."""
        if array.ndim == 2:
            return {self.passes[0].name: array}
        found: dict[str, npt.NDArray[Any]] = {}
        first = 0
        for entry in self.passes:
            last = first + entry.channels
            found[entry.name] = array[..., first] if entry.channels == 1 else array[..., first:last]
            first = last
        return found


def exact_targets(passes: Iterable[Pass]) -> tuple[ExactTarget, ...]:
    """Return the targets of these passes (those that a shader draws), wide ones first."""
    waiting = list(passes)
    targets: list[ExactTarget] = []
    for wide in [entry for entry in waiting if entry.channels == _SHARED - 1]:
        waiting.remove(wide)
        guest = next((p for p in waiting if p.channels == 1 and p.dtype == wide.dtype), None)
        if guest is not None:
            waiting.remove(guest)
        targets.append(ExactTarget((wide,) if guest is None else (wide, guest)))
    return (*targets, *(ExactTarget((entry,)) for entry in waiting))


def surface_defines(targets: tuple[ExactTarget, ...]) -> list[str]:
    """Return the defines with which ``exact.glsl`` calls every pass and writes every target."""
    calls = " ".join(f"pass_{entry.name}();" for target in targets for entry in target.passes)
    writes = " ".join(
        target.assignment(at, [f"exact_{entry.name}()" for entry in target.passes])
        for at, target in enumerate(targets)
    )
    return [f"PASS_ALL {calls}", f"WRITE_ALL {writes}", _declarations(targets)]


def sky_defines(targets: tuple[ExactTarget, ...]) -> list[str]:
    """Return the defines with which ``exact_sky.glsl`` writes what each pass is without surface."""
    writes = " ".join(
        target.assignment(at, [_sky(entry) for entry in target.passes])
        for at, target in enumerate(targets)
    )
    return [f"WRITE_SKY {writes}", _declarations(targets)]


def _declarations(targets: tuple[ExactTarget, ...]) -> str:
    return "TARGETS " + " ".join(target.declaration(at) for at, target in enumerate(targets))


def _sky(entry: Pass) -> str:
    """Return the clear value, to the bit, or the call that works it out."""
    if not entry.clear:
        return f"sky_{entry.name}()"
    if entry.dtype != "float32":
        return ", ".join(f"{int(value)}u" for value in entry.clear)
    bits = [struct.unpack("<I", struct.pack("<f", value))[0] for value in entry.clear]
    return ", ".join(f"uintBitsToFloat({number}u)" for number in bits)
