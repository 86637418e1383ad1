"""Take numbers: counted per shot, reserved by exclusive create, never used twice."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

from visualize.encode.atomic import plain_errors, remove_quietly
from visualize.produce.names import slug
from visualize.takes.folders import without_links

_FOLDER = ".numbers"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_NO_LINKS = frozenset((errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK))


def reserve_number(
    takes: Path,
    shot_id: str,
    owner: str,
    *,
    used: Collection[int] = (),
    is_free: Callable[[int], bool] = lambda _: True,
) -> int:
    """Return the number of ``owner``'s take, reserving the shot's next one the first time.

    Several programs may reserve at once, even for one owner: each number is given out once, and
    an owner gets one. The reservations are small files in ``takes/.numbers/<shot id>/``, named by
    number and holding the owner, so that a job that was cut off finds its own again. A deleted
    take keeps its number.

    Parameters
    ----------
    takes
        The project's folder of takes.
    owner
        Who asks, such as ``job_k3f9a2mx/0``; one line.
    used
        Numbers that files have, should their reservations be lost.
    is_free
        Whether a number reserved earlier can still be used: nobody else's file stands there.

    Raises
    ------
    EncodeError
        When the folder cannot be written.
    TakeError
        When it is a link.
    """
    folder = without_links(takes, _FOLDER, slug(shot_id) or "shot")
    with plain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            taken = _reserved(folder)
            own = [number for number, found in taken.items() if found == owner and is_free(number)]
            if own:
                return min(own)
            number = max((0, *taken, *used)) + 1
            if _claim(folder, number, owner):
                again = _reserved(folder)  # another program may keep the same job at this moment
                return min(n for n in again if n == number or (again[n] == owner and is_free(n)))


def hold_number(takes: Path, shot_id: str, number: int, owner: str) -> None:
    """Reserve the number a take has, in case its reservation was lost; what is taken stays so.

    Raises
    ------
    EncodeError
        When the folder cannot be written.
    TakeError
        When it is a link.
    """
    folder = without_links(takes, _FOLDER, slug(shot_id) or "shot")
    with plain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _claim(folder, number, owner)


def _reserved(folder: Path) -> dict[int, str]:
    names = [name for name in os.listdir(folder) if _NUMBER.fullmatch(name)]
    return {int(name): _owner(folder / name) for name in names}


def _owner(path: Path) -> str:
    if not path.is_file():  # a pipe would keep us waiting; the number is taken all the same
        return ""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(256).strip()
    except OSError:  # somebody else's
        return ""


def _claim(folder: Path, number: int, owner: str) -> bool:
    """Make the file of a number, with its owner in it from the first moment; False if it is there.

    A file is written apart and linked to its name. A disk without hard links gets it made in
    place: there, two programs that keep one job in the same instant may use two numbers.
    """
    path = folder / str(number)
    handle, apart = tempfile.mkstemp(prefix=".owner-", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(owner + "\n")
        os.link(apart, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _claim_in_place(path, owner)
    finally:
        remove_quietly(Path(apart))
    return True


def _claim_in_place(path: Path, owner: str) -> bool:
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError:
        return False
    with file:
        file.write(owner + "\n")
    return True
