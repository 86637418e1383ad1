"""Direct films, no AI: a shot or the whole sequence in wire, clay or beauty."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from shotwright import UsageError, __version__
from visualize.encode.atomic import write_json
from visualize.encode.video import H264, VideoWriter, open_video
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.fingerprint import content_hash, value_hash
from visualize.produce.lanes import EncodeLanes
from visualize.produce.names import shot_stem, slug
from visualize.produce.report import FilmReport, ProgressCallback, tell
from visualize.produce.slate import Slate
from visualize.render.options import RenderOptions
from visualize.render.passes import pass_named

_AHEAD = 6
_FILM_SUFFIX = ".mp4"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """One shot in the film: its picture's size and where it begins, in film frames."""

    shot: Shot
    size: tuple[int, int]
    begins: int
    content: str

    @property
    def ends(self) -> int:
        """The film frame after the shot's last."""
        return self.begins + len(self.shot.window)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Film:
    """A film and the shots in it."""

    path: Path
    canvas: tuple[int, int]
    cuts: tuple[_Cut, ...]

    @property
    def frames(self) -> int:
        """How many it has."""
        return self.cuts[-1].ends

    def opened(self, project: Project) -> AbstractContextManager[VideoWriter]:
        """Return what writes it, whole or not at all."""
        return open_video(self.path, self.canvas, project.frame_rate, codec=H264)


def direct_video(
    project: Project,
    shots: Shot | str | Iterable[Shot | str] | None = None,
    *,
    look: str = "wire",
    size: tuple[int, int] = (1280, 720),
    out: str | Path,
    renderer: Draws | None = None,
    options: RenderOptions | None = None,
    slate: bool = False,
    each: bool = False,
    progress: ProgressCallback | None = None,
) -> FilmReport:
    """Draw shots straight into one H.264 film, one after another.

    Where all pictures have one size the film has it; different gates are set in black into
    ``size``, made even. A JSON file beside the film tells which frames of which shot it shows.

    Parameters
    ----------
    shots
        A shot or several, by value, number, name or id; the project's sequence when ``None``.
    look
        A picture pass: ``wire``, ``clay``, ``beauty`` or ``lines``.
    out
        The film (``….mp4``), or the folder for ``<shot>_<look>.mp4``, ``<project>_<look>.mp4``.
    slate
        Burn shot, frame and timecode into the lower left corner.
    each
        Make a film of each shot as well, beside the one of all, out of the same pictures.

    Raises
    ------
    ShotwrightError
        ``UsageError`` without a shot or with a look that is no picture; ``EncodeError`` and those
        of evaluating and drawing.
    """
    began = time.monotonic()
    if pass_named(look).kind != "picture" or pass_named(look).dtype != "uint8":
        raise UsageError(f"{look!r} is no look for a film; use wire, clay, beauty or lines.")
    chosen = _chosen(project, shots)
    cuts = _cuts(project, chosen, size)
    canvas = _canvas(cuts, size)
    path = _film_path(project, chosen, look, Path(out))
    whole = _Film(path=path, canvas=canvas, cuts=tuple(cuts))
    alone = _films_of_each(project, whole, look) if each and len(cuts) > 1 else {}
    with renderer_or_new(renderer) as draws:
        ask = partial(draws.render, passes=(look,), size=size, options=options or RenderOptions())
        _make(project, whole, alone, lambda now: ask(now)[look], slate=slate, progress=progress)
    seconds = time.monotonic() - began
    made = tuple(_reported(project, film, look, seconds) for film in alone.values())
    return replace(_reported(project, whole, look, seconds), each=made)


def _make(
    project: Project, whole: _Film, alone: Mapping[str, _Film],
    draw: Callable[[Snapshot], npt.NDArray[np.uint8]], *, slate: bool,
    progress: ProgressCallback | None,
) -> None:  # fmt: skip
    """Write the film and those of single shots, drawing each frame once for both."""
    with ExitStack() as films, EncodeLanes(_AHEAD) as lanes:
        writer = films.enter_context(whole.opened(project))
        for cut in whole.cuts:
            finished = films.enter_context(ExitStack())
            writers = [writer]
            if cut.shot.id in alone:
                writers.append(finished.enter_context(alone[cut.shot.id].opened(project)))
            burns = [
                Slate(cut.shot, project.frame_rate, w.size) if slate else None for w in writers
            ]
            for i, number in enumerate(cut.shot.window):
                drawn = draw(evaluate(project, cut.shot, number))
                for into, burn in zip(writers, burns, strict=True):
                    lanes.submit(partial(_write, into, drawn, burn, number), lane="film")
                tell(progress, "frames", cut.shot.label, cut.begins + i + 1, whole.frames)
            lanes.submit(finished.close, lane="film")


def _films_of_each(project: Project, whole: _Film, look: str) -> dict[str, _Film]:
    """Return a film of each shot of a longer one, beside it, by the shot's id."""
    return {
        cut.shot.id: _Film(
            path=whole.path.with_name(f"{shot_stem(project, cut.shot)}_{look}{_FILM_SUFFIX}"),
            canvas=cut.size,
            cuts=(replace(cut, begins=0),),
        )
        for cut in whole.cuts
    }


def _reported(project: Project, film: _Film, look: str, seconds: float) -> FilmReport:
    """Write a film's record and return its report."""
    return FilmReport(
        path=film.path,
        record=_write_film_record(project, film, look),
        frames=film.frames,
        size=film.canvas,
        shots=tuple(cut.shot.label for cut in film.cuts),
        seconds=seconds,
    )


def letterboxed(pixels: npt.NDArray[np.uint8], size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """Return (H, W, 3) pixels centred on a black page of (width, height), no smaller."""
    width, height = size
    if pixels.shape[:2] == (height, width):
        return pixels
    page = np.zeros((height, width, 3), np.uint8)
    top, left = (height - pixels.shape[0]) // 2, (width - pixels.shape[1]) // 2
    page[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return page


def _write(
    film: VideoWriter, drawn: npt.NDArray[np.uint8], burn: Slate | None, number: int
) -> None:
    page = letterboxed(drawn, film.size)
    film.write(burn.burned(page, number) if burn else page)


def _chosen(project: Project, shots: Shot | str | Iterable[Shot | str] | None) -> list[Shot]:
    if shots is None:
        if not project.sequence:
            raise UsageError(
                f"The sequence of {project.name!r} holds no shots, so there is nothing to show. "
                "Add shots to it, or name one."
            )
        return list(project.in_sequence())
    several = [shots] if isinstance(shots, (Shot, str)) else list(shots)
    if not several:
        raise UsageError("No shot was named, so there is nothing to show.")
    return [project.shot(shot) if isinstance(shot, str) else shot for shot in several]


def _cuts(project: Project, shots: Sequence[Shot], size: tuple[int, int]) -> list[_Cut]:
    cuts: list[_Cut] = []
    begins = 0
    for shot in shots:
        first = evaluate(project, shot, shot.start)
        content = content_hash(project, shot, first)
        raster = first.camera.raster(size)
        cuts.append(_Cut(shot=shot, size=raster.size, begins=begins, content=content))
        begins += len(shot.window)
    return cuts


def _canvas(cuts: Sequence[_Cut], size: tuple[int, int]) -> tuple[int, int]:
    if len({cut.size for cut in cuts}) == 1:
        return cuts[0].size
    return (size[0] // 2 * 2, size[1] // 2 * 2)


def _film_path(project: Project, shots: Sequence[Shot], look: str, out: Path) -> Path:
    if out.suffix.lower() == _FILM_SUFFIX:
        return out
    if len(shots) == 1:
        return out / f"{shot_stem(project, shots[0])}_{look}{_FILM_SUFFIX}"
    return out / f"{slug(project.name) or 'sequence'}_{look}{_FILM_SUFFIX}"


def _write_film_record(project: Project, film: _Film, look: str) -> Path:
    record = film.path.with_suffix(".json")
    content: dict[str, Any] = {
        "kind": "shotwright-film",
        "record_version": 1,
        "shotwright": __version__,
        "project": {"id": project.id, "name": project.name, "sha256": value_hash(project)},
        "film": film.path.name,
        "look": look,
        "rate": project.rate,
        "size": list(film.canvas),
        "cuts": [_cut_entry(cut) for cut in film.cuts],
    }
    write_json(record, content)
    return record


def _cut_entry(cut: _Cut) -> dict[str, Any]:
    window = cut.shot.window
    return {
        "shot": {"id": cut.shot.id, "number": cut.shot.number, "name": cut.shot.name},
        "content_sha256": cut.content,
        "film_frames": [cut.begins, cut.ends],
        "scene_frames": [window.start, window.stop],
        "picture_size": list(cut.size),
    }
