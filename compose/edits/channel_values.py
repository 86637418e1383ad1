"""Set the value that a channel has where no track drives it."""

from __future__ import annotations

from compose.channels import MORPH_CHANNEL, Channel, channels_of, where
from compose.edits.nodes import set_node, set_payload
from compose.edits.performing import set_performance
from compose.edits.scenes import set_environment
from compose.errors import NotFoundError, SceneError
from compose.node import Node
from compose.payload import Asset, Figure
from compose.project import Project


def set_base_value(
    project: Project, scene: str, node: str | None, channel: str, value: float | tuple[float, ...]
) -> Project:
    """Set a node's (or, for ``None``, the environment's) own value of a channel.

    Parameters
    ----------
    channel
        A fixed name of ``compose.channels``, such as ``translation.y`` or ``light.intensity``, or
        ``morphs/<name>`` of an asset.
    value
        A number, or the whole quaternion; a switch is on from 0.5 upward. It is brought into the
        channel's range.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or channel.
    SceneError
        For joints, whose base value lies in the model, and values that cannot be.
    """
    stage = project.scene(scene)
    owner = None if node is None else stage.find(node)
    found = channels_of(owner)
    if owner is not None and isinstance(owner.payload, Asset) and channel.startswith("morphs/"):
        return _on_morph(project, stage.id, owner, owner.payload, channel, value)
    if channel not in found:
        if owner is not None and channel.startswith("joints/"):
            raise SceneError(
                f"The {where(owner, channel)} has no base value here: it lies in the model. Pose "
                "the figure, or set a key."
            )
        raise NotFoundError(
            "channel",
            channel,
            found,
            f"of {'the environment' if owner is None else repr(owner.name)}",
        )
    entry = found[channel]
    if owner is None:
        return set_environment(
            project, stage.id, **{entry.field: _joined(stage.environment, entry, value)}
        )
    return _on_node(project, stage.id, owner, entry, value)


def _on_morph(
    project: Project, scene: str, node: Node, asset: Asset, channel: str,
    value: float | tuple[float, ...],
) -> Project:  # fmt: skip
    if isinstance(value, tuple):
        raise SceneError(f"The {where(node, channel)} takes a number.")
    name, weight = channel.removeprefix("morphs/"), MORPH_CHANNEL.clamped(float(value))
    return set_payload(project, scene, node.id, morphs={**asset.morphs, name: weight})


def _on_node(
    project: Project, scene: str, node: Node, channel: Channel, value: float | tuple[float, ...]
) -> Project:
    if channel.target == "node":
        return set_node(project, scene, node.id, **{channel.field: _joined(node, channel, value)})
    if isinstance(node.payload, Figure):
        return _on_performance(project, scene, node, node.payload, channel, value)
    first, _, rest = channel.field.partition(".")
    changed = _joined(node.payload, channel, value)
    if rest:  # a field of a part of the payload: the offset of a camera's aim
        part = getattr(node.payload, first)
        return set_payload(project, scene, node.id, **{first: part.replace(**{rest: changed})})
    return set_payload(project, scene, node.id, **{first: changed})


def _on_performance(
    project: Project, scene: str, node: Node, figure: Figure, channel: Channel,
    value: float | tuple[float, ...],
) -> Project:  # fmt: skip
    acting = figure.performance
    if channel.target == "look" and acting.look is not None:
        look = acting.look.replace(**{channel.field: _joined(acting.look, channel, value)})
        return set_performance(project, scene, node.id, look=look)
    reaches = tuple(
        reach.replace(**{channel.field: _joined(reach, channel, value)})
        if reach.limb == channel.path
        else reach
        for reach in acting.reaches
    )
    return set_performance(project, scene, node.id, reaches=reaches)


def _joined(
    owner: object, channel: Channel, value: float | tuple[float, ...]
) -> float | bool | tuple[float, ...]:
    """Return the whole field with one component, or all of it, replaced."""
    if isinstance(value, tuple):
        return tuple(map(float, value))
    number = channel.clamped(float(value))
    if channel.kind == "switch":
        return number >= 0.5
    if channel.component < 0:
        return number
    for name in channel.field.split("."):
        owner = getattr(owner, name)
    assert isinstance(owner, tuple)  # a channel with a component is one of a vector
    return (*owner[: channel.component], number, *owner[channel.component + 1 :])
