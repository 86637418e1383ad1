"""Steps that bring files of older versions forward: pure functions from document to document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from compose.errors import ProjectFileError, UnsupportedVersionError
from compose.files.layout import PROJECT_FORMAT, SCENE_FORMAT, SHOT_FORMAT

Document = dict[str, Any]
Step = Callable[[Document], Document]

VERSIONS: Mapping[str, int] = {PROJECT_FORMAT: 1, SCENE_FORMAT: 1, SHOT_FORMAT: 1}
"""The version of each format that this Shotwright writes."""

STEPS: Mapping[tuple[str, int], Step] = {}
"""``(format, version)`` to the step that makes version + 1 of it. Version 1 is the first."""


def migrate(
    document: Document,
    file: str,
    versions: Mapping[str, int] = VERSIONS,
    steps: Mapping[tuple[str, int], Step] = STEPS,
) -> Document:
    """Return ``document`` in the newest version, with the ``version`` it then has.

    Parameters
    ----------
    document
        Holds a known ``format`` and a whole number as ``version``; it is not changed.
    file
        The file's name, for errors.

    Raises
    ------
    UnsupportedVersionError
        When the document is newer than this Shotwright.
    ProjectFileError
        When no step leads from its version.
    """
    name, version = document["format"], document["version"]
    newest = versions[name]
    if version > newest:
        raise UnsupportedVersionError(
            file,
            f"was written by a newer Shotwright (version {version} of {name}; this one reads "
            f"up to {newest}). Update Shotwright to open it",
        )
    while version < newest:
        if (name, version) not in steps:
            raise ProjectFileError(file, f"has version {version} of {name}, which never existed")
        document = steps[name, version](dict(document))
        version += 1
    return document | {"version": newest}
