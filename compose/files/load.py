"""Load a project folder: read every file, and name all that is wrong at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_core import to_json

from compose.errors import ProjectFileError, UnsupportedVersionError, nearest
from compose.faults import MAX_FAULTS, Fault, faults_of
from compose.files import layout
from compose.files.migrations import VERSIONS, migrate
from compose.files.problem import Problem
from compose.files.reading import UnreadableError, parse, read_bytes
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.values import Value

V = TypeVar("V", bound=Value)

MAX_PROBLEMS = 200
_NOT_IN_FILE = ("root", "revisions")


@dataclass
class Reading:
    """What was found in a folder. ``project`` is ``None`` where ``project.json`` is unreadable.

    ``project`` holds every scene and shot that could be read; ``broken`` are the ids of listed
    ones that could not. ``newer`` is set when a file is of a newer version.
    """

    root: Path
    project: Project | None = None
    problems: list[Problem] = field(default_factory=list)
    revisions: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    listed_scenes: list[str] = field(default_factory=list)
    listed_shots: list[str] = field(default_factory=list)
    newer: UnsupportedVersionError | None = None

    def add(self, file: str, faults: list[Fault]) -> None:
        """Note the faults of one file as errors."""
        self.problems += [Problem("error", file, f.field, f.message, f.hint) for f in faults]


def load_project(path: str | Path) -> Project:
    """Load a project from its folder or its ``project.json``.

    Values are held as written, and fields this version does not know are kept. References between
    files (a shot's scene, a node's parent) are not followed; ``check_project`` follows them.

    Raises
    ------
    ProjectFileError
        When there is no project, or a file is missing, malformed, too large, or holds a value
        that its field cannot have. ``problems`` names every fault with its file and field.
    UnsupportedVersionError
        When a file was written by a newer Shotwright.
    """
    reading = read_folder(layout.project_folder(path))
    if reading.newer is not None:
        raise reading.newer
    if reading.project is None or reading.problems:
        _refuse(reading)
    return reading.project


def read_folder(root: Path) -> Reading:
    """Read what can be read of the project in ``root``, which is resolved, noting every problem."""
    reading = Reading(root)
    document = _read(reading, layout.PROJECT_FILE, layout.PROJECT_FORMAT)
    if document is None:
        return reading
    reading.listed_scenes = _listed(reading, document.pop("scenes", []), "scenes")
    reading.listed_shots = _listed(reading, document.pop("shots", []), "shots")
    forbidden = [Fault(name, "is not a field of this file") for name in _NOT_IN_FILE
                 if name in document]  # fmt: skip
    reading.add(layout.PROJECT_FILE, forbidden)
    document = {name: value for name, value in document.items() if name not in _NOT_IN_FILE}
    scenes = [_part(reading, Scene, scene_id) for scene_id in reading.listed_scenes]
    shots = [_part(reading, Shot, shot_id) for shot_id in reading.listed_shots]
    project = _validated(reading, Project, document, layout.PROJECT_FILE)
    if project is not None:
        _check_own_id(reading, project.id, layout.PROJECT_FILE)
        reading.project = project.replace(
            scenes=tuple(scene for scene in scenes if scene is not None),
            shots=tuple(shot for shot in shots if shot is not None),
            root=root,
            revisions=reading.revisions,
        )
    return reading


def _part(reading: Reading, model: type[V], part_id: str) -> V | None:
    is_scene = model is Scene
    file = layout.scene_file(part_id) if is_scene else layout.shot_file(part_id)
    if len(reading.problems) >= MAX_PROBLEMS:
        return None
    document = _read(reading, file, layout.SCENE_FORMAT if is_scene else layout.SHOT_FORMAT)
    value = None if document is None else _validated(reading, model, document, file)
    if value is None:
        reading.broken.add(part_id)
    elif (own := getattr(value, "id", "")) != part_id:
        fault = Fault("id", f"must be {part_id!r} like the file's name, not {own!r}")
        reading.add(file, [fault])
    return value


def _read(reading: Reading, file: str, expected: str) -> dict[str, Any] | None:
    """Return a file's document in the newest version, without header; ``None`` with a problem."""
    try:
        data = read_bytes(reading.root, file)
        reading.revisions[file] = hashlib.sha256(data).hexdigest()
        document = parse(data)
        _check_header(document, expected)
        document = migrate(document, file)
    except UnreadableError as error:
        reading.add(file, error.faults)
        return None
    except UnsupportedVersionError as error:
        reading.newer = reading.newer or error
        reading.add(file, [Fault("version", str(error).removeprefix(f"{file}: "))])
        return None
    except ProjectFileError as error:
        reading.add(file, [Fault("version", str(error).removeprefix(f"{file}: "))])
        return None
    return {name: value for name, value in document.items() if name not in ("format", "version")}


def _check_header(document: Mapping[str, Any], expected: str) -> None:
    found, version = document.get("format"), document.get("version")
    if found != expected:
        wrong = "is missing" if found is None else f"must be {expected!r}, not {found!r:.60}"
        hint = f"Write {expected!r}." if found is None or nearest(str(found), VERSIONS) else ""
        raise UnreadableError([Fault("format", wrong, hint)])
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        raise UnreadableError([Fault("version", "must be a whole number of 0 or more")])


def _validated(reading: Reading, model: type[V], document: dict[str, Any], file: str) -> V | None:
    try:
        return model.model_validate_json(to_json(document))
    except ValidationError as error:
        reading.add(file, [_named(fault, document) for fault in faults_of(error, document)])
        return None


def _named(fault: Fault, document: Mapping[str, Any]) -> Fault:
    """Add the node's name to a fault inside one, since people do not count nodes."""
    head, _, rest = fault.field.partition("]")
    if not head.startswith("nodes[") or not rest:
        return fault
    node = document["nodes"][int(head.removeprefix("nodes["))]
    name = node.get("name") if isinstance(node, dict) else None
    if not isinstance(name, str):
        return fault
    return Fault(fault.field, f"{fault.message} (node {name[:60]!r})", fault.hint)


def _listed(reading: Reading, ids: object, kind: str) -> list[str]:
    """Return the ids of scenes or shots that ``project.json`` lists, fit to be file names."""
    faults: list[Fault] = []
    if not isinstance(ids, list) or len(ids) > layout.MAX_LISTED:
        faults = [Fault(kind, f"must be a list of at most {layout.MAX_LISTED:,} ids")]
        ids = []
    good: dict[str, None] = {}
    for i, name in enumerate(ids):
        if not isinstance(name, str) or not layout.is_id(name):
            faults.append(
                Fault(f"{kind}[{i}]", f"must be an id ({layout.ID_RULE}), not {name!r:.60}")
            )
        elif name in good:
            faults.append(Fault(f"{kind}[{i}]", f"lists {name!r} twice"))
        else:
            good[name] = None
    reading.add(layout.PROJECT_FILE, faults[:MAX_FAULTS])
    return list(good)


def _check_own_id(reading: Reading, own: str, file: str) -> None:
    if not layout.is_id(own):
        reading.add(file, [Fault("id", f"must be an id ({layout.ID_RULE}), not {own!r:.60}")])


def _refuse(reading: Reading) -> NoReturn:
    shown = [str(problem) for problem in reading.problems[:MAX_PROBLEMS]]
    count = len(reading.problems)
    message = f"the project has {count} fault{'s' if count != 1 else ''} and cannot be loaded:"
    raise ProjectFileError(reading.root, message, shown)
