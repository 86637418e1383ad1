"""Bring files made elsewhere into a project's own ``assets`` folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from compose.errors import AssetError
from compose.files.atomic import StagedFiles
from compose.files.layout import ASSETS_FOLDER

_UNSAFE = re.compile(r"[^\w.-]+")
_MOST_NAMES = 1000


def copy_into_assets(root: Path, source: Path, companions: Sequence[str] = ()) -> tuple[str, ...]:
    """Copy a file, and the companions it names, into the project; nothing there is overwritten.

    A file with companions gets a folder of its own, so that the names inside it stay true. A file
    that lies in the project already is used where it is, and so is an equal copy of an earlier
    import; another file of the same name gets a number.

    Parameters
    ----------
    root
        The project's folder.
    source
        A file anywhere.
    companions
        Paths relative to the folder of ``source``.

    Returns
    -------
    tuple of str
        Paths inside the project, ``/`` between folders: the file's, then its companions'.

    Raises
    ------
    AssetError
        When a file cannot be read, or the assets folder leads out of the project.
    ProjectFileError
        When a copy cannot be written; none of them is left behind half.
    """
    root, source = root.resolve(), source.resolve()
    names = (source.name, *companions)
    if source.is_relative_to(root):
        inside = source.parent.relative_to(root)
        return tuple((inside / name).as_posix() for name in names)
    if not (root / ASSETS_FOLDER).resolve().is_relative_to(root):
        raise AssetError(
            ASSETS_FOLDER, "is a link that leads out of the project. Make it a folder."
        )
    for target in _targets(source, companions):
        places = {root / path: source.parent / name for path, name in target.items()}
        if not any(place.exists() for place in places):
            _write(places)
            return tuple(target)
        if all(_same(place, original) for place, original in places.items()):
            return tuple(target)
    raise AssetError(source, f"{ASSETS_FOLDER} has too many files of this name. Rename the file.")


def _targets(source: Path, companions: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """Yield where the files may go: paths in the project to names beside the source."""
    stem = _UNSAFE.sub("_", source.stem).strip("._") or "asset"
    for number in range(1, _MOST_NAMES):
        numbered = stem if number == 1 else f"{stem}_{number}"
        if companions:
            names = {name: name for name in companions}
            folder = f"{ASSETS_FOLDER}/{numbered}"
            files = {f"{stem}{source.suffix}": source.name, **names}
            yield {f"{folder}/{place}": name for place, name in files.items()}
        else:
            yield {f"{ASSETS_FOLDER}/{numbered}{source.suffix}": source.name}


def _same(copy: Path, original: Path) -> bool:
    return copy.is_file() and _bytes(copy) == _bytes(original)


def _write(places: Mapping[Path, Path]) -> None:
    with StagedFiles() as files:
        for place, original in places.items():
            files.stage(place, _bytes(original))
        files.commit()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AssetError(path, f"cannot be read: {error.strerror or error}.") from error
