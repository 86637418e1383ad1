"""Judge XML before a library parses it: no document types, no bombs, no endless instancing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

from compose.errors import AssetError

MAX_XML_BYTES = 512 * 1024 * 1024
MAX_XML_DEPTH = 200
MAX_INSTANCES = 20_000
_ENCODINGS = {"", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Instancing:
    """Which elements hold copies, and which refer to others by which attribute."""

    holder: str
    key: str
    references: dict[str, str]


DAE = Instancing("node", "id", {"instance_node": "url"})
THREE_MF = Instancing("object", "id", {"component": "objectid"})


def judge_xml(path: Path, data: bytes, instancing: Instancing) -> None:
    """Refuse XML that would cost far more than its size.

    Raises
    ------
    AssetError
        For document types (and with them entities), unknown encodings, broken XML, elements nested
        deeper than ``MAX_XML_DEPTH``, rings of references, and more than ``MAX_INSTANCES`` copies.
    """
    if len(data) > MAX_XML_BYTES:
        raise AssetError(path, f"its XML is larger than {MAX_XML_BYTES >> 20} MiB.")
    body = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(body)
    encoding = declared.group(1).decode("latin-1").lower() if declared else ""
    if encoding not in _ENCODINGS or b"\0" in body[:64]:
        raise AssetError(path, f"its XML is in {encoding or 'UTF-16'}. Save it as UTF-8.")
    if _FORBIDDEN.search(body):
        raise AssetError(path, "its XML has a DOCTYPE, which is not read. Export it without.")
    try:
        _count_instances(path, data, instancing)
    except ParseError as error:
        raise AssetError(path, f"its XML is broken: {error}. Export it again.") from error
    except (LookupError, ValueError) as error:
        raise AssetError(path, f"its XML cannot be read: {error}.") from error


def judge_archive(path: Path, instancing: Instancing) -> None:
    """Refuse a ZIP of XML that unpacks to too much, and judge each XML in it.

    Raises
    ------
    AssetError
        As `judge_xml`, or when it is no ZIP.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > 10_000 or sum(e.file_size for e in entries) > MAX_XML_BYTES:
                raise AssetError(path, f"unpacks to more than {MAX_XML_BYTES >> 20} MiB.")
            for entry in entries:
                if entry.filename.lower().endswith((".model", ".rels", ".xml")):
                    judge_xml(path, archive.read(entry), instancing)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise AssetError(path, f"is no sound ZIP archive: {error}. Export it again.") from error


@dataclass(slots=True)
class _Holder:
    """One element that can be copied: how many are inside, and what it refers to."""

    own: int = 1
    references: list[str] = field(default_factory=list)


def _count_instances(path: Path, data: bytes, instancing: Instancing) -> None:
    holders: dict[str, _Holder] = {}
    open_holders: list[_Holder] = []
    depth = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "end":
            depth -= 1
            if tag == instancing.holder:
                open_holders.pop()
            element.clear()
            continue
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise AssetError(path, f"its XML is nested deeper than {MAX_XML_DEPTH} elements.")
        if tag == instancing.holder:
            _open(element, instancing, holders, open_holders)
        elif tag in instancing.references:
            name = element.get(instancing.references[tag], "").removeprefix("#")
            for holder in open_holders:
                holder.references.append(name)
    _expand(path, holders)


def _open(
    element: Element,
    instancing: Instancing,
    holders: dict[str, _Holder],
    open_holders: list[_Holder],
) -> None:
    for outer in open_holders:
        outer.own += 1
    holder = _Holder()
    open_holders.append(holder)
    holders[element.get(instancing.key) or f"\0{len(holders)}"] = holder


def _expand(path: Path, holders: dict[str, _Holder]) -> None:
    """Count what every holder unfolds to, children before parents."""
    totals: dict[str, int] = {}
    for name in holders:
        _total(path, name, holders, totals)
    if any(total > MAX_INSTANCES for total in totals.values()):
        raise AssetError(path, f"unfolds to more than {MAX_INSTANCES:,} copies of its parts.")


def _total(path: Path, start: str, holders: dict[str, _Holder], totals: dict[str, int]) -> None:
    stack: list[tuple[str, Iterable[str]]] = [(start, iter(_known(start, holders)))]
    active = {start}
    if start in totals:
        return
    while stack:
        name, rest = stack[-1]
        following = next(iter(rest), None)
        if following is None:
            holder = holders[name]
            inside = sum(totals[r] for r in _known(name, holders))
            totals[name] = min(holder.own + inside, MAX_INSTANCES + 1)
            active.discard(name)
            stack.pop()
        elif following in active:
            raise AssetError(path, f"its part {following[:40]!r} contains itself.")
        elif following not in totals:
            active.add(following)
            stack.append((following, iter(_known(following, holders))))


def _known(name: str, holders: dict[str, _Holder]) -> list[str]:
    return [r for r in holders[name].references if r in holders]
