"""`shotwright conform`: clips of exactly their shots' frames, made of takes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.command import Command, Example
from cli.errors import DONE, Interrupted
from cli.flags import add_out, add_shots, one_of
from cli.locate import PROJECT_FILE, chosen_shots, output_folder, project_folder
from cli.output import Column, Output, counted
from cli.progress import FrameProgress
from cli.values import whole
from compose.errors import NotFoundError
from compose.files import load_project
from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError
from visualize.conform import BLENDS, FITS, Plan, Wish, conform_take, plan_fit
from visualize.produce.report import Progress
from visualize.takes import Gallery, Row
from visualize.takes.picks import Picked, picked_shots

if TYPE_CHECKING:
    from visualize.conform import Conformed

_COLUMNS = (
    Column("take"),
    Column("shot"),
    Column("fit"),
    Column("frames", right=True),
    Column("speed", right=True),
    Column("held", right=True),
    Column("remarks", wraps=True),
)


@dataclass(frozen=True)
class _Work:
    """One take to be fitted to its shot."""

    row: Row
    shot: Shot
    wish: Wish


def configure(parser: ArgumentParser) -> None:
    """Add which takes, how they are fitted, and where to."""
    parser.add_argument(
        "words", nargs="*", metavar="[PROJECT] TAKE …",
        help="the takes, by file name or id; before them the project's folder"
        " (default: the current folder or the nearest one above)",
    )  # fmt: skip
    parser.add_argument("--picks", action="store_true", help="the picks of all shots, or of --shot")
    parser.add_argument(
        "--skip-missing", action="store_true",
        help="with --picks: go on without shots whose pick is gone, and name them",
    )  # fmt: skip
    add_shots(parser)
    group = parser.add_argument_group("how they are fitted")
    group.add_argument(
        "--fit", type=one_of(*FITS), default="mapped", metavar="FIT",
        help="trim (own speed, the rest cut off), hold (own speed, the last frame held), retime"
        " (first and last frame on the shot's), conform (frame for frame at the project's rate),"
        " or mapped (default: mapped, as the take was asked for)",
    )  # fmt: skip
    group.add_argument(
        "--blend", type=one_of(*BLENDS), default="nearest", metavar="BLEND",
        help="between two frames of the take show the nearest, mix both (linear), or carry both"
        " along their motion (flow) (default: nearest)",
    )  # fmt: skip
    group.add_argument(
        "--handles", type=whole, default=0, metavar="N",
        help="frames before and after the shot's own (default: 0)",
    )  # fmt: skip
    group.add_argument(
        "--align", action="store_true",
        help="take back a late or early start that `shotwright compare` found",
    )  # fmt: skip
    group.add_argument("--silent", action="store_true", help="leave the sound out")
    add_out(parser, "folder")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be shown")


def run(arguments: Namespace, output: Output) -> int:
    """Fit takes to their shots and announce the clips, or only say how they would be fitted."""
    given, names = _understood(arguments)
    folder = project_folder(given)
    project = load_project(folder)
    with Gallery(folder) as gallery:
        rows = _rows(arguments, project, gallery, names, output)
    if not rows:
        output.document({"clips": []})
        output.line("No shot has a pick to fit. To pick a take: shotwright takes pick TAKE")
        return DONE
    work = [_Work(row, _shot_of(project, row), _wish(arguments, row, output)) for row in rows]
    plans = [plan_fit(project, one.shot, one.row.take, one.wish) for one in work]
    if arguments.dry_run:
        output.document({"plans": [plan.model_dump(mode="json") for plan in plans]})
        output.table(
            _COLUMNS, [_line(one, plan, "") for one, plan in zip(work, plans, strict=True)]
        )
        return DONE
    out = output_folder(arguments.out, folder)
    made = _made(arguments, project, work, out, output)
    output.document({"clips": [_facts(one, clip) for one, clip in zip(work, made, strict=True)]})
    output.table(
        _COLUMNS,
        [_line(one, clip.plan, clip.sound) for one, clip in zip(work, made, strict=True)],
    )
    output.note("\nBeside each clip lies its plan: which frame of the take every frame shows.")
    return DONE


def _understood(arguments: Namespace) -> tuple[str | None, list[str]]:
    """Return the project and the takes: a first word that is a project's folder is no take."""
    words: list[str] = list(arguments.words)
    is_project = words and (
        Path(words[0]).name == PROJECT_FILE or (Path(words[0]) / PROJECT_FILE).is_file()
    )
    project = words.pop(0) if is_project else None
    if words and arguments.picks:
        raise UsageError("Name takes or ask for --picks, not both.")
    if not words and not arguments.picks:
        raise UsageError("Say which takes: shotwright conform TAKE, or --picks for every pick.")
    if words and arguments.skip_missing:
        raise UsageError("--skip-missing goes with --picks; a take that is named must be there.")
    if words and arguments.shot:
        raise UsageError("--shot goes with --picks; a take knows its shot.")
    return project, words


def _rows(
    arguments: Namespace, project: Project, gallery: Gallery, names: list[str], output: Output
) -> list[Row]:
    if names:
        return list({row.take.id: row for row in map(gallery.find, names)}.values())
    shots = [shot for shot in chosen_shots(project, arguments.shot) if shot.pick is not None]
    picks = picked_shots(shots, gallery)
    gone = [one for one in picks if one.row is None]
    if gone and not arguments.skip_missing:
        raise UsageError(_gone(gone))
    for one in gone:
        output.warn(f"shot {one.shot.label} is left out: {one.missing}")
    return [one.row for one in picks if one.row is not None]


def _gone(gone: list[Picked]) -> str:
    """Return which shots have lost their picks, all of them at once, and what to do."""
    lines = [f"  shot {one.shot.label}: {one.missing}" for one in gone]
    number = gone[0].shot.number
    return "\n".join([
        f"Nothing was fitted: the picks of {counted(len(gone), 'shot')} cannot be shown.", *lines,
        "To bring back what is in the bin: shotwright takes restore TAKE",
        f"To choose another: shotwright takes pick TAKE, or none: shotwright takes unpick {number}",
        "To fit the rest without them: add --skip-missing",
    ])  # fmt: skip


def _shot_of(project: Project, row: Row) -> Shot:
    try:
        return project.shot(row.take.of.shot)
    except NotFoundError as error:
        raise UsageError(
            f"{row.path.stem} is a take of shot {row.take.of.shot_label}, which the project has no"
            " more: there is nothing to fit it to."
        ) from error


def _wish(arguments: Namespace, row: Row, output: Output) -> Wish:
    """Return how a take is fitted; with ``--align`` the start that was found counts."""
    offset = _found_offset(row, output) if arguments.align else 0.0
    return Wish(fit=arguments.fit, blend=arguments.blend, handles=arguments.handles, offset=offset)


def _found_offset(row: Row, output: Output) -> float:
    from visualize.compare.kept import read_measures

    measures = read_measures(row)
    if measures is None:
        raise UsageError(
            f"{row.path.stem} has not been measured, so where it begins is not known."
            f" Run: shotwright compare --shot {row.take.of.shot_label.partition(' ')[0]}"
        )
    if not measures.alignment.sure:
        output.warn(f"{row.path.stem}: where it begins is not sure; it is left where it was asked")
        return 0.0
    return float(round(measures.alignment.offset))  # whole frames stay whole


def _made(
    arguments: Namespace, project: Project, work: list[_Work], out: Path, output: Output
) -> list[Conformed]:
    made = []
    with FrameProgress(output) as bar:
        try:
            for one in work:
                name = one.row.path.stem

                def report(done: int, total: int, name: str = name) -> None:
                    bar.report(Progress(stage="frames", what=name, done=done, total=total))

                clip = conform_take(
                    project, one.shot, one.row, out, one.wish,
                    silent=arguments.silent, report=report,
                )  # fmt: skip
                output.landed(clip.film, f"{counted(len(clip.plan.frames), 'frame')}")
                made.append(clip)
        except KeyboardInterrupt as stop:
            words = f"Stopped; {counted(len(made), 'whole clip')} kept. Run it again for the rest."
            raise Interrupted.after(stop, words) from None
    return made


def _line(work: _Work, plan: Plan, sound: str) -> tuple[object, ...]:
    head, tail = plan.handles
    length = plan.window[1] - plan.window[0]
    frames = f"{head}+{length}+{tail}" if head or tail else str(length)
    held = plan.held_frames(plan.window)
    return (
        work.row.path.stem, work.shot.label, plan.fit, frames, _speed(plan), held or "-",
        "; ".join(_remarks(plan, sound)),
    )  # fmt: skip


def _speed(plan: Plan) -> str:
    return f"{float(100 * Fraction(plan.speed)):.4g} %"


def _remarks(plan: Plan, sound: str) -> list[str]:
    words = []
    in_handles = plan.held_frames((plan.first, plan.stop)) - plan.held_frames(plan.window)
    if in_handles:
        words.append(f"{in_handles} of {sum(plan.handles)} frames of the handles are held")
    if plan.offset:
        words.append(f"moved by {plan.offset:+g} frames of the take")
    return [*words, *([sound] if sound else [])]


def _facts(work: _Work, clip: Conformed) -> dict[str, Any]:
    plan = clip.plan
    return {
        "film": str(clip.film.absolute()),
        "plan": str(clip.plan_file.absolute()),
        "take": plan.take,
        "shot": work.shot.number,
        "fit": plan.fit,
        "frames": len(plan.frames),
        "handles": list(plan.handles),
        "rate": plan.rate,
        "speed": plan.speed,
        "held": [list(run) for run in plan.held],
        "sound": clip.sound,
    }


COMMAND = Command(
    name="conform",
    summary="make a take into a clip of exactly its shot's frames, at the project's rate",
    details=(
        "Models give clips of their own lengths and rates. A fitted clip has a frame for every\n"
        "frame of the shot; beside it lies which frame of the take each one shows. Sound is cut\n"
        "and stretched alike, and left out where that would tear it apart."
    ),
    examples=(
        Example("shotwright conform film --picks", "every pick, as its take was asked for"),
        Example(
            "shotwright conform film --picks --shot 010 --fit retime --blend flow --handles 8",
            "one pick, first and last frame on the shot's, with handles for the cut",
        ),
        Example("shotwright conform film --picks --align", "with late starts taken back"),
    ),
    configure=configure,
    run=run,
)
