"""Build the street: ``python -m scenes.street.build [FOLDER]``.

The script is the sample's source and an example of the interface: it calls ``compose.edits`` as a
user would, one part of the street after another, and ``save_project`` writes the result. Built
twice, it gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

from compose.edits import add_scene, new_project
from compose.files import save_project
from compose.project import Project
from scenes.street import (
    bakery,
    cameras,
    furniture,
    ground,
    houses,
    light,
    people,
    traffic,
)
from scenes.street.models.banner import write_banner
from scenes.street.parts import FILM, SCENE
from scenes.street.poster import write_poster
from scenes.writing import lasting_id

ASSETS = {"banner.glb": write_banner, "poster.png": write_poster}


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
    project = new_project(FILM, bible=cameras.BIBLE, project_id=lasting_id("prj", FILM)).replace(
        root=folder.absolute()
    )
    project = add_scene(project, "Harbour street", scene_id=SCENE)
    project = ground.build(project)
    project = houses.build(project)
    project = bakery.build(project)
    project = furniture.build(project, hashes["banner.glb"])
    project = traffic.build(project)
    project = people.build(project)
    project = light.build(project)
    project = cameras.build(project)
    return save_project(project, folder, force=True)


def write_assets(folder: Path) -> dict[str, str]:
    """Write every asset; return the SHA-256 of each by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in ASSETS.items():
        write(folder / name)
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ASSETS}


if __name__ == "__main__":
    raise SystemExit(main())
