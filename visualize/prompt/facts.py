"""Facts: what a shot shows and does, as plain words and keys, before any sentence is made.

Facts hold no measured numbers, only the bands they fall into, so that equal facts mean a scene
that reads the same. ``docs/prompts.md`` says how each is found.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

Tab = Literal["scene", "style", "lighting"]
TABS: tuple[Tab, ...] = ("scene", "style", "lighting")
"""The parts of a prompt that can be edited, in the order of the screen."""

Role = Literal["subject", "over", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """One thing that someone or something does.

    ``act`` is a key of the phrases (``poses.sit``, ``cycles.walk``, ``acts.turn-to-camera``);
    ``pace`` and ``way`` are keys too, ``target`` is whom or what it is done to.
    """

    act: str
    pace: str = ""
    way: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the picture: ``column`` left, centre or right; ``layer`` of the depth.

    ``entrance`` is ``enters``, ``leaves`` or empty: whether it is there from first to last.
    """

    column: str
    layer: str
    entrance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A person or thing in the picture.

    ``called`` is its short name in a sentence, ``told`` says who or what it is. ``trait`` is what
    its description says it does in general, told where nothing is seen of it.
    """

    node: str
    called: str
    told: str
    person: bool
    role: Role
    place: Place
    doing: tuple[Doing, ...] = ()
    trait: str = ""
    their: str = "its"
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the scene is: its name, what its groups are described as, and the props in sight."""

    name: str
    described: tuple[str, ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPart:
    """One part of a move: a name of ``compose.moves.MOVES``, its sense, its subject, its pace."""

    move: str
    forward: bool
    subject: str
    pace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """The framing in film words, and the move as phases of parts; an empty phase holds.

    ``size_at_end`` is empty where the size stays. ``focus`` is from whom to whom it is pulled.
    """

    kind: str
    subjects: tuple[str, ...]
    over: str
    size: str
    size_at_end: str
    angle: str
    side: str
    composition: str
    dutch: bool
    lens_mm: float
    feel: str
    shallow: bool
    phases: tuple[tuple[CameraPart, ...], ...]
    handheld: bool
    focus: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A source of light: its name, its tint, and the side it comes from."""

    name: str
    tint: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lighting:
    """Time of day and sky, the key, other named lamps, lamps in the picture, air and mood."""

    time: str
    sky: str
    air: str
    key: Lamp | None
    soft: bool
    shaded: bool
    lamps: tuple[Lamp, ...]
    practicals: tuple[str, ...]
    mood: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """Lines that are spoken, as (who, words), and sounds, in the order of the shot's notes."""

    lines: tuple[tuple[str, str], ...] = ()
    sounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptFacts:
    """Everything a prompt is made from. ``still`` is about one frame, without motion."""

    description: str
    seen: tuple[Seen, ...]
    setting: Setting
    camera: Camera
    lighting: Lighting
    style: str
    sounds: Sounds
    still: bool = False

    def fingerprint(self, tab: Tab) -> str:
        """Return what tells one state of a tab's facts from another, 16 hexadecimal digits."""
        told: dict[Tab, object] = {
            "scene": [
                self.description, [asdict(one) for one in self.seen], asdict(self.setting),
                asdict(self.camera), asdict(self.sounds),
            ],
            "style": self.style,
            "lighting": asdict(self.lighting),
        }  # fmt: skip
        text = json.dumps(told[tab], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]
