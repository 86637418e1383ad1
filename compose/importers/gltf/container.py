"""The outside of a glTF: the JSON text and the binary chunk (glTF 2.0, chapter 4)."""

from __future__ import annotations

import struct
from pathlib import Path

from compose.errors import AssetError
from compose.importers.json_object import JsonObject, parse_json

_MAGIC = b"glTF"
_JSON, _BIN = 0x4E4F534A, 0x004E4942


def read_container(path: Path) -> tuple[JsonObject, memoryview | None]:
    """Return the root object and the binary chunk (``None`` without one).

    Raises
    ------
    AssetError
        When the file is cut off, lies about its lengths, or is no glTF 2.0.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AssetError(path, f"cannot be read: {error.strerror or error}.") from error
    if data[:4] == _MAGIC:
        text, binary = _chunks(path, data)
    elif path.suffix.lower() == ".glb":
        raise AssetError(path, "is not a GLB: it does not begin with 'glTF'. Export it again.")
    else:
        text, binary = data, None
    root = parse_json(path, text)
    version = root.child("asset").text("version")
    if not version.startswith("2."):
        raise AssetError(
            path, f"asset.version is {version[:20]!r}; only glTF 2.0 is read. Export it as 2.0."
        )
    return root, binary


def _chunks(path: Path, data: bytes) -> tuple[bytes, memoryview | None]:
    if len(data) < 20:
        raise AssetError(path, f"is cut off after {len(data)} bytes. Copy or export it again.")
    _, version, length = struct.unpack_from("<4sII", data)
    if version != 2:
        raise AssetError(path, f"is GLB version {version}; only version 2 is read.")
    if length > len(data):
        raise AssetError(
            path, f"is cut off: {len(data)} of {length} bytes are there. Copy or export it again."
        )
    chunks: dict[int, memoryview] = {}
    at = 12
    while at + 8 <= length:
        size, kind = struct.unpack_from("<II", data, at)
        at += 8
        if at + size > length:
            raise AssetError(path, f"the chunk at byte {at - 8} is longer than the file.")
        if at == 20 and kind != _JSON:
            raise AssetError(path, "the first chunk of a GLB is its JSON; this one is not.")
        chunks.setdefault(kind, memoryview(data)[at : at + size])
        at += size
    if _JSON not in chunks:
        raise AssetError(path, "holds no JSON chunk. Export it again.")
    return bytes(chunks[_JSON]), chunks.get(_BIN)
