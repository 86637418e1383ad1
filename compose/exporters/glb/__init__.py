"""Export a scene with its animated cameras as GLB (glTF 2.0), for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from compose.exporters.glb.motion import Motion
from compose.exporters.glb.sampling import sample
from compose.exporters.glb.tree import Tree
from compose.exporters.glb.writer import GlbWriter
from compose.files.atomic import write_file
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot

__all__ = ["export_glb"]


def export_glb(
    project: Project, scene: Scene, path: str | Path, shots: Sequence[Shot] | None = None
) -> None:
    """Write a scene as one GLB file, replacing the file only when all is written.

    Nodes keep their names and hierarchy (their ids are in ``extras.shotwright_id``); cameras stand
    at the root, with aim and roll baked in. Meshes, materials, pictures (as PNG), skins, morph
    targets and lights go along, but for what is never visible. All motion is baked at the
    project's rate into one animation: tracks, aims, the animations of assets and morph weights;
    a node that goes out of sight is scaled to 0.
    A changing field of view is written with KHR_animation_pointer, which many readers skip.
    Colours, lights and fog are those of the first frame; the environment has no place in glTF.

    Parameters
    ----------
    shots
        Bake the frames from the first start to the last end of these shots, with their own tracks
        and lenses. Without them, the frames that the scene's tracks have keys for.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated, or the file not be written.
    """
    samples = sample(project, scene, list(shots or ()))
    writer = GlbWriter()
    tree = Tree(writer, samples)
    tree.write()
    Motion(writer, samples, tree).write(scene.name)
    lights = {"KHR_lights_punctual": {"lights": tree.lights}} if tree.lights else {}
    write_file(Path(path), writer.to_bytes(lights))
