"""`shotwright move`: put a camera move on a shot, as ordinary keys."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, frames
from cli.locate import project_folder
from cli.output import Output
from cli.stage import node_and_joint
from cli.values import setting
from compose.files import load_project, save_project
from compose.moves import analyse_shot, apply_move, move_named
from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange
from shotwright import UsageError


def configure(parser: ArgumentParser) -> None:
    """Add the move, the shot and the move's parameters."""
    parser.add_argument("move", metavar="MOVE", help="such as push-in; see `shotwright moves`")
    add_project(parser)
    parser.add_argument("--shot", required=True, metavar="SHOT", help="a shot's number or name")
    parser.add_argument(
        "--subject", metavar="NODE[.JOINT]", help="whom or what the move is about, or goes with"
    )
    parser.add_argument(
        "--set", type=setting, action="append", default=[], metavar="NAME=VALUE",
        help="a parameter of the move, such as distance_m=2; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--frames", type=frames, metavar="A:B",
        help="scene frames, the end not included (default: the whole shot)",
    )  # fmt: skip
    parser.add_argument(
        "--own", action="store_true",
        help="key the shot alone, not the camera's track that other shots share",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Apply the move, save, and say what the camera does now."""
    move = move_named(arguments.move)
    project = load_project(project_folder(arguments.project))
    shot = project.shot(arguments.shot)
    parameters = _parameters(project, shot, arguments)
    move.options(parameters)
    _check_frames(shot, arguments.frames)
    changed = apply_move(
        project, shot, move.name, frames=arguments.frames, own=arguments.own, **parameters
    )
    analysis = analyse_shot(changed, changed.shot(shot.id), frames=arguments.frames)
    save_project(changed)
    window = arguments.frames or shot.window
    where = f"frames {window.start}:{window.stop}"
    output.line(f"Shot {shot.label}, {where}: {analysis.words}.")
    output.document({
        "shot": shot.number, "move": move.name, "start": window.start, "end": window.stop,
        "own": arguments.own, "words": analysis.words,
    })  # fmt: skip
    return DONE


def _check_frames(shot: Shot, frames: FrameRange | None) -> None:
    """Refuse frames of which the shot shows none."""
    first, last = shot.start - shot.head, shot.end + shot.tail
    if frames is not None and (frames.stop <= first or frames.start >= last):
        raise UsageError(
            f"The shot {shot.label} shows the frames {first}:{last}, and nothing of "
            f"{frames.start}:{frames.stop}."
        )


def _parameters(project: Project, shot: Shot, arguments: Namespace) -> dict[str, Any]:
    """Return the parameters of the move; ``--subject`` stands for two of them."""
    parameters: dict[str, Any] = dict(arguments.set)
    if arguments.subject is not None:
        scene = project.scene(shot.scene)
        node, joint = node_and_joint(project, scene, arguments.subject)
        parameters["subject"] = node.id
        if joint is not None:
            parameters["joint"] = joint
    return parameters


COMMAND = Command(
    name="move",
    summary="put a camera move on a shot: push-in, crane, orbit, dolly-zoom and more",
    details=(
        "The move goes on top of what the camera does already and becomes ordinary keys, which\n"
        "can be edited after. `static` clears the way. The moves: `shotwright moves`."
    ),
    examples=(
        Example(
            "shotwright move crane film --shot 010 --set height_m=2 --subject Box",
            "rise by two metres and keep the box in the picture",
        ),
        Example(
            "shotwright move handheld film --shot 010 --set strength=0.6 --own --json",
            "an operator's sway on top, in this shot only",
        ),
    ),
    configure=configure,
    run=run,
)
