"""Loading: a scene compiled with the models, motions and pictures that its project has."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import partial

from compose.errors import SceneError
from compose.figures.retarget import FigureMotion
from compose.geometry.material import Image
from compose.geometry.model import Model
from compose.node import Node
from compose.payload import Asset, Figure, Modelled
from compose.project import Project
from compose.scene import Scene
from compose.stage.plans import Plans
from compose.stage.populating import populated
from compose.stage.scene_stage import SceneStage, Source, compile_scene

Models = Mapping[str, Model]


def compiled_stage(
    project: Project, scene: Scene, fading: Set[str], given: Models, plans: Plans
) -> SceneStage:
    """Compile a scene of a project.

    Parameters
    ----------
    fading
        Ids of nodes whose opacity is below one, or animated.
    given
        Models by ``Asset.path``, for assets that are not to be read from disk.
    plans
        What was worked out for other versions of the scene.

    Raises
    ------
    ShotwrightError
        When something cannot be read, or the scene cannot be what it says.
    """
    full = populated(scene)
    loaded = full.models | {
        node.id: _model(project, node, node.payload, given)
        for node in full.scene.nodes
        if isinstance(node.payload, Modelled) and node.id not in full.models
    }
    motions = {
        node.id: _motion(project, node, node.payload, given)
        for node in full.scene.nodes
        if isinstance(node.payload, Figure) and node.payload.performance.motion is not None
    }
    image = partial(_image, project)
    return compile_scene(full, Source.of(scene), loaded, image, fading, motions, plans)


def _model(project: Project, node: Node, payload: Modelled, given: Models) -> Model:
    from compose.assets import load_model

    if isinstance(payload, Asset):
        found = given.get(payload.path)
        return load_model(project, payload) if found is None else found
    try:
        return load_model(project, payload)
    except SceneError as error:
        raise SceneError(f"The {payload.kind} of {node.name!r}: {error}") from error


def _motion(project: Project, node: Node, figure: Figure, given: Models) -> FigureMotion:
    from compose.motion_files import load_motion

    play = figure.performance.motion
    assert play is not None  # asked for figures that have one
    try:
        return load_motion(project, play, figure.body, model=given.get(play.path))
    except SceneError as error:
        raise SceneError(f"The motion of {node.name!r}: {error}") from error


def _image(project: Project, path: str) -> Image:
    from compose.assets import load_image

    return load_image(project, path)
