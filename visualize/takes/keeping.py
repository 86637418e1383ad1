"""Keeping: checked results become takes, once each, however often the keeping is cut off."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from models.request import Chosen, Media, Request
from shotwright import __version__
from visualize.encode.atomic import plain_errors, whole_file
from visualize.errors import TakeError
from visualize.jobs.ports import Finished
from visualize.order import Order
from visualize.produce.fingerprint import digest, value_hash
from visualize.produce.names import shot_stem
from visualize.takes.clip import ending_of, file_hash
from visualize.takes.folders import takes_folder, without_links
from visualize.takes.naming import take_stem
from visualize.takes.numbers import reserve_number
from visualize.takes.sidecar import read_take, sidecar_of, write_take
from visualize.takes.take import Fingerprint, Made, Mapped, Of, Take, Went

_LOG = logging.getLogger(__name__)
_NUMBERED = re.compile(r"_take([1-9][0-9]{0,8})\.[a-z0-9]+$")


class TakeKeeper:
    """Moves finished results into their project's gallery (``visualize.jobs.ports.Keeper``).

    Parameters
    ----------
    thaw
        Returns the frozen project of an order (``visualize.jobs.places.thaw``).
    framing
        Returns how a shot is framed, in words, for the take's name; "" leaves it out, as does
        an error.
    model_name
        Returns a model's name as people know it, and whether it is made without AI.
    takes_references
        Tells whether what was ordered sends reference pictures where there are some.
    """

    def __init__(
        self,
        thaw: Callable[[Order], Project],
        framing: Callable[[Project, Shot], str],
        model_name: Callable[[str], tuple[str, bool]],
        takes_references: Callable[[Order], bool] = lambda _: True,
    ) -> None:
        self._thaw = thaw
        self._framing = framing
        self._model_name = model_name
        self._takes_references = takes_references

    def keep(self, finished: Finished) -> tuple[Path, ...]:
        """Copy each result beside its sidecar and return the takes' files, in order.

        A take is there once its sidecar is: the file is put in place whole before it. Called
        again for the same job, it finishes what was begun and keeps nothing twice.

        Raises
        ------
        TakeError
            When a result is not what it should be, or the project's folder is gone.
        EncodeError
            When the disk refuses.
        """
        order = finished.order
        root = Path(order.project)
        if not root.is_dir():
            raise TakeError(root, "the project's folder is gone; put it back and collect the job")
        project = self._thaw(order)
        shot = project.shot(order.shot)
        name, no_ai = self._model_name(order.model)
        made = _made(finished, name, no_ai=no_ai)
        origin = _Origin(
            project=project, shot=shot, made=made, framing=self._framed(project, shot),
            fingerprint=self._recorded(project, shot, made, order),
        )  # fmt: skip
        return tuple(
            _keep_one(finished, origin, index, result)
            for index, result in enumerate(finished.outcome.files)
        )

    def _framed(self, project: Project, shot: Shot) -> str:
        try:
            return self._framing(project, shot)
        except Exception as error:  # noqa: BLE001 - a paid result is kept, whatever its name
            _LOG.warning("How shot %s is framed is left out of its name: %s", shot.label, error)
            return ""

    def _recorded(self, project: Project, shot: Shot, made: Made, order: Order) -> Fingerprint:
        from visualize.staleness.recording import recorded

        return recorded(project, shot, made, order, self._takes_references)


@dataclass(frozen=True, kw_only=True)
class _Origin:
    """What all takes of one job come from."""

    project: Project
    shot: Shot
    made: Made
    framing: str
    fingerprint: Fingerprint


def _keep_one(finished: Finished, origin: _Origin, index: int, result: Path) -> Path:
    takes = takes_folder(Path(finished.order.project))
    folder = without_links(takes, shot_stem(origin.project, origin.shot))
    ending = ending_of(result)
    owner = f"{finished.job}/{index}"

    def target_of(number: int) -> Path:
        return folder / f"{take_stem(origin.shot, origin.framing, number)}.{ending}"

    number = reserve_number(
        takes, origin.shot.id, owner, used=_numbers_in(folder),
        is_free=lambda number: _is_ours(target_of(number), finished.job, result),
    )  # fmt: skip
    kept = _kept(folder, number, _id(owner))
    if kept is not None:
        return kept
    target = target_of(number)
    clip = finished.clips[index].model_copy(update={"file": target.name})
    _put(result, target, clip.sha256)
    take = Take(
        id=_id(owner),
        number=number,
        shotwright=__version__,
        of=_of(origin.project, origin.shot),
        clip=clip,
        made=origin.made,
        fingerprint=origin.fingerprint,
        ordered=finished.created,
        submitted=finished.submitted,
        finished=finished.finished,
    )
    try:
        write_take(folder, take)
    except TakeError:  # another keeper of this very job was quicker, and wrote the same
        if not _is_ours(target, finished.job, result):
            raise
    return target


def _id(owner: str) -> str:
    """Return the take's id: as random as the job's, and the same each time the job is kept."""
    return f"tak_{hashlib.sha256(owner.encode()).hexdigest()[:12]}"


def _numbers_in(folder: Path) -> set[int]:
    names = os.listdir(folder) if folder.is_dir() else []
    return {int(found[1]) for found in map(_NUMBERED.search, names) if found}


def _kept(folder: Path, number: int, take: str) -> Path | None:
    """Return the file of this very take, if it is kept already, whatever its name tells of it."""
    for sidecar in folder.glob(f"*_take{number}.json"):
        try:
            found = read_take(sidecar)
        except TakeError:  # damaged, or a newer version's: not this one
            continue
        if found.id == take:
            return folder / found.clip.file
    return None


def _is_ours(target: Path, job: str, result: Path) -> bool:
    """Tell whether nothing stands where a take should go, or only what this very job put there.

    The shot may have been renamed to what another was called, or the reservations be lost: then
    what stands there is another's, and this take goes elsewhere.
    """
    sidecar = sidecar_of(target)
    if sidecar.exists():
        try:
            return read_take(sidecar).made.job == job
        except TakeError:  # damaged, or a newer version's: not ours to write over
            return False
    if not target.exists():
        return True
    same_size = target.stat().st_size == result.stat().st_size
    return same_size and file_hash(target) == file_hash(result)


def _put(result: Path, target: Path, sha256: str) -> None:
    with whole_file(target) as part, plain_errors(target):
        shutil.copyfile(result, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if file_hash(part) != sha256:
            raise TakeError(result, "it changed while it was copied; collect the job again")


def _of(project: Project, shot: Shot) -> Of:
    scene = project.scene(shot.scene)
    return Of(
        project=project.id,
        project_name=project.name,
        scene=scene.id,
        shot=shot.id,
        shot_label=shot.label,
        frames=(shot.start, shot.end),
        project_sha256=value_hash(project),
        scene_sha256=digest(scene.model_dump(mode="json")),
        shot_sha256=value_hash(shot),
    )


def _made(finished: Finished, name: str, *, no_ai: bool) -> Made:
    order, request = finished.order, finished.request
    return Made(
        mode=request.mode.value,
        model=order.model,
        model_name=name,
        provider=request.provider,
        endpoint=request.endpoint,
        prompt=request.prompt,
        negative=request.negative,
        options=_options(request.options),
        seed=finished.outcome.seed if finished.outcome.seed is not None else request.options.seed,
        sent=tuple(_went(one) for one in request.media),
        streams=request.streams,
        mapping=_mapped(request),
        request_sha256=request.fingerprint(),
        job=finished.job,
        provider_job=finished.remote_id,
        estimated_low_usd=order.estimate.low_usd,
        estimated_high_usd=order.estimate.high_usd,
        reported_usd=finished.reported_usd,
        no_ai=no_ai,
    )


def _options(chosen: Chosen) -> dict[str, str | float | int | bool | None]:
    return chosen.model_dump(mode="json", exclude_none=True)


def _went(media: Media) -> Went:
    return Went(
        slot=media.slot,
        shows=media.shows,
        sha256=media.sha256,
        width=media.width,
        height=media.height,
        frames=media.frames,
    )


def _mapped(request: Request) -> Mapped | None:
    mapping = request.mapping
    return None if mapping is None else Mapped(**mapping.model_dump())
