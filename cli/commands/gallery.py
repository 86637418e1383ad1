"""`shotwright gallery`: a project's takes as a page that plays in a browser."""

from __future__ import annotations

import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from cli.command import Command, Example
from cli.errors import DONE, FAILURE
from cli.flags import add_project, add_shots
from cli.locate import chosen_shots, project_folder
from cli.output import Output, counted
from cli.progress import FrameProgress
from compose.files import load_project
from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError
from visualize.takes import Gallery, Row


def configure(parser: ArgumentParser) -> None:
    """Add which takes, and where the page goes."""
    add_project(parser)
    parser.add_argument(
        "--html", metavar="FOLDER",
        help="write the page and its clips into this folder; one that was made there is replaced",
    )  # fmt: skip
    add_shots(parser)
    parser.add_argument(
        "--full", action="store_true",
        help="put the takes themselves beside the page, not small copies of them",
    )  # fmt: skip
    parser.add_argument("--open", action="store_true", help="open the page in the browser")


def run(arguments: Namespace, output: Output) -> int:
    """Write the page, or say how many takes there are to be seen."""
    if arguments.html is None and (arguments.full or arguments.open):
        raise UsageError("Say where the page goes: shotwright gallery --html FOLDER")
    folder = project_folder(arguments.project)
    project = load_project(folder)
    with Gallery(folder) as gallery:
        for fault in gallery.faults:
            output.warn(str(fault))
        shots = _shots(project, arguments.shot)
        rows = _rows(gallery, arguments.shot, shots)
        if arguments.html is None:
            _say_how(rows, output)
            return DONE
        out = Path(arguments.html)
        if out.resolve().is_relative_to(gallery.folder):
            raise UsageError(f"{arguments.html} is where the takes are; choose another folder.")
        return _write(arguments, project, rows, shots, output)


def _shots(project: Project, names: Sequence[str]) -> tuple[Shot, ...]:
    return chosen_shots(project, names) if project.shots or names else ()


def _rows(gallery: Gallery, names: Sequence[str], shots: Sequence[Shot]) -> list[Row]:
    """Return the takes to show; those of shots that are gone are among all."""
    if not names or "all" in names:
        return gallery.takes()
    return [row for shot in shots for row in gallery.takes(shot=shot.id)]


def _say_how(rows: Sequence[Row], output: Output) -> None:
    shots = {row.take.of.shot for row in rows}
    output.document({"takes": len(rows), "shots": len(shots)})
    output.line(f"{counted(len(rows), 'take')} of {counted(len(shots), 'shot')}.")
    output.line("To look at them in a browser: shotwright gallery --html FOLDER --open")


def _write(
    arguments: Namespace,
    project: Project,
    rows: Sequence[Row],
    shots: Sequence[Shot],
    output: Output,
) -> int:
    from visualize.compare.kept import read_measures
    from visualize.pages.gallery import write_gallery
    from visualize.pages.gallery_data import Judged
    from visualize.staleness import stale_parts

    measures = ((row.take.id, read_measures(row)) for row in rows)
    judged = Judged(
        reasons=stale_parts(project, (row.take for row in rows)),
        measures={take: found for take, found in measures if found is not None},
    )
    with FrameProgress(output) as bar:
        page = write_gallery(
            Path(arguments.html), project, rows,
            shots=shots, judged=judged, full=arguments.full, progress=bar.report,
        )  # fmt: skip
    for row, fault in page.faults:
        output.warn(f"{row.path.stem} is on the page without a picture: {fault}")
    output.landed(page.index, counted(page.takes, "take"))
    output.document({
        "page": str(page.index.absolute()),
        "takes": page.takes,
        "faults": {row.path.stem: fault for row, fault in page.faults},
    })  # fmt: skip
    if arguments.open:
        webbrowser.open(page.index.absolute().as_uri())
    return FAILURE if page.faults else DONE


COMMAND = Command(
    name="gallery",
    summary="show a project's takes as a page that plays in a browser",
    details=(
        "The page needs no server and asks nobody for anything: the folder can be copied, zipped\n"
        "or put on any web space. It shows takes by shot, with filters, a player that steps by\n"
        "frames, what each was made from, and whether its shot has changed since."
    ),
    examples=(
        Example("shotwright gallery film --html film-gallery", "every take, small enough to send"),
        Example(
            "shotwright gallery film --shot 010 --full --html review",
            "one shot's takes, as they came",
        ),
    ),
    configure=configure,
    run=run,
)
