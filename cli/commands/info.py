"""`shotwright info`: what a project holds."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project
from cli.locate import project_folder
from cli.output import Column, Output
from cli.summary import project_facts
from compose.files import load_project

_SHOT_COLUMNS = (
    Column("shot"),
    Column("name", wraps=True),
    Column("frames"),
    Column("seconds", right=True),
    Column("in"),
    Column("out"),
    Column("lens mm", right=True),
    Column("gate", right=True),
)


def run(arguments: Namespace, output: Output) -> int:
    """Print the scenes, the shots in story order, the sequence and the assets."""
    folder = project_folder(arguments.project)
    facts: dict[str, Any] = project_facts(load_project(folder))
    output.document({"folder": str(folder.absolute()), **facts})
    sequence = facts["sequence"]
    output.line(
        f"{facts['name']}   {facts['rate']} frames a second   sequence of"
        f" {len(sequence['shots'])} shots: {sequence['frames']} frames,"
        f" {sequence['seconds']:g} s, {sequence['timecode']}\n"
    )
    _scenes(facts["scenes"], output)
    _shots(facts["shots"], output)
    if facts["assets"]:
        rows = [(a["path"], a["kind"], a["uses"]) for a in facts["assets"]]
        output.line()
        output.table(
            (Column("asset", wraps=True), Column("kind"), Column("used", right=True)), rows
        )
    return DONE


def _scenes(scenes: list[dict[str, Any]], output: Output) -> None:
    rows = [
        (
            scene["name"],
            scene["nodes"],
            scene["tracks"],
            ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in scene["kinds"].items()),
        )
        for scene in scenes
    ]
    columns = (
        Column("scene", wraps=True),
        Column("nodes", right=True),
        Column("tracks", right=True),
        Column("of which", wraps=True),
    )
    output.table(columns, rows)


def _shots(shots: list[dict[str, Any]], output: Output) -> None:
    if not shots:
        output.line("\nNo shots yet.")
        return
    has_picks = any(shot["pick"] for shot in shots)
    rows = [
        (
            shot["number"],
            shot["name"],
            f"{shot['start']}:{shot['end']}",
            f"{shot['seconds']:.2f}",
            shot["in"],
            shot["out"],
            lens_text(shot["focal_length_mm"]),
            shot["gate"],
            *(("pick" if shot["pick"] else "",) if has_picks else ()),
        )
        for shot in shots
    ]
    output.line()
    output.table((*_SHOT_COLUMNS, *((Column("pick"),) if has_picks else ())), rows)
    outside = [shot["number"] for shot in shots if not shot["in_sequence"]]
    if outside:
        output.line(f"Not in the sequence: {', '.join(outside)}")


def lens_text(focal_range: list[float]) -> str:
    """Return ``35`` or, for a zoom, ``50-65``."""
    return "-".join(f"{value:g}" for value in dict.fromkeys(focal_range))


COMMAND = Command(
    name="info",
    summary="show what a project holds: scenes, shots, sequence, assets",
    details=(
        "Frames are scene frames and the end is not included. In and out are scene time at the\n"
        "project's rate (non-drop). A lens written 50-65 changes within the shot."
    ),
    examples=(
        Example("shotwright info", "the project in the current folder or above it"),
        Example("shotwright info film", "the project in the folder film"),
        Example("shotwright info film --json", "the same for a program"),
    ),
    configure=add_project,
    run=run,
)
