"""`shotwright describe`: what shots show, in film words; and how they cut together."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, add_shots
from cli.locate import chosen_shots, project_folder
from cli.output import Column, Output
from cli.values import number
from compose.files import load_project
from compose.framing.continuity import CutWarning, check_continuity
from compose.framing.describe import Description, describe
from compose.framing.in_frame import InFrame
from compose.framing.words import spoken

_COLUMNS = (
    Column("name", wraps=True),
    Column("where"),
    Column("frame %", right=True),
    Column("seen %", right=True),
    Column("metres", right=True),
    Column("cut"),
)
_MOST_ROWS = 12


def configure(parser: ArgumentParser) -> None:
    """Add which shots, at which frame, and whether to check the cuts."""
    add_project(parser)
    add_shots(parser)
    parser.add_argument(
        "--frame", type=number, metavar="N", help="a scene frame (default: each shot's first)"
    )
    parser.add_argument(
        "--subject", action="append", default=[], metavar="NODE",
        help="whom the shot is about (default: found from the picture); may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--continuity", action="store_true",
        help="also check the cuts of the sequence: the 180-degree line, eyelines, jump cuts, "
        "screen direction",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Describe each shot, then the cuts of the sequence."""
    project = load_project(project_folder(arguments.project))
    described = []
    for shot in chosen_shots(project, arguments.shot):
        frame = shot.start if arguments.frame is None else arguments.frame
        told = describe(project, shot, frame, subjects=arguments.subject)
        described.append(told)
        _tell(told, output, detailed=bool(arguments.shot))
    document: dict[str, Any] = {"shots": [told.as_data() for told in described]}
    if arguments.continuity:
        warnings = check_continuity(project)
        document["continuity"] = [
            {"kind": w.kind, "shots": list(w.shots), "text": w.text} for w in warnings
        ]
        _tell_cuts(warnings, output)
    output.document(document)
    return DONE


def _tell(told: Description, output: Output, *, detailed: bool) -> None:
    output.line(f"{told.shot}  frame {told.frame:g}")
    output.line(f"  {told.sentence}")
    measured = told.measured
    if measured is not None:
        output.note(
            f"  {spoken(measured.size)}: the picture is {measured.picture_height_m:.2f} m tall at"
            f" the subject; elevation {measured.elevation_deg:.0f}°, azimuth"
            f" {measured.azimuth_deg:.0f}°, tilt {measured.tilt_deg:.0f}°; head room"
            f" {measured.head_room:.0%}; focus at {told.focus_distance_m:.2f} m"
        )
    if detailed and told.in_frame:
        output.table(_COLUMNS, [_row(entry) for entry in told.in_frame[:_MOST_ROWS]])


def _row(entry: InFrame) -> tuple[str, ...]:
    where = "left" if entry.x < -1 / 3 else "right" if entry.x > 1 / 3 else "centre"
    cut = entry.cut_at or ", ".join(entry.cut)
    return (
        entry.name, where, f"{entry.share:.1%}".rstrip("%"), f"{entry.seen:.0%}".rstrip("%"),
        f"{entry.depth_m:.1f}", cut,
    )  # fmt: skip


def _tell_cuts(warnings: Sequence[CutWarning], output: Output) -> None:
    if not warnings:
        output.line("Continuity: every cut of the sequence holds.")
    for warning in warnings:
        output.line(f"Cut {warning.shots[0]} → {warning.shots[1]}: {warning.text}.")


COMMAND = Command(
    name="describe",
    summary="say what shots show in film words, and whether they cut together",
    details=(
        "Words come with the numbers they were measured from; who is in frame, where, how large\n"
        "and where cut; lens, focus and depth layers. What words mean: docs/camera-language.md."
    ),
    examples=(
        Example("shotwright describe film", "every shot at its first frame"),
        Example(
            "shotwright describe film --shot 010 --frame 24 --json", "one frame, for a program"
        ),
        Example("shotwright describe film --continuity", "and what an editor would object to"),
    ),
    configure=configure,
    run=run,
)
