"""Build the dialogue: ``python -m scenes.dialogue.build [FOLDER]``.

The script is the sample's source and an example of the interface: every step is an edit of
``compose`` as a user would call it. Built twice, it gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from compose.edits import add_scene, new_project
from compose.files import save_project
from compose.project import Project
from scenes.dialogue import cast, coat, lighting, room, shots
from scenes.dialogue.names import FILM, SCENE
from scenes.writing import with_lasting_ids

BIBLE = (
    "Half Past Nine, two people at a kitchen table on a winter evening. Warm light from the lamp "
    "over the table, the last blue of the day in the windows. The camera stays on the room's side "
    "of the table, at the height of their eyes, and comes nearer as they do."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the project into the folder named on the command line, or beside this script."""
    parser = argparse.ArgumentParser(prog="python -m scenes.dialogue.build", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    folder: Path = parser.parse_args(arguments).folder
    project = build(folder)
    print(f"{project.name}: {len(project.scenes[0].nodes)} nodes in {folder}")
    return 0


def build(folder: Path) -> Project:
    """Write the assets and the project's files into ``folder`` and return the project."""
    folder = folder.resolve()
    assets = folder / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    coat.write_coat(assets / "coat.glb")
    project = new_project(FILM, bible=BIBLE).replace(root=folder)
    project = add_scene(project, SCENE)
    project = room.with_room(project, assets)
    project = cast.with_cast(project)
    project = lighting.with_light(project)
    project = shots.with_shots(project)
    return save_project(with_lasting_ids(project), folder, force=True)


if __name__ == "__main__":
    raise SystemExit(main())
