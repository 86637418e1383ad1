"""What a figure does, as saved: keyed poses, cycles, reaching hands and feet, a look."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from compose.values import NotNegative, Positive, Unit, Value, Vec3

Limb = Literal["left_hand", "right_hand", "left_foot", "right_foot"]
Ease = Literal["hold", "linear", "smooth"]


class PoseKey(Value):
    """A pose at a scene frame. From here to the next key the joints turn by ``ease``.

    ``left_hand`` and ``right_hand`` name hand poses; without them the pose's own are taken.
    """

    frame: float
    pose: str
    mirrored: bool = False
    left_hand: str | None = None
    right_hand: str | None = None
    ease: Ease = "smooth"


class CyclePlay(Value):
    """A cycle over scene frames ``[start, end)``; without an end it goes on.

    ``walk``, ``run``, ``sneak`` and ``limp`` follow the distance that the figure's node travels,
    step by step, with feet that stay where they are put; ``idle`` and ``sit-talk`` follow time
    times ``speed``. Over ``blend`` frames at each end the cycle mixes with the pose, and a later
    cycle with an earlier one. Those of the first four that follow one another are one way: the
    later goes on from the footholds of the earlier.

    A cycle turns the joints that it moves: none moves the fingers of a hand that a pose gives
    something to do, and ``idle`` sways about what the pose does with head and arms.
    """

    cycle: str
    start: float = 0.0
    end: float | None = None
    speed: Positive = 1.0
    offset: float = 0.0
    stride: Positive = 1.0
    blend: NotNegative = 6.0


class Reach(Value):
    """A hand or foot that goes to a place: a node (or one of its joints) plus an offset.

    Without a node the offset is a place in the scene. ``weight`` mixes with the pose and is the
    channel ``reach.<limb>.weight``. ``pole`` is where elbow or knee points, in the figure's space.
    """

    limb: Limb
    node: str | None = None
    joint: str | None = None
    offset: Vec3 = (0.0, 0.0, 0.0)
    pole: Vec3 | None = None
    weight: Unit = 1.0


class Look(Value):
    """Head and eyes turned at a node (or one of its joints) plus an offset.

    ``weight`` is the channel ``look.weight``; ``head`` is the head's share of the turn.
    """

    node: str | None = None
    joint: str | None = None
    offset: Vec3 = (0.0, 0.0, 0.0)
    weight: Unit = 1.0
    head: Unit = 0.7


class MotionPlay(Value):
    """Motion from a file (BVH, or a clip of a rigged asset), retargeted to the figure.

    It plays over scene frames ``[start, end)``, without an end it goes on; over ``blend`` frames
    before and after it mixes with the pose. The file's time is
    ``offset_s + (frame - start) / rate * speed``. The hips go the file's way, on from loop to
    loop; without ``travel`` they stay over the node and only sway. ``plant`` raises or lowers the
    whole take until its lowest foot touches the ground. ``names`` maps our joints to the file's
    where the known maps do not fit.
    """

    path: str
    sha256: str = ""
    clip: str = ""
    start: float = 0.0
    end: float | None = None
    offset_s: float = 0.0
    speed: float = 1.0
    loop: Literal["once", "loop", "ping-pong"] = "once"
    blend: NotNegative = 6.0
    travel: bool = True
    plant: bool = False
    names: dict[str, str] = Field(default_factory=dict)


class Performance(Value):
    """All that moves a figure, from the ground up: each later field works on the ones before.

    ``pose`` holds where no key says otherwise; ``joints`` are turns in degrees (X, Y, Z, order
    YXZ) that replace a joint's pose. ``ground`` names nodes on whose surface the feet stand.
    """

    pose: str = "stand"
    mirrored: bool = False
    left_hand: str | None = None
    right_hand: str | None = None
    joints: dict[str, Vec3] = Field(default_factory=dict)
    poses: tuple[PoseKey, ...] = ()
    motion: MotionPlay | None = None
    cycles: tuple[CyclePlay, ...] = ()
    reaches: Annotated[tuple[Reach, ...], Field(max_length=4)] = ()
    look: Look | None = None
    ground: tuple[str, ...] = ()
