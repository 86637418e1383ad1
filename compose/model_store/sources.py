"""What a kept model depends on besides its key: the code that makes models, and its tools."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_COMPOSE = Path(__file__).resolve().parent.parent
_PACKAGES = ("figures", "geometry", "kit", "model_store")
_MODULES = ("camera.py", "errors.py", "light.py", "transform.py", "values.py")
_KINDS = (".py", ".toml")


def maker_files() -> tuple[Path, ...]:
    """Return the files of all code and data that models are made by, in a steady order."""
    return (
        *(_COMPOSE / name for name in _MODULES),
        *sorted(path for name in _PACKAGES for path in _files_in(_COMPOSE / name)),
    )


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.suffix in _KINDS:
            yield path
        elif not path.suffix and path.name != "__pycache__" and path.is_dir():
            yield from _files_in(path)


@cache
def makers_fingerprint() -> str | None:
    """Return a name for the code of this process: another edit, another name.

    The version alone would show a developer the meshes of yesterday's code. NumPy, Python and the
    processor count too, since the last digits of a sine depend on them.

    Returns
    -------
    str or None
        32 hexadecimal digits; ``None`` where the code is in no files that can be read.
    """
    import numpy as np

    from shotwright import __version__

    tools = (__version__, np.__version__, sys.version, platform.machine(), sys.byteorder)
    digest = hashlib.sha256("\n".join(tools).encode())
    try:
        for path in maker_files():
            digest.update(f"\0{path.relative_to(_COMPOSE).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    except OSError:  # such as a program packed in one archive
        return None
    return digest.hexdigest()[:32]
