"""What a command asks of the renderer: options, depth guide, masks, frames of each shot."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from compose.errors import NotFoundError
from compose.evaluation import evaluate
from compose.id_legend import legend
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.timing import FrameRange
from shotwright import UsageError
from visualize.guide import DepthEncoding, DepthRequest
from visualize.render.options import RenderOptions
from visualize.render.passes import passes_named


def asked_passes(arguments: Namespace) -> tuple[str, ...]:
    """Return the passes of ``--passes``; ``mask`` belongs to them exactly when ``--mask`` does.

    Raises
    ------
    UsageError
        When ``mask`` is asked for and no node is named.
    UnknownPassError
        When a pass is unknown; the nearest is offered.
    """
    names = [entry.name for entry in passes_named(arguments.passes)]
    if "mask" in arguments.passes and not arguments.mask:
        raise UsageError("The pass 'mask' needs to know of what: add --mask NODE.")
    names = [name for name in names if name != "mask"]
    return (*names, "mask") if arguments.mask else tuple(names)


def render_options(arguments: Namespace, project: Project, shot: Shot) -> RenderOptions:
    """Return the options of a render, with the ids of the nodes of ``--mask``.

    Raises
    ------
    NotFoundError
        When a node of ``--mask`` is not in the shot's scene.
    """
    nodes = getattr(arguments, "mask", [])
    return RenderOptions(
        samples=int(arguments.samples),
        all_edges=arguments.all_edges,
        depth_of_field=arguments.dof,
        hidden_joints=arguments.hidden_joints,
        mask_ids=mask_ids(project, shot, nodes) if nodes else (),
    )


def depth_request(arguments: Namespace) -> DepthRequest:
    """Return what ``--near``, ``--far`` and ``--depth-encoding`` fix."""
    return DepthRequest(
        near_m=arguments.near,
        far_m=arguments.far,
        encoding=DepthEncoding(arguments.depth_encoding),
    )


def frames_of(
    shots: Sequence[Shot], wanted: FrameRange | None, *, handles: bool
) -> list[tuple[Shot, FrameRange]]:
    """Return each shot with its frames to draw.

    Without ``wanted`` that is the shot's window, or with ``handles`` the window and its handles.
    Of several shots, each gives what it has of ``wanted``, and shots that have none are left out;
    one shot alone must have them all, which the render checks.

    Raises
    ------
    UsageError
        When no shot has a frame of ``wanted``.
    """
    if wanted is None:
        return [(shot, _with_handles(shot) if handles else shot.window) for shot in shots]
    if len(shots) == 1:
        return [(shots[0], wanted)]
    cut = [(shot, _common(_with_handles(shot), wanted)) for shot in shots]
    found = [(shot, frames) for shot, frames in cut if len(frames)]
    if not found:
        raise UsageError(f"No shot has any of the frames {wanted.start}:{wanted.stop}.")
    return found


def _with_handles(shot: Shot) -> FrameRange:
    return FrameRange(shot.start - shot.head, shot.end + shot.tail)


def _common(a: FrameRange, b: FrameRange) -> FrameRange:
    return FrameRange(max(a.start, b.start), min(a.stop, b.stop))


def mask_ids(project: Project, shot: Shot, names: Sequence[str]) -> tuple[int, ...]:
    """Return the pass ids of these nodes and of everything that hangs on them."""
    scene = project.scene(shot.scene)
    nodes: set[str] = set()
    for name in names:
        nodes |= _with_descendants(scene, scene.find(name).id)
    rows = legend(evaluate(project, shot, shot.start))
    ids = {int(row["id"]) for row in rows if row["node"] in nodes}
    if not ids:
        drawn = {scene.node(str(row["node"])).name for row in rows}
        raise NotFoundError("surface under", ", ".join(names), drawn)
    return tuple(sorted(ids))


def _with_descendants(scene: Scene, root: str) -> set[str]:
    children: dict[str, list[str]] = {}
    for node in scene.nodes:
        if node.parent is not None:
            children.setdefault(node.parent.node, []).append(node.id)
    found, waiting = set(), [root]
    while waiting:
        node_id = waiting.pop()
        if node_id not in found:
            found.add(node_id)
            waiting += children.get(node_id, [])
    return found
