"""`shotwright contact-sheet`: one page that shows every shot."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_out, add_project, one_of
from cli.locate import chosen_shots, output_path, project_folder
from cli.output import Output
from cli.progress import FrameProgress
from compose.files import load_project
from visualize.sheet import contact_sheet


def configure(parser: ArgumentParser) -> None:
    """Add which shots, how, and where to."""
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
        type=one_of("clay", "wire", "beauty", "lines"),
        default="clay",
        metavar="LOOK",
        help="clay, wire, beauty or lines (default: clay)",
    )
    parser.add_argument(
        "--scale",
        type=one_of("1", "2", "3", "4"),
        default="1",
        metavar="N",
        help="1 is 1920 pixels wide, 2 is 3840, up to 4 (default: 1)",
    )
    add_out(parser, "path", "out in the project folder; a name ending in .png is the page itself")


def run(arguments: Namespace, output: Output) -> int:
    """Make the page and announce it."""
    folder = project_folder(arguments.project)
    project = load_project(folder)
    shots = chosen_shots(project, arguments.shot) if arguments.shot else None
    with FrameProgress(output) as bar:
        page = contact_sheet(
            project,
            output_path(arguments.out, folder, ".png"),
            shots=shots,
            look=arguments.look,
            scale=int(arguments.scale),
            progress=bar.report,
        )
    output.landed(page)
    output.document({"page": str(page.absolute())})
    return DONE


COMMAND = Command(
    name="contact-sheet",
    summary="make one page that shows every shot",
    details="Each shot has its start, middle and end frame, its lens, its gate and its length.",
    examples=(
        Example("shotwright contact-sheet film", "the sequence on one page, in clay"),
        Example(
            "shotwright contact-sheet film --shot 010 --look wire --scale 2 --out page.png",
            "one shot in wireframe, 3840 pixels wide, as page.png",
        ),
    ),
    configure=configure,
    run=run,
)
