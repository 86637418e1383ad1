"""`shotwright import`: a model or a picture made elsewhere, copied in and put on the stage."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, metres, one_of
from cli.locate import project_folder
from cli.output import Output
from cli.values import number, place
from compose.edits import Imported, import_model, import_picture
from compose.files import load_project, save_project
from compose.files.layout import scene_file
from compose.payload import Asset
from compose.project import Project
from shotwright import UsageError

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".tga")
_UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048}
_OF_MODELS = ("unit", "up", "play")
_OF_PICTURES = ("card", "height")
_LARGE_M, _SMALL_M = 60.0, 0.02


def configure(parser: ArgumentParser) -> None:
    """Add the file, where it goes and how it is meant."""
    parser.add_argument("file", metavar="FILE", help="a model or a picture, anywhere")
    add_project(parser)
    parser.add_argument("--scene", metavar="SCENE", help="which scene (default: the first)")
    parser.add_argument("--name", metavar="NAME", help="what to call it (default: as the file)")
    parser.add_argument(
        "--at", type=place, metavar="X,Y,Z", help="where it stands, in metres (default: 0,0,0)"
    )
    parser.add_argument("--turn", type=number, metavar="DEGREES", help="turn it about its up axis")
    parser.add_argument("--parent", metavar="NODE", help="the node it hangs on")
    _configure_models(parser)
    _configure_pictures(parser)


def _configure_models(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("models")
    group.add_argument(
        "--unit",
        type=_unit,
        metavar="UNIT",
        help=f"length of one unit of the file: {', '.join(_UNITS_M)} or metres (default: m)",
    )
    group.add_argument(
        "--up", type=one_of("x", "y", "z"), metavar="AXIS", help="the file's up axis (default: y)"
    )
    group.add_argument(
        "--play", metavar="ANIMATION", help="play an animation of the file; 'first' is the first"
    )


def _configure_pictures(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("pictures")
    group.add_argument(
        "--card",
        type=one_of("plate", "cut-out", "backdrop"),
        metavar="KIND",
        help="plate, cut-out (by the picture's alpha) or backdrop (default: plate)",
    )
    group.add_argument(
        "--height", type=metres, metavar="METRES", help="how high the picture stands (default: 2)"
    )


def run(arguments: Namespace, output: Output) -> int:
    """Import, save, and say what came in."""
    project = load_project(project_folder(arguments.project))
    if not project.scenes:
        raise UsageError(f"The project {project.name!r} has no scene to put it in.")
    scene = project.scene(arguments.scene) if arguments.scene else project.scenes[0]
    made = _imported(project, scene.id, arguments)
    save_project(made.project)
    output.document({"scene": scene.id, **_facts(made)})
    output.line(f"Added {made.node.name!r} to the scene {scene.name!r}: {made.files[0]}")
    output.note(_description(made))
    for camera in made.cameras:
        output.note(f"Added the camera {camera.name!r} that came with it.")
    for warning in made.warnings:
        output.warn(warning)
    if advice := _advice(made, scene.id):
        output.warn(advice)
    return DONE


def _imported(project: Project, scene: str, arguments: Namespace) -> Imported:
    file = Path(arguments.file)
    picture = file.suffix.lower() in _PICTURES
    kind = "picture" if picture else "model"
    for flag in _OF_MODELS if picture else _OF_PICTURES:
        if getattr(arguments, flag) is not None:
            raise UsageError(f"--{flag} says nothing about a {kind} ({file.name}). Leave it out.")
    fields: dict[str, Any] = {"name": arguments.name, "parent": arguments.parent}
    if arguments.at is not None:
        fields["translation"] = arguments.at
    if arguments.turn is not None:
        fields["rotation_deg"] = (0.0, arguments.turn, 0.0)
    if picture:
        looks = {"type": arguments.card, "height_m": arguments.height}
        return import_picture(project, scene, file, **fields, **_given(looks))
    reading = {"unit_m": arguments.unit, "up_axis": arguments.up, "play": arguments.play}
    return import_model(project, scene, file, **fields, **_given(reading))


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _facts(made: Imported) -> dict[str, Any]:
    return {
        "node": made.node.id,
        "name": made.node.name,
        "files": list(made.files),
        "size_m": [round(side, 6) for side in made.size_m],
        "animations": list(made.clips),
        "cameras": [{"node": camera.id, "name": camera.name} for camera in made.cameras],
        "warnings": list(made.warnings),
    }


def _description(made: Imported) -> str:
    size = " x ".join(f"{side:.3g}" for side in made.size_m)
    text = f"It is {size} m (wide, high, deep)."
    return f"{text} Its animations: {', '.join(made.clips)}." if made.clips else text


def _advice(made: Imported, scene: str) -> str:
    """Return what to do when the size looks like a wrong unit, else ""."""
    largest = max(made.size_m)
    if largest == 0.0 or _SMALL_M <= largest <= _LARGE_M:
        return ""
    size = f"{largest:.0f} m" if largest > _LARGE_M else f"{largest * 1000:.2g} mm"
    if not isinstance(made.node.payload, Asset):
        return f"It is {size} large; is that meant?"
    return (
        f"It is {size} large. If that is a matter of units, set payload.unit_m of "
        f"{made.node.name!r} in {scene_file(scene)} (0.01: centimetres), or import it with --unit."
    )


def _unit(text: str) -> float:
    return _UNITS_M[text] if text in _UNITS_M else metres(text)


COMMAND = Command(
    name="import",
    summary="copy a model or a picture into the project and put it on the stage",
    details=(
        "Models are GLB, glTF, OBJ, STL, PLY, OFF, DAE and 3MF; pictures become cards. The file\n"
        "and the files it names are copied into the project's assets. Cameras inside become\n"
        "camera nodes that move with the model."
    ),
    examples=(
        Example("shotwright import chair.obj film --up z --at 1,0,-2", "a model with Z up"),
        Example(
            "shotwright import fox.glb film --unit cm --play first",
            "a model in centimetres that plays its first animation",
        ),
        Example(
            "shotwright import poster.png film --card backdrop --height 4 --name Skyline",
            "a picture, four metres high",
        ),
    ),
    configure=configure,
    run=run,
)
