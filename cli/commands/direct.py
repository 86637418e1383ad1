"""`shotwright direct`: a film of a shot or of the whole sequence, drawn, with no AI."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from cli.command import Command, Example
from cli.drawing import render_options
from cli.errors import DONE, Interrupted
from cli.flags import add_drawing, add_out, add_project, add_size, one_of
from cli.locate import chosen_shots, output_path, project_folder
from cli.output import Output, counted
from cli.progress import FrameProgress
from compose.files import load_project
from visualize.produce import FilmReport, direct_video
from visualize.render.renderer import Renderer


def configure(parser: ArgumentParser) -> None:
    """Add what to show, how, and where to."""
    add_project(parser)
    parser.add_argument(
        "--shot",
        action="append",
        default=[],
        metavar="SHOT",
        help="a shot's number or name; may be repeated (default: the whole sequence)",
    )
    parser.add_argument(
        "--look",
        type=one_of("wire", "clay", "beauty", "lines"),
        default="wire",
        metavar="LOOK",
        help="wire, clay, beauty or lines (default: wire)",
    )
    add_size(parser, "1280x720")
    add_out(parser, "path", "out in the project folder; a name ending in .mp4 is the film itself")
    parser.add_argument(
        "--slate", action="store_true", help="write shot, frame and timecode into the picture"
    )
    parser.add_argument(
        "--each", action="store_true", help="also a film of each shot, out of the same pictures"
    )
    add_drawing(parser)


def run(arguments: Namespace, output: Output) -> int:
    """Make one film and announce it."""
    folder = project_folder(arguments.project)
    project = load_project(folder)
    shots = chosen_shots(project, arguments.shot) if arguments.shot else None
    first = shots[0] if shots else chosen_shots(project, [])[0]
    with FrameProgress(output) as bar, Renderer() as renderer:
        try:
            report = direct_video(
                project,
                shots,
                look=arguments.look,
                size=arguments.size,
                out=output_path(arguments.out, folder, ".mp4"),
                renderer=renderer,
                options=render_options(arguments, project, first),
                slate=arguments.slate,
                each=arguments.each,
                progress=bar.report,
            )
        except KeyboardInterrupt as stop:
            raise Interrupted.after(
                stop,
                "Stopped; a film is kept only whole, so nothing was written."
                " Run the command again to make it.",
            ) from None
    for film in (*report.each, report):
        width, height = film.size
        output.landed(film.path, f"{counted(film.frames, 'frame')}, {width}x{height}")
    document = _described(report)
    if arguments.each:
        document["each"] = [_described(film) for film in report.each]
    output.document(document)
    return DONE


def _described(report: FilmReport) -> dict[str, Any]:
    return {
        "film": str(report.path.absolute()),
        "record": str(report.record.absolute()),
        "frames": report.frames,
        "size": list(report.size),
        "shots": list(report.shots),
        "seconds": round(report.seconds, 3),
    }


COMMAND = Command(
    name="direct",
    summary="make a film of a shot or of the whole sequence, with no AI",
    details=(
        "The film is H.264, BT.709, at the project's rate. Shots of different gates are set in\n"
        "black into one size. Without --shot the sequence is shown in story order."
    ),
    examples=(
        Example("shotwright direct film --size 640x360", "the sequence as a wireframe film"),
        Example(
            "shotwright direct film --shot 010 --look clay --size 640x360 --out push.mp4",
            "one shot in clay, as the file push.mp4",
        ),
        Example(
            "shotwright direct film --slate --size 640x360 --out review.mp4",
            "with shot, frame and timecode in the picture, for a review",
        ),
    ),
    configure=configure,
    run=run,
)
