"""`shotwright export`: a scene as GLB, or a shot's camera as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_out, add_project, add_shots, add_size, one_of
from cli.locate import chosen_shots, output_path, project_folder
from cli.output import Output
from compose.exporters.camera_data import camera_data
from compose.exporters.glb import export_glb
from compose.files import load_project
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from shotwright import UsageError
from visualize.encode.atomic import write_json
from visualize.produce.names import shot_stem, slug


def configure(parser: ArgumentParser) -> None:
    """Add what to write and where to."""
    add_project(parser)
    parser.add_argument(
        "--format",
        type=one_of("glb", "camera"),
        default="glb",
        metavar="FORMAT",
        help="glb (a scene with its animated cameras) or camera (JSON, a shot's camera frame by"
        " frame; default: glb)",
    )
    add_shots(parser)
    add_size(parser, "1280x720")
    add_out(parser, "path", "out in the project folder; the name of a file if one is written")


def run(arguments: Namespace, output: Output) -> int:
    """Write the files and announce them."""
    folder = project_folder(arguments.project)
    project = load_project(folder)
    suffix = ".glb" if arguments.format == "glb" else ".json"
    out = output_path(arguments.out, folder, suffix)
    shots = chosen_shots(project, arguments.shot) if project.shots or arguments.shot else ()
    if arguments.format == "glb":
        files = _write_scenes(project, shots, out)
    else:
        files = _write_cameras(project, chosen_shots(project, arguments.shot), arguments.size, out)
    for file in files:
        output.landed(file)
    output.document({"format": arguments.format, "files": [str(f.absolute()) for f in files]})
    return DONE


def _write_scenes(project: Project, shots: tuple[Shot, ...], out: Path) -> list[Path]:
    """Write each scene that the shots play in; without shots every scene."""
    ids = {shot.scene for shot in shots} or {scene.id for scene in project.scenes}
    scenes = [scene for scene in project.scenes if scene.id in ids]
    stems = _scene_stems(scenes)
    files = _places(out, [f"{stem}.glb" for stem in stems], ".glb")
    for scene, file in zip(scenes, files, strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        playing = [shot for shot in shots if shot.scene == scene.id]
        export_glb(project, scene, file, shots=playing or None)
    return files


def _write_cameras(
    project: Project, shots: tuple[Shot, ...], box: tuple[int, int], out: Path
) -> list[Path]:
    names = [f"{shot_stem(project, shot)}_camera.json" for shot in shots]
    files = _places(out, names, ".json")
    for shot, file in zip(shots, files, strict=True):
        write_json(file, camera_data(project, shot, shot.window, box))
    return files


def _scene_stems(scenes: list[Scene]) -> list[str]:
    """Return a file name for each scene; scenes of the same name take their id along."""
    stems = [slug(scene.name) or "scene" for scene in scenes]
    return [
        f"{stem}_{scene.id}" if stems.count(stem) > 1 else stem
        for stem, scene in zip(stems, scenes, strict=True)
    ]


def _places(out: Path, names: list[str], suffix: str) -> list[Path]:
    """Return where each file goes: into the folder, or to the one file that is named."""
    if out.suffix.lower() != suffix:
        return [out / name for name in names]
    if len(names) != 1:
        raise UsageError(
            f"{out} is one file, but {len(names)} are to be written."
            " Name a folder with --out, or one shot with --shot."
        )
    return [out]


COMMAND = Command(
    name="export",
    summary="write a scene as GLB, or a shot's camera as JSON",
    details=(
        "GLB holds the scene of the shots, with its animation baked at the project's rate over\n"
        "the shots' frames. Camera JSON holds intrinsics, extrinsics and lens of each frame, for\n"
        "pictures of --size."
    ),
    examples=(
        Example("shotwright export film", "every scene as GLB"),
        Example("shotwright export film --out set.glb", "the only scene, as the file set.glb"),
        Example(
            "shotwright export film --format camera --shot 010 --size 1920x1080",
            "the camera of one shot, for pictures of 1920x1080",
        ),
    ),
    configure=configure,
    run=run,
)
