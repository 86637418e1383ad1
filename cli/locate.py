"""Find the project a command is about, and the folder its files go to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError

PROJECT_FILE = "project.json"
_FILE_SUFFIXES = frozenset(
    (".avi", ".bmp", ".exr", ".fbx", ".gif", ".glb", ".gltf", ".jpeg", ".jpg", ".json", ".mkv",
     ".mov", ".mp4", ".obj", ".pdf", ".png", ".tif", ".tiff", ".usd", ".webm", ".webp")
)  # fmt: skip
"""What ends a file's name, never a folder's that a person means."""


def project_folder(given: str | None) -> Path:
    """Return the folder that holds ``project.json``: the one given, else here or above.

    Raises
    ------
    UsageError
        When there is no project there.
    """
    if given is None:
        return _from_here(Path.cwd())
    path = Path(given)
    folder = path.parent if path.name == PROJECT_FILE else path
    if (folder / PROJECT_FILE).is_file():
        return folder
    if path.is_file():
        raise UsageError(f"{given} is a file; write the path of a project folder.")
    if not folder.exists():
        raise UsageError(
            f"{given}: there is no such folder. Write the path of a project folder"
            " (a shot is named with --shot)."
        )
    raise UsageError(
        f"{given}: this is not a project, there is no {PROJECT_FILE} in it."
        f"\nTo start one: shotwright new NAME"
    )


def _from_here(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise UsageError(
        f"There is no {PROJECT_FILE} here or in a folder above ({start})."
        "\nGive the path of a project, or start one: shotwright new NAME"
    )


def chosen_shots(project: Project, names: Sequence[str]) -> tuple[Shot, ...]:
    """Return the shots with these numbers, names or ids, each once; none or ``all`` is every one.

    Every one means the sequence in story order, then the shots outside it.

    Raises
    ------
    NotFoundError
        When a shot is unknown; the nearest are offered.
    UsageError
        When the project has no shot.
    """
    if not project.shots:
        raise UsageError(f"The project {project.name!r} has no shots yet.")
    if not names or "all" in names:
        wanted = (*project.in_sequence(), *project.shots)
    else:
        wanted = tuple(project.shot(name) for name in names)
    return tuple({shot.id: shot for shot in wanted}.values())


def output_path(given: str | None, folder: Path, suffix: str) -> Path:
    """Return where one file goes: ``--out``, a folder or the file itself, else ``out``.

    Raises
    ------
    UsageError
        When ``--out`` is named like a file of another kind, such as ``page.jpg`` for a PNG.
    """
    out = output_folder(given, folder)
    if out.suffix.lower() in _FILE_SUFFIXES - {suffix} and not out.is_dir():
        raise UsageError(
            f"{given}: this command writes {suffix} files, not {out.suffix}."
            f" Write {out.with_suffix(suffix)}, or the name of a folder."
        )
    return out


def output_folder(given: str | None, folder: Path) -> Path:
    """Return where files go: ``--out``, else ``out`` in the project's folder."""
    return Path(given) if given is not None else folder / "out"
