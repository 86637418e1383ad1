"""kept_model and kept_meshes: what is in the store, or made and put there."""

from __future__ import annotations

import hashlib
import logging
import weakref
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from compose.geometry.material import Material
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model, ModelNode, Part
from compose.model_store.files import KeptFiles
from compose.model_store.folder import store_folder
from compose.model_store.model_bytes import (
    UnfitError,
    digest_of,
    model_from_bytes,
    model_to_bytes,
)
from compose.model_store.sources import makers_fingerprint

_log = logging.getLogger(__name__)

# A memo of equal contents: it keeps no model alive.
_IN_USE: weakref.WeakValueDictionary[bytes, Model] = weakref.WeakValueDictionary()


def kept_model(kind: str, key: str, make: Callable[[], Model]) -> Model:
    """Return the model that ``make`` makes, from the store where it was kept.

    Parameters
    ----------
    kind
        What makes it, such as ``"prop"``.
    key
        All that the model depends on besides the code: the same text, the same model.
    make
        Makes it. What it raises is passed on, and nothing is kept.

    Returns
    -------
    Model
        Equal to what ``make`` returns to the last bit. Models of equal content that are in use at
        one time are the same object.
    """
    folder, fingerprint = store_folder(), makers_fingerprint()
    if folder is None or fingerprint is None:
        return make()
    files = _files(folder)
    asked = hashlib.sha256("\0".join((kind, key)).encode()).hexdigest()
    name = f"{fingerprint}/{asked}.model"
    data = files.read(name)
    found = None if data is None else _read(data, kind)
    if found is not None:
        return found
    made = make()
    try:
        data = model_to_bytes(made)
    except UnfitError as error:
        _log.debug("A %s is not kept: %s", kind, error)
        return made
    files.write(name, data)
    return _read(data, kind) or made


def kept_meshes(kind: str, key: str, make: Callable[[], Mapping[str, Mesh]]) -> Mapping[str, Mesh]:
    """Return the meshes by name that ``make`` makes, as `kept_model` does with a model."""
    plain = Material()

    def made() -> Model:
        return Model(
            nodes=tuple(
                ModelNode(path=name, parts=(Part(mesh=mesh, material=plain),))
                for name, mesh in make().items()
            )
        )

    model = kept_model(kind, key, made)
    return MappingProxyType({node.path: node.parts[0].mesh for node in model.nodes})


@lru_cache(maxsize=8)
def _files(folder: Path) -> KeptFiles:
    return KeptFiles(folder)


def _read(data: bytes, kind: str) -> Model | None:
    """Return the model of these bytes, the very one that is in use if there is one."""
    digest = digest_of(data)
    model = _IN_USE.get(digest)
    if model is None:
        try:
            model = _IN_USE[digest] = model_from_bytes(data)
        except UnfitError as error:
            _log.debug("A kept %s is made again: %s", kind, error)
    return model
