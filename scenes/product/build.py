"""Build the product film: ``python -m scenes.product.build [FOLDER]``.

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
from scenes.product import lighting, shots, stage
from scenes.product.bottle import write_bottle
from scenes.product.label import write_label
from scenes.writing import with_lasting_ids

BIBLE = (
    "Avalon, a perfume film of seven seconds. One bottle of amber glass and gold on a turntable, "
    "against a deep green studio wall that falls off into shade. Soft key from the left, cool "
    "strips from behind that draw the edges; slow, certain camera, nothing hand-held."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the project into the folder named on the command line, or beside this script."""
    parser = argparse.ArgumentParser(prog="python -m scenes.product.build", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    folder: Path = parser.parse_args(arguments).folder
    project = build(folder)
    print(f"{project.name}: {len(project.scenes[0].nodes)} nodes in {folder}")
    return 0


def build(folder: Path) -> Project:
    """Write the assets and the project's files into ``folder`` and return the project."""
    assets = folder.resolve() / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    write_bottle(assets / "bottle.glb")
    write_label(assets / "label.png")
    project = new_project("Avalon", bible=BIBLE).replace(root=folder.resolve())
    project = add_scene(project, stage.SCENE)
    project = stage.with_set(project)
    project = stage.with_bottle(project, assets)
    project = stage.with_dressing(project)
    project = stage.turning(project)
    project = lighting.with_light(project)
    project = shots.with_shots(project)
    return save_project(with_lasting_ids(project), folder, force=True)


if __name__ == "__main__":
    raise SystemExit(main())
