"""Read BVH motion capture into a `Model`: a tree of joints and one clip of their rotations.

The format: Biovision's hierarchy, as described by Meredith and Maddock, "Motion Capture File
Formats Explained", 2001. Channels are intrinsic turns in the order in which they are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from compose.errors import AssetError
from compose.geometry.mesh import F64
from compose.geometry.model import Clip, ClipChannel, Model, ModelNode
from compose.transform import euler_quaternions

MAX_BYTES = 256 * 1024 * 1024
MAX_JOINTS = 1024
MAX_FRAMES = 1_000_000
MAX_NUMBERS = 20_000_000
_LARGEST = 1e9
_BLOCK = 1024
_LONGEST_LINE = 200_000

_AXES = {f"{letter}{kind}": (kind, i) for i, letter in enumerate("xyz")
         for kind in ("position", "rotation")}  # fmt: skip


@dataclass
class _Joint:
    """A joint as it is being read. ``channels`` are (kind, axis), from ``first`` of a frame."""

    name: str
    parent: int
    line: int
    offset: tuple[float, ...] | None = None
    channels: list[tuple[str, int]] = field(default_factory=list)
    first: int = 0


def read_bvh(path: str | Path, unit_m: float = 1.0) -> Model:
    """Return the joints (end sites too) in the rest pose, and the motion as a clip ``"motion"``.

    Parameters
    ----------
    unit_m
        Length of one file unit in metres; the format does not say.

    Raises
    ------
    AssetError
        When the file cannot be read; the message names the line.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise AssetError(path, f"is larger than {MAX_BYTES >> 20} MiB. Cut the motion shorter.")
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise AssetError(path, f"cannot be read: {error.strerror or error}.") from error
    return _Reader(path, text).model(unit_m)


class _Reader:
    """Walks the lines of one file; every error names the line it stands on."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines, self.line = path, text.splitlines(), 0
        self.joints: list[_Joint] = []

    def error(self, message: str, line: int | None = None) -> AssetError:
        return AssetError(self.path, f"line {self.line if line is None else line}: {message}")

    def model(self, unit_m: float) -> Model:
        self._hierarchy()
        frames, seconds = self._header()
        table = self._motion(frames)
        clip = self._clip(table, seconds, unit_m)
        return Model(nodes=tuple(self._nodes(unit_m)), clips=(clip,))

    def _tokens(self) -> Iterator[list[str]]:
        """Yield the words of each line that has any, braces on their own."""
        while self.line < len(self.lines):
            text = self.lines[self.line].strip()
            self.line += 1
            for words in re.split(r"([{}])", text):
                if words.strip():
                    yield words.split()

    def _hierarchy(self) -> None:
        """Read joints up to the line MOTION."""
        tokens = self._tokens()
        first = next(tokens, [])
        if not first or first[0].upper() != "HIERARCHY":
            raise self.error("a BVH begins with HIERARCHY; this file does not.")
        inside: list[int] = []
        opening: int | None = None
        for words in tokens:
            word = words[0].upper()
            if opening is not None:
                if word != "{":
                    raise self.error(f"{self.joints[opening].name!r} needs an opening brace.")
                inside.append(opening)
                opening = None
            elif word in ("ROOT", "JOINT", "END"):
                opening = self._joint(word, words, inside)
            elif word == "}":
                self._close(inside)
            elif word == "MOTION" and not inside:
                break
            elif inside and word in ("OFFSET", "CHANNELS"):
                self._field(self.joints[inside[-1]], word, words[1:])
            else:
                raise self.error(f"{words[0][:30]!r} is not expected here.")
        else:
            raise self.error("the file ends before MOTION; it is cut off. Export it again.")
        if not self.joints:
            raise self.error("the hierarchy has no joints.")

    def _joint(self, word: str, words: list[str], inside: list[int]) -> int:
        if (word == "ROOT") == bool(inside):
            where = "inside another joint" if inside else "outside the root"
            raise self.error(f"{words[0]} stands {where}.")
        if len(self.joints) >= MAX_JOINTS:
            raise self.error(f"there are more than {MAX_JOINTS} joints.")
        name = "End" if word == "END" else " ".join(words[1:])[:200]
        if not name:
            raise self.error("a joint has no name.")
        self.joints.append(_Joint(name, inside[-1] if inside else -1, self.line))
        return len(self.joints) - 1

    def _close(self, inside: list[int]) -> None:
        if not inside:
            raise self.error("a closing brace has no opening one.")
        joint = self.joints[inside.pop()]
        if joint.offset is None:
            raise self.error(f"joint {joint.name!r} has no OFFSET.", joint.line)

    def _field(self, joint: _Joint, word: str, words: list[str]) -> None:
        if word == "OFFSET":
            numbers = [self._number(w) for w in words]
            if len(numbers) != 3:
                raise self.error(f"OFFSET takes three numbers, not {len(numbers)}.")
            joint.offset = tuple(numbers)
            return
        names = [w.lower() for w in words[1:]]
        if not words or words[0] != str(len(names)):
            raise self.error("CHANNELS says how many there are, then names as many.")
        for name in names:
            if name not in _AXES:
                raise self.error(f"{name[:30]!r} is no channel; Xposition … Zrotation are.")
        if len(set(names)) < len(names):
            raise self.error("a channel is named twice.")
        joint.channels = [_AXES[name] for name in names]

    def _number(self, word: str) -> float:
        try:
            value = float(word)
        except ValueError:
            raise self.error(f"{word[:30]!r} is no number.") from None
        if not abs(value) <= _LARGEST:
            raise self.error(f"{word[:30]!r} is beyond {_LARGEST:g}.")
        return value

    def _header(self) -> tuple[int, float]:
        """Return the number of frames and the seconds of one."""
        found: list[float] = []
        lines: list[int] = []
        for pattern, what in ((r"frames\s*:\s*(\S+)$", "Frames:"),
                              (r"frame\s+time\s*:\s*(\S+)$", "Frame Time:")):  # fmt: skip
            while self.line < len(self.lines) and not self.lines[self.line].strip():
                self.line += 1
            text = self.lines[self.line].strip() if self.line < len(self.lines) else ""
            self.line += 1
            match = re.match(pattern, text, re.IGNORECASE)
            if match is None:
                raise self.error(f"{what!r} and its number are expected here.")
            found.append(self._number(match[1]))
            lines.append(self.line)
        frames, seconds = found
        if not 1 <= frames <= MAX_FRAMES or frames != int(frames):
            raise self.error(f"a motion has 1 to {MAX_FRAMES:,} frames, not {frames:g}.", lines[0])
        if not 1e-4 <= seconds <= 60.0:
            raise self.error(f"a frame lasts 0.0001 to 60 s, not {seconds:g}.")
        return int(frames), seconds

    def _motion(self, frames: int) -> F64:
        """Return (frames, channels) float64."""
        width = 0
        for joint in self.joints:
            joint.first = width
            width += len(joint.channels)
        if not width:
            raise self.error("no joint has channels, so nothing moves.")
        if frames * width > MAX_NUMBERS:
            raise self.error(f"{frames} frames of {width} numbers are too many. Cut it shorter.")
        table, filled = np.empty(frames * width), 0
        while filled < len(table) and self.line < len(self.lines):
            block = self.lines[self.line : self.line + _BLOCK]
            numbers = self._numbers(block)[: len(table) - filled]
            table[filled : filled + len(numbers)] = numbers
            filled += len(numbers)
            self.line += len(block)
        if filled < len(table):
            raise self.error(
                f"{frames} frames of {width} numbers need {len(table)}; the file holds "
                f"{filled}. It is cut off; export it again."
            )
        return table.reshape(frames, width)

    def _numbers(self, block: list[str]) -> F64:
        """Return the numbers on some lines, from the one after ``line``."""
        for i, text in enumerate(block, self.line + 1):
            if len(text) > _LONGEST_LINE:
                raise self.error(f"is longer than {_LONGEST_LINE:,} characters.", i)
        try:
            result = np.array(" ".join(block).split(), np.float64)
        except ValueError:
            result = np.full(1, np.nan)
        if not (np.abs(result) <= _LARGEST).all():
            for text in block:
                self.line += 1
                for word in text.split():
                    self._number(word)
        return result

    def _nodes(self, unit_m: float) -> Iterator[ModelNode]:
        paths: list[str] = []
        taken: set[str] = set()
        for joint in self.joints:
            path = f"{paths[joint.parent]}/{joint.name}" if joint.parent >= 0 else joint.name
            repeated = 1
            while path in taken:
                path = f"{path.removesuffix(f'.{repeated - 1:03}')}.{repeated:03}"
                repeated += 1
            taken.add(path)
            paths.append(path)
            x, y, z = (value * unit_m for value in joint.offset or (0.0, 0.0, 0.0))
            yield ModelNode(path=path, parent=joint.parent, translation=(x, y, z))

    def _clip(self, table: F64, seconds: float, unit_m: float) -> Clip:
        times: F64 = np.arange(len(table), dtype=np.float64) * seconds
        channels = []
        for node, joint in enumerate(self.joints):
            for kind in ("position", "rotation"):
                columns = [(axis, joint.first + i) for i, (k, axis) in enumerate(joint.channels)
                           if k == kind]  # fmt: skip
                if not columns:
                    continue
                rest = joint.offset if kind == "position" else None
                values = np.tile(np.array(rest or (0.0, 0.0, 0.0)), (len(table), 1))
                for axis, column in columns:
                    values[:, axis] = table[:, column]
                if kind == "position":
                    channels.append(ClipChannel(node=node, target="translation", times=times,
                                                values=values * unit_m))  # fmt: skip
                    continue
                order = [axis for axis, _ in columns]
                order += [axis for axis in range(3) if axis not in order]
                turns = euler_quaternions(
                    np.radians(values), "".join("XYZ"[axis] for axis in order)
                )
                channels.append(ClipChannel(node=node, target="rotation", times=times,
                                            values=_continuous(turns)))  # fmt: skip
        return Clip(name="motion", channels=tuple(channels), duration_s=float(times[-1]))


def _continuous(turns: F64) -> F64:
    """Return quaternions with signs chosen so that each is on the side of the one before."""
    flips = np.where(np.sum(turns[1:] * turns[:-1], axis=1) < 0.0, -1.0, 1.0)
    result: F64 = turns * np.concatenate([[1.0], np.cumprod(flips)])[:, None]
    return result
