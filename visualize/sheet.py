"""The contact sheet: every shot of the sequence on one dark page, start, middle and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from compose.evaluation import evaluate
from compose.payload import CameraPayload
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import CameraState
from shotwright import UsageError
from visualize.encode.png import write_png
from visualize.produce.camera_move import camera_move
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.page import THUMB_SIZE, SheetPage, ShotCard, page_height
from visualize.produce.report import ProgressCallback, tell
from visualize.render.options import RenderOptions

_MOVE_SAMPLES = 9
_TALLEST = 30_000
"""Pixels; what viewers and browsers still open."""


def contact_sheet(
    project: Project,
    out: str | Path,
    *,
    shots: Iterable[Shot | str] | None = None,
    look: str = "clay",
    scale: int = 1,
    renderer: Draws | None = None,
    options: RenderOptions | None = None,
    progress: ProgressCallback | None = None,
) -> Path:
    """Draw the contact sheet of a project as one PNG and return its path.

    Parameters
    ----------
    out
        The PNG, or the folder for ``contact_sheet.png``.
    shots
        Which shots, in this order; the project's sequence when ``None``.
    look
        A picture pass: ``clay``, ``wire``, ``beauty`` or ``lines``.
    scale
        1 is 1920 pixels wide, 2 is 3840.

    Raises
    ------
    UsageError
        When there is no shot to show, or more than fit on one page.
    RenderError, EncodeError
        When a picture cannot be drawn or the page not be written.
    """
    chosen = _chosen(project, shots)
    if page_height(len(chosen)) * scale > _TALLEST or scale not in (1, 2, 3, 4):
        raise UsageError(
            f"{len(chosen)} shots at scale {scale} do not fit on one contact sheet; "
            "name fewer shots or a smaller scale (1 to 4)."
        )
    path = Path(out)
    path = path if path.suffix.lower() == ".png" else path / "contact_sheet.png"
    page = SheetPage(len(chosen), scale)
    page.header(project, chosen)
    with renderer_or_new(renderer) as draws:
        for row, shot in enumerate(chosen):
            card = _card(project, shot, draws, look, scale, options or RenderOptions())
            page.row(row, card)
            tell(progress, "frames", shot.label, row + 1, len(chosen))
    write_png(path, page.pixels(), srgb=True, text={"Title": _ascii(project.name)})
    return path


def _chosen(project: Project, shots: Iterable[Shot | str] | None) -> list[Shot]:
    if shots is not None:
        found = [project.shot(shot) if isinstance(shot, str) else shot for shot in shots]
    else:
        found = list(project.in_sequence())
    if not found:
        raise UsageError(
            f"The sequence of {project.name!r} holds no shots, so there is nothing to show. "
            "Add shots to it, or name one."
        )
    return found


def _card(
    project: Project, shot: Shot, draws: Draws, look: str, scale: int, options: RenderOptions
) -> ShotCard:
    last = shot.end - 1
    frames = {"Start": shot.start, "Middle": (shot.start + last) // 2, "End": last}
    box = (THUMB_SIZE[0] * scale, THUMB_SIZE[1] * scale)
    pictures = []
    for label, frame in frames.items():
        snapshot = evaluate(project, shot, frame)
        drawn = draws.render(snapshot, (look,), box, options=options)[look]
        pictures.append((f"{label}  {frame}", drawn))
    spread = np.unique(np.linspace(shot.start, last, _MOVE_SAMPLES).round().astype(int))
    cameras = [evaluate(project, shot, int(frame)).camera for frame in spread]
    return ShotCard(
        number=shot.number,
        name=shot.name,
        description=shot.description,
        facts=_facts(project, shot, cameras),
        pictures=tuple(pictures),
    )


def _facts(
    project: Project, shot: Shot, cameras: Sequence[CameraState]
) -> tuple[tuple[str, str], ...]:
    first, last = cameras[0], cameras[-1]
    lens = f"{first.focal_length_mm:g} mm"
    if abs(last.focal_length_mm - first.focal_length_mm) > 0.05:
        lens = f"{first.focal_length_mm:.0f} to {last.focal_length_mm:.0f} mm"
    seconds = float(len(shot.window) / project.frame_rate)
    return (
        ("Frames", f"{shot.start} to {shot.end - 1}  ({len(shot.window)})"),
        ("Length", f"{seconds:.2f} s"),
        ("Lens", f"{lens}  f/{first.f_stop:g}"),
        ("Gate", _gate(project, shot, first)),
        ("Move", camera_move(project, shot)),
    )


def _gate(project: Project, shot: Shot, camera: CameraState) -> str:
    payload = project.scene(shot.scene).node(shot.camera).payload
    gate: Any = shot.gate
    sensor: Any = None
    if isinstance(payload, CameraPayload):
        gate = gate or payload.gate
        sensor = payload.sensor
    aspect = gate if isinstance(gate, str) else f"{camera.aspect:.2f}"
    words = sensor if isinstance(sensor, str) else "{:g} x {:g} mm".format(*camera.sensor_mm)
    return f"{aspect}  on {words}"


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()
