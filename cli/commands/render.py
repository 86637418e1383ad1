"""`shotwright render`: the passes of shots, as numbered pictures or films."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.command import Command, Example
from cli.drawing import asked_passes, depth_request, frames_of, render_options
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
    frames,
    one_of,
)
from cli.interrupt import resumable
from cli.locate import chosen_shots, output_folder, project_folder
from cli.output import Output, counted
from cli.progress import FrameProgress
from compose.files import load_project
from compose.shot import Shot
from visualize.produce import FORMATS, ShotReport, format_named, render_shot
from visualize.produce.keypoints import KEYPOINTS
from visualize.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class _Rendered:
    """One shot's report, and the bytes of its files on the disk."""

    shot: Shot
    report: ShotReport
    size: int


def configure(parser: ArgumentParser) -> None:
    """Add what to draw, how, and where to."""
    add_project(parser)
    add_shots(parser)
    add_passes(parser, "beauty")
    add_size(parser, "1280x720")
    when = parser.add_mutually_exclusive_group()
    when.add_argument(
        "--frames",
        type=frames,
        metavar="A:B",
        help="scene frames, B not included (default: the shot's own)",
    )
    when.add_argument("--handles", action="store_true", help="the shot's own frames and handles")
    parser.add_argument(
        "--format",
        type=one_of(*FORMATS, "mp4", "mkv"),
        default="png",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (mp4 is h264, mkv is ffv1; default: png)",
    )
    add_out(parser)
    parser.add_argument(
        "--resume", action="store_true", help="keep the frames that this very job made earlier"
    )
    add_drawing(parser)
    add_mask(parser)
    add_depth(parser)


def run(arguments: Namespace, output: Output) -> int:
    """Draw every shot in turn, announce its files, and sum up."""
    folder = project_folder(arguments.project)
    project = load_project(folder)
    passes = asked_passes(arguments)
    shots = chosen_shots(project, arguments.shot)
    plan = [
        (shot, wanted, render_options(arguments, project, shot))
        for shot, wanted in frames_of(shots, arguments.frames, handles=arguments.handles)
    ]
    out = output_folder(arguments.out, folder)
    again = [*arguments.typed, *([] if arguments.resume else ["--resume"])]
    done: list[_Rendered] = []
    with FrameProgress(output) as bar, resumable(bar, out, again), Renderer() as renderer:
        for shot, wanted, options in plan:
            report = render_shot(
                project,
                shot,
                passes=passes,
                size=arguments.size,
                out=out,
                frames=wanted,
                format=arguments.format,
                renderer=renderer,
                resume=arguments.resume,
                options=options,
                depth=depth_request(arguments),
                progress=bar.report,
            )
            done.append(_Rendered(shot, report, sum(map(_bytes_in, report.outputs.values()))))
            _announce(done[-1], arguments.format, output)
    _sum_up(done, output)
    return DONE


def _announce(rendered: _Rendered, format_name: str, output: Output) -> None:
    chosen, report = format_named(format_name), rendered.report
    for name, place in report.outputs.items():
        suffix = "json" if name == KEYPOINTS else chosen.suffix
        whole = place if place.is_file() else place / f"*.{suffix}"
        output.landed(whole, f"{name}, {counted(report.drawn + report.kept, 'frame')}")
    output.landed(report.record, "camera, legend and how to make it again")


def _sum_up(done: list[_Rendered], output: Output) -> None:
    drawn = sum(one.report.drawn for one in done)
    kept = sum(one.report.kept for one in done)
    seconds = sum(one.report.seconds for one in done)
    size = sum(one.size for one in done)
    totals = {
        "drawn": drawn,
        "kept": kept,
        "seconds": round(seconds, 3),
        "fps": round(drawn / seconds, 2) if drawn and seconds else None,
        "bytes": size,
    }
    output.document({"shots": [_facts(one) for one in done], **totals})
    earlier = f" ({kept} kept from before)" if kept else ""
    speed = f", {drawn / seconds:.1f} frames/s" if drawn and seconds else ""
    output.note(f"{counted(drawn, 'frame')}{earlier} in {seconds:.1f} s{speed}, {bytes_text(size)}")


def _facts(one: _Rendered) -> dict[str, Any]:
    return {
        "shot": one.shot.number,
        "name": one.shot.name,
        "outputs": {name: str(path.absolute()) for name, path in one.report.outputs.items()},
        "record": str(one.report.record.absolute()),
        "drawn": one.report.drawn,
        "kept": one.report.kept,
        "seconds": round(one.report.seconds, 3),
        "bytes": one.size,
    }


def _bytes_in(place: Path) -> int:
    if place.is_file():
        return place.stat().st_size
    return sum(path.stat().st_size for path in place.iterdir() if path.is_file())


def bytes_text(size: int) -> str:
    """Return a size as people say it: ``3.4 MB``."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000.0 or unit == "GB":
            break
        value /= 1000.0
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


COMMAND = Command(
    name="render",
    summary="render the passes of shots as numbered pictures or films",
    details=(
        "Files go to OUT/<number>_<name>/ and are numbered by scene frame. Each file appears\n"
        "whole or not at all; a render that was cut off goes on with --resume.\n"
        "The passes and their units: shotwright passes. The formats: docs/output-files.md."
    ),
    examples=(
        Example(
            "shotwright render film --shot 010 --passes clay,depth --size 320x180 --frames 0:4",
            "four frames of two passes, as PNG",
        ),
        Example(
            "shotwright render film --shot 010 --passes depth,normal,id,motion --format exr"
            " --size 320x180 --frames 0:2",
            "exact values, all passes as layers of one 32-bit EXR a frame",
        ),
        Example(
            "shotwright render film --passes clay --format mp4 --size 320x180 --resume",
            "a film of each shot; those that are whole already are kept",
        ),
        Example(
            "shotwright render film --shot 010 --mask Box --passes id --size 320x180 --frames 0:1",
            "the ids, and a white silhouette of the node Box",
        ),
        Example(
            "shotwright render film --passes depth --near 2 --far 20 --depth-encoding linear"
            " --format png16 --size 320x180 --frames 0:1 --out depth",
            "16-bit depth over a range of your own",
        ),
    ),
    configure=configure,
    run=run,
)
