"""A small gallery as a page: three shots, and clips whose frames are told by their grey."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from compose.project import Project
from tests.builders.odd_films import film
from tests.builders.small_project import small_project
from tests.builders.take_rows import row_of
from visualize.pages.gallery import GalleryPage, write_gallery
from visualize.pages.gallery_data import Judged
from visualize.previews import Previews
from visualize.staleness import Reason
from visualize.takes import Review, Row
from visualize.takes.measures import Measures, Metric, Remark
from visualize.takes.take import Mapped

FRAMES = 12
MARKUP = "<img src=x onerror=alert(1)></script><script>alert(2)</script> &amp; \u202egnp.exe"
"""Text that a page must show and never run."""


def grey_of(frame: int) -> int:
    """Return the grey that every pixel of a clip's frame has."""
    return 20 * frame % 255


def gallery_rows(folder: Path) -> list[Row]:
    """Return four takes: a clip with sound, a plain one, a rejected one, and a still."""
    times = [25 * frame for frame in range(FRAMES)]
    mapped = Mapped(start=100.0, step=1.0, frames=FRAMES, hold_from=100.0, hold_to=108.0, fit="pad")
    cost = {"estimated_low_usd": 0.5, "estimated_high_usd": 0.7}
    sounding = film(folder / "010_a_take1.mp4", times, sound=True, size=(320, 180))
    plain = film(folder / "010_a_take2.mp4", times, size=(320, 180))
    refused = film(folder / "020_b_take1.mp4", times, size=(320, 180))
    still = folder / "020_b_take2.png"
    Image.new("RGB", (320, 180), (200, 40, 40)).save(still)
    return [
        row_of(sounding, number=1, prompt="Rain on the window.", mapping=mapped, **cost,
               review=Review(rating=4, tags=("dusk",), note="Her hand melts.")),
        row_of(plain, number=2, prompt=MARKUP, model="acme/other", model_name=MARKUP,
               reported_usd=1.25, **cost),
        row_of(refused, number=1, shot="020", mode="direct", model="wire", model_name="wire",
               estimated_low_usd=0.0, estimated_high_usd=0.0, review=Review(rejected=True)),
        row_of(still, number=2, shot="020", mode="image"),
    ]  # fmt: skip


def gallery_project(rows: list[Row]) -> Project:
    """Return a project with the shots of these takes, a third without any, and one pick."""
    project = small_project()
    shot = project.shots[0]
    shots = tuple(
        shot.replace(id=f"sht_{number}", number=number, name=name, pick=pick)
        for number, name, pick in (
            ("010", "Wide", rows[0].take.id), ("020", "Close", None), ("030", "Door", None),
        )
    )  # fmt: skip
    return project.replace(shots=shots, sequence=tuple(shot.id for shot in shots))


def judged(rows: list[Row]) -> Judged:
    """Return the first take measured and current, the second stale, the others not judged."""
    first, second, *_ = rows
    measures = Measures(
        take=first.take.id, clip_sha256=first.take.clip.sha256, reference="r", frames=FRAMES,
        rate="24", size=(320, 180), fidelity=88.0, curve=(90.0,) * 6 + (None,) + (80.0,) * 5,
        metrics=(
            Metric(name="motion", group="motion", score=88.0),
            Metric(name="camera", group="motion", score=None, note="too little parallax"),
        ),
        remarks=(Remark(metric="motion", text="pan 30 % slow", start=3, end=9, weight=0.9),),
    )  # fmt: skip
    reasons = {first.take.id: (), second.take.id: (Reason("camera", "the camera moved"),)}
    return Judged(reasons=reasons, measures={first.take.id: measures})


def write_small_gallery(folder: Path, *, full: bool = False) -> GalleryPage:
    """Write the gallery below a folder and return what was written."""
    takes = folder / "takes"
    takes.mkdir(parents=True)
    rows = gallery_rows(takes)
    project = gallery_project(rows)
    return write_gallery(
        folder / "page", project, rows, shots=project.in_sequence(), judged=judged(rows),
        previews=Previews(folder / "previews"), full=full,
    )  # fmt: skip
