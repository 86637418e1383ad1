"""Numbers of a glTF: buffers, views and accessors, dense or sparse (glTF 2.0, 3.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.errors import AssetError
from compose.geometry.mesh import F32
from compose.importers.companions import MAX_COMPANION_BYTES, CompanionError, read_uri
from compose.importers.json_object import JsonObject

_TYPES: dict[int, np.dtype[Any]] = {
    5120: np.dtype("<i1"),
    5121: np.dtype("<u1"),
    5122: np.dtype("<i2"),
    5123: np.dtype("<u2"),
    5125: np.dtype("<u4"),
    5126: np.dtype("<f4"),
}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
MAX_NUMBER = 1e18
"""Beyond this nothing is a length or a weight, and squares leave float32."""

_FREE_ELEMENTS = 4_000_000
_ELEMENTS_PER_BYTE = 16


@dataclass
class Accessors:
    """Reads accessors of one document, each once.

    ``budget`` bounds all numbers that the file may make us hold, by the size of what it brings:
    a small file cannot ask for gigabytes by pointing at the same bytes again and again.
    """

    root: JsonObject
    binary: memoryview | None
    budget: int = _FREE_ELEMENTS
    _brought: int = 0
    _buffers: dict[int, memoryview] = field(default_factory=dict)
    _read: dict[int, npt.NDArray[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._accessors = self.root.children("accessors")
        self._views = self.root.children("bufferViews")
        self._buffer_objects = self.root.children("buffers")
        self.budget += _ELEMENTS_PER_BYTE * len(self.binary or b"")

    @property
    def count(self) -> int:
        """How many accessors there are."""
        return len(self._accessors)

    def spend(self, elements: int, where: JsonObject, name: str) -> None:
        """Count numbers that are about to be held.

        Raises
        ------
        AssetError
            When the file asks for far more than it holds.
        """
        self.budget -= elements
        if self.budget < 0:
            raise where.error(name, "asks for far more data than the file holds.")

    def floats(self, index: int, widths: tuple[int, ...]) -> F32:
        """Return (N, width) float32; normalised integers become 0…1 or −1…1 (3.6.2.2).

        Raises
        ------
        AssetError
            Also when the width is none of ``widths``, or a number is NaN, infinite or vast.
        """
        values = self.raw(index, widths)
        accessor = self._accessors[index]
        if values.dtype.kind == "f":
            sane = np.abs(values) < MAX_NUMBER  # false for NaN
            if not sane.all():
                row = int(np.flatnonzero(~sane.all(axis=1))[0])
                raise accessor.error("", f"holds NaN, infinity or too vast a number at {row}.")
            return np.ascontiguousarray(values, np.float32)
        if not accessor.flag("normalized"):
            return values.astype(np.float32)
        limit = float(np.iinfo(values.dtype).max)
        scaled = values.astype(np.float32) / np.float32(limit)
        return np.asarray(np.maximum(scaled, np.float32(-1.0)))

    def wholes(self, index: int, width: int) -> npt.NDArray[np.int64]:
        """Return (N, width) int64 of unsigned integers."""
        values = self.raw(index, (width,))
        if values.dtype.kind == "f":
            raise self._accessors[index].error("componentType", "must be of whole numbers here.")
        return values.astype(np.int64)

    def raw(self, index: int, widths: tuple[int, ...]) -> npt.NDArray[Any]:
        """Return (N, width) numbers as stored."""
        accessor = self._accessors[index]
        kind = accessor.text("type")
        if _WIDTHS.get(kind) not in widths:
            names = " or ".join(k for k, w in _WIDTHS.items() if w in widths)
            raise accessor.error("type", f"is {kind[:20]!r}; {names} is needed here.")
        if index not in self._read:
            self._read[index] = self._decode(accessor, _WIDTHS[kind])
        return self._read[index]

    def _decode(self, accessor: JsonObject, width: int) -> npt.NDArray[Any]:
        dtype = self._component(accessor)
        count = accessor.whole("count", low=0, high=2**32)
        self.spend(count * width, accessor, "count")
        view = accessor.index("bufferView", len(self._views))
        if view >= 0:
            values = self._strided(accessor, view, dtype, count, width)
        else:
            values = np.zeros((count, width), dtype)
        if accessor.has("sparse"):
            values = self._patched(accessor.child("sparse"), values)
        return values

    def _component(self, where: JsonObject) -> np.dtype[Any]:
        code = where.whole("componentType")
        if code not in _TYPES:
            raise where.error("componentType", f"is {code}, not one of {sorted(_TYPES)}.")
        return _TYPES[code]

    def _patched(self, sparse: JsonObject, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the values with the rows of a sparse accessor replaced (3.6.2.3)."""
        count = sparse.whole("count", low=0, high=max(len(values), 0))
        where, what = sparse.child("indices"), sparse.child("values")
        view = where.index("bufferView", len(self._views))
        replacement = what.index("bufferView", len(self._views))
        if view < 0 or replacement < 0:
            raise sparse.error("", "needs bufferViews for its indices and its values.")
        dtype = self._component(where)
        if dtype.kind != "u":
            raise where.error("componentType", "must be of unsigned whole numbers.")
        rows = self._strided(where, view, dtype, count, 1)[:, 0].astype(np.int64)
        if count and int(rows.max()) >= len(values):
            raise where.error("", f"points at element {int(rows.max())} of {len(values)}.")
        result = values.copy()
        result[rows] = self._strided(what, replacement, values.dtype, count, values.shape[1])
        return result

    def _strided(
        self, where: JsonObject, view: int, dtype: np.dtype[Any], count: int, width: int
    ) -> npt.NDArray[Any]:
        """Return (count, width) numbers of a buffer view, without copying them."""
        data, stride = self.view(view)
        offset = where.whole("byteOffset", 0, high=2**40)
        element = dtype.itemsize * width
        stride = stride or element
        needed = offset + (stride * (count - 1) + element if count else 0)
        if needed > len(data):
            raise where.error(
                "byteOffset" if offset else "bufferView",
                f"needs {needed} bytes of bufferViews[{view}], which holds {len(data)}.",
            )
        if stride < element:
            raise self._views[view].error("byteStride", f"is {stride}, less than {element}.")
        if not count:
            return np.zeros((0, width), dtype)
        return np.ndarray(
            (count, width), dtype, buffer=data, offset=offset, strides=(stride, dtype.itemsize)
        )

    def view(self, index: int) -> tuple[memoryview, int]:
        """Return the bytes of a buffer view and its stride (0: packed)."""
        view = self._views[index]
        if view.child("extensions").has("EXT_meshopt_compression"):
            raise view.error("extensions", "is compressed with meshopt. Export without it.")
        number = view.index("buffer", len(self._buffer_objects))
        if number < 0:
            raise view.error("buffer", "is missing.")
        data = self._buffer(number)
        offset = view.whole("byteOffset", 0)
        length = view.whole("byteLength")
        if offset + length > len(data):
            raise view.error(
                "byteLength",
                f"reaches to byte {offset + length} of buffers[{number}], "
                f"which holds {len(data)}. The file is cut off or wrong: export it again.",
            )
        return data[offset : offset + length], view.whole("byteStride", 0, high=65536)

    def _buffer(self, index: int) -> memoryview:
        if index not in self._buffers:
            buffer = self._buffer_objects[index]
            data = self._buffer_bytes(buffer, index)
            length = buffer.whole("byteLength")
            if length > len(data):
                raise buffer.error("byteLength", f"is {length}, but {len(data)} bytes are there.")
            self._buffers[index] = memoryview(data)[:length]
        return self._buffers[index]

    def _buffer_bytes(self, buffer: JsonObject, index: int) -> bytes | memoryview:
        if not buffer.has("uri"):
            if index or self.binary is None:
                raise buffer.error("uri", "is missing and the file has no binary chunk for it.")
            return self.binary
        data = companion(buffer, "uri")
        self._brought += len(data)
        if self._brought > MAX_COMPANION_BYTES:
            raise buffer.error("uri", "brings more data than we read (2 GiB in all).")
        self.budget += _ELEMENTS_PER_BYTE * len(data)
        return data


def companion(where: JsonObject, name: str) -> bytes:
    """Return the bytes that a URI field means.

    Raises
    ------
    AssetError
        When it may not or cannot be followed.
    """
    try:
        return read_uri(where.path.parent, where.text(name))
    except CompanionError as error:
        raise AssetError(where.path, f"{where.field(name)} {error}.") from error
