"""Import: a file made elsewhere is copied into the project and put on the stage.

The edits themselves are pure like all others; only the copy in ``assets`` touches the disk. It
stays when the edit is undone, so that it can be redone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from compose.edits.building import built
from compose.edits.nodes import add_node, replace_payload
from compose.errors import AssetError, NotFoundError, SceneError
from compose.files.asset_copies import copy_into_assets
from compose.node import Node, Parent
from compose.payload import Asset, CameraPayload, ClipPlay, ImageCard
from compose.project import Project
from compose.values import new_id

if TYPE_CHECKING:
    from compose.geometry.model import Model

FIRST = "first"
"""As the animation to play: the first one of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import made.

    Parameters
    ----------
    project
        The project with the new nodes.
    node
        The node of the imported file.
    cameras
        A camera node for each camera inside the file, hanging on its inner node.
    files
        Paths inside the project: the file, then the companions that it names.
    size_m
        Width, height and depth in metres, as the file poses it.
    clips
        Names of the animations of the file.
    warnings
        What the importer left out or repaired.
    """

    project: Project
    node: Node
    files: tuple[str, ...]
    size_m: tuple[float, float, float]
    cameras: tuple[Node, ...] = ()
    clips: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def import_model(
    project: Project,
    scene: str,
    file: str | Path,
    *,
    name: str | None = None,
    unit_m: float = 1.0,
    up_axis: Literal["x", "y", "z"] = "y",
    play: str | None = None,
    cameras: bool = True,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Imported:
    """Copy a model into the project's assets and add a node that shows it.

    Parameters
    ----------
    file
        A file that ``compose.importers.read_model`` reads, anywhere on this machine.
    name
        The node's name; without one that of the file.
    unit_m
        Length of one file unit in metres.
    up_axis
        The file's up axis.
    play
        An animation of the file to play in a loop, or ``FIRST``; none by default.
    cameras
        Add a camera node for every camera inside the file. Lights inside shine by themselves.
    fields
        Any other field of ``Node``, and ``parent`` as ``add_node`` takes it.

    Raises
    ------
    AssetError
        When the file cannot be read.
    SceneError
        When the project has no folder yet, or a field cannot have its value.
    NotFoundError
        When the scene, the parent or the animation does not exist.
    """
    from compose.importers import read_model

    source, root = Path(file).resolve(), root_of(project)
    asset = built(
        Asset, f"the import of {source.name!r}",
        kind="asset", path=source.name, unit_m=unit_m, up_axis=up_axis,
    )  # fmt: skip
    project, node_id = _add(project, scene, name or Path(file).stem, **fields)
    model = read_model(source, unit_m=unit_m, up_axis=up_axis)
    clips = tuple(clip.name for clip in model.clips)
    plays = () if play is None else (_play(play, clips, source),)
    asset, files = _copied(asset.replace(plays=plays), root, source, model)
    project = replace_payload(project, scene, node_id, asset)
    node = project.scene(scene).node(node_id)
    project, hung = _add_cameras(project, scene, node, model) if cameras else (project, ())
    return Imported(
        project=project, node=node, cameras=hung, files=files, size_m=_size_of(model),
        clips=clips, warnings=model.warnings,
    )  # fmt: skip


def import_picture(
    project: Project,
    scene: str,
    file: str | Path,
    *,
    name: str | None = None,
    type: Literal["plate", "cut-out", "backdrop"] = "plate",  # noqa: A002 - the field's name
    height_m: float = 2.0,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Imported:
    """Copy a picture into the project's assets and stand it up in the scene as a card.

    Parameters
    ----------
    file
        A PNG, JPEG, WebP, BMP, TIFF or TGA, anywhere on this machine.
    type, height_m
        As of ``ImageCard``.
    fields
        Any other field of ``Node``, and ``parent`` as ``add_node`` takes it.

    Raises
    ------
    AssetError
        When the file is no such picture.
    SceneError
        When the project has no folder yet, or a field cannot have its value.
    NotFoundError
        When the scene or the parent does not exist.
    """
    from compose.assets import load_image

    source, root = Path(file).resolve(), root_of(project)
    card = built(
        ImageCard, f"the import of {source.name!r}",
        kind="card", image=source.name, type=type, height_m=height_m,
    )  # fmt: skip
    project, node_id = _add(project, scene, name or Path(file).stem, **fields)
    picture = load_image(project.replace(root=source.parent), source.name)
    high, wide = picture.pixels.shape[:2]
    files = copy_into_assets(root, source)
    project = replace_payload(project, scene, node_id, card.replace(image=files[0]))
    return Imported(
        project=project,
        node=project.scene(scene).node(node_id),
        files=files,
        size_m=(height_m * wide / high, height_m, 0.0),
    )


def root_of(project: Project) -> Path:
    """Return the project's folder.

    Raises
    ------
    SceneError
        When it has none yet.
    """
    if project.root is None:
        raise SceneError("The project has no folder to copy a file to. Save it, then import.")
    return project.root


def _add(project: Project, scene: str, name: str, **fields: Any) -> tuple[Project, str]:  # noqa: ANN401 - pydantic checks them
    """Add a node before anything is copied, so that a wrong field leaves no file behind."""
    node_id = new_id("nod")
    return add_node(project, scene, name, node_id=node_id, **fields), node_id


def _play(play: str, clips: tuple[str, ...], source: Path) -> ClipPlay:
    if not clips:
        raise AssetError(source, f"holds no animation, so {play!r} cannot be played.")
    name = clips[0] if play == FIRST else play
    if name not in clips:
        raise NotFoundError("animation", name, clips, f"in {source.name}")
    return ClipPlay(clip=name)


def _copied(asset: Asset, root: Path, source: Path, model: Model) -> tuple[Asset, tuple[str, ...]]:
    """Copy a file and its companions into the project; return the asset and all their paths."""
    from compose.assets import sha256_of

    files = copy_into_assets(root, source, model.companions)
    return asset.replace(path=files[0], sha256=sha256_of(root / files[0])), files


def _size_of(model: Model) -> tuple[float, float, float]:
    from compose.geometry.bounds import rest_bounds

    low, high = rest_bounds(model)
    width, height, depth = (high - low).tolist()
    return width, height, depth


def _add_cameras(
    project: Project, scene: str, node: Node, model: Model
) -> tuple[Project, tuple[Node, ...]]:
    """Hang a camera node on every inner node that carries a camera, so that it moves along."""
    added = []
    for inner in model.nodes:
        if inner.camera is None:
            continue
        lens = {field: getattr(inner.camera, field) for field in inner.camera.model_fields_set}
        payload = CameraPayload(kind="camera", **lens)
        hook = Parent(node=node.id, joint=inner.path)
        name = inner.path.rpartition("/")[2] or f"{node.name} camera"
        project, camera_id = _add(project, scene, name, payload=payload, parent=hook)
        added.append(project.scene(scene).node(camera_id))
    return project, tuple(added)
