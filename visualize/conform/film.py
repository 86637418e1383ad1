"""Film: a take and a plan become a clip, with the plan beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError
from visualize.conform.blending import planned_pictures
from visualize.conform.plan import Plan
from visualize.conform.planning import Wish, plan_fit
from visualize.conform.sound import Sound, add_sound, plan_sound
from visualize.encode.atomic import whole_file, write_json
from visualize.encode.video import open_video
from visualize.errors import TakeError
from visualize.takes.clip import file_hash
from visualize.takes.pictures import open_pictures
from visualize.takes.row import Row

U8 = npt.NDArray[np.uint8]
Report = Callable[[int, int], None]
"""Called with the frames written and all there are."""

_NAMED = "_fitted"


@dataclass(frozen=True)
class Conformed:
    """A fitted clip, its plan, where both lie, and what became of the sound."""

    film: Path
    plan_file: Path
    plan: Plan
    sound: str


def conformed_name(row: Row) -> str:
    """Return what the clip fitted from a take is called."""
    return f"{row.path.stem}{_NAMED}.mp4"


def conform_take(
    project: Project,
    shot: Shot,
    row: Row,
    folder: Path,
    wish: Wish | None = None,
    *,
    silent: bool = False,
    report: Report | None = None,
) -> Conformed:
    """Write the clip that a take makes of its shot, and beside it the plan of its frames.

    Frames stream through: memory does not grow with the length of the clip. An odd width or height
    loses its last line, since films have even ones.

    Parameters
    ----------
    folder
        Where both files go, under the take's name; what was fitted before is written over.
    silent
        Leaves the sound out.

    Raises
    ------
    UsageError
        When the take cannot be fitted so, or the clip would be written over the take.
    TakeError
        When the take's file is not what its sidecar says.
    EncodeError
        When the clip cannot be written.
    """
    plan = plan_fit(project, shot, row.take, wish)
    film = folder / conformed_name(row)
    if film.resolve() == row.file.resolve():
        raise UsageError(f"{film} is the take itself. Choose another folder with --out.")
    if file_hash(row.file) != row.take.clip.sha256:
        raise TakeError(row.file, "it is not the file its sidecar speaks of; it was changed since")
    sound = plan_sound(plan, has_sound=row.take.clip.audio, silent=silent)
    plan_file = film.with_suffix(".json")
    with whole_file(film) as part:
        _write(part, plan, row, sound, report)
        written = plan.replace(file=film.name, file_sha256=file_hash(part))
    write_json(plan_file, written.model_dump(mode="json"))
    return Conformed(film, plan_file, written, sound.words)


def _write(target: Path, plan: Plan, row: Row, sound: Sound, report: Report | None) -> None:
    if not sound.filters:
        _write_pictures(target, plan, row, report)
        return
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fitting-") as folder:
        silent = Path(folder) / "silent.mp4"
        _write_pictures(silent, plan, row, report)
        add_sound(silent, row.file, sound.filters, target)


def _write_pictures(target: Path, plan: Plan, row: Row, report: Report | None) -> None:
    clip = row.take.clip
    size = (clip.width - clip.width % 2, clip.height - clip.height % 2)
    comment = {"comment": f"shotwright take {plan.take} fitted ({plan.fit})"}
    with (
        open_pictures(row.file) as pictures,
        open_video(target, size, Fraction(plan.rate), metadata=comment) as film,
    ):
        drawn = planned_pictures(plan, _all_of(row, pictures))
        for done, picture in enumerate(drawn, start=1):
            film.write(picture[: size[1], : size[0]])
            if report is not None:
                report(done, len(plan.frames))


def _all_of(row: Row, pictures: Iterator[U8]) -> Iterator[U8]:
    """Yield a take's frames, and never end before all that its sidecar counts."""
    for number in range(row.take.clip.frames):
        picture = next(pictures, None)
        if picture is None:
            words = f"it holds {number} frames, and its sidecar says {row.take.clip.frames}"
            raise TakeError(row.file, words)
        yield picture
