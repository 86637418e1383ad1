"""Plays: which channels of an asset's clips drive which numbers, later plays winning."""

from __future__ import annotations

from collections.abc import Iterator

from compose.errors import NotFoundError
from compose.geometry.model import Clip, ClipChannel
from compose.payload import Asset, ClipPlay
from compose.stage.clips import ClipDrive
from compose.stage.insides import Inside
from compose.stage.layout import Layout

_FIELDS = {
    "translation": ("slot.translation", 3),
    "rotation": ("slot.quaternion", 4),
    "scale": ("slot.scale", 3),
}
_OVERRIDES = {"translation": "translation", "rotation": "quaternion", "scale": "scale"}


def clip_drives(inside: Inside, layout: Layout) -> list[ClipDrive]:
    """Return what the clips of one asset node drive.

    Of several plays the later one wins, channel by channel. What the node overrides (a part's
    place, a morph's weight) no clip drives.

    Raises
    ------
    NotFoundError
        When the asset has no clip of that name; the nearest are offered.
    """
    found: dict[tuple[int, str], tuple[ClipPlay, Clip, ClipChannel]] = {}
    for play in inside.payload.plays if isinstance(inside.payload, Asset) else ():
        clip = _clip_named(inside, play.clip)
        for channel in clip.channels:
            if len(channel.times):
                found[channel.node, channel.target] = (play, clip, channel)
    drives: list[ClipDrive] = []
    for play, clip, channel in found.values():
        if channel.target == "weights":
            drives += _weights(inside, layout, play, clip, channel)
        elif not _overridden(inside, channel):
            field, width = _FIELDS[channel.target]
            place = layout.index(field, inside.first + channel.node)
            drives.append(ClipDrive(play, clip, channel, place, 0, width))
    return drives


def _clip_named(inside: Inside, name: str) -> Clip:
    for clip in inside.model.clips:
        if clip.name == name:
            return clip
    raise NotFoundError("animation", name, [c.name for c in inside.model.clips], inside.where)


def _overridden(inside: Inside, channel: ClipChannel) -> bool:
    change = inside.payload.overrides.get(inside.model.nodes[channel.node].path)
    return change is not None and getattr(change, _OVERRIDES[channel.target]) is not None


def _weights(
    inside: Inside, layout: Layout, play: ClipPlay, clip: Clip, channel: ClipChannel
) -> Iterator[ClipDrive]:
    names = inside.morph_names(channel.node)
    chosen = inside.payload.morphs if isinstance(inside.payload, Asset) else {}
    for column, name in enumerate(names[: channel.values.shape[1]]):
        if name not in chosen:
            place = layout.index("morph.weight", inside.morphs[channel.node] + column)
            yield ClipDrive(play, clip, channel, place, column, 1)
