"""Where jobs live on the disk: the state folder, a folder a job, and frozen copies of projects.

The state folder is ``SHOTWRIGHT_STATE``, or the system's place for a user's state. It never lies
in a project, which may be on a synced drive where SQLite's log breaks.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from compose.errors import ProjectFileError
from compose.files import load_project, save_project
from compose.files.atomic import sync_folder
from compose.files.save import file_contents
from compose.project import Project
from compose.values import new_id
from visualize.jobs.errors import StoreError
from visualize.order import Order

VARIABLE = "SHOTWRIGHT_STATE"
STORE_FILE = "jobs.sqlite"
RESULT_FOLDER = "result"
"""In a job's folder: where its provider puts what it downloads."""

_JOBS, _FROZEN, _LOGS = "jobs", "frozen", "logs"
_JOB_ID = re.compile(r"job_[a-z0-9]{1,32}")
_UNUSED_SECONDS = 7 * 24 * 3600.0


def state_folder() -> Path:
    """Return the folder of jobs, budgets and ledger, made if it is missing, for this user alone.

    Raises
    ------
    StoreError
        When it cannot be made.
    """
    given = os.environ.get(VARIABLE)
    if given:
        folder = Path(given).expanduser().absolute()
    else:
        from platformdirs import user_state_path

        folder = user_state_path("shotwright", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            folder, f"cannot be made: {error.strerror}. Name another folder in {VARIABLE}."
        ) from error
    return folder


def job_folder(state: Path, job: str) -> Path:
    """Return the folder of one job's media and results; it may not be there yet.

    Raises
    ------
    ValueError
        When ``job`` is not an id, and so must not become a path.
    """
    if _JOB_ID.fullmatch(job) is None:
        raise ValueError(f"{job!r} is not the id of a job")
    return state / _JOBS / job


def make_empty(folder: Path) -> None:
    """Make a folder for this user alone, without whatever it held before."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if folder.is_symlink():
            raise
        clear(folder)
        folder.chmod(0o700)


def clear(folder: Path, but_for: str = "") -> None:
    """Remove what a folder holds; the folder in it named ``but_for`` stays, cleared as well."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
        elif entry.name == but_for:
            clear(Path(entry.path))
        else:
            shutil.rmtree(entry.path)


def log_file(state: Path) -> Path:
    """Return the file that a runner without a terminal writes to; its folder is made."""
    folder = state / _LOGS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "runner.log"


def freeze(project: Project, state: Path | None = None) -> str:
    """Copy the project's files (no assets) to where no edit reaches them; return that folder.

    The folder is named by the SHA-256 of the contents, so equal projects share one copy.

    Raises
    ------
    ProjectFileError
        When a value cannot be written, or the disk refuses.
    """
    frozen = (state or state_folder()) / _FROZEN
    plain = project.replace(root=None, revisions={})
    target = frozen / _digest(file_contents(plain, frozen))
    if target.is_dir():
        os.utime(target)
        return str(target)
    partial = frozen / f".{new_id('tmp')}"
    try:
        partial.mkdir(parents=True)
        save_project(plain, partial)
        if not target.is_dir():
            partial.rename(target)
            sync_folder(frozen)
    except OSError as error:
        if not target.is_dir():  # another program froze the same project meanwhile
            raise ProjectFileError(target, f"cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return str(target)


def thaw(order: Order) -> Project:
    """Return the project as it was when the order was placed; its assets are in ``order.project``.

    Raises
    ------
    ProjectFileError
        When the copy is gone, or is not what it was.
    """
    folder = Path(order.frozen)
    project = load_project(folder)
    if _digest(file_contents(project, folder)) != folder.name:
        raise ProjectFileError(
            folder, "was changed since the order was placed. Place the order again."
        )
    return project.replace(root=Path(order.project), revisions={})


def remove_unused(state: Path, used: Collection[str]) -> None:
    """Remove frozen copies that no unfinished order names and none was made of for a week."""
    frozen = state / _FROZEN
    if not frozen.is_dir():
        return
    kept = {Path(name).name for name in used}
    oldest = time.time() - _UNUSED_SECONDS
    for folder in frozen.iterdir():
        if folder.name not in kept and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def remove_finished(
    state: Path, succeeded_of: Callable[[Collection[str]], Collection[str]]
) -> None:
    """Remove the folders of jobs whose takes are kept, as a runner that was killed left them.

    Parameters
    ----------
    succeeded_of
        Returns which of some jobs succeeded.
    """
    jobs = state / _JOBS
    if jobs.is_dir():
        found = [path.name for path in jobs.iterdir() if _JOB_ID.fullmatch(path.name)]
        for job in succeeded_of(found):
            shutil.rmtree(job_folder(state, job), ignore_errors=True)


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    return digest.hexdigest()
