"""`shotwright shot`: a shot from film words: size, angle, side, subject, lens, move."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, frames
from cli.locate import project_folder
from cli.output import Output
from cli.values import label, picture_file
from compose.errors import NotFoundError
from compose.files import load_project, save_project
from compose.framing.describe import Description, describe
from compose.framing.placement import Gate
from compose.framing.shooting import add_framed_shot
from compose.framing.solve import Solution, solve
from compose.framing.subjects import stage_node
from compose.framing.words import (
    ANGLES,
    COMPOSITIONS,
    EITHER_SIDES,
    SIDES,
    SIZES,
    Words,
    angle_named,
    composition_named,
    side_named,
    size_named,
)
from compose.moves import analyse_shot, apply_move, move_named
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.timing import FrameRange
from shotwright import UsageError
from visualize.encode.png import write_png
from visualize.framing import SeenSubject, checked_by_picture, lost_on_the_way
from visualize.render.renderer import Renderer

_PICTURE_BOX = (1280, 720)
_DUTCH_DEG = 15.0
_SECONDS = 3


def configure(parser: ArgumentParser) -> None:
    """Add the words, the lens, the window and what to do with the answer."""
    add_project(parser)
    parser.add_argument(
        "--subject", action="append", required=True, metavar="NODE",
        help="a figure or a thing; may be repeated for a two-shot or a group",
    )  # fmt: skip
    _add_words(parser)
    parser.add_argument("--over", metavar="FIGURE", help="look over this figure's shoulder")
    parser.add_argument("--pov", metavar="FIGURE", help="look through this figure's eyes")
    parser.add_argument("--move", metavar="MOVE", help="a camera move, such as push-in or orbit")
    camera = parser.add_argument_group("camera")
    camera.add_argument(
        "--lens", type=_millimetres, metavar="MM", help="focal length (default: by the size)"
    )
    camera.add_argument(
        "--sensor", default="super-35", metavar="SENSOR", help="such as super-35 or full-frame"
    )
    camera.add_argument(
        "--gate", default="16:9", metavar="GATE", help="shape of the picture: 16:9, 2.39, 9:16 …"
    )
    parser.add_argument(
        "--frames", type=frames, metavar="A:B",
        help="scene frames, the end not included (default: three seconds after the last shot)",
    )  # fmt: skip
    parser.add_argument("--name", type=label, help="the shot's name (default: its words)")
    parser.add_argument("--number", type=label, help="the shot's number (default: the next ten)")
    parser.add_argument("--scene", help="which scene (default: the one that has the subject)")
    parser.add_argument("--dry-run", action="store_true", help="say what it would be, save nothing")
    parser.add_argument(
        "--picture", type=picture_file, metavar="FILE", help="also draw the first frame as a PNG"
    )


def _add_words(parser: ArgumentParser) -> None:
    words = parser.add_argument_group("words")
    words.add_argument(
        "--size", type=_word(size_named), default="medium", metavar="SIZE",
        help=f"{', '.join(SIZES)}; short forms such as mcu (default: medium)",
    )  # fmt: skip
    words.add_argument(
        "--angle", type=_angle, action="append", metavar="ANGLE",
        help=f"{', '.join(ANGLES)}; 'dutch' as well or alone tilts by {_DUTCH_DEG:g} degrees "
        "(default: eye)",
    )  # fmt: skip
    words.add_argument(
        "--side", type=_word(side_named), default="three-quarter", metavar="SIDE",
        help=f"{', '.join((*EITHER_SIDES, *SIDES))} (default: three-quarter)",
    )  # fmt: skip
    words.add_argument(
        "--composition", type=_word(composition_named), default="centre", metavar="WORD",
        help=f"{', '.join(COMPOSITIONS)} (default: centre)",
    )  # fmt: skip
    words.add_argument(
        "--dutch", type=float, metavar="DEGREES", help="tilt the horizon; positive is clockwise"
    )


def _word(read: Callable[[str], str]) -> Callable[[str], str]:
    """Return a reader of a flag's word, whose message offers the nearest word."""

    def checked(text: str) -> str:
        try:
            return read(text)
        except NotFoundError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return checked


def _angle(text: str) -> str:
    return "dutch" if text.strip().lower() == "dutch" else _word(angle_named)(text)


def _millimetres(text: str) -> float:
    try:
        value = float(text.lower().removesuffix("mm"))
    except ValueError:
        value = 0.0
    if not 1.0 <= value <= 10_000.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a focal length in mm, such as 50")
    return value


def run(arguments: Namespace, output: Output) -> int:
    """Solve the camera, check it by a picture, add the shot, and say what it shows."""
    folder = project_folder(arguments.project)
    project = load_project(folder)
    scene = _scene(project, arguments)
    window = arguments.frames or _next_window(project)
    with Renderer() as renderer:
        solution, seen = _solved(project, scene, arguments, window, renderer)
        changed, shot = add_framed_shot(
            project, scene.id, solution, start=window.start, end=window.stop,
            name=arguments.name, number=arguments.number,
        )  # fmt: skip
        if arguments.move:
            changed, shot = _moved(changed, shot, arguments, solution)
        pov = None if arguments.pov is None else stage_node(scene, arguments.pov)
        lost = lost_on_the_way(changed, shot, solution.cast, renderer, pov=pov)
        told = describe(
            changed, shot, window.start, subjects=[s.node for s in solution.cast.subjects]
        )
        if arguments.picture:
            _draw(changed, shot, arguments.picture, renderer)
            output.landed(arguments.picture)
    if not arguments.dry_run:
        save_project(changed, folder)
    moved = analyse_shot(changed, shot).words if arguments.move else ""
    _tell(_Made(shot, scene, told, solution, seen, lost, moved), arguments, output)
    return DONE


def _scene(project: Project, arguments: Namespace) -> Scene:
    """Return the scene that is named, or the first that has the first subject.

    Raises
    ------
    NotFoundError
        When the scene or the subject is unknown.
    UsageError
        When the project has no scene.
    """
    if arguments.scene is not None:
        return project.scene(arguments.scene)
    if not project.scenes:
        raise UsageError("The project has no scene yet.")
    names = [node.name for scene in project.scenes for node in scene.nodes]
    for scene in project.scenes:
        try:
            stage_node(scene, arguments.subject[0])
        except NotFoundError:
            continue
        return scene
    raise NotFoundError("node called", arguments.subject[0], names, "in any scene")


def _next_window(project: Project) -> FrameRange:
    start = max((shot.end for shot in project.in_sequence()), default=0)
    return FrameRange(start, start + round(_SECONDS * float(project.frame_rate)))


def _solved(
    project: Project, scene: Scene, arguments: Namespace, window: FrameRange, renderer: Renderer
) -> tuple[Solution, tuple[SeenSubject, ...]]:
    solution = solve(
        project, scene.id, arguments.subject, _words(arguments), frame=window.start,
        focal_length_mm=arguments.lens, gate=_gate(arguments), over=arguments.over,
        pov=arguments.pov,
    )  # fmt: skip
    pov = None if arguments.pov is None else stage_node(scene, arguments.pov)
    return checked_by_picture(project, scene.id, solution, window.start, renderer, pov=pov)


def _words(arguments: Namespace) -> Words:
    asked: list[str] = arguments.angle or ["eye"]
    angles = [angle for angle in asked if angle != "dutch"]
    if len(angles) > 1:
        raise UsageError(f"A camera has one angle, not {' and '.join(angles)}.")
    roll = arguments.dutch
    if roll is None:
        roll = _DUTCH_DEG if "dutch" in asked else 0.0
    return Words(
        size=arguments.size, angle=(angles or ["eye"])[0], side=arguments.side,
        composition=arguments.composition, roll_deg=roll,
    )  # fmt: skip


def _gate(arguments: Namespace) -> Gate:
    try:
        return Gate(sensor=arguments.sensor, gate=float(arguments.gate))
    except ValueError:
        return Gate(sensor=arguments.sensor, gate=arguments.gate)


def _moved(
    project: Project, shot: Shot, arguments: Namespace, solution: Solution
) -> tuple[Project, Shot]:
    if any(parameter.name == "subject" for parameter in move_named(arguments.move).parameters):
        lead = solution.cast.subjects[0].node
        project = apply_move(project, shot, arguments.move, subject=lead)
    else:
        project = apply_move(project, shot, arguments.move)
    return project, project.shot(shot.id)


def _draw(project: Project, shot: Shot, path: Path, renderer: Renderer) -> None:
    from compose.evaluation import evaluate

    frame = renderer.render(evaluate(project, shot, shot.start), ("beauty",), _PICTURE_BOX)
    write_png(path, frame["beauty"], srgb=True)


@dataclass(frozen=True, slots=True)
class _Made:
    """A shot that was made, and what is told of it.

    ``lost`` says what goes wrong after the first frame, ``moved`` what the camera does.
    """

    shot: Shot
    scene: Scene
    told: Description
    solution: Solution
    seen: Sequence[SeenSubject]
    lost: Sequence[str]
    moved: str


def _document(made: _Made, arguments: Namespace) -> dict[str, Any]:
    camera, shot = made.solution.camera, made.shot
    return {
        "saved": not arguments.dry_run,
        "shot": shot.number,
        "name": shot.name,
        "scene": made.scene.name,
        "start": shot.start,
        "end": shot.end,
        "move": arguments.move,
        "moved": made.moved,
        "changes": list(made.solution.changes),
        "warnings": list(made.lost),
        "camera": {
            "node": shot.camera,
            "translation": [round(v, 6) for v in camera.position],
            "rotation_deg": [round(v, 6) for v in camera.rotation_deg],
            "focal_length_mm": round(camera.focal_length_mm, 6),
            "focus_distance_m": round(camera.focus_distance_m, 6),
        },
        "seen": [{"name": s.name, "seen": round(s.seen, 3),
                  "frame_share": round(s.frame_share, 4)} for s in made.seen],
        "description": made.told.as_data(),
    }  # fmt: skip


def _tell(made: _Made, arguments: Namespace, output: Output) -> None:
    output.document(_document(made, arguments))
    camera, shot, measured = made.solution.camera, made.shot, made.told.measured
    verb = "would be" if arguments.dry_run else "is"
    output.line(f"Shot {shot.label} {verb} frames {shot.start}:{shot.end} of {made.scene.name}.")
    output.line(made.told.sentence)
    if made.moved:
        output.line(f"The camera: {made.moved}.")
    for change in made.solution.changes:
        output.line(f"Changed: {change}.")
    for lost in made.lost:
        output.line(f"Look out: {lost}.")
    if measured is not None:
        x, y, z = camera.position
        output.note(
            f"camera at {x:.2f}, {y:.2f}, {z:.2f} m; tilt {measured.tilt_deg:.1f}°; focus"
            f" {camera.focus_distance_m:.2f} m; picture {measured.picture_height_m:.2f} m"
            " tall at the subject; "
            + ", ".join(f"{s.seen:.0%} of {s.name} seen" for s in made.seen)
        )


COMMAND = Command(
    name="shot",
    summary="add a shot from film words: size, angle, side, subject, lens, move",
    details=(
        "The camera is put where the words say, with room around it and a free view of the\n"
        "subject; where something blocks it, it comes closer with a wider lens or goes round the\n"
        "subject, and says so. What words mean: docs/camera-language.md."
    ),
    examples=(
        Example(
            "shotwright shot film --subject Box --size full --angle high --lens 50",
            "a full shot of the box from above, on a 50",
        ),
        Example(
            "shotwright shot film --subject Box --size close-up --side profile"
            " --composition left-third --frames 24:48 --dry-run",
            "only say what a profile close-up would be",
        ),
    ),
    configure=configure,
    run=run,
)
