"""The document of a GLB while it is put together: JSON lists and one binary chunk (glTF 2.0)."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import numpy.typing as npt

from shotwright import __version__

ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
_COMPONENTS = {"float32": 5126, "uint32": 5125, "uint16": 5123, "uint8": 5121}
_KINDS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


class GlbWriter:
    """Collects entries; what is added twice under one key is written once."""

    def __init__(self) -> None:
        self._lists: dict[str, list[dict[str, Any]]] = {}
        self._parts: list[bytes] = []
        self._size = 0
        self._extensions: set[str] = set()
        self._known: dict[Hashable, int] = {}
        self._kept: list[object] = []

    def add(self, name: str, entry: dict[str, Any]) -> int:
        """Append an entry to a top-level list such as ``nodes`` and return its number."""
        entries = self._lists.setdefault(name, [])
        entries.append(entry)
        return len(entries) - 1

    def once(self, owner: object, key: Hashable, make: Callable[[], int]) -> int:
        """Return what ``make`` gave the first time this key came; ``owner`` is kept alive."""
        if key not in self._known:
            self._kept.append(owner)  # keys hold ids, which must stay their owners'
            self._known[key] = make()
        return self._known[key]

    def use(self, extension: str) -> None:
        """List an extension as used."""
        self._extensions.add(extension)

    def view(self, data: bytes, target: int = 0) -> int:
        """Append bytes, aligned to four, and return the number of their buffer view."""
        padding = -self._size % 4
        self._parts += [b"\0" * padding, data]
        entry = {"buffer": 0, "byteOffset": self._size + padding, "byteLength": len(data)}
        self._size += padding + len(data)
        return self.add("bufferViews", entry | ({"target": target} if target else {}))

    def accessor(self, values: npt.NDArray[Any], *, target: int = 0, bounds: bool = False) -> int:
        """Append (N,) or (N, width) numbers; ``bounds`` states the least and the greatest."""
        rows = np.ascontiguousarray(values)
        width = 1 if rows.ndim == 1 else rows.shape[1]
        entry = {
            "bufferView": self.view(rows.tobytes(), target),
            "componentType": _COMPONENTS[rows.dtype.name],
            "count": len(rows),
            "type": _KINDS[width],
        }
        if bounds:
            flat = rows.reshape(len(rows), width)
            entry |= {"min": flat.min(0).tolist(), "max": flat.max(0).tolist()}
        return self.add("accessors", entry)

    def array(self, values: npt.NDArray[Any], *, target: int = 0, bounds: bool = False) -> int:
        """Append an array as `accessor` does, once for the same object."""
        key = ("array", id(values), target, bounds)
        return self.once(values, key, lambda: self.accessor(values, target=target, bounds=bounds))

    def to_bytes(self, extensions: dict[str, Any]) -> bytes:
        """Return the GLB. ``extensions`` goes to the root."""
        document: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": f"Shotwright {__version__}"},
            "scene": 0,
            **self._lists,
        }
        if self._size:
            document["buffers"] = [{"byteLength": self._size}]
        if self._extensions:
            document["extensionsUsed"] = sorted(self._extensions)
        if extensions:
            document["extensions"] = extensions
        text = json.dumps(document, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        binary = b"".join(self._parts) + b"\0" * (-self._size % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text
        if binary:
            chunks += struct.pack("<I4s", len(binary), b"BIN\0") + binary
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks
