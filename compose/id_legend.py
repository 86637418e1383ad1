"""Legend: which number of the ``id`` pass is what."""

from __future__ import annotations

from typing import Any

from compose.snapshot import Snapshot


def legend(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return one entry for each number and node, in rising order of number, ready for JSON.

    Each is ``{"id", "node", "name", "part", "instance"}``. ``part`` is the path inside an asset,
    "" where the number covers several parts; ``instance`` is the copy, ``None`` where there are no
    copies or the number covers several.
    """
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for surface in snapshot.surfaces:
        entry = found.setdefault(
            (surface.pass_id, surface.node),
            {
                "id": surface.pass_id,
                "node": surface.node,
                "name": surface.name,
                "part": surface.part,
                "instance": None if surface.instance < 0 else surface.instance,
            },
        )
        if entry["part"] != surface.part:
            entry["part"] = ""
        if entry["instance"] != surface.instance:
            entry["instance"] = None
    return [found[key] for key in sorted(found)]
