"""Fields that this version does not know: kept in the file, but probably misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from compose.files import layout
from compose.files.checks.report import suggestion
from compose.files.problem import Problem
from compose.project import Project
from compose.values import Value


def unknown_fields(project: Project) -> Iterator[Problem]:
    """Warn of every field that no model declares, with the nearest name that one does."""
    yield from _of(project, layout.PROJECT_FILE, "", frozenset({"scenes", "shots"}))
    for scene in project.scenes:
        yield from _of(scene, layout.scene_file(scene.id), "")
    for shot in project.shots:
        yield from _of(shot, layout.shot_file(shot.id), "")


def _of(
    value: Value, file: str, path: str, skip: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    known = type(value).model_fields
    for name in value.model_extra or {}:
        hint = suggestion(name, known) or "A newer Shotwright may have written it."
        yield Problem("warning", file, _join(path, name), "is not a field known here", hint)
    for name in value.model_fields_set - skip:
        if name in known:
            yield from _inside(getattr(value, name), file, _join(path, name))


def _inside(content: object, file: str, path: str) -> Iterator[Problem]:
    if isinstance(content, Value):
        yield from _of(content, file, path)
    elif isinstance(content, tuple):
        for i, item in enumerate(content):
            yield from _inside(item, file, f"{path}[{i}]")
    elif isinstance(content, dict):
        for name, item in content.items():
            yield from _inside(item, file, _join(path, name))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
