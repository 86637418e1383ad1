"""`shotwright compare`: takes of one shot against its blocking, in numbers and side by side."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.command import Command, Example
from cli.compare_order import Ordered, missing_takes, of_model, order_missing, wanted_models
from cli.compare_words import print_comparison
from cli.errors import DONE, FAILURE
from cli.flags import add_out, names, one_of
from cli.locate import output_folder, project_folder
from cli.model_flags import add_options
from cli.order_flags import takes
from cli.output import Output, counted
from cli.progress import FrameProgress
from compose.files import load_project
from compose.project import Project
from compose.shot import Shot
from models.modes import Mode
from models.registry import Registry
from shotwright import UsageError
from visualize.compare.measure import measure_takes
from visualize.compare.showing import MOST_PANES, Comparison, compared
from visualize.compare.showing.facts import comparison_facts
from visualize.compare.showing.sheet import comparison_sheet
from visualize.compare.showing.side_by_side import side_by_side_video
from visualize.errors import TakeError
from visualize.pages.compare import write_compare_page
from visualize.produce.names import shot_stem
from visualize.render.renderer import Renderer
from visualize.staleness import stale_parts
from visualize.takes import Gallery, Row

_MODES = tuple(mode.value for mode in Mode)


@dataclass(frozen=True)
class _Asked:
    """What is compared: a shot of a project, and the takes named (none: those that fit)."""

    folder: Path
    project: Project
    shot: Shot
    named: tuple[Row, ...]


def configure(parser: ArgumentParser) -> None:
    """Add which takes of which shot, what is made of them, and how missing ones are ordered."""
    parser.add_argument(
        "words", nargs="*", metavar="[PROJECT] TAKE",
        help="the project's folder, then takes by name or id (default: all that fit)",
    )  # fmt: skip
    parser.add_argument("--shot", metavar="SHOT", help="the shot's number, name or id")
    parser.add_argument(
        "--models", type=names, default=(), metavar="A,B,...",
        help="only takes of these models, by id or short name; in the mode direct: looks",
    )  # fmt: skip
    parser.add_argument(
        "--takes", type=takes, metavar="N",
        help="how many takes of each model there are to be; what is missing is ordered"
        " (default: 1, with --models)",
    )  # fmt: skip
    parser.add_argument(
        "--mode", type=one_of(*_MODES), metavar="MODE",
        help=f"only takes of this mode: {', '.join(_MODES)} (default: any)",
    )  # fmt: skip
    add_out(parser)
    group = parser.add_argument_group("what is written")
    group.add_argument("--html", action="store_true", help="a page with all players in step")
    group.add_argument("--sheet", action="store_true", help="a contact sheet, as PNG")
    group.add_argument("--video", action="store_true", help="a side-by-side film, as MP4")
    group = parser.add_argument_group("ordering what is missing")
    group.add_argument("--provider", default="", metavar="NAME", help="who runs the models")
    group.add_argument(
        "--dry-run", action="store_true", help="show what would be ordered, and order nothing"
    )
    group.add_argument("--yes", action="store_true", help="order without asking about the price")
    group.add_argument(
        "--allow-unknown-price", action="store_true",
        help="under a budget, also order what nobody names a price of",
    )  # fmt: skip
    add_options(parser)


def run(arguments: Namespace, output: Output) -> int:
    """Make what is missing, measure, and show the takes side by side."""
    asked = _asked(arguments)
    ordered = Ordered({})
    rows: Sequence[Row] = asked.named
    if arguments.models:
        registry = Registry.discover()
        wanted = wanted_models(arguments.models, arguments.mode, registry)
        missing = missing_takes(
            asked.project, asked.shot, _kept(asked), wanted, arguments, registry
        )
        if missing:
            ordered = order_missing(
                asked.folder, asked.project, asked.shot, missing, arguments, registry, output
            )
        elif arguments.dry_run:
            output.line("Nothing is missing.")
        if arguments.dry_run or not ordered.goes_on:
            output.document(ordered.facts)
            return DONE
        kept = _kept(asked)
        rows = [row for one in wanted for row in of_model(kept, one, arguments.mode)]
    elif not rows:
        rows = _fitting(_kept(asked), arguments.mode, output)
    comparison = _measured(asked, rows, output)
    print_comparison(comparison, output)
    files = _written(asked, comparison, arguments, output)
    facts = {"files": {name: str(file.absolute()) for name, file in files.items()}}
    output.document(ordered.facts | comparison_facts(comparison) | facts)
    return DONE if ordered.all_made else FAILURE


def _asked(arguments: Namespace) -> _Asked:
    """Return the project, the shot and the takes that the words of the command line mean.

    Raises
    ------
    UsageError
        When takes are named beside models, or no shot is.
    """
    words: list[str] = list(arguments.words)
    is_project = bool(words) and (Path(words[0]).exists() or "/" in words[0])
    folder = project_folder(words.pop(0) if is_project else None)
    if words and arguments.models:
        raise UsageError("Name takes or --models, not both.")
    if not arguments.models and (arguments.takes or arguments.dry_run):
        raise UsageError("--takes and --dry-run are about takes to be made: say by which --models.")
    project = load_project(folder)
    with Gallery(folder) as gallery:
        named = tuple({row.take.id: row for row in map(gallery.find, words)}.values())
    if arguments.shot is not None:
        return _Asked(folder, project, project.shot(arguments.shot), named)
    if named:
        return _Asked(folder, project, project.shot(named[0].take.of.shot), named)
    if len(project.shots) == 1:
        return _Asked(folder, project, project.shots[0], named)
    numbers = ", ".join(shot.number for shot in project.shots) or "none yet"
    raise UsageError(f"Say which shot: --shot NUMBER ({numbers}).")


def _kept(asked: _Asked) -> list[Row]:
    """Return the takes of the shot that nobody rejected."""
    with Gallery(asked.folder) as gallery:
        rows = gallery.takes(shot=asked.shot.id)
    return [row for row in rows if not row.review.rejected]


def _fitting(rows: Sequence[Row], mode: str | None, output: Output) -> list[Row]:
    """Return the takes of a mode; of any mode those that move, where some do.

    A still has no motion to keep, so its number says nothing beside a clip's.
    """
    if mode is not None:
        return [row for row in rows if row.take.made.mode == mode]
    clips = [row for row in rows if row.take.clip.kind == "video"]
    stills = len(rows) - len(clips)
    if not clips or not stills:
        return list(rows)
    output.note(f"{counted(stills, 'picture')} left out: pictures are compared by --mode image.")
    return clips


def _refuse_too_few(shot: Shot, rows: Sequence[Row]) -> None:
    """Refuse to compare one take with nothing, and say how to get more.

    Raises
    ------
    UsageError
        When there are fewer than two.
    """
    if len(rows) < 2:
        raise UsageError(
            f"Shot {shot.label} has {counted(len(rows), 'take')} to compare; it takes two."
            f"\nTo make them here, free: shotwright compare --shot {shot.number}"
            " --models parallax,toon"
            f"\nTo bring a clip: shotwright takes import FILE --shot {shot.number}"
        )


def _measured(asked: _Asked, rows: Sequence[Row], output: Output) -> Comparison:
    """Measure the takes; one whose file cannot be used is told and left out.

    Raises
    ------
    UsageError
        When fewer than two are left.
    """
    project, kept = asked.project, list(rows)
    with FrameProgress(output) as bar:
        while True:
            _refuse_too_few(asked.shot, kept)
            try:
                found = measure_takes(project, kept, report=bar.report)
                break
            except TakeError as error:
                broken = [row for row in kept if error.path in {row.file, row.path}]
                if not broken:
                    raise
                output.warn(f"{error}. It is left out.")
                kept.remove(broken[0])
    measures = {one.take: one for one in found}
    reasons = stale_parts(project, (row.take for row in kept))
    return compared(project, asked.shot, kept, measures, reasons=reasons)


def _written(
    asked: _Asked, comparison: Comparison, arguments: Namespace, output: Output
) -> dict[str, Path]:
    """Write what was asked for, drawn by one renderer, and announce each file."""
    what = [name for name in _WRITERS if getattr(arguments, name)]
    if not what:
        return {}
    out = output_folder(arguments.out, asked.folder)
    stem = f"{shot_stem(asked.project, asked.shot)}_compare"
    shown = comparison.first(MOST_PANES)
    if len(shown.entries) < len(comparison.entries):
        output.note(f"Shown side by side are the first {MOST_PANES}; name takes to see others.")
    files = {}
    with FrameProgress(output) as bar, Renderer() as renderer:
        for name in what:
            whole = comparison if name == "sheet" else shown
            files[name] = _WRITERS[name](whole, out, stem, renderer, bar)
            output.landed(files[name])
    return files


def _sheet(
    comparison: Comparison, out: Path, stem: str, renderer: Renderer, bar: FrameProgress
) -> Path:
    return comparison_sheet(comparison, out / f"{stem}.png", renderer=renderer, progress=bar.report)


def _video(
    comparison: Comparison, out: Path, stem: str, renderer: Renderer, bar: FrameProgress
) -> Path:
    return side_by_side_video(
        comparison, out / f"{stem}.mp4", renderer=renderer, progress=bar.report
    )


def _html(
    comparison: Comparison, out: Path, stem: str, renderer: Renderer, bar: FrameProgress
) -> Path:
    return write_compare_page(comparison, out / stem, renderer=renderer, progress=bar.report)


_WRITERS = {"sheet": _sheet, "video": _video, "html": _html}
"""What each flag writes."""

COMMAND = Command(
    name="compare",
    summary="measure takes of a shot against its blocking, and show them side by side",
    details=(
        "Takes that the models lack are priced and asked about first, as by generate. Every take\n"
        "is measured against the shot's own exact passes; what could not be judged shows as –."
    ),
    examples=(
        Example(
            "shotwright compare film --shot 010 --models parallax,toon --takes 1 --resolution 360p",
            "one take of each model, made when it is missing, and the table of both",
        ),
        Example(
            "shotwright compare film --shot 010 --models wire,clay --mode direct"
            " --resolution 360 --html --sheet --video",
            "a page, a contact sheet and a side-by-side film of what there is",
        ),
        Example(
            "shotwright compare film --shot 010 --models ink,noir --takes 3 --dry-run",
            "what would be ordered, and what it costs",
        ),
    ),
    configure=configure,
    run=run,
)
