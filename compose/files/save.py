"""Save a project folder: only what changed, whole or not at all, never over another's work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compose.errors import ProjectFileError
from compose.files import layout
from compose.files.atomic import StagedFiles, sync_folder
from compose.files.dump import document
from compose.files.migrations import VERSIONS
from compose.files.reading import UnreadableError, parse, read_bytes
from compose.files.text import to_bytes
from compose.project import Project
from compose.values import Value


def save_project(
    project: Project, path: str | Path | None = None, *, force: bool = False
) -> Project:
    """Save a project to its folder and return it as saved; go on with what is returned.

    Scenes and shots are replaced first, then ``project.json``, which lists them; files of what
    was removed go last. A crash at any moment leaves a project that loads. A file whose content
    did not change is not touched. Assets are not moved or copied.

    Parameters
    ----------
    path
        The folder or its ``project.json``; by default where the project was loaded from.
    force
        Overwrite files that another program wrote since the project was loaded or saved, and
        remove the scenes and shots that the ``project.json`` there lists and this one does not.

    Returns
    -------
    The project with its new ``root`` and ``revisions``. To save an older state after that (from an
    undo), give it the newest revisions: ``older.replace(revisions=saved.revisions)``.

    Raises
    ------
    ProjectFileError
        When a file changed on disk since, an id cannot name a file, or writing fails.
    """
    root = _root(project, path)
    known = project.revisions if project.root is not None and project.root == root else {}
    contents = file_contents(project, root)
    on_disk = {name: _bytes_on_disk(root, name) for name in contents}
    removed = sorted(_listed_before(root, known) - contents.keys())
    if not force:
        _refuse_conflicts(root, known, contents, on_disk, removed)
    with StagedFiles() as files:
        for name, data in contents.items():
            if on_disk[name] != data:
                files.stage(root / name, data)
        files.commit()
    _remove(root, removed)
    revisions = {name: _sha256(data) for name, data in contents.items()}
    return project.replace(root=root, revisions=revisions)


def file_contents(project: Project, root: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a project, in the order in which they are written.

    Raises
    ------
    ProjectFileError
        When an id may not name a file, two parts have the same, or a value cannot be written.
    """
    contents: dict[str, bytes] = {}
    parts: list[tuple[str, str, Value]] = [
        (layout.scene_file(_file_id(scene.id, root)), layout.SCENE_FORMAT, scene)
        for scene in project.scenes
    ]
    parts += [
        (layout.shot_file(_file_id(shot.id, root)), layout.SHOT_FORMAT, shot)
        for shot in project.shots
    ]
    for name, format_name, value in parts:
        if name in contents:
            raise ProjectFileError(root / name, "two parts of the project have this id")
        contents[name] = _file(format_name, document(value), root / name)
    _file_id(project.id, root)
    lists = {
        "scenes": [scene.id for scene in project.scenes],
        "shots": [shot.id for shot in project.shots],
    }
    fields = document(project)
    ordered = {name: fields.pop(name) for name in Project.model_fields if name in fields}
    contents[layout.PROJECT_FILE] = _file(
        layout.PROJECT_FORMAT, ordered | lists | fields, root / layout.PROJECT_FILE
    )
    return contents


def _file(format_name: str, fields: Mapping[str, Any], path: Path) -> bytes:
    try:
        return to_bytes({"format": format_name, "version": VERSIONS[format_name], **fields})
    except (TypeError, ValueError) as error:
        raise ProjectFileError(path, f"holds a value that no file can hold: {error}") from error


def _root(project: Project, path: str | Path | None) -> Path:
    if path is None and project.root is None:
        raise ProjectFileError(project.name, "the project has no folder yet; say where to save it")
    folder = Path(path) if path is not None else Path(project.root or "")
    if folder.name == layout.PROJECT_FILE:
        folder = folder.parent
    for inside in (layout.SCENES_FOLDER, layout.SHOTS_FOLDER):
        if (folder / inside).is_symlink():
            raise ProjectFileError(folder / inside, "is a link; make it a folder to save here")
    return folder.resolve()


def _file_id(text: str, root: Path) -> str:
    if not layout.is_id(text):
        raise ProjectFileError(root, f"the id {text!r:.60} cannot name a file: {layout.ID_RULE}")
    return text


def _bytes_on_disk(root: Path, name: str) -> bytes | None:
    """Return a file's bytes, or ``None`` where there is none that could be kept."""
    path = root / name
    if not path.exists():
        return None
    try:
        return read_bytes(root, name)
    except UnreadableError as error:
        raise ProjectFileError(path, f"stands in the way: it {error}") from error


def _listed_before(root: Path, known: Mapping[str, str]) -> set[str]:
    """Return the files that the project on the disk consists of; strays are not among them."""
    names = set(known)
    if (root / layout.PROJECT_FILE).exists():
        try:
            before = parse(read_bytes(root, layout.PROJECT_FILE))
        except UnreadableError:
            return names  # an unreadable project.json lists nothing that could be removed
        for kind, file in (("scenes", layout.scene_file), ("shots", layout.shot_file)):
            ids = before.get(kind)
            listed = ids[: layout.MAX_LISTED] if isinstance(ids, list) else []
            names |= {file(i) for i in listed if isinstance(i, str) and layout.is_id(i)}
    return names


def _refuse_conflicts(
    root: Path,
    known: Mapping[str, str],
    contents: Mapping[str, bytes],
    on_disk: Mapping[str, bytes | None],
    removed: list[str],
) -> None:
    changed = [
        name
        for name, data in on_disk.items()
        if data is not None and data != contents[name] and _sha256(data) != known.get(name)
    ]
    for name in removed:
        data = _bytes_on_disk(root, name)
        if data is not None and _sha256(data) != known.get(name):
            changed.append(name)
    if changed:
        raise ProjectFileError(
            root,
            "another program changed the project since it was loaded. Load it again and redo "
            "the edit, save to another folder, or overwrite with force. Changed files:",
            changed,
        )


def _remove(root: Path, names: list[str]) -> None:
    try:
        for name in names:
            (root / name).unlink(missing_ok=True)
        for folder in {(root / name).parent for name in names}:
            if folder.is_dir():
                sync_folder(folder)
    except OSError as error:
        raise ProjectFileError(root, f"a removed part's file remains: {error.strerror}") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
