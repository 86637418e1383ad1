"""What a mesh file may open besides itself: files in its own folder, and nothing else."""

from __future__ import annotations

from pathlib import Path

from compose.importers.companions import CompanionError, find

MAX_SIBLING_BYTES = 512 * 1024 * 1024


class SiblingFiles:
    """The resolver handed to trimesh. What cannot be had is left out, with a warning."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.warnings: list[str] = []
        self.found: list[str] = []

    def get(self, name: str | bytes) -> bytes:
        """Return the bytes of a file in the folder or below.

        Raises
        ------
        FileNotFoundError
            When the name leads elsewhere or to nothing; trimesh goes on without.
        """
        wanted = name.decode(errors="replace") if isinstance(name, bytes) else str(name)
        try:
            path = find(self._folder, wanted.strip())
        except CompanionError as error:
            self.warnings.append(f"A companion file {error}: left out.")
            raise FileNotFoundError(str(error)) from error
        if path.stat().st_size > MAX_SIBLING_BYTES:
            self.warnings.append(f"A companion file {path.name} is too large: left out.")
            raise FileNotFoundError(path.name)
        data = path.read_bytes()
        self.found.append(path.relative_to(self._folder.resolve()).as_posix())
        return data

    def __getitem__(self, name: str | bytes) -> bytes:
        return self.get(name)
