"""Track: the curve of one channel of one node, or of the scene's environment."""

from __future__ import annotations

from compose.curve import Curve
from compose.values import Value


class Track(Value):
    """The motion of one scalar channel (or of one quaternion) over scene time.

    ``node`` is a node's id, or ``None`` for the scene's environment. ``channel`` is a name of
    ``compose.channels``, such as ``translation.y``, ``camera.focal_length_mm``,
    ``joints/Hips/Spine/rotation_deg.x``, ``morphs/smile`` or ``fog_density``.
    A shot's track wins over the scene's, which wins over the node's own value.
    """

    node: str | None = None
    channel: str
    curve: Curve

    @property
    def key(self) -> tuple[str | None, str]:
        """What the track drives: at most one track of a list may drive it."""
        return (self.node, self.channel)
