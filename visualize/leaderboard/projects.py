"""Projects: the folders that the evidence is in."""

from __future__ import annotations

from pathlib import Path

from visualize.jobs.store import JobStore

_FILE = "project.json"


def known_projects(store: JobStore) -> tuple[Path, ...]:
    """Return the folders of all projects that jobs were ordered of and that are still there."""
    rows = store.database.read("SELECT project FROM jobs GROUP BY project ORDER BY MIN(number)")
    folders = (Path(row[0]) for row in rows)
    return tuple(folder for folder in folders if (folder / _FILE).is_file())
