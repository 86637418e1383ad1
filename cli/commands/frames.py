"""`shotwright frames`: single frames of shots, such as the start and end frame a model asks for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from cli.command import Command, Example
from cli.drawing import asked_passes, depth_request, render_options
from cli.errors import DONE
from cli.flags import (
    add_depth,
    add_drawing,
    add_mask,
    add_out,
    add_passes,
    add_project,
    add_shots,
    add_size,
    names,
    one_of,
)
from cli.locate import chosen_shots, output_folder, project_folder
from cli.output import Output
from cli.progress import FrameProgress
from compose.files import load_project
from visualize.produce import FORMATS, save_frames
from visualize.render.renderer import Renderer

_STILL_FORMATS = tuple(name for name, entry in FORMATS.items() if entry.kind != "film")


def configure(parser: ArgumentParser) -> None:
    """Add which frames, how, and where to."""
    add_project(parser)
    add_shots(parser)
    parser.add_argument(
        "--at",
        type=names,
        default=("start", "end"),
        metavar="A,B,...",
        help="start, end or scene frames, separated by commas (default: start,end)",
    )
    add_passes(parser, "beauty")
    add_size(parser, "1280x720")
    parser.add_argument(
        "--format",
        type=one_of(*_STILL_FORMATS),
        default="png",
        metavar="FORMAT",
        help=f"{', '.join(_STILL_FORMATS)} (default: png)",
    )
    add_out(parser)
    add_drawing(parser)
    add_mask(parser)
    add_depth(parser)


def run(arguments: Namespace, output: Output) -> int:
    """Draw the frames of each shot and announce every file."""
    folder = project_folder(arguments.project)
    project = load_project(folder)
    passes = asked_passes(arguments)
    shots = [
        (shot, render_options(arguments, project, shot))
        for shot in chosen_shots(project, arguments.shot)
    ]
    done: list[dict[str, Any]] = []
    with FrameProgress(output) as bar, Renderer() as renderer:
        for shot, options in shots:
            files = save_frames(
                project,
                shot,
                arguments.at,
                passes=passes,
                size=arguments.size,
                out=output_folder(arguments.out, folder),
                format=arguments.format,
                renderer=renderer,
                options=options,
                depth=depth_request(arguments),
                progress=bar.report,
            )
            for file in files:
                output.landed(file)
            done.append({"shot": shot.number, "files": [str(file.absolute()) for file in files]})
    output.document({"shots": done})
    return DONE


COMMAND = Command(
    name="frames",
    summary="save single frames of shots: start, end or any other",
    details="The end frame is the last frame inside the shot. Handles may be asked for by number.",
    examples=(
        Example("shotwright frames film", "start and end frame of every shot"),
        Example(
            "shotwright frames film --shot 010 --at start,36 --passes clay,wire --size 640x360",
            "two frames of one shot, in two passes",
        ),
        Example(
            "shotwright frames film --shot 010 --at end --format exr --passes beauty,depth",
            "the end frame with exact depth, for compositing",
        ),
    ),
    configure=configure,
    run=run,
)
