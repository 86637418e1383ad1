"""Where a job's frames go: numbered pictures, layered EXR files, films."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any, Protocol

import numpy.typing as npt

from shotwright import UsageError
from visualize.encode.exr import read_exr_text, write_exr
from visualize.encode.pictures import deep, preview
from visualize.encode.png import Pixels, read_png_text, write_png
from visualize.encode.video import VideoWriter, open_video, read_video_comment
from visualize.produce.job import METADATA_KEY, Job
from visualize.produce.kept import missing_frames
from visualize.produce.keypoints import KeypointsOutput
from visualize.produce.names import frame_name
from visualize.render.frame import Frame
from visualize.render.passes import pass_named

Place = Callable[[Job, str, int], Path]
"""The file of a pass (or ``layers``) at a scene frame, relative to the shot's folder."""


class Output(Protocol):
    """A destination of frames. ``missing`` are the scene frames it still needs.

    ``drawn`` are the passes it takes from the renderer; ``lane`` names the queue that keeps its
    frames in order ("" when the order does not matter); ``title`` is what reports call it, "" for
    the name of its pass.
    """

    title: str
    passes: tuple[str, ...]
    drawn: tuple[str, ...]
    missing: frozenset[int]
    lane: str

    def write(self, frame: Frame) -> None:
        """Encode one frame; runs in a thread of the encoders."""

    def path(self, frame: int) -> Path:
        """Return the file that holds a scene frame."""


class PictureOutput:
    """A numbered PNG for each frame of one pass: ``<shot>/<pass>/<pass>.0096.png``."""

    lane = ""
    title = ""

    def __init__(
        self, job: Job, name: str, *, resume: bool = False, place: Place | None = None
    ) -> None:
        self._job, self._name, self._place = job, name, place or _numbered_picture
        self.passes: tuple[str, ...] = (name,)
        self.drawn: tuple[str, ...] = (name,)
        self._fingerprint = job.fingerprint(self.passes)
        self.missing = missing_frames(
            job.frames, self.path, self._read, self._fingerprint, resume=resume
        )

    def path(self, frame: int) -> Path:
        """Return the file of a scene frame."""
        return self._job.folder / self._place(self._job, self._name, frame)

    def write(self, frame: Frame) -> None:
        """Encode one frame."""
        number = int(frame.number)
        write_png(
            self.path(number),
            picture_of(self._job, self._name, frame[self._name]),
            srgb=pass_named(self._name).kind == "picture",
            text={METADATA_KEY: self._job.metadata(self.passes, number)},
        )

    @staticmethod
    def _read(path: Path) -> str:
        return read_png_text(path).get(METADATA_KEY, "")


class LayersOutput:
    """One EXR with all passes for each frame: ``<shot>/layers/<shot>.0096.exr``."""

    lane = ""
    title = ""

    def __init__(self, job: Job, *, resume: bool = False, place: Place | None = None) -> None:
        self._job, self._place = job, place or _numbered_layers
        self.passes: tuple[str, ...] = job.settings.passes
        self.drawn: tuple[str, ...] = tuple(
            dict.fromkeys(
                "beauty_linear" if name == "beauty" else name for name in job.settings.passes
            )
        )
        self._fingerprint = job.fingerprint(self.passes)
        self.missing = missing_frames(
            job.frames, self.path, self._read, self._fingerprint, resume=resume
        )

    def path(self, frame: int) -> Path:
        """Return the file of a scene frame."""
        return self._job.folder / self._place(self._job, "layers", frame)

    def write(self, frame: Frame) -> None:
        """Encode one frame."""
        number = int(frame.number)
        kept = Frame(
            number=frame.number,
            raster=frame.raster,
            camera=frame.camera,
            layers={name: frame[name] for name in self.drawn},
        )
        write_exr(
            self.path(number),
            kept,
            half=self._job.settings.format.content == "half",
            text={METADATA_KEY: self._job.metadata(self.passes, number)},
        )

    @staticmethod
    def _read(path: Path) -> str:
        return read_exr_text(path, METADATA_KEY)


class FilmOutput:
    """One film of one pass: ``<shot>/<pass>.mp4`` or ``.mkv``.

    A film cannot be continued: a resumed job keeps it when it is whole, and else makes it anew.
    """

    title = ""

    def __init__(self, job: Job, name: str, *, resume: bool, films: ExitStack) -> None:
        self._job, self._name = job, name
        self.lane = name
        self.passes: tuple[str, ...] = (name,)
        self.drawn: tuple[str, ...] = (name,)
        found = missing_frames(
            [job.frames.start],
            self.path,
            read_video_comment,
            job.fingerprint(self.passes),
            resume=resume,
        )
        self.missing = frozenset(job.frames) if found else frozenset()
        self._writer: VideoWriter | None = (
            films.enter_context(self._opened()) if self.missing else None
        )

    def path(self, frame: int) -> Path:
        """Return the film."""
        return self._job.folder / f"{self._name}.{self._job.settings.format.suffix}"

    def write(self, frame: Frame) -> None:
        """Encode one frame."""
        if self._writer is not None:
            self._writer.write(picture_of(self._job, self._name, frame[self._name]))

    def _opened(self) -> AbstractContextManager[VideoWriter]:
        job = self._job
        if job.settings.format.codec is None:
            raise UsageError(f"{job.settings.format.name} is not a film format.")
        return open_video(
            self.path(job.frames.start),
            job.raster.size,
            job.project.frame_rate,
            codec=job.settings.format.codec,
            metadata={"comment": job.metadata(self.passes)},
        )


def make_outputs(job: Job, *, resume: bool, films: ExitStack) -> list[Output]:
    """Return the outputs of a job; films are opened in, and finished by, ``films``.

    Raises
    ------
    UsageError
        When ``resume`` meets files of another job.
    """
    names, kind = job.settings.passes, job.settings.format.kind
    outputs: list[Output] = [KeypointsOutput(job, resume=resume)] if "pose" in names else []
    if kind == "layers":
        return [LayersOutput(job, resume=resume), *outputs]
    if kind == "film":
        films_made = [FilmOutput(job, name, resume=resume, films=films) for name in names]
        return [*films_made, *outputs]
    return [*(PictureOutput(job, name, resume=resume) for name in names), *outputs]


def picture_of(job: Job, name: str, values: npt.NDArray[Any]) -> Pixels:
    """Return the pixels of a pass as the job's format stores them."""
    make = deep if job.settings.format.content == "deep" else preview
    return make(name, values, job.guide)


def _numbered_picture(job: Job, name: str, frame: int) -> Path:
    return Path(name) / frame_name(name, frame, job.settings.format.suffix)


def _numbered_layers(job: Job, name: str, frame: int) -> Path:
    return Path(name) / frame_name(job.stem, frame, job.settings.format.suffix)
