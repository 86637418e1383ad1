"""`shotwright check`: every problem of a project, with file and field."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from cli.command import Command, Example
from cli.errors import DONE, MISTAKE
from cli.flags import add_project
from cli.locate import project_folder
from cli.output import Output
from compose.files import check_project


def configure(parser: ArgumentParser) -> None:
    """Add the project and ``--strict``."""
    add_project(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")


def run(arguments: Namespace, output: Output) -> int:
    """Print the problems; exit 2 when one of them is an error (or, with --strict, any)."""
    folder = project_folder(arguments.project)
    problems = check_project(folder)
    errors = sum(problem.level == "error" for problem in problems)
    warnings = len(problems) - errors
    failed = errors > 0 or (arguments.strict and warnings > 0)
    output.document(
        {
            "folder": str(folder.absolute()),
            "ok": not failed,
            "errors": errors,
            "warnings": warnings,
            "problems": [asdict(problem) for problem in problems],
        }
    )
    for problem in sorted(problems, key=lambda problem: problem.level != "error"):
        output.line(f"{problem.level}: {problem}")
    output.note(_verdict(errors, warnings))
    return MISTAKE if failed else DONE


def _verdict(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "No problems."
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


COMMAND = Command(
    name="check",
    summary="validate a project: every problem, with file and field",
    details="The exit status is 2 when there are errors, else 0; --strict makes warnings count.",
    examples=(
        Example("shotwright check film", "print every problem of the project in the folder film"),
        Example("shotwright check film --strict", "the same, and fail on warnings too"),
        Example("shotwright check film --json", "the problems as one document, for an editor"),
    ),
    configure=configure,
    run=run,
)
