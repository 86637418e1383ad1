"""Build the street: ``python -m scenes.street.build [FOLDER]``.

The script is the sample's source and an example of the interface: values of ``compose`` go through
``compose.edits`` into a project, which ``save_project`` writes. Built twice, it gives the same
bytes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from compose.edits import add_node, add_scene, add_shot, new_project, set_track
from compose.files import save_project
from compose.node import Node
from compose.project import Project
from compose.shot import Shot
from scenes.street import bakery, cameras, cast, furniture, ground, houses, light
from scenes.street.models.banner import write_banner
from scenes.street.models.car import write_car, write_wheel
from scenes.street.models.figure import write_figure
from scenes.street.parts import street_id
from scenes.street.poster import write_poster

ASSETS = {
    "banner.glb": write_banner,
    "car.glb": write_car,
    "figure.glb": write_figure,
    "poster.png": write_poster,
    "wheel.glb": write_wheel,
}
SCENE = "Harbour street"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the project into the folder named on the command line, or beside this script."""
    parser = argparse.ArgumentParser(prog="python -m scenes.street.build", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    folder: Path = parser.parse_args(arguments).folder
    project = build(folder)
    print(f"{project.name}: {len(project.scenes[0].nodes)} nodes in {folder}")
    return 0


def build(folder: Path) -> Project:
    """Write the assets and the project's files into ``folder`` and return the project."""
    hashes = write_assets(folder / "assets")
    return save_project(street(hashes), folder, force=True)


def write_assets(folder: Path) -> dict[str, str]:
    """Write every asset; return the SHA-256 of each by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in ASSETS.items():
        write(folder / name)
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ASSETS}


def street(hashes: dict[str, str]) -> Project:
    """Return the project: one scene, its tracks, three shots in story order."""
    project = new_project(
        "Late delivery", bible=cameras.BIBLE, project_id=street_id("prj", "Late delivery")
    )
    scene_id = street_id("scn", SCENE)
    project = add_scene(project, SCENE, environment=light.environment(), scene_id=scene_id)
    for node in _nodes(hashes):
        project = _with_node(project, scene_id, node)
    for track in chain(cast.tracks(), light.tracks(), cameras.tracks()):
        project = set_track(project, track, scene=scene_id)
    for shot in cameras.shots(scene_id):
        project = _with_shot(project, shot)
    return project


def _nodes(hashes: dict[str, str]) -> Iterator[Node]:
    """Yield every node in outliner order: parents before children, targets before cameras."""
    yield from light.nodes()
    yield from ground.nodes()
    yield from houses.nodes()
    yield from bakery.nodes()
    yield from furniture.nodes()
    yield from cast.nodes(hashes)
    yield from cameras.cameras()


def _with_node(project: Project, scene_id: str, node: Node) -> Project:
    given = {field: getattr(node, field) for field in node.model_fields_set - {"id", "name"}}
    return add_node(project, scene_id, node.name, node_id=node.id, **given)


def _with_shot(project: Project, shot: Shot) -> Project:
    """Add a shot, then its overrides one by one, as a user would key them."""
    own = {"id", "scene", "camera", "tracks"}
    given = {field: getattr(shot, field) for field in shot.model_fields_set - own}
    project = add_shot(project, shot.scene, shot.camera, shot_id=shot.id, **given)
    for track in shot.tracks:
        project = set_track(project, track, shot=shot.id)
    return project


if __name__ == "__main__":
    raise SystemExit(main())
